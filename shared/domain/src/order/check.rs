//! Checks: the payable parts of an order that was split.
//!
//! An order comes to its total; each check owes a fixed amount of it, and what the checks leave over
//! is *the rest*, which is paid like an unsplit order. Amounts are fixed when the split is made, so
//! that the sum is exact whatever is added later: what is added goes to the rest. Joining gives a
//! check that nobody paid on back to the rest.

use serde::{Deserialize, Serialize};

use crate::id::{CheckId, LineId};
use crate::{Money, Timestamp, is_default};

/// How the rest of an order is split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum SplitBy {
    /// One check for each list of lines; lines not named stay in the rest. A line that is on a
    /// check already cannot be named.
    Lines {
        /// At least one list, none empty, no line twice.
        checks: Vec<Vec<LineId>>,
    },
    /// One check for each seat that has lines in the rest; lines without a seat stay there.
    Seats,
    /// Checks that differ by at most one minor unit; nothing is left over.
    Even {
        /// How many, 2 to [`crate::order::CHECKS_MAX`].
        ways: u32,
    },
    /// One check for each amount; what is left over stays in the rest.
    Amounts {
        /// Each above zero, together at most the rest.
        amounts: Vec<Money>,
    },
}

/// Whether a check is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CheckState {
    /// It is not.
    #[default]
    Open,
    /// It is.
    Paid {
        /// When.
        at: Timestamp,
        /// Gapless over the life of the store.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        receipt_number: u64,
    },
}

/// A payable part of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Check {
    /// Derived from the command that split.
    pub id: CheckId,
    /// From 1, in the order made; never used again on the same order.
    pub number: u32,
    /// What it owes.
    pub amount: Money,
    /// What was paid on it.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub paid: Money,
    /// The lines it is for; empty for a share of the whole.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub lines: Vec<LineId>,
    /// The seat it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub seat: Option<u32>,
    /// Whether it is paid.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub state: CheckState,
}
