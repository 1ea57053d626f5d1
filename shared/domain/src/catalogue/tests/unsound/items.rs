//! Every way an item can be unsound: by itself, in sizes, by barcode, at other times, as a combo.

use super::{FRUIT, LUNCH, SHAKE, assert_refused, dishes, drinks, long, lunch, rule, shake, size};
use crate::catalogue::{Allergen, ComboChoice, ComboGroup, PRICE_MAX, Size, SoldBy, Weekdays};
use crate::money::WIRE_MAX;
use crate::order::Channel;
use crate::shop::{CAKE, EXTRA, NOODLES, SPECIAL, TEA, code, group, item, pence};

#[test]
fn an_item_says_what_it_is_and_what_it_costs() {
    assert_refused(&[
        (
            "an item without an English name",
            |c| dishes(c, CAKE).names.en.clear(),
            "item 00000000-0000-0000-0000-000000000004: give it a name in both languages",
        ),
        (
            "an item whose name is too long",
            |c| dishes(c, CAKE).names.zh = "糕".repeat(81),
            "item 00000000-0000-0000-0000-000000000004: give it a name in both languages",
        ),
        (
            "a price below nothing",
            |c| dishes(c, CAKE).price = Some(pence(-1)),
            "item Dish 4: its price is out of range: give 0 or more",
        ),
        (
            "a price past what a wire carries",
            |c| dishes(c, CAKE).price = WIRE_MAX.checked_add(pence(1)),
            "item Dish 4: its price is out of range: give 0 or more",
        ),
        (
            "initials longer than any name",
            |c| dishes(c, CAKE).pinyin = long(81),
            "item Dish 4: its pinyin has more than 80 characters: shorten it",
        ),
        (
            "too long a stock code",
            |c| dishes(c, CAKE).sku = long(65),
            "item Dish 4: its stock code has more than 64 characters: shorten it",
        ),
    ]);
}

#[test]
fn an_item_names_what_there_is_and_keeps_its_limits() {
    assert_refused(&[
        (
            "a category that is not there",
            |c| dishes(c, CAKE).category = code("drinks"),
            "item Dish 4: there is no category drinks",
        ),
        (
            "a tax class that is not there",
            |c| dishes(c, CAKE).tax = code("high"),
            "item Dish 4: there is no tax rate high",
        ),
        (
            "a station that is not there",
            |c| dishes(c, CAKE).stations = vec![code("roof")],
            "item Dish 4: there is no station roof",
        ),
        (
            "the same station twice, which would make it twice",
            |c| dishes(c, CAKE).stations = vec![code("bar"), code("bar")],
            "item Dish 4: it names station bar twice: remove one",
        ),
        (
            "a set of choices that is not there",
            |c| dishes(c, CAKE).modifier_groups = vec![group(77)],
            "item Dish 4: it names a modifier group that does not exist",
        ),
        (
            "the same set of choices twice",
            |c| dishes(c, CAKE).modifier_groups = vec![group(EXTRA); 2],
            "item Dish 4: it names a modifier group twice: remove one",
        ),
        (
            "an item to offer instead that is not there",
            |c| dishes(c, CAKE).substitutes = vec![item(99)],
            "item Dish 4: there is no item 00000000-0000-0000-0000-000000000063 to offer instead: \
             take it off",
        ),
        (
            "an item to be offered instead of itself",
            |c| dishes(c, CAKE).substitutes = vec![item(CAKE)],
            "item Dish 4: it is to be offered instead of itself: take it off",
        ),
        (
            "an item to be offered instead twice",
            |c| dishes(c, CAKE).substitutes = vec![item(TEA), item(TEA)],
            "item Dish 4: item 00000000-0000-0000-0000-000000000002 is to be offered instead \
             twice: remove one",
        ),
        (
            "an item that takes more than a day to make",
            |c| dishes(c, CAKE).prep_s = 86_401,
            "item Dish 4: making it takes 86400 s at most: correct it",
        ),
        (
            "a limit that nobody could reach in a day",
            |c| dishes(c, CAKE).most_per_day = 1_000_001,
            "item Dish 4: a limit per day is 1000000 at most: correct it, or give 0 for none",
        ),
        (
            "a limit that no member could reach in a day",
            |c| dishes(c, CAKE).most_per_member = u32::MAX,
            "item Dish 4: a limit per member is 1000000 at most: correct it, or give 0 for none",
        ),
        (
            "an allergen twice",
            |c| dishes(c, CAKE).allergens = vec![Allergen::Nuts, Allergen::Milk, Allergen::Nuts],
            "item Dish 4: it names an allergen twice: remove one",
        ),
    ]);
}

