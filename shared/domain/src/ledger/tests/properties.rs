//! What holds however members pay, refund and are given things.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    Shop, by_card, coupon, giving, in_cash, members_order, points, refunding, revision, shop,
    topping_up, value, with_coupon,
};
use crate::ledger::{Account, Unit, entry_of};
use crate::member::Member;
use crate::shop::{Written, ask, member, noodles, one, order, pence, replay, settings};
use crate::{Command, Money, State};

#[derive(Debug, Clone, Copy)]
struct Step {
    kind: u8,
    how: i64,
    part: i64,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0_u8..10, 0_i64..1_000, 0_i64..=100);
    prop::collection::vec(step.prop_map(|(kind, how, part)| Step { kind, how, part }), 5..60)
}

/// One step of a life at the till; what is refused changes nothing.
fn live(shop: &mut Shop, n: u128, step: Step) {
    let id = 1_000 + n;
    match step.kind {
        0 => drop(shop.ask(&topping_up(n, step.how * 20, by_card()))),
        1 => drop(shop.ask(&giving(coupon(n, step.how + 1, step.part * 20)))),
        2..=6 => {
            let (first, second) = (id * 10, id * 10 + 1);
            let lines = vec![noodles(first), one(second, crate::shop::TEA)];
            let part = 1_530 * step.part / 100;
            let own = match step.kind {
                2 | 3 => value(first, part),
                4 => points(first, part),
                _ => {
                    let held = shop.state.member(member(1)).unwrap().coupons.first().cloned();
                    let Some(held) = held else { return };
                    let n = held.id.uuid().as_u128();
                    with_coupon(first, part.min(held.worth.minor()), n)
                }
            };
            let rest = 1_530 - own.amount.minor();
            let paid =
                [own, in_cash(second, rest)].into_iter().filter(|one| one.amount > Money::ZERO);
            drop(shop.ask(&members_order(id, lines, paid.collect())));
        }
        7 => {
            let adjusted = Command::AdjustMember {
                member_id: member(1),
                points: step.how - 200,
                gift: pence(step.part - 20),
                why: crate::ledger::AdjustReason::Goodwill,
            };
            drop(shop.ask(&ask(adjusted).by(crate::shop::MANAGER)));
        }
        _ => give_back(shop, step),
    }
}

/// Gives one line of some closed order back, split between its tenders as the step says.
fn give_back(shop: &mut Shop, step: Step) {
    let id = 1_000 + u128::try_from(step.how).unwrap() % 60;
    let Some(sold) = shop.state.order(order(id)) else { return };
    let tenders: Vec<_> = sold
        .tenders
        .iter()
        .map(|tender| {
            let left = tender.amount.checked_sub(tender.refunded).unwrap().minor();
            (tender.id.uuid().as_u128(), left)
        })
        .collect();
    let (line, amount) = if step.part % 2 == 0 { (id * 10, 1_180) } else { (id * 10 + 1, 350) };
    let Some(&(first, left)) = tenders.first() else { return };
    // Any split that sums: the rules refuse what would be unfair.
    let most = amount.min(left);
    let to_first = match step.part % 5 {
        0 => most,
        1 => 0,
        _ => most * step.part / 100,
    };
    let mut asked = vec![(first, to_first)];
    asked.extend(tenders.get(1).map(|&(second, _)| (second, amount - to_first)));
    asked.retain(|&(_, minor)| minor > 0);
    let now = revision(shop, id);
    drop(shop.ask(&refunding(id, now, &[(line, 1)], &asked)));
}

fn after(steps: &[Step]) -> Shop {
    let mut shop = shop();
    for (n, step) in (1..).zip(steps) {
        live(&mut shop, n, *step);
    }
    shop
}

