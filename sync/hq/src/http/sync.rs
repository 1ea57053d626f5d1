//! `/sync/v1`: what stores ask.

use std::time::{Duration, Instant};

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequest, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use domain::id::{MemberId, StoreId};
use protocol::http::Problem;
use protocol::sync::{BATCH_BYTES_MAX, ErasedMembers, SyncAnswer};
use serde::Deserialize;

use super::App;
use super::access::bearer;
use super::problem::Refusal;
use crate::incoming;

/// How long the body of a batch may take to arrive.
const BODY_SECONDS_MAX: u64 = 30;

/// Takes a batch of a store's journal.
#[utoipa::path(
    post,
    path = "/sync/v1/batches",
    request_body(content_type = "application/json", description = "A batch, compressed with zstd"),
    responses(
        (status = 200, description = "A SyncAnswer: whether the batch was taken or where to go on"),
        (status = 400, description = "Not a batch", body = Problem),
        (status = 401, description = "The token is not this store's", body = Problem),
        (status = 413, description = "Too large", body = Problem),
        (status = 415, description = "Neither plain JSON nor zstd", body = Problem),
        (status = 503, description = "Send again in a moment", body = Problem),
    ),
)]
pub(crate) async fn take_batch(
    State(app): State<App>,
    request: Request,
) -> Result<Json<SyncAnswer>, Refusal> {
    let store_id = authenticated(&app, request.headers())?;
    let compressed = is_compressed(request.headers())?;
    let _arriving = app.arriving.acquire().await.map_err(|_| stopping())?;
    let body = read_body(request).await?;
    let began = Instant::now();
    let checking = app.checking.acquire().await.map_err(|_| stopping())?;
    let read = tokio::task::spawn_blocking(move || incoming::read(&body, compressed)).await;
    let incoming = read.map_err(|_| stopping())??;
    drop(checking);
    if incoming.batch.store.id != store_id {
        return Err(unknown_token());
    }
    let answer = app.hq.take(incoming).await?;
    app.hq.meters.ingested_in(began.elapsed());
    Ok(Json(answer))
}

/// Which store asks, and after which member.
#[derive(Debug, Deserialize)]
pub(crate) struct StoreQuery {
    pub(super) store: StoreId,
    after: Option<MemberId>,
    /// Whether the store's line is new, and it may have missed something.
    #[serde(default)]
    pub(super) fresh: bool,
}

/// Says up to where HQ holds a store's journal.
#[utoipa::path(
    get,
    path = "/sync/v1/mark",
    params(("store" = String, Query, description = "The store's id")),
    responses(
        (status = 200, description = "A SyncAnswer: acknowledged with the mark, or nothing yet"),
        (status = 400, description = "Not a store's id", body = Problem),
        (status = 401, description = "The token is not this store's", body = Problem),
    ),
)]
pub(crate) async fn mark(
    State(app): State<App>,
    headers: HeaderMap,
    query: Result<Query<StoreQuery>, QueryRejection>,
) -> Result<Json<SyncAnswer>, Refusal> {
    let asked = of_itself(&app, &headers, query)?;
    Ok(Json(app.hq.mark(asked.store).await?))
}

/// Says who of a store's members was erased: a box that was restored from a backup does not know.
#[utoipa::path(
    get,
    path = "/sync/v1/erased",
    params(
        ("store" = String, Query, description = "The store's id"),
        ("after" = Option<String>, Query, description = "The last member of the page before"),
    ),
    responses(
        (status = 200, description = "{members}: their ids, rising, at most 1000"),
        (status = 400, description = "Not a store's id", body = Problem),
        (status = 401, description = "The token is not this store's", body = Problem),
    ),
)]
pub(crate) async fn erased(
    State(app): State<App>,
    headers: HeaderMap,
    query: Result<Query<StoreQuery>, QueryRejection>,
) -> Result<Json<ErasedMembers>, Refusal> {
    let asked = of_itself(&app, &headers, query)?;
    Ok(Json(ErasedMembers { members: app.hq.erased(asked.store, asked.after).await? }))
}

/// A question of a store that names itself.
pub(super) trait OfStore {
    /// Which store asks.
    fn store(&self) -> StoreId;
}

impl OfStore for StoreQuery {
    fn store(&self) -> StoreId {
        self.store
    }
}

/// What a store asks of itself; nobody is told of another store.
pub(super) fn of_itself<T: OfStore>(
    app: &App,
    headers: &HeaderMap,
    query: Result<Query<T>, QueryRejection>,
) -> Result<T, Refusal> {
    let store_id = authenticated(app, headers)?;
    let Query(query) = query.map_err(|error| {
        let detail = format!("add the store's id, ?store=ID: {}", error.body_text());
        Refusal::new(StatusCode::BAD_REQUEST, "no_store", detail)
    })?;
    if query.store() == store_id { Ok(query) } else { Err(unknown_token()) }
}

pub(super) fn authenticated(app: &App, headers: &HeaderMap) -> Result<StoreId, Refusal> {
    bearer(headers).and_then(|token| app.hq.store_of(token)).ok_or_else(unknown_token)
}

pub(super) fn unknown_token() -> Refusal {
    let detail = "HQ does not know this store with this token: check the store's HQ settings";
    Refusal::new(StatusCode::UNAUTHORIZED, "unknown_token", detail)
}

fn stopping() -> Refusal {
    let detail = "HQ is stopping: send again in a moment";
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "stopping", detail)
}

fn is_compressed(headers: &HeaderMap) -> Result<bool, Refusal> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let json = text(header::CONTENT_TYPE)
        .and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
    let encoding = text(header::CONTENT_ENCODING).unwrap_or("identity");
    if json && encoding.eq_ignore_ascii_case("zstd") {
        Ok(true)
    } else if json && encoding.eq_ignore_ascii_case("identity") {
        Ok(false)
    } else {
        let detail = "send application/json, plain or with content-encoding: zstd";
        Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong_type", detail))
    }
}

async fn read_body(request: Request) -> Result<Bytes, Refusal> {
    let limit = Duration::from_secs(BODY_SECONDS_MAX);
    match tokio::time::timeout(limit, Bytes::from_request(request, &())).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(error)) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let detail = format!(
                "the batch is larger than {BATCH_BYTES_MAX} bytes: send fewer events at once"
            );
            Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "batch_too_large", detail))
        }
        Ok(Err(error)) => {
            Err(Refusal::new(StatusCode::BAD_REQUEST, "body_broke_off", error.body_text()))
        }
        Err(_) => {
            let detail = format!("the batch did not arrive within {BODY_SECONDS_MAX} seconds");
            Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "body_too_slow", detail))
        }
    }
}
