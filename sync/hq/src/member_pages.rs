//! Member pages: which phone shows whose, and what it shows.

use domain::id::{MemberId, StoreId};
use domain::member::MemberRecord;
use domain::settings::StoreCard;
use domain::{Money, Timestamp};
use protocol::member_page::{MemberPage, OWN_DATA_MAX, OwnData, PageBought, PageOrder, PageStore};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::project::Bought;
use crate::reckoning::Reckoning;
use crate::rows::from_json;
use crate::{member_books, member_records, merges};

/// Invites a member to their page; false when HQ has no record of them.
pub(crate) fn invite(
    connection: &Connection,
    id: MemberId,
    claim_hash: [u8; 32],
    until: Timestamp,
) -> rusqlite::Result<bool> {
    if member_records::record(connection, id)?.is_none() {
        return Ok(false);
    }
    let sql = "INSERT INTO invitations (claim_hash, member_id, until) VALUES (?1, ?2, ?3)";
    connection.prepare_cached(sql)?.execute(params![claim_hash, id.as_bytes(), until.ms()])?;
    Ok(true)
}

/// Takes an invitation for the phone with this key. It is good once; those that ran out go as well.
pub(crate) fn claim(
    connection: &Connection,
    claim_hash: [u8; 32],
    public_key: &str,
    now: Timestamp,
) -> rusqlite::Result<Option<MemberId>> {
    connection.prepare_cached("DELETE FROM invitations WHERE until < ?1")?.execute([now.ms()])?;
    let sql = "DELETE FROM invitations WHERE claim_hash = ?1 RETURNING member_id";
    let found: Option<[u8; 16]> =
        connection.prepare_cached(sql)?.query_row([claim_hash], |row| row.get(0)).optional()?;
    let Some(id) = found.map(|bytes| MemberId::from_uuid(Uuid::from_bytes(bytes))) else {
        return Ok(None);
    };
    if member_records::record(connection, id)?.is_none() {
        return Ok(None);
    }
    let sql = "INSERT INTO member_keys (member_id, public_key, at) VALUES (?1, ?2, ?3)
        ON CONFLICT (member_id) DO UPDATE SET public_key = excluded.public_key, at = excluded.at";
    let values = params![id.as_bytes(), public_key.to_ascii_lowercase(), now.ms()];
    connection.prepare_cached(sql)?.execute(values)?;
    member_records::touch(connection, id)?;
    Ok(Some(id))
}

/// The key of the phone that shows a member's page.
pub(crate) fn key(connection: &Connection, id: MemberId) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT public_key FROM member_keys WHERE member_id = ?1";
    connection.prepare_cached(sql)?.query_row([id.as_bytes()], |row| row.get(0)).optional()
}

/// What a member sees of themselves, with so many lines of their ledger at most and as many orders; `None`
/// once they are erased. What was bought is called as the stores call it that `by` knows.
pub(crate) fn page(
    connection: &Connection,
    id: MemberId,
    now: Timestamp,
    by: &Reckoning,
    most: usize,
) -> rusqlite::Result<Option<MemberPage>> {
    let Some(record) = member_records::record(connection, id)? else { return Ok(None) };
    let MemberRecord { phone, name, consents, enrolled_at, .. } = record;
    let total = member_books::total(connection, id)?;
    let ledger = member_books::lines(connection, id, most)?;
    let orders = orders(connection, id, by, most)?;
    let mut stores: Vec<StoreId> = ledger.iter().map(|line| line.store_id).collect();
    stores.extend(orders.iter().map(|order| order.store_id));
    stores.extend(member_records::stores_of(connection, id)?);
    stores.sort_unstable();
    stores.dedup();
    let stores = stores.into_iter().map(|id| store(connection, id));
    Ok(Some(MemberPage {
        server_utc_ms: now,
        name,
        phone,
        points: total.points,
        principal: total.principal,
        gift: total.gift,
        coupons: total.coupons,
        consents,
        enrolled_at,
        ledger,
        orders,
        stores: stores.filter_map(Result::transpose).collect::<rusqlite::Result<_>>()?,
    }))
}

