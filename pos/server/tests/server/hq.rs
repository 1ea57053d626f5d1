//! The line to HQ, against an HQ that only says what a test wants it to say.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::{get, post};
use domain::chain::{Hash, hash};
use domain::id::{Epoch, MemberId};
use domain::staff::DeviceKind;
use domain::{Command, Money, Timestamp};
use firmware_config::MembersSection;
use futures_util::StreamExt;
use journal::Clock;
use protocol::frames::{HqLink, Mark, ServerFrame, ViewName};
use protocol::sync::{
    BATCHES_PATH, BRING_MEMBER_PATH, Batch, BringMember, Brought, ERASED_PATH, ErasedMembers,
    MARK_PATH, SyncAnswer, SyncRecord,
};
use store_server::HqOptions;
use tokio::net::TcpListener;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use uuid::Uuid;

use crate::client::{Client, get as http_get, new_id, pair};
use crate::shop::{MANAGER_PIN, PATIENCE, Premises, Shop, tea_paid};

/// What HQ holds, and what it was sent.
#[derive(Debug, Default)]
struct Held {
    mark: Option<Mark>,
    batches: Vec<Batch>,
    erased: Vec<MemberId>,
    /// When members were last in another store.
    active_at: Option<Timestamp>,
    /// Whether what members have elsewhere was asked for, each time that HQ was asked about one.
    brought: Vec<bool>,
}

type Hq = Arc<Mutex<Held>>;

async fn hq(hq: Hq) -> HqOptions {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new()
        .route(MARK_PATH, get(mark))
        .route(ERASED_PATH, get(erased))
        .route(BATCHES_PATH, post(batch))
        .route(BRING_MEMBER_PATH, post(bring))
        .with_state(hq);
    tokio::spawn(async move { axum::serve(listener, router).await });
    HqOptions { url, token: "secret".to_owned() }
}

fn answer(held: &Held) -> String {
    let answer = held.mark.map_or(SyncAnswer::Nothing, |mark| SyncAnswer::Acknowledged { mark });
    serde_json::to_string(&answer).unwrap()
}

async fn mark(State(hq): State<Hq>) -> String {
    answer(&hq.lock().unwrap())
}

async fn erased(State(hq): State<Hq>) -> String {
    let members = hq.lock().unwrap().erased.clone();
    serde_json::to_string(&ErasedMembers { members }).unwrap()
}

async fn batch(State(hq): State<Hq>, body: Bytes) -> String {
    let mut held = hq.lock().unwrap();
    let batch: Batch = serde_json::from_slice(&zstd::decode_all(&body[..]).unwrap()).unwrap();
    if let Some(last) = batch.events.last() {
        held.mark = Some(Mark { epoch: batch.epoch, seq: last.seq, hash: last.hash });
    }
    held.batches.push(batch);
    answer(&held)
}

async fn bring(State(hq): State<Hq>, body: Bytes) -> String {
    let mut held = hq.lock().unwrap();
    let asked: BringMember = serde_json::from_slice(&body).unwrap();
    held.brought.push(asked.lend);
    let brought = Brought { active_at: held.active_at, ..Brought::default() };
    serde_json::to_string(&brought).unwrap()
}

/// Waits for a heartbeat that says so of the line to HQ.
async fn link(client: &mut Client, wanted: impl Fn(&HqLink) -> bool) -> HqLink {
    loop {
        let message = timeout(PATIENCE, client.socket.next()).await.expect("no heartbeat");
        let Some(Ok(Message::Text(text))) = message else { continue };
        if let ServerFrame::Heartbeat { hq, .. } = serde_json::from_str(&text).unwrap()
            && wanted(&hq)
        {
            return hq;
        }
    }
}

