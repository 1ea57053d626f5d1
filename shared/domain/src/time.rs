//! Time as an argument: timestamps, and the business day with its cut-off.
//!
//! Reads no clock. Order is told by seq, never by time: wall clocks step backwards.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use serde::{Deserialize, Serialize};

/// A moment, in milliseconds since 1970-01-01 UTC.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "number"))]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// A moment `ms` milliseconds after 1970-01-01 UTC.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since 1970-01-01 UTC.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// Milliseconds since `earlier`; zero when the clock stepped back.
    pub fn saturating_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0).max(0)
    }

    /// The moment as a UTC date and time; the epoch itself for a moment no calendar holds.
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
}

/// A trading date, which changes at the store's cut-off and not at midnight. `2026-11-21` on a wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "string"))]
#[serde(transparent)]
pub struct BusinessDay(NaiveDate);

impl BusinessDay {
    /// The business day of a calendar date.
    pub const fn from_date(date: NaiveDate) -> Self {
        Self(date)
    }

    /// The calendar date it carries.
    pub const fn date(self) -> NaiveDate {
        self.0
    }

    /// Days from an earlier date to this one; below zero when it is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// The day so many days later, or earlier when below zero.
    ///
    /// # Panics
    /// When no calendar has such a day: 260,000 years from now.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        match self.0.checked_add_signed(chrono::TimeDelta::days(days)) {
            Some(date) => Self(date),
            None => unreachable!("a day that no calendar has"),
        }
    }

    /// Months since the year 0: a month of one year and the same of another differ by twelve.
    pub fn months(self) -> i32 {
        self.0.year() * 12 + i32::try_from(self.0.month0()).unwrap_or_default()
    }

    /// The business day that `now` falls in, with a day beginning at `cut_off_minutes` after
    /// local midnight.
    pub fn of(now: Timestamp, zone: chrono_tz::Tz, cut_off_minutes: u16) -> Self {
        let local = now.utc().with_timezone(&zone).naive_local();
        let shifted = local
            .checked_sub_signed(TimeDelta::minutes(i64::from(cut_off_minutes)))
            .unwrap_or(local);
        Self(shifted.date())
    }

    /// The moment at which the day begins, at `cut_off_minutes` after local midnight. One that a clock change
    /// skips is taken as if the clock had not changed.
    pub fn begins(self, zone: chrono_tz::Tz, cut_off_minutes: u16) -> Timestamp {
        let local =
            self.0.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(cut_off_minutes));
        let moment = local.and_local_timezone(zone).earliest();
        let utc = moment.map_or_else(|| local.and_utc(), |at| at.to_utc());
        Timestamp(utc.timestamp_millis())
    }
}

impl std::fmt::Display for BusinessDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for BusinessDay {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, chrono::ParseError> {
        text.parse().map(Self)
    }
}

/// The hour of the day, 0 to 23, on the store's own clock.
pub fn local_hour(at: Timestamp, zone: chrono_tz::Tz) -> u32 {
    at.utc().with_timezone(&zone).hour()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_ms(DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
    }

    #[test]
    fn a_business_day_begins_when_the_one_before_has_ended() {
        let zone = chrono_tz::Europe::London;
        let day = |text: &str| text.parse::<BusinessDay>().unwrap();
        for (text, cut_off, begins) in [
            ("2026-11-28", 240, "2026-11-28T04:00:00Z"),
            ("2026-07-01", 240, "2026-07-01T03:00:00Z"),
            ("2026-07-01", 0, "2026-06-30T23:00:00Z"),
            // The clocks go on from one to two.
            ("2026-03-29", 90, "2026-03-29T01:30:00Z"),
        ] {
            let at = day(text).begins(zone, cut_off);
            assert_eq!(at.utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true), begins);
            assert_eq!(BusinessDay::of(at, zone, cut_off), day(text));
        }
        let begins = day("2026-11-28").begins(zone, 240);
        let before = Timestamp::from_ms(begins.ms() - 1);
        assert_eq!(BusinessDay::of(before, zone, 240), day("2026-11-27"));
    }

    #[test]
    fn a_guest_at_one_in_the_morning_still_belongs_to_yesterday() {
        let zone = chrono_tz::Europe::London;
        for (moment, day) in [
            ("2026-07-10T02:59:59Z", "2026-07-09"), // 03:59:59 in London in summer
            ("2026-07-10T03:00:00Z", "2026-07-10"),
            ("2026-11-21T03:59:59Z", "2026-11-20"),
            ("2026-11-21T04:00:00Z", "2026-11-21"),
        ] {
            assert_eq!(BusinessDay::of(at(moment), zone, 240).to_string(), day, "{moment}");
        }
    }

    #[test]
    fn the_night_the_clocks_change_has_one_business_day() {
        let zone = chrono_tz::Europe::London;
        for moment in ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"] {
            assert_eq!(BusinessDay::of(at(moment), zone, 240).to_string(), "2026-10-24");
        }
    }

    #[test]
    fn a_clock_that_stepped_back_gives_an_age_of_zero() {
        assert_eq!(Timestamp::from_ms(5).saturating_since(Timestamp::from_ms(9)), 0);
    }
}
