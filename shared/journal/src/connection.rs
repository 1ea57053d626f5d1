//! Connections: the one that writes, and the ones that only read.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use sealing::{KEY_BYTES, MemberSeal};

use crate::error::OpenError;

/// The oldest `SQLite` that is safe: before it a checkpoint that races a writer can lose pages.
const SQLITE_OLDEST: i32 = 3_051_003;
/// Prepared statements kept per connection; above the number of distinct ones in this crate.
const STATEMENTS_KEPT: usize = 128;
/// The write-ahead log is cut back to this size, in bytes.
const WAL_BYTES_MAX: i64 = 64 * 1024 * 1024;
/// Pages in the log at which it is written back: 16 MB. The pages that every commit changes (the
/// ends of tables and indexes) are then written back once for many commits.
const CHECKPOINT_PAGES: i64 = 4_096;
/// How long a connection waits for another's lock: far above any commit here.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// Refuses a `SQLite` library with a known way of losing data.
pub(crate) fn assert_sqlite_is_sound() -> Result<(), OpenError> {
    if rusqlite::version_number() < SQLITE_OLDEST {
        return Err(OpenError::OldSqlite { found: rusqlite::version() });
    }
    Ok(())
}

/// Opens the connection that writes. Every commit is on disk before it returns.
pub(crate) fn open_writer(file: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(file)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update(None, "journal_size_limit", WAL_BYTES_MAX)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    connection.pragma_update(None, "cache_size", -8_000)?;
    // What is deleted or changed is overwritten: an erased name must not stand in a free page.
    connection.pragma_update(None, "secure_delete", true)?;
    guard(&connection)?;
    Ok(connection)
}

/// Opens a connection that cannot write.
pub(crate) fn open_reader(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.pragma_update(None, "query_only", true)?;
    guard(&connection)?;
    Ok(connection)
}

/// Opens a database in memory, to rebuild projections in and compare.
pub(crate) fn open_in_memory() -> rusqlite::Result<Connection> {
    let connection = Connection::open_in_memory()?;
    guard(&connection)?;
    // No record is ever in it, so any key will do.
    MemberSeal::new(&[0; KEY_BYTES]).teach(&connection)?;
    Ok(connection)
}

/// What every connection has. Without `recursive_triggers` an `INSERT OR REPLACE` would walk past
/// the triggers that keep the journal as it is.
fn guard(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // A plan hangs on no value that is bound: otherwise what is found by a member's id, in a table with an
    // index over part of its rows, is prepared anew whenever it is asked.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.busy_timeout(BUSY_WAIT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Ok(())
}
