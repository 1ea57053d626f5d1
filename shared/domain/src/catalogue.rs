//! The catalogue: items, modifier groups, stations, categories and tax rates of one version.
//!
//! A catalogue is plain versioned data. [`Menu`] is a catalogue that was checked and can be looked
//! up in; only a [`Menu`] is ever sold from.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::id::{ItemId, ModifierGroupId, ModifierId};
use crate::tax::TaxMode;
use crate::{Code, Money, Names};

/// The highest price of one unit, in minor units; keeps every sum of an order below 2^53.
pub const PRICE_MAX: Money = Money::from_minor(1_000_000_000);
/// Items in a catalogue at most.
pub const ITEMS_MAX: usize = 5_000;

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
    /// The price of one; `None` is an open price, given with each line.
    pub price: Option<Money>,
    /// Which rate applies.
    pub tax: Code,
    /// Where it is made; empty for what is handed over the counter.
    pub stations: Vec<Code>,
    /// What may or must be chosen with it.
    pub modifier_groups: Vec<ModifierGroupId>,
    /// Whether it is among the favourites.
    pub popular: bool,
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
        }
    }

    /// This catalogue with `items` put in: one with a known id replaces, others come last.
    /// The version rises by one.
    #[must_use]
    pub fn with_items(&self, items: &[Item]) -> Self {
        let mut next = self.clone();
        next.version += 1;
        let mut place: BTreeMap<ItemId, usize> =
            next.items.iter().enumerate().map(|(index, item)| (item.id, index)).collect();
        for item in items {
            if let Some(&index) = place.get(&item.id) {
                next.items[index] = item.clone();
            } else {
                place.insert(item.id, next.items.len());
                next.items.push(item.clone());
            }
        }
        next
    }
}

/// A catalogue that was checked, with everything findable by its id.
#[derive(Debug, Clone)]
pub struct Menu {
    catalogue: Catalogue,
    items: BTreeMap<ItemId, usize>,
    groups: BTreeMap<ModifierGroupId, usize>,
    rates: BTreeMap<Code, u32>,
}

impl Menu {
    /// Checks a catalogue as a whole.
    ///
    /// # Errors
    /// Every problem found, each a sentence that names the place and says what to do.
    pub fn new(catalogue: Catalogue) -> Result<Self, Vec<String>> {
        let problems = problems_of(&catalogue);
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            items: catalogue.items.iter().enumerate().map(|(i, item)| (item.id, i)).collect(),
            groups: catalogue.modifier_groups.iter().enumerate().map(|(i, g)| (g.id, i)).collect(),
            rates: catalogue.tax_rates.iter().map(|r| (r.code.clone(), r.rate_ppm)).collect(),
            catalogue,
        })
    }

    /// The menu of a store that has no catalogue yet.
    pub fn empty() -> Self {
        Self {
            catalogue: Catalogue::empty(),
            items: BTreeMap::new(),
            groups: BTreeMap::new(),
            rates: BTreeMap::new(),
        }
    }

    /// The catalogue as published.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Finds an item.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.get(&id).and_then(|&index| self.catalogue.items.get(index))
    }

    /// Finds a modifier group.
    pub fn group(&self, id: ModifierGroupId) -> Option<&ModifierGroup> {
        self.groups.get(&id).and_then(|&index| self.catalogue.modifier_groups.get(index))
    }

    /// Finds a rate, in parts per million.
    pub fn rate_ppm(&self, code: &Code) -> Option<u32> {
        self.rates.get(code).copied()
    }
}

fn problems_of(catalogue: &Catalogue) -> Vec<String> {
    let mut problems = Vec::new();
    unique("station", catalogue.stations.iter().map(|s| s.code.to_string()), &mut problems);
    unique("category", catalogue.categories.iter().map(|c| c.code.to_string()), &mut problems);
    unique("tax rate", catalogue.tax_rates.iter().map(|r| r.code.to_string()), &mut problems);
    unique("item", catalogue.items.iter().map(|i| i.id.to_string()), &mut problems);
    if catalogue.items.len() > ITEMS_MAX {
        problems.push(format!("the catalogue has more than {ITEMS_MAX} items: remove some"));
    }
    for rate in &catalogue.tax_rates {
        if rate.rate_ppm > 1_000_000 {
            problems.push(format!("tax rate {} is above 100 %: correct it", rate.code));
        }
    }
    group_problems(catalogue, &mut problems);
    item_problems(catalogue, &mut problems);
    problems
}

fn group_problems(catalogue: &Catalogue, problems: &mut Vec<String>) {
    unique("modifier group", catalogue.modifier_groups.iter().map(|g| g.id.to_string()), problems);
    let modifiers = catalogue.modifier_groups.iter().flat_map(|group| &group.modifiers);
    unique("modifier", modifiers.map(|modifier| modifier.id.to_string()), problems);
    for group in &catalogue.modifier_groups {
        let name = &group.names.en;
        let count = u32::try_from(group.modifiers.len()).unwrap_or(u32::MAX);
        let defaults = group.modifiers.iter().filter(|modifier| modifier.default).count();
        if group.min > group.max || group.min > count {
            problems.push(format!("group {name}: its minimum can never be reached: lower it"));
        }
        if u32::try_from(defaults).unwrap_or(u32::MAX) > group.max {
            problems.push(format!("group {name}: more defaults than its maximum: remove some"));
        }
        for modifier in &group.modifiers {
            if modifier.price > PRICE_MAX || modifier.price < Money::from_minor(-PRICE_MAX.minor())
            {
                problems.push(format!("modifier {}: price out of range", modifier.names.en));
            }
        }
    }
}

fn item_problems(catalogue: &Catalogue, problems: &mut Vec<String>) {
    let stations: BTreeSet<&Code> = catalogue.stations.iter().map(|s| &s.code).collect();
    let categories: BTreeSet<&Code> = catalogue.categories.iter().map(|c| &c.code).collect();
    let rates: BTreeSet<&Code> = catalogue.tax_rates.iter().map(|r| &r.code).collect();
    let groups: BTreeSet<ModifierGroupId> =
        catalogue.modifier_groups.iter().map(|group| group.id).collect();
    for item in &catalogue.items {
        let name = &item.names.en;
        if !item.names.are_sound() {
            problems.push(format!("item {}: give it a name in both languages", item.id));
        }
        if item.price.is_some_and(|price| price.is_negative() || price > PRICE_MAX) {
            problems.push(format!("item {name}: its price is out of range: give 0 or more"));
        }
        if !categories.contains(&item.category) {
            problems.push(format!("item {name}: there is no category {}", item.category));
        }
        if !rates.contains(&item.tax) {
            problems.push(format!("item {name}: there is no tax rate {}", item.tax));
        }
        for station in item.stations.iter().filter(|&station| !stations.contains(station)) {
            problems.push(format!("item {name}: there is no station {station}"));
        }
        if item.modifier_groups.iter().any(|group| !groups.contains(group)) {
            problems.push(format!("item {name}: it names a modifier group that does not exist"));
        }
        // Choices count for the first of two same groups, so the second could never be satisfied.
        let distinct: BTreeSet<_> = item.modifier_groups.iter().collect();
        if distinct.len() < item.modifier_groups.len() {
            problems.push(format!("item {name}: it names a modifier group twice: remove one"));
        }
    }
}

fn unique(what: &str, keys: impl Iterator<Item = String>, problems: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for key in keys {
        if !seen.insert(key.clone()) {
            problems.push(format!("{what} {key} stands twice: remove one"));
        }
    }
}

#[cfg(test)]
mod tests;
