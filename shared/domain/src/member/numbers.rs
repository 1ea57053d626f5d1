//! What recognising guests comes to: how many orders have a member, who comes back, and who does not.
//!
//! **The rules.** An *identified* order has a member. The *repeat share* is the orders that are their
//! member's second or later, of all identified ones. A member *returns* with every order after their
//! first. A *cohort* is the members whose first order was in one month; their second purchase counts
//! by the days between the two. Practice is never in it; what was given back is off the revenue.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{MemberId, StaffId};
use crate::{BusinessDay, Money};

/// Days within which a second purchase, or any, is looked for.
const WITHIN_DAYS: [i64; 3] = [30, 60, 90];

/// One closed order, as far as these numbers need it. Added in the order of closing.
#[derive(Debug, Clone, Copy)]
pub struct Visit {
    /// The trading date.
    pub day: BusinessDay,
    /// The hour on the store's clock, 0 to 23.
    pub hour: u32,
    /// Who opened it.
    pub staff_id: Option<StaffId>,
    /// Whose it was.
    pub member_id: Option<MemberId>,
    /// What it came to after what was given back.
    pub revenue: Money,
}

/// Orders and what they brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Brought {
    /// How many.
    pub orders: u32,
    /// What they came to.
    pub revenue: Money,
}

/// How many of the orders that somebody opened had a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct StaffRate {
    /// Who; nobody for what a device opened by itself.
    pub staff_id: Option<StaffId>,
    /// Orders.
    pub orders: u32,
    /// Those with a member.
    pub identified: u32,
}

/// How many of the orders of an hour had a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct HourRate {
    /// On the store's clock, 0 to 23.
    pub hour: u32,
    /// Orders.
    pub orders: u32,
    /// Those with a member.
    pub identified: u32,
}

/// One calendar month of trading dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Month {
    /// `2026-11`.
    pub month: String,
    /// Orders.
    pub orders: u32,
    /// Those with a member.
    pub identified: u32,
    /// Those that were their member's second or later.
    pub repeats: u32,
    /// What all orders came to.
    pub revenue: Money,
    /// Members who had ordered at least once by its end.
    pub members: u32,
}

/// Members whose first order was in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Cohort {
    /// `2026-11`.
    pub month: String,
    /// How many.
    pub members: u32,
    /// Those who ordered again within 30, 60 and 90 days.
    pub again: [u32; 3],
}

/// The numbers of some days, and of all months up to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct MemberNumbers {
    /// Orders of these days without a member.
    pub unknown: Brought,
    /// First orders of members.
    pub first: Brought,
    /// Orders of members that came back.
    pub returning: Brought,
    /// Members who had ordered at least once by the last day.
    pub members: u32,
    /// Those whose last order was within 30, 60 and 90 days of the last day.
    pub active: [u32; 3],
    /// By who opened the order; the most orders first.
    pub staff: Vec<StaffRate>,
    /// By hour, those without orders left out.
    pub hours: Vec<HourRate>,
    /// Every month up to the last day.
    pub months: Vec<Month>,
    /// The same months by first order.
    pub cohorts: Vec<Cohort>,
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    first: BusinessDay,
    second: Option<BusinessDay>,
    last: BusinessDay,
}

/// Adds visits up.
#[derive(Debug)]
pub struct NumbersOf {
    from: BusinessDay,
    to: BusinessDay,
    seen: BTreeMap<MemberId, Seen>,
    unknown: Brought,
    first: Brought,
    returning: Brought,
    staff: BTreeMap<Option<StaffId>, (u32, u32)>,
    hours: BTreeMap<u32, (u32, u32)>,
    months: BTreeMap<String, Month>,
}

impl NumbersOf {
    /// Numbers of the trading dates from `from` to `to`, both included.
    pub fn new(from: BusinessDay, to: BusinessDay) -> Self {
        Self {
            from,
            to,
            seen: BTreeMap::new(),
            unknown: Brought::default(),
            first: Brought::default(),
            returning: Brought::default(),
            staff: BTreeMap::new(),
            hours: BTreeMap::new(),
            months: BTreeMap::new(),
        }
    }

