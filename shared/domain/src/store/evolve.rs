//! What becomes of the store. Infallible: an event in the journal has already happened.

mod cooking;
mod follow;
mod moves;

use std::sync::Arc;

use super::{Record, Row, State};
use crate::actor::{APPROVAL_MS, Approval, Stamp};
use crate::catalogue::Menu;
use crate::day::{ClosedDay, Signing, Takings, ZReport};
use crate::id::{MemberId, OrderId, ShiftId, StaffId, TicketId};
use crate::kitchen::{NewTicket, Ticket};
use crate::ledger::Reason;
use crate::member::{self, Member, merging};
use crate::order::{Order, OrderDetails};
use crate::shift::{self, Shift};
use crate::{BusinessDay, Event, day, kitchen, ledger, order};

/// Applies one event.
///
/// # Panics
/// When a row that the event changes is not loaded, or the event contradicts the state: the
/// journal and this code disagree, and going on would write nonsense.
#[expect(clippy::too_many_lines, reason = "a table with one row for each kind of event")]
pub fn evolve(state: &mut State, event: &Event, stamp: &Stamp) {
    match event {
        Event::OrderPlaced { order_id, number, business_day, details, .. } => {
            begin_day(state, *business_day);
            took_number(state, *number, details);
            let placed = order::evolve::placed(event, stamp);
            assert!(placed.is_some(), "an OrderPlaced begins an order");
            let known = placed.and_then(|placed| state.orders.insert(*order_id, placed));
            assert!(known.is_none(), "order {order_id} was placed twice");
        }
        Event::OrderMerged { order_id, .. }
        | Event::FireScheduled { order_id, .. }
        | Event::Reduced { order_id, .. }
        | Event::ReductionRemoved { order_id, .. }
        | Event::ServiceChargeSet { order_id, .. }
        | Event::OrderSplit { order_id, .. }
        | Event::ChecksJoined { order_id, .. }
        | Event::TenderAsked { order_id, .. }
        | Event::TenderAskedAgain { order_id, .. }
        | Event::TenderCancelAsked { order_id, .. }
        | Event::TenderUnsettled { order_id, .. }
        | Event::TenderSettledByHand { order_id, .. }
        | Event::TenderDeclined { order_id, .. }
        | Event::RefundSettled { order_id, .. }
        | Event::LinesAdded { order_id, .. }
        | Event::LineChanged { order_id, .. }
        | Event::PromotionsApplied { order_id, .. }
        | Event::MemberAttached { order_id, .. }
        | Event::FeedbackLeft { order_id, .. }
        | Event::CommissionPosted { order_id, .. }
        | Event::ReceiptReprinted { order_id, .. }
        | Event::OrderReady { order_id }
        | Event::OrderHandedOver { order_id }
        | Event::OrderRecalled { order_id } => evolve_order(state, *order_id, event, stamp),
        Event::LineVoided { order_id, line_id, tickets, .. } => {
            evolve_order(state, *order_id, event, stamp);
            for id in tickets {
                kitchen::evolve::line_voided(ticket_mut(state, *id), Some(*line_id), stamp);
            }
        }
        Event::OrderVoided { order_id, tickets, .. } => {
            // Asked before the event: afterwards nothing tells these lines from those struck earlier.
            let (lines, amount) = day::evolve::strikes(order_mut(state, *order_id));
            day::evolve::struck(&mut state.takings, lines, amount);
            evolve_order(state, *order_id, event, stamp);
            for id in tickets {
                kitchen::evolve::line_voided(ticket_mut(state, *id), None, stamp);
            }
        }
        Event::LinesArranged { order_id, line_ids, seat, course, tickets } => {
            evolve_order(state, *order_id, event, stamp);
            for id in tickets {
                let place = (*seat, *course);
                kitchen::evolve::arranged(ticket_mut(state, *id), line_ids, place, stamp);
            }
        }
        Event::DetailsChanged { order_id, details, tickets } => {
            evolve_order(state, *order_id, event, stamp);
            for id in tickets {
                kitchen::evolve::details_changed(ticket_mut(state, *id), details, stamp);
            }
        }
        Event::LinesMoved { .. } => moves::lines_moved(state, event, stamp),
        Event::LinesFired { order_id, firing, business_day, tickets, .. } => {
            begin_day(state, *business_day);
            evolve_order(state, *order_id, event, stamp);
            open_tickets(state, *order_id, *firing, *business_day, tickets, stamp);
        }
        Event::TenderTaken { order_id, tender, shift_id, .. } => {
            evolve_order(state, *order_id, event, stamp);
            if let Some(id) = shift_id {
                shift::evolve::took_tender(shift_mut(state, *id), tender);
            }
        }
        Event::CheckPaid { order_id, receipt_number, .. }
        | Event::OrderClosed { order_id, receipt_number, .. } => {
            evolve_order(state, *order_id, event, stamp);
            if order_mut(state, *order_id).is_training() {
                state.counters.training_receipt = *receipt_number;
            } else {
                state.counters.receipt_number = *receipt_number;
            }
        }
        Event::OrderRefunded { order_id, refund, shift_id, cash, .. } => {
            if !order_mut(state, *order_id).is_training() {
                state.counters.refund_number = refund.number;
            }
            evolve_order(state, *order_id, event, stamp);
            if let Some(id) = shift_id {
                shift::evolve::refunded(shift_mut(state, *id), *cash);
            }
        }
        Event::TicketsShown { tickets, late } => {
            for id in tickets {
                kitchen::evolve::shown(ticket_mut(state, *id), stamp);
            }
            shown_after_all(state, tickets, late);
        }
        Event::TicketsSeen { tickets, late } => {
            for id in tickets {
                kitchen::evolve::seen(ticket_mut(state, *id), stamp);
            }
            shown_after_all(state, tickets, late);
        }
        Event::TicketsUnshown { .. }
        | Event::LinesDone { .. }
        | Event::LinesBack { .. }
        | Event::AllergyConfirmed { .. }
        | Event::OrderRushed { .. }
        | Event::LineRemade { .. }
        | Event::GuestSignalled { .. }
        | Event::KitchenCalled { .. }
        | Event::CallAnswered { .. }
        | Event::ChitReprinted { .. }
        | Event::TicketsRelocated { .. }
        | Event::LayoutSwitched { .. } => cooking::evolve(state, event, stamp),
        Event::TicketBumped { ticket_id, order_id } => {
            kitchen::evolve::bumped(ticket_mut(state, *ticket_id), stamp);
            evolve_order(state, *order_id, event, stamp);
        }
        Event::TicketRecalled { ticket_id, order_id } => {
            kitchen::evolve::recalled(ticket_mut(state, *ticket_id), stamp);
            evolve_order(state, *order_id, event, stamp);
        }
        Event::ShiftOpened { shift_id, float } => {
            state.load_shift(shift::evolve::opened(*shift_id, *float, stamp));
        }
        Event::CashMoved { shift_id, movement, .. } => {
            shift::evolve::moved_cash(shift_mut(state, *shift_id), movement);
        }
        Event::DrawerOpened { shift_id, .. } => {
            shift::evolve::opened_drawer(shift_mut(state, *shift_id));
        }
        Event::ShiftHandedOver { shift_id, to, .. } => {
            shift::evolve::handed_over(shift_mut(state, *shift_id), *to);
        }
        Event::ShiftClosed { shift_id, expected, counted, denominations, .. } => {
            let shift = shift_mut(state, *shift_id);
            shift::evolve::closed(shift, *counted, *expected, denominations, stamp);
            let device = shift.device_id;
            state.open_shifts.remove(&device);
        }
        Event::MemberEnrolled { member_id, .. } => {
            state.members.insert(*member_id, Member::default());
        }
        Event::PointsEarned { member_id, order_id, points, spent, business_day, hour } => {
            let mut member = state.members.remove(member_id).unwrap_or_default();
            let order = order_mut(state, *order_id);
            let kept = order.lines.iter().filter(|line| !line.is_voided());
            let bought: Vec<_> = kept.flat_map(crate::stock::evolve::taken_by).collect();
            let had = order.promotions.iter().map(|promotion| promotion.code.clone());
            member::evolve::earned(&mut member, *points, *spent, *business_day, &bought);
            member::habits::evolve(&mut member, order, *hour);
            member.last_served_by = order.opened_by.or(member.last_served_by);
            member.promotions.extend(had);
            state.members.insert(*member_id, member);
            evolve_order(state, *order_id, event, stamp);
        }
        Event::MemberPosted { member_id, entry, .. } => {
            // Of the settings nothing is read here: a replay has none of them.
            let day = BusinessDay::of(stamp.at, chrono_tz::UTC, 0);
            let member = state.members.entry(*member_id).or_default();
            ledger::evolve::posted(member, entry);
            if matches!(entry.reason, Reason::ToppedUp { .. } | Reason::PaidOut { .. }) {
                member::evolve::paid_in(member, entry.principal, day);
            }
        }
        Event::SeenElsewhere { member_id, elsewhere } => {
            let member = state.members.entry(*member_id).or_default();
            member.elsewhere = elsewhere.as_ref().clone();
        }
        Event::MembersMerged { member_id, into } => {
            both(state, *member_id, *into, |gone, kept| {
                merging::evolve_merged(kept, gone, *member_id, *into);
            });
        }
        Event::MembersTakenApart { member_id, into } => {
            both(state, *member_id, *into, |gone, kept| {
                merging::evolve_apart(kept, gone, *member_id);
            });
        }
        Event::PointsReversed { member_id, order_id, points, spent, business_day } => {
            let member = state.members.entry(*member_id).or_default();
            member::evolve::reversed(member, *points, *spent, *business_day);
            evolve_order(state, *order_id, event, stamp);
        }
        Event::DayClosed { report, .. } => day_closed(state, report),
        Event::DaySigned { number, public_key, signature } => {
            let (public_key, signature) = (public_key.clone(), signature.clone());
            day_mut(state, *number).signing = Signing::Signed { public_key, signature };
        }
        Event::SignerOutage { number, reason } => {
            let day = day_mut(state, *number);
            let since = match &day.signing {
                Signing::Outage { since, .. } => *since,
                Signing::Waiting | Signing::Signed { .. } => stamp.at,
            };
            day.signing = Signing::Outage { since, reason: reason.clone() };
        }
        Event::AvailabilitySet { item_id, availability } => {
            state.stock.entry(*item_id).or_default().availability = *availability;
        }
        Event::TableCleared { table } => {
            state.tables.entry(table.clone()).or_default().dirty_since = None;
        }
        Event::ApprovalGiven { command_id, command_hash, approver } => {
            state.approvals.retain(|_, known| stamp.at.saturating_since(known.at) <= APPROVAL_MS);
            let (approver, command_hash) = (*approver, *command_hash);
            let approval = Approval { approver, command_hash, at: stamp.at };
            state.approvals.insert(*command_id, approval);
        }
        Event::StaffSignedIn { staff_id } => {
            state.pin_failures.insert(*staff_id, crate::staff::PinFailures::default());
        }
        Event::StaffSignInFailed { staff_id } => failed_sign_in(state, *staff_id, stamp),
        Event::EpochBegan { .. }
        | Event::StaffChanged { .. }
        | Event::DevicePaired { .. }
        | Event::StaffSignedOut { .. }
        | Event::ReportPrinted { .. }
        | Event::FloorPlanChanged { .. }
        | Event::MemberChanged { .. }
        | Event::MemberErased { .. }
        | Event::CatalogueChanged { .. } => {}
    }
    follow::follow(state, event, stamp);
}

