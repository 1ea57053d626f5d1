//! What the connections, handlers and workers of one store share.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use domain::Code;
use domain::id::DeviceId;
use domain::money::Currency;
use domain::settings::StoreCard;
use firmware_config::StoreDescription;
use journal::{Clock, Journal};
use outbox::MemberLine;
use printing::VirtualPrinter;
use printing::receipt::StoreHead;
use protocol::frames::HqLink;
use tokio::sync::{Semaphore, watch};

use crate::demo::Demo;
use crate::measures::Measures;
use crate::member_codes::ShownCodes;
use crate::pairing::PairingCodes;
use crate::phone::Phones;
use crate::printers::Printers;
use crate::reference::ReferenceCache;
use crate::sign_in::PinCheck;
use crate::socket::CONNECTIONS_MAX;
use crate::tender_worker::TenderMachines;
use crate::{HqOptions, Limits, OpenError, SettingsError, StoreOptions, allowances, settings};

/// The shared parts of a store server.
pub(crate) struct Parts {
    pub(crate) journal: Journal,
    pub(crate) card: StoreCard,
    pub(crate) day_cut_off_minutes: u16,
    pub(crate) time_zone: chrono_tz::Tz,
    pub(crate) currency: Currency,
    /// The data directory.
    pub(crate) dir: PathBuf,
    /// The store server itself, as the device of what it asks.
    pub(crate) own_device: DeviceId,
    pub(crate) clock: Arc<dyn Clock>,
    /// Where monotonic milliseconds are counted from.
    pub(crate) started: Instant,
    pub(crate) demo: Option<Demo>,
    pub(crate) hq_options: Option<HqOptions>,
    /// Asks HQ about members of other stores.
    pub(crate) members: Option<MemberLine>,
    pub(crate) shown_codes: ShownCodes,
    pub(crate) pins: PinCheck,
    pub(crate) pairing: PairingCodes,
    pub(crate) phones: Phones,
    pub(crate) printers: Printers,
    pub(crate) virtual_printers: BTreeMap<Code, Arc<VirtualPrinter>>,
    pub(crate) tenders: TenderMachines,
    pub(crate) paper_head: StoreHead,
    pub(crate) reference: ReferenceCache,
    pub(crate) hq: watch::Sender<HqLink>,
    pub(crate) heartbeat: watch::Sender<Arc<str>>,
    pub(crate) connections: Arc<Semaphore>,
    pub(crate) measures: Measures,
    pub(crate) limits: Limits,
    pub(crate) host_names: Vec<String>,
}

impl Parts {
    /// Opens the journal and puts everything around it.
    pub(crate) fn open(options: StoreOptions) -> Result<Self, OpenError> {
        let StoreOptions {
            dir,
            description,
            demo,
            hq,
            virtual_printers,
            tender_machines,
            host_names,
            paper_language,
            paper_second_names,
            limits,
            clock,
        } = options;
        let mut settings = settings::settings(&description)?;
        settings.trade.drivers = tender_machines.iter().map(|one| one.card.clone()).collect();
        let tenders = TenderMachines::new(&tender_machines, &dir)?;
        let paper_head =
            StoreHead::from_description(&description.store, paper_language, paper_second_names)
                .ok_or_else(|| SettingsError::Currency(description.store.currency.clone()))?;
        let printers = Printers::new(&description)?;
        let (card, day_cut_off_minutes) = (settings.card(), settings.day_cut_off_minutes);
        let (time_zone, currency) = (settings.time_zone, settings.currency);
        let own_device = DeviceId::from_uuid(settings.store_id.uuid());
        let opening =
            journal::OpenOptions { dir: dir.clone(), settings, clock: Arc::clone(&clock) };
        let journal = Journal::open(opening)?;
        let hq_options = hq.or_else(|| of_description(&description));
        let members = allowances::line(hq_options.as_ref(), card.id);
        let hq = HqLink { configured: hq_options.is_some(), ..HqLink::default() };
        Ok(Self {
            reference: ReferenceCache::new(&journal),
            journal,
            card,
            day_cut_off_minutes,
            time_zone,
            currency,
            dir,
            own_device,
            clock,
            started: Instant::now(),
            demo: demo.map(Demo::new),
            members,
            shown_codes: ShownCodes::default(),
            hq_options,
            pins: PinCheck::new(),
            pairing: PairingCodes::default(),
            phones: Phones::new(&description.store.phone_region),
            printers,
            virtual_printers,
            tenders,
            paper_head,
            hq: watch::Sender::new(hq),
            heartbeat: watch::Sender::new(Arc::from("")),
            connections: Arc::new(Semaphore::new(CONNECTIONS_MAX)),
            measures: Measures::new(),
            limits,
            host_names: host_names.into_iter().map(|name| name.to_ascii_lowercase()).collect(),
        })
    }

    /// Milliseconds since the store was opened; never steps back.
    pub(crate) fn steady_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

fn of_description(description: &StoreDescription) -> Option<HqOptions> {
    let hq = description.hq.as_ref()?;
    Some(HqOptions { url: hq.url.clone(), token: hq.token.clone() })
}
