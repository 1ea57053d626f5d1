//! Two members who are one person: whose everything is when they are merged and taken apart.

use proptest::prelude::*;

use super::{
    by_card, coupon, giving, members_order, points, refunding, revision, shop, topping_up, value,
};
use crate::catalogue::Allergen;
use crate::command::CommandResult;
use crate::ledger::lending::{Lending, Share};
use crate::ledger::{AdjustReason, Reason, entry_of};
use crate::member::{Consent, Member, MemberAbout, MemberRecord, Purpose};
use crate::shop::{
    Ask, CASHIER, MANAGER, Shop, Written, ask, card, day, member, noodles, order, pence, replay,
    settings, system,
};
use crate::{Command, Money, Rejection, State, SystemCommand};

const PHONE: &str = "+447700900123";

fn merging(from: u128, into: u128) -> Ask {
    ask(Command::MergeMembers { from: member(from), into: member(into) }).by(MANAGER)
}

fn taking_apart(id: u128) -> Ask {
    ask(Command::TakeApart { member_id: member(id) }).by(MANAGER)
}

fn adjusting(id: u128, points: i64) -> Ask {
    let (member_id, gift, why) = (member(id), Money::ZERO, AdjustReason::BroughtAlong);
    ask(Command::AdjustMember { member_id, points, gift, why }).by(MANAGER)
}

fn of(shop: &Shop, id: u128) -> Member {
    shop.state.member(member(id)).unwrap().clone()
}

fn all_of(shop: &Shop) -> (i64, Money, usize) {
    let (one, other) = (of(shop, 1), of(shop, 2));
    let value = [one.principal, one.gift, other.principal, other.gift];
    let coupons = one.coupons.len() + other.coupons.len();
    (one.points + other.points, Money::sum(value).unwrap(), coupons)
}

/// Member 1 has 11 points of an order, 50.00 with a gift of 3.00, and a coupon; member 2 has 40 points.
fn two() -> Shop {
    let mut shop = shop();
    shop.ask(&topping_up(1, 5_000, by_card())).unwrap();
    shop.ask(&giving(coupon(1, 500, 0))).unwrap();
    shop.ask(&members_order(1, vec![noodles(1)], vec![card(1, 1_180)])).unwrap();
    shop.ask(&adjusting(2, 40)).unwrap();
    shop
}

#[test]
fn one_who_was_merged_brings_everything_and_is_found_as_the_other() {
    let mut shop = two();
    shop.ask(&merging(1, 2)).unwrap();
    let (gone, kept) = (of(&shop, 1), of(&shop, 2));
    assert!(Share::of(&gone).is_empty(), "{gone:?}");
    assert_eq!((kept.points, kept.principal, kept.gift), (51, pence(5_000), pence(300)));
    assert_eq!((kept.coupons.len(), kept.visits, kept.spent), (1, 1, pence(1_180)));
    assert_eq!(kept.last_visit, Some(day(2026, 11, 21)));

    let again = ask(Command::EnrolMember {
        member_id: member(9),
        phone: PHONE.into(),
        name: String::new(),
        consents: vec![Consent { purpose: Purpose::Membership, text_version: 1 }],
        came: crate::member::Came::default(),
    });
    let known = CommandResult::Member { member_id: member(2), known: true };
    assert_eq!(shop.ask(&again).unwrap().result, known);
    // A till that still shows the one who was merged: the order is the other's.
    shop.ask(&members_order(2, vec![noodles(2)], vec![points(2, 10), card(3, 1_170)])).unwrap();
    assert_eq!(shop.state.order(order(2)).unwrap().member_id, Some(member(2)));
    assert_eq!(of(&shop, 2).points, 51 - 10 + 11);
}

