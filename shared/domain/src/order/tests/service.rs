//! Sizes, weights, combos, seats, tables, moves, timed firing, 86, the menu and the floor.

use uuid::Uuid;

use crate::catalogue::{CatalogueChange, ComboChoice, ComboGroup, Item, Size, SoldBy};
use crate::floor::{Area, FloorPlan, Table, TableShape};
use crate::id::SizeId;
use crate::order::{Channel, NewLine, NewPart, Note, OrderDetails};
use crate::settings::PickupSlots;
use crate::shop::{
    Ask, MANAGER, NOODLES, NOON, Shop, TEA, ask, check_in, code, dish, fired, item, line, noodles,
    one, opened, order, pence,
};
use crate::stock::Availability;
use crate::tax::TaxMode;
use crate::{Command, Names, Rejection, Timestamp};

const SHAKE: u128 = 20;
const FRUIT: u128 = 21;
const LUNCH: u128 = 22;
const RARE: u128 = 23;

fn size(n: u128) -> SizeId {
    SizeId::from_uuid(Uuid::from_u128(n))
}

fn put(item: Item) -> CatalogueChange {
    CatalogueChange::PutItem { item: Box::new(item) }
}

/// The usual shop with a shake in two sizes, fruit by weight, a combo, and something rare.
fn shop() -> Shop {
    let sized = |n, minor| Size {
        id: size(n),
        names: Names::new("杯", "cup"),
        price: pence(minor),
        barcodes: Vec::new(),
    };
    let choice = |n| ComboChoice { item_id: item(n), size_id: None, extra: pence(50) };
    let shake = |n, minor| ComboChoice {
        item_id: item(SHAKE),
        size_id: Some(size(n)),
        extra: pence(minor),
    };
    let group = ComboGroup {
        names: Names::new("饮料", "Drink"),
        min: 1,
        max: 1,
        choices: vec![choice(TEA), shake(1, 100), shake(2, 200)],
    };
    let changes = vec![
        put(Item {
            sizes: vec![sized(1, 400), sized(2, 500)],
            ..dish(SHAKE, None, "standard", &["bar"], &[])
        }),
        put(Item { sold_by: SoldBy::Weight, ..dish(FRUIT, Some(1_000), "none", &[], &[]) }),
        put(Item { combo: vec![group], ..dish(LUNCH, Some(900), "standard", &["wok"], &[]) }),
        put(Item {
            most_per_day: 2,
            most_per_member: 1,
            ..dish(RARE, Some(900), "standard", &["wok"], &[])
        }),
    ];
    let mut shop = Shop::new(TaxMode::Inclusive);
    let edit = ask(Command::EditCatalogue { base_version: 1, changes }).by(MANAGER);
    shop.ask(&edit).unwrap();
    shop
}

fn refused(given: &[Ask], when: Ask, no: Rejection) {
    check_in(shop(), given, when, Err(no));
}

fn ringing(line: NewLine) -> Ask {
    opened(1, vec![line])
}

fn with(details: OrderDetails) -> Ask {
    ask(Command::PlaceOrder {
        order_id: order(1),
        channel: Channel::DineIn,
        member_id: None,
        lines: vec![one(1, TEA)],
        fire: false,
        tenders: Vec::new(),
        print_receipt: true,
        details,
    })
}

fn changing(revision: u32, details: OrderDetails) -> Ask {
    ask(Command::ChangeDetails { order_id: order(1), revision, details })
}

#[test]
fn an_item_in_sizes_is_rung_in_one_of_them() {
    let item_id = item(SHAKE);
    refused(&[], ringing(one(1, SHAKE)), Rejection::SizeMissing { item_id });
    let other = NewLine { size_id: Some(size(9)), ..one(1, SHAKE) };
    refused(&[], ringing(other), Rejection::UnknownSize { item_id });
    let tea = NewLine { size_id: Some(size(1)), ..one(1, TEA) };
    refused(&[], ringing(tea), Rejection::UnknownSize { item_id: item(TEA) });
    let large = NewLine { size_id: Some(size(2)), quantity: 2, ..one(1, SHAKE) };
    let outcome = check_in(shop(), &[], ringing(large), Ok(&["order_placed"]));
    assert_eq!(outcome.order(1).totals.total, pence(1000));
}

