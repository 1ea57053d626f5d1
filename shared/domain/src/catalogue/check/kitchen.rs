//! Ingredients, recipes, routes and layouts: whether what they name is there.

use super::{Known, Problems, called, named, twice};
use crate::catalogue::{Catalogue, Hours, KitchenLayout, PORTIONS_MAX, RECIPE_PARTS_MAX, Route};

/// Minutes of a day.
const DAY_MINUTES: u32 = 1_440;

pub(super) fn problems(catalogue: &Catalogue, known: &Known<'_>, problems: &mut Problems) {
    for ingredient in &catalogue.ingredients {
        named("ingredient", &ingredient.code, &ingredient.names, problems);
    }
    for item in catalogue.items.iter().filter(|item| !item.recipe.is_empty()) {
        let name = called(&item.names, item.id);
        problems.must(item.recipe.len() <= RECIPE_PARTS_MAX, || {
            format!("item {name}: its recipe has more than {RECIPE_PARTS_MAX} parts: remove some")
        });
        for part in &item.recipe {
            problems.must(known.ingredients.contains(&part.ingredient), || {
                format!("item {name}: there is no ingredient {}", part.ingredient)
            });
            problems.must((1..=PORTIONS_MAX).contains(&part.portions), || {
                format!(
                    "item {name}: portions of {} are 1 to {PORTIONS_MAX}: correct it",
                    part.ingredient
                )
            });
        }
        for code in twice(item.recipe.iter().map(|part| &part.ingredient)) {
            problems
                .must(false, || format!("item {name}: its recipe names {code} twice: remove one"));
        }
    }
    for (number, route) in (1..).zip(&catalogue.routes) {
        route_problems(number, route, known, problems);
    }
    for layout in &catalogue.layouts {
        layout_problems(layout, known, problems);
    }
}

fn route_problems(number: usize, route: &Route, known: &Known<'_>, problems: &mut Problems) {
    problems.must(!route.also || !route.stations.is_empty(), || {
        format!("route {number}: it adds no station: choose one")
    });
    for station in &route.stations {
        problems.must(known.stations.contains(station), || {
            format!("route {number}: there is no station {station}")
        });
    }
    for category in &route.categories {
        problems.must(known.categories.contains(category), || {
            format!("route {number}: there is no category {category}")
        });
    }
    problems.must(route.items.iter().all(|id| known.items.contains_key(id)), || {
        format!("route {number}: it names an item that does not exist")
    });
    let is_known =
        |id| known.groups.values().any(|group| group.modifiers.iter().any(|one| one.id == id));
    problems.must(route.modifiers.iter().all(|&id| is_known(id)), || {
        format!("route {number}: it names a choice that does not exist")
    });
    problems.must(route.hours.is_none_or(are_sound), || {
        format!("route {number}: its hours cannot be: give minutes from 0 to {DAY_MINUTES}")
    });
}

fn are_sound(hours: Hours) -> bool {
    hours.from_minute < DAY_MINUTES && (1..=DAY_MINUTES).contains(&hours.until_minute)
}

fn layout_problems(layout: &KitchenLayout, known: &Known<'_>, problems: &mut Problems) {
    let code = &layout.code;
    named("layout", code, &layout.names, problems);
    problems.must(layout.from_minute.is_none_or(|minute| minute < DAY_MINUTES), || {
        format!("layout {code}: it begins at a minute from 0 to {}: correct it", DAY_MINUTES - 1)
    });
    for moved in &layout.moves {
        for station in [&moved.from, &moved.to] {
            problems.must(known.stations.contains(station), || {
                format!("layout {code}: there is no station {station}")
            });
        }
        // One step: a ticket goes to a station that is worked.
        problems.must(!layout.moves.iter().any(|other| other.from == moved.to), || {
            format!("layout {code}: {} is not worked itself: choose another station", moved.to)
        });
    }
    for station in twice(layout.moves.iter().map(|moved| &moved.from)) {
        problems.must(false, || format!("layout {code}: {station} goes to two places: remove one"));
    }
}
