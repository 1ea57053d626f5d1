//! The one thread that writes, with a bounded queue in front of it and one commit for all that
//! waits.
//!
//! Fails stop: after an error of the disk nothing more is answered, because what reached the
//! disk is not known. Whoever runs HQ starts it again and the stores send once more.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

use protocol::sync::SyncRecord;
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::clock;
use crate::database::Folder;
use crate::incoming::Incoming;
use crate::ingest::{self, Taken};

/// Jobs that may wait; past that a store is told to come back.
const QUEUE_MAX: usize = 64;
/// Jobs in one commit at most.
const COMMIT_JOBS_MAX: usize = 32;

/// HQ cannot write.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteError {
    #[error("HQ has more to write than it can: send again in a moment")]
    Busy,
    #[error("HQ cannot store this: see its log")]
    Unstorable,
    #[error("HQ cannot write to its disk any more and stops")]
    Stopped,
}

type Reply<T> = oneshot::Sender<Result<T, WriteError>>;

enum Job {
    Take { incoming: Box<Incoming>, reply: Reply<Taken> },
    Run { work: Work, erases: bool },
}

/// Tells whoever asked, after the commit.
type Told = Box<dyn FnOnce() + Send>;
/// Writes something, each undone by itself when it cannot be written.
type Work = Box<dyn FnOnce(&Transaction<'_>) -> rusqlite::Result<Told> + Send>;

/// A job that was done, to be answered after the commit.
enum Done {
    Taken(Reply<Taken>, Result<Taken, WriteError>),
    Ran(Told),
}

/// The door to the writing thread; closing it waits until the thread has ended.
#[derive(Debug)]
pub(crate) struct Writer {
    queue: Mutex<Option<SyncSender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    failed: CancellationToken,
}

impl Writer {
    /// Starts the thread, which keeps the folder locked until it ends.
    pub(crate) fn start(folder: Folder, connection: Connection) -> std::io::Result<Self> {
        let (queue, jobs) = sync_channel(QUEUE_MAX);
        let failed = CancellationToken::new();
        let stopped = failed.clone();
        let thread = std::thread::Builder::new().name("hq-writer".to_owned()).spawn(move || {
            if let Err(error) = write(connection, &jobs) {
                tracing::error!(%error, "HQ cannot write to its disk any more and stops");
                stopped.cancel();
            }
            drop(folder);
        })?;
        Ok(Self { queue: Mutex::new(Some(queue)), thread: Mutex::new(Some(thread)), failed })
    }

    /// Set when the thread gave up.
    pub(crate) fn failed(&self) -> CancellationToken {
        self.failed.clone()
    }

    /// Takes a batch; answered once it is durable.
    pub(crate) async fn take(&self, incoming: Box<Incoming>) -> Result<Taken, WriteError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Take { incoming, reply })?;
        answer.await.map_err(|_| WriteError::Stopped)?
    }

    /// Writes something; answered once it is durable.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, WriteError> {
        self.run_as(work, false).await
    }

    /// The same, when it forgets who somebody was: earlier pages in the log are emptied too.
    pub(crate) async fn erase<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, WriteError> {
        self.run_as(work, true).await
    }

    async fn run_as<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T> + Send + 'static,
        erases: bool,
    ) -> Result<T, WriteError> {
        let (reply, answer): (Reply<T>, _) = oneshot::channel();
        let work: Work = Box::new(move |transaction| {
            let done = alone(transaction, work)?;
            Ok(Box::new(move || drop(reply.send(done))))
        });
        self.send(Job::Run { work, erases })?;
        answer.await.map_err(|_| WriteError::Stopped)?
    }

    fn send(&self, job: Job) -> Result<(), WriteError> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queue.as_ref().ok_or(WriteError::Stopped)?;
        queue.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => WriteError::Busy,
            TrySendError::Disconnected(_) => WriteError::Stopped,
        })
    }
}

impl Writer {
    /// Takes nothing more, waits until what was taken is written, and lets the folder go.
    pub(crate) fn close(&self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the thread that writes for HQ panicked");
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.close();
    }
}

fn write(mut connection: Connection, jobs: &Receiver<Job>) -> rusqlite::Result<()> {
    while let Ok(first) = jobs.recv() {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut done = Vec::new();
        let mut erases = false;
        let waiting = std::iter::once(first).chain(jobs.try_iter());
        for job in waiting.take(COMMIT_JOBS_MAX) {
            erases |= job.erases();
            done.push(perform(&transaction, job)?);
        }
        transaction.commit()?;
        if erases && let Err(error) = connection.pragma_update(None, "wal_checkpoint", "TRUNCATE") {
            tracing::warn!(%error, "the log could not be emptied after an erasure: the next checkpoint does it");
        }
        for done in done {
            // Whoever asked may have hung up; what was done stays done.
            match done {
                Done::Taken(reply, taken) => drop(reply.send(taken)),
                Done::Ran(tell) => tell(),
            }
        }
    }
    Ok(())
}

impl Job {
    /// Whether it says that a member was erased: earlier pages in the log hold their record.
    fn erases(&self) -> bool {
        match self {
            Self::Take { incoming, .. } => incoming
                .batch
                .records
                .iter()
                .any(|record| matches!(record, SyncRecord::Member { record: None, .. })),
            Self::Run { erases, .. } => *erases,
        }
    }
}

fn perform(transaction: &Transaction<'_>, job: Job) -> rusqlite::Result<Done> {
    match job {
        Job::Take { incoming, reply } => {
            let taken = alone(transaction, |inner| ingest::take(inner, &incoming, clock::now()))?;
            Ok(Done::Taken(reply, taken))
        }
        Job::Run { work, erases: _ } => Ok(Done::Ran(work(transaction)?)),
    }
}

/// Does one job so that, when the job itself is to blame, it alone is undone and the others in the
/// commit go on.
fn alone<T>(
    transaction: &Transaction<'_>,
    job: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Result<T, WriteError>> {
    transaction.execute_batch("SAVEPOINT job")?;
    match job(transaction) {
        Ok(value) => {
            transaction.execute_batch("RELEASE job")?;
            Ok(Ok(value))
        }
        Err(error) if is_of_the_disk(&error) => Err(error),
        Err(error) => {
            tracing::error!(%error, "HQ cannot store what it was sent");
            transaction.execute_batch("ROLLBACK TO job; RELEASE job")?;
            Ok(Err(WriteError::Unstorable))
        }
    }
}

/// Whether nothing more may be answered: anything but a row that does not fit its table.
fn is_of_the_disk(error: &rusqlite::Error) -> bool {
    match error.sqlite_error_code() {
        Some(code) => !matches!(
            code,
            ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch | ErrorCode::TooBig
        ),
        None => false,
    }
}
