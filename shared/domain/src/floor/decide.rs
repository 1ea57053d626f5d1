//! May the floor be drawn so; may a table be cleared?

use std::collections::BTreeSet;

use super::{AREAS_MAX, FloorPlan, GRID_MAX, TABLE_SEATS_MAX, TABLES_MAX, Table};
use crate::command::CommandResult;
use crate::store::{Decision, Record, State};
use crate::{Code, Event, Rejection};

/// Characters in a table's name at most.
const TABLE_NAME_CHARS_MAX: usize = 12;

/// Says that a table is clean again.
///
/// # Errors
/// Refused when there is no such table.
pub fn clear(state: &State, table: &Code) -> Result<Decision, Rejection> {
    let known = state.floor().tables.iter().any(|known| known.code == *table);
    let dirty = state.table(table).dirty_since.is_some();
    if !known && !dirty {
        return Err(Rejection::UnknownTable { table: table.clone() });
    }
    let events =
        if dirty { vec![Event::TableCleared { table: table.clone() }] } else { Vec::new() };
    Ok(Decision::of(events, CommandResult::Done))
}

/// Draws the floor anew.
///
/// # Errors
/// Refused when the plan was changed meanwhile or does not hold together, with every problem.
pub fn publish(state: &State, plan: &FloorPlan) -> Result<Decision, Rejection> {
    let now = state.floor().version;
    if plan.version != now {
        return Err(Rejection::FloorPlanChanged { seen: plan.version, now });
    }
    let problems = problems_of(plan);
    if !problems.is_empty() {
        return Err(Rejection::FloorPlanInvalid { problems });
    }
    let next = FloorPlan { version: now + 1, ..plan.clone() };
    Ok(Decision {
        events: vec![Event::FloorPlanChanged { version: next.version }],
        records: vec![Record::FloorPlan(next)],
        result: CommandResult::Done,
    })
}

fn problems_of(plan: &FloorPlan) -> Vec<String> {
    let mut problems = Vec::new();
    if plan.areas.len() > AREAS_MAX {
        problems.push(format!("there are more than {AREAS_MAX} areas: remove some"));
    }
    if plan.tables.len() > TABLES_MAX {
        problems.push(format!("there are more than {TABLES_MAX} tables: remove some"));
        return problems;
    }
    let mut areas = BTreeSet::new();
    for area in &plan.areas {
        if !area.names.are_sound() {
            problems.push(format!("area {}: give it a name in both languages", area.code));
        }
        if !areas.insert(&area.code) {
            problems.push(format!("area {} stands twice: remove one", area.code));
        }
    }
    let mut tables = BTreeSet::new();
    for (index, table) in plan.tables.iter().enumerate() {
        if !tables.insert(&table.code) {
            problems.push(format!("table {} stands twice: remove one", table.code));
        }
        if !areas.contains(&table.area) {
            problems.push(format!("table {}: there is no area {}", table.name, table.area));
        }
        table_problems(table, &mut problems);
        for other in &plan.tables[..index] {
            if overlap(table, other) {
                let (one, two) = (&other.name, &table.name);
                problems.push(format!("tables {one} and {two} stand on one another: move one"));
            }
        }
    }
    problems
}

fn table_problems(table: &Table, problems: &mut Vec<String>) {
    let name = table.name.trim();
    let named = (1..=TABLE_NAME_CHARS_MAX).contains(&name.chars().count())
        && !name.chars().any(char::is_control);
    if !named {
        problems.push(format!(
            "table {}: give it a name of 1 to {TABLE_NAME_CHARS_MAX} characters",
            table.code
        ));
    }
    if !(1..=TABLE_SEATS_MAX).contains(&table.seats) {
        problems.push(format!("table {name}: give it 1 to {TABLE_SEATS_MAX} seats"));
    }
    let inside = table.width >= 1
        && table.height >= 1
        && table.x.saturating_add(table.width) <= GRID_MAX
        && table.y.saturating_add(table.height) <= GRID_MAX;
    if !inside {
        problems.push(format!("table {name}: it stands outside its area, move it in"));
    }
}

/// Whether two tables stand on one another.
fn overlap(one: &Table, two: &Table) -> bool {
    let apart = one.x.saturating_add(one.width) <= two.x
        || two.x.saturating_add(two.width) <= one.x
        || one.y.saturating_add(one.height) <= two.y
        || two.y.saturating_add(two.height) <= one.y;
    one.area == two.area && !apart
}
