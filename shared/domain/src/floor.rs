//! The floor plan: areas and tables, and whether a table must be cleaned.
//!
//! The plan is plain versioned data, like the catalogue. Who sits where follows from the open
//! orders; only *must be cleaned* is a state of its own.

pub mod decide;

use serde::{Deserialize, Serialize};

use crate::{Code, Names, Timestamp, is_default};

/// Areas of a store at most.
pub const AREAS_MAX: usize = 20;
/// Tables of a store at most.
pub const TABLES_MAX: usize = 300;
/// Width and height of an area's drawing, in steps of its grid.
pub const GRID_MAX: u32 = 100;
/// Seats at one table at most.
pub const TABLE_SEATS_MAX: u32 = 50;

/// What a table looks like from above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TableShape {
    /// Four corners.
    #[default]
    Square,
    /// No corners.
    Round,
    /// A place at the bar.
    Stool,
}

/// A part of the store: the room, the terrace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Which.
    pub code: Code,
    /// What it is called.
    pub names: Names,
}

/// A table and where it stands, in steps of the area's grid from its upper left corner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Which; orders and addresses name it by this.
    pub code: Code,
    /// What staff call it, 1 to 12 characters: `12`, `窗边2`.
    pub name: String,
    /// In which area.
    pub area: Code,
    /// What it looks like.
    pub shape: TableShape,
    /// How many sit at it.
    pub seats: u32,
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// Steps wide, at least 1.
    pub width: u32,
    /// Steps high, at least 1.
    pub height: u32,
}

/// All areas and tables, as of one version.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct FloorPlan {
    /// Rises by one with each change; 0 is a store without tables.
    pub version: u32,
    /// In the order shown.
    pub areas: Vec<Area>,
    /// In the order drawn.
    pub tables: Vec<Table>,
}

/// What is known of a table besides the orders at it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TableState {
    /// Since when it must be cleaned.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub dirty_since: Option<Timestamp>,
}

/// A table and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TableRow {
    /// Which table.
    pub code: Code,
    /// What is known of it.
    pub state: TableState,
}
