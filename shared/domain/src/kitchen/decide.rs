//! May a ticket be acknowledged, bumped, recalled, handed over?

use std::collections::BTreeSet;

use super::{ACKNOWLEDGED_TICKETS_MAX, AcknowledgeLevel, NewTicket, TicketStatus, routing};
use crate::actor::{Actor, Context};
use crate::command::CommandResult;
use crate::event::VoidChit;
use crate::id::{LineId, OrderId, TicketId};
use crate::order::{Line, Order, Stage};
use crate::store::{Decision, State};
use crate::{Event, Rejection};

/// The firing of an order's held lines: all of them, or those asked for.
///
/// # Errors
/// Refused when none of them is held.
pub fn fire(
    state: &State,
    order: &Order,
    line_ids: &[LineId],
    context: &Context,
) -> Result<Event, Rejection> {
    let held: Vec<&Line> = order
        .lines
        .iter()
        .filter(|line| line.is_held() && (line_ids.is_empty() || line_ids.contains(&line.id)))
        .collect();
    if held.is_empty() {
        return Err(Rejection::NothingToFire);
    }
    let business_day = state.business_day(context.now);
    let line_ids = held.iter().map(|line| line.id).collect();
    let tickets = routing::route(held)
        .into_iter()
        .map(|(station, line_ids)| NewTicket {
            ticket_id: TicketId::derive(context.command_id, station.as_str()),
            number: state.next_ticket_number(&station, business_day),
            line_ids,
            chit_printer: state.settings.chit_printers.get(&station).cloned(),
            station,
        })
        .collect();
    Ok(Event::LinesFired {
        order_id: order.id,
        firing: order.firings + 1,
        business_day,
        line_ids,
        tickets,
    })
}

/// The tickets of an order that hold any of these lines, and the void chits they ask for. Also
/// those that are done: when one is recalled, the cook must see what was struck meanwhile.
pub fn tickets_with(
    state: &State,
    order: &Order,
    lines: &[LineId],
) -> (Vec<TicketId>, Vec<VoidChit>) {
    let touched: Vec<_> = order
        .tickets
        .iter()
        .filter_map(|known| state.ticket(known.id))
        .filter(|ticket| ticket.lines.iter().any(|line| lines.contains(&line.line_id)))
        .collect();
    let chits = touched
        .iter()
        .filter_map(|ticket| {
            let printer = state.settings.chit_printers.get(&ticket.station)?.clone();
            Some(VoidChit { ticket_id: ticket.id, printer })
        })
        .collect();
    (touched.iter().map(|ticket| ticket.id).collect(), chits)
}

/// Notes that tickets are shown or seen. Those that are further already are passed over, so that
/// every screen may say it and saying it twice changes nothing.
///
/// # Errors
/// Refused when there are none or too many, one is unknown, or one belongs to another station.
pub fn acknowledge(
    state: &State,
    tickets: &[TicketId],
    level: AcknowledgeLevel,
    context: &Context,
) -> Result<Decision, Rejection> {
    if tickets.is_empty() || tickets.len() > ACKNOWLEDGED_TICKETS_MAX {
        let most = u32::try_from(ACKNOWLEDGED_TICKETS_MAX).unwrap_or(u32::MAX);
        return Err(Rejection::BatchTooLarge { most });
    }
    let station = state.device(context.device).and_then(|device| device.station.clone());
    let mut fresh = BTreeSet::new();
    let mut ordered = Vec::with_capacity(tickets.len());
    for &ticket_id in tickets {
        let ticket = state.ticket(ticket_id).ok_or(Rejection::UnknownTicket { ticket_id })?;
        if station.as_ref() != Some(&ticket.station) && context.actor != Actor::System {
            return Err(Rejection::NotYourStation { ticket_id });
        }
        let counts = match (ticket.status, level) {
            (TicketStatus::Sent, _) | (TicketStatus::Shown { .. }, AcknowledgeLevel::Seen) => true,
            (TicketStatus::Shown { .. }, AcknowledgeLevel::Shown)
            | (TicketStatus::Seen { .. } | TicketStatus::Bumped { .. }, _) => false,
        };
        if counts && fresh.insert(ticket_id) {
            ordered.push(ticket_id);
        }
    }
    let events = match (ordered.is_empty(), level) {
        (true, _) => Vec::new(),
        (false, AcknowledgeLevel::Shown) => vec![Event::TicketsShown { tickets: ordered }],
        (false, AcknowledgeLevel::Seen) => vec![Event::TicketsSeen { tickets: ordered }],
    };
    Ok(Decision::of(events, CommandResult::Done))
}

