//! How large a catalogue and its parts may be. The office's editor has the same numbers.

use crate::Money;

/// The highest price of one unit, in minor units; keeps every sum of an order below 2^53.
pub const PRICE_MAX: Money = Money::from_minor(1_000_000_000);
/// Parts per million of the highest rate: 100 %.
pub const RATE_PPM_MAX: u32 = 1_000_000;

/// Stations at most.
pub const STATIONS_MAX: usize = 50;
/// Seconds after which a ticket's age may turn, at most: a day.
pub const STATION_AGE_S_MAX: u32 = 86_400;
/// Seconds in which a screen must show a new ticket, at most.
pub const SHOWN_WITHIN_S_MAX: u32 = 600;
/// Categories at most.
pub const CATEGORIES_MAX: usize = 500;
/// Tax rates at most.
pub const TAX_RATES_MAX: usize = 50;
/// Minutes that a guest may be told to wait, at most: a day.
pub const QUOTE_MINUTES_MAX: u32 = 1_440;

/// Modifier groups of a catalogue at most.
pub const MODIFIER_GROUPS_MAX: usize = 2_000;
/// Modifiers in one group at most.
pub const GROUP_MODIFIERS_MAX: usize = 100;

/// Items in a catalogue at most.
pub const ITEMS_MAX: usize = 25_000;
/// Modifier groups of an item at most.
pub const ITEM_GROUPS_MAX: usize = 20;
/// Sizes of an item at most.
pub const SIZES_MAX: usize = 12;
/// Barcodes of an item or a size at most.
pub const BARCODES_MAX: usize = 12;
/// Characters of a barcode at most: Code 128 and what scanners make of a QR code.
pub const BARCODE_CHARS_MAX: usize = 64;
/// Characters of a stock-keeping code at most.
pub const SKU_CHARS_MAX: usize = 64;
/// Price rules of an item at most.
pub const PRICE_RULES_MAX: usize = 24;
/// Choice groups of a combo at most.
pub const COMBO_GROUPS_MAX: usize = 10;
/// Choices in one group of a combo at most.
pub const COMBO_CHOICES_MAX: usize = 60;
/// Items to offer instead of another at most.
pub const SUBSTITUTES_MAX: usize = 20;
/// Seconds that making an item may take at most: a day.
pub const PREP_S_MAX: u32 = 86_400;
/// The highest limit on how many of an item are sold on one day.
pub const SOLD_MAX: u32 = 1_000_000;
