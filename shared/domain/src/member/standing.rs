//! Where a member stands: their tier, how far their life with the shop is, and who is due.
//!
//! **Tiers.** A tier is reached by what a member spent, how often they came, or what they paid in,
//! over the running calendar month and those before it (`tier_months` of them); whichever of the three
//! is reached first counts. It stays for `tier_grace_months` after that no longer holds. The list goes
//! from the lowest to the highest, and the highest that is reached is theirs. What was paid in counts by its month in UTC. What was given back is
//! off the month of its order. What they did in other stores counts as far as HQ has told it:
//! [`super::elsewhere`].
//!
//! **Life cycle.** From orders and days alone: nobody asks a guest how loyal they feel.

use serde::{Deserialize, Serialize};

use super::Member;
use crate::settings::MemberRules;
use crate::{BusinessDay, Code, Money, Names, is_default};

/// Months that are kept of each member.
pub const MONTHS_KEPT: usize = 25;

/// A tier and how it is reached; a way that is 0 does not reach it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Tier {
    /// Which.
    pub code: Code,
    /// What it is called.
    pub names: Names,
    /// By spending so much.
    pub spent: Money,
    /// By so many paid orders.
    pub visits: u32,
    /// By paying in so much beforehand.
    pub paid_in: Money,
    /// Points that its members earn, in per cent of the usual.
    pub points_percent: u32,
    /// Whether the kitchen reads on each ticket that its guest has this tier.
    #[serde(default)]
    pub kitchen_mark: bool,
}

/// What happened in one calendar month of business days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Month {
    /// Which: months since the year 0.
    pub month: i32,
    /// What they spent, less what was given back.
    #[serde(default, skip_serializing_if = "is_default")]
    pub spent: Money,
    /// Orders that they paid.
    #[serde(default, skip_serializing_if = "is_default")]
    pub visits: u32,
    /// What they paid in, less what was paid out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub paid_in: Money,
}

/// How far a member's life with the shop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum LifeStage {
    /// Enrolled, and has not bought yet.
    Prospect,
    /// Came once.
    First,
    /// Came twice.
    Second,
    /// Came three times or more.
    Regular,
    /// Came, and not for a while: see [`MemberRules::at_risk_days`].
    AtRisk,
    /// Not for a long while: see [`MemberRules::lost_days`].
    Lost,
}

impl LifeStage {
    /// All of them, from the first to the last.
    pub const ALL: [Self; 6] =
        [Self::Prospect, Self::First, Self::Second, Self::Regular, Self::AtRisk, Self::Lost];
}

/// Changes one calendar month of a member; they are kept with the earliest first.
pub(super) fn in_month(member: &mut Member, month: i32, change: impl FnOnce(&mut Month)) {
    let at = match member.months.binary_search_by_key(&month, |known| known.month) {
        Ok(at) => at,
        Err(at) => {
            member.months.insert(at, Month { month, ..Month::default() });
            at
        }
    };
    change(&mut member.months[at]);
    let past = member.months.len().saturating_sub(MONTHS_KEPT);
    member.months.drain(..past);
}

/// The tier that a member has on a day.
pub fn tier<'a>(rules: &'a MemberRules, member: &Member, today: BusinessDay) -> Option<&'a Tier> {
    let months = i32::try_from(rules.tier_months.max(1)).unwrap_or(i32::MAX);
    let grace = i32::try_from(rules.tier_grace_months).unwrap_or(i32::MAX);
    let now = today.months();
    let reached = |tier: &&Tier| {
        // Held now, or in one of the months of grace before.
        (0..=grace.min(now)).any(|back| {
            let last = now - back;
            let over = last.saturating_sub(months - 1)..=last;
            reaches(member, tier, over)
        })
    };
    rules.tiers.iter().rev().find(reached)
}

fn reaches(member: &Member, tier: &Tier, over: std::ops::RangeInclusive<i32>) -> bool {
    let months = member.months_anywhere().filter(|known| over.contains(&known.month));
    let (mut spent, mut visits, mut paid_in) = (0_i64, 0_u32, 0_i64);
    for month in months {
        spent = spent.saturating_add(month.spent.minor());
        visits = visits.saturating_add(month.visits);
        paid_in = paid_in.saturating_add(month.paid_in.minor());
    }
    let by = |least: i64, has: i64| least > 0 && has >= least;
    by(tier.spent.minor(), spent)
        || by(tier.visits.into(), visits.into())
        || by(tier.paid_in.minor(), paid_in)
}

/// How far a member is on a day.
pub fn stage(rules: &MemberRules, member: &Member, today: BusinessDay) -> LifeStage {
    let Some(last) = member.last_visit_anywhere() else { return LifeStage::Prospect };
    let since = today.days_since(last);
    if since >= i64::from(rules.lost_days) {
        LifeStage::Lost
    } else if since >= i64::from(rules.at_risk_days) {
        LifeStage::AtRisk
    } else {
        match member.visits_anywhere() {
            0 => LifeStage::Prospect,
            1 => LifeStage::First,
            2 => LifeStage::Second,
            _ => LifeStage::Regular,
        }
    }
}

/// The last day on which a member's points count if they do not come before; `None` where points do not
/// lapse, or there are none. Who has not ordered yet counts from when they were enrolled.
pub fn points_until(
    rules: &MemberRules,
    member: &Member,
    enrolled: BusinessDay,
) -> Option<BusinessDay> {
    let days = rules.points_idle_days.filter(|_| member.points > 0)?;
    Some(member.last_visit_anywhere().unwrap_or(enrolled).plus_days(days.into()))
}

