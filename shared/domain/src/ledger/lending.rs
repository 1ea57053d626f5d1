//! One member in several stores: who holds what of theirs, so that nothing is spent twice.
//!
//! **The rule.** Everything a member owns lies in exactly one place: in one store, which may spend it
//! with or without HQ; with HQ, which lends it to whichever store asks; or on its way from HQ to one
//! store. What a store holds is its *allowance*. It moves by two events in the store's own journal,
//! [`Reason::Lent`] and [`Reason::Returned`], so a line that breaks at any moment moves it once or
//! not at all, and the sum of what all stores could spend is never more than the member owns. This is
//! the escrow method of O'Neil, "The Escrow Transactional Method" (ACM TODS 11, 1986).
//!
//! A store is told of a lending until its journal says that it was taken; lendings are numbered, so
//! it takes none twice.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Coupon, CouponMove, Entry, Reason};
use crate::command::CommandResult;
use crate::id::{MemberId, StoreId};
use crate::member::{Member, MemberRecord, merging};
use crate::store::{Decision, Record, State};
use crate::{Event, Money, is_default};

/// Something that HQ lends to a store: amounts, or one coupon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lending {
    /// Which of the lendings of this member to this store, from 1.
    pub number: u32,
    /// What.
    #[serde(flatten)]
    pub share: Share,
}

/// A part of what a member owns. Points may be below zero: some were spent whose order was given back,
/// or that did not lie where they were spent; and coupons may be owed in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Share {
    /// Points.
    #[serde(default, skip_serializing_if = "is_default")]
    pub points: i64,
    /// Stored value that was paid in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub principal: Money,
    /// Stored value that was given.
    #[serde(default, skip_serializing_if = "is_default")]
    pub gift: Money,
    /// Coupons.
    #[serde(default, skip_serializing_if = "is_default")]
    pub coupons: Vec<Coupon>,
    /// Coupons that are owed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owed: Vec<Coupon>,
}

impl Share {
    /// What a store holds of a member.
    pub fn of(member: &Member) -> Self {
        let Member { points, principal, gift, coupons, owed_coupons: owed, .. } = member.clone();
        Self { points, principal, gift, coupons, owed }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Principal and gift together.
    pub fn value(&self) -> Money {
        sum(self.principal, self.gift)
    }

    /// Follows a line of a ledger.
    pub(crate) fn follow(&mut self, entry: &Entry) {
        self.points = self.points.saturating_add(entry.points);
        self.principal = sum(self.principal, entry.principal);
        self.gift = sum(self.gift, entry.gift);
        if let Some(moved) = &entry.coupon {
            moved.follow(&mut self.coupons, &mut self.owed);
        }
    }

    /// Adds another share.
    pub fn add(&mut self, other: &Self) {
        for entry in other.clone().into_entries(&Reason::Returned) {
            self.follow(&entry);
        }
    }

    fn take(&mut self, other: &Self) {
        for entry in other.clone().into_entries(&Reason::Returned) {
            self.follow(&opposite(&entry));
        }
    }

    /// Lines that bring it into a ledger: one for the amounts, one for each coupon.
    pub(crate) fn into_entries(self, reason: &Reason) -> Vec<Entry> {
        let Self { points, principal, gift, coupons, owed } = self;
        let amounts = Entry { points, principal, gift, ..Entry::new(reason.clone()) };
        let came = coupons.into_iter().map(|coupon| CouponMove { coupon, came: true });
        let went = owed.into_iter().map(|coupon| CouponMove { coupon, came: false });
        let coupons = came.chain(went).map(|moved| {
            let coupon = Some(moved);
            Entry { coupon, ..Entry::new(reason.clone()) }
        });
        std::iter::once(amounts)
            .chain(coupons)
            .filter(|entry| !entry.postings().is_empty())
            .collect()
    }
}

/// What one store has of a member, as HQ knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StoreShare {
    /// What it holds.
    pub held: Share,
    /// The number of the last lending that HQ made to it.
    pub lent: u32,
    /// Lendings that it has not taken yet, by number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub due: BTreeMap<u32, Share>,
}

