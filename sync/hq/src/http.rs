//! HQ on a socket: stores push, people read.

mod access;
mod groups;
mod live;
mod member_pages;
mod members;
mod pages;
mod problem;
mod reports;
mod sync;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::serve::ListenerExt;
use axum::{Json, Router};
use protocol::sync::BATCH_BYTES_MAX;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::live::Live;
use crate::headquarters::{Hq, HqOptions};

/// Batches that arrive at the same time at most; what waits beyond is not in memory yet.
const ARRIVING_MAX: usize = 64;
/// Batches that are decompressed and checked at the same time at most.
const CHECKED_AT_ONCE_MAX: usize = 4;
/// How long requests under way may take once HQ is to stop.
const STOPPING_MAX: Duration = Duration::from_millis(1_500);
/// What a browser may load on HQ's pages: nothing from elsewhere.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; base-uri 'none'; form-action 'self'; \
    object-src 'none'; frame-ancestors 'none'";

/// What every handler may use.
#[derive(Clone)]
pub(crate) struct App {
    hq: Arc<Hq>,
    live: Live,
    /// BLAKE3 of the key that reads from elsewhere.
    read_key: Option<blake3::Hash>,
    arriving: Arc<Semaphore>,
    checking: Arc<Semaphore>,
    stop: CancellationToken,
}

#[derive(OpenApi)]
#[openapi(info(title = "Comanda HQ", description = "What stores send and what people read."))]
struct ApiDoc;

/// Runs HQ on a socket until `stop`, or until it cannot write any more.
///
/// Once told to stop it ends within two seconds: streams end, requests under way are finished.
///
/// # Errors
/// A sentence for whoever runs it: the folder cannot be opened, a token cannot be used, the disk
/// failed.
pub async fn serve(
    options: HqOptions,
    listener: TcpListener,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let dir = options.dir.clone();
    let hq = Arc::new(tokio::task::spawn_blocking(move || Hq::open(&dir)).await??);
    let _closing = Closing(Arc::clone(&hq));
    for (store_id, token) in &options.tokens {
        hq.register(*store_id, token).await?;
    }
    let stop = stop.child_token();
    let _stopping = stop.clone().drop_guard();
    let counting = Arc::clone(&hq);
    let ended = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            () = ended.cancelled() => {}
            () = counting.keep_reckoned() => {}
        }
    });
    let app = App {
        live: Live::start(Arc::clone(&hq), stop.clone()),
        hq: Arc::clone(&hq),
        read_key: options.read_key.map(|key| blake3::hash(key.as_bytes())),
        arriving: Arc::new(Semaphore::new(ARRIVING_MAX)),
        checking: Arc::new(Semaphore::new(CHECKED_AT_ONCE_MAX)),
        stop: stop.clone(),
    };
    // With Nagle's algorithm on, every answer waits for the peer's delayed acknowledgement.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    let asked = stop.clone();
    let serving = axum::serve(listener, service)
        .with_graceful_shutdown(async move { asked.cancelled().await });
    let failed = hq.failed();
    let late = async {
        stop.cancelled().await;
        tokio::time::sleep(STOPPING_MAX).await;
    };
    let ended = tokio::select! {
        served = serving => served.context("HQ cannot serve any more"),
        () = late => Ok(()),
        () = failed.cancelled() => Err(anyhow::anyhow!("HQ cannot write to its disk any more")),
    };
    stop.cancel();
    // Off the async threads: closing waits for the last commit.
    tokio::task::spawn_blocking(move || hq.close()).await?;
    ended
}

/// Closes HQ also when [`serve`] is dropped half-way: connections that linger would keep its folder
/// locked, and whoever starts HQ there next would be refused.
struct Closing(Arc<Hq>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.close();
    }
}

fn router(app: App) -> Router {
    let (sync, sync_api) = OpenApiRouter::with_openapi(ApiDoc::openapi())
        .routes(routes!(sync::take_batch))
        .routes(routes!(sync::mark))
        .routes(routes!(sync::erased))
        .routes(routes!(members::find))
        .routes(routes!(members::bring))
        .routes(routes!(members::invite))
        .routes(routes!(members::wanted))
        .routes(routes!(members::news))
        .routes(routes!(member_pages::claim))
        .routes(routes!(member_pages::me))
        .routes(routes!(member_pages::own))
        .routes(routes!(member_pages::close))
        .routes(routes!(member_pages::coupon))
        .routes(routes!(member_pages::share))
        .split_for_parts();
    let (reports, reports_api) = OpenApiRouter::new()
        .routes(routes!(reports::today))
        .routes(routes!(live::live))
        .routes(routes!(reports::totals))
        .routes(routes!(members::listed))
        .routes(routes!(groups::groups))
        .routes(routes!(groups::group))
        .routes(routes!(groups::letters))
        .routes(routes!(members::coupons))
        .routes(routes!(reports::metrics))
        .split_for_parts();
    let guarded = reports.route_layer(from_fn_with_state(app.clone(), access::may_read));
    let api = sync_api.merge_from(reports_api);
    sync.layer(axum::extract::DefaultBodyLimit::max(BATCH_BYTES_MAX))
        .merge(guarded)
        .route("/api/openapi.json", get(move || std::future::ready(Json(api.clone()))))
        .route("/healthz", get(|| std::future::ready("alive\n")))
        .route("/readyz", get(ready))
        .merge(pages::router())
        .fallback(problem::not_found)
        .with_state(app)
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(fixed(header::REFERRER_POLICY, "no-referrer"))
        .layer(fixed(header::X_FRAME_OPTIONS, "DENY"))
}

fn fixed(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

/// Whether HQ can read its database and is not stopping.
async fn ready(State(app): State<App>) -> impl IntoResponse {
    let readable = app.hq.backlog().await.is_ok();
    if readable && !app.stop.is_cancelled() && !app.hq.failed().is_cancelled() {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
    }
}
