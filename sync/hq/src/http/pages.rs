//! HQ's pages and what they load.

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use web_assets::{Asset, Page};

use super::App;
use super::problem::Refusal;

/// `/`, `/m` and `/assets/*`.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/", get(page))
        .route("/m", get(member_page))
        .route("/assets/{*path}", get(asset))
}

async fn page() -> Result<Response, Refusal> {
    web_assets::page(Page::Hq).map(send).ok_or_else(missing)
}

async fn member_page() -> Result<Response, Refusal> {
    web_assets::page(Page::Member).map(send).ok_or_else(missing)
}

async fn asset(Path(path): Path<String>) -> Result<Response, Refusal> {
    web_assets::asset(&format!("/assets/{path}")).map(send).ok_or_else(missing)
}

fn missing() -> Refusal {
    let detail = "this file is not part of HQ's page: load the page again";
    Refusal::new(StatusCode::NOT_FOUND, "no_such_file", detail)
}

fn send(asset: Asset) -> Response {
    let keep = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers =
        [(header::CONTENT_TYPE, asset.content_type), (header::CACHE_CONTROL, keep.to_owned())];
    (headers, Body::from(asset.bytes)).into_response()
}
