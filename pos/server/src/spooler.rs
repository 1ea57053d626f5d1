//! Takes print jobs to printers: one task per printer, woken by commits, in the order asked for.
//!
//! Before bytes go out the journal says *sending*; how it ended is noted together with the next
//! job's *sending*, so that a job costs one flush. Whatever may already be on paper comes again only
//! with a mark (I23). A printer that does not work is tried again for ever, alone: others go on.

mod paper;

use std::sync::Arc;
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use domain::Timestamp;
use journal::{AppendError, Change, JobDocument, JobNote, JobState, Note, ReadError, StoredJob};
use printing::{PrintResult, PrinterAlarmCode, PrinterConnection, PrinterTarget};
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use self::paper::Work;
use crate::parts::Parts;
use crate::printers::Printer;

/// Jobs that are read at a time.
const JOBS_READ_MAX: u32 = 64;
/// Jobs that are looked through when the server starts, per printer.
const JOBS_RECOVERED_MAX: u32 = 100_000;
/// Chits older than this are not printed when the server starts: last night's chits do not come out
/// in the morning.
const CHIT_AGE_MS_MAX: i64 = 4 * 60 * 60 * 1000;
/// A drawer is not opened later than this: nobody may stand at it any more.
const DRAWER_AGE_MS_MAX: i64 = 60 * 1000;
/// What a job under way gets to end once the server is told to stop.
const STOP_AFTER: Duration = Duration::from_millis(800);

/// Why a printer's spooler cannot go on.
#[derive(Debug, thiserror::Error)]
enum SpoolError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Note(#[from] AppendError),
}

/// Starts one spooler per printer, and the task that wakes them.
pub(crate) fn start(parts: &Arc<Parts>, tasks: &TaskTracker, stop: &CancellationToken) {
    tasks.spawn(wake(Arc::clone(parts), parts.journal.commits(), stop.clone()));
    for index in 0..parts.printers.all.len() {
        tasks.spawn(spool(Arc::clone(parts), index, stop.clone()));
    }
}

/// Wakes the spooler of every printer that a commit has a job for.
async fn wake(
    parts: Arc<Parts>,
    mut commits: tokio::sync::broadcast::Receiver<Arc<journal::Commit>>,
    stop: CancellationToken,
) {
    loop {
        let commit = tokio::select! {
            () = stop.cancelled() => return,
            commit = commits.recv() => commit,
        };
        match commit {
            Ok(commit) => {
                for change in &commit.changes {
                    let Change::PrintJob(job) = change else { continue };
                    if job.state != JobState::Queued {
                        continue;
                    }
                    let printer = parts.printers.all.iter().find(|p| p.code == job.printer);
                    if let Some(printer) = printer {
                        printer.wake.notify_one();
                    } else {
                        tracing::error!(printer.code = %job.printer, job.id, "a job waits for a printer that store.toml does not have");
                    }
                }
            }
            Err(RecvError::Lagged(_)) => {
                parts.printers.all.iter().for_each(|printer| printer.wake.notify_one());
            }
            Err(RecvError::Closed) => return,
        }
    }
}

async fn spool(parts: Arc<Parts>, index: usize, stop: CancellationToken) {
    let Some(printer) = parts.printers.all.get(index) else { return };
    let mut spooler = Spooler::new(&parts, printer, stop.clone());
    match spooler.run().await {
        Ok(()) => {}
        Err(_) if stop.is_cancelled() => {}
        Err(error) => {
            tracing::error!(%error, printer.code = %printer.code, "printer {} is no longer served: restart the store server", printer.code);
            parts.printers.set_alarm(
                &printer.code,
                Some(PrinterAlarmCode::NoAnswer),
                parts.clock.now(),
            );
        }
    }
    spooler.connection.close().await;
}

struct Spooler<'a> {
    parts: &'a Arc<Parts>,
    printer: &'a Printer,
    connection: PrinterConnection,
    retry: Option<ExponentialBackoff>,
    /// How jobs ended that the journal does not know yet.
    ended: Vec<JobNote>,
    stop: CancellationToken,
}

impl<'a> Spooler<'a> {
    fn new(parts: &'a Arc<Parts>, printer: &'a Printer, stop: CancellationToken) -> Self {
        let target = PrinterTarget::from(&printer.description);
        let connection = PrinterConnection::new(target, parts.limits.printer);
        Self { parts, printer, connection, retry: None, ended: Vec::new(), stop }
    }

