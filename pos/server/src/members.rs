//! Looking members up: by their whole number, or by its last four digits.

use domain::id::MemberId;
use domain::member::{Member, MemberRecord, Purpose, masked_phone};
use journal::{Journal, ReadError};
use protocol::frames::{MEMBERS_FOUND_MAX, MemberCard};

use crate::phone::{Phones, WHOLE_DIGITS_MIN, digits};

/// What was typed is neither a whole number nor its last four digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a phone number: type all its digits, or its last four")]
pub(crate) struct NotDigits;

/// The members that `typed` finds.
///
/// # Errors
/// The outer: the journal cannot be read. The inner: [`NotDigits`].
pub(crate) async fn find(
    journal: &Journal,
    phones: Phones,
    typed: &str,
) -> Result<Result<Vec<MemberCard>, NotDigits>, ReadError> {
    let digits = digits(typed);
    if digits.len() >= WHOLE_DIGITS_MIN {
        let Some(phone) = phones.e164(typed) else { return Ok(Err(NotDigits)) };
        let found = journal.read(move |reader| reader.members_by_phone(&phone)).await?;
        return Ok(Ok(found.into_iter().map(card).collect()));
    }
    if digits.len() != 4 {
        return Ok(Err(NotDigits));
    }
    let most = u32::try_from(MEMBERS_FOUND_MAX).unwrap_or(u32::MAX);
    let found = journal.read(move |reader| reader.members_by_last4(&digits, most)).await?;
    Ok(Ok(found.into_iter().map(card).collect()))
}

/// One member's card, if there is such a member.
///
/// # Errors
/// The journal cannot be read.
pub(crate) async fn by_id(
    journal: &Journal,
    id: MemberId,
) -> Result<Option<MemberCard>, ReadError> {
    Ok(journal.read(move |reader| reader.member(id)).await?.map(card))
}

fn card((record, earned): (MemberRecord, Member)) -> MemberCard {
    let keeps_allergies =
        record.consents.iter().any(|consent| consent.purpose == Purpose::Allergies);
    MemberCard {
        id: record.id,
        phone_masked: masked_phone(&record.phone),
        name: record.name,
        points: earned.points,
        visits: earned.visits,
        last_visit: earned.last_visit,
        allergies: record.allergies,
        keeps_allergies,
    }
}
