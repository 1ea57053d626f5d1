//! Who may, who is in, what is sold, and what must be loaded to know it.

mod properties;

use super::{Key, UPSERTED_ITEMS_MAX};
use crate::actor::Permission;
use crate::chain::Hash;
use crate::command::CommandResult;
use crate::kitchen::AcknowledgeLevel;
use crate::shop::{
    Ask, BOARD, CASHIER, COOK, EXPO, HOUR_MS, MANAGER, MINUTE_MS, NOON, PRINTER_PAGE, SET, Shop,
    TEA, TILL, WOK_SCREEN, ask, check, check_in, day, device, dish, fired, float, item, member,
    menu, noodles, one, opened, order, pence, shift, staff, system,
};
use crate::staff::{PIN_FAILURES_MAX, SESSION_MS_MAX};
use crate::tax::TaxMode;
use crate::{Actor, Command, Context, Record, Rejection, Request, SystemCommand, Timestamp};

/// The matrix, row by row: what each role may, and what each screen may with nobody signed in.
#[test]
fn the_permission_matrix() {
    use Permission::{EditCatalogue, RunShift, TakeOrders, VoidFired, VoidHeld, WorkKitchen};
    let shop = Shop::new(TaxMode::Inclusive);
    let table = [
        (TakeOrders, [true, false, true]),
        (VoidHeld, [true, false, true]),
        (VoidFired, [true, false, true]),
        (RunShift, [true, false, true]),
        (WorkKitchen, [true, true, true]),
        (EditCatalogue, [false, false, true]),
    ];
    for (permission, row) in table {
        for (who, may) in [CASHIER, COOK, MANAGER].into_iter().zip(row) {
            let context = shop.context(&float(1, 0).by(who));
            let expected = if may { Ok(()) } else { Err(Rejection::NotPermitted) };
            assert_eq!(shop.state.permit(permission, &context), expected, "{permission:?} {who}");
        }
        for screen in [TILL, WOK_SCREEN, EXPO, BOARD, PRINTER_PAGE, 99] {
            let kitchen = [WOK_SCREEN, EXPO].contains(&screen) && permission == WorkKitchen;
            let context = shop.context(&float(1, 0).alone_on(screen));
            let expected = if kitchen { Ok(()) } else { Err(Rejection::NotSignedIn) };
            assert_eq!(
                shop.state.permit(permission, &context),
                expected,
                "{permission:?} {screen}"
            );
        }
        let itself = Context { actor: Actor::System, ..shop.context(&float(1, 0)) };
        assert_eq!(shop.state.permit(permission, &itself), Ok(()));
    }
}

