//! Paying with what one owns, and what a refund gives back.

mod merging;
mod properties;
mod stores;

use uuid::Uuid;

use super::{Account, AdjustReason, Coupon, Entry, Reason, Unit, entry_of};
use crate::command::TopUpMoney;
use crate::id::{CouponId, MovementId, RefundId};
use crate::order::{NewLine, NewTender, NewTenderKind, RefundLine, RefundReason, RefundTender};
use crate::settings::{MemberRules, TopUpGift};
use crate::shift::MovementKind;
use crate::shop::{
    Ask, CASHIER, MANAGER, Shop, TEA, ask, card, cash, check_in, day, float, line, member, noodles,
    one, order, pence, placing, shift, tender,
};
use crate::tax::TaxMode;
use crate::{Command, Event, Money, Rejection};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A shop that takes 100 points for a pound and adds 10.00 to 100.00 paid in, with two members.
fn shop() -> Shop {
    let mut shop = Shop::new(TaxMode::Inclusive);
    shop.state.settings.trade.members = MemberRules {
        points_per_major_paid: 100,
        stored_value: true,
        top_up_gifts: vec![
            TopUpGift { from: pence(5_000), gift: pence(300) },
            TopUpGift { from: pence(10_000), gift: pence(1_000) },
        ],
        cashier_coupon: pence(500),
        ..MemberRules::default()
    };
    for (id, phone) in [(1, "+447700900123"), (2, "+447700900124")] {
        let consent =
            crate::member::Consent { purpose: crate::member::Purpose::Membership, text_version: 1 };
        shop.ask(&ask(Command::EnrolMember {
            member_id: member(id),
            phone: phone.into(),
            name: String::new(),
            consents: vec![consent],
            came: crate::member::Came::default(),
        }))
        .unwrap();
    }
    shop.ask(&float(1, 50_000)).unwrap();
    shop
}

fn movement(n: u128) -> MovementId {
    MovementId::from_uuid(Uuid::from_u128(n))
}

fn topping_up(n: u128, minor: i64, paid: TopUpMoney) -> Ask {
    let (member_id, movement_id) = (member(1), movement(n));
    ask(Command::TopUp { member_id, movement_id, amount: pence(minor), paid })
}

fn by_card() -> TopUpMoney {
    TopUpMoney::CardElsewhere { reference: "A-17".into() }
}

fn paying(id: u128, minor: i64, kind: NewTenderKind) -> NewTender {
    NewTender {
        tender_id: tender(id),
        kind,
        amount: pence(minor),
        tip: Money::ZERO,
        currency: None,
    }
}

fn value(id: u128, minor: i64) -> NewTender {
    paying(id, minor, NewTenderKind::StoredValue)
}

fn points(id: u128, minor: i64) -> NewTender {
    paying(id, minor, NewTenderKind::Points)
}

fn coupon_id(n: u128) -> CouponId {
    CouponId::from_uuid(Uuid::from_u128(n))
}

fn coupon(n: u128, worth: i64, least: i64) -> Coupon {
    let last_day = day(2026, 11, 30);
    Coupon { id: coupon_id(n), worth: pence(worth), least: pence(least), last_day, campaign: None }
}

fn giving(coupon: Coupon) -> Ask {
    ask(Command::GiveCoupon { member_id: member(1), coupon }).by(MANAGER)
}

fn with_coupon(id: u128, minor: i64, n: u128) -> NewTender {
    paying(id, minor, NewTenderKind::Coupon { coupon_id: coupon_id(n) })
}

/// An order of the first member.
fn members_order(id: u128, lines: Vec<NewLine>, tenders: Vec<NewTender>) -> Ask {
    let mut placed = placing(id, lines, true, tenders);
    if let crate::Request::Device(Command::PlaceOrder { member_id, .. }) = &mut placed.request {
        *member_id = Some(member(1));
    }
    placed
}

