//! What members are given, and how they are told apart: the `[trade.members]` section.

use domain::commission::CommissionRules;
use domain::member::standing::{LifeStage, Tier};
use domain::member::tagging::TagRule;
use domain::member::{Source, TAG_CHARS_MAX};
use domain::order::Channel;
use domain::settings::{MemberRules, TopUpGift};
use domain::{Code, Money, Names};
use serde::{Deserialize, Serialize};

use crate::trade::percent;

/// Days without an order after which points may lapse.
const POINTS_IDLE_DAYS: std::ops::RangeInclusive<u32> = 30..=3_660;
/// Days for which somebody is left in peace at most.
const QUIET_DAYS_MAX: u32 = 366;
/// The most points that a major unit costs.
const POINTS_PER_MAJOR_MAX: u32 = 1_000_000;
/// The most, in minor units, that a member's coupons come to which are taken at the owner's risk.
const RISK_COUPONS_MAX: u32 = 1_000_000;
/// Steps of gifts for paying in at most.
const TOP_UP_GIFTS_MAX: usize = 10;
/// Tiers at most.
const TIERS_MAX: usize = 10;
/// Months over which a tier is reached, or for which it stays, at most.
const MONTHS_MAX: u32 = 24;
/// Tags by rule at most.
const TAG_RULES_MAX: usize = 20;

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
    /// Points that one member may spend here beyond what lies here while HQ cannot be reached, at the
    /// owner's risk; at most 1 000 000, none when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_points: Option<u32>,
    /// What a member's coupons may be worth together, in minor units, that are taken here while they lie
    /// in another store and HQ cannot be reached, at the owner's risk; at most 1 000 000, none when left
    /// out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_coupons: Option<u32>,
    /// Days without an order in any store after which a member's points lapse, 30 to 3660; when left out
    /// they never do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points_idle_days: Option<u32>,
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
    /// Days for which somebody who was written to is not written to again, at most 366; 7 when left out,
    /// and 0 sets no bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quiet_days: Option<u32>,
    /// What staff earn with what members buy; nothing when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commission: Option<CommissionSection>,
    /// Tags that members carry by themselves, at most 20.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<TagRuleSection>,
}

/// A tag that members carry as long as everything that is said of it holds; at least one thing is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TagRuleSection {
    /// What it says, at most 20 characters.
    pub tag: String,
    /// Over how many calendar months `visits`, `spent`, `average` and `paid_in` are counted, the
    /// running one among them, at most 24; over all time when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// At least so many paid orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visits: Option<u32>,
    /// At least so much spent, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spent: Option<u32>,
    /// At least so much spent in an order on average, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average: Option<u32>,
    /// At least so much paid in beforehand, in minor units; only with `months`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_in: Option<u32>,
    /// Bought from these, over all time: codes of categories, or SKUs of items.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bought: Vec<String>,
    /// At least so many units of them; 1 when left out. Only with `bought`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<u32>,
    /// At least half of all orders on one of these: `dine_in`, `takeaway`, `delivery`, `phone`, `pickup`,
    /// `self_order`, `online`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// At least half of all orders paid from this hour of the store's clock, 0 to 23; 0 when left out. Only
    /// with `until_hour`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_hour: Option<u8>,
    /// Until this hour, after `from_hour` and at most 24.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_hour: Option<u8>,
    /// At least so many days since the last visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub away_days: Option<u32>,
    /// At one of these stages: `prospect`, `first`, `second`, `regular`, `at_risk`, `lost`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<LifeStage>,
    /// In one of these tiers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<String>,
    /// Came from one of these: counter, friend, poster, online, delivery.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Came by this campaign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
}

