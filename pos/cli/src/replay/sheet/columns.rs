//! Where the columns are, by their usual names.

use super::SheetError;

/// The usual names of each column; the first is the one that people are told.
const NAMES: [&[&str]; 5] = [
    &["order id", "order number", "order no", "order", "receipt number", "bill number"],
    &["ordered at", "order date", "order time", "date", "date time", "datetime", "created at"],
    &["item", "item name", "product", "product name", "dish"],
    &["quantity", "qty", "item quantity", "count"],
    &["unit price", "product price", "item price", "price"],
];

/// Where the columns are, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) order: usize,
    pub(super) ordered_at: usize,
    pub(super) item: usize,
    pub(super) quantity: usize,
    pub(super) price: usize,
    /// How many columns there are in all.
    pub(super) count: usize,
}

impl Columns {
    /// Finds the columns in a header. Case, underscores and a unit in brackets do not matter.
    ///
    /// # Errors
    /// [`SheetError::MissingColumn`] names the first that is missing and what there is.
    pub(super) fn find(header: &[&str]) -> Result<Self, SheetError> {
        let plain: Vec<String> = header.iter().map(|name| plain(name)).collect();
        let find = |names: &'static [&'static str]| {
            names
                .iter()
                .find_map(|&name| plain.iter().position(|column| column == name))
                .ok_or_else(|| SheetError::MissingColumn {
                    missing: names[0],
                    has: header
                        .iter()
                        .map(|name| format!("\"{name}\""))
                        .collect::<Vec<_>>()
                        .join(", "),
                })
        };
        let [order, ordered_at, item, quantity, price] = NAMES;
        Ok(Self {
            order: find(order)?,
            ordered_at: find(ordered_at)?,
            item: find(item)?,
            quantity: find(quantity)?,
            price: find(price)?,
            count: header.len(),
        })
    }
}

/// `Product_Price (GBP)` becomes `product price`.
fn plain(name: &str) -> String {
    let name = name.split('(').next().unwrap_or(name);
    let spaced: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
