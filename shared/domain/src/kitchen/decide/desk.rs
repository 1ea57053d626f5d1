//! The kitchen as a whole: rush, calls to the till, paper, layouts, tickets that no screen shows.

use super::{fallback_printer, own_ticket};
use crate::Code;
use crate::actor::Context;
use crate::command::CommandResult;
use crate::id::{CallId, LineId, OrderId, TicketId};
use crate::kitchen::call::CALL_CHARS_MAX;
use crate::kitchen::routing::Numbers;
use crate::kitchen::{
    CALLS_MAX, CallKind, KitchenCall, RelocatedTicket, Ticket, TicketStatus, UnshownTicket,
};
use crate::order::Order;
use crate::store::{Decision, State};
use crate::words::sound_words;
use crate::{Event, Rejection};

/// Moves an order's open tickets forward, or no longer.
///
/// # Errors
/// Refused when the order is unknown.
pub fn rush(state: &State, order_id: OrderId, rush: bool) -> Result<Decision, Rejection> {
    let order = state.order(order_id).ok_or(Rejection::UnknownOrder { order_id })?;
    let open = order
        .tickets
        .iter()
        .filter_map(|known| state.ticket(known.id))
        .filter(|ticket| !ticket.status.is_bumped() && ticket.rushed_at.is_some() != rush);
    let tickets: Vec<TicketId> = open.map(|ticket| ticket.id).collect();
    let events = if tickets.is_empty() {
        Vec::new()
    } else {
        vec![Event::OrderRushed { order_id, rushed: rush, tickets }]
    };
    Ok(Decision::of(events, CommandResult::Done))
}

/// Calls something out to the till.
///
/// # Errors
/// Refused when too many calls wait, the ticket is unknown or of another station, the line is unknown
/// or struck, or the words cannot be kept.
pub fn call(
    state: &State,
    call_id: CallId,
    kind: CallKind,
    about: (Option<TicketId>, Option<LineId>),
    words: &str,
    context: &Context,
) -> Result<Decision, Rejection> {
    let calls = &state.kitchen().calls;
    if calls.iter().any(|known| known.id == call_id) {
        return Err(Rejection::CallExists { call_id });
    }
    if calls.len() >= CALLS_MAX {
        let most = u32::try_from(CALLS_MAX).unwrap_or(u32::MAX);
        return Err(Rejection::TooManyCalls { most });
    }
    let words =
        if words.trim().is_empty() { String::new() } else { sound_words(words, CALL_CHARS_MAX)? };
    let (ticket_id, line_id) = about;
    let ticket = ticket_id.map(|id| own_ticket(state, id, context)).transpose()?;
    let line = match (line_id, ticket) {
        (None, _) => None,
        (Some(line_id), None) => return Err(Rejection::UnknownLine { line_id }),
        (Some(line_id), Some(ticket)) => {
            let found = ticket.lines.iter().find(|line| line.line_id == line_id);
            Some(found.ok_or(Rejection::UnknownLine { line_id })?)
        }
    };
    match (kind, line) {
        (CallKind::CannotMake { .. }, None) => return Err(Rejection::CallWithoutLine),
        (CallKind::CannotMake { .. }, Some(line)) if line.voided => {
            return Err(Rejection::LineAlreadyVoided { line_id: line.line_id });
        }
        (CallKind::CannotMake { .. }, Some(_)) | (CallKind::Runner, _) => {}
    }
    let own = state.device(context.device).and_then(|device| device.station.clone());
    let call = KitchenCall {
        id: call_id,
        kind,
        station: own.or_else(|| ticket.map(|ticket| ticket.station.clone())),
        ticket_id,
        order_id: ticket.map(|ticket| ticket.order_id),
        order: ticket.map(|ticket| (ticket.channel, ticket.order_number)),
        line_id,
        names: line.map(|line| line.names.clone()),
        words,
        at: context.now,
    };
    Ok(Decision::of(vec![Event::KitchenCalled { call: Box::new(call) }], CommandResult::Done))
}

/// Answers a call: somebody is coming, or the guest was asked.
///
/// # Errors
/// Refused when no such call waits.
pub fn answer(state: &State, call_id: CallId) -> Result<Decision, Rejection> {
    if state.kitchen().calls.iter().any(|call| call.id == call_id) {
        return Ok(Decision::of(vec![Event::CallAnswered { call_id }], CommandResult::Done));
    }
    Err(Rejection::UnknownCall { call_id })
}

