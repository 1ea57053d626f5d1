//! Reading: everything that screens, workers and reports ask of the database.

use std::collections::BTreeSet;

use domain::catalogue::Catalogue;
use domain::chain::Hash;
use domain::floor::TableRow;
use domain::id::{CommandId, DeviceId, ItemId, OrderId, StaffId, TicketId};
use domain::kitchen::Ticket;
use domain::order::Order;
use domain::shift::Shift;
use domain::staff::{DeviceCard, Staff, StaffCard};
use domain::stock::StockRow;
use domain::store::Row;
use domain::{BusinessDay, Code, Money, Timestamp};
use rusqlite::{Connection, OptionalExtension, Params, params};

use crate::error::ReadError;
use crate::jobs::{JobDocument, JobState, StoredJob};
use crate::load::body;
use crate::outcome::Outcome;
use crate::stored::{COLUMNS, Cursor, StoredEvent, bytes, uuid};
use crate::upcast;

/// A row of a view: its body as screens get it, and the seq that last changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowJson {
    /// The seq that last changed it.
    pub seq: u64,
    /// Its body.
    pub json: String,
}

/// A sign-in that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub staff_id: StaffId,
    /// Where.
    pub device_id: DeviceId,
    /// Until when at most.
    pub expires_at: Timestamp,
}

/// What the store has counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Orders placed.
    pub orders: u64,
    /// Lines on them that were not struck.
    pub lines: u64,
    /// Orders closed.
    pub closed: u64,
    /// What the closed ones came to.
    pub closed_sum: Money,
    /// Tickets fired.
    pub tickets: u64,
    /// Tickets that a screen of their station has shown.
    pub tickets_shown: u64,
    /// First copies of receipts asked for.
    pub receipts: u64,
    /// Of those, printed.
    pub receipts_printed: u64,
}

/// A read-only view of one moment.
pub struct Reader<'a> {
    pub(crate) connection: &'a Connection,
}

impl<'a> Reader<'a> {
    pub(crate) fn over(connection: &'a Connection) -> Self {
        Self { connection }
    }

    /// The device whose token has this hash.
    ///
    /// # Errors
    /// [`ReadError`], as for every read here.
    pub fn device_by_token(&self, hash: Hash) -> Result<Option<DeviceCard>, ReadError> {
        let sql = "SELECT body FROM devices WHERE token_hash = ?1";
        body(self.connection, sql, [hash.as_bytes()])
    }

