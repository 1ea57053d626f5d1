//! Members' records as they lie in the database: sealed, and found by marks. The key is in a file
//! beside it, so that a backup alone tells nobody's name.

use std::path::Path;

use domain::Timestamp;
use domain::id::{MemberId, StaffId};
use domain::member::MemberRecord;
use rusqlite::{Connection, Row, params};
use sealing::MemberSeal;
use uuid::Uuid;

use crate::error::{OpenError, ReadError};
use crate::kept::{self, Columns};
use crate::open::{lock, look, meta};
use crate::stored::{MEMBERS_CURSOR, uuid};
use crate::{FILE_NAME, erased, numbers, words};

/// Under what the database notes which key its records were sealed with.
const NOTED: &str = "member_key";
/// The columns that [`record`] expects first, in order.
pub(crate) const RECORD: &str = "members.member_id, members.brought_by, members.enrolled_at, opened(members.member_id, members.body)";
/// Where records wait until they are written as they are now: those from before there was a key, and
/// those that were sealed whole, each with whether something happened to them here.
const WAITING: [(&str, &str); 2] = [
    ("members_plain", "SELECT body, 1 FROM members_plain"),
    ("members_before", "SELECT opened(member_id, body), here FROM members_before"),
];

/// The seal of a data directory whose database may have been written before.
pub(crate) fn seal_of(dir: &Path, before: Option<&Connection>) -> Result<MemberSeal, OpenError> {
    let noted = before.map(|connection| meta(connection, NOTED)).transpose()?.flatten();
    Ok(MemberSeal::of_directory(dir, noted.as_deref())?)
}

/// Teaches the connection that writes how records are sealed, notes the key, and writes anew what lies
/// there as an earlier version left it.
pub(crate) fn begin(connection: &mut Connection, seal: &MemberSeal) -> Result<(), ReadError> {
    seal.teach(connection)?;
    let mut were_waiting = false;
    let transaction = connection.transaction()?;
    transaction
        .prepare("INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING")?
        .execute(params![NOTED, seal.fingerprint()])?;
    for (table, records) in WAITING {
        if !is_there(&transaction, table)? {
            continue;
        }
        let mut waiting = transaction.prepare(records)?;
        let mut rows = waiting.query([])?;
        while let Some(row) = rows.next()? {
            if !were_waiting {
                tracing::info!("members' records are written anew, once after an update");
            }
            were_waiting = true;
            let text: String = row.get(0)?;
            write(&transaction, &serde_json::from_str(&text)?, row.get(1)?)?;
        }
        drop(rows);
        drop(waiting);
        transaction.execute(&format!("DROP TABLE {table}"), [])?;
    }
    transaction.commit()?;
    if were_waiting {
        erased::empty_log(connection);
    }
    Ok(())
}

fn is_there(connection: &Connection, table: &str) -> rusqlite::Result<bool> {
    connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?1")?.exists([table])
}

/// A member's record, of a row of [`RECORD`].
pub(crate) fn record(row: &Row<'_>) -> Result<MemberRecord, ReadError> {
    let brought_by: Option<[u8; 16]> = row.get(1)?;
    let columns = Columns {
        id: MemberId::from_uuid(uuid(row, 0)?),
        brought_by: brought_by.map(|id| StaffId::from_uuid(Uuid::from_bytes(id))),
        enrolled_at: Timestamp::from_ms(row.get(2)?),
    };
    let text: String = row.get(3)?;
    Ok(kept::whole(&text, columns)?)
}

/// A member's record.
pub(crate) fn read(
    connection: &Connection,
    id: MemberId,
) -> Result<Option<MemberRecord>, ReadError> {
    let found = place_of(connection, id)?;
    Ok(found.map(|(_, record)| record))
}

/// The record of the member with a phone, in E.164 form.
pub(crate) fn with_phone(
    connection: &Connection,
    phone: &str,
) -> Result<Option<MemberRecord>, ReadError> {
    let sql = format!("SELECT {RECORD} FROM members WHERE phone = ?1");
    let mut find = connection.prepare_cached(&sql)?;
    let mut rows = find.query([numbers::of_phone(connection, phone)?])?;
    while let Some(row) = rows.next()? {
        let record = record(row)?;
        if record.phone == phone {
            return Ok(Some(record));
        }
    }
    Ok(None)
}

