//! Finding members by a part of their name, or by a card that stands for them.
//!
//! A trigram index finds nothing by one or two characters, which is what a Chinese name has. Here each
//! place where a search may begin has a mark for what follows it, of several lengths: what is typed is
//! looked up by the longest of these lengths that it has, and what was found is compared in full. Of
//! Latin words only their beginnings are places: `mei` finds *Sample Mei*, `ei` does not.

use std::collections::BTreeSet;

use domain::member::MemberRecord;
use rusqlite::{Connection, params};

use crate::error::ReadError;

/// Of what follows a place these numbers of characters have a mark.
const MARKED: [usize; 7] = [1, 2, 3, 4, 6, 9, 14];
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

/// What is typed, cut to the longest beginning that has a mark.
pub(crate) fn longest_mark(typed: &str) -> String {
    let typed: Vec<char> = typed.chars().collect();
    let most = MARKED.iter().rev().find(|length| **length <= typed.len());
    typed.iter().take(most.copied().unwrap_or_default()).collect()
}

/// Whether a word, or a character of a name written without spaces, begins with what was typed.
pub(crate) fn begin_so(name: &str, typed: &str) -> bool {
    words_of(name).iter().any(|word| word.starts_with(typed))
}

/// Every beginning of a name that has a mark.
fn marked(name: &str) -> BTreeSet<String> {
    let mut marked = BTreeSet::new();
    for word in words_of(name) {
        let ends: Vec<usize> = word.char_indices().map(|(at, char)| at + char.len_utf8()).collect();
        let cuts = MARKED.iter().filter_map(|length| ends.get(length - 1));
        marked.extend(cuts.map(|end| word[..*end].to_owned()));
    }
    marked
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
    let sql =
        "INSERT OR IGNORE INTO member_words (word, member) VALUES (short_mark('word', ?1), ?2)";
    let mut insert = connection.prepare_cached(sql)?;
    for word in marked(&record.name) {
        insert.execute(params![word, row])?;
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
    let sql = "DELETE FROM member_words WHERE word = short_mark('word', ?1) AND member = ?2";
    let mut delete = connection.prepare_cached(sql)?;
    for word in marked(&record.name) {
        delete.execute(params![word, row])?;
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
    fn what_was_typed_is_looked_up_by_a_beginning_that_every_such_name_has() {
        for name in ["Sample Mei", "王小芳", "Bartholomew-Alexander O'Connor"] {
            let marks = marked(name);
            for word in words_of(name) {
                for length in 1..=word.chars().count() {
                    let typed: String = word.chars().take(length).collect();
                    assert!(marks.contains(&longest_mark(&typed)), "{typed}");
                    assert!(begin_so(name, &typed), "{typed}");
                }
            }
        }
        assert!(!begin_so("Sample Mei", "ei") && !begin_so("Sample Mei", "mel"));
    }
}
