//! What a member's orders are like: what is in them, how they eat, and at what time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Member;
use crate::id::ItemId;
use crate::is_default;
use crate::order::{Channel, Line, Order};

/// Items that are counted of each member at most. Past it the one that was bought least goes, of those
/// bought equally little the one earliest in the order of ids; the one that was just bought stays.
pub const HABIT_ITEMS_MAX: usize = 20;

/// Counted over all orders that a member paid here.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Habits {
    /// Units of each item; what is weighed is one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub items: BTreeMap<ItemId, u32>,
    /// Orders on each channel.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channels: BTreeMap<Channel, u32>,
    /// Orders paid in each hour of the store's clock, 0 to 23.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours: BTreeMap<u8, u32>,
}

impl Habits {
    /// Counts an order that was paid on a channel, in an hour of the store's clock where that is known,
    /// for so many [`units`] of items.
    pub fn paid(
        &mut self,
        channel: Channel,
        hour: Option<u8>,
        bought: impl IntoIterator<Item = (ItemId, u32)>,
    ) {
        add(&mut self.channels, channel, 1);
        if let Some(hour) = hour {
            add(&mut self.hours, hour, 1);
        }
        for (item_id, units) in bought {
            add(&mut self.items, item_id, units);
            forget_least(&mut self.items, Some(item_id));
        }
    }

    /// Units of the items that `is_one` says yes to.
    pub fn units(&self, is_one: impl Fn(ItemId) -> bool) -> u32 {
        let units = self.items.iter().filter(|(item_id, _)| is_one(**item_id));
        units.fold(0, |sum, (_, units)| sum.saturating_add(*units))
    }

    /// Whether at least half of the orders were on one of these channels; not where there are none.
    pub fn mostly_on(&self, channels: &[Channel]) -> bool {
        mostly(&self.channels, |channel| channels.contains(channel))
    }

    /// Whether at least half of the orders were paid in these hours; not where there are none.
    pub fn mostly_within(&self, hours: &std::ops::Range<u8>) -> bool {
        mostly(&self.hours, |hour| hours.contains(hour))
    }
}

fn mostly<K>(counts: &BTreeMap<K, u32>, fits: impl Fn(&K) -> bool) -> bool {
    let sum = |all: bool| -> u64 {
        let counted = counts.iter().filter(|(key, _)| all || fits(key));
        counted.map(|(_, count)| u64::from(*count)).sum()
    };
    let all = sum(true);
    all > 0 && sum(false) * 2 >= all
}

/// An order of theirs was paid, in an hour of the store's clock where that is known.
pub(crate) fn evolve(member: &mut Member, order: &Order, hour: Option<u8>) {
    let lines = order.lines.iter().filter(|line| !line.is_voided());
    member.habits.paid(order.channel, hour, lines.map(|line| (line.item_id, units(line))));
}

/// How many units a line counts for; what is weighed is one.
pub fn units(line: &Line) -> u32 {
    if line.details.grams.is_some() { 1 } else { line.quantity }
}

/// The habits of somebody who turned out to be another one count as the other's.
pub(super) fn evolve_merged(kept: &mut Habits, gone: &Habits) {
    gone.items.iter().for_each(|(key, count)| add(&mut kept.items, *key, *count));
    gone.channels.iter().for_each(|(key, count)| add(&mut kept.channels, *key, *count));
    gone.hours.iter().for_each(|(key, count)| add(&mut kept.hours, *key, *count));
    forget_least(&mut kept.items, None);
}

/// Forgets the items that were bought least until no more than [`HABIT_ITEMS_MAX`] are left, but not `kept`.
fn forget_least(items: &mut BTreeMap<ItemId, u32>, kept: Option<ItemId>) {
    while items.len() > HABIT_ITEMS_MAX {
        let others = items.iter().filter(|(item_id, _)| Some(**item_id) != kept);
        let least = others.min_by_key(|(item_id, units)| (**units, **item_id));
        let Some(least) = least.map(|(item_id, _)| *item_id) else { return };
        items.remove(&least);
    }
}

/// And as their own again. What was forgotten past [`HABIT_ITEMS_MAX`] meanwhile stays forgotten.
pub(super) fn evolve_apart(kept: &mut Habits, gone: &Habits) {
    take(&mut kept.items, &gone.items);
    take(&mut kept.channels, &gone.channels);
    take(&mut kept.hours, &gone.hours);
}

