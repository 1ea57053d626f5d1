//! Discounts, comps and the service charge.

use crate::Rejection;
use crate::actor::Context;
use crate::id::{OrderId, ReductionId};
use crate::order::NewReduction;
use crate::store::{Decision, State};

/// Takes off part of a price, or all of it.
///
/// # Errors
/// Refused when the order is not open or was changed meanwhile, the reduction is out of range, or
/// the role may not give it without approval.
pub fn reduce(
    _state: &State,
    _order_id: OrderId,
    _revision: u32,
    _ask: &NewReduction,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}

/// Takes a reduction back.
///
/// # Errors
/// Refused when the order is not open or was changed meanwhile, or there is no such reduction.
pub fn remove_reduction(
    _state: &State,
    _order_id: OrderId,
    _revision: u32,
    _reduction_id: ReductionId,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}

/// Sets the service charge.
///
/// # Errors
/// Refused when the order is not open or was changed meanwhile, the rate is out of range, or the
/// role may not without approval.
pub fn set_service(
    _state: &State,
    _order_id: OrderId,
    _revision: u32,
    _ppm: u32,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}
