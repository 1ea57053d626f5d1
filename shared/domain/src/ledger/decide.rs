//! May a member pay with what they own, and what does a refund give back to them?

use super::lending::{Share, opposite};
use super::{AdjustReason, COUPONS_MAX, Coupon, CouponMove, Entry, LEDGER_MAX, POINTS_MAX, Reason};
use crate::actor::{Context, Permission};
use crate::command::{CommandResult, TopUpMoney};
use crate::day::TenderName;
use crate::id::{CouponId, MemberId, MovementId, RefundId, StaffId};
use crate::member::Member;
use crate::order::{
    NewTender, NewTenderKind, Order, REFERENCE_CHARS_MAX, RefundTender, Tender, TenderKind,
};
use crate::settings::MemberRules;
use crate::shift::{CASH_MAX, CashMovement, MovementKind};
use crate::store::{Decision, State};
use crate::words::has_card_number;
use crate::{BusinessDay, Event, Money, Rejection};

/// What becomes of a tender that the order's member pays with what they own; `None` for any other
/// sort. `posted` is what the same command has written in their ledger before.
///
/// # Errors
/// Refused when the order has no member, or they do not own as much.
pub fn tender(
    state: &State,
    order: &Order,
    posted: &[Event],
    ask: &NewTender,
    context: &Context,
) -> Result<Option<TenderKind>, Rejection> {
    match &ask.kind {
        NewTenderKind::Cash { .. } | NewTenderKind::CardElsewhere { .. } => Ok(None),
        NewTenderKind::StoredValue => {
            let member = owner(state, order, posted)?;
            let asked = ask.amount.checked_add(ask.tip).ok_or(Rejection::AmountOverflow)?;
            let left =
                member.principal.checked_add(member.gift).ok_or(Rejection::AmountOverflow)?;
            if asked > left {
                return Err(Rejection::ValueTooSmall { left });
            }
            // A tip is money for the staff: it is never paid out of a gift.
            let for_order = member.principal.checked_sub(ask.tip).unwrap_or_default();
            if for_order.is_negative() {
                return Err(Rejection::ValueTooSmall { left: member.principal });
            }
            Ok(Some(TenderKind::StoredValue { principal: ask.amount.min(for_order) }))
        }
        NewTenderKind::Points => {
            without_tip(ask)?;
            let member = owner(state, order, posted)?;
            let points = points_for(&state.settings.trade.members, state, ask.amount)?;
            if points > member.points {
                return Err(Rejection::PointsTooFew { needed: points, left: member.points.max(0) });
            }
            Ok(Some(TenderKind::Points { points, beyond: 0 }))
        }
        NewTenderKind::PointsAtRisk => {
            without_tip(ask)?;
            let member = owner(state, order, posted)?;
            let rules = &state.settings.trade.members;
            let points = points_for(rules, state, ask.amount)?;
            let beyond = points.saturating_sub(member.points.max(0)).max(0);
            // What was owed before is at risk already.
            let most = i64::from(rules.risk_points).saturating_add(member.points.min(0));
            if beyond > 0 && !context.hq_away {
                return Err(Rejection::HqReached);
            }
            if beyond > most.max(0) {
                return Err(Rejection::RiskTooLarge { most: most.max(0) });
            }
            Ok(Some(TenderKind::Points { points, beyond }))
        }
        NewTenderKind::Coupon { coupon_id } => {
            without_tip(ask)?;
            let member = owner(state, order, posted)?;
            let coupon = member.coupons.iter().find(|known| known.id == *coupon_id);
            let coupon = coupon.ok_or(Rejection::UnknownCoupon { coupon_id: *coupon_id })?;
            fits(state, order, coupon, ask, context)?;
            Ok(Some(TenderKind::Coupon { coupon: coupon.clone(), at_risk: false }))
        }
        NewTenderKind::CouponAtRisk { coupon } => {
            without_tip(ask)?;
            let member = owner(state, order, posted)?;
            fits(state, order, coupon, ask, context)?;
            if member.coupons.iter().any(|known| known.id == coupon.id) {
                return Err(Rejection::CouponLiesHere);
            }
            if member.owed_coupons.iter().any(|known| known.id == coupon.id) {
                return Err(Rejection::CouponUsedHere);
            }
            if !context.hq_away {
                return Err(Rejection::HqReached);
            }
            let owed = member.owed_coupons.iter().map(|known| known.worth);
            let risked = Money::sum(owed.chain([coupon.worth])).ok_or(Rejection::AmountOverflow)?;
            let most = state.settings.trade.members.risk_coupons;
            if coupon.worth <= Money::ZERO || risked > most {
                return Err(Rejection::CouponRiskTooLarge { most });
            }
            Ok(Some(TenderKind::Coupon { coupon: coupon.clone(), at_risk: true }))
        }
    }
}

