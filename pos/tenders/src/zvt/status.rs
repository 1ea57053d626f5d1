//! What a terminal says of a transaction (`04 0F`), field by field.
//!
//! *Invariant:* of a card number only the last four digits leave this file.

use super::packet::from_bcd;

/// The highest trace number; 1 follows it.
pub(super) const TRACE_MAX: u64 = 999_999;

/// What a status says of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Transaction {
    /// 0 for success; `None` when it was not said.
    pub(super) result: Option<u8>,
    /// Minor units; `None` when it was not said.
    pub(super) amount: Option<u64>,
    /// ISO 4217 number; `None` when it was not said.
    pub(super) currency: Option<u64>,
    /// Rises by one with every transaction of the terminal, 1 to [`TRACE_MAX`].
    pub(super) trace: Option<u64>,
    /// The terminal's own number, eight digits.
    pub(super) terminal: Option<u64>,
    /// The number of the receipt that the terminal prints.
    pub(super) receipt: Option<u64>,
    /// The card's brand.
    pub(super) brand: String,
    /// The last four digits of the card; never more.
    pub(super) last4: String,
}

/// Bitmaps of a fixed length, with that length in bytes.
const FIXED: &[(u8, usize)] = &[
    (0x01, 1),
    (0x02, 1),
    (0x03, 1),
    (0x04, 6),
    (0x05, 1),
    (0x0B, 3),
    (0x0C, 3),
    (0x0D, 2),
    (0x0E, 2),
    (0x17, 2),
    (0x19, 1),
    (0x27, 1),
    (0x29, 4),
    (0x2A, 15),
    (0x37, 3),
    (0x3A, 2),
    (0x3B, 8),
    (0x49, 2),
    (0x87, 2),
    (0x88, 3),
    (0x8A, 1),
    (0x8C, 1),
    (0xA0, 1),
    (0xAA, 3),
    (0xBA, 5),
    (0xD0, 1),
];
/// The container of tagged fields, with a length of its own form.
const CONTAINER: u8 = 0x06;
/// Bitmaps whose length stands before them in two digits (`LLVAR`).
const LL: &[u8] = &[0x22, 0x23, 0x2D, 0x8B, 0xD1];
/// Bitmaps whose length stands before them in three digits (`LLLVAR`).
const LLL: &[u8] = &[0x24, 0x2E, 0x3C, 0x60, 0x9A];

/// Reads a status. What comes after something unreadable is not read: `None` when nothing was.
pub(super) fn transaction(data: &[u8]) -> Option<Transaction> {
    let mut found = Transaction::default();
    let mut rest = data;
    let mut read = false;
    while let Some((&tag, after)) = rest.split_first() {
        let Some((value, next)) = value_of(tag, after) else { break };
        read = true;
        match tag {
            0x27 => found.result = value.first().copied(),
            0x04 => found.amount = from_bcd(value),
            0x49 => found.currency = from_bcd(value),
            0x0B => found.trace = from_bcd(value),
            0x29 => found.terminal = from_bcd(value),
            0x87 => found.receipt = from_bcd(value),
            0x22 => found.last4 = last_four(value),
            0x8B => found.brand = brand(value),
            _ => {}
        }
        rest = next;
    }
    read.then_some(found)
}

/// The value of a bitmap and what comes after it; `None` when the bitmap is not known or its value
/// ends too early.
fn value_of(tag: u8, after: &[u8]) -> Option<(&[u8], &[u8])> {
    let digits = |digits: &[u8]| {
        digits.iter().try_fold(0_usize, |sum, byte| {
            let digit = byte.checked_sub(0xF0).filter(|digit| *digit <= 9)?;
            Some(sum * 10 + usize::from(digit))
        })
    };
    let (skipped, size) = if let Some((_, size)) = FIXED.iter().find(|(known, _)| *known == tag) {
        (0, *size)
    } else if LL.contains(&tag) {
        (2, digits(after.get(..2)?)?)
    } else if LLL.contains(&tag) {
        (3, digits(after.get(..3)?)?)
    } else if tag == CONTAINER {
        container_size(after)?
    } else {
        return None;
    };
    let value = after.get(skipped..skipped + size)?;
    Some((value, &after[skipped + size..]))
}

