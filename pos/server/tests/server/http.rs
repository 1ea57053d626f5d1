//! Plain HTTP: problems, headers, limits.

use std::net::{Ipv4Addr, SocketAddr};

use store_server::listen;

use crate::client::{Client, get, post, raw};
use crate::shop::{Premises, noodles_paid};

#[tokio::test]
async fn s3_s5_s27_what_cannot_be_answered_is_a_problem_document_with_a_code() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let addr = shop.addr;
    let host = format!("host: {addr}\r\n");
    let json = "content-type: application/json\r\n";
    let large = format!("{{\"code\":\"{}\"}}", "x".repeat(70 * 1024));
    for (head, body, status, code) in [
        (format!("GET /nowhere HTTP/1.1\r\n{host}"), "", 404, "not_found"),
        (format!("GET /assets/pos/none.js HTTP/1.1\r\n{host}"), "", 404, "not_found"),
        (format!("DELETE /api/v1/status HTTP/1.1\r\n{host}"), "", 405, "method_not_allowed"),
        (format!("GET /ws HTTP/1.1\r\n{host}"), "", 426, "not_a_websocket"),
        ("GET / HTTP/1.1\r\nhost: evil.example\r\n".to_owned(), "", 421, "foreign_host"),
        (format!("POST /api/v1/pair HTTP/1.1\r\n{host}"), "{}", 415, "not_json"),
        (format!("POST /api/v1/pair HTTP/1.1\r\n{host}{json}"), "{", 400, "bad_json"),
        (format!("POST /api/v1/pair HTTP/1.1\r\n{host}{json}"), &large, 413, "body_too_large"),
        (
            format!("POST /api/v1/pair HTTP/1.1\r\n{host}{json}sec-fetch-site: cross-site\r\n"),
            "{}",
            403,
            "foreign_page",
        ),
        (format!("GET /api/v1/totals HTTP/1.1\r\n{host}"), "", 401, "unknown_device"),
        (
            format!("POST /api/v1/pairing-codes HTTP/1.1\r\n{host}{json}"),
            "{}",
            401,
            "unknown_device",
        ),
    ] {
        let answer = raw(addr, &head, body).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{head}");
    }
    shop.close().await;
}

#[tokio::test]
async fn s20_every_answer_carries_the_security_headers() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    for path in
        ["/", "/pos", "/kds/wok", "/expo", "/board", "/printers", "/api/v1/status", "/nowhere"]
    {
        let answer = get(shop.addr, path, None).await;
        for header in [
            "default-src 'self'",
            "frame-ancestors 'none'",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
        ] {
            assert!(answer.head.contains(header), "{path}: {}", answer.head);
        }
        assert!(!answer.head.contains("access-control-allow-origin"));
        assert_eq!(answer.status, if path == "/nowhere" { 404 } else { 200 }, "{path}");
    }
    shop.close().await;
}

#[tokio::test]
async fn programs_find_the_interface_the_counts_and_the_state() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    till.done(&noodles_paid()).await;
    let described = get(shop.addr, "/api/openapi.json", None).await.json();
    for path in ["/api/v1/status", "/api/v1/pair", "/api/v1/printers/{code}/papers", "/healthz"] {
        assert!(described["paths"][path].is_object(), "{path}");
    }
    let totals = get(shop.addr, "/api/v1/totals", Some(&till.paired.token)).await.json();
    assert_eq!((&totals["orders"], &totals["closed_sum"]), (&1.into(), &1_180.into()));
    let printers = get(shop.addr, "/api/v1/printers", Some(&till.paired.token)).await.json();
    assert_eq!(printers[0]["code"], "counter");
    assert_eq!(get(shop.addr, "/healthz", None).await.body, b"ok");
    assert_eq!(get(shop.addr, "/readyz", None).await.body, b"ready");
    let measures = String::from_utf8(get(shop.addr, "/metrics", None).await.body).unwrap();
    assert!(measures.contains("comanda_commands_total 1"), "{measures}");
    assert!(measures.contains("comanda_answer_seconds_bucket"), "{measures}");
    shop.close().await;
}

#[tokio::test]
async fn a_port_that_is_taken_is_told_in_a_sentence() {
    let first = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.unwrap();
    let error = listen(first.local_addr().unwrap()).await.unwrap_err().to_string();
    assert!(error.contains("another program has this port"), "{error}");
}

#[tokio::test]
async fn a_second_process_on_the_same_data_is_told_in_a_sentence() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let settings = domain_settings();
    let again = journal::Journal::open(journal::OpenOptions {
        dir: premises.dir().to_owned(),
        settings,
        clock: std::sync::Arc::new(journal::SystemClock),
    });
    let Err(error) = again else { panic!("two processes have the same data") };
    assert!(error.to_string().contains("in use"), "{error}");
    assert_eq!(post(shop.addr, "/api/v1/pair", "", "{}").await.status, 400, "the first goes on");
    shop.close().await;
}

fn domain_settings() -> domain::settings::Settings {
    domain::settings::Settings {
        store_id: domain::id::StoreId::from_uuid(uuid::Uuid::from_u128(42)),
        names: domain::Names::new("小店", "Little Shop"),
        currency: domain::money::Currency::from_code("GBP").unwrap(),
        time_zone: "Europe/London".parse().unwrap(),
        day_cut_off_minutes: 240,
        receipt_printer: None,
        drawer_printer: None,
        chit_printers: std::collections::BTreeMap::new(),
        fallback_printer: None,
        points_per_major: 1,
        trade: domain::settings::Trade::default(),
    }
}
