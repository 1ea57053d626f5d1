//! How far members are, over all stores.

use domain::day::TenderName;
use domain::event::RestoredFrom;
use domain::id::{MemberId, MovementId};
use domain::ledger::{Entry, Reason};
use domain::member::MemberRecord;
use domain::member::elsewhere::Elsewhere;
use domain::member::standing::LifeStage;
use domain::{BusinessDay, Event, Money, Timestamp};
use protocol::hq::HqGroups;
use protocol::sync::{Brought, SyncRecord};
use uuid::Uuid;

use crate::members::{forgotten, record};
use crate::site::{Journal, NOON, Site, epoch, store};

fn id(n: u128) -> MemberId {
    MemberId::from_uuid(Uuid::from_u128(n))
}

/// A business day so many days ago: HQ counts from its own clock.
fn ago(days: i64) -> String {
    let since = std::time::UNIX_EPOCH.elapsed().unwrap();
    let now = Timestamp::from_ms(i64::try_from(since.as_millis()).unwrap());
    BusinessDay::of(now, chrono_tz::UTC, 0).plus_days(-days).to_string()
}

impl Site {
    /// Prospects, first, second, regular, at risk, lost.
    async fn stages(&self) -> [u32; 6] {
        let url = self.url("/api/v1/members/groups");
        let groups: HqGroups = self.client.get(url).send().await.unwrap().json().await.unwrap();
        let stages = groups.groups.iter().map(|group| group.stage);
        assert!(stages.eq(LifeStage::ALL));
        assert_eq!((groups.at_risk_days, groups.lost_days), (45, 90));
        std::array::from_fn(|at| groups.groups[at].members)
    }
}

/// Orders of members in three stores; what is sold to number `n` is the member's of that number.
fn stores() -> [Journal; 3] {
    let mut stores = [1, 2, 3].map(Journal::new);
    let mut sell = |at: usize, member: u128, days: i64, closed: bool| {
        stores[at].sell(member, &ago(days), NOON, 500, closed);
    };
    sell(0, 2, 1, true);
    sell(0, 4, 60, true);
    sell(1, 4, 1, true);
    for at in 0..3 {
        sell(at, 6, 2, true);
    }
    sell(0, 8, 50, true);
    sell(1, 14, 100, true);
    // Nobody has paid yet.
    sell(2, 16, 0, false);
    stores
}

#[tokio::test]
async fn each_member_of_the_chain_counts_once_by_their_visits_to_all_stores() {
    let site = Site::open().await;
    let [mut first, second, third] = stores();
    let members = [2, 4, 6, 8, 14, 16, 0xA].map(|n| SyncRecord::Member {
        member_id: id(n),
        record: Some(MemberRecord { id: id(n), phone: format!("+4477009003{n:02}"), ..record(1) }),
    });
    site.send(&first, 1, members.to_vec()).await;
    site.send(&second, 1, Vec::new()).await;
    site.send(&third, 1, Vec::new()).await;
    assert_eq!(site.stages().await, [2, 1, 1, 1, 1, 1]);

    // Two of them are one person, and then not.
    let merged = Event::MembersMerged { member_id: id(2), into: id(4) };
    first.write(&merged, NOON);
    site.send(&first, first.head(), Vec::new()).await;
    assert_eq!(site.stages().await, [2, 0, 0, 2, 1, 1]);
    first.write(&Event::MembersTakenApart { member_id: id(2), into: id(4) }, NOON);
    site.send(&first, first.head(), Vec::new()).await;
    assert_eq!(site.stages().await, [2, 1, 1, 1, 1, 1]);

    // Whoever leaves is counted nowhere.
    first.write(&Event::MemberErased { member_id: id(0xA) }, NOON);
    first.write(&Event::MemberErased { member_id: id(6) }, NOON);
    site.send(&first, first.head() - 1, forgotten()).await;
    assert_eq!(site.stages().await, [1, 1, 1, 0, 1, 1]);
    site.stop().await;
}