#[test]
fn an_open_order_of_one_who_was_merged_is_paid_with_what_the_other_has_and_earns_for_them() {
    let mut shop = two();
    shop.ask(&members_order(5, vec![noodles(5)], Vec::new())).unwrap();
    shop.ask(&merging(1, 2)).unwrap();
    let pays = Command::TakeTender {
        order_id: order(5),
        check_id: None,
        tender: value(7, 1_180),
        print_receipt: true,
    };
    shop.ask(&ask(pays)).unwrap();
    let kept = of(&shop, 2);
    assert_eq!((kept.principal, kept.points, kept.visits), (pence(3_820), 51 + 11, 2));
    assert!(Share::of(&of(&shop, 1)).is_empty());
}

#[test]
fn what_was_refunded_of_an_order_of_one_who_was_merged_goes_to_the_other() {
    let mut shop = two();
    shop.ask(&members_order(5, vec![noodles(5)], vec![value(7, 1_180)])).unwrap();
    shop.ask(&merging(1, 2)).unwrap();
    let had = of(&shop, 2);
    shop.ask(&refunding(5, revision(&shop, 5), &[(5, 1)], &[(7, 1_180)])).unwrap();
    let has = of(&shop, 2);
    assert_eq!(has.principal.minor() - had.principal.minor(), 1_180);
    assert_eq!(has.points, had.points - 11);
    assert!(Share::of(&of(&shop, 1)).is_empty());
}

#[test]
fn members_who_are_taken_apart_have_what_they_had() {
    let mut shop = two();
    let before = (of(&shop, 1), of(&shop, 2));
    shop.ask(&merging(1, 2)).unwrap();
    shop.ask(&taking_apart(1)).unwrap();
    assert_eq!((of(&shop, 1), of(&shop, 2)), before);
    // And once more the other way round.
    shop.ask(&merging(2, 1)).unwrap();
    assert_eq!(of(&shop, 1).points, 51);
    shop.ask(&taking_apart(2)).unwrap();
    assert_eq!((of(&shop, 1), of(&shop, 2)), before);
}

#[test]
fn what_was_spent_meanwhile_does_not_come_back_and_nothing_goes_below_zero() {
    let mut shop = two();
    shop.ask(&merging(1, 2)).unwrap();
    let mut spends = members_order(3, vec![noodles(3)], vec![value(3, 1_180)]);
    spends = spends.by(CASHIER);
    shop.ask(&spends).unwrap();
    shop.ask(&adjusting(2, -45)).unwrap();
    shop.ask(&taking_apart(1)).unwrap();
    let (one, other) = (of(&shop, 1), of(&shop, 2));
    assert_eq!((one.principal, one.gift), (pence(3_820), pence(300)));
    assert_eq!((other.principal, other.gift), (Money::ZERO, Money::ZERO));
    assert_eq!((one.points, other.points), (11, 51 + 11 - 45 - 11));
    assert_eq!((one.visits, other.visits), (1, 1), "the order of the meantime is the other's");
}

#[test]
fn merging_is_refused_with_what_is_wrong_about_it() {
    let mut shop = two();
    let refused = |shop: &mut Shop, ask: Ask, why: Rejection| assert_eq!(shop.ask(&ask), Err(why));
    refused(&mut shop, merging(1, 1), Rejection::SameMember);
    refused(&mut shop, merging(1, 7), Rejection::UnknownMember { member_id: member(7) });
    refused(&mut shop, merging(7, 1), Rejection::UnknownMember { member_id: member(7) });
    refused(&mut shop, taking_apart(1), Rejection::MemberNotMerged);
    refused(&mut shop, taking_apart(7), Rejection::UnknownMember { member_id: member(7) });
    refused(&mut shop, merging(1, 2).by(CASHIER), Rejection::NotPermitted);
    refused(&mut shop, taking_apart(1).by(CASHIER), Rejection::NotPermitted);
    shop.ask(&enrolled(3)).unwrap();
    shop.ask(&merging(1, 2)).unwrap();
    let merged = Rejection::MemberMerged { into: member(2) };
    refused(&mut shop, merging(1, 2), merged.clone());
    refused(&mut shop, merging(1, 3), merged.clone());
    refused(&mut shop, merging(3, 1), merged.clone());
    refused(&mut shop, topping_up(9, 100, by_card()), merged);
    refused(&mut shop, merging(2, 3), Rejection::MemberHasMerged);
    for id in 3..12 {
        shop.ask(&enrolled(id)).unwrap();
        shop.ask(&merging(id, 2)).unwrap();
    }
    shop.ask(&enrolled(12)).unwrap();
    refused(&mut shop, merging(12, 2), Rejection::TooManyMerged { most: 10 });
}