#[tokio::test]
async fn i10_hq_gets_the_whole_journal_in_order_with_the_records_that_it_names() {
    let held = Hq::default();
    let mut premises = Premises::new().await;
    premises.hq = Some(hq(Arc::clone(&held)).await);
    let shop = premises.open().await;
    let member = shop.store.ensure_member("07700 900456", "陈").await.unwrap();
    let mut till = Client::terminal(&shop).await;
    let (last_seq, _) = till.done(&tea_paid()).await;
    let all = link(&mut till, |hq| hq.acked_seq >= last_seq && hq.waiting == 0).await;
    assert!(all.configured && all.connected && !all.store_is_behind);
    shop.close().await;

    let held = held.lock().unwrap();
    let mut previous = Hash::ZERO;
    let mut seq = 0;
    for batch in &held.batches {
        if !batch.events.is_empty() {
            assert_eq!(batch.previous_hash, previous);
        }
        for event in &batch.events {
            seq += 1;
            assert_eq!(event.seq, seq);
            assert_eq!(event.hash, hash(&previous, &event.link(batch.epoch)));
            previous = event.hash;
        }
    }
    assert!(seq >= last_seq);
    let records: Vec<_> = held.batches.iter().flat_map(|batch| &batch.records).collect();
    let has = |wanted: fn(&SyncRecord) -> bool| records.iter().any(|record| wanted(record));
    assert!(has(
        |record| matches!(record, SyncRecord::Catalogue { catalogue } if catalogue.version == 1)
    ));
    assert!(has(|record| matches!(record, SyncRecord::Staff { staff } if staff.names.en == "Li")));
    assert!(records.iter().any(|record| {
        matches!(record, SyncRecord::Member { member_id, record: Some(_) } if *member_id == member)
    }));
}

#[tokio::test]
async fn i8_a_store_of_which_hq_knows_more_does_not_sell() {
    let ahead = Mark {
        epoch: Epoch::from_uuid(Uuid::from_u128(77)),
        seq: 1_000_000,
        hash: Hash::from_bytes([7; 32]),
    };
    let held = Arc::new(Mutex::new(Held { mark: Some(ahead), ..Held::default() }));
    let mut premises = Premises::new().await;
    premises.hq = Some(hq(Arc::clone(&held)).await);
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    link(&mut till, |hq| hq.store_is_behind).await;
    let seq = shop.seq();
    let reply = till.reply(new_id(), &tea_paid()).await;
    assert!(reply.contains("store_behind"), "{reply}");
    assert_eq!(shop.seq(), seq);
    assert_eq!(http_get(shop.addr, "/readyz", None).await.code(), "store_behind");
    shop.close().await;
}

#[tokio::test]
async fn f41_without_hq_everything_in_the_store_goes_on() {
    let mut premises = Premises::new().await;
    // Nobody listens there any more.
    let gone = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.unwrap();
    let url = format!("http://{}", gone.local_addr().unwrap());
    drop(gone);
    premises.hq = Some(HqOptions { url, token: "secret".to_owned() });
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let (last_seq, _) = till.done(&tea_paid()).await;
    let cut = link(&mut till, |hq| hq.waiting >= last_seq).await;
    assert!(!cut.connected && cut.oldest_waiting_at.is_some());
    let paired = pair(shop.addr, DeviceKind::Board, None).await;
    let mut board = Client::open(shop.addr, paired, ViewName::Board, None).await;
    assert!(matches!(board.frame().await, ServerFrame::Welcome { .. }));
    shop.close().await;
}

/// F70: a box that was restored somewhere else still holds them; HQ does not forget who is forgotten.
#[tokio::test]
async fn i33_whoever_hq_knows_to_be_erased_is_erased_at_the_store_and_hq_is_told_of_others() {
    let held = Hq::default();
    let mut premises = Premises::new().await;
    premises.hq = Some(hq(Arc::clone(&held)).await);
    let shop = premises.open().await;
    let known = shop.store.ensure_member("07700 900456", "陈").await.unwrap();
    let other = shop.store.ensure_member("07700 900457", "李").await.unwrap();
    shop.close().await;
    held.lock().unwrap().erased = vec![known];

    let shop = premises.open().await;
    let (mut boss, headers) = crate::office::manager(&shop).await;
    link(&mut boss, |hq| hq.connected && hq.waiting == 0).await;
    for (member, status) in [(known, 404), (other, 200)] {
        let path = format!("/api/v1/members/{member}/export");
        assert_eq!(crate::office::ask(shop.addr, &path, &headers).await.status, status);
    }
    let (seq, _) = boss.done(&Command::EraseMember { member_id: other }).await;
    link(&mut boss, |hq| hq.acked_seq >= seq).await;
    shop.close().await;
    let held = held.lock().unwrap();
    for member in [known, other] {
        let mut records = held.batches.iter().flat_map(|batch| &batch.records);
        let last = records.rfind(
            |record| matches!(record, SyncRecord::Member { member_id, .. } if *member_id == member),
        );
        assert!(matches!(last, Some(SyncRecord::Member { record: None, .. })), "{last:?}");
    }
}