/// Every command is asked by everybody; who may not is refused before anything else is looked at.
#[test]
#[expect(clippy::too_many_lines, reason = "a table with one row for each command")]
fn every_command_stands_behind_its_row_of_the_matrix() {
    let order_id = order(1);
    let items = vec![dish(9, Some(1), "none", &[], &[])];
    let reason = crate::order::VoidReason::Quality;
    let tender = crate::shop::card(1, 1);
    let ticket_id = crate::id::TicketId::from_uuid(uuid::Uuid::from_u128(1));
    let call_id = crate::id::CallId::from_uuid(uuid::Uuid::from_u128(1));
    let tickets = vec![ticket_id];
    let (line_id, shift_id, member_id) = (crate::shop::line(1), shift(1), member(1));
    let counter = [
        opened(1, vec![one(1, TEA)]),
        ask(Command::AddLines { order_id, revision: 1, lines: Vec::new(), fire: false }),
        ask(Command::ChangeLine { order_id, revision: 1, line: one(1, TEA) }),
        ask(Command::VoidLine { order_id, line_id, reason }),
        ask(Command::VoidOrder { order_id, reason }),
        ask(Command::FireLines { order_id, line_ids: Vec::new() }),
        ask(Command::TakeTender { order_id, tender, print_receipt: false, check_id: None }),
        ask(Command::CloseOrder { order_id }),
        ask(Command::AttachMember { order_id, member_id: None }),
        ask(Command::ReprintReceipt { order_id }),
        float(1, 0),
        ask(Command::CloseShift {
            shift_id,
            counted: pence(0),
            denominations: Vec::new(),
            leave_orders: false,
            print: false,
        }),
        ask(Command::EnrolMember {
            member_id,
            phone: String::new(),
            name: String::new(),
            consents: Vec::new(),
            came: crate::member::Came::default(),
        }),
        ask(Command::SetAllergies { member_id, allergies: Vec::new(), consent: None }),
    ];
    let kitchen = [
        ask(Command::AcknowledgeTickets { tickets, level: AcknowledgeLevel::Shown }),
        ask(Command::BumpTicket { ticket_id, revision: 1 }),
        ask(Command::RecallTicket { ticket_id }),
        ask(Command::HandOverOrder { order_id }),
        ask(Command::RecallOrder { order_id }),
        ask(Command::BumpLines { ticket_id, revision: 1, line_ids: vec![line_id] }),
        ask(Command::BumpLinesBack { ticket_id, line_ids: vec![line_id] }),
        ask(Command::ConfirmAllergy { ticket_id, line_ids: vec![line_id] }),
        ask(Command::RushOrder { order_id, rush: true }),
        ask(Command::RemakeLine {
            ticket_id,
            line_id,
            quantity: 1,
            reason: crate::kitchen::RemakeReason::Spoiled,
        }),
        ask(Command::CallFromKitchen {
            call_id,
            kind: crate::kitchen::CallKind::Runner,
            ticket_id: None,
            line_id: None,
            words: String::new(),
        }),
        ask(Command::AnswerCall { call_id }),
        ask(Command::ReprintChit { ticket_id }),
        ask(Command::SwitchLayout { layout: None }),
    ];
    let permitted = |when: &Ask| match Shop::new(TaxMode::Inclusive).ask(when) {
        Err(Rejection::NotPermitted | Rejection::NotSignedIn) => false,
        Ok(_) | Err(_) => true,
    };
    for when in counter {
        let of = |ask: Ask| permitted(&ask);
        assert!(of(when.clone()) && of(when.clone().by(MANAGER)), "{when:?}");
        assert!(!of(when.clone().by(COOK)) && !of(when.clone().alone_on(WOK_SCREEN)), "{when:?}");
        assert!(!of(when.clone().alone_on(TILL)) && !of(when.clone().alone_on(BOARD)), "{when:?}");
    }
    for when in kitchen {
        for may in [when.clone(), when.clone().by(COOK), when.clone().alone_on(EXPO)] {
            assert!(permitted(&may), "{may:?}");
        }
        assert!(!permitted(&when.clone().alone_on(TILL)) && !permitted(&when.alone_on(BOARD)));
    }
    let edit = ask(Command::UpsertItems { items });
    assert!(permitted(&edit.clone().by(MANAGER)));
    assert!(!permitted(&edit) && !permitted(&edit.by(COOK)));
}

#[test]
fn a_stranger_may_nothing() {
    let unknown = || Err(Rejection::UnknownStaff { staff_id: staff(99) });
    check(&[], opened(1, vec![one(1, TEA)]).by(99), unknown());
    check(&[], trying(99, true), unknown());
}

#[test]
fn a_cook_at_a_kitchen_screen_and_a_cashier_at_the_expo_hand_orders_over() {
    let when = ask(Command::HandOverOrder { order_id: order(1) });
    let refusal = || Err(Rejection::OrderNotReady { order_id: order(1) });
    let given = [fired(1, vec![noodles(1)])];
    check(&given, when.clone().by(COOK).on(WOK_SCREEN), refusal());
    check(&given, when.alone_on(WOK_SCREEN), refusal());
}

fn trying(who: u128, pin_matches: bool) -> Ask {
    let session_hash = Hash::from_bytes([7; 32]);
    system(SystemCommand::RecordSignIn { staff_id: staff(who), pin_matches, session_hash })
}

#[test]
fn the_expo_fires_courses_and_a_station_does_not() {
    let given = [opened(1, vec![noodles(1)])];
    let when = ask(Command::FireLines { order_id: order(1), line_ids: Vec::new() });
    check(&given, when.clone().alone_on(EXPO), Ok(&["lines_fired"]));
    check(&given, when.alone_on(WOK_SCREEN), Err(Rejection::NotSignedIn));
}