/// What HQ knows of one member's ledger, over all stores.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Book {
    /// What HQ may lend. Below zero only after HQ or a store was restored from a backup.
    pub reserve: Share,
    /// What the stores have.
    pub stores: BTreeMap<StoreId, StoreShare>,
}

impl Book {
    /// A store's journal has this line.
    pub fn hear(&mut self, store: StoreId, entry: &Entry) {
        let at = self.stores.entry(store).or_default();
        at.held.follow(entry);
        match entry.reason {
            Reason::Lent { number } => {
                // An HQ that was restored may not know the lending, or may have made another one
                // under the same number: what the store took is what counts.
                let due = at.due.remove(&number).unwrap_or_default();
                at.lent = at.lent.max(number);
                self.reserve.add(&due);
                self.reserve.follow(&opposite(entry));
            }
            Reason::Returned => self.reserve.follow(&opposite(entry)),
            Reason::Earned { .. }
            | Reason::Reversed { .. }
            | Reason::Spent { .. }
            | Reason::GivenBack { .. }
            | Reason::ToppedUp { .. }
            | Reason::PaidOut { .. }
            | Reason::CouponGiven { .. }
            | Reason::Adjusted { .. }
            | Reason::TransferredTo { .. }
            | Reason::Merged { .. }
            | Reason::TakenApart { .. }
            | Reason::TransferredFrom { .. }
            | Reason::PointsLapsed => {}
        }
    }

    /// A store was restored from a backup that does not have this line, the latest that is left: what
    /// it had taken of HQ's lendings is due again.
    pub fn unhear(&mut self, store: StoreId, entry: &Entry) {
        let at = self.stores.entry(store).or_default();
        at.held.follow(&opposite(entry));
        if let Reason::Lent { number } = entry.reason {
            let mut share = Share::default();
            share.follow(entry);
            at.due.insert(number, share);
        }
        if entry.reason == Reason::Returned {
            self.reserve.follow(entry);
        }
    }

    /// Lends a store everything that HQ holds.
    pub fn lend(&mut self, store: StoreId) {
        let given = self.reserve.clone();
        // Points that are owed go along: whoever has the rest of them settles it.
        let anything = given.points != 0 || given.value() > Money::ZERO;
        let mut shares = Vec::new();
        let sound = !given.principal.is_negative() && !given.gift.is_negative();
        if anything && sound {
            shares.push(Share { coupons: Vec::new(), owed: Vec::new(), ..given });
        }
        let coupons = self.reserve.coupons.iter();
        shares.extend(
            coupons.map(|coupon| Share { coupons: vec![coupon.clone()], ..Share::default() }),
        );
        for share in shares {
            let at = self.stores.entry(store).or_default();
            self.reserve.take(&share);
            at.lent = at.lent.saturating_add(1);
            at.due.insert(at.lent, share);
        }
    }

    /// The lendings that a store has not taken yet, in their order.
    pub fn due(&self, store: StoreId) -> Vec<Lending> {
        let due = self.stores.get(&store).into_iter().flat_map(|at| &at.due);
        due.map(|(number, share)| Lending { number: *number, share: share.clone() }).collect()
    }

    /// The stores but `store` that have something of the member, or are about to.
    pub fn elsewhere(&self, store: StoreId) -> BTreeMap<StoreId, Share> {
        let others = self.stores.iter().filter(|(id, _)| **id != store);
        others
            .map(|(id, at)| {
                let mut share = at.held.clone();
                at.due.values().for_each(|due| share.add(due));
                (*id, Share { owed: Vec::new(), ..share })
            })
            .filter(|(_, share)| !share.is_empty())
            .collect()
    }

    /// Everything that the member owns, wherever it lies.
    pub fn total(&self) -> Share {
        let mut total = self.reserve.clone();
        for at in self.stores.values() {
            total.add(&at.held);
            at.due.values().for_each(|due| total.add(due));
        }
        total
    }
}

