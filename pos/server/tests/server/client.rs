//! A terminal or screen as the tests have it, and plain HTTP.

use std::net::SocketAddr;

use domain::Command;
use domain::id::{CommandId, Epoch, StaffId};
use domain::staff::DeviceKind;
use futures_util::{SinkExt, StreamExt};
use protocol::PROTOCOL_VERSION;
use protocol::frames::{ClientFrame, Outcome, ServerFrame, ViewName};
use protocol::http::Paired;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use uuid::Uuid;

use crate::shop::{DEMO_CODE, PATIENCE, Shop, code};

/// An HTTP answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The stable code of a problem document.
    pub(crate) fn code(&self) -> String {
        assert!(self.head.contains("application/problem+json"), "{}", self.head);
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        assert!(problem["detail"].as_str().unwrap().len() > 20);
        problem["code"].as_str().unwrap().to_owned()
    }
}

/// Sends a request exactly as written (without the last headers) and reads the answer to its end.
pub(crate) async fn raw(addr: SocketAddr, head: &str, body: &str) -> Answer {
    let mut stream = TcpStream::connect(addr).await.unwrap();
    let request =
        format!("{head}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.unwrap().unwrap();
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_ascii_lowercase();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head, body: bytes[end + 4..].to_vec() }
}

pub(crate) async fn get(addr: SocketAddr, path: &str, token: Option<&str>) -> Answer {
    let token =
        token.map_or_else(String::new, |token| format!("authorization: Bearer {token}\r\n"));
    raw(addr, &format!("GET {path} HTTP/1.1\r\nhost: {addr}\r\n{token}"), "").await
}

pub(crate) async fn post(addr: SocketAddr, path: &str, headers: &str, body: &str) -> Answer {
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {addr}\r\ncontent-type: application/json\r\n{headers}"
    );
    raw(addr, &head, body).await
}