#[test]
fn what_is_sold_by_weight_is_weighed_and_nothing_else_is() {
    let no = |n| Rejection::WeightInvalid { item_id: item(n) };
    refused(&[], ringing(one(1, FRUIT)), no(FRUIT));
    for (grams, quantity) in [(0, 1), (1_000_001, 1), (500, 2)] {
        let line = NewLine { grams: Some(grams), quantity, ..one(1, FRUIT) };
        refused(&[], ringing(line), no(FRUIT));
    }
    refused(&[], ringing(NewLine { grams: Some(5), ..one(1, TEA) }), no(TEA));
    for (grams, minor) in [(1, 1), (355, 355), (1_000_000, 1_000_000)] {
        let line = NewLine { grams: Some(grams), ..one(1, FRUIT) };
        let outcome = check_in(shop(), &[], ringing(line), Ok(&["order_placed"]));
        assert_eq!(outcome.order(1).totals.total, pence(minor));
    }
}

#[test]
fn a_combo_has_each_of_its_parts_and_is_made_where_they_are() {
    let part = |group, n| NewPart { group, item_id: item(n), size_id: None, modifiers: Vec::new() };
    for (parts, group) in [
        (vec![], 0),
        (vec![part(0, TEA), part(0, TEA)], 0),
        (vec![part(1, TEA)], 1),
        (vec![part(0, NOODLES)], 0),
    ] {
        let line = NewLine { parts, ..one(1, LUNCH) };
        refused(&[], ringing(line), Rejection::ComboIncomplete { item_id: item(LUNCH), group });
    }
    let line = NewLine { parts: vec![part(0, TEA)], ..one(1, LUNCH) };
    let outcome = check_in(shop(), &[], fired(1, vec![line]), Ok(&["order_placed", "lines_fired"]));
    let placed = outcome.order(1);
    assert_eq!(placed.totals.total, pence(950));
    let stations: Vec<&str> = placed.tickets.iter().map(|ticket| ticket.station.as_str()).collect();
    assert_eq!(stations, ["bar", "wok"]);
}

#[test]
fn a_drink_that_a_combo_has_in_two_sizes_is_rung_in_the_one_that_was_chosen() {
    let part = |size_id| NewPart { group: 0, item_id: item(SHAKE), size_id, modifiers: Vec::new() };
    for (n, minor) in [(1, 1_000), (2, 1_100)] {
        let line = NewLine { parts: vec![part(Some(size(n)))], ..one(1, LUNCH) };
        let outcome = check_in(shop(), &[], ringing(line), Ok(&["order_placed"]));
        let order = outcome.order(1);
        assert_eq!(order.totals.total, pence(minor));
        assert_eq!(order.lines[0].details.parts[0].size_id, Some(size(n)));
    }
    for size_id in [None, Some(size(3))] {
        let line = NewLine { parts: vec![part(size_id)], ..one(1, LUNCH) };
        let no = Rejection::ComboIncomplete { item_id: item(LUNCH), group: 0 };
        refused(&[], ringing(line), no);
    }
}

