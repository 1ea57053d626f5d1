//! A connection, from its upgrade to its end: a loop between a WebSocket, a `Terminal` and a
//! `kds::Feed`. No decisions about the trade.

mod connection;
mod screen;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{ConnectInfo, State, WebSocketUpgrade};
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use axum::response::{IntoResponse, Response};
use protocol::CLIENT_FRAME_BYTES_MAX;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;

use self::connection::{Connection, End, Heard};
pub use self::screen::COMMANDS_IN_FLIGHT_MAX;
use crate::frames::{Refusal, read};
use crate::http::{App, problem};
use crate::parts::Parts;
use crate::terminal::{self, Welcomed};

/// Connected terminals and screens at most.
pub const CONNECTIONS_MAX: usize = 256;
/// Bytes that the transport takes before it gives up on a frame. Above [`CLIENT_FRAME_BYTES_MAX`],
/// so that a frame that is somewhat too large is answered with a sentence.
const TRANSPORT_FRAME_BYTES_MAX: usize = 4 * CLIENT_FRAME_BYTES_MAX;

/// `GET /ws`.
pub(crate) async fn upgrade(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    if !origin_is_ours(&headers) {
        return problem(
            403,
            "Forbidden",
            "foreign_origin",
            "This page does not come from this store: open the store's own address.",
        );
    }
    let Ok(upgrade) = upgrade else {
        return problem(
            426,
            "Upgrade Required",
            "not_a_websocket",
            "This address speaks WebSocket only: open it as ws://…/ws.",
        );
    };
    let Ok(permit) = Arc::clone(&app.parts.connections).try_acquire_owned() else {
        return problem(
            503,
            "Service Unavailable",
            "too_many_connections",
            "Too many screens are connected: close one, then try again.",
        );
    };
    upgrade
        .max_message_size(TRANSPORT_FRAME_BYTES_MAX)
        .max_frame_size(TRANSPORT_FRAME_BYTES_MAX)
        .on_upgrade(move |socket| {
            let App { parts, stop, tasks } = app;
            tasks.track_future(async move {
                parts.measures.connections.increment(1.0);
                let mut connection = Connection { write: parts.limits.write, socket };
                let end = run(&parts, &stop, &mut connection, permit).await;
                tracing::debug!(%peer, ?end, "a connection ended");
                connection.close(end).await;
                parts.measures.connections.decrement(1.0);
            })
        })
        .into_response()
}

/// Whether a browser's page came from this server. Programs send no origin.
fn origin_is_ours(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    match (origin, host) {
        (Some(("http" | "https", origin)), Some(host)) => origin.eq_ignore_ascii_case(host),
        (Some(_) | None, _) => false,
    }
}

/// Runs a connection to its end.
async fn run(
    parts: &Arc<Parts>,
    stop: &CancellationToken,
    connection: &mut Connection,
    _permit: OwnedSemaphorePermit,
) -> End {
    let welcomed = tokio::select! {
        () = stop.cancelled() => return End::Stopping,
        welcomed = first_frame(parts, connection) => welcomed,
    };
    let welcomed = match welcomed {
        Ok(welcomed) => welcomed,
        Err(end) => return end,
    };
    match screen::show(parts, stop, connection, welcomed).await {
        Ok(()) => End::Stopping,
        Err(end) => end,
    }
}

async fn first_frame(parts: &Parts, connection: &mut Connection) -> Result<Welcomed, End> {
    let until = Instant::now() + parts.limits.hello;
    loop {
        let heard = match timeout_at(until, connection.hear()).await {
            Ok(heard) => heard?,
            Err(_elapsed) => {
                let refusal = Refusal::new(
                    "hello_first",
                    "no hello came in time: connect again and send it first",
                );
                connection.refuse(parts, refusal).await?;
                return Err(End::Refused);
            }
        };
        let refusal = match heard {
            Heard::Alive => continue,
            Heard::Binary => not_text(),
            Heard::Text(text) => match read(&text) {
                Ok(frame) => match terminal::hello(parts, frame).await {
                    Ok(welcomed) => return Ok(welcomed),
                    Err(refusal) => {
                        connection.refuse(parts, refusal).await?;
                        return Err(End::Refused);
                    }
                },
                Err(refusal) => refusal,
            },
        };
        connection.refuse(parts, refusal).await?;
    }
}

fn not_text() -> Refusal {
    Refusal::new("not_text", "frames are text: send JSON in text frames")
}
