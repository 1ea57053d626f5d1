//! What became of the rows of a file from another system.

use std::io::{Chain, Read};

use protocol::reports::{ImportOutcome, ImportReport, ImportRow};

/// Rows without anything to say that a report lists at most.
pub(crate) const SILENT_ROWS_MAX: usize = 1_000;
/// Rows with something to say that a report lists at most: one in twenty of the longest file.
const TOLD_ROWS_MAX: usize = 50_000;

/// A file of which nothing can be taken, or nothing more.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FileRefused {
    /// It is not text as we read it.
    #[error("The file is not saved as UTF-8: save it again as CSV UTF-8 (comma delimited).")]
    Encoding,
    /// A column that is needed is not there.
    #[error("The file has no column {0}: is it what that system exports?")]
    ColumnMissing(&'static str),
    /// Too long.
    #[error("The file has too many rows: split it.")]
    TooManyRows,
    /// It is larger than a file may be, or did not arrive whole.
    #[error(
        "The file is too large, or its end did not arrive: split it and try again. What was taken before stays, and nothing is taken twice."
    )]
    Cut,
    /// There is nothing to tax items at.
    #[error("The catalogue has no tax rate yet: make one in the menu editor, then import.")]
    NoTaxRate,
}

/// A source whose last line ends too.
pub(crate) type Ended<R> = Chain<R, &'static [u8]>;

/// Reads CSV as spreadsheets save it. A line ends with LF; the CR that some put before it is white
/// space at the end of the last cell.
pub(crate) fn csv_reader<R: Read>(source: R) -> csv::Reader<Ended<R>> {
    let ends = csv::Terminator::Any(b'\n');
    // The last line of a file need not end: here it does.
    let source = source.chain(&b"\n"[..]);
    csv::ReaderBuilder::new().flexible(true).terminator(ends).from_reader(source)
}

/// The line on which the row that was just read begins: a quoted cell may run over lines, and blank
/// ones may come before it.
pub(crate) fn line_of<R: Read>(reader: &csv::Reader<R>, row: &csv::ByteRecord) -> u32 {
    let within = row.as_slice().split(|byte| *byte == b'\n').count().saturating_sub(1);
    let begins = reader.position().line().saturating_sub(1);
    let begins = begins.saturating_sub(u64::try_from(within).unwrap_or(0));
    u32::try_from(begins).unwrap_or(u32::MAX)
}

/// Adds up what became of rows.
#[derive(Debug)]
pub(crate) struct Tally {
    report: ImportReport,
    silent: usize,
    told: usize,
}

impl Tally {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        let (imported, changed, unchanged, refused) = (0, 0, 0, 0);
        let (version, rows) = (None, Vec::new());
        let report =
            ImportReport { dry_run: true, version, imported, changed, unchanged, refused, rows };
        Self { report, silent: 0, told: 0 }
    }

    /// All rows, nothing published yet.
    pub(crate) fn of(rows: Vec<ImportRow>) -> ImportReport {
        let mut tally = Self::new();
        for row in rows {
            tally.add(row);
        }
        tally.finish()
    }

    /// Counts a row, and lists it as far as there is room.
    pub(crate) fn add(&mut self, row: ImportRow) {
        let (count, telling) = match row.outcome {
            ImportOutcome::Imported => (&mut self.report.imported, !row.why.is_empty()),
            ImportOutcome::Changed => (&mut self.report.changed, !row.why.is_empty()),
            // Of a list that is taken again nobody reads a million of them.
            ImportOutcome::Unchanged => (&mut self.report.unchanged, false),
            ImportOutcome::Refused => (&mut self.report.refused, true),
        };
        *count = count.saturating_add(1);
        let (listed, most) = if telling {
            (&mut self.told, TOLD_ROWS_MAX)
        } else {
            (&mut self.silent, SILENT_ROWS_MAX)
        };
        if *listed < most {
            *listed += 1;
            self.report.rows.push(row);
        }
    }

    /// The report.
    pub(crate) fn finish(self) -> ImportReport {
        self.report
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_told_by_the_line_it_begins_on_however_lines_end() {
        let plain = "phone,name\n\n1,\"Bo\nder\"\n2,y\n\n3,\"z\nz\"";
        for text in [plain.to_owned(), plain.replace('\n', "\r\n"), format!("{plain}\n")] {
            let mut reader = csv_reader(text.as_bytes());
            reader.headers().unwrap();
            let (mut row, mut lines) = (csv::ByteRecord::new(), Vec::new());
            while reader.read_byte_record(&mut row).unwrap() {
                if row.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                    lines.push(line_of(&reader, &row));
                }
            }
            assert_eq!(lines, [3, 5, 7], "{text:?}");
        }
    }
}
