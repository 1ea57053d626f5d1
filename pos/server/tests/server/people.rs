//! Pairing and signing in.

use domain::id::StaffId;
use domain::staff::DeviceKind;
use futures_util::future::join;
use protocol::frames::{ClientFrame, ServerFrame, ViewName};
use uuid::Uuid;

use crate::client::{Client, connect, get, pair, post};
use crate::shop::{CASHIER_PIN, MANAGER_PIN, Premises, Shop};

async fn try_pair(shop: &Shop, code: &str, kind: &str, station: &str) -> (u16, String) {
    let body =
        format!(r#"{{"code":"{code}","name":"Second till","kind":"{kind}","station":{station}}}"#);
    let answer = post(shop.addr, "/api/v1/pair", "", &body).await;
    let code = if answer.status == 200 { String::new() } else { answer.code() };
    (answer.status, code)
}

#[tokio::test]
async fn s9_only_a_manager_makes_a_code_and_it_pairs_one_device() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let headers = |till: &Client| {
        let session = till.session.as_deref().unwrap_or_default();
        format!("authorization: Bearer {}\r\nx-comanda-session: {session}\r\n", till.paired.token)
    };
    let by_cashier = post(shop.addr, "/api/v1/pairing-codes", &headers(&till), "{}").await;
    assert_eq!((by_cashier.status, by_cashier.code()), (403, "not_permitted".to_owned()));
    till.sign_in(shop.manager.id, MANAGER_PIN).await;
    let made = post(shop.addr, "/api/v1/pairing-codes", &headers(&till), "{}").await;
    assert_eq!(made.status, 201, "{made:?}");
    let code = made.json()["code"].as_str().unwrap().to_owned();

    let as_typed = code.to_lowercase();
    let two = join(
        try_pair(&shop, &code, "terminal", "null"),
        try_pair(&shop, &as_typed, "terminal", "null"),
    );
    let mut ends = <[_; 2]>::from(two.await);
    ends.sort();
    assert_eq!(ends, [(200, String::new()), (403, "wrong_code".to_owned())]);
    shop.close().await;
}

#[tokio::test]
async fn a_pairing_that_cannot_be_is_told_why() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let demo = crate::shop::DEMO_CODE;
    for (code, kind, station, expected) in [
        ("0000-0000", "terminal", "null", (403, "wrong_code")),
        (demo, "station_screen", "null", (400, "station_missing")),
        (demo, "station_screen", r#""grill""#, (400, "unknown_station")),
        (demo, "toaster", "null", (400, "bad_json")),
        (demo, "station_screen", r#""wok""#, (200, "")),
    ] {
        let (status, code) = try_pair(&shop, code, kind, station).await;
        assert_eq!((status, code.as_str()), expected, "{kind} {station}");
    }
    let first = shop.store.first_pairing_code().unwrap();
    assert_eq!(try_pair(&shop, &first, "board", "null").await.0, 200);
    shop.close().await;
}

#[tokio::test]
async fn s14_a_wrong_pin_and_an_unknown_person_get_the_same_words() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let paired = pair(shop.addr, DeviceKind::Terminal, None).await;
    let mut till = Client::open(shop.addr, paired, ViewName::None, None).await;
    assert_eq!(till.try_sign_in(shop.cashier.id, MANAGER_PIN).await, Err("wrong_pin".to_owned()));
    let nobody = StaffId::from_uuid(Uuid::from_u128(999));
    assert_eq!(till.try_sign_in(nobody, CASHIER_PIN).await, Err("wrong_pin".to_owned()));
    assert!(till.try_sign_in(shop.cashier.id, CASHIER_PIN).await.is_ok());
    shop.close().await;
}

#[tokio::test]
async fn s12_f67_ten_wrong_pins_lock_somebody_out_over_a_restart_too() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let paired = pair(shop.addr, DeviceKind::Terminal, None).await;
    let mut till = Client::open(shop.addr, paired.clone(), ViewName::None, None).await;
    for _ in 0..10 {
        assert_eq!(till.try_sign_in(shop.cashier.id, "1357").await, Err("wrong_pin".to_owned()));
    }
    let locked = Err("staff_locked".to_owned());
    assert_eq!(till.try_sign_in(shop.cashier.id, CASHIER_PIN).await, locked);
    assert!(till.try_sign_in(shop.manager.id, MANAGER_PIN).await.is_ok(), "others go on");
    shop.close().await;

    let shop = premises.open().await;
    let mut till = Client::open(shop.addr, paired.clone(), ViewName::None, None).await;
    assert_eq!(till.try_sign_in(shop.cashier.id, CASHIER_PIN).await, locked);
    premises.clock.move_on(31 * 60 * 1000);
    assert!(till.try_sign_in(shop.cashier.id, CASHIER_PIN).await.is_ok());
    shop.close().await;
}

#[tokio::test]
async fn s7_a_sign_in_holds_over_a_reconnect_and_ends_at_its_age_or_when_signed_out() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let till = Client::terminal(&shop).await;
    let (paired, session) = (till.paired.clone(), till.session.clone());
    let staff_after = async |session: Option<String>| {
        let socket = connect(shop.addr).await;
        let mut client = Client { socket, paired: paired.clone(), session };
        client.hello(ViewName::None, None).await;
        let staff = client
            .until(|frame| match frame {
                ServerFrame::Welcome { staff, .. } => Some(staff.clone()),
                _ => None,
            })
            .await;
        (client, staff)
    };
    let (mut again, staff) = staff_after(session.clone()).await;
    assert_eq!(staff, Some(shop.cashier.clone()));
    assert_eq!(staff_after(Some("made up".to_owned())).await.1, None);

    // A new sign-in ends the old one.
    again.sign_in(shop.cashier.id, CASHIER_PIN).await;
    assert_eq!(staff_after(session).await.1, None);
    let session = again.session.clone();
    premises.clock.move_on(domain::staff::SESSION_MS_MAX + 1_000);
    assert_eq!(staff_after(session).await.1, None);

    let (mut last, _) = staff_after(None).await;
    last.sign_in(shop.cashier.id, CASHIER_PIN).await;
    let session = last.session.clone();
    last.send(&ClientFrame::SignOut).await;
    let mut head = shop.store.journal().head();
    let signed_out = shop.seq();
    // The sign-out is an event of its own; it may be there already.
    while staff_after(session.clone()).await.1.is_some() {
        head.wait_for(|head| head.seq > signed_out).await.unwrap();
    }
    shop.close().await;
}

#[tokio::test]
async fn a_demo_tells_its_code_and_pins_to_the_same_machine() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let status = get(shop.addr, "/api/v1/status", None).await.json();
    assert_eq!(status["demo"]["pairing_code"], crate::shop::DEMO_CODE);
    assert_eq!(status["demo"]["pins"].as_array().unwrap().len(), 2);
    assert_eq!(status["store"]["currency"], "GBP");
    shop.close().await;
}
