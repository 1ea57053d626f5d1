//! What of the sample menu has sizes, parts, a weight, a barcode, other prices at other times.

use domain::catalogue::{
    Allergen, ChannelRate, ChannelTerms, ComboChoice, ComboGroup, Item, PriceRule, Size, SoldBy,
    TaxRate, Weekdays,
};
use domain::id::{ItemId, SizeId};
use domain::order::Channel;
use domain::{Money, Names};

use super::{code, named};

/// The tax class of cold food: taxed when eaten in, not when taken away.
pub(super) const COLD: &str = "cold";
/// Channels on which food leaves the shop.
const AWAY: [Channel; 4] = [Channel::Takeaway, Channel::Pickup, Channel::Delivery, Channel::Phone];

/// The id of a dish, by its English name.
pub(super) fn item_id(en: &str) -> ItemId {
    ItemId::from_uuid(named("item", en))
}

/// Cold food bears the standard rate at the table and none out of the door.
pub(super) fn cold_rate() -> TaxRate {
    let away = |channel| ChannelRate { channel, rate_ppm: 0 };
    TaxRate {
        code: code(COLD),
        names: Names::new("增值税 冷食", "VAT cold food"),
        rate_ppm: 200_000,
        channel_rates: AWAY.into_iter().map(away).collect(),
    }
}

/// A delivery is packed; what is picked up is quoted a time.
pub(super) fn channels() -> Vec<ChannelTerms> {
    let terms = |channel, pence, quote_minutes| ChannelTerms {
        channel,
        packaging: Money::from_minor(pence),
        packaging_tax: code("standard"),
        quote_minutes,
    };
    vec![
        terms(Channel::Delivery, 50, 40),
        terms(Channel::Phone, 0, 20),
        terms(Channel::Pickup, 0, 20),
    ]
}

/// Items that are more than a name and a price, each at the end of its category.
pub(super) fn items(category: &str) -> Vec<Item> {
    match category {
        "tea" => vec![fruit_tea()],
        "sides" => vec![deli()],
        "sets" => vec![lunch()],
        "noodles" => vec![special_of_the_day()],
        _ => Vec::new(),
    }
}

fn plain(category: &str, zh: &str, en: &str, pinyin: &str, station: &str) -> Item {
    Item {
        pinyin: pinyin.to_owned(),
        stations: vec![code(station)],
        ..Item::plain(item_id(en), Names::new(zh, en), code(category), code("standard"))
    }
}

fn size(of: &str, zh: &str, en: &str, pence: i64) -> Size {
    Size {
        id: size_id(of, en),
        names: Names::new(zh, en),
        price: Money::from_minor(pence),
        barcodes: Vec::new(),
    }
}

fn size_id(of: &str, en: &str) -> SizeId {
    SizeId::from_uuid(named("size", &format!("{of}/{en}")))
}

/// Comes in two sizes, and costs less on weekday afternoons.
fn fruit_tea() -> Item {
    const NAME: &str = "Fresh fruit tea";
    let afternoon = |en: &str, pence| PriceRule {
        channels: Vec::new(),
        weekdays: Weekdays(0b001_1111),
        from_minute: 15 * 60,
        until_minute: 17 * 60,
        size_id: Some(size_id(NAME, en)),
        level: None,
        price: Money::from_minor(pence),
    };
    Item {
        sizes: vec![size(NAME, "中杯", "Regular", 450), size(NAME, "大杯", "Large", 550)],
        prices: vec![afternoon("Regular", 360), afternoon("Large", 440)],
        prep_s: 90,
        substitutes: vec![item_id("Passion fruit green tea"), item_id("Iced mango tea")],
        ..plain("tea", "鲜果茶", NAME, "xgc", "tea")
    }
}

/// Sold by weight.
fn deli() -> Item {
    Item {
        price: Some(Money::from_minor(2_400)),
        sold_by: SoldBy::Weight,
        allergens: vec![Allergen::Soybeans, Allergen::Celery],
        ..plain("sides", "卤味", "Braised deli, by weight", "lw", "steam")
    }
}

/// The price is what the kitchen wrote on the board today.
fn special_of_the_day() -> Item {
    Item {
        allergens: vec![Allergen::Gluten],
        most_per_day: 30,
        ..plain("noodles", "今日特面", "Noodles of the day", "jrtm", "noodles")
    }
}

/// A bowl, a side and a drink, each chosen.
fn lunch() -> Item {
    let choice = |en: &str, pence| ComboChoice {
        item_id: item_id(en),
        size_id: None,
        extra: Money::from_minor(pence),
    };
    let group = |zh: &str, en: &str, choices| ComboGroup {
        names: Names::new(zh, en),
        min: 1,
        max: 1,
        choices,
    };
    let fruit_tea = |size: &str, pence| ComboChoice {
        size_id: Some(size_id("Fresh fruit tea", size)),
        ..choice("Fresh fruit tea", pence)
    };
    Item {
        price: Some(Money::from_minor(1_390)),
        combo: vec![
            group(
                "主食",
                "Bowl",
                vec![
                    choice("Braised beef noodles", 0),
                    choice("Dan dan noodles", 0),
                    choice("Scallion oil noodles", 0),
                    choice("Lamb broth noodles", 150),
                ],
            ),
            group(
                "小菜",
                "Side",
                vec![
                    choice("Smashed cucumber", 0),
                    choice("Tea egg", 0),
                    choice("Tofu with century egg", 80),
                ],
            ),
            group(
                "饮料",
                "Drink",
                vec![
                    choice("Hot oolong", 0),
                    choice("Filter coffee", 0),
                    fruit_tea("Regular", 100),
                    fruit_tea("Large", 200),
                ],
            ),
        ],
        stations: Vec::new(),
        popular: true,
        ..plain("sets", "自选午餐", "Lunch of your choice", "zxwc", "noodles")
    }
}

/// What a scanner reads from a jar: numbers that GS1 keeps free for use within a shop (prefix 2).
pub(super) fn barcodes(en: &str) -> Vec<String> {
    let number = match en {
        "House chilli oil, jar" => "2000000000015",
        "Frozen dumplings, 20" => "2000000000022",
        "Loose oolong, 100 g" => "2000000000039",
        "Dried noodles, 500 g" => "2000000000046",
        _ => return Vec::new(),
    };
    vec![number.to_owned()]
}

/// What is in the dishes of a category, and in some dishes besides, that may make somebody ill.
pub(super) fn allergens(category: &str, en: &str) -> Vec<Allergen> {
    use Allergen::{Crustaceans, Eggs, Fish, Gluten, Milk, Peanuts, Sesame, Soybeans};
    let mut found = match category {
        "noodles" | "dumplings" | "sets" => vec![Gluten, Soybeans],
        "sides" => vec![Soybeans, Sesame],
        _ => Vec::new(),
    };
    for (word, allergen) in [
        ("milk", Milk),
        ("Custard", Milk),
        ("latte", Milk),
        ("egg", Eggs),
        ("Dan dan", Peanuts),
        ("sesame", Sesame),
        ("fish", Fish),
        ("Prawn", Crustaceans),
    ] {
        if en.contains(word) {
            found.push(allergen);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
