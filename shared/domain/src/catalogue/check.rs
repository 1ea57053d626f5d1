//! Does a catalogue hold together? Every problem at once, each a sentence that says what to do.

use std::collections::BTreeSet;

use super::{Catalogue, ITEMS_MAX, PRICE_MAX};
use crate::id::ModifierGroupId;
use crate::{Code, Money};

/// Every problem of a catalogue; none for one that can be sold from.
pub(super) fn problems_of(catalogue: &Catalogue) -> Vec<String> {
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
