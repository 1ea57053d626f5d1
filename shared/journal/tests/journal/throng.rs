//! Many at once: group commit, the limit of the queue, and reading meanwhile.

use std::collections::BTreeSet;

use domain::CommandResult;
use journal::{APPEND_QUEUE_MAX, AppendError, BATCH_MAX, Outcome};

use crate::shop::*;

/// I5: two hundred orders from eight tills in the same moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_tills_at_once_are_numbered_without_a_hole_and_each_answered_once() {
    let shop = Shop::new().await;
    let before = shop.journal.head().borrow().seq;
    let mut tills = tokio::task::JoinSet::new();
    for till in 0..8_u128 {
        let journal = shop.journal.clone();
        let asks: Vec<_> =
            (0..25).map(|n| with_id(tea_to_go(100 * till + n), 9_000 + 100 * till + n)).collect();
        tills.spawn(async move {
            let mut together = tokio::task::JoinSet::new();
            for ask in asks {
                let journal = journal.clone();
                together.spawn(async move { journal.append(ask).await.unwrap() });
            }
            together.join_all().await
        });
    }
    let answers: Vec<_> = tills.join_all().await.into_iter().flatten().collect();
    let (mut numbers, mut receipts, mut seqs) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for answer in &answers {
        let Some(Outcome::Accepted { first_seq, last_seq, result }) = answer.outcome() else {
            panic!("{answer:?}")
        };
        let CommandResult::Order { number, receipt_number, .. } = result else { panic!() };
        numbers.insert(*number);
        receipts.insert(receipt_number.unwrap());
        seqs.extend(*first_seq..=*last_seq);
    }
    assert_eq!(numbers, (1..=200).collect());
    assert_eq!(receipts, (1..=200).collect());
    assert_eq!(seqs, (before + 1..=before + 800).collect());
    shop.journal.stop().await;
    let report = journal::verify(&shop.dir()).unwrap();
    assert_eq!((report.orders, report.receipts, report.events), (200, 200, before + 800));
}

/// I9: past the limit a till is told to ask again, and those that were taken up are answered.
#[tokio::test]
async fn a_queue_that_is_full_says_so_and_forgets_nobody_it_took() {
    let shop = Shop::new().await;
    let past = 50;
    let blocker = raw(&shop.dir());
    blocker.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut tills = tokio::task::JoinSet::new();
    for n in 0..APPEND_QUEUE_MAX + BATCH_MAX + past {
        let journal = shop.journal.clone();
        let n = u128::try_from(n).unwrap();
        let ask = with_id(tea_to_go(n), 90_000 + n);
        tills.spawn(async move { (n, journal.append(ask).await) });
    }
    // Refused at once, while the writer stands still.
    let mut busy = BTreeSet::new();
    for _ in 0..past {
        let (n, answer) = tills.join_next().await.unwrap().unwrap();
        assert_eq!(answer, Err(AppendError::Busy));
        busy.insert(n);
    }
    blocker.execute_batch("ROLLBACK").unwrap();
    let mut taken = 0;
    for (n, answer) in tills.join_all().await {
        match answer {
            Ok(_) => taken += 1,
            Err(AppendError::Busy) => drop(busy.insert(n)),
            Err(AppendError::Stopped) => panic!("the writer stopped"),
        }
    }
    assert!(taken >= APPEND_QUEUE_MAX, "{taken}");
    for n in busy {
        shop.done(with_id(tea_to_go(n), 90_000 + n)).await;
    }
    let counted = shop.journal.read(|reader| reader.totals()).await.unwrap();
    assert_eq!(counted.orders, u64::try_from(APPEND_QUEUE_MAX + BATCH_MAX + past).unwrap());
    shop.journal.stop().await;
    journal::verify(&shop.dir()).unwrap();
}

/// A batch that is larger than what memory holds is loaded again from the derived rows.
#[tokio::test]
async fn more_orders_than_memory_holds_go_on_from_the_disk() {
    let shop = Shop::new().await;
    let many = 1_100;
    let mut tills = tokio::task::JoinSet::new();
    for n in 0..many {
        let journal = shop.journal.clone();
        let ask = with_id(placing(n, vec![one(1, TEA)], true, Vec::new()), 90_000 + n);
        while tills.len() >= BATCH_MAX {
            tills.join_next().await.unwrap().unwrap();
        }
        tills.spawn(async move { drop(journal.append(ask).await.unwrap()) });
    }
    tills.join_all().await;
    for n in [0, 1, many - 1] {
        shop.done(pay(n, card(1, 350))).await;
        assert!(!shop.order(n).await.is_open());
    }
    shop.journal.stop().await;
    journal::verify(&shop.dir()).unwrap();
}
