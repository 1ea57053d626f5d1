//! Discounts and comps: how much, of what, why, and who allowed it.

use serde::{Deserialize, Serialize};

use crate::id::{LineId, ReductionId, StaffId};
use crate::{Code, Money, Names, Timestamp};

/// How much is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ReductionKind {
    /// A share of what the line, or all lines together, still come to.
    Percent {
        /// Parts per million, 1 to 1 000 000.
        ppm: u32,
    },
    /// An amount, at most what the line or the lines still come to.
    Amount {
        /// Above zero.
        amount: Money,
    },
    /// Everything: it was made and is given free.
    Comp,
}

/// Why something costs less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ReductionReason {
    /// Something was wrong with it.
    Complaint,
    /// It took too long.
    LongWait,
    /// A regular guest.
    Regular,
    /// An offer of the house.
    Promotion,
    /// Somebody who works here.
    StaffMeal,
    /// The owner's guest.
    HouseGuest,
}

/// A reduction as a terminal asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct NewReduction {
    /// Minted by the terminal.
    pub reduction_id: ReductionId,
    /// On which line; `None` for the order as a whole.
    pub line_id: Option<LineId>,
    /// How much.
    pub kind: ReductionKind,
    /// Why.
    pub reason: ReductionReason,
}

/// A promotion that an order got, and what it took off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AppliedPromotion {
    /// Which.
    pub code: Code,
    /// What it was called.
    pub names: Names,
    /// How much it took off all lines together.
    pub off: Money,
}

/// What promotions take off one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LineReduction {
    /// Which line.
    pub line_id: LineId,
    /// What is taken off.
    pub reduction: Reduction,
}

/// A reduction that was given. What it takes off is computed with the totals, from `kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Reduction {
    /// Which.
    pub id: ReductionId,
    /// How much.
    pub kind: ReductionKind,
    /// Why.
    pub reason: ReductionReason,
    /// Who gave it.
    pub by: Option<StaffId>,
    /// Who allowed it, where the giver alone may not.
    pub approved_by: Option<StaffId>,
    /// When.
    pub at: Timestamp,
}

impl Reduction {
    /// Whether a promotion gave it, and nobody by hand.
    pub fn is_of_promotions(&self) -> bool {
        self.by.is_none() && self.reason == ReductionReason::Promotion
    }
}
