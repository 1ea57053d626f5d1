//! A printer that is a page in a browser: takes the same bytes over TCP as a real one, answers the
//! same questions, and can be told to fail.
//!
//! Any number of hosts may be connected; from its first printed byte to its cut a job has the paper
//! to itself, so papers never interleave. Keeps the last [`PAPERS_MAX`] papers in memory.

mod connection;

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use domain::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::sync::{Mutex as AsyncMutex, watch};
use tokio::task::JoinSet;

use crate::paper::Paper;
use crate::roll::Roll;

/// Papers kept; the oldest goes when one more comes.
pub const PAPERS_MAX: usize = 200;
/// Hosts connected at once; one more is turned away.
pub const CONNECTIONS_MAX: usize = 64;
/// Pause before the port is tried again after a failed bind or accept.
const LISTEN_AGAIN_AFTER: Duration = Duration::from_millis(50);

/// What is wrong with the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// Switched off: connections break, new ones are refused, what it held in memory is lost.
    Off,
    /// Says so; holds jobs in memory until there is paper again, then prints them.
    PaperOut,
    /// Says so; holds jobs in memory until the cover is closed, then prints them.
    CoverOpen,
    /// Takes every byte, prints nothing, answers nothing.
    BlackHole,
    /// Prints and says how it is, but its confirmations (`GS ( H`) get lost.
    DropConfirmations,
    /// Takes so many more bytes, prints them, hangs up, and is then well again.
    HangUpAfter(usize),
    /// Takes so many bytes each second (at least one).
    BytesPerSecond(u32),
}

impl Fault {
    fn lets_print(self) -> bool {
        match self {
            Self::None
            | Self::DropConfirmations
            | Self::HangUpAfter(_)
            | Self::BytesPerSecond(_) => true,
            Self::Off | Self::PaperOut | Self::CoverOpen | Self::BlackHole => false,
        }
    }

    fn answers(self) -> bool {
        match self {
            Self::None
            | Self::PaperOut
            | Self::CoverOpen
            | Self::HangUpAfter(_)
            | Self::DropConfirmations
            | Self::BytesPerSecond(_) => true,
            Self::Off | Self::BlackHole => false,
        }
    }
}

/// A running virtual printer. Stops when it is dropped.
#[derive(Debug)]
pub struct VirtualPrinter {
    addr: SocketAddr,
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
}

/// The papers that came out.
#[derive(Debug, Default)]
struct Papers {
    kept: VecDeque<Arc<Paper>>,
    total: u64,
}

/// What the connections of one printer share.
#[derive(Debug)]
struct Shared {
    /// The paper; held by one connection from the first printed byte of a job to its cut.
    roll: Arc<AsyncMutex<Roll>>,
    papers: Mutex<Papers>,
    papers_total: watch::Sender<u64>,
    drawer_pulses_total: AtomicU64,
    fault: watch::Sender<Fault>,
    clock: fn() -> Timestamp,
}

impl Shared {
    fn papers(&self) -> MutexGuard<'_, Papers> {
        // A panic while holding it leaves whole papers behind, which are still worth showing.
        self.papers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, mut paper: Paper) {
        let mut papers = self.papers();
        papers.total += 1;
        paper.number = papers.total;
        paper.at = (self.clock)();
        if papers.kept.len() == PAPERS_MAX {
            papers.kept.pop_front();
        }
        papers.kept.push_back(Arc::new(paper));
        // Still under the lock, so that the count never steps back.
        self.papers_total.send_replace(papers.total);
    }
}

/// The time of this machine, for a virtual printer outside of tests.
pub fn machine_clock() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_ms(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

impl VirtualPrinter {
    /// Starts a printer with so many columns (48 for 80 mm, 32 for 58 mm) at an address; with port
    /// 0 any free port, see [`addr`](Self::addr). Needs a running tokio runtime.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub async fn start(
        listen: SocketAddr,
        columns: u16,
        clock: fn() -> Timestamp,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(listen).await?;
        let addr = listener.local_addr()?;
        let shared = Arc::new(Shared {
            roll: Arc::new(AsyncMutex::new(Roll::new(columns))),
            papers: Mutex::default(),
            papers_total: watch::Sender::new(0),
            drawer_pulses_total: AtomicU64::new(0),
            fault: watch::Sender::new(Fault::None),
            clock,
        });
        let stop = watch::Sender::new(false);
        tokio::spawn(listen_until(Arc::clone(&shared), listener, addr, stop.subscribe()));
        Ok(Self { addr, shared, stop })
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The last papers, newest last, at most `limit` of them.
    pub fn papers(&self, limit: usize) -> Vec<Arc<Paper>> {
        let papers = self.shared.papers();
        let skipped = papers.kept.len().saturating_sub(limit);
        papers.kept.iter().skip(skipped).cloned().collect()
    }

    /// One paper by its number, if it is still kept.
    pub fn paper(&self, number: u64) -> Option<Arc<Paper>> {
        self.shared.papers().kept.iter().find(|paper| paper.number == number).cloned()
    }

    /// Papers that came out since the start, those no longer kept included.
    pub fn papers_total(&self) -> u64 {
        self.shared.papers().total
    }

    /// How often the drawer was opened since the start.
    pub fn drawer_pulses_total(&self) -> u64 {
        self.shared.drawer_pulses_total.load(Ordering::Relaxed)
    }

    /// Follows [`papers_total`](Self::papers_total); changes with every paper.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.shared.papers_total.subscribe()
    }

    /// Breaks or mends the printer from now on.
    pub fn set_fault(&self, fault: Fault) {
        self.shared.fault.send_replace(fault);
    }

    /// What is wrong with it now.
    pub fn fault(&self) -> Fault {
        *self.shared.fault.borrow()
    }

    /// Stops listening, hangs up on every host, and returns when both are done.
    pub async fn shutdown(&self) {
        self.stop.send_replace(true);
        self.stop.closed().await;
    }
}

impl Drop for VirtualPrinter {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

/// Listens while the printer is on; each host gets a task.
async fn listen_until(
    shared: Arc<Shared>,
    first: TcpListener,
    addr: SocketAddr,
    mut stop: watch::Receiver<bool>,
) {
    let mut fault = shared.fault.subscribe();
    let mut listener = Some(first);
    let mut hosts = JoinSet::new();
    loop {
        let is_off = *fault.borrow_and_update() == Fault::Off;
        if is_off {
            listener = None;
        } else if listener.is_none() {
            // The port may be taken for a moment by another process; it is tried again below.
            listener = TcpListener::bind(addr).await.ok();
        }
        let accepted = async {
            match &listener {
                Some(listener) => listener.accept().await,
                None if is_off => std::future::pending().await,
                None => Err(io::ErrorKind::AddrInUse.into()),
            }
        };
        tokio::select! {
            _ = stop.changed() => break,
            _ = fault.changed() => {}
            Some(_) = hosts.join_next() => {}
            accepted = accepted => match accepted {
                Ok((socket, _)) if hosts.len() < CONNECTIONS_MAX => {
                    hosts.spawn(connection::serve(Arc::clone(&shared), socket));
                }
                Ok(_) => tracing::warn!("virtual printer {addr}: too many hosts, one turned away"),
                Err(error) => {
                    tracing::warn!(%error, "virtual printer {addr} cannot listen, trying again");
                    tokio::time::sleep(LISTEN_AGAIN_AFTER).await;
                }
            },
        }
    }
    drop(listener);
    hosts.shutdown().await;
}
