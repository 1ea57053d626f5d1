//! Does a catalogue hold together? Every problem, each a sentence that says what to do.
//!
//! Nothing here looks at the journal: a catalogue is sound or not by itself, whatever was sold from
//! the one before.

mod choices;
mod combo;
mod item;
mod kitchen;
mod promotion;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    CATEGORIES_MAX, Catalogue, ChannelTerms, Item, MODIFIER_GROUPS_MAX, ModifierGroup, PRICE_MAX,
    QUOTE_MINUTES_MAX, RATE_PPM_MAX, SHOWN_WITHIN_S_MAX, STATION_AGE_S_MAX, STATIONS_MAX, Station,
    TAX_RATES_MAX, TaxRate,
};
use crate::catalogue::{INGREDIENTS_MAX, ITEMS_MAX, LAYOUTS_MAX, ROUTES_MAX};
use crate::id::{ItemId, ModifierGroupId};
use crate::{Code, Money, Names};

/// Problems that are told at most: whoever mends these may ask again.
const PROBLEMS_MAX: usize = 100;

/// Every problem of a catalogue, up to [`PROBLEMS_MAX`]; none for one that can be sold from.
pub(super) fn problems_of(catalogue: &Catalogue) -> Vec<String> {
    let mut problems = Problems::default();
    let known = Known::new(catalogue);
    unique_parts(catalogue, &mut problems);
    too_many_parts(catalogue, &mut problems);
    for station in &catalogue.stations {
        station_problems(station, &mut problems);
    }
    for category in &catalogue.categories {
        named("category", &category.code, &category.names, &mut problems);
    }
    for rate in &catalogue.tax_rates {
        rate_problems(rate, &mut problems);
    }
    channel_problems(&catalogue.channels, &known, &mut problems);
    for group in &catalogue.modifier_groups {
        choices::problems(group, &known, &mut problems);
    }
    for item in &catalogue.items {
        item::problems(item, &known, &mut problems);
        combo::problems(item, &known, &mut problems);
    }
    kitchen::problems(catalogue, &known, &mut problems);
    promotion::problems(catalogue, &known, &mut problems);
    item::shared_barcodes(&catalogue.items, &mut problems);
    problems.told()
}

/// The first problem of each of these items that could not be sold beside what the catalogue has.
pub(super) fn unsound<'a>(
    catalogue: &Catalogue,
    items: impl IntoIterator<Item = &'a Item>,
) -> BTreeMap<ItemId, String> {
    let known = Known::new(catalogue);
    let first = |item: &Item| {
        let mut problems = Problems::default();
        item::problems(item, &known, &mut problems);
        problems.list.into_iter().next()
    };
    items.into_iter().filter_map(|item| Some((item.id, first(item)?))).collect()
}

/// The problems so far; past [`PROBLEMS_MAX`] they are only counted.
#[derive(Default)]
struct Problems {
    list: Vec<String>,
    untold: usize,
}

impl Problems {
    /// Notes a problem unless the rule holds.
    fn must(&mut self, holds: bool, problem: impl FnOnce() -> String) {
        if holds {
            return;
        }
        if self.list.len() < PROBLEMS_MAX {
            self.list.push(problem());
        } else {
            self.untold += 1;
        }
    }

    fn told(mut self) -> Vec<String> {
        if self.untold > 0 {
            self.list.push(format!("there are {} more problems: mend these first", self.untold));
        }
        self.list
    }
}

/// What a catalogue is looked up in while it is checked.
struct Known<'a> {
    items: BTreeMap<ItemId, &'a Item>,
    groups: BTreeMap<ModifierGroupId, &'a ModifierGroup>,
    stations: BTreeSet<&'a Code>,
    categories: BTreeSet<&'a Code>,
    rates: BTreeSet<&'a Code>,
    ingredients: BTreeSet<&'a Code>,
}

impl<'a> Known<'a> {
    fn new(catalogue: &'a Catalogue) -> Self {
        Self {
            items: catalogue.items.iter().map(|item| (item.id, item)).collect(),
            groups: catalogue.modifier_groups.iter().map(|group| (group.id, group)).collect(),
            stations: catalogue.stations.iter().map(|station| &station.code).collect(),
            categories: catalogue.categories.iter().map(|category| &category.code).collect(),
            rates: catalogue.tax_rates.iter().map(|rate| &rate.code).collect(),
            ingredients: catalogue.ingredients.iter().map(|one| &one.code).collect(),
        }
    }
}

