//! Held lines that fire by themselves.

use super::{Draft, fire_held, open_order};
use crate::actor::Context;
use crate::id::{LineId, OrderId};
use crate::order::LineState;
use crate::store::{Decision, State};
use crate::{Event, Rejection, Timestamp};

/// How far ahead a firing may be set, in milliseconds: twelve hours.
const AHEAD_MS_MAX: i64 = 12 * 60 * 60 * 1000;

/// Has held lines fired at a time, or no longer.
///
/// # Errors
/// Refused when the order is not open, a line is not held, or the time is past or too far away.
pub fn schedule_fire(
    state: &State,
    order_id: OrderId,
    line_ids: &[LineId],
    at: Option<Timestamp>,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = open_order(state, order_id)?;
    if line_ids.is_empty() {
        return Err(Rejection::NothingToFire);
    }
    for &line_id in line_ids {
        let line = order.line(line_id).ok_or(Rejection::UnknownLine { line_id })?;
        match line.state {
            LineState::Held => {}
            LineState::Fired { .. } => return Err(Rejection::LineNotHeld { line_id }),
            LineState::Voided { .. } => return Err(Rejection::LineAlreadyVoided { line_id }),
        }
    }
    let ahead = at.map(|at| at.ms().saturating_sub(context.now.ms()));
    if ahead.is_some_and(|ahead| !(1..=AHEAD_MS_MAX).contains(&ahead)) {
        return Err(Rejection::FireTimeInvalid);
    }
    let line_ids = line_ids.to_vec();
    let mut draft = Draft::on(order, context);
    draft.push(Event::FireScheduled { order_id, line_ids, at });
    Ok(draft.decision())
}

/// Fires the held lines whose time has come.
///
/// # Errors
/// Refused when the order is not open or none is due.
pub fn fire_due(
    state: &State,
    order_id: OrderId,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = open_order(state, order_id)?;
    let due: Vec<LineId> = order
        .lines
        .iter()
        .filter(|line| line.is_held())
        .filter(|line| line.details.fire_at.is_some_and(|at| at <= context.now))
        .map(|line| line.id)
        .collect();
    if due.is_empty() {
        return Err(Rejection::NothingToFire);
    }
    let mut draft = Draft::on(order, context);
    fire_held(state, &mut draft, &due, context)?;
    Ok(draft.decision())
}
