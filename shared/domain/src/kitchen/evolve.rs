//! What becomes of tickets. Infallible: an event in the journal has already happened.

use super::{NewTicket, Ticket, TicketLine, TicketStatus};
use crate::BusinessDay;
use crate::actor::Stamp;
use crate::id::LineId;
use crate::order::Order;

/// The ticket that a firing made.
pub fn opened(
    new: &NewTicket,
    order: &Order,
    firing: u32,
    business_day: BusinessDay,
    stamp: &Stamp,
) -> Ticket {
    let lines = new
        .line_ids
        .iter()
        .filter_map(|&line_id| order.line(line_id))
        .map(|line| TicketLine {
            line_id: line.id,
            names: line.names.clone(),
            quantity: line.quantity,
            modifiers: line.modifiers.iter().map(|modifier| modifier.names.clone()).collect(),
            voided: false,
        })
        .collect();
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