fn refunding(id: u128, revision: u32, lines: &[(u128, u32)], tenders: &[(u128, i64)]) -> Ask {
    let back = |&(id, minor): &(u128, i64)| RefundTender {
        tender_id: tender(id),
        amount: pence(minor),
        rounding: Money::ZERO,
        pending: None,
        declined: None,
    };
    let line_back = |&(id, quantity): &(u128, u32)| RefundLine { line_id: line(id), quantity };
    ask(Command::RefundOrder {
        order_id: order(id),
        revision,
        refund_id: RefundId::from_uuid(Uuid::from_u128(id * 100 + u128::from(revision))),
        lines: lines.iter().map(line_back).collect(),
        tenders: tenders.iter().map(back).collect(),
        reason: RefundReason::Quality,
        print_receipt: true,
    })
    .by(MANAGER)
}

fn ringing(shop: &mut Shop, asks: &[Ask]) {
    for step in asks {
        shop.ask(step).unwrap_or_else(|no| panic!("{step:?} was refused: {no}"));
    }
}

fn refused(given: &[Ask], when: Ask, no: Rejection) {
    check_in(shop(), given, when, Err(no));
}

/// Points, principal and gift of the first member.
fn balance(shop: &Shop) -> (i64, i64, i64) {
    let known = shop.state.member(member(1)).unwrap();
    (known.points, known.principal.minor(), known.gift.minor())
}

fn revision(shop: &Shop, id: u128) -> u32 {
    shop.state.order(order(id)).unwrap().revision
}

#[test]
fn paying_in_brings_the_gift_of_the_largest_step_reached_and_cash_lies_in_the_drawer() {
    let mut shop = shop();
    ringing(&mut shop, &[topping_up(1, 12_000, TopUpMoney::Cash)]);
    assert_eq!(balance(&shop), (0, 12_000, 1_000));
    let drawer = shop.state.shift(shift(1)).unwrap();
    assert_eq!((drawer.expected, drawer.pay_ins), (pence(62_000), pence(12_000)));
    assert_eq!(drawer.movements[0].kind, MovementKind::TopUp);

    ringing(&mut shop, &[topping_up(2, 4_999, by_card())]);
    assert_eq!(balance(&shop), (0, 16_999, 1_000));
    let takings = shop.state.takings();
    let sums: Vec<_> = takings.top_ups.iter().map(|(name, sum)| (name.as_str(), *sum)).collect();
    assert_eq!(sums, [("card_elsewhere", pence(4_999)), ("cash", pence(12_000))]);
    assert_eq!(takings.total, Money::ZERO, "what is owed to a member was not sold");
}

#[test]
fn what_is_paid_in_is_more_than_nothing_and_within_bounds() {
    for minor in [0, -1, i64::MIN, i64::MAX, super::LEDGER_MAX.minor() + 1] {
        let no = Rejection::TopUpOutOfRange { amount: pence(minor) };
        refused(&[], topping_up(1, minor, by_card()), no);
    }
    let reference = |text: &str| TopUpMoney::CardElsewhere { reference: text.into() };
    let no = Rejection::CardNumberInWords;
    refused(&[], topping_up(1, 100, reference("4111 1111 1111 1111")), no);
    let no = Rejection::TopUpOutOfRange { amount: pence(100) };
    refused(&[], topping_up(1, 100, reference(&"9".repeat(5_000))), no);
    let stranger = Command::TopUp {
        member_id: member(9),
        movement_id: movement(1),
        amount: pence(1),
        paid: by_card(),
    };
    refused(&[], ask(stranger), Rejection::UnknownMember { member_id: member(9) });
    let cash_twice = topping_up(1, 500, TopUpMoney::Cash);
    let exists = Rejection::MovementExists { movement_id: movement(1) };
    refused(std::slice::from_ref(&cash_twice), cash_twice.clone(), exists);
}

