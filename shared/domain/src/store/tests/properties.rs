//! What holds after any sequence of requests.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::catalogue::{Allergen, Catalogue, KitchenLayout, StationMove};
use crate::command::SystemCommand;
use crate::id::{CallId, ItemId, LineId, OrderId, TicketId};
use crate::kitchen::{AcknowledgeLevel, CallKind, CannotMakeReason, NewTicket, RemakeReason};
use crate::member::{Consent, Purpose};
use crate::order::{Channel, NewLine, OrderState, Stage, VoidReason};
use crate::shop::{
    Ask, BAR_SCREEN, CAKE, EGG, EXPO, LARGE, MANAGER, MINUTE_MS, SECOND_TILL, SET, SMALL, SPECIAL,
    Shop, TEA, TILL, WOK_SCREEN, Written, ask, card, cash, code, device, dish, float, line, member,
    menu, modifier, noodles, one, order, pence, replay, settings, shift, staff, system,
};
use crate::store::{Decision, Key};
use crate::tax::TaxMode;
use crate::{Command, Event, Money, Names, Record, Rejection, State, Timestamp, decide, evolve};

/// Orders, shifts and members that a sequence may speak of: few, so that they meet.
const POOL: u128 = 4;

/// One step of a sequence: what is asked, of what, and how many minutes later.
#[derive(Debug, Clone, Copy)]
struct Step {
    kind: u8,
    of: u128,
    which: u128,
    how: u128,
    minutes: i64,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0_u8..36, 0..POOL, 0_u128..6, 0_u128..8, -30_i64..240);
    let step =
        step.prop_map(|(kind, of, which, how, minutes)| Step { kind, of, which, how, minutes });
    prop::collection::vec(step, 10..100)
}

/// New lines with ids from `base`, which may be there already.
fn rung(step: Step, base: u128) -> Vec<NewLine> {
    let quantity = u32::try_from(step.how + 1).unwrap();
    let large = vec![modifier(LARGE), modifier(EGG)];
    let priced = NewLine { price: Some(pence(333)), ..one(base + 1, SPECIAL) };
    match step.how {
        0 => vec![noodles(base)],
        1 => vec![NewLine { modifiers: large, quantity, ..noodles(base) }, one(base + 9, CAKE)],
        2 => vec![one(base, TEA), noodles(base + 1)],
        3 => vec![one(base, SET), priced],
        4 => vec![NewLine { quantity, ..one(base, CAKE) }],
        _ => vec![NewLine { quantity, ..one(base, TEA) }],
    }
}

/// The request that a step stands for, aimed at what the shop holds; now and then past it.
fn request(shop: &Shop, step: Step) -> Ask {
    let order_id = order(step.of);
    let known = shop.state.order(order_id);
    let revision = known.map_or(1, |order| order.revision).saturating_sub(u32::from(step.how == 7));
    let ticket_id = ticket_of(shop, step);
    let ticket = shop.state.ticket(ticket_id);
    let line_id = line_of(shop, step);
    let reason = VoidReason::Quality;
    match step.kind {
        0..=3 => placing(shop, step, order_id),
        4 | 5 => {
            let lines = rung(step, u128::from(revision) * 10);
            ask(Command::AddLines { order_id, revision, lines, fire: step.which > 3 })
        }
        6 => ask(Command::ChangeLine {
            order_id,
            revision,
            line: NewLine {
                quantity: u32::try_from(step.how).unwrap(),
                modifiers: if step.which.is_multiple_of(2) {
                    vec![modifier(SMALL)]
                } else {
                    Vec::new()
                },
                ..NewLine::one(line_id, item_of(shop, order_id, line_id))
            },
        }),
        7 => ask(Command::VoidLine { order_id, line_id, reason }),
        8 if step.how < 2 => ask(Command::VoidOrder { order_id, reason }),
        8 | 9 => {
            let line_ids = if step.how == 3 { vec![line_id] } else { Vec::new() };
            ask(Command::FireLines { order_id, line_ids })
        }
        10..=12 => paying(shop, step),
        13 => ask(Command::CloseOrder { order_id }),
        14 => {
            let member_id = (step.how > 1).then(|| member(step.which % 3));
            ask(Command::AttachMember { order_id, member_id })
        }
        15 => ask(Command::ReprintReceipt { order_id }),
        16 => {
            let level = if step.how.is_multiple_of(2) {
                AcknowledgeLevel::Shown
            } else {
                AcknowledgeLevel::Seen
            };
            let at_bar = ticket.is_some_and(|ticket| ticket.station.as_str() == "bar");
            let screen = if at_bar || step.how == 7 { BAR_SCREEN } else { WOK_SCREEN };
            ask(Command::AcknowledgeTickets { tickets: vec![ticket_id], level }).alone_on(screen)
        }
        17 | 18 | 24 => {
            let revision = ticket.map_or(1, |ticket| ticket.revision);
            ask(Command::BumpTicket { ticket_id, revision }).alone_on(EXPO)
        }
        19 => ask(Command::RecallTicket { ticket_id }).alone_on(EXPO),
        20 | 25 if known.is_some_and(|order| order.stage == Stage::HandedOver) => {
            ask(Command::RecallOrder { order_id }).alone_on(EXPO)
        }
        20 | 25 => ask(Command::HandOverOrder { order_id }).alone_on(EXPO),
        21 => drawer(shop, step),
        22 => enrolling(step),
        27..=34 => cooking(shop, step),
        _ => office(step),
    }
}

