//! What becomes of the takings. Training is never in them.

use super::{Takings, TenderName};
use crate::ledger::Reason;
use crate::order::{Order, Refund, Tender, TenderKind};
use crate::shift::MovementKind;
use crate::tax::TaxLine;
use crate::{Event, Money, Timestamp};

/// Counts one event in. `order` is the order it is about, as of after the event.
///
/// # Panics
/// When a sum leaves the `i64` range: more than any store can take between two closes.
pub fn count(takings: &mut Takings, event: &Event, order: Option<&Order>, at: Timestamp) {
    if order.is_some_and(Order::is_training) {
        return;
    }
    match (event, order) {
        (Event::OrderPlaced { .. } | Event::LinesMoved { opened: Some(_), .. }, _) => {
            takings.orders_placed += 1;
        }
        (Event::LinesFired { tickets, .. }, _) => {
            takings.tickets += u32::try_from(tickets.len()).unwrap_or(u32::MAX);
        }
        (Event::TenderTaken { tender, .. }, _) => took(takings, tender),
        (Event::CheckPaid { receipt_number, .. }, _) => receipt(takings, *receipt_number),
        (Event::OrderClosed { receipt_number, .. }, Some(order)) => {
            receipt(takings, *receipt_number);
            closed(takings, order);
        }
        (Event::OrderRefunded { refund, .. }, Some(order)) => refunded(takings, refund, order),
        (Event::LineVoided { line_id, .. }, Some(order)) => {
            struck(takings, 1, order.line(*line_id).map(|line| line.amount).unwrap_or_default());
        }
        (Event::OrderVoided { .. }, Some(_)) => takings.orders_voided += 1,
        (Event::CashMoved { movement, .. }, _) => match movement.kind {
            MovementKind::PayIn => add(&mut takings.pay_ins, movement.amount),
            MovementKind::PayOut => add(&mut takings.pay_outs, movement.amount),
            MovementKind::Drop => add(&mut takings.drops, movement.amount),
            // Counted with the member's ledger, which a card's top-up is in, too.
            MovementKind::TopUp | MovementKind::ValuePaidOut => {}
        },
        (Event::MemberPosted { entry, .. }, _) => match &entry.reason {
            Reason::ToppedUp { paid, .. } => {
                add(takings.top_ups.entry(paid.clone()).or_default(), entry.principal);
            }
            Reason::PaidOut { .. } => subtract(&mut takings.value_paid_out, entry.principal),
            Reason::Earned { .. }
            | Reason::Reversed { .. }
            | Reason::Spent { .. }
            | Reason::GivenBack { .. }
            | Reason::CouponGiven { .. }
            | Reason::Adjusted { .. }
            | Reason::TransferredTo { .. }
            | Reason::Merged { .. }
            | Reason::TakenApart { .. }
            | Reason::TransferredFrom { .. }
            | Reason::Lent { .. }
            | Reason::Returned
            | Reason::PointsLapsed => return,
        },
        (Event::DrawerOpened { .. }, _) => takings.no_sales += 1,
        (Event::ShiftClosed { expected, counted, .. }, _) => {
            takings.shifts_closed += 1;
            add(&mut takings.over_short, counted.checked_sub(*expected).unwrap_or_default());
        }
        (_, _) => return,
    }
    takings.since = takings.since.or(Some(at));
}

/// How many lines an order loses when it is struck as a whole, and what they would have come to;
/// nothing for training.
///
/// # Panics
/// When the sum leaves the `i64` range, which was refused when the lines were rung.
pub fn strikes(order: &Order) -> (u32, Money) {
    let (mut lines, mut amount) = (0, Money::ZERO);
    for line in order.lines.iter().filter(|line| !line.is_voided() && !order.is_training()) {
        lines += 1;
        add(&mut amount, line.amount);
    }
    (lines, amount)
}

