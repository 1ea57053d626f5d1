//! How long the kitchen took: per station, item and hour, and what waited longest.

use std::collections::BTreeMap;

use chrono::Timelike;
use serde::Serialize;

use super::{MomentKind, RemakeReason, Ticket, TicketStatus};
use crate::catalogue::Station;
use crate::id::OrderId;
use crate::order::Channel;
use crate::{Code, Names, Timestamp};

/// The waits that are named.
pub const LONGEST_WAITS: usize = 10;
/// Seconds after which a ticket of a station that is no longer on the menu was late.
const USUAL_LATE_AFTER_S: u32 = 600;

/// The times of some tickets. Tickets for practice and those that were struck as a whole are not in it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct KitchenTimes {
    /// By station, the slowest first.
    pub stations: Vec<StationTimes>,
    /// By what was made, the slowest first.
    pub items: Vec<ItemTimes>,
    /// By the hour of the firing on the store's clock.
    pub hours: Vec<HourTimes>,
    /// The longest waits, the longest first; at most [`LONGEST_WAITS`].
    pub waits: Vec<LongWait>,
    /// What was made a second time, by reason.
    pub remakes: Vec<RemakeCount>,
}

/// From firing to bump, in whole seconds. The median and the 90th per cent are times that occurred
/// (nearest rank).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Spread {
    /// How many were made.
    pub made: u32,
    /// Half took no longer.
    pub median_s: u32,
    /// Nine of ten took no longer.
    pub p90_s: u32,
    /// The longest.
    pub longest_s: u32,
}

/// The times of a station.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct StationTimes {
    /// Which.
    pub station: Code,
    /// Tickets fired.
    pub tickets: u32,
    /// From firing to bump.
    pub spread: Spread,
    /// Of those made, how many took at least as long as the station's limit.
    pub late: u32,
    /// Milliseconds from firing until a screen showed it, the median; none where no screen did.
    pub shown_ms: Option<u32>,
    /// Tickets that no screen showed in time.
    pub unshown: u32,
}

/// The times of something that is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ItemTimes {
    /// What it is called.
    pub names: Names,
    /// From firing until its line was done.
    pub spread: Spread,
}

/// The times of an hour of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct HourTimes {
    /// Which, 0 to 23.
    pub hour: u32,
    /// Tickets fired in it.
    pub tickets: u32,
    /// From firing to bump.
    pub spread: Spread,
    /// Of those made, how many were late.
    pub late: u32,
}

/// A ticket that waited long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LongWait {
    /// Of which order.
    pub order_id: OrderId,
    /// How the guest ate.
    pub channel: Channel,
    /// The order's number.
    pub order_number: u32,
    /// Where.
    pub station: Code,
    /// When it was fired.
    pub fired_at: Timestamp,
    /// Seconds until it was done.
    pub waited_s: u32,
    /// What was on it.
    pub lines: Vec<Names>,
}

/// How often something was made again for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RemakeCount {
    /// Why.
    pub reason: RemakeReason,
    /// How many portions.
    pub portions: u32,
}

#[derive(Default)]
struct Sums {
    tickets: u32,
    seconds: Vec<u32>,
    shown_ms: Vec<u32>,
    late: u32,
    unshown: u32,
}

/// Adds tickets up, one at a time, so that a year of them need not be in memory.
pub struct TimesOf<'a> {
    stations: &'a [Station],
    zone: chrono_tz::Tz,
    by_station: BTreeMap<Code, Sums>,
    by_item: BTreeMap<(String, String), Vec<u32>>,
    by_hour: BTreeMap<u32, Sums>,
    waits: Vec<LongWait>,
    remakes: BTreeMap<RemakeReason, u32>,
}

impl<'a> TimesOf<'a> {
    /// Nothing yet; late is what these stations call late, hours are those of this clock.
    pub fn new(stations: &'a [Station], zone: chrono_tz::Tz) -> Self {
        Self {
            stations,
            zone,
            by_station: BTreeMap::new(),
            by_item: BTreeMap::new(),
            by_hour: BTreeMap::new(),
            waits: Vec::new(),
            remakes: BTreeMap::new(),
        }
    }

