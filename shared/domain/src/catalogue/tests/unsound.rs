//! Every way a catalogue can be unsound, one row each, in the words of the trade.
//!
//! Here is the sound catalogue that each row harms, and what is not an item; items have a file.

mod items;
mod kitchen;

use uuid::Uuid;

use crate::catalogue::{
    Allergen, Catalogue, Category, ChannelRate, ChannelTerms, ComboChoice, ComboGroup,
    GROUP_MODIFIERS_MAX, Item, MODIFIER_GROUPS_MAX, Menu, Modifier, ModifierGroup, PRICE_MAX,
    PriceRule, Size, SoldBy, Station, TaxRate, Weekdays,
};
use crate::chain::Hash;
use crate::id::SizeId;
use crate::money::WIRE_MAX;
use crate::order::Channel;
use crate::shop::{
    CAKE, EXTRA, NOODLES, SIZE, TEA, code, dish, group, item, menu, modifier, pence,
};
use crate::{Code, Money, Names};

const SHAKE: u128 = 20;
const FRUIT: u128 = 21;
const LUNCH: u128 = 22;
/// The set that opens once an egg is chosen.
const EGG_DONE: u128 = 9;

/// What is done to a sound catalogue.
type Harm = fn(&mut Catalogue);
/// What it is called at the counter, how it comes about, and what the office is told.
type Row = (&'static str, Harm, &'static str);

fn size(n: u128) -> SizeId {
    SizeId::from_uuid(Uuid::from_u128(n))
}

/// A catalogue with everything in it that one can have.
fn full() -> Catalogue {
    let mut full = menu();
    full.tax_rates[0].channel_rates = vec![
        ChannelRate { channel: Channel::Takeaway, rate_ppm: 0 },
        ChannelRate { channel: Channel::Delivery, rate_ppm: 1_000_000 },
    ];
    let terms = |channel, fee, quote_minutes| ChannelTerms {
        channel,
        packaging: pence(fee),
        packaging_tax: code("standard"),
        quote_minutes,
    };
    full.channels = vec![terms(Channel::Delivery, 50, 1_440), terms(Channel::Phone, 0, 0)];
    let runny = Modifier {
        id: modifier(90),
        names: Names::new("溏心", "runny"),
        price: pence(0),
        default: true,
        groups: Vec::new(),
    };
    full.modifier_groups.push(ModifierGroup {
        id: group(EGG_DONE),
        names: Names::new("蛋", "Egg"),
        min: 1,
        max: 1,
        modifiers: vec![runny],
    });
    full.modifier_groups[1].modifiers[0].groups = vec![group(EGG_DONE)];
    full.items[0] = noodles(full.items[0].clone());
    full.items.extend([shake(), fruit(), lunch()]);
    full
}

/// An item with all that has nothing to do with sizes.
fn noodles(plain: Item) -> Item {
    Item {
        barcodes: vec!["5012345678900".into(), "!".repeat(64)],
        sku: "N-1".into(),
        prices: vec![rule(None, &[Channel::DineIn, Channel::Online])],
        allergens: vec![Allergen::Gluten, Allergen::Eggs],
        prep_s: 86_400,
        photo: Some(Hash::from_bytes([7; 32])),
        substitutes: vec![item(TEA), item(LUNCH)],
        most_per_day: 1_000_000,
        most_per_member: 1,
        ..plain
    }
}

/// Comes in two sizes, cheaper in the night before a weekend.
fn shake() -> Item {
    let sized = |n, name: &str, minor, barcode: &str| Size {
        id: size(n),
        names: Names::new(name, name),
        price: pence(minor),
        barcodes: vec![barcode.into()],
    };
    Item {
        sizes: vec![sized(1, "small", 0, "21"), sized(2, "large", PRICE_MAX.minor(), "22")],
        prices: vec![rule(Some(1), &[]), rule(Some(2), &[])],
        ..dish(SHAKE, None, "standard", &["bar"], &[])
    }
}

fn fruit() -> Item {
    Item { sold_by: SoldBy::Weight, ..dish(FRUIT, Some(1_000), "none", &[], &[]) }
}

