//! Two members who are one person: merged into one, and taken apart again.
//!
//! **The rule.** Whoever is found by the phone, a card or the name of the one who was merged is the
//! other. What the store holds for them goes to the other by lines of both ledgers, and their visits
//! and spending count as the other's. Their orders, their ledger and their record stay as they were,
//! so that taking them apart gives back what was brought, as far as it is still there. What either did
//! while they were one stays with the one who was kept.
//!
//! Nobody is merged into somebody who is merged, and nobody into whom others were merged: to whom a
//! phone leads is one step away.

use serde::{Deserialize, Serialize};

use super::standing::{Month, in_month};
use super::{CARDS_MAX, Member, MemberRecord, Purpose, TAGS_MAX, habits};
use crate::command::CommandResult;
use crate::id::MemberId;
use crate::ledger::lending::{Share, opposite};
use crate::ledger::{Entry, Reason};
use crate::store::{Decision, Record, State};
use crate::{BusinessDay, Event, Money, Rejection, is_default};

/// Members that are merged into one at most.
pub const MERGED_MAX: usize = 10;

/// Into whom a member was merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// Who stands for them now.
    pub into: MemberId,
    /// What came with them in this store.
    #[serde(default, skip_serializing_if = "is_default")]
    pub brought: Share,
    /// The other's first visit before.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first_visit: Option<BusinessDay>,
    /// The other's last visit before.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last_visit: Option<BusinessDay>,
}

/// Merges one member into another.
///
/// # Errors
/// Refused when they are the same, one is unknown or merged already, or others were merged into the
/// first.
pub fn merge(state: &State, from: MemberId, into: MemberId) -> Result<Decision, Rejection> {
    if from == into {
        return Err(Rejection::SameMember);
    }
    let unknown = |member_id| Rejection::UnknownMember { member_id };
    let gone = state.member_record(from).ok_or(unknown(from))?;
    let kept = state.member_record(into).ok_or(unknown(into))?;
    for id in [from, into] {
        if let Some(merge) = state.member(id).and_then(|member| member.merged_into.as_ref()) {
            return Err(Rejection::MemberMerged { into: merge.into });
        }
    }
    if state.member(from).is_some_and(|member| !member.merged.is_empty()) {
        return Err(Rejection::MemberHasMerged);
    }
    if state.member(into).is_some_and(|member| member.merged.len() >= MERGED_MAX) {
        let most = u32::try_from(MERGED_MAX).unwrap_or(u32::MAX);
        return Err(Rejection::TooManyMerged { most });
    }
    let mut decision = Decision::of(merged(state, from, into), CommandResult::Done);
    if let Some(record) = completed(kept, gone) {
        let (member_id, version) = (into, record.version);
        let (consent, withdrawn) = (None, None);
        decision.events.push(Event::MemberChanged { member_id, version, consent, withdrawn });
        decision.records.push(Record::Member(record));
    }
    Ok(decision)
}

/// Takes a member apart from the one they were merged into.
///
/// # Errors
/// Refused when there is no such member, or they are not merged.
pub fn take_apart(state: &State, from: MemberId) -> Result<Decision, Rejection> {
    state.member_record(from).ok_or(Rejection::UnknownMember { member_id: from })?;
    let apart = apart(state, from).ok_or(Rejection::MemberNotMerged)?;
    Ok(Decision::of(apart, CommandResult::Done))
}

