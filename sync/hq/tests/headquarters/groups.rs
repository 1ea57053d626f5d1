//! How far members are, over all stores.

use domain::catalogue::{Catalogue, Item};
use domain::day::TenderName;
use domain::event::RestoredFrom;
use domain::id::{ItemId, MemberId, MovementId, OrderId, RefundId};
use domain::ledger::{Entry, Reason};
use domain::member::elsewhere::Elsewhere;
use domain::member::groups::GroupOf;
use domain::member::standing::{LifeStage, Tier};
use domain::member::tagging::TagRule;
use domain::member::{Consent, MemberRecord, Purpose};
use domain::order::{Refund, RefundReason};
use domain::{BusinessDay, Code, Event, Money, Names, Timestamp};
use protocol::hq::HqGroups;
use protocol::reports::GroupMembers;
use protocol::sync::{Brought, SyncRecord};
use reqwest::StatusCode;
use uuid::Uuid;

use crate::members::{forgotten, record};
use crate::site::{Journal, NOON, Site, epoch, order, store};

fn id(n: u128) -> MemberId {
    MemberId::from_uuid(Uuid::from_u128(n))
}

/// A business day of the first store so many days ago, by HQ's own clock.
fn ago(days: i64) -> String {
    let since = std::time::UNIX_EPOCH.elapsed().unwrap();
    let now = Timestamp::from_ms(i64::try_from(since.as_millis()).unwrap());
    BusinessDay::of(now, chrono_tz::Europe::London, 240).plus_days(-days).to_string()
}

impl Site {
    async fn groups(&self) -> HqGroups {
        let url = self.url("/api/v1/members/groups");
        let found: HqGroups = self.client.get(url).send().await.unwrap().json().await.unwrap();
        assert_eq!(found.waiting, 0);
        assert_eq!(found.day.to_string(), ago(0));
        found
    }

    /// How many are in a group, and how many of them may be written to.
    async fn in_group(&self, key: &str) -> (u32, u32) {
        let found = self.groups().await.counted.groups;
        let found = found.iter().find(|group| group.key == key);
        found.map_or((0, 0), |group| (group.members, group.reachable))
    }

    /// Prospects, first, second, regular, at risk, lost.
    async fn stages(&self) -> [u32; 6] {
        let found = self.groups().await.counted;
        let at = |of: GroupOf| found.groups.iter().find(|group| group.of == of);
        let stages = LifeStage::ALL.map(|stage| at(GroupOf::Stage { stage }));
        let stages = stages.map(|group| group.map_or(0, |group| group.members));
        assert_eq!(stages.iter().sum::<u32>(), found.members);
        stages
    }

    async fn shown(&self, key: &str) -> GroupMembers {
        let url = self.url(&format!("/api/v1/members/groups/{key}"));
        self.client.get(url).send().await.unwrap().json().await.unwrap()
    }

