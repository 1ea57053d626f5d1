//! May a drawer session begin or end?

use super::{CASH_MAX, Shift, ShiftState};
use crate::actor::Context;
use crate::command::CommandResult;
use crate::id::ShiftId;
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

/// Ends a drawer session with a count.
///
/// # Errors
/// Refused when there is no such session, it is closed already, or the count is out of range.
pub fn close(state: &State, shift_id: ShiftId, counted: Money) -> Result<Decision, Rejection> {
    let shift = state.shift(shift_id).ok_or(Rejection::UnknownShift { shift_id })?;
    match shift.state {
        ShiftState::Open => {}
        ShiftState::Closed { .. } => return Err(Rejection::ShiftNotOpen { shift_id }),
    }
    let counted = in_range(counted)?;
    let over_short = over_short(shift, counted).ok_or(Rejection::AmountOverflow)?;
    Ok(Decision::of(
        vec![Event::ShiftClosed { shift_id, expected: shift.expected, counted }],
        CommandResult::Shift { shift_id, expected: shift.expected, over_short: Some(over_short) },
    ))
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