    /// Counts one order in. What came after the last day is passed over; what came before the first
    /// tells who returns.
    pub fn add(&mut self, visit: &Visit) {
        if visit.day > self.to {
            return;
        }
        let repeats = visit.member_id.map(|id| self.comes(id, visit.day));
        let month = self.months.entry(month_of(visit.day)).or_insert_with_key(|month| Month {
            month: month.clone(),
            orders: 0,
            identified: 0,
            repeats: 0,
            revenue: Money::ZERO,
            members: 0,
        });
        month.orders += 1;
        month.revenue = sum(month.revenue, visit.revenue);
        month.identified += u32::from(repeats.is_some());
        month.repeats += u32::from(repeats == Some(true));
        if visit.day < self.from {
            return;
        }
        let brought = match repeats {
            None => &mut self.unknown,
            Some(false) => &mut self.first,
            Some(true) => &mut self.returning,
        };
        brought.orders += 1;
        brought.revenue = sum(brought.revenue, visit.revenue);
        let of_staff = self.staff.entry(visit.staff_id).or_default();
        let of_hour = self.hours.entry(visit.hour).or_default();
        for (orders, identified) in [of_staff, of_hour] {
            *orders += 1;
            *identified += u32::from(repeats.is_some());
        }
    }

    /// Notes that a member came; whether they had before.
    fn comes(&mut self, id: MemberId, day: BusinessDay) -> bool {
        let Some(seen) = self.seen.get_mut(&id) else {
            self.seen.insert(id, Seen { first: day, second: None, last: day });
            return false;
        };
        seen.second = seen.second.or(Some(day));
        seen.last = seen.last.max(day);
        true
    }

    /// The numbers.
    pub fn finish(self) -> MemberNumbers {
        let mut cohorts: BTreeMap<String, Cohort> = BTreeMap::new();
        let mut active = [0; 3];
        for seen in self.seen.values() {
            let month = month_of(seen.first);
            let cohort = cohorts.entry(month).or_insert_with_key(|month| Cohort {
                month: month.clone(),
                members: 0,
                again: [0; 3],
            });
            cohort.members += 1;
            let after = seen.second.map(|second| second.days_since(seen.first));
            for (count, days) in cohort.again.iter_mut().zip(WITHIN_DAYS) {
                *count += u32::from(after.is_some_and(|after| after <= days));
            }
            for (count, days) in active.iter_mut().zip(WITHIN_DAYS) {
                *count += u32::from(self.to.days_since(seen.last) < days);
            }
        }
        let mut members = 0;
        let mut months: Vec<Month> = self.months.into_values().collect();
        for month in &mut months {
            members += cohorts.get(&month.month).map_or(0, |cohort| cohort.members);
            month.members = members;
        }
        let of_staff =
            |(staff_id, (orders, identified))| StaffRate { staff_id, orders, identified };
        let of_hour = |(hour, (orders, identified))| HourRate { hour, orders, identified };
        let mut staff: Vec<_> = self.staff.into_iter().map(of_staff).collect();
        staff.sort_by_key(|one| std::cmp::Reverse(one.orders));
        MemberNumbers {
            unknown: self.unknown,
            first: self.first,
            returning: self.returning,
            members: u32::try_from(self.seen.len()).unwrap_or(u32::MAX),
            active,
            staff,
            hours: self.hours.into_iter().map(of_hour).collect(),
            months,
            cohorts: cohorts.into_values().collect(),
        }
    }
}

fn month_of(day: BusinessDay) -> String {
    day.to_string().chars().take(7).collect()
}

