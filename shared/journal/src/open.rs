//! Opening a journal: lock, checks, schema, state, and the first event of a history.

use std::fs::{File, TryLockError};
use std::io::Read;
use std::path::{Path, PathBuf};

use domain::chain::{Hash, hash};
use domain::id::{CommandId, DeviceId, Epoch};
use domain::settings::Settings;
use domain::{Actor, Context, Event, State, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::append::write_event;
use crate::commit::Head;
use crate::connection::{assert_sqlite_is_sound, open_reader, open_writer};
use crate::erased;
use crate::error::{OpenError, ReadError};
use crate::load::load_all;
use crate::reader::Reader;
use crate::rebuild::derive_again;
use crate::stored::StoredEvent;
use crate::{Clock, FILE_NAME, Journal, OpenOptions, sealed};

/// Rows at the end of the chain that are checked on every start; `verify` checks all of them.
const TAIL_CHECKED: u64 = 256;

pub(crate) mod schema {
    refinery::embed_migrations!("migrations");
}

impl Journal {
    /// Opens a store's journal, making it when the directory has none, and starts the writer.
    ///
    /// # Errors
    /// [`OpenError`]; then nothing was changed, or the schema was brought up to date as a whole.
    pub fn open(options: OpenOptions) -> Result<Self, OpenError> {
        assert_sqlite_is_sound()?;
        let OpenOptions { dir, settings, clock } = options;
        let io = |source| OpenError::Io { path: dir.clone(), source };
        std::fs::create_dir_all(&dir).map_err(io)?;
        let lock = lock(&dir)?;
        let file = dir.join(FILE_NAME);
        // Whatever speaks against opening is found before anything is written.
        let before = look(&file)?;
        let known = match &before {
            Some(reader) => check_store(reader, &settings)?,
            None => None,
        };
        let seal = sealed::seal_of(&dir, before.as_ref())?;
        drop(before);
        let mut connection = open_file(&file)?;
        sealed::begin(&mut connection, &seal).map_err(open_error)?;
        let head = match known {
            Some(head) => head,
            None => begin(&mut connection, &settings, clock.as_ref())?,
        };
        if meta(&connection, DERIVE_AGAIN)?.is_some() {
            derive_again(&mut connection)
                .map_err(|error| OpenError::Damaged { seq: 0, why: error.to_string() })?;
        }
        erased::erase_again(&dir, &connection).map_err(open_error)?;
        let mut state = State::new(settings);
        load_all(&connection, &mut state).map_err(open_error)?;
        Self::start(&dir, connection, state, head, clock, (lock, seal)).map_err(io)
    }
}

/// What the database notes when its schema was brought up to date and more is derived from then on.
pub(crate) const DERIVE_AGAIN: &str = "derive_again";

/// Takes the data directory for this process; let go when the file is dropped.
pub(crate) fn lock(dir: &Path) -> Result<File, OpenError> {
    let path = dir.join("lock");
    let io = |source| OpenError::Io { path: path.clone(), source };
    let file = File::options()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(&path)
        .map_err(io)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse { dir: dir.to_owned() }),
        Err(TryLockError::Error(source)) => Err(io(source)),
    }
}

/// Opens a database for reading, to see whether it may be opened for writing; `None` when there is
/// none yet, or one that nothing was ever written to.
pub(crate) fn look(file: &Path) -> Result<Option<Connection>, OpenError> {
    check_file(file)?;
    if !file.exists() {
        return Ok(None);
    }
    let reader = open_reader(file)?;
    Ok(has_schema(&reader)?.then_some(reader))
}

/// Opens a database for writing that was looked at, and brings its schema up to date.
pub(crate) fn open_file(file: &Path) -> Result<Connection, OpenError> {
    let mut connection = open_writer(file)?;
    schema::migrations::runner().run(&mut connection)?;
    Ok(connection)
}

/// Looks at the file before `SQLite` does: is it a database, and as long as it says?
pub(crate) fn check_file(file: &Path) -> Result<(), OpenError> {
    let io = |source| OpenError::Io { path: file.to_owned(), source };
    let has_log = wal_of(file).metadata().is_ok_and(|log| log.len() > 0);
    let length = match std::fs::metadata(file) {
        Ok(metadata) => metadata.len(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !has_log => return Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
        Err(error) => return Err(io(error)),
    };
    let mut header = [0_u8; 100];
    if length < 100 {
        // SQLite would begin a new database here, and delete the log that may hold what is left.
        return Err(OpenError::Truncated { file: file.to_owned(), found: length, expected: 100 });
    }
    File::open(file).and_then(|mut open| open.read_exact(&mut header)).map_err(io)?;
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(OpenError::NotAJournal { file: file.to_owned() });
    }
    if has_log {
        // A checkpoint that was cut off leaves the file behind its header; the log has the rest.
        return Ok(());
    }
    // File format, sections 1.3.2 and 1.3.7: page size at 16, pages in the file at 28.
    let page_size = match u64::from(u16::from_be_bytes([header[16], header[17]])) {
        1 => 65_536,
        size => size,
    };
    let pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    let expected = page_size * u64::from(pages);
    if length < expected || !length.is_multiple_of(page_size) {
        return Err(OpenError::Truncated { file: file.to_owned(), found: length, expected });
    }
    Ok(())
}