#[test]
fn nobody_moves_a_members_money_as_if_it_were_the_stores() {
    for kind in [MovementKind::TopUp, MovementKind::ValuePaidOut] {
        let moving = Command::MoveCash {
            shift_id: shift(1),
            movement_id: movement(1),
            kind,
            amount: pence(100),
            reason: "by hand".into(),
        };
        refused(&[], ask(moving).by(MANAGER), Rejection::NoMember);
    }
}

#[test]
fn a_shop_that_takes_nothing_beforehand_says_so() {
    let mut shop = shop();
    shop.state.settings.trade.members = MemberRules::default();
    let when = topping_up(1, 100, by_card());
    assert_eq!(shop.ask(&when).unwrap_err(), Rejection::StoredValueOff);
    let paid = members_order(1, vec![one(1, TEA)], vec![points(1, 350)]);
    assert_eq!(shop.ask(&paid).unwrap_err(), Rejection::PointsNotTaken);
}

#[test]
fn stored_value_pays_for_an_order_paid_in_money_first_and_earns_points() {
    let mut shop = shop();
    let paid = members_order(1, vec![noodles(1)], vec![value(1, 1_180)]);
    ringing(&mut shop, &[topping_up(1, 5_000, by_card()), paid]);
    assert_eq!(balance(&shop), (11, 3_820, 300));
    let sums = &shop.state.takings().tenders;
    assert_eq!(sums[&crate::day::TenderName::stored_value()].amount, pence(1_180));
    // What is left of the principal, and then the gift.
    let lines = (1..=4).map(noodles_again).collect();
    let rest = members_order(2, lines, vec![value(2, 4_120), card(3, 600)]);
    ringing(&mut shop, &[rest]);
    assert_eq!(balance(&shop), (58, 0, 0));
}

fn noodles_again(n: u128) -> NewLine {
    noodles(10 + n)
}

#[test]
fn more_than_a_member_has_is_not_spent_and_two_tenders_do_not_spend_it_twice() {
    let top_up = topping_up(1, 1_000, by_card());
    let no = Rejection::ValueTooSmall { left: pence(1_000) };
    let all = members_order(1, vec![noodles(1)], vec![value(1, 1_180)]);
    refused(std::slice::from_ref(&top_up), all, no);
    let twice = members_order(1, vec![noodles(1)], vec![value(1, 600), value(2, 580)]);
    refused(&[top_up], twice, Rejection::ValueTooSmall { left: pence(400) });
    let nobodys = placing(1, vec![noodles(1)], true, vec![value(1, 100)]);
    refused(&[], nobodys, Rejection::NoMember);
}

#[test]
fn a_tip_from_stored_value_is_never_paid_out_of_a_gift() {
    let top_up = topping_up(1, 5_000, by_card());
    let mut tipping = value(1, 1_180);
    tipping.tip = pence(200);
    let mut shop = shop();
    ringing(&mut shop, &[top_up, members_order(1, vec![noodles(1)], vec![tipping])]);
    assert_eq!(balance(&shop), (11, 3_620, 300));
    let mut all = value(2, 118);
    all.tip = pence(3_621);
    let lines = vec![noodles(2)];
    let no = shop.ask(&members_order(2, lines, vec![all, card(3, 1_062)])).unwrap_err();
    assert_eq!(no, Rejection::ValueTooSmall { left: pence(3_620) });
}

#[test]
fn points_pay_at_their_rate_and_what_they_pay_earns_nothing() {
    let mut shop = shop();
    let earning = members_order(1, (1..=20).map(noodles).collect(), vec![card(1, 23_600)]);
    ringing(&mut shop, &[earning]);
    assert_eq!(balance(&shop).0, 236);
    let few = members_order(2, vec![one(21, TEA)], vec![points(2, 350)]);
    let no = shop.ask(&few).unwrap_err();
    assert_eq!(no, Rejection::PointsTooFew { needed: 350, left: 236 });
    let part = members_order(2, vec![one(21, TEA)], vec![points(2, 236), card(3, 114)]);
    ringing(&mut shop, &[part]);
    assert_eq!(balance(&shop).0, 1, "1.14 was paid: one point");
}

