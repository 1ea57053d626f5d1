//! Tenders, change, closing, receipts, points.

use super::{closing, sums, told, voiding_all};
use crate::order::{
    NewLine, NewTender, NewTenderKind, OrderState, REFERENCE_CHARS_MAX, TENDERS_MAX,
};
use crate::shift::CASH_MAX;
use crate::shop::{
    Ask, CAKE, NOON, SECOND_TILL, SPECIAL, Shop, TEA, ask, card, cash, check, check_in, code, day,
    float, member, noodles, one, opened, order, pence, placing, shift, tender,
};
use crate::tax::TaxMode;
use crate::{Command, Event, Rejection};

fn paying(id: u128, tender: NewTender) -> Ask {
    ask(Command::TakeTender { order_id: order(id), tender, print_receipt: true, check_id: None })
}

fn reprinting(id: u128) -> Ask {
    ask(Command::ReprintReceipt { order_id: order(id) })
}

fn enrolling(id: u128) -> Ask {
    let consent =
        crate::member::Consent { purpose: crate::member::Purpose::Membership, text_version: 1 };
    ask(Command::EnrolMember {
        member_id: member(id),
        phone: "+447700900123".into(),
        name: "Mei".into(),
        consents: vec![consent],
        came: crate::member::Came::default(),
    })
}

#[test]
fn placed_fired_paid_and_closed_in_one_command() {
    let given = [float(1, 5000)];
    let when = placing(1, vec![noodles(1)], true, vec![cash(1, 1180, 2000)]);
    let kinds = ["order_placed", "lines_fired", "tender_taken", "order_closed"];
    let outcome = check(&given, when, Ok(&kinds));
    assert_eq!(told(&outcome), (pence(1180), pence(0), pence(820)));
    let closed = outcome.order(1);
    assert_eq!(closed.state, OrderState::Closed { at: NOON, receipt_number: 1 });
    assert_eq!((closed.revision, closed.receipt_copies), (4, 1));
    assert_eq!(outcome.state.shift(shift(1)).unwrap().expected, pence(6180));
    let Event::TenderTaken { shift_id, open_drawer, .. } = &outcome.decision().events[2] else {
        panic!("nothing was paid")
    };
    assert_eq!((*shift_id, open_drawer.clone()), (Some(shift(1)), Some(code("counter"))));
}

#[test]
fn when_one_part_of_a_command_is_refused_nothing_of_it_happens() {
    let mut shop = Shop::new(TaxMode::Inclusive);
    let before = format!("{:?}", shop.state);
    let when = placing(1, vec![noodles(1)], true, vec![card(1, 1000), cash(2, 180, 200)]);
    assert_eq!(shop.ask(&when).map(|_| ()), Err(Rejection::NoOpenShift));
    assert_eq!(format!("{:?}", shop.state), before);
}

#[test]
fn cash_and_card_together_pay_an_order() {
    let given = [float(1, 0), opened(1, vec![noodles(1)]), paying(1, card(1, 500))];
    let outcome =
        check(&given, paying(1, cash(2, 680, 700)), Ok(&["tender_taken", "order_closed"]));
    assert_eq!(told(&outcome), (pence(1180), pence(0), pence(20)));
    assert_eq!(sums(&outcome, 1), (1180, 1180, 0));
    assert_eq!(outcome.state.shift(shift(1)).unwrap().cash_in, pence(680));
}

#[test]
fn a_part_of_the_money_leaves_the_rest_due_and_the_order_open() {
    let given = [opened(1, vec![noodles(1)])];
    let outcome = check(&given, paying(1, card(1, 500)), Ok(&["tender_taken"]));
    assert_eq!(told(&outcome), (pence(1180), pence(680), pence(0)));
    assert!(outcome.order(1).is_open());
}

#[test]
fn a_tender_is_above_nothing_and_at_most_what_is_due() {
    let given = [float(1, 0), opened(1, vec![noodles(1)])];
    for amount in [0, -1, i64::MIN].map(pence) {
        let bad = NewTender { amount, ..card(1, 1) };
        check(&given, paying(1, bad), Err(Rejection::TenderOutOfRange { amount }));
    }
    let due = pence(1180);
    check(&given, paying(1, card(1, 1181)), Err(Rejection::TenderExceedsDue { due }));
    let received = pence(1179);
    let small = Rejection::CashReceivedTooSmall { received };
    check(&given, paying(1, cash(1, 1180, 1179)), Err(small));
    let heap = CASH_MAX.checked_add(pence(1)).unwrap();
    let absurd = Rejection::TenderOutOfRange { amount: heap };
    check(&given, paying(1, cash(1, 1180, heap.minor())), Err(absurd));
    check(&given, paying(1, cash(1, 1180, i64::MIN)), Err(Rejection::AmountOverflow));
}

#[test]
fn a_drawer_that_cannot_hold_one_penny_more_takes_none() {
    let mut shop = Shop::new(TaxMode::Inclusive);
    shop.ask(&float(1, 0)).unwrap();
    let mut full = shop.state.shift(shift(1)).unwrap().clone();
    full.expected = pence(i64::MAX);
    shop.state.load_shift(full);
    let when = placing(1, vec![noodles(1)], false, vec![cash(1, 1180, 1180)]);
    check_in(shop, &[], when, Err(Rejection::AmountOverflow));
}