/// Whether a coupon is good for an order today, and for as much as it is to pay.
fn fits(
    state: &State,
    order: &Order,
    coupon: &Coupon,
    ask: &NewTender,
    context: &Context,
) -> Result<(), Rejection> {
    let Coupon { worth, least, last_day, .. } = *coupon;
    if state.business_day(context.now) > last_day {
        return Err(Rejection::CouponExpired { last_day });
    }
    if order.totals.total < least {
        return Err(Rejection::CouponNeedsMore { least });
    }
    if ask.amount > worth {
        return Err(Rejection::CouponTooSmall { worth });
    }
    Ok(())
}

/// What a tender takes from the member's ledger; nothing for money.
pub fn spent(state: &State, order: &Order, tender: &Tender) -> Option<Event> {
    let member_id = state.member_of(order).filter(|_| !order.is_training())?;
    let spent = |beyond| Reason::Spent { order_id: order.id, tender_id: tender.id, beyond };
    let mut entry = Entry::new(spent(0));
    match &tender.kind {
        TenderKind::Cash { .. } | TenderKind::CardElsewhere { .. } | TenderKind::Driver { .. } => {
            return None;
        }
        TenderKind::StoredValue { principal } => {
            entry.principal = minus(minus(Money::ZERO, *principal), tender.tip);
            entry.gift = minus(*principal, tender.amount);
        }
        TenderKind::Points { points, beyond } => {
            entry.points = -*points;
            entry.reason = spent(*beyond);
        }
        TenderKind::Coupon { coupon, at_risk } => {
            entry.coupon = Some(CouponMove { coupon: coupon.clone(), came: false });
            entry.reason = spent(i64::from(*at_risk));
        }
    }
    Some(posted(member_id, entry))
}

/// What a refund puts back into the member's ledger for one tender. `order` is as of before it.
pub fn given_back(
    state: &State,
    order: &Order,
    refund_id: RefundId,
    given: &RefundTender,
    context: &Context,
) -> Option<Event> {
    let member_id = state.member_of(order).filter(|_| !order.is_training())?;
    let tender = order.tender(given.tender_id)?;
    let reason = Reason::GivenBack { order_id: order.id, tender_id: tender.id, refund_id };
    let mut entry = Entry::new(reason);
    let after = tender.refunded.checked_add(given.amount)?;
    match &tender.kind {
        TenderKind::Cash { .. } | TenderKind::CardElsewhere { .. } | TenderKind::Driver { .. } => {
            return None;
        }
        TenderKind::StoredValue { principal } => {
            // The gift is filled first: principal comes back only once all of the gift has.
            let gift = minus(tender.amount, *principal);
            entry.gift = minus(after.min(gift), tender.refunded.min(gift));
            entry.principal = minus(given.amount, entry.gift);
        }
        TenderKind::Points { points, .. } => {
            let whole = Money::from_minor(*points);
            let part = |of: Money| whole.portion(of.minor(), tender.amount.minor());
            entry.points = minus(part(after)?, part(tender.refunded)?).minor();
        }
        TenderKind::Coupon { coupon, .. } => {
            let whole = after == tender.amount;
            if !whole || state.business_day(context.now) > coupon.last_day {
                return None;
            }
            entry.coupon = Some(CouponMove { coupon: coupon.clone(), came: true });
        }
    }
    Some(posted(member_id, entry))
}

/// Whether what was given, not paid, takes its share of a refund: of each such tender at least as
/// much as of the order, parts of a minor unit left out.
///
/// # Errors
/// Refused when one takes less, with what it should.
pub fn shares(order: &Order, given: &[RefundTender], amount: Money) -> Result<(), Rejection> {
    let total = order.totals.total.minor();
    let after = order.totals.refunded.checked_add(amount).ok_or(Rejection::AmountOverflow)?;
    for tender in order.tenders.iter().filter(|tender| tender.kind.is_given()) {
        let least = i128::from(tender.amount.minor()) * i128::from(after.minor());
        let least = i64::try_from(least / i128::from(total.max(1))).unwrap_or(i64::MAX);
        let back = given.iter().find(|back| back.tender_id == tender.id);
        let back = back.map(|back| back.amount).unwrap_or_default();
        let still = minus(Money::from_minor(least), tender.refunded);
        if back < still {
            return Err(Rejection::RefundShareTooSmall { tender_id: tender.id, least: still });
        }
    }
    Ok(())
}

