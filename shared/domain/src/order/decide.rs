//! May an order be placed, changed, fired, paid, closed or struck?
//!
//! Each function answers one command. A composite command (place, fire, pay, close in one) works on
//! a draft that it evolves event by event, so each step sees what the step before decided.

mod arrange;
mod driver;
mod lines;
mod money;
mod moving;
mod reduce;
mod refund;
mod split;
mod timing;

pub use self::arrange::{arrange, change_details};
pub use self::driver::{by_driver, resolve, settle_by_hand};
pub use self::moving::{Moving, move_lines};
pub use self::reduce::{promote, reduce, remove_reduction, set_service};
pub use self::refund::{Refunding, refund, resolve_refund};
pub use self::split::{join, split};
pub use self::timing::{fire_due, schedule_fire};

use self::arrange::{service_of, sound_details};
use self::lines::Ringing;
use super::evolve::{evolve, placed};
use super::{Channel, LINES_MAX, Order, OrderState, VoidReason};
use crate::actor::{Context, Permission, Stamp};
use crate::command::CommandResult;
use crate::event::VoidChit;
use crate::id::{CheckId, LineId, MemberId, OrderId, StaffId};
use crate::kitchen;
use crate::order::totals::{Parts, totals};
use crate::order::{LineState, NewLine, NewTender, OrderDetails, Packaging};
use crate::store::{Decision, State};
use crate::{Event, Money, Rejection};

/// An order on its way through a composite command.
struct Draft {
    order: Order,
    stamp: Stamp,
    events: Vec<Event>,
    change: Money,
    receipt_number: Option<u64>,
}

impl Draft {
    fn on(order: &Order, context: &Context) -> Self {
        Self {
            order: order.clone(),
            stamp: Stamp::from(context),
            events: Vec::new(),
            change: Money::ZERO,
            receipt_number: None,
        }
    }

    fn push(&mut self, event: Event) {
        evolve(&mut self.order, &event, &self.stamp);
        self.events.push(event);
    }

    fn decision(self) -> Decision {
        let result = CommandResult::Order {
            order_id: self.order.id,
            number: self.order.number,
            receipt_number: self.receipt_number,
            total: self.order.totals.total,
            due: self.order.totals.due,
            change: self.change,
            revision: self.order.revision,
        };
        Decision::of(self.events, result)
    }
}

/// What a terminal asks for when it places an order.
pub struct Placing<'a> {
    /// Minted by the terminal.
    pub order_id: OrderId,
    /// How the guest eats.
    pub channel: Channel,
    /// Whose order it is.
    pub member_id: Option<MemberId>,
    /// The first lines.
    pub lines: &'a [NewLine],
    /// Whether the kitchen is told at once.
    pub fire: bool,
    /// Money taken with it.
    pub tenders: &'a [NewTender],
    /// Whether a receipt is printed when this closes the order.
    pub print_receipt: bool,
    /// Table, guests, label, words, pickup time, training.
    pub details: &'a OrderDetails,
}

/// Opens an order; fires, pays and closes it if asked to.
///
/// # Errors
/// The first rule that any part of it breaks; then nothing of it happens.
pub fn place(state: &State, ask: &Placing<'_>, context: &Context) -> Result<Decision, Rejection> {
    if state.order(ask.order_id).is_some() {
        return Err(Rejection::OrderExists { order_id: ask.order_id });
    }
    let member_id = known_member(state, ask.member_id)?;
    let details = sound_details(state, ask.details, context.now)?;
    let training = details.training;
    let (channel, now, member) = (ask.channel, context.now, member_id);
    let ringing = Ringing { state, channel, now, training, member };
    let lines = ringing.ring(&[], ask.lines)?;
    let service_ppm = service_of(state, ask.channel, &details);
    let packaging = packaging_of(state, ask.channel);
    let sums = totals(&Parts {
        lines: &lines,
        reductions: &[],
        service_ppm,
        packaging: packaging.as_ref(),
        tenders: &[],
        mode: state.menu().catalogue().tax_mode,
    });
    let (business_day, number) = next_number(state, training, context.now);
    let first = Event::OrderPlaced {
        order_id: ask.order_id,
        number,
        business_day,
        channel: ask.channel,
        member_id,
        lines,
        totals: sums.ok_or(Rejection::AmountOverflow)?,
        details,
        service_ppm,
        packaging,
    };
    let stamp = Stamp::from(context);
    let Some(order) = placed(&first, &stamp) else {
        unreachable!("an OrderPlaced begins an order")
    };
    let mut draft =
        Draft { order, stamp, events: vec![first], change: Money::ZERO, receipt_number: None };
    if ask.fire {
        fire_new(state, &mut draft, ask.lines, context)?;
    }
    for tender in ask.tenders {
        money::take(state, &mut draft, None, tender, context)?;
    }
    if !ask.tenders.is_empty() {
        money::settle(state, &mut draft, None, ask.print_receipt);
    }
    Ok(draft.decision())
}

