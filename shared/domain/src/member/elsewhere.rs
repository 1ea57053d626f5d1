//! What a member did in the other stores of the chain, as HQ told last: so that whoever is gold in one
//! store is gold in every other, and nobody is new who only never was here.
//!
//! HQ tells it when it is asked for what they own. It counts toward tiers, stages, tags and visits, and
//! never toward the numbers of this store.

use serde::{Deserialize, Serialize};

use super::Member;
use super::standing::{MONTHS_KEPT, Month};
use crate::command::CommandResult;
use crate::id::MemberId;
use crate::store::{Decision, State};
use crate::{BusinessDay, Event, Money, is_default};

/// Sums over the paid orders of all other stores that trade in the same money.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Elsewhere {
    /// Paid orders.
    #[serde(default, skip_serializing_if = "is_default")]
    pub visits: u32,
    /// What they came to after what was given back.
    #[serde(default, skip_serializing_if = "is_default")]
    pub spent: Money,
    /// The business day of the first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first_visit: Option<BusinessDay>,
    /// The business day of the last.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last_visit: Option<BusinessDay>,
    /// The last months with something in them, at most [`MONTHS_KEPT`], the earliest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub months: Vec<Month>,
}

impl Member {
    /// Orders that they paid in all stores.
    pub fn visits_anywhere(&self) -> u32 {
        self.visits.saturating_add(self.elsewhere.visits)
    }

    /// What those came to.
    pub fn spent_anywhere(&self) -> Money {
        self.spent.checked_add(self.elsewhere.spent).unwrap_or(self.spent)
    }

    /// The business day of the first of them.
    pub fn first_visit_anywhere(&self) -> Option<BusinessDay> {
        [self.first_visit, self.elsewhere.first_visit].into_iter().flatten().min()
    }

    /// The business day of the last of them.
    pub fn last_visit_anywhere(&self) -> Option<BusinessDay> {
        self.last_visit.max(self.elsewhere.last_visit)
    }

    /// Their months, here and elsewhere; one month may come twice.
    pub fn months_anywhere(&self) -> impl Iterator<Item = &Month> {
        self.months.iter().chain(&self.elsewhere.months)
    }
}

/// Notes what HQ tells; nothing happens when it is known already, or the member is not.
pub fn note(state: &State, member_id: MemberId, told: &Elsewhere) -> Decision {
    let mut elsewhere = told.clone();
    let past = elsewhere.months.len().saturating_sub(MONTHS_KEPT);
    elsewhere.months.drain(..past);
    let known = state.member(member_id).filter(|_| state.member_record(member_id).is_some());
    let news = known.is_some_and(|member| member.elsewhere != elsewhere);
    let event = Event::SeenElsewhere { member_id, elsewhere: Box::new(elsewhere) };
    let events = news.then_some(event).into_iter().collect();
    Decision::of(events, CommandResult::Done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemCommand;
    use crate::member::standing::{self, LifeStage, Tier};
    use crate::member::{Consent, Purpose};
    use crate::settings::MemberRules;
    use crate::shop::{Shop, ask, code, day, member, pence, system};
    use crate::tax::TaxMode;
    use crate::{Command, Names};

    fn told() -> Elsewhere {
        let month = |year, number, minor| Month {
            month: day(year, number, 1).months(),
            spent: pence(minor),
            visits: 2,
            paid_in: Money::ZERO,
        };
        Elsewhere {
            visits: 4,
            spent: pence(15_000),
            first_visit: Some(day(2026, 10, 3)),
            last_visit: Some(day(2026, 11, 20)),
            months: vec![month(2026, 10, 7_000), month(2026, 11, 8_000)],
        }
    }

    #[test]
    fn whoever_is_gold_in_another_store_is_gold_here_and_no_new_face() {
        let mut shop = Shop::new(TaxMode::Inclusive);
        let consents = vec![Consent { purpose: Purpose::Membership, text_version: 1 }];
        let (member_id, phone) = (member(1), "+447700900123".to_owned());
        let (name, came) = (String::new(), crate::member::Came::default());
        shop.ask(&ask(Command::EnrolMember { member_id, phone, name, consents, came })).unwrap();
        let gold = Tier {
            code: code("gold"),
            names: Names::new("金", "Gold"),
            spent: pence(15_000),
            visits: 0,
            paid_in: Money::ZERO,
            points_percent: 150,
            kitchen_mark: false,
        };
        let rules = MemberRules { tiers: vec![gold], tier_months: 3, ..MemberRules::default() };
        let stands = |shop: &Shop, on| {
            let known = shop.state.member(member(1)).unwrap();
            let tier = standing::tier(&rules, known, on).map(|tier| tier.code.to_string());
            (tier, standing::stage(&rules, known, on))
        };
        let today = day(2026, 11, 21);
        assert_eq!(stands(&shop, today), (None, LifeStage::Prospect));
        let noting = |elsewhere| system(SystemCommand::NoteElsewhere { member_id, elsewhere });
        assert_eq!(shop.ask(&noting(told())).unwrap().events.len(), 1);
        assert_eq!(stands(&shop, today), (Some("gold".to_owned()), LifeStage::Regular));
        assert_eq!(shop.ask(&noting(told())).unwrap().events, [], "it is known");
        let known = shop.state.member(member(1)).unwrap();
        assert_eq!((known.visits, known.visits_anywhere()), (0, 4), "none of them were here");
        // What was given back there counts no longer once HQ tells it.
        let mut less = told();
        less.months[1].spent = pence(7_999);
        shop.ask(&noting(less)).unwrap();
        assert_eq!(stands(&shop, today).0, None);
        let many: Vec<Month> =
            (0..30).map(|month| Month { month, visits: 1, ..Month::default() }).collect();
        shop.ask(&noting(Elsewhere { months: many, ..told() })).unwrap();
        let kept = &shop.state.member(member(1)).unwrap().elsewhere.months;
        assert_eq!((kept.len(), kept[0].month), (MONTHS_KEPT, 5));
    }
}
