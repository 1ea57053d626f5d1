//! Tags that members carry by themselves, by rules over what they are and what they bought.
//!
//! They are never kept: whoever asks reckons them for the day, so that a tag comes and goes with what
//! it says.

use serde::{Deserialize, Serialize};

use super::habits::Habits;
use super::standing::{self, LifeStage};
use super::{Member, MemberRecord, Source};
use crate::catalogue::Item;
use crate::id::ItemId;
use crate::order::Channel;
use crate::settings::MemberRules;
use crate::{BusinessDay, Code, Money};

/// A tag and what it asks; everything that is not empty or zero must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TagRule {
    /// What it says.
    pub tag: String,
    /// Over how many calendar months sums are counted, the running one among them; 0 for all time.
    pub months: u32,
    /// At least so many paid orders.
    pub visits: u32,
    /// At least so much spent.
    pub spent: Money,
    /// At least so much spent in an order on average.
    pub average: Money,
    /// At least so much paid in beforehand over those months.
    pub paid_in: Money,
    /// Bought from these: codes of categories, or SKUs of items.
    #[serde(default)]
    pub bought: Vec<String>,
    /// At least so many units of them, over all time.
    #[serde(default)]
    pub units: u32,
    /// At least half of all orders were on one of these channels.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// At least half of all orders were paid from this hour of the store's clock, 0 to 23.
    #[serde(default)]
    pub from_hour: u8,
    /// Until this hour, 1 to 24; 0 for any hour.
    #[serde(default)]
    pub until_hour: u8,
    /// At least so many days since the last visit.
    pub away_days: u32,
    /// At one of these stages.
    pub stages: Vec<LifeStage>,
    /// In one of these tiers.
    pub tiers: Vec<Code>,
    /// Came from one of these.
    pub sources: Vec<Source>,
    /// Came by this campaign.
    pub campaign: Option<Code>,
}

impl TagRule {
    /// A tag that asks nothing yet, and so is nobody's.
    pub fn named(tag: &str) -> Self {
        Self {
            tag: tag.to_owned(),
            months: 0,
            visits: 0,
            spent: Money::ZERO,
            average: Money::ZERO,
            paid_in: Money::ZERO,
            bought: Vec::new(),
            units: 0,
            channels: Vec::new(),
            from_hour: 0,
            until_hour: 0,
            away_days: 0,
            stages: Vec::new(),
            tiers: Vec::new(),
            sources: Vec::new(),
            campaign: None,
        }
    }

    /// Whether it asks anything.
    pub fn asks(&self) -> bool {
        *self != Self { months: self.months, ..Self::named(&self.tag) }
    }

    fn holds<'m>(
        &self,
        rules: &MemberRules,
        item: &impl Fn(ItemId) -> Option<&'m Item>,
        record: &MemberRecord,
        member: &Member,
        today: BusinessDay,
    ) -> bool {
        let (spent, visits, paid_in) = self.sums(member, today);
        let average = self.average.minor();
        let dear = average == 0
            || (visits > 0 && i128::from(spent) >= i128::from(average) * i128::from(visits));
        let since = member.last_visit_anywhere().map(|last| today.days_since(last));
        let away =
            self.away_days == 0 || since.is_some_and(|since| since >= i64::from(self.away_days));
        let staged =
            self.stages.is_empty() || self.stages.contains(&standing::stage(rules, member, today));
        let tiered = self.tiers.is_empty()
            || standing::tier(rules, member, today)
                .is_some_and(|tier| self.tiers.contains(&tier.code));
        let from = self.sources.is_empty()
            || record.source.is_some_and(|source| self.sources.contains(&source));
        let by = self.campaign.is_none() || self.campaign == record.campaign;
        let often = visits >= i64::from(self.visits);
        let much = spent >= self.spent.minor() && paid_in >= self.paid_in.minor();
        let usual = self.is_usual_of(&member.habits, item);
        self.asks() && often && much && dear && away && staged && tiered && from && by && usual
    }

    /// Whether their orders are as it asks. An item that is not sold any more belongs to no category.
    fn is_usual_of<'m>(&self, habits: &Habits, item: &impl Fn(ItemId) -> Option<&'m Item>) -> bool {
        let is_one = |item_id| {
            item(item_id).is_some_and(|Item { category, sku, .. }| {
                self.bought.iter().any(|one| one == category.as_str() || one == sku)
            })
        };
        let bought = self.bought.is_empty() || habits.units(is_one) >= self.units.max(1);
        let channels = self.channels.is_empty() || habits.mostly_on(&self.channels);
        let hours =
            self.until_hour == 0 || habits.mostly_within(&(self.from_hour..self.until_hour));
        bought && channels && hours
    }

    /// What they spent, how often they came, and what they paid in, over the months.
    fn sums(&self, member: &Member, today: BusinessDay) -> (i64, i64, i64) {
        if self.months == 0 {
            return (member.spent_anywhere().minor(), member.visits_anywhere().into(), 0);
        }
        let months = i32::try_from(self.months).unwrap_or(i32::MAX);
        let first = today.months().saturating_sub(months - 1);
        let over = first..=today.months();
        let over = member.months_anywhere().filter(|known| over.contains(&known.month));
        over.fold((0, 0, 0), |(spent, visits, paid_in), month| {
            (
                month.spent.minor().saturating_add(spent),
                i64::from(month.visits) + visits,
                month.paid_in.minor().saturating_add(paid_in),
            )
        })
    }
}

