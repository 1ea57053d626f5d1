//! Discounts, comps and the service charge.

use super::money::covers;
use super::{Draft, open_order, sums_of, unchanged};
use crate::actor::{Context, Permission};
use crate::catalogue::{Buying, BuyingMember, Promotion};
use crate::id::{LineId, OrderId, ReductionId};
use crate::member::{standing, tagging};
use crate::order::promote::{self, Taken};
use crate::order::totals::{base_of, net_of, taken_off};
use crate::order::{
    AppliedPromotion, LineReduction, NewReduction, Order, REDUCTIONS_MAX, Reduction, ReductionKind,
    ReductionReason, SERVICE_PPM_MAX, Totals,
};
use crate::staff::{Role, Staff};
use crate::store::{Decision, State};
use crate::{Code, Event, Money, Rejection};

/// Parts in a whole.
const PPM: u32 = 1_000_000;

/// Takes off part of a price, or all of it.
///
/// # Errors
/// Refused when the order is not open or was changed meanwhile, the reduction is out of range, or
/// the role may not give it without approval.
pub fn reduce(
    state: &State,
    order_id: OrderId,
    revision: u32,
    ask: &NewReduction,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = unsettled(state, order_id, revision)?;
    let known = order.lines.iter().flat_map(|line| &line.reductions).chain(&order.reductions);
    let ids: Vec<ReductionId> = known.map(|reduction| reduction.id).collect();
    if ids.contains(&ask.reduction_id) {
        return Err(Rejection::ReductionExists { reduction_id: ask.reduction_id });
    }
    if ids.len() >= REDUCTIONS_MAX {
        let most = u32::try_from(REDUCTIONS_MAX).unwrap_or(u32::MAX);
        return Err(Rejection::TooManyReductions { most });
    }
    let base = base(order, ask)?;
    let amount = in_range(ask.kind, base)?;
    let mut reduction = Reduction {
        id: ask.reduction_id,
        kind: ask.kind,
        reason: ask.reason,
        by: context.actor.staff_id(),
        approved_by: None,
        at: context.now,
    };
    let alone = alone(state, &with(order, ask.line_id, reduction), ask)?;
    reduction.approved_by = state.allow(permission(ask.kind), alone, context)?;
    let next = with(order, ask.line_id, reduction);
    let totals = settled(state, &next)?;
    let mut draft = Draft::on(order, context);
    draft.push(Event::Reduced { order_id, line_id: ask.line_id, reduction, amount, totals });
    Ok(draft.decision())
}

/// Takes a reduction back.
///
/// # Errors
/// Refused when the order is not open or was changed meanwhile, or there is no such reduction.
pub fn remove_reduction(
    state: &State,
    order_id: OrderId,
    revision: u32,
    reduction_id: ReductionId,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = unsettled(state, order_id, revision)?;
    let mut next = order.clone();
    let before = count(&next);
    next.reductions.retain(|known| known.id != reduction_id);
    for line in &mut next.lines {
        line.reductions.retain(|known| known.id != reduction_id);
    }
    if count(&next) == before {
        return Err(Rejection::UnknownReduction { reduction_id });
    }
    let totals = settled(state, &next)?;
    let mut draft = Draft::on(order, context);
    draft.push(Event::ReductionRemoved { order_id, reduction_id, totals });
    Ok(draft.decision())
}

