//! What becomes of a drawer session.

use super::{Shift, ShiftState};
use crate::Money;
use crate::actor::Stamp;
use crate::id::ShiftId;
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
    }
}

/// Cash went into the drawer.
///
/// # Panics
/// When the sum leaves the `i64` range, which `decide` has refused before.
pub fn took_tender(shift: &mut Shift, tender: &Tender) {
    match &tender.kind {
        TenderKind::Cash { .. } => {
            let cash_in = shift.cash_in.checked_add(tender.amount);
            let expected = shift.expected.checked_add(tender.amount);
            assert!(cash_in.is_some() && expected.is_some(), "shift {} overflowed", shift.id);
            shift.cash_in = cash_in.unwrap_or_default();
            shift.expected = expected.unwrap_or_default();
        }
        TenderKind::CardElsewhere { .. } => {}
    }
}

/// The session was counted.
pub fn closed(shift: &mut Shift, counted: Money, expected: Money, stamp: &Stamp) {
    let over_short = counted.checked_sub(expected).unwrap_or_default();
    shift.state = ShiftState::Closed { at: stamp.at, counted, over_short };
}
