//! HQ's database file: opening, settings of a connection, migrations, the lock of its folder.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use sealing::MemberSeal;

use crate::{ingest, member_records, rows};

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// Older WAL code can lose committed pages when a checkpoint races a writer.
const SQLITE_VERSION_MIN: i32 = 3_051_003;
/// Statements that a connection keeps ready.
const STATEMENTS_KEPT: usize = 128;
const FILE: &str = "hq.sqlite";
const LOCK: &str = "hq.lock";

/// Holds a folder for one HQ, for as long as it lives.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Makes the folder if need be and locks it.
    pub(crate) fn lock(dir: &Path) -> anyhow::Result<Self> {
        let shown = dir.display();
        std::fs::create_dir_all(dir).with_context(|| format!("HQ cannot make {shown}"))?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(dir.join(LOCK))
            .with_context(|| format!("HQ cannot write in {shown}"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: dir.join(FILE), _lock: lock }),
            Err(TryLockError::WouldBlock) => {
                bail!(
                    "another HQ already runs on {shown}: stop it, or give this one another folder"
                )
            }
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("HQ cannot lock {shown}"))
            }
        }
    }

    /// The database file.
    pub(crate) fn file(&self) -> &Path {
        &self.path
    }

    /// Opens the one connection that writes, and brings the schema up to date; gives the seal of the
    /// members' records too.
    pub(crate) fn open(&self) -> anyhow::Result<(Connection, MemberSeal)> {
        ensure!(
            rusqlite::version_number() >= SQLITE_VERSION_MIN,
            "HQ needs SQLite 3.51.3 or newer and was built with {}: build it again",
            rusqlite::version()
        );
        let shown = self.path.display();
        let mut connection =
            Connection::open(&self.path).with_context(|| format!("HQ cannot open {shown}"))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "fullfsync", true)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // What is erased is overwritten, and does not stand in a free page.
        connection.pragma_update(None, "secure_delete", true)?;
        connection.pragma_update(None, "recursive_triggers", true)?;
        guard(&connection)?;
        let runner = embedded::migrations::runner();
        let known =
            runner.get_migrations().iter().map(|migration| i64::from(migration.version())).max();
        let found = schema_version(&connection)?;
        if let (Some(known), Some(found)) = (known, found) {
            ensure!(
                found <= known,
                "{shown} was written by a newer Comanda (schema {found}, this one knows {known}): \
                 update this program"
            );
        }
        runner
            .run(&mut connection)
            .with_context(|| format!("HQ cannot bring {shown} up to date"))?;
        let noted = member_records::key_noted(&connection)?;
        let dir = self.path.parent().unwrap_or(Path::new("."));
        let seal = MemberSeal::of_directory(dir, noted.as_deref())?;
        member_records::begin(&mut connection, &seal)
            .with_context(|| format!("HQ cannot seal the members' records in {shown}"))?;
        count_again(&mut connection)
            .with_context(|| format!("HQ cannot count anew what is in {shown}"))?;
        Ok((connection, seal))
    }
}

/// Counts again what stores sent before, when a migration asks for it; a start that is cut off does it
/// once more.
fn count_again(connection: &mut Connection) -> rusqlite::Result<()> {
    let asked = "SELECT 1 FROM notes WHERE key = 'count_again'";
    if !connection.prepare(asked)?.exists([])? {
        return Ok(());
    }
    for (store, time_zone) in rows::time_zones(connection)? {
        let transaction = connection.transaction()?;
        ingest::count_again(&transaction, store, &time_zone)?;
        transaction.commit()?;
    }
    connection.execute("DELETE FROM notes WHERE key = 'count_again'", [])?;
    Ok(())
}

/// Opens a connection that can only read.
pub(crate) fn open_reader(file: &Path, seal: &MemberSeal) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.pragma_update(None, "query_only", true)?;
    seal.teach(&connection)?;
    guard(&connection)?;
    Ok(connection)
}

/// What every connection has. A plan hangs on no value that is bound: otherwise what is found by a member's
/// id, in a table with an index over part of its rows, is prepared anew whenever it is asked.
fn guard(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Ok(())
}

fn schema_version(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    let history = "refinery_schema_history";
    if !connection.table_exists(None, history)? {
        return Ok(None);
    }
    let sql = "SELECT max(version) FROM refinery_schema_history";
    Ok(connection.query_row(sql, [], |row| row.get(0)).optional()?.flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_hq_on_the_same_folder_is_told_so() {
        let dir = tempfile::tempdir().unwrap();
        let first = Folder::lock(dir.path()).unwrap();
        let refused = Folder::lock(dir.path()).unwrap_err().to_string();
        assert!(refused.contains("another HQ already runs"), "{refused}");
        drop(first);
        Folder::lock(dir.path()).unwrap();
    }

    #[test]
    fn a_folder_of_a_newer_comanda_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::lock(dir.path()).unwrap();
        let (connection, _) = folder.open().unwrap();
        let newer = "UPDATE refinery_schema_history SET version = 999 WHERE version = 1";
        connection.execute(newer, []).unwrap();
        drop(connection);
        let refused = folder.open().unwrap_err().to_string();
        assert!(refused.contains("newer Comanda (schema 999"), "{refused}");
    }

    #[test]
    fn rows_of_a_journal_cannot_be_changed_or_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let (connection, _) = Folder::lock(dir.path()).unwrap().open().unwrap();
        connection
            .execute_batch(
                "INSERT INTO stores (id, store_id, token_hash) VALUES (1, zeroblob(16), zeroblob(32));
                 INSERT INTO epochs VALUES (1, 1, zeroblob(16), NULL, 0, 0, 0);
                 INSERT INTO events VALUES (1, 1, 1, 1, zeroblob(16), 0, 0, 3, zeroblob(16),
                     zeroblob(16), 'order_ready', 1, '{}', zeroblob(32));",
            )
            .unwrap();
        for forged in [
            "UPDATE events SET body = ''",
            "DELETE FROM events",
            "INSERT OR REPLACE INTO events SELECT 2, store, epoch, seq, command_id, idx, at, actor,
                 staff, device, 'forged', version, body, hash FROM events",
        ] {
            let refused = connection.execute(forged, []).unwrap_err().to_string();
            assert!(refused.contains("events are never"), "{forged}: {refused}");
        }
    }
}
