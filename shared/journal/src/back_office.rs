//! What the back office asks: takings, closed days, drawer sessions, versions of the catalogue.

use std::collections::BTreeMap;

use domain::day::{ClosedDay, Takings};
use domain::id::{ShiftId, StaffId};
use domain::order::Order;
use domain::shift::Shift;
use domain::{Actor, BusinessDay, Event, Timestamp};
use rusqlite::params;
use serde::de::DeserializeOwned;

use crate::error::ReadError;
use crate::exceptions::{self, StoredException};
use crate::load::body;
use crate::reader::Reader;
use crate::sales::{self, SalesBy, SalesSums};
use crate::stored::{COLUMNS, StoredEvent};
use crate::upcast;

/// A version of the catalogue and where it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishedCatalogue {
    /// Which.
    pub version: u32,
    /// When it was published.
    pub at: Timestamp,
    /// By whom; `None` for the store itself.
    pub staff_id: Option<StaffId>,
    /// How many items it has.
    pub items: u32,
}

impl Reader<'_> {
    /// What happened since the last Z.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn takings_now(&self) -> Result<Takings, ReadError> {
        let found = body(self.connection, "SELECT body FROM takings", [])?;
        Ok(found.unwrap_or_default())
    }

    /// The days closed on these business days, both included, the latest first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn days_closed(
        &self,
        from: BusinessDay,
        to: BusinessDay,
    ) -> Result<Vec<ClosedDay>, ReadError> {
        let sql = "SELECT body FROM days WHERE business_day BETWEEN ?1 AND ?2 ORDER BY number DESC";
        self.bodies(sql, params![from.to_string(), to.to_string()])
    }

    /// Sales of some business days, both included, by group. Hours are told on the clock of `zone`.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn sales(
        &self,
        by: SalesBy,
        from: BusinessDay,
        to: BusinessDay,
        zone: chrono_tz::Tz,
    ) -> Result<BTreeMap<String, SalesSums>, ReadError> {
        sales::read(self.connection, by, from, to, zone)
    }

    /// What an owner wants to know about between two moments, the first included, the latest first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn exceptions(
        &self,
        from: Timestamp,
        before: Timestamp,
        limit: usize,
    ) -> Result<Vec<StoredException>, ReadError> {
        exceptions::read(self.connection, from, before, limit)
    }

    /// The days for which no signature was noted, the oldest first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn days_unsigned(&self) -> Result<Vec<ClosedDay>, ReadError> {
        self.bodies(
            "SELECT body FROM days WHERE json_extract(body, '$.signing.type') <> 'signed' ORDER BY number",
            [],
        )
    }

    /// A closed day, by the number of its Z.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn day(&self, number: u64) -> Result<Option<ClosedDay>, ReadError> {
        body(self.connection, "SELECT body FROM days WHERE number = ?1", [number])
    }

    /// A drawer session.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn shift(&self, id: ShiftId) -> Result<Option<Shift>, ReadError> {
        body(self.connection, "SELECT body FROM shifts WHERE shift_id = ?1", [id.as_bytes()])
    }

    /// Drawer sessions opened between two moments, both included, the latest first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn shifts_opened(&self, from: Timestamp, to: Timestamp) -> Result<Vec<Shift>, ReadError> {
        self.bodies(
            "SELECT body FROM shifts WHERE json_extract(body, '$.opened_at') BETWEEN ?1 AND ?2 ORDER BY json_extract(body, '$.opened_at') DESC",
            params![from.ms(), to.ms()],
        )
    }

    /// Open orders, and closed ones whose refunds another machine still owes an answer about: all
    /// that another machine may be asked about.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn orders_with_other_machines(&self) -> Result<Vec<Order>, ReadError> {
        // The texts stand in a body only where such a list is not empty.
        self.bodies(
            "SELECT body FROM (SELECT seq, body FROM orders WHERE state = 0 AND json_type(body, '$.pending') = 'array' UNION ALL SELECT seq, body FROM orders WHERE state = 1 AND refunded <> 0) ORDER BY seq",
            [],
        )
    }

    /// The versions of the catalogue published last, the latest first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn catalogues_published(&self, limit: u32) -> Result<Vec<PublishedCatalogue>, ReadError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM journal WHERE kind = 'catalogue_changed' ORDER BY seq DESC LIMIT ?1"
        );
        let mut find = self.connection.prepare_cached(&sql)?;
        let mut rows = find.query([limit])?;
        let mut versions = Vec::new();
        while let Some(row) = rows.next()? {
            let event = StoredEvent::read(row)?;
            let Event::CatalogueChanged { version } =
                upcast(&event.kind, event.version, &event.body)?
            else {
                continue;
            };
            let staff_id = match event.actor {
                Actor::Staff { staff_id } => Some(staff_id),
                Actor::Device | Actor::System => None,
            };
            let items = self.item_count(version)?;
            versions.push(PublishedCatalogue { version, at: event.at, staff_id, items });
        }
        Ok(versions)
    }

    fn item_count(&self, version: u32) -> Result<u32, ReadError> {
        let mut count = self.connection.prepare_cached(
            "SELECT coalesce(json_array_length(body, '$.items'), 0) FROM catalogues WHERE version = ?1",
        )?;
        Ok(count.query_row([version], |row| row.get(0))?)
    }

    pub(crate) fn bodies<T: DeserializeOwned>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> Result<Vec<T>, ReadError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let text: String = row.get(0)?;
            found.push(serde_json::from_str(&text)?);
        }
        Ok(found)
    }
}