/// Marks a ticket done; the order is ready when it was the last one.
///
/// # Errors
/// Refused when it is unknown, of another station, done already, or changed since the cook read it.
pub fn bump(
    state: &State,
    ticket_id: TicketId,
    revision: u32,
    context: &Context,
) -> Result<Decision, Rejection> {
    let ticket = state.ticket(ticket_id).ok_or(Rejection::UnknownTicket { ticket_id })?;
    let station = state.device(context.device).and_then(|device| device.station.as_ref());
    if station.is_some_and(|station| *station != ticket.station) {
        return Err(Rejection::NotYourStation { ticket_id });
    }
    if ticket.status.is_bumped() {
        return Err(Rejection::TicketAlreadyBumped { ticket_id });
    }
    if ticket.revision != revision {
        return Err(Rejection::TicketChanged { seen: revision, now: ticket.revision });
    }
    let order_id = ticket.order_id;
    let mut events = vec![Event::TicketBumped { ticket_id, order_id }];
    // A struck order is never ready: bumping its tickets only clears them from the screens.
    let last = state.order(order_id).is_some_and(|order| {
        !order.is_voided()
            && order.tickets.iter().all(|known| known.bumped || known.id == ticket_id)
    });
    if last {
        events.push(Event::OrderReady { order_id });
    }
    Ok(Decision::of(events, CommandResult::Done))
}

/// Brings a bumped ticket back.
///
/// # Errors
/// Refused when it is unknown, of another station, or not done.
pub fn recall(
    state: &State,
    ticket_id: TicketId,
    context: &Context,
) -> Result<Decision, Rejection> {
    let ticket = state.ticket(ticket_id).ok_or(Rejection::UnknownTicket { ticket_id })?;
    let station = state.device(context.device).and_then(|device| device.station.as_ref());
    if station.is_some_and(|station| *station != ticket.station) {
        return Err(Rejection::NotYourStation { ticket_id });
    }
    if !ticket.status.is_bumped() {
        return Err(Rejection::TicketNotBumped { ticket_id });
    }
    let event = Event::TicketRecalled { ticket_id, order_id: ticket.order_id };
    Ok(Decision::of(vec![event], CommandResult::Done))
}

/// Hands a ready order to the guest.
///
/// # Errors
/// Refused when the order is unknown or the kitchen is not done with it.
pub fn hand_over(state: &State, order_id: OrderId) -> Result<Decision, Rejection> {
    let order = state.order(order_id).ok_or(Rejection::UnknownOrder { order_id })?;
    match order.stage {
        Stage::Ready => {
            Ok(Decision::of(vec![Event::OrderHandedOver { order_id }], CommandResult::Done))
        }
        Stage::NotFired | Stage::Preparing | Stage::HandedOver => {
            Err(Rejection::OrderNotReady { order_id })
        }
    }
}

/// Brings a handed-over order back to ready.
///
/// # Errors
/// Refused when the order is unknown or was not handed over.
pub fn recall_order(state: &State, order_id: OrderId) -> Result<Decision, Rejection> {
    let order = state.order(order_id).ok_or(Rejection::UnknownOrder { order_id })?;
    match order.stage {
        Stage::HandedOver => {
            Ok(Decision::of(vec![Event::OrderRecalled { order_id }], CommandResult::Done))
        }
        Stage::NotFired | Stage::Preparing | Stage::Ready => {
            Err(Rejection::OrderNotHandedOver { order_id })
        }
    }
}
