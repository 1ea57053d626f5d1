//! The day's end: takings since the last Z, and the Z report that closes them.
//!
//! A Z counts everything between two closes, so it does not matter when it is made: before the
//! cut-off, after it, or twice on one date. Each Z carries the hash of the one before and the
//! perpetual total; the store's signer signs that hash, and says so when it cannot.

pub mod decide;
pub mod evolve;
mod hash;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::hash::hash_of;
use crate::chain::Hash;
use crate::tax::TaxLine;
use crate::{BusinessDay, Money, Timestamp, is_default};

/// How money came in, for counting.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "string"))]
#[serde(transparent)]
pub struct TenderName(String);

impl TenderName {
    /// Cash.
    pub fn cash() -> Self {
        Self("cash".to_owned())
    }

    /// Paid on another machine.
    pub fn card_elsewhere() -> Self {
        Self("card_elsewhere".to_owned())
    }

    /// What a member had paid in.
    pub fn stored_value() -> Self {
        Self("stored_value".to_owned())
    }

    /// A member's points.
    pub fn points() -> Self {
        Self("points".to_owned())
    }

    /// A member's coupon.
    pub fn coupon() -> Self {
        Self("coupon".to_owned())
    }

    /// A tender driver, by its code.
    pub fn driver(code: &crate::Code) -> Self {
        Self(code.as_str().to_owned())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What one way of paying brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TenderSum {
    /// How many tenders.
    pub count: u32,
    /// What they put toward orders.
    pub amount: Money,
    /// What was on top for the staff.
    pub tips: Money,
    /// What was given back.
    pub refunded: Money,
}

/// What happened since the last Z. Training is not in it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Takings {
    /// When the first thing of it happened.
    pub since: Option<Timestamp>,
    /// Orders placed.
    pub orders_placed: u32,
    /// Orders closed: paid in full.
    pub orders_closed: u32,
    /// Orders struck as a whole.
    pub orders_voided: u32,
    /// Receipts issued, checks counted one by one.
    pub receipts: u32,
    /// The first receipt number of it.
    #[cfg_attr(feature = "ts", ts(type = "number | null"))]
    pub first_receipt: Option<u64>,
    /// The last.
    #[cfg_attr(feature = "ts", ts(type = "number | null"))]
    pub last_receipt: Option<u64>,
    /// Tickets fired.
    pub tickets: u32,
    /// What the lines of closed orders came to before anything was taken off.
    pub gross: Money,
    /// Discounts on closed orders.
    pub discounts: Money,
    /// Comps on closed orders.
    pub comps: Money,
    /// Service charges on closed orders.
    pub service: Money,
    /// Packaging fees on closed orders.
    pub packaging: Money,
    /// What closed orders came to.
    pub total: Money,
    /// The tax in that, by rate, refunds taken off.
    pub taxes: Vec<TaxLine>,
    /// Lines struck, and what they would have come to.
    pub voids: u32,
    /// What struck lines would have come to.
    pub voided: Money,
    /// Refunds given.
    pub refunds: u32,
    /// What was given back.
    pub refunded: Money,
    /// What was given to the staff on top.
    pub tips: Money,
    /// What cash rounding brought (or, below zero, cost).
    pub rounding: Money,
    /// By way of paying.
    pub tenders: BTreeMap<TenderName, TenderSum>,
    /// Money taken on orders that are still open.
    pub open_paid: Money,
    /// Cash put into drawers, not from sales.
    pub pay_ins: Money,
    /// Cash taken out of drawers.
    pub pay_outs: Money,
    /// Cash brought to the safe.
    pub drops: Money,
    /// What members paid in, by way of paying; owed to them, not sold.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub top_ups: BTreeMap<TenderName, Money>,
    /// What members got back in cash of what they had paid in.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub value_paid_out: Money,
    /// Drawers opened without a sale.
    pub no_sales: u32,
    /// Counted minus expected, over all drawers closed.
    pub over_short: Money,
    /// Shifts closed.
    pub shifts_closed: u32,
}

impl Takings {
    /// What was sold after what was given back.
    pub fn net(&self) -> Option<Money> {
        self.total.checked_sub(self.refunded)
    }
}

/// A closed day, chained to the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ZReport {
    /// Gapless over the life of the store, from 1.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub number: u64,
    /// The trading date at its close.
    pub business_day: BusinessDay,
    /// When it was closed.
    pub at: Timestamp,
    /// What happened since the one before.
    pub takings: Takings,
    /// Everything ever sold after everything given back, this day included.
    pub perpetual: Money,
    /// Orders left open over the close, and what is due on them.
    pub open_orders: u32,
    /// The seq up to which HQ had confirmed when it was closed.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub hq_confirmed_seq: u64,
    /// The hash of the one before; zeros for the first.
    pub previous_hash: Hash,
    /// The hash of all the fields above ([`hash_of`]).
    pub hash: Hash,
}

/// Who vouches for a Z.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Signing {
    /// Nobody yet.
    #[default]
    Waiting,
    /// The store's signer.
    Signed {
        /// Its Ed25519 public key, 64 hexadecimal digits.
        public_key: String,
        /// Its signature of the 32 bytes of the hash, 128 hexadecimal digits.
        signature: String,
    },
    /// The signer could not; it is tried again.
    Outage {
        /// Since when.
        since: Timestamp,
        /// Why.
        reason: String,
    },
}

/// A Z and who vouches for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ClosedDay {
    /// The report.
    pub report: ZReport,
    /// Who vouches for it.
    pub signing: Signing,
}

#[cfg(test)]
mod tests;