/// What happens in the kitchen beyond showing, bumping and recalling.
fn cooking(shop: &Shop, step: Step) -> Ask {
    let (order_id, ticket_id, line_id) =
        (order(step.of), ticket_of(shop, step), line_of(shop, step));
    let ticket = shop.state.ticket(ticket_id);
    let revision = ticket.map_or(1, |ticket| ticket.revision);
    let own = ticket.and_then(|ticket| ticket.lines.first()).map_or(line_id, |line| line.line_id);
    let line_ids = if step.how == 7 { vec![own, line_id] } else { vec![own] };
    let screen = |command| ask(command).alone_on(EXPO);
    match step.kind {
        27 | 28 => screen(Command::BumpLines { ticket_id, revision, line_ids }),
        29 if step.how < 4 => screen(Command::BumpLinesBack { ticket_id, line_ids }),
        29 => screen(Command::RushOrder { order_id, rush: step.how < 6 }),
        30 => screen(Command::RemakeLine {
            ticket_id,
            line_id: own,
            quantity: u32::try_from(step.how).unwrap(),
            reason: RemakeReason::Spoiled,
        }),
        31 if step.how < 4 => screen(Command::CallFromKitchen {
            call_id: CallId::from_uuid(uuid::Uuid::from_u128(step.which)),
            kind: CallKind::CannotMake { reason: CannotMakeReason::TooLong },
            ticket_id: Some(ticket_id),
            line_id: Some(own),
            words: String::new(),
        }),
        31 => {
            let call_id = CallId::from_uuid(uuid::Uuid::from_u128(step.which));
            ask(Command::AnswerCall { call_id })
        }
        32 => system(SystemCommand::NoteUnshown { tickets: vec![ticket_id] }),
        33 => {
            let layout = (step.how < 5).then(|| code("quiet"));
            system(SystemCommand::SwitchLayout { layout })
        }
        _ if step.how < 4 => ask(Command::SetAllergies {
            member_id: member(step.which % 3),
            allergies: vec![Allergen::Nuts],
            consent: Some(Consent { purpose: Purpose::Allergies, text_version: 1 }),
        }),
        _ if step.how < 6 => screen(Command::ConfirmAllergy { ticket_id, line_ids }),
        _ => screen(Command::ReprintChit { ticket_id }),
    }
}

fn placing(shop: &Shop, step: Step, order_id: crate::id::OrderId) -> Ask {
    let tenders = match step.which {
        0 => vec![card(1, 100)],
        1 => vec![cash(1, 100, 500), card(2, 250)],
        _ => Vec::new(),
    };
    let somebody = member(step.which % 3);
    ask(Command::PlaceOrder {
        order_id,
        channel: Channel::Takeaway,
        member_id: (step.how == 6 || shop.state.has_member(somebody)).then_some(somebody),
        lines: rung(step, step.which),
        fire: step.how > 2,
        tenders,
        print_receipt: true,
        details: crate::order::OrderDetails::default(),
    })
}

/// All that is due, or half of it, in cash or by card.
fn paying(shop: &Shop, step: Step) -> Ask {
    let due = shop.state.order(order(step.of)).map_or(1, |order| order.totals.due.minor());
    let part = if step.how < 5 { due } else { (due / 2).max(1) };
    let id = 10 * step.which + step.how;
    let tender = if step.kind == 10 { card(id, part) } else { cash(id, part, part + 200) };
    ask(Command::TakeTender {
        order_id: order(step.of),
        tender,
        print_receipt: step.how > 3,
        check_id: None,
    })
}

