//! Done, not done after all, handed over, brought back.

use super::own_ticket;
use crate::actor::Context;
use crate::command::CommandResult;
use crate::id::{LineId, OrderId, TicketId};
use crate::kitchen::routing::{Numbers, place};
use crate::kitchen::{RelocatedTicket, Ticket, TicketLine};
use crate::order::Stage;
use crate::store::{Decision, State};
use crate::{Event, Rejection};

/// Marks a ticket done; the order is ready when it was the last one.
///
/// # Errors
/// Refused when it is unknown, of another station, done already, changed since the cook read it, or
/// would make its guest ill and nobody has confirmed that.
pub fn bump(
    state: &State,
    ticket_id: TicketId,
    revision: u32,
    context: &Context,
) -> Result<Decision, Rejection> {
    let ticket = own_ticket(state, ticket_id, context)?;
    open_as_read(ticket, revision)?;
    unlocked(ticket.to_make())?;
    let mut events = Vec::new();
    done(state, ticket, &mut events);
    Ok(Decision::of(events, CommandResult::Done))
}

/// Marks lines of a ticket done: one, or those of a course. What is done already is passed over, so
/// that two screens may say it. The ticket is done with the last of them.
///
/// # Errors
/// As [`bump`]; and when a line is unknown or was struck.
pub fn bump_lines(
    state: &State,
    ticket_id: TicketId,
    revision: u32,
    line_ids: &[LineId],
    context: &Context,
) -> Result<Decision, Rejection> {
    let ticket = own_ticket(state, ticket_id, context)?;
    open_as_read(ticket, revision)?;
    let named = lines_of(ticket, line_ids)?;
    if let Some(line) = named.iter().find(|line| line.voided) {
        return Err(Rejection::LineAlreadyVoided { line_id: line.line_id });
    }
    let fresh: Vec<&TicketLine> = named.into_iter().filter(|line| line.is_to_make()).collect();
    unlocked(fresh.iter().copied())?;
    let line_ids: Vec<LineId> = fresh.iter().map(|line| line.line_id).collect();
    let mut events = Vec::new();
    if !line_ids.is_empty() {
        let last = ticket.to_make().all(|line| line_ids.contains(&line.line_id));
        events.push(Event::LinesDone { ticket_id, order_id: ticket.order_id, line_ids });
        // Struck lines that nobody has cleared keep the card on the screen.
        if last && !ticket.lines.iter().any(|line| line.voided) {
            done(state, ticket, &mut events);
        }
    }
    Ok(Decision::of(events, CommandResult::Done))
}

/// Says that lines of an open ticket are not done after all.
///
/// # Errors
/// Refused when the ticket is unknown, of another station or done, or a line is unknown.
pub fn bump_lines_back(
    state: &State,
    ticket_id: TicketId,
    line_ids: &[LineId],
    context: &Context,
) -> Result<Decision, Rejection> {
    let ticket = own_open_ticket(state, ticket_id, context)?;
    let line_ids = those_that(ticket, line_ids, |line| line.done_at.is_some())?;
    let back =
        Event::LinesBack { ticket_id, order_id: ticket.order_id, line_ids: line_ids.clone() };
    Ok(unless_none(&line_ids, back))
}

/// Confirms that a cook knows what in these lines makes the guest ill.
///
/// # Errors
/// Refused when the ticket is unknown, of another station or done, or a line is unknown.
pub fn confirm_allergy(
    state: &State,
    ticket_id: TicketId,
    line_ids: &[LineId],
    context: &Context,
) -> Result<Decision, Rejection> {
    let ticket = own_open_ticket(state, ticket_id, context)?;
    let line_ids = those_that(ticket, line_ids, TicketLine::is_locked)?;
    let (order_id, named) = (ticket.order_id, line_ids.clone());
    Ok(unless_none(&line_ids, Event::AllergyConfirmed { ticket_id, order_id, line_ids: named }))
}

