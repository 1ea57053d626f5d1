//! Checks: making them, joining them, paying them.

use super::Till;
use crate::id::CheckId;
use crate::order::{CheckState, NewTender, NewTenderKind, OrderState, SplitBy};
use crate::shop::{NOON, TEA, card, line, noodles, one, order, pence};
use crate::tax::TaxMode;
use crate::{Money, Rejection};

const INVALID: Rejection = Rejection::SplitInvalid { most: 50 };

/// Noodles for 11.80 at seat 1, tea for 3.50 at seat 2, tea for nobody in particular.
fn table() -> Till {
    let mut till = Till::new(TaxMode::Inclusive);
    let at = |seat, line| crate::order::NewLine { seat: Some(seat), ..line };
    till.open(vec![at(1, noodles(1)), at(2, one(2, TEA)), one(3, TEA)]);
    till.float(0);
    till
}

fn owed(till: &Till) -> Vec<i64> {
    till.order().checks.iter().map(|check| check.amount.minor()).collect()
}

fn numbers(till: &Till) -> Vec<u32> {
    till.order().checks.iter().map(|check| check.number).collect()
}

fn ids(till: &Till) -> Vec<CheckId> {
    till.order().checks.iter().map(|check| check.id).collect()
}

fn amounts(minor: &[i64]) -> SplitBy {
    SplitBy::Amounts { amounts: minor.iter().copied().map(pence).collect() }
}

#[test]
fn an_order_is_split_by_line_seat_shares_or_amount() {
    let lines = |lists: &[&[u128]]| SplitBy::Lines {
        checks: lists.iter().map(|list| list.iter().map(|&n| line(n)).collect()).collect(),
    };
    for (by, then) in [
        (lines(&[&[1, 3], &[2]]), Ok(vec![1530, 350])),
        (lines(&[&[1]]), Ok(vec![1180])),
        (lines(&[]), Err(INVALID)),
        (lines(&[&[1], &[]]), Err(INVALID)),
        (lines(&[&[1], &[1]]), Err(INVALID)),
        (lines(&[&[9]]), Err(Rejection::UnknownLine { line_id: line(9) })),
        (SplitBy::Seats, Ok(vec![1180, 350])),
        (SplitBy::Even { ways: 0 }, Err(INVALID)),
        (SplitBy::Even { ways: 1 }, Err(INVALID)),
        (SplitBy::Even { ways: 2 }, Ok(vec![940, 940])),
        (SplitBy::Even { ways: 3 }, Ok(vec![627, 627, 626])),
        (SplitBy::Even { ways: 51 }, Err(INVALID)),
        (SplitBy::Even { ways: 1_000 }, Err(INVALID)),
        (SplitBy::Even { ways: u32::MAX }, Err(INVALID)),
        (amounts(&[1880]), Ok(vec![1880])),
        (amounts(&[1000, 881]), Err(INVALID)),
        (amounts(&[0]), Err(INVALID)),
        (amounts(&[-5, 5]), Err(INVALID)),
        (amounts(&[i64::MAX, i64::MAX]), Err(INVALID)),
        (amounts(&[]), Err(INVALID)),
    ] {
        let mut till = table();
        let answer = till.split(by.clone()).map(|_| owed(&till));
        assert_eq!(answer, then, "{by:?}");
    }
    let mut fifty = table();
    fifty.split(SplitBy::Even { ways: 50 }).unwrap();
    assert_eq!(
        Money::sum(fifty.order().checks.iter().map(|check| check.amount)),
        Some(pence(1880))
    );
}

#[test]
fn whatever_was_split_off_the_rest_can_be_split_by_seat_and_line() {
    let mut till = table();
    till.split(amounts(&[880])).unwrap();
    till.split(SplitBy::Seats).unwrap();
    // 10.00 is left of 18.80: 11.80 and 3.50 bear their parts of it.
    assert_eq!(owed(&till), [880, 628, 186]);
    till.split(SplitBy::Lines { checks: vec![vec![line(3)]] }).unwrap();
    assert_eq!(owed(&till), [880, 628, 186, 186]);
    assert_eq!(till.split(SplitBy::Even { ways: 2 }), Err(INVALID), "nothing is left");
}

#[test]
fn checks_are_joined_and_their_numbers_never_used_again() {
    let mut till = table();
    till.split(SplitBy::Even { ways: 3 }).unwrap();
    let last = ids(&till)[2];
    till.join(&[last]).unwrap();
    till.split(amounts(&[1])).unwrap();
    assert_eq!(numbers(&till), [1, 2, 4]);
    let check_id = last;
    assert_eq!(till.join(&[last]), Err(Rejection::UnknownCheck { check_id }));
    let first = ids(&till)[0];
    till.card(1, Some(first), 1, 0).unwrap();
    assert_eq!(till.join(&[first]), Err(Rejection::CheckPaidOn { check_id: first }));
    assert_eq!(till.join(&[]), Ok(vec!["checks_joined"]));
    assert_eq!((numbers(&till), till.join(&[])), (vec![1], Ok(vec![])));
}