#[test]
fn a_right_pin_signs_in_for_one_shift_at_most() {
    let outcome = check(&[], trying(COOK, true), Ok(&["staff_signed_in"]));
    assert_eq!(outcome.decision().result, CommandResult::SignIn { signed_in: true });
    let session = Record::Session {
        token_hash: Hash::from_bytes([7; 32]),
        staff_id: staff(COOK),
        device_id: device(TILL),
        expires_at: Timestamp::from_ms(NOON.ms() + SESSION_MS_MAX),
    };
    assert_eq!(outcome.decision().records, [session]);
    let session_hash = Hash::from_bytes([7; 32]);
    let leaving = system(SystemCommand::SignOut { session_hash });
    let outcome = check(&[], leaving.clone().by(COOK), Ok(&["staff_signed_out"]));
    assert_eq!(outcome.decision().records, [Record::SessionEnded(session_hash)]);
    check(&[], leaving, Err(Rejection::NotSignedIn));
}

#[test]
fn ten_wrong_pins_lock_for_thirty_minutes_and_then_time_unlocks() {
    let wrong: Vec<Ask> = (0..PIN_FAILURES_MAX).map(|_| trying(COOK, false)).collect();
    assert_eq!(wrong.len(), 10);
    let outcome = check(&wrong[..9], trying(COOK, false), Ok(&["staff_sign_in_failed"]));
    assert_eq!(outcome.decision().result, CommandResult::SignIn { signed_in: false });
    let last = 30 * MINUTE_MS;
    for (after_ms, minutes_left) in
        [(-HOUR_MS, 30), (0, 30), (1, 30), (MINUTE_MS, 29), (last - MINUTE_MS, 1), (last - 1, 1)]
    {
        let locked = || Err(Rejection::StaffLocked { minutes_left });
        check(&wrong, trying(COOK, true).after_ms(after_ms), locked());
        check(&wrong, trying(COOK, false).after_ms(after_ms), locked());
    }
    check(&wrong, trying(CASHIER, true), Ok(&["staff_signed_in"]));
    let outcome = check(&wrong, trying(COOK, true).after_ms(last), Ok(&["staff_signed_in"]));
    assert_eq!(outcome.state.pin_failures(staff(COOK)).in_a_row, 0);
    // Without a right one in between, the next wrong one locks again.
    let mut eleven = wrong;
    eleven.push(trying(COOK, false).after_ms(last));
    let locked = Err(Rejection::StaffLocked { minutes_left: 30 });
    check(&eleven, trying(COOK, true).after_ms(last), locked);
}

#[test]
fn a_right_pin_forgives_the_wrong_ones() {
    let mut given: Vec<Ask> = (0..9).map(|_| trying(COOK, false)).collect();
    given.push(trying(COOK, true));
    given.extend((0..9).map(|_| trying(COOK, false)));
    check(&given, trying(COOK, true), Ok(&["staff_signed_in"]));
}

#[test]
fn a_catalogue_that_does_not_hold_together_is_not_published() {
    let mut broken = menu();
    broken.items[0].tax = crate::shop::code("high");
    let problems = vec!["item Dish 1: there is no tax rate high".to_owned()];
    let publish = system(SystemCommand::PublishCatalogue { catalogue: broken.clone() });
    let refusal = Rejection::CatalogueInvalid { problems };
    check(&[], publish, Err(refusal.clone()));
    let items = broken.items[..1].to_vec();
    check(&[], ask(Command::UpsertItems { items }).by(MANAGER), Err(refusal));
}

/// Rules get stricter: a journal that holds a catalogue from before is opened all the same.
#[test]
fn a_catalogue_that_was_published_is_sold_from_until_the_next_change_which_must_mend_it() {
    let mut shop = Shop::new(TaxMode::Inclusive);
    let mut older = shop.state.menu().catalogue().clone();
    older.items[0].barcodes = vec!["50 12".into()];
    crate::store::apply_record(&mut shop.state, &Record::Catalogue(older.clone()));
    shop.ask(&fired(1, vec![crate::shop::noodles(1)])).unwrap();
    let cake = vec![dish(100, Some(1), "none", &[], &[])];
    let add = ask(Command::UpsertItems { items: cake }).by(MANAGER);
    let problem = "item Dish 1: \"50 12\" is no barcode: give 1 to 64 letters, digits and signs";
    let problems = vec![problem.to_owned()];
    assert_eq!(shop.ask(&add), Err(Rejection::CatalogueInvalid { problems }));
    older.items[0].barcodes.clear();
    let mend = ask(Command::UpsertItems { items: older.items[..1].to_vec() }).by(MANAGER);
    shop.ask(&mend).unwrap();
}

