//! Giving money back on a closed order.

use crate::Rejection;
use crate::actor::Context;
use crate::id::{OrderId, RefundId, TenderId};
use crate::order::{RefundLine, RefundReason, RefundTender, TenderOutcome};
use crate::store::{Decision, State};

/// What a terminal asks for when it gives money back.
pub struct Refunding<'a> {
    /// On which order.
    pub order_id: OrderId,
    /// The revision that the asker saw.
    pub revision: u32,
    /// Minted by the terminal.
    pub refund_id: RefundId,
    /// What.
    pub lines: &'a [RefundLine],
    /// To which tenders.
    pub tenders: &'a [RefundTender],
    /// Why.
    pub reason: RefundReason,
    /// Whether a receipt of it is printed.
    pub print_receipt: bool,
}

/// Gives money back.
///
/// # Errors
/// Refused when the order is not closed or was changed meanwhile, more is asked than was sold or
/// paid, the tenders do not come to what the lines do, or the role may not without approval.
pub fn refund(
    _state: &State,
    _ask: &Refunding<'_>,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}

/// Notes what another machine answered about giving money back.
///
/// # Errors
/// Refused when there is nothing of that refund to settle.
pub fn resolve_refund(
    _state: &State,
    _which: (OrderId, RefundId, TenderId),
    _outcome: &TenderOutcome,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}
