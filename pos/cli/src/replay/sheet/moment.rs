//! When an order was placed, in the forms that exports use.

use chrono::{DateTime, NaiveDateTime};

/// Two-digit years stand before four-digit ones: `%Y` would read `19` as the year 19.
const FORMS: [&str; 10] = [
    "%d/%m/%y %H:%M",
    "%d/%m/%y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%S%.f",
];

/// Reads a date and time; `None` for anything else. A zone behind it is kept out of the answer:
/// orders are only put in order and spaced by it.
pub(super) fn read(text: &str) -> Option<NaiveDateTime> {
    FORMS
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .or_else(|| DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.naive_utc()))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn days_come_before_months_and_iso_is_understood() {
        for (text, expected) in [
            ("03/08/19 20:25", "2019-08-03T20:25:00"),
            ("03/08/2019 20:25", "2019-08-03T20:25:00"),
            ("31/12/2026 23:59:58", "2026-12-31T23:59:58"),
            ("2026-11-20 18:05", "2026-11-20T18:05:00"),
            ("2026-11-20T18:05:09.250", "2026-11-20T18:05:09.250"),
            ("2026-11-20T18:05:09Z", "2026-11-20T18:05:09"),
            ("2026-11-20T18:05:09+01:00", "2026-11-20T17:05:09"),
        ] {
            assert_eq!(read(text), expected.parse().ok(), "{text}");
        }
        for text in ["", "08/31/19 20:25", "yesterday", "03/08/19", "2026-02-30 10:00"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