#[test]
fn a_size_has_a_name_and_a_price_and_the_item_has_none_besides() {
    assert_refused(&[
        (
            "a size without a name",
            |c| dishes(c, SHAKE).sizes[0].names.en.clear(),
            "item Dish 20, size 00000000-0000-0000-0000-000000000001: give it a name in both \
             languages",
        ),
        (
            "a size for less than nothing",
            |c| dishes(c, SHAKE).sizes[0].price = pence(-1),
            "item Dish 20, size small: its price is out of range: give 0 or more",
        ),
        (
            "a size for more than anything costs",
            |c| dishes(c, SHAKE).sizes[1].price = pence(PRICE_MAX.minor() + 1),
            "item Dish 20, size large: its price is out of range: give 0 or more",
        ),
        (
            "the same size twice",
            |c| {
                let twin = Size { barcodes: Vec::new(), ..dishes(c, SHAKE).sizes[0].clone() };
                dishes(c, SHAKE).sizes.push(twin);
            },
            "item Dish 20: size 00000000-0000-0000-0000-000000000001 stands twice: remove one",
        ),
        (
            "a thirteenth size",
            |c| {
                let more = (3..14).map(|n| Size {
                    id: size(n),
                    barcodes: Vec::new(),
                    ..shake().sizes[0].clone()
                });
                dishes(c, SHAKE).sizes.extend(more);
            },
            "item Dish 20: it has more than 12 sizes: remove some",
        ),
        (
            "a price beside the sizes'",
            |c| dishes(c, SHAKE).price = Some(pence(400)),
            "item Dish 20: its sizes carry the prices: leave its own price out",
        ),
        (
            "sizes of what is weighed",
            |c| dishes(c, SHAKE).sold_by = SoldBy::Weight,
            "item Dish 20: sold by weight it has no sizes: choose one of the two",
        ),
    ]);
}

#[test]
fn a_scanner_finds_one_thing_by_a_barcode() {
    assert_refused(&[
        (
            "a barcode of nothing",
            |c| dishes(c, CAKE).barcodes = vec![String::new()],
            "item Dish 4: \"\" is no barcode: give 1 to 64 letters, digits and signs",
        ),
        (
            "a barcode with a space in it",
            |c| dishes(c, CAKE).barcodes = vec!["50 12".into()],
            "item Dish 4: \"50 12\" is no barcode: give 1 to 64 letters, digits and signs",
        ),
        (
            "a barcode that ends the line",
            |c| dishes(c, CAKE).barcodes = vec!["50\n".into()],
            "item Dish 4: \"50\\n\" is no barcode: give 1 to 64 letters, digits and signs",
        ),
        (
            "a barcode of a size that no scanner types",
            |c| dishes(c, SHAKE).sizes[0].barcodes = vec!["杯".into()],
            "item Dish 20: \"杯\" is no barcode: give 1 to 64 letters, digits and signs",
        ),
        (
            "too long a barcode",
            |c| dishes(c, CAKE).barcodes = vec!["7".repeat(65)],
            "item Dish 4: \"7777777777777777777777777777777777777777777777777777777777777777\" is \
             no barcode: give 1 to 64 letters, digits and signs",
        ),
        (
            "a thirteenth barcode",
            |c| dishes(c, CAKE).barcodes = (0..13).map(|n| format!("A{n}")).collect(),
            "item Dish 4: more than 12 barcodes: remove some",
        ),
        (
            "two items with one barcode",
            |c| dishes(c, CAKE).barcodes = vec!["5012345678900".into()],
            "item Dish 4: barcode 5012345678900 belongs to Dish 1 too: take it off one",
        ),
        (
            "an item with the barcode of another's size",
            |c| dishes(c, FRUIT).barcodes = vec!["22".into()],
            "item Dish 21: barcode 22 belongs to Dish 20 too: take it off one",
        ),
        (
            "two sizes with one barcode",
            |c| dishes(c, SHAKE).sizes[0].barcodes = vec!["22".into()],
            "item Dish 20: barcode 22 stands twice: remove one",
        ),
    ]);
}

