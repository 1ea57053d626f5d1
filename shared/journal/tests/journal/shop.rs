//! A small shop: a menu of two stations, three people, five screens, and a clock set by hand.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use domain::catalogue::{
    Catalogue, Category, Colour, Item, Modifier, ModifierGroup, Station, TaxRate,
};
use domain::chain::Hash;
use domain::id::{
    CommandId, DeviceId, ItemId, LineId, MemberId, ModifierGroupId, ModifierId, OrderId, ShiftId,
    StaffId, StoreId, TenderId,
};
use domain::member::{Consent, Purpose};
use domain::money::Currency;
use domain::order::{Channel, NewLine, NewTender, NewTenderKind, Order};
use domain::settings::Settings;
use domain::staff::{DeviceCard, DeviceKind, Role, Staff};
use domain::tax::TaxMode;
use domain::{
    Actor, Code, Command, CommandResult, Money, Names, Rejection, Request, SystemCommand, Timestamp,
};
use journal::{Answer, Ask, Clock, FILE_NAME, Journal, OpenError, OpenOptions, Outcome, Reply};
use tempfile::TempDir;
use uuid::Uuid;

/// 2026-11-21 12:00 in London.
pub(crate) const NOON_MS: i64 = 1_795_262_400_000;
pub(crate) const MINUTE_MS: i64 = 60_000;

macro_rules! ids {
    ($($name:ident: $type:ident),+ $(,)?) => {
        $(pub(crate) fn $name(n: u128) -> $type { $type::from_uuid(Uuid::from_u128(n)) })+
    };
}
ids!(order: OrderId, line: LineId, item: ItemId, group: ModifierGroupId, modifier: ModifierId,
    tender: TenderId, shift: ShiftId, member: MemberId, staff: StaffId, device: DeviceId,
    command: CommandId);

pub(crate) const CASHIER: u128 = 1;
pub(crate) const COOK: u128 = 2;
pub(crate) const MANAGER: u128 = 3;

pub(crate) const TILL: u128 = 1;
pub(crate) const SECOND_TILL: u128 = 2;
pub(crate) const WOK_SCREEN: u128 = 3;
pub(crate) const BAR_SCREEN: u128 = 4;
pub(crate) const EXPO: u128 = 5;

/// 11.80 at the wok; a size must be chosen.
pub(crate) const NOODLES: u128 = 1;
/// 3.50 at the bar.
pub(crate) const TEA: u128 = 2;
/// 20.00, made at the bar and at the wok.
pub(crate) const SET: u128 = 3;
/// 4.00 without tax, handed over the counter.
pub(crate) const CAKE: u128 = 4;

pub(crate) const SMALL: u128 = 1;
pub(crate) const LARGE: u128 = 2;

pub(crate) const PHONE: &str = "+447700900123";
pub(crate) const NAME: &str = "Wei Grönlund";

/// A clock that stands until it is moved.
#[derive(Debug)]
pub(crate) struct HandClock(AtomicI64);

impl HandClock {
    pub(crate) fn at_noon() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(NOON_MS)))
    }

    pub(crate) fn pass_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(self.0.load(Ordering::SeqCst))
    }
}

/// A shop whose journal is open.
pub(crate) struct Shop {
    pub(crate) home: TempDir,
    pub(crate) clock: Arc<HandClock>,
    pub(crate) journal: Journal,
    asked: AtomicU64,
}

impl Shop {
    /// A shop with nobody in it and nothing to sell.
    pub(crate) fn bare() -> Self {
        let home = tempfile::tempdir().unwrap();
        let clock = HandClock::at_noon();
        let journal = open_at(&home.path().join("data"), &clock).unwrap();
        Self { home, clock, journal, asked: AtomicU64::new(1) }
    }

    /// A shop with staff, screens and a menu, before the first guest.
    pub(crate) async fn new() -> Self {
        let shop = Self::bare();
        for person in people() {
            shop.done(system(SystemCommand::AddStaff { staff: person })).await;
        }
        for (n, screen) in (1..).zip(screens()) {
            let token_hash = Hash::from_bytes([n; 32]);
            shop.done(system(SystemCommand::PairDevice { device: screen, token_hash })).await;
        }
        shop.done(system(SystemCommand::PublishCatalogue { catalogue: menu() })).await;
        shop
    }