fn unique_parts(catalogue: &Catalogue, problems: &mut Problems) {
    let once = "stands twice: remove one";
    for code in twice(catalogue.stations.iter().map(|station| &station.code)) {
        problems.must(false, || format!("station {code} {once}"));
    }
    for code in twice(catalogue.categories.iter().map(|category| &category.code)) {
        problems.must(false, || format!("category {code} {once}"));
    }
    for code in twice(catalogue.tax_rates.iter().map(|rate| &rate.code)) {
        problems.must(false, || format!("tax rate {code} {once}"));
    }
    for code in twice(catalogue.ingredients.iter().map(|one| &one.code)) {
        problems.must(false, || format!("ingredient {code} {once}"));
    }
    for code in twice(catalogue.layouts.iter().map(|layout| &layout.code)) {
        problems.must(false, || format!("layout {code} {once}"));
    }
    for channel in twice(catalogue.channels.iter().map(|terms| terms.channel)) {
        problems.must(false, || format!("channel {} {once}", channel.name()));
    }
    for id in twice(catalogue.modifier_groups.iter().map(|group| group.id)) {
        problems.must(false, || format!("modifier group {id} {once}"));
    }
    let modifiers = catalogue.modifier_groups.iter().flat_map(|group| &group.modifiers);
    for id in twice(modifiers.map(|modifier| modifier.id)) {
        problems.must(false, || format!("modifier {id} {once}"));
    }
    for id in twice(catalogue.items.iter().map(|item| item.id)) {
        problems.must(false, || format!("item {id} {once}"));
    }
}

fn too_many_parts(catalogue: &Catalogue, problems: &mut Problems) {
    for (what, count, most) in [
        ("stations", catalogue.stations.len(), STATIONS_MAX),
        ("categories", catalogue.categories.len(), CATEGORIES_MAX),
        ("tax rates", catalogue.tax_rates.len(), TAX_RATES_MAX),
        ("modifier groups", catalogue.modifier_groups.len(), MODIFIER_GROUPS_MAX),
        ("items", catalogue.items.len(), ITEMS_MAX),
        ("ingredients", catalogue.ingredients.len(), INGREDIENTS_MAX),
        ("routes", catalogue.routes.len(), ROUTES_MAX),
        ("layouts", catalogue.layouts.len(), LAYOUTS_MAX),
    ] {
        problems.must(count <= most, || {
            format!("the catalogue has more than {most} {what}: remove some")
        });
    }
}

fn station_problems(station: &Station, problems: &mut Problems) {
    let code = &station.code;
    named("station", code, &station.names, problems);
    let (warn, late) = (station.warn_after_s, station.late_after_s);
    problems.must(warn <= late, || {
        format!("station {code}: it warns after it is late already: let it warn sooner")
    });
    problems.must(late <= STATION_AGE_S_MAX, || {
        format!("station {code}: late after {late} s is never: give {STATION_AGE_S_MAX} s or less")
    });
    problems.must((1..=SHOWN_WITHIN_S_MAX).contains(&station.shown_within_s), || {
        format!(
            "station {code}: a screen shows a ticket within 1 to {SHOWN_WITHIN_S_MAX} s: correct it"
        )
    });
}

fn rate_problems(rate: &TaxRate, problems: &mut Problems) {
    let code = &rate.code;
    named("tax rate", code, &rate.names, problems);
    problems.must(rate.rate_ppm <= RATE_PPM_MAX, || {
        format!("tax rate {code} is above 100 %: correct it")
    });
    for own in &rate.channel_rates {
        problems.must(own.rate_ppm <= RATE_PPM_MAX, || {
            format!("tax rate {code} on channel {} is above 100 %: correct it", own.channel.name())
        });
    }
    for channel in twice(rate.channel_rates.iter().map(|own| own.channel)) {
        problems.must(false, || {
            format!("tax rate {code} names channel {} twice: remove one", channel.name())
        });
    }
}

fn channel_problems(channels: &[ChannelTerms], known: &Known<'_>, problems: &mut Problems) {
    for terms in channels {
        let name = terms.channel.name();
        problems.must(is_price(terms.packaging), || {
            format!("channel {name}: its packaging fee is out of range: give 0 or more")
        });
        problems.must(known.rates.contains(&terms.packaging_tax), || {
            format!("channel {name}: there is no tax rate {}", terms.packaging_tax)
        });
        problems.must(terms.quote_minutes <= QUOTE_MINUTES_MAX, || {
            format!("channel {name}: promise {QUOTE_MINUTES_MAX} minutes or less")
        });
    }
}

fn named(what: &str, code: &Code, names: &Names, problems: &mut Problems) {
    problems.must(names.are_sound(), || format!("{what} {code}: give it a name in both languages"));
}

/// Whether something can be sold at it.
fn is_price(price: Money) -> bool {
    !price.is_negative() && price <= PRICE_MAX
}

/// What to call something: its English name where it can be shown, else its id.
fn called(names: &Names, id: impl std::fmt::Display) -> String {
    if names.are_sound() { names.en.clone() } else { id.to_string() }
}

/// Every key that was there before, as often as it comes again.
fn twice<K: Ord + Copy>(keys: impl Iterator<Item = K>) -> Vec<K> {
    let mut seen = BTreeSet::new();
    keys.filter(|&key| !seen.insert(key)).collect()
}
