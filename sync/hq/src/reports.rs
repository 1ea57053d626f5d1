//! What HQ tells people: today, and what it has counted for a store.

use domain::id::StoreId;
use domain::settings::StoreCard;
use domain::{BusinessDay, Money, Timestamp};
use protocol::hq::{HqHour, HqOrder, HqStore, HqStoreTotals, HqToday, ORDERS_SHOWN_MAX};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::sentence::Sentence;
use crate::{clashes, rows};

/// Today, as all stores together have it.
///
/// # Errors
/// When the database fails.
pub(crate) fn today(connection: &Connection, now: Timestamp) -> rusqlite::Result<HqToday> {
    let latest = "SELECT max(business_day) FROM days";
    let day: Option<String> =
        connection.prepare_cached(latest)?.query_row([], |row| row.get(0)).optional()?.flatten();
    let business_day = day.as_deref().and_then(|text| text.parse::<BusinessDay>().ok());
    let orders = match business_day {
        Some(day) => rows::orders_of_day(connection, day, ORDERS_SHOWN_MAX)?,
        None => Vec::new(),
    };
    let day = day.unwrap_or_default();
    Ok(HqToday {
        server_utc_ms: now,
        business_day,
        stores: stores(connection, &day)?,
        orders: orders.iter().map(|(store_id, row)| listed(*store_id, row)).collect(),
        hours: hours(connection, &day)?,
        clashes: clashes::found(connection, now)?,
    })
}

fn listed(store_id: StoreId, row: &crate::project::OrderRow) -> HqOrder {
    HqOrder {
        store_id,
        order_id: row.order_id,
        number: row.number,
        channel: row.channel,
        state: row.state,
        stage: row.stage,
        lines: row.lines,
        total: row.total,
        opened_at: row.opened_at,
        closed_at: row.closed_at,
        identified: row.identified,
    }
}

fn stores(connection: &Connection, day: &str) -> rusqlite::Result<Vec<HqStore>> {
    let sql = "SELECT stores.card, last_heard_at, seq, head_seq, next_at, contradiction,
            (SELECT coalesce(sum(stranded), 0) FROM epochs WHERE epochs.store = stores.id),
            coalesce(days.kept, 0), coalesce(days.sales - days.refunded, 0), coalesce(days.identified, 0),
            (SELECT json_group_array(json(names)) FROM sold_out WHERE sold_out.store = stores.id)
        FROM stores LEFT JOIN days ON days.store = stores.id AND days.business_day = ?1
        WHERE stores.card IS NOT NULL ORDER BY stores.id";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map([day], store)?;
    found.collect()
}

fn store(row: &Row<'_>) -> rusqlite::Result<HqStore> {
    let card: StoreCard = rows::from_json(row, 0)?;
    let (at_hq_seq, store_seq) = (rows::seq(row, 2)?, rows::seq(row, 3)?);
    let waiting = store_seq.saturating_sub(at_hq_seq);
    let next_at: Option<i64> = row.get(4)?;
    let contradiction: Option<String> = row.get(5)?;
    let stranded = rows::seq(row, 6)?;
    let stranded = (stranded > 0).then(|| Sentence::stranded(stranded).both());
    let sentences: Vec<String> = contradiction.into_iter().chain(stranded).collect();
    Ok(HqStore {
        id: card.id,
        names: card.names,
        currency: card.currency,
        currency_exponent: card.currency_exponent,
        time_zone: card.time_zone,
        last_heard_at: row.get::<_, Option<i64>>(1)?.map(Timestamp::from_ms),
        at_hq_seq,
        store_seq,
        waiting,
        oldest_waiting_at: next_at.filter(|_| waiting > 0).map(Timestamp::from_ms),
        exception: (!sentences.is_empty()).then(|| sentences.join("\n")),
        orders_today: row.get(7)?,
        sales_today: Money::from_minor(row.get(8)?),
        identified_today: row.get(9)?,
        sold_out: rows::from_json(row, 10)?,
    })
}

/// All 24 hours of a business day and of the same day a week before.
fn hours(connection: &Connection, day: &str) -> rusqlite::Result<Vec<HqHour>> {
    let mut hours: Vec<HqHour> = (0..24)
        .map(|hour| HqHour {
            hour,
            orders: 0,
            sales: Money::ZERO,
            orders_last_week: 0,
            sales_last_week: Money::ZERO,
        })
        .collect();
    let sql =
        "SELECT hour, business_day = ?1, sum(orders), sum(sales - refunded) FROM sales_by_hour
        WHERE business_day IN (?1, date(?1, '-7 days')) GROUP BY business_day, hour";
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query([day])?;
    while let Some(row) = found.next()? {
        let hour: usize = row.get(0)?;
        let Some(slot) = hours.get_mut(hour) else { continue };
        let (orders, sales) = (row.get(2)?, Money::from_minor(row.get(3)?));
        if row.get(1)? {
            (slot.orders, slot.sales) = (orders, sales);
        } else {
            (slot.orders_last_week, slot.sales_last_week) = (orders, sales);
        }
    }
    Ok(hours)
}

/// What HQ has counted for a store; `None` for a store it does not know.
///
/// # Errors
/// When the database fails.
pub(crate) fn totals(
    connection: &Connection,
    store_id: StoreId,
) -> rusqlite::Result<Option<HqStoreTotals>> {
    let sql = "SELECT coalesce(sum(placed), 0), coalesce(sum(closed), 0), coalesce(sum(sales), 0),
            stores.seq, stores.applied
        FROM stores LEFT JOIN days ON days.store = stores.id
        WHERE stores.store_id = ?1 GROUP BY stores.id";
    let read = |row: &Row<'_>| {
        let (at_hq_seq, applied) = (rows::seq(row, 3)?, rows::seq(row, 4)?);
        Ok(HqStoreTotals {
            orders: rows::seq(row, 0)?,
            closed: rows::seq(row, 1)?,
            closed_sum: Money::from_minor(row.get(2)?),
            at_hq_seq,
            doubled: applied.saturating_sub(at_hq_seq),
        })
    };
    connection.prepare_cached(sql)?.query_row([store_id.as_bytes()], read).optional()
}

/// Rows that wait in all stores, and rows kept aside, for the metrics.
///
/// # Errors
/// When the database fails.
pub(crate) fn backlog(connection: &Connection) -> rusqlite::Result<(u64, u64)> {
    let sql = "SELECT (SELECT coalesce(sum(max(head_seq - seq, 0)), 0) FROM stores),
        (SELECT count(*) FROM quarantine)";
    connection
        .prepare_cached(sql)?
        .query_row([], |row| Ok((rows::seq(row, 0)?, rows::seq(row, 1)?)))
}
