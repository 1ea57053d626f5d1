//! Members from another system's list, row by row. Owns no journal: whoever calls enrols them, or only
//! shows the report.
//!
//! Columns, by their names in the first row, in any order: `phone`, and as far as there are any `name`,
//! `birthday` (05-31 or 1990-05-31; the year is not kept), `tags` (with semicolons between them), `card`
//! (what stands for them in the other system) and `points`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::Read;

use domain::ledger::POINTS_MAX;
use domain::member::{Birthday, CARD_CHARS, MEMBER_NAME_CHARS_MAX, TAG_CHARS_MAX, TAGS_MAX};
use domain::words::has_card_number;

use crate::import_report::{Ended, FileRefused, csv_reader, line_of};
use crate::phone::Phones;

/// Rows in one file at most.
pub(crate) const ROWS_MAX: u32 = 1_000_000;

/// Somebody to enrol.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Newcomer {
    /// In E.164 form.
    pub(crate) phone: String,
    pub(crate) name: String,
    pub(crate) birthday: Option<Birthday>,
    pub(crate) tags: Vec<String>,
    pub(crate) card: String,
    pub(crate) points: i64,
}

/// Why a row brings nobody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RowRefused {
    /// It is not text as we read it.
    #[error("the row is not saved as UTF-8: save the file again as CSV UTF-8")]
    Encoding,
    /// It cannot be called.
    #[error("this is no phone number: correct it, with its country code if it is from elsewhere")]
    Phone,
    /// A row before it has the same phone.
    #[error("row {0} has the same phone: keep one of the two")]
    SamePhone(u32),
    /// Too long.
    #[error("the name is longer than {MEMBER_NAME_CHARS_MAX} characters: shorten it")]
    Name,
    /// Not a day.
    #[error("the birthday is no day such as 05-31 or 1990-05-31: correct it")]
    Birthday,
    /// Too many, or one too long.
    #[error(
        "there are more than {TAGS_MAX} tags, or one is longer than {TAG_CHARS_MAX} characters: shorten them"
    )]
    Tags,
    /// Too short, too long, or money's.
    #[error(
        "this card cannot be kept: 4 to 64 letters, digits and signs, and never a payment card's number"
    )]
    Card,
    /// Not a whole number.
    #[error("the points are no whole number: correct them")]
    PointsUnread,
    /// Below zero, or too many.
    #[error("points are from 0 to {POINTS_MAX}: correct them")]
    Points,
}

impl RowRefused {
    /// The word for it.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Encoding => "row_not_utf8",
            Self::Phone => "row_phone",
            Self::SamePhone(_) => "row_same_phone",
            Self::Name => "row_name",
            Self::Birthday => "row_birthday",
            Self::Tags => "row_tags",
            Self::Card => "row_card",
            Self::PointsUnread | Self::Points => "row_points",
        }
    }
}

/// A row: where it stands, what it is called, and whom it brings or why it brings nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) line: u32,
    pub(crate) name: String,
    pub(crate) read: Result<Newcomer, RowRefused>,
}

/// Where the columns are.
struct Columns {
    phone: usize,
    name: Option<usize>,
    birthday: Option<usize>,
    tags: Option<usize>,
    card: Option<usize>,
    points: Option<usize>,
}

/// Reads a list as it arrives, so that a million rows never stand in memory together.
pub(crate) struct List<R> {
    reader: csv::Reader<Ended<R>>,
    columns: Columns,
    phones: Phones,
    /// In which row the digits of a phone stand first: 15 at most, so they are a number.
    first_with: HashMap<u64, u32>,
    count: u32,
}

impl<R: Read> List<R> {
    /// Begins with the heading.
    ///
    /// # Errors
    /// [`FileRefused`], when no row can be read at all.
    pub(crate) fn open(source: R, phones: Phones) -> Result<Self, FileRefused> {
        let mut reader = csv_reader(source);
        let heading = reader.headers().map_err(|error| cut(&error, FileRefused::Encoding))?.clone();
        let at = |name: &str| {
            let plain =
                |cell: &str| cell.trim_start_matches('\u{feff}').trim().to_ascii_lowercase();
            heading.iter().position(|cell| plain(cell) == name)
        };
        let columns = Columns {
            phone: at("phone").ok_or(FileRefused::ColumnMissing("phone"))?,
            name: at("name"),
            birthday: at("birthday"),
            tags: at("tags"),
            card: at("card"),
            points: at("points"),
        };
        Ok(Self { reader, columns, phones, first_with: HashMap::new(), count: 0 })
    }