/// Adds lines to an open order.
///
/// # Errors
/// Refused when the order is not open, was changed meanwhile, or a line breaks a rule.
pub fn add_lines(
    state: &State,
    order_id: OrderId,
    revision: u32,
    new_lines: &[NewLine],
    fire: bool,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = open_order(state, order_id)?;
    unchanged(order, revision)?;
    let mut draft = Draft::on(order, context);
    let ringing = Ringing::on(state, order, context.now);
    let lines = ringing.ring(&order.lines, new_lines)?;
    let mut all = order.lines.clone();
    all.extend(lines.iter().cloned());
    let sums = sums_of(state, &draft.order, &all)?;
    draft.push(Event::LinesAdded { order_id, lines, totals: sums });
    if fire {
        // Only these: a dessert that is held back stays held when a drink is added.
        fire_new(state, &mut draft, new_lines, context)?;
    }
    Ok(draft.decision())
}

/// Changes a line that is still held.
///
/// # Errors
/// Refused when the order is not open or was changed meanwhile, or the line is not held.
pub fn change_line(
    state: &State,
    order_id: OrderId,
    revision: u32,
    ask: &NewLine,
    context: &Context,
) -> Result<Decision, Rejection> {
    let line_id = ask.line_id;
    let order = open_order(state, order_id)?;
    unchanged(order, revision)?;
    let old = order.line(line_id).ok_or(Rejection::UnknownLine { line_id })?;
    on_no_check(order, line_id)?;
    match old.state {
        LineState::Held => {}
        LineState::Fired { .. } => return Err(Rejection::LineNotHeld { line_id }),
        LineState::Voided { .. } => return Err(Rejection::LineAlreadyVoided { line_id }),
    }
    let line = Ringing::on(state, order, context.now).change(old, ask)?;
    let all: Vec<_> = order
        .lines
        .iter()
        .map(|known| if known.id == line_id { line.clone() } else { known.clone() })
        .collect();
    let sums = sums_of(state, order, &all)?;
    if !money::covers(order, &sums) {
        return Err(Rejection::LinePaid { line_id });
    }
    let mut draft = Draft::on(order, context);
    draft.push(Event::LineChanged { order_id, line, totals: sums });
    Ok(draft.decision())
}

/// Strikes a line.
///
/// # Errors
/// Refused when the line is paid, unknown or struck already, or the role may not.
pub fn void_line(
    state: &State,
    order_id: OrderId,
    line_id: LineId,
    reason: VoidReason,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = state.order(order_id).ok_or(Rejection::UnknownOrder { order_id })?;
    match order.state {
        OrderState::Open => {}
        OrderState::Closed { .. } => return Err(Rejection::LinePaid { line_id }),
        OrderState::Voided { .. } | OrderState::Merged { .. } => {
            return Err(Rejection::OrderNotOpen { order_id });
        }
    }
    let line = order.line(line_id).ok_or(Rejection::UnknownLine { line_id })?;
    let was_fired = match line.state {
        LineState::Held => false,
        LineState::Fired { .. } => true,
        LineState::Voided { .. } => return Err(Rejection::LineAlreadyVoided { line_id }),
    };
    on_no_check(order, line_id)?;
    let approved_by = may_void(state, was_fired, context)?;
    let struck = LineState::Voided { reason, was_fired };
    let mut all = order.lines.clone();
    for known in all.iter_mut().filter(|known| known.id == line_id) {
        known.state = struck;
    }
    let sums = sums_of(state, order, &all)?;
    if !money::covers(order, &sums) {
        return Err(Rejection::LinePaid { line_id });
    }
    let (tickets, void_chits) = kitchen::decide::tickets_with(state, order, &[line_id]);
    let mut draft = Draft::on(order, context);
    draft.push(Event::LineVoided {
        order_id,
        line_id,
        reason,
        was_fired,
        tickets,
        void_chits,
        totals: sums,
        approved_by,
    });
    Ok(draft.decision())
}