    pub(crate) fn dir(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// Another place on the same disk.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Gives a request the next command id, unless it has one.
    pub(crate) fn sign(&self, mut ask: Ask) -> Ask {
        if ask.command_id == command(0) {
            let n = self.asked.fetch_add(1, Ordering::SeqCst);
            ask.command_id = command((0xC0_FFEE << 64) + u128::from(n));
        }
        ask
    }

    pub(crate) async fn send(&self, ask: Ask) -> Reply {
        match self.journal.append(self.sign(ask)).await.unwrap() {
            Answer::Stored(reply) => reply,
            Answer::Conflict => panic!("a fresh command id was used before"),
        }
    }

    /// Asks what must be allowed.
    pub(crate) async fn done(&self, ask: Ask) -> CommandResult {
        match self.send(ask).await.outcome {
            Outcome::Accepted { result, .. } => result,
            Outcome::Refused { message, .. } => panic!("refused: {message}"),
        }
    }

    /// Asks what must be refused.
    pub(crate) async fn refused(&self, ask: Ask) -> Rejection {
        match self.send(ask).await.outcome {
            Outcome::Refused { rejection, .. } => rejection,
            Outcome::Accepted { result, .. } => panic!("accepted: {result:?}"),
        }
    }

    pub(crate) async fn order(&self, n: u128) -> Order {
        self.journal.read(move |reader| reader.order(order(n))).await.unwrap().unwrap()
    }

    /// Stops cleanly and opens again, with the same clock and the same command counter.
    pub(crate) async fn reopened(self) -> Self {
        self.reopened_with(settings()).await
    }

    /// The same, after somebody changed the store's description.
    pub(crate) async fn reopened_with(self, settings: Settings) -> Self {
        self.journal.stop().await;
        let dir = self.dir();
        let Self { home, clock, journal, asked } = self;
        drop(journal);
        let time: Arc<dyn Clock> = Arc::<HandClock>::clone(&clock);
        let journal = Journal::open(OpenOptions { dir, settings, clock: time }).unwrap();
        Self { home, clock, journal, asked }
    }

    /// What stands on the disk at this moment, opened as after a power cut.
    pub(crate) fn after_a_power_cut(self) -> Self {
        let image = self.beside("image");
        copy_dir(&self.dir(), &image);
        let Self { home, clock, journal: _gone, asked } = self;
        let journal = open_at(&image, &clock).unwrap();
        Self { home, clock, journal, asked }
    }

    /// A day on which one of everything happens.
    pub(crate) async fn trade(&self) {
        let minute = || self.clock.pass_ms(MINUTE_MS);
        self.done(signing_in(COOK, false, 9)).await;
        self.done(signing_in(CASHIER, true, 8)).await;
        self.done(float(1, 5_000)).await;
        self.done(enrol(1, PHONE, NAME)).await;
        // Two stations, paid at once in cash, by a member.
        self.done(ask(Command::AttachMember { order_id: self.place(1).await, member_id: None }))
            .await;
        let member_id = Some(member(1));
        self.done(ask(Command::AttachMember { order_id: order(1), member_id })).await;
        minute();
        self.done(pay(1, cash(1, 1_530, 2_000))).await;
        self.done(ask(Command::ReprintReceipt { order_id: order(1) })).await;
        self.cook_it(1).await;
        minute();
        // Rung, changed, added to, fired, struck in part.
        let lines = vec![noodles(1), one(2, CAKE)];
        self.done(placing(2, lines, false, Vec::new())).await;
        let order_id = order(2);
        let modifiers = vec![modifier(LARGE)];
        let changed = NewLine { quantity: 2, modifiers, ..noodles(1) };
        self.done(ask(Command::ChangeLine { order_id, revision: 1, line: changed })).await;
        let lines = vec![one(3, SET)];
        self.done(ask(Command::AddLines { order_id, revision: 2, lines, fire: true })).await;
        self.done(ask(Command::FireLines { order_id, line_ids: Vec::new() })).await;
        let reason = domain::order::VoidReason::NotAvailable;
        let strike = ask(Command::VoidLine { order_id, line_id: line(3), reason });
        self.done(by(strike, MANAGER)).await;
        self.done(pay(2, card(2, 1_000))).await;
        minute();
        // Struck as a whole.
        self.done(placing(3, vec![one(1, TEA)], true, Vec::new())).await;
        self.done(by(ask(Command::VoidOrder { order_id: order(3), reason }), MANAGER)).await;
        // Placed, fired and paid as one command.
        self.done(placing(4, vec![noodles(1), one(2, TEA)], true, vec![card(4, 1_530)])).await;
        self.done(ask(Command::CloseShift {
            shift_id: shift(1),
            counted: pence(6_500),
            denominations: Vec::new(),
            leave_orders: true,
            print: true,
        }))
        .await;
        let close = ask(Command::CloseDay { leave_orders: true, print: true });
        self.done(by(close, MANAGER)).await;
        let session_hash = Hash::from_bytes([8; 32]);
        self.done(by(system(SystemCommand::SignOut { session_hash }), CASHIER)).await;
        minute();
    }

    async fn place(&self, n: u128) -> OrderId {
        self.done(placing(n, vec![noodles(1), one(2, TEA)], true, Vec::new())).await;
        order(n)
    }

    /// Shows, touches and bumps every ticket of an order, and hands it over twice.
    async fn cook_it(&self, n: u128) {
        use domain::kitchen::AcknowledgeLevel::{Seen, Shown};
        for ticket in self.order(n).await.tickets {
            let screen = if ticket.station.as_str() == "bar" { BAR_SCREEN } else { WOK_SCREEN };
            for level in [Shown, Seen] {
                let tickets = vec![ticket.id];
                self.done(alone_on(ask(Command::AcknowledgeTickets { tickets, level }), screen))
                    .await;
            }
            self.clock.pass_ms(1_000);
            let ticket_id = ticket.id;
            let bump = |revision| ask(Command::BumpTicket { ticket_id, revision });
            self.done(alone_on(bump(1), screen)).await;
            self.done(alone_on(ask(Command::RecallTicket { ticket_id }), EXPO)).await;
            self.done(alone_on(bump(3), EXPO)).await;
        }
        let order_id = order(n);
        self.done(alone_on(ask(Command::HandOverOrder { order_id }), EXPO)).await;
        self.done(alone_on(ask(Command::RecallOrder { order_id }), EXPO)).await;
        self.done(alone_on(ask(Command::HandOverOrder { order_id }), EXPO)).await;
    }
}

/// A directory in which a day was traded and the store then stopped; its last seq.
pub(crate) async fn a_day_on_disk() -> (TempDir, PathBuf, u64) {
    let shop = Shop::new().await;
    shop.trade().await;
    shop.journal.stop().await;
    let last = shop.journal.head().borrow().seq;
    let dir = shop.dir();
    (shop.home, dir, last)
}

pub(crate) fn open_at(dir: &Path, clock: &Arc<HandClock>) -> Result<Journal, OpenError> {
    let clock: Arc<dyn Clock> = Arc::<HandClock>::clone(clock);
    Journal::open(OpenOptions { dir: dir.to_owned(), settings: settings(), clock })
}

/// The database itself, past every guard of the journal.
pub(crate) fn raw(dir: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(dir.join(FILE_NAME)).unwrap()
}

/// Puts the keys of a data directory into another, as an owner does who restores a backup there.
pub(crate) fn copy_keys(from: &Path, to: &Path) {
    copy_dir(&from.join("keys"), &to.join("keys"));
}

pub(crate) fn copy_dir(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            copy_dir(&entry.path(), &to.join(entry.file_name()));
            continue;
        }
        // SQLite makes the index of the log anew, as it does after a power cut.
        if !entry.file_name().to_string_lossy().ends_with("-shm") {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// Every row of a table as text, in the order of its first column.
pub(crate) fn rows_of(connection: &rusqlite::Connection, table: &str) -> Vec<String> {
    let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY 1")).unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| {
        (0..columns).map(|column| row.get::<_, rusqlite::types::Value>(column)).collect()
    });
    rows.unwrap().map(|row: rusqlite::Result<Vec<_>>| format!("{:?}", row.unwrap())).collect()
}