fn lunch() -> Item {
    let choice = |n, of, extra| ComboChoice {
        item_id: item(n),
        size_id: of,
        extra: Money::from_minor(extra),
    };
    let part = |name: &str, min, max, choices| ComboGroup {
        names: Names::new(name, name),
        min,
        max,
        choices,
    };
    let main = vec![choice(NOODLES, None, 0), choice(CAKE, None, PRICE_MAX.minor())];
    let drink = vec![choice(SHAKE, Some(size(1)), 0), choice(SHAKE, Some(size(2)), 150)];
    Item {
        combo: vec![part("main", 1, 2, main), part("drink", 0, 1, drink)],
        ..dish(LUNCH, Some(1_500), "standard", &[], &[])
    }
}

/// From 22:00 until 2:00, Mondays to Sundays.
fn rule(of: Option<u128>, channels: &[Channel]) -> PriceRule {
    PriceRule {
        channels: channels.to_vec(),
        weekdays: Weekdays(0b111_1111),
        from_minute: 1_320,
        until_minute: 120,
        size_id: of.map(size),
        level: None,
        price: pence(300),
    }
}

/// Each problem is the only one: nothing else is held against the catalogue.
fn assert_refused(rows: &[Row]) {
    for (what, harm, problem) in rows {
        let mut catalogue = full();
        harm(&mut catalogue);
        let found = Menu::new(catalogue).map(drop).unwrap_err();
        assert_eq!(found, [*problem], "{what}");
    }
}

fn dishes(c: &mut Catalogue, n: u128) -> &mut Item {
    c.items.iter_mut().find(|known| known.id == item(n)).unwrap()
}

fn drinks(c: &mut Catalogue) -> &mut ComboGroup {
    &mut dishes(c, LUNCH).combo[1]
}

fn long(chars: usize) -> String {
    "x".repeat(chars)
}

#[test]
fn a_full_catalogue_with_everything_in_it_is_taken() {
    assert_eq!(Menu::new(full()).map(drop), Ok(()));
    let mut edge = full();
    dishes(&mut edge, NOODLES).names = Names::new("面".repeat(80), long(80));
    dishes(&mut edge, NOODLES).pinyin = long(80);
    dishes(&mut edge, NOODLES).sku = long(64);
    dishes(&mut edge, NOODLES).prices = vec![rule(None, &[]); 24];
    dishes(&mut edge, NOODLES).barcodes = (0..12).map(|n| format!("A{n}")).collect();
    let rules = &mut dishes(&mut edge, NOODLES).prices;
    (rules[0].from_minute, rules[0].until_minute) = (0, 1_440);
    (rules[1].from_minute, rules[1].until_minute) = (1_439, 1);
    edge.stations[0].warn_after_s = 86_400;
    edge.stations[0].late_after_s = 86_400;
    assert_eq!(Menu::new(edge).map(drop), Ok(()));
}

#[test]
fn a_channel_is_called_in_a_problem_what_it_is_called_on_a_wire() {
    for channel in Channel::ALL {
        assert_eq!(serde_json::to_value(channel).unwrap(), channel.name());
    }
}

