//! Items of the file that the store does not have: what they are, and where they are made.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, bail};
use domain::catalogue::{Catalogue, Item, Station};
use domain::tax::TaxMode;
use domain::{Code, Names};

use super::super::plan::{Priced, item_id};

/// Words in an item's name, and the station that makes such things when the store has it.
const MADE_AT: [(&str, &[&str]); 3] = [
    (
        "tea",
        &[
            "tea", "coffee", "coke", "lemonade", "water", "wine", "beer", "cobra", "juice", "milk",
            "latte", "lassi", "soda", "drink", "perrier", "oolong", "matcha",
        ],
    ),
    (
        "steam",
        &[
            "rice",
            "naan",
            "roti",
            "chapati",
            "paratha",
            "puree",
            "papadum",
            "bun",
            "buns",
            "dumpling",
            "dumplings",
            "pancake",
            "biryani",
            "egg",
            "greens",
            "salad",
        ],
    ),
    ("noodles", &["noodle", "noodles"]),
];

/// The items that must be put on the menu so that every line can be rung at its own price.
///
/// # Errors
/// The store cannot sell such items: it has no category, or adds tax to every price.
pub(super) fn missing(catalogue: &Catalogue, orders: &[Priced]) -> anyhow::Result<Vec<Item>> {
    let there: BTreeMap<_, _> = catalogue.items.iter().map(|item| (item.id, item)).collect();
    let names: BTreeSet<&str> =
        orders.iter().flat_map(|order| &order.lines).map(|line| line.item.as_str()).collect();
    let absent: Vec<&str> = names
        .into_iter()
        .filter(|name| there.get(&item_id(name)).is_none_or(|item| item.price.is_some()))
        .collect();
    if absent.is_empty() {
        return Ok(Vec::new());
    }
    let tax = tax(catalogue)?;
    absent.into_iter().map(|name| article(catalogue, name, &tax)).collect()
}

fn article(catalogue: &Catalogue, name: &str, tax: &Code) -> anyhow::Result<Item> {
    let station = station(&catalogue.stations, name);
    let category = catalogue
        .categories
        .iter()
        .find(|category| Some(&category.code) == station)
        .or(catalogue.categories.first())
        .context("the store has no category to put new items in: publish a menu first")?;
    Ok(Item {
        id: item_id(name),
        names: Names::new(name, name),
        pinyin: initials(name),
        category: category.code.clone(),
        price: None,
        tax: tax.clone(),
        stations: station.cloned().into_iter().collect(),
        modifier_groups: Vec::new(),
        popular: false,
        sizes: Vec::new(),
        barcodes: Vec::new(),
        sku: String::new(),
        sold_by: domain::catalogue::SoldBy::Piece,
        prices: Vec::new(),
        combo: Vec::new(),
        allergens: Vec::new(),
        prep_s: 0,
        photo: None,
        substitutes: Vec::new(),
        most_per_day: 0,
        most_per_member: 0,
        recipe: Vec::new(),
    })
}

/// The rate of new items. What the guest paid is what the file says, so nothing may come on top.
fn tax(catalogue: &Catalogue) -> anyhow::Result<Code> {
    let rate = match catalogue.tax_mode {
        TaxMode::Inclusive => catalogue.tax_rates.first(),
        TaxMode::Exclusive => catalogue.tax_rates.iter().find(|rate| rate.rate_ppm == 0),
    };
    match rate {
        Some(rate) => Ok(rate.code.clone()),
        None => {
            bail!("the store has no tax rate that keeps the prices of the file: add one of 0 %")
        }
    }
}

/// Where something is made: by the words in its name, else at a station that its name always leads
/// to. `None` for a store without stations.
fn station<'a>(stations: &'a [Station], name: &str) -> Option<&'a Code> {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    let by_word = MADE_AT.iter().find_map(|(code, made)| {
        let station = stations.iter().find(|station| station.code.as_str() == *code)?;
        words.iter().any(|word| made.contains(word)).then_some(station)
    });
    let by_name = || {
        let id = item_id(name);
        let byte = usize::from(*id.as_bytes().last().unwrap_or(&0));
        stations.get(byte % stations.len().max(1))
    };
    by_word.or_else(by_name).map(|station| &station.code)
}

/// The first letters of the words, for search.
fn initials(name: &str) -> String {
    name.to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter_map(|word| word.chars().next())
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::catalogue::Menu;
    use domain::money::Currency;

    use super::*;
    use crate::replay::plan;
    use crate::replay::sheet::Sheet;

    fn orders(items: &[&str]) -> Vec<Priced> {
        let row = |item: &&str| format!("1,2026-11-20 18:05,{item},1,2.80\n");
        let rows: Vec<String> = items.iter().map(row).collect();
        let text = format!("order,date,item,qty,price\n{}", rows.concat());
        let gbp = Currency::from_code("GBP").unwrap();
        plan::priced(&Sheet::parse(text.as_bytes()).unwrap(), gbp).unwrap()
    }

    #[test]
    fn drinks_go_to_the_tea_station_breads_to_steam_and_the_menu_stays_sound() {
        let catalogue = crate::sample::catalogue();
        let names =
            ["Coke 1.5 ltr", "Garlic Naan", "Beef noodles", "Madras - Lamb", "Coke 1.5 ltr"];
        let items = missing(&catalogue, &orders(&names)).unwrap();
        let at: Vec<_> = items
            .iter()
            .map(|item| (item.names.en.as_str(), item.stations[0].as_str()))
            .filter(|(name, _)| *name != "Madras - Lamb")
            .collect();
        assert_eq!(
            at,
            [("Beef noodles", "noodles"), ("Coke 1.5 ltr", "tea"), ("Garlic Naan", "steam")]
        );
        let next = catalogue.with_items(&items);
        assert!(missing(&next, &orders(&names)).unwrap().is_empty(), "they are there now");
        assert_eq!(Menu::new(next).map(drop), Ok(()));
    }

    #[test]
    fn an_item_that_was_given_a_fixed_price_is_opened_again() {
        let catalogue = crate::sample::catalogue();
        let mut items = missing(&catalogue, &orders(&["Tea egg"])).unwrap();
        items[0].price = Some(domain::Money::from_minor(150));
        let next = catalogue.with_items(&items);
        assert_eq!(missing(&next, &orders(&["Tea egg"])).unwrap()[0].price, None);
    }

    #[test]
    fn a_store_that_adds_tax_to_everything_cannot_keep_the_prices_of_the_file() {
        let mut catalogue = crate::sample::catalogue();
        catalogue.tax_mode = TaxMode::Exclusive;
        assert_eq!(missing(&catalogue, &orders(&["Tea"])).unwrap()[0].tax.as_str(), "zero");
        catalogue.tax_rates.retain(|rate| rate.rate_ppm > 0);
        assert!(missing(&catalogue, &orders(&["Tea"])).is_err());
    }
}
