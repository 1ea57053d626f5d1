//! Lines that go from one order to another: transfer and merge.

use super::arrange::{service_of, sound_details};
use super::{Draft, money, no_pending, open_order, sums_of, unchanged};
use crate::actor::{Context, Stamp};
use crate::event::{OpenedOrder, TicketSplit};
use crate::id::{LineId, OrderId, TicketId};
use crate::kitchen::NewTicket;
use crate::kitchen::decide::signals_after_move;
use crate::order::evolve::opened_by_move;
use crate::order::{LINES_MAX, Line, Order, OrderDetails, Totals};
use crate::store::{Decision, State};
use crate::{BusinessDay, Event, Rejection};

/// What a terminal asks for when it moves lines.
pub struct Moving<'a> {
    /// From which order, and the revision of it that the asker saw.
    pub from: (OrderId, u32),
    /// To which order, and the revision of it that the asker saw.
    pub to: (OrderId, u32),
    /// Which lines; empty for all.
    pub line_ids: &'a [LineId],
    /// What a new order is like; `None` when the other order is there already.
    pub open: Option<&'a OrderDetails>,
}

/// Moves lines to another order, tickets and all.
///
/// # Errors
/// Refused when either order is not open, was changed meanwhile, is split or has money on it.
pub fn move_lines(
    state: &State,
    ask: &Moving<'_>,
    context: &Context,
) -> Result<Decision, Rejection> {
    let ((from_id, from_revision), (to_id, to_revision)) = (ask.from, ask.to);
    if from_id == to_id {
        return Err(Rejection::SameOrder);
    }
    let from = movable(state, from_id, from_revision)?;
    let moved = chosen(from, ask.line_ids)?;
    let stays = from.lines.iter().any(|line| !line.is_voided() && !moved.contains(&line.id));
    if !stays && !from.tenders.is_empty() {
        return Err(Rejection::OrderHasTenders { paid: from.totals.paid });
    }
    let opened =
        ask.open.map(|details| opened(state, from, to_id, details, context)).transpose()?;
    let business_day = state.business_day(context.now);
    let target = match &opened {
        Some(opened) => fresh(to_id, opened, business_day, context),
        None => movable(state, to_id, to_revision)?.clone(),
    };
    if target.is_training() != from.is_training() {
        return Err(Rejection::TrainingFixed);
    }
    let lines = carried(from, &target, &moved)?;
    let (tickets, splits) = tickets_of(state, from, &moved, business_day, context);
    let (from_totals, to_totals) = totals(state, from, &target, &lines)?;
    let signals = signals_after_move(state, &target, &shares(state, &tickets, &splits));
    let mut events = vec![Event::LinesMoved {
        from: from_id,
        to: to_id,
        opened: opened.map(Box::new),
        lines,
        from_totals: Box::new(from_totals),
        to_totals: Box::new(to_totals),
        tickets,
        splits,
        business_day,
    }];
    if !stays {
        events.push(Event::OrderMerged { order_id: from_id, into: to_id });
    }
    events.extend(signals);
    let mut draft = Draft::on(&target, context);
    for event in events {
        draft.push(event);
    }
    Ok(draft.decision())
}

/// An order that lines may leave or come to.
fn movable(state: &State, order_id: OrderId, revision: u32) -> Result<&Order, Rejection> {
    let order = open_order(state, order_id)?;
    unchanged(order, revision)?;
    if !order.checks.is_empty() {
        return Err(Rejection::OrderIsSplit { order_id });
    }
    no_pending(order)?;
    Ok(order)
}

/// The lines that go: those asked for, or all that were not struck.
fn chosen(from: &Order, line_ids: &[LineId]) -> Result<Vec<LineId>, Rejection> {
    for &line_id in line_ids {
        let line = from.line(line_id).ok_or(Rejection::UnknownLine { line_id })?;
        if line.is_voided() {
            return Err(Rejection::LineAlreadyVoided { line_id });
        }
    }
    let kept = from.lines.iter().filter(|line| !line.is_voided());
    let wanted = kept.map(|line| line.id);
    let moved: Vec<LineId> =
        wanted.filter(|id| line_ids.is_empty() || line_ids.contains(id)).collect();
    if moved.is_empty() { Err(Rejection::OrderEmpty) } else { Ok(moved) }
}

