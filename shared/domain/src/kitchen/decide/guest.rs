//! What a cook should know of the guest: a first visit, a regular, a tier, what makes them ill.

use crate::catalogue::Allergen;
use crate::id::{LineId, TicketId};
use crate::kitchen::evolve::opened;
use crate::kitchen::{LineConflict, NewTicket, REGULAR_VISITS, Ticket, TicketLine};
use crate::member::{Member, standing};
use crate::order::Order;
use crate::store::State;
use crate::{BusinessDay, Event};

/// What is said about tickets that were just fired; nothing for an order of nobody, or of somebody
/// about whom there is nothing to say.
pub fn signals_of_fired(
    state: &State,
    order: &Order,
    tickets: &[NewTicket],
    day: BusinessDay,
    stamp: &crate::Stamp,
) -> Option<Event> {
    order.member_id?;
    let made: Vec<Ticket> =
        tickets.iter().map(|new| opened(new, order, order.firings, day, stamp)).collect();
    let made: Vec<(TicketId, Vec<&TicketLine>)> =
        made.iter().map(|ticket| (ticket.id, ticket.lines.iter().collect())).collect();
    signals(state, order, &made, false)
}

/// What is said about the open tickets of an order whose member is another now.
pub fn signals_of_open(state: &State, order: &Order) -> Option<Event> {
    let known = order.tickets.iter().filter_map(|known| state.ticket(known.id));
    let open: Vec<&Ticket> = known.filter(|ticket| !ticket.status.is_bumped()).collect();
    let before = open.iter().any(|ticket| was_told(ticket));
    let open: Vec<(TicketId, Vec<&TicketLine>)> =
        open.iter().map(|ticket| (ticket.id, ticket.lines.iter().collect())).collect();
    signals(state, order, &open, before)
}

/// What is said about tickets that went to another order: by their ids now, and on which ticket
/// their lines were.
pub fn signals_after_move(
    state: &State,
    to: &Order,
    moved: &[(TicketId, TicketId, Vec<LineId>)],
) -> Option<Event> {
    let mut before = false;
    let mut shares = Vec::new();
    for (now, was, line_ids) in moved {
        let Some(ticket) = state.ticket(*was).filter(|ticket| !ticket.status.is_bumped()) else {
            continue;
        };
        before |= was_told(ticket);
        let lines = ticket.lines.iter().filter(|line| line_ids.contains(&line.line_id));
        shares.push((*now, lines.collect()));
    }
    signals(state, to, &shares, before)
}

fn was_told(ticket: &Ticket) -> bool {
    ticket.guest.is_some() || ticket.lines.iter().any(|line| !line.conflict.is_empty())
}

/// The signals for an order's tickets; also when there are none now but were `before`.
fn signals(
    state: &State,
    order: &Order,
    tickets: &[(TicketId, Vec<&TicketLine>)],
    before: bool,
) -> Option<Event> {
    if tickets.is_empty() {
        return None;
    }
    let member_id = state.member_of(order);
    let member = member_id.and_then(|id| state.member(id));
    let rules = &state.settings.trade.members;
    let tier = member.and_then(|member| standing::tier(rules, member, order.business_day));
    let tier = tier.filter(|tier| tier.kitchen_mark).map(|tier| tier.names.clone());
    let worth = |visits: &u32| *visits == 0 || *visits >= REGULAR_VISITS || tier.is_some();
    let visits = member.map(Member::visits_anywhere).filter(worth);
    let allergies: &[Allergen] =
        member_id.and_then(|id| state.member_record(id)).map_or(&[], |record| &record.allergies);
    let mut conflicts = Vec::new();
    for (ticket_id, lines) in tickets {
        for line in lines {
            let allergens: Vec<Allergen> =
                line.allergens.iter().copied().filter(|one| allergies.contains(one)).collect();
            if !allergens.is_empty() {
                let (ticket_id, line_id) = (*ticket_id, line.line_id);
                conflicts.push(LineConflict { ticket_id, line_id, allergens });
            }
        }
    }
    if visits.is_none() && conflicts.is_empty() && !before {
        return None;
    }
    let tickets = tickets.iter().map(|(id, _)| *id).collect();
    Some(Event::GuestSignalled { order_id: order.id, visits, tier, tickets, conflicts })
}
