//! Points and coupons that were spent twice: in a store that held them, and, while HQ was away, at the
//! owner's risk in one that did not.

use std::collections::BTreeSet;

use domain::Timestamp;
use domain::id::{MemberId, OrderId, StoreId};
use domain::ledger::lending::Share;
use domain::ledger::{Coupon, Entry, Reason};
use domain::member::masked_phone;
use protocol::hq::{CLASHES_SHOWN_MAX, HqClash, HqSpent};
use rusqlite::{Connection, ToSql, params};
use uuid::Uuid;

use crate::rows::{self, from_json, json};
use crate::{member_books, member_records, merges};

/// For how long what was risked is looked at.
const DAYS: i64 = 90;
const DAY_MS: i64 = 86_400_000;
/// Lines spent at the owner's risk that are looked at, at most.
const RISKS_READ: u32 = 200;
/// Orders of one member that are told.
const ORDERS_TOLD: u32 = 6;

/// Members who owe points or coupons over all stores because some were taken at an owner's risk, the
/// latest first, each with the orders that they paid with them.
pub(crate) fn found(connection: &Connection, now: Timestamp) -> rusqlite::Result<Vec<HqClash>> {
    let sql = "SELECT member_id FROM member_lines
        WHERE json_extract(body, '$.reason.beyond') > 0 AND at > ?1 ORDER BY at DESC LIMIT ?2";
    let mut find = connection.prepare_cached(sql)?;
    let since = now.ms().saturating_sub(DAYS * DAY_MS);
    let risked = find.query_map(params![since, RISKS_READ], |row| rows::member(row, 0))?;
    let (mut seen, mut clashes) = (BTreeSet::new(), Vec::new());
    for id in risked {
        let id = id?;
        let id = merges::into(connection, id)?.unwrap_or(id);
        if !seen.insert(id) || clashes.len() >= CLASHES_SHOWN_MAX {
            continue;
        }
        let Share { points, owed: coupons, .. } = member_books::total(connection, id)?;
        if points >= 0 && coupons.is_empty() {
            continue;
        }
        let Some(record) = member_records::record(connection, id)? else { continue };
        clashes.push(HqClash {
            member_id: id,
            name: record.name,
            phone_masked: masked_phone(&record.phone),
            owed: points.saturating_neg().max(0),
            spent: spent(connection, id, points < 0, &coupons)?,
            coupons,
        });
    }
    Ok(clashes)
}

/// The latest orders that a member paid with points, where those are missing, and those that anybody paid
/// with one of these coupons: a friend to whom the member gave it among them. The latest first.
fn spent(
    connection: &Connection,
    id: MemberId,
    with_points: bool,
    coupons: &[Coupon],
) -> rusqlite::Result<Vec<HqSpent>> {
    let mut told = Vec::new();
    if with_points {
        let of = "member_id = ?1 AND json_extract(body, '$.points') < 0";
        for one in merges::everybody(connection, id)? {
            read(connection, of, &one.as_bytes().as_slice(), &mut told)?;
        }
    }
    if !coupons.is_empty() {
        let of = "json_extract(body, '$.coupon') IS NOT NULL
            AND json_extract(body, '$.coupon.coupon.id') IN (SELECT value FROM json_each(?1))";
        let ids = json(&coupons.iter().map(|coupon| coupon.id).collect::<Vec<_>>())?;
        read(connection, of, &ids, &mut told)?;
    }
    told.sort_by_key(|one| std::cmp::Reverse(one.at));
    told.truncate(usize::try_from(ORDERS_TOLD).unwrap_or(usize::MAX));
    Ok(told)
}

/// The latest of the lines that `of` says, as the orders that were paid with them.
fn read(
    connection: &Connection,
    of: &str,
    with: &dyn ToSql,
    told: &mut Vec<HqSpent>,
) -> rusqlite::Result<()> {
    let sql = format!(
        "SELECT member_lines.store, stores.store_id, member_lines.at, member_lines.body
        FROM member_lines JOIN stores ON stores.id = member_lines.store
        WHERE json_extract(body, '$.reason.type') = 'spent' AND {of}
        ORDER BY member_lines.at DESC, member_lines.seq DESC LIMIT ?2"
    );
    let mut find = connection.prepare_cached(&sql)?;
    let lines = find.query_map(params![with, ORDERS_TOLD], |row| {
        let store_id = StoreId::from_uuid(Uuid::from_bytes(row.get(1)?));
        Ok((row.get(0)?, store_id, Timestamp::from_ms(row.get(2)?), from_json(row, 3)?))
    })?;
    for line in lines {
        let (store, store_id, at, entry): (i64, StoreId, Timestamp, Entry) = line?;
        let Reason::Spent { order_id, beyond, .. } = entry.reason else { continue };
        let points = entry.points.saturating_neg();
        let coupon = entry.coupon.map(|moved| moved.coupon.worth).unwrap_or_default();
        told.extend(order(connection, store, order_id)?.map(|(number, channel)| HqSpent {
            store_id,
            order_id,
            number,
            channel,
            at,
            points,
            coupon,
            beyond,
        }));
    }
    Ok(())
}

fn order(
    connection: &Connection,
    store: i64,
    id: OrderId,
) -> rusqlite::Result<Option<(u32, domain::order::Channel)>> {
    Ok(rows::order(connection, store, id)?.map(|order| (order.number, order.channel)))
}
