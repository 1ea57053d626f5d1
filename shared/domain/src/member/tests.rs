//! Becoming a member, and being recognised as one.

use super::standing::Tier;
use super::{
    Birthday, Consent, MEMBER_NAME_CHARS_MAX, MemberAbout, MemberRecord, Purpose, is_e164,
    masked_phone,
};
use crate::command::CommandResult;
use crate::shop::{
    Ask, CASHIER, COOK, MANAGER, NOON, Shop, ask, card, cash, check, check_in, code, day, float,
    member, noodles, pence, placing, staff,
};
use crate::tax::TaxMode;
use crate::{Command, Event, Money, Names, Record, Rejection};

const PHONE: &str = "+447700900123";

fn agreed(purpose: Purpose) -> Consent {
    Consent { purpose, text_version: 3 }
}

fn enrolling(id: u128, phone: &str, name: &str, consents: &[Purpose]) -> Ask {
    ask(Command::EnrolMember {
        member_id: member(id),
        phone: phone.into(),
        name: name.into(),
        consents: consents.iter().copied().map(agreed).collect(),
        came: crate::member::Came::default(),
    })
}

#[test]
fn somebody_who_agrees_becomes_a_member() {
    let when = enrolling(1, PHONE, " 美 ", &[Purpose::Membership, Purpose::Marketing]);
    let outcome = check(&[], when, Ok(&["member_enrolled"]));
    let result = CommandResult::Member { member_id: member(1), known: false };
    assert_eq!(outcome.decision().result, result);
    let record = MemberRecord {
        name: "美".into(),
        consents: vec![agreed(Purpose::Membership), agreed(Purpose::Marketing)],
        enrolled_by: Some(staff(CASHIER)),
        ..MemberRecord::new(member(1), PHONE, NOON)
    };
    assert_eq!(outcome.decision().records, [Record::Member(record)]);
    assert_eq!(outcome.state.member_by_phone(PHONE), Some(member(1)));
    assert_eq!(outcome.state.member(member(1)).unwrap().points, 0);
}

#[test]
fn the_journal_never_holds_a_phone_or_a_name() {
    let when = enrolling(1, PHONE, "Mei", &[Purpose::Membership]);
    let outcome = check(&[], when, Ok(&["member_enrolled"]));
    let body = serde_json::to_string(&outcome.decision().events).unwrap();
    assert!(!body.contains("7700900123") && !body.contains("Mei"), "{body}");
}

#[test]
fn a_known_phone_is_recognised_and_nothing_happens() {
    let given = [enrolling(1, PHONE, "Mei", &[Purpose::Membership])];
    let outcome = check(&given, enrolling(2, PHONE, "", &[Purpose::Membership]), Ok(&[]));
    let result = CommandResult::Member { member_id: member(1), known: true };
    assert_eq!(outcome.decision().result, result);
    assert!(outcome.decision().records.is_empty());
    let exists = Rejection::MemberExists { member_id: member(1) };
    let other = enrolling(1, "+447700900124", "", &[Purpose::Membership]);
    check(&given, other, Err(exists));
}

#[test]
fn nobody_becomes_a_member_without_agreeing() {
    check(&[], enrolling(1, PHONE, "", &[]), Err(Rejection::ConsentMissing));
    let letters_only = enrolling(1, PHONE, "", &[Purpose::Marketing]);
    check(&[], letters_only, Err(Rejection::ConsentMissing));
}

#[test]
fn a_phone_has_a_plus_and_seven_to_fifteen_digits() {
    let bad =
        ["", "+", "447700900123", "+44 7700 900123", "+123456", "+1234567890123456", "+٤٤٧٧٠٠٩٠٠"];
    for phone in bad {
        assert!(!is_e164(phone), "{phone}");
        let when = enrolling(1, phone, "", &[Purpose::Membership]);
        check(&[], when, Err(Rejection::PhoneInvalid));
    }
    assert_eq!(masked_phone(PHONE), "•••• 0123");
}

#[test]
fn a_name_fits_on_a_line() {
    let long = "名".repeat(MEMBER_NAME_CHARS_MAX);
    check(&[], enrolling(1, PHONE, &long, &[Purpose::Membership]), Ok(&["member_enrolled"]));
    for name in [format!("{long}字"), "a\u{7}b".to_owned(), "a\nb".to_owned()] {
        let when = enrolling(1, PHONE, &name, &[Purpose::Membership]);
        check(&[], when, Err(Rejection::NameInvalid));
    }
}