/// Takes what HQ lends. What is not the next in number was taken before, or comes again after it.
pub fn take(state: &State, member_id: MemberId, lendings: &[Lending]) -> Decision {
    // One who was merged may have no record here: what was lent of them goes to who was kept.
    let known = state
        .member(member_id)
        .filter(|member| member.merged_into.is_some() || state.member_record(member_id).is_some());
    let Some(member) = known else { return Decision::of(Vec::new(), CommandResult::Done) };
    let mut taken = member.lent;
    let mut events: Vec<Event> = Vec::new();
    for lending in lendings {
        if Some(lending.number) != taken.checked_add(1) {
            continue;
        }
        taken = lending.number;
        let reason = Reason::Lent { number: taken };
        let entries = lending.share.clone().into_entries(&reason);
        events.extend(entries.into_iter().map(|entry| posted(member_id, entry)));
    }
    let on = merging::goes_on(state, member_id, &events);
    events.extend(on);
    Decision::of(events, CommandResult::Done)
}

/// Gives back to HQ what this store holds of a member; with `beyond_kept` only what is more than the
/// store keeps of each member, which are never their coupons.
pub fn give_back(state: &State, member_id: MemberId, beyond_kept: bool) -> Decision {
    let Some(member) = state.member(member_id) else {
        return Decision::of(Vec::new(), CommandResult::Done);
    };
    let held = Share::of(member);
    let back = if beyond_kept {
        let rules = &state.settings.trade.members;
        let most = rules.kept_value.unwrap_or(held.value()).min(held.value());
        // What was paid in goes first: a gift is spent last.
        let over = held.value().checked_sub(most).unwrap_or_default();
        let principal = held.principal.min(over);
        let gift = over.checked_sub(principal).unwrap_or_default();
        let kept = rules.kept_points.map_or(held.points, i64::from);
        let points = held.points.saturating_sub(kept).max(0);
        Share { points, principal, gift, ..Share::default() }
    } else {
        // A coupon that is owed stays owed where its order is: only there it may be given back.
        Share { owed: Vec::new(), ..held }
    };
    let entries = back.into_entries(&Reason::Returned);
    let events = entries.iter().map(|entry| posted(member_id, opposite(entry))).collect();
    Decision::of(events, CommandResult::Done)
}

/// What is to be kept of a member whom HQ tells of; `None` when nothing is new, or when somebody else
/// here has their phone. The key of their own phone is HQ's to say, and that it wrote to them, whatever
/// else is newer here.
pub fn news(state: &State, record: &MemberRecord) -> Option<MemberRecord> {
    let theirs = state.member_by_phone(&record.phone).is_none_or(|known| known == record.id);
    match state.member_record(record.id) {
        Some(known) if known.version >= record.version => {
            let mut told = MemberRecord { page_key: record.page_key.clone(), ..known.clone() };
            if record.written_on > told.written_on {
                (told.written_on, told.written_by) = (record.written_on, record.written_by);
            }
            (told != *known).then_some(told)
        }
        Some(_) | None => theirs.then(|| record.clone()),
    }
}

/// Takes who a member is from HQ.
pub fn adopt(state: &State, record: &MemberRecord) -> Decision {
    let mut decision = Decision::of(Vec::new(), CommandResult::Done);
    let before = state.member_record(record.id).map_or(0, |known| known.version);
    let record = news(state, record).map(|record| {
        // A change that leaves the version is one more.
        let version = if record.version == before { before + 1 } else { record.version };
        MemberRecord { version, ..record }
    });
    if let Some(record) = record {
        let (member_id, version) = (record.id, record.version);
        decision.events.push(Event::MemberChanged {
            member_id,
            version,
            consent: None,
            withdrawn: None,
        });
        decision.records.push(Record::Member(record));
    }
    decision
}

fn posted(member_id: MemberId, entry: Entry) -> Event {
    Event::MemberPosted { member_id, entry: Box::new(entry), receipt_printer: None }
}

/// What undoes a line.
pub(crate) fn opposite(entry: &Entry) -> Entry {
    let coupon = entry.coupon.as_ref();
    let coupon = coupon.map(|moved| CouponMove { coupon: moved.coupon.clone(), came: !moved.came });
    let less = |sum: Money| Money::ZERO.checked_sub(sum).unwrap_or_default();
    Entry {
        reason: entry.reason.clone(),
        points: entry.points.saturating_neg(),
        principal: less(entry.principal),
        gift: less(entry.gift),
        coupon,
    }
}

fn sum(one: Money, other: Money) -> Money {
    match one.checked_add(other) {
        Some(sum) => sum,
        None => unreachable!("a member's balance overflowed"),
    }
}