fn enrolled(id: u128) -> Ask {
    ask(Command::EnrolMember {
        member_id: member(id),
        phone: format!("+4477009002{id:02}"),
        name: String::new(),
        consents: vec![Consent { purpose: Purpose::Membership, text_version: 1 }],
        came: crate::member::Came::default(),
    })
}

#[test]
fn what_makes_one_ill_is_known_of_who_was_kept_and_who_would_not_be_written_to_still_is_not() {
    let mut shop = two();
    let ill = Consent { purpose: Purpose::Allergies, text_version: 2 };
    shop.ask(&ask(Command::SetAllergies {
        member_id: member(1),
        allergies: vec![Allergen::Peanuts],
        consent: Some(ill),
    }))
    .unwrap();
    let about = MemberAbout {
        name: "Mei".into(),
        tags: vec!["regular lunch".into()],
        birthday: None,
        cards: vec!["CARD-0001".into()],
        marketing: Some(Consent { purpose: Purpose::Marketing, text_version: 2 }),
    };
    shop.ask(&ask(Command::ChangeMember { member_id: member(1), about })).unwrap();
    shop.ask(&merging(1, 2)).unwrap();
    let kept = shop.state.member_record(member(2)).unwrap();
    assert_eq!((kept.name.as_str(), kept.allergies.as_slice()), ("Mei", &[Allergen::Peanuts][..]));
    assert_eq!(kept.tags, ["regular lunch"]);
    assert!(kept.agrees(Purpose::Allergies) && !kept.agrees(Purpose::Marketing));
    assert_eq!(shop.state.member_by_card("CARD-0001"), Some(member(1)));
}

#[test]
fn people_say_that_two_who_look_alike_are_not_one() {
    let mut shop = shop();
    let apart =
        |one, other| ask(Command::KeepApart { one: member(one), other: member(other) }).by(MANAGER);
    shop.ask(&apart(1, 2)).unwrap();
    assert_eq!(shop.state.member_record(member(1)).unwrap().unlike, [member(2)]);
    assert_eq!(shop.ask(&apart(1, 2)).unwrap().events, []);
    assert_eq!(shop.ask(&apart(1, 1)), Err(Rejection::SameMember));
    let unknown = Rejection::UnknownMember { member_id: member(7) };
    assert_eq!(shop.ask(&apart(1, 7)), Err(unknown.clone()));
    assert_eq!(shop.ask(&apart(7, 1)), Err(unknown));
    assert_eq!(shop.ask(&apart(2, 1).by(CASHIER)), Err(Rejection::NotPermitted));
}

#[test]
fn forgetting_who_was_kept_forgets_who_was_merged() {
    let mut shop = shop();
    shop.ask(&merging(1, 2)).unwrap();
    shop.ask(&ask(Command::EraseMember { member_id: member(2) }).by(MANAGER)).unwrap();
    assert_eq!(shop.state.member_record(member(1)), None);
    assert_eq!(shop.state.member_by_phone(PHONE), None);
}

fn told(from: u128, into: Option<MemberRecord>) -> Ask {
    system(SystemCommand::MergeAsTold { member_id: member(from), into })
}