fn took_number(state: &mut State, number: u32, details: &OrderDetails) {
    if details.training {
        state.counters.training_number = number;
        return;
    }
    state.counters.order_number = number;
    if let Some(slot) = details.pickup_at {
        *state.counters.slots.entry(slot).or_default() += 1;
    }
}

fn day_closed(state: &mut State, report: &ZReport) {
    state.counters.z_number = report.number;
    state.counters.z_hash = Some(report.hash);
    state.counters.perpetual = report.perpetual;
    state.takings = Takings { open_paid: report.takings.open_paid, ..Takings::default() };
    state.touched.insert(Row::Takings);
    let closed = ClosedDay { report: report.clone(), signing: Signing::Waiting };
    state.days.insert(report.number, closed);
}

fn day_mut(state: &mut State, number: u64) -> &mut ClosedDay {
    match state.days.get_mut(&number) {
        Some(day) => day,
        None => unreachable!("day {number} was not loaded before it changed"),
    }
}

/// Puts changed reference data in. Refuses nothing: `decide` has checked it by the rules of its day.
pub fn apply_record(state: &mut State, record: &Record) {
    match record {
        Record::Catalogue(catalogue) => {
            state.menu = Arc::new(Menu::as_published(catalogue.clone()));
        }
        Record::Staff(staff) => {
            state.staff.insert(staff.id, staff.clone());
        }
        Record::Device(device, _) => {
            state.devices.insert(device.id, device.clone());
        }
        Record::Member(member) => {
            let key = super::Key::Phone(member.phone.clone());
            state.absent.remove(&key);
            state.phones.insert(member.phone.clone(), member.id);
            state.cards.retain(|_, known| *known != member.id);
            for card in &member.cards {
                state.absent.remove(&super::Key::Card(card.clone()));
                state.cards.insert(card.clone(), member.id);
            }
            // Who comes from HQ has earned nothing here yet.
            state.absent.remove(&super::Key::Member(member.id));
            state.members.entry(member.id).or_default();
            state.records.insert(member.id, member.clone());
        }
        Record::MemberErased(id) => {
            if let Some(record) = state.records.remove(id) {
                state.phones.remove(&record.phone);
                state.cards.retain(|_, known| *known != record.id);
            }
        }
        Record::FloorPlan(plan) => state.floor = Arc::new(plan.clone()),
        Record::Feedback { .. } | Record::Session { .. } | Record::SessionEnded(_) => {}
    }
}

