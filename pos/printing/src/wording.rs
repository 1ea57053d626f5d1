//! The words on paper, in both languages, and how numbers and times are written there.

use domain::order::Channel;
use domain::{Names, Timestamp};
use serde::{Deserialize, Serialize};

/// The language a paper is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// 简体中文.
    Zh,
    /// English.
    #[default]
    En,
}

impl Language {
    /// Picks one of two words.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// The name in this language.
    pub fn name(self, names: &Names) -> &str {
        self.pick(&names.zh, &names.en)
    }

    /// The name in the other language, unless it is the same.
    pub fn other_name(self, names: &Names) -> Option<&str> {
        (names.zh != names.en).then(|| self.pick(&names.en, &names.zh))
    }

    /// At which table, and how many sit there.
    pub fn table(self, table: &str, guests: Option<u32>) -> String {
        match (self, guests) {
            (Self::Zh, Some(guests)) => format!("{table} 桌 {guests} 位"),
            (Self::Zh, None) => format!("{table} 桌"),
            (Self::En, Some(guests)) => format!("Table {table}, {guests} guests"),
            (Self::En, None) => format!("Table {table}"),
        }
    }

    /// How the guest eats.
    pub fn channel(self, channel: Channel) -> &'static str {
        match channel {
            Channel::DineIn => self.pick("堂食", "Dine-in"),
            Channel::Takeaway => self.pick("外带", "Takeaway"),
            Channel::Delivery => self.pick("外送", "Delivery"),
            Channel::Phone => self.pick("电话", "Phone"),
            Channel::Pickup => self.pick("自取", "Pickup"),
            Channel::SelfOrder => self.pick("扫码", "Self-order"),
            Channel::Online => self.pick("线上", "Online"),
        }
    }
}

/// Which emission of a document this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Emission {
    /// 1 for the first; more for a copy that somebody asked for.
    pub copy: u32,
    /// The same emission may already be on paper: an earlier attempt ended unknown.
    pub possible_duplicate: bool,
}

impl Emission {
    /// The first, which carries no mark.
    pub const FIRST: Self = Self { copy: 1, possible_duplicate: false };

    /// What is stamped on it, in Chinese and in English.
    pub fn marks(self) -> Vec<(String, String)> {
        let mut marks = Vec::new();
        if self.copy > 1 {
            marks.push(("补打".to_owned(), format!("REPRINT {}", self.copy)));
        }
        if self.possible_duplicate {
            marks.push(("可能重复".to_owned(), "POSSIBLE DUPLICATE".to_owned()));
        }
        marks
    }
}

/// Date and time on the store's clock: `2026-11-21 12:38`.
pub fn local_time(at: Timestamp, zone: chrono_tz::Tz) -> String {
    at.utc().with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
}

/// Time of day on the store's clock: `12:38`.
pub fn local_clock(at: Timestamp, zone: chrono_tz::Tz) -> String {
    at.utc().with_timezone(&zone).format("%H:%M").to_string()
}

/// A tax rate in parts per million as people write it: `20%`, `17.5%`.
pub fn rate(rate_ppm: u32) -> String {
    let (whole, rest) = (rate_ppm / 10_000, rate_ppm % 10_000);
    let decimals = format!("{rest:04}");
    let decimals = decimals.trim_end_matches('0');
    if decimals.is_empty() { format!("{whole}%") } else { format!("{whole}.{decimals}%") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i23_the_first_emission_has_no_mark_and_every_later_one_has() {
        assert!(Emission::FIRST.marks().is_empty());
        let later = Emission { copy: 3, possible_duplicate: true };
        let expected = [("补打", "REPRINT 3"), ("可能重复", "POSSIBLE DUPLICATE")];
        assert_eq!(later.marks(), expected.map(|(zh, en)| (zh.to_owned(), en.to_owned())));
    }

    #[test]
    fn rates_are_written_without_needless_zeros() {
        for (ppm, text) in [(200_000, "20%"), (175_000, "17.5%"), (0, "0%"), (88_750, "8.875%")] {
            assert_eq!(rate(ppm), text);
        }
    }

    #[test]
    fn times_are_those_of_the_store() {
        let noon = Timestamp::from_ms(1_783_684_800_000); // 2026-07-10T12:00:00Z
        assert_eq!(local_time(noon, chrono_tz::Europe::London), "2026-07-10 13:00");
        assert_eq!(local_clock(noon, chrono_tz::Asia::Shanghai), "20:00");
    }
}
