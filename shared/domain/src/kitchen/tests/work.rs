//! Lines, rush, remakes, calls, paper and layouts.

use super::{bumping, recalling, seen, shown, status, ticket, voiding};
use crate::catalogue::{Allergen, KitchenLayout, StationMove};
use crate::command::SystemCommand;
use crate::id::{CallId, LineId, TicketId};
use crate::kitchen::{
    CALLS_MAX, CallKind, CannotMakeReason, MOMENTS_MAX, MomentKind, RemakeReason, Ticket,
    TicketStatus, Unshown,
};
use crate::member::standing::Tier;
use crate::member::{Consent, Purpose};
use crate::order::{Channel, NewLine, Stage};
use crate::shop::{
    Ask, BAR_SCREEN, EXPO, MINUTE_MS, NOON, Outcome, SECOND_TILL, SET, Shop, TEA, WOK_SCREEN, ask,
    card, check, check_in, code, fired, line, member, menu, noodles, one, order, system,
};
use crate::tax::TaxMode;
use crate::{Command, Money, Names, Rejection, Timestamp};

fn bumping_lines(ticket_id: TicketId, revision: u32, lines: &[u128]) -> Ask {
    let line_ids = ids(lines);
    ask(Command::BumpLines { ticket_id, revision, line_ids }).alone_on(WOK_SCREEN)
}

fn back(ticket_id: TicketId, lines: &[u128]) -> Ask {
    ask(Command::BumpLinesBack { ticket_id, line_ids: ids(lines) }).alone_on(WOK_SCREEN)
}

fn ids(lines: &[u128]) -> Vec<LineId> {
    lines.iter().map(|&n| line(n)).collect()
}

fn done(outcome: &Outcome, id: TicketId) -> Vec<bool> {
    let ticket = outcome.state.ticket(id).unwrap();
    ticket.lines.iter().map(|line| line.done_at.is_some()).collect()
}

fn at(minutes: i64) -> Timestamp {
    Timestamp::from_ms(NOON.ms() + minutes * MINUTE_MS)
}

fn two_bowls() -> Ask {
    fired(1, vec![noodles(1), noodles(2)])
}

#[test]
fn a_line_that_is_made_is_bumped_alone_and_the_ticket_goes_with_the_last() {
    let wok = ticket(1, "wok");
    let outcome = check(&[two_bowls()], bumping_lines(wok, 1, &[1]), Ok(&["lines_done"]));
    assert_eq!(done(&outcome, wok), [true, false]);
    assert_eq!(outcome.state.ticket(wok).unwrap().revision, 1, "nobody need read it again");
    let given = [two_bowls(), bumping_lines(wok, 1, &[1])];
    let last = Ok(&["lines_done", "ticket_bumped", "order_ready"][..]);
    let outcome = check(&given, bumping_lines(wok, 1, &[2]).at(at(2)), last);
    assert_eq!(outcome.order(1).stage, Stage::Ready);
    let times: Vec<_> =
        outcome.state.ticket(wok).unwrap().lines.iter().map(|line| line.done_at).collect();
    assert_eq!(times, [Some(NOON), Some(at(2))]);
}

#[test]
fn two_screens_that_bump_the_same_line_make_it_once() {
    let wok = ticket(1, "wok");
    let given = [two_bowls(), bumping_lines(wok, 1, &[1])];
    check(&given, bumping_lines(wok, 1, &[1]), Ok(&[]));
    check(&given, bumping_lines(wok, 1, &[1, 1]), Ok(&[]));
}

#[test]
fn a_line_that_was_not_made_after_all_comes_back() {
    let wok = ticket(1, "wok");
    let given = [two_bowls(), bumping_lines(wok, 1, &[1])];
    let outcome = check(&given, back(wok, &[1]), Ok(&["lines_back"]));
    assert_eq!(done(&outcome, wok), [false, false]);
    check(&[two_bowls()], back(wok, &[1]), Ok(&[]));
    let bumped = [two_bowls(), bumping(wok, 1)];
    check(&bumped, back(wok, &[1]), Err(Rejection::TicketAlreadyBumped { ticket_id: wok }));
}

