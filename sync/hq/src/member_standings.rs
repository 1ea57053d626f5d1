//! Where members of the chain stand: who changed and must be counted anew, and in which groups each is
//! counted.

use domain::id::MemberId;
use domain::member::{Purpose, masked_phone};
use protocol::reports::{GROUP_SHOWN_MAX, GroupMember, GroupMembers};
use rusqlite::{Connection, OptionalExtension, params};

use crate::member_sums::Sums;
use crate::rows::{self, from_json};
use crate::{member_books, member_records, merges};

/// Something of a member changed: they, and whoever stands for them, are counted anew.
pub(crate) fn touch(connection: &Connection, id: MemberId) -> rusqlite::Result<()> {
    let sql = "INSERT INTO member_standings (member_id) VALUES (?1)
        ON CONFLICT (member_id) DO UPDATE SET reckoned = 0 WHERE reckoned != 0";
    let mut note = connection.prepare_cached(sql)?;
    for one in [Some(id), merges::into(connection, id)?].into_iter().flatten() {
        note.execute([one.as_bytes()])?;
    }
    Ok(())
}

/// The members of whom a store has orders.
pub(crate) fn members_of_store(
    connection: &Connection,
    store: i64,
) -> rusqlite::Result<Vec<MemberId>> {
    let sql = "SELECT DISTINCT member_id FROM orders WHERE store = ?1 AND member_id IS NOT NULL";
    let mut find = connection.prepare_cached(sql)?;
    find.query_map([store], |row| rows::member(row, 0))?.collect()
}

/// The number of a group with somebody in it, and how many of them may be written to.
pub(crate) fn group(connection: &Connection, key: &str) -> rusqlite::Result<Option<(i64, u32)>> {
    let sql = "SELECT id, reachable FROM member_groups WHERE mark = mark('group', ?1)";
    let mut find = connection.prepare_cached(sql)?;
    find.query_row([key], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

/// All groups that have somebody in them: the key of each, how many they are, and how many of those may
/// be written to.
pub(crate) fn groups(connection: &Connection) -> rusqlite::Result<Vec<(String, (u32, u32))>> {
    let sql =
        "SELECT opened('group', key), members, reachable FROM member_groups WHERE members > 0";
    let mut find = connection.prepare_cached(sql)?;
    let found = find.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    found.collect()
}

/// Where a walk through a group is: the last visit's day and the id of whoever was read last.
pub(crate) type Reached = (i64, MemberId);

/// The next of a group after somebody, or the first; those who came last before the others.
pub(crate) fn in_group(
    connection: &Connection,
    group: i64,
    after: Option<Reached>,
    most: usize,
) -> rusqlite::Result<Vec<Reached>> {
    let sql = "SELECT last_day, member_id FROM members_in_groups
        WHERE group_id = ?1 AND (last_day, member_id) < (?2, ?3)
        ORDER BY last_day DESC, member_id DESC LIMIT ?4";
    let mut find = connection.prepare_cached(sql)?;
    // Longer than an id, the bytes after which nobody comes are greater than any.
    let (day, id) = match &after {
        Some((day, id)) => (*day, id.as_bytes().to_vec()),
        None => (i64::MAX, vec![u8::MAX; 17]),
    };
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    find.query_map(params![group, day, id, most], |row| Ok((row.get(0)?, rows::member(row, 1)?)))?
        .collect()
}

/// Who is in a group, as it is shown.
pub(crate) fn shown(connection: &Connection, key: &str) -> rusqlite::Result<GroupMembers> {
    let mut shown = GroupMembers { members: Vec::new(), count: 0, writable: 0 };
    let Some((group, writable)) = group(connection, key)? else { return Ok(shown) };
    shown.writable = writable;
    let sql = "SELECT members FROM member_groups WHERE id = ?1";
    shown.count = connection.prepare_cached(sql)?.query_row([group], |row| row.get(0))?;
    for (_, id) in in_group(connection, group, None, GROUP_SHOWN_MAX)? {
        let Some(record) = member_records::record(connection, id)? else { continue };
        let did = sums(connection, id)?.did;
        shown.members.push(GroupMember {
            id,
            phone_masked: masked_phone(&record.phone),
            reachable: record.agrees(Purpose::Marketing),
            name: record.name,
            visits: did.visits,
            last_visit: did.last_visit,
            spent: did.spent,
            points: member_books::total(connection, id)?.points,
            written_on: record.written_on,
        });
    }
    Ok(shown)
}

/// What a member did in all stores, as it was summed up last.
pub(crate) fn sums(connection: &Connection, id: MemberId) -> rusqlite::Result<Sums> {
    let sql = "SELECT sums FROM member_standings WHERE member_id = ?1";
    let mut find = connection.prepare_cached(sql)?;
    let found = find.query_row([id.as_bytes()], |row| from_json(row, 0)).optional()?;
    Ok(found.unwrap_or_default())
}
