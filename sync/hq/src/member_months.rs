//! What a member did in the stores but one, month by month: told to that one.

use std::collections::BTreeMap;

use domain::id::{MemberId, StoreId};
use domain::member::elsewhere::Elsewhere;
use domain::member::standing::{MONTHS_KEPT, Month};
use domain::{BusinessDay, Money};
use rusqlite::{Connection, Row, params};

use crate::merges;

/// The other stores that trade in the same money as this one. A store that HQ has not heard from yet has
/// no money, and no others.
const OTHERS: &str = "SELECT others.id FROM stores AS others JOIN stores AS this
    ON json_extract(others.card, '$.currency') = json_extract(this.card, '$.currency')
    WHERE this.store_id = ?2 AND others.store_id != ?2";

/// What a member, and those who were merged into them, did in the stores but `store`.
pub(crate) fn elsewhere(
    connection: &Connection,
    store: StoreId,
    id: MemberId,
) -> rusqlite::Result<Elsewhere> {
    let kept = merges::into(connection, id)?.unwrap_or(id);
    let mut sums = Elsewhere::default();
    let mut months: BTreeMap<i32, Month> = BTreeMap::new();
    for one in merges::merged(connection, kept)?.into_iter().chain([kept]) {
        orders(connection, store, one, &mut sums, &mut months)?;
        paid_in(connection, store, one, &mut months)?;
    }
    months.retain(|number, month| *month != Month { month: *number, ..Month::default() });
    let past = months.len().saturating_sub(MONTHS_KEPT);
    sums.months = months.into_values().skip(past).collect();
    Ok(sums)
}

fn orders(
    connection: &Connection,
    store: StoreId,
    id: MemberId,
    sums: &mut Elsewhere,
    months: &mut BTreeMap<i32, Month>,
) -> rusqlite::Result<()> {
    let sql = format!(
        "SELECT min(business_day), max(business_day), count(*), sum(total - refunded) FROM orders
        WHERE member_id = ?1 AND state = 'closed' AND NOT training AND store IN ({OTHERS})
        GROUP BY substr(business_day, 1, 7)"
    );
    let mut find = connection.prepare_cached(&sql)?;
    let mut rows = find.query(params![id.as_bytes(), store.as_bytes()])?;
    while let Some(row) = rows.next()? {
        let (first, last) = (day(row, 0)?, day(row, 1)?);
        let (visits, spent): (u32, i64) = (row.get(2)?, row.get(3)?);
        let Some(first) = first else { continue };
        sums.visits = sums.visits.saturating_add(visits);
        sums.spent = plus(sums.spent, spent);
        sums.first_visit = [sums.first_visit, Some(first)].into_iter().flatten().min();
        sums.last_visit = sums.last_visit.max(last);
        let month = at(months, first.months());
        month.visits = month.visits.saturating_add(visits);
        month.spent = plus(month.spent, spent);
    }
    Ok(())
}

/// What they paid in, less what was paid out, by the month in UTC.
fn paid_in(
    connection: &Connection,
    store: StoreId,
    id: MemberId,
    months: &mut BTreeMap<i32, Month>,
) -> rusqlite::Result<()> {
    let sql = format!(
        "SELECT date(at / 1000, 'unixepoch'), json_extract(body, '$.principal') FROM member_lines
        WHERE member_id = ?1 AND store IN ({OTHERS})
            AND json_extract(body, '$.reason.type') IN ('topped_up', 'paid_out')"
    );
    let mut find = connection.prepare_cached(&sql)?;
    let mut rows = find.query(params![id.as_bytes(), store.as_bytes()])?;
    while let Some(row) = rows.next()? {
        let Some(day) = day(row, 0)? else { continue };
        let month = at(months, day.months());
        month.paid_in = plus(month.paid_in, row.get::<_, Option<i64>>(1)?.unwrap_or_default());
    }
    Ok(())
}

fn at(months: &mut BTreeMap<i32, Month>, number: i32) -> &mut Month {
    months.entry(number).or_insert(Month { month: number, ..Month::default() })
}

fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<BusinessDay>> {
    let text: Option<String> = row.get(column)?;
    Ok(text.and_then(|text| text.parse().ok()))
}

fn plus(sum: Money, minor: i64) -> Money {
    sum.checked_add(Money::from_minor(minor)).unwrap_or(sum)
}
