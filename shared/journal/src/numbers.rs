//! The numbers by which members are found. They are keyed, so that nobody without the key can try all the
//! phones there are, and small, so that a million members need little room.
//!
//! A number is put together of the marks of several texts, each of which says more than the one before:
//! the upper bits are the first text's. Whoever knows only the first ones finds their numbers side by side.
//! Different texts may come to the same number, so what is found by it is looked at.

use std::ops::RangeInclusive;

use rusqlite::Connection;

/// Bits of a number: as many as `SQLite` keeps in six bytes.
const NUMBER_BITS: u32 = 48;
/// Bits of a phone's last four digits: of ten thousand, a hundredth share theirs with others.
const LAST4_BITS: u32 = 20;

/// A text with its kind (a phone and a word of the same characters have different marks) and its bits.
pub(crate) struct Part<'a> {
    pub(crate) kind: &'static str,
    pub(crate) text: &'a str,
    pub(crate) bits: u32,
}

/// The numbers of whatever begins with these texts, the first of them of what has no more. The texts have
/// no more than [`NUMBER_BITS`] together.
pub(crate) fn numbers_of<'a>(
    connection: &Connection,
    parts: impl IntoIterator<Item = Part<'a>>,
) -> rusqlite::Result<RangeInclusive<i64>> {
    let mut mark = connection.prepare_cached("SELECT short_mark(?1, ?2)")?;
    let (mut first, mut free) = (0_u64, NUMBER_BITS);
    for Part { kind, text, bits } in parts {
        let mark: i64 = mark.query_row([kind, text], |row| row.get(0))?;
        free -= bits;
        first |= mark.cast_unsigned() >> (u64::BITS - bits) << free;
    }
    let last = first | ((1 << free) - 1);
    // The upper half of them is below zero, as it is in six bytes.
    let signed = |number: u64| {
        let above = u64::BITS - NUMBER_BITS;
        (number << above).cast_signed() >> above
    };
    Ok(signed(first)..=signed(last))
}

/// The numbers of phones that end in these four digits.
pub(crate) fn of_last4(
    connection: &Connection,
    last4: &str,
) -> rusqlite::Result<RangeInclusive<i64>> {
    numbers_of(connection, [last4_of(last4)])
}

/// The number of a phone in E.164 form.
pub(crate) fn of_phone(connection: &Connection, phone: &str) -> rusqlite::Result<i64> {
    let last4 = phone.len().checked_sub(4).and_then(|at| phone.get(at..)).unwrap_or(phone);
    let whole = Part { kind: "phone", text: phone, bits: NUMBER_BITS - LAST4_BITS };
    Ok(*numbers_of(connection, [last4_of(last4), whole])?.start())
}

const fn last4_of(text: &str) -> Part<'_> {
    Part { kind: "last4", text, bits: LAST4_BITS }
}

#[cfg(test)]
mod tests {
    use sealing::{KEY_BYTES, MemberSeal};

    use super::*;

    fn taught(key: u8) -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        MemberSeal::new(&[key; KEY_BYTES]).teach(&connection).unwrap();
        connection
    }

    #[test]
    fn phones_that_end_alike_lie_side_by_side_and_another_key_puts_them_elsewhere() {
        let connection = taught(1);
        let mut numbers = std::collections::BTreeSet::new();
        for n in 0..100 {
            let number = of_phone(&connection, &format!("+4477009{n:02}0123")).unwrap();
            assert!(of_last4(&connection, "0123").unwrap().contains(&number));
            assert!(!of_last4(&connection, "0124").unwrap().contains(&number));
            assert!((-(1_i64 << 47)..1 << 47).contains(&number), "six bytes hold it");
            numbers.insert(number);
        }
        assert_eq!(numbers.len(), 100, "each has its own");
        let other = of_phone(&taught(2), "+4477009000123").unwrap();
        assert!(!numbers.contains(&other));
    }
}
