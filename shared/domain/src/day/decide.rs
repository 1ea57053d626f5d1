//! May the day be closed, signed, printed?

use super::{Signing, ZReport, hash_of};
use crate::actor::Context;
use crate::chain::Hash;
use crate::command::{CommandResult, ReportAsked};
use crate::order::pending::OUTCOME_CHARS_MAX;
use crate::store::{Decision, State};
use crate::{Event, Rejection};

/// Closes the day with a Z. It never waits for a payment machine, for HQ or for the signer, so that
/// it closes with the internet away: what a machine still owes an answer about is on an open order.
///
/// # Errors
/// Refused when a shift runs, or orders are open (training not counted) and may not stay so.
pub fn close(
    state: &State,
    leave_orders: bool,
    print: bool,
    context: &Context,
) -> Result<Decision, Rejection> {
    let shifts = u32::try_from(state.running_shifts().count()).unwrap_or(u32::MAX);
    if shifts > 0 {
        return Err(Rejection::ShiftsOpen { count: shifts });
    }
    let counters = state.counters();
    if counters.open_orders > 0 && !leave_orders {
        return Err(Rejection::OrdersOpen { count: counters.open_orders });
    }
    let takings = state.takings().clone();
    let net = takings.net().ok_or(Rejection::AmountOverflow)?;
    let mut report = ZReport {
        number: counters.z_number + 1,
        business_day: state.business_day(context.now),
        at: context.now,
        takings,
        perpetual: counters.perpetual.checked_add(net).ok_or(Rejection::AmountOverflow)?,
        open_orders: counters.open_orders,
        hq_confirmed_seq: state.hq_confirmed_seq(),
        previous_hash: counters.z_hash.unwrap_or(Hash::ZERO),
        hash: Hash::ZERO,
    };
    report.hash = hash_of(&report);
    let result = CommandResult::Day { number: report.number, net };
    let printer = state.settings.receipt_printer.clone().filter(|_| print);
    Ok(Decision::of(vec![Event::DayClosed { report: Box::new(report), printer }], result))
}

/// Prints a report.
///
/// # Errors
/// Refused when there is no such shift or Z, or no printer for it.
pub fn print(state: &State, report: ReportAsked) -> Result<Decision, Rejection> {
    match report {
        ReportAsked::Shift { shift_id } => {
            state.shift(shift_id).ok_or(Rejection::UnknownShift { shift_id })?;
        }
        ReportAsked::Day { number } => {
            state.closed_day(number).ok_or(Rejection::UnknownDay { number })?;
        }
        ReportAsked::Takings => {}
    }
    let printer = state.settings.receipt_printer.clone().ok_or(Rejection::NoReportPrinter)?;
    Ok(Decision::of(vec![Event::ReportPrinted { report, printer }], CommandResult::Done))
}

/// Notes that the store's signer vouches for a Z, the first time or after an outage.
///
/// # Errors
/// Refused when there is no such Z or it is signed already.
pub fn sign(
    state: &State,
    number: u64,
    public_key: &str,
    signature: &str,
) -> Result<Decision, Rejection> {
    unsigned(state, number)?;
    let (public_key, signature) = (public_key.to_owned(), signature.to_owned());
    let event = Event::DaySigned { number, public_key, signature };
    Ok(Decision::of(vec![event], CommandResult::Done))
}

/// Notes that the store's signer cannot vouch for a Z now. Nothing happens when the same outage is
/// noted again. Control characters and what is past [`OUTCOME_CHARS_MAX`] are cut from the reason.
///
/// # Errors
/// Refused when there is no such Z or it is signed already.
pub fn note_outage(state: &State, number: u64, reason: &str) -> Result<Decision, Rejection> {
    let known = unsigned(state, number)?;
    let printable = reason.chars().filter(|one| !one.is_control());
    let reason: String = printable.take(OUTCOME_CHARS_MAX).collect();
    let again = match known {
        Signing::Outage { reason: before, .. } => *before == reason,
        Signing::Waiting | Signing::Signed { .. } => false,
    };
    let events = if again { Vec::new() } else { vec![Event::SignerOutage { number, reason }] };
    Ok(Decision::of(events, CommandResult::Done))
}

/// How far the signing of a Z is that nobody vouches for yet.
fn unsigned(state: &State, number: u64) -> Result<&Signing, Rejection> {
    let day = state.closed_day(number).ok_or(Rejection::UnknownDay { number })?;
    match day.signing {
        Signing::Waiting | Signing::Outage { .. } => Ok(&day.signing),
        Signing::Signed { .. } => Err(Rejection::DayAlreadySigned { number }),
    }
}