/// Everything that is kept of a member and of those who were merged into them; `None` once they are erased.
pub(crate) fn own_data(
    connection: &Connection,
    id: MemberId,
    now: Timestamp,
    by: &Reckoning,
) -> rusqlite::Result<Option<OwnData>> {
    let Some(page) = page(connection, id, now, by, OWN_DATA_MAX)? else { return Ok(None) };
    let mut records = Vec::new();
    for one in merges::everybody(connection, id)? {
        records.extend(member_records::record(connection, one)?);
    }
    Ok(Some(OwnData { page, records }))
}

/// The orders that somebody paid, as whoever they were then, the latest first.
fn orders(
    connection: &Connection,
    id: MemberId,
    by: &Reckoning,
    most: usize,
) -> rusqlite::Result<Vec<PageOrder>> {
    let sql =
        "SELECT stores.store_id, orders.number, orders.closed_at, orders.total, orders.refunded,
            orders.bought
        FROM orders JOIN stores ON stores.id = orders.store
        WHERE member_id = ?1 AND state = 'closed' AND NOT training
        ORDER BY closed_at DESC LIMIT ?2";
    let mut find = connection.prepare_cached(sql)?;
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let mut orders = Vec::new();
    for one in merges::everybody(connection, id)? {
        let mut rows = find.query(params![one.as_bytes(), limit])?;
        while let Some(row) = rows.next()? {
            let lines: Vec<Bought> = from_json(row, 5)?;
            let mut bought: Vec<PageBought> = Vec::new();
            for Bought(_, item_id, units) in lines {
                let names = by.names_of(item_id).cloned();
                // What is on several lines is read as one.
                match bought.iter_mut().find(|known| known.names == names) {
                    Some(known) => known.units = known.units.saturating_add(units),
                    None => bought.push(PageBought { names, units }),
                }
            }
            orders.push(PageOrder {
                store_id: StoreId::from_uuid(Uuid::from_bytes(row.get(0)?)),
                number: row.get(1)?,
                paid_at: Timestamp::from_ms(row.get::<_, Option<i64>>(2)?.unwrap_or_default()),
                total: Money::from_minor(row.get(3)?),
                refunded: Money::from_minor(row.get(4)?),
                bought,
            });
        }
    }
    orders.sort_by_key(|order| std::cmp::Reverse(order.paid_at));
    orders.truncate(most);
    Ok(orders)
}

fn store(connection: &Connection, id: StoreId) -> rusqlite::Result<Option<PageStore>> {
    let sql = "SELECT card FROM stores WHERE store_id = ?1 AND card IS NOT NULL";
    let mut find = connection.prepare_cached(sql)?;
    let card: Option<StoreCard> =
        find.query_row([id.as_bytes()], |row| from_json(row, 0)).optional()?;
    Ok(card.map(|card| PageStore {
        id,
        names: card.names,
        currency: card.currency,
        currency_exponent: card.currency_exponent,
        time_zone: card.time_zone,
    }))
}

/// Closes a membership: the record goes here, and in each store once it hears of it. False while
/// what the member paid in is not all spent or paid out.
pub(crate) fn close(connection: &Connection, id: MemberId) -> rusqlite::Result<bool> {
    let everybody = merges::everybody(connection, id)?;
    for id in &everybody {
        if member_books::book(connection, *id)?.total().principal > Money::ZERO {
            return Ok(false);
        }
    }
    for id in everybody {
        member_records::forget(connection, id)?;
    }
    Ok(true)
}

/// The phone of somebody who was erased shows nothing any more, and nobody wrote to them.
pub(crate) fn forget(connection: &Connection, id: MemberId) -> rusqlite::Result<()> {
    for table in ["member_keys", "invitations", "member_letters"] {
        let sql = format!("DELETE FROM {table} WHERE member_id = ?1");
        connection.prepare_cached(&sql)?.execute([id.as_bytes()])?;
    }
    Ok(())
}
