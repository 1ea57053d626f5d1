//! What HQ makes of batches, over real sockets into a real database.

use crate::site::{DAY, Journal, NOON, Site, epoch, store, token};
use domain::chain::Hash;
use domain::event::RestoredFrom;
use domain::{Event, Money};
use protocol::sync::{BATCH_BYTES_MAX, BATCH_EVENTS_MAX, SyncAnswer};
use reqwest::StatusCode;

fn morning(n: u128, orders: u128) -> Journal {
    let mut journal = Journal::new(n);
    for order in 1..=orders {
        journal.sell(order, DAY, NOON, 1_000, true);
    }
    journal
}

#[tokio::test]
async fn batches_that_come_twice_late_or_overlapping_are_counted_once() {
    let site = Site::open().await;
    let journal = morning(1, 10); // 21 rows
    assert_eq!(site.mark(1).await, SyncAnswer::Nothing);
    assert_eq!(site.post(&journal.batch(5, 9)).await, SyncAnswer::Nothing, "too early");
    assert_eq!(site.acknowledged(&journal.batch(1, 8)).await, 8);
    assert_eq!(site.acknowledged(&journal.batch(1, 8)).await, 8, "the same again");
    assert_eq!(site.acknowledged(&journal.batch(2, 4)).await, 8, "a late part of it");
    let gap = site.post(&journal.batch(12, 21)).await;
    assert!(matches!(gap, SyncAnswer::GoOnAfter { mark } if mark.seq == 8), "{gap:?}");
    assert_eq!(site.acknowledged(&journal.batch(6, 15)).await, 15, "half of it is new");
    assert_eq!(site.acknowledged(&journal.all()).await, 21);
    let totals = site.totals(1).await;
    assert_eq!((totals.orders, totals.closed, totals.doubled), (10, 10, 0));
    assert_eq!((totals.closed_sum, totals.at_hq_seq), (Money::from_minor(10_000), 21));
    assert_eq!(site.rows("events"), 21);
    assert_eq!(site.mark(1).await, site.post(&journal.sign_of_life()).await);
    site.stop().await;
}

#[tokio::test]
async fn many_copies_at_the_same_time_are_counted_once() {
    let site = Site::open().await;
    let (one, two) = (morning(1, 40), morning(2, 40));
    let mut batches = Vec::new();
    for round in 0..4 {
        for part in 0..8_u64 {
            let from = (part * 10 + round * 3) % 70 + 1;
            batches.push(one.batch(from, from + 10));
            batches.push(two.batch(1, from + 10));
        }
    }
    futures_util::future::join_all(batches.iter().map(|batch| site.post(batch))).await;
    for (n, journal) in [(1, one), (2, two)] {
        assert_eq!(site.acknowledged(&journal.all()).await, 81);
        let totals = site.totals(n).await;
        assert_eq!((totals.orders, totals.doubled, totals.at_hq_seq), (40, 0, 81));
        assert_eq!(totals.closed_sum, Money::from_minor(40_000));
    }
    assert_eq!(site.rows("events"), 162);
    site.stop().await;
}

#[tokio::test]
async fn a_chain_that_was_tampered_with_is_refused_whole_and_shown() {
    let site = Site::open().await;
    let journal = morning(1, 5);
    site.acknowledged(&journal.batch(1, 3)).await;
    let honest = journal.batch(4, 11);
    let mut changed = honest.clone();
    changed.events[6].body = changed.events[6].body.replace("1000", "9000");
    let mut swapped = honest.clone();
    swapped.events.swap(1, 2);
    let mut holed = honest.clone();
    holed.events.remove(3);
    let mut cut_loose = honest.clone();
    cut_loose.previous_hash = Hash::ZERO;
    for forged in [changed, swapped, holed, cut_loose] {
        let answer = site.post(&forged).await;
        assert!(matches!(&answer, SyncAnswer::Forked { mark, .. } if mark.seq == 3), "{answer:?}");
        assert_eq!((site.rows("events"), site.rows("orders")), (3, 1), "nothing was stored");
        assert!(site.today().await.stores[0].exception.is_some());
    }
    assert_eq!(site.acknowledged(&honest).await, 11);
    assert_eq!(site.today().await.stores[0].exception, None, "they agree again");
    site.stop().await;
}

