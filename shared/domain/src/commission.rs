//! What staff earn with what members buy: kept as a ledger, and taken back with what is given back.
//!
//! **The rule.** An order of a member earns a share of what they paid for it, by up to three rates: for
//! whoever brought the member (*first touch*), for whoever served them the time before (*last touch*),
//! and for whoever serves them now (*served by*). What was given to them earns nothing. What is given
//! back takes back the same part of each share, so that an order that is given back whole earned
//! nothing.

use serde::{Deserialize, Serialize};

use crate::id::{MemberId, StaffId};
use crate::order::Order;
use crate::store::State;
use crate::{Event, Money};

/// Parts in a whole.
const WHOLE_PPM: i64 = 1_000_000;

/// For what somebody earns a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Touch {
    /// They brought the member.
    First,
    /// They served the member the time before.
    Last,
    /// They serve the member now.
    Served,
}

/// What each touch earns, in parts per million of what a member paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct CommissionRules {
    /// Whoever brought the member.
    pub first_ppm: u32,
    /// Whoever served them the time before.
    pub last_ppm: u32,
    /// Whoever serves them now.
    pub served_ppm: u32,
}

/// A share of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Commission {
    /// Whose.
    pub staff_id: StaffId,
    /// For what.
    pub touch: Touch,
    /// How much; below zero where it is taken back.
    pub amount: Money,
}

/// What an order of a member earns for staff once it is paid.
pub(crate) fn earned(state: &State, order: &Order, member_id: MemberId) -> Option<Event> {
    let rules = &state.settings.trade.members.commission;
    let given = order.tenders.iter().filter(|tender| tender.kind.is_given());
    let given = Money::sum(given.map(|tender| tender.amount))?;
    let paid = order.totals.total.checked_sub(given)?;
    let touches = [
        (Touch::First, state.member_record(member_id)?.enrolled_by, rules.first_ppm),
        (Touch::Last, state.member(member_id)?.last_served_by, rules.last_ppm),
        (Touch::Served, order.opened_by, rules.served_ppm),
    ];
    let share = |(touch, staff_id, ppm): (Touch, Option<StaffId>, u32)| {
        let amount = paid.portion(ppm.into(), WHOLE_PPM)?;
        Some(Commission { staff_id: staff_id?, touch, amount })
    };
    let earned = touches.into_iter().filter_map(share).filter(|one| one.amount > Money::ZERO);
    posted(order, earned.collect())
}

/// What a refund of `amount` takes back; `order` is as of after it.
pub(crate) fn taken_back(order: &Order, amount: Money) -> Option<Event> {
    let before = order.totals.refunded.checked_sub(amount)?;
    let left = order.totals.total.checked_sub(before)?;
    let left_after = order.totals.total.checked_sub(order.totals.refunded)?;
    let back = |share: &Commission| {
        let keeps = share.amount.portion(left_after.minor(), left.minor())?;
        let amount = keeps.checked_sub(share.amount)?;
        (amount != Money::ZERO).then(|| Commission { amount, ..share.clone() })
    };
    posted(order, order.commissions.iter().filter_map(back).collect())
}

fn posted(order: &Order, shares: Vec<Commission>) -> Option<Event> {
    let (order_id, business_day) = (order.id, order.business_day);
    let some = !shares.is_empty() && !order.is_training();
    some.then_some(Event::CommissionPosted { order_id, business_day, shares })
}

