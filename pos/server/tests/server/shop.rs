//! A small shop that runs: two stations, two printers, a cashier and a manager.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::catalogue::{
    Catalogue, Category, Colour, Item, KitchenLayout, Station, StationMove, TaxRate,
};
use domain::id::{ItemId, LineId, OrderId, TenderId};
use domain::order::{Channel, NewLine, NewTender, NewTenderKind};
use domain::staff::{Role, StaffCard};
use domain::tax::TaxMode;
use domain::{Code, Command, Money, Names, Timestamp};
use firmware_config::{
    ChitRoute, Confirm, DrawerPulse, Encoding, PrinterDescription, Routes, StoreDescription,
    StoreSection, TradeSection,
};
use journal::{Clock, SystemClock};
use printing::virtual_printer::machine_clock;
use printing::{Timeouts, VirtualPrinter};
use store_server::{
    DemoOptions, HqOptions, Limits, Store, StoreOptions, TenderMachine, listen, serve,
};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub(crate) const CASHIER_PIN: &str = "2580";
pub(crate) const MANAGER_PIN: &str = "7391";
pub(crate) const DEMO_CODE: &str = "DEM0-C0DE";
/// Anything that takes longer has hung.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

/// A clock that can be moved on.
#[derive(Debug, Default)]
pub(crate) struct MovedClock(AtomicI64);

impl MovedClock {
    pub(crate) fn move_on(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(SystemClock.now().ms() + self.0.load(Ordering::SeqCst))
    }
}

/// What outlives a restart: the data directory, the printers, the clock.
pub(crate) struct Premises {
    dir: TempDir,
    pub(crate) clock: Arc<MovedClock>,
    /// Receipts and the drawer.
    pub(crate) counter: Arc<VirtualPrinter>,
    /// Chits of the wok station.
    pub(crate) wok: Arc<VirtualPrinter>,
    pub(crate) limits: Limits,
    pub(crate) hq: Option<HqOptions>,
    pub(crate) trade: TradeSection,
    pub(crate) machines: Vec<TenderMachine>,
}

/// A running store.
pub(crate) struct Shop {
    pub(crate) addr: SocketAddr,
    pub(crate) store: Store,
    pub(crate) cashier: StaffCard,
    pub(crate) manager: StaffCard,
    stop: CancellationToken,
    served: JoinHandle<anyhow::Result<()>>,
}

async fn printer() -> Arc<VirtualPrinter> {
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    Arc::new(VirtualPrinter::start(listen, 48, machine_clock).await.unwrap())
}

impl Premises {
    pub(crate) async fn new() -> Self {
        let short = Duration::from_millis(250);
        let printer_timeouts =
            Timeouts { connect: short * 4, write: short, answer: short, confirm: short * 8 };
        Self {
            dir: TempDir::new().unwrap(),
            clock: Arc::default(),
            counter: printer().await,
            wok: printer().await,
            limits: Limits {
                hello: Duration::from_millis(500),
                write: Duration::from_millis(500),
                printer: printer_timeouts,
                printer_retry: (Duration::from_millis(10), Duration::from_millis(50)),
                tender_retry: (Duration::from_millis(10), Duration::from_millis(50)),
                signer_retry: (Duration::from_millis(10), Duration::from_millis(50)),
                ..Limits::default()
            },
            hq: None,
            trade: TradeSection::default(),
            machines: Vec::new(),
        }
    }

    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    fn description(&self) -> StoreDescription {
        let printer = |code: &str, printer: &VirtualPrinter, drawer| PrinterDescription {
            code: code.to_owned(),
            names: Names::new("打印机", code),
            address: printer.addr().to_string(),
            width_mm: 80,
            encoding: Encoding::Gb18030,
            is_virtual: true,
            confirm: Confirm::ProcessId,
            drawer,
        };
        let pulse = DrawerPulse { pin: 0, pulse_on_ms: 50, pulse_off_ms: 200 };
        StoreDescription {
            store: StoreSection {
                guest_address: Some("shop.example".to_owned()),
                id: Uuid::from_u128(42),
                names: Names::new("小店", "Little Shop"),
                currency: "GBP".to_owned(),
                time_zone: "Europe/London".to_owned(),
                day_cut_off: "04:00".to_owned(),
                phone_region: "GB".to_owned(),
                address_lines: Vec::new(),
                tax_number: None,
            },
            hq: None,
            printers: vec![
                printer("counter", &self.counter, Some(pulse)),
                printer("wok", &self.wok, None),
            ],
            trade: self.trade.clone(),
            tenders: Vec::new(),
            routes: Routes {
                receipt: Some("counter".to_owned()),
                chits: vec![ChitRoute { station: "wok".to_owned(), printer: "wok".to_owned() }],
            },
        }
    }