/// Merges, or takes apart, as HQ says: another store did, or two stores enrolled one phone. `into` is
/// the record of whom `from` is merged into. Nothing happens when it is so already; what contradicts it
/// here is taken apart first, and HQ tells once more.
pub fn told(state: &State, from: MemberId, into: Option<&MemberRecord>) -> Decision {
    let nothing = Decision::of(Vec::new(), CommandResult::Done);
    let Some(member) = state.member(from) else { return nothing };
    let now = member.merged_into.as_ref().map(|merge| merge.into);
    if now == into.map(|record| record.id) || into.is_some_and(|record| record.id == from) {
        return nothing;
    }
    let Some(record) = into else {
        return Decision::of(apart(state, from).unwrap_or_default(), CommandResult::Done);
    };
    let standing = state.member(record.id);
    let contradicting = [Some(from), standing.map(|_| record.id), member.merged.first().copied()];
    for id in contradicting.into_iter().flatten() {
        if let Some(events) = apart(state, id) {
            return Decision::of(events, CommandResult::Done);
        }
    }
    let mut decision = nothing;
    let known = state.member_record(record.id);
    if known.is_none() {
        let held = state.member_by_phone(&record.phone);
        if held.is_some_and(|known| known != from && known != record.id) {
            return decision;
        }
        if held == Some(from) {
            // One phone stands for one member: what is kept of them is kept as the other's.
            decision.records.push(Record::MemberErased(from));
        }
    }
    let newest = known.filter(|known| known.version >= record.version).unwrap_or(record);
    let kept = state.member_record(from).and_then(|gone| completed(newest, gone));
    if let Some(kept) = kept.or_else(|| (known != Some(newest)).then(|| newest.clone())) {
        let (member_id, version) = (kept.id, kept.version);
        let (consent, withdrawn) = (None, None);
        decision.events.push(Event::MemberChanged { member_id, version, consent, withdrawn });
        decision.records.push(Record::Member(kept));
    }
    decision.events.extend(merged(state, from, record.id));
    decision
}

/// What of a share just came to a member who is merged: it goes on to the one who stands for them.
pub(crate) fn goes_on(state: &State, member_id: MemberId, came: &[Event]) -> Vec<Event> {
    let Some(merge) = state.member(member_id).and_then(|member| member.merged_into.as_ref()) else {
        return Vec::new();
    };
    let mut share = Share::default();
    for (_, entry) in came.iter().filter_map(crate::ledger::entry_of) {
        share.follow(&entry);
    }
    moved(member_id, merge.into, share, |other| Reason::Merged { member_id: other })
}

fn merged(state: &State, from: MemberId, into: MemberId) -> Vec<Event> {
    let held = state.member(from).map(Share::of).unwrap_or_default();
    let mut events = vec![Event::MembersMerged { member_id: from, into }];
    events.extend(moved(from, into, held, |other| Reason::Merged { member_id: other }));
    events
}

fn apart(state: &State, from: MemberId) -> Option<Vec<Event>> {
    let merge = state.member(from)?.merged_into.as_ref()?;
    let (into, brought) = (merge.into, &merge.brought);
    let left = state.member(into).map(Share::of).unwrap_or_default();
    // Points below zero were somebody's debt, and go back to them whole.
    let points =
        if brought.points < 0 { brought.points } else { brought.points.min(left.points.max(0)) };
    let coupons = brought.coupons.iter().filter(|coupon| left.coupons.contains(coupon));
    let owed = brought.owed.iter().filter(|coupon| left.owed.contains(coupon));
    let back = Share {
        points,
        principal: brought.principal.min(left.principal),
        gift: brought.gift.min(left.gift),
        coupons: coupons.cloned().collect(),
        owed: owed.cloned().collect(),
    };
    let mut events = moved(into, from, back, |other| Reason::TakenApart { member_id: other });
    events.push(Event::MembersTakenApart { member_id: from, into });
    Some(events)
}

/// Lines of two ledgers that bring a share from one to the other.
fn moved(from: MemberId, to: MemberId, share: Share, why: fn(MemberId) -> Reason) -> Vec<Event> {
    let posted = |member_id, entry| Event::MemberPosted {
        member_id,
        entry: Box::new(entry),
        receipt_printer: None,
    };
    let lines = share.into_entries(&why(from));
    let out = lines.iter().map(|came| posted(from, Entry { reason: why(to), ..opposite(came) }));
    let out: Vec<Event> = out.collect();
    out.into_iter().chain(lines.into_iter().map(|came| posted(to, came))).collect()
}

