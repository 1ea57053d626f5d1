//! What is derived follows from the journal, whatever happened and however it was batched.

use std::collections::{BTreeMap, BTreeSet};

use domain::kitchen::AcknowledgeLevel;
use domain::order::{NewLine, Order, OrderState, VoidReason};
use domain::shift::Shift;
use domain::{Command, Event, Money};
use journal::{Ask, Totals};
use proptest::prelude::*;

use crate::shop::*;

/// Orders, shifts and members that a sequence may speak of: few, so that they meet.
const POOL: u128 = 4;

/// One step of a sequence: what is asked, of what, and how many minutes later.
#[derive(Debug, Clone, Copy)]
struct Step {
    kind: u8,
    of: u128,
    which: usize,
    how: u8,
    minutes: i64,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0_u8..24, 0..POOL, 0_usize..6, 0_u8..8, -30_i64..120);
    let step =
        step.prop_map(|(kind, of, which, how, minutes)| Step { kind, of, which, how, minutes });
    prop::collection::vec(step, 10..60)
}

fn rung(how: u8, base: u128) -> Vec<NewLine> {
    let quantity = u32::from(how) + 1;
    match how {
        0 | 1 => vec![noodles(base)],
        2 | 3 => vec![one(base, SET), one(base + 1, CAKE)],
        4 => vec![NewLine { quantity, modifiers: vec![modifier(LARGE)], ..one(base, NOODLES) }],
        _ => vec![NewLine { quantity, ..one(base, TEA) }, noodles(base + 1)],
    }
}

/// The request that a step stands for, aimed at what the shop holds; now and then past it.
async fn request(shop: &Shop, step: Step) -> Ask {
    let order_id = order(step.of);
    let known = shop.journal.read(move |reader| reader.order(order_id)).await.unwrap();
    let pick = |count: usize| step.which % count.max(1);
    let revision = known.as_ref().map_or(1, |order| order.revision);
    let line_id = known
        .as_ref()
        .and_then(|order| order.lines.get(pick(order.lines.len())))
        .map_or(line(1), |line| line.id);
    let ticket = known.as_ref().and_then(|order| order.tickets.get(pick(order.tickets.len())));
    let ticket_id = ticket.map_or(domain::id::TicketId::from_uuid(order(9).uuid()), |t| t.id);
    let screen = ticket.is_none_or(|ticket| ticket.station.as_str() == "wok");
    let screen = if screen { WOK_SCREEN } else { BAR_SCREEN };
    let seen = shop.journal.read(move |reader| reader.ticket(ticket_id)).await.unwrap();
    let due = known.as_ref().map_or(1, |order| order.totals.due.minor()).max(1);
    let some = u128::try_from(step.which).unwrap();
    let reason = VoidReason::Quality;
    match step.kind {
        0..=3 => placing(step.of, rung(step.how, 1), step.how > 2, Vec::new()),
        4 | 5 => {
            let lines = rung(step.how, u128::from(revision) * 10);
            ask(Command::AddLines { order_id, revision, lines, fire: step.how > 3 })
        }
        6 => {
            let line = known.as_ref().and_then(|order| order.line(line_id));
            let item_id =
                line.map_or(domain::id::ItemId::from_uuid(order(9).uuid()), |l| l.item_id);
            let (quantity, modifiers) = (u32::from(step.how), vec![modifier(SMALL)]);
            let line = NewLine { quantity, modifiers, ..NewLine::one(line_id, item_id) };
            ask(Command::ChangeLine { order_id, revision, line })
        }
        7 => ask(Command::VoidLine { order_id, line_id, reason }),
        8 if step.how < 2 => ask(Command::VoidOrder { order_id, reason }),
        8 | 9 => ask(Command::FireLines { order_id, line_ids: Vec::new() }),
        10 | 11 => {
            let part = if step.how < 5 { due } else { (due / 2).max(1) };
            let id = u128::from(revision);
            let tender = if step.kind == 10 { card(id, part) } else { cash(id, part, part + 200) };
            pay(step.of, tender)
        }
        12 => ask(Command::CloseOrder { order_id }),
        13 => {
            let member_id = (step.how > 1).then(|| member(some % 3));
            ask(Command::AttachMember { order_id, member_id })
        }
        14 => ask(Command::ReprintReceipt { order_id }),
        15 | 16 => {
            let level = if step.how > 4 { AcknowledgeLevel::Seen } else { AcknowledgeLevel::Shown };
            let tickets = vec![ticket_id];
            alone_on(ask(Command::AcknowledgeTickets { tickets, level }), screen)
        }
        17 | 18 => {
            let revision = seen.map_or(1, |ticket| ticket.revision);
            alone_on(ask(Command::BumpTicket { ticket_id, revision }), EXPO)
        }
        19 => alone_on(ask(Command::RecallTicket { ticket_id }), EXPO),
        20 if step.how < 3 => alone_on(ask(Command::RecallOrder { order_id }), EXPO),
        20 => alone_on(ask(Command::HandOverOrder { order_id }), EXPO),
        21 if step.how < 2 => ask(Command::CloseShift {
            shift_id: shift(step.of),
            counted: pence(5_000),
            denominations: Vec::new(),
            leave_orders: false,
            print: false,
        }),
        21 => float(step.of, 5_000),
        22 => enrol(some % 3, &format!("+44770090000{}", step.of), ""),
        _ => signing_in(some, false, 0),
    }
}