/// A member pays in; the store adds what its rules give for it.
///
/// # Errors
/// Refused when there is no such member, the store takes nothing beforehand, the amount is out of
/// range, or cash has no open drawer.
pub fn top_up(
    state: &State,
    member_id: MemberId,
    movement_id: MovementId,
    amount: Money,
    paid: &TopUpMoney,
    context: &Context,
) -> Result<Decision, Rejection> {
    let member = known(state, member_id)?;
    if !state.settings.trade.members.stored_value {
        return Err(Rejection::StoredValueOff);
    }
    let gift = state.settings.trade.members.gift_for(amount);
    let fits = member
        .principal
        .checked_add(amount)
        .is_some_and(|sum| amount > Money::ZERO && sum <= LEDGER_MAX)
        && member.gift.checked_add(gift).is_some_and(|sum| sum <= LEDGER_MAX);
    if !fits {
        return Err(Rejection::TopUpOutOfRange { amount });
    }
    let mut events = Vec::new();
    let (name, reference) = match paid {
        TopUpMoney::Cash => {
            let kind = MovementKind::TopUp;
            events.push(cash_moved(state, (kind, movement_id), amount, None, context)?);
            (TenderName::cash(), String::new())
        }
        TopUpMoney::CardElsewhere { reference } => {
            let sound = reference.chars().count() <= REFERENCE_CHARS_MAX
                && !reference.chars().any(char::is_control);
            if !sound {
                return Err(Rejection::TopUpOutOfRange { amount });
            }
            if has_card_number(reference) {
                return Err(Rejection::CardNumberInWords);
            }
            (TenderName::card_elsewhere(), reference.clone())
        }
    };
    let reason = Reason::ToppedUp { movement_id, paid: name, reference };
    let entry = Entry { principal: amount, gift, ..Entry::new(reason) };
    events.push(on_paper(state, member_id, entry));
    Ok(Decision::of(events, CommandResult::Done))
}

/// Gives a member in cash what is left of what they paid in. The gift that came with it lapses.
///
/// # Errors
/// Refused when there is nothing, the drawer does not hold it, or the role may not without approval.
pub fn pay_out(
    state: &State,
    member_id: MemberId,
    movement_id: MovementId,
    context: &Context,
) -> Result<Decision, Rejection> {
    let member = known(state, member_id)?;
    if member.principal <= Money::ZERO {
        return Err(Rejection::ValueTooSmall { left: Money::ZERO });
    }
    let amount = member.principal;
    let approved_by = state.allow(Permission::Refund, false, context)?;
    let kind = MovementKind::ValuePaidOut;
    let moved = cash_moved(state, (kind, movement_id), amount, approved_by, context)?;
    let reason = Reason::PaidOut { movement_id };
    let (principal, gift) = (minus(Money::ZERO, amount), minus(Money::ZERO, member.gift));
    let entry = Entry { principal, gift, ..Entry::new(reason) };
    let posted = on_paper(state, member_id, entry);
    Ok(Decision::of(vec![moved, posted], CommandResult::Done))
}

/// Gives a member a coupon.
///
/// # Errors
/// Refused when it cannot be, they hold too many, or it is worth more than the role gives alone.
pub fn give_coupon(
    state: &State,
    member_id: MemberId,
    coupon: &Coupon,
    context: &Context,
) -> Result<Decision, Rejection> {
    let member = known(state, member_id)?;
    let sound = coupon.worth > Money::ZERO
        && coupon.worth <= LEDGER_MAX
        && !coupon.least.is_negative()
        && coupon.least <= LEDGER_MAX
        && coupon.last_day >= state.business_day(context.now);
    if !sound {
        return Err(Rejection::CouponOutOfRange);
    }
    if member.coupons.iter().any(|held| held.id == coupon.id) {
        return Err(Rejection::CouponExists { coupon_id: coupon.id });
    }
    if member.coupons.len() >= COUPONS_MAX {
        let most = u32::try_from(COUPONS_MAX).unwrap_or(u32::MAX);
        return Err(Rejection::TooManyCoupons { most });
    }
    let alone = coupon.worth <= state.settings.trade.members.cashier_coupon;
    let approved_by = state.allow(Permission::GiveDiscount, alone, context)?;
    let coupon = Some(CouponMove { coupon: coupon.clone(), came: true });
    let entry = Entry { coupon, ..Entry::new(Reason::CouponGiven { approved_by }) };
    let event = posted(member_id, entry);
    Ok(Decision::of(vec![event], CommandResult::Done))
}

