//! The paper roll of a printer: applies what was decoded, gives a [`Paper`] at each cut.

use domain::Timestamp;

use crate::decode::Op;
use crate::paper::{Align, Paper, PaperRow, PaperSpan};
use crate::text;

/// Most rows on one paper; a host that never cuts gets its paper torn off here.
pub const ROWS_MAX: usize = 2_000;

/// What is printed on the paper that still hangs in the printer.
#[derive(Debug)]
pub struct Roll {
    columns: u16,
    style: PaperSpan,
    align: Align,
    row: Vec<PaperSpan>,
    row_columns: usize,
    rows: Vec<PaperRow>,
    drawer_pulses: u32,
}

impl Roll {
    /// A fresh roll with so many columns.
    pub fn new(columns: u16) -> Self {
        Self {
            columns,
            style: PaperSpan::default(),
            align: Align::Left,
            row: Vec::new(),
            row_columns: 0,
            rows: Vec::new(),
            drawer_pulses: 0,
        }
    }

    /// Does what was told. Gives the paper that this ended, not yet numbered or dated.
    pub fn apply(&mut self, op: Op) -> Option<Paper> {
        match op {
            Op::Reset => {
                self.style = PaperSpan::default();
                self.align = Align::Left;
                self.row.clear();
                self.row_columns = 0;
                if self.rows.is_empty() {
                    self.drawer_pulses = 0;
                }
            }
            Op::Text(text) => return self.print(&text),
            Op::Feed(count) => return self.feed(count),
            Op::Align(1) => self.align = Align::Centre,
            Op::Align(2) => self.align = Align::Right,
            Op::Align(_) => self.align = Align::Left,
            Op::Bold(on) => self.style.bold = on,
            Op::Size { wide, tall } => (self.style.wide, self.style.tall) = (wide, tall),
            Op::Inverse(on) => self.style.inverse = on,
            Op::Cut => return self.end(true),
            Op::DrawerPulse { .. } => self.drawer_pulses += 1,
            Op::Chinese(_) | Op::Status(_) | Op::ProcessId(_) | Op::Unknown(_) => {}
        }
        None
    }

    /// Tears off what is printed, as when a host hangs up half-way; nothing when nothing is.
    pub fn tear(&mut self) -> Option<Paper> {
        let torn = self.end(false);
        self.drawer_pulses = 0;
        torn
    }

    /// Whether nothing is on the paper that hangs in the printer.
    pub fn is_blank(&self) -> bool {
        self.rows.is_empty() && self.row.is_empty()
    }

    fn print(&mut self, text: &str) -> Option<Paper> {
        let mut torn = None;
        for character in text.chars() {
            let columns = text::char_columns(character) * if self.style.wide { 2 } else { 1 };
            if self.row_columns + columns > usize::from(self.columns) {
                torn = torn.or(self.feed(1));
            }
            self.row_columns += columns;
            match self.row.last_mut() {
                Some(last) if last.same_style(&self.style) => last.text.push(character),
                Some(_) | None => self.row.push(self.style.with_text(character.to_string())),
            }
        }
        torn
    }

    fn feed(&mut self, count: u8) -> Option<Paper> {
        for _ in 0..count {
            let spans = std::mem::take(&mut self.row);
            // A blank row stands nowhere.
            let align = if spans.is_empty() { Align::Left } else { self.align };
            self.row_columns = 0;
            self.rows.push(PaperRow { align, spans });
        }
        if self.rows.len() >= ROWS_MAX { self.end(false) } else { None }
    }

    fn end(&mut self, cut: bool) -> Option<Paper> {
        if !self.row.is_empty() {
            let spans = std::mem::take(&mut self.row);
            self.row_columns = 0;
            self.rows.push(PaperRow { align: self.align, spans });
        }
        if self.rows.is_empty() {
            return None;
        }
        Some(Paper {
            number: 0,
            at: Timestamp::default(),
            columns: self.columns,
            rows: std::mem::take(&mut self.rows),
            cut,
            drawer_pulses: std::mem::take(&mut self.drawer_pulses),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_is_too_long_goes_on_in_the_next() {
        let mut roll = Roll::new(4);
        roll.apply(Op::Text("abc面d".into()));
        let paper = roll.apply(Op::Cut).unwrap();
        assert_eq!(paper.text(), "abc\n面d");
    }

    #[test]
    fn a_cut_on_blank_paper_gives_no_paper() {
        let mut roll = Roll::new(4);
        roll.apply(Op::DrawerPulse { pin: 0, on: 1, off: 1 });
        assert_eq!(roll.apply(Op::Cut), None);
        roll.apply(Op::Reset);
        roll.apply(Op::Text("a".into()));
        assert_eq!(roll.apply(Op::Cut).unwrap().drawer_pulses, 0, "of an earlier job");
    }

    #[test]
    fn a_host_that_never_cuts_has_its_paper_torn_off() {
        let mut roll = Roll::new(4);
        let torn = (0..ROWS_MAX).filter_map(|_| roll.apply(Op::Feed(1))).collect::<Vec<_>>();
        assert_eq!(torn.len(), 1);
        assert!(!torn[0].cut && roll.is_blank());
    }
}