#[tokio::test]
async fn a_store_that_went_on_from_an_older_copy_of_itself_is_told_apart() {
    let site = Site::open().await;
    let journal = morning(1, 5);
    site.acknowledged(&journal.all()).await;
    let mut copy = journal.clone();
    copy.rows.truncate(5);
    copy.sell(77, DAY, NOON, 5, true);
    copy.sell(78, DAY, NOON, 5, true);
    let answer = site.post(&copy.batch(5, 9)).await;
    assert!(matches!(answer, SyncAnswer::Forked { mark, .. } if mark.seq == 11));
    let sign = site.post(&copy.sign_of_life()).await;
    assert!(matches!(sign, SyncAnswer::GoOnAfter { mark } if mark.seq == 11));
    assert_eq!(site.rows("events"), 11);
    site.stop().await;
}

#[tokio::test]
async fn an_event_that_hq_cannot_read_is_kept_aside_and_the_queue_moves() {
    let site = Site::open().await;
    let mut journal = morning(1, 2);
    journal.write_raw("order_teleported", 1, "{\"type\":\"order_teleported\"}".to_owned(), NOON);
    journal.write_raw("order_ready", 9, "{\"from\":\"the future\"}".to_owned(), NOON);
    journal.write_raw("order_ready", 1, "not even JSON \u{0} 好".to_owned(), NOON);
    journal.write(&Event::OrderReady { order_id: crate::site::order(999) }, NOON);
    journal.sell(3, DAY, NOON, i64::MAX, true);
    journal.sell(4, DAY, NOON, 1_000, true);
    assert_eq!(site.acknowledged(&journal.all()).await, journal.head());
    let totals = site.totals(1).await;
    assert_eq!((totals.closed, totals.closed_sum), (3, Money::from_minor(3_000)));
    assert_eq!((site.rows("quarantine"), site.rows("events")), (6, journal.head()));
    site.stop().await;
}

#[tokio::test]
async fn an_hq_that_ends_without_warning_goes_on_from_where_it_was() {
    let site = Site::open().await;
    let journal = morning(1, 5);
    let answer = site.post(&journal.batch(1, 7)).await;
    let site = Site::open_in(site.kill().await).await;
    assert_eq!(site.mark(1).await, answer, "what was acknowledged is there");
    let site = Site::open_in(site.stop().await).await;
    assert_eq!(site.acknowledged(&journal.batch(8, 11)).await, 11);
    assert_eq!(site.totals(1).await.orders, 5);
    site.stop().await;
}

#[tokio::test]
async fn a_store_restored_from_a_backup_begins_a_new_history_and_fences_the_old_box() {
    let site = Site::open().await;
    let old = morning(1, 10);
    site.acknowledged(&old.all()).await;
    let mut new = old.clone();
    new.rows.truncate(11);
    new.epoch = epoch(100);
    let last = &old.rows[10].1;
    let from = RestoredFrom { epoch: old.epoch, seq: 11, hash: last.hash };
    new.write(
        &Event::EpochBegan { store_id: store(1), epoch: new.epoch, restored_from: Some(from) },
        NOON,
    );
    new.sell(50, DAY, NOON, 7, true);
    assert_eq!(site.acknowledged(&new.batch(12, 14)).await, 14);
    let fenced = site.post(&old.sign_of_life()).await;
    assert_eq!(fenced, SyncAnswer::Fenced { epoch: epoch(100) });
    let totals = site.totals(1).await;
    assert_eq!((totals.orders, totals.closed_sum), (6, Money::from_minor(5_007)));
    assert_eq!((totals.at_hq_seq, totals.doubled), (14, 0));
    assert_eq!(site.rows("events"), 24, "what only HQ holds stays");
    let exception = site.today().await.stores[0].exception.clone().unwrap();
    assert!(exception.contains("10 events of the earlier history"), "{exception}");
    // Once more, from before the first branch.
    let mut third = old.clone();
    third.rows.truncate(5);
    third.epoch = epoch(101);
    let from = RestoredFrom { epoch: old.epoch, seq: 5, hash: old.rows[4].1.hash };
    third.write(
        &Event::EpochBegan { store_id: store(1), epoch: third.epoch, restored_from: Some(from) },
        NOON,
    );
    assert_eq!(site.acknowledged(&third.batch(6, 6)).await, 6);
    assert_eq!(site.totals(1).await.orders, 2);
    site.stop().await;
}

