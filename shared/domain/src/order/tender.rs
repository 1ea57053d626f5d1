//! What a guest pays with.

use serde::{Deserialize, Serialize};

use crate::id::{CheckId, CouponId, TenderId};
use crate::ledger::Coupon;
use crate::{Code, Money, Timestamp, is_default};

/// Money that a terminal puts toward an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct NewTender {
    /// Minted by the terminal.
    pub tender_id: TenderId,
    /// What sort of money.
    pub kind: NewTenderKind,
    /// How much of it counts toward the order; above zero.
    pub amount: Money,
    /// What is given on top, to the staff; 0 or more.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub tip: Money,
    /// ISO 4217; when given, it must be the store's own currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub currency: Option<String>,
}

/// What sort of money a terminal takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum NewTenderKind {
    /// Notes and coins.
    Cash {
        /// What the guest gave; at least the amount.
        received: Money,
    },
    /// Paid on another machine.
    CardElsewhere {
        /// That machine's reference; never a card number.
        reference: String,
    },
    /// Stored value of the order's member.
    StoredValue,
    /// Points of the order's member, at what the store takes them for.
    Points,
    /// The same while HQ cannot be reached, also beyond what lies in this store: as far as the owner
    /// takes the risk.
    PointsAtRisk,
    /// A coupon of the order's member.
    Coupon {
        /// Which.
        coupon_id: CouponId,
    },
    /// A coupon that the phone of the order's member shows and that does not lie in this store, while HQ
    /// cannot be reached: as far as the owner takes the risk.
    CouponAtRisk {
        /// As the phone shows it.
        coupon: Coupon,
    },
}

/// What sort of money was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TenderKind {
    /// Notes and coins.
    Cash {
        /// What the guest gave.
        received: Money,
        /// What went back.
        change: Money,
        /// Cash kept beyond (or, below zero, short of) the amount, because the smallest coin is
        /// larger than the minor unit.
        #[serde(default, skip_serializing_if = "is_default")]
        #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
        rounding: Money,
    },
    /// Paid on another machine.
    CardElsewhere {
        /// That machine's reference.
        reference: String,
    },
    /// Taken by a tender driver: a card terminal, or a code scanned.
    Driver {
        /// Which driver.
        driver: Code,
        /// The other machine's reference.
        reference: String,
        /// The card's brand, as the machine calls it; empty where there is no card.
        brand: String,
        /// Its last four digits; empty where there is no card. Never more of the number.
        last4: String,
    },
    /// Stored value of the order's member.
    StoredValue {
        /// What of the amount the member had paid in; the rest was a gift.
        principal: Money,
    },
    /// Points of the order's member.
    Points {
        /// How many.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        points: i64,
        /// How many of them did not lie in this store: HQ could not be reached, and the owner took the
        /// risk.
        #[serde(default, skip_serializing_if = "is_default")]
        #[cfg_attr(feature = "ts", ts(type = "number", optional))]
        beyond: i64,
    },
    /// A coupon of the order's member. It is spent whole, however little it was good for.
    Coupon {
        /// Which, as it was.
        coupon: Coupon,
        /// Whether it did not lie in this store: HQ could not be reached, and the owner took the risk.
        #[serde(default, skip_serializing_if = "is_default")]
        #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
        at_risk: bool,
    },
}

impl TenderKind {
    /// Whether it is the order's member's own.
    pub fn is_members(&self) -> bool {
        match self {
            Self::Points { .. } | Self::Coupon { .. } | Self::StoredValue { .. } => true,
            Self::Cash { .. } | Self::CardElsewhere { .. } | Self::Driver { .. } => false,
        }
    }

    /// Whether it was given to the member rather than paid by them: no points are earned on it, and
    /// of a refund it takes its share.
    pub fn is_given(&self) -> bool {
        match self {
            Self::Points { .. } | Self::Coupon { .. } => true,
            Self::Cash { .. }
            | Self::CardElsewhere { .. }
            | Self::Driver { .. }
            | Self::StoredValue { .. } => false,
        }
    }
}

/// Money that was put toward an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Tender {
    /// Which.
    pub id: TenderId,
    /// What sort.
    pub kind: TenderKind,
    /// How much of it counts toward the order.
    pub amount: Money,
    /// When.
    pub at: Timestamp,
    /// Toward which check, of an order that was split.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub check_id: Option<CheckId>,
    /// What was given on top, to the staff.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub tip: Money,
    /// What of the amount was given back since.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub refunded: Money,
}
