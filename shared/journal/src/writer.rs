//! The single writer: a bounded queue, a thread, one transaction per batch.
//!
//! What waits when the thread is free is taken together (group commit), so that many askers share
//! one flush to disk. Memory runs ahead of the disk inside a batch, and nothing of it is visible
//! until the commit. A fault on this path is fail-stop: after it the outcome of the batch is
//! unknown, so no further answer leaves the process, which ends and recovers from disk.

use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use domain::State;
use domain::catalogue::Menu;
use domain::chain::Hash;
use domain::ledger::lending;
use domain::member::MemberRecord;
use domain::staff::Staff;
use domain::store::{Record, apply_record};
use rusqlite::{Connection, TransactionBehavior, params};
use sealing::MemberSeal;
use tokio::sync::{Semaphore, broadcast, mpsc, oneshot, watch};

use crate::append::append;
use crate::backup::{self, BackupReport};
use crate::commit::{Change, Commit, Head};
use crate::erased;
use crate::error::{AppendError, ReadError, RestoreError};
use crate::jobs::JobState;
use crate::load::load;
use crate::outcome::{Answer, Ask};
use crate::project::Projector;
use crate::reader::{Reader, read_job};
use crate::stored::{Cursor, HQ_CURSOR, MEMBERS_CURSOR};
use crate::{Clock, FILE_NAME, sealed};

/// Requests that may wait for the writer; past it the asker is told to ask again.
pub const APPEND_QUEUE_MAX: usize = 1_024;
/// Requests in one transaction at most.
pub const BATCH_MAX: usize = 128;
/// How long the writer waits for more at most: less than a flush to any disk takes.
const GATHER_MAX: Duration = Duration::from_micros(60);
/// Commits that a slow consumer may fall behind before it must read the journal instead.
const COMMITS_KEPT: usize = 1_024;
/// Read-only connections, and so reads at a time.
const READERS_MAX: usize = 4;
/// What the process ends with when the disk cannot be trusted (`EX_IOERR` of sysexits.h).
const EXIT_IO_ERROR: i32 = 74;
/// What the process ends with when the writer itself failed (`EX_SOFTWARE` of sysexits.h).
const EXIT_SOFTWARE: i32 = 70;

/// How far a print job is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobNote {
    /// Which job.
    pub job_id: i64,
    /// How far.
    pub state: JobState,
    /// How often it was tried.
    pub attempts: u32,
    /// Whether an earlier attempt may have printed already.
    pub possible_duplicate: bool,
}

/// What a consumer keeps durably about its own effect. Not part of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// How far a consumer is.
    Cursor {
        /// Which consumer.
        name: String,
        /// How far.
        cursor: Cursor,
    },
    /// How far print jobs are.
    Jobs(Vec<JobNote>),
    /// Who members of other stores are, as HQ tells it, and how far it has told. Reference data: nothing
    /// has happened to them here.
    Members {
        /// Their records.
        records: Vec<MemberRecord>,
        /// How far HQ has told: the list of its changes in place of an epoch.
        cursor: Cursor,
    },
}

enum Work {
    Append { ask: Box<Ask>, payload: Hash, reply: oneshot::Sender<Answer> },
    Note { note: Note, reply: oneshot::Sender<()> },
    Stop,
}

/// What the handle and the writer share.
struct Shared {
    file: PathBuf,
    seal: MemberSeal,
    commits: broadcast::Sender<Arc<Commit>>,
    head: watch::Sender<Head>,
    reference: RwLock<Reference>,
    readers: Mutex<Vec<Connection>>,
    reading: Arc<Semaphore>,
    thread: Mutex<Option<JoinHandle<()>>>,
    /// Whether the store has an HQ that cannot be reached.
    hq_away: AtomicBool,
}

/// Reference data that is asked for often.
struct Reference {
    menu: Arc<Menu>,
    staff: Arc<Vec<Staff>>,
}

impl Reference {
    fn of(state: &State) -> Self {
        Self {
            menu: Arc::clone(state.menu()),
            staff: Arc::new(state.all_staff().cloned().collect()),
        }
    }
}

/// A store's journal. Cheap to clone; the last clone to go stops the writer.
#[derive(Clone)]
pub struct Journal {
    work: mpsc::Sender<Work>,
    shared: Arc<Shared>,
}

