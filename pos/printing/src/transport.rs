//! Takes jobs to a printer over TCP and says how each one ended.
//!
//! One connection is kept for many jobs. A successful write proves nothing (the printer may be out
//! of paper with the bytes in its memory), so what counts is what the printer says. Never sends a
//! job twice by itself: whoever calls decides, because a second copy must carry a mark.

mod answers;

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use firmware_config::{Confirm, PrinterDescription, address};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout, timeout_at};

use crate::encode::{RESET_AND_CUT, process_id, process_id_request};
use answers::{Answer, Answers};

/// `DLE EOT` 1, 4 and 2: ready? paper? what is wrong?
const STATUS_QUESTIONS: [u8; 9] = [0x10, 4, 1, 0x10, 4, 4, 0x10, 4, 2];
const STATUS_ANSWERS: usize = 3;

/// Where a printer is and how it confirms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrinterTarget {
    /// `host:port`.
    pub address: String,
    /// How the printer says that a job is on paper.
    pub confirm: Confirm,
    /// Virtual printers may be on this machine, others may not.
    pub is_virtual: bool,
}

impl From<&PrinterDescription> for PrinterTarget {
    fn from(printer: &PrinterDescription) -> Self {
        Self {
            address: printer.address.clone(),
            confirm: printer.confirm,
            is_virtual: printer.is_virtual,
        }
    }
}

/// How long a printer may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// To take the connection. A printer on the same network answers in milliseconds.
    pub connect: Duration,
    /// To take the next bytes of a job. A printer whose memory is full prints 10 cm in a second.
    pub write: Duration,
    /// To answer a question about its state, which it does in real time.
    pub answer: Duration,
    /// To confirm a job by its process id: the time a long receipt takes on paper.
    pub confirm: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        // Together below the five seconds in which an alarm must be up, for a printer that is silent.
        Self {
            connect: Duration::from_secs(2),
            write: Duration::from_secs(4),
            answer: Duration::from_secs(2),
            confirm: Duration::from_secs(30),
        }
    }
}

/// Why a printer needs someone to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrinterAlarmCode {
    /// No connection.
    Unreachable,
    /// It says that it has no paper.
    PaperOut,
    /// It says that its cover is open, or that it is off line for another reason.
    CoverOpen,
    /// It takes bytes but does not answer.
    NoAnswer,
    /// The connection broke.
    ConnectionLost,
}

impl PrinterAlarmCode {
    /// The code on the wire and in logs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::PaperOut => "paper_out",
            Self::CoverOpen => "cover_open",
            Self::NoAnswer => "no_answer",
            Self::ConnectionLost => "connection_lost",
        }
    }
}

/// How a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintResult {
    /// The printer said so.
    Confirmed,
    /// All bytes went out to a printer that says nothing.
    SentUnconfirmed,
    /// Something is wrong.
    Failed {
        /// What.
        alarm: PrinterAlarmCode,
        /// When true some or all of it may be on paper: the next attempt must be marked.
        bytes_may_have_printed: bool,
    },
}

/// The one owner of the connection to one printer.
#[derive(Debug)]
pub struct PrinterConnection {
    target: PrinterTarget,
    timeouts: Timeouts,
    /// The address the name resolved to, kept for good: a name must not move to another machine.
    pinned: Option<SocketAddr>,
    open: Option<Open>,
    /// A job may hang half-printed in the printer; the next begins with reset and cut.
    broken: bool,
    jobs: u32,
}

#[derive(Debug)]
struct Open {
    stream: TcpStream,
    answers: Answers,
}

impl PrinterConnection {
    /// Owns no socket yet; [`print`](Self::print) connects when it must.
    pub fn new(target: PrinterTarget, timeouts: Timeouts) -> Self {
        Self { target, timeouts, pinned: None, open: None, broken: false, jobs: 0 }
    }

    /// Lets the next job begin with reset and cut, as after a restart that found a job under way.
    pub fn assume_half_printed(&mut self) {
        self.broken = true;
    }

