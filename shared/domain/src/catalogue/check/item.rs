//! An item by itself: names, price, sizes, barcodes, price rules, and what it names.

use std::collections::BTreeMap;

use super::{Known, Problems, called, is_price, twice};
use crate::catalogue::{
    BARCODE_CHARS_MAX, BARCODES_MAX, ITEM_GROUPS_MAX, Item, PREP_S_MAX, PRICE_RULES_MAX, PriceRule,
    SIZES_MAX, SKU_CHARS_MAX, SOLD_MAX, SUBSTITUTES_MAX, SoldBy,
};
use crate::names::NAME_CHARS_MAX;

/// Minutes of a day.
const DAY_MINUTES: u32 = 1_440;
/// The bits of the seven days of the week.
const ALL_WEEK: u8 = 0b111_1111;

pub(super) fn problems(item: &Item, known: &Known<'_>, problems: &mut Problems) {
    let name = called(&item.names, item.id);
    problems
        .must(item.names.are_sound(), || format!("item {name}: give it a name in both languages"));
    problems.must(item.price.is_none_or(is_price), || {
        format!("item {name}: its price is out of range: give 0 or more")
    });
    problems.must(is_short(&item.pinyin, NAME_CHARS_MAX), || {
        format!("item {name}: its pinyin has more than {NAME_CHARS_MAX} characters: shorten it")
    });
    problems.must(is_short(&item.sku, SKU_CHARS_MAX), || {
        format!("item {name}: its stock code has more than {SKU_CHARS_MAX} characters: shorten it")
    });
    references(item, &name, known, problems);
    sizes(item, &name, problems);
    barcodes(item, &name, problems);
    rules(item, &name, problems);
    substitutes(item, &name, known, problems);
    limits(item, &name, problems);
}

/// Categories, rates, stations and modifier groups that it names.
fn references(item: &Item, name: &str, known: &Known<'_>, problems: &mut Problems) {
    problems.must(known.categories.contains(&item.category), || {
        format!("item {name}: there is no category {}", item.category)
    });
    problems.must(known.rates.contains(&item.tax), || {
        format!("item {name}: there is no tax rate {}", item.tax)
    });
    for station in &item.stations {
        problems.must(known.stations.contains(station), || {
            format!("item {name}: there is no station {station}")
        });
    }
    for station in twice(item.stations.iter()) {
        problems
            .must(false, || format!("item {name}: it names station {station} twice: remove one"));
    }
    problems.must(item.modifier_groups.iter().all(|id| known.groups.contains_key(id)), || {
        format!("item {name}: it names a modifier group that does not exist")
    });
    // Choices count for the first of two same groups, so the second could never be satisfied.
    problems.must(twice(item.modifier_groups.iter()).is_empty(), || {
        format!("item {name}: it names a modifier group twice: remove one")
    });
    problems.must(item.modifier_groups.len() <= ITEM_GROUPS_MAX, || {
        format!("item {name}: it has more than {ITEM_GROUPS_MAX} modifier groups: remove some")
    });
}

fn sizes(item: &Item, name: &str, problems: &mut Problems) {
    problems.must(item.sizes.len() <= SIZES_MAX, || {
        format!("item {name}: it has more than {SIZES_MAX} sizes: remove some")
    });
    problems.must(item.sizes.is_empty() || item.price.is_none(), || {
        format!("item {name}: its sizes carry the prices: leave its own price out")
    });
    problems.must(item.sizes.is_empty() || item.sold_by == SoldBy::Piece, || {
        format!("item {name}: sold by weight it has no sizes: choose one of the two")
    });
    for id in twice(item.sizes.iter().map(|size| size.id)) {
        problems.must(false, || format!("item {name}: size {id} stands twice: remove one"));
    }
    for size in &item.sizes {
        let of = called(&size.names, size.id);
        problems.must(size.names.are_sound(), || {
            format!("item {name}, size {of}: give it a name in both languages")
        });
        problems.must(is_price(size.price), || {
            format!("item {name}, size {of}: its price is out of range: give 0 or more")
        });
    }
}

/// Whether its barcodes can be scanned, and how many there are.
fn barcodes(item: &Item, name: &str, problems: &mut Problems) {
    let lists = std::iter::once(&item.barcodes).chain(item.sizes.iter().map(|size| &size.barcodes));
    for list in lists {
        problems.must(list.len() <= BARCODES_MAX, || {
            format!("item {name}: more than {BARCODES_MAX} barcodes: remove some")
        });
    }
    for barcode in barcodes_of(item) {
        problems.must(can_be_scanned(barcode), || {
            // It may be anything, so only its beginning is shown, with what cannot be printed spelled out.
            let shown: String = barcode.chars().take(BARCODE_CHARS_MAX).collect();
            format!(
                "item {name}: {shown:?} is no barcode: give 1 to {BARCODE_CHARS_MAX} letters, digits and signs"
            )
        });
    }
}

