//! May somebody become a member, and what does an order earn?

use std::collections::BTreeSet;

use super::standing::Tier;
use super::{
    CARD_CHARS, CARDS_MAX, Came, Consent, MEMBER_NAME_CHARS_MAX, Member, MemberAbout, MemberRecord,
    Purpose, TAG_CHARS_MAX, TAGS_MAX, UNLIKE_MAX, is_e164,
};
use crate::actor::Context;
use crate::catalogue::Allergen;
use crate::command::CommandResult;
use crate::id::MemberId;
use crate::order::Order;
use crate::settings::Settings;
use crate::store::{Decision, Record, State};
use crate::time::local_hour;
use crate::words::has_card_number;
use crate::{Event, Money, Rejection, Timestamp, ledger};

/// Enrols somebody, or recognises the phone of a member.
///
/// # Errors
/// Refused when the phone, the name or the consents are not sound, nobody has that code, or the id is
/// taken.
pub fn enrol(
    state: &State,
    member_id: MemberId,
    (phone, name, consents, came): (&str, &str, &[Consent], &Came),
    context: &Context,
) -> Result<Decision, Rejection> {
    if !is_e164(phone) {
        return Err(Rejection::PhoneInvalid);
    }
    let name = sound_name(name)?;
    if !consents.iter().any(|consent| consent.purpose == Purpose::Membership) {
        return Err(Rejection::ConsentMissing);
    }
    if let Some(staff_id) = came.brought_by.filter(|id| state.staff(*id).is_none()) {
        return Err(Rejection::UnknownStaff { staff_id });
    }
    if let Some(known) = state.member_by_phone(phone).map(|id| state.stands_for(id)) {
        let result = CommandResult::Member { member_id: known, known: true };
        return Ok(Decision::of(Vec::new(), result));
    }
    if state.has_member(member_id) {
        return Err(Rejection::MemberExists { member_id });
    }
    let record = MemberRecord {
        name: name.to_owned(),
        consents: consents.to_vec(),
        enrolled_by: came.brought_by.or(context.actor.staff_id()),
        source: came.source,
        campaign: came.campaign.clone(),
        ..MemberRecord::new(member_id, phone, context.now)
    };
    let event = Event::MemberEnrolled { member_id, version: 1, consents: consents.to_vec() };
    let mut decision = Decision::of(vec![event], CommandResult::Member { member_id, known: false });
    decision.records.push(Record::Member(record));
    Ok(decision)
}

/// Changes what is kept of a member.
///
/// # Errors
/// Refused when there is no such member, or the name, a tag or the birthday is not sound.
pub fn change(
    state: &State,
    member_id: MemberId,
    about: &MemberAbout,
) -> Result<Decision, Rejection> {
    let known = state.member_record(member_id).ok_or(Rejection::UnknownMember { member_id })?;
    let name = sound_name(&about.name)?.to_owned();
    let tags: Vec<String> = about.tags.iter().map(|tag| tag.trim().to_owned()).collect();
    let sound = |tag: &String| {
        !tag.is_empty()
            && tag.chars().count() <= TAG_CHARS_MAX
            && !tag.chars().any(char::is_control)
    };
    let once = tags.iter().collect::<BTreeSet<_>>().len() == tags.len();
    if tags.len() > TAGS_MAX || !once || !tags.iter().all(sound) {
        return Err(Rejection::TagsInvalid);
    }
    if about.birthday.is_some_and(|birthday| !birthday.is_sound()) {
        return Err(Rejection::BirthdayInvalid);
    }
    let cards: Vec<String> = about.cards.iter().map(|card| card.trim().to_owned()).collect();
    for card in &cards {
        let graphic = card.bytes().all(|byte| byte.is_ascii_graphic());
        if !graphic || !CARD_CHARS.contains(&card.len()) {
            return Err(Rejection::MemberCardInvalid);
        }
        if has_card_number(card) {
            return Err(Rejection::CardNumberInWords);
        }
        if state.member_by_card(card).is_some_and(|other| other != member_id) {
            return Err(Rejection::MemberCardTaken);
        }
    }
    if cards.len() > CARDS_MAX {
        return Err(Rejection::MemberCardInvalid);
    }
    let marketing = about.marketing.filter(|consent| consent.purpose == Purpose::Marketing);
    let agreed = known.agrees(Purpose::Marketing);
    let consent = marketing.filter(|_| !agreed);
    let withdrawn = (agreed && marketing.is_none()).then_some(Purpose::Marketing);
    let mut record = MemberRecord {
        version: known.version + 1,
        name,
        tags,
        birthday: about.birthday,
        cards,
        ..known.clone()
    };
    record.consents.retain(|consent| Some(consent.purpose) != withdrawn);
    record.consents.extend(consent);
    let version = record.version;
    let event = Event::MemberChanged { member_id, version, consent, withdrawn };
    let mut decision = Decision::of(vec![event], CommandResult::Done);
    decision.records.push(Record::Member(record));
    Ok(decision)
}

