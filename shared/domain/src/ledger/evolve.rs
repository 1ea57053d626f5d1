//! What becomes of what a member owns.

use super::{Entry, Reason};
use crate::Money;
use crate::member::{self, Member};

/// Something was written in the member's ledger.
///
/// # Panics
/// When a balance leaves the `i64` range, which `decide` has refused before.
pub fn posted(member: &mut Member, entry: &Entry) {
    member.points = member.points.saturating_add(entry.points);
    member.principal = moved(member.principal, entry.principal);
    member.gift = moved(member.gift, entry.gift);
    member::merging::evolve_brought(member, entry);
    if let Reason::Lent { number } = entry.reason {
        member.lent = member.lent.max(number);
    }
    if let Some(moved) = &entry.coupon {
        moved.follow(&mut member.coupons, &mut member.owed_coupons);
    }
}

fn moved(balance: Money, by: Money) -> Money {
    match balance.checked_add(by) {
        Some(next) => next,
        None => unreachable!("a member's balance overflowed"),
    }
}
