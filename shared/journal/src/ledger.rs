//! Members' ledgers: every line of them, and what their members like to order.

use domain::id::{ItemId, MemberId, StaffId};
use domain::ledger::{Entry, entry_of};
use domain::order::Order;
use domain::{Event, Stamp, Timestamp};
use rusqlite::{Connection, params};

use crate::error::ReadError;

/// One line of a member's ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// The seq of its event.
    pub seq: u64,
    /// Whose.
    pub member_id: MemberId,
    /// When.
    pub at: Timestamp,
    /// Who had a hand in it.
    pub staff_id: Option<StaffId>,
    /// What it moved.
    pub entry: Entry,
}

/// The line that an event writes, if it moves anything.
pub(crate) fn line_of(event: &Event, seq: u64, stamp: &Stamp) -> Option<StoredEntry> {
    let (member_id, entry) = entry_of(event)?;
    let moves = !entry.postings().is_empty();
    let (at, staff_id) = (stamp.at, stamp.actor.staff_id());
    moves.then_some(StoredEntry { seq, member_id, at, staff_id, entry })
}

pub(crate) fn write(connection: &Connection, line: &StoredEntry) -> Result<(), ReadError> {
    const SQL: &str =
        "INSERT INTO ledger (seq, member_id, at, staff_id, body) VALUES (?1, ?2, ?3, ?4, ?5)";
    connection.prepare_cached(SQL)?.execute(params![
        line.seq,
        line.member_id.as_bytes(),
        line.at.ms(),
        line.staff_id.as_ref().map(StaffId::as_bytes),
        serde_json::to_string(&line.entry)?
    ])?;
    Ok(())
}

/// The latest lines of a member's ledger, the latest first.
pub(crate) fn read(
    connection: &Connection,
    member_id: MemberId,
    limit: u32,
) -> Result<Vec<StoredEntry>, ReadError> {
    const SQL: &str = "SELECT seq, at, staff_id, body FROM ledger WHERE member_id = ?1 ORDER BY seq DESC LIMIT ?2";
    let mut find = connection.prepare_cached(SQL)?;
    let mut rows = find.query(params![member_id.as_bytes(), limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let staff: Option<[u8; 16]> = row.get(2)?;
        let body: String = row.get(3)?;
        found.push(StoredEntry {
            seq: row.get(0)?,
            member_id,
            at: Timestamp::from_ms(row.get(1)?),
            staff_id: staff.map(|bytes| StaffId::from_uuid(uuid::Uuid::from_bytes(bytes))),
            entry: serde_json::from_str(&body)?,
        });
    }
    Ok(found)
}

/// The latest orders that a member paid, the latest first.
pub(crate) fn orders_of(
    connection: &Connection,
    member_id: MemberId,
    limit: u32,
) -> Result<Vec<Order>, ReadError> {
    const SQL: &str =
        "SELECT body FROM orders WHERE state = 1 AND member_id = ?1 ORDER BY seq DESC LIMIT ?2";
    let mut find = connection.prepare_cached(SQL)?;
    let mut rows = find.query(params![member_id.as_bytes(), limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let body: String = row.get(0)?;
        found.push(serde_json::from_str(&body)?);
    }
    Ok(found)
}

/// What was ordered most in these orders, at most `most`: in more of them first, and of those in
/// equally many the one ordered last.
pub fn favourites(orders: &[Order], most: usize) -> Vec<ItemId> {
    let mut seen: Vec<(ItemId, usize)> = Vec::new();
    for order in orders {
        let mut items: Vec<ItemId> =
            order.lines.iter().filter(|line| !line.is_voided()).map(|line| line.item_id).collect();
        items.sort_unstable();
        items.dedup();
        for item in items {
            match seen.iter_mut().find(|(known, _)| *known == item) {
                Some((_, times)) => *times += 1,
                None => seen.push((item, 1)),
            }
        }
    }
    seen.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    seen.into_iter().take(most).map(|(item, _)| item).collect()
}
