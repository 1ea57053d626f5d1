//! What members own of the store: points, stored value and coupons, kept by double entry.
//!
//! **The rule.** Every [`Entry`] moves something between the member and one other account, so that
//! its [`postings`](Entry::postings) sum to zero in each unit. A balance is the sum of its entries.
//!
//! **Stored value** is principal, which the member paid in, and gift, which the store added. Principal
//! is spent first and a refund fills the gift first, so that nobody turns a gift into money.
//!
//! **Points and coupons** are given, not paid: nothing is earned on what they pay for, and of every
//! refund they take at least their share of the order.

pub mod campaigns;
pub mod decide;
pub mod evolve;
pub mod lending;

use serde::{Deserialize, Serialize};

use crate::day::TenderName;
use crate::id::{CouponId, MemberId, MovementId, OrderId, RefundId, StaffId, TenderId};
use crate::{BusinessDay, Code, Event, Money, is_default};

/// The most that one top-up, one adjustment or one coupon may come to.
pub const LEDGER_MAX: Money = Money::from_minor(10_000_000_000);
/// The most points that one adjustment moves.
pub const POINTS_MAX: i64 = 1_000_000_000;
/// Coupons that one member holds at most.
pub const COUPONS_MAX: usize = 50;

/// Money off one order, given to one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Coupon {
    /// Minted by the terminal.
    pub id: CouponId,
    /// What it takes off, above zero.
    pub worth: Money,
    /// What an order must come to.
    pub least: Money,
    /// The last business day on which it is taken.
    pub last_day: BusinessDay,
    /// The campaign it is given for; none for one that staff thought of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub campaign: Option<Code>,
}

/// Why somebody puts a ledger right. A closed list: what stands in the journal cannot be erased, so
/// nobody writes words about a guest into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AdjustReason {
    /// Something went wrong for the guest.
    Goodwill,
    /// It was written wrong.
    Mistake,
    /// It comes from another system.
    BroughtAlong,
    /// Its time is over.
    Lapsed,
}

/// Why something was written in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Reason {
    /// An order was paid.
    Earned {
        /// Which.
        order_id: OrderId,
    },
    /// Money was given back on an order that had earned.
    Reversed {
        /// Which.
        order_id: OrderId,
    },
    /// An order was paid with it.
    Spent {
        /// Which.
        order_id: OrderId,
        /// As which tender.
        tender_id: TenderId,
        /// How many of the points, or of the coupons, did not lie in this store: the owner's risk.
        #[serde(default, skip_serializing_if = "is_default")]
        #[cfg_attr(feature = "ts", ts(type = "number", optional))]
        beyond: i64,
    },
    /// An order that was paid with it was given back.
    GivenBack {
        /// Which.
        order_id: OrderId,
        /// As which tender.
        tender_id: TenderId,
        /// In which refund.
        refund_id: RefundId,
    },
    /// The member paid in.
    ToppedUp {
        /// Minted by the terminal.
        movement_id: MovementId,
        /// How it was paid.
        paid: TenderName,
        /// The other machine's reference; empty for cash.
        reference: String,
    },
    /// The member got back what they had paid in, and the gift that came with it lapsed.
    PaidOut {
        /// Minted by the terminal.
        movement_id: MovementId,
    },
    /// A coupon was given.
    CouponGiven {
        /// Who allowed it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        approved_by: Option<StaffId>,
    },
    /// Somebody put it right.
    Adjusted {
        /// Why.
        why: AdjustReason,
    },
    /// It went to another member.
    TransferredTo {
        /// Whom.
        member_id: MemberId,
    },
    /// It came from another member.
    TransferredFrom {
        /// Whom.
        member_id: MemberId,
    },
    /// It went to the member who stands for this one now, or came from one who was merged.
    Merged {
        /// The other.
        member_id: MemberId,
    },
    /// It went back to a member who was merged, or came back from who stood for them.
    TakenApart {
        /// The other.
        member_id: MemberId,
    },
    /// HQ lent it to this store: from now on it may be spent here, whether HQ can be reached or not.
    Lent {
        /// Which of HQ's lendings of this member to this store, from 1.
        number: u32,
    },
    /// It went back to HQ, for other stores.
    Returned,
    /// Points lapsed: their member had not been in any store for too long.
    PointsLapsed,
}

/// One line of a member's ledger: what it changed for the member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Entry {
    /// Why.
    pub reason: Reason,
    /// Points that came, or went.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(type = "number", optional))]
    pub points: i64,
    /// Principal that came, or went.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub principal: Money,
    /// Gift that came, or went.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub gift: Money,
    /// The coupon that came, or went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub coupon: Option<CouponMove>,
}

