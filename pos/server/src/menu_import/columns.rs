//! The columns of other systems' files, and one row of them in our words.

use csv::{ByteRecord, StringRecord};
use domain::Money;
use domain::catalogue::PRICE_MAX;
use domain::money::Currency;
use domain::names::NAME_CHARS_MAX;
use protocol::reports::ImportSource;

use crate::import_report::FileRefused;

/// Characters in a SKU or barcode at most.
const CODE_CHARS_MAX: usize = 64;

/// One row in our words: an item, or one size of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Row {
    /// What the other system knows the item by.
    pub(super) item_key: String,
    /// What it knows the size by.
    pub(super) size_key: String,
    /// What the item is called; empty in a row that only adds a size.
    pub(super) name: String,
    /// What the size is called; empty for an item without sizes.
    pub(super) size: String,
    /// The category's name; empty for none.
    pub(super) category: String,
    /// The price; `None` for an open one.
    pub(super) price: Option<Money>,
    pub(super) sku: String,
    pub(super) barcode: String,
    pub(super) by_weight: bool,
    /// The names of the taxes it is under.
    pub(super) taxes: Vec<String>,
    /// The names of the modifier sets that go with it.
    pub(super) modifiers: Vec<String>,
    /// What was left out of it, each in a sentence.
    pub(super) left_out: Vec<String>,
}

/// What a row of the file is.
pub(super) enum Read {
    /// An item or a size.
    Row(Box<Row>),
    /// Something that cannot be taken.
    Refused {
        /// What the row calls the item, as far as that can be read.
        name: String,
        /// Why, in a sentence.
        why: String,
    },
    /// Nothing.
    Blank,
}

/// Where what stands in a file.
#[derive(Debug, Default)]
pub(super) struct Columns {
    name: Vec<usize>,
    item_key: Vec<usize>,
    size_key: Vec<usize>,
    size: Vec<usize>,
    category: Vec<usize>,
    price: Vec<usize>,
    sku: Vec<usize>,
    barcode: Vec<usize>,
    by_weight: Vec<usize>,
    part: Vec<usize>,
    archived: Vec<usize>,
    for_sale: Vec<usize>,
    taxes: Vec<(usize, String)>,
    modifiers: Vec<(usize, String)>,
}

impl Columns {
    /// Finds the columns of a source by their headings, in whatever order they come.
    ///
    /// # Errors
    /// [`FileRefused::ColumnMissing`].
    pub(super) fn of(source: ImportSource, heading: &StringRecord) -> Result<Self, FileRefused> {
        let titles: Vec<String> = heading.iter().map(|title| title.trim().to_lowercase()).collect();
        let at = |wanted: &[&str]| -> Vec<usize> {
            let places = wanted.iter().map(|one| titles.iter().position(|title| title == one));
            places.flatten().collect()
        };
        let beginning = |prefix: &str| -> Vec<usize> {
            let named = titles.iter().enumerate().filter(|(_, title)| title.starts_with(prefix));
            named.map(|(index, _)| index).collect()
        };
        let named = |prefix: &str| -> Vec<(usize, String)> {
            let all = heading.iter().enumerate().filter_map(|(index, title)| {
                let title = title.trim();
                let begins = title.get(..prefix.len())?.eq_ignore_ascii_case(prefix);
                let rest = title.get(prefix.len()..)?.trim().trim_matches('"');
                begins.then(|| (index, bare(rest).to_owned()))
            });
            all.collect()
        };
        let columns = match source {
            ImportSource::Square => Self {
                name: at(&["item name"]),
                item_key: at(&["reference handle"]),
                size_key: at(&["token"]),
                size: at(&["variation name"]),
                category: at(&["category", "reporting category", "categories"]),
                price: [at(&["price"]), beginning("price ")].concat(),
                sku: at(&["sku"]),
                barcode: at(&["gtin"]),
                archived: at(&["archived"]),
                taxes: named("Tax - "),
                modifiers: named("Modifier Set - "),
                ..Self::default()
            },
            ImportSource::Loyverse => Self {
                name: at(&["name"]),
                item_key: at(&["handle"]),
                size: at(&["option 1 value", "option 2 value", "option 3 value"]),
                category: at(&["category"]),
                price: [at(&["default price"]), beginning("price [")].concat(),
                sku: at(&["sku"]),
                barcode: at(&["barcode"]),
                by_weight: at(&["sold by weight"]),
                part: at(&["sku of included item"]),
                for_sale: beginning("available for sale ["),
                taxes: named("Tax - "),
                modifiers: named("Modifier - "),
                ..Self::default()
            },
        };
        if columns.name.is_empty() {
            return Err(FileRefused::ColumnMissing(match source {
                ImportSource::Square => "Item Name",
                ImportSource::Loyverse => "Name",
            }));
        }
        if columns.price.is_empty() {
            return Err(FileRefused::ColumnMissing(match source {
                ImportSource::Square => "Price",
                ImportSource::Loyverse => "Default price",
            }));
        }
        Ok(columns)
    }

