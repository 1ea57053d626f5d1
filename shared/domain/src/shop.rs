//! A small shop for the tests: a few people, screens and dishes, and the one door to all rules.

mod menu;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

pub(crate) use self::menu::{dish, menu};
use crate::catalogue::Catalogue;
use crate::chain::Hash;
use crate::id::{
    CommandId, DeviceId, ItemId, LineId, MemberId, ModifierGroupId, ModifierId, OrderId, ShiftId,
    StaffId, StoreId, TenderId,
};
use crate::money::Currency;
use crate::order::{Channel, NewLine, NewTender, NewTenderKind};
use crate::settings::{Policy, Settings, Trade};
use crate::staff::{DeviceCard, DeviceKind, Role, Staff};
use crate::tax::TaxMode;
use crate::{
    Actor, BusinessDay, Code, Command, Context, Decision, Event, Money, Names, Record, Rejection,
    Request, Stamp, State, SystemCommand, Timestamp, decide, evolve,
};

/// 2026-11-21 12:00 in London.
pub(crate) const NOON: Timestamp = Timestamp::from_ms(1_795_262_400_000);
pub(crate) const MINUTE_MS: i64 = 60_000;
pub(crate) const HOUR_MS: i64 = 60 * MINUTE_MS;

macro_rules! ids {
    ($($name:ident: $type:ident),+ $(,)?) => {
        $(pub(crate) fn $name(n: u128) -> $type { $type::from_uuid(Uuid::from_u128(n)) })+
    };
}
ids!(order: OrderId, line: LineId, item: ItemId, group: ModifierGroupId, modifier: ModifierId,
    tender: TenderId, shift: ShiftId, member: MemberId, staff: StaffId, device: DeviceId);

pub(crate) const CASHIER: u128 = 1;
pub(crate) const COOK: u128 = 2;
pub(crate) const MANAGER: u128 = 3;

pub(crate) const TILL: u128 = 1;
pub(crate) const SECOND_TILL: u128 = 2;
pub(crate) const WOK_SCREEN: u128 = 3;
pub(crate) const BAR_SCREEN: u128 = 4;
pub(crate) const EXPO: u128 = 5;
pub(crate) const BOARD: u128 = 6;
pub(crate) const PRINTER_PAGE: u128 = 7;

/// 11.80 at the wok; a size must be chosen, up to two extras may be.
pub(crate) const NOODLES: u128 = 1;
/// 3.50 at the bar.
pub(crate) const TEA: u128 = 2;
/// 20.00, made at the bar and at the wok.
pub(crate) const SET: u128 = 3;
/// 4.00 without tax, handed over the counter.
pub(crate) const CAKE: u128 = 4;
/// An open price, at the wok.
pub(crate) const SPECIAL: u128 = 5;

pub(crate) const SIZE: u128 = 1;
pub(crate) const EXTRA: u128 = 2;
pub(crate) const SMALL: u128 = 1;
pub(crate) const LARGE: u128 = 2;
pub(crate) const EGG: u128 = 3;
/// Takes 1000 minor units off.
pub(crate) const NO_MEAT: u128 = 4;

pub(crate) fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

pub(crate) fn pence(minor: i64) -> Money {
    Money::from_minor(minor)
}

