//! What became of coupons over all stores, by the store that gave them and the campaign.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use domain::id::{CouponId, MemberId, StoreId};
use domain::ledger::campaigns::{Campaign, CouponLives};
use domain::{BusinessDay, Money, Timestamp};
use protocol::hq::HqCampaign;
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::member_books;
use crate::rows::{self, from_json};

/// Coupons that were given since a moment, and what became of them until now. What is past its last day
/// by HQ's own date, in UTC, is expired.
pub(crate) fn campaigns(
    connection: &Connection,
    since: Timestamp,
    now: Timestamp,
) -> rusqlite::Result<Vec<HqCampaign>> {
    let sql = "SELECT stores.store_id, member_lines.body FROM member_lines
        JOIN stores ON stores.id = member_lines.store
        WHERE json_extract(body, '$.coupon') IS NOT NULL AND member_lines.at >= ?1
        ORDER BY member_lines.at, member_lines.store, member_lines.seq";
    let mut find = connection.prepare_cached(sql)?;
    let mut found = find.query([since.ms()])?;
    let mut lives = CouponLives::default();
    while let Some(row) = found.next()? {
        let store_id = StoreId::from_uuid(Uuid::from_bytes(row.get(0)?));
        lives.hear(store_id, &from_json(row, 1)?, true);
    }
    let sql = "SELECT coupon_id FROM coupons_opened WHERE at >= ?1";
    let mut opened = connection.prepare_cached(sql)?;
    for id in opened.query_map([since.ms()], |row| row.get(0))? {
        lives.open(CouponId::from_uuid(Uuid::from_bytes(id?)));
    }
    let today = BusinessDay::of(now, chrono_tz::UTC, 0);
    let campaigns = lives.finish(today).into_iter();
    campaigns
        .map(|((campaign, store_id), one)| {
            Ok(HqCampaign {
                campaign,
                store_id,
                given: one.given,
                worth: one.worth,
                opened: one.opened,
                redeemed: u32::try_from(one.redeemed.len()).unwrap_or(u32::MAX),
                sales: sales(connection, &one)?,
                withdrawn: one.withdrawn,
                expired: one.expired,
                open: one.open,
            })
        })
        .collect()
}

/// Notes that a member looks at a coupon of theirs; false when they have none like it.
pub(crate) fn open(
    connection: &Connection,
    member_id: MemberId,
    coupon_id: CouponId,
    now: Timestamp,
) -> rusqlite::Result<bool> {
    let held = member_books::total(connection, member_id)?.coupons;
    if !held.iter().any(|coupon| coupon.id == coupon_id) {
        return Ok(false);
    }
    let sql = "INSERT OR IGNORE INTO coupons_opened (coupon_id, at) VALUES (?1, ?2)";
    connection.prepare_cached(sql)?.execute(params![coupon_id.as_bytes(), now.ms()])?;
    Ok(true)
}

/// What the orders came to that were paid with one; an order that two coupons paid counts once.
fn sales(connection: &Connection, campaign: &Campaign<StoreId>) -> rusqlite::Result<Money> {
    let mut stores: BTreeMap<StoreId, Option<i64>> = BTreeMap::new();
    let mut sum = Money::ZERO;
    for (store_id, order_id) in campaign.redeemed.iter().copied().collect::<BTreeSet<_>>() {
        let store = match stores.entry(store_id) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => *free.insert(rows::store(connection, store_id)?),
        };
        let Some(store) = store else { continue };
        let order = rows::order(connection, store, order_id)?;
        let left = order.and_then(|order| order.total.checked_sub(order.refunded));
        sum = left.and_then(|left| sum.checked_add(left)).unwrap_or(sum);
    }
    Ok(sum)
}
