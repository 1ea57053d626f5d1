//! Money from other machines: asked for, asked about again, called off, what they answer, and what
//! people read on their slips when they no longer do.

use super::{Draft, money, open_order};
use crate::actor::{Context, Permission};
use crate::id::{OrderId, TenderId};
use crate::order::pending::OUTCOME_CHARS_MAX;
use crate::order::{
    NewTender, NewTenderKind, PendingState, PendingTender, REFERENCE_CHARS_MAX, TenderKind,
    TenderOutcome,
};
use crate::store::{Decision, State};
use crate::words::sound_words;
use crate::{Command, Event, Rejection};

/// Answers `AskTender`, `AskTenderAgain` and `CancelTender`.
///
/// # Errors
/// Refused when the order is not open, the driver or the charge is unknown, or the tender breaks a
/// rule.
///
/// # Panics
/// For any other command.
pub fn by_driver(
    state: &State,
    order_id: OrderId,
    tender_id: TenderId,
    ask: &Command,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = open_order(state, order_id)?;
    let mut draft = Draft::on(order, context);
    #[expect(clippy::wildcard_enum_match_arm, reason = "the door gives no other command")]
    let event = match ask {
        Command::AskTender { check_id, driver, amount, tip, print_receipt, .. } => {
            let known = state.settings.trade.drivers.iter().any(|known| known.code == *driver);
            // Practice takes nobody's money.
            if !known || order.is_training() {
                return Err(Rejection::UnknownDriver { driver: driver.clone() });
            }
            let (check_id, amount, tip) = (*check_id, *amount, *tip);
            let kind = NewTenderKind::CardElsewhere { reference: String::new() };
            let tender = NewTender { tender_id, kind, amount, tip, currency: None };
            money::acceptable(state, order, check_id, &tender)?;
            let pending = PendingTender {
                tender_id,
                driver: driver.clone(),
                amount,
                tip,
                check_id,
                print_receipt: *print_receipt,
                asked_at: context.now,
                state: PendingState::Asked,
                cancel_asked: false,
            };
            Event::TenderAsked { order_id, pending }
        }
        Command::AskTenderAgain { .. } => {
            pending(&draft.order, tender_id)?;
            Event::TenderAskedAgain { order_id, tender_id }
        }
        Command::CancelTender { .. } => {
            pending(&draft.order, tender_id)?;
            Event::TenderCancelAsked { order_id, tender_id }
        }
        other => unreachable!("{other:?} asks no other machine"),
    };
    draft.push(event);
    Ok(draft.decision())
}

/// Notes what another machine answered about a charge. Money that moved is taken even when the order
/// was changed meanwhile: its amount was held, so that it is never more than is due.
///
/// # Errors
/// Refused when there is no such charge: it was settled before.
pub fn resolve(
    state: &State,
    order_id: OrderId,
    tender_id: TenderId,
    outcome: &TenderOutcome,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = open_order(state, order_id)?;
    let held = pending(order, tender_id)?.clone();
    let mut draft = Draft::on(order, context);
    note(state, &mut draft, &held, outcome, context)?;
    Ok(draft.decision())
}

/// Notes what somebody read on another machine's slip about a charge that nobody knows about: the
/// machine's own reference when it took the money, `None` when it did not.
///
/// # Errors
/// Refused when there is no such charge, the machine still answers, the reference is none, or the
/// role may not without approval.
pub fn settle_by_hand(
    state: &State,
    order_id: OrderId,
    tender_id: TenderId,
    taken: Option<&str>,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = open_order(state, order_id)?;
    let held = pending(order, tender_id)?.clone();
    match held.state {
        PendingState::Unknown { .. } => {}
        PendingState::Asked | PendingState::Waiting { .. } => {
            return Err(Rejection::TenderStillAnswers { tender_id });
        }
    }
    let outcome = match taken {
        Some(reference) => TenderOutcome::Approved {
            reference: sound_words(reference, REFERENCE_CHARS_MAX)?,
            brand: String::new(),
            last4: String::new(),
        },
        None => TenderOutcome::Declined { reason: "settled by hand".to_owned() },
    };
    let approved_by = state.allow(Permission::SettleTender, true, context)?;
    let mut draft = Draft::on(order, context);
    let taken = taken.is_some();
    draft.push(Event::TenderSettledByHand { order_id, tender_id, taken, approved_by });
    note(state, &mut draft, &held, &outcome, context)?;
    Ok(draft.decision())
}

fn note(
    state: &State,
    draft: &mut Draft,
    held: &PendingTender,
    outcome: &TenderOutcome,
    context: &Context,
) -> Result<(), Rejection> {
    let (order_id, tender_id) = (draft.order.id, held.tender_id);
    match outcome {
        TenderOutcome::Approved { reference, brand, last4 } => {
            let kind = TenderKind::Driver {
                driver: held.driver.clone(),
                reference: plain(reference),
                brand: plain(brand),
                last4: last_four(last4),
            };
            let ask = NewTender {
                tender_id,
                kind: NewTenderKind::CardElsewhere { reference: String::new() },
                amount: held.amount,
                tip: held.tip,
                currency: None,
            };
            money::take_kind(state, draft, held.check_id, &ask, kind, context)?;
            money::settle(state, draft, held.check_id, held.print_receipt);
        }
        TenderOutcome::Declined { reason } => {
            let reason = plain(reason);
            draft.push(Event::TenderDeclined { order_id, tender_id, reason });
        }
        TenderOutcome::Waiting { .. } | TenderOutcome::Unknown { .. } => {
            let outcome = kept(outcome);
            if PendingState::of(&outcome).as_ref() != Some(&held.state) {
                draft.push(Event::TenderUnsettled { order_id, tender_id, outcome });
            }
        }
    }
    Ok(())
}

fn pending(order: &crate::order::Order, tender_id: TenderId) -> Result<&PendingTender, Rejection> {
    let found = order.pending.iter().find(|pending| pending.tender_id == tender_id);
    found.ok_or(Rejection::TenderNotPending { tender_id })
}

/// What another machine says, as far as it is kept: on one line, not too long.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(OUTCOME_CHARS_MAX).collect()
}

/// At most the last four digits, whatever was sent.
fn last_four(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    digits[digits.len().saturating_sub(4)..].iter().collect()
}

/// An answer as far as it is kept.
pub(super) fn kept(outcome: &TenderOutcome) -> TenderOutcome {
    match outcome {
        TenderOutcome::Approved { reference, brand, last4 } => TenderOutcome::Approved {
            reference: plain(reference),
            brand: plain(brand),
            last4: last_four(last4),
        },
        TenderOutcome::Declined { reason } => TenderOutcome::Declined { reason: plain(reason) },
        TenderOutcome::Waiting { shown_code } => {
            TenderOutcome::Waiting { shown_code: shown_code.as_deref().map(plain) }
        }
        TenderOutcome::Unknown { why } => TenderOutcome::Unknown { why: plain(why) },
    }
}