#[test]
fn a_card_reference_is_short_and_plain() {
    let with = |reference: &str| NewTender {
        kind: NewTenderKind::CardElsewhere { reference: reference.into() },
        ..card(1, 1180)
    };
    let given = [opened(1, vec![noodles(1)])];
    let closed: Result<&[&str], _> = Ok(&["tender_taken", "order_closed"]);
    check(&given, paying(1, with("")), closed.clone());
    check(&given, paying(1, with(&"号".repeat(REFERENCE_CHARS_MAX))), closed);
    for bad in ["a\nb", "\u{1b}@", &"x".repeat(REFERENCE_CHARS_MAX + 1)] {
        let amount = pence(1180);
        check(&given, paying(1, with(bad)), Err(Rejection::TenderOutOfRange { amount }));
    }
}

#[test]
fn a_tender_counts_once_and_an_order_takes_twenty() {
    let given = [opened(1, vec![noodles(1)]), paying(1, card(1, 100))];
    let again = Rejection::TenderExists { tender_id: tender(1) };
    check(&given, paying(1, card(1, 100)), Err(again));
    let pennies: Vec<_> = (1..=20).map(|n| card(n, 1)).collect();
    assert_eq!(pennies.len(), TENDERS_MAX);
    let full = [placing(1, vec![noodles(1)], false, pennies)];
    let refusal = Rejection::TenderOutOfRange { amount: pence(1) };
    check(&full, paying(1, card(21, 1)), Err(refusal));
}

#[test]
fn cash_goes_into_a_drawer_that_was_counted_on_the_same_till() {
    let order_1 = opened(1, vec![noodles(1)]);
    let pay = paying(1, cash(1, 1180, 1180));
    check(std::slice::from_ref(&order_1), pay.clone(), Err(Rejection::NoOpenShift));
    let other = [float(1, 0).on(SECOND_TILL), order_1.clone()];
    check(&other, pay.clone(), Err(Rejection::NoOpenShift));
    let counted = ask(Command::CloseShift {
        shift_id: shift(1),
        counted: pence(0),
        denominations: Vec::new(),
        leave_orders: false,
        print: false,
    });
    check(&[float(1, 0), counted, order_1], pay, Err(Rejection::NoOpenShift));
}

#[test]
fn an_order_closes_only_when_nothing_is_due() {
    let due = pence(680);
    let part = [opened(1, vec![noodles(1)]), paying(1, card(1, 500))];
    check(&part, closing(1), Err(Rejection::StillDue { due }));
    let free = NewLine { price: Some(pence(0)), ..one(1, SPECIAL) };
    let outcome = check(&[opened(1, vec![free])], closing(1), Ok(&["order_closed"]));
    assert_eq!(sums(&outcome, 1), (0, 0, 0));
    let done = [placing(1, vec![one(1, TEA)], false, vec![card(1, 350)])];
    let order_id = order(1);
    check(&done, closing(1), Err(Rejection::OrderNotOpen { order_id }));
    check(&done, paying(1, card(2, 1)), Err(Rejection::OrderNotOpen { order_id }));
    check(&done, voiding_all(1), Err(Rejection::OrderNotOpen { order_id }));
}

#[test]
fn receipt_numbers_have_no_hole_and_go_on_over_the_cut_off() {
    let paid = |n: u128| placing(n, vec![one(1, TEA)], false, vec![card(1, 350)]);
    let given = [paid(1), opened(2, vec![one(1, TEA)]), voiding_all(2), paid(3)];
    let kinds = ["order_placed", "tender_taken", "order_closed"];
    let next_day = paid(4).after_ms(24 * crate::shop::HOUR_MS);
    let outcome = check(&given, next_day, Ok(&kinds));
    let numbers: Vec<_> = [1, 3, 4].into_iter().map(|n| outcome.order(n).state).collect();
    let later = outcome.order(4).opened_at;
    let closed = |at, receipt_number| OrderState::Closed { at, receipt_number };
    assert_eq!(numbers, [closed(NOON, 1), closed(NOON, 2), closed(later, 3)]);
    assert_eq!(outcome.order(4).number, 1);
}

#[test]
fn a_receipt_is_printed_again_as_the_next_copy() {
    let paid = placing(1, vec![one(1, TEA)], false, vec![card(1, 350)]);
    let given = [paid.clone(), reprinting(1)];
    let outcome = check(&given, reprinting(1), Ok(&["receipt_reprinted"]));
    assert_eq!(outcome.order(1).receipt_copies, 3);
    let order_id = order(1);
    let none = || Err(Rejection::NoReceipt { order_id });
    check(&[opened(1, vec![one(1, TEA)])], reprinting(1), none());
    let mut shop = Shop::new(TaxMode::Inclusive);
    shop.state.settings.receipt_printer = None;
    check_in(shop, &[paid], reprinting(1), none());
}

#[test]
fn a_member_earns_a_point_for_each_whole_pound_of_an_order() {
    let attach = ask(Command::AttachMember { order_id: order(1), member_id: Some(member(1)) });
    let given = [enrolling(1), opened(1, vec![noodles(1), one(2, CAKE)]), attach.clone()];
    let kinds = ["tender_taken", "order_closed", "points_earned"];
    let outcome = check(&given, paying(1, card(1, 1580)), Ok(&kinds));
    let earned = outcome.state.member(member(1)).unwrap();
    assert_eq!((earned.points, earned.visits, earned.spent), (15, 1, pence(1580)));
    assert_eq!(earned.last_visit, Some(day(2026, 11, 21)));
    assert_eq!(outcome.order(1).member_points_earned, 15);
    let detach = ask(Command::AttachMember { order_id: order(1), member_id: None });
    let given = [enrolling(1), opened(1, vec![one(1, TEA)]), attach, detach];
    check(&given, paying(1, card(1, 350)), Ok(&["tender_taken", "order_closed"]));
}
