//! What may or must be chosen with a dish.

use domain::catalogue::{Modifier, ModifierGroup};
use domain::id::{ModifierGroupId, ModifierId};
use domain::{Money, Names};

use super::named;

/// A group to choose from, as the dishes name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// How wide the noodles are cut.
    Width,
    /// How hot.
    Spice,
    /// More of something.
    Extras,
    /// What is left out.
    Without,
    /// How large the cup is.
    Size,
    /// How sweet.
    Sugar,
    /// How cold.
    Ice,
    /// What swims in the tea.
    Toppings,
    /// Boiled or fried.
    Cooking,
}

impl Choice {
    /// In the order that the catalogue lists them.
    pub(super) const ALL: [Self; 9] = [
        Self::Width,
        Self::Spice,
        Self::Extras,
        Self::Without,
        Self::Size,
        Self::Sugar,
        Self::Ice,
        Self::Toppings,
        Self::Cooking,
    ];

    /// The id of the group.
    pub(super) fn id(self) -> ModifierGroupId {
        ModifierGroupId::from_uuid(named("group", self.row().0.1))
    }

    /// The group as the catalogue has it.
    pub(super) fn group(self) -> ModifierGroup {
        let ((zh, en), min, max, modifiers) = self.row();
        let modifiers = modifiers
            .iter()
            .map(|&(modifier_zh, modifier_en, pence, default)| Modifier {
                id: ModifierId::from_uuid(named("modifier", &format!("{en}/{modifier_en}"))),
                names: Names::new(modifier_zh, modifier_en),
                price: Money::from_minor(pence),
                default,
                groups: if modifier_en == FRIED_EGG { vec![egg_done().id] } else { Vec::new() },
            })
            .collect();
        ModifierGroup { id: self.id(), names: Names::new(zh, en), min, max, modifiers }
    }

    fn row(self) -> Row {
        match self {
            Self::Width => (("面宽", "Noodle width"), 1, 1, WIDTHS),
            Self::Spice => (("辣度", "Spice"), 0, 1, SPICES),
            Self::Extras => (("加料", "Extras"), 0, 5, EXTRAS),
            Self::Without => (("不要", "Leave out"), 0, 3, WITHOUT),
            Self::Size => (("杯型", "Cup size"), 1, 1, SIZES),
            Self::Sugar => (("糖度", "Sugar"), 1, 1, SUGARS),
            Self::Ice => (("冰量", "Ice"), 1, 1, ICES),
            Self::Toppings => (("配料", "Toppings"), 0, 3, TOPPINGS),
            Self::Cooking => (("做法", "Boiled or fried"), 1, 1, COOKING),
        }
    }
}

/// The extra that asks another question.
const FRIED_EGG: &str = "Fried egg";

/// How the egg is done, asked once a fried egg is chosen.
pub(super) fn egg_done() -> ModifierGroup {
    let done = |zh: &str, en: &str, default| Modifier {
        id: ModifierId::from_uuid(named("modifier", &format!("Egg/{en}"))),
        names: Names::new(zh, en),
        price: Money::ZERO,
        default,
        groups: Vec::new(),
    };
    ModifierGroup {
        id: ModifierGroupId::from_uuid(named("group", "Egg")),
        names: Names::new("蛋几分熟", "The egg"),
        min: 1,
        max: 1,
        modifiers: vec![done("溏心", "Runny", true), done("全熟", "Well done", false)],
    }
}

/// Names, least, most, and what there is: Chinese, English, pence, whether it is the default.
type Row = ((&'static str, &'static str), u32, u32, Modifiers);
type Modifiers = &'static [(&'static str, &'static str, i64, bool)];

const WIDTHS: Modifiers =
    &[("细面", "Thin", 0, false), ("韭叶", "Leek-leaf", 0, true), ("宽面", "Wide", 0, false)];
const SPICES: Modifiers = &[
    ("不辣", "No chilli", 0, false),
    ("微辣", "Mild", 0, false),
    ("中辣", "Medium", 0, false),
    ("特辣", "Very hot", 0, false),
];
const EXTRAS: Modifiers = &[
    ("加面", "More noodles", 150, false),
    ("加牛肉", "More beef", 350, false),
    ("卤蛋", "Soy egg", 120, false),
    ("荷包蛋", "Fried egg", 130, false),
    ("青菜", "Greens", 150, false),
    ("花生碎", "Crushed peanuts", 60, false),
    ("酸菜", "Pickled mustard greens", 90, false),
];
const WITHOUT: Modifiers = &[
    ("不要香菜", "No coriander", 0, false),
    ("不要葱", "No scallion", 0, false),
    ("不要花生", "No peanut", 0, false),
];
const SIZES: Modifiers = &[("中杯", "Regular", 0, true), ("大杯", "Large", 80, false)];
const SUGARS: Modifiers = &[
    ("全糖", "Full sugar", 0, false),
    ("七分糖", "70 % sugar", 0, true),
    ("半糖", "Half sugar", 0, false),
    ("三分糖", "30 % sugar", 0, false),
    ("无糖", "No sugar", 0, false),
];
const ICES: Modifiers = &[
    ("正常冰", "Normal ice", 0, true),
    ("少冰", "Less ice", 0, false),
    ("去冰", "No ice", 0, false),
    ("热", "Hot", 0, false),
];
const TOPPINGS: Modifiers = &[
    ("珍珠", "Tapioca pearls", 70, false),
    ("椰果", "Coconut jelly", 60, false),
    ("仙草", "Grass jelly", 60, false),
    ("红豆", "Red beans", 70, false),
    ("芋圆", "Taro balls", 90, false),
    ("奶盖", "Salted cream", 110, false),
];
const COOKING: Modifiers = &[("水煮", "Boiled", 0, true), ("煎", "Pan-fried", 50, false)];
