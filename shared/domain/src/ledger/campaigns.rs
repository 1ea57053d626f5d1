//! What became of coupons, by where they were given and for which campaign.

use std::collections::BTreeMap;

use super::{Entry, Reason};
use crate::id::{CouponId, OrderId};
use crate::{BusinessDay, Code, Money};

/// The coupons of one campaign that one place gave. A place is a store, where several are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign<P> {
    /// How many were given.
    pub given: u32,
    /// What they were worth together.
    pub worth: Money,
    /// How many their members have looked at, on the page on their phone.
    pub opened: u32,
    /// How many their members gave to somebody else, or shared to be given.
    pub shared: u32,
    /// The orders that were paid with one, and where.
    pub redeemed: Vec<(P, OrderId)>,
    /// How many were taken back by hand.
    pub withdrawn: u32,
    /// How many were not used until their last day.
    pub expired: u32,
    /// How many can still be used.
    pub open: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Now<P> {
    Held,
    Redeemed(P, OrderId),
    Withdrawn,
}

#[derive(Debug, Clone)]
struct Life<P> {
    given_at: P,
    campaign: Option<Code>,
    worth: Money,
    last_day: BusinessDay,
    is_opened: bool,
    is_shared: bool,
    now: Now<P>,
}

/// Follows coupons from the day they were given.
#[derive(Debug, Clone)]
pub struct CouponLives<P> {
    coupons: BTreeMap<CouponId, Life<P>>,
}

impl<P> Default for CouponLives<P> {
    fn default() -> Self {
        Self { coupons: BTreeMap::new() }
    }
}

impl<P: Copy + Ord> CouponLives<P> {
    /// Follows a line of a place's ledger; lines come in their order. With `counts` false a coupon that is given
    /// is none of those that are followed.
    pub fn hear(&mut self, place: P, entry: &Entry, counts: bool) {
        let Some(moved) = &entry.coupon else { return };
        let coupon = &moved.coupon;
        let now = match &entry.reason {
            Reason::CouponGiven { .. } => {
                let life = Life {
                    given_at: place,
                    campaign: coupon.campaign.clone(),
                    worth: coupon.worth,
                    last_day: coupon.last_day,
                    is_opened: false,
                    is_shared: false,
                    now: Now::Held,
                };
                if counts {
                    self.coupons.insert(coupon.id, life);
                }
                return;
            }
            Reason::Spent { order_id, .. } => Now::Redeemed(place, *order_id),
            Reason::GivenBack { .. } => Now::Held,
            // One that was owed is let go: it paid an order all the same.
            Reason::Adjusted { .. } if moved.came => return,
            Reason::Adjusted { .. } => Now::Withdrawn,
            // It is somebody else's now, and still not used.
            Reason::TransferredTo { .. } => {
                self.share(coupon.id);
                return;
            }
            // It lies elsewhere: still not used.
            Reason::Earned { .. }
            | Reason::Reversed { .. }
            | Reason::ToppedUp { .. }
            | Reason::PaidOut { .. }
            | Reason::TransferredFrom { .. }
            | Reason::Merged { .. }
            | Reason::TakenApart { .. }
            | Reason::Lent { .. }
            | Reason::Returned
            | Reason::PointsLapsed => return,
        };
        if let Some(life) = self.coupons.get_mut(&coupon.id) {
            life.now = now;
        }
    }

    /// A coupon's member has looked at it.
    pub fn open(&mut self, id: CouponId) {
        if let Some(life) = self.coupons.get_mut(&id) {
            life.is_opened = true;
        }
    }

    /// A coupon's member gave it to somebody, or shared it to be given.
    pub fn share(&mut self, id: CouponId) {
        if let Some(life) = self.coupons.get_mut(&id) {
            life.is_shared = true;
        }
    }

