//! The line to HQ as a state machine: `handle_*` in, [`Session::poll_action`] out.
//!
//! Owns no socket, no clock and no random number. Times are milliseconds of any clock that never
//! steps back. One thing at a time: while an answer is awaited, nothing else is asked.

mod fault;
#[cfg(test)]
mod tests;

use domain::Timestamp;
use protocol::frames::{HqLink, Mark};
use protocol::sync::{BATCH_EVENTS_MAX, Batch, SyncAnswer};

pub use self::fault::Fault;
use crate::backoff::{Jitter, ceiling_ms};
use crate::source::Head;

/// Milliseconds of silence after which an idle store sends an empty batch as a sign of life.
pub const SIGN_OF_LIFE_MS: u64 = 10_000;
/// Milliseconds after which a store that contradicts HQ asks again.
pub const CONTRADICTION_RETRY_MS: u64 = 30_000;
/// How often HQ may send the store to another place before that counts as a failure.
pub const REDIRECTS_MAX: u32 = 3;
/// Bytes of a store's rows in a batch at most; what is around them needs room below HQ's own limit.
pub const BATCH_ROW_BYTES_MAX: usize = 2 * 1024 * 1024;

const OK: u16 = 200;
const TOO_LARGE: u16 = 413;

/// What the loop around the machine must do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Ask HQ up to where it holds this store's journal; then `handle_answer` or `handle_failure`.
    AskMark,
    /// Find out where this place lies on the store's own chain; then `handle_place`.
    Verify(Mark),
    /// Load the rows after a place, `None` for the first ones; then `handle_loaded`.
    Load {
        /// The place.
        after: Option<Mark>,
        /// Rows at most.
        events_max: usize,
    },
    /// Send a batch; then `handle_answer` or `handle_failure`.
    Post(Box<Batch>),
    /// Keep the place up to which HQ has confirmed; then `handle_saved`.
    SaveCursor(Mark),
    /// Nothing to do before this moment, unless the head moves; then `handle_timeout`.
    WaitUntil(u64),
}

/// Where a place that HQ named lies on the store's own chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The store has that very row.
    OnOurChain,
    /// The store was restored from a backup and began a new history: the earlier one, which HQ
    /// still follows, ends here at this store.
    BranchedAfter(Mark),
    /// The store has no such row.
    NotOurs,
}

#[derive(Debug)]
enum State {
    Ask,
    Asked,
    Verify(Mark),
    Verifying(Mark),
    Load(Option<Mark>),
    Loading(Option<Mark>),
    Post { batch: Box<Batch>, after: Option<Mark> },
    Posted(Posted),
    Save(Mark),
    Saving,
    Idle { until_ms: u64 },
    BackingOff { until_ms: u64 },
    Contradicted { until_ms: u64 },
}

/// What is on its way.
#[derive(Debug, Clone, Copy)]
struct Posted {
    /// The place it reaches to.
    sent: Option<Mark>,
    /// When the first row after it happened.
    next_at: Option<Timestamp>,
}

/// One store's line to HQ.
#[derive(Debug)]
pub struct Session<J> {
    state: State,
    head: Head,
    acked: Option<Mark>,
    oldest_waiting_at: Option<Timestamp>,
    connected: bool,
    store_is_behind: bool,
    failures: u32,
    redirects: u32,
    events_max: usize,
    fault: Option<Fault>,
    jitter: J,
}

impl<J: Jitter> Session<J> {
    /// A line that was not used yet: the place kept last, the journal's head, and when the first
    /// row after that place happened.
    pub fn new(
        cursor: Option<Mark>,
        head: Head,
        oldest_waiting_at: Option<Timestamp>,
        jitter: J,
    ) -> Self {
        Self {
            state: State::Ask,
            head,
            acked: cursor,
            oldest_waiting_at,
            connected: false,
            store_is_behind: false,
            failures: 0,
            redirects: 0,
            events_max: BATCH_EVENTS_MAX,
            fault: None,
            jitter,
        }
    }

