//! The file of orders: one row per line of an order, columns found by their usual names.
//!
//! Anything that cannot be read is a [`SheetError`]: one sentence that names the row. Nothing is
//! guessed and nothing is passed over.

mod columns;
mod moment;

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDateTime;
use csv::{ByteRecord, ReaderBuilder};
use domain::money::Currency;
use domain::names::NAME_CHARS_MAX;
use domain::order::{LINES_MAX, QUANTITY_MAX};

use self::columns::Columns;

/// Rows in a file at most.
const ROWS_MAX: usize = 2_000_000;

/// Why a file of orders cannot be played. Rows count from 1, the header being row 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// It cannot be opened or read.
    #[error("{file} cannot be read: {why}")]
    Unreadable {
        /// Its path.
        file: String,
        /// What the system says.
        why: String,
    },
    /// It has no orders.
    #[error("{file} has no orders in it: give a file with a header and at least one row")]
    Empty {
        /// Its path.
        file: String,
    },
    /// A column is not there.
    #[error("there is no column \"{missing}\": the file has {has}")]
    MissingColumn {
        /// The usual name of the column.
        missing: &'static str,
        /// The columns that are there.
        has: String,
    },
    /// The text is in another encoding.
    #[error("row {row} is not UTF-8 text: save the file as CSV in UTF-8 and try again")]
    NotUtf8 {
        /// The row.
        row: usize,
    },
    /// The row has too many or too few cells, or a quote does not end.
    #[error("row {row} has {cells} cells where the header has {columns}")]
    Cells {
        /// The row.
        row: usize,
        /// What it has.
        cells: usize,
        /// What it should have.
        columns: usize,
    },
    /// A cell says nothing that can be used.
    #[error("row {row}: {what} {text:?} {why}")]
    Cell {
        /// The row.
        row: usize,
        /// The usual name of the column.
        what: &'static str,
        /// What stands there.
        text: String,
        /// What is wrong with it and what would be right.
        why: &'static str,
    },
    /// An order has too many lines.
    #[error("order {order} has more than {LINES_MAX} lines: split it")]
    TooManyLines {
        /// Its id in the file.
        order: String,
    },
    /// There are too many rows.
    #[error("the file has more than {ROWS_MAX} rows: split it")]
    TooManyRows,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Where it stands in the file.
    pub row: usize,
    /// What was ordered.
    pub item: String,
    /// How many, 1 to [`QUANTITY_MAX`].
    pub quantity: u32,
    /// The price of one as written: plain digits, not below zero.
    pub price: String,
}

/// One order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetOrder {
    /// Its id in the file.
    pub id: String,
    /// When it was ordered, on the clock of the file; the earliest of its rows.
    pub ordered_at: NaiveDateTime,
    /// Its lines in the order of the file.
    pub rows: Vec<SheetRow>,
}

/// The orders of a file, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The orders.
    pub orders: Vec<SheetOrder>,
}

impl Sheet {
    /// Reads a file, and keeps the `limit` oldest orders.
    ///
    /// # Errors
    /// The first thing in it that cannot be played.
    pub fn read(file: &Path, limit: Option<usize>) -> Result<Self, SheetError> {
        let name = file.display().to_string();
        let bytes = std::fs::read(file).map_err(|error| SheetError::Unreadable {
            file: name.clone(),
            why: error.to_string(),
        })?;
        let mut sheet = Self::parse(&bytes)?;
        sheet.orders.truncate(limit.unwrap_or(usize::MAX));
        if sheet.orders.is_empty() {
            return Err(SheetError::Empty { file: name });
        }
        Ok(sheet)
    }

    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// The first thing in them that cannot be played; [`SheetError::MissingColumn`] when empty.
    pub fn parse(bytes: &[u8]) -> Result<Self, SheetError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(Self { orders: Vec::new() });
        }
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        let mut record = ByteRecord::new();
        let mut row = 0;
        let mut columns = None;
        let mut gathering = Gathering::default();
        // Reading from memory cannot fail, and records of any length are let through.
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            row += 1;
            if row > ROWS_MAX {
                return Err(SheetError::TooManyRows);
            }
            let cells = record
                .iter()
                .map(|cell| std::str::from_utf8(cell).map(str::trim))
                .collect::<Result<Vec<_>, _>>()
                .map_err(|_| SheetError::NotUtf8 { row })?;
            match &columns {
                None => columns = Some(Columns::find(&cells)?),
                Some(columns) if cells.len() == columns.count => {
                    gathering.take(row, columns, &cells)?;
                }
                Some(columns) => {
                    return Err(SheetError::Cells {
                        row,
                        cells: cells.len(),
                        columns: columns.count,
                    });
                }
            }
        }
        Ok(Self { orders: gathering.oldest_first() })
    }
}

