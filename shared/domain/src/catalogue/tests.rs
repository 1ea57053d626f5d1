//! Which catalogues hold together.

mod unsound;

use super::{Catalogue, ITEMS_MAX, Menu, PRICE_MAX};
use crate::order::Channel;
use crate::shop::{
    CAKE, NOODLES, SIZE, SMALL, TEA, code, dish, group, item, menu, modifier, pence,
};
use crate::{Money, Names};

/// The one door: the shop's catalogue with one thing changed has exactly these problems.
fn check(change: impl FnOnce(&mut Catalogue), problems: &[&str]) {
    let mut catalogue = menu();
    change(&mut catalogue);
    match Menu::new(catalogue) {
        Ok(_) => assert!(problems.is_empty(), "accepted, but expected {problems:?}"),
        Err(found) => assert_eq!(found, problems),
    }
}

#[test]
fn a_sound_catalogue_is_a_menu_to_look_up_in() {
    check(|_| {}, &[]);
    let sold = Menu::new(menu()).unwrap();
    assert_eq!(sold.item(item(TEA)).unwrap().price, Some(pence(350)));
    assert_eq!(sold.group(group(SIZE)).unwrap().min, 1);
    assert_eq!(sold.rate_ppm(&code("standard"), Channel::DineIn), Some(200_000));
    assert!(
        sold.item(item(99)).is_none() && sold.rate_ppm(&code("nowhere"), Channel::DineIn).is_none()
    );
    assert_eq!(Menu::empty().catalogue(), &Catalogue::empty());
}

#[test]
fn whatever_stands_twice_is_named() {
    check(|c| c.stations.push(c.stations[0].clone()), &["station wok stands twice: remove one"]);
    let food = "category food stands twice: remove one";
    check(|c| c.categories.push(c.categories[0].clone()), &[food]);
    let rate = "tax rate standard stands twice: remove one";
    check(|c| c.tax_rates.push(c.tax_rates[0].clone()), &[rate]);
    let tea = format!("item {} stands twice: remove one", item(TEA));
    check(|c| c.items.push(c.items[1].clone()), &[&tea]);
    let size = format!("modifier group {} stands twice: remove one", group(SIZE));
    let without_choices = |c: &mut Catalogue| {
        let mut twin = c.modifier_groups[0].clone();
        (twin.min, twin.max, twin.modifiers) = (0, 0, Vec::new());
        c.modifier_groups.push(twin);
    };
    check(without_choices, &[&size]);
    let small = format!("modifier {} stands twice: remove one", modifier(SMALL));
    let twin = |c: &mut Catalogue| {
        let choice = c.modifier_groups[0].modifiers[0].clone();
        c.modifier_groups[1].modifiers.push(choice);
    };
    check(twin, &[&small]);
}

#[test]
fn a_group_can_be_satisfied() {
    let never = "group Size: its minimum can never be reached: lower it";
    check(|c| c.modifier_groups[0].min = 2, &[never]);
    check(|c| (c.modifier_groups[0].min, c.modifier_groups[0].max) = (3, 3), &[never]);
    let defaults = "group Size: more defaults than its maximum: remove some";
    check(|c| c.modifier_groups[0].modifiers[1].default = true, &[defaults]);
    let most = PRICE_MAX.minor() + 1;
    for price in [most, -most].map(Money::from_minor) {
        let problem = "group Size, modifier small: its price is out of range: correct it";
        check(|c| c.modifier_groups[0].modifiers[0].price = price, &[problem]);
    }
}

#[test]
fn an_item_names_only_what_there_is() {
    let id = item(NOODLES);
    let nameless = format!("item {id}: give it a name in both languages");
    check(|c| c.items[0].names = Names::new("面", " "), &[&nameless]);
    check(|c| c.items[0].names = Names::new("面\u{1b}", "Noodles"), &[&nameless]);
    let price = "item Dish 1: its price is out of range: give 0 or more";
    check(|c| c.items[0].price = Some(pence(-1)), &[price]);
    check(|c| c.items[0].price = PRICE_MAX.checked_add(pence(1)), &[price]);
    check(|c| c.items[0].price = Some(PRICE_MAX), &[]);
    let category = "item Dish 1: there is no category drinks";
    check(|c| c.items[0].category = code("drinks"), &[category]);
    check(|c| c.items[0].tax = code("high"), &["item Dish 1: there is no tax rate high"]);
    let station = "item Dish 1: there is no station roof";
    check(|c| c.items[0].stations.push(code("roof")), &[station]);
    let missing = "item Dish 1: it names a modifier group that does not exist";
    check(|c| c.items[0].modifier_groups.push(group(9)), &[missing]);
    let twice = "item Dish 1: it names a modifier group twice: remove one";
    check(|c| c.items[0].modifier_groups.push(group(SIZE)), &[twice]);
}

#[test]
fn rates_and_sizes_have_limits_and_every_problem_is_told() {
    let rate = "tax rate standard is above 100 %: correct it";
    check(|c| c.tax_rates[0].rate_ppm = 1_000_001, &[rate]);
    check(|c| c.tax_rates[0].rate_ppm = 1_000_000, &[]);
    let full = |count: usize| {
        move |c: &mut Catalogue| {
            let cakes = (100_u128..).take(count - c.items.len());
            c.items.extend(cakes.map(|n| dish(n, Some(1), "none", &[], &[])));
        }
    };
    check(full(ITEMS_MAX), &[]);
    check(full(ITEMS_MAX + 1), &["the catalogue has more than 25000 items: remove some"]);
    let two = |c: &mut Catalogue| {
        c.tax_rates[0].rate_ppm = u32::MAX;
        c.items[0].category = code("drinks");
    };
    check(two, &[rate, "item Dish 1: there is no category drinks"]);
}

#[test]
fn items_that_are_known_are_replaced_in_place_and_others_come_last() {
    let before = menu();
    let cake = dish(CAKE, Some(500), "none", &[], &[]);
    let soup = dish(20, Some(600), "standard", &["wok"], &[]);
    let soup_again = dish(20, Some(700), "standard", &["wok"], &[]);
    let after = before.with_items(&[soup, cake.clone(), soup_again.clone()]);
    assert_eq!(after.version, before.version + 1);
    assert_eq!(after.items.len(), before.items.len() + 1);
    assert_eq!(after.items[3], cake);
    assert_eq!(after.items[5], soup_again);
    assert_eq!(after.items[..3], before.items[..3]);
}