    /// What to do next; `None` while an answer to the last action is awaited.
    pub fn poll_action(&mut self) -> Option<Action> {
        let (next, action) = match std::mem::replace(&mut self.state, State::Ask) {
            State::Ask => (State::Asked, Some(Action::AskMark)),
            State::Verify(mark) => (State::Verifying(mark), Some(Action::Verify(mark))),
            State::Load(after) => {
                let events_max = self.events_max;
                (State::Loading(after), Some(Action::Load { after, events_max }))
            }
            State::Post { batch, after } => {
                let posted = Posted { sent: last(&batch).or(after), next_at: batch.next_at };
                (State::Posted(posted), Some(Action::Post(batch)))
            }
            State::Save(mark) => (State::Saving, Some(Action::SaveCursor(mark))),
            State::Idle { until_ms } => {
                (State::Idle { until_ms }, Some(Action::WaitUntil(until_ms)))
            }
            State::BackingOff { until_ms } => {
                (State::BackingOff { until_ms }, Some(Action::WaitUntil(until_ms)))
            }
            State::Contradicted { until_ms } => {
                (State::Contradicted { until_ms }, Some(Action::WaitUntil(until_ms)))
            }
            waiting @ (State::Asked
            | State::Verifying(_)
            | State::Loading(_)
            | State::Posted(_)
            | State::Saving) => (waiting, None),
        };
        self.state = next;
        action
    }

    /// The journal has a new last row. An idle line sends it at once.
    pub fn handle_head(&mut self, head: Head) {
        let nothing_waited = self.waiting() == 0;
        self.head = head;
        if nothing_waited && self.waiting() > 0 {
            self.oldest_waiting_at = Some(head.at);
        }
        if matches!(self.state, State::Idle { .. }) && self.waiting() > 0 {
            self.state = State::Load(self.acked);
        }
    }

    /// The rows that were asked for.
    pub fn handle_loaded(&mut self, batch: Batch) {
        if let State::Loading(after) = self.state {
            if let Some(first) = batch.events.first() {
                self.oldest_waiting_at = Some(first.at);
            }
            self.state = State::Post { batch: Box::new(batch), after };
        }
    }

    /// Whatever came back over HTTP. Only HQ's own words with status 200 count.
    pub fn handle_answer(&mut self, status: u16, body: &[u8], now_ms: u64) {
        let posted = if let State::Posted(posted) = self.state {
            Some(posted)
        } else if matches!(self.state, State::Asked) {
            None
        } else {
            return;
        };
        if status == TOO_LARGE {
            self.events_max = (self.events_max / 2).max(1);
        }
        if status != OK {
            return self.handle_failure(Fault::status(status, body), now_ms);
        }
        match serde_json::from_slice::<SyncAnswer>(body) {
            Err(_) => self.handle_failure(Fault::NotHq, now_ms),
            Ok(SyncAnswer::Acknowledged { mark }) => self.acknowledged(mark, posted, now_ms),
            Ok(SyncAnswer::Nothing) => self.nothing(posted, now_ms),
            Ok(SyncAnswer::GoOnAfter { mark }) => self.go_on_after(mark, now_ms),
            Ok(SyncAnswer::Forked { why, .. }) => self.contradicted(Fault::Forked(why), now_ms),
            Ok(SyncAnswer::Fenced { .. }) => self.contradicted(Fault::Fenced, now_ms),
        }
    }

    /// Where the place that HQ named lies on the store's own chain.
    pub fn handle_place(&mut self, place: Place, now_ms: u64) {
        let State::Verifying(mark) = self.state else { return };
        match place {
            Place::OnOurChain => {
                self.connected = true;
                self.acked = Some(mark);
                self.state = State::Save(mark);
            }
            Place::BranchedAfter(ours) => {
                self.connected = true;
                self.state = State::Load(Some(ours));
            }
            Place::NotOurs if mark.seq > self.head.seq => {
                self.contradicted(Fault::Behind { hq: mark.seq, store: self.head.seq }, now_ms);
            }
            Place::NotOurs => self.contradicted(Fault::OffChain { seq: mark.seq }, now_ms),
        }
    }

    /// The place was kept: on with what is left, or wait for more.
    pub fn handle_saved(&mut self, now_ms: u64) {
        if matches!(self.state, State::Saving) {
            self.settle(now_ms);
        }
    }

    /// Something did not work. Whatever was sent may or may not have arrived: HQ is asked for its
    /// mark again, after a while.
    pub fn handle_failure(&mut self, fault: Fault, now_ms: u64) {
        self.connected = false;
        self.redirects = 0;
        self.fault = Some(fault);
        self.failures = self.failures.saturating_add(1);
        let wait_ms = self.jitter.up_to(ceiling_ms(self.failures));
        self.state = State::BackingOff { until_ms: now_ms.saturating_add(wait_ms) };
    }

