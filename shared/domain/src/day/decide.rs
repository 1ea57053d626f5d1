//! May the day be closed, signed, printed?

use crate::Rejection;
use crate::actor::Context;
use crate::command::ReportAsked;
use crate::store::{Decision, State};

/// Closes the day with a Z.
///
/// # Errors
/// Refused when a shift runs, orders are open and may not stay so, or another machine still owes an
/// answer about money.
pub fn close(
    _state: &State,
    _leave_orders: bool,
    _print: bool,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}

/// Prints a report.
///
/// # Errors
/// Refused when there is no such shift or Z, or no printer for it.
pub fn print(_state: &State, _report: ReportAsked) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}

/// Notes that the store's signer vouches for a Z.
///
/// # Errors
/// Refused when there is no such Z or it is signed already.
pub fn sign(
    _state: &State,
    _number: u64,
    _public_key: &str,
    _signature: &str,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}

/// Notes that the store's signer cannot vouch for a Z now.
///
/// # Errors
/// Refused when there is no such Z or it is signed already.
pub fn note_outage(_state: &State, _number: u64, _reason: &str) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}
