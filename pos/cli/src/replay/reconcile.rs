//! The reckoning: what was sent against what the screens, the store and HQ have counted.

use std::time::Duration;

use domain::Money;
use protocol::hq::HqStoreTotals;
use protocol::http::StoreTotals;

use super::Played;
use super::book::{Book, Notes};
use super::plan::Plan;
use super::report::{Report, Spread, per_second, rounded_seconds};

/// What had been counted before the replay.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Before {
    pub(super) store: StoreTotals,
    pub(super) hq_doubled: u64,
}

/// What HQ says it has counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum AtHq {
    /// The store has no HQ.
    #[default]
    NoHq,
    /// There is one and it did not say.
    Silent,
    /// So much.
    Counted(HqStoreTotals),
}

/// What has been counted at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counted {
    /// By the store; `None` when it did not say.
    pub(super) store: Option<StoreTotals>,
    /// By HQ.
    pub(super) hq: AtHq,
}

impl Counted {
    /// Whether all receipts are printed and HQ knows as much as the store.
    pub(super) fn is_settled(&self, before: &Before, accepted: u64) -> bool {
        let Some(store) = self.store else { return false };
        let at_hq = match self.hq {
            AtHq::NoHq => true,
            AtHq::Silent => false,
            AtHq::Counted(hq) => hq.orders >= store.orders && hq.closed >= store.closed,
        };
        let closed = store.closed.saturating_sub(before.store.closed) >= accepted;
        closed && at_hq && store.receipts_printed >= store.receipts
    }
}

/// Everything that is compared.
pub(super) struct Tally<'a> {
    pub(super) plan: &'a Plan,
    pub(super) book: &'a Book,
    pub(super) before: &'a Before,
    pub(super) store: Option<StoreTotals>,
    pub(super) hq: AtHq,
    pub(super) played: Played,
}

impl Tally<'_> {
    /// The report; `settled_in` is how long it took until nothing moved any more.
    pub(super) fn report(self, settled_in: Duration) -> Report {
        let mut notes = self.book.notes();
        let mut complaints = self.played.complaints;
        complaints.append(&mut notes.refusals);
        let before = self.before.store;
        let store = self.store.map(|now| since(now, before));
        // What HQ had of the store before may still have been on its way, so the store's own count
        // of that is what is taken off.
        let hq = match self.hq {
            AtHq::NoHq => None,
            AtHq::Silent => Some(HqStoreTotals::default()),
            AtHq::Counted(hq) => Some(hq_since(hq, before, self.before.hq_doubled)),
        };
        if store.is_none() {
            complaints.push("the store did not say what it has counted".to_owned());
        }
        if self.hq == AtHq::Silent {
            complaints.push("HQ did not say what it has counted".to_owned());
        }
        let sum_sent =
            Money::sum(self.plan.orders.iter().map(|order| order.total)).unwrap_or_default();
        let balance = Balance::of(self.plan, &notes, store.unwrap_or_default(), hq);
        let store = store.unwrap_or_default();
        let answered_in = self.played.answered_in;
        let mut report = Report {
            agrees: false,
            orders_sent: notes.sent,
            orders_accepted: notes.accept.len(),
            orders_refused: notes.refused,
            lines: self.plan.lines(),
            tickets: store.tickets,
            tickets_shown: store.tickets_shown,
            receipts: store.receipts,
            receipts_printed: store.receipts_printed,
            store_orders: store.orders,
            hq_orders: hq.map(|hq| hq.orders),
            sum_sent_minor: sum_sent,
            sum_store_minor: store.closed_sum,
            sum_hq_minor: hq.map(|hq| hq.closed_sum),
            drawers_over_short_minor: self.played.drawers_over_short,
            lost: balance.lost,
            duplicated: balance.duplicated,
            misrouted: notes.misrouted,
            accept_ms: Spread::of(notes.accept),
            shown_ms: Spread::of(notes.shown),
            orders_per_s: per_second(balance.accepted, answered_in),
            seconds: rounded_seconds(answered_in),
            settled_seconds: rounded_seconds(settled_in),
            complaints,
        };
        report.agrees = report.all_agree();
        report
    }
}

