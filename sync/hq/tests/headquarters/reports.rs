//! What HQ shows, and to whom.

use std::time::Duration;

use crate::site::{DAY, HOUR_MS, Journal, NOON, READ_KEY, Site, store, token};
use domain::catalogue::{Catalogue, Item};
use domain::id::ItemId;
use domain::member::MemberRecord;
use domain::stock::Availability;
use domain::{Code, Event, Money, Names};
use protocol::hq::{HqOrderState, HqToday};
use protocol::sync::{ERASED_PATH, SyncRecord};
use reqwest::StatusCode;

#[tokio::test]
async fn todays_numbers_are_the_sum_of_what_happened() {
    let site = Site::open().await;
    let empty = site.today().await;
    assert_eq!((empty.business_day, empty.stores.len(), empty.hours.len()), (None, 0, 24));
    let mut expected = 0;
    for n in [1, 2] {
        let mut journal = Journal::new(n);
        journal.sell(90, "2026-11-14", NOON - 7 * 24 * HOUR_MS, 500, true);
        for order in 1..=6_u8 {
            let minor = i64::from(order) * 111;
            let closed = order != 6;
            expected += if closed { minor } else { 0 };
            let at = NOON + i64::from(order % 3) * HOUR_MS;
            journal.sell(order.into(), DAY, at, minor, closed);
        }
        let half = journal.head() / 2;
        site.acknowledged(&journal.batch(1, half)).await;
        let today = site.today().await;
        let this = today.stores.iter().find(|known| known.id == crate::site::store(n)).unwrap();
        assert_eq!((this.at_hq_seq, this.waiting), (half, journal.head() - half));
        assert_eq!(this.oldest_waiting_at, journal.batch(1, half).next_at);
        site.acknowledged(&journal.batch(half + 1, journal.head())).await;
    }
    let today = site.today().await;
    assert_eq!(today.business_day.unwrap().to_string(), DAY);
    let sums = |of: fn(&HqToday) -> Vec<i64>| of(&today).into_iter().sum::<i64>();
    assert_eq!(sums(|t| t.stores.iter().map(|s| s.sales_today.minor()).collect()), expected);
    assert_eq!(sums(|t| t.hours.iter().map(|h| h.sales.minor()).collect()), expected);
    assert_eq!(sums(|t| t.hours.iter().map(|h| h.sales_last_week.minor()).collect()), 1_000);
    assert_eq!(today.hours[13].orders_last_week, 2);
    assert_eq!(sums(|t| t.hours.iter().map(|h| i64::from(h.orders)).collect()), 10);
    assert_eq!(
        today.hours.iter().map(|hour| hour.hour).collect::<Vec<_>>(),
        (0..24).collect::<Vec<_>>()
    );
    for known in &today.stores {
        assert_eq!((known.orders_today, known.identified_today, known.waiting), (6, 2, 0));
        assert_eq!((known.currency.as_str(), known.exception.clone()), ("GBP", None));
    }
    let closed = today.orders.iter().filter(|order| order.state == HqOrderState::Closed);
    assert_eq!(Money::sum(closed.map(|order| order.total)), Some(Money::from_minor(expected)));
    assert_eq!(today.orders.len(), 12);
    assert!(today.orders.is_sorted_by_key(|order| std::cmp::Reverse(order.opened_at)));
    site.stop().await;
}

#[tokio::test]
async fn what_a_store_sold_out_is_told_by_name_until_it_is_back() {
    let site = Site::open().await;
    let mut journal = Journal::new(1);
    let item = |n| ItemId::from_uuid(uuid::Uuid::from_u128(n));
    let set = |n, availability| Event::AvailabilitySet { item_id: item(n), availability };
    let mut catalogue = Catalogue::empty();
    let code = |text| Code::new(text).unwrap();
    let tea = Item::plain(item(1), Names::new("茶", "Tea"), code("tea"), code("standard"));
    catalogue.items.push(tea);
    journal.write(&set(1, Availability::EightySix), NOON);
    journal.write(&set(2, Availability::Countdown { left: 0 }), NOON);
    journal.write(&set(3, Availability::Countdown { left: 5 }), NOON);
    let mut batch = journal.all();
    batch.records.push(SyncRecord::Catalogue { catalogue });
    site.acknowledged(&batch).await;
    let told = site.today().await.stores[0].sold_out.clone();
    let second = item(2).to_string();
    assert_eq!(told, [Names::new("茶", "Tea"), Names::new(second.as_str(), second.as_str())]);
    let known = journal.head();
    journal.write(&set(1, Availability::Available), NOON);
    journal.write(&set(2, Availability::Available), NOON);
    site.acknowledged(&journal.batch(known + 1, known + 2)).await;
    assert_eq!(site.today().await.stores[0].sold_out, []);
    site.stop().await;
}

