use domain::order::{Line, LineState, Totals, VoidReason};
use domain::{Code, Names};
use uuid::Uuid;

use super::*;

const AT: Timestamp = Timestamp::from_ms(5);

fn order_id() -> OrderId {
    OrderId::from_uuid(Uuid::from_u128(7))
}

fn totals(minor: i64) -> Totals {
    Totals { total: Money::from_minor(minor), ..Totals::default() }
}

fn line() -> Line {
    Line {
        id: domain::id::LineId::from_uuid(Uuid::from_u128(1)),
        position: 1,
        item_id: domain::id::ItemId::from_uuid(Uuid::from_u128(1)),
        names: Names::new("面", "Noodles"),
        quantity: 1,
        unit_price: Money::from_minor(900),
        modifiers: Vec::new(),
        tax: Code::new("standard").unwrap(),
        tax_ppm: 200_000,
        amount: Money::from_minor(900),
        stations: Vec::new(),
        state: LineState::Held,
        details: domain::order::LineDetails::default(),
        reductions: Vec::new(),
    }
}

fn placed() -> Event {
    Event::OrderPlaced {
        order_id: order_id(),
        number: 42,
        business_day: "2026-11-21".parse().unwrap(),
        channel: Channel::Takeaway,
        member_id: None,
        lines: vec![line(), line()],
        totals: totals(1_800),
        details: domain::order::OrderDetails::default(),
        service_ppm: 0,
        packaging: None,
    }
}

fn after(events: &[Event]) -> Result<OrderRow, Unfit> {
    let mut order = None;
    for event in events {
        order = Some(apply(order_id(), order.as_ref(), event, AT)?);
    }
    order.ok_or(Unfit::UnknownOrder(order_id()))
}

#[test]
fn what_is_bought_follows_the_lines_of_an_order() {
    let of = |id: u128, quantity| Line {
        id: LineId::from_uuid(Uuid::from_u128(id)),
        item_id: ItemId::from_uuid(Uuid::from_u128(100 + id)),
        quantity,
        ..line()
    };
    let (order_id, totals) = (order_id(), totals(900));
    let units = |order: &OrderRow| {
        let units =
            order.bought.iter().map(|Bought(_, item, units)| (item.uuid().as_u128(), *units));
        units.collect::<Vec<_>>()
    };
    let mut events = vec![
        placed(),
        Event::LinesAdded { order_id, lines: vec![of(2, 1), of(3, 2)], totals: totals.clone() },
        Event::LineChanged { order_id, line: of(3, 5), totals: totals.clone() },
    ];
    assert_eq!(units(&after(&events).unwrap()), [(1, 1), (1, 1), (102, 1), (103, 5)]);
    events.push(Event::LineVoided {
        order_id,
        line_id: of(2, 1).id,
        reason: VoidReason::EnteredByMistake,
        was_fired: false,
        tickets: Vec::new(),
        void_chits: Vec::new(),
        totals: totals.clone(),
        approved_by: None,
    });
    assert_eq!(units(&after(&events).unwrap()), [(1, 1), (1, 1), (103, 5)]);
    let other = OrderId::from_uuid(Uuid::from_u128(8));
    let moved = |from, to, lines| Event::LinesMoved {
        from,
        to,
        opened: None,
        lines,
        from_totals: Box::new(totals.clone()),
        to_totals: Box::new(totals.clone()),
        tickets: Vec::new(),
        splits: Vec::new(),
        business_day: "2026-11-21".parse().unwrap(),
    };
    events.push(moved(order_id, other, vec![of(3, 5)]));
    assert_eq!(units(&after(&events).unwrap()), [(1, 1), (1, 1)]);
    events.push(moved(other, order_id, vec![of(4, 1)]));
    assert_eq!(units(&after(&events).unwrap()), [(1, 1), (1, 1), (104, 1)]);
    events.push(Event::OrderMerged { order_id, into: other });
    assert_eq!(units(&after(&events).unwrap()), []);
}

#[test]
fn an_order_counts_once_when_closed_and_not_at_all_once_struck() {
    let (reason, order_id) = (VoidReason::GuestChangedMind, order_id());
    let closed =
        Event::OrderClosed { order_id, receipt_number: 1, receipt_printer: None, check_id: None };
    let struck = Event::OrderVoided {
        order_id,
        reason,
        tickets: Vec::new(),
        void_chits: Vec::new(),
        totals: totals(0),
        approved_by: None,
    };
    let open = Tally { placed: 1, kept: 1, ..Tally::default() };
    assert_eq!(Tally::of(&after(&[placed()]).unwrap()), open);
    let sold = after(&[placed(), closed]).unwrap();
    assert_eq!(Tally::of(&sold), Tally { closed: 1, sales: 1_800, ..open });
    assert_eq!(sold.closed_at, Some(AT));
    let none = after(&[placed(), struck]).unwrap();
    assert_eq!((Tally::of(&none), none.lines), (Tally { placed: 1, ..Tally::default() }, 0));
}

