//! What commands are asked with.

use serde::{Deserialize, Serialize};

use crate::id::ShiftId;

/// How a top-up is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum TopUpMoney {
    /// Into the drawer.
    Cash,
    /// On another machine.
    CardElsewhere {
        /// That machine's reference; never a card number.
        reference: String,
    },
}

/// A report that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ReportAsked {
    /// A drawer session: X while it runs, its closing report afterwards.
    Shift {
        /// Which.
        shift_id: ShiftId,
    },
    /// The takings since the last Z.
    Takings,
    /// A closed day.
    Day {
        /// The number of its Z.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        number: u64,
    },
}
