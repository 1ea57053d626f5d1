//! Shifts: one drawer session from opening float to count.

pub mod decide;
pub mod evolve;

use serde::{Deserialize, Serialize};

use crate::id::{DeviceId, MovementId, ShiftId, StaffId};
use crate::{Money, Timestamp, is_default};

/// The most cash that a float or a count may be, in minor units.
pub const CASH_MAX: Money = Money::from_minor(100_000_000_000);

/// Whether a drawer session still runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ShiftState {
    /// It runs.
    Open,
    /// It was counted.
    Closed {
        /// When.
        at: Timestamp,
        /// Cash counted.
        counted: Money,
        /// Counted minus expected.
        over_short: Money,
    },
}

/// Characters in the reason of a cash movement at most.
pub const REASON_CHARS_MAX: usize = 80;
/// Kinds of notes and coins in one count at most.
pub const DENOMINATIONS_MAX: usize = 40;

/// Why cash moves without a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum MovementKind {
    /// Put into the drawer.
    PayIn,
    /// Taken out of it to pay for something.
    PayOut,
    /// Brought to the safe.
    Drop,
    /// A member paid in. Counted with what was put in.
    TopUp,
    /// A member got back what they had paid in. Counted with what was taken out.
    ValuePaidOut,
}

/// Cash that moved without a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CashMovement {
    /// Minted by the terminal.
    pub id: MovementId,
    /// Which way.
    pub kind: MovementKind,
    /// How much, above zero.
    pub amount: Money,
    /// What for, 1 to [`REASON_CHARS_MAX`] characters; may be empty for a drop.
    pub reason: String,
    /// Who.
    pub by: Option<StaffId>,
    /// Who allowed it.
    pub approved_by: Option<StaffId>,
    /// When.
    pub at: Timestamp,
}

/// Notes or coins of one value in a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// What one is worth.
    pub value: Money,
    /// How many.
    pub count: u32,
}

/// One drawer session. Expected cash is always `float` + `cash_in` + `pay_ins` − `pay_outs` −
/// `drops` − `cash_refunds`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Shift {
    /// Which.
    pub id: ShiftId,
    /// The terminal whose drawer it is.
    pub device_id: DeviceId,
    /// Who opened it.
    pub opened_by: Option<StaffId>,
    /// When.
    pub opened_at: Timestamp,
    /// Cash to begin with.
    pub float: Money,
    /// Cash taken for sales, tips and rounding in it, change already off.
    pub cash_in: Money,
    /// Cash that should be in the drawer.
    pub expected: Money,
    /// Whether it still runs.
    pub state: ShiftState,
    /// Who has it now, when it was handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub held_by: Option<StaffId>,
    /// Cash put in, not from sales.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub pay_ins: Money,
    /// Cash taken out.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub pay_outs: Money,
    /// Cash brought to the safe.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub drops: Money,
    /// Cash given back on refunds.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub cash_refunds: Money,
    /// The drawer was opened without a sale so often.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub no_sales: u32,
    /// What moved without a sale, in order.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub movements: Vec<CashMovement>,
    /// What the last count found, by value.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub denominations: Vec<Counted>,
}

#[cfg(test)]
mod tests;