    /// Adds a ticket.
    pub fn add(&mut self, ticket: &Ticket) {
        if ticket.details.training || ticket.lines.iter().all(|line| line.voided) {
            return;
        }
        let own = self.stations.iter().find(|one| one.code == ticket.station);
        let late_after_s = own.map_or(USUAL_LATE_AFTER_S, |own| own.late_after_s);
        let took = match ticket.status {
            TicketStatus::Bumped { bumped_at } => Some(seconds(ticket.fired_at, bumped_at)),
            TicketStatus::Sent | TicketStatus::Shown { .. } | TicketStatus::Seen { .. } => None,
        };
        let hour = ticket.fired_at.utc().with_timezone(&self.zone).hour();
        let station = self.by_station.entry(ticket.station.clone()).or_default();
        station.unshown += u32::from(ticket.unshown.is_some());
        let shown = ticket.moments.iter().find(|moment| moment.what == MomentKind::Shown);
        if let Some(shown) = shown {
            let ms = shown.at.saturating_since(ticket.fired_at).max(0);
            station.shown_ms.push(u32::try_from(ms).unwrap_or(u32::MAX));
        }
        for sums in [station, self.by_hour.entry(hour).or_default()] {
            sums.tickets += 1;
            if let Some(took) = took {
                sums.seconds.push(took);
                sums.late += u32::from(took >= late_after_s);
            }
        }
        self.add_lines(ticket);
        if let Some(waited_s) = took {
            self.add_wait(ticket, waited_s);
        }
        if let Some(reason) = ticket.remake {
            let portions: u32 = ticket.lines.iter().map(|line| line.quantity).sum();
            *self.remakes.entry(reason).or_default() += portions;
        }
    }

    fn add_lines(&mut self, ticket: &Ticket) {
        for line in ticket.lines.iter().filter(|line| !line.voided) {
            let with_ticket = match ticket.status {
                TicketStatus::Bumped { bumped_at } => Some(bumped_at),
                TicketStatus::Sent | TicketStatus::Shown { .. } | TicketStatus::Seen { .. } => None,
            };
            if let Some(done) = line.done_at.or(with_ticket) {
                let key = (line.names.zh.clone(), line.names.en.clone());
                self.by_item.entry(key).or_default().push(seconds(ticket.fired_at, done));
            }
        }
    }

    fn add_wait(&mut self, ticket: &Ticket, waited_s: u32) {
        let shorter = |wait: &LongWait| {
            (wait.waited_s, std::cmp::Reverse(wait.fired_at))
                >= (waited_s, std::cmp::Reverse(ticket.fired_at))
        };
        let place = self.waits.partition_point(shorter);
        if place >= LONGEST_WAITS {
            return;
        }
        let live = ticket.lines.iter().filter(|line| !line.voided);
        self.waits.insert(
            place,
            LongWait {
                order_id: ticket.order_id,
                channel: ticket.channel,
                order_number: ticket.order_number,
                station: ticket.station.clone(),
                fired_at: ticket.fired_at,
                waited_s,
                lines: live.map(|line| line.names.clone()).collect(),
            },
        );
        self.waits.truncate(LONGEST_WAITS);
    }

    /// What all of them come to.
    pub fn finish(self) -> KitchenTimes {
        let station = |(station, sums): (Code, Sums)| StationTimes {
            station,
            tickets: sums.tickets,
            spread: spread(sums.seconds),
            late: sums.late,
            shown_ms: median(sums.shown_ms),
            unshown: sums.unshown,
        };
        let item = |((zh, en), seconds): ((String, String), Vec<u32>)| ItemTimes {
            names: Names::new(zh, en),
            spread: spread(seconds),
        };
        let hour = |(hour, sums): (u32, Sums)| HourTimes {
            hour,
            tickets: sums.tickets,
            spread: spread(sums.seconds),
            late: sums.late,
        };
        let mut stations: Vec<StationTimes> = self.by_station.into_iter().map(station).collect();
        stations.sort_by_key(|one| std::cmp::Reverse(one.spread.median_s));
        let mut items: Vec<ItemTimes> = self.by_item.into_iter().map(item).collect();
        items.sort_by_key(|one| std::cmp::Reverse(one.spread.median_s));
        let remake = |(reason, portions)| RemakeCount { reason, portions };
        KitchenTimes {
            stations,
            items,
            hours: self.by_hour.into_iter().map(hour).collect(),
            waits: self.waits,
            remakes: self.remakes.into_iter().map(remake).collect(),
        }
    }
}

fn seconds(from: Timestamp, until: Timestamp) -> u32 {
    u32::try_from(until.saturating_since(from).max(0) / 1_000).unwrap_or(u32::MAX)
}

fn spread(mut seconds: Vec<u32>) -> Spread {
    seconds.sort_unstable();
    Spread {
        made: u32::try_from(seconds.len()).unwrap_or(u32::MAX),
        median_s: at_share(&seconds, 50).unwrap_or(0),
        p90_s: at_share(&seconds, 90).unwrap_or(0),
        longest_s: seconds.last().copied().unwrap_or(0),
    }
}

fn median(mut values: Vec<u32>) -> Option<u32> {
    values.sort_unstable();
    at_share(&values, 50)
}

/// The value below or at which that share of them lies, in per cent: nearest rank.
fn at_share(sorted: &[u32], per_cent: usize) -> Option<u32> {
    let rank = (sorted.len() * per_cent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests;
