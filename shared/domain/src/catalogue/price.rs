//! Prices that depend on the channel, on the time of day, and on whom a price level is for.

use chrono::{Datelike, Timelike, Weekday};
use serde::{Deserialize, Serialize};

use super::Item;
use crate::id::SizeId;
use crate::order::Channel;
use crate::{Code, Money, Timestamp, is_default};

/// Days of the week on which something holds; none set means every day. Bit 0 is Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "number"))]
#[serde(transparent)]
pub struct Weekdays(pub u8);

impl Weekdays {
    /// Whether it holds on a day.
    pub fn hold_on(self, day: Weekday) -> bool {
        self.0 == 0 || self.0 & (1 << day.num_days_from_monday()) != 0
    }
}

/// Another price, at some time or on some channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PriceRule {
    /// On which channels; empty for all.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub channels: Vec<Channel>,
    /// On which days of the week.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub weekdays: Weekdays,
    /// From how many minutes after local midnight, 0 to 1439.
    pub from_minute: u32,
    /// Until how many minutes after local midnight, 1 to 1440; at or below `from_minute` it runs
    /// past midnight, and its weekday is the one it began on.
    pub until_minute: u32,
    /// For which size, of an item with sizes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub size_id: Option<SizeId>,
    /// At which price level: for those whom a promotion gives it, [`super::Offer::PriceLevel`]; for
    /// everybody where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub level: Option<Code>,
    /// The price then.
    pub price: Money,
}

impl PriceRule {
    /// Whether it holds at a moment on a channel.
    fn holds(&self, channel: Channel, at: Timestamp, zone: chrono_tz::Tz) -> bool {
        let within = within(self.weekdays, self.from_minute, self.until_minute, at, zone);
        within && (self.channels.is_empty() || self.channels.contains(&channel))
    }
}

/// Whether a moment is between two minutes of the store's day, on these days of the week. At or below
/// `from` it runs past midnight, and its weekday is the one it began on.
pub(super) fn within(
    weekdays: Weekdays,
    from: u32,
    until: u32,
    at: Timestamp,
    zone: chrono_tz::Tz,
) -> bool {
    let local = at.utc().with_timezone(&zone);
    let minute = local.hour() * 60 + local.minute();
    if from < until {
        (from..until).contains(&minute) && weekdays.hold_on(local.weekday())
    } else if minute >= from {
        weekdays.hold_on(local.weekday())
    } else {
        minute < until && weekdays.hold_on(local.weekday().pred())
    }
}

/// A moment on a channel, as prices ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// On which channel.
    pub channel: Channel,
    /// When.
    pub at: Timestamp,
    /// In which zone the store is.
    pub zone: chrono_tz::Tz,
}

impl Item {
    /// The price of one (or of a kilogram) at a moment: that of the first rule that holds, else of
    /// the size, else of the item; `None` for an open price or a size the item does not have.
    pub fn price_at(
        &self,
        size_id: Option<SizeId>,
        channel: Channel,
        at: Timestamp,
        zone: chrono_tz::Tz,
    ) -> Option<Money> {
        let usual = match size_id {
            Some(id) => Some(self.size(id)?.price),
            None => self.price,
        };
        self.ruled(None, size_id, Moment { channel, at, zone }).or(usual)
    }

    /// The price of one at a price level: that of the first rule of the level that holds; `None` where the
    /// item has none.
    pub fn price_at_level(
        &self,
        level: &Code,
        size_id: Option<SizeId>,
        moment: Moment,
    ) -> Option<Money> {
        self.ruled(Some(level), size_id, moment)
    }

    fn ruled(
        &self,
        level: Option<&Code>,
        size_id: Option<SizeId>,
        Moment { channel, at, zone }: Moment,
    ) -> Option<Money> {
        let mut rules = self.prices.iter().filter(|rule| rule.level.as_ref() == level);
        let rule = rules.find(|rule| rule.size_id == size_id && rule.holds(channel, at, zone));
        rule.map(|rule| rule.price)
    }
}
