//! A piece of paper as it came out of a printer: rows of styled text on a grid of columns.

use domain::Timestamp;
use serde::{Deserialize, Serialize};

/// Text in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "four switches of a printer, in any combination")]
pub struct PaperSpan {
    /// The characters; ASCII is one column wide, everything else two.
    pub text: String,
    /// Emphasised.
    pub bold: bool,
    /// Twice as wide.
    pub wide: bool,
    /// Twice as high.
    pub tall: bool,
    /// White on black.
    pub inverse: bool,
}

impl PaperSpan {
    /// Text in the printer's normal style.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The same, emphasised.
    #[must_use]
    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same, twice as high.
    #[must_use]
    pub fn tall(self) -> Self {
        Self { tall: true, ..self }
    }

    /// The same, twice as wide and high.
    #[must_use]
    pub fn large(self) -> Self {
        Self { wide: true, tall: true, ..self }
    }

    /// The same, white on black.
    #[must_use]
    pub fn inverse(self) -> Self {
        Self { inverse: true, ..self }
    }

    /// The same style around other text.
    #[must_use]
    pub fn with_text(&self, text: String) -> Self {
        let Self { text: _, bold, wide, tall, inverse } = *self;
        Self { text, bold, wide, tall, inverse }
    }

    /// Whether `other` looks the same apart from its text.
    pub fn same_style(&self, other: &Self) -> bool {
        let style = |span: &Self| (span.bold, span.wide, span.tall, span.inverse);
        style(self) == style(other)
    }
}

/// Where a row stands between the edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right edge.
    Right,
}

/// One row; a row without spans is blank.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PaperRow {
    /// Where it stands.
    pub align: Align,
    /// Its text, left to right.
    pub spans: Vec<PaperSpan>,
}

/// One piece of paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Counts the papers of one virtual printer, from 1.
    pub number: u64,
    /// When it came out.
    pub at: Timestamp,
    /// Characters of normal size in a row: 48 on 80 mm paper, 32 on 58 mm.
    pub columns: u16,
    /// The rows, from the top.
    pub rows: Vec<PaperRow>,
    /// Whether the cutter cut it off; false when the job broke off half-way.
    pub cut: bool,
    /// How often the drawer was opened while it was printed.
    pub drawer_pulses: u32,
}

impl Paper {
    /// All text, one line per row, for searching in tests and logs.
    pub fn text(&self) -> String {
        let row = |row: &PaperRow| row.spans.iter().map(|span| span.text.as_str()).collect();
        self.rows.iter().map(row).collect::<Vec<String>>().join("\n")
    }
}
