//! Money from payment machines, and practice.

use super::Till;
use crate::order::pending::OUTCOME_CHARS_MAX;
use crate::order::{PendingState, REFERENCE_CHARS_MAX, SplitBy, TenderKind, TenderOutcome};
use crate::shop::{CASHIER, COOK, MANAGER, ask, code, line, noodles, order, pence, staff, tender};
use crate::tax::TaxMode;
use crate::{Command, Event, Rejection};

fn table() -> Till {
    let mut till = Till::new(TaxMode::Inclusive);
    till.open(vec![noodles(1)]);
    till
}

fn approved(last4: &str) -> TenderOutcome {
    let (reference, brand) = ("T 17".to_owned(), "visa\u{1b}".to_owned());
    TenderOutcome::Approved { reference, brand, last4: last4.into() }
}

fn unknown(why: &str) -> TenderOutcome {
    TenderOutcome::Unknown { why: why.into() }
}

#[test]
fn what_a_machine_was_asked_for_is_held_until_it_has_answered() {
    let mut till = table();
    assert_eq!(till.charge(1, None, 1000), Ok(vec!["tender_asked"]));
    let tender_id = tender(1);
    assert_eq!(till.charge(1, None, 1), Err(Rejection::TenderExists { tender_id }));
    let due = pence(180);
    assert_eq!(till.card(2, None, 181, 0), Err(Rejection::TenderExceedsDue { due }));
    assert_eq!(till.charge(2, None, 181), Err(Rejection::TenderExceedsDue { due }));
    assert!(till.void(line(1)).is_err(), "the money may be on its way");
    let whole = Command::VoidOrder {
        order_id: order(1),
        reason: crate::order::VoidReason::EnteredByMistake,
    };
    assert_eq!(till.ask(whole), Err(Rejection::TenderPending { tender_id }));
    assert_eq!(till.card(2, None, 180, 0), Ok(vec!["tender_taken"]), "1000 are on their way");
    assert_eq!(till.answer(1, approved("1111")), Ok(vec!["tender_taken", "order_closed"]));
    assert_eq!(till.order().totals.due, pence(0));
}

#[test]
fn an_unknown_outcome_is_asked_about_until_it_is_known() {
    let mut till = table();
    till.charge(1, None, 1180).unwrap();
    let (order_id, tender_id) = (order(1), tender(1));
    assert_eq!(till.answer(1, unknown("timeout")), Ok(vec!["tender_unsettled"]));
    assert_eq!(till.answer(1, unknown("timeout")), Ok(vec![]), "nothing new");
    let again = Command::AskTenderAgain { order_id, tender_id };
    let cancel = Command::CancelTender { order_id, tender_id };
    assert_eq!(till.ask(again.clone()), Ok(vec!["tender_asked_again"]));
    assert_eq!(till.ask(cancel.clone()), Ok(vec!["tender_cancel_asked"]));
    let declined = TenderOutcome::Declined { reason: "x".repeat(OUTCOME_CHARS_MAX + 1) };
    assert_eq!(till.answer(1, declined.clone()), Ok(vec!["tender_declined"]));
    let settled = Rejection::TenderNotPending { tender_id };
    assert_eq!(till.answer(1, declined), Err(settled.clone()));
    assert_eq!(till.answer(1, approved("1111")), Err(settled.clone()));
    assert_eq!(till.ask(again), Err(settled.clone()));
    assert_eq!(till.ask(cancel), Err(settled));
    assert_eq!(till.order().totals.due, pence(1180));
}

/// An order of which nobody knows whether the machine has taken all of it.
fn unheard() -> Till {
    let mut till = table();
    till.charge(1, None, 1180).unwrap();
    till.answer(1, unknown("the till was restarted meanwhile")).unwrap();
    till
}

#[test]
fn a_manager_who_read_on_the_slip_that_the_machine_took_it_closes_the_order_and_nobody_pays_twice()
{
    let mut till = unheard();
    let settled = vec!["tender_settled_by_hand", "tender_taken", "order_closed"];
    assert_eq!(till.settle(1, Some(" Beleg 0042 ")), Ok(settled));
    let paid = till.order();
    assert_eq!((paid.totals.paid, paid.totals.due), (pence(1180), pence(0)));
    let kind = TenderKind::Driver {
        driver: code("zvt"),
        reference: "Beleg 0042".into(),
        brand: String::new(),
        last4: String::new(),
    };
    assert_eq!((paid.tenders.len(), &paid.tenders[0].kind), (1, &kind));
    // The machine comes back and tells it too, and somebody else says it once more.
    let order_id = order(1);
    assert_eq!(till.answer(1, approved("1111")), Err(Rejection::OrderNotOpen { order_id }));
    assert_eq!(till.settle(1, Some("0042")), Err(Rejection::OrderNotOpen { order_id }));
    assert_eq!(till.order().totals.paid, pence(1180));
}

#[test]
fn a_manager_who_read_on_the_slip_that_nothing_was_taken_frees_the_amount_for_another_payment() {
    let mut till = unheard();
    let due = pence(0);
    assert_eq!(till.card(2, None, 1180, 0), Err(Rejection::TenderExceedsDue { due }));
    let settled = vec!["tender_settled_by_hand", "tender_declined"];
    assert_eq!(till.settle(1, None), Ok(settled));
    let tender_id = tender(1);
    let gone = Rejection::TenderNotPending { tender_id };
    assert_eq!(till.answer(1, approved("1111")), Err(gone.clone()), "the machine comes too late");
    assert_eq!(till.settle(1, Some("0042")), Err(gone));
    assert_eq!(till.order().totals.paid, pence(0));
    assert_eq!(till.card(2, None, 1180, 0), Ok(vec!["tender_taken", "order_closed"]));
}