    /// The sign-in whose token has this hash.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn session(&self, hash: Hash) -> Result<Option<Session>, ReadError> {
        let mut find = self.connection.prepare_cached(
            "SELECT staff_id, device_id, expires_at FROM sessions WHERE token_hash = ?1",
        )?;
        let found = find.query_row([hash.as_bytes()], |row| {
            Ok(Session {
                staff_id: StaffId::from_uuid(uuid(row, 0)?),
                device_id: DeviceId::from_uuid(uuid(row, 1)?),
                expires_at: Timestamp::from_ms(row.get(2)?),
            })
        });
        Ok(found.optional()?)
    }

    /// The answer that was given to a command.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn outcome(&self, id: CommandId) -> Result<Option<Outcome>, ReadError> {
        let sql = "SELECT outcome FROM command_outcomes WHERE command_id = ?1";
        body(self.connection, sql, [id.as_bytes()])
    }

    /// Events after a seq, in order: as many as fit both limits, and one at least.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn events_after(
        &self,
        seq: u64,
        events_max: usize,
        bytes_max: usize,
    ) -> Result<Vec<StoredEvent>, ReadError> {
        let sql = format!("SELECT {COLUMNS} FROM journal WHERE seq > ?1 ORDER BY seq LIMIT ?2");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let limit = i64::try_from(events_max).unwrap_or(i64::MAX);
        let mut rows = statement.query(params![seq, limit])?;
        let mut events: Vec<StoredEvent> = Vec::new();
        let mut size = 0_usize;
        while let Some(row) = rows.next()? {
            let event = StoredEvent::read(row)?;
            size += event.body.len();
            if size > bytes_max && !events.is_empty() {
                break;
            }
            events.push(event);
        }
        Ok(events)
    }

    /// The event at a seq.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn event_at(&self, seq: u64) -> Result<Option<StoredEvent>, ReadError> {
        let event = self.events_after(seq.saturating_sub(1), 1, usize::MAX)?.pop();
        Ok(event.filter(|event| event.seq == seq))
    }

    /// How far a consumer is.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn cursor(&self, name: &str) -> Result<Option<Cursor>, ReadError> {
        let mut find = self
            .connection
            .prepare_cached("SELECT epoch, seq, hash FROM cursors WHERE name = ?1")?;
        let found = find.query_row([name], |row| {
            Ok(Cursor {
                epoch: domain::id::Epoch::from_uuid(uuid(row, 0)?),
                seq: row.get(1)?,
                hash: Hash::from_bytes(bytes(row, 2)?),
            })
        });
        Ok(found.optional()?)
    }

    /// An order.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn order(&self, id: OrderId) -> Result<Option<Order>, ReadError> {
        body(self.connection, "SELECT body FROM orders WHERE order_id = ?1", [id.as_bytes()])
    }

    /// A ticket.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn ticket(&self, id: TicketId) -> Result<Option<Ticket>, ReadError> {
        body(self.connection, "SELECT body FROM tickets WHERE ticket_id = ?1", [id.as_bytes()])
    }

    /// Every open order, the one changed longest ago first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn open_orders(&self) -> Result<Vec<RowJson>, ReadError> {
        self.rows("SELECT seq, body FROM orders WHERE state = 0 ORDER BY seq", [])
    }

    /// Every order on the pickup board: being prepared, or ready.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn orders_on_board(&self) -> Result<Vec<Order>, ReadError> {
        let rows =
            self.rows("SELECT seq, body FROM orders WHERE stage IN (1, 2) ORDER BY seq", [])?;
        rows.iter().map(|row| Ok(serde_json::from_str(&row.json)?)).collect()
    }

    /// Every order that changed after a seq, open or not.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn orders_after(&self, seq: u64) -> Result<Vec<RowJson>, ReadError> {
        let mut found = Vec::new();
        for row in self.changed_after(seq)? {
            if let Row::Order(id) = row {
                let sql = "SELECT seq, body FROM orders WHERE order_id = ?1";
                found.extend(self.rows(sql, [id.as_bytes()])?);
            }
        }
        Ok(found)
    }

    /// Open tickets, of one station or of all.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn open_tickets(&self, station: Option<&Code>) -> Result<Vec<RowJson>, ReadError> {
        match station {
            Some(station) => self.rows(
                "SELECT seq, body FROM tickets WHERE bumped_at IS NULL AND station = ?1 ORDER BY seq",
                [station.as_str()],
            ),
            None => {
                self.rows("SELECT seq, body FROM tickets WHERE bumped_at IS NULL ORDER BY seq", [])
            }
        }
    }

    /// The tickets bumped last, of one station or of all, the latest first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn bumped_tickets(
        &self,
        station: Option<&Code>,
        limit: u32,
    ) -> Result<Vec<RowJson>, ReadError> {
        match station {
            Some(station) => self.rows(
                "SELECT seq, body FROM tickets WHERE bumped_at IS NOT NULL AND station = ?1 ORDER BY bumped_at DESC, seq DESC LIMIT ?2",
                params![station.as_str(), limit],
            ),
            None => self.rows(
                "SELECT seq, body FROM tickets WHERE bumped_at IS NOT NULL ORDER BY bumped_at DESC, seq DESC LIMIT ?1",
                params![limit],
            ),
        }
    }

    /// The tickets of a business day, of one station or of all, the latest first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn tickets_of_day(
        &self,
        day: BusinessDay,
        station: Option<&Code>,
        limit: u32,
    ) -> Result<Vec<RowJson>, ReadError> {
        self.rows(
            "SELECT seq, body FROM tickets WHERE business_day = ?1 AND (?2 IS NULL OR station = ?2) ORDER BY seq DESC LIMIT ?3",
            params![day.to_string(), station.map(Code::as_str), limit],
        )
    }

    /// Hands over every ticket of some business days, one at a time, the earliest first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn each_ticket(
        &self,
        from: BusinessDay,
        to: BusinessDay,
        mut take: impl FnMut(&Ticket),
    ) -> Result<(), ReadError> {
        let sql = "SELECT body FROM tickets WHERE business_day BETWEEN ?1 AND ?2 ORDER BY business_day, seq";
        let mut find = self.connection.prepare_cached(sql)?;
        let mut rows = find.query(params![from.to_string(), to.to_string()])?;
        while let Some(row) = rows.next()? {
            let body: String = row.get(0)?;
            take(&serde_json::from_str(&body)?);
        }
        Ok(())
    }

    /// What the kitchen as a whole is like, as JSON; `None` before anything was said of it.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn kitchen(&self) -> Result<Option<String>, ReadError> {
        let mut find = self.connection.prepare_cached("SELECT body FROM kitchen")?;
        Ok(find.query_row([], |row| row.get(0)).optional()?)
    }

    /// Every ticket that changed after a seq, of one station or of all, bumped or not.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn tickets_after(
        &self,
        station: Option<&Code>,
        seq: u64,
    ) -> Result<Vec<RowJson>, ReadError> {
        let mut found = Vec::new();
        for row in self.changed_after(seq)? {
            if let Row::Ticket(id) = row {
                let sql = "SELECT seq, body FROM tickets WHERE ticket_id = ?1 AND (?2 IS NULL OR station = ?2 OR json_extract(body, '$.came_from') = ?2)";
                found.extend(self.rows(sql, params![id.as_bytes(), station.map(Code::as_str)])?);
            }
        }
        Ok(found)
    }

    /// The derived rows that changed after a seq. Bounded by how far back callers ask.
    fn changed_after(&self, seq: u64) -> Result<BTreeSet<Row>, ReadError> {
        let mut changed = BTreeSet::new();
        for event in self.events_after(seq, usize::MAX, usize::MAX)? {
            changed.extend(upcast(&event.kind, event.version, &event.body)?.rows());
        }
        Ok(changed)
    }

    /// The shift that a terminal had last.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn shift_of(&self, device: DeviceId) -> Result<Option<Shift>, ReadError> {
        let sql = "SELECT body FROM shifts WHERE device_id = ?1 ORDER BY seq DESC LIMIT 1";
        body(self.connection, sql, [device.as_bytes()])
    }

    /// What is known of items' availability: a JSON list of `StockRow`.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn stock(&self) -> Result<String, ReadError> {
        let mut find =
            self.connection.prepare_cached("SELECT item_id, body FROM stock ORDER BY item_id")?;
        let mut rows = find.query([])?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            let text: String = row.get(1)?;
            let item_id = ItemId::from_uuid(uuid(row, 0)?);
            list.push(StockRow { item_id, stock: serde_json::from_str(&text)? });
        }
        Ok(serde_json::to_string(&list)?)
    }

    /// Which tables must be cleaned: a JSON list of `TableRow`.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn table_states(&self) -> Result<String, ReadError> {
        let mut find =
            self.connection.prepare_cached("SELECT code, body FROM table_states ORDER BY code")?;
        let mut rows = find.query([])?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            let (code, text): (String, String) = (row.get(0)?, row.get(1)?);
            let code = Code::new(&code).map_err(|_| ReadError::Column("code"))?;
            list.push(TableRow { code, state: serde_json::from_str(&text)? });
        }
        Ok(serde_json::to_string(&list)?)
    }

    /// The floor plan as JSON, if there is one.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn floor_plan(&self) -> Result<Option<String>, ReadError> {
        let sql = "SELECT body FROM floor_plans ORDER BY version DESC LIMIT 1";
        let mut find = self.connection.prepare_cached(sql)?;
        Ok(find.query_row([], |row| row.get(0)).optional()?)
    }

    /// The catalogue of a version.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn catalogue(&self, version: u32) -> Result<Option<Catalogue>, ReadError> {
        body(self.connection, "SELECT body FROM catalogues WHERE version = ?1", [version])
    }

    /// An employee.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn staff_card(&self, id: StaffId) -> Result<Option<StaffCard>, ReadError> {
        let sql = "SELECT body FROM staff WHERE staff_id = ?1";
        let staff: Option<Staff> = body(self.connection, sql, [id.as_bytes()])?;
        Ok(staff.as_ref().map(StaffCard::from))
    }

    /// Jobs that a printer still has to do something about, in the order asked for.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn waiting_jobs(&self, printer: &Code, limit: u32) -> Result<Vec<StoredJob>, ReadError> {
        self.jobs(
            "FROM print_states s JOIN print_jobs j USING (job_id) WHERE s.printer = ?1 AND s.state < 3 ORDER BY s.job_id LIMIT ?2",
            params![printer.as_str(), limit],
        )
    }

    /// How many jobs a printer still has to do something about.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn waiting_job_count(&self, printer: &Code) -> Result<u32, ReadError> {
        let mut count = self
            .connection
            .prepare_cached("SELECT count(*) FROM print_states WHERE printer = ?1 AND state < 3")?;
        Ok(count.query_row([printer.as_str()], |row| row.get(0))?)
    }

    /// The jobs asked for last, the latest first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn recent_jobs(&self, limit: u32) -> Result<Vec<StoredJob>, ReadError> {
        self.jobs(
            "FROM print_jobs j JOIN print_states s USING (job_id) ORDER BY j.job_id DESC LIMIT ?1",
            [limit],
        )
    }

    /// What the store has counted, for reconciling.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn totals(&self) -> Result<Totals, ReadError> {
        let (orders, lines, closed, sum) = self.connection.query_row(
            "SELECT count(*), coalesce(sum(line_count), 0), coalesce(sum(state = 1), 0), coalesce(sum(CASE WHEN state = 1 THEN total END), 0) FROM orders",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )?;
        let (tickets, tickets_shown) = self.connection.query_row(
            "SELECT count(*), coalesce(sum(shown), 0) FROM tickets",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let (receipts, receipts_printed) = self.connection.query_row(
            "SELECT count(*), coalesce(sum(s.state IN (3, 4)), 0) FROM print_jobs j JOIN print_states s USING (job_id) WHERE j.document = 0 AND j.copy = 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let closed_sum = Money::from_minor(sum);
        Ok(Totals {
            orders,
            lines,
            closed,
            closed_sum,
            tickets,
            tickets_shown,
            receipts,
            receipts_printed,
        })
    }

    fn rows(&self, sql: &str, params: impl Params) -> Result<Vec<RowJson>, ReadError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement
            .query_map(params, |row| Ok(RowJson { seq: row.get(0)?, json: row.get(1)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn jobs(&self, from: &str, params: impl Params) -> Result<Vec<StoredJob>, ReadError> {
        let mut statement = self.connection.prepare_cached(&format!("{JOB_COLUMNS} {from}"))?;
        let mut rows = statement.query(params)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(job_of(row)?);
        }
        Ok(found)
    }
}

const JOB_COLUMNS: &str = "SELECT j.job_id, j.seq, j.printer, j.document, j.order_id, j.order_number, j.ticket_id, j.copy, j.at, s.state, s.attempts, s.possible_duplicate, s.changed_at, j.subject";

/// Reads one job with how far it is.
pub(crate) fn read_job(
    connection: &Connection,
    job_id: i64,
) -> Result<Option<StoredJob>, ReadError> {
    let sql = format!(
        "{JOB_COLUMNS} FROM print_jobs j JOIN print_states s USING (job_id) WHERE j.job_id = ?1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([job_id])?;
    rows.next()?.map(job_of).transpose()
}

fn job_of(row: &rusqlite::Row<'_>) -> Result<StoredJob, ReadError> {
    let printer: String = row.get(2)?;
    let ticket: Option<[u8; 16]> = row.get(6)?;
    let subject: Option<String> = row.get(13)?;
    Ok(StoredJob {
        subject: subject.map(|text| serde_json::from_str(&text)).transpose()?,
        id: row.get(0)?,
        seq: row.get(1)?,
        printer: Code::new(&printer).map_err(|_| ReadError::Column("printer"))?,
        document: JobDocument::from_number(row.get(3)?).ok_or(ReadError::Column("document"))?,
        order_id: OrderId::from_uuid(uuid(row, 4)?),
        order_number: row.get(5)?,
        ticket_id: ticket.map(|bytes| TicketId::from_uuid(uuid::Uuid::from_bytes(bytes))),
        copy: row.get(7)?,
        at: Timestamp::from_ms(row.get(8)?),
        state: JobState::from_number(row.get(9)?).ok_or(ReadError::Column("state"))?,
        attempts: row.get(10)?,
        possible_duplicate: row.get(11)?,
        changed_at: Timestamp::from_ms(row.get(12)?),
    })
}
