//! What becomes of an order. Infallible: an event in the journal has already happened.

use super::{Line, LineState, Order, OrderState, OrderTicket, Stage, Tender, Totals, VoidReason};
use crate::Event;
use crate::actor::Stamp;
use crate::id::{LineId, TicketId};
use crate::kitchen::NewTicket;

/// Applies one event of this order. Events of other aggregates change nothing.
///
/// # Panics
/// When the event names a line the order does not have: the journal and this code disagree.
pub fn evolve(order: &mut Order, event: &Event, stamp: &Stamp) {
    order.revision += 1;
    match event {
        Event::LinesAdded { lines, totals, .. } => {
            order.lines.extend(lines.iter().cloned());
            order.totals.clone_from(totals);
        }
        Event::LineChanged { line, totals, .. } => {
            line_mut(order, line.id).clone_from(line);
            order.totals.clone_from(totals);
        }
        Event::LineVoided { line_id, reason, was_fired, totals, .. } => {
            line_mut(order, *line_id).state =
                LineState::Voided { reason: *reason, was_fired: *was_fired };
            order.totals.clone_from(totals);
        }
        Event::OrderVoided { reason, totals, .. } => voided(order, *reason, totals, stamp),
        Event::LinesFired { line_ids, firing, tickets, .. } => {
            fired(order, line_ids, *firing, tickets, stamp);
        }
        Event::TenderTaken { tender, paid, due, .. } => {
            order.tenders.push(Tender::clone(tender));
            order.totals.paid = *paid;
            order.totals.due = *due;
        }
        Event::OrderClosed { receipt_number, receipt_printer, .. } => {
            order.state = OrderState::Closed { at: stamp.at, receipt_number: *receipt_number };
            order.receipt_copies = u32::from(receipt_printer.is_some());
        }
        Event::MemberAttached { member_id, .. } => order.member_id = *member_id,
        Event::ReceiptReprinted { copy, .. } => order.receipt_copies = *copy,
        Event::OrderReady { .. } | Event::OrderRecalled { .. } => order.stage = Stage::Ready,
        Event::OrderHandedOver { .. } => order.stage = Stage::HandedOver,
        Event::TicketBumped { ticket_id, .. } => mark_ticket(order, *ticket_id, true),
        Event::TicketRecalled { ticket_id, .. } => {
            mark_ticket(order, *ticket_id, false);
            order.stage = Stage::Preparing;
        }
        Event::PointsEarned { points, .. } => order.member_points_earned = *points,
        Event::EpochBegan { .. }
        | Event::OrderPlaced { .. }
        | Event::TicketsShown { .. }
        | Event::TicketsSeen { .. }
        | Event::ShiftOpened { .. }
        | Event::ShiftClosed { .. }
        | Event::MemberEnrolled { .. }
        | Event::StaffChanged { .. }
        | Event::DevicePaired { .. }
        | Event::StaffSignedIn { .. }
        | Event::StaffSignInFailed { .. }
        | Event::StaffSignedOut { .. }
        | Event::CatalogueChanged { .. } => order.revision -= 1,
    }
}

/// The order that an `OrderPlaced` begins; `None` for any other event.
pub fn placed(event: &Event, stamp: &Stamp) -> Option<Order> {
    let Event::OrderPlaced { order_id, number, business_day, channel, member_id, lines, totals } =
        event
    else {
        return None;
    };
    Some(Order {
        id: *order_id,
        number: *number,
        business_day: *business_day,
        channel: *channel,
        member_id: *member_id,
        state: OrderState::Open,
        stage: Stage::NotFired,
        lines: lines.clone(),
        tenders: Vec::new(),
        totals: totals.clone(),
        opened_at: stamp.at,
        opened_by: stamp.actor.staff_id(),
        opened_on: stamp.device,
        revision: 1,
        member_points_earned: 0,
        firings: 0,
        tickets: Vec::new(),
        receipt_copies: 0,
    })
}

fn voided(order: &mut Order, reason: VoidReason, totals: &Totals, stamp: &Stamp) {
    for line in &mut order.lines {
        match line.state {
            LineState::Held => line.state = LineState::Voided { reason, was_fired: false },
            LineState::Fired { .. } => line.state = LineState::Voided { reason, was_fired: true },
            LineState::Voided { .. } => {}
        }
    }
    order.totals.clone_from(totals);
    order.state = OrderState::Voided { at: stamp.at, reason };
}

fn fired(order: &mut Order, lines: &[LineId], firing: u32, tickets: &[NewTicket], stamp: &Stamp) {
    for line_id in lines {
        line_mut(order, *line_id).state = LineState::Fired { fired_at: stamp.at };
    }
    order.firings = firing;
    order.tickets.extend(tickets.iter().map(|ticket| OrderTicket {
        id: ticket.ticket_id,
        station: ticket.station.clone(),
        bumped: false,
    }));
    if !tickets.is_empty() {
        order.stage = Stage::Preparing;
    }
}

fn mark_ticket(order: &mut Order, id: TicketId, bumped: bool) {
    for ticket in order.tickets.iter_mut().filter(|ticket| ticket.id == id) {
        ticket.bumped = bumped;
    }
}

fn line_mut(order: &mut Order, id: LineId) -> &mut Line {
    let known = order.lines.iter().any(|line| line.id == id);
    assert!(known, "order {} has no line {id}", order.id);
    let Some(line) = order.lines.iter_mut().find(|line| line.id == id) else {
        unreachable!("the line was found a moment ago")
    };
    line
}
