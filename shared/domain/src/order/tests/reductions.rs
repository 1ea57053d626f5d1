//! Discounts, comps, the service charge, and who may give them.

use super::Till;
use super::till::reduction;
use crate::id::LineId;
use crate::order::{REDUCTIONS_MAX, ReductionKind, SERVICE_PPM_MAX, SplitBy};
use crate::shop::{CASHIER, MANAGER, TEA, line, noodles, one, order, pence, staff, tender};
use crate::staff::{Role, Staff};
use crate::tax::TaxMode;
use crate::{Command, Names, Rejection, SystemCommand};

fn percent(ppm: u32) -> ReductionKind {
    ReductionKind::Percent { ppm }
}

fn off(minor: i64) -> ReductionKind {
    ReductionKind::Amount { amount: pence(minor) }
}

/// Noodles for 11.80 and tea for 3.50.
fn table() -> Till {
    let mut till = Till::new(TaxMode::Inclusive);
    till.open(vec![noodles(1), one(2, TEA)]);
    till
}

#[test]
fn each_discount_works_on_what_the_one_before_left() {
    let mut till = table();
    till.reduce(1, Some(line(1)), percent(500_000)).unwrap();
    till.reduce(2, Some(line(1)), off(90)).unwrap();
    till.reduce(3, None, percent(100_000)).unwrap();
    till.reduce(4, Some(line(2)), ReductionKind::Comp).unwrap();
    // 11.80 / 2 − 0.90 = 5.00; the tea is free; a tenth of 5.00 is off.
    let totals = &till.order().totals;
    let sums = (totals.subtotal, totals.discounts, totals.comps, totals.total);
    assert_eq!(sums, (pence(1530), pence(590 + 90 + 50), pence(350), pence(450)));
    till.service(125_000).unwrap();
    let totals = &till.order().totals;
    assert_eq!((totals.service, totals.total), (pence(56), pence(506)));
}

#[test]
fn a_discount_takes_more_than_nothing_and_at_most_what_is_left() {
    for (kind, fits) in [
        (percent(0), false),
        (percent(1_000_000), true),
        (percent(1_000_001), false),
        (percent(u32::MAX), false),
        (off(0), false),
        (off(-1), false),
        (off(1), true),
        (off(1180), true),
        (off(1181), false),
        (off(i64::MAX), false),
    ] {
        let answer = table().reduce(1, Some(line(1)), kind).map(|_| ());
        let then = if fits { Ok(()) } else { Err(Rejection::ReductionOutOfRange) };
        assert_eq!(answer, then, "{kind:?}");
    }
    let mut free = table();
    free.reduce(1, None, ReductionKind::Comp).unwrap();
    let nothing_left = free.reduce(2, None, ReductionKind::Comp);
    assert_eq!(nothing_left, Err(Rejection::ReductionOutOfRange));
}

#[test]
fn a_cashier_gives_a_tenth_alone_and_more_with_approval() {
    for (kind, alone) in [
        (percent(100_000), true),
        (percent(100_001), false),
        (off(118), true),
        (off(119), false),
        (ReductionKind::Comp, false),
    ] {
        let mut till = table();
        till.who = CASHIER;
        let answer = till.reduce(1, Some(line(1)), kind);
        if alone {
            assert_eq!(answer, Ok(vec!["reduced"]), "{kind:?}");
            continue;
        }
        assert_eq!(answer, Err(Rejection::ApprovalNeeded), "{kind:?}");
        till.approve(CASHIER);
        let own = till.reduce(1, Some(line(1)), kind);
        assert_eq!(own, Err(Rejection::ApprovalNeeded), "nobody approves their own");
        till.approve(MANAGER);
        till.reduce(1, Some(line(1)), kind).unwrap();
        let given = till.order().lines[0].reductions[0];
        assert_eq!((given.by, given.approved_by), (Some(staff(CASHIER)), Some(staff(MANAGER))));
    }
}

