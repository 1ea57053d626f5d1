//! A drawer from float to count.

use super::{CASH_MAX, Counted, DENOMINATIONS_MAX, MovementKind, REASON_CHARS_MAX, ShiftState};
use crate::command::{CommandResult, SystemCommand};
use crate::id::MovementId;
use crate::shop::{
    Ask, CASHIER, COOK, MANAGER, NOON, SECOND_TILL, TEA, ask, card, cash, check, code, float, one,
    opened, order, pence, placing, shift, staff, system,
};
use crate::{Command, Event, Rejection};

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

fn movement(id: u128) -> MovementId {
    MovementId::from_uuid(uuid::Uuid::from_u128(id))
}

fn moving(id: u128, kind: MovementKind, minor: i64, reason: &str) -> Ask {
    ask(Command::MoveCash {
        shift_id: shift(1),
        movement_id: movement(id),
        kind,
        amount: pence(minor),
        reason: reason.to_owned(),
    })
}

fn counting_out(minor: i64, denominations: Vec<Counted>) -> Ask {
    ask(Command::CloseShift {
        shift_id: shift(1),
        counted: pence(minor),
        denominations,
        leave_orders: false,
        print: true,
    })
}

fn notes(value: i64, count: u32) -> Counted {
    Counted { value: pence(value), count }
}

#[test]
fn notes_and_coins_come_to_what_was_counted() {
    let given = [float(1, 3_550)];
    let all = vec![notes(2_000, 1), notes(500, 3), notes(10, 5), notes(5, 0)];
    let outcome = check(&given, counting_out(3_550, all.clone()), Ok(&["shift_closed"]));
    assert_eq!(outcome.state.shift(shift(1)).unwrap().denominations, all);
    for counted in [3_549, 3_551] {
        let sum = Rejection::CountDoesNotSum { counted: pence(counted), sum: pence(3_550) };
        check(&given, counting_out(counted, all.clone()), Err(sum));
    }
    for value in [0, -5] {
        let bad = Rejection::CountOutOfRange { amount: pence(value) };
        check(&given, counting_out(0, vec![notes(value, 1)]), Err(bad));
    }
    check(&given, counting_out(0, vec![notes(i64::MAX, 2)]), Err(Rejection::AmountOverflow));
    let (fits, most) = (vec![notes(1, 1); DENOMINATIONS_MAX], 40);
    check(&given, counting_out(most, fits.clone()), Ok(&["shift_closed"]));
    let past = [fits, vec![notes(1, 1)]].concat();
    check(&given, counting_out(most + 1, past), Err(Rejection::BatchTooLarge { most: 40 }));
}

#[test]
fn the_count_is_printed_when_asked_for() {
    for (asking, paper) in
        [(counting(1, 0), None), (counting_out(0, Vec::new()), Some(code("counter")))]
    {
        let outcome = check(&[float(1, 0)], asking, Ok(&["shift_closed"]));
        let Event::ShiftClosed { printer, .. } = &outcome.decision().events[0] else {
            panic!("no shift closed")
        };
        assert_eq!(*printer, paper);
    }
}

#[test]
fn a_drawer_is_not_counted_while_its_guests_have_not_paid() {
    let leaving = ask(Command::CloseShift {
        shift_id: shift(1),
        counted: pence(0),
        denominations: Vec::new(),
        leave_orders: true,
        print: false,
    });
    let given = [float(1, 0), opened(1, vec![one(1, TEA)]), opened(2, vec![one(1, TEA)])];
    check(&given, counting(1, 0), Err(Rejection::OrdersOpen { count: 2 }));
    check(&given, leaving, Ok(&["shift_closed"]));
    // Those of another till are not this drawer's.
    let given = [float(1, 0), opened(1, vec![one(1, TEA)]).on(SECOND_TILL)];
    check(&given, counting(1, 0), Ok(&["shift_closed"]));
    // Paid or struck from another till, they are settled here.
    let (order_id, tender) = (order(1), card(1, 350));
    let paying = Command::TakeTender { order_id, tender, print_receipt: false, check_id: None };
    let reason = crate::order::VoidReason::EnteredByMistake;
    for settled in [ask(paying), ask(Command::VoidOrder { order_id, reason })] {
        let given = [float(1, 0), opened(1, vec![one(1, TEA)]), settled.on(SECOND_TILL)];
        check(&given, counting(1, 0), Ok(&["shift_closed"]));
    }
}

#[test]
fn cash_that_moves_without_a_sale_is_expected_or_no_longer() {
    use MovementKind::{Drop, PayIn, PayOut};
    let given = [float(1, 10_000), moving(1, PayIn, 2_000, "change from the bank")];
    let outcome = check(&given, moving(2, Drop, 5_000, ""), Ok(&["cash_moved"]));
    let running = outcome.state.shift(shift(1)).unwrap();
    assert_eq!((running.pay_ins, running.drops), (pence(2_000), pence(5_000)));
    assert_eq!(running.expected, pence(7_000));
    let moved = &running.movements[0];
    assert_eq!((moved.by, moved.reason.as_str()), (Some(staff(CASHIER)), "change from the bank"));
    assert_eq!(outcome.decision().result, CommandResult::Done, "the count stays blind");
    let Event::CashMoved { open_drawer, .. } = &outcome.decision().events[0] else {
        panic!("no cash moved")
    };
    assert_eq!(*open_drawer, Some(code("counter")), "the drawer opens");
    let takings = outcome.state.takings();
    assert_eq!((takings.pay_ins, takings.drops), (pence(2_000), pence(5_000)));
    let exists = Rejection::MovementExists { movement_id: movement(1) };
    check(&given, moving(1, PayOut, 1, "ice"), Err(exists));
}

