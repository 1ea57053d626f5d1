//! What staff earned with what members bought: a ledger, line by line.

use domain::commission::{Commission, Touch};
use domain::id::{OrderId, StaffId};
use domain::order::Order;
use domain::{BusinessDay, Event, Money, Stamp, Timestamp};
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::error::ReadError;
use crate::reader::Reader;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCommission {
    /// When.
    pub at: Timestamp,
    /// Of the order's business day.
    pub business_day: BusinessDay,
    /// With which order.
    pub order_id: OrderId,
    /// That order's number as people say it; empty when it cannot be read any more.
    pub order_number: String,
    /// Who, for what and how much.
    pub share: Commission,
}

/// What somebody earned over some days for one touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommissionSum {
    /// Who.
    pub staff_id: StaffId,
    /// For what.
    pub touch: Touch,
    /// With how many orders.
    pub orders: u32,
    /// What was earned.
    pub earned: Money,
    /// What of it was taken back; zero or below.
    pub taken_back: Money,
}

const TOUCHES: [Touch; 3] = [Touch::First, Touch::Last, Touch::Served];

fn number(touch: Touch) -> i64 {
    match touch {
        Touch::First => 0,
        Touch::Last => 1,
        Touch::Served => 2,
    }
}

fn touch(number: i64) -> Result<Touch, ReadError> {
    let known = TOUCHES.into_iter().find(|touch| self::number(*touch) == number);
    known.ok_or(ReadError::Column("touch"))
}

/// The lines of an event, to be written.
pub(crate) struct Lines {
    seq: u64,
    at: Timestamp,
    order_id: OrderId,
    business_day: BusinessDay,
    shares: Vec<Commission>,
}

pub(crate) fn lines_of(event: &Event, seq: u64, stamp: &Stamp) -> Option<Lines> {
    let Event::CommissionPosted { order_id, business_day, shares } = event else { return None };
    let (order_id, business_day, at) = (*order_id, *business_day, stamp.at);
    Some(Lines { seq, at, order_id, business_day, shares: shares.clone() })
}

pub(crate) fn write(connection: &Connection, lines: &Lines) -> Result<(), ReadError> {
    const SQL: &str = "INSERT INTO commissions (seq, part, order_id, staff_id, touch, at, business_day, amount) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    for (part, share) in (0_i64..).zip(&lines.shares) {
        connection.prepare_cached(SQL)?.execute(params![
            lines.seq,
            part,
            lines.order_id.as_bytes(),
            share.staff_id.as_bytes(),
            number(share.touch),
            lines.at.ms(),
            lines.business_day.to_string(),
            share.amount.minor(),
        ])?;
    }
    Ok(())
}

impl Reader<'_> {
    /// What staff earned with the orders of some business days, both included; by person and touch.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn commissions(
        &self,
        from: BusinessDay,
        to: BusinessDay,
    ) -> Result<Vec<CommissionSum>, ReadError> {
        const SQL: &str = "SELECT staff_id, touch, count(DISTINCT order_id), sum(max(amount, 0)), sum(min(amount, 0)) FROM commissions WHERE business_day BETWEEN ?1 AND ?2 GROUP BY staff_id, touch ORDER BY staff_id, touch";
        let mut find = self.connection.prepare_cached(SQL)?;
        let mut rows = find.query(params![from.to_string(), to.to_string()])?;
        let mut sums = Vec::new();
        while let Some(row) = rows.next()? {
            sums.push(CommissionSum {
                staff_id: StaffId::from_uuid(Uuid::from_bytes(row.get(0)?)),
                touch: touch(row.get(1)?)?,
                orders: row.get(2)?,
                earned: Money::from_minor(row.get(3)?),
                taken_back: Money::from_minor(row.get(4)?),
            });
        }
        Ok(sums)
    }

    /// The latest lines of one person's commission of some business days, the latest first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn commission_lines(
        &self,
        staff_id: StaffId,
        from: BusinessDay,
        to: BusinessDay,
        limit: u32,
    ) -> Result<Vec<StoredCommission>, ReadError> {
        const SQL: &str = "SELECT c.at, c.business_day, c.order_id, c.touch, c.amount, o.body FROM commissions c LEFT JOIN orders o USING (order_id) WHERE c.business_day BETWEEN ?1 AND ?2 AND c.staff_id = ?3 ORDER BY c.seq DESC, c.part LIMIT ?4";
        let mut find = self.connection.prepare_cached(SQL)?;
        let (from, to) = (from.to_string(), to.to_string());
        let mut rows = find.query(params![from, to, staff_id.as_bytes(), limit])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let (day, order): (String, Option<String>) = (row.get(1)?, row.get(5)?);
            let order: Option<Order> = order.map(|text| serde_json::from_str(&text)).transpose()?;
            let (touch, amount) = (touch(row.get(3)?)?, Money::from_minor(row.get(4)?));
            lines.push(StoredCommission {
                at: Timestamp::from_ms(row.get(0)?),
                business_day: day.parse().map_err(|_| ReadError::Column("business_day"))?,
                order_id: OrderId::from_uuid(Uuid::from_bytes(row.get(2)?)),
                order_number: order.map(|order| order.spoken_number()).unwrap_or_default(),
                share: Commission { staff_id, touch, amount },
            });
        }
        Ok(lines)
    }
}
