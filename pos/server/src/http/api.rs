//! What the store says of itself: to people's browsers, to programs, to whoever watches it.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, State};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use protocol::http::{Problem, Status, StoreTotals};

use super::App;
use super::ask::{Result, device, failed, no_store, refused};
use crate::demo::{Demo, is_local};

/// What anybody on the store's network may know of the store. A demo's pairing code and PINs are
/// told to the same machine only.
#[utoipa::path(get, path = "/api/v1/status", responses((status = 200, description = "Which store this is, its history and its seq.", content_type = "application/json")))]
pub(super) async fn status(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
) -> Response {
    let head = *app.parts.journal.head().borrow();
    no_store(Status {
        store: app.parts.card.clone(),
        epoch: head.epoch,
        seq: head.seq,
        hq_url: app.parts.hq_options.as_ref().map(|hq| hq.url.clone()),
        demo: app.parts.demo.as_ref().filter(|_| is_local(peer.ip())).map(Demo::access),
    })
}

/// What the store itself has counted, for reconciling.
#[utoipa::path(
    get, path = "/api/v1/totals",
    responses((status = 200, description = "Counts and sums of everything so far.", content_type = "application/json"), (status = 401, body = Problem)),
    params(("authorization" = String, Header, description = "Bearer and the device's token"))
)]
pub(super) async fn totals(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    device(&app, &headers).await?;
    let counted = app.parts.journal.read(|reader| reader.totals().map(counted)).await;
    Ok(no_store(counted.map_err(|error| failed(&error))?))
}

fn counted(totals: journal::Totals) -> StoreTotals {
    StoreTotals {
        orders: totals.orders,
        lines: totals.lines,
        closed_sum: totals.closed_sum,
        closed: totals.closed,
        tickets: totals.tickets,
        tickets_shown: totals.tickets_shown,
        receipts: totals.receipts,
        receipts_printed: totals.receipts_printed,
    }
}

/// The process runs.
#[utoipa::path(get, path = "/healthz", responses((status = 200, description = "The process runs.", content_type = "text/plain")))]
pub(super) async fn healthz() -> &'static str {
    "ok"
}

/// The store can sell: its journal can be read and HQ does not contradict it.
#[utoipa::path(get, path = "/readyz", responses((status = 200, description = "The store can sell.", content_type = "text/plain"), (status = 503, body = Problem)))]
pub(super) async fn readyz(State(app): State<App>) -> Result<&'static str> {
    let not_ready = |code, detail: &str| refused(503, "Service Unavailable", code, detail);
    if app.stop.is_cancelled() {
        return Err(not_ready("stopping", "The store server is stopping."));
    }
    if app.parts.hq.borrow().store_is_behind {
        return Err(not_ready(
            "store_behind",
            "HQ knows more of this store than the store itself: somebody must decide how to go on.",
        ));
    }
    // Nothing is noted; it takes the same way through the writer as a sale.
    match app.parts.journal.note(journal::Note::Jobs(Vec::new())).await {
        Ok(()) => Ok("ready"),
        Err(_) => Err(not_ready("stopped", "The journal is closed: restart the store server.")),
    }
}

/// Counters for Prometheus.
#[utoipa::path(get, path = "/metrics", responses((status = 200, description = "Prometheus' text format.", content_type = "text/plain")))]
pub(super) async fn measures(State(app): State<App>) -> Response {
    let headers = [(CONTENT_TYPE, "text/plain; version=0.0.4"), (CACHE_CONTROL, "no-store")];
    (headers, app.parts.measures.render()).into_response()
}