    /// The names in a list to write to, and the status of the answer.
    async fn write_to(&self, key: &str) -> (StatusCode, String) {
        let url = self.url("/api/v1/members/letters");
        let body = serde_json::json!({ "group": key });
        let answer = self.client.post(url).json(&body).send().await.unwrap();
        let (status, text) = (answer.status(), answer.text().await.unwrap());
        let rows =
            text.lines().skip(1).map(|row| row.split(',').take(2).collect::<Vec<_>>().join(" "));
        (status, rows.collect::<Vec<_>>().join(", "))
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
            "store": store(by), "member_id": id(of), "version": 0, "page_key": "", "lend": true,
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

/// Members of these numbers, of whom those with an even half agreed to being written to.
fn members(numbers: &[u128]) -> Vec<SyncRecord> {
    let told = numbers.iter().map(|&n| {
        let agreed = Consent { purpose: Purpose::Marketing, text_version: 1 };
        let consents = if n.is_multiple_of(4) { vec![agreed] } else { Vec::new() };
        let (name, phone) = (format!("Sample {n}"), format!("+4477009003{n:02}"));
        SyncRecord::Member {
            member_id: id(n),
            record: Some(MemberRecord { id: id(n), phone, name, consents, ..record(1) }),
        }
    });
    told.collect()
}

fn given_back(order_id: OrderId, minor: i64) -> Event {
    let refund = Refund {
        id: RefundId::from_uuid(Uuid::from_u128(1)),
        number: 1,
        lines: Vec::new(),
        tenders: Vec::new(),
        amount: Money::from_minor(minor),
        taxes: Vec::new(),
        reason: RefundReason::Quality,
        by: None,
        approved_by: None,
        at: Timestamp::from_ms(NOON),
    };
    let (cash, shift_id, open_drawer, receipt_printer) = (Money::ZERO, None, None, None);
    Event::OrderRefunded { order_id, refund, shift_id, cash, open_drawer, receipt_printer }
}

#[tokio::test]
async fn tiers_and_tags_of_the_chain_count_what_was_spent_and_bought_in_all_stores() {
    let site = Site::open().await;
    let [mut first, mut second, mut third] = stores();
    let silver = Tier {
        code: Code::new("silver").unwrap(),
        names: Names::new("银", "Silver"),
        spent: Money::from_minor(1_000),
        visits: 0,
        paid_in: Money::ZERO,
        points_percent: 150,
        kitchen_mark: false,
    };
    let noodles = TagRule { bought: vec!["N-1".into()], units: 2, ..TagRule::named("noodles") };
    let lunch = TagRule { from_hour: 13, until_hour: 14, ..TagRule::named("lunch") };
    first.rules.tiers = vec![silver];
    first.rules.tier_months = 12;
    first.rules.tag_rules = vec![noodles, lunch];
    let code = |text| Code::new(text).unwrap();
    let item = ItemId::from_uuid(Uuid::from_u128(1));
    let mut catalogue = Catalogue::empty();
    let sold = Item::plain(item, Names::new("面", "Noodles"), code("noodles"), code("standard"));
    catalogue.items.push(Item { sku: "N-1".to_owned(), ..sold });
    let mut told = members(&[2, 4, 6, 8]);
    told.push(SyncRecord::Catalogue { catalogue });
    if let SyncRecord::Member { record: Some(record), .. } = &mut told[0] {
        record.tags = vec!["no straw".to_owned()];
    }
    site.send(&first, 1, told).await;
    assert_eq!(site.in_group("tier:silver").await, (0, 0), "5.00 each in this store");
    site.send(&second, 1, Vec::new()).await;
    assert_eq!(site.in_group("tier:silver").await, (2, 1), "4 and 6, of whom 4 agreed");
    assert_eq!(site.in_group("tag:noodles").await, (2, 1));
    assert_eq!(site.in_group("tag:no straw").await, (1, 0));
    assert_eq!(site.in_group("tag:lunch").await.0, 5, "all paid from one to two in the afternoon");
    // Money of another country is none here; a visit is a visit.
    third.currency = "EUR";
    third.sell(4, &ago(1), NOON, 90_000, true);
    site.send(&third, 1, Vec::new()).await;
    let silver = site.shown("tier:silver").await;
    let spent: Vec<_> = silver.members.iter().map(|one| (one.visits, one.spent.minor())).collect();
    assert_eq!(spent, [(3, 1_000), (3, 1_000)]);
    assert_eq!(silver.members[0].id, id(4), "who was there last stands first");

    // What is struck or given back counts no more, and a rule that asks for more has fewer.
    second.write(&given_back(order(6 + 2_000), 1), NOON);
    site.send(&second, second.head(), Vec::new()).await;
    assert_eq!(site.in_group("tier:silver").await, (1, 1));
    first.rules.tag_rules[0].units = 4;
    site.acknowledged(&first.sign_of_life()).await;
    assert_eq!(site.in_group("tag:noodles").await, (0, 0));
    assert_eq!(site.in_group("tag:lunch").await.0, 5);
    site.stop().await;
}

#[tokio::test]
async fn what_members_spent_is_summed_up_anew_once_hq_counts_in_another_money() {
    let site = Site::open().await;
    let [_, mut second, _] = stores();
    second.currency = "EUR";
    site.send(&second, 1, members(&[6])).await;
    let spent = async || {
        let shown = site.shown("stage:first").await.members;
        shown.iter().find(|one| one.id == id(6)).map(|one| (one.visits, one.spent.minor()))
    };
    assert_eq!(spent().await, Some((1, 500)), "in euros, while no other store was heard from");
    site.send(&Journal::new(1), 1, Vec::new()).await;
    assert_eq!(spent().await, Some((1, 0)), "in pounds, of which they spent none");
    site.stop().await;
}

#[tokio::test]
async fn a_list_to_write_to_has_whoever_agreed_and_once_in_the_whole_chain() {
    let site = Site::open().await;
    let [mut first, second, third] = stores();
    site.send(&first, 1, members(&[2, 4, 6, 8, 14])).await;
    site.send(&second, 1, Vec::new()).await;
    site.send(&third, 1, Vec::new()).await;
    let heard = site.news(2, Uuid::nil(), 0).await;
    assert_eq!(site.in_group("stage:second").await, (1, 1));
    assert_eq!(
        site.write_to("stage:second").await,
        (StatusCode::OK, "Sample 4 447700900304".into())
    );
    assert_eq!(site.in_group("stage:second").await, (1, 0), "they are left in peace now");
    assert_eq!(site.write_to("stage:second").await, (StatusCode::OK, String::new()));
    // Stores hear of it, and do not write to them either.
    let news = site.news(2, heard.list, heard.upto).await;
    let told: Vec<_> = news.records.iter().map(|one| (one.id, one.written_on)).collect();
    assert_eq!(told, [(id(4), Some(ago(0).parse().unwrap()))]);
    // The list can be had once more, while they agree and were not erased.
    assert_eq!(site.in_group("written").await, (1, 0));
    assert_eq!(site.write_to("written").await.1, "Sample 4 447700900304");
    let mut withdrawn = members(&[4]);
    if let SyncRecord::Member { record: Some(record), .. } = &mut withdrawn[0] {
        (record.version, record.consents) = (2, Vec::new());
    }
    first.sell(98, &ago(3), NOON, 100, false);
    site.send(&first, first.head(), withdrawn).await;
    assert_eq!(site.write_to("written").await.1, "", "they do not agree any more");
    first.write(&Event::MemberErased { member_id: id(4) }, NOON);
    site.send(&first, first.head(), Vec::new()).await;
    assert_eq!(site.write_to("written").await, (StatusCode::OK, String::new()));
    assert_eq!((site.in_group("written").await, site.rows("member_letters")), ((0, 0), 0));
    assert_eq!(
        site.rows("member_groups WHERE members = 0"),
        0,
        "and what it was called is forgotten"
    );
    site.stop().await;
}

#[tokio::test]
async fn a_list_has_everybody_of_a_large_group_and_whom_a_store_wrote_to_is_in_its_list_alone() {
    let site = Site::open().await;
    let [first, ..] = stores();
    let agreed = Consent { purpose: Purpose::Marketing, text_version: 1 };
    let told = (1..=520).map(|n| {
        let (id, phone) = (id(0xB00 + n), format!("+44770080{n:04}"));
        let known = MemberRecord { id, phone, consents: vec![agreed], ..record(1) };
        SyncRecord::Member { member_id: id, record: Some(known) }
    });
    let told: Vec<_> = told.collect();
    site.send(&first, 1, told[..519].to_vec()).await;
    let prospects = site.shown("stage:prospect").await;
    assert_eq!((prospects.members.len(), prospects.count, prospects.writable), (200, 519, 519));
    let (_, list) = site.write_to("stage:prospect").await;
    assert_eq!(list.split(", ").collect::<std::collections::BTreeSet<_>>().len(), 519);
    let mut by_store = told[519].clone();
    if let SyncRecord::Member { record: Some(record), .. } = &mut by_store {
        (record.written_on, record.written_by) = (Some(ago(0).parse().unwrap()), Some(store(1)));
    }
    let mut more = first.clone();
    more.sell(98, &ago(3), NOON, 100, false);
    site.send(&more, more.head(), vec![by_store]).await;
    assert_eq!(site.in_group("written").await, (520, 0));
    assert_eq!(site.write_to("written").await.1.split(", ").count(), 519);
    site.stop().await;
}

#[tokio::test]
async fn a_list_is_made_of_no_group_that_is_none_and_not_by_another_page() {
    let site = Site::open().await;
    let [first, ..] = stores();
    site.send(&first, 1, members(&[4])).await;
    for wrong in ["", "everybody", "stage:old", "tier:gold"] {
        assert_eq!(site.write_to(wrong).await.0, StatusCode::BAD_REQUEST, "{wrong}");
        let url = site.url(&format!("/api/v1/members/groups/{wrong}x"));
        let answer = site.client.get(url).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{wrong}");
    }
    let (status, _) = site.write_to("tag:nobody's").await;
    assert_eq!(status, StatusCode::OK, "nobody carries it");
    // What a foreign page can send without being asked is no JSON.
    let url = site.url("/api/v1/members/letters");
    let form = site.client.post(url).header("content-type", "text/plain");
    let answer = form.body(r#"{"group":"stage:second"}"#).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert_eq!(site.rows("member_letters"), 0);
    site.stop().await;
}

#[tokio::test]
async fn no_word_about_a_member_stands_plain_at_hq() {
    let site = Site::open().await;
    let [first, ..] = stores();
    let mut told = members(&[4]);
    if let SyncRecord::Member { record: Some(record), .. } = &mut told[0] {
        record.tags = vec!["allergic to talking".to_owned()];
    }
    site.send(&first, 1, told).await;
    assert_eq!(site.in_group("tag:allergic to talking").await, (1, 1));
    let dir = site.stop().await;
    let file = |name| std::fs::read(dir.path().join(name)).unwrap_or_default();
    let bytes = [file("hq.sqlite"), file("hq.sqlite-wal")].concat();
    let plain = |word: &str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
    assert!(plain("order_placed"));
    assert!(!plain("allergic to talking"));
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
    DROP TABLE member_standings; DROP TABLE member_groups; DROP TABLE members_in_groups;
    DROP TABLE member_letters; DROP INDEX orders_of_members;
    ALTER TABLE orders DROP COLUMN member_id; ALTER TABLE orders DROP COLUMN bought;
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
    let (today, totals) = (site.today().await, site.totals(1).await);
    let dir = site.stop().await;
    let database = rusqlite::Connection::open(dir.path().join("hq.sqlite")).unwrap();
    database.execute_batch(BEFORE).unwrap();
    drop(database);
    let site = Site::open_in(dir).await;
    assert_eq!(site.stages().await, stages);
    assert_eq!((site.today().await.stores, site.totals(1).await), (today.stores, totals));
    assert_eq!(site.rows("orders WHERE bought = '[]'"), 0, "what was bought is known of each");
    // From here on it counts as before: the same order is its member's again.
    first.write(&attached(Some(id(8))), NOON);
    site.send(&first, first.head(), Vec::new()).await;
    assert_eq!(site.stages().await[1..], [0, 0, 2, 1, 1]);
    site.stop().await;
}