fn drawer(shop: &Shop, step: Step) -> Ask {
    let counted = pence(5_000 + i64::try_from(step.which).unwrap());
    match step.how {
        0..=2 => {
            let running = shop.state.open_shift(device(TILL));
            let shift_id = running.map_or(shift(step.of), |running| running.id);
            ask(Command::CloseShift {
                shift_id,
                counted,
                denominations: Vec::new(),
                leave_orders: true,
                print: false,
            })
        }
        3 => float(step.of, 700).on(SECOND_TILL),
        _ => float(step.of, 5_000),
    }
}

fn enrolling(step: Step) -> Ask {
    ask(Command::EnrolMember {
        member_id: member(step.which % 3),
        phone: format!("+44770090000{}", (step.which + step.how) % 4),
        name: String::new(),
        consents: vec![Consent { purpose: Purpose::Membership, text_version: 1 }],
        came: crate::member::Came::default(),
    })
}

/// What happens away from the counter: sign-ins, and prices that change under open orders.
fn office(step: Step) -> Ask {
    if step.how < 5 {
        let session_hash = crate::chain::Hash::ZERO;
        let (staff_id, pin_matches) = (staff(step.which), step.how == 0);
        return system(SystemCommand::RecordSignIn { staff_id, pin_matches, session_hash });
    }
    let price = i64::try_from(100 + 10 * step.which).unwrap();
    let items = vec![dish(TEA, Some(price), "standard", &["bar"], &[])];
    ask(Command::UpsertItems { items }).by(MANAGER)
}

fn ticket_of(shop: &Shop, step: Step) -> TicketId {
    let tickets = shop.state.order(order(step.of)).map(|order| order.tickets.as_slice());
    let index = usize::try_from(step.which).unwrap();
    let found = tickets.filter(|tickets| !tickets.is_empty());
    found.map_or_else(
        || TicketId::from_uuid(uuid::Uuid::nil()),
        |tickets| tickets[index % tickets.len()].id,
    )
}

fn line_of(shop: &Shop, step: Step) -> LineId {
    let lines = shop.state.order(order(step.of)).map(|order| order.lines.as_slice());
    let index = usize::try_from(step.which).unwrap();
    lines.map_or_else(|| line(1), |lines| lines[index % lines.len()].id)
}

/// Runs the steps, with `look` at each answer and the state before it.
fn run(mode: TaxMode, steps: &[Step], mut look: impl FnMut(&Shop, &Ask)) -> Shop {
    let mut shop = Shop::new(mode);
    shop.ask(&system(SystemCommand::PublishCatalogue { catalogue: with_layout(mode) })).unwrap();
    let mut minutes = 0;
    for &step in steps {
        minutes += step.minutes;
        let asked = request(&shop, step).after_ms(minutes * MINUTE_MS);
        look(&shop, &asked);
        // A refusal changes nothing and is as good a step as any.
        let _refused: Result<Decision, Rejection> = shop.ask(&asked);
    }
    shop
}

/// The shop's menu, with nuts in the noodles and a layout in which the wok makes what the bar does.
fn with_layout(tax_mode: TaxMode) -> Catalogue {
    let mut menu = Catalogue { tax_mode, ..menu() };
    menu.items[0].allergens = vec![Allergen::Nuts];
    menu.layouts = vec![KitchenLayout {
        code: code("quiet"),
        names: Names::new("清闲", "Quiet"),
        from_minute: None,
        moves: vec![StationMove { from: code("bar"), to: code("wok") }],
    }];
    menu
}

fn dump(state: &State) -> String {
    format!("{state:#?}")
}

/// What was written, read back from JSON as a journal would.
fn read_back(written: &[Written]) -> Vec<Written> {
    let again = |entry: &Written| match entry {
        Written::Record(record) => Written::Record(record.clone()),
        Written::Event(event, stamp) => {
            let body = serde_json::to_string(event).unwrap();
            Written::Event(serde_json::from_str(&body).unwrap(), *stamp)
        }
    };
    written.iter().map(again).collect()
}

/// A store that has just started: reference data and counters, and of the rest what is named.
fn just_started(shop: &Shop, asked: &Ask) -> State {
    let mut state = State::new(settings());
    for entry in &shop.written {
        match entry {
            Written::Record(Record::Member(_)) | Written::Event(..) => {}
            Written::Record(record) => crate::store::apply_record(&mut state, record),
        }
    }
    state.load_counters(shop.state.counters().clone());
    state.load_kitchen(shop.state.kitchen().clone());
    for n in 0..=POOL {
        let id = staff(n);
        state.load_pin_failures(id, shop.state.pin_failures(id));
        let running =
            shop.state.shift(shift(n)).filter(|shift| super::super::working_set::runs(shift));
        running.cloned().into_iter().for_each(|shift| state.load_shift(shift));
    }
    loop {
        let keys = state.missing(&asked.request);
        if keys.is_empty() {
            return state;
        }
        for key in keys {
            load(&mut state, &shop.state, key);
        }
    }
}

