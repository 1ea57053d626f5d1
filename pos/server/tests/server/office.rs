//! What the back office asks over HTTP: reports, the catalogue's versions, imports, pictures.

use std::fmt::Write as _;
use std::net::SocketAddr;

use domain::id::ShiftId;
use domain::{Command, Money};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use uuid::Uuid;

use crate::client::{Answer, Client, get, raw};
use crate::shop::{MANAGER_PIN, PATIENCE, Premises, Shop, tea_paid};

const SQUARE: &str = include_str!("../data/square-items.csv");

/// A manager at a paired device, as HTTP headers.
pub(crate) async fn manager(shop: &Shop) -> (Client, String) {
    let mut till = Client::terminal(shop).await;
    till.sign_in(shop.manager.id, MANAGER_PIN).await;
    let headers = headers(&till);
    (till, headers)
}

fn headers(till: &Client) -> String {
    let session = till.session.as_deref().unwrap_or_default();
    format!("authorization: Bearer {}\r\ncomanda-session: {session}\r\n", till.paired.token)
}

pub(crate) async fn ask(addr: SocketAddr, path: &str, headers: &str) -> Answer {
    raw(addr, &format!("GET {path} HTTP/1.1\r\nhost: {addr}\r\n{headers}"), "").await
}

async fn send(addr: SocketAddr, path: &str, headers: &str, body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(addr).await.unwrap();
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {addr}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // A body that is too large is refused before it is read to its end.
    let _ = stream.write_all(body).await;
    let mut bytes = Vec::new();
    let _ = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.unwrap();
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_ascii_lowercase();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head, body: bytes[end + 4..].to_vec() }
}

const FOR_MANAGERS: [&str; 7] = [
    "/api/v1/reports/sales?by=item&from=2026-11-01&to=2026-11-30",
    "/api/v1/reports/exceptions?from=2026-11-01&to=2026-11-30",
    "/api/v1/reports/shifts?from=2026-11-01&to=2026-11-30",
    "/api/v1/reports/takings",
    "/api/v1/reports/kitchen?from=2026-11-01&to=2026-11-30",
    "/api/v1/reports/days",
    "/api/v1/catalogue/versions",
];

#[tokio::test]
async fn s15_only_a_manager_reads_reports() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let (till, by_manager) = manager(&shop).await;
    let cashier = Client::terminal(&shop).await;
    let stolen = format!(
        "authorization: Bearer {}\r\ncomanda-session: {}\r\n",
        cashier.paired.token,
        till.session.as_deref().unwrap()
    );
    for path in FOR_MANAGERS {
        assert_eq!(ask(shop.addr, path, "").await.code(), "unknown_device", "{path}");
        let signed_out = get(shop.addr, path, Some(&till.paired.token)).await;
        assert_eq!((signed_out.status, signed_out.code().as_str()), (401, "not_signed_in"));
        let by_cashier = ask(shop.addr, path, &headers(&cashier)).await;
        assert_eq!((by_cashier.status, by_cashier.code().as_str()), (403, "not_permitted"));
        assert_eq!(ask(shop.addr, path, &stolen).await.code(), "not_signed_in", "{path}");
        assert_eq!(ask(shop.addr, path, &by_manager).await.status, 200, "{path}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_report_with_dates_that_make_no_sense_is_refused_in_a_sentence() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let (_till, headers) = manager(&shop).await;
    for (query, code) in [
        ("", "bad_dates"),
        ("from=2026-11-01", "bad_dates"),
        ("from=2026-11-01&to=tomorrow", "bad_dates"),
        ("from=2026-02-30&to=2026-03-01", "bad_dates"),
        ("from=2026-1-1&to=2026-03-01", "bad_dates"),
        ("from=2026-11-02&to=2026-11-01", "bad_dates"),
        ("from=2016-01-01&to=2026-11-01", "too_many_days"),
        ("from=2026-11-01&to=2026-11-01&format=xml", "bad_format"),
    ] {
        let path = format!("/api/v1/reports/shifts?{query}");
        let answer = ask(shop.addr, &path, &headers).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, code), "{query}");
    }
    // 3,660 days, both ends included, are allowed.
    let most = "/api/v1/reports/shifts?from=2016-11-14&to=2026-11-21";
    assert_eq!(ask(shop.addr, most, &headers).await.status, 200);
    shop.close().await;
}

