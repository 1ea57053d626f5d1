//! How many orders a second the journal takes, beside the bare limit of `SQLite` in the same run.
//!
//! Eight askers place, fire and pay orders of five lines at two stations. The bare limit writes
//! eight orders of seven rows, one of them an event of 1 kB, in each transaction. Prints one line
//! of JSON. `cargo run --release -p journal --example append_rate -- 5`

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use domain::catalogue::{Catalogue, Category, Colour, Item, Station, TaxRate};
use domain::chain::Hash;
use domain::id::{CommandId, DeviceId, ItemId, LineId, OrderId, StoreId, TenderId};
use domain::money::Currency;
use domain::order::{Channel, NewLine, NewTender, NewTenderKind};
use domain::settings::Settings;
use domain::staff::{DeviceCard, DeviceKind};
use domain::tax::TaxMode;
use domain::{Actor, Code, Command, Money, Names, Request, SystemCommand};
use journal::{Ask, Journal, OpenOptions, Outcome, SystemClock};
use rusqlite::{Connection, params};
use uuid::Uuid;

type Failed = Box<dyn std::error::Error + Send + Sync>;

const TASKS: u32 = 8;
const LINES: u128 = 5;
const ORDERS_PER_TRANSACTION: u64 = 8;

/// Orders written, in how long, with how much of the processor.
struct Measured {
    orders: u64,
    elapsed: Duration,
    cpu: Duration,
}

