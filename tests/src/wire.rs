//! A client of the store server that does only what it is told.

use anyhow::{Context, bail};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use uuid::Uuid;

/// The view that is sent the menu.
pub const MENU_VIEW: &str = "till";

/// A paired device.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Its token.
    pub token: String,
    /// Where the store is, `http://127.0.0.1:9300`.
    pub store: String,
}

/// A client for HTTP.
pub fn http() -> reqwest::Client {
    // One that is installed already serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

/// Pairs a device with a demo.
///
/// # Errors
/// When the store refuses it.
pub async fn seat(
    store: &str,
    code: &str,
    kind: &str,
    station: Option<&str>,
) -> anyhow::Result<Seat> {
    let body = json!({ "code": code, "name": format!("{kind} under test"), "kind": kind, "station": station });
    let answer = http()
        .post(format!("{store}/api/v1/pair"))
        .header("content-type", "application/json")
        .body(body.to_string())
        .send()
        .await?;
    let status = answer.status();
    let text = answer.text().await?;
    if !status.is_success() {
        bail!("pairing was refused: {text}");
    }
    let paired: Value = serde_json::from_str(&text)?;
    let token = paired["token"].as_str().context("no token")?.to_owned();
    Ok(Seat { token, store: store.to_owned() })
}

/// A WebSocket to the store server.
pub struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// The welcome it got.
    pub welcome: Value,
}

impl Client {
    /// Connects and says hello.
    ///
    /// # Errors
    /// When the store does not welcome it.
    pub async fn connect(seat: &Seat, view: &str, station: Option<&str>) -> anyhow::Result<Self> {
        let address = seat.store.replacen("http", "ws", 1) + "/ws";
        let (socket, _) =
            tokio_tungstenite::connect_async_with_config(&address, None, true).await?;
        let mut client = Self { socket, welcome: Value::Null };
        let hello = json!({
            "type": "hello", "protocol": 1, "token": seat.token, "session": null, "view": view,
            "station": station, "epoch": null, "last_seq": null,
        });
        client.say(hello.to_string()).await?;
        client.welcome = client.hear("welcome").await?;
        Ok(client)
    }

    /// Sends a frame.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn say(&mut self, frame: String) -> anyhow::Result<()> {
        Ok(self.socket.send(Message::text(frame)).await?)
    }

    /// The next frame, as text.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn next_text(&mut self) -> anyhow::Result<String> {
        loop {
            match self.socket.next().await.context("the store hung up")?? {
                Message::Text(text) => return Ok(text.as_str().to_owned()),
                Message::Close(frame) => bail!("the store closed: {frame:?}"),
                Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
            }
        }
    }

    /// The next frame of a type, passing over others.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn hear(&mut self, kind: &str) -> anyhow::Result<Value> {
        loop {
            let frame: Value = serde_json::from_str(&self.next_text().await?)?;
            if frame["type"] == kind {
                return Ok(frame);
            }
            if frame["type"] == "refused" && kind != "refused" {
                bail!("refused: {}", frame["message"]);
            }
        }
    }

    /// Signs somebody in.
    ///
    /// # Errors
    /// When they are refused.
    pub async fn sign_in(&mut self, staff_id: &str, pin: &str) -> anyhow::Result<()> {
        let frame =
            json!({ "type": "sign_in", "request_id": "1", "staff_id": staff_id, "pin": pin });
        self.say(frame.to_string()).await?;
        self.hear("signed_in").await.map(drop)
    }

    /// Sends a command under a new id and gives the outcome.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn command(&mut self, command: &Value) -> anyhow::Result<Value> {
        let id = Uuid::now_v7().to_string();
        self.say(json!({ "type": "command", "command_id": id, "command": command }).to_string())
            .await?;
        loop {
            let reply = self.hear("reply").await?;
            if reply["command_id"] == id.as_str() {
                return Ok(reply["outcome"].clone());
            }
        }
    }
}
