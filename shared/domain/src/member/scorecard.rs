//! Staff side by side: what each sold, whom they brought, and what guests said.
//!
//! **The rules.** An order is whoever opened it. A member is brought by whoever enrolled them. A
//! complaint is feedback of [`COMPLAINT_SCORE_MAX`] or less on an order of theirs. The average order
//! is sales by orders, sales per member brought is sales by members brought, both rounded half away
//! from zero. The repeat share is of the orders of the members they brought, whoever served them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::numbers::Visit;
use crate::id::{MemberId, StaffId};
use crate::{BusinessDay, Money};

/// The best score that is a complaint.
pub const COMPLAINT_SCORE_MAX: u8 = 2;

/// One member of staff over some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct StaffScore {
    /// Who.
    pub staff_id: StaffId,
    /// The trading date of the first order they ever opened.
    pub since: Option<BusinessDay>,
    /// Orders.
    pub orders: u32,
    /// What they came to.
    pub sales: Money,
    /// Members they brought in these days.
    pub brought: u32,
    /// Sales by orders; none without an order.
    pub average_order: Option<Money>,
    /// Sales by members brought; none when they brought nobody.
    pub sales_per_member: Option<Money>,
    /// Orders of these days by members they ever brought.
    pub of_brought: u32,
    /// Those that were their member's second or later.
    pub of_brought_again: u32,
    /// Feedback on their orders.
    pub feedback: u32,
    /// The sum of its scores.
    pub scores: u32,
    /// Complaints among it.
    pub complaints: u32,
}

/// Adds up what staff did.
#[derive(Debug)]
pub struct ScoresOf {
    from: BusinessDay,
    to: BusinessDay,
    brought_by: BTreeMap<MemberId, StaffId>,
    came: BTreeSet<MemberId>,
    staff: BTreeMap<StaffId, StaffScore>,
}

impl ScoresOf {
    /// Scores of the trading dates from `from` to `to`, both included, of these people.
    pub fn new(from: BusinessDay, to: BusinessDay, staff: impl Iterator<Item = StaffId>) -> Self {
        let blank = |staff_id| StaffScore {
            staff_id,
            since: None,
            orders: 0,
            sales: Money::ZERO,
            brought: 0,
            average_order: None,
            sales_per_member: None,
            of_brought: 0,
            of_brought_again: 0,
            feedback: 0,
            scores: 0,
            complaints: 0,
        };
        let staff = staff.map(|id| (id, blank(id))).collect();
        Self { from, to, brought_by: BTreeMap::new(), came: BTreeSet::new(), staff }
    }

    /// Somebody enrolled a member. All of them before the first visit is added.
    pub fn add_member(&mut self, member_id: MemberId, by: StaffId, day: BusinessDay) {
        if day > self.to {
            return;
        }
        self.brought_by.insert(member_id, by);
        if day >= self.from
            && let Some(score) = self.staff.get_mut(&by)
        {
            score.brought += 1;
        }
    }

    /// An order was closed, in the order of closing.
    pub fn add_visit(&mut self, visit: &Visit) {
        if visit.day > self.to {
            return;
        }
        let again = visit.member_id.map(|id| !self.came.insert(id));
        let within = visit.day >= self.from;
        if let Some(score) = visit.staff_id.and_then(|id| self.staff.get_mut(&id)) {
            score.since = score.since.or(Some(visit.day));
            if within {
                score.orders += 1;
                score.sales = match score.sales.checked_add(visit.revenue) {
                    Some(sum) => sum,
                    None => unreachable!("the sales of a store overflowed"),
                };
            }
        }
        let bringer = visit.member_id.and_then(|id| self.brought_by.get(&id)).filter(|_| within);
        if let Some(score) = bringer.and_then(|id| self.staff.get_mut(id)) {
            score.of_brought += 1;
            score.of_brought_again += u32::from(again == Some(true));
        }
    }

    /// A guest said how an order of somebody was, in these days.
    pub fn add_feedback(&mut self, of: StaffId, given: u8) {
        let Some(score) = self.staff.get_mut(&of) else { return };
        score.feedback += 1;
        score.scores += u32::from(given);
        score.complaints += u32::from(given <= COMPLAINT_SCORE_MAX);
    }

    /// Everybody, in the order of their ids: no column ranks people.
    pub fn finish(self) -> Vec<StaffScore> {
        let by = |sum: Money, count: u32| {
            if count == 0 { None } else { sum.portion(1, i64::from(count)) }
        };
        let finished = |score: StaffScore| StaffScore {
            average_order: by(score.sales, score.orders),
            sales_per_member: by(score.sales, score.brought),
            ..score
        };
        self.staff.into_values().map(finished).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::{day, member, pence, staff};

    /// The founding documents' example, in whole units: 300,000 from 83 orders and 52 members
    /// brought, 230,000 from 92 and 97.
    #[test]
    fn the_founders_two_people_come_to_their_figures() {
        let on = day(2026, 11, 2);
        let (zhang, li) = (staff(1), staff(2));
        let mut scores = ScoresOf::new(on, on, [zhang, li].into_iter());
        let people = [(zhang, 300_000, 83, 52, 10), (li, 230_000, 92, 97, 0)];
        let mut next = 0;
        for (who, _, _, brought, _) in people {
            for _ in 0..brought {
                next += 1;
                scores.add_member(member(next), who, on);
            }
        }
        for (who, sales, orders, _, complaints) in people {
            for n in 0..orders {
                let share = sales / orders + i64::from(n == 0) * (sales % orders);
                let revenue = pence(share);
                let (staff_id, member_id) = (Some(who), None);
                scores.add_visit(&Visit { day: on, hour: 12, staff_id, member_id, revenue });
            }
            for _ in 0..complaints {
                scores.add_feedback(who, 1);
            }
        }
        let told: Vec<_> = scores
            .finish()
            .into_iter()
            .map(|one| {
                let minor = |sum: Option<Money>| sum.map_or(0, Money::minor);
                (minor(one.average_order), minor(one.sales_per_member), one.complaints)
            })
            .collect();
        assert_eq!(told, [(3_614, 5_769, 10), (2_500, 2_371, 0)]);
    }

    #[test]
    fn members_somebody_brought_count_for_them_whoever_serves_them() {
        let (first, second) = (day(2026, 10, 30), day(2026, 11, 2));
        let (bringer, server) = (staff(1), staff(2));
        let mut scores = ScoresOf::new(second, second, [bringer, server].into_iter());
        scores.add_member(member(1), bringer, first);
        scores.add_member(member(2), bringer, second);
        scores.add_member(member(3), staff(9), second);
        let visit = |on, whose| Visit {
            day: on,
            hour: 12,
            staff_id: Some(server),
            member_id: Some(member(whose)),
            revenue: pence(500),
        };
        for one in [visit(first, 1), visit(second, 1), visit(second, 2), visit(second, 3)] {
            scores.add_visit(&one);
        }
        scores.add_feedback(server, 5);
        scores.add_feedback(staff(9), 1);
        let [bringer, server] = scores.finish().try_into().unwrap();
        assert_eq!((bringer.brought, bringer.of_brought, bringer.of_brought_again), (1, 2, 1));
        assert_eq!((bringer.orders, bringer.average_order), (0, None));
        assert_eq!((server.since, server.orders, server.sales), (Some(first), 3, pence(1_500)));
        assert_eq!((server.feedback, server.scores, server.complaints), (1, 5, 0));
        assert_eq!(server.sales_per_member, None, "nobody is divided by nothing");
    }
}