#[test]
fn what_was_given_back_is_counted_beside_what_was_sold_and_practice_nowhere() {
    let order_id = order_id();
    let closed =
        Event::OrderClosed { order_id, receipt_number: 1, receipt_printer: None, check_id: None };
    let given = |minor| Event::OrderRefunded {
        order_id,
        refund: domain::order::Refund {
            id: domain::id::RefundId::from_uuid(Uuid::from_u128(1)),
            number: 1,
            lines: Vec::new(),
            tenders: Vec::new(),
            amount: Money::from_minor(minor),
            taxes: Vec::new(),
            reason: domain::order::RefundReason::Quality,
            by: None,
            approved_by: None,
            at: AT,
        },
        shift_id: None,
        cash: Money::ZERO,
        open_drawer: None,
        receipt_printer: None,
    };
    let order = after(&[placed(), closed.clone(), given(300), given(200)]).unwrap();
    let tally = Tally::of(&order);
    assert_eq!((tally.closed, tally.sales, tally.refunded), (1, 1_800, 500));
    assert_eq!(after(&[placed(), given(-1)]), Err(Unfit::Amount(order_id)));
    let mut practice = placed();
    if let Event::OrderPlaced { details, .. } = &mut practice {
        details.training = true;
    }
    assert_eq!(Tally::of(&after(&[practice, closed]).unwrap()), Tally::default());
}

#[test]
fn a_member_recognised_after_paying_still_counts() {
    let order_id = order_id();
    let closed =
        Event::OrderClosed { order_id, receipt_number: 1, receipt_printer: None, check_id: None };
    let member_id = Some(domain::id::MemberId::from_uuid(Uuid::from_u128(3)));
    let order = after(&[placed(), closed, Event::MemberAttached { order_id, member_id }]).unwrap();
    assert_eq!(Tally::of(&order).identified, 1);
}

#[test]
fn the_stage_follows_the_kitchen() {
    let order_id = order_id();
    let ticket_id = domain::id::TicketId::from_uuid(Uuid::from_u128(2));
    let new = domain::kitchen::NewTicket {
        ticket_id,
        station: Code::new("wok").unwrap(),
        number: 1,
        line_ids: Vec::new(),
        chit_printer: None,
        home: None,
        parts: Vec::new(),
    };
    let fired = Event::LinesFired {
        order_id,
        firing: 1,
        business_day: "2026-11-21".parse().unwrap(),
        line_ids: Vec::new(),
        tickets: vec![new],
    };
    let mut happened = vec![placed()];
    for (event, stage) in [
        (fired, Stage::Preparing),
        (Event::OrderReady { order_id }, Stage::Ready),
        (Event::TicketRecalled { ticket_id, order_id }, Stage::Preparing),
        (Event::OrderReady { order_id }, Stage::Ready),
        (Event::OrderHandedOver { order_id }, Stage::HandedOver),
        (Event::OrderRecalled { order_id }, Stage::Ready),
    ] {
        happened.push(event);
        assert_eq!(after(&happened).unwrap().stage, stage);
    }
}

#[test]
fn what_cannot_be_counted_is_told_apart_and_never_guessed() {
    let body = serde_json::to_string(&placed()).unwrap();
    assert!(read("order_placed", 1, &body).is_ok());
    assert!(matches!(read("order_placed", 2, &body), Err(Unfit::Newer { version: 2, .. })));
    assert_eq!(read("order_ready", 1, &body), Err(Unfit::OtherKind("order_placed")));
    assert!(matches!(read("order_eaten", 1, "{"), Err(Unfit::Unreadable(_))));
    assert_eq!(after(&[placed(), placed()]), Err(Unfit::PlacedTwice(order_id())));
    let ready = Event::OrderReady { order_id: order_id() };
    assert_eq!(after(&[ready]), Err(Unfit::UnknownOrder(order_id())));
    for amount in [-1, i64::MAX] {
        let added =
            Event::LinesAdded { order_id: order_id(), lines: Vec::new(), totals: totals(amount) };
        assert_eq!(after(&[placed(), added]), Err(Unfit::Amount(order_id())), "{amount}");
    }
}