    async fn run(&mut self) -> Result<(), SpoolError> {
        self.recover().await?;
        if let Err(alarm) = self.connection.check().await {
            self.fail(alarm).await;
        }
        while !self.stop.is_cancelled() {
            // A printer known not to work is asked first, so that nothing is noted in vain.
            if self.retry.is_some()
                && let Err(alarm) = self.connection.check().await
            {
                self.fail(alarm).await;
                continue;
            }
            let work = self.load().await?;
            if work.is_empty() {
                self.works();
                tokio::select! {
                    () = self.stop.cancelled() => break,
                    () = self.printer.wake.notified() => {}
                }
                continue;
            }
            self.print_all(work).await?;
            self.note().await?;
        }
        Ok(())
    }

    /// Puts right what the last process left behind.
    async fn recover(&mut self) -> Result<(), SpoolError> {
        let code = self.printer.code.clone();
        let jobs = self
            .parts
            .journal
            .read(move |reader| reader.waiting_jobs(&code, JOBS_RECOVERED_MAX))
            .await?;
        let now = self.parts.clock.now();
        let begun = |job: &StoredJob| matches!(job.state, JobState::Sending | JobState::Retrying);
        if jobs.iter().any(begun) {
            self.connection.assume_half_printed();
        }
        for job in &jobs {
            let is_chit = match job.document {
                JobDocument::Chit | JobDocument::VoidChit => true,
                JobDocument::Receipt
                | JobDocument::Drawer
                | JobDocument::Refund
                | JobDocument::ValueSlip
                | JobDocument::Report => false,
            };
            if is_chit && now.saturating_since(job.at) > CHIT_AGE_MS_MAX {
                self.ended.push(noted(job, JobState::Failed, begun(job)));
            } else if begun(job) && job.document == JobDocument::Drawer {
                // It may have opened, and must not open again by itself.
                self.ended.push(noted(job, JobState::Failed, true));
            } else if begun(job) {
                self.ended.push(noted(job, JobState::Retrying, true));
            }
        }
        self.note().await
    }

    /// The jobs that wait, with what they print.
    async fn load(&mut self) -> Result<Vec<Work>, SpoolError> {
        let code = self.printer.code.clone();
        let form = printing::PaperForm::from(&self.printer.description);
        let drawer = self.printer.description.drawer;
        let parts = Arc::clone(self.parts);
        let (work, waiting) = self
            .parts
            .journal
            .read(move |reader| {
                let jobs = reader.waiting_jobs(&code, JOBS_READ_MAX)?;
                let waiting = reader.waiting_job_count(&code)?;
                let (menu, staff) = (parts.journal.menu(), parts.journal.staff());
                let now = parts.clock.now();
                let desk = paper::Desk { head: &parts.paper_head, menu: &menu, staff: &staff, now };
                let work = jobs
                    .into_iter()
                    .map(|job| paper::work(reader, job, &desk, form, drawer))
                    .collect::<Result<Vec<_>, ReadError>>()?;
                Ok((work, waiting))
            })
            .await?;
        self.parts.printers.set_waiting(&self.printer.code, waiting);
        Ok(work)
    }

