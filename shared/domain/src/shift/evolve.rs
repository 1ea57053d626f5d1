//! What becomes of a drawer session.

use super::{CashMovement, Counted, MovementKind, Shift, ShiftState};
use crate::Money;
use crate::actor::Stamp;
use crate::id::{ShiftId, StaffId};
use crate::order::{Tender, TenderKind};

/// A session that just began.
pub fn opened(id: ShiftId, float: Money, stamp: &Stamp) -> Shift {
    Shift {
        id,
        device_id: stamp.device,
        opened_by: stamp.actor.staff_id(),
        opened_at: stamp.at,
        float,
        cash_in: Money::ZERO,
        expected: float,
        state: ShiftState::Open,
        held_by: None,
        pay_ins: Money::ZERO,
        pay_outs: Money::ZERO,
        drops: Money::ZERO,
        cash_refunds: Money::ZERO,
        no_sales: 0,
        movements: Vec::new(),
        denominations: Vec::new(),
    }
}

/// Cash went into the drawer: the amount, the tip and what rounding brought.
///
/// # Panics
/// When the sum leaves the `i64` range, which `decide` has refused before.
pub fn took_tender(shift: &mut Shift, tender: &Tender) {
    match &tender.kind {
        TenderKind::Cash { rounding, .. } => {
            let kept = Money::sum([tender.amount, tender.tip, *rounding]);
            shift.cash_in = sum(shift, [Some(shift.cash_in), kept]);
            settle(shift);
        }
        TenderKind::CardElsewhere { .. }
        | TenderKind::Driver { .. }
        | TenderKind::StoredValue { .. }
        | TenderKind::Points { .. }
        | TenderKind::Coupon { .. } => {}
    }
}

/// Cash moved without a sale.
pub fn moved_cash(shift: &mut Shift, movement: &CashMovement) {
    let amount = Some(movement.amount);
    match movement.kind {
        MovementKind::PayIn | MovementKind::TopUp => {
            shift.pay_ins = sum(shift, [Some(shift.pay_ins), amount]);
        }
        MovementKind::PayOut | MovementKind::ValuePaidOut => {
            shift.pay_outs = sum(shift, [Some(shift.pay_outs), amount]);
        }
        MovementKind::Drop => shift.drops = sum(shift, [Some(shift.drops), amount]),
    }
    shift.movements.push(movement.clone());
    settle(shift);
}

/// Cash was given back on a refund.
pub fn refunded(shift: &mut Shift, cash: Money) {
    shift.cash_refunds = sum(shift, [Some(shift.cash_refunds), Some(cash)]);
    settle(shift);
}

/// The drawer was opened without a sale.
pub fn opened_drawer(shift: &mut Shift) {
    shift.no_sales = shift.no_sales.saturating_add(1);
}

/// Somebody else has the drawer now.
pub fn handed_over(shift: &mut Shift, to: StaffId) {
    shift.held_by = Some(to);
}

/// The session was counted.
pub fn closed(
    shift: &mut Shift,
    counted: Money,
    expected: Money,
    denominations: &[Counted],
    stamp: &Stamp,
) {
    let over_short = counted.checked_sub(expected).unwrap_or_default();
    shift.denominations = denominations.to_vec();
    shift.state = ShiftState::Closed { at: stamp.at, counted, over_short };
}

/// Cash that should be in the drawer; `None` outside the `i64` range.
pub fn expected(shift: &Shift) -> Option<Money> {
    Money::sum([shift.float, shift.cash_in, shift.pay_ins])?
        .checked_sub(shift.pay_outs)?
        .checked_sub(shift.drops)?
        .checked_sub(shift.cash_refunds)
}

fn settle(shift: &mut Shift) {
    let expected = expected(shift);
    assert!(expected.is_some(), "shift {} overflowed", shift.id);
    shift.expected = expected.unwrap_or_default();
}

fn sum(shift: &Shift, parts: [Option<Money>; 2]) -> Money {
    let sum = parts.into_iter().collect::<Option<Vec<_>>>().and_then(Money::sum);
    assert!(sum.is_some(), "shift {} overflowed", shift.id);
    sum.unwrap_or_default()
}