/// Points and visits of a member, once they are as wanted.
async fn points(shop: &Shop, member: MemberId, wanted: impl Fn(i64) -> bool) -> i64 {
    let mut head = shop.store.journal().head();
    loop {
        head.mark_unchanged();
        let found = shop.store.journal().read(move |reader| reader.member(member)).await.unwrap();
        let points = found.unwrap().1.points;
        if wanted(points) {
            return points;
        }
        timeout(PATIENCE, head.changed()).await.expect("the points are not as wanted").unwrap();
    }
}

async fn gives_points(boss: &mut Client, member_id: MemberId) {
    let why = domain::ledger::AdjustReason::BroughtAlong;
    boss.done(&Command::AdjustMember { member_id, points: 120, gift: Money::ZERO, why }).await;
}

async fn closes_the_day(shop: &Shop, boss: &mut Client) {
    boss.sign_in(shop.manager.id, MANAGER_PIN).await;
    boss.done(&Command::CloseDay { leave_orders: false, print: false }).await;
}

const MONTH_MS: i64 = 31 * 86_400_000;

#[tokio::test]
async fn points_lapse_when_the_day_is_closed_of_whoever_was_in_no_store_for_too_long() {
    let mut premises = Premises::new().await;
    let members = MembersSection { points_idle_days: Some(30), ..MembersSection::default() };
    premises.trade.members = Some(members);
    let shop = premises.open().await;
    let away = shop.store.ensure_member("07700 900456", "陈").await.unwrap();
    let mut boss = Client::terminal(&shop).await;
    boss.sign_in(shop.manager.id, MANAGER_PIN).await;
    gives_points(&mut boss, away).await;
    premises.clock.move_on(MONTH_MS);
    let here = shop.store.ensure_member("07700 900457", "李").await.unwrap();
    boss.sign_in(shop.manager.id, MANAGER_PIN).await;
    gives_points(&mut boss, here).await;
    closes_the_day(&shop, &mut boss).await;
    points(&shop, away, |points| points == 0).await;
    assert_eq!(points(&shop, here, |_| true).await, 120);
    let ledger = shop.store.journal().read(move |reader| reader.ledger(away, 9)).await.unwrap();
    assert_eq!(ledger[0].entry.reason, domain::ledger::Reason::PointsLapsed);
    assert_eq!((ledger[0].entry.points, ledger[0].staff_id), (-120, None));
    shop.close().await;
}

#[tokio::test]
async fn whoever_was_in_another_store_meanwhile_keeps_their_points() {
    let held = Hq::default();
    let mut premises = Premises::new().await;
    let members = MembersSection { points_idle_days: Some(30), ..MembersSection::default() };
    premises.trade.members = Some(members);
    premises.hq = Some(hq(Arc::clone(&held)).await);
    let shop = premises.open().await;
    let member = shop.store.ensure_member("07700 900456", "陈").await.unwrap();
    let mut boss = Client::terminal(&shop).await;
    boss.sign_in(shop.manager.id, MANAGER_PIN).await;
    gives_points(&mut boss, member).await;
    premises.clock.move_on(MONTH_MS);
    held.lock().unwrap().active_at = Some(premises.clock.now());
    closes_the_day(&shop, &mut boss).await;
    link(&mut boss, |_| !held.lock().unwrap().brought.is_empty()).await;
    // Nothing was brought here, and a month later they have been nowhere.
    assert_eq!(held.lock().unwrap().brought, [false]);
    assert_eq!(points(&shop, member, |_| true).await, 120);
    premises.clock.move_on(MONTH_MS);
    let first_close = shop.seq();
    closes_the_day(&shop, &mut boss).await;
    points(&shop, member, |points| points == 0).await;
    assert_eq!(held.lock().unwrap().brought, [false, false, true]);
    let lapsed = shop.store.journal().read(move |reader| reader.ledger(member, 9)).await.unwrap();
    assert_eq!(lapsed.len(), 2, "brought along, and lapsed once");
    assert!(shop.seq() > first_close);
    shop.close().await;
}