pub(crate) const DERIVED: [&str; 10] = [
    "orders",
    "tickets",
    "shifts",
    "members_earned",
    "pin_failures",
    "counters",
    "print_jobs",
    "takings",
    "days",
    "exceptions",
];
pub(crate) const KEPT: [&str; 9] = [
    "journal",
    "command_outcomes",
    "cursors",
    "print_states",
    "catalogues",
    "staff",
    "devices",
    "sessions",
    "members",
];

/// Everything that a journal holds.
pub(crate) fn dump(dir: &Path) -> Vec<(&'static str, Vec<String>)> {
    let connection = raw(dir);
    DERIVED.into_iter().chain(KEPT).map(|table| (table, rows_of(&connection, table))).collect()
}

pub(crate) fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

pub(crate) fn pence(minor: i64) -> Money {
    Money::from_minor(minor)
}

pub(crate) fn one(line_id: u128, item_id: u128) -> NewLine {
    let line_id = line(line_id);
    NewLine {
        line_id,
        item_id: item(item_id),
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
    }
}

pub(crate) fn noodles(line_id: u128) -> NewLine {
    NewLine { modifiers: vec![modifier(SMALL)], ..one(line_id, NOODLES) }
}

pub(crate) fn cash(id: u128, amount: i64, received: i64) -> NewTender {
    let kind = NewTenderKind::Cash { received: pence(received) };
    NewTender {
        tender_id: tender(id),
        kind,
        amount: pence(amount),
        tip: Money::ZERO,
        currency: None,
    }
}

