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
    noted(connection, Noted::Opened, since, |id| lives.open(id))?;
    noted(connection, Noted::Shared, since, |id| lives.share(id))?;
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
                shared: one.shared,
                redeemed: u32::try_from(one.redeemed.len()).unwrap_or(u32::MAX),
                sales: sales(connection, &one)?,
                withdrawn: one.withdrawn,
                expired: one.expired,
                open: one.open,
            })
        })
        .collect()
}

/// What a member does with a coupon on their page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Noted {
    /// Looks at it.
    Opened,
    /// Shares it, for somebody else to use.
    Shared,
}

impl Noted {
    fn table(self) -> &'static str {
        match self {
            Self::Opened => "coupons_opened",
            Self::Shared => "coupons_shared",
        }
    }
}

fn noted(
    connection: &Connection,
    what: Noted,
    since: Timestamp,
    mut each: impl FnMut(CouponId),
) -> rusqlite::Result<()> {
    let sql = format!("SELECT coupon_id FROM {} WHERE at >= ?1", what.table());
    let mut find = connection.prepare_cached(&sql)?;
    for id in find.query_map([since.ms()], |row| row.get(0))? {
        each(CouponId::from_uuid(Uuid::from_bytes(id?)));
    }
    Ok(())
}

/// Notes what a member does with a coupon of theirs; false when they have none like it.
pub(crate) fn note(
    connection: &Connection,
    what: Noted,
    member_id: MemberId,
    coupon_id: CouponId,
    now: Timestamp,
) -> rusqlite::Result<bool> {
    let held = member_books::total(connection, member_id)?.coupons;
    if !held.iter().any(|coupon| coupon.id == coupon_id) {
        return Ok(false);
    }
    let sql = format!("INSERT OR IGNORE INTO {} (coupon_id, at) VALUES (?1, ?2)", what.table());
    connection.prepare_cached(&sql)?.execute(params![coupon_id.as_bytes(), now.ms()])?;
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
