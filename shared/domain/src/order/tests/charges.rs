//! Money from payment machines, and practice.

use super::Till;
use crate::order::pending::OUTCOME_CHARS_MAX;
use crate::order::{PendingState, TenderKind, TenderOutcome};
use crate::shop::{code, line, noodles, order, pence, tender};
use crate::tax::TaxMode;
use crate::{Command, Rejection};

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