    /// What became of them until a day; those of no campaign together.
    pub fn finish(self, today: BusinessDay) -> BTreeMap<(Option<Code>, P), Campaign<P>> {
        let mut campaigns = BTreeMap::new();
        for life in self.coupons.into_values() {
            let key = (life.campaign, life.given_at);
            let campaign: &mut Campaign<P> = campaigns.entry(key).or_insert(Campaign {
                given: 0,
                worth: Money::ZERO,
                opened: 0,
                shared: 0,
                redeemed: Vec::new(),
                withdrawn: 0,
                expired: 0,
                open: 0,
            });
            campaign.given = campaign.given.saturating_add(1);
            campaign.worth = campaign.worth.checked_add(life.worth).unwrap_or(campaign.worth);
            campaign.opened = campaign.opened.saturating_add(u32::from(life.is_opened));
            campaign.shared = campaign.shared.saturating_add(u32::from(life.is_shared));
            match life.now {
                Now::Redeemed(place, order_id) => campaign.redeemed.push((place, order_id)),
                Now::Withdrawn => campaign.withdrawn = campaign.withdrawn.saturating_add(1),
                Now::Held if life.last_day < today => {
                    campaign.expired = campaign.expired.saturating_add(1);
                }
                Now::Held => campaign.open = campaign.open.saturating_add(1),
            }
        }
        campaigns
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ledger::{AdjustReason, Coupon, CouponMove};
    use crate::shop::{code, day, order, pence, tender};

    #[test]
    fn each_coupon_is_told_once_by_what_became_of_it_last() {
        let mut lives = CouponLives::default();
        let coupon = |n: u128, campaign: Option<&str>| Coupon {
            id: CouponId::from_uuid(Uuid::from_u128(n)),
            worth: pence(300),
            least: Money::ZERO,
            last_day: day(2026, 11, if n == 4 { 9 } else { 30 }),
            campaign: campaign.map(code),
        };
        let mut hear = |n, campaign, reason, came, counts| {
            let coupon = Some(CouponMove { coupon: coupon(n, campaign), came });
            // Given in the first place, used in the second.
            let place = if matches!(reason, Reason::CouponGiven { .. }) { 1 } else { 2 };
            lives.hear(place, &Entry { coupon, ..Entry::new(reason) }, counts);
        };
        let given = Reason::CouponGiven { approved_by: None };
        let spent = |n| Reason::Spent { order_id: order(n), tender_id: tender(n), beyond: 0 };
        let back = |n| Reason::GivenBack {
            order_id: order(n),
            tender_id: tender(n),
            refund_id: crate::id::RefundId::from_uuid(Uuid::from_u128(n)),
        };
        hear(9, Some("autumn"), given.clone(), true, false);
        for n in 1..=5 {
            hear(n, Some("autumn"), given.clone(), true, true);
        }
        hear(6, None, given, true, true);
        hear(9, Some("autumn"), spent(9), false, true);
        hear(1, Some("autumn"), spent(1), false, true);
        // It was used in another store too, and let go there: used all the same.
        hear(1, Some("autumn"), Reason::Adjusted { why: AdjustReason::Goodwill }, true, true);
        hear(2, Some("autumn"), spent(2), false, true);
        hear(2, Some("autumn"), back(2), true, true);
        hear(3, Some("autumn"), Reason::Adjusted { why: AdjustReason::Mistake }, false, true);
        hear(5, Some("autumn"), Reason::Returned, false, true);
        let to = crate::shop::member(2);
        for n in [1, 4] {
            let given_away = Reason::TransferredTo { member_id: to };
            hear(n, Some("autumn"), given_away, false, true);
        }
        // One is looked at twice, and one that is none of these.
        for n in [1, 1, 4, 9] {
            lives.open(CouponId::from_uuid(Uuid::from_u128(n)));
        }
        // One is shared, and one was given to another member, which is the same thing twice.
        for n in [1, 2] {
            lives.share(CouponId::from_uuid(Uuid::from_u128(n)));
        }
        let campaigns = lives.finish(day(2026, 11, 10));
        let autumn = Campaign {
            given: 5,
            worth: pence(1_500),
            opened: 2,
            shared: 3,
            redeemed: vec![(2, order(1))],
            withdrawn: 1,
            expired: 1,
            open: 2,
        };
        assert_eq!(campaigns.get(&(Some(code("autumn")), 1)), Some(&autumn));
        assert_eq!(campaigns.get(&(None, 1)).map(|by_hand| by_hand.open), Some(1));
    }
}
