//! How long the core takes to decide, and to check a large catalogue, beside what copying the same
//! data takes in the same run.
//!
//! The order has forty lines with choices, discounts on lines and on the whole, two tax rates, a
//! service charge and five tenders; thirty promotions fight for its lines; the catalogue has twenty
//! thousand items. A copy reads and writes
//! every field once, which is the least that anything which looks at all of them can cost. Prints
//! one line of JSON, times in nanoseconds. `cargo run --release -p domain --example decide_rate`

use std::hint::black_box;
use std::time::Instant;

use domain::catalogue::{
    Catalogue, Category, Colour, Item, Menu, Modifier, ModifierGroup, Moment, Offer, PriceRule,
    Promotion, Size, Station, TaxRate, Terms, Weekdays, Which,
};
use domain::chain::Hash;
use domain::id::{
    CommandId, DeviceId, ItemId, LineId, ModifierGroupId, ModifierId, OrderId, ReductionId, SizeId,
    StoreId, TenderId,
};
use domain::money::Currency;
use domain::order::promote::best;
use domain::order::{
    Channel, NewLine, NewReduction, NewTender, NewTenderKind, Order, OrderDetails, ReductionKind,
    ReductionReason,
};
use domain::settings::{Settings, Trade};
use domain::staff::{DeviceCard, DeviceKind};
use domain::store::apply_record;
use domain::tax::TaxMode;
use domain::{
    Actor, Code, Command, Context, Money, Names, Request, Stamp, State, SystemCommand, Timestamp,
    decide, evolve,
};
use uuid::Uuid;

type Failed = Box<dyn std::error::Error>;

const LINES: u128 = 40;
const TENDERS: u128 = 5;
const ITEMS: u128 = 20_000;
/// What each tender but the last takes.
const PART: Money = Money::from_minor(1_000);
/// 2026-11-21 12:00 in London.
const NOON: Timestamp = Timestamp::from_ms(1_795_262_400_000);

fn main() -> Result<(), Failed> {
    let mut shop = Shop::open()?;
    let placing = placing(&[PART; 5]);
    let place_ns = shop.time(&placing)?;
    shop.ring_up()?;
    let discount = discount(99, None, ReductionKind::Percent { ppm: 100_000 }, shop.revision()?);
    let discount_ns = shop.time(&discount)?;
    for n in 1..TENDERS {
        shop.ask(&paying(n, PART))?;
    }
    let due = shop.order()?.totals.due;
    let last_tender_ns = shop.time(&paying(TENDERS, due))?;
    let order = shop.order()?;
    let order_copy_ns = median(2_001, || drop(black_box(black_box(order).clone())));
    let (promotions, menu) = (promotions()?, Menu::new(menu()?).map_err(|why| why.join("; "))?);
    let all: Vec<&Promotion> = promotions.iter().collect();
    let noon = Moment { channel: Channel::Takeaway, at: NOON, zone: shop.state.settings.time_zone };
    let found = best(&all, &order.lines, &menu, noon).len();
    let promote_ns =
        median(201, || drop(black_box(best(&all, &order.lines, black_box(&menu), noon))));

    let large = large_catalogue()?;
    let catalogue_copy_ns = median(21, || drop(black_box(black_box(&large).clone())));
    Menu::new(large.clone()).map_err(|problems| problems.join("; "))?;
    let mut copies: Vec<Catalogue> = (0..21).map(|_| large.clone()).collect();
    // What `Menu::new` takes is consumed, so each time has a copy made before the clock runs.
    let catalogue_check_ns =
        median(21, || drop(black_box(copies.pop().map(|copy| Menu::new(black_box(copy))))));

    let line = serde_json::json!({
        "lines": LINES,
        "tenders": TENDERS,
        "order_copy_ns": order_copy_ns,
        "place_and_pay_ns": place_ns,
        "place_and_pay_copies": ratio(place_ns, order_copy_ns),
        "discount_ns": discount_ns,
        "discount_copies": ratio(discount_ns, order_copy_ns),
        "last_tender_ns": last_tender_ns,
        "last_tender_copies": ratio(last_tender_ns, order_copy_ns),
        "promotions": promotions.len(),
        "promotions_found": found,
        "promote_ns": promote_ns,
        "promote_copies": ratio(promote_ns, order_copy_ns),
        "items": ITEMS,
        "catalogue_copy_ns": catalogue_copy_ns,
        "catalogue_check_ns": catalogue_check_ns,
        "catalogue_check_copies": ratio(catalogue_check_ns, catalogue_copy_ns),
    });
    #[expect(clippy::print_stdout, reason = "this program prints its result")]
    {
        println!("{line}");
    }
    Ok(())
}