fn sum(total: Money, more: Money) -> Money {
    match total.checked_add(more) {
        Some(next) => next,
        None => unreachable!("the revenue of a store overflowed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::{CASHIER, MANAGER, day, member, pence, staff};

    fn visit(on: BusinessDay, whose: Option<u128>, minor: i64) -> Visit {
        Visit {
            day: on,
            hour: 12,
            staff_id: Some(staff(CASHIER)),
            member_id: whose.map(member),
            revenue: pence(minor),
        }
    }

    fn numbers(from: BusinessDay, to: BusinessDay, visits: &[Visit]) -> MemberNumbers {
        let mut numbers = NumbersOf::new(from, to);
        for one in visits {
            numbers.add(one);
        }
        numbers.finish()
    }

    #[test]
    fn who_came_before_these_days_returns_in_them() {
        let visits = [
            visit(day(2026, 10, 1), Some(1), 500),
            visit(day(2026, 11, 2), Some(1), 700),
            visit(day(2026, 11, 2), Some(2), 300),
            visit(day(2026, 11, 3), Some(2), 400),
            visit(day(2026, 11, 3), None, 900),
            visit(day(2026, 11, 4), Some(3), 9_999),
        ];
        let found = numbers(day(2026, 11, 1), day(2026, 11, 3), &visits);
        assert_eq!(found.first, Brought { orders: 1, revenue: pence(300) });
        assert_eq!(found.returning, Brought { orders: 2, revenue: pence(1_100) });
        assert_eq!(found.unknown, Brought { orders: 1, revenue: pence(900) });
        assert_eq!((found.members, found.active), (2, [2, 2, 2]));
        let november = &found.months[1];
        assert_eq!((november.identified, november.repeats, november.members), (3, 2, 2));
        let asked = StaffRate { staff_id: Some(staff(CASHIER)), orders: 4, identified: 3 };
        assert_eq!(found.staff, [asked]);
        assert_eq!(found.hours, [HourRate { hour: 12, orders: 4, identified: 3 }]);
    }

    #[test]
    fn a_second_purchase_counts_by_the_days_since_the_first_and_activity_by_the_last() {
        let visits = [
            visit(day(2026, 6, 1), Some(1), 1),
            visit(day(2026, 6, 1), Some(2), 1),
            visit(day(2026, 6, 1), Some(3), 1),
            visit(day(2026, 7, 1), Some(1), 1),  // 30 days
            visit(day(2026, 7, 2), Some(2), 1),  // 31
            visit(day(2026, 8, 31), Some(3), 1), // 91
        ];
        let found = numbers(day(2026, 6, 1), day(2026, 8, 31), &visits);
        let june = Cohort { month: "2026-06".into(), members: 3, again: [1, 2, 2] };
        assert_eq!(found.cohorts, [june]);
        assert_eq!(found.active, [1, 1, 3]);
        let shifted = numbers(day(2026, 6, 1), day(2026, 9, 30), &visits);
        assert_eq!(shifted.active, [0, 1, 1]);
    }

    #[test]
    fn each_cashier_has_a_rate_of_their_own_and_the_busiest_comes_first() {
        let on = day(2026, 11, 2);
        let mut visits = vec![visit(on, None, 1), visit(on, Some(1), 1), visit(on, None, 1)];
        visits.push(Visit { staff_id: Some(staff(MANAGER)), ..visit(on, Some(2), 1) });
        let found = numbers(on, on, &visits);
        let rates: Vec<_> = found.staff.iter().map(|one| (one.orders, one.identified)).collect();
        assert_eq!(rates, [(3, 1), (1, 1)]);
    }

    /// A shop's half-year as the founding documents tell of one: 3,000 identified guests and 17 % of
    /// purchases repeated become 7,000 and 38 %.
    #[test]
    fn a_half_year_that_goes_as_the_founders_tell_shows_their_figures() {
        let mut visits = Vec::new();
        // Before: 3,000 members by the end of June, and in June 17 of 100 purchases are repeats.
        for n in 0..3_000 {
            let on = if n < 2_170 { day(2026, 5, 1) } else { day(2026, 6, 10) };
            visits.push(visit(on, Some(n), 1_000));
        }
        for n in 0..170 {
            visits.push(visit(day(2026, 6, 20), Some(n), 1_000));
        }
        // After: 4,000 more until December, when 38 of 100 purchases are repeats.
        for n in 3_000..7_000 {
            let on = if n < 6_380 { day(2026, 9, 1) } else { day(2026, 12, 5) };
            visits.push(visit(on, Some(n), 1_000));
        }
        for n in 0..380 {
            visits.push(visit(day(2026, 12, 20), Some(n), 1_000));
        }
        let found = numbers(day(2026, 6, 1), day(2026, 12, 31), &visits);
        let of = |month: &str| found.months.iter().find(|one| one.month == month).unwrap();
        let share = |month: &Month| month.repeats * 100 / month.identified;
        assert_eq!((share(of("2026-06")), of("2026-06").members), (17, 3_000));
        assert_eq!((share(of("2026-12")), of("2026-12").members), (38, 7_000));
        assert_eq!(found.members, 7_000);
    }
}
