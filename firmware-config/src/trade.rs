//! How the store trades: the `[trade]` section, and what must hold in it.

use domain::Money;
use domain::settings::{PickupSlots, Policy, Trade, TradeMode};
use serde::{Deserialize, Serialize};

use crate::members::{self, MembersSection};

/// The highest service charge, in parts per million.
const SERVICE_PPM_MAX: u32 = 300_000;
/// The whole, in parts per million.
const WHOLE_PPM: u32 = 1_000_000;
/// The coarsest step of cash, in minor units.
const CASH_STEP_MAX: u32 = 10_000;
/// The longest time for refunds, in days.
const REFUND_DAYS_MAX: u32 = 3_650;

/// How the store takes money and lets people in. What is absent suits a small shop.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TradeSection {
    /// A kitchen, or shelves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<TradeMode>,
    /// The smallest step of cash in minor units, 1 to 10 000: 5 for Swiss rappen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cash_step: Option<u32>,
    /// The service charge on what is eaten in, such as `12.5`; 0 to 30 per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_percent: Option<String>,
    /// From how many guests on it is charged, at least 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_from_guests: Option<u32>,
    /// Pickup slots, where guests come at a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slots: Option<SlotsSection>,
    /// What a cashier may do alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicySection>,
    /// What members are given, and pay with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<MembersSection>,
}

/// Pickup slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotsSection {
    /// Minutes of one slot, 5 to 240.
    pub minutes: u32,
    /// Orders in one slot, at least 1.
    pub capacity: u32,
}

/// What a cashier may do alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PolicySection {
    /// The largest discount, such as `10`; 0 to 100 per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cashier_discount_percent: Option<String>,
    /// Whether what the kitchen has is struck without approval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cashier_voids_fired: Option<bool>,
    /// The largest refund, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cashier_refund: Option<u32>,
    /// The largest pay-out, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cashier_pay_out: Option<u32>,
    /// Days after closing in which anybody may refund, at most 3 650.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_days: Option<u32>,
}

impl TradeSection {
    /// Whether nothing of it was said.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The settings it stands for. What was not said, or (in a section built by hand) cannot be
    /// read, is as in [`Trade::default`].
    pub fn trade(&self) -> Trade {
        let usual = Trade::default();
        let said = self.policy.clone().unwrap_or_default();
        let ppm = |text: &Option<String>| text.as_deref().and_then(percent);
        let money = |minor: u32| Money::from_minor(i64::from(minor));
        let policy = Policy {
            cashier_discount_ppm: ppm(&said.cashier_discount_percent)
                .unwrap_or(usual.policy.cashier_discount_ppm),
            cashier_voids_fired: said
                .cashier_voids_fired
                .unwrap_or(usual.policy.cashier_voids_fired),
            cashier_refund: said.cashier_refund.map_or(usual.policy.cashier_refund, money),
            cashier_pay_out: said.cashier_pay_out.map_or(usual.policy.cashier_pay_out, money),
            refund_days: said.refund_days.unwrap_or(usual.policy.refund_days),
        };
        let slots =
            |slots: SlotsSection| PickupSlots { minutes: slots.minutes, capacity: slots.capacity };
        Trade {
            mode: self.mode.unwrap_or(usual.mode),
            cash_step: self.cash_step.map_or(usual.cash_step, money),
            service_ppm: ppm(&self.service_percent).unwrap_or(usual.service_ppm),
            service_from_guests: self.service_from_guests.unwrap_or(usual.service_from_guests),
            drivers: usual.drivers,
            slots: self.slots.map(slots),
            policy,
            members: self.members.clone().unwrap_or_default().rules(),
        }
    }
}

/// A percentage such as `12.5` in parts per million; `None` for anything that is not 0 to 100 with
/// at most four decimals.
pub(crate) fn percent(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(whole, 3) || !digits(part, 4) {
        return None;
    }
    let ppm: u32 = format!("{whole}{part:0<4}").parse().ok()?;
    (ppm <= WHOLE_PPM).then_some(ppm)
}

