//! Taking tenders, and closing what is paid.
//!
//! **What is due.** A check owes its amount; the rest owes what the checks leave over. What another
//! machine was asked for is held: nobody else pays it meanwhile.

use super::Draft;
use crate::actor::Context;
use crate::catalogue::PRICE_MAX;
use crate::id::CheckId;
use crate::order::{
    CheckState, NewTender, NewTenderKind, Order, REFERENCE_CHARS_MAX, TENDERS_MAX, Tender,
    TenderKind, Totals,
};
use crate::store::State;
use crate::words::has_card_number;
use crate::{Event, Money, Rejection};
use crate::{commission, ledger, member};

/// What is still to be paid on a check, or on the rest of the order (`None`), pending money off.
pub(super) fn due_on(order: &Order, check_id: Option<CheckId>) -> Result<Money, Rejection> {
    let owed = match check_id {
        Some(id) => {
            let check = order.check(id).ok_or(Rejection::UnknownCheck { check_id: id })?;
            match check.state {
                CheckState::Open => check.amount,
                CheckState::Paid { .. } => return Err(Rejection::CheckPaidOn { check_id: id }),
            }
        }
        None => rest_of(order, &order.totals).ok_or(Rejection::AmountOverflow)?,
    };
    let used = used_on(order, check_id).ok_or(Rejection::AmountOverflow)?;
    owed.checked_sub(used).ok_or(Rejection::AmountOverflow)
}

/// What the checks of an order leave over of these totals.
fn rest_of(order: &Order, totals: &Totals) -> Option<Money> {
    let on_checks = Money::sum(order.checks.iter().map(|check| check.amount))?;
    totals.total.checked_sub(on_checks)
}

/// What was paid on a check or on the rest, and what is held there for another machine.
fn used_on(order: &Order, check_id: Option<CheckId>) -> Option<Money> {
    let paid = order.tenders.iter().filter(|tender| tender.check_id == check_id);
    let held = order.pending.iter().filter(|pending| pending.check_id == check_id);
    Money::sum(paid.map(|tender| tender.amount).chain(held.map(|pending| pending.amount)))
}

/// Whether the rest of an order, at these totals, still covers what was paid and is held on it.
pub(super) fn covers(order: &Order, totals: &Totals) -> bool {
    let rest = rest_of(order, totals);
    let used = used_on(order, None);
    rest.zip(used).is_some_and(|(rest, used)| rest >= used)
}

/// The rules that every tender keeps, whoever takes it: a fresh id, room for one more, above zero,
/// at most what is due, a tip that can be, in the store's money.
pub(super) fn acceptable(
    state: &State,
    order: &Order,
    check_id: Option<CheckId>,
    ask: &NewTender,
) -> Result<(), Rejection> {
    let tender_id = ask.tender_id;
    // Once something is paid or split, they stay as they are: nobody could put them on again.
    let untouched = order.checks.is_empty() && order.tenders.is_empty() && order.pending.is_empty();
    if order.promotions_stale && untouched {
        return Err(Rejection::PromotionsStale);
    }
    let known = order.tenders.iter().any(|tender| tender.id == tender_id)
        || order.pending.iter().any(|pending| pending.tender_id == tender_id);
    if known {
        return Err(Rejection::TenderExists { tender_id });
    }
    let amount = ask.amount;
    let count = order.tenders.len() + order.pending.len();
    if amount <= Money::ZERO || count >= TENDERS_MAX {
        return Err(Rejection::TenderOutOfRange { amount });
    }
    let due = due_on(order, check_id)?;
    if amount > due {
        return Err(Rejection::TenderExceedsDue { due });
    }
    if ask.tip.is_negative() || ask.tip > PRICE_MAX {
        return Err(Rejection::TipOutOfRange { tip: ask.tip });
    }
    let expected = state.settings.currency.code();
    match &ask.currency {
        Some(currency) if currency != expected => {
            Err(Rejection::WrongCurrency { expected: expected.to_owned() })
        }
        Some(_) | None => Ok(()),
    }
}

/// Puts one tender toward a check of the draft's order, or toward its rest.
pub(super) fn take(
    state: &State,
    draft: &mut Draft,
    check_id: Option<CheckId>,
    ask: &NewTender,
    context: &Context,
) -> Result<(), Rejection> {
    acceptable(state, &draft.order, check_id, ask)?;
    let settles = ask.amount == due_on(&draft.order, check_id)?;
    let own = ledger::decide::tender(state, &draft.order, &draft.events, ask, context)?;
    let kind = match own {
        Some(kind) => kind,
        None => kind_of(state, ask, settles)?,
    };
    take_kind(state, draft, check_id, ask, kind, context)
}

