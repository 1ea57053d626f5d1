//! Held lines that fire by themselves.

use crate::actor::Context;
use crate::id::{LineId, OrderId};
use crate::store::{Decision, State};
use crate::{Rejection, Timestamp};

/// Has held lines fired at a time, or no longer.
///
/// # Errors
/// Refused when the order is not open, a line is not held, or the time is past or too far away.
pub fn schedule_fire(
    _state: &State,
    _order_id: OrderId,
    _line_ids: &[LineId],
    _at: Option<Timestamp>,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}

/// Fires the held lines whose time has come.
///
/// # Errors
/// Refused when the order is not open or none is due.
pub fn fire_due(
    _state: &State,
    _order_id: OrderId,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}