#[test]
fn stations_categories_rates_and_channels_hold_together() {
    assert_refused(&[
        (
            "a station without a name",
            |c| c.stations[0].names.en.clear(),
            "station wok: give it a name in both languages",
        ),
        (
            "a category without a name",
            |c| c.categories[0].names.zh = " ".into(),
            "category food: give it a name in both languages",
        ),
        (
            "a tax rate with too long a name",
            |c| c.tax_rates[0].names.en = long(81),
            "tax rate standard: give it a name in both languages",
        ),
        (
            "a ticket that is late before it is old",
            |c| c.stations[0].warn_after_s = 601,
            "station wok: it warns after it is late already: let it warn sooner",
        ),
        (
            "a ticket that is never late",
            |c| c.stations[0].late_after_s = 86_401,
            "station wok: late after 86401 s is never: give 86400 s or less",
        ),
        (
            "a rate above the whole price",
            |c| c.tax_rates[0].rate_ppm = 1_000_001,
            "tax rate standard is above 100 %: correct it",
        ),
        (
            "a rate above the whole price for what is taken away",
            |c| c.tax_rates[0].channel_rates[0].rate_ppm = 1_000_001,
            "tax rate standard on channel takeaway is above 100 %: correct it",
        ),
        (
            "two rates for what is taken away",
            |c| c.tax_rates[0].channel_rates[1].channel = Channel::Takeaway,
            "tax rate standard names channel takeaway twice: remove one",
        ),
        (
            "two sets of terms for a channel",
            |c| c.channels[1].channel = Channel::Delivery,
            "channel delivery stands twice: remove one",
        ),
        (
            "a packaging fee below nothing",
            |c| c.channels[0].packaging = pence(-1),
            "channel delivery: its packaging fee is out of range: give 0 or more",
        ),
        (
            "a packaging fee past what a wire carries",
            |c| c.channels[0].packaging = WIRE_MAX.checked_add(pence(1)).unwrap(),
            "channel delivery: its packaging fee is out of range: give 0 or more",
        ),
        (
            "a packaging fee at a rate that is not there",
            |c| c.channels[0].packaging_tax = code("high"),
            "channel delivery: there is no tax rate high",
        ),
        (
            "a promise of more than a day",
            |c| c.channels[0].quote_minutes = 1_441,
            "channel delivery: promise 1440 minutes or less",
        ),
    ]);
}

#[test]
fn of_each_set_so_many_can_be_chosen() {
    assert_refused(&[
        (
            "a set without a name",
            |c| c.modifier_groups[1].names.en.clear(),
            "group 00000000-0000-0000-0000-000000000002: give it a name in both languages",
        ),
        (
            "a choice without a name",
            |c| c.modifier_groups[0].modifiers[0].names.zh.clear(),
            "group Size, modifier 00000000-0000-0000-0000-000000000001: give it a name in both \
             languages",
        ),
        (
            "a least above the most",
            |c| (c.modifier_groups[1].min, c.modifier_groups[1].max) = (2, 1),
            "group Extra: its minimum can never be reached: lower it",
        ),
        (
            "a least that there are not so many choices for",
            |c| (c.modifier_groups[1].min, c.modifier_groups[1].max) = (3, 3),
            "group Extra: its minimum can never be reached: lower it",
        ),
        (
            "a most that there are not so many choices for",
            |c| c.modifier_groups[1].max = 3,
            "group Extra: its maximum is above the number of its choices: lower it",
        ),
        (
            "more chosen beforehand than may be",
            |c| c.modifier_groups[0].modifiers[1].default = true,
            "group Size: more defaults than its maximum: remove some",
        ),
        (
            "a choice that adds more than anything costs",
            |c| c.modifier_groups[0].modifiers[0].price = pence(PRICE_MAX.minor() + 1),
            "group Size, modifier small: its price is out of range: correct it",
        ),
        (
            "a choice that takes off more than anything costs",
            |c| c.modifier_groups[0].modifiers[0].price = pence(-PRICE_MAX.minor() - 1),
            "group Size, modifier small: its price is out of range: correct it",
        ),
        (
            "more choices than a sheet shows",
            |c| {
                let more = (0..).map(|n| Modifier {
                    id: modifier(1_000 + n),
                    ..c.modifier_groups[2].modifiers[0].clone()
                });
                let more = more.map(|one| Modifier { default: false, ..one });
                let more: Vec<_> = more.take(GROUP_MODIFIERS_MAX).collect();
                c.modifier_groups[2].modifiers.extend(more);
            },
            "group Egg: it has more than 100 modifiers: remove some",
        ),
    ]);
}

