//! What becomes of an order. Infallible: an event in the journal has already happened.

use super::{
    CheckState, Line, LineReduction, LineState, Order, OrderState, OrderTicket, PendingState,
    PendingTender, Reduction, Refund, Stage, Tender, TenderOutcome, Totals, VoidReason,
};
use crate::actor::Stamp;
use crate::id::{CheckId, LineId, RefundId, TenderId, TicketId};
use crate::kitchen::NewTicket;
use crate::{Event, Money, commission};

/// Applies one event of this order. Events of other aggregates change nothing.
///
/// Two orders take part in a `LinesMoved`; both are given it, and the tickets that moved whole are
/// put on the second by the store, which knows how far they are.
///
/// # Panics
/// When the event names a line the order does not have: the journal and this code disagree.
#[expect(clippy::too_many_lines, reason = "a table with one row for each kind of event")]
pub fn evolve(order: &mut Order, event: &Event, stamp: &Stamp) {
    order.revision += 1;
    promoted(order, event);
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
        Event::LinesArranged { line_ids, seat, course, .. } => {
            for line_id in line_ids {
                let details = &mut line_mut(order, *line_id).details;
                (details.seat, details.course) = (*seat, *course);
            }
        }
        Event::DetailsChanged { details, .. } => order.details.clone_from(details),
        Event::LinesMoved { from, lines, tickets, splits, from_totals, to_totals, .. } => {
            if *from == order.id {
                order.lines.retain(|known| !lines.iter().any(|moved| moved.id == known.id));
                order.tickets.retain(|known| !tickets.contains(&known.id));
                order.totals = Totals::clone(from_totals);
            } else {
                order.lines.extend(lines.iter().cloned());
                order.tickets.extend(splits.iter().map(|split| opened_ticket(&split.new)));
                order.totals = Totals::clone(to_totals);
            }
        }
        Event::OrderMerged { into, .. } => {
            order.state = OrderState::Merged { at: stamp.at, into: *into };
        }
        Event::FireScheduled { line_ids, at, .. } => {
            for line_id in line_ids {
                line_mut(order, *line_id).details.fire_at = *at;
            }
        }
        Event::Reduced { line_id, reduction, totals, .. } => {
            match line_id {
                Some(line_id) => line_mut(order, *line_id).reductions.push(*reduction),
                None => order.reductions.push(*reduction),
            }
            order.totals.clone_from(totals);
        }
        Event::ReductionRemoved { reduction_id, totals, .. } => {
            order.reductions.retain(|known| known.id != *reduction_id);
            for line in &mut order.lines {
                line.reductions.retain(|known| known.id != *reduction_id);
            }
            order.totals.clone_from(totals);
        }
        Event::PromotionsApplied { promotions, reductions, totals, .. } => {
            for line in &mut order.lines {
                line.reductions.retain(|known| !known.is_of_promotions());
            }
            for LineReduction { line_id, reduction } in reductions {
                // Off the whole price: what is given by hand comes off what is left.
                line_mut(order, *line_id).reductions.insert(0, *reduction);
            }
            order.promotions.clone_from(promotions);
            order.totals.clone_from(totals);
        }
        Event::ServiceChargeSet { ppm, totals, .. } => {
            order.service_ppm = *ppm;
            order.totals.clone_from(totals);
        }
        Event::OrderSplit { checks, .. } => {
            let numbers = checks.iter().map(|check| check.number);
            order.checks_made = numbers.fold(order.checks_made, u32::max);
            order.checks.extend(checks.iter().cloned());
        }
        Event::ChecksJoined { check_ids, .. } => {
            order.checks.retain(|check| !check_ids.contains(&check.id));
        }
        Event::CheckPaid { check_id, receipt_number, .. } => {
            check_paid(order, *check_id, *receipt_number, stamp);
        }
        Event::TenderAsked { pending, .. } => order.pending.push(pending.clone()),
        Event::TenderCancelAsked { tender_id, .. } => {
            for pending in pending_mut(order, *tender_id) {
                pending.cancel_asked = true;
            }
        }
        Event::TenderUnsettled { tender_id, outcome, .. } => {
            for pending in pending_mut(order, *tender_id) {
                if let Some(state) = PendingState::of(outcome) {
                    pending.state = state;
                }
            }
        }
        Event::TenderDeclined { tender_id, .. } => {
            order.pending.retain(|pending| pending.tender_id != *tender_id);
        }
        Event::TenderAskedAgain { .. } | Event::TenderSettledByHand { .. } => {}
        Event::TenderTaken { tender, paid, due, .. } => {
            order.pending.retain(|pending| pending.tender_id != tender.id);
            for check in order.checks.iter_mut().filter(|check| Some(check.id) == tender.check_id) {
                check.paid = added(check.paid, tender.amount);
            }
            order.totals.tips = added(order.totals.tips, tender.tip);
            order.tenders.push(Tender::clone(tender));
            order.totals.paid = *paid;
            order.totals.due = *due;
        }
        Event::OrderClosed { receipt_number, receipt_printer, check_id, .. } => {
            if let Some(check_id) = check_id {
                check_paid(order, *check_id, *receipt_number, stamp);
            }
            order.state = OrderState::Closed { at: stamp.at, receipt_number: *receipt_number };
            order.receipt_copies = u32::from(receipt_printer.is_some());
        }
        Event::OrderRefunded { refund, .. } => refunded(order, refund),
        Event::RefundSettled { refund_id, tender_id, outcome, .. } => {
            refund_settled(order, *refund_id, *tender_id, outcome);
        }
        Event::PointsReversed { points, .. } => order.member_points_earned -= points,
        Event::MemberAttached { member_id, .. } => order.member_id = *member_id,
        Event::FeedbackLeft { score, .. } => order.feedback = Some(*score),
        Event::ReceiptReprinted { copy, .. } => order.receipt_copies = *copy,
        Event::OrderReady { .. } | Event::OrderRecalled { .. } => order.stage = Stage::Ready,
        Event::OrderHandedOver { .. } => order.stage = Stage::HandedOver,
        Event::TicketBumped { ticket_id, .. } => mark_ticket(order, *ticket_id, true),
        Event::TicketRecalled { ticket_id, .. } => {
            mark_ticket(order, *ticket_id, false);
            order.stage = Stage::Preparing;
        }
        Event::LineRemade { ticket, .. } => {
            order.tickets.push(opened_ticket(ticket));
            order.stage = Stage::Preparing;
        }
        Event::PointsEarned { points, .. } => order.member_points_earned = *points,
        Event::CommissionPosted { shares, .. } => {
            commission::evolve(&mut order.commissions, shares);
        }
        Event::EpochBegan { .. }
        | Event::OrderPlaced { .. }
        | Event::TicketsShown { .. }
        | Event::TicketsSeen { .. }
        | Event::TicketsUnshown { .. }
        | Event::LinesDone { .. }
        | Event::LinesBack { .. }
        | Event::AllergyConfirmed { .. }
        | Event::OrderRushed { .. }
        | Event::GuestSignalled { .. }
        | Event::KitchenCalled { .. }
        | Event::CallAnswered { .. }
        | Event::ChitReprinted { .. }
        | Event::LayoutSwitched { .. }
        | Event::TicketsRelocated { .. }
        | Event::MemberChanged { .. }
        | Event::MemberPosted { .. }
        | Event::SeenElsewhere { .. }
        | Event::MemberErased { .. }
        | Event::MembersMerged { .. }
        | Event::MembersTakenApart { .. }
        | Event::ShiftOpened { .. }
        | Event::ShiftClosed { .. }
        | Event::MemberEnrolled { .. }
        | Event::StaffChanged { .. }
        | Event::DevicePaired { .. }
        | Event::StaffSignedIn { .. }
        | Event::StaffSignInFailed { .. }
        | Event::StaffSignedOut { .. }
        | Event::CashMoved { .. }
        | Event::DrawerOpened { .. }
        | Event::ShiftHandedOver { .. }
        | Event::DayClosed { .. }
        | Event::DaySigned { .. }
        | Event::SignerOutage { .. }
        | Event::ReportPrinted { .. }
        | Event::AvailabilitySet { .. }
        | Event::TableCleared { .. }
        | Event::FloorPlanChanged { .. }
        | Event::ApprovalGiven { .. }
        | Event::CatalogueChanged { .. } => order.revision -= 1,
    }
}

