//! Rows of HQ's tables as values, and the SQL that reads and writes them.

use std::collections::BTreeMap;

use domain::chain::Hash;
use domain::id::{Epoch, ItemId, MemberId, OrderId, StoreId};
use domain::settings::StoreCard;
use domain::{BusinessDay, Money, Names, Timestamp};
use protocol::frames::Mark;
use protocol::sync::SyncEvent;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::project::{OrderRow, Tally};

/// Where HQ is in a store's journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// The row of `epochs`.
    pub(crate) epoch_row: i64,
    pub(crate) mark: Mark,
}

/// A history of a store.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EpochRow {
    pub(crate) id: i64,
    pub(crate) epoch: Epoch,
    pub(crate) parent: Option<i64>,
    pub(crate) after_seq: u64,
}

/// A column as a position; negative ones are in no sound database.
pub(crate) fn seq(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}

/// A position as a column. Positions past `i64::MAX` are refused when a batch is read.
pub(crate) fn int(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

fn uuid(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    Ok(Uuid::from_bytes(row.get(column)?))
}

/// A member's id, as bytes.
pub(crate) fn member(row: &Row<'_>, column: usize) -> rusqlite::Result<MemberId> {
    Ok(MemberId::from_uuid(uuid(row, column)?))
}

/// A word of the protocol as stored: `closed`.
fn word<T: Serialize>(value: T) -> rusqlite::Result<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        Ok(other) => Err(rusqlite::Error::ToSqlConversionFailure(other.to_string().into())),
        Err(error) => Err(rusqlite::Error::ToSqlConversionFailure(error.into())),
    }
}

pub(crate) fn from_word<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let word: String = row.get(column)?;
    serde_json::from_value(serde_json::Value::String(word)).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.into())
    })
}

/// A column of JSON.
pub(crate) fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.into())
    })
}

/// A value as a column of JSON.
pub(crate) fn json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

/// The row of a store that was registered.
pub(crate) fn store(connection: &Connection, id: StoreId) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT id FROM stores WHERE store_id = ?1";
    connection.prepare_cached(sql)?.query_row([id.as_bytes()], |row| row.get(0)).optional()
}

/// Where HQ is in a store's journal; `None` when it has no row of it.
pub(crate) fn place(connection: &Connection, store: i64) -> rusqlite::Result<Option<Place>> {
    let sql = "SELECT epochs.id, epochs.epoch, stores.seq, stores.hash
        FROM stores JOIN epochs ON epochs.id = stores.epoch WHERE stores.id = ?1";
    let read = |row: &Row<'_>| {
        let epoch = Epoch::from_uuid(uuid(row, 1)?);
        let mark = Mark { epoch, seq: seq(row, 2)?, hash: Hash::from_bytes(row.get(3)?) };
        Ok(Place { epoch_row: row.get(0)?, mark })
    };
    connection.prepare_cached(sql)?.query_row([store], read).optional()
}

/// All histories of a store, in the order HQ heard of them.
pub(crate) fn epochs(connection: &Connection, store: i64) -> rusqlite::Result<Vec<EpochRow>> {
    let sql = "SELECT id, epoch, parent, after_seq FROM epochs WHERE store = ?1 ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([store], |row| {
        let epoch = Epoch::from_uuid(uuid(row, 1)?);
        Ok(EpochRow { id: row.get(0)?, epoch, parent: row.get(2)?, after_seq: seq(row, 3)? })
    })?;
    rows.collect()
}

/// The hash of a row.
pub(crate) fn hash(connection: &Connection, epoch: i64, at: u64) -> rusqlite::Result<Option<Hash>> {
    let sql = "SELECT hash FROM events WHERE epoch = ?1 AND seq = ?2";
    let read = |row: &Row<'_>| Ok(Hash::from_bytes(row.get(0)?));
    connection.prepare_cached(sql)?.query_row(params![epoch, int(at)], read).optional()
}

