//! Placing, adding, changing and firing lines.

use super::{adding, closing, firing, lines_sum, sums, voiding, voiding_all};
use crate::order::{Channel, LINES_MAX, LineState, NewLine, QUANTITY_MAX, Stage};
use crate::shop::{
    Ask, CAKE, EGG, EXTRA, HOUR_MS, LARGE, NO_MEAT, NOODLES, NOON, SIZE, SMALL, SPECIAL, Shop, TEA,
    TILL, ask, check, check_in, code, day, device, fired, group, item, line, member, modifier,
    noodles, one, opened, order, pence, system,
};
use crate::tax::TaxMode;
use crate::{Command, Event, Names, Rejection, SystemCommand};

fn changing(id: u128, revision: u32, line_id: u128, quantity: u32, choices: &[u128]) -> Ask {
    ask(Command::ChangeLine {
        order_id: order(id),
        revision,
        line: NewLine { quantity, ..with(one(line_id, NOODLES), choices) },
    })
}

fn with(mut line: NewLine, choices: &[u128]) -> NewLine {
    line.modifiers = choices.iter().map(|&n| modifier(n)).collect();
    line
}

#[test]
fn a_placed_order_is_open_with_what_was_rung() {
    let two_large = NewLine { quantity: 2, ..with(noodles(1), &[LARGE, EGG]) };
    let outcome = check(&[], opened(1, vec![two_large, one(2, CAKE)]), Ok(&["order_placed"]));
    let placed = outcome.order(1);
    assert_eq!((placed.number, placed.revision, placed.channel), (1, 1, Channel::DineIn));
    assert_eq!((placed.opened_at, placed.opened_on), (NOON, device(TILL)));
    assert_eq!(placed.stage, Stage::NotFired);
    assert_eq!(placed.lines[0].unit_price, pence(1180 + 150 + 120));
    assert_eq!(placed.lines[0].amount, pence(2900));
    assert_eq!(placed.lines.iter().map(|line| line.position).collect::<Vec<_>>(), [1, 2]);
    assert!(placed.lines.iter().all(|line| line.state == LineState::Held));
    assert_eq!(sums(&outcome, 1), (3300, 0, 3300));
    // 2900 with 20 % in it, 400 without tax: one tax line for each rate, by code.
    let taxes: Vec<_> = placed
        .totals
        .taxes
        .iter()
        .map(|t| (t.code.as_str(), t.net.minor(), t.tax.minor()))
        .collect();
    assert_eq!(taxes, [("none", 400, 0), ("standard", 2417, 483)]);
}

#[test]
fn tax_that_is_added_is_rounded_once_for_the_order_and_not_for_each_line() {
    let mut shop = Shop::new(TaxMode::Exclusive);
    let mut odd = crate::shop::dish(NOODLES, Some(3), "standard", &[], &[]);
    odd.names = Names::new("三", "Three");
    shop.ask(&ask(Command::UpsertItems { items: vec![odd] }).by(crate::shop::MANAGER)).unwrap();
    // Three lines of 3 at 20 %: 0.6 each, which would round to 1 each and to 3 in all.
    let three = vec![one(1, NOODLES), one(2, NOODLES), one(3, NOODLES)];
    let outcome = check_in(shop, &[], opened(1, three), Ok(&["order_placed"]));
    assert_eq!(outcome.order(1).totals.subtotal, pence(9));
    assert_eq!(outcome.order(1).totals.tax, pence(2));
    assert_eq!(sums(&outcome, 1), (11, 0, 11));
}

#[test]
fn an_order_needs_lines_and_a_new_id_and_known_people() {
    let exists = Rejection::OrderExists { order_id: order(1) };
    check(&[opened(1, vec![noodles(1)])], opened(1, vec![noodles(1)]), Err(exists));
    check(&[], opened(1, Vec::new()), Err(Rejection::OrderEmpty));
    let first = [opened(1, vec![noodles(1)])];
    check(&first, adding(1, 1, Vec::new(), false), Err(Rejection::OrderEmpty));
    let member_id = Some(member(9));
    let attach = ask(Command::AttachMember { order_id: order(1), member_id });
    check(&first, attach, Err(Rejection::UnknownMember { member_id: member(9) }));
    let order_id = order(7);
    check(&first, closing(7), Err(Rejection::UnknownOrder { order_id }));
    check(&first, firing(7, &[]), Err(Rejection::UnknownOrder { order_id }));
    check(&first, voiding(7, 1), Err(Rejection::UnknownOrder { order_id }));
}

#[test]
fn choices_are_checked_against_minimum_and_maximum() {
    let place = |line: NewLine| opened(1, vec![line]);
    let few = Rejection::TooFewModifiers { group_id: group(SIZE), least: 1 };
    check(&[], place(one(1, NOODLES)), Err(few));
    let sizes = Rejection::TooManyModifiers { group_id: group(SIZE), most: 1 };
    check(&[], place(with(noodles(1), &[SMALL, LARGE])), Err(sizes));
    let eggs = Rejection::TooManyModifiers { group_id: group(EXTRA), most: 2 };
    check(&[], place(with(noodles(1), &[SMALL, EGG, EGG, EGG])), Err(eggs));
    let two = check(&[], place(with(noodles(1), &[SMALL, EGG, EGG])), Ok(&["order_placed"]));
    assert_eq!(two.order(1).lines[0].unit_price, pence(1180 + 240));
    for (dish, choice) in [(NOODLES, 99), (TEA, EGG)] {
        let modifier_id = modifier(choice);
        let unknown = Rejection::UnknownModifier { modifier_id };
        check(&[], place(with(one(1, dish), &[choice])), Err(unknown));
    }
}