#[test]
fn a_recalled_ticket_keeps_what_was_made_before_its_last_bump() {
    let wok = ticket(1, "wok");
    let given = [two_bowls(), bumping_lines(wok, 1, &[1]), bumping(wok, 1).at(at(3))];
    let outcome = check(&given, recalling(wok).at(at(4)), Ok(&["ticket_recalled"]));
    assert_eq!(done(&outcome, wok), [true, false]);
}

#[test]
fn a_line_is_bumped_only_as_it_was_read_and_only_at_its_station() {
    let wok = ticket(1, "wok");
    let struck = [two_bowls(), voiding(1, 1)];
    check(&struck, bumping_lines(wok, 1, &[2]), Err(Rejection::TicketChanged { seen: 1, now: 2 }));
    let line_id = line(1);
    check(&struck, bumping_lines(wok, 2, &[1]), Err(Rejection::LineAlreadyVoided { line_id }));
    // The struck line is still on the screen until a cook clears the card.
    check(&struck, bumping_lines(wok, 2, &[2]), Ok(&["lines_done"]));
    let line_id = line(9);
    check(&[two_bowls()], bumping_lines(wok, 1, &[9]), Err(Rejection::UnknownLine { line_id }));
    check(&[two_bowls()], bumping_lines(wok, 1, &[]), Err(Rejection::OrderEmpty));
    let foreign = Rejection::NotYourStation { ticket_id: wok };
    check(&[two_bowls()], bumping_lines(wok, 1, &[1]).on(BAR_SCREEN), Err(foreign));
}

#[test]
fn every_screen_of_a_station_says_for_itself_what_it_shows() {
    let wok = ticket(1, "wok");
    let mut shop = Shop::new(TaxMode::Inclusive);
    let mut card = crate::staff::DeviceCard {
        id: crate::shop::device(21),
        name: "second".into(),
        kind: crate::staff::DeviceKind::StationScreen,
        station: Some(code("wok")),
    };
    card.name = "wok two".into();
    let token_hash = crate::chain::Hash::ZERO;
    let pair = system(SystemCommand::PairDevice { device: card, token_hash });
    for step in [pair, two_bowls(), shown(ticket(2, "wok")).at(at(1))] {
        shop.ask(&step).unwrap();
    }
    let wok_two = ticket(2, "wok");
    assert_ne!(wok, wok_two);
    let second = shown(wok_two).on(21).at(at(2));
    let outcome = check_in(shop, &[], second, Ok(&["tickets_shown"]));
    let moments = &outcome.state.ticket(wok_two).unwrap().moments;
    let said: Vec<_> = moments.iter().map(|one| (one.what, one.device.unwrap())).collect();
    let (first, second) = (crate::shop::device(WOK_SCREEN), crate::shop::device(21));
    assert_eq!(said, [(MomentKind::Shown, first), (MomentKind::Shown, second)]);
    assert_eq!(status(&outcome, wok_two), TicketStatus::Shown { shown_at: at(1) });
}

#[test]
fn a_rushed_order_moves_forward_until_somebody_takes_it_back() {
    let (wok, bar) = (ticket(1, "wok"), ticket(1, "bar"));
    let rush = |rush| ask(Command::RushOrder { order_id: order(1), rush }).alone_on(EXPO);
    let both = fired(1, vec![noodles(1), one(2, TEA)]);
    let outcome = check(std::slice::from_ref(&both), rush(true), Ok(&["order_rushed"]));
    for id in [wok, bar] {
        assert_eq!(outcome.state.ticket(id).unwrap().rushed_at, Some(NOON));
    }
    check(&[both.clone(), rush(true)], rush(true), Ok(&[]));
    let outcome = check(&[both.clone(), rush(true)], rush(false), Ok(&["order_rushed"]));
    assert_eq!(outcome.state.ticket(wok).unwrap().rushed_at, None);
    // What is done already is not moved.
    let outcome = check(&[both, bumping(wok, 1)], rush(true), Ok(&["order_rushed"]));
    assert_eq!(outcome.state.ticket(wok).unwrap().rushed_at, None);
}