/// Orders as they are found.
#[derive(Default)]
struct Gathering {
    orders: Vec<SheetOrder>,
    places: BTreeMap<String, usize>,
}

impl Gathering {
    fn take(&mut self, row: usize, columns: &Columns, cells: &[&str]) -> Result<(), SheetError> {
        let wrong = |what, text: &str, why| SheetError::Cell { row, what, text: text.into(), why };
        let id = cells[columns.order];
        if id.is_empty() {
            return Err(wrong("order id", id, "is empty: every row needs one"));
        }
        let at = cells[columns.ordered_at];
        let ordered_at = moment::read(at).ok_or_else(|| {
            wrong("ordered at", at, "is no date: write dd/mm/yy hh:mm or yyyy-mm-dd hh:mm")
        })?;
        let line = SheetRow {
            row,
            item: item(cells[columns.item])
                .map_err(|why| wrong("item", cells[columns.item], why))?,
            quantity: quantity(cells[columns.quantity])
                .map_err(|why| wrong("quantity", cells[columns.quantity], why))?,
            price: price(cells[columns.price])
                .map_err(|why| wrong("unit price", cells[columns.price], why))?,
        };
        let place = *self.places.entry(id.to_owned()).or_insert_with(|| {
            self.orders.push(SheetOrder { id: id.to_owned(), ordered_at, rows: Vec::new() });
            self.orders.len() - 1
        });
        let order = &mut self.orders[place];
        if order.rows.len() == LINES_MAX {
            return Err(SheetError::TooManyLines { order: id.to_owned() });
        }
        order.ordered_at = order.ordered_at.min(ordered_at);
        order.rows.push(line);
        Ok(())
    }

    /// Sorts by time; orders of the same minute keep the direction that the file runs in.
    fn oldest_first(mut self) -> Vec<SheetOrder> {
        let newest_first = match (self.orders.first(), self.orders.last()) {
            (Some(first), Some(last)) => first.ordered_at > last.ordered_at,
            (None, _) | (_, None) => false,
        };
        if newest_first {
            self.orders.reverse();
        }
        self.orders.sort_by_key(|order| order.ordered_at);
        self.orders
    }
}

fn item(text: &str) -> Result<String, &'static str> {
    if text.is_empty() {
        return Err("is empty: every row needs one");
    }
    if text.chars().count() > NAME_CHARS_MAX || text.chars().any(char::is_control) {
        return Err("cannot be a name: use at most 80 characters on one line");
    }
    Ok(text.to_owned())
}

fn quantity(text: &str) -> Result<u32, &'static str> {
    let number: u32 = text.parse().map_err(|_| "is no whole number: write 1 to 999")?;
    if (1..=QUANTITY_MAX).contains(&number) {
        Ok(number)
    } else {
        Err("is out of range: write 1 to 999")
    }
}

/// The digits are read as money once the store has said in which currency; its form is checked
/// here, with as many decimals as any currency has.
fn price(text: &str) -> Result<String, &'static str> {
    if text.starts_with('-') {
        return Err("is below zero: write 0 or more");
    }
    let widest = Currency::from_code("KWD").and_then(|dinar| dinar.parse(text));
    if widest.is_none_or(|price| price > domain::catalogue::PRICE_MAX) {
        return Err("is no price: write plain digits such as 12.50");
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests;
