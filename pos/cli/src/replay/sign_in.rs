//! Somebody who signs in on a terminal, and again when the store has forgotten it.

use std::time::{Duration, Instant};

use domain::id::StaffId;
use protocol::frames::ClientFrame;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::wire;

/// How long the answer to a sign-in may take before it is asked again: hashing PINs is slow.
const ASK_AGAIN_AFTER: Duration = Duration::from_secs(10);
/// The request id of every sign-in; there is one at a time.
const REQUEST_ID: &str = "sign-in";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Out,
    Asked(Instant),
    In,
}

/// A sign-in.
#[derive(Debug, Clone)]
pub(super) struct SignIn {
    staff_id: StaffId,
    pin: String,
    session: Option<String>,
    state: State,
}

impl SignIn {
    /// Nobody yet, but this person will.
    pub(super) fn new(staff_id: StaffId, pin: String) -> Self {
        Self { staff_id, pin, session: None, state: State::Out }
    }

    /// The session to go on with.
    pub(super) fn session(&self) -> Option<String> {
        self.session.clone()
    }

    /// Whether they are in.
    pub(super) fn is_in(&self) -> bool {
        self.state == State::In
    }

    /// A connection was made.
    pub(super) fn handle_welcome(&mut self, signed_in: bool) {
        self.state = if signed_in { State::In } else { State::Out };
    }

    /// The store let them in.
    pub(super) fn handle_signed_in(&mut self, session: String) {
        self.session = Some(session);
        self.state = State::In;
    }

    /// The frame that asks, when it is time to.
    pub(super) fn poll(&mut self, now: Instant) -> Option<Utf8Bytes> {
        let ask = match self.state {
            State::Out => true,
            State::Asked(since) => now.saturating_duration_since(since) > ASK_AGAIN_AFTER,
            State::In => false,
        };
        if !ask {
            return None;
        }
        self.state = State::Asked(now);
        Some(wire::text_of(&ClientFrame::SignIn {
            request_id: REQUEST_ID.to_owned(),
            staff_id: self.staff_id,
            pin: self.pin.clone(),
        }))
    }
}