impl TagRuleSection {
    /// The rule; without what is no code, which [`check_tags`] has said.
    fn rule(&self) -> TagRule {
        let money = |minor: Option<u32>| Money::from_minor(minor.unwrap_or_default().into());
        TagRule {
            tag: self.tag.clone(),
            months: self.months.unwrap_or_default(),
            visits: self.visits.unwrap_or_default(),
            spent: money(self.spent),
            average: money(self.average),
            paid_in: money(self.paid_in),
            bought: self.bought.clone(),
            units: self.units.unwrap_or_default(),
            channels: self.channels.clone(),
            from_hour: self.from_hour.unwrap_or_default(),
            until_hour: self.until_hour.unwrap_or_default(),
            away_days: self.away_days.unwrap_or_default(),
            stages: self.stages.clone(),
            tiers: self.tiers.iter().filter_map(|code| Code::new(code).ok()).collect(),
            sources: self.sources.clone(),
            campaign: self.campaign.as_ref().and_then(|code| Code::new(code).ok()),
        }
    }
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

impl MembersSection {
    /// The rules it stands for.
    pub(crate) fn rules(&self) -> MemberRules {
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
            risk_points: self.risk_points.unwrap_or_default(),
            risk_coupons: money(self.risk_coupons.unwrap_or_default()),
            points_idle_days: self.points_idle_days,
            tiers: self.tiers.iter().filter_map(TierSection::tier).collect(),
            tier_months: self.tier_months.unwrap_or(usual.tier_months),
            tier_grace_months: self.tier_grace_months.unwrap_or(usual.tier_grace_months),
            at_risk_days: self.at_risk_days.unwrap_or(usual.at_risk_days),
            lost_days: self.lost_days.unwrap_or(usual.lost_days),
            quiet_days: self.quiet_days.unwrap_or(usual.quiet_days),
            commission: self.commission.as_ref().map(CommissionSection::rules).unwrap_or_default(),
            tag_rules: self.tags.iter().map(TagRuleSection::rule).collect(),
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

/// Notes every problem of meaning.
pub(crate) fn check(members: &MembersSection, problem: &mut impl FnMut(&str, &str, &str)) {
    if members.points_per_major_paid.is_some_and(|points| points > POINTS_PER_MAJOR_MAX) {
        problem(
            "members.points_per_major_paid",
            "A major unit costs at most 1000000 points; write fewer, or 0 to take no points.",
            "一个主货币单位最多抵 1000000 积分；请写小一些，不收积分请写 0。",
        );
    }
    if members.risk_points.is_some_and(|points| points > POINTS_PER_MAJOR_MAX) {
        problem(
            "members.risk_points",
            "At most 1000000 points are at the owner's risk; write fewer, or leave it out to take none.",
            "店主承担风险的积分最多 1000000；请写小一些，不承担请不写。",
        );
    }
    if members.risk_coupons.is_some_and(|worth| worth > RISK_COUPONS_MAX) {
        problem(
            "members.risk_coupons",
            "Coupons of at most 1000000 together are at the owner's risk; write less, or leave it out to take none.",
            "店主承担风险的券合计最多 1000000；请写小一些，不承担请不写。",
        );
    }
    if members.points_idle_days.is_some_and(|days| !POINTS_IDLE_DAYS.contains(&days)) {
        problem(
            "members.points_idle_days",
            "Points lapse after 30 to 3660 days without an order; leave it out where they never do.",
            "积分在 30 到 3660 天没有消费后到期；不到期请不写。",
        );
    }
    if members.quiet_days.is_some_and(|days| days > QUIET_DAYS_MAX) {
        problem(
            "members.quiet_days",
            "Nobody is left in peace for more than 366 days; write fewer, or 0 to set no bound.",
            "免打扰最多 366 天；请写小一些，不限制请写 0。",
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
    check_tags(members, problem);
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

fn check_tags(members: &MembersSection, problem: &mut impl FnMut(&str, &str, &str)) {
    let rules = &members.tags;
    let names: std::collections::BTreeSet<_> = rules.iter().map(|rule| rule.tag.trim()).collect();
    let named = |rule: &TagRuleSection| {
        let chars = rule.tag.chars().count();
        (1..=TAG_CHARS_MAX).contains(&chars) && rule.tag.trim() == rule.tag
    };
    if rules.len() > TAG_RULES_MAX || names.len() != rules.len() || !rules.iter().all(named) {
        problem(
            "members.tags",
            "There are at most 20 tags by rule, each with a name of its own of 1 to 20 characters; correct them.",
            "自动标签最多 20 个，名字各不相同，1 到 20 个字；请更正。",
        );
    }
    let known: Vec<_> = members.tiers.iter().map(|tier| &tier.code).collect();
    let sound = |rule: &TagRuleSection| {
        rule.tiers.iter().all(|tier| known.contains(&tier))
            && rule.campaign.as_ref().is_none_or(|code| Code::new(code).is_ok())
            && rule.months.is_none_or(|months| (1..=MONTHS_MAX).contains(&months))
            && (rule.paid_in.is_none() || rule.months.is_some())
            && (rule.units.is_none() || !rule.bought.is_empty())
            && rule
                .until_hour
                .is_none_or(|until| until <= 24 && rule.from_hour.unwrap_or(0) < until)
            && (rule.from_hour.is_none() || rule.until_hour.is_some())
            && rule.rule().asks()
    };
    if !rules.iter().all(sound) {
        problem(
            "members.tags",
            "A tag by rule asks for something: visits, spent, average, paid_in (with months), bought (with units), channels, until_hour (after from_hour, at most 24), away_days, stages, tiers of this store, sources or campaign; months are 1 to 24. Correct it.",
            "自动标签至少要有一个条件：visits、spent、average、paid_in（要写 months）、bought（可写 units）、channels、until_hour（晚于 from_hour，最多 24）、away_days、stages、本店的 tiers、sources 或 campaign；months 为 1 到 24。请更正。",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::StoreDescription;
    use crate::trade::tests::{SHOP, read};

    #[test]
    fn everything_that_members_are_given_counts_and_is_written_back_the_same() {
        let money = Money::from_minor;
        let section = r#"
[trade.members]
points_per_major_paid = 100
stored_value = true
top_up_gifts = [{ from = 10000, gift = 1000 }]
cashier_coupon = 500
kept_value = 2000
kept_points = 300
risk_points = 200
risk_coupons = 500
points_idle_days = 365
tiers = [{ code = "gold", names = { zh = "金", en = "Gold" }, spent = 50000, points_percent = 150, kitchen_mark = true }]
tier_months = 6
tier_grace_months = 2
at_risk_days = 30
lost_days = 60
quiet_days = 14
commission = { first_percent = "2", served_percent = "0.5" }
tags = [{ tag = "big orders", visits = 2, average = 4000, months = 3, tiers = ["gold"], bought = ["tea"], units = 5, channels = ["dine_in"], from_hour = 11, until_hour = 14 }]
"#;
        assert_eq!(
            read(section).unwrap().members,
            MemberRules {
                points_per_major_paid: 100,
                stored_value: true,
                top_up_gifts: vec![TopUpGift { from: money(10_000), gift: money(1_000) }],
                cashier_coupon: money(500),
                kept_value: Some(money(2_000)),
                kept_points: Some(300),
                risk_points: 200,
                risk_coupons: money(500),
                points_idle_days: Some(365),
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
                quiet_days: 14,
                commission: CommissionRules { first_ppm: 20_000, last_ppm: 0, served_ppm: 5_000 },
                tag_rules: vec![TagRule {
                    months: 3,
                    visits: 2,
                    average: money(4_000),
                    tiers: vec![Code::new("gold").unwrap()],
                    bought: vec!["tea".to_owned()],
                    units: 5,
                    channels: vec![Channel::DineIn],
                    from_hour: 11,
                    until_hour: 14,
                    ..TagRule::named("big orders")
                }],
            }
        );
        let store = StoreDescription::parse(&format!("{SHOP}{section}")).unwrap();
        assert_eq!(StoreDescription::parse(&store.render().unwrap()).unwrap(), store);
    }

    #[test]
    fn every_bound_of_what_members_are_given_is_held_on_both_sides() {
        for (line, at) in [
            ("members = { risk_points = 1000000 }", None),
            ("members = { risk_points = 1000001 }", Some("trade.members.risk_points")),
            ("members = { risk_coupons = 1000000 }", None),
            ("members = { risk_coupons = 1000001 }", Some("trade.members.risk_coupons")),
            ("members = { quiet_days = 366 }", None),
            ("members = { points_idle_days = 29 }", Some("trade.members.points_idle_days")),
            ("members = { points_idle_days = 30 }", None),
            ("members = { points_idle_days = 3660 }", None),
            ("members = { points_idle_days = 3661 }", Some("trade.members.points_idle_days")),
            ("members = { quiet_days = 367 }", Some("trade.members.quiet_days")),
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
        ] {
            assert_held(line, at);
        }
    }

    /// A line of `[trade]` is sound, or its problem is told at this place.
    fn assert_held(line: &str, at: Option<&str>) {
        let found = read(&format!("[trade]\n{line}\n")).map(|_| ());
        assert_eq!(found, at.map_or(Ok(()), |at| Err(vec![at.to_owned()])), "{line}");
    }

    #[test]
    fn every_bound_of_a_tag_by_rule_is_held_on_both_sides() {
        for (line, at) in [
            ("members = { tags = [{ tag = \"x\", visits = 1 }] }", None),
            ("members = { tags = [{ tag = \"x\" }] }", Some("trade.members.tags")),
            ("members = { tags = [{ tag = \"x\", bought = [\"tea\"], units = 3 }] }", None),
            ("members = { tags = [{ tag = \"x\", units = 3 }] }", Some("trade.members.tags")),
            ("members = { tags = [{ tag = \"x\", channels = [\"delivery\"] }] }", None),
            ("members = { tags = [{ tag = \"x\", until_hour = 24 }] }", None),
            ("members = { tags = [{ tag = \"x\", until_hour = 25 }] }", Some("trade.members.tags")),
            ("members = { tags = [{ tag = \"x\", from_hour = 11 }] }", Some("trade.members.tags")),
            (
                "members = { tags = [{ tag = \"x\", from_hour = 14, until_hour = 14 }] }",
                Some("trade.members.tags"),
            ),
            ("members = { tags = [{ tag = \"x\", months = 3 }] }", Some("trade.members.tags")),
            ("members = { tags = [{ tag = \"x\", paid_in = 1 }] }", Some("trade.members.tags")),
            (
                "members = { tags = [{ tag = \"x\", visits = 1, months = 25 }] }",
                Some("trade.members.tags"),
            ),
            (
                "members = { tags = [{ tag = \"x\", tiers = [\"gold\"] }] }",
                Some("trade.members.tags"),
            ),
            ("members = { tags = [{ tag = \"\", visits = 1 }] }", Some("trade.members.tags")),
            (
                "members = { tags = [{ tag = \"x\", visits = 1 }, { tag = \"x\", spent = 1 }] }",
                Some("trade.members.tags"),
            ),
            (
                "members = { tags = [{ tag = \"x\", visits = 1, stages = [\"bored\"] }] }",
                Some("trade.members.tags[0].stages"),
            ),
        ] {
            assert_held(line, at);
        }
    }
}
