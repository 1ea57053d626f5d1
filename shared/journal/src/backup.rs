//! Backups: an online copy, and a restore that begins a new history.
//!
//! What happened between the backup and its restore is not in it, so a restored store must not go
//! on as if it were: it begins a new epoch, which HQ and every terminal notice.

use std::path::Path;
use std::time::Duration;

use domain::Event;
use domain::event::RestoredFrom;
use domain::id::{Epoch, StoreId};
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

use crate::commit::Head;
use crate::connection::open_reader;
use crate::error::{OpenError, ReadError, RestoreError, VerifyError};
use crate::open::{begin_epoch, head_of, lock, meta, open_file, wal_of};
use crate::verify::{VerifyReport, verify_file};
use crate::{Clock, FILE_NAME, SystemClock};

/// What a restore is called until it is one: in the same directory, so that renaming is atomic.
const PARTIAL_NAME: &str = "journal.sqlite.restoring";
/// Pause before another try when the journal is locked, which it is for moments at most.
const LOCKED_WAIT: Duration = Duration::from_millis(5);

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupReport {
    /// Its last seq.
    pub seq: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoreReport {
    /// The history that was in the backup.
    pub restored_epoch: Epoch,
    /// Its last seq.
    pub restored_seq: u64,
    /// The history that begins with the restore.
    pub epoch: Epoch,
    /// What was verified before.
    pub verified: VerifyReport,
}

/// Copies the journal of a data directory as of now into a new file. The store may be running.
///
/// # Errors
/// [`RestoreError`] when there is no journal, the file exists, or it cannot be written.
pub fn backup(dir: &Path, out: &Path) -> Result<BackupReport, RestoreError> {
    let file = dir.join(FILE_NAME);
    if !file.exists() {
        return Err(OpenError::Missing { dir: dir.to_owned() }.into());
    }
    copy(&file, out)
}

/// Copies into a new file; nothing is left of one that could not be written as a whole.
pub(crate) fn copy(file: &Path, out: &Path) -> Result<BackupReport, RestoreError> {
    if out.exists() {
        return Err(RestoreError::Exists { file: out.to_owned() });
    }
    copy_into(file, out).inspect_err(|_| discard(out))
}

/// Copies in one step, which reads one moment and holds no writer up.
fn copy_into(file: &Path, out: &Path) -> Result<BackupReport, RestoreError> {
    let source = open_reader(file)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut target = Connection::open_with_flags(out, flags)?;
    Backup::new(&source, &mut target)?.run_to_completion(i32::MAX, LOCKED_WAIT, None)?;
    let head = head_of(&target)?;
    close_as_one_file(target, out)?;
    let bytes = std::fs::metadata(out).map_err(io(out))?.len();
    Ok(BackupReport { seq: head.map_or(0, |head| head.seq), bytes })
}

/// Closes a database that has no log beside it which could be forgotten, and is on disk.
fn close_as_one_file(connection: Connection, file: &Path) -> Result<(), RestoreError> {
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    connection.close().map_err(|(_, error)| error)?;
    std::fs::File::open(file).and_then(|file| file.sync_all()).map_err(io(file))?;
    sync_parent(file)
}

/// Puts the names in a file's directory on disk.
fn sync_parent(file: &Path) -> Result<(), RestoreError> {
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    std::fs::File::open(parent).and_then(|parent| parent.sync_all()).map_err(io(parent))
}

/// Verifies a backup, copies it into an empty data directory and begins a new history.
///
/// # Errors
/// [`RestoreError`]; then the directory is as it was.
pub fn restore(file: &Path, dir: &Path) -> Result<RestoreReport, RestoreError> {
    let target = dir.join(FILE_NAME);
    // A log without its database would be taken for the log of the restored one.
    if target.exists() || wal_of(&target).exists() {
        return Err(RestoreError::NotEmpty { dir: dir.to_owned() });
    }
    if !file.exists() {
        return Err(io(file)(std::io::ErrorKind::NotFound.into()));
    }
    let verified = verify_file(file)?;
    std::fs::create_dir_all(dir).map_err(io(dir))?;
    let _lock = lock(dir)?;
    let partial = dir.join(PARTIAL_NAME);
    discard(&partial);
    let begun = begin_restored(file, &partial, verified).and_then(|report| {
        // Only now is it a store: a restore that is cut off before leaves none.
        std::fs::rename(&partial, &target).map_err(io(&target))?;
        sync_parent(&target)?;
        Ok(report)
    });
    begun.inspect_err(|_| discard(&partial))
}

fn begin_restored(
    file: &Path,
    partial: &Path,
    mut verified: VerifyReport,
) -> Result<RestoreReport, RestoreError> {
    if copy_into(file, partial)?.seq != verified.events {
        // It is somebody's running journal, which went on since.
        verified = verify_file(partial)?;
    }
    let mut connection = open_file(partial)?;
    let transaction = connection.transaction()?;
    let before = head_of(&transaction)?
        .ok_or(VerifyError::BadRow { seq: 1, why: "the backup holds no event".to_owned() })?;
    let store_id = meta(&transaction, "store_id")?
        .and_then(|text| text.parse::<StoreId>().ok())
        .ok_or(ReadError::Column("store_id"))?;
    let epoch = Epoch::from_uuid(Uuid::now_v7());
    let from = RestoredFrom { epoch: before.epoch, seq: before.seq, hash: before.hash };
    let mut head = Head { epoch, ..before };
    let event = Event::EpochBegan { store_id, epoch, restored_from: Some(from) };
    begin_epoch(&transaction, &mut head, &event, SystemClock.now())?;
    // What waited when the backup was made has most likely been printed since.
    transaction.execute("UPDATE print_states SET possible_duplicate = 1 WHERE state < 3", [])?;
    transaction.commit()?;
    close_as_one_file(connection, partial)?;
    Ok(RestoreReport { restored_epoch: from.epoch, restored_seq: from.seq, epoch, verified })
}

/// Removes a database and what `SQLite` keeps beside it; that it cannot be removed changes nothing.
fn discard(file: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        let _ = std::fs::remove_file(name);
    }
}

fn io(path: &Path) -> impl Fn(std::io::Error) -> RestoreError {
    move |source| RestoreError::Io { path: path.to_owned(), source }
}
