//! What becomes of tickets. Infallible: an event in the journal has already happened.

use super::{
    Guest, LineConflict, MOMENTS_MAX, MomentKind, NewTicket, RelocatedTicket, RemakeReason, Ticket,
    TicketLine, TicketMoment, TicketStatus, Unshown, UnshownTicket,
};
use crate::actor::Stamp;
use crate::id::LineId;
use crate::order::{Line, Order, OrderDetails};
use crate::{Actor, BusinessDay};

/// The ticket that a firing made.
pub fn opened(
    new: &NewTicket,
    order: &Order,
    firing: u32,
    business_day: BusinessDay,
    stamp: &Stamp,
) -> Ticket {
    let lines = new.line_ids.iter().filter_map(|&line_id| order.line(line_id));
    let lines = lines.map(|line| ticket_line(line, new)).collect();
    Ticket {
        id: new.ticket_id,
        order_id: order.id,
        order_number: order.number,
        channel: order.channel,
        station: new.station.clone(),
        number: new.number,
        business_day,
        firing,
        fired_at: stamp.at,
        lines,
        status: TicketStatus::Sent,
        recalled: 0,
        revision: 1,
        details: for_kitchen(&order.details),
        moved_from: None,
        home: new.home.clone(),
        came_from: None,
        rushed_at: None,
        remake: None,
        unshown: None,
        guest: None,
        reprints: 0,
        moments: Vec::new(),
    }
}

/// What a station reads of a line: all of it, or of a combo the parts that it makes.
fn ticket_line(line: &Line, new: &NewTicket) -> TicketLine {
    let details = &line.details;
    let size = details.size.iter().map(|size| size.names.clone());
    let chosen = line.modifiers.iter().map(|modifier| modifier.names.clone());
    let share = new.parts.iter().find(|share| share.line_id == line.id);
    let parts = (0..).zip(&details.parts).filter(|(index, part)| match share {
        Some(share) => share.parts.contains(index),
        // A firing of before it was written down which parts go where.
        None => new.parts.is_empty() && part.stations.contains(&new.station),
    });
    let parts = parts.map(|(_, part)| part);
    let of_parts = parts.clone().flat_map(|part| {
        let with = part.modifiers.iter().map(|modifier| modifier.names.clone());
        std::iter::once(part.names.clone()).chain(with)
    });
    let mut allergens = details.allergens.clone();
    allergens.extend(parts.clone().flat_map(|part| part.allergens.iter().copied()));
    allergens.sort_unstable();
    allergens.dedup();
    let mut makes: Vec<_> = parts.map(|part| part.item_id).collect();
    if makes.is_empty() {
        makes.push(line.item_id);
    }
    TicketLine {
        line_id: line.id,
        names: line.names.clone(),
        quantity: line.quantity,
        modifiers: size.chain(chosen).chain(of_parts).collect(),
        voided: false,
        seat: details.seat,
        course: details.course,
        grams: details.grams,
        note: details.note.iter().find(|note| note.for_kitchen).map(|note| note.text.clone()),
        allergens,
        makes,
        done_at: None,
        conflict: Vec::new(),
        confirmed: false,
    }
}

/// What the kitchen reads of an order's details: a note only when it is for the kitchen.
fn for_kitchen(details: &OrderDetails) -> OrderDetails {
    let note = details.note.clone().filter(|note| note.for_kitchen);
    OrderDetails { note, ..details.clone() }
}

/// Its lines are at another seat or in another course.
pub fn arranged(
    ticket: &mut Ticket,
    lines: &[LineId],
    (seat, course): (Option<u32>, Option<u32>),
    stamp: &Stamp,
) {
    for line in ticket.lines.iter_mut().filter(|line| lines.contains(&line.line_id)) {
        (line.seat, line.course) = (seat, course);
    }
    ticket.revision += 1;
    moment(ticket, MomentKind::Changed, stamp);
}

/// Its order is at another table, is called by another label, and so on.
pub fn details_changed(ticket: &mut Ticket, details: &OrderDetails, stamp: &Stamp) {
    ticket.details = for_kitchen(details);
    ticket.revision += 1;
    moment(ticket, MomentKind::Changed, stamp);
}

