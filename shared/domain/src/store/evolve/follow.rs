//! What follows from an event beyond the rows it names: stock, tables, takings, open orders.

use crate::actor::Stamp;
use crate::id::OrderId;
use crate::store::{Row, State};
use crate::{Event, day, stock};

/// Applies what follows from an event that was just applied.
pub(super) fn follow(state: &mut State, event: &Event, stamp: &Stamp) {
    let order_id = order_of(event);
    take_stock(state, event, order_id);
    settle_struck(state, event);
    end_calls(state, event);
    leave_table(state, event, order_id, stamp);
    count_open(state, event, order_id);
    if counts(event) {
        let order = order_id.and_then(|id| state.orders.get(&id));
        day::evolve::count(&mut state.takings, event, order, stamp.at);
        state.touched.insert(Row::Takings);
    }
}

/// Whether an event can change the takings.
fn counts(event: &Event) -> bool {
    matches!(
        event,
        Event::OrderPlaced { .. }
            | Event::LinesMoved { opened: Some(_), .. }
            | Event::LinesFired { .. }
            | Event::TenderTaken { .. }
            | Event::CheckPaid { .. }
            | Event::OrderClosed { .. }
            | Event::OrderRefunded { .. }
            | Event::LineVoided { .. }
            | Event::OrderVoided { .. }
            | Event::CashMoved { .. }
            | Event::MemberPosted { .. }
            | Event::DrawerOpened { .. }
            | Event::ShiftClosed { .. }
    )
}

/// The order an event is about, as far as anything follows from it.
fn order_of(event: &Event) -> Option<OrderId> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "nothing follows from the others")]
    match event {
        Event::OrderPlaced { order_id, .. }
        | Event::LinesAdded { order_id, .. }
        | Event::LineVoided { order_id, .. }
        | Event::OrderVoided { order_id, .. }
        | Event::OrderMerged { order_id, .. }
        | Event::LinesFired { order_id, .. }
        | Event::TenderTaken { order_id, .. }
        | Event::CheckPaid { order_id, .. }
        | Event::OrderClosed { order_id, .. }
        | Event::OrderRefunded { order_id, .. } => Some(*order_id),
        Event::LinesMoved { to, .. } => Some(*to),
        _ => None,
    }
}

fn take_stock(state: &mut State, event: &Event, order_id: Option<OrderId>) {
    let Some(order) = order_id.and_then(|id| state.orders.get(&id)) else { return };
    if order.is_training() {
        return;
    }
    let day = order.business_day;
    let (taken, back): (Vec<_>, Vec<_>) = {
        #[expect(clippy::wildcard_enum_match_arm, reason = "the others take and give nothing")]
        match event {
            Event::OrderPlaced { lines, .. } | Event::LinesAdded { lines, .. } => {
                (lines.iter().flat_map(stock::evolve::taken_by).collect(), Vec::new())
            }
            Event::LineVoided { line_id, .. } => {
                let struck = order.line(*line_id).filter(|line| stock::evolve::comes_back(line));
                (Vec::new(), struck.into_iter().flat_map(stock::evolve::taken_by).collect())
            }
            Event::OrderVoided { .. } => {
                let struck = order.lines.iter().filter(|line| stock::evolve::comes_back(line));
                (Vec::new(), struck.flat_map(stock::evolve::taken_by).collect())
            }
            _ => return,
        }
    };
    for (item_id, quantity) in taken {
        stock::evolve::took(state.stock.entry(item_id).or_default(), quantity, day);
        state.touched.insert(Row::Stock(item_id));
    }
    for (item_id, quantity) in back {
        stock::evolve::gave_back(state.stock.entry(item_id).or_default(), quantity, day);
        state.touched.insert(Row::Stock(item_id));
    }
}

/// A line that was struck has given back what it took: it must not do so again with its order.
fn settle_struck(state: &mut State, event: &Event) {
    let Event::LineVoided { order_id, line_id, .. } = event else { return };
    let Some(order) = state.orders.get_mut(order_id) else { return };
    for line in order.lines.iter_mut().filter(|line| line.id == *line_id) {
        line.details.limited = false;
    }
}

/// A call about something that was struck is over; with the day, all are.
fn end_calls(state: &mut State, event: &Event) {
    let calls = &mut state.kitchen.calls;
    let before = calls.len();
    if let Event::LineVoided { order_id, line_id, .. } = event {
        calls.retain(|call| call.order_id != Some(*order_id) || call.line_id != Some(*line_id));
    } else if let Event::OrderVoided { order_id, .. } = event {
        calls.retain(|call| call.order_id != Some(*order_id));
    } else if let Event::DayClosed { .. } = event {
        calls.clear();
    }
    if calls.len() < before {
        state.touched.insert(Row::Kitchen);
    }
}

/// Guests who paid have left: their table must be cleaned.
fn leave_table(state: &mut State, event: &Event, order_id: Option<OrderId>, stamp: &Stamp) {
    if !matches!(event, Event::OrderClosed { .. }) {
        return;
    }
    let Some(order) = order_id.and_then(|id| state.orders.get(&id)) else { return };
    let Some(table) = order.details.table.clone() else { return };
    state.tables.entry(table.clone()).or_default().dirty_since = Some(stamp.at);
    state.touched.insert(Row::Table(table));
}

fn count_open(state: &mut State, event: &Event, order_id: Option<OrderId>) {
    let Some(order) = order_id.and_then(|id| state.orders.get(&id)) else { return };
    if order.is_training() {
        return;
    }
    let device = order.opened_on;
    let (open, open_on) = (&mut state.counters.open_orders, &mut state.counters.open_on);
    #[expect(clippy::wildcard_enum_match_arm, reason = "the others open and close nothing")]
    match event {
        Event::OrderPlaced { .. } | Event::LinesMoved { opened: Some(_), .. } => {
            *open += 1;
            *open_on.entry(device).or_default() += 1;
        }
        Event::OrderClosed { .. } | Event::OrderVoided { .. } | Event::OrderMerged { .. } => {
            *open = open.saturating_sub(1);
            let left = open_on.remove(&device).unwrap_or_default().saturating_sub(1);
            if left > 0 {
                open_on.insert(device, left);
            }
        }
        _ => {}
    }
}
