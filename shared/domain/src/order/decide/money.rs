//! Taking tenders, and closing what is paid.

use super::Draft;
use crate::actor::Context;
use crate::member;
use crate::order::{
    NewTender, NewTenderKind, REFERENCE_CHARS_MAX, TENDERS_MAX, Tender, TenderKind,
};
use crate::store::State;
use crate::{Event, Money, Rejection};

/// Puts one tender toward the draft's order.
pub(super) fn take(
    state: &State,
    draft: &mut Draft,
    ask: &NewTender,
    context: &Context,
) -> Result<(), Rejection> {
    let order = &draft.order;
    let tender_id = ask.tender_id;
    if order.tenders.iter().any(|tender| tender.id == tender_id) {
        return Err(Rejection::TenderExists { tender_id });
    }
    let amount = ask.amount;
    if amount <= Money::ZERO || order.tenders.len() == TENDERS_MAX {
        return Err(Rejection::TenderOutOfRange { amount });
    }
    let due = order.totals.due;
    if amount > due {
        return Err(Rejection::TenderExceedsDue { due });
    }
    let kind = kind_of(ask)?;
    let (shift_id, open_drawer, change) = match &kind {
        TenderKind::Cash { change, .. } => {
            let shift = state.open_shift(context.device).ok_or(Rejection::NoOpenShift)?;
            shift.expected.checked_add(amount).ok_or(Rejection::AmountOverflow)?;
            (Some(shift.id), state.settings.drawer_printer.clone(), *change)
        }
        TenderKind::CardElsewhere { .. } | TenderKind::Driver { .. } => (None, None, Money::ZERO),
    };
    let paid = order.totals.paid.checked_add(amount).ok_or(Rejection::AmountOverflow)?;
    let still_due = due.checked_sub(amount).ok_or(Rejection::AmountOverflow)?;
    draft.change = draft.change.checked_add(change).ok_or(Rejection::AmountOverflow)?;
    draft.push(Event::TenderTaken {
        order_id: draft.order.id,
        tender: Tender {
            id: tender_id,
            kind,
            amount,
            at: context.now,
            check_id: None,
            tip: Money::ZERO,
            refunded: Money::ZERO,
        },
        shift_id,
        open_drawer,
        paid,
        due: still_due,
    });
    Ok(())
}

fn kind_of(ask: &NewTender) -> Result<TenderKind, Rejection> {
    match &ask.kind {
        NewTenderKind::Cash { received } => {
            let too_small = Rejection::CashReceivedTooSmall { received: *received };
            if *received > crate::shift::CASH_MAX {
                return Err(Rejection::TenderOutOfRange { amount: *received });
            }
            let change = received.checked_sub(ask.amount).ok_or(Rejection::AmountOverflow)?;
            if change.is_negative() {
                return Err(too_small);
            }
            Ok(TenderKind::Cash { received: *received, change, rounding: Money::ZERO })
        }
        NewTenderKind::CardElsewhere { reference } => {
            let sound = reference.chars().count() <= REFERENCE_CHARS_MAX
                && !reference.chars().any(char::is_control);
            if !sound {
                return Err(Rejection::TenderOutOfRange { amount: ask.amount });
            }
            Ok(TenderKind::CardElsewhere { reference: reference.clone() })
        }
    }
}

/// Closes the draft's order when nothing is due on it, and lets its member earn.
pub(super) fn close_when_paid(state: &State, draft: &mut Draft, print_receipt: bool) {
    if draft.order.totals.due > Money::ZERO {
        return;
    }
    let receipt_number = state.next_receipt_number();
    draft.receipt_number = Some(receipt_number);
    draft.push(Event::OrderClosed {
        order_id: draft.order.id,
        receipt_number,
        receipt_printer: state.settings.receipt_printer.clone().filter(|_| print_receipt),
        check_id: None,
    });
    if let Some(event) = member::decide::earned(&draft.order, &state.settings) {
        draft.push(event);
    }
}