/// Counts struck lines in.
///
/// # Panics
/// When the sum leaves the `i64` range.
pub fn struck(takings: &mut Takings, lines: u32, amount: Money) {
    takings.voids += lines;
    add(&mut takings.voided, amount);
}

fn took(takings: &mut Takings, tender: &Tender) {
    let sum = takings.tenders.entry(name_of(&tender.kind)).or_default();
    sum.count += 1;
    add(&mut sum.amount, tender.amount);
    add(&mut sum.tips, tender.tip);
    add(&mut takings.tips, tender.tip);
    add(&mut takings.open_paid, tender.amount);
    match &tender.kind {
        TenderKind::Cash { rounding, .. } => add(&mut takings.rounding, *rounding),
        TenderKind::CardElsewhere { .. }
        | TenderKind::Driver { .. }
        | TenderKind::StoredValue { .. }
        | TenderKind::Points { .. }
        | TenderKind::Coupon { .. } => {}
    }
}

/// How a tender is counted.
pub fn name_of(kind: &TenderKind) -> TenderName {
    match kind {
        TenderKind::Cash { .. } => TenderName::cash(),
        TenderKind::CardElsewhere { .. } => TenderName::card_elsewhere(),
        TenderKind::Driver { driver, .. } => TenderName::driver(driver),
        TenderKind::StoredValue { .. } => TenderName::stored_value(),
        TenderKind::Points { .. } => TenderName::points(),
        TenderKind::Coupon { .. } => TenderName::coupon(),
    }
}

fn receipt(takings: &mut Takings, number: u64) {
    takings.receipts += 1;
    takings.first_receipt = takings.first_receipt.or(Some(number));
    takings.last_receipt = Some(number);
}

fn closed(takings: &mut Takings, order: &Order) {
    let totals = &order.totals;
    takings.orders_closed += 1;
    add(&mut takings.gross, totals.subtotal);
    add(&mut takings.discounts, totals.discounts);
    add(&mut takings.comps, totals.comps);
    add(&mut takings.service, totals.service);
    add(&mut takings.packaging, totals.packaging);
    add(&mut takings.total, totals.total);
    subtract(&mut takings.open_paid, totals.paid);
    for tax in &totals.taxes {
        count_tax(&mut takings.taxes, tax, false);
    }
}

fn refunded(takings: &mut Takings, refund: &Refund, order: &Order) {
    takings.refunds += 1;
    add(&mut takings.refunded, refund.amount);
    for tax in &refund.taxes {
        count_tax(&mut takings.taxes, tax, true);
    }
    for given in &refund.tenders {
        let Some(tender) = order.tender(given.tender_id) else { continue };
        let sum = takings.tenders.entry(name_of(&tender.kind)).or_default();
        add(&mut sum.refunded, given.amount);
        subtract(&mut takings.rounding, given.rounding);
    }
}

fn count_tax(taxes: &mut Vec<TaxLine>, more: &TaxLine, back: bool) {
    let place =
        taxes.partition_point(|known| (&known.code, known.rate_ppm) < (&more.code, more.rate_ppm));
    let known = taxes
        .get(place)
        .is_some_and(|known| known.code == more.code && known.rate_ppm == more.rate_ppm);
    if !known {
        let (net, tax) = (Money::ZERO, Money::ZERO);
        taxes.insert(place, TaxLine { code: more.code.clone(), rate_ppm: more.rate_ppm, net, tax });
    }
    let sum = &mut taxes[place];
    if back {
        subtract(&mut sum.net, more.net);
        subtract(&mut sum.tax, more.tax);
    } else {
        add(&mut sum.net, more.net);
        add(&mut sum.tax, more.tax);
    }
}

fn add(sum: &mut Money, more: Money) {
    let Some(next) = sum.checked_add(more) else { unreachable!("the takings overflowed") };
    *sum = next;
}

fn subtract(sum: &mut Money, less: Money) {
    let Some(next) = sum.checked_sub(less) else { unreachable!("the takings overflowed") };
    *sum = next;
}
