//! May a ticket be fired, acknowledged, bumped, recalled, handed over?

mod bump;
mod desk;
mod guest;
mod remake;

use std::collections::BTreeSet;

pub use self::bump::{
    bump, bump_lines, bump_lines_back, confirm_allergy, hand_over, recall, recall_order,
};
pub use self::desk::{answer, call, reprint_chit, rush, switch_layout, unshown};
pub use self::guest::{signals_after_move, signals_of_fired, signals_of_open};
pub use self::remake::remake;
use super::routing::{Numbers, place, route};
use super::{
    ACKNOWLEDGED_TICKETS_MAX, AcknowledgeLevel, MomentKind, NewTicket, Ticket, TicketStatus,
};
use crate::actor::{Actor, Context};
use crate::command::CommandResult;
use crate::event::VoidChit;
use crate::id::{LineId, OrderId, TicketId};
use crate::order::{Line, Order};
use crate::store::{Decision, State};
use crate::{Code, Event, Rejection};

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
    let line_ids = held.iter().map(|line| line.id).collect();
    let mut numbers = Numbers::new(state, context);
    let shares = route(state, held, order.channel, context.now);
    let tickets = shares
        .into_iter()
        .map(|(home, share)| {
            let station = place(state, &home).clone();
            NewTicket {
                ticket_id: TicketId::derive(context.command_id, home.as_str()),
                number: numbers.next(&station),
                line_ids: share.line_ids,
                chit_printer: state.settings.chit_printers.get(&station).cloned(),
                home: (station != home).then_some(home),
                parts: share.parts,
                station,
            }
        })
        .collect();
    Ok(Event::LinesFired {
        order_id: order.id,
        firing: order.firings + 1,
        business_day: numbers.day(),
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

/// Notes that tickets are shown or seen, once for each screen: saying it twice changes nothing, and
/// what is done already is passed over.
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
    let mut late: Vec<OrderId> = Vec::new();
    for &ticket_id in tickets {
        let ticket = state.ticket(ticket_id).ok_or(Rejection::UnknownTicket { ticket_id })?;
        if station.as_ref() != Some(&ticket.station) && context.actor != Actor::System {
            return Err(Rejection::NotYourStation { ticket_id });
        }
        if counts(ticket, level, context) && fresh.insert(ticket_id) {
            ordered.push(ticket_id);
            // The till was told that nobody has it: now somebody does.
            let told = ticket.unshown.is_some() && ticket.status == TicketStatus::Sent;
            if told && !late.contains(&ticket.order_id) {
                late.push(ticket.order_id);
            }
        }
    }
    let events = match (ordered.is_empty(), level) {
        (true, _) => Vec::new(),
        (false, AcknowledgeLevel::Shown) => vec![Event::TicketsShown { tickets: ordered, late }],
        (false, AcknowledgeLevel::Seen) => vec![Event::TicketsSeen { tickets: ordered, late }],
    };
    Ok(Decision::of(events, CommandResult::Done))
}

/// Whether it is news that this screen shows it, or that a cook touched it there.
fn counts(ticket: &Ticket, level: AcknowledgeLevel, context: &Context) -> bool {
    let said = |what| ticket.has_moment(what, context.device);
    match (ticket.status, level) {
        (TicketStatus::Bumped { .. }, _) => false,
        (_, AcknowledgeLevel::Seen) => !said(MomentKind::Seen),
        (_, AcknowledgeLevel::Shown) => !said(MomentKind::Shown) && !said(MomentKind::Seen),
    }
}

/// The station that the asking screen belongs to, and to which its tickets must.
fn own_ticket<'a>(
    state: &'a State,
    ticket_id: TicketId,
    context: &Context,
) -> Result<&'a Ticket, Rejection> {
    let ticket = state.ticket(ticket_id).ok_or(Rejection::UnknownTicket { ticket_id })?;
    let station = state.device(context.device).and_then(|device| device.station.as_ref());
    if station.is_some_and(|station| *station != ticket.station) {
        return Err(Rejection::NotYourStation { ticket_id });
    }
    Ok(ticket)
}

/// Where a station's chit comes out when its screens do not show it, if anywhere.
fn fallback_printer(state: &State, station: &Code) -> Option<Code> {
    let own = state.settings.chit_printers.get(station);
    own.or(state.settings.fallback_printer.as_ref()).cloned()
}