/// What the writer thread owns.
struct Writer {
    connection: Connection,
    state: State,
    projector: Projector,
    head: Head,
    clock: Arc<dyn Clock>,
    shared: Arc<Shared>,
    /// Held while the process uses the data directory.
    _lock: std::fs::File,
}

impl Journal {
    /// Starts the writer thread over an opened database.
    pub(crate) fn start(
        dir: &Path,
        connection: Connection,
        state: State,
        head: Head,
        clock: Arc<dyn Clock>,
        (lock, seal): (std::fs::File, MemberSeal),
    ) -> std::io::Result<Self> {
        let (work, queue) = mpsc::channel(APPEND_QUEUE_MAX);
        let shared = Arc::new(Shared {
            file: dir.join(FILE_NAME),
            seal,
            commits: broadcast::Sender::new(COMMITS_KEPT),
            head: watch::Sender::new(head),
            reference: RwLock::new(Reference::of(&state)),
            readers: Mutex::new(Vec::new()),
            reading: Arc::new(Semaphore::new(READERS_MAX)),
            thread: Mutex::new(None),
            hq_away: AtomicBool::new(false),
        });
        let writer = Writer {
            connection,
            state,
            projector: Projector::default(),
            head,
            clock,
            shared: Arc::clone(&shared),
            _lock: lock,
        };
        let thread = std::thread::Builder::new()
            .name("journal".to_owned())
            .spawn(|| writer.run_or_exit(queue))?;
        *shared.thread.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread);
        Ok(Self { work, shared })
    }

    /// Asks the store something. The answer is durable when it comes, and the same on every retry.
    ///
    /// # Errors
    /// [`AppendError`] when the request was not taken up, or the writer stopped before it answered:
    /// ask again with the same command id.
    pub async fn append(&self, ask: Ask) -> Result<Answer, AppendError> {
        let payload = ask.payload_hash();
        let (reply, answer) = oneshot::channel();
        let work = Work::Append { ask: Box::new(ask), payload, reply };
        self.work.try_send(work).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => AppendError::Busy,
            mpsc::error::TrySendError::Closed(_) => AppendError::Stopped,
        })?;
        answer.await.map_err(|_| AppendError::Stopped)
    }

    /// Keeps what a consumer says of its own effect. Waits while the queue is full.
    ///
    /// # Errors
    /// [`AppendError::Stopped`] when the writer has stopped.
    pub async fn note(&self, note: Note) -> Result<(), AppendError> {
        let (reply, done) = oneshot::channel();
        self.work.send(Work::Note { note, reply }).await.map_err(|_| AppendError::Stopped)?;
        done.await.map_err(|_| AppendError::Stopped)
    }

    /// From now on decisions are told whether the store has an HQ that cannot be reached. What was
    /// answered before stays as it was.
    pub fn set_hq_away(&self, away: bool) {
        self.shared.hq_away.store(away, Ordering::Relaxed);
    }

    /// Everything that is committed from now on. A receiver that lags must read the journal.
    pub fn commits(&self) -> broadcast::Receiver<Arc<Commit>> {
        self.shared.commits.subscribe()
    }

    /// The end of the journal, now and whenever it moves.
    pub fn head(&self) -> watch::Receiver<Head> {
        self.shared.head.subscribe()
    }

    /// The menu that is sold from.
    pub fn menu(&self) -> Arc<Menu> {
        let reference = self.shared.reference.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&reference.menu)
    }

    /// Everybody who may sign in, in the order of their ids.
    pub fn staff(&self) -> Arc<Vec<Staff>> {
        let reference = self.shared.reference.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&reference.staff)
    }

    /// Reads, on a thread that may block, as of one moment.
    ///
    /// # Errors
    /// [`ReadError`] when the database cannot be read.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, ReadError> + Send + 'static,
    ) -> Result<T, ReadError> {
        let shared = Arc::clone(&self.shared);
        let reading = Arc::clone(&self.shared.reading);
        let permit = reading.acquire_owned().await.map_err(|_| ReadError::Closed)?;
        // The permit goes along: who no longer waits for the answer still occupies a connection.
        let read = move || {
            let _permit = permit;
            shared.read_now(work)
        };
        tokio::task::spawn_blocking(read).await.map_err(|_| ReadError::Closed)?
    }

    /// Copies the journal as of now into a new file, while selling goes on.
    ///
    /// # Errors
    /// [`RestoreError`] when the file exists or cannot be written.
    pub async fn backup(&self, out: PathBuf) -> Result<BackupReport, RestoreError> {
        let file = self.shared.file.clone();
        tokio::task::spawn_blocking(move || backup::copy(&file, &out))
            .await
            .map_err(|_| RestoreError::Read(ReadError::Closed))?
    }

    /// Answers what is waiting, then stops the writer and lets the data directory go.
    pub async fn stop(&self) {
        // Idle readers first, so that the writer's last checkpoint empties the log.
        self.shared.readers.lock().unwrap_or_else(PoisonError::into_inner).clear();
        // A closed queue means that the writer has stopped already.
        let _ = self.work.send(Work::Stop).await;
        let thread = self.shared.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let joined = tokio::task::spawn_blocking(move || thread.join()).await;
            if !matches!(joined, Ok(Ok(()))) {
                tracing::error!("the journal's writer did not stop cleanly");
            }
        }
        self.shared.readers.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Shared {
    /// The data directory.
    fn dir(&self) -> PathBuf {
        self.file.parent().map(Path::to_owned).unwrap_or_default()
    }

    fn read_now<T>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = if let Some(connection) = kept {
            connection
        } else {
            let connection = crate::connection::open_reader(&self.file)?;
            self.seal.teach(&connection)?;
            connection
        };
        let result = {
            // One read transaction, so that several queries see the same moment.
            let moment = connection.transaction()?;
            work(&Reader::over(&moment))
        };
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        result
    }
}

