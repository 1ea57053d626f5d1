//! How the store trades: the `[trade]` section, and what must hold in it.

use domain::commission::CommissionRules;
use domain::member::standing::Tier;
use domain::settings::{MemberRules, PickupSlots, Policy, TopUpGift, Trade, TradeMode};
use domain::{Code, Money, Names};
use serde::{Deserialize, Serialize};

/// The highest service charge, in parts per million.
const SERVICE_PPM_MAX: u32 = 300_000;
/// The whole, in parts per million.
const WHOLE_PPM: u32 = 1_000_000;
/// The coarsest step of cash, in minor units.
const CASH_STEP_MAX: u32 = 10_000;
/// The most points that a major unit costs.
const POINTS_PER_MAJOR_MAX: u32 = 1_000_000;
/// Steps of gifts for paying in at most.
const TOP_UP_GIFTS_MAX: usize = 10;
/// Tiers at most.
const TIERS_MAX: usize = 10;
/// Months over which a tier is reached, or for which it stays, at most.
const MONTHS_MAX: u32 = 24;
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

/// What members are given, and pay with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MembersSection {
    /// Points that pay for one major unit, at most 1 000 000; 0 where points are no money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points_per_major_paid: Option<u32>,
    /// Whether members pay in beforehand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored_value: Option<bool>,
    /// What is given for paying in, at most 10 steps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub top_up_gifts: Vec<TopUpGiftSection>,
    /// The largest coupon that a cashier gives alone, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cashier_coupon: Option<u32>,
    /// What this store keeps of a member's stored value once they have paid, in minor units; the rest
    /// goes back to HQ, for other stores. Left out, everything stays until another store asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_value: Option<u32>,
    /// The same for points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_points: Option<u32>,
    /// Tiers from the lowest to the highest, at most 10.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<TierSection>,
    /// Calendar months over which a tier is reached, 1 to 24; 12 when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier_months: Option<u32>,
    /// Months for which it stays after that, at most 24; 1 when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier_grace_months: Option<u32>,
    /// Days without a visit after which a member is at risk; 45 when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_risk_days: Option<u32>,
    /// Days without a visit after which a member is lost; 90 when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost_days: Option<u32>,
    /// What staff earn with what members buy; nothing when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commission: Option<CommissionSection>,
}

/// What staff earn with what members buy, each 0 to 100 per cent of what a member paid: `"1.5"`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CommissionSection {
    /// Whoever brought the member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_percent: Option<String>,
    /// Whoever served them the time before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_percent: Option<String>,
    /// Whoever serves them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub served_percent: Option<String>,
}

impl CommissionSection {
    fn rules(&self) -> CommissionRules {
        let [first_ppm, last_ppm, served_ppm] =
            self.rates().map(|(_, text)| text.and_then(percent).unwrap_or_default());
        CommissionRules { first_ppm, last_ppm, served_ppm }
    }

    fn rates(&self) -> [(&'static str, Option<&str>); 3] {
        [
            ("first_percent", self.first_percent.as_deref()),
            ("last_percent", self.last_percent.as_deref()),
            ("served_percent", self.served_percent.as_deref()),
        ]
    }
}

/// A tier; it is reached by any of the three ways that is given, in minor units or orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierSection {
    /// Which: small letters, digits and hyphens.
    pub code: String,
    /// What it is called.
    pub names: Names,
    /// By spending so much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spent: Option<u32>,
    /// By so many paid orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visits: Option<u32>,
    /// By paying in so much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_in: Option<u32>,
    /// Points that its members earn, in per cent of the usual, at most 1000; 100 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points_percent: Option<u32>,
    /// Whether the kitchen reads on each ticket that its guest has this tier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kitchen_mark: Option<bool>,
}

/// A gift for paying in at least so much, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopUpGiftSection {
    /// From how much.
    pub from: u32,
    /// What is added; at most as much.
    pub gift: u32,
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

