//! The pages and their assets.

use axum::Router;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use web_assets::{Asset, Page};

use super::{App, problem};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/", get(async || page(Page::Home)))
        .route("/pos", get(async || page(Page::Till)))
        .route("/display", get(async || page(Page::Display)))
        .route("/printers", get(async || page(Page::Printers)))
        .route("/kds/{station}", get(async || page(Page::Kitchen)))
        .route("/expo", get(async || page(Page::Kitchen)))
        .route("/office", get(async || page(Page::Office)))
        .route("/board", get(async || page(Page::Board)))
        .route("/assets/{*path}", get(asset))
}

fn page(page: Page) -> Response {
    match web_assets::page(page) {
        Some(found) => send(found),
        None => missing(),
    }
}

async fn asset(Path(path): Path<String>) -> Response {
    match web_assets::asset(&format!("/assets/{path}")) {
        Some(found) => send(found),
        None => missing(),
    }
}

fn send(asset: Asset) -> Response {
    let Asset { bytes, content_type, immutable } = asset;
    let kept = if immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let content_type = HeaderValue::try_from(content_type)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let headers = [(CONTENT_TYPE, content_type), (CACHE_CONTROL, HeaderValue::from_static(kept))];
    (headers, bytes.into_owned()).into_response()
}

fn missing() -> Response {
    problem(404, "Not Found", "not_found", "This page is not part of this build: begin at /.")
}
