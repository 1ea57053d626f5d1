//! Members who turned out to be one person, over all stores: heard from one store, told to the others.
//!
//! HQ decides where stores contradict each other: whoever it heard first is right, and the other store
//! is told so. Two stores that enrolled one phone while they could not reach HQ have one member
//! afterwards: the one enrolled first.

use domain::Event;
use domain::id::{MemberId, StoreId};
use domain::member::MemberRecord;
use protocol::sync::MergedElsewhere;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use crate::{member_records, member_standings};

/// Follows an event of a store's journal; true when it is one that stores may have to be told of.
pub(crate) fn hear(connection: &Connection, store: i64, event: &Event) -> rusqlite::Result<bool> {
    let (from, into, apart) = if let Event::MembersMerged { member_id, into } = event {
        (*member_id, *into, false)
    } else if let Event::MembersTakenApart { member_id, into } = event {
        (*member_id, *into, true)
    } else {
        return Ok(false);
    };
    let heard = "INSERT INTO member_merges_heard (store, member_id, into_id) VALUES (?1, ?2, ?3)
        ON CONFLICT (store, member_id) DO UPDATE SET into_id = excluded.into_id";
    let now = (!apart).then(|| into.to_string());
    connection.prepare_cached(heard)?.execute(params![store, from.to_string(), now])?;
    if apart {
        let sql = "UPDATE member_merges SET into_id = NULL WHERE member_id = ?1 AND into_id = ?2";
        connection.prepare_cached(sql)?.execute([from.to_string(), into.to_string()])?;
        member_records::touch(connection, from)?;
        for id in [from, into] {
            member_standings::touch(connection, id)?;
        }
    } else {
        merge(connection, from, into)?;
    }
    Ok(true)
}

/// A store's record of a member came: another member may have the same phone. True when two were found
/// to be one.
pub(crate) fn same_phone(connection: &Connection, record: &MemberRecord) -> rusqlite::Result<bool> {
    let mut known = member_records::with_phone(connection, &record.phone)?.into_iter();
    let Some(first) = known.next() else { return Ok(false) };
    let mut found = false;
    for other in known {
        // Who was taken apart by people, or merged already, stays so.
        let decided = "SELECT 1 FROM member_merges WHERE member_id IN (?1, ?2)";
        let mut decided = connection.prepare_cached(decided)?;
        if !decided.exists([other.to_string(), first.to_string()])? {
            found |= merge(connection, other, first)?;
        }
    }
    Ok(found)
}

/// Notes a merge, unless it contradicts what HQ has heard before.
fn merge(connection: &Connection, from: MemberId, into: MemberId) -> rusqlite::Result<bool> {
    let stands = self::into(connection, into)?.is_none() && merged(connection, from)?.is_empty();
    let already = self::into(connection, from)?.is_some();
    if !stands || already || from == into {
        return Ok(false);
    }
    let sql = "INSERT INTO member_merges (member_id, into_id) VALUES (?1, ?2)
        ON CONFLICT (member_id) DO UPDATE SET into_id = excluded.into_id";
    connection.prepare_cached(sql)?.execute([from.to_string(), into.to_string()])?;
    member_records::touch(connection, from)?;
    member_standings::touch(connection, from)?;
    Ok(true)
}

/// Into whom a member was merged.
pub(crate) fn into(connection: &Connection, id: MemberId) -> rusqlite::Result<Option<MemberId>> {
    let sql = "SELECT into_id FROM member_merges WHERE member_id = ?1 AND into_id IS NOT NULL";
    let mut find = connection.prepare_cached(sql)?;
    find.query_row([id.to_string()], |row| self::id(row, 0)).optional()
}

/// Who was merged into a member.
pub(crate) fn merged(connection: &Connection, into: MemberId) -> rusqlite::Result<Vec<MemberId>> {
    let sql = "SELECT member_id FROM member_merges WHERE into_id = ?1 ORDER BY member_id";
    let mut find = connection.prepare_cached(sql)?;
    find.query_map([into.to_string()], |row| id(row, 0))?.collect()
}

/// All memberships of one person: their own, and those of whoever was merged into them.
pub(crate) fn everybody(connection: &Connection, id: MemberId) -> rusqlite::Result<Vec<MemberId>> {
    let mut everybody = merged(connection, id)?;
    everybody.push(id);
    Ok(everybody)
}

/// What stores have to be told, because their journals say otherwise of a member whom they know.
pub(crate) fn pending(
    connection: &Connection,
) -> rusqlite::Result<Vec<(StoreId, MergedElsewhere)>> {
    let sql = "WITH known (store, member_id, into_id) AS (
            SELECT records.store, merges.member_id, merges.into_id FROM member_merges AS merges
            JOIN member_records AS records ON records.member_id = merges.member_id
            WHERE records.body IS NOT NULL
            UNION SELECT heard.store, merges.member_id, merges.into_id
            FROM member_merges AS merges
            JOIN member_merges_heard AS heard ON heard.member_id = merges.member_id
        )
        SELECT stores.store_id, known.member_id, known.into_id FROM known
        JOIN stores ON stores.id = known.store
        LEFT JOIN member_merges_heard AS heard
            ON heard.store = known.store AND heard.member_id = known.member_id
        WHERE heard.into_id IS NOT known.into_id
        ORDER BY known.member_id";
    let mut find = connection.prepare_cached(sql)?;
    let found = find.query_map([], |row| {
        let store = StoreId::from_uuid(Uuid::from_bytes(row.get(0)?));
        let into = row.get::<_, Option<String>>(2)?.map(|_| id(row, 2)).transpose()?;
        Ok((store, id(row, 1)?, into))
    })?;
    let mut told = Vec::new();
    for row in found {
        let (store, member_id, into) = row?;
        let into = match into {
            // Whoever was erased meanwhile is told as such.
            Some(into) => match member_records::record(connection, into)? {
                Some(record) => Some(record),
                None => continue,
            },
            None => None,
        };
        told.push((store, MergedElsewhere { member_id, into }));
    }
    Ok(told)
}

/// A store was restored from a backup: what its journal says of merges is heard again.
pub(crate) fn unhear(connection: &Connection, store: i64) -> rusqlite::Result<()> {
    let sql = "DELETE FROM member_merges_heard WHERE store = ?1";
    connection.prepare_cached(sql)?.execute([store])?;
    Ok(())
}

/// A member's id, as text.
pub(crate) fn id(row: &Row<'_>, column: usize) -> rusqlite::Result<MemberId> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| {
        let kind = rusqlite::types::Type::Text;
        rusqlite::Error::InvalidColumnType(column, "member_id".to_owned(), kind)
    })
}
