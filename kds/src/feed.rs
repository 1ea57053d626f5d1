//! What a client still has to be sent: commits go in, frames come out.
//!
//! Rows wait at most [`PUSH_INTERVAL_MS`], and while they wait a newer state of the same row takes
//! its place. More than [`PENDING_ROWS_MAX`] are never kept: a client that cannot keep up is brought
//! up to date from the database instead.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use domain::Code;
use domain::id::{DeviceId, OrderId, ShiftId, TicketId};

use crate::rows::Rows;
use crate::view::{Table, View};

/// Milliseconds between two frames of rows to one client at least.
pub const PUSH_INTERVAL_MS: u64 = 10;
/// Rows that wait for one client at most; one more, and it is resynced.
pub const PENDING_ROWS_MAX: usize = 512;

/// A row that a commit changed, already serialised once for all clients.
#[derive(Debug, Clone)]
pub enum Changed<'a> {
    /// An order, with its row on the pickup board.
    Order {
        /// Which.
        id: OrderId,
        /// The order as JSON.
        json: Arc<str>,
        /// Its row of the pickup board as JSON.
        board: Arc<str>,
    },
    /// A ticket.
    Ticket {
        /// Which.
        id: TicketId,
        /// Whose it is.
        station: &'a Code,
        /// Where it hung before it moved; that screen must learn that it left.
        came_from: Option<&'a Code>,
        /// The ticket as JSON.
        json: Arc<str>,
    },
    /// A shift.
    Shift {
        /// Which.
        id: ShiftId,
        /// Of which terminal.
        device: DeviceId,
        /// The shift as JSON.
        json: Arc<str>,
    },
    /// A print job. It goes on between commits, so it has no seq.
    PrintJob {
        /// Which.
        id: i64,
        /// The job as JSON.
        json: Arc<str>,
    },
    /// A printer. It has no seq either.
    Printer {
        /// Which.
        code: &'a Code,
        /// The printer as JSON.
        json: Arc<str>,
    },
    /// The catalogue, as it is now: it is never older than what a resync read, so it has no seq.
    Catalogue {
        /// All of it as JSON.
        json: Arc<str>,
        /// As far as the kitchen needs it.
        stations: Arc<str>,
    },
    /// A table of which everything is sent whenever something of it changes, as of now.
    Whole {
        /// Which; one that is not a list.
        table: Table,
        /// All of it as JSON.
        json: Arc<str>,
    },
    /// Everybody who may sign in, as of now.
    Staff {
        /// The list as JSON.
        json: Arc<str>,
    },
}

/// A client that cannot be brought up to date from what was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resync {
    /// Send it rows that changed after this seq.
    After(u64),
    /// Send it everything.
    Snapshot,
}

/// A row's identity. The table comes first, so that rows of one table stand together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Order(OrderId),
    Ticket(TicketId),
    Board(OrderId),
    Shift(ShiftId),
    PrintJob(i64),
    Printer(Code),
    Catalogue,
    Staff,
    Whole(Table),
}

impl Key {
    fn table(&self) -> Table {
        match self {
            Self::Order(_) => Table::Orders,
            Self::Ticket(_) => Table::Tickets,
            Self::Board(_) => Table::Board,
            Self::Shift(_) => Table::Shifts,
            Self::PrintJob(_) => Table::PrintJobs,
            Self::Printer(_) => Table::Printers,
            Self::Catalogue => Table::Catalogue,
            Self::Staff => Table::Staff,
            Self::Whole(table) => *table,
        }
    }
}

#[derive(Debug)]
struct Pending {
    /// The commit that brought this state; `None` for a row without a seq.
    seq: Option<u64>,
    /// Rows are sent in the order in which they changed last.
    arrival: u64,
    json: Arc<str>,
}

/// What one client has been sent and still has to be sent.
#[derive(Debug)]
pub struct Feed {
    view: View,
    /// Everything up to here has been handed out in frames.
    sent: u64,
    /// Everything up to here has been taken in.
    taken: u64,
    arrivals: u64,
    pending: BTreeMap<Key, Pending>,
    /// Rows read from the database for a resync, whole.
    ready: Option<String>,
    last_push_ms: Option<u64>,
    resync: Option<Resync>,
    /// Whether the shell is reading for a resync.
    reading: bool,
}

