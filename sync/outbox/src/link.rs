//! The loop that does what the [`Session`] says: HTTP, timers, the store's journal. No decisions.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::id::StoreId;
use protocol::frames::{HqLink, Mark};
use protocol::sync::{BATCHES_PATH, Batch, ERASED_PAGE, ERASED_PATH, ErasedMembers, MARK_PATH};
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::backoff::SystemJitter;
use crate::session::{Action, BATCH_ROW_BYTES_MAX, Fault, Place, Session};
use crate::source::{OutboxSource, SourceFailed};

/// Seconds to reach HQ at most.
pub const CONNECT_SECONDS_MAX: u64 = 5;
/// Seconds from sending to the last byte of the answer at most.
pub const ANSWER_SECONDS_MAX: u64 = 30;
/// Bytes of an answer at most; HQ's own are far below.
pub const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// The zstd level of a batch: a higher one gains nothing on rows this small.
const ZSTD_LEVEL: i32 = 3;

/// Where HQ is and how this store proves who it is.
#[derive(Clone)]
pub struct LinkSettings {
    /// HQ's address without a path, `https://hq.example.com` for example.
    pub hq_url: String,
    /// The secret that HQ gave this store.
    pub token: String,
    /// Which store.
    pub store_id: StoreId,
}

impl std::fmt::Debug for LinkSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LinkSettings")
            .field("hq_url", &self.hq_url)
            .field("store_id", &self.store_id)
            .finish_non_exhaustive()
    }
}

/// The line cannot even begin.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// HQ's address is not one.
    #[error("{0:?} is not an address of HQ: it begins with http:// or https://")]
    Address(String),
    /// The HTTP client cannot be built, for want of root certificates for example.
    #[error("the line to HQ cannot be set up: {0}")]
    Client(#[from] reqwest::Error),
    /// The journal cannot be read at all.
    #[error("the journal cannot be read for HQ: {0}")]
    Store(#[from] SourceFailed),
}

/// Keeps HQ up to date until `stop`, and says in `status` how that goes.
///
/// Installs `ring` as the process's rustls provider when the program has installed none.
///
/// # Errors
/// [`LinkError`] when it cannot begin; once begun it goes on until `stop`, whatever happens.
pub async fn run<S: OutboxSource>(
    settings: LinkSettings,
    source: Arc<S>,
    status: watch::Sender<HqLink>,
    stop: CancellationToken,
) -> Result<(), LinkError> {
    let line = Line::new(settings)?;
    let mut heads = source.head();
    let cursor = source.load_cursor().await?;
    let oldest = source.load_batch(cursor, 1, BATCH_ROW_BYTES_MAX).await?;
    let oldest = oldest.events.first().map(|event| event.at);
    let head = *heads.borrow_and_update();
    let mut session = Session::new(cursor, head, oldest, SystemJitter);
    let mut logged = None;
    loop {
        let Some(action) = session.poll_action() else {
            unreachable!("every action is answered below before the next one is asked for")
        };
        let work = line.perform(action, source.as_ref());
        tokio::pin!(work);
        let outcome = loop {
            publish(&status, session.link());
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                outcome = &mut work => break outcome,
                moved = heads.changed() => {
                    if moved.is_err() {
                        return Ok(()); // The journal is closed: the store is stopping.
                    }
                    session.handle_head(*heads.borrow_and_update());
                    if session.is_due() {
                        break Outcome::Nothing;
                    }
                }
            }
        };
        hand_over(&mut session, outcome, line.now_ms());
        log_change(&mut logged, session.fault());
    }
}

/// What came of an action.
enum Outcome {
    Answer { status: u16, body: Vec<u8> },
    Placed(Place),
    Loaded(Box<Batch>),
    Saved,
    TimeUp,
    Nothing,
    Failed(Fault),
}

