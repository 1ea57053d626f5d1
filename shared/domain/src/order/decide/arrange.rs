//! Seats, courses, tables, labels: what is said about an order and its lines without changing what
//! they cost.

use crate::Rejection;
use crate::actor::Context;
use crate::id::{LineId, OrderId};
use crate::order::OrderDetails;
use crate::store::{Decision, State};

/// Says at which seat and in which course lines are.
///
/// # Errors
/// Refused when the order is not open or was changed meanwhile, a line is unknown or struck, or the
/// seat or course is out of range.
pub fn arrange(
    _state: &State,
    _order_id: OrderId,
    _revision: u32,
    _line_ids: &[LineId],
    _seat: Option<u32>,
    _course: Option<u32>,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}

/// Says anew at which table an order is, for how many, and so on.
///
/// # Errors
/// Refused when the order is not open or was changed meanwhile, or the details are not sound.
pub fn change_details(
    _state: &State,
    _order_id: OrderId,
    _revision: u32,
    _details: &OrderDetails,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}
