//! Members over all stores: found by phone, lent once, wanted back, forgotten everywhere.

use crate::site::{Journal, NOON, READ_KEY, Site, epoch, store, token};
use domain::event::RestoredFrom;
use domain::id::MemberId;
use domain::ledger::{Entry, Reason};
use domain::member::MemberRecord;
use domain::{Event, Money, Timestamp};
use protocol::hq::HqMembers;
use protocol::sync::{Brought, FoundMember, SyncRecord, WantedMembers};
use reqwest::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

pub(crate) fn ann() -> MemberId {
    MemberId::from_uuid(Uuid::from_u128(0xA))
}

pub(crate) fn record(version: u32) -> MemberRecord {
    MemberRecord {
        id: ann(),
        version,
        phone: "+447700900301".into(),
        name: format!("Sample Ann {version}"),
        consents: Vec::new(),
        enrolled_at: Timestamp::from_ms(NOON),
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
    }
}

pub(crate) fn known(version: u32) -> Vec<SyncRecord> {
    vec![SyncRecord::Member { member_id: ann(), record: Some(record(version)) }]
}

pub(crate) fn forgotten() -> Vec<SyncRecord> {
    vec![SyncRecord::Member { member_id: ann(), record: None }]
}

pub(crate) fn moved(reason: Reason, principal: i64) -> Event {
    let entry = Entry { principal: Money::from_minor(principal), ..Entry::new(reason) };
    Event::MemberPosted { member_id: ann(), entry: Box::new(entry), receipt_printer: None }
}

/// A store where Ann was enrolled and has 50.00.
pub(crate) fn home() -> Journal {
    let mut journal = Journal::new(1);
    let enrolled = Event::MemberEnrolled { member_id: ann(), version: 1, consents: Vec::new() };
    journal.write(&enrolled, NOON);
    let why = domain::ledger::AdjustReason::BroughtAlong;
    journal.write(&moved(Reason::Adjusted { why }, 5_000), NOON);
    journal
}

impl Site {
    pub(crate) async fn send(&self, journal: &Journal, from: u64, records: Vec<SyncRecord>) {
        let mut batch = journal.batch(from, journal.head());
        batch.records = records;
        assert_eq!(self.acknowledged(&batch).await, journal.head());
    }

    pub(crate) async fn asked(&self, n: u128, path: &str, body: &Value) -> (StatusCode, Value) {
        let url = self.url(&format!("/sync/v1/members/{path}"));
        let request = self.client.post(url).bearer_auth(token(n)).json(body);
        let response = request.send().await.unwrap();
        (response.status(), response.json().await.unwrap())
    }