impl Writer {
    /// Runs until stopped. A panic here is a bug of ours that leaves memory ahead of the disk.
    fn run_or_exit(self, queue: mpsc::Receiver<Work>) {
        if std::panic::catch_unwind(AssertUnwindSafe(|| self.run(queue))).is_err() {
            tracing::error!("the journal's writer failed: stopping, to recover from disk");
            end_process(EXIT_SOFTWARE);
        }
    }

    fn run(mut self, mut queue: mpsc::Receiver<Work>) {
        let mut batch = Vec::with_capacity(BATCH_MAX);
        let mut answered = 0;
        while let Some(first) = queue.blocking_recv() {
            batch.push(first);
            gather(&mut queue, &mut batch, answered);
            answered = batch.len();
            let stop = batch.iter().any(|work| matches!(work, Work::Stop));
            if let Err(error) = self.commit(&mut batch) {
                fail_stop(&error);
            }
            if stop {
                break;
            }
        }
        // A checkpoint at rest leaves one file to copy; that it fails loses nothing.
        let _ = self.connection.pragma_update(None, "wal_checkpoint", "TRUNCATE");
    }

    /// One transaction for everything in the batch; answers go out after the commit.
    fn commit(&mut self, batch: &mut Vec<Work>) -> Result<(), ReadError> {
        let first_seq = self.head.seq;
        let mut answers = Vec::with_capacity(batch.len());
        let mut done = Vec::new();
        let mut changes = Vec::new();
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for work in batch.drain(..) {
            match work {
                Work::Append { ask, payload, reply } => {
                    let answer = append(
                        &transaction,
                        &mut self.state,
                        &mut self.projector,
                        &mut self.head,
                        &ask,
                        payload,
                        (self.clock.now(), self.shared.hq_away.load(Ordering::Relaxed)),
                    )?;
                    answers.push((reply, answer));
                }
                Work::Note { note, reply } => {
                    write_note(&transaction, &note, self.clock.now().ms(), &mut changes)?;
                    if let Note::Members { records, .. } = &note {
                        let erased =
                            erased::noted(&self.shared.dir()).map_err(ReadError::Erased)?;
                        let records = records.iter().filter(|record| !erased.contains(&record.id));
                        take_members(&transaction, &mut self.state, records)?;
                    }
                    if let Note::Cursor { name, cursor } = &note
                        && name == HQ_CURSOR
                    {
                        self.state.note_hq_confirmed(cursor.seq);
                    }
                    done.push(reply);
                }
                Work::Stop => {}
            }
        }
        let mut flushed = self.projector.flush(&transaction, &self.state)?;
        // Before the commit: whoever is told that they were erased stays so after any restore.
        let erased = self.projector.take_erased();
        erased::note(&self.shared.dir(), &erased).map_err(ReadError::Erased)?;
        transaction.commit()?;
        if !erased.is_empty() {
            erased::empty_log(&self.connection);
        }
        flushed.append(&mut changes);
        self.state.trim();
        if flushed.iter().any(|change| matches!(change, Change::Catalogue(_) | Change::Staff)) {
            let mut reference =
                self.shared.reference.write().unwrap_or_else(PoisonError::into_inner);
            *reference = Reference::of(&self.state);
        }
        // Told before answered: who has an answer finds the head there, or past it.
        if self.head.seq != first_seq || !flushed.is_empty() {
            let commit = Commit { seq: self.head.seq, changes: flushed };
            let _ = self.shared.commits.send(Arc::new(commit));
            self.shared.head.send_replace(self.head);
        }
        // An asker or a consumer that has gone needs no answer.
        for (reply, answer) in answers {
            let _ = reply.send(answer);
        }
        for reply in done {
            let _ = reply.send(());
        }
        Ok(())
    }
}

