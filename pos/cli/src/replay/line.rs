//! A connection to the store that comes back by itself. Everything that is decided is decided by
//! the [`Part`] that is played on it; this is a loop with a socket.

use std::time::{Duration, Instant};

use domain::Code;
use futures_util::{SinkExt as _, StreamExt as _};
use protocol::frames::{ClientFrame, ViewName};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};
use tokio_util::sync::CancellationToken;

use super::wire::{self, Frame};

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// A store says something every second; after this long without a word it is gone.
const SILENCE_MAX: Duration = Duration::from_secs(5);
/// How often a part is told that time passed.
const TICK: Duration = Duration::from_millis(100);
/// The first pause before trying again.
const BACKOFF_FIRST_MS: u64 = 50;
/// The longest pause before trying again.
const BACKOFF_MAX_MS: u64 = 1_000;
/// Refusals that trying again does not mend.
const FINAL_REFUSALS: [&str; 14] = [
    "unknown_device",
    "unsupported_protocol",
    "wrong_pin",
    "staff_locked",
    "unknown_staff",
    "not_json",
    "unknown_frame_type",
    "bad_frame",
    "bad_command",
    "not_text",
    "hello_twice",
    "store_behind",
    "frame_too_large",
    "conflicting_command",
];

/// Why somebody stopped before the end, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(super) struct GaveUp(pub(super) String);

/// Somebody in the play: a state machine without a socket.
pub(super) trait Part: Send {
    /// The session to go on with, if somebody was signed in.
    fn session(&self) -> Option<String> {
        None
    }

    /// A connection was made: whatever has no answer must be asked again.
    fn handle_welcome(&mut self, signed_in: bool, now: Instant);

    /// The store said something else.
    ///
    /// # Errors
    /// There is no point in going on.
    fn handle_frame(&mut self, frame: Frame<'_>, now: Instant) -> Result<(), GaveUp>;

    /// Time passed.
    ///
    /// # Errors
    /// There is no point in going on.
    fn handle_tick(&mut self, now: Instant, patience: Duration) -> Result<(), GaveUp>;

    /// The next frame to send, if there is one.
    fn poll_frame(&mut self, now: Instant) -> Option<Utf8Bytes>;

    /// Whether the part has come to its end.
    fn is_done(&self) -> bool {
        false
    }
}

/// Where and as what a part connects.
#[derive(Clone)]
pub(super) struct Line {
    /// What people call the device.
    pub(super) name: String,
    /// `ws://host:port/ws`.
    pub(super) url: String,
    /// The device's token.
    pub(super) token: String,
    /// What it shows.
    pub(super) view: ViewName,
    /// Which station, for a station screen.
    pub(super) station: Option<Code>,
    /// How long the store may be away.
    pub(super) patience: Duration,
    /// Changes when there may be more to send.
    pub(super) wake: Option<watch::Receiver<usize>>,
}

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// How a conversation ended.
enum Ending {
    /// The part is done, or was stopped.
    Done,
    /// The connection is gone.
    Lost(String),
}

impl Line {
    /// This line, with a part that is asked for frames again whenever `wake` changes.
    pub(super) fn waking_on(self, wake: watch::Receiver<usize>) -> Self {
        Self { wake: Some(wake), ..self }
    }

    /// Plays a part to its end over as many connections as it takes.
    ///
    /// # Errors
    /// The store was away for longer than the patience, or the part gave up.
    pub(super) async fn play(
        mut self,
        part: &mut impl Part,
        stop: &CancellationToken,
    ) -> Result<(), GaveUp> {
        let mut heard = Instant::now();
        let mut attempt = 0;
        while !part.is_done() && !stop.is_cancelled() {
            let before = heard;
            let ending = self
                .converse(part, stop, &mut heard)
                .await
                .map_err(|GaveUp(why)| GaveUp(format!("{}: {why}", self.name)))?;
            let Ending::Lost(why) = ending else { return Ok(()) };
            if heard.elapsed() > self.patience {
                let waited = self.patience.as_secs();
                let name = &self.name;
                return Err(GaveUp(format!("{name}: the store was away for {waited} s: {why}")));
            }
            attempt = if heard > before { 0 } else { attempt + 1 };
            tracing::debug!(device = %self.name, attempt, "connection lost: {why}");
            tokio::select! {
                () = sleep(backoff(attempt)) => {}
                () = stop.cancelled() => {}
            }
        }
        Ok(())
    }

