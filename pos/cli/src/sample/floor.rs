//! The sample shop seen from above: a room, a bar and four tables in the lane.

use domain::Names;
use domain::floor::{Area, FloorPlan, Table, TableShape};

use super::code;

/// Area, code, name, shape, seats, x, y, width, height.
type Place = (&'static str, &'static str, &'static str, TableShape, u32, u32, u32, u32, u32);

const PLACES: [Place; 16] = [
    ("room", "t1", "1", TableShape::Square, 2, 4, 6, 12, 12),
    ("room", "t2", "2", TableShape::Square, 2, 24, 6, 12, 12),
    ("room", "t3", "3", TableShape::Square, 4, 44, 6, 18, 12),
    ("room", "t4", "4", TableShape::Square, 4, 70, 6, 18, 12),
    ("room", "t5", "5", TableShape::Round, 4, 4, 32, 16, 16),
    ("room", "t6", "6", TableShape::Round, 4, 30, 32, 16, 16),
    ("room", "t7", "7", TableShape::Square, 6, 56, 32, 28, 14),
    ("room", "t8", "8", TableShape::Square, 8, 4, 60, 36, 14),
    ("room", "b1", "B1", TableShape::Stool, 1, 52, 62, 8, 8),
    ("room", "b2", "B2", TableShape::Stool, 1, 64, 62, 8, 8),
    ("room", "b3", "B3", TableShape::Stool, 1, 76, 62, 8, 8),
    ("room", "b4", "B4", TableShape::Stool, 1, 88, 62, 8, 8),
    ("lane", "l1", "L1", TableShape::Round, 2, 6, 10, 14, 14),
    ("lane", "l2", "L2", TableShape::Round, 2, 30, 10, 14, 14),
    ("lane", "l3", "L3", TableShape::Square, 4, 54, 10, 18, 14),
    ("lane", "l4", "L4", TableShape::Square, 4, 78, 10, 18, 14),
];

/// The plan that the demo begins with.
pub fn floor_plan() -> FloorPlan {
    let area =
        |area: &str, zh: &str, en: &str| Area { code: code(area), names: Names::new(zh, en) };
    FloorPlan {
        version: 0,
        areas: vec![area("room", "店内", "Room"), area("lane", "巷边", "Lane")],
        tables: PLACES
            .iter()
            .map(|&(area, table, name, shape, seats, x, y, width, height)| Table {
                code: code(table),
                name: name.to_owned(),
                area: code(area),
                shape,
                seats,
                x,
                y,
                width,
                height,
            })
            .collect(),
    }
}
