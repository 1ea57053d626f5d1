//! Writing to members of the chain: only to those who agreed to it, and not again before some days are
//! over, whichever store or HQ wrote.

use domain::BusinessDay;
use domain::id::MemberId;
use domain::member::{MemberRecord, Purpose, letters};
use domain::settings::MemberRules;
use rusqlite::{Connection, OptionalExtension, params};

use crate::{member_records, member_standings, rows};

/// When HQ itself last wrote to a member.
pub(crate) fn written_on(
    connection: &Connection,
    id: MemberId,
) -> rusqlite::Result<Option<BusinessDay>> {
    let sql = "SELECT on_day FROM member_letters WHERE member_id = ?1";
    let mut find = connection.prepare_cached(sql)?;
    let day: Option<String> = find.query_row([id.as_bytes()], |row| row.get(0)).optional()?;
    Ok(day.and_then(|day| day.parse().ok()))
}

/// Notes that a member is written to, if they may be; tells who they are then. Stores hear of it.
pub(crate) fn note(
    connection: &Connection,
    rules: &MemberRules,
    id: MemberId,
    today: BusinessDay,
) -> rusqlite::Result<Option<MemberRecord>> {
    let record = member_records::record(connection, id)?;
    let Some(record) = record.filter(|known| letters::may_be_written_to(rules, known, today))
    else {
        return Ok(None);
    };
    let sql = "INSERT INTO member_letters (member_id, on_day) VALUES (?1, ?2)
        ON CONFLICT (member_id) DO UPDATE SET on_day = excluded.on_day";
    connection.prepare_cached(sql)?.execute(params![id.as_bytes(), today.to_string()])?;
    member_records::touch(connection, id)?;
    member_standings::touch(connection, id)?;
    Ok(Some(record))
}

/// Those whom HQ itself wrote to lately and who still agree: for a list that did not arrive.
pub(crate) fn lately(
    connection: &Connection,
    rules: &MemberRules,
    today: BusinessDay,
) -> rusqlite::Result<Vec<MemberRecord>> {
    let sql =
        "SELECT member_id FROM member_letters WHERE on_day > ?1 ORDER BY on_day DESC, member_id";
    let mut find = connection.prepare_cached(sql)?;
    let since = today.plus_days(-i64::from(rules.quiet_days)).to_string();
    let mut found = Vec::new();
    for id in find.query_map([since], |row| rows::member(row, 0))? {
        let record = member_records::record(connection, id?)?;
        // Whom a store wrote to since is in that store's list.
        found.extend(
            record.filter(|known| known.agrees(Purpose::Marketing) && known.written_by.is_none()),
        );
    }
    Ok(found)
}
