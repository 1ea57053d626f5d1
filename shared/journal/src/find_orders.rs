//! Orders that are looked for once they are no longer on a screen.

use domain::BusinessDay;
use domain::order::Order;
use rusqlite::params;

use crate::error::ReadError;
use crate::reader::Reader;

impl Reader<'_> {
    /// Orders whose receipt, or the receipt of one of whose checks, has this number, the latest
    /// first; training counts in a series of its own, so there may be two.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn orders_by_receipt(&self, number: u64, limit: u32) -> Result<Vec<Order>, ReadError> {
        self.bodies(
            "SELECT body FROM receipts JOIN orders USING (order_id) WHERE receipts.number = ?1 AND training IN (0, 1) ORDER BY orders.seq DESC LIMIT ?2",
            params![number, limit],
        )
    }

    /// Orders that had this number on a business day, the latest first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn orders_by_number(
        &self,
        day: BusinessDay,
        number: u32,
        limit: u32,
    ) -> Result<Vec<Order>, ReadError> {
        self.bodies(
            "SELECT body FROM orders WHERE business_day = ?1 AND number = ?2 ORDER BY seq DESC LIMIT ?3",
            params![day.to_string(), number, limit],
        )
    }

    /// The orders that were paid in full last, the latest first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn orders_closed_last(&self, limit: u32) -> Result<Vec<Order>, ReadError> {
        self.bodies("SELECT body FROM orders WHERE state = 1 ORDER BY seq DESC LIMIT ?1", [limit])
    }
}