/// A coupon that came or went. One that went where it did not lie is *owed* there until it comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CouponMove {
    /// Which.
    pub coupon: Coupon,
    /// Whether the member has it now.
    pub came: bool,
}

impl CouponMove {
    /// Follows it in what is held and what is owed of coupons. What is owed is settled only by a coupon
    /// of the same worth: one that was worth more than it said stays owed.
    pub(crate) fn follow(&self, held: &mut Vec<Coupon>, owed: &mut Vec<Coupon>) {
        let Self { coupon, came } = self;
        let (from, to) = if *came { (owed, held) } else { (held, owed) };
        let settles = |known: &Coupon| known.id == coupon.id && known.worth == coupon.worth;
        match from.iter().position(settles) {
            Some(at) => {
                from.remove(at);
            }
            None => to.push(coupon.clone()),
        }
    }
}

/// Where something stands in the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// The member's.
    Member,
    /// What orders were paid with.
    Sales,
    /// Money received and paid out at the till.
    Till,
    /// What the store gave away.
    Campaigns,
    /// Corrections.
    Corrections,
    /// On its way between two members.
    Transfers,
    /// Held for the member by HQ and other stores.
    Elsewhere,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Points.
    Points,
    /// Paid-in value, in minor units.
    Principal,
    /// Given value, in minor units.
    Gift,
    /// Coupons at their worth, in minor units.
    Coupons,
}

/// One side of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// Where.
    pub account: Account,
    /// Of what.
    pub unit: Unit,
    /// How much; below zero when it leaves the account.
    pub amount: i64,
}

impl Entry {
    /// An entry that moves nothing yet.
    pub fn new(reason: Reason) -> Self {
        let (principal, gift) = (Money::ZERO, Money::ZERO);
        Self { reason, points: 0, principal, gift, coupon: None }
    }

    /// Both sides of the entry, unit by unit; those of nothing are left out.
    pub fn postings(&self) -> Vec<Posting> {
        let coupons = self.coupon.as_ref().map_or(0, |moved| {
            let worth = moved.coupon.worth.minor();
            if moved.came { worth } else { -worth }
        });
        let units = [
            (Unit::Points, self.points),
            (Unit::Principal, self.principal.minor()),
            (Unit::Gift, self.gift.minor()),
            (Unit::Coupons, coupons),
        ];
        let moved = units.into_iter().filter(|(_, amount)| *amount != 0);
        moved
            .flat_map(|(unit, amount)| {
                let other = self.other_side(unit);
                [
                    Posting { account: Account::Member, unit, amount },
                    Posting { account: other, unit, amount: -amount },
                ]
            })
            .collect()
    }

    /// Where it came from, or went.
    fn other_side(&self, unit: Unit) -> Account {
        match (&self.reason, unit) {
            (Reason::Spent { .. } | Reason::GivenBack { .. }, _) => Account::Sales,
            (Reason::ToppedUp { .. } | Reason::PaidOut { .. }, Unit::Principal) => Account::Till,
            (
                Reason::Earned { .. }
                | Reason::Reversed { .. }
                | Reason::CouponGiven { .. }
                | Reason::PointsLapsed
                // What is left of it is a gift.
                | Reason::ToppedUp { .. }
                | Reason::PaidOut { .. },
                _,
            ) => Account::Campaigns,
            (Reason::Adjusted { .. }, _) => Account::Corrections,
            (
                Reason::TransferredTo { .. }
                | Reason::TransferredFrom { .. }
                | Reason::Merged { .. }
                | Reason::TakenApart { .. },
                _,
            ) => Account::Transfers,
            (Reason::Lent { .. } | Reason::Returned, _) => Account::Elsewhere,
        }
    }
}

/// What an event writes in whose ledger.
#[expect(clippy::wildcard_enum_match_arm, reason = "no other event is about what members own")]
pub fn entry_of(event: &Event) -> Option<(MemberId, Entry)> {
    match event {
        Event::PointsEarned { member_id, order_id, points, .. } => {
            let reason = Reason::Earned { order_id: *order_id };
            Some((*member_id, Entry { points: *points, ..Entry::new(reason) }))
        }
        Event::PointsReversed { member_id, order_id, points, .. } => {
            let reason = Reason::Reversed { order_id: *order_id };
            Some((*member_id, Entry { points: -*points, ..Entry::new(reason) }))
        }
        Event::MemberPosted { member_id, entry, .. } => Some((*member_id, Entry::clone(entry))),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
