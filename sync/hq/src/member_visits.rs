//! How often members were in all stores, and when last: how far their life with the chain is.

use std::collections::BTreeSet;

use chrono::Datelike;
use domain::BusinessDay;
use domain::id::MemberId;
use domain::member::standing::LifeStage;
use protocol::hq::HqGroup;
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::{member_records, merges};

/// The members of whom a store has orders.
pub(crate) fn members_of_store(
    connection: &Connection,
    store: i64,
) -> rusqlite::Result<BTreeSet<MemberId>> {
    let sql = "SELECT DISTINCT member_id FROM orders WHERE store = ?1 AND member_id IS NOT NULL";
    let mut find = connection.prepare_cached(sql)?;
    let found =
        find.query_map([store], |row| Ok(MemberId::from_uuid(Uuid::from_bytes(row.get(0)?))))?;
    found.collect()
}

/// Counts the visits of a member anew, with those who were merged into whoever stands for them.
pub(crate) fn recount(connection: &Connection, id: MemberId) -> rusqlite::Result<()> {
    let kept = merges::into(connection, id)?.unwrap_or(id);
    let sql = "DELETE FROM member_visits WHERE member_id = ?1";
    let mut forget = connection.prepare_cached(sql)?;
    let everybody: BTreeSet<MemberId> =
        merges::merged(connection, kept)?.into_iter().chain([kept, id]).collect();
    let sql = "SELECT count(*), max(business_day) FROM orders
        WHERE member_id = ?1 AND state = 'closed' AND NOT training";
    let mut count = connection.prepare_cached(sql)?;
    let (mut visits, mut last_day) = (0_i64, None);
    for one in &everybody {
        forget.execute([one.as_bytes()])?;
        let (found, last): (i64, Option<String>) =
            count.query_row([one.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        visits += found;
        last_day = last_day.max(last);
    }
    // Whoever was erased is in no group; of whom nothing is known yet but an order is.
    let counts = member_records::is_kept(connection, kept)?.unwrap_or(visits > 0);
    if counts {
        let last_day = last_day.and_then(|day| day.parse().ok()).map(BusinessDay::from_date);
        let sql = "INSERT INTO member_visits (member_id, visits, last_day) VALUES (?1, ?2, ?3)";
        let values = params![kept.as_bytes(), visits, last_day.map_or(0, number_of)];
        connection.prepare_cached(sql)?.execute(values)?;
    }
    Ok(())
}

/// How many members of the chain are how far, by days without a visit after which somebody is at risk,
/// or lost.
pub(crate) fn groups(
    connection: &Connection,
    today: BusinessDay,
    at_risk_days: u32,
    lost_days: u32,
) -> rusqlite::Result<Vec<HqGroup>> {
    let sql = "SELECT
            count(*) FILTER (WHERE visits = 0),
            count(*) FILTER (WHERE visits = 1 AND last_day > ?1),
            count(*) FILTER (WHERE visits = 2 AND last_day > ?1),
            count(*) FILTER (WHERE visits > 2 AND last_day > ?1),
            count(*) FILTER (WHERE visits > 0 AND last_day <= ?1 AND last_day > ?2),
            count(*) FILTER (WHERE visits > 0 AND last_day <= ?2)
        FROM member_visits";
    let before = |days: u32| number_of(today).saturating_sub(days.try_into().unwrap_or(i32::MAX));
    let read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<[u32; 6]> {
        Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?])
    };
    // Whoever is lost is not at risk any more, however the two numbers stand to each other.
    let (lost, at_risk) = (before(lost_days), before(at_risk_days.min(lost_days)));
    let mut find = connection.prepare_cached(sql)?;
    let counted = find.query_row([at_risk, lost], read)?;
    let groups = LifeStage::ALL.into_iter().zip(counted);
    Ok(groups.map(|(stage, members)| HqGroup { stage, members }).collect())
}

/// Days since the first of the year 1.
fn number_of(day: BusinessDay) -> i32 {
    day.date().num_days_from_ce()
}