/// Whether promotions still fit what is on the order.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "nothing else changes what is bought, or by whom"
)]
fn promoted(order: &mut Order, event: &Event) {
    match event {
        Event::PromotionsApplied { .. } => order.promotions_stale = false,
        Event::LinesAdded { .. }
        | Event::LineChanged { .. }
        | Event::LineVoided { .. }
        | Event::LinesMoved { .. }
        | Event::MemberAttached { .. } => {
            let moved = match event {
                Event::LinesMoved { lines, .. } => lines.as_slice(),
                _ => &[],
            };
            let reduced = |line: &Line| line.reductions.iter().any(Reduction::is_of_promotions);
            let has = !order.promotions.is_empty() || moved.iter().any(reduced);
            order.promotions_stale = order.promotions_stale || has;
        }
        _ => {}
    }
}

/// The order that an `OrderPlaced` begins; `None` for any other event.
pub fn placed(event: &Event, stamp: &Stamp) -> Option<Order> {
    let Event::OrderPlaced {
        order_id,
        number,
        business_day,
        channel,
        member_id,
        lines,
        totals,
        details,
        service_ppm,
        packaging,
    } = event
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
        commissions: Vec::new(),
        feedback: None,
        firings: 0,
        tickets: Vec::new(),
        receipt_copies: 0,
        details: details.clone(),
        reductions: Vec::new(),
        promotions: Vec::new(),
        promotions_stale: false,
        service_ppm: *service_ppm,
        packaging: packaging.clone(),
        checks: Vec::new(),
        checks_made: 0,
        pending: Vec::new(),
        refunds: Vec::new(),
    })
}