#[test]
fn a_charge_settled_by_hand_counts_with_its_tip_on_its_check_and_the_rest_stays_due() {
    let mut till = table();
    till.split(SplitBy::Even { ways: 2 }).unwrap();
    let check_id = till.order().checks[0].id;
    till.charge_with_tip(1, Some(check_id), 590, 60).unwrap();
    till.answer(1, unknown("")).unwrap();
    let settled = vec!["tender_settled_by_hand", "tender_taken", "check_paid"];
    assert_eq!(till.settle(1, Some("42")), Ok(settled));
    let totals = &till.order().totals;
    assert_eq!((totals.paid, totals.tips, totals.due), (pence(590), pence(60), pence(590)));
}

#[test]
fn a_charge_that_the_machine_still_answers_about_is_not_settled_by_hand() {
    let tender_id = tender(1);
    let answers = Rejection::TenderStillAnswers { tender_id };
    let mut till = table();
    assert_eq!(till.settle(1, None), Err(Rejection::TenderNotPending { tender_id }));
    till.charge(1, None, 1180).unwrap();
    assert_eq!(till.settle(1, Some("42")), Err(answers.clone()));
    till.answer(1, TenderOutcome::Waiting { shown_code: None }).unwrap();
    assert_eq!(till.settle(1, None), Err(answers));
    till.answer(1, unknown("")).unwrap();
    assert!(till.settle(1, None).is_ok());
}

#[test]
fn what_a_machine_took_is_settled_with_its_reference_and_never_with_a_card_number() {
    let most = u32::try_from(REFERENCE_CHARS_MAX).unwrap();
    let long = "号".repeat(REFERENCE_CHARS_MAX + 1);
    for (reference, refusal) in [
        ("", Rejection::WordsInvalid { most }),
        ("  ", Rejection::WordsInvalid { most }),
        ("42\n43", Rejection::WordsInvalid { most }),
        (long.as_str(), Rejection::WordsInvalid { most }),
        ("4111 1111 1111 1111", Rejection::CardNumberInWords),
    ] {
        let mut till = unheard();
        assert_eq!(till.settle(1, Some(reference)), Err(refusal), "{reference:?}");
        assert_eq!(till.order().pending.len(), 1);
    }
    for reference in ["4", &"号".repeat(REFERENCE_CHARS_MAX)] {
        assert!(unheard().settle(1, Some(reference)).is_ok(), "{reference:?}");
    }
}

#[test]
fn a_cashier_settles_a_charge_by_hand_only_when_a_manager_allows_it_and_the_journal_says_who() {
    for taken in [Some("42"), None] {
        let mut till = unheard();
        till.who = COOK;
        assert_eq!(till.settle(1, taken), Err(Rejection::NotPermitted));
        till.who = CASHIER;
        assert_eq!(till.settle(1, taken), Err(Rejection::ApprovalNeeded));
        assert_eq!(till.order().pending.len(), 1, "still held");
        till.approve(CASHIER);
        assert_eq!(till.settle(1, taken), Err(Rejection::ApprovalNeeded), "not by oneself");
        till.approve(MANAGER);
        assert_eq!(first_of_settling(&mut till, taken), by_hand(taken, Some(MANAGER)));
    }
    assert_eq!(first_of_settling(&mut unheard(), None), by_hand(None, None), "alone");
}

/// Settles the charge, and gives what the journal has first of it.
fn first_of_settling(till: &mut Till, taken: Option<&str>) -> Event {
    let asked = ask(Command::SettleTender {
        order_id: order(1),
        tender_id: tender(1),
        taken: taken.is_some(),
        reference: taken.unwrap_or_default().to_owned(),
    });
    till.shop.ask(&asked.by(till.who)).unwrap().events.remove(0)
}

fn by_hand(taken: Option<&str>, allowed_by: Option<u128>) -> Event {
    let (order_id, tender_id, approved_by) = (order(1), tender(1), allowed_by.map(staff));
    Event::TenderSettledByHand { order_id, tender_id, taken: taken.is_some(), approved_by }
}

#[test]
fn of_a_card_four_digits_are_kept_and_of_words_one_line() {
    for (last4, kept) in [("1111", "1111"), ("4111 1111 1111 1234", "1234"), ("9", "9"), ("", "")] {
        let mut till = table();
        till.charge(1, None, 1180).unwrap();
        till.answer(1, approved(last4)).unwrap();
        let then = TenderKind::Driver {
            driver: code("zvt"),
            reference: "T 17".into(),
            brand: "visa".into(),
            last4: kept.into(),
        };
        assert_eq!(till.order().tenders[0].kind, then);
    }
    let mut till = table();
    till.charge(1, None, 1180).unwrap();
    till.answer(1, unknown(&"é\n".repeat(OUTCOME_CHARS_MAX))).unwrap();
    let why = "é".repeat(OUTCOME_CHARS_MAX);
    assert_eq!(till.order().pending[0].state, PendingState::Unknown { why });
}

#[test]
fn a_machine_that_is_not_there_and_practice_ask_for_nobodys_money() {
    let mut till = table();
    till.shop.state.settings.trade.drivers.clear();
    let driver = code("zvt");
    let refusal = Rejection::UnknownDriver { driver };
    assert_eq!(till.charge(1, None, 1), Err(refusal.clone()));
    let mut practice = Till::new(TaxMode::Inclusive);
    practice.practise(vec![noodles(1)]);
    assert_eq!(practice.charge(1, None, 1), Err(refusal));
    assert_eq!(practice.cash(2, None, 1180, 0), Ok(vec!["tender_taken", "order_closed"]));
    let counters = practice.shop.state.counters();
    assert_eq!((counters.training_receipt, counters.receipt_number), (1, 0));
}
