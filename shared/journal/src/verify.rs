//! Does a journal hold? Chain, gaps, numbers, money, and projections equal to a rebuild.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::id::{Epoch, OrderId};
use domain::{BusinessDay, Code, Event};
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::FILE_NAME;
use crate::connection::{assert_sqlite_is_sound, open_in_memory, open_reader};
use crate::error::{OpenError, ReadError, VerifyError};
use crate::open::{check_file, flaw, has_schema, schema};
use crate::project::TABLES;
use crate::rebuild::fold;
use crate::stored::{COLUMNS, StoredEvent};
use crate::upcast;

/// What was found to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    /// Events in the journal.
    pub events: u64,
    /// The running history.
    pub epoch: Option<Epoch>,
    /// The last row's hash, in hexadecimal digits.
    pub head_hash: String,
    /// Histories in it: 1, and one more for each restore.
    pub epochs: u64,
    /// Orders placed.
    pub orders: u64,
    /// Receipts issued.
    pub receipts: u64,
    /// Refunds given.
    pub refunds: u64,
    /// Days closed, each Z chained to the one before.
    pub days: u64,
}

/// Checks a data directory. Reads only; the store may be running.
///
/// # Errors
/// [`VerifyError`], which names the first bad seq where there is one.
pub fn verify(dir: &Path) -> Result<VerifyReport, VerifyError> {
    let file = dir.join(FILE_NAME);
    if !file.exists() {
        return Err(OpenError::Missing { dir: dir.to_owned() }.into());
    }
    verify_file(&file)
}

pub(crate) fn verify_file(file: &Path) -> Result<VerifyReport, VerifyError> {
    assert_sqlite_is_sound()?;
    check_file(file)?;
    let mut connection = open_reader(file).map_err(OpenError::Sqlite)?;
    if !has_schema(&connection)? {
        return Err(OpenError::NotAJournal { file: file.to_owned() }.into());
    }
    let moment = connection.transaction()?;
    let report = check_chain(&moment)?;
    check_structure(&moment)?;
    check_answers(&moment)?;
    check_projections(&moment)?;
    Ok(report)
}

/// Walks the chain and the numbers that must rise without holes.
pub(crate) fn check_chain(connection: &Connection) -> Result<VerifyReport, VerifyError> {
    let mut statement =
        connection.prepare(&format!("SELECT {COLUMNS} FROM journal ORDER BY seq"))?;
    let mut rows = statement.query([])?;
    let mut numbers = Numbers::default();
    let mut previous: Option<StoredEvent> = None;
    let mut epochs = 0;
    loop {
        let seq = previous.as_ref().map_or(1, |event| event.seq + 1);
        let bad = |why: String| VerifyError::BadRow { seq, why };
        // A page that cannot be read is a bad row, not the end of the journal.
        let row = rows.next().map_err(|error| bad(error.to_string()))?;
        let Some(row) = row else { break };
        let stored = StoredEvent::read(row).map_err(|error| bad(error.to_string()))?;
        if let Some(why) = flaw(&stored, seq, previous.as_ref()) {
            return Err(bad(why));
        }
        let event = upcast(&stored.kind, stored.version, &stored.body)
            .map_err(|error| bad(error.to_string()))?;
        let same_epoch = previous.as_ref().is_some_and(|before| before.epoch == stored.epoch);
        if let Event::EpochBegan { epoch, .. } = &event {
            if same_epoch || *epoch != stored.epoch {
                return Err(bad("a history begins twice".to_owned()));
            }
            epochs += 1;
        } else if !same_epoch {
            return Err(bad("the history changes with no beginning".to_owned()));
        }
        numbers.check(&event).map_err(bad)?;
        previous = Some(stored);
    }
    Ok(VerifyReport {
        events: previous.as_ref().map_or(0, |event| event.seq),
        epoch: previous.as_ref().map(|event| event.epoch),
        head_hash: previous.map(|event| event.hash.to_string()).unwrap_or_default(),
        epochs,
        orders: numbers.orders,
        receipts: numbers.receipt,
        refunds: numbers.refund,
        days: numbers.days,
    })
}

/// The numbers that rise by one without holes.
#[derive(Default)]
struct Numbers {
    orders: u64,
    day: Option<BusinessDay>,
    order: u32,
    tickets: BTreeMap<String, u32>,
    receipt: u64,
    refund: u64,
    days: u64,
    /// Practice has series of its own.
    practice: BTreeSet<OrderId>,
    practice_order: u32,
    practice_receipt: u64,
}