impl Feed {
    /// A feed of a client that has everything up to `seq`; [`Feed::ask_resync`] if it has not.
    pub fn new(view: View, seq: u64) -> Self {
        Self {
            view,
            sent: seq,
            taken: seq,
            arrivals: 0,
            pending: BTreeMap::new(),
            ready: None,
            last_push_ms: None,
            resync: None,
            reading: false,
        }
    }

    /// What the client shows.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The seq up to which the client has been sent everything.
    pub fn sent_seq(&self) -> u64 {
        self.sent
    }

    /// Takes in what one commit changed. A commit that a resync has covered already is passed over.
    pub fn handle_commit<'a>(&mut self, seq: u64, rows: impl IntoIterator<Item = Changed<'a>>) {
        let is_new = seq > self.taken;
        for row in rows {
            let has_seq = match &row {
                Changed::Order { .. }
                | Changed::Ticket { .. }
                | Changed::Shift { .. }
                | Changed::Whole { .. } => true,
                Changed::PrintJob { .. }
                | Changed::Printer { .. }
                | Changed::Catalogue { .. }
                | Changed::Staff { .. } => false,
            };
            if is_new || !has_seq {
                self.take(row, has_seq.then_some(seq));
            }
        }
        self.taken = self.taken.max(seq);
        if self.pending.is_empty() && self.resync.is_none() {
            // Nothing of this was for this view, so nothing is missing up to here.
            self.sent = self.taken;
        }
    }

    /// Commits were missed: the client must be brought up to date from the database.
    pub fn handle_lag(&mut self) {
        self.pending.clear();
        self.ask_resync(Resync::After(self.sent));
    }

    /// Asks for a resync; a snapshot that is asked for already stays one.
    pub fn ask_resync(&mut self, resync: Resync) {
        if self.resync != Some(Resync::Snapshot) {
            self.resync = Some(resync);
        }
        // Whatever is being read was read too early.
        self.reading = false;
    }

    /// What the shell must read now. It answers with [`Feed::handle_changes_after`] or
    /// [`Feed::handle_snapshot`]; until then this returns `None`.
    pub fn poll_resync(&mut self) -> Option<Resync> {
        if self.reading || self.ready.is_some() {
            return None;
        }
        self.reading = self.resync.is_some();
        self.resync
    }

    /// Whether the client waits for a resync.
    pub fn needs_resync(&self) -> bool {
        self.resync.is_some()
    }

    /// Takes in everything the view shows, as of `seq`.
    pub fn handle_snapshot(&mut self, seq: u64, rows: &Rows) {
        self.handle_read("snapshot", seq, rows);
    }

    /// Takes in the rows that changed after the seq that was asked for, as of `seq`.
    pub fn handle_changes_after(&mut self, seq: u64, rows: &Rows) {
        self.handle_read("changes", seq, rows);
    }

    fn handle_read(&mut self, kind: &str, seq: u64, rows: &Rows) {
        if !self.reading {
            // Asked for again meanwhile.
            return;
        }
        self.reading = false;
        self.resync = None;
        self.pending.retain(|_, row| row.seq.is_none_or(|changed| changed > seq));
        self.taken = self.taken.max(seq);
        let tables = rows.iter().map(|(table, rows)| (*table, rows.iter().map(String::as_str)));
        self.ready = Some(frame(kind, seq, tables));
        self.sent = seq;
    }

    /// The next frame to send, if one is due.
    pub fn poll_frame(&mut self, now_ms: u64) -> Option<String> {
        if let Some(frame) = self.ready.take() {
            self.last_push_ms = Some(now_ms);
            return Some(frame);
        }
        if self.resync.is_some() || self.pending.is_empty() {
            return None;
        }
        if self.poll_timeout().is_some_and(|due| now_ms < due) {
            return None;
        }
        self.last_push_ms = Some(now_ms);
        self.sent = self.taken;
        Some(self.changes_frame())
    }

    /// When [`Feed::poll_frame`] has something; `None` when it waits for nothing.
    pub fn poll_timeout(&self) -> Option<u64> {
        if self.resync.is_some() || self.pending.is_empty() {
            return None;
        }
        Some(self.last_push_ms.map_or(0, |last| last.saturating_add(PUSH_INTERVAL_MS)))
    }

    /// Notes the pending rows that this view shows, and nothing of the others.
    fn take(&mut self, row: Changed<'_>, seq: Option<u64>) {
        match row {
            Changed::Order { id, json, board } => {
                if self.view.shows(Table::Orders) {
                    self.put(Key::Order(id), seq, json);
                }
                if self.view.shows(Table::Board) {
                    self.put(Key::Board(id), seq, board);
                }
            }
            Changed::Ticket { id, station, came_from, json } => {
                let ours = match &self.view {
                    View::Station(own) => own == station || came_from == Some(own),
                    View::Expo => true,
                    View::Till { .. } | View::Board | View::Printers { .. } | View::None => false,
                };
                if ours {
                    self.put(Key::Ticket(id), seq, json);
                }
            }
            Changed::Shift { id, device, json } => {
                if self.view == (View::Till { device }) {
                    self.put(Key::Shift(id), seq, json);
                }
            }
            Changed::PrintJob { id, json } => {
                if self.view.shows(Table::PrintJobs) {
                    self.put(Key::PrintJob(id), seq, json);
                }
            }
            Changed::Printer { code, json } => {
                if self.view.shows(Table::Printers) {
                    self.put(Key::Printer(code.clone()), seq, json);
                }
            }
            Changed::Catalogue { json, stations } => match &self.view {
                View::Till { .. } => self.put(Key::Catalogue, seq, json),
                View::Station(_) | View::Expo => self.put(Key::Catalogue, seq, stations),
                View::Board | View::Printers { .. } | View::None => {}
            },
            Changed::Whole { table, json } => {
                if self.view.shows(table) {
                    self.put(Key::Whole(table), seq, json);
                }
            }
            Changed::Staff { json } => {
                if self.view.shows(Table::Staff) {
                    self.put(Key::Staff, seq, json);
                }
            }
        }
    }

    fn put(&mut self, key: Key, seq: Option<u64>, json: Arc<str>) {
        if self.pending.len() >= PENDING_ROWS_MAX && !self.pending.contains_key(&key) {
            self.handle_lag();
            return;
        }
        self.arrivals += 1;
        let row = Pending { seq, arrival: self.arrivals, json };
        self.pending.insert(key, row);
    }

    fn changes_frame(&mut self) -> String {
        let pending = std::mem::take(&mut self.pending);
        let mut tables: Vec<(Table, Vec<Pending>)> = Vec::new();
        for (key, row) in pending {
            match tables.last_mut() {
                Some((table, rows)) if *table == key.table() => rows.push(row),
                Some(_) | None => tables.push((key.table(), vec![row])),
            }
        }
        for (_, rows) in &mut tables {
            rows.sort_unstable_by_key(|row| row.arrival);
        }
        let tables = tables.iter().map(|(table, rows)| (*table, rows.iter().map(|row| &*row.json)));
        frame("changes", self.sent, tables)
    }
}

/// A frame of rows. They are JSON already, so that a row is serialised once for all screens.
fn frame<'a, I>(kind: &str, seq: u64, tables: impl Iterator<Item = (Table, I)>) -> String
where
    I: Iterator<Item = &'a str>,
{
    let mut out = format!(r#"{{"type":"{kind}","seq":{seq},"rows":{{"#);
    for (index, (table, rows)) in tables.enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let opening = if table.is_list() { "[" } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(out, r#"{comma}"{}":{opening}"#, table.field());
        for (index, row) in rows.enumerate() {
            if index > 0 {
                out.push(',');
            }
            out.push_str(row);
        }
        if table.is_list() {
            out.push(']');
        }
    }
    out.push_str("}}");
    out
}

#[cfg(test)]
mod tests;