/// Changes two members at once.
fn both(
    state: &mut State,
    one: MemberId,
    other: MemberId,
    change: impl FnOnce(&mut Member, &mut Member),
) {
    let mut first = state.members.remove(&one).unwrap_or_default();
    change(&mut first, state.members.entry(other).or_default());
    state.members.insert(one, first);
}

/// The numbers of a business day begin at one.
fn begin_day(state: &mut State, day: BusinessDay) {
    if state.counters.business_day != Some(day) {
        state.counters.business_day = Some(day);
        state.counters.order_number = 0;
        state.counters.training_number = 0;
        state.counters.ticket_numbers.clear();
    }
}

fn open_tickets(
    state: &mut State,
    order_id: OrderId,
    firing: u32,
    business_day: BusinessDay,
    tickets: &[NewTicket],
    stamp: &Stamp,
) {
    for new in tickets {
        let order = order_mut(state, order_id);
        let ticket = kitchen::evolve::opened(new, order, firing, business_day, stamp);
        state.counters.ticket_numbers.insert(new.station.clone(), new.number);
        state.tickets.insert(new.ticket_id, ticket);
    }
}

/// The till no longer says that no screen shows these tickets.
fn shown_after_all(state: &mut State, tickets: &[TicketId], orders: &[OrderId]) {
    for &id in orders {
        let known = order_mut(state, id).tickets.iter_mut();
        for ticket in known.filter(|ticket| tickets.contains(&ticket.id)) {
            ticket.unshown_at = None;
        }
    }
}

fn failed_sign_in(state: &mut State, staff_id: StaffId, stamp: &Stamp) {
    let failures = state.pin_failures.entry(staff_id).or_default();
    failures.in_a_row = failures.in_a_row.saturating_add(1);
    failures.last_at = stamp.at;
}

fn evolve_order(state: &mut State, id: OrderId, event: &Event, stamp: &Stamp) {
    order::evolve::evolve(order_mut(state, id), event, stamp);
}

fn order_mut(state: &mut State, id: OrderId) -> &mut Order {
    match state.orders.get_mut(&id) {
        Some(order) => order,
        None => unreachable!("order {id} was not loaded before it changed"),
    }
}

fn ticket_mut(state: &mut State, id: TicketId) -> &mut Ticket {
    match state.tickets.get_mut(&id) {
        Some(ticket) => ticket,
        None => unreachable!("ticket {id} was not loaded before it changed"),
    }
}

fn shift_mut(state: &mut State, id: ShiftId) -> &mut Shift {
    match state.shifts.get_mut(&id) {
        Some(shift) => shift,
        None => unreachable!("shift {id} was not loaded before it changed"),
    }
}