fn remaking(ticket_id: TicketId, line_id: u128, quantity: u32) -> Ask {
    let reason = RemakeReason::Spoiled;
    let line_id = line(line_id);
    ask(Command::RemakeLine { ticket_id, line_id, quantity, reason }).alone_on(WOK_SCREEN)
}

#[test]
fn a_bowl_that_fell_is_made_again_on_a_ticket_of_its_own_even_after_it_was_paid() {
    let three = NewLine { quantity: 3, ..noodles(1) };
    let placed = crate::shop::placing(1, vec![three], true, vec![crate::shop::card(1, 3_540)]);
    let wok = ticket(1, "wok");
    let given = [placed, bumping(wok, 1)];
    let outcome = check(&given, remaking(wok, 1, 2), Ok(&["line_remade"]));
    let again = outcome.state.ticket(ticket_id_of_remake(3)).unwrap();
    assert_eq!(again.lines.len(), 1);
    assert_eq!((again.lines[0].line_id, again.lines[0].quantity), (line(1), 2));
    assert_eq!((again.number, again.remake), (2, Some(RemakeReason::Spoiled)));
    assert_eq!(outcome.order(1).stage, Stage::Preparing);
    for (quantity, most) in [(0, 3), (4, 3)] {
        check(&given, remaking(wok, 1, quantity), Err(Rejection::RemakeTooMuch { most }));
    }
    let struck = [fired(1, vec![noodles(1), noodles(2)]), voiding(1, 1)];
    let line_id = line(1);
    check(&struck, remaking(wok, 1, 1), Err(Rejection::LineAlreadyVoided { line_id }));
}

fn ticket_id_of_remake(step: u128) -> TicketId {
    ticket(step, "remake")
}

fn calling(id: u128, kind: CallKind, about: Option<(TicketId, u128)>, words: &str) -> Ask {
    ask(Command::CallFromKitchen {
        call_id: call_id(id),
        kind,
        ticket_id: about.map(|(ticket_id, _)| ticket_id),
        line_id: about.map(|(_, n)| line(n)),
        words: words.into(),
    })
    .alone_on(WOK_SCREEN)
}

fn call_id(n: u128) -> CallId {
    CallId::from_uuid(uuid::Uuid::from_u128(n))
}

const NO_BEEF: CallKind = CallKind::CannotMake { reason: CannotMakeReason::OutOfStock };

#[test]
fn what_cannot_be_made_is_called_to_the_till_until_it_is_answered_or_struck() {
    let wok = ticket(1, "wok");
    let call = calling(1, NO_BEEF, Some((wok, 1)), "no beef");
    let outcome = check(&[two_bowls()], call.clone(), Ok(&["kitchen_called"]));
    let [waits] = &outcome.state.kitchen().calls[..] else { panic!("one call waits") };
    assert_eq!((waits.order, waits.words.as_str()), (Some((Channel::DineIn, 1)), "no beef"));
    assert_eq!((waits.station.clone(), waits.line_id), (Some(code("wok")), Some(line(1))));
    let given = [two_bowls(), call.clone()];
    let answer = ask(Command::AnswerCall { call_id: call_id(1) }).on(SECOND_TILL);
    let outcome = check(&given, answer.clone(), Ok(&["call_answered"]));
    assert!(outcome.state.kitchen().calls.is_empty());
    let outcome = check(&given, voiding(1, 1), Ok(&["line_voided"]));
    assert!(outcome.state.kitchen().calls.is_empty());
    let unknown = Rejection::UnknownCall { call_id: call_id(1) };
    check(&[two_bowls()], answer, Err(unknown));
    check(&given, call, Err(Rejection::CallExists { call_id: call_id(1) }));
}

