//! May the floor be drawn so; may a table be cleared?

use super::FloorPlan;
use crate::store::{Decision, State};
use crate::{Code, Rejection};

/// Says that a table is clean again.
///
/// # Errors
/// Refused when there is no such table.
pub fn clear(_state: &State, _table: &Code) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}

/// Draws the floor anew.
///
/// # Errors
/// Refused when the plan was changed meanwhile or does not hold together, with every problem.
pub fn publish(_state: &State, _plan: &FloorPlan) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}
