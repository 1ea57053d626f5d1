//! Finding members by a part of their name, or by a card that stands for them.
//!
//! A trigram index finds nothing by one or two characters, which is what a Chinese name has. Here each
//! place where a search may begin has a number for what follows it, in which that of a shorter beginning
//! is the upper part: what is typed is looked up as far as numbers tell, and what was found is compared
//! in full. Of Latin words only their beginnings are places: `mei` finds *Sample Mei*, `ei` does not.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use domain::member::MemberRecord;
use rusqlite::{Connection, params};

use crate::error::ReadError;
use crate::numbers::{Part, numbers_of};

/// Beginnings that a number tells: of so many characters, with so many of its bits. A word that is as long
/// as the first of the second has two numbers.
const TOLD: [&[(usize, u32)]; 2] =
    [&[(1, 20), (2, 14), (3, 8), (4, 6)], &[(6, 24), (9, 14), (14, 10)]];
/// Members whose names are compared in one search at most. Only names that are the same for so many
/// characters as were typed are among them, so nobody who types on is left without an answer.
pub(crate) const LOOKED_AT_MAX: u32 = 5_000;
/// Characters of a name that are kept from each place on.
const WORD_CHARS_MAX: usize = 20;

/// A name, or what is searched for, as it is compared.
pub(crate) fn plain(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Every place of a name at which a search may begin, with what follows.
fn words_of(name: &str) -> Vec<String> {
    let name: Vec<char> = plain(name).chars().collect();
    let begins = |at: usize| {
        let (here, before) = (name[at], at.checked_sub(1).map(|before| name[before]));
        let spaced = |char: char| char.is_alphanumeric() && !is_written_without_spaces(char);
        here.is_alphanumeric() && !(spaced(here) && before.is_some_and(spaced))
    };
    (0..name.len())
        .filter(|at| begins(*at))
        .map(|at| name[at..].iter().take(WORD_CHARS_MAX).collect())
        .collect()
}

/// Whether a word, or a character of a name written without spaces, begins with what was typed.
pub(crate) fn begin_so(name: &str, typed: &str) -> bool {
    words_of(name).iter().any(|word| word.starts_with(typed))
}

/// The numbers of whatever begins with a word; `None` when it is too short for such a number.
fn beginning_so(
    connection: &Connection,
    word: &str,
    told: &[(usize, u32)],
) -> rusqlite::Result<Option<RangeInclusive<i64>>> {
    let ends: Vec<usize> = word.char_indices().map(|(at, char)| at + char.len_utf8()).collect();
    let part = |(length, bits): &(usize, u32)| {
        let end = ends.get(length - 1)?;
        Some(Part { kind: "word", text: &word[..*end], bits: *bits })
    };
    let parts: Vec<Part<'_>> = told.iter().filter_map(part).collect();
    (!parts.is_empty()).then(|| numbers_of(connection, parts)).transpose()
}

/// The numbers to look under for what is typed; `None` when nothing is.
pub(crate) fn looked_up(
    connection: &Connection,
    typed: &str,
) -> rusqlite::Result<Option<RangeInclusive<i64>>> {
    for told in TOLD.iter().rev() {
        let found = beginning_so(connection, typed, told)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// The numbers of a name, of each place one for every row of [`TOLD`] that it is long enough for.
fn numbers_of_name(connection: &Connection, name: &str) -> rusqlite::Result<BTreeSet<i64>> {
    let mut numbers = BTreeSet::new();
    for word in words_of(name) {
        for told in TOLD {
            numbers.extend(beginning_so(connection, &word, told)?.map(|found| *found.start()));
        }
    }
    Ok(numbers)
}

/// Whether words of its script stand side by side: Han, kana, hangul and what lies around them.
fn is_written_without_spaces(char: char) -> bool {
    matches!(u32::from(char), 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

/// Writes the words and cards of a member, whose earlier ones were forgotten.
pub(crate) fn write(
    connection: &Connection,
    row: i64,
    record: &MemberRecord,
) -> Result<(), ReadError> {
    let sql = "INSERT INTO member_words (word, member) VALUES (?1, ?2)";
    let mut insert = connection.prepare_cached(sql)?;
    for number in numbers_of_name(connection, &record.name)? {
        insert.execute(params![number, row])?;
    }
    // A card that came from HQ may stand for somebody here already, who keeps it.
    let sql = "INSERT OR IGNORE INTO member_cards (card, member_id) VALUES (mark('card', ?1), ?2)";
    let mut insert = connection.prepare_cached(sql)?;
    for card in &record.cards {
        insert.execute(params![card, record.id.as_bytes()])?;
    }
    Ok(())
}

/// Forgets the words and cards of a member, as their record has them: called before that goes or
/// changes.
pub(crate) fn forget(
    connection: &Connection,
    row: i64,
    record: &MemberRecord,
) -> Result<(), ReadError> {
    let sql = "DELETE FROM member_words WHERE word = ?1 AND member = ?2";
    let mut delete = connection.prepare_cached(sql)?;
    for number in numbers_of_name(connection, &record.name)? {
        delete.execute(params![number, row])?;
    }
    let sql = "DELETE FROM member_cards WHERE card = mark('card', ?1) AND member_id = ?2";
    let mut delete = connection.prepare_cached(sql)?;
    for card in &record.cards {
        delete.execute(params![card, record.id.as_bytes()])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use sealing::{KEY_BYTES, MemberSeal};

    use super::*;

    #[test]
    fn a_name_is_found_from_each_word_and_each_han_character() {
        for (name, words) in [
            ("Sample Mei", vec!["sample mei", "mei"]),
            ("王小芳", vec!["王小芳", "小芳", "芳"]),
            ("Ann-Sofie 王", vec!["ann-sofie 王", "sofie 王", "王"]),
            ("阿May", vec!["阿may", "may"]),
            ("  ", vec![]),
            ("김민", vec!["김민", "민"]),
        ] {
            assert_eq!(words_of(name), words, "{name}");
        }
    }

    #[test]
    fn what_was_typed_is_looked_up_where_every_such_name_is() {
        let connection = Connection::open_in_memory().unwrap();
        MemberSeal::new(&[1; KEY_BYTES]).teach(&connection).unwrap();
        let under = |typed: &str| looked_up(&connection, typed).unwrap();
        for name in ["Sample Mei", "王小芳", "Bartholomew-Alexander O'Connor", "芳"] {
            let numbers = numbers_of_name(&connection, name).unwrap();
            for word in words_of(name) {
                for length in 1..=word.chars().count() {
                    let typed: String = word.chars().take(length).collect();
                    let under = under(&typed).unwrap();
                    assert!(numbers.iter().any(|number| under.contains(number)), "{typed}");
                    assert!(begin_so(name, &typed), "{typed}");
                }
            }
            for typed in ["smaple", "samplf", "王大", "小王", "barthilomew-a"] {
                let under = under(typed).unwrap();
                assert!(!numbers.iter().any(|number| under.contains(number)), "{name} {typed}");
            }
        }
        assert!(!begin_so("Sample Mei", "ei") && !begin_so("Sample Mei", "mel"));
        assert_eq!(under(""), None, "nobody is looked for");
    }

    /// So that whose whole name is what was typed is told first, among however many.
    #[test]
    fn a_name_that_ends_there_stands_before_those_that_go_on() {
        let connection = Connection::open_in_memory().unwrap();
        MemberSeal::new(&[1; KEY_BYTES]).teach(&connection).unwrap();
        let number = |name: &str| numbers_of_name(&connection, name).unwrap().first().copied();
        for longer in ["anna", "annabel", "anne"] {
            assert!(number("ann") < number(longer), "{longer}");
        }
    }
}