pub(crate) fn card(id: u128, amount: i64) -> NewTender {
    let kind = NewTenderKind::CardElsewhere { reference: "A-17".into() };
    NewTender {
        tender_id: tender(id),
        kind,
        amount: pence(amount),
        tip: Money::ZERO,
        currency: None,
    }
}

pub(crate) fn placing(n: u128, lines: Vec<NewLine>, fire: bool, tenders: Vec<NewTender>) -> Ask {
    ask(Command::PlaceOrder {
        order_id: order(n),
        channel: Channel::DineIn,
        member_id: None,
        lines,
        fire,
        tenders,
        print_receipt: true,
        details: domain::order::OrderDetails::default(),
    })
}

/// An order of one tea, paid by card at once.
pub(crate) fn tea_to_go(n: u128) -> Ask {
    placing(n, vec![one(1, TEA)], true, vec![card(1, 350)])
}

pub(crate) fn pay(n: u128, tender: NewTender) -> Ask {
    ask(Command::TakeTender { order_id: order(n), tender, print_receipt: true, check_id: None })
}

pub(crate) fn float(n: u128, minor: i64) -> Ask {
    ask(Command::OpenShift { shift_id: shift(n), float: pence(minor) })
}

pub(crate) fn enrol(n: u128, phone: &str, name: &str) -> Ask {
    ask(Command::EnrolMember {
        member_id: member(n),
        phone: phone.to_owned(),
        name: name.to_owned(),
        consents: vec![Consent { purpose: Purpose::Membership, text_version: 1 }],
        came: domain::member::Came::default(),
    })
}

pub(crate) fn signing_in(who: u128, pin_matches: bool, token: u8) -> Ask {
    let session_hash = Hash::from_bytes([token; 32]);
    system(SystemCommand::RecordSignIn { staff_id: staff(who), pin_matches, session_hash })
}

/// The cashier asks at the till; the command id is given when it is sent.
pub(crate) fn ask(request: Command) -> Ask {
    let actor = Actor::Staff { staff_id: staff(CASHIER) };
    let request = Request::Device(request);
    Ask { command_id: command(0), actor, device: device(TILL), request }
}

/// The store server asks.
pub(crate) fn system(request: SystemCommand) -> Ask {
    let request = Request::System(request);
    Ask { command_id: command(0), actor: Actor::System, device: device(TILL), request }
}

pub(crate) fn by(ask: Ask, who: u128) -> Ask {
    Ask { actor: Actor::Staff { staff_id: staff(who) }, ..ask }
}