/// Strikes a whole order on which no money was taken.
///
/// # Errors
/// Refused when the order is not open, money was taken, or the role may not.
pub fn void_order(
    state: &State,
    order_id: OrderId,
    reason: VoidReason,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = open_order(state, order_id)?;
    if !order.tenders.is_empty() {
        return Err(Rejection::OrderHasTenders { paid: order.totals.paid });
    }
    no_pending(order)?;
    let fired: Vec<LineId> = order
        .lines
        .iter()
        .filter(|line| !line.is_held() && !line.is_voided())
        .map(|line| line.id)
        .collect();
    let approved_by = may_void(state, !fired.is_empty(), context)?;
    let (tickets, void_chits): (_, Vec<VoidChit>) =
        kitchen::decide::tickets_with(state, order, &fired);
    let mut draft = Draft::on(order, context);
    draft.push(Event::OrderVoided {
        order_id,
        reason,
        tickets,
        void_chits,
        totals: super::Totals::default(),
        approved_by,
    });
    Ok(draft.decision())
}

/// Sends held lines to the kitchen.
///
/// # Errors
/// Refused when the order is not open or nothing of it is held.
pub fn fire(
    state: &State,
    order_id: OrderId,
    line_ids: &[LineId],
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = open_order(state, order_id)?;
    let mut draft = Draft::on(order, context);
    fire_held(state, &mut draft, line_ids, context)?;
    Ok(draft.decision())
}

/// Takes money toward an order, and closes it when nothing is due any more.
///
/// # Errors
/// Refused when the order is not open or the tender breaks a rule.
pub fn take_tender(
    state: &State,
    order_id: OrderId,
    check_id: Option<CheckId>,
    tender: &NewTender,
    print_receipt: bool,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = open_order(state, order_id)?;
    let mut draft = Draft::on(order, context);
    money::take(state, &mut draft, check_id, tender, context)?;
    money::settle(state, &mut draft, check_id, print_receipt);
    Ok(draft.decision())
}

/// Closes an order on which nothing is due.
///
/// # Errors
/// Refused when the order is not open or something is due.
pub fn close(state: &State, order_id: OrderId, context: &Context) -> Result<Decision, Rejection> {
    let order = open_order(state, order_id)?;
    if order.totals.due > Money::ZERO {
        return Err(Rejection::StillDue { due: order.totals.due });
    }
    no_pending(order)?;
    let mut draft = Draft::on(order, context);
    money::settle(state, &mut draft, None, true);
    Ok(draft.decision())
}

/// Says whose order it is.
///
/// # Errors
/// Refused when the order is not open, the member unknown, or the one it is has paid toward it.
pub fn attach_member(
    state: &State,
    order_id: OrderId,
    member_id: Option<MemberId>,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = open_order(state, order_id)?;
    let member_id = known_member(state, member_id)?;
    if order.tenders.iter().any(|tender| tender.kind.is_members())
        && member_id != state.member_of(order)
    {
        return Err(Rejection::MemberHasPaid);
    }
    let mut draft = Draft::on(order, context);
    draft.push(Event::MemberAttached { order_id, member_id });
    if let Some(signals) = kitchen::decide::signals_of_open(state, &draft.order) {
        draft.push(signals);
    }
    Ok(draft.decision())
}

/// Prints the receipt of a closed order again.
///
/// # Errors
/// Refused when the order is not closed or the store has no receipt printer.
pub fn reprint(state: &State, order_id: OrderId, context: &Context) -> Result<Decision, Rejection> {
    let order = state.order(order_id).ok_or(Rejection::UnknownOrder { order_id })?;
    let printer = state.settings.receipt_printer.clone();
    let (OrderState::Closed { .. }, Some(receipt_printer)) = (order.state, printer) else {
        return Err(Rejection::NoReceipt { order_id });
    };
    let mut draft = Draft::on(order, context);
    let copy = order.receipt_copies + 1;
    draft.push(Event::ReceiptReprinted { order_id, copy, receipt_printer });
    Ok(draft.decision())
}

/// Fires lines that were just rung, but for those that are to be kept back.
fn fire_new(
    state: &State,
    draft: &mut Draft,
    new_lines: &[NewLine],
    context: &Context,
) -> Result<(), Rejection> {
    let at_once: Vec<LineId> =
        new_lines.iter().filter(|line| !line.hold).map(|line| line.line_id).collect();
    if at_once.is_empty() { Ok(()) } else { fire_held(state, draft, &at_once, context) }
}