#[test]
fn points_that_lie_elsewhere_pay_while_hq_is_away_as_far_as_the_owner_takes_the_risk() {
    let at_risk = |id, minor| paying(id, minor, NewTenderKind::PointsAtRisk);
    let mut shop = shop();
    shop.state.settings.trade.members.risk_points = 100;
    let earning = members_order(1, (1..=4).map(noodles).collect(), vec![card(1, 4_720)]);
    ringing(&mut shop, &[earning]);
    assert_eq!(balance(&shop).0, 47);
    let tea = |id: u128, tenders| members_order(id, vec![one(id + 20, TEA)], tenders);
    let no = shop.ask(&tea(2, vec![at_risk(2, 60), card(3, 290)])).unwrap_err();
    assert_eq!(no, Rejection::HqReached, "HQ brings here what they have elsewhere");
    shop.hq_away = true;
    let no = shop.ask(&tea(3, vec![at_risk(4, 148), card(5, 202)])).unwrap_err();
    assert_eq!(no, Rejection::RiskTooLarge { most: 100 });
    ringing(&mut shop, &[tea(4, vec![at_risk(6, 107), card(7, 243)])]);
    let tender = shop.state.order(crate::shop::order(4)).unwrap().tender(tender(6)).unwrap();
    assert_eq!(tender.kind, crate::order::TenderKind::Points { points: 107, beyond: 60 });
    assert_eq!(balance(&shop).0, 47 - 107 + 2);
    // What is owed already is at risk already, however often they come.
    let no = shop.ask(&tea(5, vec![at_risk(8, 43), card(9, 307)])).unwrap_err();
    assert_eq!(no, Rejection::RiskTooLarge { most: 42 });
    ringing(&mut shop, &[tea(6, vec![at_risk(10, 42), card(11, 308)])]);
    assert_eq!(balance(&shop).0, -100 + 3);
}

/// An order that a member pays with a coupon that does not lie here.
fn shown(id: u128, coupon: Coupon, paid: i64) -> Ask {
    let rest = card(id + 50, 1_180 - paid);
    let coupon = paying(id, paid, NewTenderKind::CouponAtRisk { coupon });
    members_order(id, vec![noodles(id)], vec![coupon, rest])
}

#[test]
fn a_coupon_that_lies_elsewhere_pays_while_hq_is_away_as_far_as_the_owner_takes_the_risk() {
    let mut shop = shop();
    shop.state.settings.trade.members.risk_coupons = pence(500);
    let no = shop.ask(&shown(1, coupon(1, 300, 0), 300)).unwrap_err();
    assert_eq!(no, Rejection::HqReached, "HQ brings here what they have elsewhere");
    shop.hq_away = true;
    let no = shop.ask(&shown(1, coupon(1, 501, 0), 501)).unwrap_err();
    assert_eq!(no, Rejection::CouponRiskTooLarge { most: pence(500) });
    let no = shop.ask(&shown(1, coupon(1, 300, 1_181), 300)).unwrap_err();
    assert_eq!(no, Rejection::CouponNeedsMore { least: pence(1_181) });
    let late = shown(1, coupon(1, 300, 0), 300).after_ms(11 * DAY_MS);
    assert_eq!(
        shop.ask(&late).unwrap_err(),
        Rejection::CouponExpired { last_day: day(2026, 11, 30) }
    );
    ringing(&mut shop, &[shown(1, coupon(1, 300, 0), 300)]);
    let taken = shop.state.order(crate::shop::order(1)).unwrap().tender(tender(1)).unwrap();
    let kind = crate::order::TenderKind::Coupon { coupon: coupon(1, 300, 0), at_risk: true };
    assert_eq!(taken.kind, kind);
    let owed = |shop: &Shop| shop.state.member(member(1)).unwrap().owed_coupons.clone();
    assert_eq!(owed(&shop), [coupon(1, 300, 0)]);
    let no = shop.ask(&shown(2, coupon(1, 300, 0), 300)).unwrap_err();
    assert_eq!(no, Rejection::CouponUsedHere);
    let no = shop.ask(&shown(2, coupon(2, 201, 0), 201)).unwrap_err();
    assert_eq!(no, Rejection::CouponRiskTooLarge { most: pence(500) }, "5.01 together");
    // Given back, it is owed no longer; and one that lies here is at nobody's risk.
    let back = refunding(1, revision(&shop, 1), &[(1, 1)], &[(1, 300), (51, 880)]);
    ringing(&mut shop, &[back, giving(coupon(3, 100, 0))]);
    assert_eq!(owed(&shop), []);
    let no = shop.ask(&shown(4, coupon(3, 100, 0), 100)).unwrap_err();
    assert_eq!(no, Rejection::CouponLiesHere);
}

