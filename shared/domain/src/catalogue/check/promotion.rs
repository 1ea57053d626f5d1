//! Promotions: whether they take something off, and whether what they name is there.

use super::{Known, Problems, named, twice};
use crate::catalogue::{
    BUNDLE_PARTS_MAX, Catalogue, Item, Offer, PRICE_MAX, PROMOTION_NAMES_MAX, PROMOTIONS_MAX,
    Promotion, UNITS_MAX, Which,
};
use crate::{Code, Money};

/// Minutes of a day.
const DAY_MINUTES: u32 = 1_440;
/// The whole, in parts per million.
const PPM: u32 = 1_000_000;

pub(super) fn problems(catalogue: &Catalogue, known: &Known<'_>, problems: &mut Problems) {
    problems.must(catalogue.promotions.len() <= PROMOTIONS_MAX, || {
        format!("there are more than {PROMOTIONS_MAX} promotions: remove some")
    });
    for code in twice(catalogue.promotions.iter().map(|promotion| &promotion.code)) {
        problems.must(false, || format!("promotion {code} stands twice: remove one"));
    }
    for promotion in &catalogue.promotions {
        named("promotion", &promotion.code, &promotion.names, problems);
        offer_problems(promotion, known, problems);
        terms_problems(promotion, problems);
    }
}

fn offer_problems(promotion: &Promotion, known: &Known<'_>, problems: &mut Problems) {
    let code = &promotion.code;
    let priced = |price: &Money| *price >= Money::ZERO && *price <= PRICE_MAX;
    let (sound, mend) = match &promotion.offer {
        Offer::Percent { ppm, .. } => ((1..=PPM).contains(ppm), "it takes off 1 to 100 per cent"),
        Offer::Amount { amount, .. } => {
            (*amount > Money::ZERO && *amount <= PRICE_MAX, "it takes off more than nothing")
        }
        Offer::FixedPrice { price, .. } => (priced(price), "its price is nothing or more"),
        Offer::PriceLevel { level, .. } => {
            let has =
                |item: &&Item| item.prices.iter().any(|rule| rule.level.as_ref() == Some(level));
            (known.items.values().any(has), "some item has a price at its level")
        }
        Offer::FreeItem { .. } | Offer::FreeChoices { .. } => (true, ""),
        Offer::BuyGet { buy, get, .. } => {
            let units = 1..=UNITS_MAX;
            (units.contains(buy) && units.contains(get), "it counts from 1 to 100 of each")
        }
        Offer::Bundle { parts, price } => {
            let parts = (2..=BUNDLE_PARTS_MAX).contains(&parts.len());
            (parts && priced(price), "a bundle has 2 to 6 parts and a price")
        }
    };
    problems.must(sound, || format!("promotion {code}: {mend}: correct it"));
    for which in promotion.offer.parts() {
        which_problems(code, which, known, problems);
    }
}

fn which_problems(code: &Code, which: &Which, known: &Known<'_>, problems: &mut Problems) {
    let names = which.items.len() + which.categories.len();
    problems.must(names <= PROMOTION_NAMES_MAX, || {
        format!("promotion {code}: it names more than {PROMOTION_NAMES_MAX}: name a category")
    });
    for id in &which.items {
        problems.must(known.items.contains_key(id), || {
            format!("promotion {code}: there is no item {id}: choose another")
        });
    }
    for category in &which.categories {
        problems.must(known.categories.contains(category), || {
            format!("promotion {code}: there is no category {category}: choose another")
        });
    }
}

fn terms_problems(promotion: &Promotion, problems: &mut Problems) {
    let (code, terms) = (&promotion.code, &promotion.terms);
    let minutes = terms.from_minute < DAY_MINUTES && terms.until_minute <= DAY_MINUTES;
    problems.must(minutes && terms.weekdays.0 < 1 << 7, || {
        format!("promotion {code}: there is no such time of the week: correct it")
    });
    let days = terms.from.zip(terms.until).is_none_or(|(from, until)| from <= until);
    problems.must(days, || format!("promotion {code}: it ends before it begins: correct its days"));
    problems.must(!terms.least.is_negative() && terms.least <= PRICE_MAX, || {
        format!("promotion {code}: what an order must come to is nothing or more: correct it")
    });
    let named = terms.tiers.len().max(terms.tags.len()).max(terms.channels.len());
    problems.must(named <= PROMOTION_NAMES_MAX, || {
        format!("promotion {code}: it asks for more than {PROMOTION_NAMES_MAX} things: remove some")
    });
}
