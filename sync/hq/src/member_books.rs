//! Members over all stores: their books, as batches of journals move them and as HQ lends.

use std::collections::BTreeMap;

use domain::Event;
use domain::id::{MemberId, StoreId};
use domain::ledger::lending::{Book, Lending, Share};
use domain::ledger::{Entry, entry_of};
use domain::member::MemberRecord;
use domain::{Names, Timestamp};
use protocol::hq::{HqHolding, HqMember, HqMemberLine, MEMBERS_SHOWN_MAX};
use protocol::sync::HeldElsewhere;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::rows::{self, from_json, int, json};
use crate::{member_records, member_standings, merges};

/// Lines of a member's ledger that are shown.
pub(crate) const LINES_SHOWN: usize = 100;

/// The books that one batch of a store moves.
pub(crate) struct MemberBooks<'a> {
    connection: &'a Connection,
    /// The row of `stores`.
    store: i64,
    store_id: StoreId,
    books: BTreeMap<MemberId, Book>,
}

impl<'a> MemberBooks<'a> {
    /// Nothing moved yet.
    pub(crate) fn new(connection: &'a Connection, store: i64, store_id: StoreId) -> Self {
        Self { connection, store, store_id, books: BTreeMap::new() }
    }

    /// Follows one event of the store's journal.
    pub(crate) fn hear(&mut self, seq: u64, at: Timestamp, event: &Event) -> rusqlite::Result<()> {
        if let Event::MemberErased { member_id } = event {
            member_records::forget(self.connection, *member_id)?;
        }
        let Some((member_id, entry)) = entry_of(event) else { return Ok(()) };
        let store_id = self.store_id;
        self.book(member_id)?.hear(store_id, &entry);
        let sql = "INSERT INTO member_lines (store, seq, member_id, at, body) VALUES (?1, ?2, ?3, ?4, ?5)";
        let values = params![self.store, int(seq), member_id.as_bytes(), at.ms(), json(&entry)?];
        self.connection.prepare_cached(sql)?.execute(values)?;
        member_standings::touch(self.connection, member_id)
    }

    /// The store was restored from a backup that ends after `seq`: the lines after it are no longer.
    pub(crate) fn unhear_after(&mut self, seq: u64) -> rusqlite::Result<()> {
        let sql = "SELECT member_id, body FROM member_lines WHERE store = ?1 AND seq > ?2 ORDER BY seq DESC";
        let mut find = self.connection.prepare_cached(sql)?;
        let mut found = find.query(params![self.store, int(seq)])?;
        while let Some(row) = found.next()? {
            let (member_id, entry): (MemberId, Entry) = (rows::member(row, 0)?, from_json(row, 1)?);
            let store_id = self.store_id;
            self.book(member_id)?.unhear(store_id, &entry);
            member_standings::touch(self.connection, member_id)?;
        }
        let sql = "DELETE FROM member_lines WHERE store = ?1 AND seq > ?2";
        self.connection.prepare_cached(sql)?.execute(params![self.store, int(seq)])?;
        Ok(())
    }

    fn book(&mut self, id: MemberId) -> rusqlite::Result<&mut Book> {
        if !self.books.contains_key(&id) {
            self.books.insert(id, book(self.connection, id)?);
        }
        Ok(self.books.entry(id).or_default())
    }

    /// Writes what moved.
    pub(crate) fn save(self) -> rusqlite::Result<()> {
        self.books.iter().try_for_each(|(id, book)| save(self.connection, *id, book))
    }
}

/// What HQ knows of a member over all stores.
pub(crate) fn book(connection: &Connection, id: MemberId) -> rusqlite::Result<Book> {
    let sql = "SELECT body FROM member_books WHERE member_id = ?1";
    let mut find = connection.prepare_cached(sql)?;
    let found = find.query_row([id.as_bytes()], |row| from_json(row, 0)).optional()?;
    Ok(found.unwrap_or_default())
}

/// The books of a member and of those who were merged into them.
fn books(connection: &Connection, id: MemberId) -> rusqlite::Result<Vec<Book>> {
    merges::everybody(connection, id)?.into_iter().map(|id| book(connection, id)).collect()
}

/// Everything that a member owns, wherever it lies and as whomever they got it.
pub(crate) fn total(connection: &Connection, id: MemberId) -> rusqlite::Result<Share> {
    let mut total = Share::default();
    books(connection, id)?.iter().for_each(|book| total.add(&book.total()));
    Ok(total)
}

fn save(connection: &Connection, id: MemberId, book: &Book) -> rusqlite::Result<()> {
    let sql = "INSERT INTO member_books (member_id, body) VALUES (?1, ?2)
        ON CONFLICT (member_id) DO UPDATE SET body = excluded.body";
    connection.prepare_cached(sql)?.execute(params![id.as_bytes(), json(book)?])?;
    Ok(())
}

/// Lends a store everything that HQ holds of a member, unless `lend` is false; tells what is due to
/// it. Nothing is lent of a member who was erased.
pub(crate) fn lend(
    connection: &Connection,
    store_id: StoreId,
    member_id: MemberId,
    lend: bool,
) -> rusqlite::Result<Vec<Lending>> {
    let mut book = book(connection, member_id)?;
    if lend && member_records::record(connection, member_id)?.is_some() {
        let before = book.clone();
        book.lend(store_id);
        if book != before {
            save(connection, member_id, &book)?;
        }
    }
    Ok(book.due(store_id))
}

/// The member with a phone in E.164 form; of several the one enrolled first.
pub(crate) fn by_phone(
    connection: &Connection,
    phone: &str,
) -> rusqlite::Result<Option<MemberRecord>> {
    let id = member_records::with_phone(connection, phone)?.first().copied();
    let Some(id) = id else { return Ok(None) };
    // A phone of somebody who was merged leads to whoever stands for them.
    member_records::record(connection, merges::into(connection, id)?.unwrap_or(id))
}

