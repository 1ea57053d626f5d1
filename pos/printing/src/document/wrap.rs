//! Breaks styled text into lines: at spaces, or beside any character two columns wide.

use crate::paper::PaperSpan;
use crate::text;

/// Characters that must not begin a line.
const CLOSING: &str = "，。、；：！？）】》”…·,.;:!?)]}";
/// Characters that must not end a line.
const OPENING: &str = "（【《“([";
/// Most lines of one block; a longer text was already cut by its number of characters.
const LINES_MAX: usize = 200;

/// Lines of at most `columns`, without spaces at their ends. Empty text has no lines.
pub(super) fn wrap(spans: &[PaperSpan], columns: usize) -> Vec<Vec<PaperSpan>> {
    let glyphs: Vec<(char, usize)> = spans
        .iter()
        .enumerate()
        .flat_map(|(style, span)| span.text.chars().map(move |character| (character, style)))
        .collect();
    let glyph_columns = |&(character, style): &(char, usize)| {
        text::char_columns(character) * if spans[style].wide { 2 } else { 1 }
    };
    let mut lines = Vec::new();
    let mut start = 0;
    while start < glyphs.len() && lines.len() < LINES_MAX {
        let mut used = 0;
        let mut end = start;
        while end < glyphs.len() && used + glyph_columns(&glyphs[end]) <= columns {
            used += glyph_columns(&glyphs[end]);
            end += 1;
        }
        if end < glyphs.len() {
            end = break_before(&glyphs, start, end);
        }
        lines.push(line(spans, &glyphs[start..end], end == glyphs.len()));
        start = end;
        // The space at which a line was broken is not carried over. Spaces inside a seal are kept.
        while start < glyphs.len() && glyphs[start].0 == ' ' && !spans[glyphs[start].1].inverse {
            start += 1;
        }
    }
    lines
}

/// The last good place to break at or before `end`; `end` itself when a word fills the line.
fn break_before(glyphs: &[(char, usize)], start: usize, end: usize) -> usize {
    let breaks_before = |index: usize| {
        let (before, after) = (glyphs[index - 1].0, glyphs[index].0);
        let at_space = before == ' ' || after == ' ';
        let beside_wide = !before.is_ascii() || !after.is_ascii();
        at_space || (beside_wide && !CLOSING.contains(after) && !OPENING.contains(before))
    };
    (start + 1..=end).rev().find(|&index| breaks_before(index)).unwrap_or(end.max(start + 1))
}

fn line(spans: &[PaperSpan], glyphs: &[(char, usize)], is_last: bool) -> Vec<PaperSpan> {
    let mut line: Vec<PaperSpan> = Vec::new();
    let mut previous = None;
    for &(character, style) in glyphs {
        match line.last_mut() {
            Some(last) if previous == Some(style) => last.text.push(character),
            Some(_) | None => line.push(spans[style].with_text(character.to_string())),
        }
        previous = Some(style);
    }
    if !is_last && let Some(last) = line.last_mut() {
        last.text.truncate(last.text.trim_end_matches(' ').len());
        if last.text.is_empty() {
            line.pop();
        }
    }
    line
}
