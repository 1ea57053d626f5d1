//! Items from the CSV files that other systems export, as changes to the catalogue. Owns no journal:
//! whoever calls publishes the changes, or only shows the report.
//!
//! Ids follow from what the other system calls an item, so that the same file again changes what is
//! there and doubles nothing. A row that cannot be taken is refused with a reason; the others go on.

mod build;
mod columns;

use domain::catalogue::{Catalogue, CatalogueChange};
use domain::money::Currency;
use protocol::reports::{ImportReport, ImportSource};

use self::build::Builder;
use self::columns::{Columns, Read};
use crate::import_report::{FileRefused, Tally, csv_reader, line_of};

/// Rows in one file at most.
pub(crate) const ROWS_MAX: usize = 25_000;

/// What a file comes to.
#[derive(Debug)]
pub(crate) struct Imported {
    /// What to publish; empty when nothing is different.
    pub(crate) changes: Vec<CatalogueChange>,
    /// What became of each row, nothing published yet.
    pub(crate) report: ImportReport,
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
    let mut reader = csv_reader(bytes);
    let heading = reader.headers().map_err(|_| FileRefused::Encoding)?.clone();
    let columns = Columns::of(source, &heading)?;
    let mut builder = Builder::new(source, catalogue)?;
    let mut record = csv::ByteRecord::new();
    let mut count = 0;
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            // Only reading can fail, and the bytes are here.
            Err(_) => continue,
        }
        let line = line_of(&reader, &record);
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
    Ok(Imported { changes, report: Tally::of(rows) })
}

#[cfg(test)]
mod tests;