/// The record of who was kept, with what the other's knows and theirs does not: what makes them ill
/// above all. Whether they may be written to stays as they said it. `None` when there is nothing to add.
fn completed(kept: &MemberRecord, gone: &MemberRecord) -> Option<MemberRecord> {
    let mut record = kept.clone();
    if record.name.is_empty() {
        record.name.clone_from(&gone.name);
    }
    record.birthday = record.birthday.or(gone.birthday);
    let tags = gone.tags.iter().filter(|tag| !kept.tags.contains(tag)).cloned();
    record.tags.extend(tags.take(TAGS_MAX.saturating_sub(kept.tags.len())));
    record.allergies.extend(&gone.allergies);
    record.allergies.sort_unstable();
    record.allergies.dedup();
    if !record.agrees(Purpose::Allergies) {
        let theirs = gone.consents.iter().filter(|consent| consent.purpose == Purpose::Allergies);
        record.consents.extend(theirs);
    }
    debug_assert!(record.cards.len() <= CARDS_MAX, "cards stay with whom they were given to");
    (record != *kept).then(|| MemberRecord { version: kept.version + 1, ..record })
}

/// One member now stands for another as well.
pub(crate) fn evolve_merged(kept: &mut Member, gone: &mut Member, from: MemberId, into: MemberId) {
    gone.merged_into = Some(Box::new(Merge {
        into,
        brought: Share::default(),
        first_visit: kept.first_visit,
        last_visit: kept.last_visit,
    }));
    kept.merged.push(from);
    kept.visits = kept.visits.saturating_add(gone.visits);
    kept.spent = kept.spent.checked_add(gone.spent).unwrap_or(kept.spent);
    if gone.last_visit > kept.last_visit {
        kept.bought.clear();
        kept.promotions.clear();
    }
    if gone.last_visit >= kept.last_visit {
        for (item, quantity) in &gone.bought {
            let sum = kept.bought.entry(*item).or_default();
            *sum = sum.saturating_add(*quantity);
        }
        kept.promotions.extend(gone.promotions.iter().cloned());
    }
    kept.first_visit = [kept.first_visit, gone.first_visit].into_iter().flatten().min();
    kept.last_visit = kept.last_visit.max(gone.last_visit);
    habits::evolve_merged(&mut kept.habits, &gone.habits);
    months(kept, gone, Money::checked_add, u32::saturating_add);
}

/// Each counts for themselves again. What the day of the last visit has limited stays with the one who
/// was kept until their next.
pub(crate) fn evolve_apart(kept: &mut Member, gone: &mut Member, from: MemberId) {
    let Some(merge) = gone.merged_into.take() else { return };
    kept.merged.retain(|known| *known != from);
    kept.visits = kept.visits.saturating_sub(gone.visits);
    kept.spent = kept.spent.checked_sub(gone.spent).unwrap_or(kept.spent);
    if kept.last_visit == gone.last_visit {
        kept.last_visit = merge.last_visit;
    }
    kept.first_visit = merge.first_visit.or(kept.last_visit);
    habits::evolve_apart(&mut kept.habits, &gone.habits);
    months(kept, gone, Money::checked_sub, u32::saturating_sub);
    kept.months.retain(|month| *month != Month { month: month.month, ..Month::default() });
}

fn months(
    kept: &mut Member,
    gone: &Member,
    money: fn(Money, Money) -> Option<Money>,
    count: fn(u32, u32) -> u32,
) {
    for part in &gone.months {
        in_month(kept, part.month, |month| {
            month.spent = money(month.spent, part.spent).unwrap_or(month.spent);
            month.paid_in = money(month.paid_in, part.paid_in).unwrap_or(month.paid_in);
            month.visits = count(month.visits, part.visits);
        });
    }
}

/// A line of a member's ledger said that something went to whom they were merged into.
pub(crate) fn evolve_brought(member: &mut Member, entry: &Entry) {
    if let (Some(merge), Reason::Merged { member_id }) = (&mut member.merged_into, &entry.reason)
        && merge.into == *member_id
    {
        merge.brought.follow(&opposite(entry));
    }
}
