//! What people and programs read.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::id::StoreId;
use protocol::hq::{HqStoreTotals, HqToday};
use protocol::http::Problem;

use super::App;
use super::problem::Refusal;

/// Today, as all stores together have it.
#[utoipa::path(
    get,
    path = "/api/v1/today",
    responses(
        (status = 200, description = "An HqToday"),
        (status = 401, description = "The read key is needed", body = Problem),
    ),
)]
pub(crate) async fn today(State(app): State<App>) -> Result<Json<HqToday>, Refusal> {
    Ok(Json(app.hq.today().await?))
}

/// What HQ has counted for a store, for reconciling.
#[utoipa::path(
    get,
    path = "/api/v1/stores/{id}/totals",
    params(("id" = String, Path, description = "The store's id")),
    responses(
        (status = 200, description = "An HqStoreTotals"),
        (status = 401, description = "The read key is needed", body = Problem),
        (status = 404, description = "No such store", body = Problem),
    ),
)]
pub(crate) async fn totals(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<HqStoreTotals>, Refusal> {
    let unknown = || {
        let detail = format!("HQ knows no store {id}: its stores are in /api/v1/today");
        Refusal::new(StatusCode::NOT_FOUND, "no_such_store", detail)
    };
    let store_id: StoreId = id.parse().map_err(|_| unknown())?;
    app.hq.totals(store_id).await?.map(Json).ok_or_else(unknown)
}

/// HQ's counters, for Prometheus.
#[utoipa::path(
    get,
    path = "/metrics",
    responses(
        (status = 200, description = "Counters", content_type = "text/plain"),
        (status = 401, description = "The read key is needed", body = Problem),
    ),
)]
pub(crate) async fn metrics(State(app): State<App>) -> Result<impl IntoResponse, Refusal> {
    let (waiting, aside) = app.hq.backlog().await?;
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    Ok((kind, app.hq.meters.render(waiting, aside)))
}