/// When a member, or one who was merged into them, last earned, spent or paid in, in any store.
pub(crate) fn active_at(
    connection: &Connection,
    id: MemberId,
) -> rusqlite::Result<Option<Timestamp>> {
    let sql = "SELECT max(at) FROM member_lines WHERE member_id = ?1
        AND json_extract(body, '$.reason.type') IN ('earned', 'spent', 'topped_up')";
    let mut find = connection.prepare_cached(sql)?;
    let mut latest = None;
    for id in merges::everybody(connection, id)? {
        let at: Option<i64> = find.query_row([id.as_bytes()], |row| row.get(0))?;
        latest = latest.max(at.map(Timestamp::from_ms));
    }
    Ok(latest)
}

/// What HQ itself holds of a member, if it does.
pub(crate) fn reserve(
    connection: &Connection,
    id: MemberId,
) -> rusqlite::Result<Option<HeldElsewhere>> {
    let reserve = book(connection, id)?.reserve;
    Ok((!reserve.is_empty()).then(|| held_at(Names::new("总部", "HQ"), &reserve)))
}

fn held_at(store: Names, share: &Share) -> HeldElsewhere {
    let coupons = u32::try_from(share.coupons.len()).unwrap_or(u32::MAX);
    HeldElsewhere { store, points: share.points, value: share.value(), coupons }
}

/// What other stores have of a member, by the names of those stores.
pub(crate) fn elsewhere(
    connection: &Connection,
    store_id: StoreId,
    member_id: MemberId,
) -> rusqlite::Result<Vec<(StoreId, HeldElsewhere)>> {
    let others = book(connection, member_id)?.elsewhere(store_id);
    others
        .into_iter()
        .map(|(id, share)| Ok((id, held_at(store_names(connection, id)?, &share))))
        .collect()
}

fn store_names(connection: &Connection, id: StoreId) -> rusqlite::Result<Names> {
    let sql =
        "SELECT json_extract(card, '$.names') FROM stores WHERE store_id = ?1 AND card IS NOT NULL";
    let mut find = connection.prepare_cached(sql)?;
    let found = find.query_row([id.as_bytes()], |row| from_json(row, 0)).optional()?;
    // A store that HQ has not heard from yet is told by its id.
    let id = id.to_string();
    Ok(found.unwrap_or_else(|| Names::new(id.as_str(), id.as_str())))
}

/// Members whose phone ends in `last4`, or those enrolled last when it is empty, with what they own
/// and where.
pub(crate) fn found(connection: &Connection, last4: &str) -> rusqlite::Result<Vec<HqMember>> {
    let mut members = Vec::new();
    for id in member_records::with_last4(connection, last4, MEMBERS_SHOWN_MAX)? {
        let id = merges::into(connection, id)?.unwrap_or(id);
        let Some(record) = member_records::record(connection, id)? else { continue };
        if members.iter().any(|known: &HqMember| known.id == id) {
            continue;
        }
        members.push(member_at_hq(connection, &record)?);
    }
    Ok(members)
}

fn member_at_hq(connection: &Connection, record: &MemberRecord) -> rusqlite::Result<HqMember> {
    let holding = |store_id: Option<StoreId>, share: &Share, on_its_way: bool| HqHolding {
        store_id,
        points: share.points,
        principal: share.principal,
        gift: share.gift,
        coupons: u32::try_from(share.coupons.len()).unwrap_or(u32::MAX),
        on_its_way,
    };
    // Of those who were merged too: what lies in one place is one row.
    let mut places: BTreeMap<(Option<StoreId>, bool), Share> = BTreeMap::new();
    for book in books(connection, record.id)? {
        places.entry((None, false)).or_default().add(&book.reserve);
        for (id, at) in &book.stores {
            places.entry((Some(*id), false)).or_default().add(&at.held);
            for due in at.due.values() {
                places.entry((Some(*id), true)).or_default().add(due);
            }
        }
    }
    let holdings = places.iter().map(|((id, due), share)| holding(*id, share, *due)).collect();
    let total = total(connection, record.id)?;
    Ok(HqMember {
        id: record.id,
        name: record.name.clone(),
        phone_masked: domain::member::masked_phone(&record.phone),
        points: total.points,
        principal: total.principal,
        gift: total.gift,
        coupons: u32::try_from(total.coupons.len()).unwrap_or(u32::MAX),
        holdings,
        ledger: lines(connection, record.id, LINES_SHOWN)?,
    })
}

/// The ledger of a member and of those who were merged into them, the latest first, at most so many lines.
pub(crate) fn lines(
    connection: &Connection,
    id: MemberId,
    most: usize,
) -> rusqlite::Result<Vec<HqMemberLine>> {
    let sql = "SELECT stores.store_id, member_lines.at, member_lines.body FROM member_lines
        JOIN stores ON stores.id = member_lines.store
        WHERE member_id = ?1 ORDER BY member_lines.at DESC, member_lines.seq DESC LIMIT ?2";
    let mut find = connection.prepare_cached(sql)?;
    let mut lines = Vec::new();
    for one in merges::everybody(connection, id)? {
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        let found = find.query_map(params![one.as_bytes(), limit], |row| {
            let store_id = StoreId::from_uuid(Uuid::from_bytes(row.get(0)?));
            let at = Timestamp::from_ms(row.get(1)?);
            Ok(HqMemberLine { store_id, at, entry: from_json(row, 2)? })
        })?;
        for line in found {
            lines.push(line?);
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.at));
    lines.truncate(most);
    Ok(lines)
}