/// Takes a coupon back from a member who has not used it; or lets one go that they owe: the store bears
/// what it was worth.
///
/// # Errors
/// Refused when they neither hold nor owe it.
pub fn withdraw_coupon(
    state: &State,
    member_id: MemberId,
    coupon_id: CouponId,
    why: AdjustReason,
) -> Result<Decision, Rejection> {
    let member = known(state, member_id)?;
    let is_it = |known: &&Coupon| known.id == coupon_id;
    let held = member.coupons.iter().find(is_it).map(|coupon| (coupon, false));
    let owed = || member.owed_coupons.iter().find(is_it).map(|coupon| (coupon, true));
    let found = held.or_else(owed).ok_or(Rejection::UnknownCoupon { coupon_id })?;
    let coupon = Some(CouponMove { coupon: found.0.clone(), came: found.1 });
    let entry = Entry { coupon, ..Entry::new(Reason::Adjusted { why }) };
    let event = posted(member_id, entry);
    Ok(Decision::of(vec![event], CommandResult::Done))
}

/// Puts a member's points or gift right. What was paid in is never adjusted: it comes with money
/// and goes with money.
///
/// # Errors
/// Refused when nothing would move, too much, or a gift would go below zero.
pub fn adjust(
    state: &State,
    member_id: MemberId,
    points: i64,
    gift: Money,
    why: AdjustReason,
) -> Result<Decision, Rejection> {
    let member = known(state, member_id)?;
    let moves = points != 0 || gift != Money::ZERO;
    let range = -POINTS_MAX..=POINTS_MAX;
    let gift_after = member.gift.checked_add(gift);
    let fits = moves
        && range.contains(&points)
        && gift_after.is_some_and(|sum| !sum.is_negative() && sum <= LEDGER_MAX);
    if !fits {
        return Err(Rejection::AdjustmentOutOfRange);
    }
    let reason = Reason::Adjusted { why };
    let entry = Entry { points, gift, ..Entry::new(reason) };
    let event = posted(member_id, entry);
    Ok(Decision::of(vec![event], CommandResult::Done))
}

/// Takes everything that was given to a member off their ledger, and what they owe; what they paid in
/// stays.
pub fn lapsed(member_id: MemberId, member: &Member) -> Vec<Event> {
    let reason = Reason::Adjusted { why: AdjustReason::Lapsed };
    let given = Share { principal: Money::ZERO, ..Share::of(member) };
    let entries = given.into_entries(&reason).into_iter();
    entries.map(|entry| posted(member_id, opposite(&entry))).collect()
}

/// Takes the points that lie here of a member who has not been since a day; nothing happens when they
/// have, or have none.
pub fn lapse_points(state: &State, member_id: MemberId, before: BusinessDay) -> Decision {
    let idle = state.member(member_id).filter(|member| {
        let since = member.last_visit_anywhere().is_none_or(|last| last < before);
        since && member.points > 0 && member.merged_into.is_none()
    });
    let entry = idle.map(|member| Entry {
        points: member.points.saturating_neg(),
        ..Entry::new(Reason::PointsLapsed)
    });
    let events = entry.map(|entry| posted(member_id, entry)).into_iter().collect();
    Decision::of(events, CommandResult::Done)
}

/// Gives a coupon of one member to another, because the first gave it away on their phone; nothing
/// happens when they are one.
///
/// # Errors
/// Refused when the first does not hold it here, its time is over, or the other holds too many.
pub fn hand_on_coupon(
    state: &State,
    from: MemberId,
    to: MemberId,
    coupon_id: CouponId,
    context: &Context,
) -> Result<Decision, Rejection> {
    let (from, to) = (state.stands_for(from), state.stands_for(to));
    let giver = known(state, from)?;
    let taker = known(state, to)?;
    if from == to {
        return Ok(Decision::of(Vec::new(), CommandResult::Done));
    }
    let coupon = giver.coupons.iter().find(|held| held.id == coupon_id);
    let coupon = coupon.ok_or(Rejection::UnknownCoupon { coupon_id })?;
    if state.business_day(context.now) > coupon.last_day {
        return Err(Rejection::CouponExpired { last_day: coupon.last_day });
    }
    if taker.coupons.len() >= COUPONS_MAX {
        let most = u32::try_from(COUPONS_MAX).unwrap_or(u32::MAX);
        return Err(Rejection::TooManyCoupons { most });
    }
    let line = |reason, came| {
        let coupon = Some(CouponMove { coupon: coupon.clone(), came });
        Entry { coupon, ..Entry::new(reason) }
    };
    let gone = line(Reason::TransferredTo { member_id: to }, false);
    let came = line(Reason::TransferredFrom { member_id: from }, true);
    Ok(Decision::of(vec![posted(from, gone), posted(to, came)], CommandResult::Done))
}

