//! Giving money back on a closed order.
//!
//! **The rule.** A line is worth its share of the total. Of a line of `n`, the first `k` units given
//! back are worth `k / n` of its share, rounded half away from zero; each refund gives the difference
//! to what was given before, so that the units of a line sum to its share and all lines to the total.
//! The taxes of a refund are those of the lines given back, at their own rates, reckoned in the same
//! cumulative way.

use std::collections::BTreeMap;

use super::driver::kept;
use super::{Draft, unchanged};
use crate::actor::{Context, Permission};
use crate::command::CommandResult;
use crate::id::{LineId, OrderId, RefundId, TenderId};
use crate::ledger;
use crate::order::totals::shares;
use crate::order::{
    Order, OrderState, PendingState, REFUNDS_MAX, Refund, RefundLine, RefundReason, RefundTender,
    TenderKind, TenderOutcome,
};
use crate::store::{Decision, State};
use crate::tax::TaxLine;
use crate::{Code, Event, Money, Rejection, commission};

/// Milliseconds in a day.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

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
    state: &State,
    ask: &Refunding<'_>,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order_id = ask.order_id;
    let order = refundable(state, ask, context)?;
    let (amount, taxes) = given_back(order, ask.lines)?;
    let tenders = to_tenders(state, order, ask.tenders, amount)?;
    ledger::decide::shares(order, &tenders, amount)?;
    let own = tenders
        .iter()
        .filter_map(|given| ledger::decide::given_back(state, order, ask.refund_id, given, context))
        .collect::<Vec<_>>();
    // A small one is given by whoever takes money.
    let approved_by = if amount <= state.settings.trade.policy.cashier_refund {
        None
    } else {
        state.allow(Permission::Refund, true, context)?
    };
    let cash = cash_of(order, &tenders)?;
    let shift_id = match (cash, order.is_training()) {
        (None, _) | (Some(_), true) => None,
        (Some(cash), false) => {
            let shift = state.open_shift(context.device).ok_or(Rejection::NoOpenShift)?;
            if cash > shift.expected {
                return Err(Rejection::MovementOutOfRange { amount: cash });
            }
            Some(shift.id)
        }
    };
    let number = if order.is_training() { 0 } else { state.next_refund_number() };
    let refund = Refund {
        id: ask.refund_id,
        number,
        lines: ask.lines.to_vec(),
        tenders,
        amount,
        taxes,
        reason: ask.reason,
        by: context.actor.staff_id(),
        approved_by,
        at: context.now,
    };
    let mut draft = Draft::on(order, context);
    draft.push(Event::OrderRefunded {
        order_id,
        refund,
        shift_id,
        cash: cash.unwrap_or_default(),
        open_drawer: state.settings.drawer_printer.clone().filter(|_| shift_id.is_some()),
        receipt_printer: state.settings.receipt_printer.clone().filter(|_| ask.print_receipt),
    });
    let points = reverse_points(state, &mut draft, amount);
    draft.events.extend(own);
    let cash = cash.unwrap_or_default();
    let result = CommandResult::Refunded { order_id, number, amount, cash, points };
    Ok(Decision::of(draft.events, result))
}

/// Notes what another machine answered about giving money back.
///
/// # Errors
/// Refused when there is nothing of that refund to settle.
pub fn resolve_refund(
    state: &State,
    (order_id, refund_id, tender_id): (OrderId, RefundId, TenderId),
    outcome: &TenderOutcome,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = state.order(order_id).ok_or(Rejection::UnknownOrder { order_id })?;
    let given = order
        .refunds
        .iter()
        .filter(|refund| refund.id == refund_id)
        .flat_map(|refund| &refund.tenders)
        .find(|given| given.tender_id == tender_id && given.pending.is_some());
    let given = given.ok_or(Rejection::TenderNotPending { tender_id })?;
    let outcome = kept(outcome);
    let mut draft = Draft::on(order, context);
    if PendingState::of(&outcome) != given.pending {
        draft.push(Event::RefundSettled { order_id, refund_id, tender_id, outcome });
    }
    Ok(draft.decision())
}

/// The order, if money may be given back on it at all.
fn refundable<'a>(
    state: &'a State,
    ask: &Refunding<'_>,
    context: &Context,
) -> Result<&'a Order, Rejection> {
    let order_id = ask.order_id;
    let order = state.order(order_id).ok_or(Rejection::UnknownOrder { order_id })?;
    let closed_at = match order.state {
        OrderState::Closed { at, .. } => at,
        OrderState::Open | OrderState::Voided { .. } | OrderState::Merged { .. } => {
            return Err(Rejection::OrderNotClosed { order_id });
        }
    };
    unchanged(order, ask.revision)?;
    if order.refunds.iter().any(|refund| refund.id == ask.refund_id) {
        return Err(Rejection::RefundExists { refund_id: ask.refund_id });
    }
    if order.refunds.len() >= REFUNDS_MAX {
        return Err(Rejection::TooManyRefunds { most: u32::try_from(REFUNDS_MAX).unwrap_or(50) });
    }
    let days = state.settings.trade.policy.refund_days;
    if context.now.saturating_since(closed_at) > i64::from(days).saturating_mul(DAY_MS) {
        return Err(Rejection::RefundTooOld { days });
    }
    Ok(order)
}

