//! A drawer from float to count.

use super::{CASH_MAX, ShiftState};
use crate::command::CommandResult;
use crate::shop::{
    Ask, CASHIER, NOON, SECOND_TILL, TEA, ask, card, cash, check, float, one, pence, placing,
    shift, staff,
};
use crate::{Command, Rejection};

fn counting(id: u128, minor: i64) -> Ask {
    ask(Command::CloseShift {
        shift_id: shift(id),
        counted: pence(minor),
        denominations: Vec::new(),
        leave_orders: false,
        print: false,
    })
}

fn tea_for(id: u128, tender: crate::order::NewTender) -> Ask {
    placing(id, vec![one(1, TEA)], false, vec![tender])
}

#[test]
fn a_shift_begins_with_its_float() {
    let outcome = check(&[], float(1, 10_000), Ok(&["shift_opened"]));
    let running = outcome.state.open_shift(crate::shop::device(crate::shop::TILL)).unwrap();
    assert_eq!(
        (running.float, running.cash_in, running.expected),
        (pence(10_000), pence(0), pence(10_000))
    );
    assert_eq!((running.opened_by, running.opened_at), (Some(staff(CASHIER)), NOON));
}

#[test]
fn cash_without_its_change_is_expected_and_cards_are_not() {
    let given = [float(1, 10_000), tea_for(1, cash(1, 350, 1000)), tea_for(2, card(1, 350))];
    for (counted, over_short) in [(10_350, 0), (10_360, 10), (10_000, -350), (0, -10_350)] {
        let outcome = check(&given, counting(1, counted), Ok(&["shift_closed"]));
        let result = CommandResult::Shift {
            shift_id: shift(1),
            expected: pence(10_350),
            over_short: Some(pence(over_short)),
        };
        assert_eq!(outcome.decision().result, result);
        let closed = outcome.state.shift(shift(1)).unwrap();
        assert_eq!((closed.cash_in, closed.expected), (pence(350), pence(10_350)));
        let (counted, over_short) = (pence(counted), pence(over_short));
        assert_eq!(closed.state, ShiftState::Closed { at: NOON, counted, over_short });
    }
}

#[test]
fn a_till_has_one_shift_at_a_time_and_the_next_till_its_own() {
    let given = [float(1, 0)];
    let running = Rejection::ShiftAlreadyOpen { shift_id: shift(1) };
    check(&given, float(2, 0), Err(running));
    check(&given, float(2, 0).on(SECOND_TILL), Ok(&["shift_opened"]));
    let exists = Rejection::ShiftExists { shift_id: shift(1) };
    check(&given, float(1, 0).on(SECOND_TILL), Err(exists));
    check(&[float(1, 0), counting(1, 0)], float(2, 0), Ok(&["shift_opened"]));
}

#[test]
fn a_shift_is_counted_once() {
    let shift_id = shift(1);
    check(&[], counting(1, 0), Err(Rejection::UnknownShift { shift_id }));
    let given = [float(1, 0), counting(1, 0)];
    check(&given, counting(1, 0), Err(Rejection::ShiftNotOpen { shift_id }));
}

#[test]
fn a_drawer_holds_no_debt_and_no_fortune() {
    for minor in [-1, CASH_MAX.minor() + 1, i64::MIN, i64::MAX] {
        let refusal = Rejection::CountOutOfRange { amount: pence(minor) };
        check(&[], float(1, minor), Err(refusal.clone()));
        check(&[float(1, 0)], counting(1, minor), Err(refusal));
    }
    check(&[float(1, CASH_MAX.minor())], counting(1, CASH_MAX.minor()), Ok(&["shift_closed"]));
}
