//! Words that people type: what may be kept of them, and what never is.

use crate::Rejection;

/// Digits of a card number: ISO/IEC 7812-1 allows 8 to 19; those in use have at least 13.
const CARD_DIGITS: std::ops::RangeInclusive<usize> = 13..=19;

/// Words as they may be kept: without spaces around them, on one line, 1 to `most` characters.
///
/// # Errors
/// [`Rejection::WordsInvalid`] for empty, too long, control characters, or characters that turn the
/// direction of what follows; [`Rejection::CardNumberInWords`] for what looks like a card number.
pub fn sound_words(text: &str, most: usize) -> Result<String, Rejection> {
    let text = text.trim();
    let sound = (1..=most).contains(&text.chars().count())
        && !text.chars().any(|c| c.is_control() || turns_direction(c));
    if !sound {
        return Err(Rejection::WordsInvalid { most: u32::try_from(most).unwrap_or(u32::MAX) });
    }
    if has_card_number(text) {
        return Err(Rejection::CardNumberInWords);
    }
    Ok(text.to_owned())
}

/// Whether 13 to 19 digits stand in it, spaces and dashes between them or not, that pass the check
/// of ISO/IEC 7812-1, annex B (Luhn).
pub fn has_card_number(text: &str) -> bool {
    // Groups of digits with nothing but spaces and dashes between them may be one number.
    let runs = text.split(|c: char| !(c.is_ascii_digit() || c == ' ' || c == '-'));
    runs.map(groups_of).any(|groups| (0..groups.len()).any(|first| is_card_from(&groups[first..])))
}

fn groups_of(run: &str) -> Vec<Vec<u8>> {
    let groups = run.split([' ', '-']).filter(|group| !group.is_empty());
    groups.map(|group| group.bytes().map(|digit| digit - b'0').collect()).collect()
}

/// Whether the first groups, put together, are a card number.
fn is_card_from(groups: &[Vec<u8>]) -> bool {
    let mut digits: Vec<u8> = Vec::new();
    groups.iter().any(|group| {
        digits.extend(group);
        CARD_DIGITS.contains(&digits.len()) && passes_luhn(&digits)
    })
}

fn passes_luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| match (place % 2, u32::from(digit) * 2) {
            (0, _) => u32::from(digit),
            (_, doubled) if doubled > 9 => doubled - 9,
            (_, doubled) => doubled,
        })
        .sum();
    sum.is_multiple_of(10) && digits.first() != Some(&0)
}

/// Overrides and isolates of the Unicode Bidirectional Algorithm (UAX 9): with them a note could
/// show other words than it has. Right-to-left letters themselves are welcome.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_short_on_one_line_and_do_not_turn_what_follows() {
        let invalid = Rejection::WordsInvalid { most: 5 };
        for bad in ["", "  ", "123456", "a\nb", "a\u{202E}b", "\u{2066}ab"] {
            assert_eq!(sound_words(bad, 5), Err(invalid.clone()), "{bad:?}");
        }
        for (good, kept) in [
            (" ab ", "ab"),
            ("12345", "12345"),
            ("不要葱", "不要葱"),
            ("שלום", "שלום"),
            ("🙂", "🙂"),
        ] {
            assert_eq!(sound_words(good, 5).as_deref(), Ok(kept));
        }
        let long = "a".repeat(10_000);
        assert_eq!(sound_words(&long, 140), Err(Rejection::WordsInvalid { most: 140 }));
    }

    #[test]
    fn s30_a_card_number_is_never_kept_in_words() {
        // Numbers that the card schemes publish for testing.
        for card in [
            "4111111111111111",
            "4111 1111 1111 1111",
            "pay 5500-0000-0000-0004!",
            "t1 378282246310005",
        ] {
            assert_eq!(sound_words(card, 140), Err(Rejection::CardNumberInWords), "{card}");
        }
        for fine in ["4111111111111112", "table 12 at 18:30", "07700 900123", "411111111111"] {
            assert!(sound_words(fine, 140).is_ok(), "{fine}");
        }
    }
}