/// Gives points of one member to another.
///
/// # Errors
/// Refused when they are the same, or the first does not have as many.
pub fn transfer(
    state: &State,
    from: MemberId,
    to: MemberId,
    points: i64,
) -> Result<Decision, Rejection> {
    let giver = known(state, from)?;
    known(state, to)?;
    if from == to {
        return Err(Rejection::SameMember);
    }
    if points <= 0 || points > giver.points {
        return Err(Rejection::PointsTooFew { needed: points, left: giver.points.max(0) });
    }
    let gone = Entry { points: -points, ..Entry::new(Reason::TransferredTo { member_id: to }) };
    let came = Entry { points, ..Entry::new(Reason::TransferredFrom { member_id: from }) };
    let events = vec![posted(from, gone), posted(to, came)];
    Ok(Decision::of(events, CommandResult::Done))
}

/// The points that an amount costs, parts of a point counted as a whole one.
fn points_for(rules: &MemberRules, state: &State, amount: Money) -> Result<i64, Rejection> {
    if rules.points_per_major_paid == 0 {
        return Err(Rejection::PointsNotTaken);
    }
    let major = i128::from(state.settings.currency.minor_per_major());
    let times = i128::from(amount.minor()) * i128::from(rules.points_per_major_paid);
    i64::try_from((times + major - 1) / major).map_err(|_| Rejection::AmountOverflow)
}

/// The order's member, with what the same command posted before.
fn owner(state: &State, order: &Order, posted: &[Event]) -> Result<Member, Rejection> {
    let member_id = state.member_of(order).ok_or(Rejection::NoMember)?;
    let mut member = known(state, member_id)?.clone();
    for event in posted {
        if let Some((_, entry)) = super::entry_of(event).filter(|(of, _)| *of == member_id) {
            super::evolve::posted(&mut member, &entry);
        }
    }
    Ok(member)
}

fn known(state: &State, member_id: MemberId) -> Result<&Member, Rejection> {
    let known = state.member(member_id).filter(|_| state.member_record(member_id).is_some());
    let known = known.ok_or(Rejection::UnknownMember { member_id })?;
    match &known.merged_into {
        Some(merge) => Err(Rejection::MemberMerged { into: merge.into }),
        None => Ok(known),
    }
}

/// Cash that goes into the asking terminal's drawer for a member, or out of it.
fn cash_moved(
    state: &State,
    (kind, movement_id): (MovementKind, MovementId),
    amount: Money,
    approved_by: Option<StaffId>,
    context: &Context,
) -> Result<Event, Rejection> {
    let shift = state.open_shift(context.device).ok_or(Rejection::NoOpenShift)?;
    if shift.movements.iter().any(|known| known.id == movement_id) {
        return Err(Rejection::MovementExists { movement_id });
    }
    let most = match kind {
        MovementKind::TopUp | MovementKind::PayIn => CASH_MAX.checked_sub(shift.expected),
        MovementKind::ValuePaidOut | MovementKind::PayOut | MovementKind::Drop => {
            Some(shift.expected)
        }
    };
    if amount > most.unwrap_or_default() {
        return Err(Rejection::MovementOutOfRange { amount });
    }
    let movement = CashMovement {
        id: movement_id,
        kind,
        amount,
        reason: String::new(),
        by: context.actor.staff_id(),
        approved_by,
        at: context.now,
    };
    let open_drawer = state.settings.drawer_printer.clone();
    Ok(Event::CashMoved { shift_id: shift.id, movement, open_drawer })
}

fn without_tip(ask: &NewTender) -> Result<(), Rejection> {
    if ask.tip == Money::ZERO { Ok(()) } else { Err(Rejection::TipOutOfRange { tip: ask.tip }) }
}

/// A line of a member's ledger.
fn posted(member_id: MemberId, entry: Entry) -> Event {
    Event::MemberPosted { member_id, entry: Box::new(entry), receipt_printer: None }
}

/// The same, with a slip for the member, where the store has a printer for guests.
fn on_paper(state: &State, member_id: MemberId, entry: Entry) -> Event {
    let receipt_printer = state.settings.receipt_printer.clone();
    Event::MemberPosted { member_id, entry: Box::new(entry), receipt_printer }
}

/// A difference of two amounts of one tender, which both are within its range.
fn minus(amount: Money, less: Money) -> Money {
    match amount.checked_sub(less) {
        Some(rest) => rest,
        None => unreachable!("two amounts of one tender overflowed"),
    }
}