/// Writes a member's record in place of their earlier one; `here` when something happened to them here.
pub(crate) fn write(
    connection: &Connection,
    member: &MemberRecord,
    here: bool,
) -> Result<(), ReadError> {
    const SQL: &str = "INSERT INTO members (member_id, phone, brought_by, enrolled_at, here, body) VALUES (?1, ?2, ?3, ?4, ?5, sealed(?1, ?6)) ON CONFLICT (member_id) DO UPDATE SET phone = excluded.phone, brought_by = excluded.brought_by, enrolled_at = excluded.enrolled_at, here = max(here, excluded.here), body = excluded.body RETURNING row";
    let before = place_of(connection, member.id)?;
    if let Some((row, before)) = &before {
        words::forget(connection, *row, before)?;
    }
    let row = connection.prepare_cached(SQL)?.query_row(
        params![
            member.id.as_bytes(),
            numbers::of_phone(connection, &member.phone)?,
            member.enrolled_by.as_ref().map(|id| id.as_bytes().as_slice()),
            member.enrolled_at.ms(),
            here,
            kept::sealed_part(member)?
        ],
        |row| row.get(0),
    )?;
    words::write(connection, row, member)
}

/// Takes a member's record away; gives how many went.
pub(crate) fn forget(connection: &Connection, id: MemberId) -> Result<usize, ReadError> {
    let Some((row, record)) = place_of(connection, id)? else { return Ok(0) };
    words::forget(connection, row, &record)?;
    let sql = "DELETE FROM members WHERE row = ?1";
    Ok(connection.prepare_cached(sql)?.execute([row])?)
}

/// A member's record, and the number by which their words name them.
fn place_of(
    connection: &Connection,
    id: MemberId,
) -> Result<Option<(i64, MemberRecord)>, ReadError> {
    let sql = format!("SELECT {RECORD}, row FROM members WHERE member_id = ?1");
    let mut find = connection.prepare_cached(&sql)?;
    let mut rows = find.query([id.as_bytes()])?;
    rows.next()?.map(|row| Ok((row.get(4)?, record(row)?))).transpose()
}

/// Writes the words and cards of every member again.
pub(crate) fn derive_words_again(connection: &Connection) -> Result<(), ReadError> {
    for table in ["member_words", "member_cards"] {
        connection.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let mut all = connection.prepare(&format!("SELECT {RECORD}, row FROM members"))?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        words::write(connection, row.get(4)?, &record(row)?)?;
    }
    Ok(())
}

/// Gives up the members' records of a data directory whose key is lost; what members own and their
/// orders stay, and HQ tells of everybody again. Gives how many went.
///
/// # Errors
/// [`OpenError`]; then everything is as it was.
pub fn give_up_member_records(dir: &Path) -> Result<usize, OpenError> {
    let file = dir.join(FILE_NAME);
    let _lock = lock(dir)?;
    let Some(reader) = look(&file)? else { return Err(OpenError::Missing { dir: dir.to_owned() }) };
    if seal_of(dir, Some(&reader)).is_ok() {
        return Err(OpenError::KeyIsThere { dir: dir.to_owned() });
    }
    drop(reader);
    let mut connection = crate::open::open_file(&file)?;
    let transaction = connection.transaction()?;
    for table in ["member_words", "member_cards"] {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let mut gone = transaction.execute("DELETE FROM members", [])?;
    for (table, _) in WAITING {
        if is_there(&transaction, table)? {
            gone += transaction.execute(&format!("DELETE FROM {table}"), [])?;
        }
    }
    transaction.execute("DELETE FROM meta WHERE key = ?1", [NOTED])?;
    // From its first change on, so that HQ tells of everybody again.
    transaction.execute("DELETE FROM cursors WHERE name = ?1", [MEMBERS_CURSOR])?;
    transaction.commit()?;
    Ok(gone)
}