#[test]
fn a_store_merges_as_hq_says_and_hearing_it_again_changes_nothing() {
    let mut shop = two();
    let record = |shop: &Shop, id| shop.state.member_record(member(id)).cloned();
    let (one, two) = (record(&shop, 1), record(&shop, 2));
    assert_eq!(shop.ask(&told(7, one.clone())).unwrap().events, []);
    shop.ask(&told(1, two.clone())).unwrap();
    assert_eq!(of(&shop, 2).points, 51);
    assert_eq!(shop.ask(&told(1, two)).unwrap().events, []);
    // What HQ lends of one who was merged goes on to the other.
    let share = Share { points: 7, ..Share::default() };
    let lendings = vec![Lending { number: 1, share }];
    shop.ask(&system(SystemCommand::TakeLent { member_id: member(1), lendings })).unwrap();
    assert_eq!((of(&shop, 1).points, of(&shop, 2).points), (0, 58));
    // HQ heard of it the other way round first: what was done here is taken apart, then done so.
    shop.ask(&told(2, one.clone())).unwrap();
    assert_eq!((of(&shop, 1).points, of(&shop, 2).points), (18, 40));
    shop.ask(&told(2, one)).unwrap();
    assert_eq!((of(&shop, 1).points, of(&shop, 2).points), (58, 0));
    shop.ask(&told(2, None)).unwrap();
    assert_eq!((of(&shop, 1).points, of(&shop, 2).points), (18, 40));
    assert_eq!(shop.ask(&told(2, None)).unwrap().events, []);
}

#[test]
fn what_makes_a_guest_ill_is_not_lost_when_hq_makes_one_member_of_two() {
    let mut shop = shop();
    let ill = |id, allergen| {
        let consent = Some(Consent { purpose: Purpose::Allergies, text_version: 2 });
        ask(Command::SetAllergies { member_id: member(id), allergies: vec![allergen], consent })
    };
    shop.ask(&ill(1, Allergen::Peanuts)).unwrap();
    shop.ask(&ill(2, Allergen::Milk)).unwrap();
    let before = shop.state.member_record(member(2)).unwrap().clone();
    // HQ has a newer record of the one who is kept than this store.
    let name = "Newer".to_owned();
    let newer = MemberRecord { version: before.version + 3, name, ..before };
    shop.ask(&told(1, Some(newer))).unwrap();
    let kept = shop.state.member_record(member(2)).unwrap();
    assert_eq!(kept.name, "Newer");
    assert_eq!(kept.allergies, [Allergen::Peanuts, Allergen::Milk]);
    // One phone, two stores: the record that goes gives its allergies to the one that stays.
    let elsewhere = MemberRecord { id: member(8), allergies: Vec::new(), ..kept.clone() };
    shop.ask(&told(1, None)).unwrap();
    shop.ask(&told(2, Some(elsewhere))).unwrap();
    let kept = shop.state.member_record(member(8)).unwrap();
    assert_eq!(kept.allergies, [Allergen::Peanuts, Allergen::Milk]);
}

#[test]
fn two_stores_that_enrolled_one_phone_while_apart_have_one_member_afterwards() {
    let mut shop = two();
    let elsewhere =
        MemberRecord { id: member(8), ..shop.state.member_record(member(1)).unwrap().clone() };
    shop.ask(&told(1, Some(elsewhere))).unwrap();
    assert_eq!(shop.state.member_by_phone(PHONE), Some(member(8)));
    assert_eq!(shop.state.member_record(member(1)), None);
    assert_eq!((of(&shop, 8).points, of(&shop, 8).principal), (11, pence(5_000)));
    let unknown = Rejection::UnknownMember { member_id: member(1) };
    assert_eq!(shop.ask(&taking_apart(1)), Err(unknown), "one phone is one member");
    // A phone that is somebody else's here is left to people.
    let other = shop.state.member_record(member(8)).unwrap().clone();
    let stranger = MemberRecord { id: member(9), ..other };
    assert_eq!(shop.ask(&told(2, Some(stranger))).unwrap().events, []);
}

