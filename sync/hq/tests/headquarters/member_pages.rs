//! Member pages: taken once, told to one phone, closed by whoever holds it.

use std::fmt::Write as _;

use crate::members::{ann, home, known, moved, record};
use crate::site::{DAY, HOUR_MS, NOON, Site, store, token};
use domain::catalogue::{Catalogue, Item};
use domain::id::{ItemId, MemberId};
use domain::ledger::{AdjustReason, Reason};
use domain::member::MemberRecord;
use domain::{Code, Event, Names, Timestamp};
use ed25519_dalek::{Signer, SigningKey};
use protocol::member_page::{MemberPage, OwnData, PAGE_CLOCK_OFF_MS, PageBought, page_message};
use protocol::sync::{SyncRecord, WantedMembers};
use reqwest::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn now() -> i64 {
    let since = std::time::UNIX_EPOCH.elapsed().unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

fn signed(phone: &SigningKey, what: &str, at: i64) -> Value {
    let message = page_message(what, ann(), Timestamp::from_ms(at));
    let signature = hex(&phone.sign(message.as_bytes()).to_bytes());
    json!({"member_id": ann(), "at": at, "signature": signature})
}

impl Site {
    async fn page(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let url = self.url(&format!("/m/api/{path}"));
        let response = self.client.post(url).json(body).send().await.unwrap();
        let status = response.status();
        (status, response.json().await.unwrap_or_default())
    }

    async fn invited(&self) -> Value {
        let (status, answer) =
            self.asked(1, "invite", &json!({"store": store(1), "member_id": ann()})).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer["claim"].clone()
    }

    async fn refused(&self, path: &str, body: &Value, status: u16, code: &str) {
        let (got, problem) = self.page(path, body).await;
        assert_eq!((got.as_u16(), &problem["code"]), (status, &json!(code)), "{problem}");
    }
}

#[tokio::test]
async fn an_invitation_is_good_once_and_its_phone_alone_sees_the_page() {
    let site = Site::open().await;
    let (phone, thief) = (SigningKey::from_bytes(&[1; 32]), SigningKey::from_bytes(&[2; 32]));
    let unknown = json!({"store": store(1), "member_id": ann()});
    assert_eq!(site.asked(1, "invite", &unknown).await.0, StatusCode::NOT_FOUND);
    site.send(&home(), 1, known(1)).await;
    let claim = |claim: &Value, phone: &SigningKey| {
        let key = hex(phone.verifying_key().as_bytes());
        json!({"claim": claim, "public_key": key})
    };
    let invited = site.invited().await;
    site.refused("claim", &json!({"claim": invited, "public_key": "7"}), 400, "no_public_key")
        .await;
    let before = site.news(2, Uuid::nil(), 0).await;
    assert_eq!(site.page("claim", &claim(&invited, &phone)).await.0, StatusCode::OK);
    // Every store knows the phone by its key, so that the code it shows is enough with HQ away.
    let news = site.news(2, before.list, before.upto).await;
    assert_eq!(news.records[0].page_key, hex(phone.verifying_key().as_bytes()));
    site.refused("claim", &claim(&invited, &thief), 410, "invitation_gone").await;
    site.refused("claim", &claim(&json!("guessed"), &thief), 410, "invitation_gone").await;

    let (status, page) = site.page("me", &signed(&phone, "me", now())).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    let page: MemberPage = serde_json::from_value(page).unwrap();
    assert_eq!((page.principal.minor(), page.ledger.len()), (5_000, 1));
    assert_eq!((page.phone.as_str(), page.stores[0].id), ("+447700900301", store(1)));
    site.refused("me", &signed(&thief, "me", now()), 401, "other_phone").await;
    site.refused("me", &signed(&phone, "close", now()), 401, "other_phone").await;
    let late = now() - PAGE_CLOCK_OFF_MS - 60_000;
    site.refused("me", &signed(&phone, "me", late), 401, "wrong_clock").await;
    site.refused("me", &json!({"member_id": "x"}), 400, "not_readable").await;

    // A new phone takes the page over; the store that enrolled them is told of both once it listens.
    let again = site.invited().await;
    assert_eq!(site.page("claim", &claim(&again, &thief)).await.0, StatusCode::OK);
    let url = site.url(&format!("/sync/v1/members/wanted?store={}", store(1)));
    let told = site.client.get(url).bearer_auth(token(1)).send().await.unwrap();
    let told: WantedMembers = told.json().await.unwrap();
    let keys: Vec<_> = told.changed.iter().map(|record| record.page_key.clone()).collect();
    assert_eq!(keys, [&phone, &thief].map(|phone| hex(phone.verifying_key().as_bytes())));
    site.refused("me", &signed(&phone, "me", now()), 401, "other_phone").await;
    site.stop().await;
}

#[tokio::test]
async fn a_member_reads_their_orders_and_takes_along_all_that_is_kept_of_them() {
    let site = Site::open().await;
    let phone = SigningKey::from_bytes(&[1; 32]);
    let mut home = home();
    home.sell(10, DAY, NOON + HOUR_MS, 500, true);
    // Enrolled twice: the other membership turned out to be theirs.
    let other = MemberId::from_uuid(Uuid::from_u128(4));
    home.sell(4, DAY, NOON, 700, true);
    home.sell(12, DAY, NOON, 900, true);
    home.write(&Event::MembersMerged { member_id: other, into: ann() }, NOON);
    let code = |text| Code::new(text).unwrap();
    let item = ItemId::from_uuid(Uuid::from_u128(1));
    let names = Names::new("面", "Noodles");
    let mut catalogue = Catalogue::empty();
    catalogue.items.push(Item::plain(item, names.clone(), code("noodles"), code("standard")));
    let record = MemberRecord { id: other, phone: "+447700900302".into(), ..record(1) };
    let mut told = known(1);
    told.push(SyncRecord::Member { member_id: other, record: Some(record.clone()) });
    told.push(SyncRecord::Catalogue { catalogue });
    site.send(&home, 1, told).await;
    let key = hex(phone.verifying_key().as_bytes());
    let claimed = json!({"claim": site.invited().await, "public_key": key});
    assert_eq!(site.page("claim", &claimed).await.0, StatusCode::OK);

    let (_, page) = site.page("me", &signed(&phone, "me", now())).await;
    let page: MemberPage = serde_json::from_value(page).unwrap();
    let orders: Vec<_> =
        page.orders.iter().map(|one| (one.number, one.total.minor(), one.bought.len())).collect();
    assert_eq!(orders, [(10, 500, 1), (4, 700, 1)], "the latest first, and nobody else's");
    assert_eq!(page.orders[0].bought, [PageBought { names: Some(names), units: 1 }]);
    assert_eq!(page.orders[0].store_id, page.stores[0].id);

    site.refused("own", &signed(&phone, "me", now()), 401, "other_phone").await;
    let (status, own) = site.page("own", &signed(&phone, "own", now())).await;
    assert_eq!(status, StatusCode::OK);
    let own: OwnData = serde_json::from_value(own).unwrap();
    let phones: Vec<_> = own.records.iter().map(|record| record.phone.as_str()).collect();
    assert_eq!(phones, [record.phone.as_str(), "+447700900301"]);
    assert_eq!((own.page.orders.len(), own.page.ledger.len()), (2, 1));
    site.stop().await;
}

#[tokio::test]
async fn who_closes_their_membership_is_forgotten_unless_a_store_owes_them() {
    let site = Site::open().await;
    let phone = SigningKey::from_bytes(&[1; 32]);
    let mut home = home();
    site.send(&home, 1, known(1)).await;
    let key = hex(phone.verifying_key().as_bytes());
    let claimed = json!({"claim": site.invited().await, "public_key": key});
    assert_eq!(site.page("claim", &claimed).await.0, StatusCode::OK);
    site.refused("close", &signed(&phone, "close", now()), 409, "value_left").await;
    home.write(&moved(Reason::Adjusted { why: AdjustReason::Lapsed }, -5_000), 1_795_262_400_000);
    let from = home.head();
    site.send(&home, from, Vec::new()).await;
    let (status, _) = site.page("close", &signed(&phone, "close", now())).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    site.refused("me", &signed(&phone, "me", now()), 410, "membership_closed").await;
    assert_eq!(site.find(2).await, None);
    let url = site.url(&format!("/sync/v1/erased?store={}", store(1)));
    let told = site.client.get(url).bearer_auth(token(1)).send().await.unwrap();
    assert!(told.text().await.unwrap().contains(&ann().to_string()));
    site.stop().await;
}

#[tokio::test]
async fn a_member_looks_at_a_coupon_of_theirs_and_it_counts_once_for_its_campaign() {
    let site = Site::open().await;
    let (phone, thief) = (SigningKey::from_bytes(&[1; 32]), SigningKey::from_bytes(&[2; 32]));
    let mut home = home();
    let coupon = domain::ledger::Coupon {
        id: domain::id::CouponId::from_uuid(Uuid::from_u128(0xC0)),
        worth: domain::Money::from_minor(300),
        least: domain::Money::ZERO,
        last_day: "2199-12-31".parse().map(domain::BusinessDay::from_date).unwrap(),
        campaign: Some(domain::Code::new("autumn").unwrap()),
    };
    let entry = domain::ledger::Entry {
        coupon: Some(domain::ledger::CouponMove { coupon: coupon.clone(), came: true }),
        ..domain::ledger::Entry::new(Reason::CouponGiven { approved_by: None })
    };
    let entry = Box::new(entry);
    let given = domain::Event::MemberPosted { member_id: ann(), entry, receipt_printer: None };
    home.write(&given, now());
    site.send(&home, 1, known(1)).await;
    let key = hex(phone.verifying_key().as_bytes());
    let claimed = json!({"claim": site.invited().await, "public_key": key});
    assert_eq!(site.page("claim", &claimed).await.0, StatusCode::OK);
    let look = |phone: &SigningKey, id: String| json!({"coupon_id": id, "ask": signed(phone, "coupon", now())});
    let id = coupon.id.to_string();
    site.refused("coupon", &look(&thief, id.clone()), 401, "other_phone").await;
    let other = Uuid::from_u128(0xC1).to_string();
    site.refused("coupon", &look(&phone, other), 404, "no_such_coupon").await;
    for _ in 0..2 {
        assert_eq!(site.page("coupon", &look(&phone, id.clone())).await.0, StatusCode::NO_CONTENT);
    }
    let told = site.client.get(site.url("/api/v1/coupons?days=1")).send().await.unwrap();
    let told: protocol::hq::HqCampaigns = told.json().await.unwrap();
    let told: Vec<_> = told.campaigns.iter().map(|one| (one.given, one.opened)).collect();
    assert_eq!(told, [(1, 1)]);
    site.stop().await;
}