#[test]
fn a_coupon_that_is_owed_may_be_let_go_by_whoever_may_take_one_back() {
    let mut shop = shop();
    shop.state.settings.trade.members.risk_coupons = pence(500);
    shop.hq_away = true;
    ringing(&mut shop, &[shown(1, coupon(1, 300, 0), 300)]);
    let (member_id, coupon_id, why) = (member(1), coupon_id(1), AdjustReason::Goodwill);
    let letting_go = ask(Command::WithdrawCoupon { member_id, coupon_id, why });
    assert_eq!(shop.ask(&letting_go).unwrap_err(), Rejection::NotPermitted);
    ringing(&mut shop, &[letting_go.clone().by(MANAGER)]);
    let guest = shop.state.member(member(1)).unwrap();
    assert_eq!((guest.coupons.len(), guest.owed_coupons.len()), (0, 0));
    let no = shop.ask(&letting_go.by(MANAGER)).unwrap_err();
    assert_eq!(no, Rejection::UnknownCoupon { coupon_id });
    // What was let go is at risk no more.
    ringing(&mut shop, &[shown(2, coupon(2, 500, 0), 500)]);
}

#[test]
fn a_coupon_that_was_given_away_is_the_others_and_nobody_elses() {
    let mut shop = shop();
    ringing(&mut shop, &[giving(coupon(1, 300, 0))]);
    let handing = |from, to| {
        let (from, to, coupon_id) = (member(from), member(to), coupon_id(1));
        crate::shop::system(crate::SystemCommand::HandOnCoupon { from, to, coupon_id })
    };
    assert_eq!(shop.ask(&handing(1, 1)).unwrap().events, [], "it is theirs already");
    let no = Rejection::CouponExpired { last_day: day(2026, 11, 30) };
    assert_eq!(shop.ask(&handing(1, 2).after_ms(11 * DAY_MS)).unwrap_err(), no);
    let events = shop.ask(&handing(1, 2)).unwrap().events;
    let moved: Vec<_> = events.iter().filter_map(entry_of).collect();
    assert!(moved.iter().all(|(_, entry)| entry.postings().len() == 2), "{moved:?}");
    let held = |of| shop.state.member(member(of)).unwrap().coupons.clone();
    assert_eq!((held(1), held(2)), (vec![], vec![coupon(1, 300, 0)]));
    let no = shop.ask(&handing(1, 2)).unwrap_err();
    assert_eq!(no, Rejection::UnknownCoupon { coupon_id: coupon_id(1) }, "it went once");
}

