//! The sample store's description, as its `store.toml`.

use std::net::SocketAddr;

use domain::Names;
use domain::member::standing::LifeStage;
use firmware_config::{
    ChitRoute, CommissionSection, Confirm, DrawerPulse, Encoding, HqSection, MembersSection,
    PrinterDescription, Routes, StoreDescription, StoreSection, TagRuleSection, TenderDescription,
    TenderKind, TierSection, TopUpGiftSection, TradeSection,
};

use super::Branch;

/// Where the two virtual printers listen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrinterPlaces {
    /// 80 mm, on the counter, with the drawer.
    pub receipt: SocketAddr,
    /// 58 mm, at the noodle station.
    pub kitchen: SocketAddr,
}

/// Where HQ is and the store's secret there.
#[derive(Debug, Clone, Copy)]
pub struct HqPlace<'a> {
    /// Such as `http://127.0.0.1:4200`.
    pub url: &'a str,
    /// What HQ knows the store by.
    pub token: &'a str,
}

/// Seconds that the card terminal may take over a guest: short, so that whoever tries out a guest
/// who never comes sees what follows.
const CARD_TIMEOUT_S: u16 = 20;
/// The same for an answer of the acquirer.
const CODE_TIMEOUT_S: u16 = 5;

/// The sample store as a `store.toml` that `comanda store --config` reads. `guests` is where guests
/// say how it was, as they type it.
pub fn store_toml(
    branch: Branch,
    printers: PrinterPlaces,
    hq: Option<HqPlace<'_>>,
    guests: Option<&str>,
) -> String {
    let description = StoreDescription {
        store: StoreSection {
            id: branch.store_id().uuid(),
            names: branch.names(),
            currency: "GBP".to_owned(),
            time_zone: "Europe/London".to_owned(),
            day_cut_off: "04:00".to_owned(),
            phone_region: "GB".to_owned(),
            address_lines: vec!["4 Sample Lane".to_owned(), "London".to_owned()],
            tax_number: Some("GB 000 0000 00".to_owned()),
            guest_address: guests.map(str::to_owned),
        },
        hq: hq.map(|hq| HqSection { url: hq.url.to_owned(), token: hq.token.to_owned() }),
        printers: vec![
            PrinterDescription {
                drawer: Some(DrawerPulse { pin: 0, pulse_on_ms: 50, pulse_off_ms: 500 }),
                ..printer("counter", "前台", "Counter", printers.receipt, 80)
            },
            printer("kitchen", "面档打印机", "Noodle station", printers.kitchen, 58),
        ],
        trade: TradeSection { members: Some(members()), ..TradeSection::default() },
        tenders: vec![
            tender("card", "刷卡机", "Card terminal", TenderKind::Zvt, CARD_TIMEOUT_S),
            tender("scan", "扫码付", "Scan to pay", TenderKind::ScanToPay, CODE_TIMEOUT_S),
        ],
        routes: Routes {
            receipt: Some("counter".to_owned()),
            chits: vec![ChitRoute { station: "noodles".to_owned(), printer: "kitchen".to_owned() }],
        },
    };
    match description.render() {
        Ok(text) => text,
        Err(error) => unreachable!("TOML holds every value of a description: {error}"),
    }
}

fn printer(
    code: &str,
    zh: &str,
    en: &str,
    address: SocketAddr,
    width_mm: u16,
) -> PrinterDescription {
    PrinterDescription {
        code: code.to_owned(),
        names: Names::new(zh, en),
        address: address.to_string(),
        width_mm,
        encoding: Encoding::Gb18030,
        is_virtual: true,
        confirm: Confirm::ProcessId,
        drawer: None,
    }
}

/// A machine that takes money, simulated, at any free port.
fn tender(code: &str, zh: &str, en: &str, kind: TenderKind, timeout_s: u16) -> TenderDescription {
    TenderDescription {
        code: code.to_owned(),
        names: Names::new(zh, en),
        kind,
        address: None,
        password: None,
        url: None,
        token: None,
        timeout_s,
        is_simulated: true,
    }
}

/// What the sample shop gives its members.
fn members() -> MembersSection {
    MembersSection {
        points_per_major_paid: Some(100),
        stored_value: Some(true),
        top_up_gifts: [(5_000, 300), (10_000, 1_000), (20_000, 3_000)]
            .map(|(from, gift)| TopUpGiftSection { from, gift })
            .to_vec(),
        cashier_coupon: Some(500),
        risk_points: Some(200),
        risk_coupons: Some(500),
        points_idle_days: Some(365),
        tiers: [("silver", "银卡", "Silver", 10_000, 125), ("gold", "金卡", "Gold", 50_000, 200)]
            .map(|(code, zh, en, spent, percent)| TierSection {
                code: code.to_owned(),
                names: Names::new(zh, en),
                spent: Some(spent),
                visits: None,
                paid_in: None,
                points_percent: Some(percent),
                kitchen_mark: Some(true),
            })
            .to_vec(),
        commission: Some(CommissionSection {
            first_percent: Some("2".to_owned()),
            last_percent: None,
            served_percent: Some("1".to_owned()),
        }),
        tags: vec![
            TagRuleSection {
                tag: "大单 big orders".to_owned(),
                months: Some(3),
                visits: Some(2),
                average: Some(4_000),
                ..TagRuleSection::default()
            },
            TagRuleSection {
                tag: "茶客 tea drinker".to_owned(),
                bought: vec!["tea".to_owned()],
                units: Some(5),
                ..TagRuleSection::default()
            },
            TagRuleSection {
                tag: "刚来 new here".to_owned(),
                stages: vec![LifeStage::First, LifeStage::Second],
                ..TagRuleSection::default()
            },
        ],
        ..MembersSection::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_store_description_is_sound_and_every_chit_station_exists() {
        let places = PrinterPlaces {
            receipt: SocketAddr::from(([127, 0, 0, 1], 40_101)),
            kitchen: SocketAddr::from(([127, 0, 0, 1], 40_102)),
        };
        let hq = HqPlace { url: "http://127.0.0.1:4200", token: "sample" };
        for hq in [None, Some(hq)] {
            let description = StoreDescription::parse(&store_toml(
                Branch::Lane,
                places,
                hq,
                Some("shop.example"),
            ))
            .unwrap();
            assert_eq!(description.hq.is_some(), hq.is_some());
            assert_eq!(description.receipt_printer().unwrap().columns(), 48);
            assert!(description.tenders.iter().all(|tender| tender.is_simulated));
            for station in crate::sample::catalogue().stations {
                let chits = description.chit_printer(station.code.as_str());
                assert_eq!(chits.is_some(), station.paper, "{}", station.code);
            }
        }
    }
}
