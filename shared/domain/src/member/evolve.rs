//! What becomes of a member.

use super::Member;
use crate::id::ItemId;
use crate::{BusinessDay, Money};

/// Points were earned with an order.
///
/// # Panics
/// When a member's spending leaves the `i64` range, which no amount of real orders reaches.
pub fn earned(
    member: &mut Member,
    points: i64,
    spent: Money,
    day: BusinessDay,
    bought: &[(ItemId, u32)],
) {
    if member.last_visit != Some(day) {
        member.bought.clear();
    }
    for &(item_id, quantity) in bought {
        let sum = member.bought.entry(item_id).or_default();
        *sum = sum.saturating_add(quantity);
    }
    member.points = member.points.saturating_add(points);
    member.visits = member.visits.saturating_add(1);
    member.last_visit = member.last_visit.max(Some(day));
    let total = member.spent.checked_add(spent);
    assert!(total.is_some(), "a member's spending overflowed");
    member.spent = total.unwrap_or_default();
}

/// Points were taken back because of a refund.
pub fn reversed(member: &mut Member, points: i64, spent: Money) {
    member.points = member.points.saturating_sub(points);
    member.spent = member.spent.checked_sub(spent).unwrap_or_default();
}