/// The write-ahead log beside a database.
pub(crate) fn wal_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// Refuses a schema that a newer program made, and a database that is not a journal. Says whether
/// there is a schema yet.
pub(crate) fn has_schema(connection: &Connection) -> Result<bool, OpenError> {
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        return Ok(false);
    }
    let has_history: bool = connection.query_row(
        "SELECT count(*) > 0 FROM sqlite_schema WHERE name = 'refinery_schema_history'",
        [],
        |row| row.get(0),
    )?;
    if !has_history {
        let file = PathBuf::from(connection.path().unwrap_or_default());
        return Err(OpenError::NotAJournal { file });
    }
    let found: Option<i64> =
        connection
            .query_row("SELECT max(version) FROM refinery_schema_history", [], |row| row.get(0))?;
    let runner = schema::migrations::runner();
    let known = runner.get_migrations().iter().map(refinery::Migration::version).max();
    let known = known.map_or(0, i64::from);
    match found {
        Some(found) if found > known => Err(OpenError::NewerVersion { found, known }),
        Some(_) | None => Ok(true),
    }
}

/// The head of an existing journal of this store; `None` when nothing was ever written.
fn check_store(connection: &Connection, settings: &Settings) -> Result<Option<Head>, OpenError> {
    let Some(found) = meta(connection, "store_id")? else { return Ok(None) };
    let asked = settings.store_id.to_string();
    if found != asked {
        return Err(OpenError::OtherStore { found, asked });
    }
    let head = head_of(connection).map_err(open_error)?;
    let Some(head) = head else {
        return Err(OpenError::Damaged { seq: 1, why: "the journal is empty".to_owned() });
    };
    check_tail(connection, head)?;
    Ok(Some(head))
}

/// The last row of the journal.
pub(crate) fn head_of(connection: &Connection) -> Result<Option<Head>, ReadError> {
    let last: Option<u64> =
        connection.query_row("SELECT max(seq) FROM journal", [], |row| row.get(0))?;
    let Some(last) = last else { return Ok(None) };
    let event = Reader::over(connection).event_at(last)?;
    Ok(event.map(|event| Head {
        epoch: event.epoch,
        seq: event.seq,
        hash: event.hash,
        at: event.at,
    }))
}

/// Checks the end of the chain, where a torn or lost write would show.
fn check_tail(connection: &Connection, head: Head) -> Result<(), OpenError> {
    let first = head.seq.saturating_sub(TAIL_CHECKED);
    let events =
        Reader::over(connection).events_after(first, usize::MAX, usize::MAX).map_err(open_error)?;
    let mut previous: Option<&StoredEvent> = None;
    for (event, seq) in events.iter().zip(first + 1..) {
        if let Some(why) = flaw(event, seq, previous) {
            return Err(OpenError::Damaged { seq, why });
        }
        previous = Some(event);
    }
    Ok(())
}

/// What is wrong with a row that should stand at `seq` after `previous`, if anything.
pub(crate) fn flaw(
    event: &StoredEvent,
    seq: u64,
    previous: Option<&StoredEvent>,
) -> Option<String> {
    if event.seq != seq {
        return Some(format!("seq {seq} is missing"));
    }
    if let Some(previous) = previous {
        if event.prev_hash != previous.hash {
            return Some("it does not follow from the row before".to_owned());
        }
    } else if seq == 1 && event.prev_hash != Hash::ZERO {
        return Some("the first row follows from something".to_owned());
    }
    (hash(&event.prev_hash, &event.link()) != event.hash)
        .then(|| "its content does not match its hash".to_owned())
}

/// Begins the history of a new store.
fn begin(
    connection: &mut Connection,
    settings: &Settings,
    clock: &dyn Clock,
) -> Result<Head, OpenError> {
    let transaction = connection.transaction()?;
    let store_id = settings.store_id;
    transaction.execute(
        "INSERT INTO meta (key, value) VALUES ('store_id', ?1)",
        params![store_id.to_string()],
    )?;
    let epoch = Epoch::from_uuid(Uuid::now_v7());
    let mut head = Head { epoch, seq: 0, hash: Hash::ZERO, at: clock.now() };
    let event = Event::EpochBegan { store_id, epoch, restored_from: None };
    begin_epoch(&transaction, &mut head, &event, clock.now()).map_err(open_error)?;
    transaction.commit()?;
    Ok(head)
}

/// Writes the first event of a history.
pub(crate) fn begin_epoch(
    connection: &Connection,
    head: &mut Head,
    event: &Event,
    now: Timestamp,
) -> Result<(), ReadError> {
    let context = Context {
        command_id: CommandId::from_uuid(head.epoch.uuid()),
        now,
        actor: Actor::System,
        device: DeviceId::from_uuid(Uuid::nil()),
        command_hash: domain::chain::Hash::ZERO,
        hq_away: false,
    };
    write_event(connection, head, event, 0, &context)
}

/// A value of the `meta` table.
pub(crate) fn meta(connection: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    connection
        .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0))
        .optional()
}

fn open_error(error: ReadError) -> OpenError {
    match error {
        ReadError::Sqlite(error) => OpenError::Sqlite(error),
        ReadError::Body(error) => OpenError::Unreadable(error),
        ReadError::Column(_) | ReadError::Event(_) | ReadError::Closed | ReadError::Erased(_) => {
            OpenError::Damaged { seq: 0, why: error.to_string() }
        }
    }
}