#[test]
fn another_price_has_a_time_a_size_and_a_price() {
    assert_refused(&[
        (
            "a price then of less than nothing",
            |c| dishes(c, NOODLES).prices[0].price = pence(-1),
            "item Dish 1, price rule 1: its price is out of range: give 0 or more",
        ),
        (
            "a price then of more than anything costs",
            |c| dishes(c, NOODLES).prices[0].price = WIRE_MAX,
            "item Dish 1, price rule 1: its price is out of range: give 0 or more",
        ),
        (
            "a time that begins tomorrow",
            |c| dishes(c, NOODLES).prices[0].from_minute = 1_440,
            "item Dish 1, price rule 1: it runs from minute 0–1439 until minute 1–1440 of a day: \
             correct it",
        ),
        (
            "a time that ends before the day begins",
            |c| dishes(c, NOODLES).prices[0].until_minute = 0,
            "item Dish 1, price rule 1: it runs from minute 0–1439 until minute 1–1440 of a day: \
             correct it",
        ),
        (
            "a time that ends tomorrow",
            |c| dishes(c, NOODLES).prices[0].until_minute = 1_441,
            "item Dish 1, price rule 1: it runs from minute 0–1439 until minute 1–1440 of a day: \
             correct it",
        ),
        (
            "an eighth day of the week",
            |c| dishes(c, NOODLES).prices[0].weekdays = Weekdays(0b1000_0000),
            "item Dish 1, price rule 1: a week has seven days: choose some of them",
        ),
        (
            "a channel twice",
            |c| dishes(c, NOODLES).prices[0].channels[1] = Channel::DineIn,
            "item Dish 1, price rule 1: it names a channel twice: remove one",
        ),
        (
            "a size of an item that has none",
            |c| dishes(c, NOODLES).prices[0].size_id = Some(size(1)),
            "item Dish 1, price rule 1: its size is not one of the item's: choose it again",
        ),
        (
            "no size of an item that has some",
            |c| dishes(c, SHAKE).prices[1].size_id = None,
            "item Dish 20, price rule 2: its size is not one of the item's: choose it again",
        ),
        (
            "another item's size",
            |c| dishes(c, SHAKE).prices[1].size_id = Some(size(9)),
            "item Dish 20, price rule 2: its size is not one of the item's: choose it again",
        ),
        (
            "another price of what has none",
            |c| dishes(c, SPECIAL).prices = vec![rule(None, &[])],
            "item Dish 5: with an open price it takes no price rules: remove them",
        ),
        (
            "a twenty-fifth price",
            |c| dishes(c, NOODLES).prices = vec![rule(None, &[]); 25],
            "item Dish 1: it has more than 24 price rules: remove some",
        ),
    ]);
}