#[tokio::test]
async fn a_new_history_from_nowhere_is_refused() {
    let site = Site::open().await;
    let old = morning(1, 4);
    site.acknowledged(&old.all()).await;
    let mut anew = Journal::new(2);
    anew.store = store(1);
    anew.epoch = epoch(7);
    anew.rows.clear();
    let began = Event::EpochBegan { store_id: store(1), epoch: epoch(7), restored_from: None };
    anew.write(&began, NOON);
    assert!(matches!(site.post(&anew.all()).await, SyncAnswer::Forked { .. }));
    let mut elsewhere = old.clone();
    elsewhere.epoch = epoch(8);
    elsewhere.rows.truncate(5);
    let from = RestoredFrom { epoch: old.epoch, seq: 5, hash: Hash::ZERO };
    elsewhere.write(
        &Event::EpochBegan { store_id: store(1), epoch: epoch(8), restored_from: Some(from) },
        NOON,
    );
    assert!(matches!(site.post(&elsewhere.batch(6, 6)).await, SyncAnswer::Forked { .. }));
    assert_eq!((site.totals(1).await.orders, site.rows("epochs")), (4, 1));
    site.stop().await;
}

#[tokio::test]
async fn only_a_registered_store_with_its_own_token_gets_in() {
    let site = Site::open().await;
    let (one, stranger) = (morning(1, 1), morning(9, 1));
    for (token, batch) in [
        ("nobody", one.all()),
        ("", one.all()),
        (&token(2), one.all()),
        (&token(1), stranger.all()),
    ] {
        let (status, body) = site.post_as(token, &batch).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        let problem: protocol::http::Problem = serde_json::from_slice(&body).unwrap();
        assert_eq!((problem.code.as_str(), problem.status), ("unknown_token", 401));
    }
    let url = site.url(&format!("/sync/v1/mark?store={}", store(1)));
    let response = site.client.get(url).bearer_auth(token(2)).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(site.rows("events"), 0);
    site.stop().await;
}

#[tokio::test]
async fn what_is_too_large_or_no_batch_at_all_is_refused_with_a_reason() {
    let site = Site::open().await;
    let json = "application/json";
    let bomb = zstd::encode_all(vec![b' '; BATCH_BYTES_MAX + 1].as_slice(), 3).unwrap();
    assert!(bomb.len() < 10_000);
    let mut many = morning(1, 1);
    for _ in 0..BATCH_EVENTS_MAX {
        many.write(&Event::TicketsSeen { tickets: Vec::new(), late: Vec::new() }, NOON);
    }
    let many = serde_json::to_vec(&many.all()).unwrap();
    let plain = serde_json::to_vec(&morning(1, 1).all()).unwrap();
    let large = vec![b' '; BATCH_BYTES_MAX + 1];
    for (encoding, kind, body, status) in [
        ("zstd", json, bomb, 413),
        ("identity", json, large, 413),
        ("identity", json, many, 413),
        ("gzip", json, plain.clone(), 415),
        ("identity", "text/html", plain.clone(), 415),
        ("zstd", json, plain.clone(), 400),
        ("identity", json, b"{\"store\":1}".to_vec(), 400),
        ("identity", json, plain, 200),
    ] {
        let (got, body) = site.post_raw(&token(1), encoding, kind, body).await;
        assert_eq!(got.as_u16(), status, "{}", String::from_utf8_lossy(&body));
        if status != 200 {
            let problem: protocol::http::Problem = serde_json::from_slice(&body).unwrap();
            assert!(problem.detail.len() > 20, "{problem:?}");
        }
    }
    site.stop().await;
}
