//! Whoever stands at the pass: hands every order over that is ready, so that the board stays empty.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::id::{CommandId, OrderId};
use domain::order::Stage;
use domain::{Command, Rejection};
use protocol::frames::Outcome;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::book::Book;
use super::inflight::Inflight;
use super::line::{GaveUp, Part};
use super::wire::{self, BoardStage, ExpoRows, Frame};

/// Hand-overs without an answer at most.
const HAND_OVERS_IN_FLIGHT_MAX: usize = 8;

/// Whoever hands over.
pub(super) struct Expo {
    book: Arc<Book>,
    inflight: Inflight,
    /// Orders that are ready, asked about or handed over.
    known: BTreeSet<OrderId>,
    handed_over: BTreeSet<OrderId>,
    ready: VecDeque<OrderId>,
    asking: BTreeMap<CommandId, OrderId>,
}

impl Expo {
    /// Nothing is ready yet.
    pub(super) fn new(book: Arc<Book>) -> Self {
        Self {
            book,
            inflight: Inflight::default(),
            known: BTreeSet::new(),
            handed_over: BTreeSet::new(),
            ready: VecDeque::new(),
            asking: BTreeMap::new(),
        }
    }

    fn handle_row(&mut self, row: BoardStage) {
        if !self.book.is_ours(row.order_id) {
            return;
        }
        match row.stage {
            Stage::Ready => {
                if self.known.insert(row.order_id) {
                    self.ready.push_back(row.order_id);
                }
            }
            Stage::HandedOver => self.finish(row.order_id),
            Stage::NotFired | Stage::Preparing => {}
        }
    }

    fn finish(&mut self, order: OrderId) {
        if self.handed_over.insert(order) {
            self.book.handed_over();
        }
    }

    fn handle_reply(&mut self, id: CommandId, outcome: Outcome) -> Result<(), GaveUp> {
        if !self.inflight.answered(id) {
            return Ok(());
        }
        let Some(order) = self.asking.remove(&id) else { return Ok(()) };
        match outcome {
            Outcome::Accepted { .. } => self.finish(order),
            // Somebody else handed it over, or a ticket was recalled: the board tells.
            Outcome::Refused { rejection: Rejection::OrderNotReady { .. }, .. } => {
                self.known.remove(&order);
            }
            Outcome::Refused { message, .. } => return Err(GaveUp(message)),
        }
        Ok(())
    }
}

impl Part for Expo {
    fn handle_welcome(&mut self, _signed_in: bool, now: Instant) {
        self.inflight.reconnected(now);
    }

    fn handle_frame(&mut self, frame: Frame<'_>, now: Instant) -> Result<(), GaveUp> {
        match frame {
            Frame::Rows { text } => {
                let rows: ExpoRows = wire::rows(text)
                    .map_err(|error| GaveUp(format!("the board cannot be read: {error}")))?;
                for row in rows.board {
                    self.handle_row(row);
                }
            }
            Frame::Reply { command_id, outcome } => self.handle_reply(command_id, *outcome)?,
            Frame::Refused { request_id, .. } => self.inflight.put_off(request_id.as_deref(), now),
            Frame::Welcome { .. } | Frame::SignedIn { .. } | Frame::Other => {}
        }
        Ok(())
    }

    fn handle_tick(&mut self, now: Instant, patience: Duration) -> Result<(), GaveUp> {
        self.inflight.tick(now, patience)
    }

    fn poll_frame(&mut self, now: Instant) -> Option<Utf8Bytes> {
        while self.asking.len() < HAND_OVERS_IN_FLIGHT_MAX {
            let Some(order_id) = self.ready.pop_front() else { break };
            let command = wire::command(Command::HandOverOrder { order_id });
            self.asking.insert(command.0, order_id);
            self.inflight.ask(command, now);
        }
        self.inflight.poll()
    }
}
