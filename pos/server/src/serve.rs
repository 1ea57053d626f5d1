//! Serving: the listener, the workers, and how all of it ends.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::http::{self, App};
use crate::{Store, allowances, fire_timer, follower, heartbeat, hq_link, kitchen_watch, spooler};

/// What HTTP requests get to end once the server is told to stop.
const REQUESTS_GRACE: Duration = Duration::from_millis(500);
/// What connections and workers get after that. Then the journal is closed in order, whatever they
/// are at: together with that the server stops within two seconds.
const TASKS_GRACE: Duration = Duration::from_secs(1);

/// Listens on an address; port 0 takes any free one.
///
/// # Errors
/// A sentence that says what to do, above all when another program has the port.
pub async fn listen(addr: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(addr).await.map_err(|error| {
        let kind = error.kind();
        let advice = if kind == ErrorKind::AddrInUse {
            "another program has this port: stop that one, or choose another port".to_owned()
        } else if kind == ErrorKind::PermissionDenied {
            "this needs rights that the program does not have: choose a port above 1023".to_owned()
        } else if kind == ErrorKind::AddrNotAvailable {
            "this machine does not have that address: choose one that it has, or 0.0.0.0".to_owned()
        } else {
            error.to_string()
        };
        anyhow::anyhow!("cannot listen on {addr}: {advice}")
    })
}

/// Serves a store until `stop`, then closes its journal.
///
/// # Errors
/// The listener failed.
pub async fn serve(
    store: Store,
    listener: TcpListener,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let Store { parts } = store;
    let tasks = TaskTracker::new();
    // Whatever ends the listener ends the workers too.
    let stop_all = stop.child_token();
    let phones = parts.phones;
    tokio::task::spawn_blocking(move || phones.warm_up());
    parts.heartbeat.send_replace(heartbeat::now(&parts));
    tasks.spawn(heartbeat::run(Arc::clone(&parts), stop_all.clone()));
    spooler::start(&parts, &tasks, &stop_all);
    hq_link::start(&parts, &tasks, &stop_all);
    allowances::start(&parts, &tasks, &stop_all);
    fire_timer::start(&parts, &tasks, &stop_all);
    kitchen_watch::start(&parts, &tasks, &stop_all);
    follower::start(&parts, &tasks, &stop_all).await;
    let app = App { parts: Arc::clone(&parts), stop: stop_all.clone(), tasks: tasks.clone() };
    let served = accept(app, listener, stop_all.clone()).await;
    stop_all.cancel();
    tasks.close();
    if timeout(TASKS_GRACE, tasks.wait()).await.is_err() {
        tracing::warn!("some connections did not end in time and were cut off");
    }
    parts.journal.stop().await;
    served
}

async fn accept(app: App, listener: TcpListener, stop: CancellationToken) -> anyhow::Result<()> {
    // With Nagle's algorithm on, a small frame can wait 40 ms for the acknowledgement of the last.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps Nagle's algorithm");
        }
    });
    let service = http::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let stopping = stop.clone();
    let serving = axum::serve(listener, service)
        .with_graceful_shutdown(async move { stopping.cancelled().await });
    let late = async {
        stop.cancelled().await;
        tokio::time::sleep(REQUESTS_GRACE).await;
    };
    tokio::select! {
        served = serving => served.context("the store server's listener failed"),
        () = late => Ok(()),
    }
}