#[tokio::test]
async fn a_store_is_told_what_its_member_did_in_the_others_and_nothing_of_its_own() {
    let site = Site::open().await;
    let [mut first, second, third] = stores();
    let paid_in = Entry {
        principal: Money::from_minor(2_000),
        ..Entry::new(Reason::ToppedUp {
            movement_id: MovementId::from_uuid(Uuid::from_u128(1)),
            paid: TenderName::cash(),
            reference: String::new(),
        })
    };
    let entry = Box::new(paid_in);
    first.write(&Event::MemberPosted { member_id: id(6), entry, receipt_printer: None }, NOON);
    for journal in [&first, &second, &third] {
        site.send(journal, 1, Vec::new()).await;
    }
    let seen = async |of: u128, by: u128| {
        let body = serde_json::json!({
            "store": store(by), "member_id": id(of), "version": 0, "page_key": "", "lend": false,
        });
        let (_, answer) = site.asked(by, "bring", &body).await;
        serde_json::from_value::<Brought>(answer).unwrap().seen
    };
    let day = |days: i64| Some(ago(days).parse().unwrap());
    let six = seen(6, 2).await;
    assert_eq!((six.visits, six.spent, six.last_visit), (2, Money::from_minor(1_000), day(2)));
    let paid: Vec<_> = six.months.iter().map(|month| month.paid_in.minor()).collect();
    assert_eq!(paid.iter().sum::<i64>(), 2_000, "in the month of noon: {paid:?}");
    let own = seen(6, 1).await.months;
    assert_eq!(own.iter().map(|month| month.paid_in.minor()).sum::<i64>(), 0, "that was in here");
    let four = seen(4, 3).await;
    assert_eq!((four.visits, four.first_visit, four.last_visit), (2, day(60), day(1)));
    assert_eq!(four.months.iter().map(|month| month.visits).sum::<u32>(), 2);
    assert_eq!((seen(4, 1).await.visits, seen(4, 2).await.visits), (1, 1));
    first.write(&Event::MembersMerged { member_id: id(2), into: id(4) }, NOON);
    site.send(&first, first.head(), Vec::new()).await;
    assert_eq!((seen(4, 3).await.visits, seen(2, 3).await.visits), (3, 3), "they are one");
    assert_eq!(seen(99, 3).await, Elsewhere::default(), "nobody knows them");
    site.stop().await;
}

#[tokio::test]
async fn visits_that_a_restored_store_does_not_know_any_more_are_counted_no_longer() {
    let site = Site::open().await;
    let [first, second, third] = stores();
    for journal in [&first, &second, &third] {
        site.send(journal, 1, Vec::new()).await;
    }
    assert_eq!(site.stages().await[1..], [1, 1, 1, 1, 1]);
    // Its backup was made before it sold anything.
    let mut restored = Journal::new(1);
    restored.epoch = epoch(100);
    let from = RestoredFrom { epoch: first.epoch, seq: 1, hash: first.rows[0].1.hash };
    let began =
        Event::EpochBegan { store_id: store(1), epoch: restored.epoch, restored_from: Some(from) };
    restored.write(&began, NOON);
    site.send(&restored, 2, Vec::new()).await;
    assert_eq!(site.stages().await[1..], [1, 1, 0, 0, 1], "4 came once, 6 twice, 2 and 8 never");
    site.stop().await;
}

/// The schema of before: whose orders they were stands in the events alone, and members are plain.
const BEFORE: &str = "DROP TABLE coupons_shared; DROP TABLE member_records; DROP TABLE coupons_opened; DROP TABLE notes;
    DROP TABLE member_visits; DROP INDEX orders_of_members;
    ALTER TABLE orders DROP COLUMN member_id;
    CREATE INDEX records_by_phone ON records (key);
    CREATE INDEX records_by_last4 ON records (key);
    CREATE INDEX records_of_members ON records (key);
    DELETE FROM refinery_schema_history WHERE version >= 6;";

#[tokio::test]
async fn an_hq_from_before_counts_the_visits_that_it_has_heard_of() {
    let site = Site::open().await;
    let [mut first, second, third] = stores();
    first.write(&Event::MembersMerged { member_id: id(2), into: id(4) }, NOON);
    // Recognised after paying, and put off again.
    let attached =
        |member_id| Event::MemberAttached { order_id: crate::site::order(1_000 + 8), member_id };
    first.write(&attached(None), NOON);
    for journal in [&first, &second, &third] {
        site.send(journal, 1, Vec::new()).await;
    }
    let stages = site.stages().await;
    assert_eq!(stages[1..], [0, 0, 2, 0, 1]);
    let dir = site.stop().await;
    let database = rusqlite::Connection::open(dir.path().join("hq.sqlite")).unwrap();
    database.execute_batch(BEFORE).unwrap();
    drop(database);
    let site = Site::open_in(dir).await;
    assert_eq!(site.stages().await, stages);
    // From here on it counts as before: the same order is its member's again.
    first.write(&attached(Some(id(8))), NOON);
    site.send(&first, first.head(), Vec::new()).await;
    assert_eq!(site.stages().await[1..], [0, 0, 2, 1, 1]);
    site.stop().await;
}
