//! Shifts: one drawer session from opening float to count.

pub mod decide;
pub mod evolve;

use serde::{Deserialize, Serialize};

use crate::id::{DeviceId, ShiftId, StaffId};
use crate::{Money, Timestamp};

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

/// One drawer session. Expected cash is always `float` + `cash_in`.
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
    /// Cash taken, change already off.
    pub cash_in: Money,
    /// Cash that should be in the drawer.
    pub expected: Money,
    /// Whether it still runs.
    pub state: ShiftState,
}

#[cfg(test)]
mod tests;