/// From a screen with nobody signed in.
pub(crate) fn alone_on(ask: Ask, place: u128) -> Ask {
    Ask { actor: Actor::Device, device: device(place), ..ask }
}

pub(crate) fn with_id(ask: Ask, n: u128) -> Ask {
    Ask { command_id: command(n), ..ask }
}

pub(crate) fn settings() -> Settings {
    Settings {
        store_id: StoreId::from_uuid(Uuid::from_u128(1)),
        names: Names::new("小店", "The Shop"),
        currency: Currency::from_code("GBP").unwrap(),
        time_zone: chrono_tz::Europe::London,
        day_cut_off_minutes: 240,
        receipt_printer: Some(code("counter")),
        drawer_printer: Some(code("counter")),
        chit_printers: [(code("wok"), code("wok-printer"))].into(),
        fallback_printer: None,
        points_per_major: 1,
        trade: domain::settings::Trade::default(),
    }
}

fn people() -> [Staff; 3] {
    [(CASHIER, Role::Cashier), (COOK, Role::Cook), (MANAGER, Role::Manager)].map(|(n, role)| {
        Staff { id: staff(n), names: Names::new("员工", "Staff"), role, pin_hash: "x".into() }
    })
}

fn screens() -> [DeviceCard; 5] {
    [
        (TILL, DeviceKind::Terminal, None),
        (SECOND_TILL, DeviceKind::Terminal, None),
        (WOK_SCREEN, DeviceKind::StationScreen, Some("wok")),
        (BAR_SCREEN, DeviceKind::StationScreen, Some("bar")),
        (EXPO, DeviceKind::ExpoScreen, None),
    ]
    .map(|(n, kind, station)| DeviceCard {
        id: device(n),
        name: format!("device {n}"),
        kind,
        station: station.map(code),
    })
}

pub(crate) fn dish(n: u128, price: i64, tax: &str, at: &[&str], with: &[u128]) -> Item {
    Item {
        id: item(n),
        names: Names::new(format!("菜{n}"), format!("Dish {n}")),
        pinyin: "c".into(),
        category: code("food"),
        price: Some(pence(price)),
        tax: code(tax),
        stations: at.iter().map(|station| code(station)).collect(),
        modifier_groups: with.iter().map(|&n| group(n)).collect(),
        popular: false,
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
    }
}

pub(crate) fn menu() -> Catalogue {
    let station = |text: &str| Station {
        code: code(text),
        names: Names::new(text, text),
        paper: text == "wok",
        warn_after_s: 300,
        late_after_s: 600,
        shown_within_s: domain::catalogue::SHOWN_WITHIN_S,
    };
    let rate = |text: &str, rate_ppm| TaxRate {
        code: code(text),
        names: Names::new(text, text),
        rate_ppm,
        channel_rates: Vec::new(),
    };
    let choice = |n, zh: &str, en: &str, price, default| Modifier {
        id: modifier(n),
        names: Names::new(zh, en),
        price: pence(price),
        default,
        groups: Vec::new(),
    };
    Catalogue {
        version: 0,
        tax_mode: TaxMode::Inclusive,
        stations: vec![station("wok"), station("bar")],
        categories: vec![Category {
            code: code("food"),
            names: Names::new("菜", "Food"),
            colour: Colour::Noodle,
        }],
        tax_rates: vec![rate("standard", 200_000), rate("none", 0)],
        modifier_groups: vec![ModifierGroup {
            id: group(1),
            names: Names::new("大小", "Size"),
            min: 1,
            max: 1,
            modifiers: vec![
                choice(SMALL, "小", "small", 0, true),
                choice(LARGE, "大", "large", 150, false),
            ],
        }],
        items: vec![
            dish(NOODLES, 1180, "standard", &["wok"], &[1]),
            dish(TEA, 350, "standard", &["bar"], &[]),
            dish(SET, 2000, "standard", &["wok", "bar"], &[]),
            dish(CAKE, 400, "none", &[], &[]),
        ],
        channels: Vec::new(),
        ingredients: Vec::new(),
        routes: Vec::new(),
        layouts: Vec::new(),
        promotions: Vec::new(),
    }
}