    /// The next rows, `most` at the most; none at the end.
    ///
    /// # Errors
    /// [`FileRefused`], when the rest cannot be taken.
    pub(crate) fn next_rows(&mut self, most: usize) -> Result<Vec<Row>, FileRefused> {
        let mut rows = Vec::with_capacity(most);
        let mut record = csv::ByteRecord::new();
        while rows.len() < most {
            match self.reader.read_byte_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {}
                Err(error) => return Err(cut(&error, FileRefused::Cut)),
            }
            if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            if self.count >= ROWS_MAX {
                return Err(FileRefused::Cut);
            }
            self.count += 1;
            let line = line_of(&self.reader, &record);
            rows.push(self.row(line, &record));
        }
        Ok(rows)
    }

    fn row(&mut self, line: u32, record: &csv::ByteRecord) -> Row {
        let cells: Option<Vec<&str>> =
            record.iter().map(|cell| std::str::from_utf8(cell).ok().map(str::trim)).collect();
        let Some(cells) = cells else {
            return Row { line, name: String::new(), read: Err(RowRefused::Encoding) };
        };
        let mut read = self.columns.newcomer(&cells, self.phones);
        if let Ok(newcomer) = &read
            && let Ok(digits) = newcomer.phone.trim_start_matches('+').parse()
        {
            match self.first_with.entry(digits) {
                Entry::Vacant(free) => {
                    free.insert(line);
                }
                Entry::Occupied(first) => {
                    read = Err(RowRefused::SamePhone(*first.get()));
                }
            }
        }
        let name = cell(self.columns.name, &cells);
        let name = if name.is_empty() { cell(Some(self.columns.phone), &cells) } else { name };
        Row { line, name: name.chars().take(60).collect(), read }
    }
}

/// Why reading failed: the line to whoever sends it, or what stands there.
fn cut(error: &csv::Error, otherwise: FileRefused) -> FileRefused {
    if error.is_io_error() { FileRefused::Cut } else { otherwise }
}

/// What stands in a column of a row; nothing where there is no such column.
fn cell<'a>(at: Option<usize>, cells: &[&'a str]) -> &'a str {
    at.and_then(|at| cells.get(at).copied()).unwrap_or_default()
}

impl Columns {
    fn newcomer(&self, cells: &[&str], phones: Phones) -> Result<Newcomer, RowRefused> {
        let typed = cell(Some(self.phone), cells);
        // Spreadsheets show long numbers so, and then their last digits are gone.
        let lost = typed.contains(['E', 'e']);
        let phone = phones.e164(typed).filter(|_| !lost);
        let phone = phone.ok_or(RowRefused::Phone)?;
        let name = cell(self.name, cells);
        if name.chars().count() > MEMBER_NAME_CHARS_MAX || name.chars().any(char::is_control) {
            return Err(RowRefused::Name);
        }
        let birthday = birthday(cell(self.birthday, cells))?;
        let mut tags: Vec<String> = Vec::new();
        for tag in cell(self.tags, cells).split([';', '；']).map(str::trim) {
            if !tag.is_empty() && !tags.iter().any(|known| known == tag) {
                tags.push(tag.to_owned());
            }
        }
        if tags.len() > TAGS_MAX || tags.iter().any(|tag| tag.chars().count() > TAG_CHARS_MAX) {
            return Err(RowRefused::Tags);
        }
        let card = cell(self.card, cells);
        let graphic = card.bytes().all(|byte| byte.is_ascii_graphic());
        if !card.is_empty()
            && (!graphic || !CARD_CHARS.contains(&card.len()) || has_card_number(card))
        {
            return Err(RowRefused::Card);
        }
        let points = cell(self.points, cells);
        let points: i64 = if points.is_empty() {
            0
        } else {
            points.parse().map_err(|_| RowRefused::PointsUnread)?
        };
        if !(0..=POINTS_MAX).contains(&points) {
            return Err(RowRefused::Points);
        }
        let (name, card) = (name.to_owned(), card.to_owned());
        Ok(Newcomer { phone, name, birthday, tags, card, points })
    }
}

