//! What becomes of tickets. Infallible: an event in the journal has already happened.

use super::{NewTicket, Ticket, TicketLine, TicketStatus};
use crate::actor::Stamp;
use crate::id::LineId;
use crate::order::{Line, Order, OrderDetails};
use crate::{BusinessDay, Code};

/// The ticket that a firing made.
pub fn opened(
    new: &NewTicket,
    order: &Order,
    firing: u32,
    business_day: BusinessDay,
    stamp: &Stamp,
) -> Ticket {
    let lines = new.line_ids.iter().filter_map(|&line_id| order.line(line_id));
    let lines = lines.map(|line| ticket_line(line, &new.station)).collect();
    Ticket {
        id: new.ticket_id,
        order_id: order.id,
        order_number: order.number,
        channel: order.channel,
        station: new.station.clone(),
        number: new.number,
        business_day,
        firing,
        fired_at: stamp.at,
        lines,
        status: TicketStatus::Sent,
        recalled: 0,
        revision: 1,
        details: for_kitchen(&order.details),
        moved_from: None,
    }
}

/// What a station reads of a line: all of it, or of a combo the parts that it makes.
fn ticket_line(line: &Line, station: &Code) -> TicketLine {
    let details = &line.details;
    let size = details.size.iter().map(|size| size.names.clone());
    let chosen = line.modifiers.iter().map(|modifier| modifier.names.clone());
    let parts = details.parts.iter().filter(|part| part.stations.contains(station));
    let of_parts = parts.clone().flat_map(|part| {
        let with = part.modifiers.iter().map(|modifier| modifier.names.clone());
        std::iter::once(part.names.clone()).chain(with)
    });
    let mut allergens = details.allergens.clone();
    allergens.extend(parts.flat_map(|part| part.allergens.iter().copied()));
    allergens.sort_unstable();
    allergens.dedup();
    TicketLine {
        line_id: line.id,
        names: line.names.clone(),
        quantity: line.quantity,
        modifiers: size.chain(chosen).chain(of_parts).collect(),
        voided: false,
        seat: details.seat,
        course: details.course,
        grams: details.grams,
        note: details.note.iter().find(|note| note.for_kitchen).map(|note| note.text.clone()),
        allergens,
    }
}

/// What the kitchen reads of an order's details: a note only when it is for the kitchen.
fn for_kitchen(details: &OrderDetails) -> OrderDetails {
    let note = details.note.clone().filter(|note| note.for_kitchen);
    OrderDetails { note, ..details.clone() }
}

/// Its lines are at another seat or in another course.
pub fn arranged(ticket: &mut Ticket, lines: &[LineId], seat: Option<u32>, course: Option<u32>) {
    for line in ticket.lines.iter_mut().filter(|line| lines.contains(&line.line_id)) {
        (line.seat, line.course) = (seat, course);
    }
    ticket.revision += 1;
}

/// Its order is at another table, is called by another label, and so on.
pub fn details_changed(ticket: &mut Ticket, details: &OrderDetails) {
    ticket.details = for_kitchen(details);
    ticket.revision += 1;
}

/// It belongs to another order now.
pub fn moved(ticket: &mut Ticket, to: &Order) {
    ticket.order_id = to.id;
    ticket.order_number = to.number;
    ticket.channel = to.channel;
    ticket.details = for_kitchen(&to.details);
    ticket.revision += 1;
}

/// Some of its lines belong to another order now: they are a ticket of their own, as far along.
pub fn split(
    ticket: &mut Ticket,
    new: &NewTicket,
    to: &Order,
    business_day: BusinessDay,
) -> Ticket {
    let (gone, kept) = std::mem::take(&mut ticket.lines)
        .into_iter()
        .partition(|line| new.line_ids.contains(&line.line_id));
    ticket.lines = kept;
    ticket.revision += 1;
    Ticket {
        id: new.ticket_id,
        order_id: to.id,
        order_number: to.number,
        channel: to.channel,
        station: ticket.station.clone(),
        number: new.number,
        business_day,
        firing: ticket.firing,
        fired_at: ticket.fired_at,
        lines: gone,
        status: ticket.status,
        recalled: 0,
        revision: 1,
        details: for_kitchen(&to.details),
        moved_from: Some(ticket.id),
    }
}

/// A screen shows it.
pub fn shown(ticket: &mut Ticket, stamp: &Stamp) {
    match ticket.status {
        TicketStatus::Sent => ticket.status = TicketStatus::Shown { shown_at: stamp.at },
        TicketStatus::Shown { .. } | TicketStatus::Seen { .. } | TicketStatus::Bumped { .. } => {}
    }
}

/// A cook touched it.
pub fn seen(ticket: &mut Ticket, stamp: &Stamp) {
    let shown_at = match ticket.status {
        TicketStatus::Sent => stamp.at,
        TicketStatus::Shown { shown_at } | TicketStatus::Seen { shown_at, .. } => shown_at,
        TicketStatus::Bumped { .. } => return,
    };
    ticket.status = TicketStatus::Seen { shown_at, seen_at: stamp.at };
}

/// It is done.
pub fn bumped(ticket: &mut Ticket, stamp: &Stamp) {
    ticket.status = TicketStatus::Bumped { bumped_at: stamp.at };
    ticket.revision += 1;
}

/// It was brought back: whoever recalls it has it in front of them.
pub fn recalled(ticket: &mut Ticket, stamp: &Stamp) {
    ticket.status = TicketStatus::Seen { shown_at: stamp.at, seen_at: stamp.at };
    ticket.recalled += 1;
    ticket.revision += 1;
}

/// One of its lines was struck, or all of them (`None`).
pub fn line_voided(ticket: &mut Ticket, line_id: Option<LineId>) {
    for line in &mut ticket.lines {
        line.voided |= line_id.is_none_or(|id| id == line.line_id);
    }
    ticket.revision += 1;
}
