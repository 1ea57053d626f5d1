//! Members' records as they lie in the database: sealed, and found by marks. The key is in a file
//! beside it, so that a backup alone tells nobody's name.

use std::path::Path;

use domain::id::MemberId;
use domain::member::MemberRecord;
use rusqlite::{Connection, OptionalExtension, params};
use sealing::MemberSeal;

use crate::error::{OpenError, ReadError};
use crate::load::body;
use crate::open::{lock, look, meta};
use crate::stored::MEMBERS_CURSOR;
use crate::{FILE_NAME, erased, words};

/// Under what the database notes which key its records were sealed with.
const NOTED: &str = "member_key";
/// Whether records wait that were written before there was a key.
const PLAIN: &str = "SELECT 1 FROM sqlite_schema WHERE name = 'members_plain'";

/// The seal of a data directory whose database may have been written before.
pub(crate) fn seal_of(dir: &Path, before: Option<&Connection>) -> Result<MemberSeal, OpenError> {
    let noted = before.map(|connection| meta(connection, NOTED)).transpose()?.flatten();
    Ok(MemberSeal::of_directory(dir, noted.as_deref())?)
}

/// Teaches the connection that writes how records are sealed, notes the key, and seals what was plain.
pub(crate) fn begin(connection: &mut Connection, seal: &MemberSeal) -> Result<(), ReadError> {
    seal.teach(connection)?;
    let waiting = connection.prepare(PLAIN)?.exists([])?;
    let mut was_plain = false;
    let transaction = connection.transaction()?;
    transaction
        .prepare("INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING")?
        .execute(params![NOTED, seal.fingerprint()])?;
    if waiting {
        let mut plain = transaction.prepare("SELECT body FROM members_plain")?;
        let mut rows = plain.query([])?;
        while let Some(row) = rows.next()? {
            let text: String = row.get(0)?;
            write(&transaction, &serde_json::from_str(&text)?, true)?;
            was_plain = true;
        }
        drop(rows);
        drop(plain);
        transaction.execute("DROP TABLE members_plain", [])?;
    }
    transaction.commit()?;
    if was_plain {
        erased::empty_log(connection);
    }
    Ok(())
}

/// A member's record.
pub(crate) fn read(
    connection: &Connection,
    id: MemberId,
) -> Result<Option<MemberRecord>, ReadError> {
    let sql = "SELECT opened(member_id, body) FROM members WHERE member_id = ?1";
    body(connection, sql, [id.as_bytes()])
}

/// Writes a member's record in place of their earlier one; `here` when something happened to them here.
pub(crate) fn write(
    connection: &Connection,
    member: &MemberRecord,
    here: bool,
) -> Result<(), ReadError> {
    const SQL: &str = "INSERT INTO members (member_id, phone, last4, brought_by, enrolled_at, here, body) VALUES (?1, mark('phone', ?2), short_mark('last4', substr(?2, -4)), ?3, ?4, ?5, sealed(?1, ?6)) ON CONFLICT (member_id) DO UPDATE SET phone = excluded.phone, last4 = excluded.last4, brought_by = excluded.brought_by, enrolled_at = excluded.enrolled_at, here = max(here, excluded.here), body = excluded.body RETURNING row";
    let before = place_of(connection, member.id)?;
    if let Some((row, before)) = &before {
        words::forget(connection, *row, before)?;
    }
    let row = connection.prepare_cached(SQL)?.query_row(
        params![
            member.id.as_bytes(),
            member.phone,
            member.enrolled_by.as_ref().map(|id| id.as_bytes().as_slice()),
            member.enrolled_at.ms(),
            here,
            serde_json::to_string(member)?
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
    let sql = "SELECT row, opened(member_id, body) FROM members WHERE member_id = ?1";
    let mut find = connection.prepare_cached(sql)?;
    let found: Option<(i64, String)> =
        find.query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let place = found.map(|(row, text)| Ok((row, serde_json::from_str(&text)?)));
    place.transpose()
}

/// Writes the words and cards of every member again.
pub(crate) fn derive_words_again(connection: &Connection) -> Result<(), ReadError> {
    for table in ["member_words", "member_cards"] {
        connection.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let mut all = connection.prepare("SELECT row, opened(member_id, body) FROM members")?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let (place, text): (i64, String) = (row.get(0)?, row.get(1)?);
        words::write(connection, place, &serde_json::from_str(&text)?)?;
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
    let gone = transaction.execute("DELETE FROM members", [])?;
    transaction.execute("DELETE FROM meta WHERE key = ?1", [NOTED])?;
    // From its first change on, so that HQ tells of everybody again.
    transaction.execute("DELETE FROM cursors WHERE name = ?1", [MEMBERS_CURSOR])?;
    transaction.commit()?;
    Ok(gone)
}