    /// Opens the store and serves it.
    pub(crate) async fn open(&self) -> Shop {
        let clock: Arc<dyn Clock> = self.clock.clone();
        let printers = BTreeMap::from([
            (code("counter"), Arc::clone(&self.counter)),
            (code("wok"), Arc::clone(&self.wok)),
        ]);
        let store = Store::open(StoreOptions {
            demo: Some(DemoOptions { pairing_code: DEMO_CODE.to_owned() }),
            hq: self.hq.clone(),
            virtual_printers: printers,
            tender_machines: self.machines.clone(),
            limits: self.limits,
            clock,
            ..StoreOptions::new(self.dir.path().to_owned(), self.description())
        })
        .unwrap();
        store.ensure_catalogue(catalogue()).await.unwrap();
        let cashier = store
            .ensure_staff(Names::new("小王", "Wang"), Role::Cashier, CASHIER_PIN)
            .await
            .unwrap();
        let manager =
            store.ensure_staff(Names::new("老李", "Li"), Role::Manager, MANAGER_PIN).await.unwrap();
        let listener = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.unwrap();
        let addr = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let served = tokio::spawn(serve(store.clone(), listener, stop.clone()));
        Shop { addr, store, cashier, manager, stop, served }
    }
}

impl Shop {
    pub(crate) fn seq(&self) -> u64 {
        self.store.journal().head().borrow().seq
    }

    /// Tells the server to stop and waits until it has.
    pub(crate) async fn close(self) {
        let Self { store, stop, served, .. } = self;
        stop.cancel();
        tokio::time::timeout(PATIENCE, served).await.unwrap().unwrap().unwrap();
        drop(store);
    }
}

pub(crate) const NOODLES: u128 = 1;
pub(crate) const TEA: u128 = 2;

fn catalogue() -> Catalogue {
    let station = |name: &str, paper| Station {
        code: code(name),
        names: Names::new("档口", name),
        paper,
        warn_after_s: 300,
        late_after_s: 600,
        shown_within_s: domain::catalogue::SHOWN_WITHIN_S,
    };
    let item = |id: u128, en: &str, price, station: &str| Item {
        id: ItemId::from_uuid(Uuid::from_u128(id)),
        names: Names::new("菜", en),
        pinyin: "c".to_owned(),
        category: code("all"),
        price: Some(Money::from_minor(price)),
        tax: code("standard"),
        stations: vec![code(station)],
        modifier_groups: Vec::new(),
        popular: true,
        sizes: Vec::new(),
        barcodes: Vec::new(),
        sku: String::new(),
        sold_by: domain::catalogue::SoldBy::Piece,
        prices: Vec::new(),
        combo: Vec::new(),
        allergens: Vec::new(),
        prep_s: 0,
        photo: None,
        substitutes: Vec::new(),
        most_per_day: 0,
        most_per_member: 0,
        recipe: Vec::new(),
    };
    Catalogue {
        version: 0,
        tax_mode: TaxMode::Inclusive,
        stations: vec![station("wok", true), station("bar", false)],
        categories: vec![Category {
            code: code("all"),
            names: Names::new("全部", "All"),
            colour: Colour::Plain,
        }],
        tax_rates: vec![TaxRate {
            code: code("standard"),
            names: Names::new("税", "VAT"),
            rate_ppm: 200_000,
            channel_rates: Vec::new(),
        }],
        modifier_groups: Vec::new(),
        items: vec![item(NOODLES, "Noodles", 1_180, "wok"), item(TEA, "Tea", 350, "bar")],
        channels: Vec::new(),
        ingredients: Vec::new(),
        routes: Vec::new(),
        promotions: Vec::new(),
        layouts: vec![KitchenLayout {
            code: code("quiet"),
            names: Names::new("清闲", "Quiet"),
            from_minute: None,
            moves: vec![StationMove { from: code("bar"), to: code("wok") }],
        }],
    }
}

/// An order of one noodles that is fired at once, paid by card, with a receipt.
pub(crate) fn noodles_paid() -> Command {
    order(NOODLES, 1_180)
}

/// An order of one tea that is fired at once, paid by card, with a receipt. Nothing on paper in
/// the kitchen.
pub(crate) fn tea_paid() -> Command {
    order(TEA, 350)
}

fn order(item: u128, price: i64) -> Command {
    Command::PlaceOrder {
        order_id: OrderId::from_uuid(Uuid::now_v7()),
        channel: Channel::DineIn,
        member_id: None,
        lines: vec![NewLine {
            line_id: LineId::from_uuid(Uuid::now_v7()),
            item_id: ItemId::from_uuid(Uuid::from_u128(item)),
            quantity: 1,
            modifiers: Vec::new(),
            price: None,
            size_id: None,
            parts: Vec::new(),
            grams: None,
            seat: None,
            course: None,
            note: None,
            hold: false,
        }],
        fire: true,
        tenders: vec![NewTender {
            tender_id: TenderId::from_uuid(Uuid::now_v7()),
            kind: NewTenderKind::CardElsewhere { reference: "A-17".to_owned() },
            amount: Money::from_minor(price),
            tip: Money::ZERO,
            currency: None,
        }],
        print_receipt: true,
        details: domain::order::OrderDetails::default(),
    }
}
