//! The shop that rates are measured in.

use std::path::Path;
use std::sync::Arc;

use domain::catalogue::{Catalogue, Category, Colour, Item, Station, TaxRate};
use domain::chain::Hash;
use domain::id::{CommandId, DeviceId, ItemId, LineId, MemberId, OrderId, StoreId, TenderId};
use domain::member::{Came, Consent, Purpose};
use domain::money::Currency;
use domain::order::{Channel, NewLine, NewTender, NewTenderKind};
use domain::settings::Settings;
use domain::staff::{DeviceCard, DeviceKind};
use domain::tax::TaxMode;
use domain::{Actor, Code, Command, Money, Names, Request, SystemCommand};
use journal::{Ask, Clock, Journal, OpenOptions};
use uuid::Uuid;

use crate::Failed;

/// Lines of an order.
pub(crate) const LINES: u128 = 5;

/// Opens a journal of its own on some clock.
pub(crate) fn open(dir: &Path, clock: Arc<dyn Clock>) -> Result<Journal, Failed> {
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
        fallback_printer: None,
        points_per_major: 1,
        trade: domain::settings::Trade::default(),
    };
    Ok(Journal::open(OpenOptions { dir: dir.to_owned(), settings, clock })?)
}

/// Lets a till in and puts so many items on the menu.
pub(crate) async fn set_up(journal: &Journal, items: u128) -> Result<(), Failed> {
    let device =
        DeviceCard { id: till(), name: "till".into(), kind: DeviceKind::Terminal, station: None };
    let token_hash = Hash::from_bytes([1; 32]);
    let catalogue = menu(items)?;
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

/// Enrols the first so many members.
pub(crate) async fn enrol(journal: &Journal, members: u128) -> Result<(), Failed> {
    for n in 1..=members {
        let command = Command::EnrolMember {
            member_id: member(n),
            phone: format!("+4477009{n:05}"),
            name: "王小芳".into(),
            consents: vec![Consent { purpose: Purpose::Membership, text_version: 1 }],
            came: Came::default(),
        };
        journal.append(asked(u128::MAX - 10 - n, Request::Device(command))).await?;
    }
    Ok(())
}

/// One of the members.
pub(crate) fn member(n: u128) -> MemberId {
    MemberId::from_uuid(Uuid::from_u128(n))
}

/// An order of five lines, fired to both stations and paid by card, of the items from `first` on.
pub(crate) fn order(n: u128, first: u128, member_id: Option<MemberId>) -> Ask {
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
            member_id,
            lines: (first..first + LINES).map(line).collect(),
            fire: true,
            tenders: vec![NewTender { tender_id, kind, amount, tip: Money::ZERO, currency: None }],
            print_receipt: true,
            details: domain::order::OrderDetails::default(),
        }),
    )
}

fn menu(items: u128) -> Result<Catalogue, Failed> {
    let (wok, bar) = (Code::new("wok")?, Code::new("bar")?);
    let (food, standard) = (Code::new("food")?, Code::new("standard")?);
    let station = |code: &Code, zh: &str, en: &str| Station {
        code: code.clone(),
        names: Names::new(zh, en),
        paper: true,
        warn_after_s: 300,
        late_after_s: 600,
        shown_within_s: domain::catalogue::SHOWN_WITHIN_S,
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
        recipe: Vec::new(),
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
        items: (1..=items).map(item).collect(),
        channels: Vec::new(),
        ingredients: Vec::new(),
        routes: Vec::new(),
        layouts: Vec::new(),
        promotions: Vec::new(),
    })
}