/// Notes every problem of meaning.
pub(crate) fn check(trade: &TradeSection, note: &mut impl FnMut(String, String, String)) {
    let mut problem = |at: &str, en: &str, zh: &str| {
        note(format!("trade.{at}"), en.to_owned(), zh.to_owned());
    };
    if trade.cash_step.is_some_and(|step| !(1..=CASH_STEP_MAX).contains(&step)) {
        problem(
            "cash_step",
            "Cash goes in steps of 1 to 10000 minor units; use 1 where every coin is used.",
            "现金最小单位为 1 到 10000 个最小货币单位；每种硬币都用时请写 1。",
        );
    }
    let service = trade.service_percent.as_deref();
    if service.is_some_and(|text| percent(text).is_none_or(|ppm| ppm > SERVICE_PPM_MAX)) {
        problem(
            "service_percent",
            "Write a service charge of 0 to 30 per cent in quotes, such as \"12.5\".",
            "服务费请写成带引号的 0 到 30 之间的百分数，如 \"12.5\"。",
        );
    }
    if trade.service_from_guests == Some(0) {
        problem(
            "service_from_guests",
            "A service charge begins at 1 guest or more; write 1 to charge everybody.",
            "服务费至少从 1 位客人起；对所有人收取请写 1。",
        );
    }
    if trade.slots.is_some_and(|slots| !(5..=240).contains(&slots.minutes)) {
        problem(
            "slots.minutes",
            "A pickup slot has 5 to 240 minutes; use 15 if unsure.",
            "取餐时段为 5 到 240 分钟；不确定时请用 15。",
        );
    }
    if trade.slots.is_some_and(|slots| slots.capacity == 0) {
        problem(
            "slots.capacity",
            "A pickup slot takes at least 1 order; leave the slots out to take no limit.",
            "每个取餐时段至少 1 单；不限量时请去掉 slots。",
        );
    }
    if let Some(members) = &trade.members {
        members::check(members, &mut problem);
    }
    let Some(policy) = &trade.policy else { return };
    let discount = policy.cashier_discount_percent.as_deref();
    if discount.is_some_and(|text| percent(text).is_none()) {
        problem(
            "policy.cashier_discount_percent",
            "Write a discount of 0 to 100 per cent in quotes, such as \"10\".",
            "折扣请写成带引号的 0 到 100 之间的百分数，如 \"10\"。",
        );
    }
    if policy.refund_days.is_some_and(|days| days > REFUND_DAYS_MAX) {
        problem(
            "policy.refund_days",
            "Refunds end after at most 3650 days; write fewer.",
            "退款期限最多 3650 天；请写小一些。",
        );
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::StoreDescription;

    pub(crate) const SHOP: &str = r#"
[store]
id = "01937f2e-7a10-7c31-9d2b-2f6c5a1e0b11"
names = { zh = "面茶铺", en = "Noodle & Tea" }
currency = "GBP"
time_zone = "Europe/London"
phone_region = "GB"
"#;

    pub(crate) fn read(trade: &str) -> Result<Trade, Vec<String>> {
        let read = StoreDescription::parse(&format!("{SHOP}\n{trade}"));
        read.map(|store| store.trade.trade())
            .map_err(|problems| problems.into_iter().map(|problem| problem.at).collect())
    }

    #[test]
    fn a_store_that_says_nothing_trades_as_a_small_shop_does() {
        assert_eq!(read(""), Ok(Trade::default()));
        assert_eq!(read("[trade]"), Ok(Trade::default()));
    }

    #[test]
    fn everything_that_is_said_counts_and_is_written_back_the_same() {
        let section = r#"
[trade]
mode = "retail"
cash_step = 5
service_percent = "12.5"
service_from_guests = 6
slots = { minutes = 15, capacity = 8 }
[trade.policy]
cashier_discount_percent = "5"
cashier_voids_fired = true
cashier_refund = 2000
cashier_pay_out = 0
refund_days = 30
"#;
        let (trade, money) = (read(section).unwrap(), Money::from_minor);
        assert_eq!((trade.mode, trade.cash_step.minor()), (TradeMode::Retail, 5));
        assert_eq!((trade.service_ppm, trade.service_from_guests), (125_000, 6));
        assert_eq!(trade.slots, Some(PickupSlots { minutes: 15, capacity: 8 }));
        assert_eq!(
            trade.policy,
            Policy {
                cashier_discount_ppm: 50_000,
                cashier_voids_fired: true,
                cashier_refund: money(2_000),
                cashier_pay_out: Money::ZERO,
                refund_days: 30,
            }
        );
        let store = StoreDescription::parse(&format!("{SHOP}{section}")).unwrap();
        assert_eq!(StoreDescription::parse(&store.render().unwrap()).unwrap(), store);
    }

    #[test]
    fn every_bound_of_how_a_store_trades_is_held_on_both_sides() {
        for (line, at) in [
            ("cash_step = 0", Some("trade.cash_step")),
            ("cash_step = 1", None),
            ("cash_step = 10000", None),
            ("cash_step = 10001", Some("trade.cash_step")),
            ("service_percent = \"30\"", None),
            ("service_percent = \"30.0001\"", Some("trade.service_percent")),
            ("service_percent = \"-1\"", Some("trade.service_percent")),
            ("service_percent = \"12,5\"", Some("trade.service_percent")),
            ("service_percent = 12", Some("trade.service_percent")),
            ("service_from_guests = 0", Some("trade.service_from_guests")),
            ("slots = { minutes = 4, capacity = 1 }", Some("trade.slots.minutes")),
            ("slots = { minutes = 5, capacity = 1 }", None),
            ("slots = { minutes = 240, capacity = 0 }", Some("trade.slots.capacity")),
            ("slots = { minutes = 241, capacity = 1 }", Some("trade.slots.minutes")),
            (
                "policy = { cashier_discount_percent = \"100.1\" }",
                Some("trade.policy.cashier_discount_percent"),
            ),
            ("policy = { cashier_discount_percent = \"100\" }", None),
            ("policy = { refund_days = 3651 }", Some("trade.policy.refund_days")),
            ("policy = { refund_days = 3650 }", None),
            ("policy = { cashier_refund = 4000000000 }", None),
            ("policy = { cashier_refund = 4000000001 }", Some("trade.policy.cashier_refund")),
            ("mode = \"market\"", Some("trade.mode")),
            ("tips = true", Some("trade.tips")),
        ] {
            let found = read(&format!("[trade]\n{line}\n")).map(|_| ());
            assert_eq!(found, at.map_or(Ok(()), |at| Err(vec![at.to_owned()])), "{line}");
        }
    }
}
