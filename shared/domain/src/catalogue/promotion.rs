//! Promotions as data: what is taken off, of what, and for whom and when.

use serde::{Deserialize, Serialize};

use super::price::{Moment, Weekdays, within};
use crate::id::ItemId;
use crate::order::Channel;
use crate::{BusinessDay, Code, Money, Names, Timestamp, is_default};

/// Promotions in a catalogue at most.
pub const PROMOTIONS_MAX: usize = 30;
/// Items, categories, tiers or tags that one names at most.
pub const PROMOTION_NAMES_MAX: usize = 200;
/// Parts of a bundle at most.
pub const BUNDLE_PARTS_MAX: usize = 6;
/// Units that buy-and-get counts at most.
pub const UNITS_MAX: u32 = 100;

/// Which lines it is about: those of the items, and those of the categories; of everything when both
/// are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// Of these items.
    #[serde(default)]
    pub items: Vec<ItemId>,
    /// Of these categories.
    #[serde(default)]
    pub categories: Vec<Code>,
}

/// What it takes off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Offer {
    /// A share of the price of each.
    Percent {
        /// Of what.
        of: Which,
        /// Parts per million, 1 to 1 000 000.
        ppm: u32,
    },
    /// An amount off all of them together, once.
    Amount {
        /// Off what.
        of: Which,
        /// Above zero.
        amount: Money,
    },
    /// Each at this price, where it costs more.
    FixedPrice {
        /// What.
        of: Which,
        /// 0 or more.
        price: Money,
    },
    /// Each at the price that its item has at a level, where it costs more; what is chosen with it costs
    /// what it does. Not of what is weighed.
    PriceLevel {
        /// Of what.
        of: Which,
        /// Which level: a price rule of some item names it.
        level: Code,
    },
    /// The cheapest one is free.
    FreeItem {
        /// Of what.
        of: Which,
    },
    /// What is chosen with each (a topping; a size is not) and costs extra costs nothing. Not of what is
    /// weighed.
    FreeChoices {
        /// With what.
        of: Which,
    },
    /// Of each `buy` + `get` the cheapest `get` are free: the dearest are put together first.
    BuyGet {
        /// Of what.
        of: Which,
        /// 1 or more.
        buy: u32,
        /// 1 or more.
        get: u32,
    },
    /// One of each part together at this price, as often as it is there; the dearest first.
    Bundle {
        /// At least two.
        parts: Vec<Which>,
        /// 0 or more.
        price: Money,
    },
}

impl Offer {
    /// What it is about, part by part.
    pub fn parts(&self) -> &[Which] {
        match self {
            Self::Percent { of, .. }
            | Self::Amount { of, .. }
            | Self::FixedPrice { of, .. }
            | Self::PriceLevel { of, .. }
            | Self::FreeItem { of }
            | Self::FreeChoices { of }
            | Self::BuyGet { of, .. } => std::slice::from_ref(of),
            Self::Bundle { parts, .. } => parts,
        }
    }
}

/// For whom and when it holds; what is empty or zero asks nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct Terms {
    /// The first business day.
    pub from: Option<BusinessDay>,
    /// The last business day.
    pub until: Option<BusinessDay>,
    /// On which days of the week.
    pub weekdays: Weekdays,
    /// From so many minutes after local midnight.
    pub from_minute: u32,
    /// Until so many, at most 1440; equal to `from_minute` for all day.
    pub until_minute: u32,
    /// On these channels.
    pub channels: Vec<Channel>,
    /// What the order must come to before anything is taken off.
    pub least: Money,
    /// Only for members.
    pub members: bool,
    /// Only for members of these tiers.
    pub tiers: Vec<Code>,
    /// Only for members with one of these tags.
    pub tags: Vec<String>,
    /// Only on a member's birthday.
    pub birthday: bool,
    /// Only on a member's visit of this number: 1 for the first, 10 for the tenth; 0 for any.
    pub visit: u32,
    /// Orders of one member with it on one business day at most; 0 for any number.
    pub per_member_day: u32,
}

/// A promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Promotion {
    /// Which.
    pub code: Code,
    /// What the guest calls it.
    pub names: Names,
    /// What is taken off.
    pub offer: Offer,
    /// For whom and when.
    #[serde(default, skip_serializing_if = "is_default")]
    pub terms: Terms,
    /// Whether it stands alone: with it there is no other.
    #[serde(default)]
    pub exclusive: bool,
}

/// Who buys and when, as far as promotions ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buying {
    /// When.
    pub at: Timestamp,
    /// On which business day.
    pub day: BusinessDay,
    /// In which zone the store is.
    pub zone: chrono_tz::Tz,
    /// How the guest eats.
    pub channel: Channel,
    /// Whose order it is.
    pub member: Option<BuyingMember>,
}

/// A member, as far as promotions ask.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BuyingMember {
    /// Their tier.
    pub tier: Option<Code>,
    /// Their tags.
    pub tags: Vec<String>,
    /// Whether it is their birthday.
    pub has_birthday: bool,
    /// Orders that they paid before.
    pub visits: u32,
    /// Promotions that they had today, one entry for each order.
    pub had_today: Vec<Code>,
}

impl Buying {
    /// The moment, as prices ask for it.
    pub fn moment(&self) -> Moment {
        Moment { channel: self.channel, at: self.at, zone: self.zone }
    }
}

impl Terms {
    /// Whether it holds for an order that comes to `subtotal`.
    pub fn hold(&self, code: &Code, buying: &Buying, subtotal: Money) -> bool {
        let Buying { at, day, zone, channel, member } = buying;
        let days = self.from.is_none_or(|from| *day >= from)
            && self.until.is_none_or(|until| *day <= until);
        let all_day = self.from_minute == self.until_minute;
        let (from, until) =
            if all_day { (0, 1_440) } else { (self.from_minute, self.until_minute) };
        let time = within(self.weekdays, from, until, *at, *zone);
        let channels = self.channels.is_empty() || self.channels.contains(channel);
        days && time && channels && subtotal >= self.least && self.hold_for(code, member.as_ref())
    }

    fn hold_for(&self, code: &Code, member: Option<&BuyingMember>) -> bool {
        let asks = self.members
            || !self.tiers.is_empty()
            || !self.tags.is_empty()
            || self.birthday
            || self.visit > 0
            || self.per_member_day > 0;
        if !asks {
            return true;
        }
        let Some(member) = member else { return false };
        let tier = self.tiers.is_empty()
            || member.tier.as_ref().is_some_and(|tier| self.tiers.contains(tier));
        let tag = self.tags.is_empty() || member.tags.iter().any(|tag| self.tags.contains(tag));
        let visit = self.visit == 0 || member.visits.saturating_add(1) == self.visit;
        let had = member.had_today.iter().filter(|had| *had == code).count();
        let often = self.per_member_day == 0
            || u32::try_from(had).is_ok_and(|had| had < self.per_member_day);
        tier && tag && visit && often && (!self.birthday || member.has_birthday)
    }
}