fn add<K: Ord>(counts: &mut BTreeMap<K, u32>, key: K, more: u32) {
    let count = counts.entry(key).or_default();
    *count = count.saturating_add(more);
}

fn take<K: Ord>(counts: &mut BTreeMap<K, u32>, less: &BTreeMap<K, u32>) {
    for (key, count) in less {
        if let Some(known) = counts.get_mut(key) {
            *known = known.saturating_sub(*count);
        }
    }
    counts.retain(|_, count| *count > 0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Command;
    use crate::member::{Came, Consent, Purpose};
    use crate::order::NewLine;
    use crate::shop::{NOODLES, Shop, TEA, ask, card, item, member, noodles, one, placing};
    use crate::tax::TaxMode;

    #[test]
    fn what_a_member_pays_for_is_counted_by_item_channel_and_hour() {
        let mut shop = Shop::new(TaxMode::Inclusive);
        let consents = vec![Consent { purpose: Purpose::Membership, text_version: 1 }];
        let (member_id, phone) = (member(1), "+447700900123".to_owned());
        let (name, came) = (String::new(), Came::default());
        shop.ask(&ask(Command::EnrolMember { member_id, phone, name, consents, came })).unwrap();
        let lines = vec![NewLine { quantity: 3, ..one(1, TEA) }, noodles(2)];
        let mut paid = placing(1, lines, true, vec![card(1, 2_230)]);
        if let crate::Request::Device(Command::PlaceOrder { member_id, .. }) = &mut paid.request {
            *member_id = Some(member(1));
        }
        shop.ask(&paid).unwrap();
        let habits = &shop.state.member(member(1)).unwrap().habits;
        assert_eq!(habits.items, [(item(TEA), 3), (item(NOODLES), 1)].into());
        assert_eq!(habits.channels.values().sum::<u32>(), 1);
        assert_eq!(habits.hours, [(12, 1)].into(), "noon on the store's clock");
    }

    #[test]
    fn of_many_items_those_that_are_bought_least_are_forgotten_first() {
        let mut habits = Habits::default();
        for n in 1..=20 {
            habits.items.insert(item(100 + n), 5);
        }
        habits.items.insert(item(100), 2);
        evolve_merged(&mut habits, &Habits::default());
        assert_eq!((habits.items.len(), habits.items.contains_key(&item(100))), (20, false));
        let more = Habits { items: [(item(300), 6)].into(), ..Habits::default() };
        evolve_merged(&mut habits, &more);
        assert_eq!(habits.items.get(&item(300)), Some(&6));
        assert!(
            !habits.items.contains_key(&item(101)),
            "the earliest of those bought equally little"
        );
    }

    #[test]
    fn half_of_the_orders_is_mostly_and_none_is_not() {
        let mut habits = Habits::default();
        assert!(!habits.mostly_on(&[Channel::Delivery]));
        habits.channels = [(Channel::Delivery, 2), (Channel::DineIn, 2)].into();
        assert!(habits.mostly_on(&[Channel::Delivery]));
        habits.channels.insert(Channel::Phone, 1);
        assert!(!habits.mostly_on(&[Channel::Delivery]));
        assert!(habits.mostly_on(&[Channel::Delivery, Channel::Phone]));
        habits.hours = [(11, 1), (13, 1), (14, 2)].into();
        assert!(habits.mostly_within(&(11..14)), "14 is no hour before 14");
        assert!(!habits.mostly_within(&(12..14)));
        habits.items = [(item(NOODLES), 3), (item(TEA), 4)].into();
        assert_eq!(habits.units(|id| id == item(TEA)), 4);
    }

    #[test]
    fn who_is_taken_apart_again_takes_their_habits_along() {
        let before = Habits {
            items: [(item(TEA), 4)].into(),
            channels: [(Channel::DineIn, 2)].into(),
            hours: [(9, 2)].into(),
        };
        let gone = Habits { items: [(item(TEA), 1), (item(NOODLES), 1)].into(), ..before.clone() };
        let mut kept = before.clone();
        evolve_merged(&mut kept, &gone);
        assert_eq!(kept.items, [(item(TEA), 5), (item(NOODLES), 1)].into());
        evolve_apart(&mut kept, &gone);
        assert_eq!(kept, before);
    }
}