#[test]
fn what_is_out_or_counted_down_is_not_sold_beyond_what_is_left() {
    let set = |availability| ask(Command::SetAvailability { item_id: item(TEA), availability });
    let no = |left| Rejection::ItemUnavailable { item_id: item(TEA), left };
    refused(&[set(Availability::EightySix)], ringing(one(1, TEA)), no(0));
    let left = [set(Availability::Countdown { left: 2 })];
    let three = opened(1, vec![one(1, TEA), NewLine { quantity: 2, ..one(2, TEA) }]);
    refused(&left, three, no(2));
    let mut shop = shop();
    shop.ask(&left[0]).unwrap();
    shop.ask(&opened(1, vec![NewLine { quantity: 2, ..one(1, TEA) }])).unwrap();
    assert_eq!(shop.ask(&opened(2, vec![one(1, TEA)])).unwrap_err(), no(0));
    let reason = crate::order::VoidReason::EnteredByMistake;
    shop.ask(&ask(Command::VoidLine { order_id: order(1), line_id: line(1), reason })).unwrap();
    shop.ask(&opened(2, vec![one(1, TEA)])).unwrap();
    let rare = Rejection::ItemUnavailable { item_id: item(RARE), left: 2 };
    refused(&[], ringing(NewLine { quantity: 3, ..one(1, RARE) }), rare);
}

#[test]
fn a_member_buys_no_more_of_it_on_one_day_than_one_may() {
    let consent =
        crate::member::Consent { purpose: crate::member::Purpose::Membership, text_version: 1 };
    let member_id = crate::shop::member(1);
    let enrol = ask(Command::EnrolMember {
        member_id,
        phone: "+447700900123".into(),
        name: String::new(),
        consents: vec![consent],
        came: crate::member::Came::default(),
    });
    let place = |id, quantity, tenders| {
        ask(Command::PlaceOrder {
            order_id: order(id),
            channel: Channel::DineIn,
            member_id: Some(member_id),
            lines: vec![NewLine { quantity, ..one(1, RARE) }],
            fire: false,
            tenders,
            print_receipt: false,
            details: OrderDetails::default(),
        })
    };
    let no = Rejection::MemberLimit { item_id: item(RARE), most: 1 };
    refused(std::slice::from_ref(&enrol), place(1, 2, Vec::new()), no.clone());
    let bought = place(1, 1, vec![crate::shop::card(1, 900)]);
    refused(&[enrol, bought], place(2, 1, Vec::new()), no);
}

#[test]
fn seats_courses_and_guests_are_numbers_that_a_table_has() {
    for (seat, course) in [(Some(0), None), (Some(100), None), (None, Some(0)), (None, Some(10))] {
        let line = NewLine { seat, course, ..one(1, TEA) };
        refused(&[], ringing(line), Rejection::SeatingOutOfRange);
        let arrange = ask(Command::ArrangeLines {
            order_id: order(1),
            revision: 1,
            line_ids: vec![line_id(1)],
            seat,
            course,
        });
        refused(&[ringing(one(1, TEA))], arrange, Rejection::SeatingOutOfRange);
    }
    for guests in [0, 100] {
        let details = OrderDetails { guests: Some(guests), ..OrderDetails::default() };
        refused(&[], with(details), Rejection::SeatingOutOfRange);
    }
    let words = Note { text: "x".repeat(141), for_kitchen: true };
    let line = NewLine { note: Some(words), ..one(1, TEA) };
    refused(&[], ringing(line), Rejection::WordsInvalid { most: 140 });
}

fn line_id(n: u128) -> crate::id::LineId {
    line(n)
}

fn plan(version: u32, tables: &[(&str, u32)]) -> FloorPlan {
    let table = |&(name, x): &(&str, u32)| Table {
        code: code(name),
        name: name.to_owned(),
        area: code("room"),
        shape: TableShape::Square,
        seats: 4,
        x,
        y: 0,
        width: 10,
        height: 10,
    };
    let area = Area { code: code("room"), names: Names::new("店内", "Room") };
    FloorPlan { version, areas: vec![area], tables: tables.iter().map(table).collect() }
}

