//! The few members that are looked for by what became of them, in the column `watched` of
//! `members_earned`: an index over them alone finds them among a million.

use domain::member::Member;

/// They owe points or coupons here.
pub(crate) const OWES: i64 = 1;
/// They were merged into another.
pub(crate) const MERGED: i64 = 2;

/// What a member is looked for by; 0 for nothing.
pub(crate) fn of(member: &Member) -> i64 {
    if member.merged_into.is_some() {
        MERGED
    } else if member.points < 0 || !member.owed_coupons.is_empty() {
        OWES
    } else {
        0
    }
}