pub(crate) fn day(year: i32, month: u32, day: u32) -> BusinessDay {
    BusinessDay::from_date(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

/// One line of one unit without choices.
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

/// One small bowl.
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

/// An order that is only opened: nothing fired, nothing paid.
pub(crate) fn opened(id: u128, lines: Vec<NewLine>) -> Ask {
    placing(id, lines, false, Vec::new())
}

/// An order whose lines go to the kitchen at once.
pub(crate) fn fired(id: u128, lines: Vec<NewLine>) -> Ask {
    placing(id, lines, true, Vec::new())
}

pub(crate) fn placing(id: u128, lines: Vec<NewLine>, fire: bool, tenders: Vec<NewTender>) -> Ask {
    ask(Command::PlaceOrder {
        order_id: order(id),
        channel: Channel::DineIn,
        member_id: None,
        lines,
        fire,
        tenders,
        print_receipt: true,
        details: crate::order::OrderDetails::default(),
    })
}

pub(crate) fn float(id: u128, minor: i64) -> Ask {
    ask(Command::OpenShift { shift_id: shift(id), float: pence(minor) })
}

/// One request, with who asks, from where and when.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) request: Request,
    pub(crate) actor: Actor,
    pub(crate) device: DeviceId,
    pub(crate) now: Timestamp,
}

/// The cashier asks at the till, at noon.
pub(crate) fn ask(command: Command) -> Ask {
    let actor = Actor::Staff { staff_id: staff(CASHIER) };
    Ask { request: Request::Device(command), actor, device: device(TILL), now: NOON }
}

/// The store server asks, at noon.
pub(crate) fn system(command: SystemCommand) -> Ask {
    let request = Request::System(command);
    Ask { request, actor: Actor::System, device: device(TILL), now: NOON }
}

impl Ask {
    pub(crate) fn by(self, who: u128) -> Self {
        Self { actor: Actor::Staff { staff_id: staff(who) }, ..self }
    }

    pub(crate) fn on(self, place: u128) -> Self {
        Self { device: device(place), ..self }
    }

    /// From a screen with nobody signed in.
    pub(crate) fn alone_on(self, place: u128) -> Self {
        Self { actor: Actor::Device, ..self }.on(place)
    }

    pub(crate) fn at(self, now: Timestamp) -> Self {
        Self { now, ..self }
    }

    pub(crate) fn after_ms(self, ms: i64) -> Self {
        self.at(Timestamp::from_ms(NOON.ms() + ms))
    }
}

/// One entry of what a journal would hold: reference data or an event.
#[expect(clippy::large_enum_variant, reason = "a few hundred of them in a test")]
#[derive(Debug, Clone)]
pub(crate) enum Written {
    Record(Record),
    Event(Event, Stamp),
}

/// A running shop and everything that was written in it.
#[derive(Clone)]
pub(crate) struct Shop {
    pub(crate) state: State,
    pub(crate) written: Vec<Written>,
    /// Whether HQ cannot be reached.
    pub(crate) hq_away: bool,
    asked: u128,
}

impl Shop {
    /// A shop with staff, screens and a menu, before the first guest.
    pub(crate) fn new(tax_mode: TaxMode) -> Self {
        let (state, written) = (State::new(settings()), Vec::new());
        let mut shop = Self { state, written, hq_away: false, asked: 0 };
        for person in people() {
            shop.ask(&system(SystemCommand::AddStaff { staff: person })).unwrap();
        }
        for screen in screens() {
            let token_hash = Hash::ZERO;
            shop.ask(&system(SystemCommand::PairDevice { device: screen, token_hash })).unwrap();
        }
        let catalogue = Catalogue { tax_mode, ..menu() };
        shop.ask(&system(SystemCommand::PublishCatalogue { catalogue })).unwrap();
        shop
    }

    pub(crate) fn context(&self, ask: &Ask) -> Context {
        let command_id = CommandId::from_uuid(Uuid::from_u128(self.asked));
        Context {
            command_id,
            now: ask.now,
            actor: ask.actor,
            device: ask.device,
            command_hash: crate::chain::Hash::ZERO,
            hq_away: self.hq_away,
        }
    }

    /// Decides and applies one request.
    pub(crate) fn ask(&mut self, ask: &Ask) -> Result<Decision, Rejection> {
        self.asked += 1;
        let context = self.context(ask);
        let decision = decide(&self.state, &ask.request, &context)?;
        let stamp = Stamp::from(&context);
        let records = decision.records.iter().cloned().map(Written::Record);
        let events = decision.events.iter().cloned().map(|event| Written::Event(event, stamp));
        let fresh: Vec<Written> = records.chain(events).collect();
        replay(&mut self.state, &fresh);
        self.written.extend(fresh);
        Ok(decision)
    }
}

/// Applies what was written.
pub(crate) fn replay(state: &mut State, written: &[Written]) {
    for entry in written {
        match entry {
            Written::Record(record) => crate::store::apply_record(state, record),
            Written::Event(event, stamp) => evolve(state, event, stamp),
        }
    }
}

/// What a check leaves behind, to look closer at.
pub(crate) struct Outcome {
    pub(crate) state: State,
    pub(crate) decision: Option<Decision>,
}

impl Outcome {
    pub(crate) fn decision(&self) -> &Decision {
        self.decision.as_ref().unwrap()
    }

    pub(crate) fn order(&self, id: u128) -> &crate::order::Order {
        self.state.order(order(id)).unwrap()
    }
}

/// The one door: all of `given` is allowed and happens, then `when` is asked and comes to `then`,
/// the kinds of its events or its refusal.
pub(crate) fn check(given: &[Ask], when: Ask, then: Result<&[&str], Rejection>) -> Outcome {
    check_in(Shop::new(TaxMode::Inclusive), given, when, then)
}

/// [`check`] in a shop of one's own.
#[expect(clippy::needless_pass_by_value, reason = "a check reads as one sentence, without &")]
pub(crate) fn check_in(
    mut shop: Shop,
    given: &[Ask],
    when: Ask,
    then: Result<&[&str], Rejection>,
) -> Outcome {
    for step in given {
        shop.ask(step).unwrap_or_else(|no| panic!("{step:?} was refused: {no}"));
    }
    let answer = shop.ask(&when);
    let kinds = answer
        .as_ref()
        .map(|decision| decision.events.iter().map(Event::kind).collect::<Vec<_>>())
        .map_err(Clone::clone);
    assert_eq!(kinds, then.map(<[&str]>::to_vec), "{when:?}");
    Outcome { state: shop.state, decision: answer.ok() }
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
        chit_printers: BTreeMap::from([(code("wok"), code("wok-printer"))]),
        fallback_printer: Some(code("counter")),
        points_per_major: 1,
        // Approval has tests of its own; elsewhere a cashier strikes what the kitchen has.
        trade: Trade {
            policy: Policy { cashier_voids_fired: true, ..Policy::default() },
            ..Trade::default()
        },
    }
}

fn people() -> [Staff; 3] {
    [(CASHIER, Role::Cashier), (COOK, Role::Cook), (MANAGER, Role::Manager)].map(|(n, role)| {
        Staff { id: staff(n), names: Names::new("员工", "Staff"), role, pin_hash: "x".into() }
    })
}

fn screens() -> [DeviceCard; 7] {
    [
        (TILL, DeviceKind::Terminal, None),
        (SECOND_TILL, DeviceKind::Terminal, None),
        (WOK_SCREEN, DeviceKind::StationScreen, Some("wok")),
        (BAR_SCREEN, DeviceKind::StationScreen, Some("bar")),
        (EXPO, DeviceKind::ExpoScreen, None),
        (BOARD, DeviceKind::Board, None),
        (PRINTER_PAGE, DeviceKind::PrinterPage, None),
    ]
    .map(|(n, kind, station)| DeviceCard {
        id: device(n),
        name: format!("device {n}"),
        kind,
        station: station.map(code),
    })
}
