//! One model for everything on paper, and its layout on a grid of columns.
//!
//! The order of things is that of the slip on the screens: number top left, where and when top
//! right, lines with their quantity, modifiers under them, totals, marks.

mod wrap;

use firmware_config::{DrawerPulse, Encoding, PrinterDescription};

use crate::paper::{Align, PaperRow, PaperSpan};
use crate::text;
use crate::wording::Language;
use wrap::wrap;

/// Fewest columns that a name may be squeezed into beside a price.
const LEFT_COLUMNS_MIN: usize = 10;

/// What a document is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text, wrapped at words.
    Text {
        /// The text.
        spans: Vec<PaperSpan>,
        /// Where it stands.
        align: Align,
        /// Columns left free on the left.
        indent: usize,
    },
    /// A name on the left, a price on the right that is never cut or wrapped.
    Row {
        /// The quantity, in the `indent` columns before `left`; empty for none.
        lead: Option<PaperSpan>,
        /// The name; wraps within its own columns.
        left: Vec<PaperSpan>,
        /// The price.
        right: Vec<PaperSpan>,
        /// Columns before `left`.
        indent: usize,
    },
    /// A dashed line across the paper.
    Rule,
    /// The order number, large, top left, with where and when in the other corner.
    Number {
        /// The order number, such as `A 042`.
        number: String,
        /// One line each: where, when.
        corner: Vec<String>,
    },
    /// A name in the other language; left out where the printer lacks its characters.
    SecondName {
        /// The name.
        name: String,
        /// Where it stands.
        align: Align,
        /// Columns left free on the left.
        indent: usize,
    },
    /// A seal such as `补打 REPRINT 2`, white on black, across the middle: in both languages,
    /// because whoever holds the paper must understand it.
    Mark {
        /// Chinese; left out where the printer lacks its characters.
        zh: String,
        /// English.
        en: String,
    },
    /// Blank rows.
    Feed(u8),
    /// The end of the paper.
    Cut,
    /// Opens the drawer.
    DrawerPulse(DrawerPulse),
}

/// Everything on one piece of paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// From the top.
    pub blocks: Vec<Block>,
}

/// The paper and characters of a printer, as far as layout must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperForm {
    /// Characters of normal size in a row.
    pub columns: u16,
    /// Which characters there are.
    pub encoding: Encoding,
}

impl From<&PrinterDescription> for PaperForm {
    fn from(printer: &PrinterDescription) -> Self {
        Self { columns: printer.columns(), encoding: printer.encoding }
    }
}

impl PaperForm {
    /// The language to write in: the one preferred if the printer has its characters.
    pub fn language(self, preferred: Language) -> Language {
        match self.encoding {
            Encoding::Gb18030 => preferred,
            Encoding::Ascii => Language::En,
        }
    }
}

/// One thing for the printer to do, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Print a row.
    Row(PaperRow),
    /// Leave blank rows.
    Feed(u8),
    /// Cut the paper.
    Cut,
    /// Open the drawer.
    DrawerPulse(DrawerPulse),
}

impl Document {
    /// Adds a block at the end.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds a line of text.
    pub fn text(&mut self, align: Align, span: PaperSpan) {
        self.push(Block::Text { spans: vec![span], align, indent: 0 });
    }

    /// Adds a row of two texts, the right one never wrapped.
    pub fn row(&mut self, left: PaperSpan, right: PaperSpan) {
        self.push(Block::Row { lead: None, left: vec![left], right: vec![right], indent: 0 });
    }

    /// The same, opening the drawer before anything is printed.
    ///
    /// The drawer is opened by an event of its own; a document never does so by itself.
    #[must_use]
    pub fn opening_drawer(mut self, pulse: DrawerPulse) -> Self {
        self.blocks.insert(0, Block::DrawerPulse(pulse));
        self
    }