fn hand_over(session: &mut Session<SystemJitter>, outcome: Outcome, now_ms: u64) {
    match outcome {
        Outcome::Answer { status, body } => session.handle_answer(status, &body, now_ms),
        Outcome::Placed(place) => session.handle_place(place, now_ms),
        Outcome::Loaded(batch) => session.handle_loaded(*batch),
        Outcome::Saved => session.handle_saved(now_ms),
        Outcome::TimeUp => session.handle_timeout(now_ms),
        Outcome::Nothing => {}
        Outcome::Failed(fault) => session.handle_failure(fault, now_ms),
    }
}

/// A client that reaches the HQ of these settings, whose address is tidied.
///
/// Installs `ring` as the process's rustls provider when the program has installed none.
pub(crate) fn client(settings: &mut LinkSettings) -> Result<reqwest::Client, LinkError> {
    while settings.hq_url.ends_with('/') {
        settings.hq_url.pop();
    }
    let address = || LinkError::Address(settings.hq_url.clone());
    let url = reqwest::Url::parse(&settings.hq_url).map_err(|_| address())?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(address());
    }
    // A second provider is refused, and the first one is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut client = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(CONNECT_SECONDS_MAX))
        .timeout(Duration::from_secs(ANSWER_SECONDS_MAX))
        // A captive portal redirects; HQ never does.
        .redirect(reqwest::redirect::Policy::none());
    if url.scheme() == "http" {
        // A box without root certificates still reaches an HQ in its own network.
        client = client.tls_certs_only(std::iter::empty());
    }
    if url.host_str().is_some_and(is_this_machine) {
        client = client.no_proxy();
    }
    Ok(client.build()?)
}

/// The HTTP end of a line.
struct Line {
    settings: LinkSettings,
    client: reqwest::Client,
    began: Instant,
}

impl Line {
    fn new(mut settings: LinkSettings) -> Result<Self, LinkError> {
        let client = client(&mut settings)?;
        Ok(Self { settings, client, began: Instant::now() })
    }

    /// Milliseconds since the line began; never steps back.
    fn now_ms(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    async fn perform<S: OutboxSource>(&self, action: Action, source: &S) -> Outcome {
        match action {
            Action::AskMark => match self.forget_erased(source).await {
                Ok(()) => self.ask_mark().await,
                Err(fault) => Outcome::Failed(fault),
            },
            Action::Verify(mark) => stored(place(source, mark).await, Outcome::Placed),
            Action::Load { after, events_max } => {
                let loaded = source.load_batch(after, events_max, BATCH_ROW_BYTES_MAX).await;
                stored(loaded, |batch| Outcome::Loaded(Box::new(batch)))
            }
            Action::Post(batch) => self.post(batch).await,
            Action::SaveCursor(mark) => stored(source.save_cursor(mark).await, |()| Outcome::Saved),
            Action::WaitUntil(until_ms) => {
                let left_ms = until_ms.saturating_sub(self.now_ms());
                tokio::time::sleep(Duration::from_millis(left_ms)).await;
                Outcome::TimeUp
            }
        }
    }

    /// Before anything else is said: has whoever was erased erased here as well. An HQ that does not
    /// know the question has nobody to tell of.
    async fn forget_erased<S: OutboxSource>(&self, source: &S) -> Result<(), Fault> {
        let mut after = String::new();
        loop {
            let LinkSettings { hq_url, store_id, .. } = &self.settings;
            let url = format!("{hq_url}{ERASED_PATH}?store={store_id}{after}");
            let page = match self.send(self.client.get(url), "asking who was erased").await {
                Outcome::Answer { status: 200, body } => {
                    serde_json::from_slice::<ErasedMembers>(&body).map_err(|_| Fault::NotHq)?
                }
                Outcome::Failed(fault) => return Err(fault),
                // Whatever is wrong is told by the answer to the mark.
                Outcome::Answer { .. }
                | Outcome::Placed(_)
                | Outcome::Loaded(_)
                | Outcome::Saved
                | Outcome::TimeUp
                | Outcome::Nothing => return Ok(()),
            };
            let full = page.members.len() >= ERASED_PAGE;
            after = page.members.last().map_or_else(String::new, |last| format!("&after={last}"));
            if !page.members.is_empty() {
                let forgotten = source.forget(page.members).await;
                forgotten.map_err(|SourceFailed(why)| Fault::Store(why))?;
            }
            if !full {
                return Ok(());
            }
        }
    }

    async fn ask_mark(&self) -> Outcome {
        let url = format!("{}{MARK_PATH}?store={}", self.settings.hq_url, self.settings.store_id);
        self.send(self.client.get(url), "asking for its mark").await
    }

    async fn post(&self, batch: Box<Batch>) -> Outcome {
        // Half a megabyte of JSON takes milliseconds: not on a thread that serves screens.
        let encoded = tokio::task::spawn_blocking(move || encode(&batch)).await;
        let bytes = match encoded {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(error)) => return Outcome::Failed(Fault::Store(error.to_string())),
            Err(error) => return Outcome::Failed(Fault::Store(error.to_string())),
        };
        let url = format!("{}{BATCHES_PATH}", self.settings.hq_url);
        let request = self
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header(CONTENT_ENCODING, "zstd")
            .body(bytes);
        self.send(request, "taking a batch").await
    }

