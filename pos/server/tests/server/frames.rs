//! Frames that cannot be taken: each gets its sentence, and nothing changes.

use domain::staff::DeviceKind;
use futures_util::SinkExt;
use protocol::frames::{ServerFrame, ViewName};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::client::{Client, connect, pair};
use crate::shop::{Premises, tea_paid};

#[tokio::test]
async fn f66_a_bad_frame_gets_a_sentence_changes_nothing_and_the_connection_stays() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let seq = shop.seq();
    let id = "00000000-0000-7000-8000-000000000001";
    for (text, code) in [
        ("hello".to_owned(), "not_json"),
        (r#"{"type":"dance"}"#.to_owned(), "unknown_frame_type"),
        ("{}".to_owned(), "unknown_frame_type"),
        (
            format!(
                r#"{{"type":"command","command_id":"{id}","command":{{"type":"close_order","order_id":"{id}","x":1}}}}"#
            ),
            "bad_command",
        ),
        (
            format!(
                r#"{{"type":"command","command_id":"{id}","command":{{"type":"open_shift","shift_id":"{id}","float":1.5}}}}"#
            ),
            "bad_command",
        ),
        (
            format!(
                r#"{{"type":"command","command_id":"{id}","command":{{"type":"open_shift","shift_id":"{id}","float":1e308}}}}"#
            ),
            "bad_command",
        ),
    ] {
        till.send_text(text).await;
        assert_eq!(till.refused().await, code);
    }
    till.socket.send(Message::binary(vec![0, 1, 2])).await.unwrap();
    assert_eq!(till.refused().await, "not_text");
    assert_eq!(shop.seq(), seq);
    till.done(&tea_paid()).await;
    shop.close().await;
}

#[tokio::test]
async fn f66_s25_a_frame_beyond_the_limit_is_refused_and_the_connection_closed() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    for size in [70 * 1024, 1024 * 1024] {
        let mut till = Client::terminal(&shop).await;
        let seq = shop.seq();
        // The server may hang up before all of it is out.
        let _ = till.socket.send(Message::text("x".repeat(size))).await;
        match till.text().await {
            Ok(refused) => {
                assert!(refused.contains("frame_too_large"), "{refused}");
                let close = till.text().await.unwrap_err();
                assert!(close.is_none_or(|frame| frame.code == CloseCode::Size));
            }
            // A reset overtakes what was sent before it.
            Err(close) => {
                assert!(close.is_none_or(|frame| frame.code == CloseCode::Size), "{size}");
            }
        }
        assert_eq!(shop.seq(), seq);
    }
    shop.close().await;
}

#[tokio::test]
async fn a_hello_that_cannot_be_taken_is_told_what_to_do() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let paired = pair(shop.addr, DeviceKind::Board, None).await;
    let token = &paired.token;
    for (hello, code) in [
        (format!(r#"{{"type":"hello","protocol":2,"token":"{token}","session":null,"view":"board","station":null,"epoch":null,"last_seq":null}}"#), "unsupported_protocol"),
        (r#"{"type":"hello","protocol":1,"token":"nobody","session":null,"view":"board","station":null,"epoch":null,"last_seq":null}"#.to_owned(), "unknown_device"),
        (format!(r#"{{"type":"hello","protocol":1,"token":"{token}","session":null,"view":"till","station":null,"epoch":null,"last_seq":null}}"#), "view_not_permitted"),
        (r#"{"type":"sign_out"}"#.to_owned(), "hello_first"),
    ] {
        let mut client = Client { socket: connect(shop.addr).await, paired: paired.clone(), session: None };
        client.send_text(hello).await;
        assert_eq!(client.refused().await, code);
        assert_eq!(client.text().await.unwrap_err().unwrap().code, CloseCode::Policy);
    }
    // One that never says hello is let go.
    let mut client =
        Client { socket: connect(shop.addr).await, paired: paired.clone(), session: None };
    assert_eq!(client.refused().await, "hello_first");
    let mut board = Client::open(shop.addr, paired, ViewName::Board, None).await;
    assert!(matches!(board.frame().await, ServerFrame::Welcome { .. }));
    shop.close().await;
}

#[tokio::test]
async fn s4_a_page_of_another_site_gets_no_connection() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let addr = shop.addr;
    for (origin, let_in) in [
        (format!("http://{addr}"), true),
        ("http://evil.example".to_owned(), false),
        (format!("http://{}:1", addr.ip()), false),
        ("null".to_owned(), false),
    ] {
        let mut request = format!("ws://{addr}/ws").into_client_request().unwrap();
        request.headers_mut().insert("origin", origin.parse().unwrap());
        match tokio_tungstenite::connect_async(request).await {
            Ok(_) => assert!(let_in, "{origin}"),
            Err(Error::Http(response)) => {
                assert!(!let_in, "{origin}");
                assert_eq!(response.status(), 403);
            }
            Err(other) => panic!("{other}"),
        }
    }
    shop.close().await;
}

#[tokio::test]
async fn sockets_are_told_that_the_server_stops() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut board = Client::screen(&shop, DeviceKind::Board, ViewName::Board, None).await;
    assert!(matches!(board.frame().await, ServerFrame::Welcome { .. }));
    let closing = tokio::spawn(shop.close());
    let close = loop {
        if let Err(close) = board.text().await {
            break close;
        }
    };
    assert_eq!(close.unwrap().code, CloseCode::Restart);
    closing.await.unwrap();
}
