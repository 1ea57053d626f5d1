//! Who was erased, kept beside the database, so that a restored backup does not bring them back.
//!
//! A backup from before an erasure still holds the member's record. The ids of the erased (nothing
//! else) stand in a file of their own in the data directory, a line each; whenever a journal is
//! opened there, the records of these members go again.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use domain::id::MemberId;
use rusqlite::Connection;

use crate::error::ReadError;
use crate::sealed;

/// What the file is called, in the data directory.
pub(crate) const FILE_NAME: &str = "erased-members";

/// Notes who was erased. On disk when it returns.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn note(dir: &Path, members: &[MemberId]) -> std::io::Result<()> {
    if members.is_empty() {
        return Ok(());
    }
    let mut file = OpenOptions::new().create(true).append(true).open(dir.join(FILE_NAME))?;
    for id in members {
        writeln!(file, "{id}")?;
    }
    file.sync_all()
}

/// Who was erased here.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn noted(dir: &Path) -> std::io::Result<BTreeSet<MemberId>> {
    let file = match std::fs::File::open(dir.join(FILE_NAME)) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(error),
    };
    let mut ids = BTreeSet::new();
    for line in BufReader::new(file).lines() {
        // A line that was cut off by a power cut names nobody: its erasure was not answered.
        ids.extend(line?.trim().parse::<MemberId>().ok());
    }
    Ok(ids)
}

/// Erases everybody again who was erased before; gives how many records went.
///
/// # Errors
/// When the file or the database cannot be read.
pub(crate) fn erase_again(dir: &Path, connection: &Connection) -> Result<usize, ReadError> {
    let mut gone = 0;
    for id in noted(dir).map_err(ReadError::Erased)? {
        gone += forget(connection, id)?;
    }
    if gone > 0 {
        empty_log(connection);
    }
    Ok(gone)
}

/// Takes a member's record away, and what they wrote about their orders; gives how many records went.
///
/// # Errors
/// When the database cannot be written.
pub(crate) fn forget(connection: &Connection, id: MemberId) -> Result<usize, ReadError> {
    let gone = sealed::forget(connection, id)?;
    if gone > 0 {
        // Their words went with their record: only then are their orders looked for.
        connection
            .prepare_cached("DELETE FROM feedback WHERE order_id IN (SELECT order_id FROM visits WHERE member_id = ?1)")?
            .execute([id.as_bytes()])?;
    }
    Ok(gone)
}

/// Brings the log into the database and empties it: earlier pages in it hold what was erased. A
/// reader may be in the way; then the next checkpoint does it.
pub(crate) fn empty_log(connection: &Connection) {
    if let Err(error) = connection.pragma_update(None, "wal_checkpoint", "TRUNCATE") {
        tracing::warn!(error = %error, "the log could not be emptied after an erasure: the next checkpoint does it");
    }
}