impl Measured {
    fn per_second(&self) -> u64 {
        let ms = u64::try_from(self.elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
        self.orders * 1_000 / ms
    }

    fn cpu_us(&self) -> u64 {
        u64::try_from(self.cpu.as_micros()).unwrap_or(u64::MAX) / self.orders.max(1)
    }
}

fn main() -> Result<(), Failed> {
    let seconds = std::env::args().nth(1).map_or(Ok(5), |text| text.parse())?;
    let span = Duration::from_secs(seconds);
    let home = tempfile::tempdir()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build()?;
    let ours = runtime.block_on(append_for(span, &home.path().join("store")))?;
    let bare = bare_for(span, &home.path().join("bare.sqlite"))?;
    let thousandths = ours.per_second() * 1_000 / bare.per_second().max(1);
    let line = serde_json::json!({
        "orders_per_s": ours.per_second(),
        "cpu_us_per_order": ours.cpu_us(),
        "bare_orders_per_s": bare.per_second(),
        "bare_cpu_us_per_order": bare.cpu_us(),
        "ratio_thousandths": thousandths,
    });
    #[expect(clippy::print_stdout, reason = "this program prints its result")]
    {
        println!("{line}");
    }
    Ok(())
}

/// Appends from eight tasks until the time is up.
async fn append_for(span: Duration, dir: &Path) -> Result<Measured, Failed> {
    let journal = open(dir)?;
    set_up(&journal).await?;
    let taken = Arc::new(AtomicU64::new(0));
    let (began, cpu) = (Instant::now(), cpu_time()?);
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..TASKS {
        let (journal, taken) = (journal.clone(), Arc::clone(&taken));
        tasks.spawn(async move {
            while began.elapsed() < span {
                // Minted as terminals do, in the order of time.
                let answer = journal.append(order(Uuid::now_v7().as_u128())).await?;
                match answer.outcome() {
                    Some(Outcome::Accepted { .. }) => taken.fetch_add(1, Ordering::Relaxed),
                    other => return Err(Failed::from(format!("{other:?}"))),
                };
            }
            Ok(())
        });
    }
    while let Some(task) = tasks.join_next().await {
        task??;
    }
    let measured = Measured {
        orders: taken.load(Ordering::Relaxed),
        elapsed: began.elapsed(),
        cpu: cpu_time()?.saturating_sub(cpu),
    };
    journal.stop().await;
    Ok(measured)
}

fn open(dir: &Path) -> Result<Journal, Failed> {
    let printer = Code::new("counter")?;
    let settings = Settings {
        store_id: StoreId::from_uuid(Uuid::from_u128(1)),
        names: Names::new("小店", "The Shop"),
        currency: Currency::from_code("GBP").ok_or("no such currency")?,
        time_zone: chrono_tz::Europe::London,
        day_cut_off_minutes: 240,
        receipt_printer: Some(printer),
        drawer_printer: None,
        chit_printers: [(Code::new("wok")?, Code::new("wok-printer")?)].into(),
        points_per_major: 1,
        trade: domain::settings::Trade::default(),
    };
    Ok(Journal::open(OpenOptions { dir: dir.to_owned(), settings, clock: Arc::new(SystemClock) })?)
}

async fn set_up(journal: &Journal) -> Result<(), Failed> {
    let device =
        DeviceCard { id: till(), name: "till".into(), kind: DeviceKind::Terminal, station: None };
    let token_hash = Hash::from_bytes([1; 32]);
    let catalogue = menu()?;
    for (n, command) in (0..).zip([
        SystemCommand::PairDevice { device, token_hash },
        SystemCommand::PublishCatalogue { catalogue },
    ]) {
        let request = Request::System(command);
        journal.append(asked(u128::MAX - n, request)).await?;
    }
    Ok(())
}

fn asked(n: u128, request: Request) -> Ask {
    let command_id = CommandId::from_uuid(Uuid::from_u128(n));
    Ask { command_id, actor: Actor::System, device: till(), request }
}

fn till() -> DeviceId {
    DeviceId::from_uuid(Uuid::from_u128(1))
}

/// An order of five lines, fired to both stations and paid by card.
fn order(n: u128) -> Ask {
    let line = |at: u128| NewLine {
        line_id: LineId::from_uuid(Uuid::from_u128(at)),
        item_id: ItemId::from_uuid(Uuid::from_u128(at)),
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
    };
    let kind = NewTenderKind::CardElsewhere { reference: "A-17".into() };
    let amount = Money::from_minor(5 * 980);
    let tender_id = TenderId::from_uuid(Uuid::from_u128(n));
    asked(
        n,
        Request::Device(Command::PlaceOrder {
            order_id: OrderId::from_uuid(Uuid::from_u128(n)),
            channel: Channel::DineIn,
            member_id: None,
            lines: (1..=LINES).map(line).collect(),
            fire: true,
            tenders: vec![NewTender { tender_id, kind, amount, tip: Money::ZERO, currency: None }],
            print_receipt: true,
            details: domain::order::OrderDetails::default(),
        }),
    )
}

fn menu() -> Result<Catalogue, Failed> {
    let (wok, bar) = (Code::new("wok")?, Code::new("bar")?);
    let (food, standard) = (Code::new("food")?, Code::new("standard")?);
    let station = |code: &Code, zh: &str, en: &str| Station {
        code: code.clone(),
        names: Names::new(zh, en),
        paper: true,
        warn_after_s: 300,
        late_after_s: 600,
    };
    let item = |n: u128| Item {
        id: ItemId::from_uuid(Uuid::from_u128(n)),
        names: Names::new("红烧牛肉面", "Braised beef noodles"),
        pinyin: "hsnrm".into(),
        category: food.clone(),
        price: Some(Money::from_minor(980)),
        tax: standard.clone(),
        stations: vec![if n.is_multiple_of(2) { bar.clone() } else { wok.clone() }],
        modifier_groups: Vec::new(),
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
    };
    Ok(Catalogue {
        version: 0,
        tax_mode: TaxMode::Inclusive,
        stations: vec![station(&wok, "炒锅", "Wok"), station(&bar, "吧台", "Bar")],
        categories: vec![Category {
            code: food.clone(),
            names: Names::new("主食", "Mains"),
            colour: Colour::Noodle,
        }],
        tax_rates: vec![TaxRate {
            code: standard.clone(),
            names: Names::new("标准", "Standard"),
            rate_ppm: 200_000,
            channel_rates: Vec::new(),
        }],
        modifier_groups: Vec::new(),
        items: (1..=LINES).map(item).collect(),
        channels: Vec::new(),
    })
}

/// The least that an order can cost: seven rows, and nothing decided, hashed or derived.
fn bare_for(span: Duration, file: &Path) -> Result<Measured, Failed> {
    let mut connection = Connection::open(file)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute_batch(
        "CREATE TABLE events (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
         CREATE TABLE outcomes (id BLOB PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
         CREATE TABLE orders (id BLOB PRIMARY KEY, state INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
         CREATE TABLE rows (n INTEGER PRIMARY KEY, of INTEGER NOT NULL, body TEXT NOT NULL) STRICT;",
    )?;
    let (event, body) = ("e".repeat(1_000), "b".repeat(100));
    let (began, cpu) = (Instant::now(), cpu_time()?);
    let mut orders = 0_u64;
    while began.elapsed() < span {
        let transaction = connection.transaction()?;
        for _ in 0..ORDERS_PER_TRANSACTION {
            orders += 1;
            let id = *Uuid::now_v7().as_bytes();
            let run = |sql: &str, params: &[&dyn rusqlite::ToSql]| {
                transaction.prepare_cached(sql).and_then(|mut statement| statement.execute(params))
            };
            run("INSERT INTO events (body) VALUES (?1)", params![event])?;
            run("INSERT INTO outcomes VALUES (?1, ?2)", params![id, body])?;
            run("INSERT INTO orders VALUES (?1, 1, ?2)", params![id, body])?;
            for _ in 0..4 {
                run("INSERT INTO rows (of, body) VALUES (?1, ?2)", params![orders, body])?;
            }
        }
        transaction.commit()?;
    }
    Ok(Measured { orders, elapsed: began.elapsed(), cpu: cpu_time()?.saturating_sub(cpu) })
}

/// Processor time of this process so far, in steps of the kernel's 10 ms (`proc_pid_stat(5)`).
fn cpu_time() -> Result<Duration, Failed> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit_once(')').ok_or("no name in /proc/self/stat")?.1;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    // Fields 14 and 15, counted from the pid; the state, field 3, is the first one here.
    let ticks: u64 = [11, 12]
        .into_iter()
        .map(|at| fields.get(at).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0))
        .sum();
    Ok(Duration::from_millis(ticks * 10))
}
