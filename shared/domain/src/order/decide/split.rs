//! Splitting an order into checks, and joining them again.
//!
//! **The rule.** Only the rest is split: what is on no check, not paid and not asked of another
//! machine. Its lines bear it in proportion to what they contribute to the total, so that any
//! sequence of splits sums exactly: where nothing was taken out of the rest otherwise a line bears
//! just its own share, and the lines split last bear all that is left.

use std::collections::{BTreeMap, BTreeSet};

use super::money::due_on;
use super::{Draft, open_order, unchanged};
use crate::actor::Context;
use crate::id::{CheckId, LineId, OrderId};
use crate::money::{split_by_amount, split_evenly};
use crate::order::totals::line_shares;
use crate::order::{CHECKS_MAX, Check, CheckState, Order, SplitBy};
use crate::store::{Decision, State};
use crate::{Event, Money, Rejection};

/// A check on its way: what it owes, for which lines, for which seat.
struct Share {
    amount: Money,
    lines: Vec<LineId>,
    seat: Option<u32>,
}

/// Splits what is not on a check yet.
///
/// # Errors
/// Refused when the order is not open or was changed meanwhile, or the split cannot be made.
pub fn split(
    state: &State,
    order_id: OrderId,
    revision: u32,
    by: &SplitBy,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = open_order(state, order_id)?;
    unchanged(order, revision)?;
    let rest = due_on(order, None)?;
    let shares = match by {
        SplitBy::Lines { checks } => by_lines(order, rest, checks)?,
        SplitBy::Seats => by_seats(order, rest)?,
        SplitBy::Even { ways } => evenly(rest, *ways)?,
        SplitBy::Amounts { amounts } => by_amounts(amounts),
    };
    let sum = Money::sum(shares.iter().map(|share| share.amount)).ok_or_else(invalid)?;
    let fits = !shares.is_empty()
        && order.checks.len() + shares.len() <= CHECKS_MAX
        && shares.iter().all(|share| share.amount > Money::ZERO)
        && sum <= rest;
    if !fits {
        return Err(invalid());
    }
    let first = order.checks_made + 1;
    let checks = shares
        .into_iter()
        .zip(first..)
        .map(|(share, number)| Check {
            id: CheckId::derive(context.command_id, &format!("check {number}")),
            number,
            amount: share.amount,
            paid: Money::ZERO,
            lines: share.lines,
            seat: share.seat,
            state: CheckState::Open,
        })
        .collect();
    let mut draft = Draft::on(order, context);
    draft.push(Event::OrderSplit { order_id, checks });
    Ok(draft.decision())
}

/// Gives checks that nobody paid on back to the rest.
///
/// # Errors
/// Refused when the order is not open or was changed meanwhile, a check is unknown, or somebody
/// paid on it.
pub fn join(
    state: &State,
    order_id: OrderId,
    revision: u32,
    check_ids: &[CheckId],
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = open_order(state, order_id)?;
    unchanged(order, revision)?;
    let held = |id: CheckId| order.pending.iter().any(|pending| pending.check_id == Some(id));
    let untouched = |check: &Check| check.paid == Money::ZERO && !held(check.id);
    let check_ids: Vec<CheckId> = if check_ids.is_empty() {
        order.checks.iter().filter(|check| untouched(check)).map(|check| check.id).collect()
    } else {
        check_ids.to_vec()
    };
    for &check_id in &check_ids {
        let check = order.check(check_id).ok_or(Rejection::UnknownCheck { check_id })?;
        if !untouched(check) {
            return Err(Rejection::CheckPaidOn { check_id });
        }
    }
    if check_ids.is_empty() {
        return Ok(Draft::on(order, context).decision());
    }
    let mut draft = Draft::on(order, context);
    draft.push(Event::ChecksJoined { order_id, check_ids });
    Ok(draft.decision())
}

fn invalid() -> Rejection {
    Rejection::SplitInvalid { most: u32::try_from(CHECKS_MAX).unwrap_or(u32::MAX) }
}

/// What each line of the rest bears of it; together exactly `rest`. A line of a check that was joined
/// again is part of the rest like any other.
fn shares_of_rest(order: &Order, rest: Money) -> Result<BTreeMap<LineId, Money>, Rejection> {
    let mut shares = line_shares(order).ok_or(Rejection::AmountOverflow)?;
    let taken: BTreeSet<LineId> =
        order.checks.iter().flat_map(|check| check.lines.iter().copied()).collect();
    shares.retain(|(id, _)| !taken.contains(id));
    let weights: Vec<Money> = shares.iter().map(|(_, share)| *share).collect();
    let borne = split_by_amount(rest, &weights);
    Ok(shares.into_iter().map(|(id, _)| id).zip(borne).collect())
}

fn by_lines(order: &Order, rest: Money, checks: &[Vec<LineId>]) -> Result<Vec<Share>, Rejection> {
    let mut free = shares_of_rest(order, rest)?;
    let mut shares = Vec::with_capacity(checks.len());
    for lines in checks {
        let mut amount = Money::ZERO;
        for &line_id in lines {
            order.line(line_id).ok_or(Rejection::UnknownLine { line_id })?;
            let share = free.remove(&line_id).ok_or_else(invalid)?;
            amount = amount.checked_add(share).ok_or_else(invalid)?;
        }
        shares.push(Share { amount, lines: lines.clone(), seat: None });
    }
    Ok(shares)
}

fn by_seats(order: &Order, rest: Money) -> Result<Vec<Share>, Rejection> {
    let free = shares_of_rest(order, rest)?;
    let mut seats: BTreeMap<u32, Share> = BTreeMap::new();
    for line in &order.lines {
        let (Some(seat), Some(share)) = (line.details.seat, free.get(&line.id)) else { continue };
        let known = seats.entry(seat).or_insert_with(|| Share {
            amount: Money::ZERO,
            lines: Vec::new(),
            seat: Some(seat),
        });
        known.amount = known.amount.checked_add(*share).ok_or_else(invalid)?;
        known.lines.push(line.id);
    }
    // What somebody was given free is nobody's check.
    Ok(seats.into_values().filter(|share| share.amount > Money::ZERO).collect())
}

fn evenly(rest: Money, ways: u32) -> Result<Vec<Share>, Rejection> {
    let most = u32::try_from(CHECKS_MAX).unwrap_or(u32::MAX);
    if !(2..=most).contains(&ways) {
        return Err(invalid());
    }
    Ok(by_amounts(&split_evenly(rest, ways)))
}

fn by_amounts(amounts: &[Money]) -> Vec<Share> {
    let share = |&amount: &Money| Share { amount, lines: Vec::new(), seat: None };
    amounts.iter().map(share).collect()
}
