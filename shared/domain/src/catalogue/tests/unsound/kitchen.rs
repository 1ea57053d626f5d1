//! Every way recipes, routes, layouts and a station's patience can be unsound.

use super::{Harm, assert_refused, dishes, full};
use crate::Names;
use crate::catalogue::{
    Catalogue, Hours, INGREDIENTS_MAX, Ingredient, KitchenLayout, LAYOUTS_MAX, Menu, PORTIONS_MAX,
    RECIPE_PARTS_MAX, ROUTES_MAX, RecipePart, Route, Station, StationMove, Weekdays,
};
use crate::order::Channel;
use crate::shop::{CAKE, NOODLES, code, item, modifier};

/// How a catalogue comes to have so many of something.
type Fill = fn(&mut Catalogue, usize);

fn ingredient(n: usize) -> Ingredient {
    Ingredient { code: code(&format!("i{n}")), names: Names::new("料", "Stuff") }
}

fn part(n: usize, portions: u32) -> RecipePart {
    RecipePart { ingredient: code(&format!("i{n}")), portions }
}

fn moved(from: &str, to: &str) -> StationMove {
    StationMove { from: code(from), to: code(to) }
}

fn layout(of: &str, from_minute: Option<u32>, moves: Vec<StationMove>) -> KitchenLayout {
    KitchenLayout { code: code(of), names: Names::new("早市", "Morning"), from_minute, moves }
}

/// A sound kitchen, set up before a row harms it: a third station, two ingredients, a recipe, a
/// route that names one of everything, and a layout.
fn set_up(c: &mut Catalogue) {
    let pass = Station { code: code("pass"), ..c.stations[0].clone() };
    c.stations.push(pass);
    c.ingredients = vec![ingredient(1), ingredient(2)];
    dishes(c, CAKE).recipe = vec![part(1, 1), part(2, PORTIONS_MAX)];
    c.routes = vec![Route {
        items: vec![item(NOODLES)],
        categories: vec![c.categories[0].code.clone()],
        modifiers: vec![modifier(90)],
        channels: vec![Channel::Delivery],
        hours: Some(hours(1_439, 1_440)),
        stations: vec![code("bar")],
        also: true,
    }];
    c.layouts = vec![layout("morning", Some(1_439), vec![moved("wok", "bar")])];
}

fn hours(from_minute: u32, until_minute: u32) -> Hours {
    Hours { weekdays: Weekdays(0b111_1111), from_minute, until_minute }
}

/// What is done to the kitchen of [`set_up`], and the only thing that is then held against it.
fn assert_kitchen_refused(rows: &[(&str, Harm, &str)]) {
    for (what, harm, problem) in rows {
        let mut catalogue = full();
        set_up(&mut catalogue);
        harm(&mut catalogue);
        let found = Menu::new(catalogue).map(drop).unwrap_err();
        assert_eq!(found, [*problem], "{what}");
    }
}

#[test]
fn a_kitchen_at_its_limits_is_taken() {
    let mut sound = full();
    set_up(&mut sound);
    assert_eq!(Menu::new(sound.clone()).map(drop), Ok(()));
    // A route may send what needs no making nowhere, as long as it stands alone.
    sound.routes[0].also = false;
    sound.routes[0].stations.clear();
    sound.routes[0].hours = Some(hours(0, 1));
    sound.layouts[0].from_minute = Some(0);
    sound.layouts.push(layout("all", None, Vec::new()));
    sound.stations[0].shown_within_s = 1;
    sound.stations[1].shown_within_s = 600;
    assert_eq!(Menu::new(sound).map(drop), Ok(()));
}

#[test]
fn a_screen_is_given_a_second_to_ten_minutes_to_show_a_ticket() {
    let problem = "station wok: a screen shows a ticket within 1 to 600 s: correct it";
    assert_refused(&[
        ("no time at all", |c| c.stations[0].shown_within_s = 0, problem),
        ("more than ten minutes", |c| c.stations[0].shown_within_s = 601, problem),
    ]);
}

#[test]
fn a_recipe_names_each_ingredient_there_is_once_and_how_much_of_it() {
    assert_kitchen_refused(&[
        (
            "an ingredient without a name",
            |c| c.ingredients[0].names.zh.clear(),
            "ingredient i1: give it a name in both languages",
        ),
        (
            "an ingredient that is not there",
            |c| dishes(c, CAKE).recipe[0] = part(3, 1),
            "item Dish 4: there is no ingredient i3",
        ),
        (
            "nothing of an ingredient",
            |c| dishes(c, CAKE).recipe[0] = part(1, 0),
            "item Dish 4: portions of i1 are 1 to 1000: correct it",
        ),
        (
            "more than a pot holds",
            |c| dishes(c, CAKE).recipe[0] = part(1, PORTIONS_MAX + 1),
            "item Dish 4: portions of i1 are 1 to 1000: correct it",
        ),
        (
            "an ingredient twice",
            |c| dishes(c, CAKE).recipe[1] = part(1, 2),
            "item Dish 4: its recipe names i1 twice: remove one",
        ),
        (
            "a recipe longer than anybody reads",
            |c| {
                c.ingredients = (0..=RECIPE_PARTS_MAX).map(ingredient).collect();
                dishes(c, CAKE).recipe = (0..=RECIPE_PARTS_MAX).map(|n| part(n, 1)).collect();
            },
            "item Dish 4: its recipe has more than 40 parts: remove some",
        ),
    ]);
}