fn own_open_ticket<'a>(
    state: &'a State,
    ticket_id: TicketId,
    context: &Context,
) -> Result<&'a Ticket, Rejection> {
    let ticket = own_ticket(state, ticket_id, context)?;
    if ticket.status.is_bumped() {
        return Err(Rejection::TicketAlreadyBumped { ticket_id });
    }
    Ok(ticket)
}

/// Those of the named lines that something is true of.
fn those_that(
    ticket: &Ticket,
    line_ids: &[LineId],
    holds: impl Fn(&TicketLine) -> bool,
) -> Result<Vec<LineId>, Rejection> {
    let named = lines_of(ticket, line_ids)?.into_iter();
    Ok(named.filter(|line| holds(line)).map(|line| line.line_id).collect())
}

/// What happens to some lines; nothing when there are none.
fn unless_none(line_ids: &[LineId], event: Event) -> Decision {
    let events = if line_ids.is_empty() { Vec::new() } else { vec![event] };
    Decision::of(events, CommandResult::Done)
}

/// Brings a bumped ticket back, to where it is made now: the layout may have been switched since.
///
/// # Errors
/// Refused when it is unknown, of another station, or not done.
pub fn recall(
    state: &State,
    ticket_id: TicketId,
    context: &Context,
) -> Result<Decision, Rejection> {
    let ticket = state.ticket(ticket_id).ok_or(Rejection::UnknownTicket { ticket_id })?;
    let now_at = place(state, ticket.home());
    let asking = state.device(context.device).and_then(|device| device.station.as_ref());
    if asking.is_some_and(|own| *own != ticket.station && own != now_at) {
        return Err(Rejection::NotYourStation { ticket_id });
    }
    if !ticket.status.is_bumped() {
        return Err(Rejection::TicketNotBumped { ticket_id });
    }
    let order_id = ticket.order_id;
    let mut events = vec![Event::TicketRecalled { ticket_id, order_id }];
    if *now_at != ticket.station {
        let mut numbers = Numbers::new(state, context);
        let (station, number) = (now_at.clone(), numbers.next(now_at));
        let moved = vec![RelocatedTicket { ticket_id, order_id, station, number }];
        events.push(Event::TicketsRelocated { business_day: numbers.day(), moved });
    }
    Ok(Decision::of(events, CommandResult::Done))
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

/// It is not done, and is as the cook read it.
fn open_as_read(ticket: &Ticket, seen: u32) -> Result<(), Rejection> {
    if ticket.status.is_bumped() {
        return Err(Rejection::TicketAlreadyBumped { ticket_id: ticket.id });
    }
    if ticket.revision != seen {
        return Err(Rejection::TicketChanged { seen, now: ticket.revision });
    }
    Ok(())
}

/// None of them makes its guest ill without a cook knowing.
fn unlocked<'a>(lines: impl Iterator<Item = &'a TicketLine>) -> Result<(), Rejection> {
    let locked: Vec<LineId> =
        lines.filter(|line| line.is_locked()).map(|line| line.line_id).collect();
    if locked.is_empty() { Ok(()) } else { Err(Rejection::AllergyUnconfirmed { line_ids: locked }) }
}

fn lines_of<'a>(ticket: &'a Ticket, ids: &[LineId]) -> Result<Vec<&'a TicketLine>, Rejection> {
    let find = |&line_id: &LineId| {
        let found = ticket.lines.iter().find(|line| line.line_id == line_id);
        found.ok_or(Rejection::UnknownLine { line_id })
    };
    if ids.is_empty() {
        return Err(Rejection::OrderEmpty);
    }
    ids.iter().map(find).collect()
}

fn done(state: &State, ticket: &Ticket, events: &mut Vec<Event>) {
    let (ticket_id, order_id) = (ticket.id, ticket.order_id);
    events.push(Event::TicketBumped { ticket_id, order_id });
    // A struck order is never ready: bumping its tickets only clears them from the screens.
    let last = state.order(order_id).is_some_and(|order| {
        !order.is_voided()
            && order.tickets.iter().all(|known| known.bumped || known.id == ticket_id)
    });
    if last {
        events.push(Event::OrderReady { order_id });
    }
}