/// Follows what was posted: the shares that an order still earns.
pub(crate) fn evolve(commissions: &mut Vec<Commission>, shares: &[Commission]) {
    for share in shares {
        let same = |known: &&mut Commission| {
            known.staff_id == share.staff_id && known.touch == share.touch
        };
        match commissions.iter_mut().find(same) {
            Some(known) => {
                known.amount = known.amount.checked_add(share.amount).unwrap_or(known.amount);
            }
            None => commissions.push(share.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::RefundId;
    use crate::member::{Came, Consent, Purpose};
    use crate::order::{RefundLine, RefundReason, RefundTender};
    use crate::shop::{
        Ask, CASHIER, MANAGER, Shop, TEA, Written, ask, card, line, member, noodles, one, order,
        pence, placing, replay, settings, staff, tender,
    };
    use crate::tax::TaxMode;
    use crate::{Command, Rejection};

    fn shop() -> Shop {
        let mut shop = Shop::new(TaxMode::Inclusive);
        shop.state.settings.trade.members.commission =
            CommissionRules { first_ppm: 20_000, last_ppm: 5_000, served_ppm: 10_000 };
        shop
    }

    fn enrolling(brought_by: Option<u128>) -> Ask {
        ask(Command::EnrolMember {
            member_id: member(1),
            phone: "+447700900123".into(),
            name: String::new(),
            consents: vec![Consent { purpose: Purpose::Membership, text_version: 1 }],
            came: Came { brought_by: brought_by.map(staff), ..Came::default() },
        })
    }

    /// An order of the member: noodles for 11.80 and tea for 3.50.
    fn bought(id: u128) -> Ask {
        let lines = vec![noodles(id * 10), one(id * 10 + 1, TEA)];
        let mut placed = placing(id, lines, true, vec![card(id, 1_530)]);
        if let crate::Request::Device(Command::PlaceOrder { member_id, .. }) = &mut placed.request {
            *member_id = Some(member(1));
        }
        placed
    }

    fn refunding(shop: &Shop, id: u128, line_id: u128, minor: i64) -> Ask {
        let back = RefundTender {
            tender_id: tender(id),
            amount: pence(minor),
            rounding: Money::ZERO,
            pending: None,
            declined: None,
        };
        ask(Command::RefundOrder {
            order_id: order(id),
            revision: shop.state.order(order(id)).unwrap().revision,
            refund_id: RefundId::from_uuid(uuid::Uuid::from_u128(line_id)),
            lines: vec![RefundLine { line_id: line(line_id), quantity: 1 }],
            tenders: vec![back],
            reason: RefundReason::Quality,
            print_receipt: false,
        })
        .by(MANAGER)
    }

    fn earns(shop: &Shop, id: u128) -> Vec<(Touch, StaffId, i64)> {
        let shares = shop.state.order(order(id)).unwrap().commissions.iter();
        shares.map(|one| (one.touch, one.staff_id, one.amount.minor())).collect()
    }

    #[test]
    fn who_brought_a_member_who_served_them_before_and_who_serves_them_each_earn_their_share() {
        let mut shop = shop();
        shop.ask(&enrolling(Some(MANAGER))).unwrap();
        shop.ask(&bought(1)).unwrap();
        let (boss, cashier) = (staff(MANAGER), staff(CASHIER));
        let first = (Touch::First, boss, 31);
        assert_eq!(earns(&shop, 1), [first, (Touch::Served, cashier, 15)], "nobody served before");
        shop.ask(&bought(2).by(MANAGER)).unwrap();
        let shares = [first, (Touch::Last, cashier, 8), (Touch::Served, boss, 15)];
        assert_eq!(earns(&shop, 2), shares);
    }

    #[test]
    fn what_is_given_back_takes_the_same_part_back_and_all_of_it_all() {
        let mut shop = shop();
        shop.ask(&enrolling(None)).unwrap();
        shop.ask(&bought(1)).unwrap();
        assert_eq!(earns(&shop, 1)[0], (Touch::First, staff(CASHIER), 31), "who enrolled them");
        let tea = refunding(&shop, 1, 11, 350);
        shop.ask(&tea).unwrap();
        assert_eq!(earns(&shop, 1).iter().map(|one| one.2).collect::<Vec<_>>(), [24, 12]);
        let rest = refunding(&shop, 1, 10, 1_180);
        shop.ask(&rest).unwrap();
        assert_eq!(earns(&shop, 1).iter().map(|one| one.2).collect::<Vec<_>>(), [0, 0]);
        // The ledger sums to nothing, and a replay is the same.
        let mut sum = 0;
        for written in &shop.written {
            if let Written::Event(Event::CommissionPosted { shares, .. }, _) = written {
                sum += shares.iter().map(|share| share.amount.minor()).sum::<i64>();
            }
        }
        assert_eq!(sum, 0);
        let mut again = State::new(settings());
        again.settings = shop.state.settings.clone();
        replay(&mut again, &shop.written);
        assert_eq!(again.order(order(1)), shop.state.order(order(1)));
    }

    #[test]
    fn a_stranger_practice_and_a_shop_without_rates_earn_nothing_and_a_code_must_be_somebodys() {
        let mut shop = shop();
        let stranger = placing(3, vec![noodles(30)], true, vec![card(3, 1_180)]);
        shop.ask(&stranger).unwrap();
        assert_eq!(earns(&shop, 3), []);
        let unknown = Rejection::UnknownStaff { staff_id: staff(99) };
        assert_eq!(shop.ask(&enrolling(Some(99))), Err(unknown));
        shop.ask(&enrolling(None)).unwrap();
        let mut practice = bought(4);
        if let crate::Request::Device(Command::PlaceOrder { details, .. }) = &mut practice.request {
            details.training = true;
        }
        shop.ask(&practice).unwrap();
        assert_eq!(earns(&shop, 4), []);
        shop.state.settings.trade.members.commission = CommissionRules::default();
        shop.ask(&bought(5)).unwrap();
        assert_eq!(earns(&shop, 5), []);
    }

    #[test]
    fn everybody_has_a_code_of_their_own_that_stays() {
        let code = |n| crate::staff::personal_code(staff(n));
        assert_eq!(code(CASHIER), code(CASHIER));
        assert_ne!(code(CASHIER), code(MANAGER));
        assert!(code(MANAGER).len() == 4 && !code(MANAGER).contains(['I', 'L', 'O', 'U']));
    }
}
