use uuid::Uuid;

use super::*;
use crate::id::{LineId, TicketId};
use crate::kitchen::{TicketLine, TicketMoment, Unshown};
use crate::order::OrderDetails;

const NOON_MS: i64 = 1_795_262_400_000; // 2026-11-21T12:00:00Z

fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

fn station(text: &str, late_after_s: u32) -> Station {
    Station {
        code: code(text),
        names: Names::new(text, text),
        paper: false,
        warn_after_s: 60,
        late_after_s,
        shown_within_s: 5,
    }
}

fn line(n: u128, en: &str, quantity: u32) -> TicketLine {
    TicketLine {
        line_id: LineId::from_uuid(Uuid::from_u128(n)),
        names: Names::new("菜", en),
        quantity,
        modifiers: Vec::new(),
        voided: false,
        seat: None,
        course: None,
        grams: None,
        note: None,
        allergens: Vec::new(),
        makes: Vec::new(),
        done_at: None,
        conflict: Vec::new(),
        confirmed: false,
    }
}

/// A ticket fired some seconds after noon and bumped `took_s` later, if it was.
fn ticket(n: u128, at: &str, fired_s: i64, took_s: Option<i64>) -> Ticket {
    let fired_at = Timestamp::from_ms(NOON_MS + fired_s * 1_000);
    let after = |seconds: i64| Timestamp::from_ms(fired_at.ms() + seconds * 1_000);
    Ticket {
        id: TicketId::from_uuid(Uuid::from_u128(n)),
        order_id: OrderId::from_uuid(Uuid::from_u128(n + 1_000)),
        order_number: u32::try_from(n).unwrap(),
        channel: Channel::DineIn,
        station: code(at),
        number: 1,
        business_day: "2026-11-21".parse().unwrap(),
        firing: 1,
        fired_at,
        lines: vec![line(n, "Soup", 1)],
        status: match took_s {
            Some(took_s) => TicketStatus::Bumped { bumped_at: after(took_s) },
            None => TicketStatus::Sent,
        },
        recalled: 0,
        revision: 1,
        details: OrderDetails::default(),
        moved_from: None,
        home: None,
        came_from: None,
        rushed_at: None,
        remake: None,
        unshown: None,
        guest: None,
        reprints: 0,
        moments: Vec::new(),
    }
}

fn times(tickets: &[Ticket]) -> KitchenTimes {
    let stations = [station("wok", 300), station("bar", 120)];
    let mut times = TimesOf::new(&stations, chrono_tz::Europe::Paris);
    for ticket in tickets {
        times.add(ticket);
    }
    times.finish()
}

#[test]
fn a_day_without_tickets_has_no_times_and_one_that_is_not_done_has_no_time_yet() {
    assert_eq!(times(&[]), KitchenTimes::default());
    let one = times(&[ticket(1, "wok", 0, None)]);
    assert_eq!(one.stations[0].tickets, 1);
    assert_eq!(one.stations[0].spread, Spread::default());
    assert!(one.waits.is_empty() && one.items.is_empty());
}

#[test]
fn each_station_is_late_by_its_own_limit_and_the_limit_itself_is_late() {
    let found = times(&[
        ticket(1, "wok", 0, Some(299)),
        ticket(2, "wok", 0, Some(300)),
        ticket(3, "bar", 0, Some(120)),
        ticket(4, "gone", 0, Some(599)),
    ]);
    let late: Vec<(&str, u32)> =
        found.stations.iter().map(|one| (one.station.as_str(), one.late)).collect();
    assert_eq!(late, [("gone", 0), ("wok", 1), ("bar", 1)]);
    assert_eq!(
        found.hours,
        [HourTimes {
            hour: 13, // noon in UTC is one o'clock in Paris in winter
            tickets: 4,
            spread: Spread { made: 4, median_s: 299, p90_s: 599, longest_s: 599 },
            late: 2,
        }]
    );
}

#[test]
fn the_median_and_the_ninetieth_per_cent_are_times_that_occurred() {
    let tickets: Vec<Ticket> =
        (1..=10).map(|n| ticket(n, "wok", 0, Some(i64::try_from(n).unwrap() * 10))).collect();
    let found = times(&tickets).stations[0].spread;
    assert_eq!(found, Spread { made: 10, median_s: 50, p90_s: 90, longest_s: 100 });
}

#[test]
fn practice_and_struck_tickets_count_nowhere_and_a_struck_line_not_as_a_dish() {
    let mut practice = ticket(1, "wok", 0, Some(50));
    practice.details.training = true;
    let mut struck = ticket(2, "wok", 0, Some(60));
    struck.lines[0].voided = true;
    let mut half = ticket(3, "wok", 0, Some(70));
    half.lines.push(TicketLine { voided: true, ..line(9, "Fish", 1) });
    let found = times(&[practice, struck, half]);
    assert_eq!(found.stations[0].tickets, 1);
    let dishes: Vec<&str> = found.items.iter().map(|one| one.names.en.as_str()).collect();
    assert_eq!(dishes, ["Soup"]);
    assert_eq!(found.waits[0].lines.len(), 1);
}

#[test]
fn a_line_that_was_done_before_its_ticket_has_its_own_time() {
    let mut one = ticket(1, "wok", 0, Some(90));
    one.lines.push(TicketLine {
        done_at: Some(Timestamp::from_ms(NOON_MS + 30_000)),
        ..line(2, "Fish", 1)
    });
    let found = times(&[one]);
    let taken: Vec<(&str, u32)> =
        found.items.iter().map(|one| (one.names.en.as_str(), one.spread.median_s)).collect();
    assert_eq!(taken, [("Soup", 90), ("Fish", 30)]);
}

#[test]
fn the_ten_longest_waits_are_named_the_longest_first_and_of_equals_the_earlier() {
    let mut tickets: Vec<Ticket> =
        (1..=12).map(|n| ticket(n, "wok", 0, Some(i64::try_from(n).unwrap()))).collect();
    tickets.push(ticket(13, "bar", 10, Some(12)));
    tickets.push(ticket(14, "bar", -10, Some(12)));
    let waits = times(&tickets).waits;
    let numbers: Vec<u32> = waits.iter().map(|wait| wait.order_number).collect();
    assert_eq!(numbers, [14, 12, 13, 11, 10, 9, 8, 7, 6, 5]);
}

#[test]
fn remakes_are_counted_in_portions_and_what_no_screen_showed_at_its_station() {
    let mut again = ticket(1, "wok", 0, Some(5));
    again.remake = Some(RemakeReason::Cold);
    again.lines[0].quantity = 3;
    let mut dark = ticket(2, "wok", 0, Some(5));
    dark.unshown = Some(Unshown { at: dark.fired_at, printer: None });
    let mut seen = ticket(3, "wok", 0, Some(5));
    let shown_at = Timestamp::from_ms(seen.fired_at.ms() + 250);
    seen.moments.push(TicketMoment { at: shown_at, what: MomentKind::Shown, device: None });
    let found = times(&[again, dark, seen]);
    assert_eq!(found.remakes, [RemakeCount { reason: RemakeReason::Cold, portions: 3 }]);
    assert_eq!((found.stations[0].unshown, found.stations[0].shown_ms), (1, Some(250)));
}

#[test]
fn a_clock_that_stepped_back_makes_no_time_below_nothing() {
    let found = times(&[ticket(1, "wok", 0, Some(-40))]);
    assert_eq!(found.stations[0].spread.longest_s, 0);
}
