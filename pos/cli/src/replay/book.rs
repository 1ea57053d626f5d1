//! What everybody in a replay writes down, for the reckoning at the end.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use domain::Code;
use domain::id::{OrderId, TicketId};

use super::plan::Plan;
use super::wire::TicketRow;

/// Refusals that are kept with their sentence; more are only counted.
const REFUSALS_KEPT_MAX: usize = 5;

/// How far the kitchen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct KitchenProgress {
    /// Tickets that their screen has received.
    pub(super) shown: usize,
    /// Tickets of which the store knows that.
    pub(super) acknowledged: usize,
    /// Tickets that are done.
    pub(super) bumped: usize,
    /// Orders that the guest has.
    pub(super) handed_over: usize,
}

/// What stands in the book.
#[derive(Debug, Clone, Default)]
pub(super) struct Notes {
    pub(super) sent: usize,
    /// How long each accepted order took from sending to the answer.
    pub(super) accept: Vec<Duration>,
    pub(super) refused: usize,
    /// The first refusals, in words.
    pub(super) refusals: Vec<String>,
    /// How long each ticket took from sending the order to its screen.
    pub(super) shown: Vec<Duration>,
    /// Tickets on a screen of another station, or with other lines than they should have.
    pub(super) misrouted: usize,
    /// Tickets of a station that had one of the order already.
    pub(super) doubled: usize,
    pub(super) kitchen: KitchenProgress,
    /// Tickets of the accepted orders.
    expected_tickets: usize,
    /// Accepted orders that the kitchen has something to do for.
    expected_hand_overs: usize,
    last_answer: Option<Instant>,
    sent_at: Vec<Option<Instant>>,
    stations: Vec<Vec<Code>>,
    tickets: BTreeSet<TicketId>,
}

/// The book.
pub(super) struct Book {
    plan: Arc<Plan>,
    notes: Mutex<Notes>,
}

impl Book {
    /// An empty book for a plan.
    pub(super) fn new(plan: Arc<Plan>) -> Self {
        let orders = plan.orders.len();
        let notes = Notes {
            sent_at: vec![None; orders],
            stations: vec![Vec::new(); orders],
            ..Notes::default()
        };
        Self { plan, notes: Mutex::new(notes) }
    }

