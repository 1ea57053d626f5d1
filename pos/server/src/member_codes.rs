//! Codes that members' phones show: verified here, with HQ or without, each once.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use domain::Timestamp;
use domain::id::MemberId;
use domain::member::{Member, MemberRecord};
use journal::ReadError;
use protocol::member_page::{CODE_MINUTES_OFF, MemberCode};

use crate::allowances;
use crate::frames::Refusal;
use crate::parts::Parts;

/// Codes that were shown here lately: of each member the latest minute.
///
/// Not kept over a restart: a code is good for some minutes, and a store that starts takes longer
/// than a thief of a picture has.
#[derive(Debug, Default)]
pub(crate) struct ShownCodes(Mutex<BTreeMap<MemberId, u32>>);

impl ShownCodes {
    /// Notes that a code was shown; false when it was before, or an earlier one than the last.
    fn note(&self, code: &MemberCode, now: Timestamp) -> bool {
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let minute_now = now.ms().div_euclid(60_000);
        // What is too old to be taken needs no remembering: so this stays as small as the queue.
        shown.retain(|_, minute| i64::from(*minute) >= minute_now - CODE_MINUTES_OFF);
        let fresh = shown.get(&code.member_id).is_none_or(|last| *last < code.minute);
        if fresh {
            shown.insert(code.member_id, code.minute);
        }
        fresh
    }
}

/// The member whose phone shows this code.
///
/// # Errors
/// The outer: the journal cannot be read. The inner: why the code does not count.
pub(crate) async fn find(
    parts: &Parts,
    code: &MemberCode,
) -> Result<Result<(MemberRecord, Member), Refusal>, ReadError> {
    let now = parts.clock.now();
    if !code.is_of(now) {
        return Ok(Err(Refusal::new(
            "code_of_another_time",
            "this code is of another minute: have the member open their page again, and compare the phone's clock with the till's",
        )));
    }
    let Some(found) = known(parts, code).await? else {
        return Ok(Err(Refusal::new(
            "code_unknown",
            "this store does not know the phone that shows this code: type the member's phone number",
        )));
    };
    if !code.is_signed_by(&found.0.page_key) {
        return Ok(Err(Refusal::new(
            "code_forged",
            "the member's phone did not make this code: type the phone number and look at who it is",
        )));
    }
    if !parts.shown_codes.note(code, now) {
        return Ok(Err(Refusal::new(
            "code_shown_before",
            "this code was shown here before: wait for the member's page to show the next one",
        )));
    }
    Ok(Ok(found))
}

/// Whoever the code names, with the key of their phone: as this store knows them, or as HQ does.
async fn known(
    parts: &Parts,
    code: &MemberCode,
) -> Result<Option<(MemberRecord, Member)>, ReadError> {
    let id = code.member_id;
    let here = parts.journal.read(move |reader| reader.member(id)).await?;
    if here.as_ref().is_some_and(|(record, _)| code.is_signed_by(&record.page_key)) {
        return Ok(here);
    }
    // Another store enrolled them, or they have a new phone.
    if !allowances::look_up(parts, id).await {
        return Ok(here.filter(|(record, _)| !record.page_key.is_empty()));
    }
    let found = parts.journal.read(move |reader| reader.member(id)).await?;
    Ok(found.filter(|(record, _)| !record.page_key.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::member_page::CODE_PREFIX;

    #[test]
    fn a_code_counts_once_and_never_after_a_later_one() {
        let code = |minute: u32| {
            let digits = format!("{:032X}{minute:08X}{}", 7, "0".repeat(128));
            MemberCode::parse(&format!("{CODE_PREFIX}{digits}")).unwrap()
        };
        let at = |minute: i64| Timestamp::from_ms(minute * 60_000);
        let shown = ShownCodes::default();
        assert!(shown.note(&code(100), at(100)));
        assert!(!shown.note(&code(100), at(101)));
        assert!(!shown.note(&code(99), at(101)));
        assert!(shown.note(&code(101), at(101)));
        assert!(shown.note(&code(200), at(200)), "an old one is forgotten");
    }
}
