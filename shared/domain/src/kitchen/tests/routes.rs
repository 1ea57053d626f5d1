//! Where lines are made: by item, choice, channel and time; and that each is exactly there, whatever
//! happens to its order.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::ticket;
use crate::catalogue::{Catalogue, Hours, KitchenLayout, Route, StationMove, Weekdays};
use crate::command::SystemCommand;
use crate::id::{LineId, OrderId, TicketId};
use crate::kitchen::routing::{place, route};
use crate::order::{Channel, NewLine, Order, OrderDetails, VoidReason};
use crate::shop::{
    Ask, CAKE, EGG, EXPO, HOUR_MS, LARGE, NOODLES, SET, Shop, TEA, ask, code, line, menu, modifier,
    noodles, one, order, system,
};
use crate::tax::TaxMode;
use crate::{Code, Command, Names};

fn anywhere(stations: &[&str]) -> Route {
    Route {
        items: Vec::new(),
        categories: Vec::new(),
        modifiers: Vec::new(),
        channels: Vec::new(),
        hours: None,
        stations: stations.iter().map(|station| code(station)).collect(),
        also: false,
    }
}

fn shop_with(routes: Vec<Route>) -> Shop {
    let mut shop = Shop::new(TaxMode::Inclusive);
    let catalogue = Catalogue { routes, ..menu() };
    shop.ask(&system(SystemCommand::PublishCatalogue { catalogue })).unwrap();
    shop
}

/// At which stations the first order of a shop is made.
fn made_at(routes: Vec<Route>, channel: Channel, line: NewLine, after_ms: i64) -> Vec<String> {
    let mut shop = shop_with(routes);
    let placed = ask(Command::PlaceOrder {
        order_id: order(1),
        channel,
        member_id: None,
        lines: vec![line],
        fire: true,
        tenders: Vec::new(),
        print_receipt: false,
        details: OrderDetails::default(),
    });
    shop.ask(&placed.after_ms(after_ms)).unwrap();
    let order = shop.state.order(order(1)).unwrap();
    order.tickets.iter().map(|known| known.station.to_string()).collect()
}

#[test]
fn a_line_goes_where_its_item_says_unless_a_route_says_otherwise() {
    let takeaway = Route { channels: vec![Channel::Takeaway], ..anywhere(&["bar"]) };
    let dine_in = || noodles(1);
    let routes = || vec![takeaway.clone()];
    assert_eq!(made_at(Vec::new(), Channel::Takeaway, dine_in(), 0), ["wok"]);
    assert_eq!(made_at(routes(), Channel::DineIn, dine_in(), 0), ["wok"]);
    assert_eq!(made_at(routes(), Channel::Takeaway, dine_in(), 0), ["bar"]);
}

#[test]
fn a_choice_is_made_at_another_station_also() {
    let egg = Route { modifiers: vec![modifier(EGG)], also: true, ..anywhere(&["bar"]) };
    let with_egg = NewLine { modifiers: vec![modifier(LARGE), modifier(EGG)], ..noodles(1) };
    let at = |line| made_at(vec![egg.clone()], Channel::DineIn, line, 0);
    assert_eq!(at(with_egg), ["bar", "wok"]);
    assert_eq!(at(noodles(1)), ["wok"]);
}

#[test]
fn an_item_a_category_and_the_time_of_day_decide_and_the_first_route_counts() {
    let tea = Route { items: vec![crate::shop::item(TEA)], ..anywhere(&[]) };
    let food = Route { categories: vec![code("food")], ..anywhere(&["bar"]) };
    let evening =
        Hours { weekdays: Weekdays::default(), from_minute: 18 * 60, until_minute: 2 * 60 };
    let late = Route { hours: Some(evening), ..anywhere(&["wok"]) };
    let at = |item, hours| {
        let routes = vec![late.clone(), tea.clone(), food.clone()];
        let asked = if item == NOODLES { noodles(1) } else { one(1, item) };
        made_at(routes, Channel::DineIn, asked, hours * HOUR_MS)
    };
    assert!(at(TEA, 0).is_empty(), "tea comes from the fridge at noon");
    assert_eq!(at(CAKE, 0), ["bar"]);
    assert_eq!(at(NOODLES, 0), ["bar"]);
    assert_eq!(at(TEA, 7), ["wok"], "after six everything is made at the wok");
    assert_eq!(at(TEA, 13), ["wok"], "also after midnight");
    assert!(at(TEA, 14).is_empty());
}

