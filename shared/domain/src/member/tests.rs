//! Becoming a member, and being recognised as one.

use super::{Consent, MEMBER_NAME_CHARS_MAX, MemberRecord, Purpose, is_e164, masked_phone};
use crate::command::CommandResult;
use crate::shop::{Ask, CASHIER, COOK, NOON, ask, check, member, staff};
use crate::{Command, Record, Rejection};

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
    })
}

#[test]
fn somebody_who_agrees_becomes_a_member() {
    let when = enrolling(1, PHONE, " 美 ", &[Purpose::Membership, Purpose::Marketing]);
    let outcome = check(&[], when, Ok(&["member_enrolled"]));
    let result = CommandResult::Member { member_id: member(1), known: false };
    assert_eq!(outcome.decision().result, result);
    let record = MemberRecord {
        id: member(1),
        version: 1,
        phone: PHONE.into(),
        name: "美".into(),
        consents: vec![agreed(Purpose::Membership), agreed(Purpose::Marketing)],
        enrolled_at: NOON,
        enrolled_by: Some(staff(CASHIER)),
        allergies: Vec::new(),
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