    async fn converse(
        &mut self,
        part: &mut impl Part,
        stop: &CancellationToken,
        heard: &mut Instant,
    ) -> Result<Ending, GaveUp> {
        let mut socket = match self.connect(part.session()).await {
            Ok(socket) => socket,
            Err(why) => return Ok(Ending::Lost(why)),
        };
        let mut spoken = Instant::now();
        let mut welcomed = false;
        let mut tick = interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            if welcomed {
                if let Err(error) = send_all(&mut socket, part).await {
                    return Ok(Ending::Lost(error.to_string()));
                }
                if part.is_done() {
                    let _ = timeout(CONNECT_TIMEOUT, socket.close(None)).await;
                    return Ok(Ending::Done);
                }
            }
            let text = tokio::select! {
                message = socket.next() => match message {
                    Some(Ok(Message::Text(text))) => text,
                    Some(Ok(Message::Close(_))) | None => {
                        return Ok(Ending::Lost("the store hung up".to_owned()));
                    }
                    // Pings are answered by the library.
                    Some(Ok(
                        Message::Ping(_) | Message::Pong(_) | Message::Binary(_) | Message::Frame(_),
                    )) => continue,
                    Some(Err(error)) => return Ok(Ending::Lost(error.to_string())),
                },
                _ = tick.tick() => {
                    if spoken.elapsed() > SILENCE_MAX {
                        return Ok(Ending::Lost("the store fell silent".to_owned()));
                    }
                    part.handle_tick(Instant::now(), self.patience)?;
                    continue;
                }
                () = woken(&mut self.wake) => continue,
                () = stop.cancelled() => {
                    let _ = timeout(CONNECT_TIMEOUT, socket.close(None)).await;
                    return Ok(Ending::Done);
                }
            };
            let now = Instant::now();
            spoken = now;
            let frame = wire::read(&text)
                .map_err(|error| GaveUp(format!("a frame cannot be read: {error}")))?;
            if let Frame::Refused { code, message, .. } = &frame {
                if FINAL_REFUSALS.contains(&code.as_str()) {
                    return Err(GaveUp(format!("{message} ({code})")));
                }
                if !welcomed {
                    return Ok(Ending::Lost(message.clone()));
                }
            }
            *heard = now;
            if let Frame::Welcome { signed_in } = frame {
                welcomed = true;
                part.handle_welcome(signed_in, now);
            } else {
                part.handle_frame(frame, now)?;
            }
        }
    }

    async fn connect(&self, session: Option<String>) -> Result<Socket, String> {
        let connecting = connect_async_with_config(self.url.as_str(), None, true);
        let (mut socket, _) = timeout(CONNECT_TIMEOUT, connecting)
            .await
            .map_err(|_| "no connection in time".to_owned())?
            .map_err(|error| error.to_string())?;
        let hello = ClientFrame::Hello {
            protocol: protocol::PROTOCOL_VERSION,
            token: self.token.clone(),
            session,
            view: self.view,
            station: self.station.clone(),
            epoch: None,
            last_seq: None,
        };
        socket
            .send(Message::Text(wire::text_of(&hello)))
            .await
            .map_err(|error| error.to_string())?;
        Ok(socket)
    }
}

/// Sends whatever the part has to say, in one write where it fits.
async fn send_all(
    socket: &mut Socket,
    part: &mut impl Part,
) -> Result<(), tokio_tungstenite::tungstenite::Error> {
    let mut said = false;
    while let Some(text) = part.poll_frame(Instant::now()) {
        socket.feed(Message::Text(text)).await?;
        said = true;
    }
    if said { socket.flush().await } else { Ok(()) }
}

/// Resolves when there may be more to send; never for a line that nothing wakes.
async fn woken(wake: &mut Option<watch::Receiver<usize>>) {
    let changed = match wake {
        Some(receiver) => receiver.changed().await,
        None => std::future::pending().await,
    };
    // The sender is gone: nothing more will be released.
    if changed.is_err() {
        *wake = None;
        std::future::pending::<()>().await;
    }
}

/// The pause before attempt number `attempt` + 1: doubling, with half of it left to chance so that
/// terminals that lost the store together do not come back together.
pub(super) fn backoff(attempt: u32) -> Duration {
    let full = BACKOFF_FIRST_MS.saturating_mul(1 << attempt.min(10)).min(BACKOFF_MAX_MS);
    let chance = getrandom::u64().unwrap_or(0) % (full / 2 + 1);
    Duration::from_millis(full / 2 + chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_a_second_and_differ_from_one_terminal_to_the_next() {
        for (attempt, least, most) in [(0, 25, 50), (1, 50, 100), (5, 500, 1_000), (90, 500, 1_000)]
        {
            for _ in 0..50 {
                let pause = backoff(attempt).as_millis();
                assert!((least..=most).contains(&pause), "{attempt}: {pause}");
            }
        }
    }
}