#[tokio::test]
async fn what_was_sold_is_in_the_report_by_item_hour_and_tender_with_its_names() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let (mut till, headers) = manager(&shop).await;
    till.done(&tea_paid()).await;
    let from_to = "from=2020-01-01&to=2029-12-29";
    let report = |by: &str| {
        let path = format!("/api/v1/reports/sales?by={by}&{from_to}");
        let (addr, headers) = (shop.addr, headers.clone());
        async move { ask(addr, &path, &headers).await.json() }
    };
    let items = report("item").await;
    assert_eq!(items["rows"].as_array().unwrap().len(), 1);
    assert_eq!(items["rows"][0]["names"]["en"], "Tea");
    assert_eq!(items["rows"][0]["net"], items["total"]["net"]);
    let staff = report("staff").await;
    assert!(staff["rows"][0]["names"]["en"].is_string(), "{staff}");
    for by in ["hour", "day", "category", "channel", "staff", "tender", "tax"] {
        assert_eq!(report(by).await["total"]["net"], items["total"]["net"], "{by}");
    }
    let nonsense = format!("/api/v1/reports/sales?by=mood&{from_to}");
    assert_eq!(ask(shop.addr, &nonsense, &headers).await.code(), "bad_group");
    let path = format!("/api/v1/reports/sales?by=item&{from_to}&format=csv");
    let table = ask(shop.addr, &path, &headers).await;
    let text = String::from_utf8(table.body).unwrap();
    assert!(text.contains(",Tea,1,1,"), "{text}");
    let path = format!("/api/v1/reports/exceptions?{from_to}");
    assert_eq!(ask(shop.addr, &path, &headers).await.json()["rows"], serde_json::json!([]));
    let path = format!("{path}&format=csv");
    assert_eq!(ask(shop.addr, &path, &headers).await.status, 200);
    shop.close().await;
}

#[tokio::test]
async fn a_guest_reads_the_receipt_of_a_paid_order_by_its_code_and_of_no_other() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let paid = tea_paid();
    let Command::PlaceOrder { order_id, .. } = &paid else { unreachable!() };
    let path = format!("/r/{order_id}");
    let before = get(shop.addr, &path, None).await;
    assert_eq!(before.status, 404, "nothing is paid yet");
    till.done(&paid).await;
    let page = get(shop.addr, &path, None).await;
    let text = String::from_utf8(page.body).unwrap();
    assert_eq!(page.status, 200);
    assert!(text.contains("Tea") && text.contains("3.50"), "{text}");
    for nobody in ["/r/1", "/r/00000000-0000-0000-0000-000000000001", "/r/..%2F..%2Fkeys"] {
        assert_eq!(get(shop.addr, nobody, None).await.status, 404, "{nobody}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_drawer_session_is_in_the_report_of_its_business_day_and_in_the_table() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let (mut till, headers) = manager(&shop).await;
    let shift_id = ShiftId::from_uuid(Uuid::now_v7());
    till.done(&Command::OpenShift { shift_id, float: Money::from_minor(5_000) }).await;
    let (seq, _) = till.done(&tea_paid()).await;
    let placed = shop.store.journal().read(move |reader| reader.event_at(seq)).await.unwrap();
    let utc = placed.unwrap().at.utc();
    let day = |days: i64| (utc + chrono::TimeDelta::days(days)).date_naive();
    // The cut-off is at four: yesterday to today covers any hour this test runs at.
    let now = format!("/api/v1/reports/shifts?from={}&to={}", day(-1), day(0));
    let shifts = ask(shop.addr, &now, &headers).await.json();
    assert_eq!(shifts["shifts"][0]["id"], shift_id.to_string());
    let past = format!("/api/v1/reports/shifts?from={}&to={}", day(-9), day(-2));
    let past = ask(shop.addr, &past, &headers).await.json();
    assert_eq!(past["shifts"].as_array().unwrap().len(), 0);
    let table = ask(shop.addr, &format!("{now}&format=csv"), &headers).await;
    assert!(table.head.contains("text/csv"), "{}", table.head);
    let table = String::from_utf8(table.body).unwrap();
    assert!(table.starts_with("\u{feff}opened_at,closed_at,opened_by"), "{table}");
    assert!(table.contains(",Li,Li,50.00,"), "{table}");
    shop.close().await;
}

#[tokio::test]
async fn a_menu_is_imported_only_when_it_is_meant_and_shows_as_a_version() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let (_till, headers) = manager(&shop).await;
    let path = "/api/v1/catalogue/import?source=square";
    let body = SQUARE.as_bytes();
    let tried = send(shop.addr, &format!("{path}&dry_run=true"), &headers, body).await.json();
    assert_eq!((&tried["dry_run"], &tried["version"]), (&true.into(), &serde_json::Value::Null));
    assert_eq!((&tried["imported"], &tried["refused"]), (&5.into(), &5.into()));
    assert_eq!(shop.store.journal().menu().catalogue().version, 1, "nothing was published");

    let done = send(shop.addr, path, &headers, body).await.json();
    assert_eq!((&done["dry_run"], &done["version"]), (&false.into(), &2.into()));
    let menu = shop.store.journal().menu();
    assert!(menu.catalogue().items.iter().any(|item| item.names.en == "Osmanthus Cake"));
    let again = send(shop.addr, path, &headers, body).await.json();
    assert_eq!((&again["version"], &again["unchanged"]), (&serde_json::Value::Null, &5.into()));

    let versions = ask(shop.addr, "/api/v1/catalogue/versions", &headers).await.json();
    assert_eq!(versions["versions"][0]["version"], 2);
    assert_eq!(versions["versions"][0]["staff_id"], shop.manager.id.to_string());
    assert_eq!(versions["versions"][0]["items"], menu.catalogue().items.len());
    assert_eq!(versions["versions"][1]["staff_id"], serde_json::Value::Null);
    shop.close().await;
}