/// What a line is, or anything when there is no such line.
fn item_of(shop: &Shop, order_id: OrderId, line_id: LineId) -> ItemId {
    let line = shop.state.order(order_id).and_then(|order| order.line(line_id));
    line.map_or(crate::shop::item(TEA), |line| line.item_id)
}

fn load(state: &mut State, from: &State, key: Key) {
    let found = match &key {
        Key::Order(id) => from.order(*id).cloned().map(|order| state.load_order(order)),
        Key::Ticket(id) => from.ticket(*id).cloned().map(|ticket| state.load_ticket(ticket)),
        Key::Shift(id) => from.shift(*id).cloned().map(|shift| state.load_shift(shift)),
        Key::Member(id) => {
            from.member_record(*id).cloned().into_iter().for_each(|one| state.load_record(one));
            from.member(*id).cloned().map(|known| state.load_member(*id, known))
        }
        Key::OpenTickets => {
            for ticket in from.open_tickets().cloned().collect::<Vec<_>>() {
                from.order(ticket.order_id)
                    .cloned()
                    .into_iter()
                    .for_each(|one| state.load_order(one));
                state.load_ticket(ticket);
            }
            None
        }
        Key::Phone(phone) => {
            from.member_by_phone(phone).map(|id| state.load_phone(phone.clone(), id))
        }
        Key::Card(card) => from.member_by_card(card).map(|id| state.load_card(card.clone(), id)),
        Key::Day(number) => from.closed_day(*number).cloned().map(|day| state.load_day(day)),
        Key::Catalogue(version) => from
            .old_catalogue(*version)
            .cloned()
            .map(|catalogue| state.load_old_catalogue(catalogue)),
    };
    if found.is_none() {
        state.mark_absent(key);
    }
}

fn assert_sums(state: &State) {
    for order in (0..POOL).filter_map(|n| state.order(order(n))) {
        let kept = order.lines.iter().filter(|line| !line.is_voided());
        let totals = &order.totals;
        assert_eq!(Money::sum(kept.map(|line| line.amount)), Some(totals.subtotal), "{order:#?}");
        assert_eq!(totals.paid.checked_add(totals.due), Some(totals.total), "{order:#?}");
        let taken = order.tenders.iter().map(|tender| tender.amount);
        assert_eq!(Money::sum(taken), Some(totals.paid), "{order:#?}");
        assert!(!totals.due.is_negative(), "{order:#?}");
        let taxes = totals.taxes.iter().map(|tax| tax.tax);
        assert_eq!(Money::sum(taxes), Some(totals.tax));
        match order.state {
            OrderState::Closed { .. } => assert_eq!(totals.due, Money::ZERO),
            OrderState::Open | OrderState::Voided { .. } | OrderState::Merged { .. } => {}
        }
    }
    for shift in (0..POOL).filter_map(|n| state.shift(shift(n))) {
        assert_eq!(shift.float.checked_add(shift.cash_in), Some(shift.expected));
    }
}

/// Counts up from one without a hole, by what it is counted within.
fn assert_gapless<K: Ord + std::fmt::Debug>(numbers: impl IntoIterator<Item = (K, u64)>) {
    let mut last: BTreeMap<K, u64> = BTreeMap::new();
    for (key, number) in numbers {
        let before = last.get(&key).copied().unwrap_or(0);
        assert_eq!(number, before + 1, "a hole in {key:?}");
        last.insert(key, number);
    }
}

fn events(shop: &Shop) -> impl Iterator<Item = &Event> {
    shop.written.iter().filter_map(|entry| match entry {
        Written::Event(event, _) => Some(event),
        Written::Record(_) => None,
    })
}

