//! Striking lines and orders.

use super::{adding, firing, lines_sum, sums, voiding, voiding_all};
use crate::event::VoidChit;
use crate::order::{LineState, OrderState, VoidReason};
use crate::shop::{
    Ask, COOK, NOON, SET, TEA, ask, card, cash, check, code, fired, float, line, noodles, one,
    opened, order, pence, placing,
};
use crate::{Command, Event, Rejection};

fn paying(id: u128, tender: crate::order::NewTender) -> Ask {
    ask(Command::TakeTender { order_id: order(id), tender, print_receipt: false, check_id: None })
}

#[test]
fn a_held_line_is_struck_without_the_kitchen_knowing() {
    let given = [opened(1, vec![noodles(1), one(2, TEA)])];
    let outcome = check(&given, voiding(1, 1), Ok(&["line_voided"]));
    let reason = VoidReason::GuestChangedMind;
    assert_eq!(outcome.order(1).lines[0].state, LineState::Voided { reason, was_fired: false });
    assert_eq!(sums(&outcome, 1), (350, 0, 350));
    assert_eq!(lines_sum(&outcome, 1), pence(350));
    let Event::LineVoided { tickets, void_chits, .. } = &outcome.decision().events[0] else {
        panic!("nothing was struck")
    };
    assert!(tickets.is_empty() && void_chits.is_empty());
}

#[test]
fn a_fired_line_is_struck_on_every_ticket_and_on_paper_where_there_is_paper() {
    let given = [fired(1, vec![one(1, SET), one(2, TEA)])];
    let outcome = check(&given, voiding(1, 1), Ok(&["line_voided"]));
    let known = &outcome.order(1).tickets;
    assert_eq!(known.len(), 2, "the set is made at the bar and at the wok");
    for each in known {
        let ticket = outcome.state.ticket(each.id).unwrap();
        assert_eq!(ticket.revision, 2);
        let struck: Vec<_> = ticket.lines.iter().map(|l| (l.line_id, l.voided)).collect();
        let bar = [(line(1), true), (line(2), false)];
        assert_eq!(struck, if each.station == code("bar") { &bar[..] } else { &bar[..1] });
    }
    let wok = known.iter().find(|each| each.station == code("wok")).unwrap().id;
    let event = &outcome.decision().events[0];
    let Event::LineVoided { was_fired, tickets, void_chits, .. } = event else {
        panic!("nothing was struck")
    };
    assert!(*was_fired);
    assert_eq!(tickets.len(), 2);
    assert_eq!(*void_chits, [VoidChit { ticket_id: wok, printer: code("wok-printer") }]);
}

#[test]
fn a_line_is_struck_once() {
    let given = [opened(1, vec![noodles(1), one(2, TEA)]), voiding(1, 1)];
    check(&given, voiding(1, 1), Err(Rejection::LineAlreadyVoided { line_id: line(1) }));
    check(&given, voiding(1, 9), Err(Rejection::UnknownLine { line_id: line(9) }));
}

#[test]
fn a_line_whose_money_was_taken_is_not_struck() {
    let paid = [placing(1, vec![noodles(1)], true, vec![card(1, 1180)])];
    check(&paid, voiding(1, 1), Err(Rejection::LinePaid { line_id: line(1) }));
    // 10.00 of 15.30 paid: the tea may go, the noodles may not.
    let part = [opened(1, vec![noodles(1), one(2, TEA)]), paying(1, card(1, 1000))];
    check(&part, voiding(1, 1), Err(Rejection::LinePaid { line_id: line(1) }));
    let outcome = check(&part, voiding(1, 2), Ok(&["line_voided"]));
    assert_eq!(sums(&outcome, 1), (1180, 1000, 180));
    let fewer = ask(Command::ChangeLine { order_id: order(1), revision: 3, line: noodles(1) });
    let two = crate::order::NewLine { quantity: 2, ..noodles(1) };
    let given = [opened(1, vec![two]), paying(1, card(1, 1000)), paying(1, card(2, 1000))];
    check(&given, fewer, Err(Rejection::LinePaid { line_id: line(1) }));
}

#[test]
fn striking_what_is_left_to_pay_leaves_an_order_that_can_be_closed() {
    let given = [opened(1, vec![one(1, TEA), one(2, TEA)]), paying(1, card(1, 350)), voiding(1, 2)];
    let outcome = check(&given, super::closing(1), Ok(&["order_closed"]));
    assert_eq!(sums(&outcome, 1), (350, 350, 0));
}

#[test]
fn a_whole_order_is_struck_with_its_tickets() {
    let given = [fired(1, vec![noodles(1)]), adding(1, 2, vec![one(2, TEA)], false)];
    let outcome = check(&given, voiding_all(1), Ok(&["order_voided"]));
    let reason = VoidReason::EnteredByMistake;
    assert_eq!(outcome.order(1).state, OrderState::Voided { at: NOON, reason });
    let states: Vec<_> = outcome.order(1).lines.iter().map(|line| line.state).collect();
    let struck = |was_fired| LineState::Voided { reason, was_fired };
    assert_eq!(states, [struck(true), struck(false)]);
    assert_eq!(sums(&outcome, 1), (0, 0, 0));
    let ticket = outcome.state.ticket(outcome.order(1).tickets[0].id).unwrap();
    assert!(ticket.lines.iter().all(|line| line.voided));
}

#[test]
fn an_order_with_money_on_it_is_not_struck() {
    let given = [float(1, 0), opened(1, vec![noodles(1)]), paying(1, cash(1, 500, 500))];
    let refusal = Rejection::OrderHasTenders { paid: pence(500) };
    check(&given, voiding_all(1), Err(refusal));
}

#[test]
fn a_cook_strikes_nothing() {
    let given = [fired(1, vec![noodles(1)]), opened(2, vec![one(1, TEA)])];
    for when in [voiding(1, 1), voiding(2, 1), voiding_all(1), voiding_all(2)] {
        check(&given, when.by(COOK), Err(Rejection::NotPermitted));
    }
    check(&given, firing(2, &[]).by(COOK), Err(Rejection::NotPermitted));
}