#[test]
fn a_floor_plan_holds_together_and_nobody_overwrites_anothers() {
    let publish = |plan| ask(Command::PublishFloorPlan { plan }).by(MANAGER);
    let problems = vec!["tables t1 and t2 stand on one another: move one".to_owned()];
    let overlapping = publish(plan(0, &[("t1", 0), ("t2", 9)]));
    refused(&[], overlapping, Rejection::FloorPlanInvalid { problems });
    let drawn = publish(plan(0, &[("t1", 0), ("t2", 10)]));
    refused(
        std::slice::from_ref(&drawn),
        drawn.clone(),
        Rejection::FloorPlanChanged { seen: 0, now: 1 },
    );
    let at = |table| OrderDetails { table: Some(code(table)), ..OrderDetails::default() };
    let no = Rejection::UnknownTable { table: code("t9") };
    refused(std::slice::from_ref(&drawn), with(at("t9")), no.clone());
    refused(std::slice::from_ref(&drawn), ask(Command::ClearTable { table: code("t9") }), no);
    let given = [drawn, with(at("t1"))];
    let moved = check_in(shop(), &given, changing(1, at("t2")), Ok(&["details_changed"]));
    assert_eq!(moved.order(1).details.table, Some(code("t2")));
}

#[test]
fn a_table_that_paid_must_be_cleaned() {
    let mut shop = shop();
    let drawn = ask(Command::PublishFloorPlan { plan: plan(0, &[("t1", 0)]) }).by(MANAGER);
    shop.ask(&drawn).unwrap();
    let details = OrderDetails { table: Some(code("t1")), ..OrderDetails::default() };
    shop.ask(&with(details)).unwrap();
    let tender = crate::shop::card(1, 350);
    let (order_id, check_id) = (order(1), None);
    shop.ask(&ask(Command::TakeTender { order_id, check_id, tender, print_receipt: false }))
        .unwrap();
    assert_eq!(shop.state.table(&code("t1")).dirty_since, Some(NOON));
    shop.ask(&ask(Command::ClearTable { table: code("t1") })).unwrap();
    assert_eq!(shop.state.table(&code("t1")).dirty_since, None);
}

#[test]
fn a_pickup_is_a_slot_ahead_that_has_room() {
    let mut shop = shop();
    shop.state.settings.trade.slots = Some(PickupSlots { minutes: 15, capacity: 1 });
    let at = |ms: i64| OrderDetails {
        pickup_at: Some(Timestamp::from_ms(NOON.ms() + ms)),
        ..OrderDetails::default()
    };
    let quarter = 15 * 60_000;
    for ms in [0, -quarter, quarter + 1, 15 * 24 * 4 * quarter] {
        assert_eq!(shop.ask(&with(at(ms))).unwrap_err(), Rejection::SlotUnavailable, "{ms}");
    }
    shop.ask(&with(at(quarter))).unwrap();
    let mut again = with(at(quarter));
    if let crate::Request::Device(Command::PlaceOrder { order_id, .. }) = &mut again.request {
        *order_id = order(2);
    }
    assert_eq!(shop.ask(&again).unwrap_err(), Rejection::SlotUnavailable);
}

#[test]
fn practice_stays_practice_and_outside_every_total() {
    let training = OrderDetails { training: true, ..OrderDetails::default() };
    refused(
        &[with(training.clone())],
        changing(1, OrderDetails::default()),
        Rejection::TrainingFixed,
    );
    let mut shop = shop();
    shop.ask(&with(training)).unwrap();
    let tender = crate::shop::cash(1, 350, 400);
    let (order_id, check_id) = (order(1), None);
    shop.ask(&ask(Command::TakeTender { order_id, check_id, tender, print_receipt: true }))
        .unwrap();
    assert_eq!(shop.state.takings(), &crate::day::Takings::default());
    let counters = shop.state.counters();
    assert_eq!((counters.order_number, counters.receipt_number), (0, 0));
}

fn moving(
    from: (u128, u32),
    to: (u128, u32),
    line_ids: &[u128],
    open: Option<OrderDetails>,
) -> Ask {
    ask(Command::MoveLines {
        from: order(from.0),
        from_revision: from.1,
        to: order(to.0),
        to_revision: to.1,
        line_ids: line_ids.iter().map(|&n| line(n)).collect(),
        open,
    })
}