/// What is missing and what is too much.
#[derive(Debug, PartialEq, Eq)]
struct Balance {
    accepted: usize,
    lost: u64,
    duplicated: u64,
}

impl Balance {
    /// Orders count once however many places lost them; tickets and receipts count besides.
    fn of(plan: &Plan, notes: &Notes, store: StoreTotals, hq: Option<HqStoreTotals>) -> Self {
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let planned = count(plan.orders.len());
        let accepted = count(notes.accept.len());
        let places = [accepted, store.orders, store.closed]
            .into_iter()
            .chain(hq.iter().flat_map(|hq| [hq.orders, hq.closed]));
        let (mut fewest, mut most) = (planned, planned);
        for orders in places {
            (fewest, most) = (fewest.min(orders), most.max(orders));
        }
        let tickets = count(plan.tickets());
        let shown = count(notes.kitchen.shown);
        let doubled = count(notes.doubled);
        // A store without a receipt printer asks for none.
        let receipts = if store.receipts == 0 { 0 } else { planned };
        let lines = count(plan.lines());
        Self {
            accepted: notes.accept.len(),
            lost: (planned - fewest)
                + tickets.saturating_sub(shown.min(store.tickets))
                + receipts.saturating_sub(store.receipts_printed)
                + if fewest == planned { lines.saturating_sub(store.lines) } else { 0 },
            duplicated: (most - planned)
                + doubled.max(store.tickets.saturating_sub(tickets))
                + store.receipts.saturating_sub(receipts)
                + hq.map_or(0, |hq| hq.doubled),
        }
    }
}

fn since(now: StoreTotals, before: StoreTotals) -> StoreTotals {
    StoreTotals {
        orders: now.orders.saturating_sub(before.orders),
        lines: now.lines.saturating_sub(before.lines),
        closed_sum: now.closed_sum.checked_sub(before.closed_sum).unwrap_or_default(),
        closed: now.closed.saturating_sub(before.closed),
        tickets: now.tickets.saturating_sub(before.tickets),
        tickets_shown: now.tickets_shown.saturating_sub(before.tickets_shown),
        receipts: now.receipts.saturating_sub(before.receipts),
        receipts_printed: now.receipts_printed.saturating_sub(before.receipts_printed),
    }
}

