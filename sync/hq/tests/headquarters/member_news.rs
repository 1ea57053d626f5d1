//! Who members are, at rest and on its way to the other stores.

use domain::Event;
use domain::id::MemberId;
use domain::ledger::{AdjustReason, Reason};
use domain::member::MemberRecord;
use protocol::sync::{MEMBER_NEWS_MAX, MemberNews, SyncRecord};
use reqwest::StatusCode;
use uuid::Uuid;

use crate::members::{ann, forgotten, home, known, moved, record};
use crate::site::{Journal, NOON, Site, store, token};

impl Site {
    pub(crate) async fn news(&self, n: u128, list: Uuid, after: u64) -> MemberNews {
        let path = format!("/sync/v1/members/news?store={}&list={list}&after={after}", store(n));
        let answer = self.client.get(self.url(&path)).bearer_auth(token(n)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.unwrap()
    }
}

/// A store's word about some members that nobody else knows.
fn others(members: u128) -> Vec<SyncRecord> {
    let ids = (1..=members).map(|n| MemberId::from_uuid(Uuid::from_u128(0xF00 + n)));
    let told = ids.enumerate().map(|(n, id)| SyncRecord::Member {
        member_id: id,
        record: Some(MemberRecord { id, phone: format!("+44770080{n:04}"), ..record(1) }),
    });
    told.collect()
}

#[tokio::test]
async fn the_other_stores_are_told_who_is_new_who_changed_and_who_left() {
    let site = Site::open().await;
    let mut journal = home();
    site.send(&journal, 1, known(1)).await;
    let first = site.news(2, Uuid::nil(), 0).await;
    assert_eq!((&first.records, first.upto), (&vec![record(1)], 1));
    let own = site.news(1, Uuid::nil(), 0).await;
    assert_eq!(own.records, [record(1)], "who said it may have lost it");

    let add = |journal: &mut Journal, principal| {
        journal.write(&moved(Reason::Adjusted { why: AdjustReason::Goodwill }, principal), NOON);
        journal.head()
    };
    // Said again it is no news; whoever asks waits until something is.
    let from = add(&mut journal, 100);
    site.send(&journal, from, known(1)).await;
    let waiting = site.news(2, first.list, first.upto);
    let changing = async {
        let from = add(&mut journal, 100);
        site.send(&journal, from, known(2)).await;
    };
    let (second, ()) = tokio::join!(waiting, changing);
    assert_eq!((&second.records, second.upto), (&vec![record(2)], 2));

    journal.write(&Event::MemberErased { member_id: ann() }, NOON);
    site.send(&journal, journal.head(), forgotten()).await;
    let third = site.news(2, first.list, second.upto).await;
    assert_eq!((third.erased, third.records), (vec![ann()], Vec::new()));
    // A store that has followed another HQ begins with the first change of this one.
    let anew = site.news(3, Uuid::from_u128(7), 99).await;
    assert_eq!((anew.erased, anew.list), (vec![ann()], first.list));
    // So does one that has heard more than this HQ knows, which was put back from a copy.
    let ahead = site.news(3, first.list, 99).await;
    assert_eq!((ahead.erased, ahead.upto), (vec![ann()], third.upto));
    let path = format!("/sync/v1/members/news?store={}", store(2));
    let stranger = site.client.get(site.url(&path)).bearer_auth(token(1)).send().await.unwrap();
    assert_eq!(stranger.status(), StatusCode::UNAUTHORIZED);
    site.stop().await;
}

#[tokio::test]
async fn many_members_are_told_in_parts_none_left_out() {
    let site = Site::open().await;
    let members = u128::try_from(MEMBER_NEWS_MAX + 10).unwrap();
    site.send(&home(), 1, others(members)).await;
    let (mut told, mut after, mut list) = (Vec::new(), 0, Uuid::nil());
    while told.len() < MEMBER_NEWS_MAX + 10 {
        let news = site.news(2, list, after).await;
        assert!(news.records.len() <= MEMBER_NEWS_MAX && news.upto > after);
        told.extend(news.records.into_iter().map(|record| record.phone));
        (after, list) = (news.upto, news.list);
    }
    told.dedup();
    assert_eq!(told.len(), MEMBER_NEWS_MAX + 10);
    site.stop().await;
}

/// S32, I33: HQ's database alone tells nobody's name, and opens with its own key only.
#[tokio::test]
async fn hqs_database_tells_nobodys_name_without_its_key() {
    let site = Site::open().await;
    site.send(&home(), 1, known(1)).await;
    let dir = site.stop().await;
    let file = dir.path().join("hq.sqlite");
    let tells = |text: &str| {
        let bytes = std::fs::read(&file).unwrap();
        bytes.windows(text.len()).any(|piece| piece == text.as_bytes())
    };
    assert!(!tells("7700900301") && !tells("Sample Ann"));

    // As it was before there was a key: HQ seals it when it is opened.
    let plain = rusqlite::Connection::open(&file).unwrap();
    let (id, body) = (ann().to_string(), serde_json::to_string(&record(3)).unwrap());
    let sql = "INSERT INTO records SELECT id, 'member', ?1, 3, ?2, 0 FROM stores LIMIT 1";
    plain.execute(sql, [id, body]).unwrap();
    drop(plain);
    assert!(tells("Sample Ann 3"));
    let site = Site::open_in(dir).await;
    assert_eq!(site.find(2).await, Some(record(3)));
    let dir = site.stop().await;
    assert!(!tells("Sample Ann 3"));

    let key = dir.path().join("keys").join("members.key");
    std::fs::remove_file(&key).unwrap();
    let refused = hq::Hq::open(dir.path()).unwrap_err().to_string();
    assert!(refused.contains("members.key is missing"), "{refused}");
    std::fs::write(&key, [7; 32]).unwrap();
    let refused = hq::Hq::open(dir.path()).unwrap_err().to_string();
    assert!(refused.contains("is not the key"), "{refused}");
}
