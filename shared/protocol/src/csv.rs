//! Tables as CSV (RFC 4180) that no spreadsheet takes for a formula.

/// A table: a heading, then rows of as many cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What its file is called, without the ending.
    pub name: &'static str,
    /// What the columns are called.
    pub heading: Vec<&'static str>,
    /// The rows, each with as many cells.
    pub rows: Vec<Vec<String>>,
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

impl Table {
    /// The file's bytes. It begins with a byte order mark, so that spreadsheets read Chinese.
    ///
    /// # Errors
    /// When a row has more or fewer cells than the heading.
    pub fn bytes(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(&self.heading)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|text| cell(text)))?;
        }
        writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
    }

    /// What a browser is told of the file: to keep it, under its name.
    pub fn disposition(&self) -> String {
        format!("attachment; filename=\"{}.csv\"", self.name)
    }
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
        let text = String::from_utf8(table.bytes().unwrap()).unwrap();
        assert_eq!(text, "\u{feff}a,b\r\n\"x, \"\"y\"\"\",面\r\n");
    }
}
