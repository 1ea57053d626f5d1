//! What can go wrong with a journal, each in a sentence that says what to do.

use std::path::PathBuf;

/// A journal could not be opened. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it.
    #[error("{dir} is in use by another Comanda process: stop that one first", dir = .dir.display())]
    InUse {
        /// The data directory.
        dir: PathBuf,
    },
    /// There is none.
    #[error("there is no journal in {dir}: check the directory", dir = .dir.display())]
    Missing {
        /// The data directory.
        dir: PathBuf,
    },
    /// A newer Comanda wrote it.
    #[error(
        "the data was written by a newer Comanda (schema {found}, this one knows {known}): update Comanda, or restore an older backup into another directory"
    )]
    NewerVersion {
        /// What stands in the file.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// The file is something else.
    #[error("{file} is not a Comanda journal: restore a backup into an empty directory", file = .file.display())]
    NotAJournal {
        /// The file.
        file: PathBuf,
    },
    /// The file is shorter than it says.
    #[error("{file} is cut short ({found} bytes of {expected}): restore a backup into an empty directory", file = .file.display())]
    Truncated {
        /// The file.
        file: PathBuf,
        /// Bytes there.
        found: u64,
        /// Bytes that its header promises.
        expected: u64,
    },
    /// The end of the chain does not hold.
    #[error(
        "the journal is damaged at seq {seq}: {why}. Run `comanda verify`, then restore a backup into an empty directory"
    )]
    Damaged {
        /// The first bad row found.
        seq: u64,
        /// What is wrong.
        why: String,
    },
    /// It belongs to another store.
    #[error(
        "the data belongs to store {found}, but this is store {asked}: check the directory or the store description"
    )]
    OtherStore {
        /// In the file.
        found: String,
        /// In the description.
        asked: String,
    },
    /// The library has a known way of losing data.
    #[error(
        "SQLite {found} is older than 3.51.3, which can lose committed pages: rebuild with a newer one"
    )]
    OldSqlite {
        /// The library's version.
        found: &'static str,
    },
    /// The key of the members' records is missing, or another.
    #[error(
        "{0}. If there is no copy, `comanda rebuild --give-up-member-records` lets this store begin anew with members: what they own and ordered stays, and HQ gives names and phones back"
    )]
    MemberKey(#[from] sealing::MemberKeyError),
    /// Records were to be given up that can be read.
    #[error("the members' records in {dir} can be read with their key: nothing was given up", dir = .dir.display())]
    KeyIsThere {
        /// The data directory.
        dir: PathBuf,
    },
    /// The file system said no.
    #[error("{path}: {source}", path = .path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What.
        source: std::io::Error,
    },
    /// The schema could not be brought up to date; it is as it was.
    #[error("the schema could not be brought up to date, nothing was changed: {0}")]
    Migration(#[from] refinery::Error),
    /// Any other fault of the database.
    #[error(
        "the database could not be read ({0}): run `comanda verify`, then restore a backup into an empty directory"
    )]
    Sqlite(#[from] rusqlite::Error),
    /// Reference data or a derived row cannot be read.
    #[error("stored data cannot be read: {0}. Run `comanda rebuild`")]
    Unreadable(#[from] serde_json::Error),
}

/// A request could not be taken up; ask again with the same command id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// More are waiting than [`crate::APPEND_QUEUE_MAX`].
    #[error("the store is busy: ask again with the same command id")]
    Busy,
    /// The writer has stopped.
    #[error("the store is stopping: ask again with the same command id")]
    Stopped,
}

/// A read failed.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The database.
    #[error("sqlite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A stored body.
    #[error("a stored body cannot be read: {0}")]
    Body(#[from] serde_json::Error),
    /// A stored column has a value that no version wrote.
    #[error("column {0} has a value that no version wrote")]
    Column(&'static str),
    /// A stored event.
    #[error(transparent)]
    Event(#[from] crate::UpcastError),
    /// The journal was closed.
    #[error("the journal is closed")]
    Closed,
    /// Who was erased cannot be read or kept.
    #[error("the file erased-members in the data directory: {0}")]
    Erased(std::io::Error),
}

/// A journal does not hold.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A row is bad.
    #[error("first bad seq {seq}: {why}")]
    BadRow {
        /// The first bad row.
        seq: u64,
        /// What is wrong with it.
        why: String,
    },
    /// The journal holds, but a derived table does not follow from it.
    #[error(
        "derived table {table} does not follow from the journal ({why}): run `comanda rebuild`"
    )]
    Projection {
        /// Which table.
        table: &'static str,
        /// The first difference.
        why: String,
    },
    /// The database itself is broken.
    #[error("the database file is damaged: {0}. Restore a backup into an empty directory")]
    File(String),
    /// Reading failed.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<rusqlite::Error> for VerifyError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Read(ReadError::Sqlite(error))
    }
}

/// A backup could not be made or restored. The data directory is as it was.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// There is a journal already.
    #[error("{dir} holds a journal already: restore into an empty directory", dir = .dir.display())]
    NotEmpty {
        /// The directory.
        dir: PathBuf,
    },
    /// The file exists.
    #[error("{file} exists already: choose another name", file = .file.display())]
    Exists {
        /// The file.
        file: PathBuf,
    },
    /// The backup does not hold.
    #[error("the backup does not hold, nothing was restored: {0}")]
    Unsound(#[from] VerifyError),
    /// It could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The file system said no.
    #[error("{path}: {source}", path = .path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What.
        source: std::io::Error,
    },
    /// The database said no.
    #[error("sqlite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// Writing failed.
    #[error(transparent)]
    Read(#[from] ReadError),
}
