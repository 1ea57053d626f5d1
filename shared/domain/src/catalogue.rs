//! The catalogue: items, modifier groups, stations, categories and tax rates of one version.
//!
//! A catalogue is plain versioned data. [`Menu`] is a catalogue that was checked and can be looked
//! up in; only a [`Menu`] is ever sold from.

mod change;
mod check;
mod kitchen;
mod limits;
mod menu;
mod price;
mod promotion;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::change::{CATALOGUE_CHANGES_MAX, CatalogueChange};
pub use self::kitchen::{
    Hours, INGREDIENTS_MAX, Ingredient, KitchenLayout, LAYOUTS_MAX, Making, PORTIONS_MAX,
    RECIPE_PARTS_MAX, ROUTES_MAX, RecipePart, Route, SHOWN_WITHIN_S, StationMove,
};
pub use self::limits::{
    BARCODE_CHARS_MAX, BARCODES_MAX, CATEGORIES_MAX, COMBO_CHOICES_MAX, COMBO_GROUPS_MAX,
    GROUP_MODIFIERS_MAX, ITEM_GROUPS_MAX, ITEMS_MAX, MODIFIER_GROUPS_MAX, PREP_S_MAX, PRICE_MAX,
    PRICE_RULES_MAX, QUOTE_MINUTES_MAX, RATE_PPM_MAX, SHOWN_WITHIN_S_MAX, SIZES_MAX, SKU_CHARS_MAX,
    SOLD_MAX, STATION_AGE_S_MAX, STATIONS_MAX, SUBSTITUTES_MAX, TAX_RATES_MAX,
};
pub use self::menu::Menu;
pub use self::price::{Moment, PriceRule, Weekdays};
pub use self::promotion::{
    BUNDLE_PARTS_MAX, Buying, BuyingMember, Offer, PROMOTION_NAMES_MAX, PROMOTIONS_MAX, Promotion,
    Terms, UNITS_MAX, Which,
};
use crate::id::{ItemId, ModifierGroupId, ModifierId, SizeId};
use crate::order::Channel;
use crate::tax::TaxMode;
use crate::{Code, Money, Names, is_default};

/// Where lines are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Station {
    /// Its address: `/kds/{code}`.
    pub code: Code,
    /// What it is called.
    pub names: Names,
    /// Whether it wants a chit on paper besides its screen.
    pub paper: bool,
    /// Seconds after firing at which a ticket's age turns to a warning.
    pub warn_after_s: u32,
    /// Seconds after firing at which a ticket is late.
    pub late_after_s: u32,
    /// Seconds in which one of its screens must show a new ticket; later, till and expo are told and
    /// it comes out on paper. 1 to 600.
    #[serde(default = "shown_within", skip_serializing_if = "is_usual")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub shown_within_s: u32,
}

fn shown_within() -> u32 {
    SHOWN_WITHIN_S
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_usual(seconds: &u32) -> bool {
    *seconds == SHOWN_WITHIN_S
}

/// A colour of a category's edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names of the design tokens say it")]
pub enum Colour {
    Tea,
    Noodle,
    Dumpling,
    Side,
    Sweet,
    Plain,
}

/// A group of items on the till's rail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Category {
    /// Which.
    pub code: Code,
    /// What it is called.
    pub names: Names,
    /// The colour of its edge.
    pub colour: Colour,
}

/// A tax rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TaxRate {
    /// Which.
    pub code: Code,
    /// What the receipt calls it.
    pub names: Names,
    /// Parts per million: 200 000 is 20 %. At most 1 000 000.
    pub rate_ppm: u32,
    /// Where a channel has a rate of its own.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub channel_rates: Vec<ChannelRate>,
}

/// The rate of a tax class on one channel, where it differs: eaten in or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ChannelRate {
    /// Which channel.
    pub channel: Channel,
    /// Parts per million, at most 1 000 000.
    pub rate_ppm: u32,
}

/// What selling on a channel adds or promises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ChannelTerms {
    /// Which channel; each at most once.
    pub channel: Channel,
    /// A fee for packaging, once per order; zero for none.
    pub packaging: Money,
    /// The tax class of that fee.
    pub packaging_tax: Code,
    /// Minutes after ordering that the guest is told; zero for no quote.
    pub quote_minutes: u32,
}

