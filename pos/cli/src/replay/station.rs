//! A kitchen screen with a cook in front of it: says what it shows, then marks it done.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::id::{CommandId, TicketId};
use domain::kitchen::{ACKNOWLEDGED_TICKETS_MAX, AcknowledgeLevel, TicketStatus};
use domain::{Code, Command, Rejection};
use protocol::frames::Outcome;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::book::Book;
use super::inflight::Inflight;
use super::line::{GaveUp, Part};
use super::wire::{self, Frame, StationRows, TicketRow};

/// Bumps without an answer at most.
const BUMPS_IN_FLIGHT_MAX: usize = 8;

/// A kitchen screen.
pub(super) struct Station {
    code: Code,
    book: Arc<Book>,
    inflight: Inflight,
    /// The revision of every ticket that it has shown and that is not done.
    open: BTreeMap<TicketId, u32>,
    done: BTreeSet<TicketId>,
    to_acknowledge: Vec<TicketId>,
    acknowledging: Option<(CommandId, Vec<TicketId>)>,
    to_bump: VecDeque<TicketId>,
    bumping: BTreeMap<CommandId, TicketId>,
}

impl Station {
    /// The screen of a station.
    pub(super) fn new(code: Code, book: Arc<Book>) -> Self {
        Self {
            code,
            book,
            inflight: Inflight::default(),
            open: BTreeMap::new(),
            done: BTreeSet::new(),
            to_acknowledge: Vec::new(),
            acknowledging: None,
            to_bump: VecDeque::new(),
            bumping: BTreeMap::new(),
        }
    }

    /// Takes a ticket in. Tickets of other people's orders are left to them.
    fn handle_ticket(&mut self, ticket: &TicketRow, now: Instant) {
        if !self.book.ticket_shown(&self.code, ticket, now) || self.done.contains(&ticket.id) {
            return;
        }
        match ticket.status {
            TicketStatus::Bumped { .. } => self.finish(ticket.id),
            TicketStatus::Sent | TicketStatus::Shown { .. } | TicketStatus::Seen { .. } => {
                if self.open.insert(ticket.id, ticket.revision).is_none() {
                    self.to_acknowledge.push(ticket.id);
                }
            }
        }
    }

    fn finish(&mut self, ticket: TicketId) {
        self.open.remove(&ticket);
        if self.done.insert(ticket) {
            self.book.bumped();
        }
    }

    /// Asks for as much as may be under way at once: one acknowledgement, some bumps.
    fn proceed(&mut self, now: Instant) {
        if self.acknowledging.is_none() && !self.to_acknowledge.is_empty() {
            let count = self.to_acknowledge.len().min(ACKNOWLEDGED_TICKETS_MAX);
            let tickets: Vec<TicketId> = self.to_acknowledge.drain(..count).collect();
            let level = AcknowledgeLevel::Shown;
            let command =
                wire::command(Command::AcknowledgeTickets { tickets: tickets.clone(), level });
            self.acknowledging = Some((command.0, tickets));
            self.inflight.ask(command, now);
        }
        while self.bumping.len() < BUMPS_IN_FLIGHT_MAX {
            let Some(ticket_id) = self.to_bump.pop_front() else { break };
            let Some(&revision) = self.open.get(&ticket_id) else { continue };
            let command = wire::command(Command::BumpTicket { ticket_id, revision });
            self.bumping.insert(command.0, ticket_id);
            self.inflight.ask(command, now);
        }
    }

    fn handle_reply(&mut self, id: CommandId, outcome: Outcome) -> Result<(), GaveUp> {
        if !self.inflight.answered(id) {
            return Ok(());
        }
        if let Some((_, tickets)) = self.acknowledging.take_if(|(asked, _)| *asked == id) {
            if let Outcome::Refused { message, .. } = outcome {
                return Err(GaveUp(message));
            }
            self.book.acknowledged(tickets.len());
            self.to_bump.extend(tickets);
        } else if let Some(ticket) = self.bumping.remove(&id) {
            self.handle_bumped(ticket, outcome)?;
        }
        Ok(())
    }

    fn handle_bumped(&mut self, ticket: TicketId, outcome: Outcome) -> Result<(), GaveUp> {
        match outcome {
            Outcome::Accepted { .. }
            | Outcome::Refused { rejection: Rejection::TicketAlreadyBumped { .. }, .. } => {
                self.finish(ticket);
            }
            Outcome::Refused { rejection: Rejection::TicketChanged { now, .. }, .. } => {
                self.open.insert(ticket, now);
                self.to_bump.push_back(ticket);
            }
            Outcome::Refused { message, .. } => return Err(GaveUp(message)),
        }
        Ok(())
    }
}

impl Part for Station {
    fn handle_welcome(&mut self, _signed_in: bool, now: Instant) {
        self.inflight.reconnected(now);
    }

    fn handle_frame(&mut self, frame: Frame<'_>, now: Instant) -> Result<(), GaveUp> {
        match frame {
            Frame::Rows { text } => {
                let rows: StationRows = wire::rows(text)
                    .map_err(|error| GaveUp(format!("tickets cannot be read: {error}")))?;
                for ticket in &rows.tickets {
                    self.handle_ticket(ticket, now);
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
        self.proceed(now);
        self.inflight.poll()
    }
}