#[test]
fn a_route_is_that_of_the_moment_of_firing() {
    let evening = Hours { weekdays: Weekdays::default(), from_minute: 1_080, until_minute: 1_440 };
    let mut shop = shop_with(vec![Route { hours: Some(evening), ..anywhere(&["bar"]) }]);
    shop.ask(&crate::shop::opened(1, vec![noodles(1)])).unwrap();
    let fire = ask(Command::FireLines { order_id: order(1), line_ids: Vec::new() });
    shop.ask(&fire.after_ms(7 * HOUR_MS)).unwrap();
    let bar = ticket(3, "bar");
    assert_eq!(shop.state.ticket(bar).unwrap().lines[0].line_id, line(1));
}

/// One step of a service: what happens, to which order and which of its lines.
#[derive(Debug, Clone, Copy)]
struct Step {
    kind: u8,
    of: u128,
    which: usize,
    other: u128,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0_u8..16, 0_u128..3, 0_usize..6, 0_u128..3);
    let step = step.prop_map(|(kind, of, which, other)| Step { kind, of, which, other });
    prop::collection::vec(step, 10..60)
}

fn request(shop: &Shop, step: Step, serial: u128) -> Ask {
    let order_id = order(step.of);
    let known = shop.state.order(order_id);
    let revision = known.map_or(1, |order| order.revision);
    let lines = known.map_or(&[][..], |order| &order.lines);
    let line_id = lines.get(step.which % lines.len().max(1)).map_or(line(1), |line| line.id);
    let tickets = known.map_or(&[][..], |order| &order.tickets);
    let nobody = TicketId::from_uuid(uuid::Uuid::nil());
    let ticket_id = tickets.get(step.which % tickets.len().max(1)).map_or(nobody, |one| one.id);
    let ticket = shop.state.ticket(ticket_id);
    let fresh = || {
        let base = 1_000 + serial * 10;
        let egg = NewLine { modifiers: vec![modifier(LARGE), modifier(EGG)], ..noodles(base + 2) };
        vec![one(base, SET), one(base + 1, TEA), egg, one(base + 3, CAKE)]
    };
    match step.kind {
        0 | 1 => ask(Command::PlaceOrder {
            order_id,
            channel: if step.which > 2 { Channel::Takeaway } else { Channel::DineIn },
            member_id: None,
            lines: fresh(),
            fire: step.other > 0,
            tenders: Vec::new(),
            print_receipt: false,
            details: OrderDetails::default(),
        }),
        2 | 3 => {
            let fire = step.other > 0;
            ask(Command::AddLines { order_id, revision, lines: fresh(), fire })
        }
        4 => ask(Command::FireLines { order_id, line_ids: Vec::new() }),
        5 => ask(Command::VoidLine { order_id, line_id, reason: VoidReason::Quality }),
        6 | 7 => {
            let to = order(step.other);
            let there = shop.state.order(to);
            let line_ids = if step.which < 4 { vec![line_id] } else { Vec::new() };
            ask(Command::MoveLines {
                from: order_id,
                from_revision: revision,
                to,
                to_revision: there.map_or(1, |order| order.revision),
                line_ids,
                open: there.is_none().then(OrderDetails::default),
            })
        }
        8 | 9 => {
            let revision = ticket.map_or(1, |ticket| ticket.revision);
            ask(Command::BumpTicket { ticket_id, revision }).alone_on(EXPO)
        }
        10 => ask(Command::RecallTicket { ticket_id }).alone_on(EXPO),
        11 => {
            let revision = ticket.map_or(1, |ticket| ticket.revision);
            let line_ids = vec![line_id];
            ask(Command::BumpLines { ticket_id, revision, line_ids }).alone_on(EXPO)
        }
        12 => ask(Command::ArrangeLines {
            order_id,
            revision,
            line_ids: vec![line_id],
            seat: Some(2),
            course: Some(1),
        }),
        _ => {
            let layout = step.which.is_multiple_of(2).then(|| code("quiet"));
            ask(Command::SwitchLayout { layout }).alone_on(EXPO)
        }
    }
}

