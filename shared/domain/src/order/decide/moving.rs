//! Lines that go from one order to another: transfer and merge.

use crate::Rejection;
use crate::actor::Context;
use crate::id::{LineId, OrderId};
use crate::order::OrderDetails;
use crate::store::{Decision, State};

/// What a terminal asks for when it moves lines.
pub struct Moving<'a> {
    /// From which order, and the revision of it that the asker saw.
    pub from: (OrderId, u32),
    /// To which order, and the revision of it that the asker saw.
    pub to: (OrderId, u32),
    /// Which lines; empty for all.
    pub line_ids: &'a [LineId],
    /// What a new order is like; `None` when the other order is there already.
    pub open: Option<&'a OrderDetails>,
}

/// Moves lines to another order, tickets and all.
///
/// # Errors
/// Refused when either order is not open, was changed meanwhile, is split or has money on it.
pub fn move_lines(
    _state: &State,
    _ask: &Moving<'_>,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}