/// Runs the steps in groups that reach the writer together, with a stop or a power cut in between.
async fn run(steps: &[Step], together: usize) -> Shop {
    let mut shop = Shop::new().await;
    shop.done(float(0, 5_000)).await;
    for (n, group) in steps.chunks(together).enumerate() {
        if n == 9 {
            shop = shop.reopened().await;
        }
        let mut asked = Vec::new();
        for &step in group {
            asked.push(shop.sign(request(&shop, step).await));
            shop.clock.pass_ms(step.minutes * MINUTE_MS);
        }
        let mut tills = tokio::task::JoinSet::new();
        for ask in asked {
            let journal = shop.journal.clone();
            // A refusal changes nothing and is as good an answer as any.
            tills.spawn(async move { drop(journal.append(ask).await.unwrap()) });
        }
        tills.join_all().await;
    }
    shop
}

async fn events(shop: &Shop) -> Vec<Event> {
    let rows = shop.journal.read(|reader| reader.events_after(0, usize::MAX, usize::MAX)).await;
    let read = |row: &journal::StoredEvent| journal::upcast(&row.kind, row.version, &row.body);
    rows.unwrap().iter().map(|row| read(row).unwrap()).collect()
}

/// Every sum is exact, and the numbers that the store counted are those of its events.
fn assert_sums(events: &[Event], orders: &[Order], shifts: &[Shift], counted: Totals) {
    let mut closed = Money::ZERO;
    for order in orders {
        let totals = &order.totals;
        let kept = order.lines.iter().filter(|line| !line.is_voided()).map(|line| line.amount);
        assert_eq!(Money::sum(kept), Some(totals.subtotal), "{order:#?}");
        let taken = order.tenders.iter().map(|tender| tender.amount);
        assert_eq!(Money::sum(taken), Some(totals.paid), "{order:#?}");
        assert_eq!(totals.paid.checked_add(totals.due), Some(totals.total), "{order:#?}");
        match order.state {
            OrderState::Closed { .. } => closed = closed.checked_add(totals.total).unwrap(),
            OrderState::Open | OrderState::Voided { .. } | OrderState::Merged { .. } => {}
        }
    }
    assert_eq!(counted.closed_sum, closed);
    let mut cash: BTreeMap<_, Money> = BTreeMap::new();
    for event in events {
        if let Event::TenderTaken { tender, shift_id: Some(id), .. } = event {
            let drawer = cash.entry(*id).or_default();
            *drawer = drawer.checked_add(tender.amount).unwrap();
        }
    }
    for shift in shifts {
        let taken = cash.get(&shift.id).copied().unwrap_or_default();
        assert_eq!(shift.cash_in, taken);
        assert_eq!(shift.float.checked_add(taken), Some(shift.expected));
    }
    let count = |kind: &str| events.iter().filter(|event| event.kind() == kind).count();
    assert_eq!(usize::try_from(counted.orders).unwrap(), count("order_placed"));
    assert_eq!(usize::try_from(counted.closed).unwrap(), count("order_closed"));
    let mut shown = BTreeSet::new();
    for event in events {
        if let Event::TicketsShown { tickets, .. } | Event::TicketsSeen { tickets, .. } = event {
            shown.extend(tickets);
        }
        if let Event::TicketRecalled { ticket_id, .. } = event {
            shown.insert(ticket_id);
        }
    }
    assert_eq!(usize::try_from(counted.tickets_shown).unwrap(), shown.len());
}