/// It belongs to another order now.
pub fn moved(ticket: &mut Ticket, to: &Order, stamp: &Stamp) {
    ticket.order_id = to.id;
    ticket.order_number = to.number;
    ticket.channel = to.channel;
    ticket.details = for_kitchen(&to.details);
    ticket.revision += 1;
    moment(ticket, MomentKind::Moved, stamp);
}

/// Some of its lines belong to another order now: they are a ticket of their own, as far along.
pub fn split(
    ticket: &mut Ticket,
    new: &NewTicket,
    to: &Order,
    business_day: BusinessDay,
    stamp: &Stamp,
) -> Ticket {
    let (gone, kept) = std::mem::take(&mut ticket.lines)
        .into_iter()
        .partition(|line| new.line_ids.contains(&line.line_id));
    ticket.lines = kept;
    ticket.revision += 1;
    let mut split = Ticket {
        id: new.ticket_id,
        order_id: to.id,
        order_number: to.number,
        channel: to.channel,
        station: ticket.station.clone(),
        number: new.number,
        business_day,
        firing: ticket.firing,
        fired_at: ticket.fired_at,
        lines: gone,
        status: ticket.status,
        recalled: 0,
        revision: 1,
        details: for_kitchen(&to.details),
        moved_from: Some(ticket.id),
        home: ticket.home.clone(),
        came_from: ticket.came_from.clone(),
        rushed_at: ticket.rushed_at,
        remake: ticket.remake,
        unshown: ticket.unshown.clone(),
        guest: None,
        reprints: 0,
        moments: ticket.moments.clone(),
    };
    for line in &mut split.lines {
        (line.conflict, line.confirmed) = (Vec::new(), false);
    }
    moment(&mut split, MomentKind::Moved, stamp);
    moment(ticket, MomentKind::Changed, stamp);
    split
}

/// A screen shows it.
pub fn shown(ticket: &mut Ticket, stamp: &Stamp) {
    match ticket.status {
        TicketStatus::Sent => ticket.status = TicketStatus::Shown { shown_at: stamp.at },
        TicketStatus::Shown { .. } | TicketStatus::Seen { .. } | TicketStatus::Bumped { .. } => {}
    }
    moment(ticket, MomentKind::Shown, stamp);
}

/// A cook touched it.
pub fn seen(ticket: &mut Ticket, stamp: &Stamp) {
    moment(ticket, MomentKind::Seen, stamp);
    let shown_at = match ticket.status {
        TicketStatus::Sent => stamp.at,
        TicketStatus::Shown { shown_at } => shown_at,
        TicketStatus::Seen { .. } | TicketStatus::Bumped { .. } => return,
    };
    ticket.status = TicketStatus::Seen { shown_at, seen_at: stamp.at };
}

/// Lines of it were made. Another cook need not read it again for that.
pub fn lines_done(ticket: &mut Ticket, lines: &[LineId], stamp: &Stamp) {
    for line in ticket.lines.iter_mut().filter(|line| lines.contains(&line.line_id)) {
        line.done_at = Some(stamp.at);
    }
    moment(ticket, MomentKind::LinesDone, stamp);
}

/// Lines of it were not made after all.
pub fn lines_back(ticket: &mut Ticket, lines: &[LineId], stamp: &Stamp) {
    for line in ticket.lines.iter_mut().filter(|line| lines.contains(&line.line_id)) {
        line.done_at = None;
    }
    moment(ticket, MomentKind::LinesBack, stamp);
}

/// It is done, and with it every line that was not.
pub fn bumped(ticket: &mut Ticket, stamp: &Stamp) {
    for line in ticket.lines.iter_mut().filter(|line| line.is_to_make()) {
        line.done_at = Some(stamp.at);
    }
    ticket.status = TicketStatus::Bumped { bumped_at: stamp.at };
    ticket.revision += 1;
    moment(ticket, MomentKind::Bumped, stamp);
}

