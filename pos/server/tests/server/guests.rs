//! What guests say by the code on their receipt, and what managers read of them.

use domain::id::MemberId;
use domain::member::{Consent, MemberAbout, Purpose};
use domain::order::feedback::code_of;
use domain::{Command, CommandResult};
use uuid::Uuid;

use crate::client::{Answer, Client, raw};
use crate::office::{ask, manager};
use crate::shop::{Premises, noodles_paid};

const FORM: &str = "content-type: application/x-www-form-urlencoded\r\n";

fn text(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

#[tokio::test]
async fn a_guest_is_told_in_words_what_is_wrong_and_heard_once() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let (_, paid) = till.done(&noodles_paid()).await;
    let CommandResult::Order { order_id, .. } = paid else { panic!("{paid:?}") };
    let code = code_of(order_id);
    for (body, status, words) in [
        ("code=%00&score=5".to_owned(), 400, "eight letters and digits"),
        ("code=0000-0000&score=5".to_owned(), 404, "no receipt with this code"),
        (format!("code={code}"), 400, "from 1 to 5"),
        (format!("code={code}&score=6"), 400, "1 to 5"),
        (format!("code={code}&score=x"), 400, "could not read"),
        (format!("code={code}&score=1&words=4111111111111111"), 400, "never keep one"),
        (format!("code={code}&score=4&words=%3Cb%3E"), 200, "Thank you"),
        (format!("code={code}&score=5"), 409, "already"),
    ] {
        let head = format!("POST /f HTTP/1.1\r\nhost: {}\r\n{FORM}", shop.addr);
        let answer = raw(shop.addr, &head, &body).await;
        assert_eq!(answer.status, status, "{body}: {}", text(&answer));
        assert!(text(&answer).contains(words), "{body}: {}", text(&answer));
    }
    let (_boss, headers) = manager(&shop).await;
    let report = "/api/v1/reports/feedback?from=2020-01-01&to=2029-01-01&format=csv";
    let read = ask(shop.addr, report, &headers).await;
    assert!(text(&read).contains(",4,false,<b>"), "{}", text(&read));
    shop.close().await;
}

#[tokio::test]
async fn nobody_but_a_manager_gets_a_guests_data_and_of_a_stranger_there_is_none() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let (mut boss, headers) = manager(&shop).await;
    let member_id = MemberId::from_uuid(Uuid::now_v7());
    boss.done(&Command::EnrolMember {
        member_id,
        phone: "07700 900123".to_owned(),
        name: "Mei".to_owned(),
        consents: vec![domain::member::Consent {
            purpose: domain::member::Purpose::Membership,
            text_version: 1,
        }],
        came: domain::member::Came::default(),
    })
    .await;
    let path = format!("/api/v1/members/{member_id}/export");
    let mine = ask(shop.addr, &path, &headers).await;
    assert_eq!(mine.json()["record"]["phone"], "+447700900123");
    let nobody = ask(shop.addr, &path, "").await;
    assert_eq!(nobody.status, 401);
    let stranger = format!("/api/v1/members/{}/export", Uuid::now_v7());
    let stranger = ask(shop.addr, &stranger, &headers).await;
    assert_eq!((stranger.status, stranger.code().as_str()), (404, "unknown_member"));
    boss.done(&Command::EraseMember { member_id }).await;
    assert_eq!(ask(shop.addr, &path, &headers).await.status, 404);
    for by in ["staff", "hour", "month", "cohort", "moon"] {
        let path =
            format!("/api/v1/reports/members?from=2020-01-01&to=2029-01-01&format=csv&by={by}");
        let read = ask(shop.addr, &path, &headers).await;
        assert_eq!(read.status, if by == "moon" { 400 } else { 200 }, "{by}");
    }
    let scores = "/api/v1/reports/scorecard?from=2020-01-01&to=2029-01-01&format=csv";
    let scores = ask(shop.addr, scores, &headers).await;
    assert!(text(&scores).contains("members_brought"), "{}", text(&scores));
    shop.close().await;
}

fn agreed(purpose: Purpose) -> Consent {
    Consent { purpose, text_version: 1 }
}

async fn enrolled(boss: &mut Client, phone: &str, name: &str) -> MemberId {
    let member_id = MemberId::from_uuid(Uuid::now_v7());
    boss.done(&Command::EnrolMember {
        member_id,
        phone: phone.to_owned(),
        name: name.to_owned(),
        consents: vec![agreed(Purpose::Membership)],
        came: domain::member::Came::default(),
    })
    .await;
    member_id
}

