//! Draws a paper as a picture, dot for dot as a printer would: 8 dots per millimetre, 12 dots per
//! column, 24 dots per Chinese character.
//!
//! The font is read from the machine for each picture and dropped afterwards: 20 MB are not kept
//! for something that is looked at now and then. Blocks for some tens of milliseconds.

mod font;
mod ink;

use crate::paper::{Align, Paper, PaperRow, PaperSpan};
use crate::text;
pub use font::FONT_VARIABLE;
use font::Fonts;
use ink::{Ink, Spot};

/// Dots per column of normal size.
const COLUMN_DOTS: usize = 12;
/// Height of a character of normal size.
const CHARACTER_DOTS: usize = 24;
/// Free dots between two rows.
const SPACING_DOTS: usize = 8;
/// Paper beside the printable area: 80 mm paper has 72 mm of it, 58 mm paper 48 mm.
const MARGIN_DOTS: usize = 32;
/// Paper above the first row, and below the last.
const HEAD_DOTS: usize = 32;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum RasterError {
    /// The machine has no font with Chinese characters.
    #[error(
        "No font with Chinese characters was found. Install the package fonts-noto-cjk, or set \
         {FONT_VARIABLE} to the path of a TTF, OTF or TTC file. Looked for: {0}"
    )]
    NoFont(String),
    /// The picture could not be written.
    #[error("The picture could not be written.")]
    Png(#[from] png::EncodingError),
}

/// The paper as a PNG, `columns` × 12 printable dots wide with a margin of 32 on each side.
///
/// # Errors
/// No font was found, or the picture is larger than a PNG may be.
pub fn png(paper: &Paper) -> Result<Vec<u8>, RasterError> {
    let fonts = Fonts::find()?;
    Ok(draw(paper, &fonts).png(paper.cut)?)
}

fn draw(paper: &Paper, fonts: &Fonts) -> Ink {
    let printable = usize::from(paper.columns) * COLUMN_DOTS;
    let height: usize = paper.rows.iter().map(row_dots).sum();
    let mut ink = Ink::blank(printable + 2 * MARGIN_DOTS, height + 2 * HEAD_DOTS);
    let mut top = HEAD_DOTS;
    for row in &paper.rows {
        draw_row(row, top, printable, fonts, &mut ink);
        top += row_dots(row);
    }
    ink
}

fn row_dots(row: &PaperRow) -> usize {
    let scale = if row.spans.iter().any(|span| span.tall) { 2 } else { 1 };
    CHARACTER_DOTS * scale + SPACING_DOTS
}

fn draw_row(row: &PaperRow, top: usize, printable: usize, fonts: &Fonts, ink: &mut Ink) {
    let used = crate::document::width(&row.spans) * COLUMN_DOTS;
    let free = printable.saturating_sub(used);
    let mut left = MARGIN_DOTS
        + match row.align {
            Align::Left => 0,
            Align::Centre => free / 2,
            Align::Right => free,
        };
    // Characters of different heights stand on one line.
    let bottom = top + row_dots(row) - SPACING_DOTS / 2;
    for span in &row.spans {
        left = draw_span(span, left, bottom, fonts, ink);
    }
}

fn draw_span(
    span: &PaperSpan,
    mut left: usize,
    bottom: usize,
    fonts: &Fonts,
    ink: &mut Ink,
) -> usize {
    let (wide, tall) = (1 + usize::from(span.wide), 1 + usize::from(span.tall));
    let height = CHARACTER_DOTS * tall;
    for character in span.text.chars() {
        let width = text::char_columns(character) * COLUMN_DOTS * wide;
        let spot = Spot { left, top: bottom.saturating_sub(height), width, height };
        if span.inverse {
            ink.fill(Spot { top: spot.top.saturating_sub(2), height: height + 4, ..spot });
        }
        fonts.draw(character, span, spot, ink);
        left += width;
    }
    left
}

#[cfg(test)]
mod tests;
