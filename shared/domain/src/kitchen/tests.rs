//! Which ticket goes where, and how far it is.

mod routes;
mod work;

use super::{ACKNOWLEDGED_TICKETS_MAX, AcknowledgeLevel, TicketStatus};
use crate::id::{CommandId, TicketId};
use crate::order::{Stage, VoidReason};
use crate::shop::{
    Ask, BAR_SCREEN, CAKE, COOK, EXPO, HOUR_MS, MINUTE_MS, NOON, Outcome, SET, Shop, TEA, TILL,
    WOK_SCREEN, ask, check, code, day, fired, line, noodles, one, opened, order,
};
use crate::tax::TaxMode;
use crate::{Command, Event, Rejection, Timestamp};

/// The ticket of a station that the `step`th request of a test fired; the shop itself was set up
/// with [`SETUP_STEPS`] before.
fn ticket(step: u128, station: &str) -> TicketId {
    let command = CommandId::from_uuid(uuid::Uuid::from_u128(SETUP_STEPS + step));
    TicketId::derive(command, station)
}

/// Three people, seven screens, one menu.
const SETUP_STEPS: u128 = 11;

fn acknowledging(ids: &[TicketId], level: AcknowledgeLevel) -> Ask {
    ask(Command::AcknowledgeTickets { tickets: ids.to_vec(), level }).alone_on(WOK_SCREEN)
}

fn shown(id: TicketId) -> Ask {
    acknowledging(&[id], AcknowledgeLevel::Shown)
}

fn seen(id: TicketId) -> Ask {
    acknowledging(&[id], AcknowledgeLevel::Seen)
}

fn bumping(ticket_id: TicketId, revision: u32) -> Ask {
    ask(Command::BumpTicket { ticket_id, revision }).alone_on(EXPO)
}

fn recalling(ticket_id: TicketId) -> Ask {
    ask(Command::RecallTicket { ticket_id }).alone_on(EXPO)
}

fn handing_over(id: u128) -> Ask {
    ask(Command::HandOverOrder { order_id: order(id) }).alone_on(EXPO)
}

fn bringing_back(id: u128) -> Ask {
    ask(Command::RecallOrder { order_id: order(id) }).alone_on(EXPO)
}

fn voiding(id: u128, line_id: u128) -> Ask {
    let reason = VoidReason::NotAvailable;
    ask(Command::VoidLine { order_id: order(id), line_id: line(line_id), reason })
}

fn status(outcome: &Outcome, id: TicketId) -> TicketStatus {
    outcome.state.ticket(id).unwrap().status
}

#[test]
fn each_station_gets_its_own_lines_and_no_others() {
    let lines = vec![noodles(1), one(2, TEA), one(3, SET), one(4, CAKE)];
    let outcome = check(&[], fired(1, lines), Ok(&["order_placed", "lines_fired"]));
    let made: Vec<_> = outcome
        .order(1)
        .tickets
        .iter()
        .map(|known| {
            let ticket = outcome.state.ticket(known.id).unwrap();
            let lines: Vec<_> = ticket.lines.iter().map(|each| each.line_id).collect();
            (ticket.station.to_string(), lines)
        })
        .collect();
    let expected =
        [("bar".to_owned(), vec![line(2), line(3)]), ("wok".to_owned(), vec![line(1), line(3)])];
    assert_eq!(made, expected);
    let wok = outcome.state.ticket(ticket(1, "wok")).unwrap();
    assert_eq!((wok.order_number, wok.firing, wok.revision), (1, 1, 1));
    assert_eq!((wok.fired_at, wok.status), (NOON, TicketStatus::Sent));
    assert_eq!(wok.lines[0].modifiers[0].en, "small");
    assert_eq!(outcome.order(1).stage, Stage::Preparing);
}

#[test]
fn what_needs_no_making_makes_no_ticket() {
    let outcome = check(&[], fired(1, vec![one(1, CAKE)]), Ok(&["order_placed", "lines_fired"]));
    assert!(outcome.order(1).tickets.is_empty());
    assert_eq!(outcome.order(1).stage, Stage::NotFired);
    check(&[fired(1, vec![one(1, CAKE)])], handing_over(1), Err(not_ready()));
}

fn not_ready() -> Rejection {
    Rejection::OrderNotReady { order_id: order(1) }
}

#[test]
fn ticket_numbers_have_no_hole_within_a_station_and_a_day() {
    let mut shop = Shop::new(TaxMode::Inclusive);
    let late = 16 * HOUR_MS;
    for step in [
        fired(1, vec![noodles(1)]),
        fired(2, vec![one(1, SET)]),
        fired(3, vec![noodles(1)]).after_ms(late - 1),
        fired(4, vec![noodles(1)]).after_ms(late),
        // Opened yesterday, fired today: numbered today, at a bar that had nothing yet.
        ask(Command::AddLines {
            order_id: order(3),
            revision: 2,
            lines: vec![one(2, SET)],
            fire: true,
        })
        .after_ms(late),
    ] {
        shop.ask(&step).unwrap();
    }
    let number = |step, station| {
        let ticket = shop.state.ticket(ticket(step, station)).unwrap();
        (ticket.business_day, ticket.number)
    };
    let (saturday, sunday) = (day(2026, 11, 21), day(2026, 11, 22));
    let wok: Vec<_> = (1..=5).map(|step| number(step, "wok")).collect();
    assert_eq!(wok, [(saturday, 1), (saturday, 2), (saturday, 3), (sunday, 1), (sunday, 2)]);
    assert_eq!([number(2, "bar"), number(5, "bar")], [(saturday, 1), (sunday, 1)]);
}

