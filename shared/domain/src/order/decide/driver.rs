//! Money from other machines: asked for, asked about again, called off, and what they answer.

use crate::actor::Context;
use crate::id::{OrderId, TenderId};
use crate::order::TenderOutcome;
use crate::store::{Decision, State};
use crate::{Command, Rejection};

/// Answers `AskTender`, `AskTenderAgain` and `CancelTender`.
///
/// # Errors
/// Refused when the order is not open, the driver or the charge is unknown, or the tender breaks a
/// rule.
pub fn by_driver(
    _state: &State,
    _order_id: OrderId,
    _tender_id: TenderId,
    _ask: &Command,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}

/// Notes what another machine answered about a charge.
///
/// # Errors
/// Refused when there is no such charge: it was settled before.
pub fn resolve(
    _state: &State,
    _order_id: OrderId,
    _tender_id: TenderId,
    _outcome: &TenderOutcome,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}
