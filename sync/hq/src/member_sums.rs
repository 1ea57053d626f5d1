//! What a member did in stores: how often they came, what they spent month by month, what they usually
//! buy. Of all stores for the groups of the chain, and of all but one to tell that one.

use std::collections::BTreeMap;

use domain::id::{MemberId, StoreId};
use domain::member::elsewhere::Elsewhere;
use domain::member::habits::Habits;
use domain::member::standing::{MONTHS_KEPT, Month};
use domain::time::local_hour;
use domain::{BusinessDay, Money, Timestamp};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::project::Bought;
use crate::rows::{from_json, from_word};

/// What a store is called here, what it trades in, and how late it is there.
struct Store {
    id: StoreId,
    currency: Option<String>,
    zone: chrono_tz::Tz,
}

/// The stores by their rows. One that HQ has not heard from yet has no money.
pub(crate) struct Stores(BTreeMap<i64, Store>);

impl Stores {
    /// All of them.
    pub(crate) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let sql = "SELECT id, store_id, json_extract(card, '$.currency'),
            json_extract(card, '$.time_zone') FROM stores";
        let mut find = connection.prepare_cached(sql)?;
        let found = find.query_map([], |row| {
            let zone = row.get::<_, Option<String>>(3)?.and_then(|zone| zone.parse().ok());
            let store = Store {
                id: StoreId::from_uuid(Uuid::from_bytes(row.get(1)?)),
                currency: row.get(2)?,
                zone: zone.unwrap_or(chrono_tz::UTC),
            };
            Ok((row.get(0)?, store))
        })?;
        found.collect::<rusqlite::Result<_>>().map(Self)
    }

    /// In which money a store trades.
    pub(crate) fn currency_of(&self, id: StoreId) -> Option<&str> {
        let store = self.0.values().find(|store| store.id == id)?;
        store.currency.as_deref()
    }
}

/// Sums over the paid orders of a member.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Sums {
    pub(crate) did: Elsewhere,
    pub(crate) habits: Habits,
}

/// What somebody did, by the orders of `everybody` that they are, in the stores but `but`. Visits count
/// wherever they were; money only where it is this currency.
pub(crate) fn sum(
    connection: &Connection,
    stores: &Stores,
    currency: Option<&str>,
    but: Option<StoreId>,
    everybody: &[MemberId],
) -> rusqlite::Result<Sums> {
    let mut summing = Summing { stores, currency, but, sums: Sums::default(), months: [].into() };
    for one in everybody {
        summing.orders(connection, *one)?;
        summing.paid_in(connection, *one)?;
    }
    let Summing { mut sums, mut months, .. } = summing;
    months.retain(|number, month| *month != Month { month: *number, ..Month::default() });
    let past = months.len().saturating_sub(MONTHS_KEPT);
    sums.did.months = months.into_values().skip(past).collect();
    Ok(sums)
}

struct Summing<'a> {
    stores: &'a Stores,
    currency: Option<&'a str>,
    but: Option<StoreId>,
    sums: Sums,
    months: BTreeMap<i32, Month>,
}

impl Summing<'_> {
    /// The store of a row, unless it is left out.
    fn store(&self, row: i64) -> Option<&Store> {
        self.stores.0.get(&row).filter(|store| Some(store.id) != self.but)
    }

    /// What is given in a store, if it is the money that is summed.
    fn money(&self, store: &Store, minor: i64) -> Money {
        let same = store.currency.is_some() && store.currency.as_deref() == self.currency;
        if same { Money::from_minor(minor) } else { Money::ZERO }
    }

    fn month(&mut self, day: BusinessDay) -> &mut Month {
        let month = day.months();
        self.months.entry(month).or_insert(Month { month, ..Month::default() })
    }

    fn orders(&mut self, connection: &Connection, id: MemberId) -> rusqlite::Result<()> {
        let sql =
            "SELECT store, business_day, total - refunded, channel, closed_at, bought FROM orders
            WHERE member_id = ?1 AND state = 'closed' AND NOT training
            ORDER BY business_day, closed_at";
        let mut find = connection.prepare_cached(sql)?;
        let mut rows = find.query([id.as_bytes()])?;
        while let Some(row) = rows.next()? {
            let Some(store) = self.store(row.get(0)?) else { continue };
            let day: BusinessDay = from_word(row, 1)?;
            let spent = self.money(store, row.get(2)?);
            let paid_at = row.get::<_, Option<i64>>(4)?.map(Timestamp::from_ms);
            let hour = paid_at.and_then(|at| u8::try_from(local_hour(at, store.zone)).ok());
            let bought: Vec<Bought> = from_json(row, 5)?;
            let units = bought.into_iter().map(|Bought(_, item_id, units)| (item_id, units));
            self.sums.habits.paid(from_word(row, 3)?, hour, units);
            let did = &mut self.sums.did;
            did.visits = did.visits.saturating_add(1);
            did.spent = plus(did.spent, spent);
            did.first_visit = [did.first_visit, Some(day)].into_iter().flatten().min();
            did.last_visit = did.last_visit.max(Some(day));
            let month = self.month(day);
            month.visits = month.visits.saturating_add(1);
            month.spent = plus(month.spent, spent);
        }
        Ok(())
    }

    /// What they paid in, less what was paid out, by the month in UTC.
    fn paid_in(&mut self, connection: &Connection, id: MemberId) -> rusqlite::Result<()> {
        let sql = "SELECT store, at, json_extract(body, '$.principal') FROM member_lines
            WHERE member_id = ?1 AND json_extract(body, '$.reason.type') IN ('topped_up', 'paid_out')";
        let mut find = connection.prepare_cached(sql)?;
        let mut rows = find.query(params![id.as_bytes()])?;
        while let Some(row) = rows.next()? {
            let Some(store) = self.store(row.get(0)?) else { continue };
            let paid_in = self.money(store, row.get::<_, Option<i64>>(2)?.unwrap_or_default());
            let day = BusinessDay::of(Timestamp::from_ms(row.get(1)?), chrono_tz::UTC, 0);
            let month = self.month(day);
            month.paid_in = plus(month.paid_in, paid_in);
        }
        Ok(())
    }
}

fn plus(sum: Money, more: Money) -> Money {
    sum.checked_add(more).unwrap_or(sum)
}