fn hq_since(now: HqStoreTotals, before: StoreTotals, doubled: u64) -> HqStoreTotals {
    HqStoreTotals {
        orders: now.orders.saturating_sub(before.orders),
        closed: now.closed.saturating_sub(before.closed),
        closed_sum: now.closed_sum.checked_sub(before.closed_sum).unwrap_or_default(),
        at_hq_seq: now.at_hq_seq,
        doubled: now.doubled.saturating_sub(doubled),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Instant;

    use super::*;
    use crate::replay::plan::{self, Routes};
    use crate::replay::sheet::Sheet;

    fn plan() -> Arc<Plan> {
        let text = b"order,date,item,qty,price\n1,2026-11-20 18:05,Tea,1,2.80\n\
                     1,2026-11-20 18:05,Egg,1,1.50\n2,2026-11-20 18:06,Tea,2,2.80\n";
        let gbp = domain::money::Currency::from_code("GBP").unwrap();
        let orders = plan::priced(&Sheet::parse(text).unwrap(), gbp).unwrap();
        Arc::new(Plan::new(&orders, &Routes::new()))
    }

    /// Two orders, three lines, £9.90, nothing to make, on top of five earlier orders.
    fn report(change: impl FnOnce(&mut StoreTotals, &mut HqStoreTotals)) -> Report {
        let plan = plan();
        let book = Book::new(Arc::clone(&plan));
        for order in 0..2 {
            book.sent(order, Instant::now());
            book.accepted(order, Instant::now());
        }
        let earlier = StoreTotals {
            orders: 5,
            lines: 9,
            closed_sum: Money::from_minor(4_000),
            closed: 4,
            receipts: 4,
            receipts_printed: 4,
            ..StoreTotals::default()
        };
        let mut store = StoreTotals {
            orders: 7,
            lines: 12,
            closed_sum: Money::from_minor(4_990),
            closed: 6,
            receipts: 6,
            receipts_printed: 6,
            ..earlier
        };
        let mut hq = HqStoreTotals {
            orders: 7,
            closed: 6,
            closed_sum: Money::from_minor(4_990),
            at_hq_seq: 70,
            doubled: 0,
        };
        change(&mut store, &mut hq);
        let played = Played {
            answered_in: Duration::from_secs(2),
            drawers_over_short: Money::ZERO,
            complaints: Vec::new(),
        };
        let before = Before { store: earlier, hq_doubled: 0 };
        let (store, hq) = (Some(store), AtHq::Counted(hq));
        Tally { plan: &plan, book: &book, before: &before, store, hq, played }
            .report(Duration::from_secs(3))
    }

    #[test]
    fn a_replay_agrees_when_store_and_hq_have_counted_what_was_sent() {
        let report = report(|_, _| {});
        assert!(report.agrees, "{report:?}");
        assert_eq!((report.sum_sent_minor, report.lost), (Money::from_minor(990), 0));
        assert_eq!(report.sum_hq_minor, Some(Money::from_minor(990)));
    }

    #[test]
    fn whatever_is_lost_doubled_or_a_penny_off_is_told() {
        type Change = fn(&mut StoreTotals, &mut HqStoreTotals);
        let changes: [(Change, u64, u64); 9] = [
            (|_, hq| hq.orders = 6, 1, 0),
            (|_, hq| hq.closed = 7, 0, 1),
            (|_, hq| hq.doubled = 1, 0, 1),
            (|_, hq| hq.closed_sum = Money::from_minor(4_989), 0, 0),
            (|store, _| store.closed_sum = Money::from_minor(4_991), 0, 0),
            (|store, _| (store.orders, store.closed) = (8, 7), 0, 1),
            (|store, _| store.receipts_printed = 5, 1, 0),
            (|store, _| (store.receipts, store.receipts_printed) = (7, 7), 0, 1),
            (|store, _| store.lines = 11, 1, 0),
        ];
        for (index, (change, lost, duplicated)) in changes.into_iter().enumerate() {
            let report = report(change);
            assert!(!report.agrees, "{index}");
            assert_eq!((report.lost, report.duplicated), (lost, duplicated), "{index}");
        }
    }

    #[test]
    fn a_replay_has_settled_only_when_the_paper_is_out_and_hq_knows_it_all() {
        let totals = |orders, closed, receipts_printed| StoreTotals {
            orders,
            closed,
            receipts: closed,
            receipts_printed,
            ..StoreTotals::default()
        };
        let at_hq = |orders, closed| HqStoreTotals { orders, closed, ..HqStoreTotals::default() };
        let before = Before::default();
        for (store, hq, settled) in [
            (None, AtHq::NoHq, false),
            (Some(totals(2, 2, 2)), AtHq::NoHq, true),
            (Some(totals(2, 2, 1)), AtHq::NoHq, false),
            (Some(totals(2, 1, 1)), AtHq::NoHq, false),
            (Some(totals(2, 2, 2)), AtHq::Silent, false),
            (Some(totals(2, 2, 2)), AtHq::Counted(at_hq(2, 1)), false),
            (Some(totals(2, 2, 2)), AtHq::Counted(at_hq(2, 2)), true),
        ] {
            assert_eq!(Counted { store, hq }.is_settled(&before, 2), settled, "{store:?} {hq:?}");
        }
    }
}
