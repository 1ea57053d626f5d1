//! `GET /api/v1/live`: today, pushed as it changes.
//!
//! One task reads today for everybody who listens, at most once a second, and not at all while
//! nobody does.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Sse;
use axum::response::sse::Event;
use futures_util::{Stream, StreamExt, stream};
use protocol::http::Problem;
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;
use tokio_util::sync::CancellationToken;

use super::App;
use super::problem::Refusal;
use crate::headquarters::Hq;

/// Time between two pushes at least.
const PUSH_EVERY_MIN: Duration = Duration::from_secs(1);
/// Time between two pushes at most: without any change the clock still moves.
const PUSH_EVERY_MAX: Duration = Duration::from_secs(10);
/// Listeners at most.
const LISTENERS_MAX: usize = 256;

/// Today for all who listen.
#[derive(Clone)]
pub(crate) struct Live(watch::Sender<Arc<str>>);

impl Live {
    /// Starts the task that keeps it current until `stop`.
    pub(crate) fn start(hq: Arc<Hq>, stop: CancellationToken) -> Self {
        let live = watch::Sender::new(Arc::from(""));
        let push = live.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                () = keep_current(&hq, &push) => {}
            }
        });
        Self(live)
    }
}

async fn keep_current(hq: &Hq, live: &watch::Sender<Arc<str>>) {
    let mut changes = hq.changes();
    loop {
        tokio::time::sleep(PUSH_EVERY_MIN).await;
        let quiet = PUSH_EVERY_MAX.saturating_sub(PUSH_EVERY_MIN);
        if let Ok(Err(_closed)) = tokio::time::timeout(quiet, changes.changed()).await {
            return;
        }
        if live.receiver_count() > 0 {
            match today(hq).await {
                Ok(text) => drop(live.send_replace(text)),
                Err(error) => tracing::error!(%error, "today could not be pushed"),
            }
        }
    }
}

async fn today(hq: &Hq) -> anyhow::Result<Arc<str>> {
    Ok(serde_json::to_string(&hq.today().await?)?.into())
}

/// Today at once, and again whenever it changes.
#[utoipa::path(
    get,
    path = "/api/v1/live",
    responses(
        (status = 200, description = "Events `today` with an HqToday each", content_type = "text/event-stream"),
        (status = 401, description = "The read key is needed", body = Problem),
        (status = 503, description = "Too many listen", body = Problem),
    ),
)]
pub(crate) async fn live(
    State(app): State<App>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refusal> {
    if app.live.0.receiver_count() >= LISTENERS_MAX {
        let detail = "too many listen to HQ already: close other pages of it";
        return Err(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "too_many_listeners", detail));
    }
    let pushed = WatchStream::from_changes(app.live.0.subscribe());
    let first = today(&app.hq).await?;
    let events = stream::once(std::future::ready(first))
        .chain(pushed)
        .take_until(app.stop.cancelled_owned())
        .map(|text| Ok(Event::default().event("today").data(text)));
    Ok(Sse::new(events))
}
