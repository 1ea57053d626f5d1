//! Who members are, as each store says that knows them: sealed, found by marks, and told to the other
//! stores change by change.

use domain::Timestamp;
use domain::id::{MemberId, StoreId};
use domain::member::MemberRecord;
use protocol::sync::{MEMBER_NEWS_MAX, MemberNews, MergedElsewhere};
use rusqlite::{Connection, OptionalExtension, Row, params};
use sealing::MemberSeal;
use uuid::Uuid;

use crate::rows::{from_json, int, json};
use crate::{member_letters, member_pages, member_standings, merges};

/// Under what HQ notes which key its records were sealed with, and which list of changes this is.
const KEY_NOTED: &str = "member_key";
const LIST_NOTED: &str = "member_news";
/// The number of the next change.
const NEXT: &str = "(SELECT coalesce(max(change), 0) + 1 FROM member_records)";

/// What HQ noted of itself under a name.
fn noted(connection: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT value FROM notes WHERE key = ?1";
    connection.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()
}

/// The fingerprint of the key with which records were sealed.
pub(crate) fn key_noted(connection: &Connection) -> rusqlite::Result<Option<String>> {
    noted(connection, KEY_NOTED)
}

/// Which list of changes this is: numbers of another HQ's changes mean nothing here.
pub(crate) fn list(connection: &Connection) -> rusqlite::Result<Uuid> {
    let text = noted(connection, LIST_NOTED)?.unwrap_or_default();
    Ok(text.parse().unwrap_or_default())
}

/// Teaches the connection that writes how records are sealed, notes the key, and moves what was plain.
pub(crate) fn begin(connection: &mut Connection, seal: &MemberSeal) -> rusqlite::Result<()> {
    seal.teach(connection)?;
    let transaction = connection.transaction()?;
    let sql = "INSERT INTO notes (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING";
    transaction.execute(sql, [KEY_NOTED, &seal.fingerprint()])?;
    transaction.execute(sql, [LIST_NOTED, &Uuid::now_v7().to_string()])?;
    let mut moved = 0;
    {
        let plain = "SELECT store, key, version, body, at FROM records WHERE kind = 'member'
            ORDER BY at, key";
        let mut plain = transaction.prepare(plain)?;
        let mut rows = plain.query([])?;
        while let Some(row) = rows.next()? {
            let (store, at) = (row.get(0)?, Timestamp::from_ms(row.get(4)?));
            let Ok(id) = row.get::<_, String>(1)?.parse() else { continue };
            let erased = row.get::<_, Option<String>>(3)?.is_none();
            let record = if erased { None } else { Some(from_json::<MemberRecord>(row, 3)?) };
            save(&transaction, store, id, record.as_ref(), at)?;
            moved += 1;
        }
    }
    transaction.execute("DELETE FROM records WHERE kind = 'member'", [])?;
    transaction.commit()?;
    if moved > 0 {
        // Earlier pages in the log hold what was plain.
        connection.pragma_update(None, "wal_checkpoint", "TRUNCATE")?;
    }
    Ok(())
}

/// Keeps what a store says of a member; `None` once they were erased there. What was erased stays so,
/// whatever a store says that was restored from before, and what is said again changes nothing.
pub(crate) fn save(
    connection: &Connection,
    store: i64,
    member: MemberId,
    record: Option<&MemberRecord>,
    at: Timestamp,
) -> rusqlite::Result<()> {
    let id = member.to_string();
    let sql = "SELECT version, opened(member_id, body) FROM member_records
        WHERE member_id = ?1 AND store = ?2";
    let mut find = connection.prepare_cached(sql)?;
    let known: Option<(u32, Option<String>)> =
        find.query_row(params![id, store], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let body = record.map(json).transpose()?;
    let version = record.map_or(0, |record| record.version);
    if let Some((before, text)) = &known
        && (text.is_none() || *text == body || (body.is_some() && version < *before))
    {
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO member_records
            (change, store, member_id, version, at, enrolled_at, phone, last4, body)
        VALUES ({NEXT}, ?1, ?2, ?3, ?4, ?5, mark('phone', ?6),
            short_mark('last4', substr(?6, -4)), sealed(?2, ?7))
        ON CONFLICT (member_id, store) DO UPDATE SET change = excluded.change,
            version = excluded.version, at = excluded.at, enrolled_at = excluded.enrolled_at,
            phone = excluded.phone, last4 = excluded.last4, body = excluded.body"
    );
    let enrolled_at = record.map(|record| record.enrolled_at.ms());
    let phone = record.map(|record| &record.phone);
    let values = params![store, id, version, at.ms(), enrolled_at, phone, body];
    connection.prepare_cached(&sql)?.execute(values)?;
    member_standings::touch(connection, member)
}

/// Who a member is, as the store says that changed it last; `None` once they are erased anywhere.
pub(crate) fn record(
    connection: &Connection,
    id: MemberId,
) -> rusqlite::Result<Option<MemberRecord>> {
    let sql = "SELECT opened(member_id, body) FROM member_records WHERE member_id = ?1
        ORDER BY body IS NULL DESC, version DESC, at DESC LIMIT 1";
    let read = |row: &Row<'_>| {
        let erased = row.get::<_, Option<String>>(0)?.is_none();
        if erased { Ok(None) } else { from_json::<MemberRecord>(row, 0).map(Some) }
    };
    let found = connection.prepare_cached(sql)?.query_row([id.to_string()], read).optional()?;
    let Some(mut record) = found.flatten() else { return Ok(None) };
    // Which phone shows their page is HQ's to say, not a store's.
    record.page_key = member_pages::key(connection, id)?.unwrap_or_default();
    let written = member_letters::written_on(connection, id)?;
    if written > record.written_on {
        (record.written_on, record.written_by) = (written, None);
    }
    Ok(Some(record))
}

