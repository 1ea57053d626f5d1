//! May an item be 86'd, counted down, sold?

use super::{Availability, COUNTDOWN_MAX};
use crate::command::CommandResult;
use crate::id::ItemId;
use crate::store::{Decision, State};
use crate::{Event, Rejection};

/// Says whether an item can be had.
///
/// # Errors
/// Refused when the item is unknown or the countdown out of range.
pub fn set(
    state: &State,
    item_id: ItemId,
    availability: Availability,
) -> Result<Decision, Rejection> {
    state.menu().item(item_id).ok_or(Rejection::UnknownItem { item_id })?;
    if let Availability::Countdown { left } = availability
        && left > COUNTDOWN_MAX
    {
        return Err(Rejection::QuantityOutOfRange { quantity: left, most: COUNTDOWN_MAX });
    }
    let events = if state.stock(item_id).availability == availability {
        Vec::new()
    } else {
        vec![Event::AvailabilitySet { item_id, availability }]
    };
    Ok(Decision::of(events, CommandResult::Done))
}
