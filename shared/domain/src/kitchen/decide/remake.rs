//! Making something a second time.

use super::own_ticket;
use crate::actor::Context;
use crate::command::CommandResult;
use crate::id::{LineId, TicketId};
use crate::kitchen::routing::{Numbers, place};
use crate::kitchen::{MadeParts, NewTicket, RemakeReason};
use crate::order::OrderState;
use crate::store::{Decision, State};
use crate::{Event, Rejection};

/// Makes some of a line a second time: on a ticket of its own at the same station.
///
/// # Errors
/// Refused when the ticket is unknown or of another station, the line is unknown or struck, more is
/// asked than was ordered, or the order was struck.
pub fn remake(
    state: &State,
    ticket_id: TicketId,
    line_id: LineId,
    quantity: u32,
    reason: RemakeReason,
    context: &Context,
) -> Result<Decision, Rejection> {
    let ticket = own_ticket(state, ticket_id, context)?;
    let order_id = ticket.order_id;
    let order = state.order(order_id).ok_or(Rejection::UnknownOrder { order_id })?;
    match order.state {
        OrderState::Open | OrderState::Closed { .. } => {}
        OrderState::Voided { .. } | OrderState::Merged { .. } => {
            return Err(Rejection::OrderNotOpen { order_id });
        }
    }
    let line = ticket.lines.iter().find(|line| line.line_id == line_id);
    let line = line.ok_or(Rejection::UnknownLine { line_id })?;
    if line.voided {
        return Err(Rejection::LineAlreadyVoided { line_id });
    }
    if !(1..=line.quantity).contains(&quantity) {
        return Err(Rejection::RemakeTooMuch { most: line.quantity });
    }
    let mut numbers = Numbers::new(state, context);
    let home = ticket.home();
    let station = place(state, home).clone();
    let parts = order.line(line_id).map_or(&[][..], |line| &line.details.parts);
    let made: Vec<u32> = (0..)
        .zip(parts)
        .filter(|(_, part)| line.makes.contains(&part.item_id))
        .map(|(index, _)| index)
        .collect();
    let new = NewTicket {
        ticket_id: TicketId::derive(context.command_id, "remake"),
        number: numbers.next(&station),
        line_ids: vec![line_id],
        chit_printer: state.settings.chit_printers.get(&station).cloned(),
        home: (station != *home).then(|| home.clone()),
        parts: if made.is_empty() { Vec::new() } else { vec![MadeParts { line_id, parts: made }] },
        station,
    };
    let event = Event::LineRemade {
        order_id,
        of: ticket_id,
        line_id,
        quantity,
        reason,
        business_day: numbers.day(),
        ticket: new,
    };
    Ok(Decision::of(vec![event], CommandResult::Done))
}
