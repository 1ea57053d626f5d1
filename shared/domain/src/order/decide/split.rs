//! Splitting an order into checks, and joining them again.

use crate::Rejection;
use crate::actor::Context;
use crate::id::{CheckId, OrderId};
use crate::order::SplitBy;
use crate::store::{Decision, State};

/// Splits what is not on a check yet.
///
/// # Errors
/// Refused when the order is not open or was changed meanwhile, or the split cannot be made.
pub fn split(
    _state: &State,
    _order_id: OrderId,
    _revision: u32,
    _by: &SplitBy,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}

/// Gives checks that nobody paid on back to the rest.
///
/// # Errors
/// Refused when the order is not open or was changed meanwhile, a check is unknown, or somebody
/// paid on it.
pub fn join(
    _state: &State,
    _order_id: OrderId,
    _revision: u32,
    _check_ids: &[CheckId],
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}
