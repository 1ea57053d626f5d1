//! What a connection does once it was let in: answers, and shows.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::Message;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use journal::{Commit, ReadError};
use kds::{Feed, Resync, View};
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::{broadcast, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::connection::{Connection, End, Heard};
use super::not_text;
use crate::frames::{Refusal, read};
use crate::parts::Parts;
use crate::store_rows::{self, ReadRows};
use crate::terminal::{Done, Terminal, Welcomed};
use crate::{commit_rows, heartbeat};

/// Commands of one connection that are answered at a time; more wait in its socket.
pub const COMMANDS_IN_FLIGHT_MAX: usize = 16;
/// Heartbeats between two pings, which find out connections whose other end has gone.
const PING_EVERY_BEATS: u32 = 15;

type Reading = Pin<Box<dyn Future<Output = Result<ReadRows, ReadError>> + Send>>;

/// What a connection waits for, besides the socket.
struct Screen<'a> {
    parts: &'a Arc<Parts>,
    terminal: Terminal,
    feed: Feed,
    /// None for a client that shows nothing: it need not wake for every commit.
    commits: Option<broadcast::Receiver<Arc<Commit>>>,
    beats: watch::Receiver<Arc<str>>,
    reading: Option<Reading>,
    last_heard: Instant,
    beats_since_ping: u32,
}

/// Answers and shows until the server stops.
pub(super) async fn show(
    parts: &Arc<Parts>,
    stop: &CancellationToken,
    connection: &mut Connection,
    welcomed: Welcomed,
) -> Result<(), End> {
    let Welcomed { terminal, view, seen, frame } = welcomed;
    // Listened to before the first read, so that nothing falls between the two.
    let commits = (view != View::None).then(|| parts.journal.commits());
    let mut beats = parts.heartbeat.subscribe();
    beats.mark_unchanged();
    let mut cards = parts.printers.cards();
    cards.mark_unchanged();
    let mut feed = Feed::new(view, seen.unwrap_or(0));
    feed.ask_resync(seen.map_or(Resync::Snapshot, Resync::After));
    connection.text(frame).await?;
    connection.text(&*heartbeat::now(parts)).await?;
    let mut screen = Screen {
        parts,
        terminal,
        feed,
        commits,
        beats,
        reading: None,
        last_heard: Instant::now(),
        beats_since_ping: 0,
    };
    let mut in_flight = FuturesUnordered::new();
    loop {
        screen.push(connection).await?;
        let due = screen.due();
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            heard = connection.hear(), if in_flight.len() < COMMANDS_IN_FLIGHT_MAX => {
                screen.last_heard = Instant::now();
                match screen.handle(heard?) {
                    Some(Ok(answering)) => in_flight.push(answering),
                    Some(Err(refusal)) => connection.refuse(parts, refusal).await?,
                    None => {}
                }
            }
            Some(done) = in_flight.next(), if !in_flight.is_empty() => match done {
                Done::Frame(frame) => connection.text(frame).await?,
                Done::SignedIn(signed_in, frame) => {
                    screen.terminal.handle_signed_in(signed_in);
                    connection.text(frame).await?;
                }
                Done::Silent => {}
            },
            commit = next_commit(&mut screen.commits) => screen.handle_commits(commit)?,
            rows = wait_for(&mut screen.reading) => screen.handle_rows(rows)?,
            changed = screen.beats.changed() => {
                if changed.is_err() {
                    return Ok(());
                }
                screen.beat(connection).await?;
            }
            changed = cards.changed() => {
                if changed.is_ok() {
                    screen.handle_printers(&cards.borrow_and_update());
                }
            }
            () = sleep_until(due) => {}
        }
    }
}

async fn wait_for(reading: &mut Option<Reading>) -> Result<ReadRows, ReadError> {
    match reading {
        Some(reading) => reading.await,
        None => std::future::pending().await,
    }
}