#[test]
fn each_check_has_its_receipt_and_the_last_one_closes_the_order() {
    let mut till = table();
    till.split(SplitBy::Even { ways: 2 }).unwrap();
    let [first, last] = ids(&till)[..] else { panic!("two checks") };
    assert_eq!(till.card(1, Some(first), 500, 0), Ok(vec!["tender_taken"]));
    assert_eq!(till.card(2, Some(first), 440, 7), Ok(vec!["tender_taken", "check_paid"]));
    let paid = |receipt_number| CheckState::Paid { at: NOON, receipt_number };
    assert_eq!(till.order().checks[0].state, paid(1));
    assert!(till.card(3, Some(first), 1, 0).is_err(), "two people pay one check");
    assert_eq!(till.cash(4, Some(last), 940, 0), Ok(vec!["tender_taken", "order_closed"]));
    assert_eq!(till.order().state, OrderState::Closed { at: NOON, receipt_number: 2 });
    assert_eq!((till.order().checks[1].state, till.order().totals.tips), (paid(2), pence(7)));
}

#[test]
fn the_second_of_two_who_pay_the_same_is_told_what_is_due() {
    let mut till = table();
    let on = Some(CheckId::from_uuid(uuid::Uuid::nil()));
    let check_id = CheckId::from_uuid(uuid::Uuid::nil());
    assert_eq!(till.card(1, on, 1, 0), Err(Rejection::UnknownCheck { check_id }));
    till.split(amounts(&[880])).unwrap();
    till.card(1, None, 900, 0).unwrap();
    let due = pence(100);
    assert_eq!(till.card(2, None, 900, 0), Err(Rejection::TenderExceedsDue { due }));
}

#[test]
fn a_line_added_while_another_till_pays_leaves_a_balance() {
    let mut till = table();
    till.split(SplitBy::Even { ways: 2 }).unwrap();
    till.add(vec![one(7, TEA)]).unwrap();
    for (n, check) in (1..).zip(ids(&till)) {
        till.card(n, Some(check), 940, 0).unwrap();
    }
    assert!(till.order().is_open());
    assert_eq!(till.close(), Err(Rejection::StillDue { due: pence(350) }));
    assert_eq!(till.card(9, None, 350, 0), Ok(vec!["tender_taken", "order_closed"]));
}

#[test]
fn a_line_on_a_check_is_neither_struck_nor_changed() {
    let mut till = table();
    till.split(SplitBy::Seats).unwrap();
    let split = Rejection::OrderIsSplit { order_id: order(1) };
    assert_eq!(till.void(line(1)), Err(split.clone()));
    let revision = till.revision();
    let two = crate::order::NewLine { quantity: 2, ..noodles(1) };
    let change = crate::Command::ChangeLine { order_id: order(1), revision, line: two };
    assert_eq!(till.ask(change), Err(split));
    let check_id = ids(&till)[0];
    till.card(1, Some(check_id), 10, 0).unwrap();
    assert_eq!(till.void(line(1)), Err(Rejection::CheckPaidOn { check_id }));
    assert_eq!(till.void(line(3)), Ok(vec!["line_voided"]), "it is on no check");
}

#[test]
fn money_is_the_stores_own_and_a_tip_is_not_a_debt() {
    let mut till = table();
    let with = |currency: &str| NewTender { currency: Some(currency.into()), ..card(1, 10) };
    let expected = "GBP".to_owned();
    for bad in ["EUR", "gbp", ""] {
        let refusal = Rejection::WrongCurrency { expected: expected.clone() };
        assert_eq!(till.take(None, with(bad)), Err(refusal), "{bad}");
    }
    till.take(None, with("GBP")).unwrap();
    let most = crate::catalogue::PRICE_MAX.minor();
    for (id, tip, fits) in [(2, -1, false), (3, 0, true), (4, most, true), (5, most + 1, false)] {
        let then = if fits { Ok(()) } else { Err(Rejection::TipOutOfRange { tip: pence(tip) }) };
        assert_eq!(till.card(id, None, 10, tip).map(|_| ()), then);
    }
}

#[test]
fn cash_that_settles_is_kept_in_whole_coins() {
    for (tip, kept, change, rounding) in [(0, 1880, 120, 0), (2, 1880, 120, -2), (3, 1885, 115, 2)]
    {
        let mut till = table();
        till.shop.state.settings.trade.cash_step = pence(5);
        let kind = NewTenderKind::Cash { received: pence(2000) };
        let tender = NewTender { kind, tip: pence(tip), ..card(1, 1880) };
        till.take(None, tender).unwrap();
        let then = crate::order::TenderKind::Cash {
            received: pence(2000),
            change: pence(change),
            rounding: pence(rounding),
        };
        assert_eq!(till.order().tenders[0].kind, then);
        let shift = till.shop.state.shift(crate::shop::shift(1)).unwrap();
        assert_eq!(shift.expected, pence(kept));
    }
    let mut part = table();
    part.shop.state.settings.trade.cash_step = pence(5);
    part.cash(1, None, 1878, 0).unwrap();
    let shift = part.shop.state.shift(crate::shop::shift(1)).unwrap();
    assert_eq!(shift.expected, pence(1878), "only what settles is rounded");
}