    async fn bring(&self, n: u128, version: u32) -> Brought {
        let body = json!({
            "store": store(n), "member_id": ann(), "version": version, "page_key": "", "lend": true,
        });
        let (status, answer) = self.asked(n, "bring", &body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        serde_json::from_value(answer).unwrap()
    }

    pub(crate) async fn find(&self, n: u128) -> Option<MemberRecord> {
        let body = json!({"store": store(n), "phone": "+447700900301"});
        let (status, answer) = self.asked(n, "find", &body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        serde_json::from_value::<FoundMember>(answer).unwrap().record
    }

    async fn members(&self, query: &str) -> HqMembers {
        let url = self.url(&format!("/api/v1/members{query}"));
        self.client.get(url).send().await.unwrap().json().await.unwrap()
    }
}

#[tokio::test]
async fn a_store_is_told_when_a_member_was_last_in_any_store() {
    let site = Site::open().await;
    let mut home = home();
    site.send(&home, 1, known(1)).await;
    assert_eq!(site.bring(2, 0).await.active_at, None, "what was put right is no visit");
    let paid_in = Reason::ToppedUp {
        movement_id: domain::id::MovementId::from_uuid(Uuid::from_u128(1)),
        paid: domain::day::TenderName::cash(),
        reference: String::new(),
    };
    home.write(&moved(paid_in, 100), NOON + 5);
    site.send(&home, home.head(), known(1)).await;
    assert_eq!(site.bring(2, 0).await.active_at, Some(Timestamp::from_ms(NOON + 5)));
    site.stop().await;
}

#[tokio::test]
async fn what_another_store_gives_back_is_lent_once_and_shown_where_it_lies() {
    let site = Site::open().await;
    let mut home = home();
    site.send(&home, 1, known(1)).await;
    assert_eq!(site.find(2).await, Some(record(1)));
    // The other store does not listen: what it has stays there, and that is told.
    let brought = site.bring(2, 0).await;
    assert_eq!((brought.record, brought.lendings.len()), (Some(record(1)), 0));
    assert_eq!(brought.elsewhere[0].value, Money::from_minor(5_000));
    assert_eq!(brought.elsewhere[0].store.en, "Noodle bar");

    // Now it does, is asked, and gives back 30.00 of it.
    let url = site.url(&format!("/sync/v1/members/wanted?store={}", store(1)));
    let listening = site.client.get(url).bearer_auth(token(1)).send();
    let giving = async {
        let wanted: WantedMembers = listening.await.unwrap().json().await.unwrap();
        assert_eq!(wanted.members, [ann()]);
        home.write(&moved(Reason::Returned, -3_000), NOON);
        let from = home.head();
        site.send(&home, from, Vec::new()).await;
    };
    let asking = async {
        loop {
            // Until the line above listens.
            let brought = site.bring(2, 1).await;
            if !brought.lendings.is_empty() {
                return brought;
            }
        }
    };
    let (brought, ()) = tokio::join!(asking, giving);
    assert_eq!(brought.record, None, "the store has it as new");
    assert_eq!((brought.lendings.len(), brought.lendings[0].number), (1, 1));
    assert_eq!(brought.lendings[0].share.principal, Money::from_minor(3_000));
    assert_eq!(site.bring(2, 1).await.lendings, brought.lendings, "the same again, not more");
    assert_eq!(site.bring(3, 1).await.lendings, [], "nothing is left for a third");

    let mut quay = Journal::new(2);
    quay.write(&moved(Reason::Lent { number: 1 }, 3_000), NOON);
    site.send(&quay, 1, Vec::new()).await;
    assert_eq!(site.bring(2, 1).await.lendings, [], "it was taken");
    let ann = &site.members("?last4=0301").await.members[0];
    assert_eq!((ann.principal, ann.ledger.len()), (Money::from_minor(5_000), 3));
    let lies: Vec<_> = ann.holdings.iter().map(|one| one.principal.minor()).collect();
    assert_eq!(lies, [0, 2_000, 3_000]);
    assert_eq!(site.members("").await.members.len(), 1);
    assert_eq!(site.members("?last4=0302").await.members, []);
    site.stop().await;
}

#[tokio::test]
async fn what_a_restored_store_no_longer_knows_that_it_took_is_due_to_it_again() {
    let site = Site::open().await;
    let mut home = home();
    home.write(&moved(Reason::Returned, -5_000), NOON);
    site.send(&home, 1, known(1)).await;
    let lent = site.bring(2, 1).await.lendings;
    let mut quay = Journal::new(2);
    let before = quay.clone();
    quay.write(&moved(Reason::Lent { number: 1 }, 5_000), NOON);
    site.send(&quay, 1, Vec::new()).await;
    let mut restored = before;
    restored.epoch = epoch(100);
    let from = RestoredFrom { epoch: quay.epoch, seq: 1, hash: quay.rows[0].1.hash };
    let began =
        Event::EpochBegan { store_id: store(2), epoch: restored.epoch, restored_from: Some(from) };
    restored.write(&began, NOON);
    site.send(&restored, 2, Vec::new()).await;
    assert_eq!(site.bring(2, 1).await.lendings, lent);
    assert_eq!(site.members("").await.members[0].ledger.len(), 2);
    site.stop().await;
}

#[tokio::test]
async fn who_is_erased_in_one_store_is_found_by_none_and_told_to_all_who_know_them() {
    let site = Site::open().await;
    let mut home = home();
    site.send(&home, 1, known(1)).await;
    let mut quay = Journal::new(2);
    quay.write(
        &Event::MemberChanged { member_id: ann(), version: 2, consent: None, withdrawn: None },
        NOON,
    );
    site.send(&quay, 1, known(2)).await;
    assert_eq!(site.find(3).await, Some(record(2)), "as it was changed last");
    home.write(&Event::MemberErased { member_id: ann() }, NOON);
    let from = home.head();
    site.send(&home, from, forgotten()).await;
    assert_eq!(site.find(3).await, None);
    assert_eq!(site.bring(3, 0).await.record, None);
    assert_eq!(site.members("").await.members, []);
    let url = site.url(&format!("/sync/v1/erased?store={}", store(2)));
    let told = site.client.get(url).bearer_auth(token(2)).send().await.unwrap();
    assert!(told.text().await.unwrap().contains(&ann().to_string()));
    site.stop().await;
}

#[tokio::test]
async fn members_are_told_to_their_stores_and_to_whoever_has_the_key_only() {
    let site = Site::open().await;
    site.send(&home(), 1, known(1)).await;
    let of_two = json!({"store": store(2), "phone": "+447700900301"});
    let (status, problem) = site.asked(1, "find", &of_two).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNAUTHORIZED, &json!("unknown_token")));
    for body in [json!({"store": store(1)}), json!([]), json!({"phone": 7})] {
        for path in ["find", "bring"] {
            let (status, problem) = site.asked(1, path, &body).await;
            assert_eq!(status, StatusCode::BAD_REQUEST);
            assert!(problem["detail"].as_str().unwrap().len() > 20, "{problem}");
        }
    }
    for query in ["?last4=12", "?last4=12a4", "?last4=%27%20OR"] {
        let url = site.url(&format!("/api/v1/members{query}"));
        let answer = site.client.get(url).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{query}");
    }
    let from_elsewhere = |key: &str| {
        let request = site.client.get(site.url("/api/v1/members")).header("x-forwarded-for", "x");
        request.bearer_auth(key.to_owned()).send()
    };
    assert_eq!(from_elsewhere("wrong").await.unwrap().status(), StatusCode::UNAUTHORIZED);
    assert_eq!(from_elsewhere(READ_KEY).await.unwrap().status(), StatusCode::OK);
    site.stop().await;
}