#[tokio::test]
async fn an_erased_members_name_and_number_are_gone_from_hq_too() {
    let site = Site::open().await;
    let mut journal = Journal::new(1);
    let member_id = domain::id::MemberId::from_uuid(uuid::Uuid::from_u128(5));
    let record = MemberRecord {
        id: member_id,
        version: 3,
        phone: "+447700900123".to_owned(),
        name: "王小明".to_owned(),
        consents: Vec::new(),
        enrolled_at: domain::Timestamp::from_ms(NOON),
        enrolled_by: None,
        allergies: Vec::new(),
        page_key: String::new(),
        tags: Vec::new(),
        birthday: None,
        cards: Vec::new(),
        unlike: Vec::new(),
        source: None,
        campaign: None,
        written_on: None,
        written_by: None,
    };
    // The third time it comes from a store that was restored from before the erasure.
    for (record, kept) in [(Some(record.clone()), 1), (None, 0), (Some(record), 0)] {
        journal.write(
            &domain::Event::MemberEnrolled { member_id, version: 3, consents: Vec::new() },
            NOON,
        );
        let from = if kept == 1 { 1 } else { journal.head() };
        let mut batch = journal.batch(from, journal.head());
        batch.records = vec![SyncRecord::Member { member_id, record }];
        site.acknowledged(&batch).await;
        assert_eq!(site.rows("member_records"), 1);
        assert_eq!(site.rows("member_records WHERE body IS NOT NULL"), kept);
    }
    let asked = |path: String| {
        let request = site.client.get(site.url(&path)).bearer_auth(token(1));
        async move { request.send().await.unwrap().json::<serde_json::Value>().await.unwrap() }
    };
    let path = format!("{ERASED_PATH}?store={}", store(1));
    let told = asked(path.clone()).await;
    assert_eq!(told["members"], serde_json::json!([member_id.to_string()]));
    let after = asked(format!("{path}&after={member_id}")).await;
    assert_eq!(after["members"], serde_json::json!([]));
    let stranger = asked(format!("{ERASED_PATH}?store={}", store(2))).await;
    assert_eq!(stranger["code"], "unknown_token", "another store's are not told");
    let dir = site.stop().await;
    for file in std::fs::read_dir(dir.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap_or_default();
        let found = bytes.windows(12).any(|piece| piece == b"447700900123");
        assert!(!found, "the number is in a file of HQ");
    }
}

#[tokio::test]
async fn a_page_that_listens_hears_of_an_order_and_is_let_go_when_hq_stops() {
    let site = Site::open().await;
    let mut response = site.client.get(site.url("/api/v1/live")).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let first = heard(&mut response).await;
    assert_eq!(first.orders.len(), 0);
    let mut journal = Journal::new(1);
    journal.sell(1, DAY, NOON, 1_250, true);
    site.acknowledged(&journal.all()).await;
    let second = heard(&mut response).await;
    assert_eq!(second.orders[0].total, Money::from_minor(1_250));
    let stopped = tokio::time::timeout(Duration::from_secs(2), site.stop()).await;
    assert!(stopped.is_ok(), "HQ waits for a page that listens");
    assert!(response.chunk().await.ok().flatten().is_none());
}

async fn heard(response: &mut reqwest::Response) -> HqToday {
    let mut text = String::new();
    while !text.ends_with("\n\n") {
        text.push_str(std::str::from_utf8(&response.chunk().await.unwrap().unwrap()).unwrap());
    }
    let data = text.strip_prefix("event: today\ndata: ").unwrap();
    serde_json::from_str(data.trim_end()).unwrap()
}

#[tokio::test]
async fn from_another_machine_the_figures_need_the_read_key() {
    let site = Site::open().await;
    for path in ["/api/v1/today", "/api/v1/live", "/metrics"] {
        let ask = || site.client.get(site.url(path)).header("host", "hq.example.com");
        let refused = ask().send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(refused.headers()["content-type"], "application/problem+json");
        let problem: protocol::http::Problem = refused.json().await.unwrap();
        assert!(problem.detail.contains("Authorization: Bearer KEY"), "{problem:?}");
        let wrong = ask().bearer_auth("a wrong key").send().await.unwrap();
        assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED, "{path}");
        let let_in = ask().bearer_auth(READ_KEY).send().await.unwrap();
        assert_eq!(let_in.status(), StatusCode::OK, "{path}");
    }
    site.stop().await;
}

#[tokio::test]
async fn every_answer_is_safe_to_show_and_the_paths_are_described() {
    let site = Site::open().await;
    let mut journal = Journal::new(1);
    journal.sell(1, DAY, NOON, 1, false);
    site.acknowledged(&journal.all()).await;
    for (path, status, has) in [
        ("/", 200, "<!doctype html>"),
        ("/healthz", 200, "alive"),
        ("/readyz", 200, "ready"),
        ("/metrics", 200, "hq_events_total 2"),
        ("/api/openapi.json", 200, "/sync/v1/batches"),
        ("/api/openapi.json", 200, "/api/v1/stores/{id}/totals"),
        ("/api/v1/stores/nobody/totals", 404, "no_such_store"),
        ("/assets/hq/nothing.js", 404, "no_such_file"),
        ("/nowhere", 404, "not_found"),
    ] {
        let response = site.client.get(site.url(path)).send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{path}");
        let headers = response.headers();
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        let text = response.text().await.unwrap();
        assert!(text.to_lowercase().contains(has), "{path}: {text}");
    }
    site.stop().await;
}

#[tokio::test]
async fn a_second_hq_on_the_same_folder_refuses_with_a_sentence() {
    let site = Site::open().await;
    site.today().await;
    let refused = hq::Hq::open(site.dir.path()).unwrap_err().to_string();
    assert!(refused.contains("another HQ already runs"), "{refused}");
    site.stop().await;
}