/// Every fired line of an order, with the stations at which a ticket of the order holds it.
fn stations_of(shop: &Shop, order: &Order) -> BTreeMap<LineId, Vec<Code>> {
    let mut found: BTreeMap<LineId, Vec<Code>> = BTreeMap::new();
    for known in &order.tickets {
        let ticket = shop.state.ticket(known.id).unwrap();
        assert_eq!((&ticket.station, ticket.order_id), (&known.station, order.id));
        assert_eq!(ticket.status.is_bumped(), known.bumped);
        for held in &ticket.lines {
            let Some(rung) = order.line(held.line_id) else {
                // What was struck stays on the card, also when the rest of it went to another order.
                assert!(held.voided, "{held:?} is not on its order");
                continue;
            };
            assert_eq!((held.quantity, held.voided), (rung.quantity, rung.is_voided()));
            assert_eq!((held.seat, held.course), (rung.details.seat, rung.details.course));
            let home = ticket.home().clone();
            found.entry(held.line_id).or_default().push(home);
            if !ticket.status.is_bumped() {
                assert_eq!(*place(&shop.state, ticket.home()), ticket.station);
            }
        }
    }
    found
}

fn assert_exact(shop: &Shop, homes: &BTreeMap<LineId, Vec<Code>>) {
    let orders: Vec<OrderId> = (0..3).map(order).collect();
    for order in orders.iter().filter_map(|&id| shop.state.order(id)) {
        let mut found = stations_of(shop, order);
        for rung in &order.lines {
            let mut at = found.remove(&rung.id).unwrap_or_default();
            at.sort_unstable();
            let nowhere = Vec::new();
            let expected =
                if rung.is_held() { &nowhere } else { homes.get(&rung.id).unwrap_or(&nowhere) };
            if rung.is_voided() {
                // Some of its cards may have gone to another order with what was left to make.
                assert!(
                    at.iter().all(|station| expected.contains(station)),
                    "{:?}: {at:?}",
                    rung.id
                );
            } else {
                assert_eq!(at, *expected, "{:?}", rung.id);
            }
        }
        assert!(found.is_empty(), "tickets hold lines of another order: {found:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_line_is_at_exactly_its_stations_whatever_happens_to_its_order(steps in steps()) {
        let egg = Route { modifiers: vec![modifier(EGG)], also: true, ..anywhere(&["bar"]) };
        let out = Route { channels: vec![Channel::Takeaway], categories: vec![code("food")],
            items: vec![crate::shop::item(TEA)], ..anywhere(&["wok"]) };
        let mut shop = shop_with(vec![out, egg]);
        let quiet = KitchenLayout {
            code: code("quiet"),
            names: Names::new("清闲", "Quiet"),
            from_minute: None,
            moves: vec![StationMove { from: code("bar"), to: code("wok") }],
        };
        let catalogue = Catalogue { layouts: vec![quiet], ..shop.state.menu().catalogue().clone() };
        shop.ask(&system(SystemCommand::PublishCatalogue { catalogue })).unwrap();
        // Where each line belongs, as of its firing: a move to an order of another channel later does
        // not carry a pan from one stove to another.
        let mut homes: BTreeMap<LineId, Vec<Code>> = BTreeMap::new();
        for (serial, &step) in (0..).zip(&steps) {
            let asked = request(&shop, step, serial);
            let before: Vec<Order> = (0..3).filter_map(|n| shop.state.order(order(n)).cloned()).collect();
            if shop.ask(&asked).is_err() {
                continue;
            }
            for now in (0..3).filter_map(|n| shop.state.order(order(n))) {
                for rung in &now.lines {
                    let was = before.iter().flat_map(|order| &order.lines).find(|line| line.id == rung.id);
                    if was.is_some_and(|line| !line.is_held()) || rung.is_held() || homes.contains_key(&rung.id) {
                        continue;
                    }
                    let shares = route(&shop.state, [rung], now.channel, crate::shop::NOON);
                    homes.insert(rung.id, shares.into_keys().collect());
                }
            }
            assert_exact(&shop, &homes);
        }
    }
}