    /// The moment of [`Action::WaitUntil`] may have come.
    pub fn handle_timeout(&mut self, now_ms: u64) {
        let (State::Idle { until_ms }
        | State::BackingOff { until_ms }
        | State::Contradicted { until_ms }) = self.state
        else {
            return;
        };
        if now_ms >= until_ms {
            let idle = matches!(self.state, State::Idle { .. });
            self.state = if idle { State::Load(self.acked) } else { State::Ask };
        }
    }

    /// Whether there is something to do at once.
    pub fn is_due(&self) -> bool {
        matches!(
            self.state,
            State::Ask | State::Verify(_) | State::Load(_) | State::Post { .. } | State::Save(_)
        )
    }

    /// How the line is, for every screen of the store.
    pub fn link(&self) -> HqLink {
        let waiting = self.waiting();
        HqLink {
            configured: true,
            connected: self.connected,
            acked_seq: self.acked_seq(),
            waiting,
            oldest_waiting_at: self.oldest_waiting_at.filter(|_| waiting > 0),
            store_is_behind: self.store_is_behind,
        }
    }

    /// Why the line does not work right now.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    fn acknowledged(&mut self, mark: Mark, posted: Option<Posted>, now_ms: u64) {
        let Some(posted) = posted else {
            self.state = State::Verify(mark);
            return;
        };
        if posted.sent != Some(mark) {
            // Not what was sent: an earlier answer was lost, or HQ was restored meanwhile.
            return self.go_on_after(mark, now_ms);
        }
        self.works();
        self.store_is_behind = false;
        let moved = self.acked != Some(mark);
        self.acked = Some(mark);
        self.oldest_waiting_at = posted.next_at.or(Some(self.head.at));
        if moved {
            self.state = State::Save(mark);
        } else {
            self.settle(now_ms);
        }
    }

    /// HQ knows nothing of this store.
    fn nothing(&mut self, posted: Option<Posted>, now_ms: u64) {
        match posted {
            Some(Posted { sent: None, .. }) => {
                self.works();
                self.settle(now_ms);
            }
            Some(_) if self.too_often() => self.handle_failure(Fault::Undecided, now_ms),
            Some(_) | None => self.begin_anew(),
        }
    }

    fn go_on_after(&mut self, mark: Mark, now_ms: u64) {
        if self.too_often() {
            self.handle_failure(Fault::Undecided, now_ms);
        } else if mark.seq == 0 {
            self.begin_anew();
        } else {
            self.state = State::Verify(mark);
        }
    }

    /// Everything is sent again from the first row on. The place that was kept stays until HQ has
    /// confirmed another: it is only a hint, HQ is asked first each time.
    fn begin_anew(&mut self) {
        self.connected = true;
        self.acked = None;
        self.state = State::Load(None);
    }

    /// On with what is left, or wait for more.
    fn settle(&mut self, now_ms: u64) {
        // A store that contradicted HQ sends a sign of life at once: only an acknowledgement of
        // something it sent clears the flag.
        self.state = if self.waiting() > 0 || self.store_is_behind {
            State::Load(self.acked)
        } else {
            State::Idle { until_ms: now_ms.saturating_add(SIGN_OF_LIFE_MS) }
        };
    }

    fn too_often(&mut self) -> bool {
        self.redirects = self.redirects.saturating_add(1);
        self.redirects > REDIRECTS_MAX
    }

    /// HQ answered, and what it holds is not what the store holds.
    fn contradicted(&mut self, fault: Fault, now_ms: u64) {
        self.works();
        self.fault = Some(fault);
        self.store_is_behind = true;
        let until_ms = now_ms.saturating_add(CONTRADICTION_RETRY_MS);
        self.state = State::Contradicted { until_ms };
    }

    fn works(&mut self) {
        self.connected = true;
        self.failures = 0;
        self.redirects = 0;
        self.fault = None;
        if self.events_max < BATCH_EVENTS_MAX {
            self.events_max = (self.events_max.saturating_mul(2)).min(BATCH_EVENTS_MAX);
        }
    }

    fn acked_seq(&self) -> u64 {
        self.acked.map_or(0, |mark| mark.seq)
    }

    fn waiting(&self) -> u64 {
        self.head.seq.saturating_sub(self.acked_seq())
    }
}

/// The place that a batch reaches to.
fn last(batch: &Batch) -> Option<Mark> {
    let event = batch.events.last()?;
    Some(Mark { epoch: batch.epoch, seq: event.seq, hash: event.hash })
}