#[test]
fn points_lapse_of_a_member_who_was_not_here_and_nothing_else_does() {
    let mut shop = shop();
    let earning = members_order(1, (1..=4).map(noodles).collect(), vec![card(1, 4_720)]);
    ringing(&mut shop, &[topping_up(7, 5_000, by_card()), earning]);
    let before = balance(&shop);
    assert_eq!(before.0, 47);
    let last = shop.state.member(member(1)).unwrap().last_visit.unwrap();
    let lapsing = |before| {
        crate::shop::system(crate::SystemCommand::LapsePoints { member_id: member(1), before })
    };
    assert_eq!(shop.ask(&lapsing(last)).unwrap().events, [], "they were here on that day");
    assert_eq!(shop.ask(&lapsing(last.plus_days(1))).unwrap().events.len(), 1);
    assert_eq!(balance(&shop), (0, before.1, before.2), "what they paid in stays");
    assert_eq!(shop.ask(&lapsing(last.plus_days(1))).unwrap().events, [], "once");
}

#[test]
fn a_coupon_is_taken_once_on_an_order_that_is_large_enough_until_its_last_day() {
    let given = [giving(coupon(1, 300, 1_000))];
    let small = members_order(1, vec![one(1, TEA)], vec![with_coupon(1, 300, 1), card(2, 50)]);
    refused(&given, small, Rejection::CouponNeedsMore { least: pence(1_000) });
    let large = |id: u128, minor: i64| {
        let lines = vec![noodles(id)];
        members_order(id, lines, vec![with_coupon(id, minor, 1), card(id + 50, 1_180 - minor)])
    };
    refused(&given, large(1, 301), Rejection::CouponTooSmall { worth: pence(300) });
    let no = Rejection::CouponExpired { last_day: day(2026, 11, 30) };
    refused(&given, large(1, 300).after_ms(11 * DAY_MS), no);
    let unknown = Rejection::UnknownCoupon { coupon_id: coupon_id(1) };
    refused(&[], large(1, 300), unknown.clone());
    refused(&[giving(coupon(1, 300, 1_000)), large(1, 300)], large(2, 300), unknown);
    let mut shop = shop();
    ringing(&mut shop, &[giving(coupon(1, 300, 1_000)), large(1, 300)]);
    assert_eq!(balance(&shop).0, 8, "8.80 was paid");
    assert!(shop.state.member(member(1)).unwrap().coupons.is_empty());
}

#[test]
fn a_cashier_gives_small_coupons_alone() {
    let small = ask(Command::GiveCoupon { member_id: member(1), coupon: coupon(1, 500, 0) });
    check_in(shop(), &[], small, Ok(&["member_posted"]));
    let large = ask(Command::GiveCoupon { member_id: member(1), coupon: coupon(1, 501, 0) });
    refused(&[], large.clone(), Rejection::ApprovalNeeded);
    check_in(shop(), &[], large.by(MANAGER), Ok(&["member_posted"]));
    for bad in [coupon(1, 0, 0), coupon(1, -1, 0), coupon(1, 100, -1)] {
        refused(&[], giving(bad), Rejection::CouponOutOfRange);
    }
    let past = Coupon { last_day: day(2026, 11, 20), ..coupon(1, 100, 0) };
    refused(&[], giving(past), Rejection::CouponOutOfRange);
    let exists = Rejection::CouponExists { coupon_id: coupon_id(1) };
    refused(&[giving(coupon(1, 100, 0))], giving(coupon(1, 100, 0)), exists);
    let all: Vec<_> = (1..=50).map(|n| giving(coupon(n, 100, 0))).collect();
    refused(&all, giving(coupon(51, 100, 0)), Rejection::TooManyCoupons { most: 50 });
}

#[test]
fn a_refund_gives_back_exactly_what_its_part_was_paid_with() {
    let mut shop = shop();
    let lines = vec![noodles(1), noodles(2)];
    let paid = members_order(1, lines, vec![value(1, 1_280), card(2, 1_080)]);
    ringing(&mut shop, &[topping_up(1, 1_000, by_card())]);
    let adjusted = ask(Command::AdjustMember {
        member_id: member(1),
        points: 0,
        gift: pence(500),
        why: AdjustReason::Goodwill,
    });
    ringing(&mut shop, &[adjusted.by(MANAGER), paid]);
    assert_eq!(balance(&shop), (23, 0, 220));
    let now = revision(&shop, 1);
    ringing(&mut shop, &[refunding(1, now, &[(1, 1)], &[(1, 300), (2, 880)])]);
    assert_eq!(balance(&shop), (12, 20, 500), "the gift is filled first");
    let now = revision(&shop, 1);
    ringing(&mut shop, &[refunding(1, now, &[(2, 1)], &[(1, 980), (2, 200)])]);
    assert_eq!(balance(&shop), (0, 1_000, 500));
}

