//! Closed orders, as slim as the numbers of members need them.

use std::collections::BTreeMap;

use domain::id::{MemberId, StaffId};
use domain::member::numbers::Visit;
use domain::order::{Order, OrderState};
use domain::time::local_hour;
use domain::{BusinessDay, Money, Timestamp};
use rusqlite::{Connection, params};

use crate::error::ReadError;
use crate::watched;

/// Keeps a closed order's row as the order is now; practice has none.
pub(crate) fn write(connection: &Connection, order: &Order) -> Result<(), ReadError> {
    const SQL: &str = "INSERT INTO visits (order_id, at, business_day, member_id, staff_id, revenue) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (order_id) DO UPDATE SET revenue = excluded.revenue WHERE revenue <> excluded.revenue";
    let at = match order.state {
        OrderState::Closed { at, .. } if !order.is_training() => at,
        OrderState::Closed { .. }
        | OrderState::Open
        | OrderState::Voided { .. }
        | OrderState::Merged { .. } => return Ok(()),
    };
    let revenue = order.totals.total.minor() - order.totals.refunded.minor();
    connection.prepare_cached(SQL)?.execute(params![
        order.id.as_bytes(),
        at.ms(),
        order.business_day.to_string(),
        order.member_id.as_ref().map(MemberId::as_bytes),
        order.opened_by.as_ref().map(StaffId::as_bytes),
        revenue
    ])?;
    Ok(())
}

/// Gives every closed order up to a trading date, in the order of closing.
pub(crate) fn each(
    connection: &Connection,
    to: BusinessDay,
    zone: chrono_tz::Tz,
    mut each: impl FnMut(&Visit),
) -> Result<(), ReadError> {
    const SQL: &str = "SELECT at, business_day, member_id, staff_id, revenue FROM visits WHERE business_day <= ?1 ORDER BY at, rowid";
    let mut find = connection.prepare_cached(SQL)?;
    let stand_in = merged(connection)?;
    let mut rows = find.query([to.to_string()])?;
    while let Some(row) = rows.next()? {
        let day: String = row.get(1)?;
        let id = |column| -> Result<Option<uuid::Uuid>, ReadError> {
            let bytes: Option<[u8; 16]> = row.get(column)?;
            Ok(bytes.map(uuid::Uuid::from_bytes))
        };
        each(&Visit {
            day: day.parse().map_err(|_| ReadError::Column("business_day"))?,
            hour: local_hour(Timestamp::from_ms(row.get(0)?), zone),
            staff_id: id(3)?.map(StaffId::from_uuid),
            member_id: id(2)?
                .map(MemberId::from_uuid)
                .map(|id| stand_in.get(&id).copied().unwrap_or(id)),
            revenue: Money::from_minor(row.get(4)?),
        });
    }
    Ok(())
}

/// Who was merged, and into whom.
fn merged(connection: &Connection) -> Result<BTreeMap<MemberId, MemberId>, ReadError> {
    const SQL: &str = "SELECT member_id, json_extract(body, '$.merged_into.into') FROM members_earned WHERE watched <> 0 AND watched = ?1";
    let mut find = connection.prepare_cached(SQL)?;
    let mut rows = find.query([watched::MERGED])?;
    let mut merged = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (from, into): ([u8; 16], String) = (row.get(0)?, row.get(1)?);
        let into = into.parse().map_err(|_| ReadError::Column("merged_into"))?;
        merged.insert(MemberId::from_uuid(uuid::Uuid::from_bytes(from)), into);
    }
    Ok(merged)
}
