//! What becomes of tickets, and of the kitchen as a whole.

use super::{begin_day, evolve_order, order_mut, ticket_mut};
use crate::Event;
use crate::actor::Stamp;
use crate::kitchen::{Guest, evolve};
use crate::store::State;

/// Applies an event of the kitchen that changes more than one order.
pub(super) fn evolve(state: &mut State, event: &Event, stamp: &Stamp) {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the door gives no other event")]
    match event {
        Event::TicketsUnshown { tickets } => {
            for noted in tickets {
                evolve::unshown(ticket_mut(state, noted.ticket_id), noted, stamp);
                let known = order_mut(state, noted.order_id).tickets.iter_mut();
                for ticket in known.filter(|ticket| ticket.id == noted.ticket_id) {
                    ticket.unshown_at = Some(stamp.at);
                }
            }
        }
        Event::LinesDone { ticket_id, line_ids, .. } => {
            evolve::lines_done(ticket_mut(state, *ticket_id), line_ids, stamp);
        }
        Event::LinesBack { ticket_id, line_ids, .. } => {
            evolve::lines_back(ticket_mut(state, *ticket_id), line_ids, stamp);
        }
        Event::AllergyConfirmed { ticket_id, line_ids, .. } => {
            evolve::confirmed(ticket_mut(state, *ticket_id), line_ids, stamp);
        }
        Event::OrderRushed { rushed, tickets, .. } => {
            for id in tickets {
                evolve::rushed(ticket_mut(state, *id), *rushed, stamp);
            }
        }
        Event::LineRemade { .. } => remade(state, event, stamp),
        Event::GuestSignalled { visits, tier, tickets, conflicts, .. } => {
            let guest = visits.map(|visits| Guest { visits, tier: tier.clone() });
            for id in tickets {
                evolve::signalled(ticket_mut(state, *id), guest.as_ref(), conflicts);
            }
        }
        Event::KitchenCalled { call } => state.kitchen.calls.push((**call).clone()),
        Event::CallAnswered { call_id } => {
            state.kitchen.calls.retain(|call| call.id != *call_id);
        }
        Event::ChitReprinted { ticket_id, .. } => {
            evolve::reprinted(ticket_mut(state, *ticket_id), stamp);
        }
        Event::LayoutSwitched { layout } => state.kitchen.layout.clone_from(layout),
        Event::TicketsRelocated { business_day, moved } => {
            begin_day(state, *business_day);
            for one in moved {
                evolve::relocated(ticket_mut(state, one.ticket_id), one, stamp);
                state.counters.ticket_numbers.insert(one.station.clone(), one.number);
                let known = order_mut(state, one.order_id).tickets.iter_mut();
                for ticket in known.filter(|ticket| ticket.id == one.ticket_id) {
                    ticket.station = one.station.clone();
                    ticket.unshown_at = None;
                }
            }
        }
        other => unreachable!("{other:?} is no event of the kitchen"),
    }
}

fn remade(state: &mut State, event: &Event, stamp: &Stamp) {
    let Event::LineRemade {
        order_id,
        of,
        line_id,
        quantity,
        reason,
        business_day,
        ticket: new,
        ..
    } = event
    else {
        unreachable!("only a LineRemade remakes a line")
    };
    begin_day(state, *business_day);
    evolve_order(state, *order_id, event, stamp);
    let of = ticket_mut(state, *of);
    evolve::was_remade(of, stamp);
    let rung = of.lines.iter().find(|line| line.line_id == *line_id).cloned();
    let guest = of.guest.clone();
    let order = order_mut(state, *order_id);
    let remake = (*line_id, *quantity, *reason);
    let mut ticket = evolve::remade(new, order, remake, *business_day, stamp);
    ticket.guest = guest;
    for line in &mut ticket.lines {
        line.conflict = rung.as_ref().map(|line| line.conflict.clone()).unwrap_or_default();
    }
    state.counters.ticket_numbers.insert(new.station.clone(), new.number);
    state.tickets.insert(new.ticket_id, ticket);
}