/// Takes what is waiting. Those who were just answered mostly ask again at once: as long as fewer
/// have come than were answered, waits a moment for them, so that they share one flush to disk.
fn gather(queue: &mut mpsc::Receiver<Work>, batch: &mut Vec<Work>, answered: usize) {
    let until = Instant::now() + GATHER_MAX;
    while batch.len() < BATCH_MAX {
        match queue.try_recv() {
            Ok(work) => batch.push(work),
            Err(mpsc::error::TryRecvError::Empty)
                if batch.len() < answered && Instant::now() < until =>
            {
                std::hint::spin_loop();
            }
            Err(_) => break,
        }
    }
}

fn write_note(
    connection: &Connection,
    note: &Note,
    now_ms: i64,
    changes: &mut Vec<Change>,
) -> Result<(), ReadError> {
    match note {
        Note::Cursor { name, cursor } => write_cursor(connection, name, cursor)?,
        Note::Members { cursor, .. } => write_cursor(connection, MEMBERS_CURSOR, cursor)?,
        Note::Jobs(jobs) => {
            for job in jobs {
                connection
                    .prepare_cached("UPDATE print_states SET state = ?2, attempts = ?3, possible_duplicate = ?4, changed_at = ?5 WHERE job_id = ?1")?
                    .execute(params![
                        job.job_id,
                        job.state.number(),
                        job.attempts,
                        job.possible_duplicate,
                        now_ms
                    ])?;
                changes.extend(read_job(connection, job.job_id)?.map(Change::PrintJob));
            }
        }
    }
    Ok(())
}

fn write_cursor(connection: &Connection, name: &str, cursor: &Cursor) -> rusqlite::Result<()> {
    const SQL: &str = "INSERT INTO cursors (name, epoch, seq, hash) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq, hash = excluded.hash";
    let Cursor { epoch, seq, hash } = cursor;
    let values = params![name, epoch.as_bytes(), seq, hash.as_bytes()];
    connection.prepare_cached(SQL)?.execute(values)?;
    Ok(())
}

/// Keeps what is new in members' records.
fn take_members<'a>(
    connection: &Connection,
    state: &mut State,
    records: impl Iterator<Item = &'a MemberRecord>,
) -> Result<(), ReadError> {
    for record in records {
        for key in state.missing_of_member(record) {
            load(connection, state, key)?;
        }
        if let Some(record) = lending::news(state, record) {
            sealed::write(connection, &record, false)?;
            apply_record(state, &Record::Member(record));
        }
    }
    Ok(())
}

/// Ends the process: what is on disk is unknown until it is opened again.
fn fail_stop(error: &ReadError) -> ! {
    tracing::error!(%error, "the journal could not be written: stopping, to recover from disk");
    end_process(EXIT_IO_ERROR)
}

#[expect(clippy::exit, reason = "after a failed write no further answer may leave the process")]
fn end_process(code: i32) -> ! {
    std::process::exit(code)
}
