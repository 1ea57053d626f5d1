//! The same question, the same answer.

use std::sync::Arc;

use domain::{Command, CommandResult, Rejection};
use journal::{Answer, Outcome};

use crate::shop::*;

/// I2, I3: a retry changes nothing and gets the same bytes, also from a store that came back.
#[tokio::test]
async fn a_terminal_that_asks_again_gets_the_same_bytes_and_one_order() {
    let shop = Shop::new().await;
    let asked = with_id(tea_to_go(1), 7_000);
    let first = shop.send(asked.clone()).await;
    let after = shop.journal.head().borrow().seq;
    let again = shop.send(asked.clone()).await;
    assert_eq!((&first.json, &first.outcome), (&again.json, &again.outcome));
    // Whoever is signed in by now: it is the same command.
    let by_another = shop.send(by(asked.clone(), MANAGER)).await;
    assert_eq!(first.json, by_another.json);
    let shop = shop.reopened().await;
    assert_eq!(shop.send(asked.clone()).await.json, first.json);
    let shop = shop.after_a_power_cut();
    assert_eq!(shop.send(asked).await.json, first.json);
    assert_eq!(shop.journal.head().borrow().seq, after);
    let counted = shop.journal.read(|reader| reader.totals()).await.unwrap();
    assert_eq!((counted.orders, counted.closed), (1, 1));
    let kept = shop.journal.read(|reader| reader.outcome(command(7_000))).await.unwrap();
    assert_eq!(kept, Some(first.outcome));
}

/// I2: also when the retry overtakes the answer and both stand in one batch.
#[tokio::test]
async fn a_question_asked_twice_at_once_happens_once() {
    let shop = Shop::new().await;
    let asked = with_id(tea_to_go(1), 7_000);
    let both = tokio::join!(shop.send(asked.clone()), shop.send(asked));
    assert_eq!(both.0, both.1);
    let counted = shop.journal.read(|reader| reader.totals()).await.unwrap();
    assert_eq!(counted.orders, 1);
}

/// I3: one id for two things is a mistake of the terminal and changes nothing.
#[tokio::test]
async fn a_command_id_used_for_something_else_is_a_conflict_and_nothing_changes() {
    let shop = Shop::new().await;
    let first = shop.send(with_id(tea_to_go(1), 7_000)).await;
    let before = *shop.journal.head().borrow();
    for other in [tea_to_go(2), signing_in(COOK, false, 1)] {
        let answer = shop.journal.append(with_id(other, 7_000)).await.unwrap();
        assert_eq!(answer, Answer::Conflict);
        assert_eq!(answer.outcome(), None);
    }
    assert_eq!(*shop.journal.head().borrow(), before);
    assert_eq!(shop.send(with_id(tea_to_go(1), 7_000)).await.json, first.json);
    shop.journal.stop().await;
    journal::verify(&shop.dir()).unwrap();
}

/// I3: what was refused stays refused, though by now it would be allowed; a new question is not.
#[tokio::test]
async fn a_refusal_is_repeated_even_when_the_reason_is_gone() {
    let shop = Shop::new().await;
    shop.done(placing(1, vec![one(1, TEA)], true, Vec::new())).await;
    let before = shop.journal.head().borrow().seq;
    let asked = with_id(pay(1, cash(1, 350, 500)), 7_000);
    let no = shop.send(asked.clone()).await;
    assert!(matches!(no.outcome, Outcome::Refused { rejection: Rejection::NoOpenShift, .. }));
    assert_eq!(shop.journal.head().borrow().seq, before, "a refusal is no event");
    shop.done(float(1, 5_000)).await;
    assert_eq!(shop.send(asked.clone()).await.json, no.json);
    let shop = shop.reopened().await;
    assert_eq!(shop.send(asked).await.json, no.json);
    shop.done(pay(1, cash(1, 350, 500))).await;
    assert_eq!(
        shop.refused(pay(1, cash(2, 1, 1))).await,
        Rejection::OrderNotOpen { order_id: order(1) }
    );
}

/// An answer may be that there is nothing to do; it is kept like any other.
#[tokio::test]
async fn a_member_known_already_is_told_so_without_an_event() {
    let shop = Shop::new().await;
    shop.done(enrol(1, PHONE, NAME)).await;
    let before = shop.journal.head().borrow().seq;
    let again = shop.send(with_id(enrol(2, PHONE, "Somebody"), 7_000)).await;
    let Outcome::Accepted { first_seq, last_seq, result } = &again.outcome else { panic!() };
    assert!(last_seq < first_seq);
    assert_eq!(*result, CommandResult::Member { member_id: member(1), known: true });
    assert_eq!(shop.journal.head().borrow().seq, before);
    assert_eq!(shop.send(with_id(enrol(2, PHONE, "Somebody"), 7_000)).await.json, again.json);
    shop.journal.stop().await;
    journal::verify(&shop.dir()).unwrap();
}

/// What an answer promises is where it says: the rows from its first seq to its last.
#[tokio::test]
async fn an_answer_names_the_rows_that_it_made() {
    let shop = Shop::new().await;
    let mut commits = shop.journal.commits();
    let reply = shop.send(with_id(tea_to_go(1), 7_000)).await;
    let Outcome::Accepted { first_seq, last_seq, .. } = reply.outcome else { panic!() };
    let found = shop
        .journal
        .read(move |reader| reader.events_after(first_seq - 1, usize::MAX, usize::MAX))
        .await
        .unwrap();
    let kinds: Vec<_> = found.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["order_placed", "lines_fired", "tender_taken", "order_closed"]);
    assert_eq!(found.last().unwrap().seq, last_seq);
    assert!(found.iter().all(|event| event.command_id == command(7_000)));
    assert_eq!(found.iter().map(|event| event.index).collect::<Vec<_>>(), [0, 1, 2, 3]);
    let commit: Arc<journal::Commit> = commits.recv().await.unwrap();
    assert_eq!(commit.seq, last_seq);
    let orders = commit.changes.iter().filter(|c| matches!(c, journal::Change::Order(_))).count();
    assert_eq!(orders, 1, "a row that changed four times is told once");
}

/// A store that stops answers what waits, and then no longer.
#[tokio::test]
async fn a_stopped_store_says_so() {
    let shop = Shop::new().await;
    shop.journal.stop().await;
    let late = shop.journal.append(shop.sign(tea_to_go(1))).await;
    assert_eq!(late, Err(journal::AppendError::Stopped));
    let asked = ask(Command::CloseOrder { order_id: order(1) });
    let shop = shop.reopened().await;
    assert_eq!(shop.refused(asked).await, Rejection::UnknownOrder { order_id: order(1) });
}