/// It was brought back: whoever recalls it has it in front of them. What was done before stays done.
pub fn recalled(ticket: &mut Ticket, stamp: &Stamp) {
    if let TicketStatus::Bumped { bumped_at } = ticket.status {
        for line in ticket.lines.iter_mut().filter(|line| line.done_at == Some(bumped_at)) {
            line.done_at = None;
        }
    }
    ticket.status = TicketStatus::Seen { shown_at: stamp.at, seen_at: stamp.at };
    ticket.recalled += 1;
    ticket.revision += 1;
    moment(ticket, MomentKind::Recalled, stamp);
}

/// One of its lines was struck, or all of them (`None`).
pub fn line_voided(ticket: &mut Ticket, line_id: Option<LineId>, stamp: &Stamp) {
    for line in &mut ticket.lines {
        line.voided |= line_id.is_none_or(|id| id == line.line_id);
    }
    ticket.revision += 1;
    moment(ticket, MomentKind::Struck, stamp);
}

/// It was moved forward, or no longer is.
pub fn rushed(ticket: &mut Ticket, rushed: bool, stamp: &Stamp) {
    ticket.rushed_at = rushed.then_some(stamp.at);
    let what = if rushed { MomentKind::Rushed } else { MomentKind::Unrushed };
    moment(ticket, what, stamp);
}

/// The ticket on which a line is made a second time.
pub fn remade(
    new: &NewTicket,
    order: &Order,
    (line_id, quantity, reason): (LineId, u32, RemakeReason),
    business_day: BusinessDay,
    stamp: &Stamp,
) -> Ticket {
    let mut ticket = opened(new, order, order.firings, business_day, stamp);
    for line in ticket.lines.iter_mut().filter(|line| line.line_id == line_id) {
        line.quantity = quantity;
    }
    ticket.remake = Some(reason);
    ticket
}

/// A line of it is made a second time.
pub fn was_remade(ticket: &mut Ticket, stamp: &Stamp) {
    moment(ticket, MomentKind::Remade, stamp);
}

/// Its chit was asked for again.
pub fn reprinted(ticket: &mut Ticket, stamp: &Stamp) {
    ticket.reprints += 1;
    moment(ticket, MomentKind::Reprinted, stamp);
}

/// No screen had shown it in time.
pub fn unshown(ticket: &mut Ticket, noted: &UnshownTicket, stamp: &Stamp) {
    ticket.unshown = Some(Unshown { at: stamp.at, printer: noted.printer.clone() });
    moment(ticket, MomentKind::Unshown, stamp);
}

/// It is made at another station now: a screen there must show it, and a cook there see it.
pub fn relocated(ticket: &mut Ticket, moved: &RelocatedTicket, stamp: &Stamp) {
    let home = ticket.home().clone();
    let station = std::mem::replace(&mut ticket.station, moved.station.clone());
    ticket.came_from = Some(station);
    ticket.home = (home != ticket.station).then_some(home);
    ticket.number = moved.number;
    ticket.status = TicketStatus::Sent;
    ticket.revision += 1;
    moment(ticket, MomentKind::Relocated, stamp);
}

/// A cook confirmed what makes the guest ill.
pub fn confirmed(ticket: &mut Ticket, lines: &[LineId], stamp: &Stamp) {
    for line in ticket.lines.iter_mut().filter(|line| lines.contains(&line.line_id)) {
        line.confirmed = true;
    }
    moment(ticket, MomentKind::Confirmed, stamp);
}

/// What a cook should know of the guest. What makes them ill counts as news: it is read again.
pub fn signalled(ticket: &mut Ticket, guest: Option<&Guest>, conflicts: &[LineConflict]) {
    ticket.guest = guest.cloned();
    let id = ticket.id;
    for line in &mut ticket.lines {
        let found = conflicts
            .iter()
            .find(|one| one.ticket_id == id && one.line_id == line.line_id)
            .map(|one| one.allergens.clone())
            .unwrap_or_default();
        if line.conflict != found {
            line.conflict = found;
            line.confirmed = false;
            ticket.revision += 1;
        }
    }
}

fn moment(ticket: &mut Ticket, what: MomentKind, stamp: &Stamp) {
    if ticket.moments.len() >= MOMENTS_MAX {
        ticket.moments.remove(MOMENTS_MAX / 2);
    }
    let device = (stamp.actor != Actor::System).then_some(stamp.device);
    ticket.moments.push(TicketMoment { at: stamp.at, what, device });
}