/// A scanner must find one thing by a barcode.
pub(super) fn shared_barcodes(items: &[Item], problems: &mut Problems) {
    let mut owners: BTreeMap<&str, &Item> = BTreeMap::new();
    for item in items {
        for barcode in barcodes_of(item).filter(|barcode| can_be_scanned(barcode)) {
            let Some(owner) = owners.insert(barcode, item) else { continue };
            let name = called(&item.names, item.id);
            problems.must(false, || {
                if owner.id == item.id {
                    return format!("item {name}: barcode {barcode} stands twice: remove one");
                }
                let other = called(&owner.names, owner.id);
                format!("item {name}: barcode {barcode} belongs to {other} too: take it off one")
            });
        }
    }
}

fn barcodes_of(item: &Item) -> impl Iterator<Item = &str> {
    let of_sizes = item.sizes.iter().flat_map(|size| &size.barcodes);
    item.barcodes.iter().chain(of_sizes).map(String::as_str)
}

/// Printable ASCII without spaces: what scanners type, and what ends with the key that follows.
fn can_be_scanned(barcode: &str) -> bool {
    (1..=BARCODE_CHARS_MAX).contains(&barcode.len())
        && barcode.bytes().all(|byte| byte.is_ascii_graphic())
}

fn rules(item: &Item, name: &str, problems: &mut Problems) {
    problems.must(item.prices.len() <= PRICE_RULES_MAX, || {
        format!("item {name}: it has more than {PRICE_RULES_MAX} price rules: remove some")
    });
    let open = item.sizes.is_empty() && item.price.is_none();
    problems.must(!open || item.prices.is_empty(), || {
        format!("item {name}: with an open price it takes no price rules: remove them")
    });
    for (rule, number) in item.prices.iter().zip(1..) {
        of_rule(item, rule, &format!("item {name}, price rule {number}"), problems);
    }
}

fn of_rule(item: &Item, rule: &PriceRule, place: &str, problems: &mut Problems) {
    problems.must(is_price(rule.price), || {
        format!("{place}: its price is out of range: give 0 or more")
    });
    let in_a_day = rule.from_minute < DAY_MINUTES && (1..=DAY_MINUTES).contains(&rule.until_minute);
    problems.must(in_a_day, || {
        format!("{place}: it runs from minute 0–1439 until minute 1–1440 of a day: correct it")
    });
    problems.must(rule.weekdays.0 <= ALL_WEEK, || {
        format!("{place}: a week has seven days: choose some of them")
    });
    problems.must(twice(rule.channels.iter()).is_empty(), || {
        format!("{place}: it names a channel twice: remove one")
    });
    let fits = match rule.size_id {
        Some(id) => item.size(id).is_some(),
        None => item.sizes.is_empty(),
    };
    problems.must(fits, || format!("{place}: its size is not one of the item's: choose it again"));
}

fn substitutes(item: &Item, name: &str, known: &Known<'_>, problems: &mut Problems) {
    problems.must(item.substitutes.len() <= SUBSTITUTES_MAX, || {
        format!("item {name}: more than {SUBSTITUTES_MAX} items to offer instead: remove some")
    });
    for id in &item.substitutes {
        problems.must(*id != item.id, || {
            format!("item {name}: it is to be offered instead of itself: take it off")
        });
        problems.must(known.items.contains_key(id), || {
            format!("item {name}: there is no item {id} to offer instead: take it off")
        });
    }
    for id in twice(item.substitutes.iter()) {
        problems.must(false, || {
            format!("item {name}: item {id} is to be offered instead twice: remove one")
        });
    }
}

/// How long it takes, how many are sold, and what is in it.
fn limits(item: &Item, name: &str, problems: &mut Problems) {
    problems.must(item.prep_s <= PREP_S_MAX, || {
        format!("item {name}: making it takes {PREP_S_MAX} s at most: correct it")
    });
    for (whom, most) in [("per day", item.most_per_day), ("per member", item.most_per_member)] {
        problems.must(most <= SOLD_MAX, || {
            format!(
                "item {name}: a limit {whom} is {SOLD_MAX} at most: correct it, or give 0 for none"
            )
        });
    }
    problems.must(twice(item.allergens.iter()).is_empty(), || {
        format!("item {name}: it names an allergen twice: remove one")
    });
}

fn is_short(text: &str, most: usize) -> bool {
    text.chars().count() <= most && !text.chars().any(char::is_control)
}
