//! The sample catalogue put together.

use domain::catalogue::{Catalogue, Category, Colour, Item, Station, TaxRate};
use domain::tax::TaxMode;
use domain::{Money, Names};

use super::choices::{Choice, egg_done};
use super::dishes::{DESSERTS, DUMPLINGS, Dish, NOODLES, SETS, SHELF, SIDES, TEA};
use super::{code, kitchen, special};

/// Seconds after firing at which a ticket turns to a warning, at every station.
const WARN_AFTER_S: u32 = 300;
/// Seconds after firing at which a ticket is late.
const LATE_AFTER_S: u32 = 600;

/// A category with its dishes: code, Chinese, English, edge, dishes.
type Section = (&'static str, &'static str, &'static str, Colour, &'static [Dish]);

const SECTIONS: [Section; 7] = [
    ("noodles", "面", "Noodles", Colour::Noodle, NOODLES),
    ("dumplings", "饺子点心", "Dumplings", Colour::Dumpling, DUMPLINGS),
    ("tea", "茶饮", "Tea & coffee", Colour::Tea, TEA),
    ("sides", "小菜", "Sides", Colour::Side, SIDES),
    ("desserts", "甜品", "Desserts", Colour::Sweet, DESSERTS),
    ("sets", "套餐", "Sets", Colour::Plain, SETS),
    ("shelf", "带回家", "To take home", Colour::Plain, SHELF),
];

/// Everything that the sample shop sells.
pub fn catalogue() -> Catalogue {
    Catalogue {
        version: 1,
        tax_mode: TaxMode::Inclusive,
        stations: vec![
            station("noodles", "面档", "Noodles", true),
            station("tea", "茶档", "Tea", false),
            station("steam", "蒸档", "Steam", false),
        ],
        categories: SECTIONS
            .iter()
            .map(|&(category, zh, en, colour, _)| Category {
                code: code(category),
                names: Names::new(zh, en),
                colour,
            })
            .collect(),
        tax_rates: vec![
            rate("standard", "增值税 20%", "VAT 20%", 200_000),
            rate("zero", "零税率", "VAT 0%", 0),
            special::cold_rate(),
        ],
        modifier_groups: Choice::ALL.into_iter().map(Choice::group).chain([egg_done()]).collect(),
        items: SECTIONS
            .iter()
            .flat_map(|&(category, _, _, _, dishes)| {
                let plain = dishes.iter().map(move |dish| item(category, dish));
                plain.chain(special::items(category))
            })
            .collect(),
        channels: special::channels(),
        ingredients: kitchen::ingredients(),
        routes: Vec::new(),
        layouts: kitchen::layouts(),
        promotions: Vec::new(),
    }
}

fn station(station: &str, zh: &str, en: &str, paper: bool) -> Station {
    Station {
        code: code(station),
        names: Names::new(zh, en),
        paper,
        warn_after_s: WARN_AFTER_S,
        late_after_s: LATE_AFTER_S,
        shown_within_s: domain::catalogue::SHOWN_WITHIN_S,
    }
}

fn rate(rate: &str, zh: &str, en: &str, rate_ppm: u32) -> TaxRate {
    TaxRate { code: code(rate), names: Names::new(zh, en), rate_ppm, channel_rates: Vec::new() }
}

fn item(category: &str, dish: &Dish) -> Item {
    let away_untaxed = category == "sides" && dish.choices.contains(&Choice::Without);
    let tax = match (dish.zero_rated, away_untaxed) {
        (true, _) => "zero",
        (false, true) => special::COLD,
        (false, false) => "standard",
    };
    let names = Names::new(dish.zh, dish.en);
    Item {
        pinyin: dish.pinyin.to_owned(),
        price: Some(Money::from_minor(dish.pence)),
        stations: dish.stations.iter().map(|&station| code(station)).collect(),
        modifier_groups: dish.choices.iter().map(|choice| choice.id()).collect(),
        popular: dish.popular,
        barcodes: special::barcodes(dish.en),
        allergens: special::allergens(category, dish.en),
        recipe: kitchen::recipe(dish.en),
        ..Item::plain(special::item_id(dish.en), names, code(category), code(tax))
    }
}

#[cfg(test)]
mod tests {
    use domain::catalogue::Menu;

    use super::*;

    #[test]
    fn the_sample_menu_can_be_sold_from_as_it_is() {
        assert_eq!(Menu::new(catalogue()).map(drop), Ok(()));
        assert_eq!(catalogue(), catalogue(), "the same demo is the same");
    }

    #[test]
    fn every_dish_can_be_found_in_both_scripts_and_by_its_initials() {
        let catalogue = catalogue();
        assert_eq!(catalogue.items.len(), 69);
        for item in &catalogue.items {
            let chinese = item.names.zh.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
            let letters = item.pinyin.chars().count();
            assert!(item.names.are_sound(), "{}", item.names.en);
            assert!(item.names.en.is_ascii(), "{}", item.names.en);
            assert!(item.pinyin.bytes().all(|b| b.is_ascii_lowercase()), "{}", item.pinyin);
            // A counter or a measure behind a number is not typed.
            let expected = chinese.count();
            assert!(
                letters == expected || item.names.zh.contains(' ') && letters + 1 == expected,
                "{} {}",
                item.names.zh,
                item.pinyin
            );
        }
    }

    #[test]
    fn a_coffee_asks_for_nothing_so_that_it_is_sold_in_three_taps() {
        let catalogue = catalogue();
        for name in ["Filter coffee", "Hot oolong"] {
            let item = catalogue.items.iter().find(|item| item.names.en == name).unwrap();
            assert!(item.popular && item.modifier_groups.is_empty(), "{name}");
        }
    }

    #[test]
    fn a_forgotten_choice_falls_back_to_a_default_or_to_nothing() {
        for group in catalogue().modifier_groups {
            let defaults = group.modifiers.iter().filter(|modifier| modifier.default).count();
            assert_eq!(u32::try_from(defaults).unwrap(), group.min, "{}", group.names.en);
        }
    }

    #[test]
    fn every_station_has_work_and_a_set_is_made_at_two() {
        let catalogue = catalogue();
        for station in &catalogue.stations {
            let made = |item: &&Item| item.stations.contains(&station.code);
            assert!(catalogue.items.iter().filter(made).count() > 10, "{}", station.code);
        }
        assert!(catalogue.items.iter().any(|item| item.stations.len() == 2));
        assert!(catalogue.items.iter().any(|item| item.stations.is_empty()));
    }
}