/// Puts the promotions on an order that take most off, in place of those it has.
///
/// # Errors
/// Refused when the order is not open, was changed meanwhile, is split or waits for another machine,
/// or when more was paid than it would come to.
pub fn promote(
    state: &State,
    order_id: OrderId,
    revision: u32,
    without: &[Code],
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = unsettled(state, order_id, revision)?;
    let mut next = order.clone();
    for line in &mut next.lines {
        line.reductions.retain(|known| !known.is_of_promotions());
    }
    let menu = state.menu();
    let kept = next.lines.iter().filter(|line| !line.is_voided());
    let subtotal = Money::sum(kept.map(|line| line.amount)).ok_or(Rejection::AmountOverflow)?;
    let buying = buying(state, order, context);
    let hold = |promotion: &&Promotion| {
        !without.contains(&promotion.code)
            && promotion.terms.hold(&promotion.code, &buying, subtotal)
    };
    let promotions: Vec<&Promotion> = menu.catalogue().promotions.iter().filter(hold).collect();
    let taken = promote::best(&promotions, &next.lines, menu, buying.moment());
    let mut reductions = Vec::new();
    for (at, amount) in promote::off_lines(&taken) {
        let line = &mut next.lines[at];
        let reduction = Reduction {
            id: ReductionId::derive(context.command_id, &format!("promotions {}", line.id)),
            kind: ReductionKind::Amount { amount },
            reason: ReductionReason::Promotion,
            by: None,
            approved_by: None,
            at: context.now,
        };
        line.reductions.insert(0, reduction);
        reductions.push(LineReduction { line_id: line.id, reduction });
    }
    let promotions: Vec<AppliedPromotion> = taken.iter().map(applied).collect();
    let same = same_off(order, &next) && order.promotions == promotions;
    let mut draft = Draft::on(order, context);
    if !same || order.promotions_stale {
        let totals = settled(state, &next)?;
        draft.push(Event::PromotionsApplied { order_id, promotions, reductions, totals });
    }
    Ok(draft.decision())
}

fn applied(taken: &Taken<'_>) -> AppliedPromotion {
    let Promotion { code, names, .. } = taken.promotion;
    AppliedPromotion { code: code.clone(), names: names.clone(), off: taken.sum() }
}

/// Whether promotions take the same off each line of both.
fn same_off(one: &Order, other: &Order) -> bool {
    let off = |order: &Order| {
        let lines = order.lines.iter();
        lines
            .map(|line| {
                let found = line.reductions.iter().find(|known| known.is_of_promotions());
                found.map(|reduction| reduction.kind)
            })
            .collect::<Vec<_>>()
    };
    off(one) == off(other)
}

/// Who buys and when.
fn buying(state: &State, order: &Order, context: &Context) -> Buying {
    let day = state.business_day(context.now);
    let rules = &state.settings.trade.members;
    let member = state.member_of(order).and_then(|id| {
        let (record, member) = (state.member_record(id)?, state.member(id)?);
        let today = member.last_visit == Some(day);
        let by_rule = tagging::by_rule(rules, |id| state.menu().item(id), record, member, day);
        let by_rule = by_rule.into_iter().map(ToOwned::to_owned).collect();
        Some(BuyingMember {
            tier: standing::tier(rules, member, day).map(|tier| tier.code.clone()),
            tags: [record.tags.clone(), by_rule].concat(),
            has_birthday: record.birthday.is_some_and(|birthday| birthday.days_from(day) == 0),
            visits: member.visits_anywhere(),
            had_today: if today { member.promotions.clone() } else { Vec::new() },
        })
    });
    let zone = state.settings.time_zone;
    Buying { at: context.now, day, zone, channel: order.channel, member }
}

/// Sets the service charge.
///
/// # Errors
/// Refused when the order is not open or was changed meanwhile, the rate is out of range, or the
/// role may not without approval.
pub fn set_service(
    state: &State,
    order_id: OrderId,
    revision: u32,
    ppm: u32,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = unsettled(state, order_id, revision)?;
    if ppm > SERVICE_PPM_MAX {
        return Err(Rejection::ServiceOutOfRange { most_ppm: SERVICE_PPM_MAX });
    }
    let approved_by = state.allow(Permission::SetService, true, context)?;
    let next = Order { service_ppm: ppm, ..order.clone() };
    let totals = settled(state, &next)?;
    let mut draft = Draft::on(order, context);
    draft.push(Event::ServiceChargeSet { order_id, ppm, totals, approved_by });
    Ok(draft.decision())
}

/// An order whose price may change: open, seen as it is, not split, nothing asked of another machine.
fn unsettled(state: &State, order_id: OrderId, revision: u32) -> Result<&Order, Rejection> {
    let order = open_order(state, order_id)?;
    unchanged(order, revision)?;
    if !order.checks.is_empty() {
        return Err(Rejection::OrderIsSplit { order_id });
    }
    match order.pending.first() {
        Some(pending) => Err(Rejection::TenderPending { tender_id: pending.tender_id }),
        None => Ok(order),
    }
}