    /// Lays the document out for a printer: cleaned text, wrapped, on the grid.
    pub fn lay_out(&self, form: PaperForm) -> Vec<Step> {
        let mut steps = Vec::with_capacity(self.blocks.len() * 2);
        let columns = usize::from(form.columns);
        let clean = |spans: &[PaperSpan]| -> Vec<PaperSpan> {
            let printable = |span: &PaperSpan| text::printable(&span.text, form.encoding);
            spans.iter().map(|span| span.with_text(printable(span))).collect()
        };
        for block in &self.blocks {
            match block {
                Block::Text { spans, align, indent } => {
                    text_rows(&clean(spans), *align, *indent, columns, &mut steps);
                }
                Block::Row { lead, left, right, indent } => {
                    let lead = lead.as_ref().map(|lead| clean(std::slice::from_ref(lead)));
                    let row =
                        Columns { lead, left: clean(left), right: clean(right), indent: *indent };
                    row.lay_out(columns, &mut steps);
                }
                Block::Rule => {
                    steps.push(row(Align::Left, vec![PaperSpan::plain("-".repeat(columns))]));
                }
                Block::Number { number, corner } => {
                    let number = clean(&[PaperSpan::plain(number.as_str()).bold().large()]);
                    let mut corner =
                        corner.iter().map(|line| clean(&[PaperSpan::plain(line.as_str())]));
                    let right = corner.next().unwrap_or_default();
                    Columns { lead: None, left: number, right, indent: 0 }
                        .lay_out(columns, &mut steps);
                    for line in corner {
                        text_rows(&line, Align::Right, 0, columns, &mut steps);
                    }
                }
                Block::SecondName { name, align, indent } => {
                    if text::is_whole(name, form.encoding) {
                        let spans = clean(&[PaperSpan::plain(name.as_str())]);
                        text_rows(&spans, *align, *indent, columns, &mut steps);
                    }
                }
                Block::Mark { zh, en } => {
                    let words = if text::is_whole(zh, form.encoding) {
                        format!("  {zh} {en}  ")
                    } else {
                        format!("  {en}  ")
                    };
                    let seal = PaperSpan::plain(words).bold().tall().inverse();
                    text_rows(&clean(&[seal]), Align::Centre, 0, columns, &mut steps);
                }
                Block::Feed(rows) => steps.push(Step::Feed(*rows)),
                Block::Cut => steps.push(Step::Cut),
                Block::DrawerPulse(pulse) => steps.push(Step::DrawerPulse(*pulse)),
            }
        }
        steps
    }
}

fn row(align: Align, spans: Vec<PaperSpan>) -> Step {
    Step::Row(PaperRow { align, spans })
}

fn text_rows(
    spans: &[PaperSpan],
    align: Align,
    indent: usize,
    columns: usize,
    steps: &mut Vec<Step>,
) {
    for mut line in wrap(spans, columns.saturating_sub(indent).max(LEFT_COLUMNS_MIN)) {
        if indent > 0 {
            line.insert(0, spaces(indent));
        }
        steps.push(row(align, line));
    }
}

fn spaces(count: usize) -> PaperSpan {
    PaperSpan::plain(" ".repeat(count))
}

/// A cleaned row with a price column.
struct Columns {
    lead: Option<Vec<PaperSpan>>,
    left: Vec<PaperSpan>,
    right: Vec<PaperSpan>,
    indent: usize,
}

