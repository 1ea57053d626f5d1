//! Availability: what is 86'd, what is counted down, what was sold today.

pub mod decide;
pub mod evolve;

use serde::{Deserialize, Serialize};

use crate::id::ItemId;
use crate::{BusinessDay, is_default};

/// The highest countdown.
pub const COUNTDOWN_MAX: u32 = 9_999;

/// Whether an item can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Availability {
    /// It can.
    #[default]
    Available,
    /// It cannot, until somebody says otherwise.
    EightySix,
    /// As long as there are some left.
    Countdown {
        /// How many, 0 to [`COUNTDOWN_MAX`].
        left: u32,
    },
}

/// What is known of an item besides its entry in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Stock {
    /// Whether it can be had.
    pub availability: Availability,
    /// The business day that `sold` counts.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub business_day: Option<BusinessDay>,
    /// How many were ordered on that day and not struck; counted for items with a limit per day.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub sold: u32,
}

/// An item and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct StockRow {
    /// Which item.
    pub item_id: ItemId,
    /// What is known of it.
    pub stock: Stock,
}