/// The tags that somebody carries by rule on a day, in the order of the rules; not those that staff
/// gave them by hand already. `item` finds what is sold.
pub fn by_rule<'a, 'm>(
    rules: &'a MemberRules,
    item: impl Fn(ItemId) -> Option<&'m Item>,
    record: &MemberRecord,
    member: &Member,
    today: BusinessDay,
) -> Vec<&'a str> {
    let tags = rules.tag_rules.iter();
    tags.filter(|rule| !record.tags.contains(&rule.tag))
        .filter(|rule| rule.holds(rules, &item, record, member, today))
        .map(|rule| rule.tag.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Menu;
    use crate::member::evolve::earned;
    use crate::shop::{NOODLES, NOON, TEA, code, day, item, member, pence};

    #[test]
    fn a_tag_comes_and_goes_with_what_it_says_and_asks_for_all_of_it() {
        let big = TagRule { months: 2, average: pence(2_000), visits: 2, ..TagRule::named("big") };
        let gone = TagRule { away_days: 30, ..TagRule::named("gone quiet") };
        let poster = TagRule {
            sources: vec![Source::Poster],
            campaign: Some(code("spring")),
            ..TagRule::named("spring poster")
        };
        let new = TagRule { stages: vec![LifeStage::First], ..TagRule::named("new") };
        let nothing = TagRule { months: 3, ..TagRule::named("asks nothing") };
        let tag_rules = vec![big, gone, poster, new, nothing];
        let rules = MemberRules { tag_rules, ..MemberRules::default() };
        let menu = Menu::new(crate::shop::menu()).unwrap();
        let mut record = MemberRecord::new(member(1), "+447700900001", NOON);
        let mut guest = Member::default();
        let tags = |record: &MemberRecord, guest: &Member, on| {
            by_rule(&rules, |id| menu.item(id), record, guest, on).join(", ")
        };
        assert_eq!(tags(&record, &guest, day(2026, 11, 1)), "");
        earned(&mut guest, 0, pence(3_000), day(2026, 11, 1), &[]);
        assert_eq!(tags(&record, &guest, day(2026, 11, 1)), "new");
        earned(&mut guest, 0, pence(1_000), day(2026, 11, 9), &[]);
        assert_eq!(tags(&record, &guest, day(2026, 11, 9)), "big", "40.00 in two orders");
        earned(&mut guest, 0, pence(1_999), day(2026, 11, 10), &[]);
        assert_eq!(tags(&record, &guest, day(2026, 12, 9)), "", "59.99 in three orders");
        assert_eq!(tags(&record, &guest, day(2026, 12, 10)), "gone quiet");
        record.source = Some(Source::Poster);
        assert_eq!(tags(&record, &guest, day(2026, 11, 10)), "", "another campaign, or none");
        record.campaign = Some(code("spring"));
        assert_eq!(tags(&record, &guest, day(2026, 11, 10)), "spring poster");
        record.tags = vec!["spring poster".to_owned()];
        assert_eq!(tags(&record, &guest, day(2026, 11, 10)), "", "staff said it already");
    }

    #[test]
    fn a_tag_tells_what_somebody_usually_orders_and_how_and_when() {
        let mut catalogue = crate::shop::menu();
        let known = catalogue.items.iter_mut().find(|known| known.id == item(TEA)).unwrap();
        known.sku = "T-1".to_owned();
        let category = known.category.to_string();
        let menu = Menu::new(catalogue).unwrap();
        let tea = TagRule { bought: vec!["T-1".into()], units: 3, ..TagRule::named("tea drinker") };
        let four = TagRule { bought: vec![category], units: 4, ..TagRule::named("four of them") };
        let lunch = TagRule { from_hour: 11, until_hour: 14, ..TagRule::named("lunch") };
        let rider = TagRule { channels: vec![Channel::Delivery], ..TagRule::named("at home") };
        let tag_rules = vec![tea, four, lunch, rider];
        let rules = MemberRules { tag_rules, ..MemberRules::default() };
        let record = MemberRecord::new(member(1), "+447700900001", NOON);
        let tags = |habits: Habits| {
            let guest = Member { habits, ..Member::default() };
            by_rule(&rules, |id| menu.item(id), &record, &guest, day(2026, 11, 1)).join(", ")
        };
        assert_eq!(tags(Habits::default()), "");
        let bought = |tea, noodles| Habits {
            items: [(item(TEA), tea), (item(NOODLES), noodles), (item(999), 9)].into(),
            ..Habits::default()
        };
        assert_eq!(tags(bought(2, 1)), "");
        assert_eq!(tags(bought(3, 1)), "tea drinker, four of them", "both are of one category");
        let hours = [(12, 1), (18, 1)].into();
        let channels = [(Channel::Delivery, 1), (Channel::DineIn, 2)].into();
        assert_eq!(tags(Habits { channels, hours, ..Habits::default() }), "lunch");
    }
}