#[test]
fn a_call_says_what_it_is_about_and_only_so_many_wait() {
    let wok = ticket(1, "wok");
    check(&[two_bowls()], calling(1, CallKind::Runner, None, ""), Ok(&["kitchen_called"]));
    check(&[two_bowls()], calling(1, NO_BEEF, None, ""), Err(Rejection::CallWithoutLine));
    let long = "x".repeat(81);
    for (words, refusal) in [
        (long.as_str(), Rejection::WordsInvalid { most: 80 }),
        ("4111 1111 1111 1111", Rejection::CardNumberInWords),
    ] {
        check(&[two_bowls()], calling(1, CallKind::Runner, None, words), Err(refusal));
    }
    let line_id = line(9);
    let unknown = calling(1, NO_BEEF, Some((wok, 9)), "");
    check(&[two_bowls()], unknown, Err(Rejection::UnknownLine { line_id }));
    let many: Vec<Ask> = (0..u128::try_from(CALLS_MAX).unwrap())
        .map(|n| calling(n, CallKind::Runner, None, ""))
        .collect();
    check(
        &many,
        calling(99, CallKind::Runner, None, ""),
        Err(Rejection::TooManyCalls { most: 50 }),
    );
}

fn noting(id: TicketId, seconds: i64) -> Ask {
    system(SystemCommand::NoteUnshown { tickets: vec![id] }).after_ms(seconds * 1_000)
}

#[test]
fn a_ticket_that_no_screen_shows_is_told_to_the_till_and_comes_out_on_paper_once() {
    let bar = ticket(1, "bar");
    let given = [fired(1, vec![one(1, TEA)])];
    check(&given, noting(bar, 4), Ok(&[]));
    let outcome = check(&given, noting(bar, 5), Ok(&["tickets_unshown"]));
    let paper = Unshown { at: at_s(5), printer: Some(code("counter")) };
    assert_eq!(outcome.state.ticket(bar).unwrap().unshown, Some(paper));
    assert_eq!(outcome.order(1).tickets[0].unshown_at, Some(at_s(5)));
    let noted = [fired(1, vec![one(1, TEA)]), noting(bar, 5)];
    check(&noted, noting(bar, 60), Ok(&[]));
    let late = shown(bar).on(BAR_SCREEN).at(at_s(30));
    let outcome = check(&noted, late, Ok(&["tickets_shown"]));
    assert_eq!(outcome.order(1).tickets[0].unshown_at, None, "somebody has it now");
    assert!(outcome.state.ticket(bar).unwrap().unshown.is_some(), "the paper is out there");
}

#[test]
fn a_station_with_a_printer_of_its_own_gets_no_second_paper() {
    let wok = ticket(1, "wok");
    let outcome = check(&[two_bowls()], noting(wok, 5), Ok(&["tickets_unshown"]));
    let unshown = outcome.state.ticket(wok).unwrap().unshown.clone().unwrap();
    assert_eq!(unshown.printer, None, "its chit came out when it was fired");
    for shown_first in [shown(wok), seen(wok)] {
        check(&[two_bowls(), shown_first], noting(wok, 60), Ok(&[]));
    }
    check(&[two_bowls(), bumping(wok, 1)], noting(wok, 60), Ok(&[]));
}

fn at_s(seconds: i64) -> Timestamp {
    Timestamp::from_ms(NOON.ms() + seconds * 1_000)
}