#[test]
fn a_route_names_only_what_there_is() {
    assert_kitchen_refused(&[
        (
            "a station beside the others that is none",
            |c| c.routes[0].stations.clear(),
            "route 1: it adds no station: choose one",
        ),
        (
            "a station that is not there",
            |c| c.routes[0].stations.push(code("roof")),
            "route 1: there is no station roof",
        ),
        (
            "a category that is not there",
            |c| c.routes[0].categories.push(code("drinks")),
            "route 1: there is no category drinks",
        ),
        (
            "an item that is not there",
            |c| c.routes[0].items.push(item(999)),
            "route 1: it names an item that does not exist",
        ),
        (
            "a choice that is not there",
            |c| c.routes[0].modifiers.push(modifier(999)),
            "route 1: it names a choice that does not exist",
        ),
        (
            "hours that begin after the day",
            |c| c.routes[0].hours = Some(hours(1_440, 60)),
            "route 1: its hours cannot be: give minutes from 0 to 1440",
        ),
        (
            "hours that end before the day",
            |c| c.routes[0].hours = Some(hours(60, 0)),
            "route 1: its hours cannot be: give minutes from 0 to 1440",
        ),
        (
            "hours that end after the day",
            |c| c.routes[0].hours = Some(hours(60, 1_441)),
            "route 1: its hours cannot be: give minutes from 0 to 1440",
        ),
        (
            "the second route, by its own number",
            |c| {
                let mut second = c.routes[0].clone();
                second.stations = vec![code("roof")];
                c.routes.push(second);
            },
            "route 2: there is no station roof",
        ),
    ]);
}

#[test]
fn a_layout_sends_a_station_to_one_that_is_worked() {
    assert_kitchen_refused(&[
        (
            "a layout without a name",
            |c| c.layouts[0].names.en.clear(),
            "layout morning: give it a name in both languages",
        ),
        (
            "a layout that begins after the day",
            |c| c.layouts[0].from_minute = Some(1_440),
            "layout morning: it begins at a minute from 0 to 1439: correct it",
        ),
        (
            "tickets of a station that is not there",
            |c| c.layouts[0].moves = vec![moved("roof", "bar")],
            "layout morning: there is no station roof",
        ),
        (
            "tickets to a station that is not there",
            |c| c.layouts[0].moves = vec![moved("wok", "roof")],
            "layout morning: there is no station roof",
        ),
        (
            "tickets to a station that sends its own away",
            |c| c.layouts[0].moves.push(moved("bar", "pass")),
            "layout morning: bar is not worked itself: choose another station",
        ),
        (
            "a station that goes to itself",
            |c| c.layouts[0].moves = vec![moved("wok", "wok")],
            "layout morning: wok is not worked itself: choose another station",
        ),
        (
            "a station that goes to two places",
            |c| c.layouts[0].moves.push(moved("wok", "pass")),
            "layout morning: wok goes to two places: remove one",
        ),
    ]);
}

#[test]
fn an_ingredient_and_a_layout_have_a_code_of_their_own_and_there_is_an_end_to_each() {
    let rows: [(&str, Fill, usize); 3] = [
        (
            "ingredients",
            |c, count| c.ingredients = (1..=count).map(ingredient).collect(),
            INGREDIENTS_MAX,
        ),
        ("routes", |c, count| c.routes = vec![c.routes[0].clone(); count], ROUTES_MAX),
        (
            "layouts",
            |c, count| {
                let of = |n| layout(&format!("l{n}"), None, Vec::new());
                c.layouts = (0..count).map(of).collect();
            },
            LAYOUTS_MAX,
        ),
    ];
    for (what, fill, most) in rows {
        for (count, fits) in [(most, true), (most + 1, false)] {
            let mut catalogue = full();
            set_up(&mut catalogue);
            fill(&mut catalogue, count);
            let found = Menu::new(catalogue).map(drop).err().unwrap_or_default();
            assert_eq!(found.is_empty(), fits, "{count} {what}: {found:?}");
            assert!(fits || found.len() == 1 && found[0].contains(&most.to_string()), "{found:?}");
        }
    }
    let twice: [(&str, Harm); 2] = [
        ("ingredient i1", |c| c.ingredients[1] = c.ingredients[0].clone()),
        ("layout morning", |c| c.layouts.push(c.layouts[0].clone())),
    ];
    for (what, harm) in twice {
        let mut catalogue = full();
        set_up(&mut catalogue);
        dishes(&mut catalogue, CAKE).recipe.truncate(1);
        harm(&mut catalogue);
        let found = Menu::new(catalogue).map(drop).unwrap_err();
        assert!(found.len() == 1 && found[0].starts_with(what), "{found:?}");
    }
}
