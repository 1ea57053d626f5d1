//! Refunds: money given back on a closed order, by line, to the tenders it came from.

use serde::{Deserialize, Serialize};

use crate::id::{LineId, RefundId, StaffId, TenderId};
use crate::order::pending::PendingState;
use crate::tax::TaxLine;
use crate::{Money, Timestamp, is_default};

/// Why money is given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RefundReason {
    /// Something was wrong with it.
    Quality,
    /// It was not what was ordered.
    WrongItem,
    /// It never came.
    NotServed,
    /// The guest was asked for too much.
    Overcharged,
    /// The guest brought it back.
    Returned,
}

/// Units of one line that are given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct RefundLine {
    /// Which line.
    pub line_id: LineId,
    /// How many of it, at least one.
    pub quantity: u32,
}

/// What goes back to one tender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct RefundTender {
    /// Which tender.
    pub tender_id: TenderId,
    /// How much, above zero and at most what is left of it.
    pub amount: Money,
    /// Cash given back beyond (or, below zero, short of) the amount, because the smallest coin is
    /// larger than the minor unit. Set by the store.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub rounding: Money,
    /// How far another machine is with giving it back; `None` when it is done. Set by the store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub pending: Option<PendingState>,
    /// Why another machine would not give it back: the guest must get it another way. Set by the
    /// store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub declined: Option<String>,
}

/// Money that was given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Refund {
    /// Minted by the terminal.
    pub id: RefundId,
    /// Gapless over the life of the store, in a series of its own.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub number: u64,
    /// What was given back.
    pub lines: Vec<RefundLine>,
    /// To which tenders.
    pub tenders: Vec<RefundTender>,
    /// How much altogether.
    pub amount: Money,
    /// The tax in it by rate.
    pub taxes: Vec<TaxLine>,
    /// Why.
    pub reason: RefundReason,
    /// Who gave it.
    pub by: Option<StaffId>,
    /// Who allowed it.
    pub approved_by: Option<StaffId>,
    /// When.
    pub at: Timestamp,
}