#[test]
fn a_discount_that_rounds_to_nothing_is_none() {
    // Tea for 3.50: half a penny of it is 1 428.57 parts per million, and rounds up.
    for (ppm, fits) in [(1, false), (1_428, false), (1_429, true)] {
        let answer = table().reduce(1, Some(line(2)), percent(ppm)).map(|_| ());
        let then = if fits { Ok(()) } else { Err(Rejection::ReductionOutOfRange) };
        assert_eq!(answer, then, "{ppm}");
    }
    let mut nearly_free = table();
    nearly_free.reduce(1, None, off(1526)).unwrap();
    let of_four = nearly_free.reduce(2, None, percent(100_000));
    assert_eq!(of_four, Err(Rejection::ReductionOutOfRange));
    assert_eq!(nearly_free.reduce(2, None, percent(125_000)), Ok(vec!["reduced"]));
}

/// Noodles for 11.80 and tea for 3.50; a tenth is 1.18, 0.35, and 1.53 of the order.
#[test]
fn a_cashiers_discounts_together_are_a_tenth_however_they_are_cut() {
    let (noodles, tea, whole) = (Some(line(1)), Some(line(2)), None);
    for (given, asked, alone) in [
        // Of one line.
        (vec![(noodles, percent(50_000))], (noodles, percent(50_000)), true),
        (vec![(noodles, percent(100_000))], (noodles, percent(100_000)), false),
        (vec![(noodles, percent(100_000))], (noodles, off(1)), false),
        (vec![(noodles, off(117))], (noodles, off(1)), true),
        (vec![(noodles, off(117))], (noodles, off(2)), false),
        // One line is nothing to another.
        (vec![(noodles, off(118))], (tea, off(35)), true),
        (vec![(noodles, off(1))], (tea, off(36)), false),
        // Of the order.
        (vec![(whole, percent(100_000))], (whole, percent(100_000)), false),
        (vec![(whole, off(152))], (whole, off(1)), true),
        (vec![(whole, off(152))], (whole, off(2)), false),
        // Of lines and of the order they are on, whichever comes first.
        (vec![(noodles, off(118))], (whole, off(35)), true),
        (vec![(noodles, off(118))], (whole, off(36)), false),
        (vec![(noodles, off(118)), (tea, off(35))], (whole, off(1)), false),
        (vec![(whole, off(118))], (tea, off(35)), true),
        (vec![(whole, off(119))], (tea, off(35)), false),
    ] {
        let mut till = table();
        till.who = CASHIER;
        for ((line_id, kind), id) in given.iter().zip(1..) {
            till.reduce(id, *line_id, *kind).unwrap();
        }
        let answer = till.reduce(9, asked.0, asked.1);
        let then = if alone { Ok(vec!["reduced"]) } else { Err(Rejection::ApprovalNeeded) };
        assert_eq!(answer, then, "{given:?}, then {asked:?}");
        if !alone {
            till.approve(MANAGER);
            assert_eq!(till.reduce(9, asked.0, asked.1), Ok(vec!["reduced"]));
        }
    }
}

#[test]
fn ten_tenths_are_not_given_by_one_cashier_nor_by_two() {
    let mut till = table();
    till.who = CASHIER;
    till.reduce(1, None, percent(100_000)).unwrap();
    for id in 2..=10 {
        let again = till.reduce(id, None, percent(100_000));
        assert_eq!(again, Err(Rejection::ApprovalNeeded));
    }
    let colleague = Staff {
        id: staff(77),
        names: Names::new("同事", "Colleague"),
        role: Role::Cashier,
        pin_hash: "x".into(),
    };
    till.who = MANAGER;
    till.system(SystemCommand::AddStaff { staff: colleague }).unwrap();
    till.who = 77;
    assert_eq!(till.reduce(2, None, percent(100_000)), Err(Rejection::ApprovalNeeded));
    assert_eq!(till.order().totals.total, pence(1377));
}

#[test]
fn what_a_manager_gave_or_approved_is_not_the_cashiers() {
    let mut till = table();
    till.reduce(1, None, percent(500_000)).unwrap();
    till.who = CASHIER;
    till.approve(MANAGER);
    till.reduce(2, None, off(265)).unwrap();
    // 15.30, 7.65 and 5.00 are left: a tenth of the last is the cashier's.
    assert_eq!(till.reduce(3, None, off(51)), Err(Rejection::ApprovalNeeded));
    till.reduce(3, None, off(50)).unwrap();
    assert_eq!(till.reduce(4, None, off(1)), Err(Rejection::ApprovalNeeded));
    let taken_back = Command::RemoveReduction {
        order_id: order(1),
        revision: till.revision(),
        reduction_id: reduction(3),
    };
    till.ask(taken_back).unwrap();
    till.reduce(4, None, off(50)).unwrap();
}

