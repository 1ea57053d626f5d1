//! Finding members by a part of their name, or by a card that stands for them.
//!
//! A trigram index finds nothing by one or two characters, which is what a Chinese name has. Here each
//! place where a search may begin is a row, with what follows it, so that a search is a range of one
//! index. Of Latin words only their beginnings are places: `mei` finds *Sample Mei*, `ei` does not.

use domain::id::MemberId;
use domain::member::MemberRecord;
use rusqlite::{Connection, params};

use crate::error::ReadError;
use crate::load::body;

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

/// Whether words of its script stand side by side: Han, kana, hangul and what lies around them.
fn is_written_without_spaces(char: char) -> bool {
    matches!(u32::from(char), 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

/// Writes the words and cards of a member, whose earlier ones were forgotten.
pub(crate) fn write(connection: &Connection, record: &MemberRecord) -> Result<(), ReadError> {
    let id = record.id;
    let sql = "INSERT OR IGNORE INTO member_words (word, member_id) VALUES (?1, ?2)";
    let mut insert = connection.prepare_cached(sql)?;
    for word in words_of(&record.name) {
        insert.execute(params![word, id.as_bytes()])?;
    }
    // A card that came from HQ may stand for somebody here already, who keeps it.
    let sql = "INSERT OR IGNORE INTO member_cards (card, member_id) VALUES (?1, ?2)";
    let mut insert = connection.prepare_cached(sql)?;
    for card in &record.cards {
        insert.execute(params![card, id.as_bytes()])?;
    }
    Ok(())
}

/// Forgets the words and cards of a member, as their record has them: called before that goes or changes.
pub(crate) fn forget(connection: &Connection, id: MemberId) -> Result<(), ReadError> {
    let sql = "SELECT body FROM members WHERE member_id = ?1";
    let Some(record) = body::<MemberRecord>(connection, sql, [id.as_bytes()])? else {
        return Ok(());
    };
    let sql = "DELETE FROM member_words WHERE word = ?1 AND member_id = ?2";
    let mut delete = connection.prepare_cached(sql)?;
    for word in words_of(&record.name) {
        delete.execute(params![word, id.as_bytes()])?;
    }
    let sql = "DELETE FROM member_cards WHERE card = ?1 AND member_id = ?2";
    let mut delete = connection.prepare_cached(sql)?;
    for card in &record.cards {
        delete.execute(params![card, id.as_bytes()])?;
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
}
