//! Finds a font with Chinese characters on the machine and draws characters of it.
#![expect(clippy::float_arithmetic, reason = "outlines are in fractions of a dot; no money here")]

use std::path::Path;

use ab_glyph::{Font, FontVec, PxScale, point};

use super::RasterError;
use super::ink::{Ink, Spot};
use crate::paper::PaperSpan;

/// Names the font file to use before all others; `path#index` picks one font of a collection.
pub const FONT_VARIABLE: &str = "COMANDA_FONT";

/// Regular, bold. In the Noto collections the seventh font has Latin letters of half width.
const CANDIDATES: &[(&str, Option<&str>, &[u32])] = &[
    (
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        Some("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"),
        &[7, 2, 0],
    ),
    (
        "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
        Some("/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc"),
        &[7, 2, 0],
    ),
    (
        "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
        Some("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc"),
        &[7, 2, 0],
    ),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", None, &[1, 0]),
    ("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", None, &[0]),
    ("/System/Library/Fonts/PingFang.ttc", None, &[0]),
    ("C:\\Windows\\Fonts\\msyh.ttc", None, &[0]),
];

/// Where the letters stand in their box of one em: its lower 12 % are for descenders.
const BASELINE: f32 = 0.88;

/// The fonts for one picture.
pub(super) struct Fonts {
    regular: FontVec,
    /// None: bold is drawn twice, a dot apart, as printers do.
    bold: Option<FontVec>,
}

impl Fonts {
    /// # Errors
    /// [`RasterError::NoFont`] when none of the known places has one.
    pub(super) fn find() -> Result<Self, RasterError> {
        if let Ok(named) = std::env::var(FONT_VARIABLE) {
            let (path, index) = match named.rsplit_once('#') {
                Some((path, index)) => (path, index.parse().unwrap_or(0)),
                None => (named.as_str(), 0),
            };
            let regular =
                load(Path::new(path), &[index]).ok_or(RasterError::NoFont(named.clone()))?;
            return Ok(Self { regular, bold: None });
        }
        let found = CANDIDATES.iter().find_map(|(regular, bold, indices)| {
            let bold = |_: &FontVec| bold.and_then(|path| load(Path::new(path), indices));
            let regular = load(Path::new(regular), indices)?;
            Some(Self { bold: bold(&regular), regular })
        });
        found.ok_or_else(|| {
            let looked: Vec<_> = CANDIDATES.iter().map(|(path, _, _)| *path).collect();
            RasterError::NoFont(looked.join(", "))
        })
    }

    /// Draws one character in its box; one that the font lacks is an empty box.
    pub(super) fn draw(&self, character: char, span: &PaperSpan, spot: Spot, ink: &mut Ink) {
        if character.is_whitespace() {
            return;
        }
        let (font, twice) = match (&self.bold, span.bold) {
            (Some(bold), true) => (bold, false),
            (None, true) => (&self.regular, true),
            (Some(_) | None, false) => (&self.regular, false),
        };
        let id = font.glyph_id(character);
        if id.0 == 0 {
            draw_box(spot, span.inverse, ink);
            return;
        }
        let columns = if character.is_ascii() { 1 } else { 2 };
        // One em is as wide as two columns and as high as the box.
        let em = (dots(spot.width * 2 / columns), dots(spot.height));
        let per_em = font.height_unscaled() / font.units_per_em().unwrap_or(1000.0);
        let scale = PxScale { x: em.0 * per_em, y: em.1 * per_em };
        let advance = font.h_advance_unscaled(id) / font.height_unscaled() * scale.x;
        // A letter that is not as wide as its columns stands in their middle.
        let left = dots(spot.left) + (dots(spot.width) - advance) / 2.0;
        let baseline = dots(spot.top) + em.1 * BASELINE;
        for shift in if twice { &[0.0, 1.0][..] } else { &[0.0][..] } {
            let glyph = id.with_scale_and_position(scale, point(left + shift, baseline));
            let Some(outline) = font.outline_glyph(glyph) else { return };
            let bounds = outline.px_bounds();
            outline.draw(|x, y, coverage| {
                let at = |offset: u32, start: f32| whole(dots32(offset) + start);
                if let (Some(x), Some(y)) = (at(x, bounds.min.x), at(y, bounds.min.y)) {
                    let amount = u8::try_from(whole(coverage * 255.0).unwrap_or(0)).unwrap_or(255);
                    ink.dot(x, y, amount, span.inverse);
                }
            });
        }
    }
}

fn load(path: &Path, indices: &[u32]) -> Option<FontVec> {
    let bytes = std::fs::read(path).ok()?;
    let (last, others) = indices.split_last()?;
    let good = others
        .iter()
        .find(|index| ab_glyph::FontRef::try_from_slice_and_index(&bytes, **index).is_ok());
    FontVec::try_from_vec_and_index(bytes, *good.unwrap_or(last)).ok()
}

fn draw_box(spot: Spot, inverse: bool, ink: &mut Ink) {
    let (right, bottom) = (spot.left + spot.width - 3, spot.top + spot.height - 3);
    for x in spot.left + 2..=right {
        ink.dot(x, spot.top + 2, 255, inverse);
        ink.dot(x, bottom, 255, inverse);
    }
    for y in spot.top + 2..=bottom {
        ink.dot(spot.left + 2, y, 255, inverse);
        ink.dot(right, y, 255, inverse);
    }
}

fn dots(count: usize) -> f32 {
    dots32(u32::try_from(count).unwrap_or(u32::MAX))
}

#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "there is no From for it, and pictures are far below 2^24 dots"
)]
fn dots32(count: u32) -> f32 {
    count as f32
}

/// The whole dots of a coordinate; none left of or above the paper.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is checked to be a small number that is not negative"
)]
fn whole(dots: f32) -> Option<usize> {
    (0.0..16_777_216.0).contains(&dots).then_some(dots as usize)
}