/// Pairs a device with the demo's code.
pub(crate) async fn pair(addr: SocketAddr, kind: DeviceKind, station: Option<&str>) -> Paired {
    let kind = serde_json::to_string(&kind).unwrap();
    let station = serde_json::to_string(&station).unwrap();
    let body =
        format!(r#"{{"code":"{DEMO_CODE}","name":"Test","kind":{kind},"station":{station}}}"#);
    let answer = post(addr, "/api/v1/pair", "", &body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    serde_json::from_slice(&answer.body).unwrap()
}

/// A connection.
pub(crate) struct Client {
    pub(crate) socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub(crate) paired: Paired,
    pub(crate) session: Option<String>,
}

pub(crate) fn new_id() -> CommandId {
    CommandId::from_uuid(Uuid::now_v7())
}

/// A connection that has said nothing yet.
pub(crate) async fn connect(addr: SocketAddr) -> WebSocketStream<MaybeTlsStream<TcpStream>> {
    tokio_tungstenite::connect_async(format!("ws://{addr}/ws")).await.unwrap().0
}

impl Client {
    /// A cashier's terminal that shows nothing: it only asks.
    pub(crate) async fn terminal(shop: &Shop) -> Self {
        let paired = pair(shop.addr, DeviceKind::Terminal, None).await;
        let mut client = Self::open(shop.addr, paired, ViewName::None, None).await;
        client.sign_in(shop.cashier.id, crate::shop::CASHIER_PIN).await;
        client
    }

    /// A screen, paired anew.
    pub(crate) async fn screen(
        shop: &Shop,
        kind: DeviceKind,
        view: ViewName,
        station: Option<&str>,
    ) -> Self {
        let paired = pair(shop.addr, kind, station).await;
        Self::open(shop.addr, paired, view, None).await
    }

    /// Connects a paired device and says hello.
    pub(crate) async fn open(
        addr: SocketAddr,
        paired: Paired,
        view: ViewName,
        seen: Option<(Epoch, u64)>,
    ) -> Self {
        let mut client = Self { socket: connect(addr).await, paired, session: None };
        client.hello(view, seen).await;
        client
    }

    pub(crate) async fn hello(&mut self, view: ViewName, seen: Option<(Epoch, u64)>) {
        let hello = ClientFrame::Hello {
            protocol: PROTOCOL_VERSION,
            token: self.paired.token.clone(),
            session: self.session.clone(),
            view,
            station: self.paired.device.station.as_ref().map(|station| code(station.as_str())),
            epoch: seen.map(|(epoch, _)| epoch),
            last_seq: seen.map(|(_, seq)| seq),
        };
        self.send(&hello).await;
    }

    pub(crate) async fn send(&mut self, frame: &ClientFrame) {
        self.send_text(serde_json::to_string(frame).unwrap()).await;
    }

    pub(crate) async fn send_text(&mut self, text: String) {
        self.socket.send(Message::text(text)).await.unwrap();
    }

    /// The next frame that is no heartbeat, as it came; `Err` with what the server closed with.
    pub(crate) async fn text(&mut self) -> Result<String, Option<CloseFrame>> {
        loop {
            let message = timeout(PATIENCE, self.socket.next()).await.expect("nothing came");
            match message {
                Some(Ok(Message::Text(text))) if text.starts_with(r#"{"type":"heartbeat""#) => {}
                Some(Ok(Message::Text(text))) => return Ok(text.to_string()),
                Some(Ok(Message::Close(frame))) => return Err(frame),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(None),
            }
        }
    }

    pub(crate) async fn frame(&mut self) -> ServerFrame {
        let text = self.text().await.unwrap();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// Passes over frames until one is what is wanted.
    pub(crate) async fn until<T>(
        &mut self,
        mut wanted: impl FnMut(&ServerFrame) -> Option<T>,
    ) -> T {
        loop {
            let frame = self.frame().await;
            if let Some(found) = wanted(&frame) {
                return found;
            }
        }
    }

    pub(crate) async fn refused(&mut self) -> String {
        self.until(|frame| match frame {
            ServerFrame::Refused { code, message, .. } => {
                assert!(message.len() > 20, "{code}: {message}");
                Some(code.clone())
            }
            _ => None,
        })
        .await
    }

    pub(crate) async fn try_sign_in(
        &mut self,
        staff_id: StaffId,
        pin: &str,
    ) -> Result<String, String> {
        let request_id = Uuid::now_v7().to_string();
        let pin = pin.to_owned();
        self.send(&ClientFrame::SignIn { request_id: request_id.clone(), staff_id, pin }).await;
        self.until(|frame| match frame {
            ServerFrame::SignedIn { request_id: id, session, .. } if *id == request_id => {
                Some(Ok(session.clone()))
            }
            ServerFrame::Refused { request_id: Some(id), code, .. } if *id == request_id => {
                Some(Err(code.clone()))
            }
            _ => None,
        })
        .await
    }

    pub(crate) async fn sign_in(&mut self, staff_id: StaffId, pin: &str) {
        self.session = Some(self.try_sign_in(staff_id, pin).await.unwrap());
    }

    /// Sends a command and returns the reply frame as it came.
    pub(crate) async fn reply(&mut self, command_id: CommandId, command: &Command) -> String {
        self.send(&ClientFrame::Command { command_id, command: command.clone() }).await;
        let id = command_id.to_string();
        loop {
            let text = self.text().await.unwrap();
            let is_answer =
                text.starts_with(r#"{"type":"reply""#) || text.starts_with(r#"{"type":"refused""#);
            if is_answer && text.contains(&id) {
                return text;
            }
        }
    }

    pub(crate) async fn ask(&mut self, command: &Command) -> Outcome {
        let reply = self.reply(new_id(), command).await;
        match serde_json::from_str(&reply).unwrap() {
            ServerFrame::Reply { outcome, .. } => outcome,
            other => panic!("no reply: {other:?}"),
        }
    }

    /// Asks, and expects that it happens.
    pub(crate) async fn done(&mut self, command: &Command) -> (u64, domain::CommandResult) {
        match self.ask(command).await {
            Outcome::Accepted { last_seq, result, .. } => (last_seq, result),
            Outcome::Refused { message, .. } => panic!("refused: {message}"),
        }
    }
}