async fn next_commit(
    commits: &mut Option<broadcast::Receiver<Arc<Commit>>>,
) -> Result<Arc<Commit>, RecvError> {
    match commits {
        Some(commits) => commits.recv().await,
        None => std::future::pending().await,
    }
}

async fn sleep_until(due: Option<Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due).await,
        None => std::future::pending().await,
    }
}

impl Screen<'_> {
    /// Begins a resync that is needed, and sends the frames that are due.
    async fn push(&mut self, connection: &mut Connection) -> Result<(), End> {
        if let Some(resync) = self.feed.poll_resync() {
            let after = match resync {
                Resync::After(seq) => Some(seq),
                Resync::Snapshot => None,
            };
            self.parts.measures.resyncs.increment(1);
            let (parts, view) = (Arc::clone(self.parts), self.feed.view().clone());
            self.reading =
                Some(Box::pin(async move { store_rows::read(&parts, view, after).await }));
        }
        while let Some(frame) = self.feed.poll_frame(self.parts.steady_ms()) {
            connection.text(frame).await?;
        }
        Ok(())
    }

    fn due(&self) -> Option<Instant> {
        let due = self.feed.poll_timeout()?;
        let wait = due.saturating_sub(self.parts.steady_ms());
        Some(Instant::now() + Duration::from_millis(wait))
    }

    fn handle(
        &mut self,
        heard: Heard,
    ) -> Option<Result<impl Future<Output = Done> + Send + use<>, Refusal>> {
        match heard {
            Heard::Alive => None,
            Heard::Binary => Some(Err(not_text())),
            Heard::Text(text) => {
                Some(read(&text).map(|frame| self.terminal.handle_frame(self.parts, frame)))
            }
        }
    }

    /// Takes a commit in, and those that wait behind it.
    fn handle_commits(&mut self, first: Result<Arc<Commit>, RecvError>) -> Result<(), End> {
        match first {
            Ok(commit) => commit_rows::offer(&mut self.feed, &commit, self.parts),
            Err(RecvError::Lagged(_)) => self.feed.handle_lag(),
            Err(RecvError::Closed) => return Err(End::Stopping),
        }
        while let Some(commits) = &mut self.commits {
            match commits.try_recv() {
                Ok(commit) => commit_rows::offer(&mut self.feed, &commit, self.parts),
                Err(TryRecvError::Lagged(_)) => self.feed.handle_lag(),
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        Ok(())
    }

    fn handle_rows(&mut self, rows: Result<ReadRows, ReadError>) -> Result<(), End> {
        self.reading = None;
        match rows {
            Ok(ReadRows::Snapshot(seq, rows)) => self.feed.handle_snapshot(seq, &rows),
            Ok(ReadRows::Changes(seq, rows)) => self.feed.handle_changes_after(seq, &rows),
            Err(error) => {
                tracing::error!(%error, "a screen could not be brought up to date");
                return Err(End::Fault);
            }
        }
        Ok(())
    }

    fn handle_printers(&mut self, cards: &[protocol::printers::PrinterCard]) {
        let seq = self.feed.sent_seq();
        let rows = cards.iter().map(|card| kds::Changed::Printer {
            code: &card.code,
            json: crate::reference::json(card),
        });
        if self.feed.view().shows(kds::Table::Printers) {
            self.feed.handle_commit(seq, rows);
        }
    }

    /// Sends a heartbeat; from time to time asks whether anybody is still there.
    async fn beat(&mut self, connection: &mut Connection) -> Result<(), End> {
        if self.last_heard.elapsed() > self.parts.limits.silence {
            return Err(End::Gone);
        }
        let frame = Arc::clone(&self.beats.borrow_and_update());
        connection.text(&*frame).await?;
        self.beats_since_ping += 1;
        if self.beats_since_ping >= PING_EVERY_BEATS {
            self.beats_since_ping = 0;
            connection.send(Message::Ping(axum::body::Bytes::new())).await?;
        }
        Ok(())
    }
}
