//! How much ink is on each dot of a paper, and the PNG of it.

/// Shades from bare paper to full ink.
const SHADES: u8 = 32;
/// Palette entry of what is not paper.
const NOTHING: u8 = SHADES;
/// The colours of the slip: paper and ink.
const PAPER: [u8; 3] = [0xFF, 0xFD, 0xF6];
const INK: [u8; 3] = [0x1C, 0x1A, 0x16];
/// Depth of the teeth of a torn edge.
const TEETH_DOTS: usize = 8;

/// A rectangle of dots.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) width: usize,
    pub(super) height: usize,
}

/// A paper being drawn: 0 is bare, 255 is black.
pub(super) struct Ink {
    width: usize,
    dots: Vec<u8>,
}

impl Ink {
    pub(super) fn blank(width: usize, height: usize) -> Self {
        Self { width, dots: vec![0; width * height] }
    }

    /// Blackens a rectangle; what is outside of the paper is not drawn.
    pub(super) fn fill(&mut self, spot: Spot) {
        for y in spot.top..spot.top + spot.height {
            for x in spot.left..spot.left + spot.width {
                self.dot(x, y, 255, false);
            }
        }
    }

    /// Adds ink to one dot, or takes it away when the text is white on black.
    pub(super) fn dot(&mut self, x: usize, y: usize, amount: u8, inverse: bool) {
        if x >= self.width {
            return;
        }
        if let Some(dot) = self.dots.get_mut(y * self.width + x) {
            *dot = if inverse { dot.saturating_sub(amount) } else { dot.saturating_add(amount) };
        }
    }

    /// The picture. A paper that was not cut has a torn lower edge.
    pub(super) fn png(mut self, cut: bool) -> Result<Vec<u8>, png::EncodingError> {
        for dot in &mut self.dots {
            *dot /= 256_u16.div_ceil(u16::from(SHADES)).try_into().unwrap_or(u8::MAX);
        }
        let height = self.dots.len() / self.width.max(1);
        if !cut {
            self.tear(height);
        }
        let mut file = Vec::new();
        let size = |dots: usize| u32::try_from(dots).unwrap_or(u32::MAX);
        let mut encoder = png::Encoder::new(&mut file, size(self.width), size(height));
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(palette());
        let mut opacity = vec![255; usize::from(SHADES)];
        opacity.push(0);
        encoder.set_trns(opacity);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.dots)?;
        writer.finish()?;
        Ok(file)
    }

    fn tear(&mut self, height: usize) {
        for x in 0..self.width {
            let phase = x % (2 * TEETH_DOTS);
            let depth = phase.min(2 * TEETH_DOTS - phase);
            for y in height.saturating_sub(depth)..height {
                if let Some(dot) = self.dots.get_mut(y * self.width + x) {
                    *dot = NOTHING;
                }
            }
        }
    }
}

fn palette() -> Vec<u8> {
    let mix = |paper: u8, ink: u8, shade: u8| {
        let (full, shade) = (u16::from(SHADES - 1), u16::from(shade));
        let mixed = (u16::from(paper) * (full - shade) + u16::from(ink) * shade) / full;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    };
    let shade = |shade| [0, 1, 2].map(|part: usize| mix(PAPER[part], INK[part], shade));
    (0..SHADES).flat_map(shade).chain([0, 0, 0]).collect()
}