/// The median of some runs, in nanoseconds.
#[expect(
    clippy::disallowed_methods,
    reason = "this program measures; the core it measures has no clock"
)]
fn median(runs: usize, mut run: impl FnMut()) -> u64 {
    let mut times: Vec<u64> = (0..runs)
        .map(|_| {
            let began = Instant::now();
            run();
            u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX)
        })
        .collect();
    times.sort_unstable();
    times.get(runs / 2).copied().unwrap_or(0)
}

/// How many copies something costs, with one decimal.
fn ratio(time: u64, copy: u64) -> String {
    let tenths = time.saturating_mul(10) / copy.max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A store with a menu, one terminal and one order.
struct Shop {
    state: State,
    asked: u128,
}

impl Shop {
    fn open() -> Result<Self, Failed> {
        let mut shop = Self { state: State::new(settings()?), asked: 0 };
        let device = DeviceCard {
            id: till(),
            name: "till".into(),
            kind: DeviceKind::Terminal,
            station: None,
        };
        for command in [
            SystemCommand::PairDevice { device, token_hash: Hash::ZERO },
            SystemCommand::PublishCatalogue { catalogue: menu()? },
        ] {
            shop.ask(&Request::System(command))?;
        }
        Ok(shop)
    }

    /// The order with everything on it that changes what it comes to.
    fn ring_up(&mut self) -> Result<(), Failed> {
        self.ask(&placing(&[]))?;
        for n in 1..=LINES / 4 {
            let kind = ReductionKind::Percent { ppm: 100_000 };
            let asked = discount(n, Some(LineId::from_uuid(id(n))), kind, self.revision()?);
            self.ask(&asked)?;
        }
        let kind = ReductionKind::Amount { amount: Money::from_minor(555) };
        let off_the_whole = discount(50, None, kind, self.revision()?);
        self.ask(&off_the_whole)?;
        let (order_id, revision) = (order_id(), self.revision()?);
        let service = Command::SetServiceCharge { order_id, revision, ppm: 125_000 };
        self.ask(&Request::Device(service))
    }

    fn context(&self) -> Context {
        Context {
            hq_away: false,
            command_id: CommandId::from_uuid(id(self.asked)),
            now: NOON,
            actor: Actor::System,
            device: till(),
            command_hash: Hash::ZERO,
        }
    }

    fn ask(&mut self, request: &Request) -> Result<(), Failed> {
        self.asked += 1;
        let context = self.context();
        let decision = decide(&self.state, request, &context)?;
        for record in &decision.records {
            apply_record(&mut self.state, record);
        }
        for event in &decision.events {
            evolve(&mut self.state, event, &Stamp::from(&context));
        }
        Ok(())
    }

    /// How long deciding takes; nothing happens.
    fn time(&self, request: &Request) -> Result<u64, Failed> {
        let context = self.context();
        decide(&self.state, request, &context)?;
        Ok(median(2_001, || {
            drop(black_box(decide(black_box(&self.state), black_box(request), &context)));
        }))
    }

    fn order(&self) -> Result<&Order, Failed> {
        self.state.order(order_id()).ok_or_else(|| "the order is gone".into())
    }

    fn revision(&self) -> Result<u32, Failed> {
        Ok(self.order()?.revision)
    }
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn till() -> DeviceId {
    DeviceId::from_uuid(id(1))
}

fn order_id() -> OrderId {
    OrderId::from_uuid(id(1))
}

fn settings() -> Result<Settings, Failed> {
    Ok(Settings {
        store_id: StoreId::from_uuid(id(1)),
        names: Names::new("小店", "The Shop"),
        currency: Currency::from_code("GBP").ok_or("no such currency")?,
        time_zone: chrono_tz::Europe::London,
        day_cut_off_minutes: 240,
        receipt_printer: Some(Code::new("counter")?),
        drawer_printer: None,
        chit_printers: [(Code::new("wok")?, Code::new("wok-printer")?)].into(),
        fallback_printer: None,
        points_per_major: 1,
        trade: Trade::default(),
    })
}

/// Forty lines of two dishes, each with a choice, and what is paid at once.
fn placing(paid: &[Money]) -> Request {
    let line = |n: u128| NewLine {
        line_id: LineId::from_uuid(id(n)),
        item_id: ItemId::from_uuid(id(n)),
        quantity: 2,
        modifiers: vec![ModifierId::from_uuid(id(1)), ModifierId::from_uuid(id(2))],
        price: None,
        size_id: None,
        parts: Vec::new(),
        grams: None,
        seat: None,
        course: None,
        note: None,
        hold: false,
    };
    Request::Device(Command::PlaceOrder {
        order_id: order_id(),
        channel: Channel::DineIn,
        member_id: None,
        lines: (1..=LINES).map(line).collect(),
        fire: true,
        tenders: (1..).zip(paid).map(|(n, &amount)| card(n, amount)).collect(),
        print_receipt: true,
        details: OrderDetails::default(),
    })
}

fn card(n: u128, amount: Money) -> NewTender {
    NewTender {
        tender_id: TenderId::from_uuid(id(n)),
        kind: NewTenderKind::CardElsewhere { reference: "A-17".into() },
        amount,
        tip: Money::from_minor(50),
        currency: None,
    }
}

fn paying(n: u128, amount: Money) -> Request {
    let tender = card(n, amount);
    Request::Device(Command::TakeTender {
        order_id: order_id(),
        check_id: None,
        tender,
        print_receipt: true,
    })
}

fn discount(n: u128, line_id: Option<LineId>, kind: ReductionKind, revision: u32) -> Request {
    let reduction = NewReduction {
        reduction_id: ReductionId::from_uuid(id(n)),
        line_id,
        kind,
        reason: ReductionReason::Regular,
    };
    Request::Device(Command::Reduce { order_id: order_id(), revision, reduction })
}

/// Thirty promotions that all fight for the same lines: the hardest there are to choose from.
fn promotions() -> Result<Vec<Promotion>, Failed> {
    let of = |n: u128| Which {
        items: (0..10).map(|k| ItemId::from_uuid(id(1 + (n * 7 + k * 3) % LINES))).collect(),
        categories: Vec::new(),
    };
    let promotion = |n: u128| {
        let money = Money::from_minor(i64::try_from(500 + n * 13)?);
        let offer = match n % 5 {
            0 => Offer::Percent { of: of(n), ppm: 90_000 + u32::try_from(n)? * 1_000 },
            1 => Offer::Amount { of: of(n), amount: money },
            2 => Offer::BuyGet { of: of(n), buy: 2, get: 1 },
            3 => Offer::Bundle { parts: vec![of(n), of(n + 1)], price: money },
            _ => Offer::FreeItem { of: of(n) },
        };
        let (code, names) = (Code::new(&format!("p{n}"))?, Names::new("优惠", "Promotion"));
        Ok(Promotion { code, names, offer, terms: Terms::default(), exclusive: n == 0 })
    };
    (0..30).map(promotion).collect()
}

/// A dish for each line.
fn menu() -> Result<Catalogue, Failed> {
    let (wok, bar) = (Code::new("wok")?, Code::new("bar")?);
    let (food, standard, zero) = (Code::new("food")?, Code::new("standard")?, Code::new("zero")?);
    let station = |code: &Code| Station {
        code: code.clone(),
        names: Names::new("档口", "Station"),
        paper: true,
        warn_after_s: 300,
        late_after_s: 600,
        shown_within_s: 5,
    };
    let rate = |code: &Code, rate_ppm| TaxRate {
        code: code.clone(),
        names: Names::new("税", "VAT"),
        rate_ppm,
        channel_rates: Vec::new(),
    };
    let names = Names::new("主食", "Mains");
    let category = Category { code: food.clone(), names, colour: Colour::Noodle };
    let dish = |n: u128| {
        let tax = if n.is_multiple_of(5) { &zero } else { &standard };
        let names = Names::new("红烧牛肉面", format!("Braised beef noodles {n}"));
        Item {
            price: Some(Money::from_minor(980)),
            pinyin: "hsnrm".into(),
            stations: vec![if n.is_multiple_of(2) { bar.clone() } else { wok.clone() }],
            modifier_groups: vec![ModifierGroupId::from_uuid(id(1))],
            ..Item::plain(ItemId::from_uuid(id(n)), names, food.clone(), tax.clone())
        }
    };
    Ok(Catalogue {
        version: 0,
        tax_mode: TaxMode::Inclusive,
        stations: vec![station(&wok), station(&bar)],
        categories: vec![category],
        tax_rates: vec![rate(&standard, 200_000), rate(&zero, 0)],
        modifier_groups: vec![extras()],
        items: (1..=LINES).map(dish).collect(),
        channels: Vec::new(),
        ingredients: Vec::new(),
        routes: Vec::new(),
        layouts: Vec::new(),
        promotions: Vec::new(),
    })
}

fn extras() -> ModifierGroup {
    let extra = |n: u128| Modifier {
        id: ModifierId::from_uuid(id(n)),
        names: Names::new("加料", "Extra"),
        price: Money::from_minor(30),
        default: false,
        groups: Vec::new(),
    };
    let names = Names::new("加料", "Extras");
    let modifiers = (1..=6).map(extra).collect();
    ModifierGroup { id: ModifierGroupId::from_uuid(id(1)), names, min: 1, max: 3, modifiers }
}

/// Twenty thousand items as a retailer has them: a barcode each, every fourth in sizes, every
/// fourth at another price in the evening.
fn large_catalogue() -> Result<Catalogue, Failed> {
    let small = menu()?;
    let pattern = small.items.first().ok_or("no items")?;
    let evening = PriceRule {
        channels: vec![Channel::Takeaway],
        weekdays: Weekdays(0b001_1111),
        from_minute: 1_200,
        until_minute: 1_320,
        size_id: None,
        level: None,
        price: Money::from_minor(500),
    };
    let size = |n: u128, of: u128| Size {
        id: SizeId::from_uuid(id(3 * n + of)),
        names: Names::new("号", format!("Size {of}")),
        price: Money::from_minor(700),
        barcodes: vec![format!("21{:011}", 3 * n + of)],
    };
    let item = |n: u128| {
        let mut item = Item {
            id: ItemId::from_uuid(id(n)),
            names: Names::new(format!("商品{n}"), format!("Article {n}")),
            barcodes: vec![format!("20{n:011}")],
            sku: format!("A-{n}"),
            substitutes: vec![ItemId::from_uuid(id(n % ITEMS + 1))],
            ..pattern.clone()
        };
        match n % 4 {
            0 => (item.price, item.sizes) = (None, (0..3).map(|of| size(n, of)).collect()),
            1 => item.prices = vec![evening.clone()],
            _ => {}
        }
        item
    };
    Ok(Catalogue { items: (1..=ITEMS).map(item).collect(), ..small })
}