#[test]
fn items_come_in_batches_and_each_makes_a_new_version() {
    let upsert = |items| ask(Command::UpsertItems { items }).by(MANAGER);
    let many = |count: u128| (0..count).map(|n| dish(100 + n, Some(1), "none", &[], &[])).collect();
    let most = u32::try_from(UPSERTED_ITEMS_MAX).unwrap();
    let refusal = || Err(Rejection::BatchTooLarge { most });
    check(&[], upsert(Vec::new()), refusal());
    check(&[], upsert(many(201)), refusal());
    let outcome = check(&[], upsert(many(200)), Ok(&["catalogue_changed"]));
    assert_eq!(outcome.state.menu().catalogue().version, 2);
    assert!(outcome.state.menu().item(item(299)).is_some());
    let again = system(SystemCommand::PublishCatalogue { catalogue: menu() });
    let outcome = check(&[upsert(many(1))], again, Ok(&["catalogue_changed"]));
    assert_eq!(outcome.state.menu().catalogue().version, 3, "versions only rise");
}

#[test]
fn what_a_request_needs_is_named_until_it_is_loaded_or_known_to_be_absent() {
    let mut shop = Shop::new(TaxMode::Inclusive);
    shop.ask(&fired(1, vec![one(1, SET)])).unwrap();
    let full = shop.state.order(order(1)).unwrap().clone();
    let request = Request::Device(Command::VoidOrder {
        order_id: order(1),
        reason: crate::order::VoidReason::Quality,
    });
    let mut cold = Shop::new(TaxMode::Inclusive).state;
    assert_eq!(cold.missing(&request), [Key::Order(order(1))]);
    cold.load_order(full.clone());
    let tickets: Vec<Key> = full.tickets.iter().map(|known| Key::Ticket(known.id)).collect();
    assert_eq!(cold.missing(&request), tickets);
    for known in &full.tickets {
        cold.load_ticket(shop.state.ticket(known.id).unwrap().clone());
    }
    assert_eq!(cold.missing(&request), []);

    let enrol = Request::Device(Command::EnrolMember {
        member_id: member(1),
        phone: "+447700900123".into(),
        name: String::new(),
        consents: Vec::new(),
        came: crate::member::Came::default(),
    });
    let phone = Key::Phone("+447700900123".into());
    assert_eq!(cold.missing(&enrol), [phone.clone(), Key::Member(member(1))]);
    cold.mark_absent(phone);
    cold.mark_absent(Key::Member(member(1)));
    assert_eq!(cold.missing(&enrol), []);
    cold.trim();
    assert_eq!(cold.missing(&enrol).len(), 2, "somebody may have enrolled meanwhile");
}

#[test]
fn a_working_set_that_grew_too_large_is_forgotten_but_never_the_open_drawer() {
    let mut shop = Shop::new(TaxMode::Inclusive);
    shop.ask(&float(1, 0)).unwrap();
    shop.ask(&opened(1, vec![one(1, TEA)])).unwrap();
    let first = shop.state.order(order(1)).unwrap().clone();
    shop.state.trim();
    assert!(shop.state.order(order(1)).is_some(), "one order is not too many");
    for n in 2..=1_025 {
        shop.state.load_order(crate::order::Order { id: order(n), ..first.clone() });
    }
    shop.state.trim();
    assert!(shop.state.order(order(1)).is_none());
    assert!(shop.state.open_shift(device(TILL)).is_some());
    assert_eq!(shop.state.next_order_number(NOON), (day(2026, 11, 21), 2));
    check_in(shop, &[], opened(2, vec![one(1, TEA)]), Ok(&["order_placed"]));
}