#[tokio::test]
async fn an_import_that_cannot_be_read_is_refused_in_a_sentence() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let (_till, headers) = manager(&shop).await;
    let path = |query: &str| format!("/api/v1/catalogue/import?{query}");
    for (query, body, status, code) in [
        ("source=excel", SQUARE, 400, "bad_source"),
        ("", SQUARE, 400, "bad_source"),
        ("source=square&dry_run=perhaps", SQUARE, 400, "bad_dry_run"),
        ("source=loyverse", "Item,Cost\nTea,1\n", 422, "column_missing"),
    ] {
        let answer = send(shop.addr, &path(query), &headers, body.as_bytes()).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{query}");
    }
    // Other routes take 64 KiB; this one takes a whole menu.
    let mut large = String::from("Item Name,Price,Description\n");
    for number in 0..2_000 {
        writeln!(large, "Dish {number},1.00,{}", "x".repeat(100)).unwrap();
    }
    let answer = send(shop.addr, &path("source=square"), &headers, large.as_bytes()).await;
    assert_eq!(answer.json()["imported"], 2_000);
    shop.close().await;
}

#[tokio::test]
async fn a_picture_is_kept_by_its_hash_and_a_drawing_with_scripts_is_not() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let (_till, headers) = manager(&shop).await;
    let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
    picture.resize(1024 * 1024, 7);
    let kept = send(shop.addr, "/api/v1/photos", &headers, &picture).await;
    assert_eq!(kept.status, 201, "{kept:?}");
    let hash = kept.json()["hash"].as_str().unwrap().to_owned();
    let shown = get(shop.addr, &format!("/api/v1/photos/{hash}"), None).await;
    assert_eq!(shown.body.len(), picture.len());
    assert!(shown.head.contains("content-type: image/png"), "{}", shown.head);
    assert!(shown.head.contains("immutable"), "{}", shown.head);

    picture.push(7);
    let large = send(shop.addr, "/api/v1/photos", &headers, &picture).await;
    assert_eq!((large.status, large.code().as_str()), (413, "photo_too_large"));
    let drawing = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>";
    let svg = send(shop.addr, "/api/v1/photos", &headers, drawing).await;
    assert_eq!((svg.status, svg.code().as_str()), (415, "not_a_photo"));
    let nobody = send(shop.addr, "/api/v1/photos", "", drawing).await;
    assert_eq!((nobody.status, nobody.code().as_str()), (401, "unknown_device"));
    for path in ["/api/v1/photos/..%2Fjournal.sqlite", "/api/v1/photos/0"] {
        assert_eq!(get(shop.addr, path, None).await.code(), "unknown_photo", "{path}");
    }
    shop.close().await;
}