/// What is there to take off from.
fn base(order: &Order, ask: &NewReduction) -> Result<Money, Rejection> {
    let base = match ask.line_id {
        Some(line_id) => {
            let line = order.line(line_id).ok_or(Rejection::UnknownLine { line_id })?;
            if line.is_voided() {
                return Err(Rejection::LineAlreadyVoided { line_id });
            }
            net_of(line)
        }
        None => base_of(&order.lines, &order.reductions),
    };
    base.ok_or(Rejection::AmountOverflow)
}

/// What it takes off, more than nothing and at most what is there.
fn in_range(kind: ReductionKind, base: Money) -> Result<Money, Rejection> {
    let sound = match kind {
        ReductionKind::Percent { ppm } => (1..=PPM).contains(&ppm),
        ReductionKind::Amount { amount } => amount > Money::ZERO && amount <= base,
        ReductionKind::Comp => true,
    };
    if !sound || base <= Money::ZERO {
        return Err(Rejection::ReductionOutOfRange);
    }
    let amount = taken_off(kind, base).ok_or(Rejection::AmountOverflow)?;
    // A small share of a small price rounds to nothing, which is no discount.
    if amount > Money::ZERO { Ok(amount) } else { Err(Rejection::ReductionOutOfRange) }
}

fn permission(kind: ReductionKind) -> Permission {
    match kind {
        ReductionKind::Percent { .. } | ReductionKind::Amount { .. } => Permission::GiveDiscount,
        ReductionKind::Comp => Permission::GiveComp,
    }
}

/// The order with one more reduction, of a line or of the whole.
fn with(order: &Order, line_id: Option<LineId>, reduction: Reduction) -> Order {
    let mut next = order.clone();
    match line_id {
        Some(line_id) => {
            for line in next.lines.iter_mut().filter(|line| line.id == line_id) {
                line.reductions.push(reduction);
            }
        }
        None => next.reductions.push(reduction),
    }
    next
}

/// Whether `next`, with what is asked on it, is within what cashiers give alone: all of theirs
/// together, however many and in whatever pieces, is a part of what it would come to without them.
fn alone(state: &State, next: &Order, ask: &NewReduction) -> Result<bool, Rejection> {
    let most = state.settings.trade.policy.cashier_discount_ppm;
    match ask.kind {
        ReductionKind::Comp => return Ok(true),
        ReductionKind::Percent { ppm } if ppm > most => return Ok(false),
        ReductionKind::Percent { .. } | ReductionKind::Amount { .. } => {}
    }
    let without = without_cashiers(state, next);
    let within = |left: Option<Money>, whole: Option<Money>| {
        let (left, whole) = left.zip(whole)?;
        Some(whole.checked_sub(left)? <= whole.portion(i64::from(most), i64::from(PPM))?)
    };
    let line = |order: &Order| order.line(ask.line_id?).and_then(net_of);
    let whole = |order: &Order| base_of(&order.lines, &order.reductions);
    let of_line = ask.line_id.is_none()
        || within(line(next), line(&without)).ok_or(Rejection::AmountOverflow)?;
    // Lines that are each within their part are so together; not so with some off the whole as well.
    let of_whole = without.reductions.len() == next.reductions.len()
        || within(whole(next), whole(&without)).ok_or(Rejection::AmountOverflow)?;
    Ok(of_line && of_whole)
}

/// The order without what cashiers gave alone. What a manager gave or approved stays.
fn without_cashiers(state: &State, order: &Order) -> Order {
    let is_managers = |reduction: &Reduction| {
        let by_manager =
            |id| state.staff(id).is_some_and(|staff: &Staff| staff.role == Role::Manager);
        reduction.approved_by.is_some() || reduction.by.is_none_or(by_manager)
    };
    let mut order = order.clone();
    order.reductions.retain(is_managers);
    for line in &mut order.lines {
        line.reductions.retain(is_managers);
    }
    order
}

fn count(order: &Order) -> usize {
    order.reductions.len() + order.lines.iter().map(|line| line.reductions.len()).sum::<usize>()
}

/// The totals at the new price, as long as they cover what was paid.
fn settled(state: &State, next: &Order) -> Result<Totals, Rejection> {
    let totals = sums_of(state, next, &next.lines)?;
    if covers(next, &totals) { Ok(totals) } else { Err(Rejection::ReductionOutOfRange) }
}