impl Columns {
    fn lay_out(self, columns: usize, steps: &mut Vec<Step>) {
        let Self { lead, left, mut right, indent } = self;
        // A price too long for the paper at double width is printed at normal width, never cut.
        if width(&right) > columns {
            for span in &mut right {
                span.wide = false;
            }
        }
        // A name of at least a few letters, or the whole of a shorter one, must fit beside it.
        let beside = columns
            .checked_sub(indent + width(&right) + 1)
            .filter(|beside| !right.is_empty() && *beside >= width(&left).min(LEFT_COLUMNS_MIN));
        let left_columns = beside.unwrap_or(columns.saturating_sub(indent));
        let mut lines = wrap(&left, left_columns);
        if lines.is_empty() {
            lines.push(Vec::new());
        }
        let mut lead = lead.unwrap_or_default();
        let lead_width = width(&lead);
        if lead_width > 0 && lead_width >= indent {
            // The quantity is wider than its column: it gets a row of its own.
            steps.push(row(Align::Left, std::mem::take(&mut lead)));
        }
        for (index, mut line) in lines.into_iter().enumerate() {
            let mut spans = if index == 0 { std::mem::take(&mut lead) } else { Vec::new() };
            let before = indent.saturating_sub(width(&spans));
            if before > 0 {
                spans.push(spaces(before));
            }
            spans.append(&mut line);
            if index == 0 && beside.is_some() {
                spans.push(spaces(columns.saturating_sub(width(&spans) + width(&right))));
                spans.append(&mut right);
            }
            steps.push(row(Align::Left, joined(spans)));
        }
        if !right.is_empty() {
            steps.extend(wrap(&right, columns).into_iter().map(|line| row(Align::Right, line)));
        }
    }
}

/// Columns that spans take on paper.
pub(crate) fn width(spans: &[PaperSpan]) -> usize {
    spans.iter().map(|span| text::columns(&span.text) * if span.wide { 2 } else { 1 }).sum()
}

/// Neighbours of one style become one span, and empty ones go.
fn joined(spans: Vec<PaperSpan>) -> Vec<PaperSpan> {
    let mut joined: Vec<PaperSpan> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            _ if span.text.is_empty() => {}
            Some(last) if last.same_style(&span) => last.text.push_str(&span.text),
            Some(_) | None => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(document: &Document, columns: u16) -> Vec<String> {
        let form = PaperForm { columns, encoding: Encoding::Gb18030 };
        let line = |step: Step| match step {
            Step::Row(row) => row.spans.iter().map(|span| span.text.as_str()).collect(),
            Step::Feed(_) | Step::Cut | Step::DrawerPulse(_) => String::new(),
        };
        document.lay_out(form).into_iter().map(line).collect()
    }

    fn item(name: &str, price: &str) -> Document {
        let mut document = Document::default();
        document.push(Block::Row {
            lead: Some(PaperSpan::plain(" 2")),
            left: vec![PaperSpan::plain(name)],
            right: vec![PaperSpan::plain(price)],
            indent: 4,
        });
        document
    }

    #[test]
    fn a_price_stands_at_the_right_edge() {
        assert_eq!(lines(&item("红烧牛肉面", "76.00"), 32), [" 2  红烧牛肉面             76.00"]);
    }

    #[test]
    fn a_long_name_wraps_in_its_own_column_and_the_price_stays_whole() {
        assert_eq!(
            lines(&item("Hand-pulled noodles with braised beef and pickles", "1234.00"), 32),
            [" 2  Hand-pulled noodles  1234.00", "    with braised beef", "    and pickles",]
        );
        assert_eq!(
            lines(&item("手工拉面配红烧牛肉和酸菜以及香菜", "76.00"), 32),
            [" 2  手工拉面配红烧牛肉和酸 76.00", "    菜以及香菜",]
        );
    }

    #[test]
    fn a_price_that_leaves_no_room_for_the_name_gets_its_own_row() {
        let rows = lines(&item("Teapot", "9223372036854775807.00"), 32);
        assert_eq!(rows, [" 2  Teapot", "9223372036854775807.00"]);
    }

    #[test]
    fn the_number_is_top_left_and_where_and_when_are_top_right() {
        let mut document = Document::default();
        let corner = vec!["Dine-in".to_owned(), "12:38".to_owned()];
        document.push(Block::Number { number: "A 042".into(), corner });
        let rows = lines(&document, 32);
        // The number is twice as wide: 10 columns.
        assert_eq!(rows, [format!("A 042{}Dine-in", " ".repeat(15)), "12:38".to_owned()]);
    }
}