#[test]
fn a_choice_opens_at_most_one_more_set_and_that_no_further_one() {
    assert_refused(&[
        (
            "a choice that opens a set that is not there",
            |c| c.modifier_groups[1].modifiers[1].groups = vec![group(77)],
            "group Extra, modifier no meat: it opens a group that does not exist: take it off",
        ),
        (
            "a choice that opens a set twice",
            |c| c.modifier_groups[1].modifiers[0].groups.push(group(EGG_DONE)),
            "group Extra, modifier egg: it opens group \
             00000000-0000-0000-0000-000000000009 twice: remove one",
        ),
        (
            "a choice that asks itself again",
            |c| c.modifier_groups[0].modifiers[0].groups = vec![group(SIZE)],
            "group Size, modifier small: it opens group Size, which opens another: take one off",
        ),
        (
            "a choice that opens a set that opens a set",
            |c| c.modifier_groups[0].modifiers[0].groups = vec![group(EXTRA)],
            "group Size, modifier small: it opens group Extra, which opens another: take one off",
        ),
    ]);
    // Two sets that open each other are both named.
    let mut round = full();
    round.modifier_groups[2].modifiers[0].groups = vec![group(EXTRA)];
    let found = Menu::new(round).map(drop).unwrap_err();
    let there = "group Extra, modifier egg: it opens group Egg, which opens another: take one off";
    let back = "group Egg, modifier runny: it opens group Extra, which opens another: take one off";
    assert_eq!(found, [there, back]);
}

/// Fifty stations are taken, fifty-one are not; and so on.
#[test]
fn there_is_an_end_to_everything() {
    let text = |n: usize| Code::new(&format!("c{n}")).unwrap();
    let assert_most = |name: &str, most: usize, fill: &dyn Fn(&mut Catalogue, usize)| {
        for (count, fits) in [(most, true), (most + 1, false)] {
            let mut catalogue = full();
            fill(&mut catalogue, count);
            let found = Menu::new(catalogue).map(drop).err().unwrap_or_default();
            assert_eq!(found.is_empty(), fits, "{count} {name}: {found:?}");
            assert!(fits || found.len() == 1 && found[0].contains(&most.to_string()), "{found:?}");
        }
    };
    assert_most("stations", 50, &|c, count| {
        let one = c.stations[0].clone();
        c.stations.extend((2..count).map(|n| Station { code: text(n), ..one.clone() }));
    });
    assert_most("categories", 500, &|c, count| {
        let one = c.categories[0].clone();
        c.categories.extend((1..count).map(|n| Category { code: text(n), ..one.clone() }));
    });
    assert_most("tax rates", 50, &|c, count| {
        let one = c.tax_rates[0].clone();
        c.tax_rates.extend((2..count).map(|n| TaxRate { code: text(n), ..one.clone() }));
    });
    assert_most("sets of choices", MODIFIER_GROUPS_MAX, &|c, count| {
        c.modifier_groups.extend((3..count).map(|n| empty_group(u128::try_from(n).unwrap())));
    });
    assert_most("sets of one item", 20, &|c, count| {
        let ids = 0..u128::try_from(count).unwrap();
        c.modifier_groups.extend(ids.clone().map(empty_group));
        dishes(c, CAKE).modifier_groups = ids.map(|n| group(10_000 + n)).collect();
    });
    assert_most("items to offer instead", 20, &|c, count| {
        let ids = 100..100 + u128::try_from(count).unwrap();
        c.items.extend(ids.clone().map(|n| dish(n, Some(1), "none", &[], &[])));
        dishes(c, CAKE).substitutes = ids.map(item).collect();
    });
    assert_most("choices of a part", 60, &|c, count| {
        let ids = 100..100 + u128::try_from(count).unwrap();
        c.items.extend(ids.clone().map(|n| dish(n, Some(1), "none", &[], &[])));
        let one = drinks(c).choices[0].clone();
        drinks(c).choices =
            ids.map(|n| ComboChoice { item_id: item(n), size_id: None, ..one.clone() }).collect();
    });
}

fn empty_group(n: u128) -> ModifierGroup {
    ModifierGroup {
        id: group(10_000 + n),
        names: Names::new("组", "Set"),
        min: 0,
        max: 0,
        modifiers: Vec::new(),
    }
}

#[test]
fn a_hundred_problems_are_told_and_the_others_are_counted() {
    let mut broken = full();
    let cakes = (100..250).map(|n| dish(n, Some(-1), "none", &[], &[]));
    broken.items.extend(cakes);
    let found = Menu::new(broken).map(drop).unwrap_err();
    assert_eq!(found.len(), 101);
    assert_eq!(found[100], "there are 50 more problems: mend these first");
}