    /// One row.
    pub(super) fn read(&self, record: &ByteRecord, currency: Currency) -> Read {
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return Read::Blank;
        }
        let Ok(record) = StringRecord::from_byte_record(record.clone()) else {
            let name = self.name.first().and_then(|&index| record.get(index)).unwrap_or_default();
            return refused(
                &String::from_utf8_lossy(name),
                "this row is not UTF-8: save the file again as CSV UTF-8",
            );
        };
        let first = |places: &[usize]| {
            let mut cells = places.iter().filter_map(|&index| record.get(index)).map(str::trim);
            cells.find(|cell| !cell.is_empty()).unwrap_or_default()
        };
        let yes = |places: &[usize]| is_yes(first(places));
        let marked = |named: &[(usize, String)]| -> Vec<String> {
            let on = named.iter().filter(|(index, _)| is_yes(record.get(*index).unwrap_or("")));
            on.map(|(_, name)| name.clone()).collect()
        };
        let name = first(&self.name);
        let size = self.size.iter().filter_map(|&index| record.get(index)).map(str::trim);
        let size = size.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" / ");
        let size = if is_no_size(&size) { String::new() } else { size };
        let mut left_out = Vec::new();
        if !first(&self.part).is_empty() {
            // A row of its own names one part of a set; the set itself comes before it.
            if name.is_empty() {
                return refused(name, "the parts of a composite item are not taken over");
            }
            left_out.push("its parts are not taken over".to_owned());
        }
        if yes(&self.archived) {
            return refused(name, "it is archived");
        }
        let sold = |&index: &usize| !is_no(record.get(index).unwrap_or("").trim());
        if !self.for_sale.is_empty() && !self.for_sale.iter().any(sold) {
            return refused(name, "it is not for sale");
        }
        if let Some(why) = text_problem(name, &size) {
            return refused(name, why);
        }
        let price = match price(first(&self.price), currency) {
            Ok(price) => price,
            Err(why) => return refused(name, why),
        };
        let key = first(&self.item_key).to_lowercase();
        if name.is_empty() && key.is_empty() {
            return refused("", "it has no name: give it one");
        }
        let mut code = |what: &str, text: &str| {
            if text.chars().count() > CODE_CHARS_MAX || text.chars().any(char::is_control) {
                left_out.push(format!("its {what} is too long and was left out"));
                return String::new();
            }
            text.to_owned()
        };
        let (sku, barcode) = (code("SKU", first(&self.sku)), code("barcode", first(&self.barcode)));
        Read::Row(Box::new(Row {
            item_key: if key.is_empty() { name.to_lowercase() } else { key },
            size_key: first(&self.size_key).to_owned(),
            name: name.to_owned(),
            size,
            category: first_of_list(first(&self.category)),
            price,
            sku,
            barcode,
            by_weight: yes(&self.by_weight),
            taxes: marked(&self.taxes),
            modifiers: marked(&self.modifiers),
            left_out,
        }))
    }
}

fn refused(name: &str, why: impl Into<String>) -> Read {
    Read::Refused { name: name.chars().take(NAME_CHARS_MAX).collect(), why: why.into() }
}

fn text_problem(name: &str, size: &str) -> Option<String> {
    for (what, text) in [("name", name), ("size's name", size)] {
        if text.chars().count() > NAME_CHARS_MAX {
            return Some(format!("its {what} has more than {NAME_CHARS_MAX} characters"));
        }
        if text.chars().any(char::is_control) {
            return Some(format!("its {what} has characters that cannot be shown"));
        }
    }
    None
}

/// A price as the file writes it; an empty one is open.
fn price(text: &str, currency: Currency) -> Result<Option<Money>, String> {
    if text.is_empty() || text.eq_ignore_ascii_case("variable") {
        return Ok(None);
    }
    let text = text.strip_prefix(currency.symbol().as_str()).unwrap_or(text);
    let Some(price) = currency.parse(text) else {
        return Err(format!(
            "its price {text:?} is not an amount of {}: write it such as {}",
            currency.code(),
            currency.digits(Money::from_minor(1_250))
        ));
    };
    if price.is_negative() {
        return Err("its price is below zero".to_owned());
    }
    if price > PRICE_MAX {
        return Err("its price is too high".to_owned());
    }
    Ok(Some(price))
}

/// The name without a rate behind it: `VAT (20%)` is `VAT`, `VAT, 20%` too.
fn bare(name: &str) -> &str {
    let end = name.find(['(', ',', '"']).unwrap_or(name.len());
    name[..end].trim()
}

/// The first category of a list.
fn first_of_list(text: &str) -> String {
    text.split(',').next().unwrap_or_default().trim().to_owned()
}

/// What an item without sizes has in the place of one.
fn is_no_size(text: &str) -> bool {
    ["", "regular", "default", "普通"].contains(&text.to_lowercase().as_str())
}

fn is_yes(text: &str) -> bool {
    ["y", "yes", "true", "1"].contains(&text.trim().to_lowercase().as_str())
}

fn is_no(text: &str) -> bool {
    ["n", "no", "false", "0"].contains(&text.to_lowercase().as_str())
}