#[tokio::test]
async fn groups_are_counted_for_managers_and_a_list_has_only_those_who_agreed_and_nobody_twice() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let (mut boss, headers) = manager(&shop).await;
    let bo = enrolled(&mut boss, "07700 900124", "Bo").await;
    enrolled(&mut boss, "07700 900125", "=HYPERLINK(1)").await;
    for (marketing, tags) in [(false, "x"), (true, "no straw")] {
        boss.done(&Command::ChangeMember {
            member_id: bo,
            about: MemberAbout {
                name: "Bo".to_owned(),
                tags: vec![tags.to_owned()],
                birthday: None,
                cards: Vec::new(),
                marketing: marketing.then(|| agreed(Purpose::Marketing)),
            },
        })
        .await;
    }
    let groups = "/api/v1/members/groups";
    let counted = ask(shop.addr, groups, &headers).await.json();
    assert_eq!(counted["members"], 2);
    let of = |key: &str| {
        let groups = counted["groups"].as_array().unwrap().iter();
        let found = groups.clone().find(|group| group["key"] == key);
        found.map(|group| (group["members"].clone(), group["reachable"].clone()))
    };
    assert_eq!(of("stage:prospect"), Some((2.into(), 1.into())));
    assert_eq!((of("tag:no straw"), of("tag:x")), (Some((1.into(), 1.into())), None));
    let all = ask(shop.addr, &format!("{groups}/stage:prospect"), &headers).await.json();
    assert_eq!((all["count"].clone(), all["members"][0]["visits"].clone()), (2.into(), 0.into()));
    assert!(!all.to_string().contains("7700900"), "no phone is shown: {all}");
    assert_eq!(all["writable"], 1);
    let csv = ask(shop.addr, &format!("{groups}/stage:prospect?format=csv"), &headers).await;
    assert_eq!((csv.status, csv.json()["code"].clone()), (400, "not_written_to".into()));
    let write = async |group: &str, headers: &str| {
        let head =
            format!("POST {groups}/{group}/letters HTTP/1.1\r\nhost: {}\r\n{headers}", shop.addr);
        raw(shop.addr, &head, "").await
    };
    assert_eq!(write("stage:prospect", "").await.status, 401);
    let list = text(&write("stage:prospect", &headers).await);
    assert!(list.contains("Bo,447700900124,0,") && !list.contains("HYPERLINK"), "{list}");
    // Written to, they are left in peace; a list that did not arrive can be asked for again.
    let second = text(&write("tag:no%20straw", &headers).await);
    assert_eq!(second.trim().lines().count(), 1, "{second}");
    let again = ask(shop.addr, &format!("{groups}/written?format=csv"), &headers).await;
    assert_eq!(text(&again), list);
    // Who does not agree any more is in no list, not in one that is asked for again either.
    let about = MemberAbout {
        name: "Bo".to_owned(),
        tags: vec!["no straw".to_owned()],
        birthday: None,
        cards: Vec::new(),
        marketing: None,
    };
    boss.done(&Command::ChangeMember { member_id: bo, about }).await;
    let withdrawn = ask(shop.addr, &format!("{groups}/written?format=csv"), &headers).await;
    assert_eq!(text(&withdrawn).trim().lines().count(), 1);
    let now = ask(shop.addr, &format!("{groups}/stage:prospect"), &headers).await.json();
    assert_eq!((now["count"].clone(), now["writable"].clone()), (2.into(), 0.into()));
    for (path, headers, status) in [
        (groups.to_owned(), "", 401),
        (format!("{groups}/due"), "", 401),
        (format!("{groups}/moon"), headers.as_str(), 400),
        (format!("{groups}/tag:nobody"), headers.as_str(), 200),
        (format!("{groups}/due?format=pdf"), headers.as_str(), 400),
    ] {
        assert_eq!(ask(shop.addr, &path, headers).await.status, status, "{path}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_list_brings_members_along_once_however_often_it_is_taken() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let (mut boss, headers) = manager(&shop).await;
    enrolled(&mut boss, "07700 900124", "Bo").await;
    let list = "phone,name,points\n07700900124,Other,5\n07700900125,Ida,120\nx,y,z\n";
    let post = async |query: &str, headers: &str, body: &str| {
        let head = format!(
            "POST /api/v1/members/import{query} HTTP/1.1\r\nhost: {}\r\n{headers}content-type: text/csv\r\n",
            shop.addr
        );
        raw(shop.addr, &head, body).await
    };
    let count = |answer: &Answer| {
        let report = answer.json();
        let of = |key: &str| report[key].as_u64().unwrap();
        (of("imported"), of("unchanged"), of("refused"))
    };
    let trial = post("?consent=agreed&dry_run=true", &headers, list).await;
    assert_eq!(count(&trial), (1, 1, 1));
    assert_eq!(count(&post("?consent=agreed&dry_run=true", &headers, list).await), (1, 1, 1));
    assert_eq!(count(&post("?consent=agreed", &headers, list).await), (1, 1, 1));
    assert_eq!(count(&post("?consent=agreed", &headers, list).await), (0, 2, 1));
    let groups = ask(shop.addr, "/api/v1/members/groups/stage:prospect", &headers).await.json();
    let mut known: Vec<_> = groups["members"].as_array().unwrap().iter().collect();
    known.sort_by_key(|member| member["name"].to_string());
    let told: Vec<_> = known
        .iter()
        .map(|member| (member["name"].to_string(), member["points"].as_i64()))
        .collect();
    assert_eq!(told, [("\"Bo\"".to_owned(), Some(0)), ("\"Ida\"".to_owned(), Some(120))]);
    for (query, headers, body, status) in [
        ("?consent=agreed", "", list, 401),
        ("", headers.as_str(), list, 400),
        ("?consent=no", headers.as_str(), list, 400),
        ("?consent=agreed&dry_run=maybe", headers.as_str(), list, 400),
        ("?consent=agreed", headers.as_str(), "name\nx\n", 422),
    ] {
        assert_eq!(post(query, headers, body).await.status, status, "{query}");
    }
    shop.close().await;
}
