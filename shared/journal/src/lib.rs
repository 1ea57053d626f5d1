//! The only write path of a store.
//!
//! [`Journal::append`] takes a request to the single writer thread, which decides it, writes its
//! events, its answer and every derived row in one transaction, and answers after the commit.
//! [`Journal::read`] gives everybody else a read-only connection; [`Journal::commits`] tells what
//! changed. Knows `SQLite` and the rules of the trade; knows no socket and no other service.
//!
//! [`verify()`], [`rebuild()`], [`backup()`] and [`restore()`] work on a data directory.

mod append;
mod back_office;
mod backup;
mod commissions;
mod commit;
mod connection;
mod erased;
mod error;
mod exceptions;
mod find_orders;
mod jobs;
mod kept;
mod ledger;
mod load;
mod members;
mod money;
mod numbers;
mod open;
mod outcome;
mod project;
mod reader;
mod rebuild;
mod sales;
mod sealed;
mod stored;
mod upcast;
mod verify;
mod visits;
mod watched;
mod words;
mod writer;

use std::path::PathBuf;
use std::sync::Arc;

use domain::Timestamp;
use domain::settings::Settings;

pub use self::back_office::PublishedCatalogue;
pub use self::backup::{BackupReport, RestoreReport, backup, restore};
pub use self::commissions::{CommissionSum, StoredCommission};
pub use self::commit::{Change, Commit, Head, OrderChange, ShiftChange, TicketChange};
pub use self::error::{AppendError, OpenError, ReadError, RestoreError, VerifyError};
pub use self::exceptions::{ExceptionKind, StoredException};
pub use self::jobs::{JobDocument, JobState, JobSubject, StoredJob};
pub use self::ledger::{StoredEntry, favourites};
pub use self::outcome::{Answer, Ask, Outcome, Reply, request_hash};
pub use self::reader::{Reader, RowJson, Session, Totals};
pub use self::rebuild::{RebuildReport, rebuild};
pub use self::sales::{SalesBy, SalesSums};
pub use self::sealed::give_up_member_records;
pub use self::stored::{Cursor, HQ_CURSOR, MEMBERS_CURSOR, StoredEvent};
pub use self::upcast::{UpcastError, upcast};
pub use self::verify::{VerifyReport, verify};
pub use self::writer::{APPEND_QUEUE_MAX, BATCH_MAX, JobNote, Journal, Note};

/// The file that holds a store's journal, in its data directory.
pub const FILE_NAME: &str = "journal.sqlite";

/// Where the time comes from. One implementation reads the clock; tests have their own.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Timestamp::from_ms(since.map_or(0, |age| i64::try_from(age.as_millis()).unwrap_or(0)))
    }
}

/// What a journal is opened with.
#[derive(Clone)]
pub struct OpenOptions {
    /// The store's data directory; made when it is not there.
    pub dir: PathBuf,
    /// The store's own settings.
    pub settings: Settings,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
}