#[test]
fn a_quantity_of_nothing_or_of_a_million_is_refused() {
    for quantity in [0, QUANTITY_MAX + 1, 1_000_000, u32::MAX] {
        let refusal = Rejection::QuantityOutOfRange { quantity, most: QUANTITY_MAX };
        let asked = NewLine { quantity, ..noodles(1) };
        check(&[], opened(1, vec![asked]), Err(refusal.clone()));
        let held = [opened(1, vec![noodles(1)])];
        check(&held, changing(1, 1, 1, quantity, &[SMALL]), Err(refusal));
    }
    let most = NewLine { quantity: QUANTITY_MAX, ..noodles(1) };
    let outcome = check(&[], opened(1, vec![most]), Ok(&["order_placed"]));
    assert_eq!(sums(&outcome, 1).0, 1180 * 999);
}

#[test]
fn an_open_price_is_given_with_the_line_and_only_there() {
    let priced = |dish, price| opened(1, vec![NewLine { price, ..one(1, dish) }]);
    let outcome = check(&[], priced(SPECIAL, Some(pence(777))), Ok(&["order_placed"]));
    assert_eq!(sums(&outcome, 1), (777, 0, 777));
    check(&[], priced(SPECIAL, Some(pence(0))), Ok(&["order_placed"]));
    let missing = Rejection::PriceMissing { item_id: item(SPECIAL) };
    check(&[], priced(SPECIAL, None), Err(missing));
    let fixed = Rejection::PriceNotOpen { item_id: item(TEA) };
    check(&[], priced(TEA, Some(pence(1))), Err(fixed));
    for price in [-1, i64::MIN, 1_000_000_001, i64::MAX].map(pence) {
        check(&[], priced(SPECIAL, Some(price)), Err(Rejection::PriceOutOfRange { price }));
    }
    check(&[], opened(1, vec![one(1, 99)]), Err(Rejection::UnknownItem { item_id: item(99) }));
}

#[test]
fn choices_that_take_more_off_than_the_dish_costs_are_refused() {
    let special = NewLine { price: Some(pence(300)), ..with(one(1, SPECIAL), &[NO_MEAT]) };
    let refusal = Rejection::PriceOutOfRange { price: pence(-700) };
    check(&[], opened(1, vec![special]), Err(refusal));
}

#[test]
fn an_order_holds_two_hundred_lines_and_not_one_more() {
    let teas =
        |range: std::ops::RangeInclusive<u128>| range.map(|n| one(n, TEA)).collect::<Vec<_>>();
    let refusal = Rejection::TooManyLines { most: 200 };
    assert_eq!(LINES_MAX, 200);
    check(&[], opened(1, teas(1..=201)), Err(refusal.clone()));
    let full = [opened(1, teas(1..=199))];
    check(&full, adding(1, 1, teas(200..=200), false), Ok(&["lines_added"]));
    check(&full, adding(1, 1, teas(200..=201), false), Err(refusal));
}

#[test]
fn a_line_id_stands_once_on_an_order() {
    let exists = || Err(Rejection::LineExists { line_id: line(1) });
    check(&[], opened(1, vec![noodles(1), one(1, TEA)]), exists());
    check(&[opened(1, vec![noodles(1)])], adding(1, 1, vec![one(1, TEA)], false), exists());
}

#[test]
fn whoever_saw_an_older_order_looks_again_before_changing_it() {
    let given = [opened(1, vec![noodles(1)]), adding(1, 1, vec![one(2, TEA)], false)];
    let stale = || Err(Rejection::OrderChanged { seen: 1, now: 2 });
    check(&given, adding(1, 1, vec![one(3, TEA)], false), stale());
    check(&given, changing(1, 1, 1, 2, &[SMALL]), stale());
    let outcome = check(&given, adding(1, 2, vec![one(3, TEA)], false), Ok(&["lines_added"]));
    assert_eq!(sums(&outcome, 1), (1180 + 700, 0, 1880));
    assert_eq!(outcome.order(1).lines[2].position, 3);
}

#[test]
fn adding_a_drink_and_firing_it_leaves_a_held_dish_held() {
    let given = [opened(1, vec![noodles(1)])];
    let drink = adding(1, 1, vec![one(2, TEA)], true);
    let outcome = check(&given, drink, Ok(&["lines_added", "lines_fired"]));
    assert!(outcome.order(1).lines[0].is_held());
    assert_eq!(outcome.order(1).lines[1].state, LineState::Fired { fired_at: NOON });
    assert_eq!(outcome.order(1).tickets.len(), 1);
    assert_eq!(outcome.order(1).tickets[0].station, code("bar"));
}