#[test]
fn of_each_part_of_a_combo_so_many_can_be_chosen() {
    assert_refused(&[
        (
            "a part without a name",
            |c| drinks(c).names.zh.clear(),
            "combo Dish 22, part 2: give it a name in both languages",
        ),
        (
            "a part without choices",
            |c| drinks(c).choices.clear(),
            "combo Dish 22, part drink: give it 1 to 60 choices",
        ),
        (
            "a part of which nothing may be chosen",
            |c| drinks(c).max = 0,
            "combo Dish 22, part drink: from 0 to 0 of 2 cannot be chosen: correct it",
        ),
        (
            "a part with a least above its most",
            |c| drinks(c).min = 2,
            "combo Dish 22, part drink: from 2 to 1 of 2 cannot be chosen: correct it",
        ),
        (
            "a part with a most above what there is",
            |c| drinks(c).max = 3,
            "combo Dish 22, part drink: from 0 to 3 of 2 cannot be chosen: correct it",
        ),
    ]);
}

#[test]
fn what_is_chosen_for_a_part_is_a_plain_item_at_a_price() {
    assert_refused(&[
        (
            "the same choice twice",
            |c| drinks(c).choices[1].size_id = Some(size(1)),
            "combo Dish 22, part drink: Dish 20 stands twice: remove one",
        ),
        (
            "a choice that is not there",
            |c| {
                drinks(c).choices[0] =
                    ComboChoice { item_id: item(99), ..lunch().combo[0].choices[0].clone() }
            },
            "combo Dish 22, part drink: there is no item 00000000-0000-0000-0000-000000000063: \
             take it off",
        ),
        (
            "a combo within itself",
            |c| drinks(c).choices[0].item_id = item(LUNCH),
            "combo Dish 22, part drink: Dish 22 is a combo itself: take it off",
        ),
        (
            "a combo within a combo",
            |c| {
                let tea = ComboChoice { item_id: item(TEA), ..lunch().combo[0].choices[0].clone() };
                let part = ComboGroup { max: 1, choices: vec![tea], ..lunch().combo[0].clone() };
                dishes(c, CAKE).combo = vec![part];
            },
            "combo Dish 22, part main: Dish 4 is a combo itself: take it off",
        ),
        (
            "a choice that is weighed",
            |c| dishes(c, CAKE).sold_by = SoldBy::Weight,
            "combo Dish 22, part main: Dish 4 has an open price or a weight: take it off",
        ),
        (
            "a choice with an open price",
            |c| dishes(c, CAKE).price = None,
            "combo Dish 22, part main: Dish 4 has an open price or a weight: take it off",
        ),
        (
            "a choice without the size it comes in",
            |c| drinks(c).choices[0].size_id = None,
            "combo Dish 22, part drink: Dish 20 comes in sizes: say which one",
        ),
        (
            "a choice in a size it does not come in",
            |c| drinks(c).choices[0].size_id = Some(size(9)),
            "combo Dish 22, part drink: Dish 20 comes in sizes: say which one",
        ),
        (
            "a choice in a size where there are none",
            |c| dishes(c, LUNCH).combo[0].choices[0].size_id = Some(size(1)),
            "combo Dish 22, part main: Dish 1 has no sizes: leave the size out",
        ),
        (
            "a choice that makes the combo cheaper",
            |c| drinks(c).choices[0].extra = pence(-1),
            "combo Dish 22, part drink: what a choice adds is out of range: give 0 or more",
        ),
    ]);
}

#[test]
fn a_combo_has_one_price() {
    assert_refused(&[
        (
            "a combo that is weighed",
            |c| dishes(c, LUNCH).sold_by = SoldBy::Weight,
            "combo Dish 22: it has no sizes and no weight: take them off",
        ),
        (
            "a combo in sizes",
            |c| {
                let one = Size { id: size(3), barcodes: Vec::new(), ..shake().sizes[0].clone() };
                (dishes(c, LUNCH).price, dishes(c, LUNCH).sizes) = (None, vec![one]);
            },
            "combo Dish 22: it has no sizes and no weight: take them off",
        ),
        (
            "a combo with an open price",
            |c| dishes(c, LUNCH).price = None,
            "combo Dish 22: it has no open price: give it one",
        ),
        (
            "an eleventh part",
            |c| dishes(c, LUNCH).combo = vec![lunch().combo[0].clone(); 11],
            "combo Dish 22: it has more than 10 parts: remove some",
        ),
    ]);
}