/// Takes a tender of a kind that was decided.
pub(super) fn take_kind(
    state: &State,
    draft: &mut Draft,
    check_id: Option<CheckId>,
    ask: &NewTender,
    kind: TenderKind,
    context: &Context,
) -> Result<(), Rejection> {
    let (order, amount) = (&draft.order, ask.amount);
    let (shift_id, open_drawer, change) = match &kind {
        TenderKind::Cash { change, .. } if order.is_training() => (None, None, *change),
        TenderKind::Cash { change, rounding, .. } => {
            let shift = state.open_shift(context.device).ok_or(Rejection::NoOpenShift)?;
            Money::sum([shift.expected, amount, ask.tip, *rounding])
                .ok_or(Rejection::AmountOverflow)?;
            (Some(shift.id), state.settings.drawer_printer.clone(), *change)
        }
        TenderKind::CardElsewhere { .. }
        | TenderKind::Driver { .. }
        | TenderKind::StoredValue { .. }
        | TenderKind::Points { .. }
        | TenderKind::Coupon { .. } => (None, None, Money::ZERO),
    };
    let paid = order.totals.paid.checked_add(amount).ok_or(Rejection::AmountOverflow)?;
    let due = order.totals.due.checked_sub(amount).ok_or(Rejection::AmountOverflow)?;
    order.totals.tips.checked_add(ask.tip).ok_or(Rejection::AmountOverflow)?;
    draft.change = draft.change.checked_add(change).ok_or(Rejection::AmountOverflow)?;
    let tender = Tender {
        id: ask.tender_id,
        kind,
        amount,
        at: context.now,
        check_id,
        tip: ask.tip,
        refunded: Money::ZERO,
    };
    let order_id = order.id;
    let spent = ledger::decide::spent(state, order, &tender);
    draft.push(Event::TenderTaken { order_id, tender, shift_id, open_drawer, paid, due });
    draft.events.extend(spent);
    Ok(())
}

/// What sort of tender it is. Cash that settles all that is due is rounded to the smallest coin: what
/// is kept (amount, tip and rounding) is a whole number of steps, half away from zero.
fn kind_of(state: &State, ask: &NewTender, settles: bool) -> Result<TenderKind, Rejection> {
    match &ask.kind {
        NewTenderKind::Cash { received } => {
            if *received > crate::shift::CASH_MAX {
                return Err(Rejection::TenderOutOfRange { amount: *received });
            }
            let asked = ask.amount.checked_add(ask.tip).ok_or(Rejection::AmountOverflow)?;
            let step = if settles { state.settings.trade.cash_step } else { Money::ZERO };
            let kept = asked.rounded_to(step).ok_or(Rejection::AmountOverflow)?;
            let rounding = kept.checked_sub(asked).ok_or(Rejection::AmountOverflow)?;
            let change = received.checked_sub(kept).ok_or(Rejection::AmountOverflow)?;
            if change.is_negative() {
                return Err(Rejection::CashReceivedTooSmall { received: *received });
            }
            Ok(TenderKind::Cash { received: *received, change, rounding })
        }
        NewTenderKind::CardElsewhere { reference } => {
            let sound = reference.chars().count() <= REFERENCE_CHARS_MAX
                && !reference.chars().any(char::is_control);
            if !sound {
                return Err(Rejection::TenderOutOfRange { amount: ask.amount });
            }
            if has_card_number(reference) {
                return Err(Rejection::CardNumberInWords);
            }
            Ok(TenderKind::CardElsewhere { reference: reference.clone() })
        }
        NewTenderKind::StoredValue
        | NewTenderKind::Points
        | NewTenderKind::PointsAtRisk
        | NewTenderKind::Coupon { .. }
        | NewTenderKind::CouponAtRisk { .. } => {
            unreachable!("the ledger has decided about what a member owns")
        }
    }
}

/// Gives what was just paid its receipt: the whole order when nothing is due on it any more, else the
/// check. An order with money on its way from another machine stays open.
pub(super) fn settle(
    state: &State,
    draft: &mut Draft,
    check_id: Option<CheckId>,
    print_receipt: bool,
) {
    let order = &draft.order;
    let order_id = order.id;
    let receipt_printer = state.settings.receipt_printer.clone().filter(|_| print_receipt);
    let receipt_number = if order.is_training() {
        state.counters().training_receipt + 1
    } else {
        state.next_receipt_number()
    };
    if order.totals.due > Money::ZERO || !order.pending.is_empty() {
        let paid =
            check_id.and_then(|id| order.check(id)).filter(|check| check.paid == check.amount);
        if let Some(check_id) = paid.map(|check| check.id) {
            draft.receipt_number = Some(receipt_number);
            draft.push(Event::CheckPaid { order_id, check_id, receipt_number, receipt_printer });
        }
        return;
    }
    draft.receipt_number = Some(receipt_number);
    draft.push(Event::OrderClosed { order_id, receipt_number, receipt_printer, check_id });
    if draft.order.is_training() {
        return;
    }
    let today = state.business_day(draft.stamp.at);
    let Some(member_id) = state.member_of(&draft.order) else { return };
    let rules = &state.settings.trade.members;
    let member = state.member(member_id);
    let tier = member.and_then(|member| member::standing::tier(rules, member, today));
    let at = draft.stamp.at;
    draft.push(member::decide::earned(&draft.order, member_id, &state.settings, tier, at));
    if let Some(event) = commission::earned(state, &draft.order, member_id) {
        draft.push(event);
    }
}