/// The fee for packaging on a channel, if there is one.
fn packaging_of(state: &State, channel: Channel) -> Option<Packaging> {
    let terms = state.menu().channel_terms(channel)?;
    let tax_ppm = state.menu().rate_ppm(&terms.packaging_tax, channel).unwrap_or(0);
    let (amount, tax) = (terms.packaging, terms.packaging_tax.clone());
    (amount > Money::ZERO).then_some(Packaging { amount, tax, tax_ppm })
}

fn fire_held(
    state: &State,
    draft: &mut Draft,
    line_ids: &[LineId],
    context: &Context,
) -> Result<(), Rejection> {
    for &line_id in line_ids {
        let line = draft.order.line(line_id).ok_or(Rejection::UnknownLine { line_id })?;
        match line.state {
            LineState::Held => {}
            LineState::Fired { .. } => return Err(Rejection::LineNotHeld { line_id }),
            LineState::Voided { .. } => return Err(Rejection::LineAlreadyVoided { line_id }),
        }
    }
    let event = kitchen::decide::fire(state, &draft.order, line_ids, context)?;
    draft.push(event);
    let signals = match draft.events.last() {
        Some(Event::LinesFired { tickets, business_day, .. }) => {
            let (order, day) = (&draft.order, *business_day);
            kitchen::decide::signals_of_fired(state, order, tickets, day, &draft.stamp)
        }
        Some(_) | None => None,
    };
    if let Some(signals) = signals {
        draft.push(signals);
    }
    Ok(())
}

/// Whether the asker may strike it, and who allowed it where the asker alone may not.
fn may_void(
    state: &State,
    was_fired: bool,
    context: &Context,
) -> Result<Option<StaffId>, Rejection> {
    if was_fired {
        let alone = state.settings.trade.policy.cashier_voids_fired;
        return state.allow(Permission::VoidFired, alone, context);
    }
    state.permit(Permission::VoidHeld, context)?;
    Ok(None)
}

/// Nothing may be waiting for another machine's answer.
/// A line that is on a check stays as it was split.
fn on_no_check(order: &Order, line_id: LineId) -> Result<(), Rejection> {
    match order.checks.iter().find(|check| check.lines.contains(&line_id)) {
        Some(check) if check.paid > Money::ZERO => {
            Err(Rejection::CheckPaidOn { check_id: check.id })
        }
        Some(_) => Err(Rejection::OrderIsSplit { order_id: order.id }),
        None => Ok(()),
    }
}

fn no_pending(order: &Order) -> Result<(), Rejection> {
    match order.pending.first() {
        Some(pending) => Err(Rejection::TenderPending { tender_id: pending.tender_id }),
        None => Ok(()),
    }
}

/// The business day and number of the next order; practice has a series of its own.
fn next_number(state: &State, training: bool, now: crate::Timestamp) -> (crate::BusinessDay, u32) {
    let (business_day, number) = state.next_order_number(now);
    if !training {
        return (business_day, number);
    }
    let counters = state.counters();
    let same_day = counters.business_day == Some(business_day);
    (business_day, if same_day { counters.training_number + 1 } else { 1 })
}

fn open_order(state: &State, order_id: OrderId) -> Result<&Order, Rejection> {
    let order = state.order(order_id).ok_or(Rejection::UnknownOrder { order_id })?;
    if order.is_open() { Ok(order) } else { Err(Rejection::OrderNotOpen { order_id }) }
}

fn unchanged(order: &Order, seen: u32) -> Result<(), Rejection> {
    if order.revision == seen {
        return Ok(());
    }
    Err(Rejection::OrderChanged { seen, now: order.revision })
}

/// Whose an order shall be: who stands for that member now.
fn known_member(state: &State, member_id: Option<MemberId>) -> Result<Option<MemberId>, Rejection> {
    match member_id.map(|id| state.stands_for(id)) {
        // One who was erased has earned, and is nobody any more.
        Some(member_id) if state.member_record(member_id).is_none() => {
            Err(Rejection::UnknownMember { member_id })
        }
        known => Ok(known),
    }
}

fn sums_of(
    state: &State,
    order: &Order,
    lines: &[super::Line],
) -> Result<super::Totals, Rejection> {
    if lines.len() > LINES_MAX {
        return Err(Rejection::TooManyLines { most: u32::try_from(LINES_MAX).unwrap_or(u32::MAX) });
    }
    totals(&Parts::of(order, lines, state.menu().catalogue().tax_mode))
        .ok_or(Rejection::AmountOverflow)
}
