//! Makes any text printable: nothing in it may act on the printer, and nothing may vanish unseen.
//!
//! After [`printable`] every character is either printable ASCII (one column, one byte) or a
//! character with a two-byte form in GB18030 (two columns, two bytes). So the width of text is known
//! before it is sent, and no byte below 0x20 is ever data.

use encoding_rs::GB18030;
use firmware_config::Encoding;
use unicode_width::UnicodeWidthChar;

/// Longest text of one block in characters; the rest becomes an ellipsis.
pub const TEXT_CHARS_MAX: usize = 400;

/// Columns that cleaned text takes at normal size.
pub fn columns(text: &str) -> usize {
    text.chars().map(char_columns).sum()
}

/// Columns that one cleaned character takes at normal size, 1 or 2.
pub fn char_columns(character: char) -> usize {
    if character.is_ascii() { 1 } else { 2 }
}

/// Text that a printer of this encoding prints character for character.
pub fn printable(text: &str, encoding: Encoding) -> String {
    let mut clean = String::with_capacity(text.len());
    for (index, character) in text.chars().enumerate() {
        if index == TEXT_CHARS_MAX {
            clean.push_str("...");
            break;
        }
        push_printable(&mut clean, character, encoding);
    }
    clean
}

/// Whether a printer of this encoding has every character of the text.
pub fn is_whole(text: &str, encoding: Encoding) -> bool {
    let stand_in = match encoding {
        Encoding::Gb18030 => '□',
        Encoding::Ascii => '?',
    };
    let count = |text: &str| text.chars().filter(|&character| character == stand_in).count();
    count(&printable(text, encoding)) <= count(text)
}

fn push_printable(clean: &mut String, character: char, encoding: Encoding) {
    match character {
        ' '..='~' => clean.push(character),
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => clean.push(' '),
        '\u{3000}' if encoding == Encoding::Gb18030 => clean.push(character),
        _ if character.is_control() || is_invisible(character) => {}
        _ if character.is_whitespace() => clean.push(' '),
        _ => match fold(character) {
            Some(folded) => clean.push_str(folded),
            None => match encoding {
                Encoding::Gb18030 => clean.push(two_byte(character)),
                Encoding::Ascii => push_ascii(clean, character),
            },
        },
    }
}

/// Direction marks, joiners, variation selectors, combining accents: no paper shows them.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
        || character.width() == Some(0)
}

/// The character itself if it has a two-byte form, a box if it has none.
fn two_byte(character: char) -> char {
    let character = match character {
        // Their own forms are four bytes long, which printers read as two wrong characters.
        '\u{a5}' => '\u{ffe5}',
        '\u{a3}' => '\u{ffe1}',
        other => other,
    };
    if ('\u{4e00}'..='\u{9fa5}').contains(&character) {
        return character;
    }
    let mut utf8 = [0; 4];
    let (bytes, _, unmappable) = GB18030.encode(character.encode_utf8(&mut utf8));
    // The second byte of a four-byte form is a digit.
    let fits = !unmappable && matches!(*bytes, [0x81..=0xFE, 0x40..=0xFE]);
    if fits && !is_private(character) { character } else { '□' }
}

/// GB18030 gives two-byte forms to private-use characters, but no printer has a glyph there.
fn is_private(character: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&character)
}

fn push_ascii(clean: &mut String, character: char) {
    match character {
        '\u{a3}' | '\u{ffe1}' => clean.push_str("GBP "),
        '\u{20ac}' => clean.push_str("EUR "),
        '\u{a5}' | '\u{ffe5}' => clean.push('Y'),
        '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}' => clean.push('"'),
        '\u{2014}' | '\u{b7}' | '\u{2022}' => clean.push('-'),
        '\u{2026}' => clean.push_str("..."),
        '\u{3001}' => clean.push(','),
        '\u{3002}' => clean.push('.'),
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(u32::from(character) - 0xFEE0).unwrap_or('?');
            clean.push(narrow);
        }
        _ => clean.push('?'),
    }
}

/// Letters that look tidier on paper without their accent than as a double-width stranger.
fn fold(character: char) -> Option<&'static str> {
    const LATIN_1: &str = "AAAAAA CEEEEIIIIDNOOOOO OUUUUY  aaaaaa ceeeeiiiidnooooo ouuuuy y";
    const LATIN_EXTENDED_A: &str = "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
    let nth = |letters: &'static str, first: u32| {
        let index = usize::try_from(u32::from(character) - first).ok()?;
        letters.get(index..=index)
    };
    match character {
        'Æ' => Some("AE"),
        'æ' => Some("ae"),
        'Œ' => Some("OE"),
        'œ' => Some("oe"),
        'ß' => Some("ss"),
        'Þ' => Some("Th"),
        'þ' => Some("th"),
        '×' => Some("x"),
        '÷' => Some("/"),
        '\u{2018}' | '\u{2019}' => Some("'"),
        '\u{2010}'..='\u{2013}' | '\u{2212}' => Some("-"),
        '\u{c0}'..='\u{ff}' => nth(LATIN_1, 0xC0),
        '\u{100}'..='\u{17f}' => nth(LATIN_EXTENDED_A, 0x100),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_every_sort_comes_out_printable() {
        for (text, gb18030, ascii) in [
            ("Beef noodles", "Beef noodles", "Beef noodles"),
            ("红烧牛肉面", "红烧牛肉面", "?????"),
            ("Café Łódź", "Cafe Lodz", "Cafe Lodz"),
            ("¥58 £5 €3", "\u{ffe5}58 \u{ffe1}5 €3", "Y58 GBP 5 EUR 3"),
            ("tea 😀", "tea □", "tea ?"),
            ("𠮷野家", "□野家", "???"),
            ("a\u{1b}p\u{0}\u{19}\u{fa}b", "apub", "apub"),
            ("a\u{202e}b\u{200d}c\u{9b}d", "abcd", "abcd"),
            ("two\nlines\tand", "two lines and", "two lines and"),
            ("“好”，对", "“好”，对", "\"?\",?"),
            ("e\u{301}t\u{e9}", "ete", "ete"),
            ("Pu’er × 2", "Pu'er x 2", "Pu'er x 2"),
        ] {
            assert_eq!(printable(text, Encoding::Gb18030), gb18030);
            assert_eq!(printable(text, Encoding::Ascii), ascii);
        }
    }

    #[test]
    fn every_character_there_is_has_the_bytes_its_width_promises() {
        for character in '\u{0}'..=char::MAX {
            let text = printable(&character.to_string(), Encoding::Gb18030);
            let (bytes, _, unmappable) = GB18030.encode(&text);
            assert!(!unmappable && bytes.len() == columns(&text), "{character:?} became {text:?}");
            assert!(bytes.iter().all(|&byte| byte >= 0x20 && byte != 0x7F), "{character:?}");
            let text = printable(&character.to_string(), Encoding::Ascii);
            assert!(text.bytes().all(|byte| (0x20..0x7F).contains(&byte)), "{character:?}");
        }
    }

    #[test]
    fn a_note_of_ten_thousand_characters_is_cut_where_everyone_can_see_it() {
        let text = printable(&"长".repeat(10_000), Encoding::Gb18030);
        assert_eq!(text.chars().count(), TEXT_CHARS_MAX + 3);
        assert!(text.ends_with("..."));
    }
}