#[derive(Debug, Clone, Copy)]
enum Step {
    TopUp(i64),
    Coupon,
    Points(u128, i64),
    Buy(i64),
    Refund(u128),
    Merge(u128),
    Apart(u128),
    Lent(u128, i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let who = 1_u128..=2;
    let step = prop_oneof![
        (1_i64..9_000).prop_map(Step::TopUp),
        Just(Step::Coupon),
        (who.clone(), -200_i64..200).prop_map(|(who, by)| Step::Points(who, by)),
        (0_i64..=1_180).prop_map(Step::Buy),
        (0_u128..30).prop_map(Step::Refund),
        who.clone().prop_map(Step::Merge),
        who.clone().prop_map(Step::Apart),
        (who, 1_i64..100).prop_map(|(who, points)| Step::Lent(who, points)),
    ];
    prop::collection::vec(step, 1..30)
}

/// Does it, if the rules allow; they refuse some of it, and that changes nothing.
fn done(shop: &mut Shop, n: u128, step: Step) {
    let asked = match step {
        Step::TopUp(minor) => topping_up(n, minor, by_card()),
        Step::Coupon => giving(coupon(n, 300, 0)),
        Step::Points(who, by) => adjusting(who, by),
        Step::Buy(part) => {
            let id = 100 + n;
            let tenders = [value(id * 10, part), card(id * 10 + 1, 1_180 - part)];
            let paid = tenders.into_iter().filter(|tender| tender.amount > Money::ZERO);
            members_order(id, vec![noodles(id)], paid.collect())
        }
        Step::Refund(of) => {
            let id = 100 + of;
            let Some(sold) = shop.state.order(order(id)) else { return };
            let back: Vec<(u128, i64)> = sold
                .tenders
                .iter()
                .map(|tender| (tender.id.uuid().as_u128(), tender.amount.minor()))
                .collect();
            refunding(id, sold.revision, &[(id, 1)], &back)
        }
        Step::Merge(from) => merging(from, 3 - from),
        Step::Apart(from) => taking_apart(from),
        Step::Lent(who, points) => {
            let number = of(shop, who).lent + 1;
            let share = Share { points, ..Share::default() };
            let lendings = vec![Lending { number, share }];
            system(SystemCommand::TakeLent { member_id: member(who), lendings })
        }
    };
    drop(shop.ask(&asked));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// However they are merged and taken apart: together they own what came and went, nobody's money
    /// goes below zero, one who is merged owns nothing here, and a replay is the same.
    #[test]
    fn merging_and_taking_apart_make_nothing_and_lose_nothing(steps in steps()) {
        let mut shop = shop();
        for (n, step) in (1..).zip(&steps) {
            let before = (all_of(&shop), shop.written.len());
            done(&mut shop, n, *step);
            if matches!(step, Step::Merge(_) | Step::Apart(_)) {
                prop_assert_eq!(all_of(&shop), before.0);
            }
            for id in [1, 2] {
                let known = of(&shop, id);
                prop_assert!(!known.principal.is_negative() && !known.gift.is_negative());
                prop_assert!(known.merged_into.is_none() || Share::of(&known).is_empty());
            }
        }
        let mut between = (0, Money::ZERO);
        for written in &shop.written {
            let Written::Event(event, _) = written else { continue };
            let Some((_, entry)) = entry_of(event) else { continue };
            if matches!(entry.reason, Reason::Merged { .. } | Reason::TakenApart { .. }) {
                between.0 += entry.points;
                between.1 = Money::sum([between.1, entry.principal, entry.gift]).unwrap();
            }
        }
        prop_assert_eq!(between, (0, Money::ZERO));
        let mut again = State::new(settings());
        again.settings = shop.state.settings.clone();
        replay(&mut again, &shop.written);
        for id in [1, 2] {
            prop_assert_eq!(again.member(member(id)), shop.state.member(member(id)));
        }
    }
}
