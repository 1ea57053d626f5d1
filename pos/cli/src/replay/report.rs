//! What a replay came to, for a program and for people.

use std::io::{self, Write};
use std::time::Duration;

use domain::Money;
use serde::Serialize;

/// How long something took, over all times it happened, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Spread {
    /// Half of them took no longer.
    pub p50: f64,
    /// Ninety-nine of a hundred took no longer.
    pub p99: f64,
    /// The longest.
    pub max: f64,
}

impl Spread {
    /// The spread of some times; all zero when there are none.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |percent: usize| {
            let place = (times.len() * percent).div_ceil(100).saturating_sub(1);
            times.get(place).copied().map_or(0.0, milliseconds)
        };
        Self { p50: at(50), p99: at(99), max: at(100) }
    }
}

/// What a replay came to. Counts and sums of store and HQ are what this replay added.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Whether nothing is lost or doubled and everybody has counted the same.
    pub agrees: bool,
    /// Orders that a terminal has sent.
    pub orders_sent: usize,
    /// Of those, taken by the store.
    pub orders_accepted: usize,
    /// Of those, refused by the store.
    pub orders_refused: usize,
    /// Lines of the file.
    pub lines: usize,
    /// Tickets that the store has fired.
    pub tickets: u64,
    /// Of those, shown on a screen of their station.
    pub tickets_shown: u64,
    /// Receipts that the store has asked for.
    pub receipts: u64,
    /// Of those, printed.
    pub receipts_printed: u64,
    /// Orders that the store has counted.
    pub store_orders: u64,
    /// Orders that HQ has counted; absent for a store without HQ.
    pub hq_orders: Option<u64>,
    /// What all orders come to, in minor units.
    pub sum_sent_minor: Money,
    /// What the store has closed.
    pub sum_store_minor: Money,
    /// What HQ has seen closed; absent for a store without HQ.
    pub sum_hq_minor: Option<Money>,
    /// Counted minus expected cash over all drawers.
    pub drawers_over_short_minor: Money,
    /// Orders, tickets, receipts and lines that are missing somewhere.
    pub lost: u64,
    /// Orders, tickets and receipts that are there twice somewhere.
    pub duplicated: u64,
    /// Tickets on a screen where they do not belong.
    pub misrouted: usize,
    /// From sending an order to the store's answer.
    pub accept_ms: Spread,
    /// From sending an order to its ticket on a screen.
    pub shown_ms: Spread,
    /// Accepted orders a second.
    pub orders_per_s: f64,
    /// From the start until the last order was answered.
    pub seconds: f64,
    /// From the start until everything was made, handed over, printed and at HQ.
    pub settled_seconds: f64,
    /// What went wrong on the way, a sentence each.
    pub complaints: Vec<String>,
}

impl Report {
    /// Whether nothing is lost or doubled and everybody has counted the same.
    pub(super) fn all_agree(&self) -> bool {
        self.orders_accepted == self.orders_sent
            && self.lost == 0
            && self.duplicated == 0
            && self.misrouted == 0
            && self.tickets_shown == self.tickets
            && self.sum_store_minor == self.sum_sent_minor
            && self.sum_hq_minor.is_none_or(|sum| sum == self.sum_sent_minor)
            && self.drawers_over_short_minor == Money::ZERO
            && self.complaints.is_empty()
    }

    /// Writes it as one JSON object on one line.
    ///
    /// # Errors
    /// `out` cannot be written to.
    pub fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, self)?;
        writeln!(out)
    }

    /// Writes it as a table.
    ///
    /// # Errors
    /// `out` cannot be written to.
    pub fn write_table(&self, out: &mut impl Write) -> io::Result<()> {
        let hq = |value: Option<String>| value.unwrap_or_else(|| "no HQ".to_owned());
        let spread =
            |times: Spread| format!("{:.1} / {:.1} / {:.1}", times.p50, times.p99, times.max);
        for (what, value) in [
            ("orders sent", self.orders_sent.to_string()),
            ("orders accepted", self.orders_accepted.to_string()),
            ("orders refused", self.orders_refused.to_string()),
            ("orders at the store", self.store_orders.to_string()),
            ("orders at HQ", hq(self.hq_orders.map(|orders| orders.to_string()))),
            ("lines", self.lines.to_string()),
            ("tickets", self.tickets.to_string()),
            ("tickets shown", self.tickets_shown.to_string()),
            ("receipts", self.receipts.to_string()),
            ("receipts printed", self.receipts_printed.to_string()),
            ("sum sent (minor units)", self.sum_sent_minor.to_string()),
            ("sum at the store", self.sum_store_minor.to_string()),
            ("sum at HQ", hq(self.sum_hq_minor.map(|sum| sum.to_string()))),
            ("drawers over or short", self.drawers_over_short_minor.to_string()),
            ("lost", self.lost.to_string()),
            ("duplicated", self.duplicated.to_string()),
            ("misrouted", self.misrouted.to_string()),
            ("accepted ms (p50 / p99 / max)", spread(self.accept_ms)),
            ("on the screen ms (p50 / p99 / max)", spread(self.shown_ms)),
            ("orders per second", format!("{:.1}", self.orders_per_s)),
            ("seconds", format!("{:.1}", self.seconds)),
            ("seconds until all was settled", format!("{:.1}", self.settled_seconds)),
        ] {
            writeln!(out, "{what:<36}{value}")?;
        }
        for complaint in &self.complaints {
            writeln!(out, "! {complaint}")?;
        }
        let verdict = if self.agrees {
            "Nothing is lost or doubled, and everybody has counted the same."
        } else {
            "This does not add up: see above."
        };
        writeln!(out, "{verdict}")
    }
}

#[expect(clippy::float_arithmetic, reason = "a span of time, not money")]
fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1_000_000.0).round() / 1_000.0
}

/// Seconds, to the millisecond.
#[expect(clippy::float_arithmetic, reason = "a span of time, not money")]
pub(super) fn rounded_seconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1_000.0).round() / 1_000.0
}

/// So many in that time, per second; 0 when there was no time.
#[expect(clippy::float_arithmetic, reason = "a rate, not money")]
pub(super) fn per_second(count: usize, time: Duration) -> f64 {
    let seconds = time.as_secs_f64();
    let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if seconds > 0.0 { (count / seconds * 10.0).round() / 10.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_is_of_times_that_really_happened() {
        let times = |count: u64| Spread::of((1..=count).rev().map(Duration::from_millis).collect());
        assert_eq!(times(0), Spread::default());
        assert_eq!(times(1), Spread { p50: 1.0, p99: 1.0, max: 1.0 });
        assert_eq!(times(100), Spread { p50: 50.0, p99: 99.0, max: 100.0 });
        assert_eq!(times(1_000), Spread { p50: 500.0, p99: 990.0, max: 1_000.0 });
    }

    #[test]
    fn a_rate_over_no_time_is_nothing_and_not_infinite() {
        assert!(per_second(5, Duration::ZERO).abs() < f64::EPSILON);
        assert!((per_second(13_397, Duration::from_mins(1)) - 223.3).abs() < 0.001);
    }
}