#[test]
fn a_chit_is_printed_again_as_a_copy() {
    let (wok, bar) = (ticket(1, "wok"), ticket(1, "bar"));
    let again = |ticket_id| ask(Command::ReprintChit { ticket_id }).alone_on(EXPO);
    let given = [fired(1, vec![noodles(1), one(2, TEA)])];
    let copy = |outcome: &Outcome| {
        let event = &outcome.decision().events[0];
        let crate::Event::ChitReprinted { copy, printer, .. } = event else {
            panic!("{event:?}");
        };
        (*copy, printer.to_string())
    };
    let outcome = check(&given, again(wok), Ok(&["chit_reprinted"]));
    assert_eq!(copy(&outcome), (2, "wok-printer".into()));
    let outcome = check(&given, again(bar), Ok(&["chit_reprinted"]));
    assert_eq!(
        copy(&outcome),
        (1, "counter".into()),
        "the first that comes out of a silent station"
    );
    let mut shop = Shop::new(TaxMode::Inclusive);
    shop.state.settings.fallback_printer = None;
    let none = Rejection::NoChitPrinter { ticket_id: bar };
    check_in(shop, &given, again(bar), Err(none));
}

fn with_quiet_morning() -> Shop {
    let mut menu = menu();
    menu.layouts = vec![KitchenLayout {
        code: code("quiet"),
        names: Names::new("清闲", "Quiet"),
        from_minute: Some(480),
        moves: vec![StationMove { from: code("bar"), to: code("wok") }],
    }];
    let mut shop = Shop::new(TaxMode::Inclusive);
    shop.ask(&system(SystemCommand::PublishCatalogue { catalogue: menu })).unwrap();
    shop
}

fn switching(layout: Option<&str>) -> Ask {
    ask(Command::SwitchLayout { layout: layout.map(code) }).alone_on(EXPO)
}

#[test]
fn switching_the_layout_loses_no_ticket_and_numbers_go_on_without_a_hole() {
    // One step more than the shop of the other tests: its menu was published anew.
    let (wok, bar) = (ticket(2, "wok"), ticket(2, "bar"));
    let given = [fired(1, vec![noodles(1), one(2, TEA)]), shown(bar).on(BAR_SCREEN)];
    let quiet = switching(Some("quiet"));
    let outcome = check_in(
        with_quiet_morning(),
        &given,
        quiet.clone(),
        Ok(&["layout_switched", "tickets_relocated"]),
    );
    let moved = outcome.state.ticket(bar).unwrap();
    assert_eq!((moved.station.as_str(), moved.number), ("wok", 2));
    assert_eq!(
        (moved.home.clone(), moved.came_from.clone()),
        (Some(code("bar")), Some(code("bar")))
    );
    assert_eq!(moved.status, TicketStatus::Sent, "a cook at the wok has not seen it");
    assert_eq!(outcome.state.ticket(wok).unwrap().station, code("wok"));
    assert_eq!(outcome.order(1).tickets[0].station, code("wok"));

    let given = [given[0].clone(), given[1].clone(), quiet, fired(2, vec![one(3, SET)])];
    let home = switching(None);
    let outcome =
        check_in(with_quiet_morning(), &given, home, Ok(&["layout_switched", "tickets_relocated"]));
    let home = |id| {
        let ticket: &Ticket = outcome.state.ticket(id).unwrap();
        (ticket.station.to_string(), ticket.number, ticket.home.clone())
    };
    assert_eq!(home(bar), ("bar".into(), 2, None));
    assert_eq!(
        home(ticket(5, "bar")),
        ("bar".into(), 3, None),
        "fired while the bar was not worked"
    );
    assert_eq!(home(ticket(5, "wok")), ("wok".into(), 4, None));

    let nothing = check_in(with_quiet_morning(), &[], switching(None), Ok(&[]));
    assert_eq!(nothing.state.kitchen().layout, None);
    let layout = code("party");
    let unknown = Rejection::UnknownLayout { layout };
    check_in(with_quiet_morning(), &[], switching(Some("party")), Err(unknown));
}

#[test]
fn what_is_done_stays_where_it_was_made() {
    let bar = ticket(2, "bar");
    let given = [fired(1, vec![one(2, TEA)]), bumping(bar, 1)];
    let quiet = switching(Some("quiet"));
    let outcome = check_in(with_quiet_morning(), &given, quiet, Ok(&["layout_switched"]));
    assert_eq!(outcome.state.ticket(bar).unwrap().station, code("bar"));
}