fn opened(
    state: &State,
    from: &Order,
    to_id: OrderId,
    details: &OrderDetails,
    context: &Context,
) -> Result<OpenedOrder, Rejection> {
    if state.order(to_id).is_some() {
        return Err(Rejection::OrderExists { order_id: to_id });
    }
    let details = sound_details(state, details, context.now)?;
    let (business_day, number) = super::next_number(state, details.training, context.now);
    let (channel, member_id) = (from.channel, None);
    let service_ppm = service_of(state, channel, &details);
    Ok(OpenedOrder { number, business_day, channel, member_id, details, service_ppm })
}

/// A new order as the move will open it.
fn fresh(
    to_id: OrderId,
    opened: &OpenedOrder,
    business_day: BusinessDay,
    context: &Context,
) -> Order {
    let event = Event::LinesMoved {
        from: to_id,
        to: to_id,
        opened: Some(Box::new(opened.clone())),
        lines: Vec::new(),
        from_totals: Box::default(),
        to_totals: Box::default(),
        tickets: Vec::new(),
        splits: Vec::new(),
        business_day,
    };
    match opened_by_move(&event, &Stamp::from(context)) {
        Some(order) => order,
        None => unreachable!("a move that opens an order opens one"),
    }
}

/// The lines as they stand on the other order: the same, after those that are there.
fn carried(from: &Order, target: &Order, moved: &[LineId]) -> Result<Vec<Line>, Rejection> {
    if target.lines.len() + moved.len() > LINES_MAX {
        return Err(Rejection::TooManyLines { most: u32::try_from(LINES_MAX).unwrap_or(u32::MAX) });
    }
    let last = target.lines.iter().map(|line| line.position).max().unwrap_or(0);
    let lines = from.lines.iter().filter(|line| moved.contains(&line.id));
    Ok(lines.zip(last + 1..).map(|(line, position)| Line { position, ..line.clone() }).collect())
}

/// The tickets that go whole, and the parts of others that become tickets of their own.
fn tickets_of(
    state: &State,
    from: &Order,
    moved: &[LineId],
    business_day: BusinessDay,
    context: &Context,
) -> (Vec<TicketId>, Vec<TicketSplit>) {
    let (mut whole, mut splits) = (Vec::new(), Vec::new());
    let mut given: std::collections::BTreeMap<crate::Code, u32> = std::collections::BTreeMap::new();
    for ticket in from.tickets.iter().filter_map(|known| state.ticket(known.id)) {
        let goes = |line: &&crate::kitchen::TicketLine| moved.contains(&line.line_id);
        let line_ids: Vec<LineId> =
            ticket.lines.iter().filter(goes).map(|line| line.line_id).collect();
        let stays = ticket.lines.iter().any(|line| !line.voided && !moved.contains(&line.line_id));
        if line_ids.is_empty() {
            continue;
        }
        if !stays {
            whole.push(ticket.id);
            continue;
        }
        let number = given
            .entry(ticket.station.clone())
            .and_modify(|number| *number += 1)
            .or_insert_with(|| state.next_ticket_number(&ticket.station, business_day));
        let label = format!("moved {}", ticket.id);
        let new = NewTicket {
            ticket_id: TicketId::derive(context.command_id, &label),
            station: ticket.station.clone(),
            number: *number,
            line_ids,
            chit_printer: None,
            home: None,
            parts: Vec::new(),
        };
        splits.push(TicketSplit { ticket_id: ticket.id, new });
    }
    (whole, splits)
}

/// What went, by ticket: which it is now, which it was, and its lines.
fn shares(
    state: &State,
    whole: &[TicketId],
    splits: &[TicketSplit],
) -> Vec<(TicketId, TicketId, Vec<LineId>)> {
    let whole = whole.iter().filter_map(|&id| state.ticket(id)).map(|ticket| {
        (ticket.id, ticket.id, ticket.lines.iter().map(|line| line.line_id).collect())
    });
    let parts = splits
        .iter()
        .map(|split| (split.new.ticket_id, split.ticket_id, split.new.line_ids.clone()));
    whole.chain(parts).collect()
}

/// What both orders come to afterwards.
fn totals(
    state: &State,
    from: &Order,
    target: &Order,
    moved: &[Line],
) -> Result<(Totals, Totals), Rejection> {
    let goes = |line: &&Line| moved.iter().any(|one| one.id == line.id);
    let left: Vec<Line> = from.lines.iter().filter(|line| !goes(line)).cloned().collect();
    let from_totals = sums_of(state, from, &left)?;
    if !money::covers(from, &from_totals) {
        let line_id = moved.first().map_or_else(|| from.lines[0].id, |line| line.id);
        return Err(Rejection::LinePaid { line_id });
    }
    let all: Vec<Line> = target.lines.iter().chain(moved).cloned().collect();
    Ok((from_totals, sums_of(state, target, &all)?))
}