/// A change to a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Modifier {
    /// Which.
    pub id: ModifierId,
    /// What it is called.
    pub names: Names,
    /// What it adds to the unit price; negative takes away.
    pub price: Money,
    /// Whether it is chosen when nobody chooses.
    pub default: bool,
    /// Sets to choose from once this is chosen: one level deep, no deeper.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub groups: Vec<ModifierGroupId>,
}

/// A set of modifiers to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ModifierGroup {
    /// Which.
    pub id: ModifierGroupId,
    /// What it is called.
    pub names: Names,
    /// How many must be chosen.
    pub min: u32,
    /// How many may be chosen.
    pub max: u32,
    /// What there is to choose from, in the order shown.
    pub modifiers: Vec<Modifier>,
}

/// A size of an item, with a price of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Size {
    /// Which.
    pub id: SizeId,
    /// What it is called: 大, Large.
    pub names: Names,
    /// The price of one.
    pub price: Money,
    /// What a scanner reads from it.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub barcodes: Vec<String>,
}

/// What one of an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SoldBy {
    /// A piece.
    #[default]
    Piece,
    /// A kilogram: prices are per kilogram, and each line says how many grams.
    Weight,
}

/// What may make somebody ill: the fourteen of Regulation (EU) No 1169/2011, Annex II.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the regulation's")]
pub enum Allergen {
    Gluten,
    Crustaceans,
    Eggs,
    Fish,
    Peanuts,
    Soybeans,
    Milk,
    Nuts,
    Celery,
    Mustard,
    Sesame,
    Sulphites,
    Lupin,
    Molluscs,
}

/// One thing that may be chosen for a part of a combo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ComboChoice {
    /// An item that is no combo itself and has a price.
    pub item_id: ItemId,
    /// In which size, for an item with sizes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub size_id: Option<SizeId>,
    /// What it adds to the price of the combo; 0 or more.
    pub extra: Money,
}

/// One part of a combo: choose between `min` and `max` of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ComboGroup {
    /// What it is called: 主食, Main.
    pub names: Names,
    /// How many must be chosen.
    pub min: u32,
    /// How many may be chosen.
    pub max: u32,
    /// What there is to choose from, in the order shown.
    pub choices: Vec<ComboChoice>,
}

/// Something on the menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Item {
    /// Which.
    pub id: ItemId,
    /// What it is called.
    pub names: Names,
    /// Initials of the Chinese name in pinyin, for search: `hsnrm`.
    pub pinyin: String,
    /// Where the till shows it.
    pub category: Code,
    /// The price of one; `None` is an open price, given with each line, or an item whose sizes
    /// carry the prices.
    pub price: Option<Money>,
    /// Which rate applies.
    pub tax: Code,
    /// Where it is made; empty for what is handed over the counter.
    pub stations: Vec<Code>,
    /// What may or must be chosen with it.
    pub modifier_groups: Vec<ModifierGroupId>,
    /// Whether it is among the favourites.
    pub popular: bool,
    /// The sizes it comes in; one must be chosen. Empty for an item without sizes.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub sizes: Vec<Size>,
    /// What a scanner reads from it.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub barcodes: Vec<String>,
    /// The stock-keeping code that other systems know it by; empty for none.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub sku: String,
    /// Whether one is a piece or a kilogram.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub sold_by: SoldBy,
    /// Other prices at other times and on other channels; the first that fits counts.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub prices: Vec<PriceRule>,
    /// The parts of a combo; empty for an item that is none.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub combo: Vec<ComboGroup>,
    /// What is in it that may make somebody ill.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub allergens: Vec<Allergen>,
    /// Seconds that making it takes; 0 where nobody said.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub prep_s: u32,
    /// Its picture: the BLAKE3 hash of a file the store keeps, 64 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub photo: Option<crate::chain::Hash>,
    /// What to offer when there is none left, best first.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub substitutes: Vec<ItemId>,
    /// How many may be sold on one business day; 0 for no limit.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub most_per_day: u32,
    /// How many one member may buy on one business day; 0 for no limit.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub most_per_member: u32,
    /// What goes into one of it, as far as the kitchen counts it.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub recipe: Vec<RecipePart>,
}