#[test]
fn no_more_leaves_a_drawer_than_is_in_it() {
    use MovementKind::{Drop, PayIn, PayOut};
    let given = [float(1, 100)];
    for (kind, minor, fits) in [
        (PayOut, 100, true),
        (PayOut, 101, false),
        (Drop, 100, true),
        (Drop, 101, false),
        (PayIn, 1, true),
        (PayIn, 0, false),
        (PayOut, 0, false),
        (Drop, -1, false),
        (PayIn, CASH_MAX.minor() - 100, true),
        (PayIn, CASH_MAX.minor() - 99, false),
        (PayIn, i64::MIN, false),
    ] {
        let refusal = Rejection::MovementOutOfRange { amount: pence(minor) };
        let then: Result<&[&str], _> = if fits { Ok(&["cash_moved"]) } else { Err(refusal) };
        check(&given, moving(1, kind, minor, "float"), then);
    }
}

#[test]
fn who_moves_cash_says_what_for() {
    use MovementKind::{Drop, PayIn, PayOut};
    let given = [float(1, 1_000)];
    let refusal = Rejection::WordsInvalid { most: 80 };
    let (most, past) = ("菜".repeat(REASON_CHARS_MAX), "菜".repeat(REASON_CHARS_MAX + 1));
    for (kind, reason, fits) in [
        (PayIn, "", false),
        (PayOut, "  ", false),
        (Drop, "", true),
        (PayOut, "ice", true),
        (PayOut, &*most, true),
        (PayOut, &*past, false),
        (Drop, &*past, false),
        (PayOut, "ice\nand more", false),
    ] {
        let then: Result<&[&str], _> =
            if fits { Ok(&["cash_moved"]) } else { Err(refusal.clone()) };
        check(&given, moving(1, kind, 1, reason), then);
    }
}

#[test]
fn a_large_pay_out_needs_a_manager() {
    use MovementKind::{Drop, PayOut};
    let given = [float(1, 100_000)];
    check(&given, moving(1, PayOut, 5_000, "ice"), Ok(&["cash_moved"]));
    check(&given, moving(1, PayOut, 5_001, "ice"), Err(Rejection::ApprovalNeeded));
    check(&given, moving(1, Drop, 5_001, ""), Ok(&["cash_moved"]));
    let by_manager = moving(1, PayOut, 5_001, "ice").by(MANAGER);
    check(&given, by_manager, Ok(&["cash_moved"]));
    // The tests' shop numbers its commands: the approval is the second, the pay-out the third.
    let mut shop = crate::shop::Shop::new(crate::tax::TaxMode::Inclusive);
    shop.ask(&given[0]).unwrap();
    let asked = shop.context(&given[0]).command_id.uuid().as_u128();
    let approval = SystemCommand::GiveApproval {
        command_id: crate::id::CommandId::from_uuid(uuid::Uuid::from_u128(asked + 2)),
        command_hash: crate::chain::Hash::ZERO,
    };
    shop.ask(&system(approval).by(MANAGER)).unwrap();
    shop.ask(&moving(1, PayOut, 5_001, "ice")).unwrap();
    let movement = &shop.state.shift(shift(1)).unwrap().movements[0];
    assert_eq!((movement.by, movement.approved_by), (Some(staff(CASHIER)), Some(staff(MANAGER))));
}

#[test]
fn a_drawer_opened_without_a_sale_is_counted() {
    let given = [float(1, 100)];
    let opening = ask(Command::OpenDrawer { shift_id: shift(1) });
    let outcome = check(&given, opening.clone(), Ok(&["drawer_opened"]));
    assert_eq!(outcome.state.shift(shift(1)).unwrap().no_sales, 1);
    assert_eq!(outcome.state.takings().no_sales, 1);
    assert_eq!(outcome.state.shift(shift(1)).unwrap().expected, pence(100));
    let given = [float(1, 0), counting(1, 0)];
    check(&given, opening, Err(Rejection::ShiftNotOpen { shift_id: shift(1) }));
}

#[test]
fn a_drawer_is_handed_to_somebody_who_may_have_one() {
    let handing = |to| ask(Command::HandOverShift { shift_id: shift(1), to: staff(to) });
    let given = [float(1, 0)];
    let outcome = check(&given, handing(MANAGER), Ok(&["shift_handed_over"]));
    assert_eq!(outcome.state.shift(shift(1)).unwrap().held_by, Some(staff(MANAGER)));
    check(&given, handing(CASHIER), Ok(&[]));
    check(&given, handing(COOK), Err(Rejection::NotPermitted));
    check(&given, handing(99), Err(Rejection::UnknownStaff { staff_id: staff(99) }));
    check(&[float(1, 0), handing(MANAGER)], handing(MANAGER), Ok(&[]));
    check(&[], handing(MANAGER), Err(Rejection::UnknownShift { shift_id: shift(1) }));
}

#[test]
fn a_cashier_leaves_the_next_tills_drawer_alone() {
    let given = [float(1, 1_000)];
    let opening = ask(Command::OpenDrawer { shift_id: shift(1) });
    let handing = ask(Command::HandOverShift { shift_id: shift(1), to: staff(MANAGER) });
    let dropping = moving(1, MovementKind::Drop, 1, "");
    for asking in [opening, handing, dropping, counting(1, 1_000)] {
        let asking = asking.on(SECOND_TILL);
        check(&given, asking.clone(), Err(Rejection::NotPermitted));
        let mut shop = crate::shop::Shop::new(crate::tax::TaxMode::Inclusive);
        shop.ask(&given[0]).unwrap();
        shop.ask(&asking.by(MANAGER)).unwrap();
    }
}