#[test]
fn a_coupon_comes_back_with_the_last_of_its_order_if_it_is_still_good() {
    let lines = vec![noodles(1), noodles(2)];
    let given = [
        giving(coupon(1, 500, 2_000)),
        members_order(1, lines, vec![with_coupon(1, 500, 1), card(2, 1_860)]),
    ];
    let mut shop = shop();
    ringing(&mut shop, &given);
    let now = revision(&shop, 1);
    // Half of the order is half of the coupon: who paid 18.60 for two does not get 11.80 for one.
    let greedy = refunding(1, now, &[(1, 1)], &[(2, 1_180)]);
    let least = pence(250);
    let no = Rejection::RefundShareTooSmall { tender_id: tender(1), least };
    assert_eq!(shop.ask(&greedy).unwrap_err(), no);
    ringing(&mut shop, &[refunding(1, now, &[(1, 1)], &[(1, 250), (2, 930)])]);
    assert!(shop.state.member(member(1)).unwrap().coupons.is_empty(), "half a coupon is none");
    let now = revision(&shop, 1);
    let rest = refunding(1, now, &[(2, 1)], &[(1, 250), (2, 930)]);
    let mut later = Shop::new(TaxMode::Inclusive);
    later.state = shop.state.clone();
    ringing(&mut shop, std::slice::from_ref(&rest));
    let held = &shop.state.member(member(1)).unwrap().coupons;
    assert_eq!(*held, [coupon(1, 500, 2_000)]);
    ringing(&mut later, &[rest.after_ms(11 * DAY_MS)]);
    assert!(later.state.member(member(1)).unwrap().coupons.is_empty(), "its day is over");
}

#[test]
fn points_that_were_spent_come_back_and_points_that_were_earned_go() {
    let mut shop = shop();
    let earning = members_order(1, (1..=20).map(noodles).collect(), vec![card(1, 23_600)]);
    let lines = vec![one(21, TEA), one(22, TEA)];
    let spending = members_order(2, lines, vec![points(2, 200), card(3, 500)]);
    ringing(&mut shop, &[earning, spending]);
    assert_eq!(balance(&shop).0, 236 - 200 + 5);
    let now = revision(&shop, 2);
    ringing(&mut shop, &[refunding(2, now, &[(21, 1)], &[(2, 100), (3, 250)])]);
    assert_eq!(
        balance(&shop).0,
        236 - 100 + 3,
        "of five points two go: the half that stays is rounded up"
    );
    let now = revision(&shop, 2);
    ringing(&mut shop, &[refunding(2, now, &[(22, 1)], &[(2, 100), (3, 250)])]);
    assert_eq!(balance(&shop).0, 236);
}

#[test]
fn an_order_stays_its_members_once_they_have_paid_toward_it() {
    let given =
        [topping_up(1, 1_000, by_card()), members_order(1, vec![noodles(1)], vec![value(1, 500)])];
    for other in [None, Some(member(2))] {
        let attaching = ask(Command::AttachMember { order_id: order(1), member_id: other });
        refused(&given, attaching, Rejection::MemberHasPaid);
    }
}

#[test]
fn practice_moves_nothing_that_a_member_owns() {
    let mut practice = members_order(1, vec![noodles(1)], vec![value(1, 1_180)]);
    if let crate::Request::Device(Command::PlaceOrder { details, .. }) = &mut practice.request {
        details.training = true;
    }
    let mut shop = shop();
    ringing(&mut shop, &[topping_up(1, 2_000, by_card()), practice]);
    assert_eq!(balance(&shop), (0, 2_000, 0));
}