#[test]
fn a_cook_enrols_nobody() {
    let when = enrolling(1, PHONE, "", &[Purpose::Membership]).by(COOK);
    check(&[], when, Err(Rejection::NotPermitted));
}

fn erasing() -> Ask {
    ask(Command::EraseMember { member_id: member(1) })
}

#[test]
fn who_was_erased_is_nobody_at_the_till_and_their_orders_stay() {
    let enrolled = enrolling(1, PHONE, "Mei", &[Purpose::Membership]);
    let mut paid = placing(1, vec![noodles(1)], true, vec![card(1, 1_180)]);
    if let crate::Request::Device(Command::PlaceOrder { member_id, .. }) = &mut paid.request {
        *member_id = Some(member(1));
    }
    let given = [enrolled, paid];
    check(&given, erasing(), Err(Rejection::NotPermitted));
    let kinds: &[&str] = &["member_posted", "member_erased"];
    let after = check(&given, erasing().by(MANAGER), Ok(kinds));
    assert_eq!(after.state.member_record(member(1)), None);
    assert_eq!(after.state.member_by_phone(PHONE), None);
    assert_eq!(after.state.member(member(1)).unwrap().points, 0);
    assert_eq!(after.order(1).member_id, Some(member(1)), "an id that means nobody any more");

    let all = [given.as_slice(), &[erasing().by(MANAGER)]].concat();
    let unknown = Rejection::UnknownMember { member_id: member(1) };
    check(&all, erasing().by(MANAGER), Err(unknown.clone()));
    let mut again = placing(2, vec![noodles(2)], true, Vec::new());
    if let crate::Request::Device(Command::PlaceOrder { member_id, .. }) = &mut again.request {
        *member_id = Some(member(1));
    }
    check(&all, again, Err(unknown));
    // The same phone may become a member again, as somebody new.
    let fresh = enrolling(2, PHONE, "Mei", &[Purpose::Membership]);
    check(&all, fresh, Ok(&["member_enrolled"]));
}

#[test]
fn nobody_is_erased_to_whom_the_store_owes_money() {
    let mut shop = Shop::new(crate::tax::TaxMode::Inclusive);
    shop.state.settings.trade.members.stored_value = true;
    let top_up = Command::TopUp {
        member_id: member(1),
        movement_id: crate::id::MovementId::from_uuid(uuid::Uuid::from_u128(1)),
        amount: pence(500),
        paid: crate::command::TopUpMoney::CardElsewhere { reference: String::new() },
    };
    let given = [enrolling(1, PHONE, "", &[Purpose::Membership]), ask(top_up)];
    let owed = Rejection::MemberIsOwed { left: pence(500) };
    check_in(shop, &given, erasing().by(MANAGER), Err(owed));
}

