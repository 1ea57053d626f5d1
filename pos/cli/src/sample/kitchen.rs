//! What the sample kitchen counts, and how it is staffed in a quiet hour.

use domain::Names;
use domain::catalogue::{Ingredient, KitchenLayout, RecipePart, StationMove};

use super::code;

/// Code, Chinese, English.
const INGREDIENTS: [(&str, &str, &str); 6] = [
    ("noodles", "面条", "Noodles"),
    ("beef", "牛肉", "Beef"),
    ("broth", "高汤", "Broth"),
    ("egg", "鸡蛋", "Eggs"),
    ("dumplings", "饺子", "Dumplings"),
    ("tea", "茶底", "Tea base"),
];

/// What is counted of the sample's dishes.
pub(super) fn ingredients() -> Vec<Ingredient> {
    let named = |&(ingredient, zh, en): &(&str, &str, &str)| Ingredient {
        code: code(ingredient),
        names: Names::new(zh, en),
    };
    INGREDIENTS.iter().map(named).collect()
}

/// What goes into a dish, by its English name; nothing where nobody counts.
pub(super) fn recipe(en: &str) -> Vec<RecipePart> {
    let parts: &[(&str, u32)] = match en {
        "Braised beef noodles" => &[("noodles", 1), ("beef", 2), ("broth", 1)],
        "Clear broth beef noodles" => &[("noodles", 1), ("beef", 1), ("broth", 2)],
        "Beef chow mein" => &[("noodles", 1), ("beef", 1)],
        "Tomato and egg noodles" => &[("noodles", 1), ("egg", 2), ("broth", 1)],
        "Chive and egg dumplings" => &[("dumplings", 10), ("egg", 1)],
        "Pork and cabbage dumplings" | "Lamb and carrot dumplings" | "Mushroom dumplings" => {
            &[("dumplings", 10)]
        }
        _ if en.ends_with("noodles") => &[("noodles", 1)],
        _ if en.contains("milk tea") => &[("tea", 1)],
        _ => &[],
    };
    let part = |&(ingredient, portions): &(&str, u32)| RecipePart {
        ingredient: code(ingredient),
        portions,
    };
    parts.iter().map(part).collect()
}

/// One cook for everything hot, when it is quiet.
pub(super) fn layouts() -> Vec<KitchenLayout> {
    vec![KitchenLayout {
        code: code("quiet"),
        names: Names::new("清闲时段", "Quiet hours"),
        from_minute: None,
        moves: vec![StationMove { from: code("steam"), to: code("noodles") }],
    }]
}