/// How many bytes the length of a container takes, and that length: up to 127 in one byte, else
/// `81` and one byte or `82` and two.
fn container_size(after: &[u8]) -> Option<(usize, usize)> {
    match after {
        [short @ 0..=0x7F, ..] => Some((1, usize::from(*short))),
        [0x81, size, ..] => Some((2, usize::from(*size))),
        [0x82, high, low, ..] => Some((3, usize::from(u16::from_be_bytes([*high, *low])))),
        [..] => None,
    }
}

/// The last four digits of a card number, which a terminal sends masked with `E` and filled with
/// `F`. Everything before is forgotten here.
fn last_four(value: &[u8]) -> String {
    let digits: Vec<u8> = value
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 0x0F])
        .filter(|digit| *digit != 0xF)
        .collect();
    let tail = &digits[digits.len().saturating_sub(4)..];
    tail.iter().map(|digit| if *digit <= 9 { char::from(b'0' + digit) } else { '*' }).collect()
}

/// Letters alone: no brand needs a digit, and a number in this field would be somebody's card.
fn brand(value: &[u8]) -> String {
    let letters = value.iter().map(|byte| char::from(*byte));
    let letters = letters.filter(|c| c.is_ascii_graphic() || *c == ' ');
    letters.filter(|c| !c.is_ascii_digit()).collect::<String>().trim().to_owned()
}

/// A bitmap with its length in front, as [`transaction`] reads it.
pub(super) fn with_length(tag: u8, value: &[u8]) -> Vec<u8> {
    let size = u8::try_from(value.len()).unwrap_or(99).min(99);
    let mut bytes = vec![tag, 0xF0 | (size / 10), 0xF0 | (size % 10)];
    bytes.extend(&value[..usize::from(size)]);
    bytes
}

/// What a result code means, in a few words; chapter 10 of the specification has them all.
pub(super) fn reason(code: u8) -> String {
    let words = match code {
        0x64 => "the card cannot be read",
        0x6C => "called off",
        0x6E => "the card is blocked",
        0x6F => "the terminal trades in another currency",
        0x71 => "not enough money",
        0x72 => "the chip of the card is faulty",
        0x78 => "the card has expired",
        0x79 => "the card is not valid yet",
        0x7A => "the terminal does not know this card",
        0x83 => "the terminal does not reach its bank",
        0x85 => "the terminal cannot do this",
        other => return format!("declined, code {other:02X}"),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s30_of_a_card_number_only_the_last_four_digits_are_read() {
        let masked = with_length(0x22, &[0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0x12, 0x34]);
        let whole = with_length(0x22, &[0x40, 0x00, 0x00, 0x12, 0x34, 0x56, 0x78, 0x9F]);
        for (data, last4) in [(masked, "1234"), (whole, "6789")] {
            let found = transaction(&data).unwrap();
            assert_eq!(found.last4, last4);
            assert!(!format!("{found:?}").contains("4000"), "{found:?}");
        }
    }

    #[test]
    fn s30_a_card_number_in_place_of_a_brand_is_forgotten() {
        let found = transaction(&with_length(0x8B, b"VISA 4929123456784242\0")).unwrap();
        assert_eq!(found.brand, "VISA");
    }

    #[test]
    fn a_container_of_any_length_is_passed_over_to_what_comes_after_it() {
        for length in [vec![3], vec![0x81, 3], vec![0x82, 0, 3]] {
            let data = [&[0x06][..], &length, &[1, 2, 3], &[0x27, 0]].concat();
            assert_eq!(transaction(&data).unwrap().result, Some(0), "{length:?}");
        }
        let cut_short = [0x27, 0x00, 0x06, 0x82, 0xFF];
        assert_eq!(transaction(&cut_short).unwrap().result, Some(0));
    }

    #[test]
    fn a_result_that_was_not_said_is_no_success() {
        assert_eq!(transaction(&[0x87, 0x00, 0x01]).unwrap().result, None);
    }

    #[test]
    fn what_cannot_be_read_is_not_guessed() {
        assert_eq!(transaction(&[]), None);
        assert_eq!(transaction(&[0xF7, 1, 2]), None);
        assert_eq!(transaction(&[0x04, 0x00]), None, "an amount that ends too early");
        let then_garbage = [&[0x27_u8, 0x00][..], &[0xF7, 9, 9]].concat();
        assert_eq!(transaction(&then_garbage).unwrap().result, Some(0));
    }
}