#[test]
fn a_ticket_is_shown_then_seen_and_saying_it_again_changes_nothing() {
    let wok = ticket(1, "wok");
    let given = [fired(1, vec![noodles(1)])];
    let at = |minutes: i64| Timestamp::from_ms(NOON.ms() + minutes * MINUTE_MS);
    let outcome = check(&given, shown(wok).at(at(1)), Ok(&["tickets_shown"]));
    assert_eq!(status(&outcome, wok), TicketStatus::Shown { shown_at: at(1) });
    assert_eq!(outcome.state.ticket(wok).unwrap().revision, 1, "the cook need not look again");

    let given = [fired(1, vec![noodles(1)]), shown(wok).at(at(1))];
    check(&given, shown(wok).at(at(2)), Ok(&[]));
    let outcome = check(&given, seen(wok).at(at(2)), Ok(&["tickets_seen"]));
    let touched = TicketStatus::Seen { shown_at: at(1), seen_at: at(2) };
    assert_eq!(status(&outcome, wok), touched);

    let given = [fired(1, vec![noodles(1)]), seen(wok).at(at(1))];
    check(&given, shown(wok).at(at(2)), Ok(&[]));
    check(&given, seen(wok).at(at(2)), Ok(&[]));
    let bumped = [fired(1, vec![noodles(1)]), bumping(wok, 1)];
    check(&bumped, seen(wok), Ok(&[]));
}

#[test]
fn one_acknowledgement_may_name_tickets_twice_and_only_fresh_ones_count() {
    let (old, new) = (ticket(1, "wok"), ticket(2, "wok"));
    let given = [fired(1, vec![noodles(1)]), fired(2, vec![noodles(1)]), shown(old)];
    let when = acknowledging(&[old, new, new], AcknowledgeLevel::Shown);
    let outcome = check(&given, when, Ok(&["tickets_shown"]));
    assert_eq!(
        outcome.decision().events,
        [Event::TicketsShown { tickets: vec![new], late: vec![] }]
    );
}

#[test]
fn an_acknowledgement_names_known_tickets_and_not_too_many() {
    let given = [fired(1, vec![noodles(1)])];
    let ticket_id = ticket(9, "wok");
    let unknown = || Err(Rejection::UnknownTicket { ticket_id });
    check(&given, shown(ticket_id), unknown());
    check(&given, bumping(ticket_id, 1), unknown());
    check(&given, recalling(ticket_id), unknown());
    let many = vec![ticket(1, "wok"); ACKNOWLEDGED_TICKETS_MAX + 1];
    for ids in [&[][..], &many[..]] {
        let refusal = Rejection::BatchTooLarge { most: 200 };
        check(&given, acknowledging(ids, AcknowledgeLevel::Shown), Err(refusal));
    }
}

#[test]
fn a_screen_works_on_its_own_station_only() {
    let wok = ticket(1, "wok");
    let given = [fired(1, vec![noodles(1)])];
    let foreign = || Err(Rejection::NotYourStation { ticket_id: wok });
    check(&given, shown(wok).on(BAR_SCREEN), foreign());
    check(&given, shown(wok).on(EXPO), foreign());
    check(&given, bumping(wok, 1).on(BAR_SCREEN), foreign());
    let done = [fired(1, vec![noodles(1)]), bumping(wok, 1)];
    check(&done, recalling(wok).on(BAR_SCREEN), foreign());
    // The expo and a cook at the till see every station.
    check(&given, bumping(wok, 1).on(EXPO), Ok(&["ticket_bumped", "order_ready"]));
    check(&given, bumping(wok, 1).by(COOK).on(TILL), Ok(&["ticket_bumped", "order_ready"]));
}

#[test]
fn an_order_is_ready_when_its_last_ticket_is_bumped() {
    let (wok, bar) = (ticket(1, "wok"), ticket(1, "bar"));
    let given = [fired(1, vec![noodles(1), one(2, TEA)])];
    let outcome = check(&given, bumping(wok, 1).on(WOK_SCREEN), Ok(&["ticket_bumped"]));
    assert_eq!(status(&outcome, wok), TicketStatus::Bumped { bumped_at: NOON });
    assert_eq!(outcome.order(1).stage, Stage::Preparing);
    let given = [fired(1, vec![noodles(1), one(2, TEA)]), bumping(wok, 1)];
    let outcome = check(&given, bumping(bar, 1), Ok(&["ticket_bumped", "order_ready"]));
    assert_eq!(outcome.order(1).stage, Stage::Ready);
    assert!(outcome.order(1).tickets.iter().all(|known| known.bumped));
    check(&given, bumping(wok, 2), Err(Rejection::TicketAlreadyBumped { ticket_id: wok }));
}

