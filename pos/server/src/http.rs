//! The HTTP side: routes, and what every answer carries.

mod api;
mod ask;
mod catalogue;
mod commissions;
mod coupons;
mod csv;
mod duplicates;
mod feedback;
mod groups;
mod guard;
mod kitchen;
mod member_import;
mod members;
mod pages;
mod pair;
mod papers;
mod photos;
mod receipt;
mod reports;
mod sales;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use protocol::http::Problem;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::parts::Parts;
use crate::socket;

/// Bytes in a request's body at most.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// What every handler has.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) parts: Arc<Parts>,
    pub(crate) stop: CancellationToken,
    pub(crate) tasks: TaskTracker,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Comanda store server",
        description = "One store: its terminals, screens and printers. Commands go over the WebSocket at /ws.",
        version = "1"
    ),
    components(schemas(Problem))
)]
struct Documentation;

/// All routes.
pub(crate) fn router(app: App) -> Router {
    let (api, documentation) = OpenApiRouter::with_openapi(Documentation::openapi())
        .routes(routes!(api::status))
        .routes(routes!(api::totals))
        .routes(routes!(papers::printers))
        .routes(routes!(papers::papers))
        .routes(routes!(papers::paper_picture))
        .routes(routes!(pair::pair))
        .routes(routes!(pair::pairing_code))
        .routes(routes!(sales::sales))
        .routes(routes!(sales::exceptions))
        .routes(routes!(kitchen::times))
        .routes(routes!(members::numbers))
        .routes(routes!(feedback::report))
        .routes(routes!(members::export))
        .routes(routes!(duplicates::duplicates))
        .routes(routes!(groups::groups))
        .routes(routes!(groups::group))
        .routes(routes!(groups::write))
        .routes(routes!(members::scorecard))
        .routes(routes!(commissions::commissions))
        .routes(routes!(commissions::of_person))
        .routes(routes!(coupons::coupons))
        .routes(routes!(reports::shifts))
        .routes(routes!(reports::takings))
        .routes(routes!(reports::closed_days))
        .routes(routes!(catalogue::versions))
        .merge(large(routes!(catalogue::import), catalogue::IMPORT_BYTES_MAX))
        .merge(large(routes!(member_import::import), member_import::MEMBERS_BYTES_MAX))
        .merge(large(routes!(photos::keep), photos::PHOTO_BYTES_MAX))
        .routes(routes!(photos::show))
        .routes(routes!(api::healthz))
        .routes(routes!(api::readyz))
        .routes(routes!(api::measures))
        .split_for_parts();
    let described = documentation.to_json().unwrap_or_else(|_| "{}".to_owned());
    let describe = move || {
        let described = described.clone();
        async move { ([(CONTENT_TYPE, "application/json")], described) }
    };
    api.route("/api/openapi.json", get(describe))
        .route("/r/{order_id}", get(receipt::page))
        .route("/f", get(feedback::form).post(feedback::say))
        .route("/f.css", get(async || ([(CONTENT_TYPE, "text/css")], feedback::STYLE)))
        .route("/ws", get(socket::upgrade))
        .merge(pages::router())
        .method_not_allowed_fallback(async || {
            problem(
                405,
                "Method Not Allowed",
                "method_not_allowed",
                "This address takes another method: look it up in /api/openapi.json.",
            )
        })
        .fallback(async || {
            problem(404, "Not Found", "not_found", "There is nothing at this address: begin at /.")
        })
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(app.clone(), guard::guard))
        .layer(CatchPanicLayer::custom(|_panic| {
            problem(
                500,
                "Internal Server Error",
                "internal",
                "The store server failed: try again, and look at its log if it stays so.",
            )
        }))
        .with_state(app)
}

/// A route whose body may be larger than others'.
fn large(
    routes: utoipa_axum::router::UtoipaMethodRouter<App>,
    bytes_max: usize,
) -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes).layer(DefaultBodyLimit::max(bytes_max))
}

/// An error as RFC 9457 writes it.
pub(crate) fn problem(status: u16, title: &str, code: &str, detail: impl Into<String>) -> Response {
    let body =
        serde_json::to_string(&Problem::new(status, title, code, detail)).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A handler's refusal.
pub(crate) struct Refused(pub(crate) Box<Response>);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        *self.0
    }
}