/// Appends a row.
pub(crate) fn insert_event(
    connection: &Connection,
    store: i64,
    epoch: i64,
    event: &SyncEvent,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO events (store, epoch, seq, command_id, idx, at, actor, staff, device,
        kind, version, body, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let (actor, staff) = event.actor.tag();
    connection.prepare_cached(sql)?.execute(params![
        store,
        epoch,
        int(event.seq),
        event.command_id.as_bytes(),
        event.index,
        event.at.ms(),
        actor,
        staff,
        event.device.as_bytes(),
        event.kind,
        event.version,
        event.body,
        event.hash.as_bytes(),
    ])?;
    Ok(())
}

/// Keeps a row aside that could not be counted.
pub(crate) fn quarantine(
    connection: &Connection,
    store: i64,
    epoch: i64,
    at: u64,
    why: &str,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO quarantine (epoch, seq, store, why) VALUES (?1, ?2, ?3, ?4)";
    connection.prepare_cached(sql)?.execute(params![epoch, int(at), store, why])?;
    Ok(())
}

const ORDER_COLUMNS: &str = "order_id, business_day, number, channel, state, stage, line_count,
    total, opened_at, closed_at, identified, refunded, training, member_id, bought";

/// Reads [`ORDER_COLUMNS`].
pub(crate) fn read_order(row: &Row<'_>) -> rusqlite::Result<OrderRow> {
    Ok(OrderRow {
        order_id: OrderId::from_uuid(uuid(row, 0)?),
        business_day: from_word(row, 1)?,
        number: row.get(2)?,
        channel: from_word(row, 3)?,
        state: from_word(row, 4)?,
        stage: from_word(row, 5)?,
        lines: row.get(6)?,
        total: Money::from_minor(row.get(7)?),
        opened_at: Timestamp::from_ms(row.get(8)?),
        closed_at: row.get::<_, Option<i64>>(9)?.map(Timestamp::from_ms),
        identified: row.get(10)?,
        refunded: Money::from_minor(row.get(11)?),
        training: row.get(12)?,
        member_id: row
            .get::<_, Option<[u8; 16]>>(13)?
            .map(|id| MemberId::from_uuid(Uuid::from_bytes(id))),
        bought: from_json(row, 14)?,
    })
}

/// The latest orders of a business day, newest first, each with its store.
pub(crate) fn orders_of_day(
    connection: &Connection,
    day: BusinessDay,
    most: usize,
) -> rusqlite::Result<Vec<(StoreId, OrderRow)>> {
    let sql = format!(
        "SELECT {ORDER_COLUMNS}, (SELECT store_id FROM stores WHERE stores.id = orders.store)
         FROM orders WHERE business_day = ?1 AND training = 0 ORDER BY opened_at DESC, id DESC LIMIT ?2"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![word(day)?, most], |row| {
        Ok((StoreId::from_uuid(uuid(row, 15)?), read_order(row)?))
    })?;
    rows.collect()
}