/// Prints a ticket's chit once more, marked as a copy.
///
/// # Errors
/// Refused when it is unknown, of another station, or there is nothing to print it on.
pub fn reprint_chit(
    state: &State,
    ticket_id: TicketId,
    context: &Context,
) -> Result<Decision, Rejection> {
    let ticket = own_ticket(state, ticket_id, context)?;
    let printer =
        fallback_printer(state, &ticket.station).ok_or(Rejection::NoChitPrinter { ticket_id })?;
    let came_out = state.settings.chit_printers.contains_key(&ticket.station)
        || ticket.unshown.as_ref().is_some_and(|unshown| unshown.printer.is_some());
    let copy = ticket.reprints + 1 + u32::from(came_out);
    let order_id = ticket.order_id;
    let event = Event::ChitReprinted { order_id, ticket_id, copy, printer };
    Ok(Decision::of(vec![event], CommandResult::Done))
}

/// Has the kitchen worked as this layout says, or with every station at its own place. Open tickets
/// go with it, each as a whole.
///
/// # Errors
/// Refused when there is no such layout.
pub fn switch_layout(
    state: &State,
    layout: Option<&Code>,
    context: &Context,
) -> Result<Decision, Rejection> {
    let next = match layout {
        Some(code) => {
            let unknown = || Rejection::UnknownLayout { layout: code.clone() };
            Some(state.menu().layout(code).ok_or_else(unknown)?)
        }
        None => None,
    };
    if state.kitchen().layout.as_ref() == layout {
        return Ok(Decision::of(Vec::new(), CommandResult::Done));
    }
    let mut numbers = Numbers::new(state, context);
    let mut moved = Vec::new();
    for ticket in state.open_tickets() {
        let home = ticket.home();
        let station = next.map_or(home, |layout| layout.place(home));
        if *station != ticket.station {
            moved.push(RelocatedTicket {
                ticket_id: ticket.id,
                order_id: ticket.order_id,
                station: station.clone(),
                number: numbers.next(station),
            });
        }
    }
    let mut events = vec![Event::LayoutSwitched { layout: layout.cloned() }];
    if !moved.is_empty() {
        events.push(Event::TicketsRelocated { business_day: numbers.day(), moved });
    }
    Ok(Decision::of(events, CommandResult::Done))
}

/// Notes the tickets that no screen has shown in time, and has them come out on paper where they did
/// not already.
///
/// # Errors
/// None: what was shown meanwhile is passed over.
pub fn unshown(
    state: &State,
    tickets: &[TicketId],
    context: &Context,
) -> Result<Decision, Rejection> {
    let waits = |ticket: &&Ticket| {
        ticket.status == TicketStatus::Sent
            && ticket.unshown.is_none()
            && context.now.saturating_since(ticket.fired_at) >= wait_ms(state, &ticket.station)
            && is_expected(state, &ticket.station)
            && state.order(ticket.order_id).is_some_and(|order: &Order| !order.is_voided())
    };
    let found = tickets.iter().filter_map(|&id| state.ticket(id)).filter(waits);
    let tickets: Vec<UnshownTicket> = found
        .map(|ticket| UnshownTicket {
            ticket_id: ticket.id,
            order_id: ticket.order_id,
            printer: if state.settings.chit_printers.contains_key(&ticket.station) {
                None
            } else {
                state.settings.fallback_printer.clone()
            },
        })
        .collect();
    let events =
        if tickets.is_empty() { Vec::new() } else { vec![Event::TicketsUnshown { tickets }] };
    Ok(Decision::of(events, CommandResult::Done))
}

fn wait_ms(state: &State, station: &Code) -> i64 {
    let stations = &state.menu().catalogue().stations;
    let own = stations.iter().find(|one| one.code == *station).map(|one| one.shown_within_s);
    i64::from(own.unwrap_or(crate::catalogue::SHOWN_WITHIN_S)) * 1_000
}

/// Whether a screen should show its tickets: a station that works from paper alone has none.
fn is_expected(state: &State, station: &Code) -> bool {
    !state.settings.chit_printers.contains_key(station)
        || state.all_devices().any(|device| device.station.as_ref() == Some(station))
}
