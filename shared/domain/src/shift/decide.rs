//! May a drawer session begin or end?

use super::{CASH_MAX, Counted, MovementKind, Shift, ShiftState};
use crate::actor::Context;
use crate::command::CommandResult;
use crate::id::{MovementId, ShiftId, StaffId};
use crate::store::{Decision, State};
use crate::{Event, Money, Rejection};

/// Begins a drawer session on the asking terminal.
///
/// # Errors
/// Refused when the id is taken, the terminal has one running, or the float is out of range.
pub fn open(
    state: &State,
    shift_id: ShiftId,
    float: Money,
    context: &Context,
) -> Result<Decision, Rejection> {
    if state.shift(shift_id).is_some() {
        return Err(Rejection::ShiftExists { shift_id });
    }
    if let Some(running) = state.open_shift(context.device) {
        return Err(Rejection::ShiftAlreadyOpen { shift_id: running.id });
    }
    let float = in_range(float)?;
    Ok(Decision::of(
        vec![Event::ShiftOpened { shift_id, float }],
        CommandResult::Shift { shift_id, expected: float, over_short: None },
    ))
}

/// What a terminal asks for when it ends a drawer session.
pub struct Closing<'a> {
    /// Which.
    pub shift_id: ShiftId,
    /// Cash counted.
    pub counted: Money,
    /// The notes and coins of it.
    pub denominations: &'a [Counted],
    /// Whether orders that the terminal opened may stay open.
    pub leave_orders: bool,
    /// Whether the report is printed.
    pub print: bool,
}

/// What a terminal asks for when cash moves without a sale.
pub struct MovingCash<'a> {
    /// In which shift.
    pub shift_id: ShiftId,
    /// Minted by the terminal.
    pub movement_id: MovementId,
    /// Which way.
    pub kind: MovementKind,
    /// How much.
    pub amount: Money,
    /// What for.
    pub reason: &'a str,
}

/// Ends a drawer session with a count.
///
/// # Errors
/// Refused when there is no such session, it is closed already, or the count is out of range.
pub fn close(state: &State, ask: &Closing<'_>) -> Result<Decision, Rejection> {
    let shift_id = ask.shift_id;
    let shift = state.shift(shift_id).ok_or(Rejection::UnknownShift { shift_id })?;
    match shift.state {
        ShiftState::Open => {}
        ShiftState::Closed { .. } => return Err(Rejection::ShiftNotOpen { shift_id }),
    }
    let counted = in_range(ask.counted)?;
    let over_short = over_short(shift, counted).ok_or(Rejection::AmountOverflow)?;
    let event = Event::ShiftClosed {
        shift_id,
        expected: shift.expected,
        counted,
        denominations: ask.denominations.to_vec(),
        printer: None,
    };
    let over_short = Some(over_short);
    let result = CommandResult::Shift { shift_id, expected: shift.expected, over_short };
    Ok(Decision::of(vec![event], result))
}

/// Puts cash into the drawer or takes it out, without a sale.
///
/// # Errors
/// Refused when the session does not run, the amount or the reason is out of range, more goes out
/// than is in, or the role may not without approval.
pub fn move_cash(
    _state: &State,
    _ask: &MovingCash<'_>,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}

/// Opens the drawer without a sale.
///
/// # Errors
/// Refused when the session does not run.
pub fn open_drawer(
    _state: &State,
    _shift_id: ShiftId,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}

/// Gives a running drawer to somebody else.
///
/// # Errors
/// Refused when the session does not run, or the other is unknown or may not run a shift.
pub fn hand_over(
    _state: &State,
    _shift_id: ShiftId,
    _to: StaffId,
    _context: &Context,
) -> Result<Decision, Rejection> {
    Err(Rejection::NotPermitted)
}

fn over_short(shift: &Shift, counted: Money) -> Option<Money> {
    counted.checked_sub(shift.expected)
}

fn in_range(cash: Money) -> Result<Money, Rejection> {
    if cash.is_negative() || cash > CASH_MAX {
        return Err(Rejection::CountOutOfRange { amount: cash });
    }
    Ok(cash)
}
