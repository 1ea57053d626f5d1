//! Members who turned out to be one person: heard from one store, told to the others.

use domain::id::MemberId;
use domain::ledger::{AdjustReason, Entry, Reason};
use domain::member::MemberRecord;
use domain::{Event, Money, Timestamp};
use protocol::hq::HqMembers;
use protocol::sync::{MergedElsewhere, SyncRecord, WantedMembers};
use uuid::Uuid;

use crate::members::{ann, known};
use crate::site::{Journal, NOON, Site, store, token};

fn ben() -> MemberId {
    MemberId::from_uuid(Uuid::from_u128(0xB))
}

fn record(id: MemberId, phone: &str, enrolled_ms: i64) -> MemberRecord {
    let ann = known(1);
    let Some(SyncRecord::Member { record: Some(ann), .. }) = ann.first() else { unreachable!() };
    let enrolled_at = Timestamp::from_ms(NOON + enrolled_ms);
    MemberRecord { id, phone: phone.to_owned(), enrolled_at, ..ann.clone() }
}

fn records(of: &[&MemberRecord]) -> Vec<SyncRecord> {
    let told = |record: &&MemberRecord| SyncRecord::Member {
        member_id: record.id,
        record: Some(MemberRecord::clone(record)),
    };
    of.iter().map(told).collect()
}

fn merged(member_id: MemberId, into: MemberId) -> Event {
    Event::MembersMerged { member_id, into }
}

impl Journal {
    /// Says something, and everything else that HQ has not heard yet.
    async fn says(&mut self, site: &Site, events: &[Event], records: Vec<SyncRecord>) {
        let from = self.head() + 1;
        for event in events {
            self.write(event, NOON);
        }
        site.send(self, if from == 2 { 1 } else { from }, records).await;
    }
}

impl Site {
    /// What a store is told whose line is new; with nothing to tell it would wait, so somebody's
    /// record is changed by a merge in each test that asks.
    async fn told(&self, n: u128) -> Vec<MergedElsewhere> {
        let url = self.url(&format!("/sync/v1/members/wanted?store={}&fresh=true", store(n)));
        let answer = self.client.get(url).bearer_auth(token(n)).send().await.unwrap();
        answer.json::<WantedMembers>().await.unwrap().merged
    }

    async fn listed(&self) -> HqMembers {
        let url = self.url("/api/v1/members");
        self.client.get(url).send().await.unwrap().json().await.unwrap()
    }
}

fn has(id: MemberId, points: i64) -> Event {
    let reason = Reason::Adjusted { why: AdjustReason::BroughtAlong };
    let entry = Box::new(Entry { points, ..Entry::new(reason) });
    Event::MemberPosted { member_id: id, entry, receipt_printer: None }
}

fn enrolled(member_id: MemberId) -> Event {
    Event::MemberEnrolled { member_id, version: 1, consents: Vec::new() }
}

#[tokio::test]
async fn who_was_merged_in_one_store_is_merged_in_all_and_taken_apart_in_all() {
    let site = Site::open().await;
    let (one, other) = (record(ann(), "+447700900301", 0), record(ben(), "+447700900310", 60_000));
    let (mut home, mut quay) = (Journal::new(1), Journal::new(2));
    let both = records(&[&one, &other]);
    home.says(&site, &[enrolled(ann()), enrolled(ben()), has(ann(), 5)], both.clone()).await;
    quay.says(&site, &[enrolled(ben()), has(ben(), 40)], records(&[&other])).await;
    assert_eq!(site.listed().await.members.len(), 2);

    home.says(&site, &[merged(ben(), ann())], Vec::new()).await;
    let listed = site.listed().await.members;
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].id, listed[0].points), (ann(), 45), "with what lies in the other store");
    let into = Some(one.clone());
    assert_eq!(site.told(2).await, [MergedElsewhere { member_id: ben(), into }]);
    let asked = serde_json::json!({"store": store(3), "phone": "+447700900310"});
    let (_, found) = site.asked(3, "find", &asked).await;
    assert_eq!(found["record"]["id"], serde_json::json!(ann()), "their phone leads to the other");

    // Once the store has done so it is told no more; then they are taken apart there.
    quay.says(&site, &[merged(ben(), ann())], Vec::new()).await;
    let apart = Event::MembersTakenApart { member_id: ben(), into: ann() };
    quay.says(&site, &[apart], Vec::new()).await;
    assert_eq!(site.told(1).await, [MergedElsewhere { member_id: ben(), into: None }]);
    assert_eq!(site.listed().await.members.len(), 2);
    site.stop().await;
}

#[tokio::test]
async fn of_two_stores_that_merge_the_other_way_round_the_one_that_hq_heard_first_is_right() {
    let site = Site::open().await;
    let (one, other) = (record(ann(), "+447700900301", 0), record(ben(), "+447700900310", 60_000));
    let both = records(&[&one, &other]);
    let (mut home, mut quay) = (Journal::new(1), Journal::new(2));
    home.says(&site, &[merged(ben(), ann())], both.clone()).await;
    quay.says(&site, &[merged(ann(), ben())], both).await;
    let into = Some(one);
    assert_eq!(site.told(2).await, [MergedElsewhere { member_id: ben(), into }]);
    // The store takes its own apart first, and that changes nothing of the other.
    let apart = Event::MembersTakenApart { member_id: ann(), into: ben() };
    quay.says(&site, &[apart], Vec::new()).await;
    assert_eq!(site.listed().await.members[0].id, ann());
    site.stop().await;
}

#[tokio::test]
async fn two_stores_that_enrolled_one_phone_have_one_member_the_one_enrolled_first() {
    let site = Site::open().await;
    let (early, late) = (record(ben(), "+447700900301", 0), record(ann(), "+447700900301", 60_000));
    let (mut home, mut quay) = (Journal::new(1), Journal::new(2));
    home.says(&site, &[enrolled(ann()), has(ann(), 5)], records(&[&late])).await;
    quay.says(&site, &[enrolled(ben()), has(ben(), 40)], records(&[&early])).await;
    let into = Some(early);
    assert_eq!(site.told(1).await, [MergedElsewhere { member_id: ann(), into }]);
    let listed = site.listed().await.members;
    assert_eq!((listed.len(), listed[0].id, listed[0].points), (1, ben(), 45));
    assert_eq!(listed[0].principal, Money::ZERO);
    site.stop().await;
}