impl MembersSection {
    /// The rules it stands for.
    fn rules(&self) -> MemberRules {
        let money = |minor: u32| Money::from_minor(i64::from(minor));
        let step =
            |step: &TopUpGiftSection| TopUpGift { from: money(step.from), gift: money(step.gift) };
        let usual = MemberRules::default();
        MemberRules {
            points_per_major_paid: self.points_per_major_paid.unwrap_or_default(),
            stored_value: self.stored_value.unwrap_or_default(),
            top_up_gifts: self.top_up_gifts.iter().map(step).collect(),
            cashier_coupon: money(self.cashier_coupon.unwrap_or_default()),
            kept_value: self.kept_value.map(money),
            kept_points: self.kept_points,
            tiers: self.tiers.iter().filter_map(TierSection::tier).collect(),
            tier_months: self.tier_months.unwrap_or(usual.tier_months),
            tier_grace_months: self.tier_grace_months.unwrap_or(usual.tier_grace_months),
            at_risk_days: self.at_risk_days.unwrap_or(usual.at_risk_days),
            lost_days: self.lost_days.unwrap_or(usual.lost_days),
            commission: self.commission.as_ref().map(CommissionSection::rules).unwrap_or_default(),
        }
    }
}

impl TierSection {
    /// The tier; `None` where the code is none, which [`check_standing`] has said.
    fn tier(&self) -> Option<Tier> {
        let money = |minor: Option<u32>| Money::from_minor(minor.unwrap_or_default().into());
        Some(Tier {
            code: Code::new(&self.code).ok()?,
            names: self.names.clone(),
            spent: money(self.spent),
            visits: self.visits.unwrap_or_default(),
            paid_in: money(self.paid_in),
            points_percent: self.points_percent.unwrap_or(100),
            kitchen_mark: self.kitchen_mark.unwrap_or_default(),
        })
    }
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
fn percent(text: &str) -> Option<u32> {
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
    check_members(trade, &mut problem);
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

fn check_members(trade: &TradeSection, problem: &mut impl FnMut(&str, &str, &str)) {
    let Some(members) = &trade.members else { return };
    if members.points_per_major_paid.is_some_and(|points| points > POINTS_PER_MAJOR_MAX) {
        problem(
            "members.points_per_major_paid",
            "A major unit costs at most 1000000 points; write fewer, or 0 to take no points.",
            "一个主货币单位最多抵 1000000 积分；请写小一些，不收积分请写 0。",
        );
    }
    let gifts = &members.top_up_gifts;
    if gifts.len() > TOP_UP_GIFTS_MAX {
        problem(
            "members.top_up_gifts",
            "There are at most 10 gifts for paying in; take some out.",
            "充值赠送最多 10 档；请减少。",
        );
    }
    check_standing(members, problem);
    for (key, text) in members.commission.iter().flat_map(CommissionSection::rates) {
        if text.is_some_and(|text| percent(text).is_none()) {
            problem(
                &format!("members.commission.{key}"),
                "Write a commission of 0 to 100 per cent in quotes, such as \"1.5\".",
                "提成请写成带引号的 0 到 100 之间的百分数，如 \"1.5\"。",
            );
        }
    }
    if gifts.iter().any(|step| step.from == 0 || step.gift > step.from) {
        problem(
            "members.top_up_gifts",
            "A gift is for paying in something, and at most as much as that; correct it.",
            "赠送必须有充值金额，且不超过充值金额；请更正。",
        );
    }
}

fn check_standing(members: &MembersSection, problem: &mut impl FnMut(&str, &str, &str)) {
    let tiers = &members.tiers;
    let ways = |tier: &TierSection| [tier.spent, tier.visits, tier.paid_in];
    let reached = |tier: &TierSection| ways(tier).into_iter().flatten().any(|least| least > 0);
    let codes: std::collections::BTreeSet<_> = tiers.iter().map(|tier| &tier.code).collect();
    let sound = |tier: &TierSection| Code::new(&tier.code).is_ok() && reached(tier);
    if tiers.len() > TIERS_MAX || codes.len() != tiers.len() || !tiers.iter().all(sound) {
        problem(
            "members.tiers",
            "There are at most 10 tiers, each with a code of its own and reached by spent, visits or paid_in; correct them.",
            "会员等级最多 10 级，代码不能重复，且每级要有 spent、visits 或 paid_in 之一；请更正。",
        );
    }
    if tiers.iter().any(|tier| tier.points_percent.is_some_and(|percent| percent > 1_000)) {
        problem(
            "members.tiers",
            "A tier earns at most 1000 per cent of the usual points; write less.",
            "等级积分最多为平常的 1000%；请写小一些。",
        );
    }
    let months = members.tier_months.is_some_and(|months| !(1..=MONTHS_MAX).contains(&months));
    if months || members.tier_grace_months.is_some_and(|months| months > MONTHS_MAX) {
        problem(
            "members.tier_months",
            "A tier is reached over 1 to 24 months and stays for at most 24; correct it.",
            "等级按 1 到 24 个月计算，保留最多 24 个月；请更正。",
        );
    }
    let usual = MemberRules::default();
    let at_risk = members.at_risk_days.unwrap_or(usual.at_risk_days);
    if at_risk == 0 || at_risk >= members.lost_days.unwrap_or(usual.lost_days) {
        problem(
            "members.at_risk_days",
            "A member is at risk after at least a day, and lost after more days than that; correct at_risk_days and lost_days.",
            "流失预警天数至少一天，且要小于流失天数；请更正 at_risk_days 和 lost_days。",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::StoreDescription;

    const SHOP: &str = r#"
[store]
id = "01937f2e-7a10-7c31-9d2b-2f6c5a1e0b11"
names = { zh = "面茶铺", en = "Noodle & Tea" }
currency = "GBP"
time_zone = "Europe/London"
phone_region = "GB"
"#;

    fn read(trade: &str) -> Result<Trade, Vec<String>> {
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
[trade.members]
points_per_major_paid = 100
stored_value = true
top_up_gifts = [{ from = 10000, gift = 1000 }]
cashier_coupon = 500
kept_value = 2000
kept_points = 300
tiers = [{ code = "gold", names = { zh = "金", en = "Gold" }, spent = 50000, points_percent = 150, kitchen_mark = true }]
tier_months = 6
tier_grace_months = 2
at_risk_days = 30
lost_days = 60
commission = { first_percent = "2", served_percent = "0.5" }
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
        assert_eq!(
            trade.members,
            MemberRules {
                points_per_major_paid: 100,
                stored_value: true,
                top_up_gifts: vec![TopUpGift { from: money(10_000), gift: money(1_000) }],
                cashier_coupon: money(500),
                kept_value: Some(money(2_000)),
                kept_points: Some(300),
                tiers: vec![Tier {
                    code: Code::new("gold").unwrap(),
                    names: Names::new("金", "Gold"),
                    spent: money(50_000),
                    visits: 0,
                    paid_in: Money::ZERO,
                    points_percent: 150,
                    kitchen_mark: true,
                }],
                tier_months: 6,
                tier_grace_months: 2,
                at_risk_days: 30,
                lost_days: 60,
                commission: CommissionRules { first_ppm: 20_000, last_ppm: 0, served_ppm: 5_000 },
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
            (
                "members = { points_per_major_paid = 1000001 }",
                Some("trade.members.points_per_major_paid"),
            ),
            ("members = { points_per_major_paid = 1000000 }", None),
            ("members = { commission = { last_percent = \"100\" } }", None),
            (
                "members = { commission = { last_percent = \"101\" } }",
                Some("trade.members.commission.last_percent"),
            ),
            (
                "members = { top_up_gifts = [{ from = 10, gift = 11 }] }",
                Some("trade.members.top_up_gifts"),
            ),
            ("members = { top_up_gifts = [{ from = 10, gift = 10 }] }", None),
            ("members = { tier_months = 25 }", Some("trade.members.tier_months")),
            ("members = { tier_months = 0 }", Some("trade.members.tier_months")),
            ("members = { tier_grace_months = 25 }", Some("trade.members.tier_months")),
            ("members = { at_risk_days = 90 }", Some("trade.members.at_risk_days")),
            ("members = { at_risk_days = 0 }", Some("trade.members.at_risk_days")),
            (
                "members = { tiers = [{ code = \"a\", names = { zh = \"a\", en = \"a\" } }] }",
                Some("trade.members.tiers"),
            ),
            (
                "members = { tiers = [{ code = \"a\", names = { zh = \"a\", en = \"a\" }, visits = 1, points_percent = 1001 }] }",
                Some("trade.members.tiers"),
            ),
            (
                "members = { top_up_gifts = [{ from = 0, gift = 0 }] }",
                Some("trade.members.top_up_gifts"),
            ),
            ("mode = \"market\"", Some("trade.mode")),
            ("tips = true", Some("trade.tips")),
        ] {
            let found = read(&format!("[trade]\n{line}\n")).map(|_| ());
            assert_eq!(found, at.map_or(Ok(()), |at| Err(vec![at.to_owned()])), "{line}");
        }
    }
}
