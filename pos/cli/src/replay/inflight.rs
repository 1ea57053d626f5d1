//! Commands that were sent and not answered: kept, and sent again with the same id until they are.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use domain::id::CommandId;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::line::{GaveUp, backoff};

/// How long an answer may take before the same command is sent again on a live connection.
const RESEND_AFTER: Duration = Duration::from_secs(10);

struct Pending {
    text: Utf8Bytes,
    /// Since when it has been unanswered on this connection.
    since: Instant,
    attempts: u32,
    /// When it is sent again.
    due: Instant,
}

/// Commands without an answer.
#[derive(Default)]
pub(super) struct Inflight {
    pending: BTreeMap<CommandId, Pending>,
    outbox: VecDeque<CommandId>,
}

impl Inflight {
    /// Takes up a command; [`Inflight::poll`] hands it out.
    pub(super) fn ask(&mut self, (id, text): (CommandId, Utf8Bytes), now: Instant) {
        let pending = Pending { text, since: now, attempts: 0, due: now + RESEND_AFTER };
        self.pending.insert(id, pending);
        self.outbox.push_back(id);
    }

    /// Whether everything is answered.
    pub(super) fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    /// The next frame to send.
    pub(super) fn poll(&mut self) -> Option<Utf8Bytes> {
        while let Some(id) = self.outbox.pop_front() {
            if let Some(pending) = self.pending.get(&id) {
                return Some(pending.text.clone());
            }
        }
        None
    }

    /// Notes an answer; `false` when it was answered before.
    pub(super) fn answered(&mut self, id: CommandId) -> bool {
        self.pending.remove(&id).is_some()
    }

    /// Notes that the store could not take a command just now: it is sent again a little later.
    pub(super) fn put_off(&mut self, request_id: Option<&str>, now: Instant) {
        let Some(id) = request_id.and_then(|id| id.parse().ok()) else { return };
        if let Some(pending) = self.pending.get_mut(&id) {
            pending.due = now + backoff(pending.attempts);
            pending.attempts += 1;
        }
    }

    /// A new connection: whatever has no answer is sent again.
    pub(super) fn reconnected(&mut self, now: Instant) {
        self.outbox.clear();
        for (&id, pending) in &mut self.pending {
            (pending.since, pending.due) = (now, now + RESEND_AFTER);
            self.outbox.push_back(id);
        }
    }

    /// Time passed: what is due is sent again.
    ///
    /// # Errors
    /// A command had no answer for longer than `patience` on a live connection.
    pub(super) fn tick(&mut self, now: Instant, patience: Duration) -> Result<(), GaveUp> {
        for (&id, pending) in &mut self.pending {
            if now.saturating_duration_since(pending.since) > patience {
                let waited = patience.as_secs();
                return Err(GaveUp(format!("command {id} had no answer for {waited} s")));
            }
            if now >= pending.due && !self.outbox.contains(&id) {
                pending.due = now + RESEND_AFTER;
                self.outbox.push_back(id);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replay::wire;

    const PATIENCE: Duration = Duration::from_mins(1);

    fn command() -> (CommandId, Utf8Bytes) {
        let order_id = super::super::plan::mint(domain::id::OrderId::from_uuid);
        wire::command(domain::Command::CloseOrder { order_id })
    }

    #[test]
    fn a_command_goes_out_again_under_the_same_id_until_it_is_answered() {
        let (now, mut inflight) = (Instant::now(), Inflight::default());
        let (id, text) = command();
        inflight.ask((id, text.clone()), now);
        assert_eq!(inflight.poll(), Some(text.clone()));
        assert_eq!(inflight.poll(), None);
        inflight.reconnected(now);
        assert_eq!(inflight.poll(), Some(text.clone()), "the connection was lost meanwhile");
        inflight.tick(now + RESEND_AFTER, PATIENCE).unwrap();
        assert_eq!(inflight.poll(), Some(text), "no answer came");
        assert!(
            inflight.answered(id) && !inflight.answered(id),
            "a second answer says nothing new"
        );
        inflight.reconnected(now);
        assert_eq!(inflight.poll(), None);
    }

    #[test]
    fn a_store_that_is_too_busy_is_asked_again_soon() {
        let (now, mut inflight) = (Instant::now(), Inflight::default());
        let (id, text) = command();
        inflight.ask((id, text.clone()), now);
        inflight.poll();
        inflight.put_off(Some(&id.to_string()), now);
        inflight.tick(now + Duration::from_secs(2), PATIENCE).unwrap();
        assert_eq!(inflight.poll(), Some(text));
    }

    #[test]
    fn patience_ends_on_a_live_connection_and_begins_anew_on_the_next() {
        let (now, mut inflight) = (Instant::now(), Inflight::default());
        inflight.ask(command(), now);
        let later = now + PATIENCE + Duration::from_secs(1);
        assert!(inflight.tick(later, PATIENCE).is_err());
        inflight.reconnected(later);
        assert_eq!(inflight.tick(later, PATIENCE), Ok(()));
    }
}
