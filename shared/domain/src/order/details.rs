//! What an order and a line carry besides items and prices: table, seat, course, words.

use serde::{Deserialize, Serialize};

use crate::catalogue::Allergen;
use crate::id::{ItemId, SizeId};
use crate::order::LineModifier;
use crate::{Code, Money, Names, Timestamp, is_default};

/// Characters in a note at most.
pub const NOTE_CHARS_MAX: usize = 140;
/// Characters in the label of a parked order at most.
pub const LABEL_CHARS_MAX: usize = 40;
/// Guests at a table at most.
pub const GUESTS_MAX: u32 = 99;

/// Words about a line or an order. Never about a person, and never a card number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// 1 to [`NOTE_CHARS_MAX`] characters.
    pub text: String,
    /// Whether the kitchen reads it too, or only the staff in front.
    pub for_kitchen: bool,
}

/// What is known of an order besides its lines. What is absent does not apply.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct OrderDetails {
    /// At which table.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub table: Option<Code>,
    /// How many guests, 1 to [`GUESTS_MAX`].
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub guests: Option<u32>,
    /// What a parked order or a tab is called by, 1 to [`LABEL_CHARS_MAX`] characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub label: Option<String>,
    /// Words about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub note: Option<Note>,
    /// When the guest will come for it: the beginning of a pickup slot.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub pickup_at: Option<Timestamp>,
    /// Whether it is only for practice: marked everywhere, outside every total.
    #[serde(skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub training: bool,
}

/// One part of a combo, as it was rung.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LinePart {
    /// What.
    pub item_id: ItemId,
    /// What it was called, its size included.
    pub names: Names,
    /// What it added to the unit price, its modifiers not counted.
    pub extra: Money,
    /// What was chosen with it.
    pub modifiers: Vec<LineModifier>,
    /// Where it is made.
    pub stations: Vec<Code>,
    /// What is in it that may make somebody ill.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub allergens: Vec<Allergen>,
    /// In which size, where the choice had one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub size_id: Option<SizeId>,
    /// Which choice group of the combo it answers, counted from 0.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub group: u32,
}

/// The size a line was rung in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LineSize {
    /// Which.
    pub size_id: SizeId,
    /// What it was called.
    pub names: Names,
}

/// What a line carries besides item, price and route. What is absent does not apply.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct LineDetails {
    /// The category it was sold in, for reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub category: Option<Code>,
    /// Which size.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub size: Option<LineSize>,
    /// The parts of a combo.
    #[serde(skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub parts: Vec<LinePart>,
    /// How many grams; the unit price is then per kilogram.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub grams: Option<u32>,
    /// Whose it is at the table, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub seat: Option<u32>,
    /// With what it is served, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub course: Option<u32>,
    /// Words about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub note: Option<Note>,
    /// When a held line fires by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub fire_at: Option<Timestamp>,
    /// What is in it that may make somebody ill.
    #[serde(skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub allergens: Vec<Allergen>,
    /// Whether it counts against a countdown or a limit per day or member.
    #[serde(skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub limited: bool,
    /// How many of it were given back.
    #[serde(skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub refunded: u32,
}
