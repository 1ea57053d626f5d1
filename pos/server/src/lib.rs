//! The store server: sockets, HTTP, workers. It wires the journal to everybody who asks and to
//! everything that follows from what happened.
//!
//! Start at [`Store::open`] and [`serve()`]. A connection (`socket`) is a loop without decisions
//! around what a terminal may say (`terminal`) and what it is sent (`kds::Feed`). Printers
//! (`spooler`) and the line to HQ (`hq_link`) follow the journal by themselves, so that none of them
//! delays a sale. Decides nothing about the trade: that is `domain`'s.

mod allowances;
mod approve;
mod backup;
mod commit_rows;
mod day_signer;
mod demo;
mod find_orders;
mod find_tickets;
mod fire_timer;
mod follower;
mod frames;
mod heartbeat;
mod hq_link;
mod http;
mod import_report;
mod kitchen_watch;
mod lapsing;
mod measures;
mod member_codes;
mod member_import;
mod member_news;
mod members;
mod menu_import;
mod own_ask;
mod pairing;
mod parts;
mod pauses;
mod phone;
mod printers;
mod reference;
mod secret;
mod seed;
mod serve;
mod settings;
mod shown_coupons;
mod sign_in;
mod socket;
mod spooler;
mod store_rows;
mod tender_worker;
mod terminal;
mod wake;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use domain::Code;
use domain::staff::StaffCard;
use firmware_config::StoreDescription;
use journal::{Clock, SystemClock};
use printing::{Language, Timeouts, VirtualPrinter};

pub use crate::backup::{BackupError, BackupReport, RestoreReport, backup, restore};
use crate::parts::Parts;
pub use crate::seed::SeedError;
pub use crate::serve::{listen, serve};
pub use crate::settings::{POINTS_PER_MAJOR, SettingsError};
pub use crate::sign_in::PinRefused;
pub use crate::socket::{COMMANDS_IN_FLIGHT_MAX, CONNECTIONS_MAX};
pub use crate::tender_worker::{MachineError, SimulatedMachine, TenderMachine, tender_machines};

/// Everything a store server is told.
#[derive(Clone)]
pub struct StoreOptions {
    /// The data directory; made when it is not there.
    pub dir: PathBuf,
    /// The store, its printers, its line to HQ.
    pub description: StoreDescription,
    /// How to get into a demo; `None` for a real store.
    pub demo: Option<DemoOptions>,
    /// Where HQ is, in place of what the description says.
    pub hq: Option<HqOptions>,
    /// The virtual printers that run in this process, by the code of the printer they stand for.
    pub virtual_printers: BTreeMap<Code, Arc<VirtualPrinter>>,
    /// The machines that take money.
    pub tender_machines: Vec<TenderMachine>,
    /// Names under which browsers may reach the store besides addresses, `localhost` and `*.local`.
    pub host_names: Vec<String>,
    /// What papers are written in.
    pub paper_language: Language,
    /// Whether papers name items in the other language too.
    pub paper_second_names: bool,
    /// How long things may take.
    pub limits: Limits,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
}

impl StoreOptions {
    /// A real store without HQ beyond its description, with the machine's clock.
    pub fn new(dir: PathBuf, description: StoreDescription) -> Self {
        Self {
            dir,
            description,
            demo: None,
            hq: None,
            virtual_printers: BTreeMap::new(),
            tender_machines: Vec::new(),
            host_names: Vec::new(),
            paper_language: Language::Zh,
            paper_second_names: true,
            limits: Limits::default(),
            clock: Arc::new(SystemClock),
        }
    }
}

/// How to get into a demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoOptions {
    /// Can be used again and again, from the same machine only.
    pub pairing_code: String,
}

/// Where HQ is.
#[derive(Clone, PartialEq, Eq)]
pub struct HqOptions {
    /// Such as `http://127.0.0.1:9310`.
    pub url: String,
    /// The secret HQ gave this store.
    pub token: String,
}

impl std::fmt::Debug for HqOptions {
    // The token must not reach a log through a derived `Debug`.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("HqOptions").field("url", &self.url).finish_non_exhaustive()
    }
}

/// How long things may take. The defaults are for a real store; tests shorten them.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From the connection to its hello. A browser sends it in milliseconds.
    pub hello: Duration,
    /// To take a frame. A screen that reads nothing for so long is not shown to anybody.
    pub write: Duration,
    /// Without any sign of life of a connection, pongs included.
    pub silence: Duration,
    /// What a printer may take.
    pub printer: Timeouts,
    /// Before a printer that failed is tried again, at first and at most.
    pub printer_retry: (Duration, Duration),
    /// Before another machine is asked again what became of a charge, at first and at most.
    pub tender_retry: (Duration, Duration),
    /// Before a signer that could not sign is tried again, at first and at most.
    pub signer_retry: (Duration, Duration),
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            hello: Duration::from_secs(5),
            write: Duration::from_secs(5),
            silence: Duration::from_secs(45),
            printer: Timeouts::default(),
            printer_retry: (Duration::from_millis(250), Duration::from_secs(5)),
            tender_retry: (Duration::from_secs(1), Duration::from_secs(30)),
            signer_retry: (Duration::from_secs(1), Duration::from_mins(1)),
        }
    }
}

/// Events among which a store's first pairing is looked for.
const FIRST_EVENTS_MAX: usize = 2_000;

/// An opened store: its journal is there, nothing listens yet.
#[derive(Clone)]
pub struct Store {
    pub(crate) parts: Arc<Parts>,
}

/// A store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The journal.
    #[error(transparent)]
    Journal(#[from] journal::OpenError),
    /// The description.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A payment machine cannot be set up.
    #[error("{0}: correct it in store.toml")]
    Tenders(#[from] tenders::SetupError),
    /// The journal could not be read.
    #[error("{0}")]
    Read(#[from] journal::ReadError),
    /// The machine gave no random numbers, without which nobody can be let in.
    #[error("the machine gives no random numbers: {0}")]
    Random(#[from] getrandom::Error),
}

impl Store {
    /// Opens a store's data. Needs a running tokio runtime.
    ///
    /// # Errors
    /// [`OpenError`], a sentence that says what to do.
    pub fn open(options: StoreOptions) -> Result<Self, OpenError> {
        Ok(Self { parts: Arc::new(Parts::open(options)?) })
    }

    /// Everybody who may sign in.
    pub fn staff(&self) -> Vec<StaffCard> {
        self.parts.journal.staff().iter().map(StaffCard::from).collect()
    }

    /// The store's journal, for backups and for what a program reports about itself.
    pub fn journal(&self) -> &journal::Journal {
        &self.parts.journal
    }

    /// Whether no device was ever paired with this store: its first start.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub async fn is_unpaired(&self) -> Result<bool, journal::ReadError> {
        // The first pairing comes right after the menu and the first people.
        let first = self
            .parts
            .journal
            .read(|reader| reader.events_after(0, FIRST_EVENTS_MAX, usize::MAX))
            .await?;
        Ok(first.iter().all(|event| event.kind != "device_paired"))
    }

    /// A code that pairs one device, valid until it is used or the process ends; for the first start
    /// of a real store, when there is no manager at a till yet to make one.
    ///
    /// # Errors
    /// The machine gives no random numbers.
    pub fn first_pairing_code(&self) -> Result<String, getrandom::Error> {
        self.parts.pairing.first_code()
    }
}