#[test]
fn lines_move_with_their_tickets_and_an_empty_order_is_merged_away() {
    let given = [fired(1, vec![noodles(1), noodles(2), one(3, TEA)]), fired(2, vec![one(4, TEA)])];
    refused(&given, moving((1, 2), (1, 2), &[], None), Rejection::SameOrder);
    let changed = Rejection::OrderChanged { seen: 1, now: 2 };
    refused(&given, moving((1, 1), (2, 2), &[], None), changed);
    let kinds = ["lines_moved", "order_merged"];
    let merged = check_in(shop(), &given, moving((1, 2), (2, 2), &[], None), Ok(&kinds));
    assert_eq!(merged.order(2).totals.total, pence(2 * 1180 + 2 * 350));
    assert_eq!(merged.order(2).tickets.len(), 3);
    assert!(!merged.order(1).is_open() && merged.order(1).tickets.is_empty());
    // One bowl of two goes to an order of its own: the wok's ticket becomes two.
    let open = Some(OrderDetails::default());
    let split = check_in(shop(), &given, moving((1, 2), (3, 0), &[2], open), Ok(&["lines_moved"]));
    assert_eq!(split.order(1).totals.total, pence(1180 + 350));
    assert_eq!(split.order(3).totals.total, pence(1180));
    let ticket = split.state.ticket(split.order(3).tickets[0].id).unwrap();
    assert_eq!((ticket.order_id, ticket.lines.len()), (order(3), 1));
    assert_eq!(ticket.moved_from, Some(split.order(1).tickets[1].id));
}

#[test]
fn held_lines_fire_by_themselves_at_a_time_within_twelve_hours() {
    let schedule = |ms: i64| {
        let at = Some(Timestamp::from_ms(NOON.ms() + ms));
        ask(Command::ScheduleFire { order_id: order(1), line_ids: vec![line(1)], at })
    };
    let given = [opened(1, vec![noodles(1)])];
    for ms in [0, -1, 12 * 3_600_000 + 1] {
        refused(&given, schedule(ms), Rejection::FireTimeInvalid);
    }
    let mut shop = shop();
    shop.ask(&given[0]).unwrap();
    shop.ask(&schedule(60_000)).unwrap();
    let due = crate::shop::system(crate::SystemCommand::FireDue { order_id: order(1) });
    let early = shop.ask(&due.clone().after_ms(59_999)).unwrap_err();
    assert_eq!(early, Rejection::NothingToFire);
    shop.ask(&due.after_ms(60_000)).unwrap();
    assert_eq!(shop.state.order(order(1)).unwrap().tickets.len(), 1);
}

#[test]
fn the_menu_is_published_on_the_version_that_was_seen_and_can_be_undone() {
    let changes = vec![CatalogueChange::RemoveItem { item_id: item(TEA) }];
    let edit = |base_version| {
        ask(Command::EditCatalogue { base_version, changes: changes.clone() }).by(MANAGER)
    };
    let no = Rejection::CatalogueChangedMeanwhile { seen: 1, now: 2 };
    refused(&[], edit(1), no);
    let revert = ask(Command::RevertCatalogue { base_version: 2, version: 9 }).by(MANAGER);
    refused(&[], revert, Rejection::UnknownCatalogue { version: 9 });
    let mut shop = shop();
    let before = shop.state.menu().catalogue().clone();
    // The combo names tea: taking it off the menu would leave a part that nobody can choose.
    let problems = shop.ask(&edit(2)).map(drop);
    if problems.is_ok() {
        shop.state.load_old_catalogue(before.clone());
        let undo = Command::RevertCatalogue { base_version: 3, version: 2 };
        shop.ask(&ask(undo).by(MANAGER)).unwrap();
        assert_eq!(shop.state.menu().catalogue().items, before.items);
    }
}