    async fn send(&self, request: reqwest::RequestBuilder, during: &'static str) -> Outcome {
        let answered = async {
            let mut response = request.bearer_auth(&self.settings.token).send().await?;
            let status = response.status().as_u16();
            let mut body = Vec::new();
            while let Some(chunk) = response.chunk().await? {
                if body.len().saturating_add(chunk.len()) > ANSWER_BYTES_MAX {
                    return Ok((status, None));
                }
                body.extend_from_slice(&chunk);
            }
            Ok::<_, reqwest::Error>((status, Some(body)))
        };
        match answered.await {
            Ok((status, Some(body))) => Outcome::Answer { status, body },
            Ok((_, None)) => Outcome::Failed(Fault::NotHq),
            Err(error) if error.is_timeout() => {
                let seconds =
                    if error.is_connect() { CONNECT_SECONDS_MAX } else { ANSWER_SECONDS_MAX };
                Outcome::Failed(Fault::TimedOut { seconds, during })
            }
            Err(error) => Outcome::Failed(Fault::Unreachable(root_cause(&error))),
        }
    }
}

/// Finds a place that HQ named on the store's own chain.
async fn place<S: OutboxSource>(source: &S, mark: Mark) -> Result<Place, SourceFailed> {
    if source.hash_at(mark.seq).await? == Some(mark) {
        return Ok(Place::OnOurChain);
    }
    // An epoch that ends before the journal does was followed by another: the store was restored.
    let Some(end) = source.last_of(mark.epoch).await? else { return Ok(Place::NotOurs) };
    let followed = source.head().borrow().seq > end.seq;
    Ok(if followed && end.seq < mark.seq { Place::BranchedAfter(end) } else { Place::NotOurs })
}

fn stored<T>(result: Result<T, SourceFailed>, then: impl FnOnce(T) -> Outcome) -> Outcome {
    match result {
        Ok(value) => then(value),
        Err(SourceFailed(why)) => Outcome::Failed(Fault::Store(why)),
    }
}

/// A batch as it travels: JSON, compressed.
///
/// # Errors
/// When it cannot be written as JSON or compressed, which no batch of a sound journal does.
pub fn encode(batch: &Batch) -> std::io::Result<Vec<u8>> {
    zstd::encode_all(serde_json::to_vec(batch)?.as_slice(), ZSTD_LEVEL)
}

fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The innermost reason, which is the one that says something: "Connection refused".
fn root_cause(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

fn publish(status: &watch::Sender<HqLink>, link: HqLink) {
    status.send_if_modified(|known| {
        let changed = *known != link;
        *known = link;
        changed
    });
}

/// Says once that the line broke and why, and once that it works again.
fn log_change(logged: &mut Option<Fault>, fault: Option<&Fault>) {
    if logged.as_ref() == fault {
        return;
    }
    if let Some(fault) = fault {
        tracing::warn!(reason = %fault, "the line to HQ: {fault}");
    } else {
        tracing::info!("the line to HQ works");
    }
    *logged = fault.cloned();
}

#[cfg(test)]
mod tests;