fn bodies<T: serde::de::DeserializeOwned>(shop: &Shop, table: &str) -> Vec<T> {
    let connection = raw(&shop.dir());
    let mut statement = connection.prepare(&format!("SELECT body FROM {table}")).unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    rows.map(|body| serde_json::from_str(&body.unwrap()).unwrap()).collect()
}

async fn replays(steps: &[Step], together: usize) {
    let shop = run(steps, together).await;
    let counted = shop.journal.read(|reader| reader.totals()).await.unwrap();
    let happened = events(&shop).await;
    assert_sums(&happened, &bodies(&shop, "orders"), &bodies(&shop, "shifts"), counted);
    shop.journal.stop().await;
    let live = dump(&shop.dir());
    let report = journal::verify(&shop.dir()).unwrap();
    assert_eq!(usize::try_from(report.events).unwrap(), happened.len());
    assert_eq!(journal::rebuild(&shop.dir()).unwrap().events, report.events);
    assert_eq!(dump(&shop.dir()), live);
    assert_eq!(journal::verify(&shop.dir()).unwrap(), report);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    /// I5, I6, I27, I29: live rows, a verification and a rebuild agree after any trade.
    #[test]
    fn replaying_the_journal_gives_the_live_rows(steps in steps(), together in 1_usize..6) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(replays(&steps, together));
    }
}

/// I6: shown and bumped in commits of their own live, in one flush when it is rebuilt.
#[tokio::test]
async fn a_ticket_shown_and_bumped_in_one_flush_comes_out_as_in_two() {
    let shop = Shop::new().await;
    shop.done(placing(1, vec![one(1, SET)], true, Vec::new())).await;
    for ticket in shop.order(1).await.tickets {
        let screen = if ticket.station.as_str() == "wok" { WOK_SCREEN } else { BAR_SCREEN };
        let tickets = vec![ticket.id];
        let level = AcknowledgeLevel::Shown;
        shop.done(alone_on(ask(Command::AcknowledgeTickets { tickets, level }), screen)).await;
        shop.done(alone_on(ask(Command::BumpTicket { ticket_id: ticket.id, revision: 1 }), screen))
            .await;
    }
    let counted = shop.journal.read(|reader| reader.totals()).await.unwrap();
    assert_eq!((counted.tickets, counted.tickets_shown), (2, 2));
    shop.journal.stop().await;
    journal::verify(&shop.dir()).unwrap();
}

/// I6: rebuilt in several flushes, with orders of one flush changed in the next.
#[tokio::test]
async fn a_journal_of_many_flushes_is_rebuilt_as_it_was() {
    let shop = Shop::new().await;
    for n in 1..=180 {
        shop.done(placing(n, vec![one(1, TEA)], true, Vec::new())).await;
    }
    for n in 1..=180 {
        shop.done(pay(n, card(1, 350))).await;
    }
    shop.journal.stop().await;
    let live = dump(&shop.dir());
    assert!(journal::verify(&shop.dir()).unwrap().events > 700);
    journal::rebuild(&shop.dir()).unwrap();
    assert_eq!(dump(&shop.dir()), live);
}

/// A day of the tests that lacks a kind of event proves nothing about it.
#[tokio::test]
async fn every_kind_of_event_happens_in_the_day_of_the_tests() {
    let shop = Shop::new().await;
    shop.trade().await;
    let kinds: BTreeSet<_> = events(&shop).await.iter().map(Event::kind).collect();
    assert_eq!(kinds.len(), 30, "{kinds:?}");
}