#[test]
fn a_held_line_changes_at_the_price_it_was_rung_with() {
    let mut dearer = crate::shop::menu();
    dearer.items[0].price = Some(pence(9999));
    let given = [
        opened(1, vec![noodles(1)]),
        system(SystemCommand::PublishCatalogue { catalogue: dearer }),
    ];
    let outcome = check(&given, changing(1, 1, 1, 3, &[LARGE]), Ok(&["line_changed"]));
    assert_eq!(outcome.order(1).lines[0].unit_price, pence(1330));
    assert_eq!(sums(&outcome, 1), (3990, 0, 3990));
    assert_eq!(lines_sum(&outcome, 1), pence(3990));
    let added = adding(1, 1, vec![noodles(2)], false);
    let next = check(&given, added, Ok(&["lines_added"]));
    assert_eq!(sums(&next, 1).0, 1180 + 9999);
}

#[test]
fn a_line_changes_only_while_it_is_held() {
    let line_id = line(1);
    let sent = [fired(1, vec![noodles(1)])];
    check(&sent, changing(1, 2, 1, 2, &[SMALL]), Err(Rejection::LineNotHeld { line_id }));
    let held = [opened(1, vec![noodles(1), one(2, TEA)])];
    let unknown = Rejection::UnknownLine { line_id: line(9) };
    check(&held, changing(1, 1, 9, 2, &[SMALL]), Err(unknown));
    let few = Rejection::TooFewModifiers { group_id: group(SIZE), least: 1 };
    check(&held, changing(1, 1, 1, 2, &[]), Err(few));
    let struck = [opened(1, vec![noodles(1), one(2, TEA)]), voiding(1, 1)];
    check(&struck, changing(1, 2, 1, 2, &[SMALL]), Err(Rejection::LineAlreadyVoided { line_id }));
}

#[test]
fn lines_are_fired_one_by_one_or_all_that_are_held() {
    let given = [opened(1, vec![noodles(1), one(2, TEA), one(3, CAKE)]), firing(1, &[2])];
    let outcome = check(&given, firing(1, &[]), Ok(&["lines_fired"]));
    assert_eq!(outcome.order(1).firings, 2);
    let Event::LinesFired { firing: nth, line_ids, tickets, .. } = &outcome.decision().events[0]
    else {
        panic!("nothing was fired")
    };
    assert_eq!((*nth, line_ids.as_slice()), (2, [line(1), line(3)].as_slice()));
    assert_eq!(tickets.len(), 1, "the cake needs no making");
    assert_eq!(tickets[0].chit_printer, Some(code("wok-printer")));
    let all_gone = [fired(1, vec![noodles(1)])];
    check(&all_gone, firing(1, &[]), Err(Rejection::NothingToFire));
    check(&all_gone, firing(1, &[1]), Err(Rejection::LineNotHeld { line_id: line(1) }));
    check(&all_gone, firing(1, &[9]), Err(Rejection::UnknownLine { line_id: line(9) }));
    let struck = [opened(1, vec![noodles(1), one(2, TEA)]), voiding(1, 1)];
    check(&struck, firing(1, &[1]), Err(Rejection::LineAlreadyVoided { line_id: line(1) }));
}

#[test]
fn nothing_changes_on_an_order_that_was_struck() {
    let gone = [opened(1, vec![noodles(1)]), voiding_all(1)];
    for when in [
        adding(1, 2, vec![one(2, TEA)], false),
        changing(1, 2, 1, 2, &[SMALL]),
        firing(1, &[]),
        closing(1),
        voiding(1, 1),
        voiding_all(1),
        ask(Command::AttachMember { order_id: order(1), member_id: None }),
    ] {
        check(&gone, when, Err(Rejection::OrderNotOpen { order_id: order(1) }));
    }
}

#[test]
fn order_numbers_have_no_hole_and_begin_again_at_the_cut_off() {
    let before = |n: u128| opened(n, vec![one(1, TEA)]).after_ms(16 * HOUR_MS - 1);
    let refused = opened(50, Vec::new()).after_ms(16 * HOUR_MS - 1);
    let mut shop = Shop::new(TaxMode::Inclusive);
    let mut numbers = Vec::new();
    for step in [
        opened(1, vec![one(1, TEA)]),
        before(2),
        refused,
        before(3),
        opened(4, vec![one(1, TEA)]).after_ms(16 * HOUR_MS), // 04:00 on Sunday
        opened(5, vec![one(1, TEA)]).after_ms(16 * HOUR_MS),
        opened(6, vec![one(1, TEA)]), // the clock stepped back: the new day goes on
    ] {
        if shop.ask(&step).is_ok() {
            let id = order(u128::try_from(numbers.len() + 1).unwrap());
            let placed = shop.state.order(id).unwrap();
            numbers.push((placed.business_day, placed.number));
        }
    }
    let (saturday, sunday) = (day(2026, 11, 21), day(2026, 11, 22));
    let expected =
        [(saturday, 1), (saturday, 2), (saturday, 3), (sunday, 1), (sunday, 2), (sunday, 3)];
    assert_eq!(numbers, expected);
}