impl Item {
    /// An item with nothing special about it and an open price.
    pub fn plain(id: ItemId, names: Names, category: Code, tax: Code) -> Self {
        Self {
            id,
            names,
            pinyin: String::new(),
            category,
            price: None,
            tax,
            stations: Vec::new(),
            modifier_groups: Vec::new(),
            popular: false,
            sizes: Vec::new(),
            barcodes: Vec::new(),
            sku: String::new(),
            sold_by: SoldBy::Piece,
            prices: Vec::new(),
            combo: Vec::new(),
            allergens: Vec::new(),
            prep_s: 0,
            photo: None,
            substitutes: Vec::new(),
            most_per_day: 0,
            most_per_member: 0,
            recipe: Vec::new(),
        }
    }

    /// One of its sizes.
    pub fn size(&self, id: SizeId) -> Option<&Size> {
        self.sizes.iter().find(|size| size.id == id)
    }
}

/// Everything that can be sold, as of one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Catalogue {
    /// Rises by one with each change; 0 is the empty catalogue.
    pub version: u32,
    /// Whether prices include tax.
    pub tax_mode: TaxMode,
    /// Where lines are made.
    pub stations: Vec<Station>,
    /// The till's rail.
    pub categories: Vec<Category>,
    /// The rates.
    pub tax_rates: Vec<TaxRate>,
    /// The sets to choose from.
    pub modifier_groups: Vec<ModifierGroup>,
    /// The items, in the order shown.
    pub items: Vec<Item>,
    /// What selling on a channel adds or promises.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub channels: Vec<ChannelTerms>,
    /// What the kitchen counts besides dishes.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub ingredients: Vec<Ingredient>,
    /// Where lines are made other than where their item says, the first that fits first.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub routes: Vec<Route>,
    /// How the kitchen is staffed by daypart.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub layouts: Vec<KitchenLayout>,
    /// What is taken off, for whom and when, in the order in which it is applied.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub promotions: Vec<Promotion>,
}

impl Catalogue {
    /// The catalogue of a store that has none yet.
    pub fn empty() -> Self {
        Self {
            version: 0,
            tax_mode: TaxMode::Inclusive,
            stations: Vec::new(),
            categories: Vec::new(),
            tax_rates: Vec::new(),
            modifier_groups: Vec::new(),
            items: Vec::new(),
            channels: Vec::new(),
            ingredients: Vec::new(),
            routes: Vec::new(),
            layouts: Vec::new(),
            promotions: Vec::new(),
        }
    }

    /// This catalogue with `items` put in: one with a known id replaces, others come last.
    /// The version rises by one.
    #[must_use]
    pub fn with_items(&self, items: &[Item]) -> Self {
        let mut next = self.clone();
        next.version += 1;
        let mut list = ItemList::new(std::mem::take(&mut next.items));
        for item in items {
            list.put(item);
        }
        next.items = list.into_items();
        next
    }
}

/// Items in the order shown, found by their id while many of them change.
struct ItemList {
    items: Vec<Option<Item>>,
    place: BTreeMap<ItemId, usize>,
}

impl ItemList {
    fn new(items: Vec<Item>) -> Self {
        let place = items.iter().enumerate().map(|(index, item)| (item.id, index)).collect();
        Self { items: items.into_iter().map(Some).collect(), place }
    }

    fn put(&mut self, item: &Item) {
        if let Some(&index) = self.place.get(&item.id) {
            self.items[index] = Some(item.clone());
        } else {
            self.place.insert(item.id, self.items.len());
            self.items.push(Some(item.clone()));
        }
    }

    fn remove(&mut self, id: ItemId) {
        if let Some(index) = self.place.remove(&id) {
            self.items[index] = None;
        }
    }

    fn order(&mut self, ids: &[ItemId]) {
        let mut first = Vec::with_capacity(self.items.len());
        for id in ids {
            first.extend(self.place.remove(id).and_then(|index| self.items[index].take()));
        }
        let rest = std::mem::take(&mut self.items).into_iter().flatten();
        *self = Self::new(first.into_iter().chain(rest).collect());
    }

    fn into_items(self) -> Vec<Item> {
        self.items.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests;