    /// Prints jobs until they are done, one fails, or the server stops.
    async fn print_all(&mut self, work: Vec<Work>) -> Result<(), SpoolError> {
        for Work { job, bytes } in work {
            if self.stop.is_cancelled() {
                return Ok(());
            }
            let Some(bytes) = bytes.filter(|_| !self.is_too_late(&job)) else {
                tracing::warn!(job.id, printer.code = %self.printer.code, "a print job was given up");
                self.ended.push(noted(&job, JobState::Failed, job.possible_duplicate));
                continue;
            };
            self.ended.push(JobNote {
                attempts: job.attempts + 1,
                ..noted(&job, JobState::Sending, job.possible_duplicate)
            });
            self.note().await?;
            let Some(result) = self.print(&bytes).await else { return Ok(()) };
            if !self.handle_result(&job, result).await {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Prints one job. `None` when the server stopped meanwhile: the job stays *sending*, and its
    /// next copy is marked.
    async fn print(&mut self, bytes: &[u8]) -> Option<PrintResult> {
        let stop = self.stop.clone();
        let late = async {
            stop.cancelled().await;
            tokio::time::sleep(STOP_AFTER).await;
        };
        tokio::select! {
            result = self.connection.print(bytes) => Some(result),
            () = late => None,
        }
    }

    /// Notes how a job ended. False when the printer needs a rest.
    async fn handle_result(&mut self, job: &StoredJob, result: PrintResult) -> bool {
        let attempts = job.attempts + 1;
        let state = match result {
            PrintResult::Confirmed => JobState::Confirmed,
            PrintResult::SentUnconfirmed => JobState::SentUnconfirmed,
            PrintResult::Failed { bytes_may_have_printed: true, .. } => match job.document {
                JobDocument::Drawer => JobState::Failed,
                JobDocument::Receipt
                | JobDocument::Chit
                | JobDocument::VoidChit
                | JobDocument::Refund
                | JobDocument::ValueSlip
                | JobDocument::Report => JobState::Retrying,
            },
            PrintResult::Failed { bytes_may_have_printed: false, .. } if job.possible_duplicate => {
                JobState::Retrying
            }
            PrintResult::Failed { bytes_may_have_printed: false, .. } => JobState::Queued,
        };
        match result {
            PrintResult::Confirmed | PrintResult::SentUnconfirmed => {
                self.ended.push(JobNote { attempts, ..noted(job, state, job.possible_duplicate) });
                self.parts.measures.printed.increment(1);
                self.works();
                true
            }
            PrintResult::Failed { alarm, bytes_may_have_printed } => {
                let possible_duplicate = job.possible_duplicate || bytes_may_have_printed;
                self.ended.push(JobNote { attempts, ..noted(job, state, possible_duplicate) });
                if self.note().await.is_ok() {
                    self.fail(alarm).await;
                }
                false
            }
        }
    }

    fn is_too_late(&self, job: &StoredJob) -> bool {
        let age = |now: Timestamp| now.saturating_since(job.at);
        job.document == JobDocument::Drawer && age(self.parts.clock.now()) > DRAWER_AGE_MS_MAX
    }

    /// The printer works (again).
    fn works(&mut self) {
        self.retry = None;
        self.parts.printers.set_alarm(&self.printer.code, None, self.parts.clock.now());
    }

    /// Raises the alarm and rests before the next try, longer each time.
    async fn fail(&mut self, alarm: PrinterAlarmCode) {
        let (parts, code) = (self.parts, &self.printer.code);
        parts.measures.print_failures.increment(1);
        parts.printers.set_alarm(code, Some(alarm), parts.clock.now());
        let (first, most) = parts.limits.printer_retry;
        let retry = self.retry.get_or_insert_with(|| backoff(first, most));
        let wait = retry.next().unwrap_or(most);
        tracing::warn!(printer.code = %code, alarm = alarm.as_str(), retry_in_ms = wait.as_millis(), "printer {code} does not print");
        tokio::select! {
            () = self.stop.cancelled() => {}
            () = tokio::time::sleep(wait) => {}
        }
        let code = code.clone();
        let waiting = parts.journal.read(move |reader| reader.waiting_job_count(&code)).await;
        if let Ok(waiting) = waiting {
            parts.printers.set_waiting(&self.printer.code, waiting);
        }
    }

    async fn note(&mut self) -> Result<(), SpoolError> {
        if self.ended.is_empty() {
            return Ok(());
        }
        let notes = std::mem::take(&mut self.ended);
        Ok(self.parts.journal.note(Note::Jobs(notes)).await?)
    }
}

fn noted(job: &StoredJob, state: JobState, possible_duplicate: bool) -> JobNote {
    JobNote { job_id: job.id, state, attempts: job.attempts, possible_duplicate }
}

/// Growing pauses with jitter, so that printers behind one switch are not all asked at once.
fn backoff(first: Duration, most: Duration) -> ExponentialBackoff {
    let mut seed = [0; 8];
    // Without random numbers the pauses are merely the same for all.
    let _ = getrandom::fill(&mut seed);
    ExponentialBuilder::default()
        .with_min_delay(first)
        .with_max_delay(most)
        .without_max_times()
        .with_jitter()
        .with_jitter_seed(u64::from_le_bytes(seed))
        .build()
}
