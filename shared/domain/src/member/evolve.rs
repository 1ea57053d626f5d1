//! What becomes of a member.

use super::Member;
use super::standing::in_month;
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
        member.promotions.clear();
    }
    for &(item_id, quantity) in bought {
        let sum = member.bought.entry(item_id).or_default();
        *sum = sum.saturating_add(quantity);
    }
    member.points = member.points.saturating_add(points);
    member.visits = member.visits.saturating_add(1);
    member.first_visit = member.first_visit.or(Some(day));
    in_month(member, day.months(), |month| {
        month.spent = month.spent.checked_add(spent).unwrap_or(month.spent);
        month.visits = month.visits.saturating_add(1);
    });
    member.last_visit = member.last_visit.max(Some(day));
    let total = member.spent.checked_add(spent);
    assert!(total.is_some(), "a member's spending overflowed");
    member.spent = total.unwrap_or_default();
}

/// A member paid in, or was paid out.
pub fn paid_in(member: &mut Member, amount: Money, day: BusinessDay) {
    in_month(member, day.months(), |month| {
        month.paid_in = month.paid_in.checked_add(amount).unwrap_or(month.paid_in);
    });
}

/// Points were taken back because of a refund, on this day.
pub fn reversed(member: &mut Member, points: i64, spent: Money, day: BusinessDay) {
    in_month(member, day.months(), |month| {
        month.spent = month.spent.checked_sub(spent).unwrap_or(month.spent);
    });
    member.points = member.points.saturating_sub(points);
    member.spent = member.spent.checked_sub(spent).unwrap_or_default();
}