    /// Whether a connection is open, as far as is known without asking.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Connects if not connected.
    ///
    /// # Errors
    /// [`PrinterAlarmCode::Unreachable`] when it cannot, also for an address at which no printer of
    /// the store may live.
    pub async fn connect(&mut self) -> Result<(), PrinterAlarmCode> {
        if self.open.is_some() {
            return Ok(());
        }
        let connecting = async {
            let addr = self.resolve().await?;
            let stream = TcpStream::connect(addr).await.ok()?;
            stream.set_nodelay(true).ok()?;
            Some((addr, stream))
        };
        let connected = timeout(self.timeouts.connect, connecting).await.ok().flatten();
        let (addr, stream) = connected.ok_or(PrinterAlarmCode::Unreachable)?;
        self.pinned = Some(addr);
        self.open = Some(Open { stream, answers: Answers::default() });
        Ok(())
    }

    /// Asks the printer how it is, connecting if need be. With [`Confirm::None`] only connects.
    ///
    /// # Errors
    /// What is wrong.
    pub async fn check(&mut self) -> Result<(), PrinterAlarmCode> {
        let was_open = self.drop_if_hung_up();
        self.connect().await?;
        if self.target.confirm == Confirm::None {
            return Ok(());
        }
        match self.ask(&[]).await {
            // The host side of an idle connection may be gone without notice: try a new one, once.
            Err(PrinterAlarmCode::ConnectionLost) if was_open => {
                self.open = None;
                self.connect().await?;
                self.ask(&[]).await.inspect_err(|_| self.open = None)
            }
            other => other.inspect_err(|_| self.open = None),
        }
    }

    /// Takes one job (the bytes of [`encode`](crate::encode())) to the printer and waits until it
    /// is known how it ended.
    pub async fn print(&mut self, job: &[u8]) -> PrintResult {
        if let Err(alarm) = self.check().await {
            return PrintResult::Failed { alarm, bytes_may_have_printed: false };
        }
        self.jobs = self.jobs.wrapping_add(1);
        let id = process_id(self.jobs);
        let mut bytes = Vec::with_capacity(job.len() + 32);
        if self.broken {
            bytes.extend_from_slice(RESET_AND_CUT);
        }
        bytes.extend_from_slice(job);
        // From here on something may be on paper until the printer has said otherwise.
        self.broken = true;
        let ended = match self.target.confirm {
            Confirm::ProcessId => {
                bytes.extend_from_slice(&process_id_request(id));
                self.print_and_await(&bytes, id).await
            }
            Confirm::Status => self.ask(&bytes).await,
            Confirm::None => self.write(&bytes).await,
        };
        match (ended, self.target.confirm) {
            (Ok(()), Confirm::ProcessId | Confirm::Status) => {
                self.broken = false;
                PrintResult::Confirmed
            }
            (Ok(()), Confirm::None) => {
                self.broken = false;
                PrintResult::SentUnconfirmed
            }
            (Err(alarm), _) => {
                // A late answer to this job must not be taken for one to the next.
                self.open = None;
                PrintResult::Failed { alarm, bytes_may_have_printed: true }
            }
        }
    }

    /// Hangs up in good order.
    pub async fn close(&mut self) {
        if let Some(mut open) = self.open.take() {
            // The printer may have hung up first; there is nothing left to lose.
            let _ = timeout(self.timeouts.answer, open.stream.shutdown()).await;
        }
    }

    async fn resolve(&self) -> Option<SocketAddr> {
        if let Some(addr) = self.pinned {
            return Some(addr);
        }
        address::check(&self.target.address, self.target.is_virtual).ok()?;
        let mut found = lookup_host(&self.target.address).await.ok()?;
        let addr = found.next()?;
        address::check_ip(addr.ip(), self.target.is_virtual).ok()?;
        Some(addr)
    }