/// Notes that two members who look alike are not one person.
///
/// # Errors
/// Refused when they are the same, or one is unknown.
pub fn keep_apart(state: &State, one: MemberId, other: MemberId) -> Result<Decision, Rejection> {
    if one == other {
        return Err(Rejection::SameMember);
    }
    let unknown = |member_id| Rejection::UnknownMember { member_id };
    let known = state.member_record(one).ok_or(unknown(one))?;
    state.member_record(other).ok_or(unknown(other))?;
    if known.unlike.contains(&other) {
        return Ok(Decision::of(Vec::new(), CommandResult::Done));
    }
    let mut record = MemberRecord { version: known.version + 1, ..known.clone() };
    record.unlike.push(other);
    let past = record.unlike.len().saturating_sub(UNLIKE_MAX);
    record.unlike.drain(..past);
    let (member_id, version) = (one, record.version);
    let event = Event::MemberChanged { member_id, version, consent: None, withdrawn: None };
    let mut decision = Decision::of(vec![event], CommandResult::Done);
    decision.records.push(Record::Member(record));
    Ok(decision)
}

fn sound_name(name: &str) -> Result<&str, Rejection> {
    let name = name.trim();
    let sound =
        name.chars().count() <= MEMBER_NAME_CHARS_MAX && !name.chars().any(char::is_control);
    if sound { Ok(name) } else { Err(Rejection::NameInvalid) }
}

/// Notes what makes a member ill.
///
/// # Errors
/// Refused when there is no such member, or they did not agree to its being kept.
pub fn set_allergies(
    state: &State,
    member_id: MemberId,
    allergies: &[Allergen],
    consent: Option<Consent>,
) -> Result<Decision, Rejection> {
    let known = state.member_record(member_id).ok_or(Rejection::UnknownMember { member_id })?;
    let consent = consent.filter(|consent| consent.purpose == Purpose::Allergies);
    let agreed = known.consents.iter().any(|consent| consent.purpose == Purpose::Allergies);
    if !allergies.is_empty() && !agreed && consent.is_none() {
        return Err(Rejection::AllergyConsentMissing);
    }
    let mut record = known.clone();
    record.version += 1;
    record.allergies = allergies.to_vec();
    record.allergies.sort_unstable();
    record.allergies.dedup();
    record.consents.extend(consent.filter(|_| !agreed));
    let event = Event::MemberChanged {
        member_id,
        version: record.version,
        consent: consent.filter(|_| !agreed),
        withdrawn: None,
    };
    let mut decision = Decision::of(vec![event], CommandResult::Done);
    decision.records.push(Record::Member(record));
    Ok(decision)
}

/// Forgets who a member is: their record goes, and so do their points, gift and coupons. What they
/// bought stays, as nobody's.
///
/// # Errors
/// Refused when there is no such member, or the store still owes them what they paid in.
pub fn erase(state: &State, member_id: MemberId) -> Result<Decision, Rejection> {
    let member = state.member(member_id).ok_or(Rejection::UnknownMember { member_id })?;
    if state.member_record(member_id).is_none() {
        return Err(Rejection::UnknownMember { member_id });
    }
    if member.principal > Money::ZERO {
        return Err(Rejection::MemberIsOwed { left: member.principal });
    }
    Ok(forgotten(member_id, member))
}

/// Forgets a member who was erased before this store was restored from a backup that knows them. What
/// they had paid in was paid out then; nothing happens when they are forgotten already.
pub fn erase_again(state: &State, member_id: MemberId) -> Decision {
    let known = state.member(member_id).filter(|_| state.member_record(member_id).is_some());
    known.map_or_else(
        || Decision::of(Vec::new(), CommandResult::Done),
        |member| forgotten(member_id, member),
    )
}

/// Their record goes, and the records of those who turned out to be them.
fn forgotten(member_id: MemberId, member: &Member) -> Decision {
    let events = ledger::decide::lapsed(member_id, member);
    let mut decision = Decision::of(events, CommandResult::Done);
    for member_id in member.merged.iter().copied().chain([member_id]) {
        decision.events.push(Event::MemberErased { member_id });
        decision.records.push(Record::MemberErased(member_id));
    }
    decision
}

/// What a closed order earns its member: points for each whole major unit that they paid for it, and
/// more or fewer by their tier.
pub fn earned(
    order: &Order,
    member_id: MemberId,
    settings: &Settings,
    tier: Option<&Tier>,
    now: Timestamp,
) -> Event {
    // What was given to them earns nothing.
    let given = order.tenders.iter().filter(|tender| tender.kind.is_given());
    let given = Money::sum(given.map(|tender| tender.amount)).unwrap_or_default();
    let paid = order.totals.total.checked_sub(given).unwrap_or_default();
    let majors = paid.minor().div_euclid(settings.currency.minor_per_major());
    let points = majors.saturating_mul(i64::from(settings.points_per_major));
    // What they have on the day they pay; this order itself counts from the next one on.
    let percent = tier.map_or(100, |tier| i64::from(tier.points_percent));
    let points = points.saturating_mul(percent).div_euclid(100);
    Event::PointsEarned {
        member_id,
        order_id: order.id,
        points,
        spent: order.totals.total,
        business_day: order.business_day,
        hour: u8::try_from(local_hour(now, settings.time_zone)).ok(),
    }
}