#[test]
fn what_was_paid_in_is_paid_out_in_cash_without_its_gift_by_whoever_may_refund() {
    let paying_out = ask(Command::PayOutValue { member_id: member(1), movement_id: movement(9) });
    let given = [topping_up(1, 10_000, TopUpMoney::Cash)];
    refused(&given, paying_out.clone(), Rejection::ApprovalNeeded);
    let nothing = Rejection::ValueTooSmall { left: Money::ZERO };
    refused(&[], paying_out.clone().by(MANAGER), nothing);
    let mut shop = shop();
    ringing(&mut shop, &given);
    ringing(&mut shop, &[paying_out.by(MANAGER)]);
    assert_eq!(balance(&shop), (0, 0, 0));
    assert_eq!(shop.state.shift(shift(1)).unwrap().expected, pence(50_000));
    assert_eq!(shop.state.takings().value_paid_out, pence(10_000));
}

#[test]
fn only_a_manager_puts_right_what_a_member_owns() {
    let adjusting = |points, gift| {
        let (member_id, gift) = (member(1), pence(gift));
        ask(Command::AdjustMember { member_id, points, gift, why: AdjustReason::Mistake })
    };
    refused(&[], adjusting(10, 0).by(CASHIER), Rejection::NotPermitted);
    for (points, gift) in [(0, 0), (0, -1), (i64::MAX, 0), (0, i64::MAX)] {
        let no = Rejection::AdjustmentOutOfRange;
        refused(&[], adjusting(points, gift).by(MANAGER), no);
    }
    let moved = |from, to, points| {
        ask(Command::TransferPoints { from: member(from), to: member(to), points }).by(MANAGER)
    };
    let given = [adjusting(10, 0).by(MANAGER)];
    refused(&given, moved(1, 1, 5), Rejection::SameMember);
    for points in [0, -5, 11] {
        let no = Rejection::PointsTooFew { needed: points, left: 10 };
        refused(&given, moved(1, 2, points), no);
    }
    let after = check_in(shop(), &given, moved(1, 2, 4), Ok(&["member_posted", "member_posted"]));
    assert_eq!(after.state.member(member(1)).unwrap().points, 6);
    assert_eq!(after.state.member(member(2)).unwrap().points, 4);
}

#[test]
fn a_coupon_is_taken_back_only_while_it_is_held() {
    let taking = ask(Command::WithdrawCoupon {
        member_id: member(1),
        coupon_id: coupon_id(1),
        why: AdjustReason::Mistake,
    })
    .by(MANAGER);
    refused(&[], taking.clone(), Rejection::UnknownCoupon { coupon_id: coupon_id(1) });
    let given = [giving(coupon(1, 300, 0))];
    let after = check_in(shop(), &given, taking, Ok(&["member_posted"]));
    assert!(after.state.member(member(1)).unwrap().coupons.is_empty());
}

#[test]
fn an_entry_says_where_it_came_from() {
    let reason = Reason::ToppedUp {
        movement_id: movement(1),
        paid: crate::day::TenderName::cash(),
        reference: String::new(),
    };
    let entry = Entry { principal: pence(100), gift: pence(10), ..Entry::new(reason) };
    let sides: Vec<_> =
        entry.postings().iter().map(|side| (side.account, side.unit, side.amount)).collect();
    assert_eq!(
        sides,
        [
            (Account::Member, Unit::Principal, 100),
            (Account::Till, Unit::Principal, -100),
            (Account::Member, Unit::Gift, 10),
            (Account::Campaigns, Unit::Gift, -10),
        ]
    );
    assert!(entry_of(&Event::TableCleared { table: crate::shop::code("t1") }).is_none());
}

/// Cash that a guest pays an order with, where the property tests need one.
fn in_cash(id: u128, minor: i64) -> NewTender {
    cash(id, minor, minor)
}