#[test]
fn what_is_brought_back_comes_to_the_station_that_is_worked_now() {
    let bar = ticket(2, "bar");
    let given = [fired(1, vec![one(2, TEA)]), bumping(bar, 1), switching(Some("quiet"))];
    let when = recalling(bar).on(WOK_SCREEN);
    let both = Ok(&["ticket_recalled", "tickets_relocated"][..]);
    let outcome = check_in(with_quiet_morning(), &given, when, both);
    let back = outcome.state.ticket(bar).unwrap();
    assert_eq!((back.station.as_str(), back.number), ("wok", 1));
}

/// A member who came twelve times, and whom nuts make ill.
fn regular() -> Vec<Ask> {
    vec![
        ask(Command::EnrolMember {
            member_id: member(1),
            phone: "+447700900123".into(),
            name: "Mei".into(),
            consents: vec![Consent { purpose: Purpose::Membership, text_version: 1 }],
            came: crate::member::Came::default(),
        }),
        allergic(&[Allergen::Nuts], true),
    ]
}

fn allergic(allergies: &[Allergen], agrees: bool) -> Ask {
    let consent = agrees.then_some(Consent { purpose: Purpose::Allergies, text_version: 1 });
    let allergies = allergies.to_vec();
    ask(Command::SetAllergies { member_id: member(1), allergies, consent })
}

fn with_nuts() -> Shop {
    let mut menu = menu();
    menu.items[0].allergens = vec![Allergen::Gluten, Allergen::Nuts];
    let mut shop = Shop::new(TaxMode::Inclusive);
    shop.ask(&system(SystemCommand::PublishCatalogue { catalogue: menu })).unwrap();
    for step in regular() {
        shop.ask(&step).unwrap();
    }
    shop
}

fn of_member(id: u128, lines: Vec<NewLine>) -> Ask {
    ask(Command::PlaceOrder {
        order_id: order(id),
        channel: Channel::DineIn,
        member_id: Some(member(1)),
        lines,
        fire: true,
        tenders: Vec::new(),
        print_receipt: false,
        details: crate::order::OrderDetails::default(),
    })
}

fn confirming(ticket_id: TicketId, lines: &[u128]) -> Ask {
    ask(Command::ConfirmAllergy { ticket_id, line_ids: ids(lines) }).alone_on(WOK_SCREEN)
}

#[test]
fn the_kitchen_reads_the_tier_of_a_guest_where_the_owner_wants_it_marked() {
    let mut shop = with_nuts();
    let tier = |code_of: &str, spent, kitchen_mark| Tier {
        code: code(code_of),
        names: Names::new(code_of, code_of),
        spent: Money::from_minor(spent),
        visits: 0,
        paid_in: Money::ZERO,
        points_percent: 100,
        kitchen_mark,
    };
    let tiers = vec![tier("silver", 300, false), tier("gold", 700, true)];
    shop.state.settings.trade.members.tiers = tiers;
    let mut said = Vec::new();
    for id in 1..=4 {
        let mut placed = of_member(id, vec![one(id, TEA)]);
        if let crate::Request::Device(Command::PlaceOrder { tenders, .. }) = &mut placed.request {
            tenders.push(card(id, 350));
        }
        shop.ask(&placed).unwrap();
        let made = shop.state.order(order(id)).unwrap().tickets[0].id;
        let guest = shop.state.ticket(made).unwrap().guest.clone();
        said.push(guest.map(|guest| (guest.visits, guest.tier.is_some())));
    }
    // Silver is not marked, and one visit alone is worth no word; with the third order they are gold.
    assert_eq!(said, [Some((0, false)), None, Some((2, true)), Some((3, true))]);
}