fn about(tags: &[&str], birthday: Option<(u8, u8)>, marketing: bool) -> Ask {
    ask(Command::ChangeMember {
        member_id: member(1),
        about: MemberAbout {
            name: " Mei ".into(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            birthday: birthday.map(|(month, day)| Birthday { month, day }),
            cards: Vec::new(),
            marketing: marketing.then(|| agreed(Purpose::Marketing)),
        },
    })
}

#[test]
fn what_is_kept_of_a_member_is_changed_all_at_once_and_consent_is_given_and_withdrawn() {
    let mut shop = Shop::new(TaxMode::Inclusive);
    shop.ask(&enrolling(1, PHONE, "", &[Purpose::Membership])).unwrap();
    shop.ask(&about(&[" no straw ", "常客"], Some((2, 29)), true)).unwrap();
    let known = shop.state.member_record(member(1)).unwrap().clone();
    assert_eq!((known.name.as_str(), known.version), ("Mei", 2));
    assert_eq!((known.tags.join(","), known.birthday.unwrap().day), ("no straw,常客".into(), 29));
    assert!(known.agrees(Purpose::Marketing) && known.agrees(Purpose::Membership));
    let decision = shop.ask(&about(&[], None, false)).unwrap();
    let withdrawn = Some(Purpose::Marketing);
    let (member_id, version, consent) = (member(1), 3, None);
    assert_eq!(decision.events, [Event::MemberChanged { member_id, version, consent, withdrawn }]);
    let known = shop.state.member_record(member(1)).unwrap();
    assert!(known.tags.is_empty() && !known.agrees(Purpose::Marketing));
}

#[test]
fn tags_and_birthdays_that_cannot_be_are_refused() {
    let given = [enrolling(1, PHONE, "", &[Purpose::Membership])];
    let many: Vec<String> = (0..11).map(|n| n.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for tags in [&["a", " a"][..], &[" "], &["x".repeat(21).as_str()], &["a\u{7}"], &many] {
        check(&given, about(tags, None, false), Err(Rejection::TagsInvalid));
    }
    for day in [(2, 30), (0, 1), (13, 1), (4, 31)] {
        check(&given, about(&[], Some(day), false), Err(Rejection::BirthdayInvalid));
    }
    let unknown = Rejection::UnknownMember { member_id: member(1) };
    check(&[], about(&[], None, false), Err(unknown));
}

#[test]
fn a_birthday_comes_once_a_year_and_leap_days_in_march() {
    let on = |month, day| Birthday { month, day };
    for (birthday, today, days) in [
        (on(11, 21), day(2026, 11, 21), 0),
        (on(11, 20), day(2026, 11, 21), 364),
        (on(1, 1), day(2026, 12, 31), 1),
        (on(2, 29), day(2027, 2, 28), 1),
        (on(2, 29), day(2028, 2, 28), 1),
    ] {
        assert_eq!(birthday.days_from(today), days, "{birthday:?} from {today}");
    }
}

#[test]
fn a_tier_multiplies_what_an_order_earns_from_the_next_one_on() {
    let mut shop = Shop::new(TaxMode::Inclusive);
    shop.state.settings.trade.members.tiers = vec![Tier {
        code: code("gold"),
        names: Names::new("金", "Gold"),
        spent: pence(1_000),
        visits: 0,
        paid_in: Money::ZERO,
        points_percent: 250,
        kitchen_mark: false,
    }];
    shop.ask(&enrolling(1, PHONE, "", &[Purpose::Membership])).unwrap();
    shop.ask(&float(1, 0)).unwrap();
    let points = |shop: &Shop| shop.state.member(member(1)).unwrap().points;
    for (id, now) in [(1, 11), (2, 11 + 27)] {
        let mut order = placing(id, vec![noodles(id)], true, vec![cash(id, 1_180, 1_180)]);
        if let crate::Request::Device(Command::PlaceOrder { member_id, .. }) = &mut order.request {
            *member_id = Some(member(1));
        }
        shop.ask(&order).unwrap();
        assert_eq!(points(&shop), now);
    }
}

fn with_cards(id: u128, cards: &[&str]) -> Ask {
    ask(Command::ChangeMember {
        member_id: member(id),
        about: MemberAbout {
            name: String::new(),
            tags: Vec::new(),
            birthday: None,
            cards: cards.iter().map(|card| (*card).to_owned()).collect(),
            marketing: None,
        },
    })
}

#[test]
fn a_card_stands_for_one_member_and_is_never_a_payment_card() {
    let mut shop = Shop::new(TaxMode::Inclusive);
    for (id, phone) in [(1, PHONE), (2, "+447700900124")] {
        shop.ask(&enrolling(id, phone, "", &[Purpose::Membership])).unwrap();
    }
    shop.ask(&with_cards(1, &[" WALLET-77 ", "A-1234"])).unwrap();
    assert_eq!(shop.state.member_by_card("WALLET-77"), Some(member(1)));
    assert_eq!(shop.ask(&with_cards(2, &["A-1234"])), Err(Rejection::MemberCardTaken));
    for cards in [
        &["abc"][..],
        &["a b c d"],
        &["卡片卡片"],
        &["a234", "b234", "c234", "d234", "e234", "f234"],
    ] {
        assert_eq!(shop.ask(&with_cards(2, cards)), Err(Rejection::MemberCardInvalid), "{cards:?}");
    }
    let paying = with_cards(2, &["4111111111111111"]);
    assert_eq!(shop.ask(&paying), Err(Rejection::CardNumberInWords));
    shop.ask(&with_cards(1, &["WALLET-77"])).unwrap();
    shop.ask(&with_cards(2, &["A-1234"])).unwrap();
    assert_eq!(shop.state.member_by_card("A-1234"), Some(member(2)));
}
