//! Items from the CSV files that other systems export, as changes to the catalogue. Owns no journal:
//! whoever calls publishes the changes, or only shows the report.
//!
//! Ids follow from what the other system calls an item, so that the same file again changes what is
//! there and doubles nothing. A row that cannot be taken is refused with a reason; the others go on.

mod build;
mod columns;

use domain::catalogue::{Catalogue, CatalogueChange};
use domain::money::Currency;
use protocol::reports::{ImportOutcome, ImportReport, ImportRow, ImportSource};

use self::build::Builder;
use self::columns::{Columns, Read};

/// Rows in one file at most.
pub(crate) const ROWS_MAX: usize = 25_000;
/// Rows without anything to say that a report lists at most.
const SILENT_ROWS_MAX: usize = 1_000;

/// What a file comes to.
#[derive(Debug)]
pub(crate) struct Imported {
    /// What to publish; empty when nothing is different.
    pub(crate) changes: Vec<CatalogueChange>,
    /// What became of each row, nothing published yet.
    pub(crate) report: ImportReport,
}

/// A file of which nothing can be taken.
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
    /// There is nothing to tax items at.
    #[error("The catalogue has no tax rate yet: make one in the menu editor, then import.")]
    NoTaxRate,
}

/// Reads a file against the catalogue as it is.
///
/// # Errors
/// [`FileRefused`], when no row can be read at all.
pub(crate) fn read(
    source: ImportSource,
    bytes: &[u8],
    catalogue: &Catalogue,
    currency: Currency,
) -> Result<Imported, FileRefused> {
    // Both marks of UTF-16, which spreadsheets call "Unicode text".
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(FileRefused::Encoding);
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let heading = reader.headers().map_err(|_| FileRefused::Encoding)?.clone();
    let columns = Columns::of(source, &heading)?;
    let mut builder = Builder::new(source, catalogue)?;
    let mut record = csv::ByteRecord::new();
    let mut count = 0;
    loop {
        let line = u32::try_from(reader.position().line()).unwrap_or(u32::MAX);
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            // Only reading can fail, and the bytes are here.
            Err(_) => continue,
        }
        // A quoted cell may run over lines: the row stands where it begins.
        let line = record.position().map_or(line, |at| u32::try_from(at.line()).unwrap_or(line));
        count += 1;
        if count > ROWS_MAX {
            return Err(FileRefused::TooManyRows);
        }
        match columns.read(&record, currency) {
            Read::Row(row) => builder.take(line, &row),
            Read::Refused { name, why } => builder.refuse(line, name, why),
            Read::Blank => {}
        }
    }
    let (changes, rows) = builder.finish();
    Ok(Imported { changes, report: report(rows) })
}

/// Adds up what became of rows, nothing published yet.
pub(crate) fn report(rows: Vec<ImportRow>) -> ImportReport {
    let count = |outcome| {
        let rows = rows.iter().filter(|row| row.outcome == outcome).count();
        u32::try_from(rows).unwrap_or(u32::MAX)
    };
    let (imported, changed) = (count(ImportOutcome::Imported), count(ImportOutcome::Changed));
    let (unchanged, refused) = (count(ImportOutcome::Unchanged), count(ImportOutcome::Refused));
    let mut silent = 0;
    let listed = rows.into_iter().filter(|row| {
        silent += usize::from(row.why.is_empty());
        !row.why.is_empty() || silent <= SILENT_ROWS_MAX
    });
    let rows = listed.collect();
    ImportReport { dry_run: true, version: None, imported, changed, unchanged, refused, rows }
}

#[cfg(test)]
mod tests;