#[test]
fn a_dish_that_makes_its_guest_ill_is_not_bumped_until_a_cook_has_confirmed_it() {
    let wok = ticket(4, "wok");
    let placed = of_member(1, vec![noodles(1), one(2, TEA)]);
    let fired = Ok(&["order_placed", "lines_fired", "guest_signalled"][..]);
    let outcome = check_in(with_nuts(), &[], placed.clone(), fired);
    let made = outcome.state.ticket(wok).unwrap();
    assert_eq!(made.lines[0].conflict, [Allergen::Nuts]);
    assert_eq!(made.guest.as_ref().map(|guest| guest.visits), Some(0), "a first visit");
    assert!(outcome.state.ticket(ticket(4, "bar")).unwrap().lines[0].conflict.is_empty());

    let given = [placed];
    let locked = || Err(Rejection::AllergyUnconfirmed { line_ids: ids(&[1]) });
    check_in(with_nuts(), &given, bumping(wok, 2), locked());
    check_in(with_nuts(), &given, bumping_lines(wok, 2, &[1]), locked());
    check_in(with_nuts(), &given, confirming(wok, &[1]), Ok(&["allergy_confirmed"]));
    let confirmed = [given[0].clone(), confirming(wok, &[1])];
    check_in(with_nuts(), &confirmed, confirming(wok, &[1]), Ok(&[]));
    check_in(with_nuts(), &confirmed, bumping(wok, 2), Ok(&["ticket_bumped"]));
}

#[test]
fn a_guest_who_is_recognised_late_is_warned_about_all_the_same() {
    let wok = ticket(4, "wok");
    let attach = |member_id| ask(Command::AttachMember { order_id: order(1), member_id });
    let known = || Ok(&["member_attached", "guest_signalled"][..]);
    let outcome = check_in(with_nuts(), &[two_bowls()], attach(Some(member(1))), known());
    assert_eq!(outcome.state.ticket(wok).unwrap().lines[1].conflict, [Allergen::Nuts]);
    let given = [two_bowls(), attach(Some(member(1)))];
    let outcome = check_in(with_nuts(), &given, attach(None), known());
    let open = outcome.state.ticket(wok).unwrap();
    assert!(open.guest.is_none() && open.lines.iter().all(|line| line.conflict.is_empty()));
}

#[test]
fn what_makes_somebody_ill_is_kept_only_if_they_agree_and_never_in_the_journal() {
    let joined = &regular()[..1];
    check(joined, allergic(&[Allergen::Milk], false), Err(Rejection::AllergyConsentMissing));
    let outcome = check(joined, allergic(&[Allergen::Milk], true), Ok(&["member_changed"]));
    let body = serde_json::to_string(&outcome.decision().events).unwrap();
    assert!(!body.contains("milk"), "{body}");
    let record = outcome.state.member_record(member(1)).unwrap();
    assert_eq!((record.version, record.allergies.clone()), (2, vec![Allergen::Milk]));
    // Agreed once is agreed; and to forget it needs nobody'"'"'s consent.
    let given = regular();
    check(&given, allergic(&[Allergen::Milk], false), Ok(&["member_changed"]));
    check(&given, allergic(&[], false), Ok(&["member_changed"]));
    let member_id = member(1);
    check(&[], allergic(&[], true), Err(Rejection::UnknownMember { member_id }));
}

#[test]
fn a_ticket_remembers_what_happened_to_it_but_not_without_end() {
    let wok = ticket(1, "wok");
    let mut given = vec![two_bowls(), shown(wok), seen(wok)];
    for _ in 0..MOMENTS_MAX {
        given.push(bumping_lines(wok, 1, &[1]));
        given.push(back(wok, &[1]));
    }
    let outcome = check(&given, bumping(wok, 1), Ok(&["ticket_bumped", "order_ready"]));
    let moments = &outcome.state.ticket(wok).unwrap().moments;
    assert_eq!(moments.len(), MOMENTS_MAX);
    assert_eq!(moments[0].what, MomentKind::Shown);
    assert_eq!(moments[MOMENTS_MAX - 1].what, MomentKind::Bumped);
}