#[test]
fn the_service_charge_is_a_managers_and_at_most_thirty_in_a_hundred() {
    let mut till = table();
    let most_ppm = SERVICE_PPM_MAX;
    assert_eq!(till.service(300_000), Ok(vec!["service_charge_set"]));
    assert_eq!(till.service(300_001), Err(Rejection::ServiceOutOfRange { most_ppm }));
    till.who = CASHIER;
    assert_eq!(till.service(0), Err(Rejection::ApprovalNeeded));
    till.approve(MANAGER);
    assert_eq!(till.service(0), Ok(vec!["service_charge_set"]));
}

#[test]
fn a_discount_is_known_by_its_id_and_taken_back_by_it() {
    let mut till = table();
    let reduction_id = reduction(1);
    let removing =
        |revision| Command::RemoveReduction { order_id: order(1), revision, reduction_id };
    assert_eq!(till.ask(removing(1)), Err(Rejection::UnknownReduction { reduction_id }));
    till.reduce(1, None, off(10)).unwrap();
    let again = till.reduce(1, Some(line(1)), off(10));
    assert_eq!(again, Err(Rejection::ReductionExists { reduction_id }));
    assert_eq!(till.ask(removing(1)), Err(Rejection::OrderChanged { seen: 1, now: 2 }));
    assert_eq!(till.ask(removing(2)), Ok(vec!["reduction_removed"]));
    assert_eq!(till.order().totals.total, pence(1530));
    for n in 1..=REDUCTIONS_MAX {
        till.reduce(u128::try_from(n).unwrap(), None, off(1)).unwrap();
    }
    let full = Rejection::TooManyReductions { most: 100 };
    assert_eq!(till.reduce(999, None, off(1)), Err(full));
}

#[test]
fn a_line_that_is_not_there_or_struck_gets_no_discount() {
    let mut till = table();
    let on = |till: &mut Till, id: LineId| till.reduce(1, Some(id), off(1));
    assert_eq!(on(&mut till, line(9)), Err(Rejection::UnknownLine { line_id: line(9) }));
    till.void(line(1)).unwrap();
    assert_eq!(on(&mut till, line(1)), Err(Rejection::LineAlreadyVoided { line_id: line(1) }));
}

#[test]
fn what_was_paid_split_or_asked_for_is_not_discounted_away() {
    let mut till = table();
    till.card(1, None, 1500, 0).unwrap();
    assert_eq!(till.reduce(1, None, off(31)), Err(Rejection::ReductionOutOfRange));
    till.reduce(1, None, off(30)).unwrap();

    let mut till = table();
    till.charge(1, None, 100).unwrap();
    let pending = Rejection::TenderPending { tender_id: tender(1) };
    assert_eq!(till.reduce(1, None, off(1)), Err(pending.clone()));
    assert_eq!(till.service(1), Err(pending));

    let mut till = table();
    till.split(SplitBy::Even { ways: 2 }).unwrap();
    let split = Rejection::OrderIsSplit { order_id: order(1) };
    assert_eq!(till.reduce(1, None, off(1)), Err(split.clone()));
    assert_eq!(till.service(1), Err(split));
}

#[test]
fn what_the_kitchen_has_a_cashier_strikes_with_approval() {
    let fired = Command::FireLines { order_id: order(1), line_ids: Vec::new() };
    let mut till = table();
    till.shop.state.settings.trade.policy.cashier_voids_fired = false;
    till.ask(fired).unwrap();
    till.who = CASHIER;
    assert_eq!(till.void(line(1)), Err(Rejection::ApprovalNeeded));
    till.approve(MANAGER);
    assert_eq!(till.void(line(1)), Ok(vec!["line_voided"]));
    let mut till = table();
    till.shop.state.settings.trade.policy.cashier_voids_fired = false;
    till.who = CASHIER;
    assert_eq!(till.void(line(1)), Ok(vec!["line_voided"]), "the kitchen has not seen it");
}