/// The order that a `LinesMoved` opens to move lines to, still without them; `None` for any other
/// event, and when the lines went to an order that was there.
pub fn opened_by_move(event: &Event, stamp: &Stamp) -> Option<Order> {
    let Event::LinesMoved { to, opened: Some(opened), .. } = event else { return None };
    let first = Event::OrderPlaced {
        order_id: *to,
        number: opened.number,
        business_day: opened.business_day,
        channel: opened.channel,
        member_id: opened.member_id,
        lines: Vec::new(),
        totals: Totals::default(),
        details: opened.details.clone(),
        service_ppm: opened.service_ppm,
        packaging: None,
    };
    placed(&first, stamp)
}

/// The stage that follows from an order's tickets once lines were moved.
pub fn restage(order: &mut Order) {
    order.stage = match (order.tickets.is_empty(), order.tickets.iter().all(|one| one.bumped)) {
        (true, _) => Stage::NotFired,
        (false, true) if order.stage == Stage::HandedOver => Stage::HandedOver,
        (false, true) => Stage::Ready,
        (false, false) => Stage::Preparing,
    };
}

fn opened_ticket(new: &NewTicket) -> OrderTicket {
    OrderTicket { id: new.ticket_id, station: new.station.clone(), bumped: false, unshown_at: None }
}

fn check_paid(order: &mut Order, id: CheckId, receipt_number: u64, stamp: &Stamp) {
    for check in order.checks.iter_mut().filter(|check| check.id == id) {
        check.state = CheckState::Paid { at: stamp.at, receipt_number };
    }
}

fn pending_mut(order: &mut Order, id: TenderId) -> impl Iterator<Item = &mut PendingTender> {
    order.pending.iter_mut().filter(move |pending| pending.tender_id == id)
}

fn refunded(order: &mut Order, refund: &Refund) {
    for given in &refund.lines {
        line_mut(order, given.line_id).details.refunded += given.quantity;
    }
    for given in &refund.tenders {
        for tender in order.tenders.iter_mut().filter(|tender| tender.id == given.tender_id) {
            tender.refunded = added(tender.refunded, given.amount);
        }
    }
    order.totals.refunded = added(order.totals.refunded, refund.amount);
    order.refunds.push(refund.clone());
}

fn refund_settled(
    order: &mut Order,
    refund_id: RefundId,
    tender_id: TenderId,
    outcome: &TenderOutcome,
) {
    let refunds = order.refunds.iter_mut().filter(|refund| refund.id == refund_id);
    for given in refunds.flat_map(|refund| &mut refund.tenders) {
        if given.tender_id == tender_id {
            given.pending = PendingState::of(outcome);
            if let TenderOutcome::Declined { reason } = outcome {
                given.declined = Some(reason.clone());
            }
        }
    }
}

/// A sum that was checked when it was decided.
fn added(sum: Money, more: Money) -> Money {
    match sum.checked_add(more) {
        Some(sum) => sum,
        None => unreachable!("{sum} + {more} was decided although it leaves the range"),
    }
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
        let line = line_mut(order, *line_id);
        line.state = LineState::Fired { fired_at: stamp.at };
        line.details.fire_at = None;
    }
    order.firings = firing;
    order.tickets.extend(tickets.iter().map(opened_ticket));
    if !tickets.is_empty() {
        order.stage = Stage::Preparing;
    }
}

fn mark_ticket(order: &mut Order, id: TicketId, bumped: bool) {
    for ticket in order.tickets.iter_mut().filter(|ticket| ticket.id == id) {
        ticket.bumped = bumped;
        ticket.unshown_at = None;
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
