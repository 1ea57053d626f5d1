//! Seats, courses, tables, labels: what is said about an order and its lines without changing what
//! they cost.

use super::{Draft, open_order, unchanged};
use crate::actor::Context;
use crate::id::{LineId, OrderId, TicketId};
use crate::order::details::{GUESTS_MAX, LABEL_CHARS_MAX, NOTE_CHARS_MAX};
use crate::order::{COURSE_MAX, Channel, Note, OrderDetails, SEAT_MAX};
use crate::store::{Decision, State};
use crate::words::sound_words;
use crate::{Event, Rejection, Timestamp};

/// How far ahead a pickup may be ordered, in milliseconds: fourteen days.
const PICKUP_MS_MAX: i64 = 14 * 24 * 60 * 60 * 1000;
/// Milliseconds in a minute.
const MINUTE_MS: i64 = 60_000;

/// Says at which seat and in which course lines are.
///
/// # Errors
/// Refused when the order is not open or was changed meanwhile, a line is unknown or struck, or the
/// seat or course is out of range. The course of a line that the kitchen has stays what it is.
pub fn arrange(
    state: &State,
    order_id: OrderId,
    revision: u32,
    line_ids: &[LineId],
    seat: Option<u32>,
    course: Option<u32>,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = open_order(state, order_id)?;
    unchanged(order, revision)?;
    if line_ids.is_empty() {
        return Err(Rejection::OrderEmpty);
    }
    sound_seating(seat, course)?;
    for &line_id in line_ids {
        let line = order.line(line_id).ok_or(Rejection::UnknownLine { line_id })?;
        if line.is_voided() {
            return Err(Rejection::LineAlreadyVoided { line_id });
        }
        if !line.is_held() && line.details.course != course {
            return Err(Rejection::LineNotHeld { line_id });
        }
    }
    let holds = |id: &TicketId| {
        let lines = state.ticket(*id).map(|ticket| &ticket.lines);
        lines.is_some_and(|lines| lines.iter().any(|line| line_ids.contains(&line.line_id)))
    };
    let tickets = order.tickets.iter().map(|ticket| ticket.id).filter(holds).collect();
    let line_ids = line_ids.to_vec();
    let mut draft = Draft::on(order, context);
    draft.push(Event::LinesArranged { order_id, line_ids, seat, course, tickets });
    Ok(draft.decision())
}

/// Says anew at which table an order is, for how many, and so on.
///
/// # Errors
/// Refused when the order is not open or was changed meanwhile, or the details are not sound.
pub fn change_details(
    state: &State,
    order_id: OrderId,
    revision: u32,
    details: &OrderDetails,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = open_order(state, order_id)?;
    unchanged(order, revision)?;
    if details.training != order.details.training {
        return Err(Rejection::TrainingFixed);
    }
    let same_time = details.pickup_at == order.details.pickup_at;
    // A time that was promised stays possible when it is near or past.
    let asked =
        OrderDetails { pickup_at: details.pickup_at.filter(|_| !same_time), ..details.clone() };
    let mut details = sound_details(state, &asked, context.now)?;
    if same_time {
        details.pickup_at = order.details.pickup_at;
    }
    let tickets = order.tickets.iter().map(|ticket| ticket.id).collect();
    let mut draft = Draft::on(order, context);
    draft.push(Event::DetailsChanged { order_id, details, tickets });
    Ok(draft.decision())
}

/// Whether a seat and a course can be.
pub(super) fn sound_seating(seat: Option<u32>, course: Option<u32>) -> Result<(), Rejection> {
    let sound = seat.is_none_or(|seat| (1..=SEAT_MAX).contains(&seat))
        && course.is_none_or(|course| (1..=COURSE_MAX).contains(&course));
    if sound { Ok(()) } else { Err(Rejection::SeatingOutOfRange) }
}

/// A note as it may be kept.
pub(super) fn sound_note(note: &Note) -> Result<Note, Rejection> {
    Ok(Note { text: sound_words(&note.text, NOTE_CHARS_MAX)?, for_kitchen: note.for_kitchen })
}

/// Details as they may be kept.
///
/// # Errors
/// Refused when the number of guests, the words, the table or the pickup time cannot be.
pub(super) fn sound_details(
    state: &State,
    details: &OrderDetails,
    now: Timestamp,
) -> Result<OrderDetails, Rejection> {
    if details.guests.is_some_and(|guests| !(1..=GUESTS_MAX).contains(&guests)) {
        return Err(Rejection::SeatingOutOfRange);
    }
    let tables = &state.floor().tables;
    if let Some(table) = &details.table
        && !tables.is_empty()
        && !tables.iter().any(|known| known.code == *table)
    {
        return Err(Rejection::UnknownTable { table: table.clone() });
    }
    if let Some(at) = details.pickup_at {
        sound_pickup(state, at, now)?;
    }
    let label = details.label.as_ref().map(|label| sound_words(label, LABEL_CHARS_MAX));
    Ok(OrderDetails {
        table: details.table.clone(),
        guests: details.guests,
        label: label.transpose()?,
        note: details.note.as_ref().map(sound_note).transpose()?,
        pickup_at: details.pickup_at,
        training: details.training,
    })
}

/// A pickup is ahead, not too far, and where there are slots it is the beginning of one with room.
fn sound_pickup(state: &State, at: Timestamp, now: Timestamp) -> Result<(), Rejection> {
    let ahead = at.ms().saturating_sub(now.ms());
    if !(1..=PICKUP_MS_MAX).contains(&ahead) {
        return Err(Rejection::SlotUnavailable);
    }
    let Some(slots) = state.settings.trade.slots else { return Ok(()) };
    let length = i64::from(slots.minutes.max(1)) * MINUTE_MS;
    let taken = state.counters().slots.get(&at).copied().unwrap_or(0);
    if at.ms().rem_euclid(length) != 0 || taken >= slots.capacity {
        return Err(Rejection::SlotUnavailable);
    }
    Ok(())
}

/// The service charge that an order begins with.
pub(super) fn service_of(state: &State, channel: Channel, details: &OrderDetails) -> u32 {
    let trade = &state.settings.trade;
    let guests = details.guests.unwrap_or(0);
    let eaten_in = channel == Channel::DineIn;
    if eaten_in && guests >= trade.service_from_guests { trade.service_ppm } else { 0 }
}
