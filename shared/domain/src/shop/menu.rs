//! What the shop of the tests sells.

use super::{
    CAKE, EGG, EXTRA, LARGE, NO_MEAT, NOODLES, SET, SIZE, SMALL, SPECIAL, TEA, code, group, item,
    modifier, pence,
};
use crate::Names;
use crate::catalogue::{
    Catalogue, Category, Colour, Item, Modifier, ModifierGroup, Station, TaxRate,
};
use crate::tax::TaxMode;

/// Two stations, two rates, two groups, five items.
pub(crate) fn menu() -> Catalogue {
    let station = |text: &str| Station {
        code: code(text),
        names: Names::new(text, text),
        paper: text == "wok",
        warn_after_s: 300,
        late_after_s: 600,
        shown_within_s: 5,
    };
    let rate = |text: &str, rate_ppm| TaxRate {
        code: code(text),
        names: Names::new(text, text),
        rate_ppm,
        channel_rates: Vec::new(),
    };
    let food =
        Category { code: code("food"), names: Names::new("菜", "Food"), colour: Colour::Noodle };
    Catalogue {
        version: 0,
        tax_mode: TaxMode::Inclusive,
        stations: vec![station("wok"), station("bar")],
        categories: vec![food],
        tax_rates: vec![rate("standard", 200_000), rate("none", 0)],
        modifier_groups: groups(),
        items: vec![
            dish(NOODLES, Some(1180), "standard", &["wok"], &[SIZE, EXTRA]),
            dish(TEA, Some(350), "standard", &["bar"], &[]),
            dish(SET, Some(2000), "standard", &["wok", "bar"], &[]),
            dish(CAKE, Some(400), "none", &[], &[]),
            dish(SPECIAL, None, "standard", &["wok"], &[EXTRA]),
        ],
        channels: Vec::new(),
        ingredients: Vec::new(),
        routes: Vec::new(),
        layouts: Vec::new(),
        promotions: Vec::new(),
    }
}

fn groups() -> Vec<ModifierGroup> {
    let choice = |n, en: &str, price, default| Modifier {
        id: modifier(n),
        names: Names::new(en, en),
        price: pence(price),
        default,
        groups: Vec::new(),
    };
    let set = |n, en: &str, min, max, modifiers| ModifierGroup {
        id: group(n),
        names: Names::new(en, en),
        min,
        max,
        modifiers,
    };
    let sizes = vec![choice(SMALL, "small", 0, true), choice(LARGE, "large", 150, false)];
    let extras = vec![choice(EGG, "egg", 120, false), choice(NO_MEAT, "no meat", -1000, false)];
    vec![set(SIZE, "Size", 1, 1, sizes), set(EXTRA, "Extra", 0, 2, extras)]
}

/// An item of the menu.
pub(crate) fn dish(n: u128, price: Option<i64>, tax: &str, at: &[&str], with: &[u128]) -> Item {
    Item {
        id: item(n),
        names: Names::new(format!("菜{n}"), format!("Dish {n}")),
        pinyin: "c".into(),
        category: code("food"),
        price: price.map(pence),
        tax: code(tax),
        stations: at.iter().map(|station| code(station)).collect(),
        modifier_groups: with.iter().map(|&n| group(n)).collect(),
        popular: false,
        sizes: Vec::new(),
        barcodes: Vec::new(),
        sku: String::new(),
        sold_by: crate::catalogue::SoldBy::Piece,
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