    /// Forgets a connection that the printer closed while it was idle. True if one is left open.
    fn drop_if_hung_up(&mut self) -> bool {
        let mut scrap = [0; 64];
        while let Some(open) = &self.open {
            match open.stream.try_read(&mut scrap) {
                Ok(count) if count > 0 => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Ok(_) | Err(_) => self.open = None,
            }
        }
        self.open.is_some()
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), PrinterAlarmCode> {
        let open = self.open.as_mut().ok_or(PrinterAlarmCode::ConnectionLost)?;
        let mut rest = bytes;
        while !rest.is_empty() {
            match timeout(self.timeouts.write, open.stream.write(rest)).await {
                Ok(Ok(written)) if written > 0 => rest = &rest[written..],
                Ok(_) => return Err(PrinterAlarmCode::ConnectionLost),
                Err(_) => return Err(PrinterAlarmCode::NoAnswer),
            }
        }
        Ok(())
    }

    /// Writes a job (or nothing) and the three questions, and waits for the three answers.
    async fn ask(&mut self, job: &[u8]) -> Result<(), PrinterAlarmCode> {
        let open = self.open.as_mut().ok_or(PrinterAlarmCode::ConnectionLost)?;
        open.answers.clear();
        self.write(&[job, &STATUS_QUESTIONS].concat()).await?;
        let until = Instant::now() + self.timeouts.answer;
        let mut status = [0; STATUS_ANSWERS];
        let mut count = 0;
        while count < STATUS_ANSWERS {
            match self.next_answer(until).await? {
                Answer::Status(byte) => {
                    status[count] = byte;
                    count += 1;
                }
                // To a job that was given up; this connection would be closed, but be sure.
                Answer::ProcessId(_) => {}
            }
        }
        judge(status)
    }

    /// Writes a job that ends with a process id and waits for it to come back.
    async fn print_and_await(&mut self, job: &[u8], id: [u8; 4]) -> Result<(), PrinterAlarmCode> {
        if let Some(open) = &mut self.open {
            open.answers.clear();
        }
        self.write(job).await?;
        let give_up = Instant::now() + self.timeouts.confirm;
        let mut asked: Option<Vec<u8>> = None;
        loop {
            // While it prints, it is asked from time to time whether it still can.
            let until = (Instant::now() + self.timeouts.answer).min(give_up);
            match self.next_answer(until).await {
                Ok(Answer::ProcessId(answered)) if answered == id => return Ok(()),
                Ok(Answer::ProcessId(_)) => {}
                Ok(Answer::Status(byte)) => {
                    let status = asked.get_or_insert_default();
                    status.push(byte);
                    if let [ready, paper, cause] = **status {
                        judge([ready, paper, cause])?;
                        asked = None;
                    }
                }
                Err(PrinterAlarmCode::NoAnswer) if asked.is_none() && until < give_up => {
                    asked = Some(Vec::with_capacity(STATUS_ANSWERS));
                    self.write(&STATUS_QUESTIONS).await?;
                }
                Err(alarm) => return Err(alarm),
            }
        }
    }

    async fn next_answer(&mut self, until: Instant) -> Result<Answer, PrinterAlarmCode> {
        let open = self.open.as_mut().ok_or(PrinterAlarmCode::ConnectionLost)?;
        let mut buffer = [0; 256];
        loop {
            if let Some(answer) = open.answers.next() {
                return Ok(answer);
            }
            match timeout_at(until, open.stream.read(&mut buffer)).await {
                Ok(Ok(count)) if count > 0 => open.answers.push(&buffer[..count]),
                Ok(_) => return Err(PrinterAlarmCode::ConnectionLost),
                Err(_) => return Err(PrinterAlarmCode::NoAnswer),
            }
        }
    }
}

/// What the answers to `DLE EOT` 1, 4 and 2 mean.
fn judge([ready, paper, cause]: [u8; STATUS_ANSWERS]) -> Result<(), PrinterAlarmCode> {
    let has = |byte: u8, bits: u8| byte & bits != 0;
    if has(paper, 0b0110_0000) || has(cause, 0b0010_0000) {
        return Err(PrinterAlarmCode::PaperOut);
    }
    if has(cause, 0b0000_0100) || has(ready, 0b0000_1000) {
        return Err(PrinterAlarmCode::CoverOpen);
    }
    Ok(())
}
