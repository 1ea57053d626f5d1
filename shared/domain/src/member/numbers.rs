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

    /// Draws from a list, the same each time (Knuth, *The Art of Computer Programming* 3.3.4, MMIX).
    struct Draws(u64);

    impl Draws {
        fn below(&mut self, count: u64) -> u64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % count
        }
    }

    /// One month of a shop: of its members' orders so many in a hundred are repeats, so many guests are
    /// new, and for each order of a member the shop has `unknown` others. Days, hours, guests and bills
    /// are drawn.
    fn month_of_trade(
        (year, month): (i32, u32),
        (newcomers, repeat_percent, unknown): (u64, u64, u64),
        (known, draws): (&mut u64, &mut Draws),
    ) -> Vec<Visit> {
        let returning = newcomers * repeat_percent / (100 - repeat_percent);
        let mut visits = Vec::new();
        let mut drawn = |whose: Option<u64>, days: std::ops::Range<u64>, draws: &mut Draws| {
            let on = days.start + draws.below(days.end - days.start);
            let bill = 300 + i64::try_from(draws.below(1_400)).unwrap();
            let hour = 8 + u32::try_from(draws.below(13)).unwrap();
            let on = day(year, month, u32::try_from(on).unwrap());
            visits.push(Visit { hour, ..visit(on, whose.map(u128::from), bill) });
        };
        // Whoever returns was new before this month, or early in it.
        for n in *known..*known + newcomers {
            drawn(Some(n), 1..15, draws);
        }
        *known += newcomers;
        for _ in 0..returning {
            drawn(Some(draws.below(*known)), 15..29, draws);
        }
        for _ in 0..(newcomers + returning) * unknown / 100 {
            drawn(None, 1..29, draws);
        }
        visits.sort_by_key(|one| (one.day, one.hour));
        visits
    }

    /// A milk-tea shop in six months, as the founding documents tell of one: a repeat share of 17 %
    /// becomes 38 %, 3,000 identified guests become 7,000, and revenue is 53 % up on the year before.
    /// Its orders are drawn, about 25,000 of them.
    #[test]
    fn a_drawn_half_year_that_goes_as_the_founders_tell_shows_their_figures() {
        let (mut known, mut draws) = (0, Draws(20_261_127));
        let mut visits = Vec::new();
        // The year before nobody was recognised.
        let mut before = Draws(2_025);
        visits.extend((0..1_764).map(|_| {
            let bill = 300 + i64::try_from(before.below(1_400)).unwrap();
            visit(day(2025, 12, 15), None, bill)
        }));
        for (month, repeats) in [(2, 6), (3, 9), (4, 12), (5, 15), (6, 17)] {
            let so_many = (600, repeats, 150);
            visits.extend(month_of_trade((2026, month), so_many, (&mut known, &mut draws)));
        }
        for (month, newcomers, repeats, unknown) in [
            (7, 700, 20, 178),
            (8, 690, 24, 170),
            (9, 680, 28, 160),
            (10, 660, 32, 150),
            (11, 640, 35, 145),
            (12, 630, 38, 164),
        ] {
            let so_many = (newcomers, repeats, unknown);
            visits.extend(month_of_trade((2026, month), so_many, (&mut known, &mut draws)));
        }
        let found = numbers(day(2026, 7, 1), day(2026, 12, 31), &visits);
        let of = |month: &str| found.months.iter().find(|one| one.month == month).unwrap();
        let share =
            |month: &Month| (month.repeats * 200 + month.identified) / (2 * month.identified);
        assert_eq!((share(of("2026-06")), of("2026-06").members), (17, 3_000));
        assert_eq!((share(of("2026-12")), of("2026-12").members), (38, 7_000));
        assert_eq!(found.members, 7_000);
        let (now, before) = (of("2026-12").revenue.minor(), of("2025-12").revenue.minor());
        assert_eq!((now - before) * 100 / before, 53, "{now} {before}");
        // A drawn guest of an autumn month is as likely to come again as the share says.
        let cohort = found.cohorts.iter().find(|one| one.month == "2026-07").unwrap();
        assert!(
            cohort.again[0] < cohort.again[2] && cohort.again[2] < cohort.members,
            "{cohort:?}"
        );
    }
}
