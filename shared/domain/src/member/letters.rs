//! Writing to members: only to those who agreed to it, and not again before some days are over.

use crate::id::MemberId;
use crate::member::{MemberRecord, Purpose};
use crate::settings::MemberRules;
use crate::store::Record;
use crate::{BusinessDay, CommandResult, Context, Decision, Event, State};

/// Members who are noted at once at most.
pub const LETTERS_MAX: usize = 500;

/// Whether somebody was written to, by any store, so lately that they are not written to again.
pub fn is_quiet(rules: &MemberRules, record: &MemberRecord, today: BusinessDay) -> bool {
    let since = record.written_on.map(|written| today.days_since(written));
    since.is_some_and(|since| since < i64::from(rules.quiet_days))
}

/// Whether somebody may be written to now.
pub fn may_be_written_to(rules: &MemberRules, record: &MemberRecord, today: BusinessDay) -> bool {
    record.agrees(Purpose::Marketing) && !is_quiet(rules, record, today)
}

/// Notes that members are written to: those of them who may be, and tells who they are. Two lists that
/// are made in the same moment never have the same member.
pub fn note(state: &State, members: &[MemberId], context: &Context) -> Decision {
    let today = state.business_day(context.now);
    let rules = &state.settings.trade.members;
    let mut decision = Decision::of(Vec::new(), CommandResult::Done);
    let mut written = Vec::new();
    for member_id in members.iter().copied().take(LETTERS_MAX) {
        let known = state.member_record(member_id);
        let Some(known) = known.filter(|known| may_be_written_to(rules, known, today)) else {
            continue;
        };
        if written.contains(&member_id) {
            continue;
        }
        let version = known.version + 1;
        written.push(member_id);
        let (consent, withdrawn) = (None, None);
        decision.events.push(Event::MemberChanged { member_id, version, consent, withdrawn });
        let record = MemberRecord {
            version,
            written_on: Some(today),
            written_by: Some(state.settings.store_id),
            ..known.clone()
        };
        decision.records.push(Record::Member(record));
    }
    decision.result = CommandResult::Written { members: written };
    decision
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;
    use crate::member::Consent;

    #[test]
    fn whoever_agreed_is_written_to_again_once_the_quiet_days_are_over() {
        let at = |text: &str| text.parse::<BusinessDay>().unwrap();
        let mut rules = MemberRules { quiet_days: 7, ..MemberRules::default() };
        let id = MemberId::from_uuid(uuid::Uuid::from_u128(1));
        let mut record = MemberRecord::new(id, "+447700900123", Timestamp::from_ms(0));
        let may = |rules: &MemberRules, record: &MemberRecord, today: &str| {
            may_be_written_to(rules, record, at(today))
        };
        assert!(!may(&rules, &record, "2026-11-27"), "they did not agree");
        record.consents.push(Consent { purpose: Purpose::Marketing, text_version: 1 });
        assert!(may(&rules, &record, "2026-11-27"));
        record.written_on = Some(at("2026-11-27"));
        for (today, again) in [("2026-11-27", false), ("2026-12-03", false), ("2026-12-04", true)] {
            assert_eq!(may(&rules, &record, today), again, "{today}");
        }
        rules.quiet_days = 0;
        assert!(may(&rules, &record, "2026-11-27"), "an owner who sets no quiet days");
    }
}