/// Sums of all entries by account and unit, and the member they come to.
fn books(shop: &Shop) -> (BTreeMap<(Account, Unit), i64>, Member) {
    let (mut sums, mut folded) = (BTreeMap::new(), Member::default());
    for written in &shop.written {
        let Written::Event(event, _) = written else { continue };
        let Some((id, entry)) = entry_of(event) else { continue };
        for side in entry.postings() {
            *sums.entry((side.account, side.unit)).or_default() += side.amount;
        }
        if id == member(1) {
            crate::ledger::evolve::posted(&mut folded, &entry);
        }
    }
    (sums, folded)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_books_sum_to_nothing_and_every_balance_is_the_sum_of_its_entries(steps in steps()) {
        let shop = after(&steps);
        let (sums, folded) = books(&shop);
        for unit in [Unit::Points, Unit::Principal, Unit::Gift, Unit::Coupons] {
            let all: i64 = sums.iter().filter(|((_, of), _)| *of == unit).map(|(_, sum)| sum).sum();
            prop_assert_eq!(all, 0);
        }
        let known = shop.state.member(member(1)).unwrap();
        prop_assert_eq!(
            (known.points, known.principal, known.gift, &known.coupons),
            (folded.points, folded.principal, folded.gift, &folded.coupons)
        );
        prop_assert!(!known.principal.is_negative() && !known.gift.is_negative());
        let own = |unit| sums.get(&(Account::Member, unit)).copied().unwrap_or_default();
        prop_assert_eq!(own(Unit::Principal), known.principal.minor());
        prop_assert_eq!(own(Unit::Gift), known.gift.minor());
    }

    #[test]
    fn replaying_the_journal_gives_the_same_members(steps in steps()) {
        let shop = after(&steps);
        let mut again = State::new(settings());
        again.settings = shop.state.settings.clone();
        replay(&mut again, &shop.written);
        prop_assert_eq!(again.member(member(1)), shop.state.member(member(1)));
    }

    /// Whatever is bought and given back again, in any parts: when all of it is back, the member has
    /// what they had, the till has what it had, and nobody gained.
    #[test]
    fn nobody_gains_by_giving_everything_back(
        before in steps(),
        kind in 2_u8..7,
        how in 0_i64..1_000,
        part in 0_i64..=100,
        first_share in 0_i64..=100,
    ) {
        let mut shop = after(&before);
        let had = shop.state.member(member(1)).unwrap().clone();
        let cash = shop.state.shift(crate::shop::shift(1)).unwrap().expected;
        let n = 5_000;
        live(&mut shop, n, Step { kind, how, part });
        let id = 1_000 + n;
        let Some(sold) = shop.state.order(order(id)) else { return Ok(()) };
        let tenders: Vec<_> = sold
            .tenders
            .iter()
            .map(|tender| (tender.id.uuid().as_u128(), tender.amount.minor(), tender.kind.is_given()))
            .collect();
        // The tea first: what is given takes its share, rounded up, and money the rest.
        let mut to_first = Vec::new();
        let mut left = 350;
        for (at, &(_, minor, given)) in tenders.iter().enumerate() {
            let least = if given { minor * 350 / 1_530 } else { 0 };
            let free = if at + 1 == tenders.len() { left } else { left * first_share / 100 };
            let others: i64 = tenders.iter().skip(at + 1).map(|&(_, minor, _)| minor).sum();
            let take = free.max(least).max(left - others).min(minor).min(left);
            to_first.push(take);
            left -= take;
        }
        prop_assume!(left == 0);
        let asked: Vec<_> = tenders
            .iter()
            .zip(&to_first)
            .map(|(&(id, _, _), &minor)| (id, minor))
            .filter(|&(_, minor)| minor > 0)
            .collect();
        let now = revision(&shop, id);
        shop.ask(&refunding(id, now, &[(id * 10 + 1, 1)], &asked)).unwrap();
        let asked: Vec<_> = tenders
            .iter()
            .zip(&to_first)
            .map(|(&(id, minor, _), &took)| (id, minor - took))
            .filter(|&(_, minor)| minor > 0)
            .collect();
        let now = revision(&shop, id);
        shop.ask(&refunding(id, now, &[(id * 10, 1)], &asked)).unwrap();
        let has = shop.state.member(member(1)).unwrap();
        prop_assert_eq!((has.points, has.principal, has.gift), (had.points, had.principal, had.gift));
        let ids = |member: &Member| {
            let mut ids: Vec<_> = member.coupons.iter().map(|held| held.id).collect();
            ids.sort_unstable();
            ids
        };
        prop_assert_eq!(ids(has), ids(&had));
        prop_assert_eq!(shop.state.shift(crate::shop::shift(1)).unwrap().expected, cash);
    }
}
