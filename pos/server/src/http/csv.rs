//! Tables as CSV (RFC 4180) that no spreadsheet takes for a formula.

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::ask::{Result, failed};

/// A table: a heading, then rows of as many cells.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) heading: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
}

/// A cell as it may stand in a file: what a spreadsheet would run as a formula gets an apostrophe
/// in front (F64). A plain negative number is none.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let number = text.strip_prefix('-').is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    if formula && !number { format!("'{text}") } else { text.to_owned() }
}

/// The file's bytes. It begins with a byte order mark, so that spreadsheets read Chinese.
fn bytes(table: &Table) -> std::result::Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(&table.heading)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(|text| cell(text)))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// The table as a file to keep.
pub(super) fn answer(table: &Table) -> Result<Response> {
    let bytes = bytes(table).map_err(|error| failed(&error))?;
    let disposition = format!("attachment; filename=\"{}.csv\"", table.name);
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f64_no_cell_is_a_formula_and_commas_and_quotes_stay_in_their_cell() {
        for (text, written) in [
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("+1", "'+1"),
            ("-1+2", "'-1+2"),
            ("@x", "'@x"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("-12.50", "-12.50"),
            ("-", "'-"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(cell(text), written, "{text:?}");
        }
        let table = Table {
            name: "t",
            heading: vec!["a", "b"],
            rows: vec![vec!["x, \"y\"".to_owned(), "面".to_owned()]],
        };
        let text = String::from_utf8(bytes(&table).unwrap()).unwrap();
        assert_eq!(text, "\u{feff}a,b\r\n\"x, \"\"y\"\"\",面\r\n");
    }
}