/// An order of a store.
pub(crate) fn order(
    connection: &Connection,
    store: i64,
    id: OrderId,
) -> rusqlite::Result<Option<OrderRow>> {
    let sql = format!("SELECT {ORDER_COLUMNS} FROM orders WHERE store = ?1 AND order_id = ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_row(params![store, id.as_bytes()], read_order).optional()
}

/// Writes an order as it is now.
pub(crate) fn save_order(
    connection: &Connection,
    store: i64,
    order: &OrderRow,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO orders (store, order_id, business_day, number, channel, state, stage,
            line_count, total, opened_at, closed_at, identified, refunded, training, member_id,
            bought)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        ON CONFLICT (store, order_id) DO UPDATE SET state = excluded.state, stage = excluded.stage,
            line_count = excluded.line_count, total = excluded.total,
            closed_at = excluded.closed_at, identified = excluded.identified,
            refunded = excluded.refunded, member_id = excluded.member_id,
            bought = excluded.bought";
    connection.prepare_cached(sql)?.execute(params![
        store,
        order.order_id.as_bytes(),
        word(order.business_day)?,
        order.number,
        word(order.channel)?,
        word(order.state)?,
        word(order.stage)?,
        order.lines,
        order.total.minor(),
        order.opened_at.ms(),
        order.closed_at.map(Timestamp::ms),
        order.identified,
        order.refunded.minor(),
        order.training,
        order.member_id.as_ref().map(|id| id.as_bytes().as_slice()),
        json(&order.bought)?,
    ])?;
    Ok(())
}

/// Moves the counts of a day.
pub(crate) fn add_to_day(
    connection: &Connection,
    store: i64,
    day: BusinessDay,
    tally: Tally,
) -> rusqlite::Result<()> {
    let sql =
        "INSERT INTO days (store, business_day, placed, kept, closed, sales, refunded, identified)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (business_day, store) DO UPDATE SET placed = placed + excluded.placed,
            kept = kept + excluded.kept, closed = closed + excluded.closed,
            sales = sales + excluded.sales, refunded = refunded + excluded.refunded,
            identified = identified + excluded.identified";
    let Tally { placed, kept, closed, sales, refunded, identified } = tally;
    let values = params![store, word(day)?, placed, kept, closed, sales, refunded, identified];
    connection.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// Moves the sales of an hour.
pub(crate) fn add_to_hour(
    connection: &Connection,
    store: i64,
    day: BusinessDay,
    hour: u32,
    tally: Tally,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO sales_by_hour (store, business_day, hour, orders, sales, refunded,
            identified)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (business_day, store, hour) DO UPDATE SET orders = orders + excluded.orders,
            sales = sales + excluded.sales, refunded = refunded + excluded.refunded,
            identified = identified + excluded.identified";
    let Tally { closed, sales, refunded, identified, .. } = tally;
    let values = params![store, word(day)?, hour, closed, sales, refunded, identified];
    connection.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// Notes that a store was heard from, and what it says of itself.
pub(crate) fn heard_from(
    connection: &Connection,
    store: i64,
    card: &StoreCard,
    day_cut_off_minutes: u16,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let sql =
        "UPDATE stores SET card = ?2, day_cut_off_minutes = ?3, last_heard_at = ?4 WHERE id = ?1";
    let values = params![store, json(card)?, day_cut_off_minutes, now.ms()];
    connection.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// Notes that a store sold an item out by hand, or has it again.
pub(crate) fn switch_item(
    connection: &Connection,
    store: i64,
    item_id: ItemId,
    is_out: bool,
) -> rusqlite::Result<()> {
    let id = item_id.to_string();
    if !is_out {
        let sql = "DELETE FROM sold_out WHERE store = ?1 AND item_id = ?2";
        connection.prepare_cached(sql)?.execute(params![store, id])?;
        return Ok(());
    }
    let sql = "SELECT json_extract(item.value, '$.names')
        FROM records, json_each(records.body, '$.items') item
        WHERE store = ?1 AND kind = 'catalogue' AND json_extract(item.value, '$.id') = ?2";
    let names: Option<String> = connection
        .prepare_cached(sql)?
        .query_row(params![store, id], |row| row.get(0))
        .optional()?;
    // An item that its menu does not have (any more) is still told, by its id.
    let names = match names {
        Some(names) => names,
        None => json(&Names::new(id.as_str(), id.as_str()))?,
    };
    let sql = "INSERT INTO sold_out (store, item_id, names) VALUES (?1, ?2, ?3)
        ON CONFLICT (store, item_id) DO UPDATE SET names = excluded.names";
    connection.prepare_cached(sql)?.execute(params![store, id, names])?;
    Ok(())
}

/// Lets a store in with a token, in place of its earlier one.
pub(crate) fn register(
    connection: &Connection,
    store_id: StoreId,
    token_hash: [u8; 32],
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO stores (store_id, token_hash) VALUES (?1, ?2)
        ON CONFLICT (store_id) DO UPDATE SET token_hash = excluded.token_hash";
    connection.prepare_cached(sql)?.execute(params![store_id.as_bytes(), token_hash])?;
    Ok(())
}

/// The stores that are let in, by the hash of their token.
pub(crate) fn tokens(connection: &Connection) -> rusqlite::Result<BTreeMap<[u8; 32], StoreId>> {
    let mut statement = connection.prepare("SELECT token_hash, store_id FROM stores")?;
    let found =
        statement.query_map([], |row| Ok((row.get(0)?, StoreId::from_uuid(uuid(row, 1)?))))?;
    found.collect()
}

/// How the store describes itself that HQ has known longest; `None` while it has heard from none.
pub(crate) fn first_card(connection: &Connection) -> rusqlite::Result<Option<StoreCard>> {
    let sql = "SELECT card FROM stores WHERE card IS NOT NULL ORDER BY id LIMIT 1";
    connection.prepare_cached(sql)?.query_row([], |row| from_json(row, 0)).optional()
}

/// The stores that HQ has heard from, by their rows, and the IANA name of the zone of each.
pub(crate) fn time_zones(connection: &Connection) -> rusqlite::Result<Vec<(i64, String)>> {
    let sql = "SELECT id, json_extract(card, '$.time_zone') FROM stores WHERE card IS NOT NULL";
    connection.prepare_cached(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}
