//! What becomes of two orders and their tickets when lines go from one to the other.

use crate::Event;
use crate::actor::Stamp;
use crate::order::OrderTicket;
use crate::order::evolve::{opened_by_move, restage};
use crate::store::State;
use crate::{kitchen, order};

/// Lines went to another order.
pub(super) fn lines_moved(state: &mut State, event: &Event, stamp: &Stamp) {
    let Event::LinesMoved { from, to, opened, tickets, splits, business_day, .. } = event else {
        unreachable!("only a LinesMoved moves lines")
    };
    if let (Some(fresh), Some(opened)) = (opened_by_move(event, stamp), opened) {
        super::begin_day(state, *business_day);
        super::took_number(state, opened.number, &opened.details);
        state.orders.insert(*to, fresh);
    }
    let moved: Vec<OrderTicket> = {
        let from = super::order_mut(state, *from);
        from.tickets.iter().filter(|known| tickets.contains(&known.id)).cloned().collect()
    };
    for id in [*from, *to] {
        order::evolve::evolve(super::order_mut(state, id), event, stamp);
    }
    super::order_mut(state, *to).tickets.extend(moved);
    for split in splits {
        let to = super::order_mut(state, *to).clone();
        let ticket = super::ticket_mut(state, split.ticket_id);
        let new = kitchen::evolve::split(ticket, &split.new, &to, *business_day, stamp);
        let bumped = new.status.is_bumped();
        let numbers = &mut state.counters.ticket_numbers;
        numbers.insert(new.station.clone(), split.new.number);
        let known = super::order_mut(state, to.id).tickets.iter_mut();
        for one in known.filter(|one| one.id == new.id) {
            one.bumped = bumped;
        }
        state.tickets.insert(new.id, new);
    }
    let target = super::order_mut(state, *to).clone();
    for id in tickets {
        kitchen::evolve::moved(super::ticket_mut(state, *id), &target, stamp);
    }
    restage(super::order_mut(state, *from));
    restage(super::order_mut(state, *to));
}
