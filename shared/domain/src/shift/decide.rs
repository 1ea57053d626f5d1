//! May a drawer session begin or end?

use super::{
    CASH_MAX, CashMovement, Counted, DENOMINATIONS_MAX, MovementKind, REASON_CHARS_MAX, Shift,
    ShiftState,
};
use crate::actor::{Context, Permission};
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

/// Ends a drawer session with a count. Orders that the terminal opened and that are still open keep
/// it from ending, training not counted, unless they may stay.
///
/// # Errors
/// Refused when there is no such session, it is closed already or somebody else's terminal's, orders
/// are open, or the count is out of range or not what its notes and coins come to.
pub fn close(state: &State, ask: &Closing<'_>, context: &Context) -> Result<Decision, Rejection> {
    let shift_id = ask.shift_id;
    let shift = running(state, shift_id, context)?;
    let counted = in_range(ask.counted)?;
    counts_up(ask.denominations, counted)?;
    let count = state.counters().open_on.get(&shift.device_id).copied().unwrap_or_default();
    if count > 0 && !ask.leave_orders {
        return Err(Rejection::OrdersOpen { count });
    }
    let over_short = counted.checked_sub(shift.expected).ok_or(Rejection::AmountOverflow)?;
    let event = Event::ShiftClosed {
        shift_id,
        expected: shift.expected,
        counted,
        denominations: ask.denominations.to_vec(),
        printer: state.settings.receipt_printer.clone().filter(|_| ask.print),
    };
    let over_short = Some(over_short);
    let result = CommandResult::Shift { shift_id, expected: shift.expected, over_short };
    Ok(Decision::of(vec![event], result))
}

/// Puts cash into the drawer or takes it out, without a sale. The answer does not tell what should
/// be in the drawer, so that the count stays blind.
///
/// # Errors
/// Refused when the session does not run, the amount or the reason is out of range, more goes out
/// than is in, or the role may not without approval.
pub fn move_cash(
    state: &State,
    ask: &MovingCash<'_>,
    context: &Context,
) -> Result<Decision, Rejection> {
    let (shift_id, amount) = (ask.shift_id, ask.amount);
    if matches!(ask.kind, MovementKind::TopUp | MovementKind::ValuePaidOut) {
        // It is some member's money: it moves with their ledger or not at all.
        return Err(Rejection::NoMember);
    }
    let shift = running(state, shift_id, context)?;
    if shift.movements.iter().any(|known| known.id == ask.movement_id) {
        return Err(Rejection::MovementExists { movement_id: ask.movement_id });
    }
    let most = match ask.kind {
        MovementKind::PayIn | MovementKind::TopUp => CASH_MAX.checked_sub(shift.expected),
        MovementKind::PayOut | MovementKind::Drop | MovementKind::ValuePaidOut => {
            Some(shift.expected)
        }
    };
    if amount <= Money::ZERO || amount > most.unwrap_or_default() {
        return Err(Rejection::MovementOutOfRange { amount });
    }
    let reason = reason_of(ask)?;
    let alone = match ask.kind {
        MovementKind::PayOut => amount <= state.settings.trade.policy.cashier_pay_out,
        MovementKind::PayIn
        | MovementKind::Drop
        | MovementKind::TopUp
        | MovementKind::ValuePaidOut => true,
    };
    let approved_by = state.allow(Permission::RunShift, alone, context)?;
    let movement = CashMovement {
        id: ask.movement_id,
        kind: ask.kind,
        amount,
        reason,
        by: context.actor.staff_id(),
        approved_by,
        at: context.now,
    };
    let open_drawer = state.settings.drawer_printer.clone();
    let event = Event::CashMoved { shift_id, movement, open_drawer };
    Ok(Decision::of(vec![event], CommandResult::Done))
}

/// Opens the drawer without a sale. It is noted where a store has no drawer that opens by itself,
/// too: somebody turned the key.
///
/// # Errors
/// Refused when the session does not run.
pub fn open_drawer(
    state: &State,
    shift_id: ShiftId,
    context: &Context,
) -> Result<Decision, Rejection> {
    running(state, shift_id, context)?;
    let open_drawer = state.settings.drawer_printer.clone();
    Ok(Decision::of(vec![Event::DrawerOpened { shift_id, open_drawer }], CommandResult::Done))
}

/// Gives a running drawer to somebody else. Nothing happens when they have it already.
///
/// # Errors
/// Refused when the session does not run, or the other is unknown or may not run a shift.
pub fn hand_over(
    state: &State,
    shift_id: ShiftId,
    to: StaffId,
    context: &Context,
) -> Result<Decision, Rejection> {
    let shift = running(state, shift_id, context)?;
    let other = state.staff(to).ok_or(Rejection::UnknownStaff { staff_id: to })?;
    if !Permission::RunShift.is_given_to(other.role) {
        return Err(Rejection::NotPermitted);
    }
    let from = shift.held_by.or(shift.opened_by);
    let events = if from == Some(to) {
        Vec::new()
    } else {
        vec![Event::ShiftHandedOver { shift_id, from, to }]
    };
    Ok(Decision::of(events, CommandResult::Done))
}

/// A session that runs, on the asking terminal; who may close the day reaches every drawer.
fn running<'a>(
    state: &'a State,
    shift_id: ShiftId,
    context: &Context,
) -> Result<&'a Shift, Rejection> {
    let shift = state.shift(shift_id).ok_or(Rejection::UnknownShift { shift_id })?;
    match shift.state {
        ShiftState::Open => {}
        ShiftState::Closed { .. } => return Err(Rejection::ShiftNotOpen { shift_id }),
    }
    if shift.device_id != context.device {
        state.permit(Permission::CloseDay, context)?;
    }
    Ok(shift)
}

/// Whether notes and coins come to what was counted. None at all is a count without them.
fn counts_up(denominations: &[Counted], counted: Money) -> Result<(), Rejection> {
    if denominations.is_empty() {
        return Ok(());
    }
    if denominations.len() > DENOMINATIONS_MAX {
        let most = u32::try_from(DENOMINATIONS_MAX).unwrap_or(u32::MAX);
        return Err(Rejection::BatchTooLarge { most });
    }
    if let Some(bad) = denominations.iter().find(|one| one.value <= Money::ZERO) {
        return Err(Rejection::CountOutOfRange { amount: bad.value });
    }
    let each = denominations.iter().map(|one| one.value.checked_mul(one.count));
    let sum = each.collect::<Option<Vec<_>>>().and_then(Money::sum);
    let sum = sum.ok_or(Rejection::AmountOverflow)?;
    if sum == counted { Ok(()) } else { Err(Rejection::CountDoesNotSum { counted, sum }) }
}

/// What a movement is for, without blanks around it.
fn reason_of(ask: &MovingCash<'_>) -> Result<String, Rejection> {
    let reason = ask.reason.trim();
    let may_be_empty = match ask.kind {
        MovementKind::Drop | MovementKind::TopUp | MovementKind::ValuePaidOut => true,
        MovementKind::PayIn | MovementKind::PayOut => false,
    };
    let fits = reason.chars().count() <= REASON_CHARS_MAX
        && !reason.chars().any(char::is_control)
        && (may_be_empty || !reason.is_empty());
    if fits {
        return Ok(reason.to_owned());
    }
    Err(Rejection::WordsInvalid { most: u32::try_from(REASON_CHARS_MAX).unwrap_or(u32::MAX) })
}

fn in_range(cash: Money) -> Result<Money, Rejection> {
    if cash.is_negative() || cash > CASH_MAX {
        return Err(Rejection::CountOutOfRange { amount: cash });
    }
    Ok(cash)
}
