//! May an item be 86'd, counted down, sold?

use super::Availability;
use crate::Rejection;
use crate::id::ItemId;
use crate::store::{Decision, State};

/// Says whether an item can be had.
///
/// # Errors
/// Refused when the item is unknown or the countdown out of range.
pub fn set(
    _state: &State,
    _item_id: ItemId,
    _availability: Availability,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}