#[test]
fn a_cook_who_has_not_seen_the_void_reads_the_ticket_again() {
    let wok = ticket(1, "wok");
    let two = vec![noodles(1), noodles(2)];
    let given = [fired(1, two), voiding(1, 1)];
    check(&given, bumping(wok, 1), Err(Rejection::TicketChanged { seen: 1, now: 2 }));
    check(&given, bumping(wok, 2), Ok(&["ticket_bumped", "order_ready"]));
}

#[test]
fn a_void_after_the_bump_is_there_when_the_ticket_is_recalled() {
    let wok = ticket(1, "wok");
    let given = [fired(1, vec![noodles(1), noodles(2)]), bumping(wok, 1), voiding(1, 1)];
    let outcome = check(&given, recalling(wok), Ok(&["ticket_recalled"]));
    let struck: Vec<_> =
        outcome.state.ticket(wok).unwrap().lines.iter().map(|line| line.voided).collect();
    assert_eq!(struck, [true, false]);
}

#[test]
fn a_recalled_ticket_makes_the_order_wait_again() {
    let wok = ticket(1, "wok");
    let given = [fired(1, vec![noodles(1)]), bumping(wok, 1)];
    let outcome = check(&given, recalling(wok), Ok(&["ticket_recalled"]));
    assert_eq!(outcome.order(1).stage, Stage::Preparing);
    let back = outcome.state.ticket(wok).unwrap();
    assert_eq!((back.recalled, back.revision), (1, 3));
    assert_eq!(back.status, TicketStatus::Seen { shown_at: NOON, seen_at: NOON });
    check(&given, bumping(wok, 2), Err(Rejection::TicketAlreadyBumped { ticket_id: wok }));
    let open = [fired(1, vec![noodles(1)])];
    check(&open, recalling(wok), Err(Rejection::TicketNotBumped { ticket_id: wok }));
    let again = [fired(1, vec![noodles(1)]), bumping(wok, 1), recalling(wok)];
    check(&again, bumping(wok, 3), Ok(&["ticket_bumped", "order_ready"]));
}

#[test]
fn a_later_firing_makes_a_ready_order_wait_again() {
    let wok = ticket(1, "wok");
    let given = [fired(1, vec![noodles(1)]), bumping(wok, 1)];
    let more = ask(Command::AddLines {
        order_id: order(1),
        revision: 4,
        lines: vec![one(2, TEA)],
        fire: true,
    });
    let outcome = check(&given, more, Ok(&["lines_added", "lines_fired"]));
    assert_eq!(outcome.order(1).stage, Stage::Preparing);
    assert_eq!(outcome.state.ticket(ticket(3, "bar")).unwrap().firing, 2);
}

#[test]
fn a_ready_order_is_handed_over_and_can_be_brought_back() {
    let wok = ticket(1, "wok");
    let cooking = [fired(1, vec![noodles(1)])];
    let order_id = order(1);
    check(&cooking, handing_over(1), Err(not_ready()));
    let ready = [fired(1, vec![noodles(1)]), bumping(wok, 1)];
    let with_guest = Rejection::OrderNotHandedOver { order_id };
    check(&ready, bringing_back(1), Err(with_guest));
    let outcome = check(&ready, handing_over(1), Ok(&["order_handed_over"]));
    assert_eq!(outcome.order(1).stage, Stage::HandedOver);
    let gone = [fired(1, vec![noodles(1)]), bumping(wok, 1), handing_over(1)];
    check(&gone, handing_over(1), Err(not_ready()));
    let outcome = check(&gone, bringing_back(1), Ok(&["order_recalled"]));
    assert_eq!(outcome.order(1).stage, Stage::Ready);
    let order_id = order(9);
    check(&gone, handing_over(9), Err(Rejection::UnknownOrder { order_id }));
    check(&gone, bringing_back(9), Err(Rejection::UnknownOrder { order_id }));
}

#[test]
fn an_order_that_was_struck_never_comes_up_as_ready() {
    let wok = ticket(1, "wok");
    let reason = VoidReason::GuestChangedMind;
    let strike = ask(Command::VoidOrder { order_id: order(1), reason });
    let given = [fired(1, vec![noodles(1)]), strike];
    let outcome = check(&given, bumping(wok, 2), Ok(&["ticket_bumped"]));
    assert_ne!(outcome.order(1).stage, Stage::Ready);
}

#[test]
fn a_void_touches_only_the_tickets_that_hold_the_line() {
    let given = [fired(1, vec![noodles(1), one(2, TEA)])];
    let outcome = check(&given, voiding(1, 1), Ok(&["line_voided"]));
    let revision = |station| outcome.state.ticket(ticket(1, station)).unwrap().revision;
    assert_eq!((revision("wok"), revision("bar")), (2, 1));
    assert_eq!(outcome.state.ticket(ticket(1, "wok")).unwrap().station, code("wok"));
    let held = [opened(1, vec![noodles(1)])];
    let outcome = check(&held, voiding(1, 1), Ok(&["line_voided"]));
    assert!(outcome.order(1).tickets.is_empty());
}