fn mode() -> impl Strategy<Value = TaxMode> {
    prop::sample::select(vec![TaxMode::Inclusive, TaxMode::Exclusive])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn replaying_the_journal_gives_the_live_state(mode in mode(), steps in steps()) {
        let shop = run(mode, &steps, |_, _| {});
        let mut replayed = State::new(settings());
        replay(&mut replayed, &read_back(&shop.written));
        prop_assert_eq!(dump(&replayed), dump(&shop.state));
    }

    #[test]
    fn lines_add_up_and_paid_and_due_make_the_total(mode in mode(), steps in steps()) {
        let shop = run(mode, &steps, |shop, _| assert_sums(&shop.state));
        assert_sums(&shop.state);
    }

    #[test]
    fn a_decision_is_the_same_twice_and_changes_nothing(mode in mode(), steps in steps()) {
        run(mode, &steps, |shop, asked| {
            let before = dump(&shop.state);
            let context = shop.context(asked);
            let first = decide(&shop.state, &asked.request, &context);
            let second = decide(&shop.state, &asked.request, &context);
            assert_eq!(first, second);
            assert_eq!(dump(&shop.state), before);
        });
    }

    #[test]
    fn a_store_that_has_just_started_decides_and_evolves_like_one_that_ran_all_day(mode in mode(), steps in steps()) {
        run(mode, &steps, |shop, asked| {
            let context = shop.context(asked);
            let mut cold = just_started(shop, asked);
            let decided = decide(&cold, &asked.request, &context);
            assert_eq!(decided, decide(&shop.state, &asked.request, &context), "{asked:?}");
            for event in decided.iter().flat_map(|decision| &decision.events) {
                for key in cold.missing_rows(&event.rows()) {
                    load(&mut cold, &shop.state, key);
                }
                evolve(&mut cold, event, &(&context).into());
            }
        });
    }

    #[test]
    fn orders_tickets_and_receipts_are_numbered_without_a_hole(steps in steps()) {
        let shop = run(TaxMode::Inclusive, &steps, |_, _| {});
        let (mut orders, mut tickets, mut receipts) = (Vec::new(), Vec::new(), Vec::new());
        for event in events(&shop) {
            if let Event::OrderPlaced { business_day, number, .. } = event {
                orders.push((*business_day, u64::from(*number)));
            }
            if let Event::LinesFired { business_day, tickets: made, .. } = event {
                let numbered = |ticket: &NewTicket| {
                    ((ticket.station.clone(), *business_day), u64::from(ticket.number))
                };
                tickets.extend(made.iter().map(numbered));
            }
            if let Event::LineRemade { business_day, ticket, .. } = event {
                tickets.push(((ticket.station.clone(), *business_day), u64::from(ticket.number)));
            }
            if let Event::TicketsRelocated { business_day, moved } = event {
                for one in moved {
                    tickets.push(((one.station.clone(), *business_day), u64::from(one.number)));
                }
            }
            if let Event::OrderClosed { receipt_number, .. } = event {
                receipts.push(((), *receipt_number));
            }
        }
        assert_gapless(orders);
        assert_gapless(tickets);
        assert_gapless(receipts);
    }
}

/// A property that no sequence ever exercises proves nothing.
#[test]
fn the_sequences_reach_every_part_of_the_trade() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..240 {
        let steps = steps().new_tree(&mut runner).unwrap().current();
        let shop = run(TaxMode::Inclusive, &steps, |_, _| {});
        for event in events(&shop) {
            *seen.entry(event.kind()).or_default() += 1;
        }
    }
    // What the counter and the kitchen do all day; the rest has sequences or tables of its own.
    let counter = [
        "order_placed",
        "lines_added",
        "line_changed",
        "line_voided",
        "order_voided",
        "lines_fired",
        "tender_taken",
        "order_closed",
        "member_attached",
        "receipt_reprinted",
        "order_ready",
        "order_handed_over",
        "order_recalled",
        "tickets_shown",
        "tickets_seen",
        "ticket_bumped",
        "ticket_recalled",
        "shift_opened",
        "shift_closed",
        "member_enrolled",
        "points_earned",
        "lines_done",
        "lines_back",
        "order_rushed",
        "line_remade",
        "kitchen_called",
        "call_answered",
        "tickets_unshown",
        "layout_switched",
        "tickets_relocated",
        "guest_signalled",
        "chit_reprinted",
        "member_changed",
        "staff_signed_in",
        "staff_sign_in_failed",
        "catalogue_changed",
    ];
    let missed: Vec<_> = crate::event::tests::every_event()
        .iter()
        .map(Event::kind)
        .filter(|kind| counter.contains(kind) && !seen.contains_key(kind))
        .collect();
    assert!(missed.is_empty(), "{missed:?} never happened in {seen:?}");
}

/// The clock of a sequence may step back over the cut-off; times stay what was given.
#[test]
fn a_sequence_keeps_its_own_clock() {
    let step = Step { kind: 0, of: 1, which: 2, how: 0, minutes: 5 };
    let shop = run(TaxMode::Inclusive, &[step], |_, _| {});
    let at = Timestamp::from_ms(crate::shop::NOON.ms() + 5 * MINUTE_MS);
    assert_eq!(shop.state.order(order(1)).unwrap().opened_at, at);
}