impl Numbers {
    fn check(&mut self, event: &Event) -> Result<(), String> {
        if let Event::OrderPlaced { order_id, number, business_day, details, .. } = event {
            self.order(*order_id, *number, *business_day, details.training)?;
        }
        if let Event::LinesMoved { to, opened, splits, business_day, .. } = event {
            if let Some(opened) = opened {
                self.order(*to, opened.number, *business_day, opened.details.training)?;
            }
            for split in splits {
                self.ticket(&split.new.station, split.new.number)?;
            }
        }
        if let Event::LinesFired { tickets, business_day, .. } = event {
            self.begin_day(*business_day);
            for ticket in tickets {
                self.ticket(&ticket.station, ticket.number)?;
            }
        }
        if let Event::OrderClosed { order_id, receipt_number, .. }
        | Event::CheckPaid { order_id, receipt_number, .. } = event
        {
            let practice = self.practice.contains(order_id);
            let last = if practice { &mut self.practice_receipt } else { &mut self.receipt };
            *last += 1;
            if receipt_number != last {
                return Err(format!("receipt {receipt_number} stands where {last} belongs"));
            }
        }
        if let Event::OrderRefunded { order_id, refund, .. } = event
            && !self.practice.contains(order_id)
        {
            self.refund += 1;
            if refund.number != self.refund {
                let (found, belongs) = (refund.number, self.refund);
                return Err(format!("refund {found} stands where {belongs} belongs"));
            }
        }
        if let Event::DayClosed { .. } = event {
            self.days += 1;
        }
        Ok(())
    }

    fn order(
        &mut self,
        id: OrderId,
        number: u32,
        day: BusinessDay,
        practice: bool,
    ) -> Result<(), String> {
        self.begin_day(day);
        let last = if practice { &mut self.practice_order } else { &mut self.order };
        *last += 1;
        if number != *last {
            return Err(format!("order number {number} stands where {last} belongs"));
        }
        if practice {
            self.practice.insert(id);
        } else {
            self.orders += 1;
        }
        Ok(())
    }

    fn ticket(&mut self, station: &Code, number: u32) -> Result<(), String> {
        let last = self.tickets.entry(station.to_string()).or_default();
        *last += 1;
        if number == *last {
            return Ok(());
        }
        Err(format!("ticket {number} of {station} stands where {last} belongs"))
    }

    fn begin_day(&mut self, day: BusinessDay) {
        if self.day != Some(day) {
            self.day = Some(day);
            self.order = 0;
            self.practice_order = 0;
            self.tickets.clear();
        }
    }
}

/// `SQLite`'s own check of its pages and indexes.
fn check_structure(connection: &Connection) -> Result<(), VerifyError> {
    let found: String = connection
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(|error| VerifyError::File(error.to_string()))?;
    if found == "ok" { Ok(()) } else { Err(VerifyError::File(found)) }
}

/// Every row answers a command whose answer is kept, and every answer has its rows: else a retry
/// would happen twice, or somebody was told of what is no longer there.
fn check_answers(connection: &Connection) -> Result<(), VerifyError> {
    const UNANSWERED: &str = "SELECT min(seq) FROM journal j WHERE kind <> 'epoch_began' AND NOT EXISTS (SELECT 1 FROM command_outcomes o WHERE o.command_id = j.command_id)";
    const WITHOUT_ROWS: &str = "SELECT min(first) FROM (SELECT command_id, json_extract(outcome, '$.first_seq') AS first, json_extract(outcome, '$.last_seq') AS last FROM command_outcomes) o WHERE last >= first AND (SELECT count(*) FROM journal j WHERE j.seq BETWEEN first AND last AND j.command_id = o.command_id) <> last - first + 1";
    for (sql, why) in [
        (UNANSWERED, "the answer to its command is missing"),
        (WITHOUT_ROWS, "it was answered for, but is not what was answered"),
    ] {
        let seq: Option<u64> = connection.query_row(sql, [], |row| row.get(0))?;
        if let Some(seq) = seq {
            return Err(VerifyError::BadRow { seq, why: why.to_owned() });
        }
    }
    Ok(())
}

/// Rebuilds every projection in memory and compares it row by row.
fn check_projections(connection: &Connection) -> Result<(), VerifyError> {
    let mut rebuilt = open_in_memory()?;
    schema::migrations::runner().run(&mut rebuilt).map_err(OpenError::Migration)?;
    let events = fold(connection, &rebuilt)?;
    tracing::debug!(events, "rebuilt the projections to compare them");
    for (table, key) in TABLES {
        compare(connection, &rebuilt, table, key)?;
    }
    Ok(())
}

fn compare(
    live: &Connection,
    rebuilt: &Connection,
    table: &'static str,
    key: &str,
) -> Result<(), VerifyError> {
    let sql = format!("SELECT * FROM {table} ORDER BY {key}");
    let (mut live, mut rebuilt) = (live.prepare(&sql)?, rebuilt.prepare(&sql)?);
    let columns = live.column_count();
    let (mut live_rows, mut rebuilt_rows) = (live.query([])?, rebuilt.query([])?);
    let mut at = 0_u64;
    loop {
        at += 1;
        let row = live_rows.next()?.map(|row| values(row, columns)).transpose()?;
        let expected = rebuilt_rows.next()?.map(|row| values(row, columns)).transpose()?;
        let why = match (&row, &expected) {
            (None, None) => return Ok(()),
            (Some(_), None) => format!("row {at} stands there for no reason"),
            (None, Some(_)) => format!("row {at} is missing"),
            (Some(row), Some(expected)) if row != expected => format!("row {at} differs"),
            (Some(_), Some(_)) => continue,
        };
        return Err(VerifyError::Projection { table, why });
    }
}

fn values(row: &rusqlite::Row<'_>, columns: usize) -> Result<Vec<Value>, ReadError> {
    Ok((0..columns).map(|column| row.get(column)).collect::<rusqlite::Result<_>>()?)
}