fn birthday(cell: &str) -> Result<Option<Birthday>, RowRefused> {
    if cell.is_empty() {
        return Ok(None);
    }
    let wrong = || RowRefused::Birthday;
    let parts: Vec<&str> = cell.split('-').collect();
    let ([month, day] | [_, month, day]) = parts.as_slice() else { return Err(wrong()) };
    let birthday = Birthday {
        month: month.parse().map_err(|_| wrong())?,
        day: day.parse().map_err(|_| wrong())?,
    };
    if birthday.is_sound() { Ok(Some(birthday)) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<Row>, FileRefused> {
        let mut list = List::open(bytes, Phones::new("GB"))?;
        let (mut all, mut part) = (Vec::new(), list.next_rows(2)?);
        while !part.is_empty() {
            all.append(&mut part);
            part = list.next_rows(2)?;
        }
        Ok(all)
    }

    fn rows(text: &str) -> Vec<Row> {
        read(text.as_bytes()).unwrap()
    }

    #[test]
    fn columns_stand_in_any_order_and_what_is_missing_is_left_out() {
        let found = rows(
            "\u{feff}Points,NAME,Phone,tags,birthday\r\n120,王小芳,07700 900123,no straw;靠窗;no straw,1990-02-29\r\n,, ,,\r\n,,+86 138 0013 8000,,\r\n",
        );
        assert_eq!(found.len(), 2);
        let first = found[0].read.as_ref().unwrap();
        assert_eq!((first.phone.as_str(), first.points), ("+447700900123", 120));
        assert_eq!(first.tags, ["no straw", "靠窗"]);
        assert_eq!(first.birthday, Some(Birthday { month: 2, day: 29 }));
        let second = found[1].read.as_ref().unwrap();
        assert_eq!((second.phone.as_str(), found[1].line), ("+8613800138000", 4));
    }

    #[test]
    fn a_row_that_cannot_be_taken_says_why_and_the_others_go_on() {
        for (row, why) in [
            ("12,x,,,", "no phone number"),
            ("4.47701E+11,x,,,", "no phone number"),
            (",x,,,", "no phone number"),
            ("07700900123,x,31-05,,", "no day"),
            ("07700900123,x,02-30,,", "no day"),
            ("07700900123,x,soon,,", "no day"),
            ("07700900123,x,,,-1", "from 0 to"),
            ("07700900123,x,,,1.5", "whole number"),
            ("07700900123,x,,a;b;c;d;e;f;g;h;i;j;k,", "10 tags"),
        ] {
            let text = format!("phone,name,birthday,tags,points\n{row}\n07700900999,y,,,\n");
            let found = rows(&text);
            let told = found[0].read.as_ref().unwrap_err().to_string();
            assert!(told.contains(why), "{row}: {told}");
            assert!(found[1].read.is_ok(), "{row}");
        }
        let long = format!("phone,name\n07700900123,{}\n", "x".repeat(41));
        assert!(rows(&long)[0].read == Err(RowRefused::Name));
        let twice = rows("phone\n07700900123\n+447700900123\n");
        assert_eq!(twice[1].read, Err(RowRefused::SamePhone(2)));
    }

    #[test]
    fn a_file_of_which_nothing_can_be_read_says_so() {
        let refused = |bytes: &[u8]| read(bytes).unwrap_err();
        assert_eq!(refused(&[0xff, 0xfe, 0x70]), FileRefused::Encoding);
        assert_eq!(refused(b"name\nx\n"), FileRefused::ColumnMissing("phone"));
        let bad = read(b"phone,name\n07700900123,\xff\n").unwrap();
        assert!(bad[0].read == Err(RowRefused::Encoding));
    }

    /// Sends so much and then breaks off.
    struct Breaking<'a>(&'a [u8]);

    impl Read for Breaking<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            match self.0.read(into)? {
                0 => Err(std::io::ErrorKind::ConnectionReset.into()),
                read => Ok(read),
            }
        }
    }

    #[test]
    fn of_a_list_that_breaks_off_or_is_too_long_the_rest_is_refused() {
        let broken = Breaking(b"phone,name\n07700900123,x\n077");
        let mut list = List::open(broken, Phones::new("GB")).unwrap();
        assert_eq!(list.next_rows(1).unwrap().len(), 1);
        assert_eq!(list.next_rows(1), Err(FileRefused::Cut));
        let mut list = List::open(&b"phone\n07700900123\n"[..], Phones::new("GB")).unwrap();
        list.count = ROWS_MAX;
        assert_eq!(list.next_rows(1), Err(FileRefused::Cut));
    }
}