/// The days that usually pass between two visits of a regular; `None` before they came three times.
pub fn usual_gap(member: &Member) -> Option<i64> {
    let (first, last) = (member.first_visit_anywhere()?, member.last_visit_anywhere()?);
    let gaps = i64::from(member.visits_anywhere()).checked_sub(1).filter(|gaps| *gaps >= 2)?;
    Some((last.days_since(first) / gaps).max(1))
}

/// Whether a regular has been away for as long as they usually are, and is not at risk yet.
pub fn is_due(rules: &MemberRules, member: &Member, today: BusinessDay) -> bool {
    let regular = stage(rules, member, today) == LifeStage::Regular;
    let since = member.last_visit_anywhere().map(|last| today.days_since(last));
    regular && since.zip(usual_gap(member)).is_some_and(|(since, gap)| since >= gap)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::member::evolve::{earned, reversed};
    use crate::shop::{code, day, pence};

    fn rules() -> MemberRules {
        let tier = |name: &str, spent, visits, paid_in| Tier {
            code: code(name),
            names: Names::new(name, name),
            spent: pence(spent),
            visits,
            paid_in: pence(paid_in),
            points_percent: 150,
            kitchen_mark: false,
        };
        MemberRules {
            tiers: vec![tier("silver", 10_000, 5, 0), tier("gold", 50_000, 0, 100_000)],
            tier_months: 3,
            tier_grace_months: 1,
            at_risk_days: 45,
            lost_days: 90,
            ..MemberRules::default()
        }
    }

    fn buying(days: &[(i32, u32, u32)], each: i64) -> Member {
        let mut member = Member::default();
        for &(year, month, on) in days {
            earned(&mut member, 0, pence(each), day(year, month, on), &[]);
        }
        member
    }

    fn tier_on(member: &Member, on: BusinessDay) -> Option<String> {
        tier(&rules(), member, on).map(|tier| tier.code.to_string())
    }

    #[test]
    fn a_tier_is_reached_by_spending_coming_or_paying_in_and_stays_a_month_longer() {
        let member = buying(&[(2026, 1, 5), (2026, 3, 31)], 6_000);
        assert_eq!(tier_on(&member, day(2026, 2, 1)), None, "60.00 so far, by its months");
        for (on, has) in [
            (day(2026, 3, 31), Some("silver")),
            (day(2026, 4, 1), Some("silver")), // January is out, and this is the month of grace
            (day(2026, 4, 30), Some("silver")),
            (day(2026, 5, 1), None),
        ] {
            assert_eq!(tier_on(&member, on).as_deref(), has, "{on}");
        }
        let often = buying(&[(2026, 3, 1); 5], 1);
        assert_eq!(tier_on(&often, day(2026, 3, 2)).as_deref(), Some("silver"));
        let mut paying_in = Member::default();
        in_month(&mut paying_in, day(2026, 3, 1).months(), |month| month.paid_in = pence(100_000));
        assert_eq!(tier_on(&paying_in, day(2026, 3, 1)).as_deref(), Some("gold"));
    }

    #[test]
    fn what_was_given_back_no_longer_holds_a_tier() {
        let mut member = buying(&[(2026, 3, 1)], 50_000);
        assert_eq!(tier_on(&member, day(2026, 3, 1)).as_deref(), Some("gold"));
        reversed(&mut member, 0, pence(1), day(2026, 3, 2));
        assert_eq!(tier_on(&member, day(2026, 3, 2)).as_deref(), Some("silver"));
    }

    #[test]
    fn only_so_many_months_are_kept() {
        let mut member = Member::default();
        for year in 2000..2026 {
            for month in 1..=12 {
                earned(&mut member, 0, pence(1), day(year, month, 1), &[]);
            }
        }
        assert_eq!(member.months.len(), MONTHS_KEPT);
        assert_eq!(member.months.last().unwrap().month, 2025 * 12 + 11);
    }

    #[test]
    fn the_life_of_a_member_goes_by_visits_and_by_days_without() {
        let (one, two) = (buying(&[(2026, 1, 1)], 1), buying(&[(2026, 1, 1), (2026, 1, 8)], 1));
        let three = buying(&[(2026, 1, 1), (2026, 1, 8), (2026, 1, 15)], 1);
        for (member, on, at) in [
            (&Member::default(), day(2026, 1, 1), LifeStage::Prospect),
            (&one, day(2026, 1, 2), LifeStage::First),
            (&two, day(2026, 1, 9), LifeStage::Second),
            (&three, day(2026, 1, 16), LifeStage::Regular),
            (&three, day(2026, 2, 28), LifeStage::Regular),
            (&three, day(2026, 3, 1), LifeStage::AtRisk),
            (&three, day(2026, 4, 14), LifeStage::AtRisk),
            (&three, day(2026, 4, 15), LifeStage::Lost),
        ] {
            assert_eq!(stage(&rules(), member, on), at, "{on}");
        }
        for (member, on, due) in [
            (&two, day(2026, 1, 20), false),
            (&three, day(2026, 1, 21), false),
            (&three, day(2026, 1, 22), true),
            (&three, day(2026, 3, 1), false),
        ] {
            assert_eq!(is_due(&rules(), member, on), due, "{on}");
        }
        assert_eq!((usual_gap(&two), usual_gap(&three)), (None, Some(7)));
    }
}