/// The members with a phone in E.164 form, the one enrolled first before the others.
pub(crate) fn with_phone(connection: &Connection, phone: &str) -> rusqlite::Result<Vec<MemberId>> {
    let sql = "SELECT member_id FROM member_records WHERE phone = mark('phone', ?1)
        ORDER BY enrolled_at, member_id";
    let mut find = connection.prepare_cached(sql)?;
    let found = find.query_map([phone], |row| merges::id(row, 0))?;
    let mut found: Vec<MemberId> = found.collect::<rusqlite::Result<_>>()?;
    found.dedup();
    Ok(found)
}

/// Members whose phone ends in four digits, or those enrolled last when there are none.
pub(crate) fn with_last4(
    connection: &Connection,
    last4: &str,
    most: usize,
) -> rusqlite::Result<Vec<MemberId>> {
    let sql = if last4.is_empty() {
        "SELECT DISTINCT member_id FROM member_records WHERE enrolled_at IS NOT NULL AND ?1 = ''
            ORDER BY enrolled_at DESC LIMIT ?2"
    } else {
        "SELECT DISTINCT member_id FROM member_records WHERE last4 = short_mark('last4', ?1)
            LIMIT ?2"
    };
    let mut find = connection.prepare_cached(sql)?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    find.query_map(params![last4, most], |row| merges::id(row, 0))?.collect()
}

/// The stores that know a member.
pub(crate) fn stores_of(connection: &Connection, id: MemberId) -> rusqlite::Result<Vec<StoreId>> {
    let sql = "SELECT stores.store_id FROM member_records
        JOIN stores ON stores.id = member_records.store
        WHERE member_id = ?1 AND body IS NOT NULL";
    let mut find = connection.prepare_cached(sql)?;
    let found = find
        .query_map([id.to_string()], |row| Ok(StoreId::from_uuid(Uuid::from_bytes(row.get(0)?))))?;
    found.collect()
}

/// A member who was erased in one store is erased everywhere: the others are told when they ask.
pub(crate) fn forget(connection: &Connection, id: MemberId) -> rusqlite::Result<()> {
    let sql = "SELECT store FROM member_records WHERE member_id = ?1 AND body IS NOT NULL";
    let mut find = connection.prepare_cached(sql)?;
    let stores = find.query_map([id.to_string()], |row| row.get(0))?;
    for store in stores.collect::<rusqlite::Result<Vec<i64>>>()? {
        save(connection, store, id, None, crate::clock::now())?;
    }
    member_pages::forget(connection, id)
}

/// Members of a store whose record was erased, after one of them, in the order of their ids as text.
pub(crate) fn erased(
    connection: &Connection,
    store: i64,
    after: Option<MemberId>,
    most: usize,
) -> rusqlite::Result<Vec<MemberId>> {
    let sql = "SELECT member_id FROM member_records
        WHERE store = ?1 AND body IS NULL AND member_id > ?2 ORDER BY member_id LIMIT ?3";
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let mut find = connection.prepare_cached(sql)?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    find.query_map(params![store, after, most], |row| merges::id(row, 0))?.collect()
}

/// Something of a member changed that their record does not say: stores are told of them again.
pub(crate) fn touch(connection: &Connection, id: MemberId) -> rusqlite::Result<()> {
    let sql = format!(
        "UPDATE member_records SET change = {NEXT} WHERE change =
            (SELECT max(change) FROM member_records WHERE member_id = ?1)"
    );
    connection.prepare_cached(&sql)?.execute([id.to_string()])?;
    Ok(())
}

/// Whether any store has said who a member is, or that they were erased.
pub(crate) fn is_known(connection: &Connection, id: MemberId) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM member_records WHERE member_id = ?1";
    connection.prepare_cached(sql)?.exists([id.to_string()])
}

/// The number of the last change.
pub(crate) fn last_change(connection: &Connection) -> rusqlite::Result<u64> {
    let sql = "SELECT coalesce(max(change), 0) FROM member_records";
    connection.prepare_cached(sql)?.query_row([], |row| row.get(0))
}

/// What is new of members after a change. A store is told what it said itself too: it may have lost it.
pub(crate) fn news(connection: &Connection, after: u64) -> rusqlite::Result<MemberNews> {
    let sql = "SELECT change, member_id FROM member_records WHERE change > ?1
        ORDER BY change LIMIT ?2";
    let mut find = connection.prepare_cached(sql)?;
    let most = i64::try_from(MEMBER_NEWS_MAX).unwrap_or(i64::MAX);
    let mut rows = find.query(params![int(after), most])?;
    let mut news = MemberNews { list: list(connection)?, upto: after, ..MemberNews::default() };
    while let Some(row) = rows.next()? {
        news.upto = row.get(0)?;
        let id = merges::id(row, 1)?;
        let Some(record) = record(connection, id)? else {
            news.erased.push(id);
            continue;
        };
        let Some(into) = merges::into(connection, id)? else {
            news.records.push(record);
            continue;
        };
        if let into @ Some(_) = self::record(connection, into)? {
            news.merged.push(MergedElsewhere { member_id: id, into });
        }
    }
    Ok(news)
}
