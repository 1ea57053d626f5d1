//! Ingredients, recipes, routes and layouts that name what is not there or cannot be.

use super::{assert_refused, full, long};
use crate::Names;
use crate::catalogue::{
    Catalogue, Hours, Ingredient, KitchenLayout, Menu, RecipePart, Route, StationMove, Weekdays,
};
use crate::order::Channel;
use crate::shop::{code, item, modifier};

fn part(ingredient: &str, portions: u32) -> RecipePart {
    RecipePart { ingredient: code(ingredient), portions }
}

fn route(stations: &[&str]) -> Route {
    Route {
        items: Vec::new(),
        categories: Vec::new(),
        modifiers: Vec::new(),
        channels: Vec::new(),
        hours: None,
        stations: stations.iter().map(|station| code(station)).collect(),
        also: false,
    }
}

fn quiet(moves: &[(&str, &str)]) -> KitchenLayout {
    let step = |&(from, to): &(&str, &str)| StationMove { from: code(from), to: code(to) };
    KitchenLayout {
        code: code("quiet"),
        names: Names::new("清闲", "Quiet"),
        from_minute: None,
        moves: moves.iter().map(step).collect(),
    }
}

fn count_skins(c: &mut Catalogue) {
    c.ingredients = vec![Ingredient { code: code("skins"), names: Names::new("皮", "Skins") }];
}

fn hours(from_minute: u32, until_minute: u32) -> Hours {
    Hours { weekdays: Weekdays::default(), from_minute, until_minute }
}

#[test]
fn a_kitchen_with_recipes_routes_and_layouts_is_taken() {
    let mut all = full();
    count_skins(&mut all);
    all.items[0].recipe = vec![part("skins", 1_000)];
    all.routes = vec![
        route(&[]),
        Route {
            items: vec![item(crate::shop::NOODLES)],
            categories: vec![code("food")],
            channels: vec![Channel::Delivery],
            hours: Some(hours(1_439, 1)),
            also: true,
            ..route(&["bar"])
        },
    ];
    all.layouts = vec![KitchenLayout { from_minute: Some(1_439), ..quiet(&[("bar", "wok")]) }];
    all.stations[0].shown_within_s = 600;
    assert_eq!(Menu::new(all).map(drop), Ok(()));
}

#[test]
fn recipes_hold_together() {
    assert_refused(&[
        (
            "an ingredient without a name",
            |c| {
                count_skins(c);
                c.ingredients[0].names.en = long(81);
            },
            "ingredient skins: give it a name in both languages",
        ),
        (
            "an ingredient that is not there",
            |c| c.items[0].recipe = vec![part("broth", 1)],
            "item Dish 1: there is no ingredient broth",
        ),
        (
            "no portion of it",
            |c| {
                count_skins(c);
                c.items[0].recipe = vec![part("skins", 0)];
            },
            "item Dish 1: portions of skins are 1 to 1000: correct it",
        ),
        (
            "too many portions of it",
            |c| {
                count_skins(c);
                c.items[0].recipe = vec![part("skins", 1_001)];
            },
            "item Dish 1: portions of skins are 1 to 1000: correct it",
        ),
        (
            "the same ingredient twice",
            |c| {
                count_skins(c);
                c.items[0].recipe = vec![part("skins", 1), part("skins", 2)];
            },
            "item Dish 1: its recipe names skins twice: remove one",
        ),
    ]);
}

#[test]
fn routes_hold_together() {
    assert_refused(&[
        (
            "one more station, and none is named",
            |c| c.routes = vec![Route { also: true, ..route(&[]) }],
            "route 1: it adds no station: choose one",
        ),
        (
            "a station that is not there",
            |c| c.routes = vec![route(&["grill"])],
            "route 1: there is no station grill",
        ),
        (
            "a category that is not there",
            |c| c.routes = vec![Route { categories: vec![code("gone")], ..route(&["wok"]) }],
            "route 1: there is no category gone",
        ),
        (
            "an item that is not there",
            |c| c.routes = vec![Route { items: vec![item(99)], ..route(&["wok"]) }],
            "route 1: it names an item that does not exist",
        ),
        (
            "a choice that is not there",
            |c| c.routes = vec![Route { modifiers: vec![modifier(999)], ..route(&["wok"]) }],
            "route 1: it names a choice that does not exist",
        ),
        (
            "hours that begin after the day",
            |c| c.routes = vec![Route { hours: Some(hours(1_440, 10)), ..route(&["wok"]) }],
            "route 1: its hours cannot be: give minutes from 0 to 1440",
        ),
        (
            "hours that end before the day",
            |c| c.routes = vec![Route { hours: Some(hours(10, 0)), ..route(&["wok"]) }],
            "route 1: its hours cannot be: give minutes from 0 to 1440",
        ),
    ]);
}

#[test]
fn layouts_hold_together() {
    assert_refused(&[
        (
            "a layout without a name",
            |c| {
                c.layouts = vec![quiet(&[])];
                c.layouts[0].names.zh.clear();
            },
            "layout quiet: give it a name in both languages",
        ),
        (
            "a layout that begins after the day",
            |c| c.layouts = vec![KitchenLayout { from_minute: Some(1_440), ..quiet(&[]) }],
            "layout quiet: it begins at a minute from 0 to 1439: correct it",
        ),
        (
            "a station that is not there",
            |c| c.layouts = vec![quiet(&[("bar", "grill")])],
            "layout quiet: there is no station grill",
        ),
        (
            "a station that takes over and is not worked itself",
            |c| c.layouts = vec![quiet(&[("bar", "bar")])],
            "layout quiet: bar is not worked itself: choose another station",
        ),
        (
            "a station that goes to two places",
            |c| {
                let mut grill = c.stations[0].clone();
                grill.code = code("grill");
                c.stations.push(grill);
                c.layouts = vec![quiet(&[("bar", "wok"), ("bar", "grill")])];
            },
            "layout quiet: bar goes to two places: remove one",
        ),
    ]);
}