/// What these units of lines are worth, and the taxes in that, at the rates of these lines.
fn given_back(order: &Order, lines: &[RefundLine]) -> Result<(Money, Vec<TaxLine>), Rejection> {
    if lines.is_empty() {
        return Err(Rejection::OrderEmpty);
    }
    let shares = shares(order).ok_or(Rejection::AmountOverflow)?;
    let mut asked: BTreeMap<LineId, u32> = BTreeMap::new();
    for given in lines {
        let sum = asked.entry(given.line_id).or_default();
        *sum = sum.saturating_add(given.quantity);
    }
    let mut amount = Money::ZERO;
    let mut taxes: BTreeMap<(&Code, u32), (Money, Money)> = BTreeMap::new();
    for (line_id, quantity) in asked {
        let line = order.line(line_id).ok_or(Rejection::UnknownLine { line_id })?;
        let before = line.details.refunded;
        let left = if line.is_voided() { 0 } else { line.quantity.saturating_sub(before) };
        if quantity == 0 || quantity > left {
            return Err(Rejection::RefundTooMuch { line_id, left });
        }
        let share = shares.iter().find(|share| share.line.id == line_id);
        let share = share.ok_or(Rejection::UnknownLine { line_id })?;
        let back = share.units(before, before + quantity).ok_or(Rejection::AmountOverflow)?;
        let fee = order.packaging.as_ref().map(|fee| (&fee.tax, fee.tax_ppm));
        let goods = back.amount.checked_sub(back.packaging).ok_or(Rejection::AmountOverflow)?;
        let own = ((&line.tax, line.tax_ppm), goods, back.tax);
        let packed = fee.map(|rate| (rate, back.packaging, back.packaging_tax));
        for (rate, gross, tax) in [Some(own), packed].into_iter().flatten() {
            let (net, taxed) = taxes.entry(rate).or_default();
            let without = gross.checked_sub(tax).and_then(|part| net.checked_add(part));
            *net = without.ok_or(Rejection::AmountOverflow)?;
            *taxed = taxed.checked_add(tax).ok_or(Rejection::AmountOverflow)?;
        }
        amount = amount.checked_add(back.amount).ok_or(Rejection::AmountOverflow)?;
    }
    let line = |((code, rate_ppm), (net, tax)): ((&Code, u32), (Money, Money))| TaxLine {
        code: code.clone(),
        rate_ppm,
        net,
        tax,
    };
    Ok((amount, taxes.into_iter().map(line).collect()))
}

/// What goes back to which tender: known ones, each at most what is left of it, together `amount`.
fn to_tenders(
    state: &State,
    order: &Order,
    asked: &[RefundTender],
    amount: Money,
) -> Result<Vec<RefundTender>, Rejection> {
    let sum =
        Money::sum(asked.iter().map(|given| given.amount)).ok_or(Rejection::AmountOverflow)?;
    if sum != amount {
        return Err(Rejection::RefundDoesNotSum { lines: amount, tenders: sum });
    }
    let mut given = Vec::with_capacity(asked.len());
    for ask in asked {
        let tender_id = ask.tender_id;
        let tender = order.tender(tender_id).ok_or(Rejection::TenderNotPending { tender_id })?;
        let left = tender.amount.checked_sub(tender.refunded).unwrap_or_default();
        let twice = asked.iter().filter(|other| other.tender_id == tender_id).count() > 1;
        if ask.amount <= Money::ZERO || ask.amount > left || twice {
            return Err(Rejection::RefundExceedsTender { tender_id, left });
        }
        let (rounding, pending) = match &tender.kind {
            TenderKind::Cash { .. } => {
                let kept = ask.amount.rounded_to(state.settings.trade.cash_step);
                (kept.and_then(|kept| kept.checked_sub(ask.amount)).unwrap_or_default(), None)
            }
            TenderKind::CardElsewhere { .. }
            | TenderKind::StoredValue { .. }
            | TenderKind::Points { .. }
            | TenderKind::Coupon { .. } => (Money::ZERO, None),
            TenderKind::Driver { .. } => (Money::ZERO, Some(PendingState::Asked)),
        };
        let pending = pending.filter(|_| !order.is_training());
        given.push(RefundTender {
            tender_id,
            amount: ask.amount,
            rounding,
            pending,
            declined: None,
        });
    }
    Ok(given)
}

/// Cash that goes back to the guest; `None` when none does.
fn cash_of(order: &Order, tenders: &[RefundTender]) -> Result<Option<Money>, Rejection> {
    let mut cash = None;
    for given in tenders {
        let tender = order.tender(given.tender_id);
        let is_cash = tender.is_some_and(|tender| matches!(tender.kind, TenderKind::Cash { .. }));
        if is_cash {
            let parts = [cash.unwrap_or_default(), given.amount, given.rounding];
            cash = Some(Money::sum(parts).ok_or(Rejection::AmountOverflow)?);
        }
    }
    Ok(cash)
}

/// Takes back the points that the refunded part had earned, so that giving everything back leaves
/// none, and never more than were earned.
fn reverse_points(state: &State, draft: &mut Draft, amount: Money) -> i64 {
    let order = &draft.order;
    let Some(member_id) = state.member_of(order).filter(|_| !order.is_training()) else { return 0 };
    let total = order.totals.total;
    // The refund is in the totals already; points left are of what was left before it.
    let before = order.totals.refunded.checked_sub(amount).unwrap_or_default();
    let left = total.checked_sub(before).unwrap_or_default();
    let left_after = total.checked_sub(order.totals.refunded).unwrap_or_default();
    let earned = Money::from_minor(order.member_points_earned);
    let keeps = earned.portion(left_after.minor(), left.minor()).unwrap_or_default();
    let points = earned.checked_sub(keeps).unwrap_or_default().minor();
    let (order_id, business_day) = (order.id, order.business_day);
    draft.push(Event::PointsReversed { member_id, order_id, points, spent: amount, business_day });
    if let Some(event) = commission::taken_back(&draft.order, amount) {
        draft.push(event);
    }
    points
}