    fn write(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything that was written down so far.
    pub(super) fn notes(&self) -> Notes {
        self.write().clone()
    }

    /// Whether an order belongs to this replay.
    pub(super) fn is_ours(&self, order: OrderId) -> bool {
        self.plan.place_of(order).is_some()
    }

    /// An order is sent for the first time.
    pub(super) fn sent(&self, order: usize, now: Instant) {
        let mut notes = self.write();
        notes.sent_at[order] = Some(now);
        notes.sent += 1;
    }

    /// The store has taken an order.
    pub(super) fn accepted(&self, order: usize, now: Instant) {
        let tickets = self.plan.orders[order].tickets.len();
        let mut notes = self.write();
        notes.expected_tickets += tickets;
        notes.expected_hand_overs += usize::from(tickets > 0);
        notes.last_answer = Some(now);
        if let Some(sent) = notes.sent_at[order] {
            notes.accept.push(now.saturating_duration_since(sent));
        }
    }

    /// The store has refused an order.
    pub(super) fn refused(&self, order: usize, message: &str, now: Instant) {
        let mut notes = self.write();
        notes.refused += 1;
        notes.last_answer = Some(now);
        if notes.refusals.len() < REFUSALS_KEPT_MAX {
            let id = self.plan.orders[order].order_id;
            notes.refusals.push(format!("order {id} was refused: {message}"));
        }
    }

    /// A screen has received a ticket; answers whether it belongs to this replay.
    pub(super) fn ticket_shown(&self, screen: &Code, ticket: &TicketRow, now: Instant) -> bool {
        let Some(order) = self.plan.place_of(ticket.order_id) else { return false };
        let mut notes = self.write();
        if !notes.tickets.insert(ticket.id) {
            return true;
        }
        let planned = self.plan.orders[order].tickets.get(&ticket.station);
        let as_planned = planned.is_some_and(|lines| {
            lines.len() == ticket.lines.len()
                && lines.iter().zip(&ticket.lines).all(|(line, row)| *line == row.line_id)
        });
        if ticket.station != *screen || !as_planned {
            notes.misrouted += 1;
        }
        if notes.stations[order].contains(&ticket.station) {
            notes.doubled += 1;
        } else {
            notes.stations[order].push(ticket.station.clone());
            notes.kitchen.shown += 1;
        }
        if let Some(sent) = notes.sent_at[order] {
            notes.shown.push(now.saturating_duration_since(sent));
        }
        true
    }

    /// The store knows that so many tickets more are on their screen.
    pub(super) fn acknowledged(&self, tickets: usize) {
        self.write().kitchen.acknowledged += tickets;
    }

    /// A ticket more is done.
    pub(super) fn bumped(&self) {
        self.write().kitchen.bumped += 1;
    }

    /// A guest more has their order.
    pub(super) fn handed_over(&self) {
        self.write().kitchen.handed_over += 1;
    }

    /// How far the kitchen is.
    pub(super) fn kitchen_progress(&self) -> KitchenProgress {
        self.write().kitchen
    }

    /// Whether everything that was accepted is shown, done and handed over.
    pub(super) fn kitchen_is_done(&self) -> bool {
        let notes = self.write();
        notes.kitchen.bumped >= notes.expected_tickets
            && notes.kitchen.handed_over >= notes.expected_hand_overs
    }

    /// How long it took until the last order was answered.
    pub(super) fn answered_in(&self, started: Instant) -> Duration {
        let last = self.write().last_answer.unwrap_or(started);
        last.saturating_duration_since(started)
    }
}

#[cfg(test)]
mod tests {
    use domain::kitchen::TicketStatus;

    use super::*;
    use crate::replay::plan::{self, Routes};
    use crate::replay::sheet::Sheet;
    use crate::replay::wire::TicketLineRow;

    #[test]
    fn a_ticket_at_the_wrong_station_or_a_second_one_does_not_go_unnoticed() {
        let station = |code: &str| Code::new(code).unwrap();
        let text = b"order id,date,item,qty,price\n1,2026-11-20 18:05,Tea,1,2.80\n";
        let gbp = domain::money::Currency::from_code("GBP").unwrap();
        let orders = plan::priced(&Sheet::parse(text).unwrap(), gbp).unwrap();
        let routes = Routes::from([(plan::item_id("Tea"), vec![station("tea")])]);
        let plan = Arc::new(Plan::new(&orders, &routes));
        let (book, now) = (Book::new(Arc::clone(&plan)), Instant::now());
        let order = &plan.orders[0];
        let ticket = |at: &str| TicketRow {
            id: plan::mint(TicketId::from_uuid),
            order_id: order.order_id,
            station: station(at),
            lines: vec![TicketLineRow { line_id: order.tickets[&station("tea")][0] }],
            status: TicketStatus::Sent,
            revision: 1,
        };
        let tally = || {
            let notes = book.notes();
            (notes.kitchen.shown, notes.doubled, notes.misrouted)
        };
        book.sent(0, now);
        let first = ticket("tea");
        assert!(book.ticket_shown(&station("tea"), &first, now));
        assert!(book.ticket_shown(&station("tea"), &first, now), "the same one after a reconnect");
        assert_eq!(tally(), (1, 0, 0));
        book.ticket_shown(&station("tea"), &ticket("tea"), now);
        assert_eq!(tally(), (1, 1, 0));
        book.ticket_shown(&station("steam"), &ticket("steam"), now);
        assert_eq!(tally(), (2, 1, 1));
        let strange = TicketRow { order_id: plan::mint(OrderId::from_uuid), ..ticket("tea") };
        assert!(!book.ticket_shown(&station("tea"), &strange, now), "somebody else's order");
    }
}
