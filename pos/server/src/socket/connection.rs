//! One WebSocket: frames in and out, each within its limits.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, close_code};
use protocol::CLIENT_FRAME_BYTES_MAX;
use tokio::time::timeout;

use crate::frames::Refusal;
use crate::parts::Parts;

/// Why a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The other end went away, or took nothing for too long.
    Gone,
    /// It said something after which it cannot go on.
    Refused,
    /// It sent a frame beyond the limit.
    TooLarge,
    /// The server stops.
    Stopping,
    /// The journal cannot be read.
    Fault,
}

/// One WebSocket.
pub(super) struct Connection {
    pub(super) socket: WebSocket,
    /// How long the other end may take to take a frame.
    pub(super) write: Duration,
}

/// What came in.
pub(super) enum Heard {
    Text(Utf8Bytes),
    /// Not a text.
    Binary,
    /// A sign of life.
    Alive,
}

impl Connection {
    pub(super) async fn send(&mut self, message: Message) -> Result<(), End> {
        match timeout(self.write, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Gone),
        }
    }

    pub(super) async fn text(&mut self, frame: impl Into<Utf8Bytes>) -> Result<(), End> {
        self.send(Message::Text(frame.into())).await
    }

    pub(super) async fn refuse(&mut self, parts: &Parts, refusal: Refusal) -> Result<(), End> {
        parts.measures.frames_refused.increment(1);
        self.text(refusal.frame()).await
    }

    pub(super) async fn hear(&mut self) -> Result<Heard, End> {
        match self.socket.recv().await {
            // What the transport says of a frame beyond its own limit.
            Some(Err(error)) if error.to_string().contains("too long") => Err(End::TooLarge),
            None | Some(Err(_) | Ok(Message::Close(_))) => Err(End::Gone),
            Some(Ok(Message::Text(text))) if text.len() > CLIENT_FRAME_BYTES_MAX => {
                Err(End::TooLarge)
            }
            Some(Ok(Message::Text(text))) => Ok(Heard::Text(text)),
            Some(Ok(Message::Binary(_))) => Ok(Heard::Binary),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(Heard::Alive),
        }
    }

    /// Says goodbye; that it does not arrive is no matter.
    pub(super) async fn close(&mut self, end: End) {
        let (code, reason) = match end {
            End::Gone => return,
            End::Refused => (close_code::POLICY, "refused"),
            End::TooLarge => {
                let refusal = Refusal::new(
                    "frame_too_large",
                    format!(
                        "a frame may have {CLIENT_FRAME_BYTES_MAX} bytes, this one has more: send less at a time"
                    ),
                );
                let _ = self.text(refusal.frame()).await;
                (close_code::SIZE, "frame too large")
            }
            End::Stopping => (close_code::RESTART, "the store server is stopping"),
            End::Fault => (close_code::ERROR, "the store server failed"),
        };
        let frame = CloseFrame { code, reason: Utf8Bytes::from_static(reason) };
        let _ = self.send(Message::Close(Some(frame))).await;
    }
}
