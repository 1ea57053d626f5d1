//! Which promotions an order gets: the combination that takes most off.
//!
//! **The rules.** Promotions are applied in the order of the list. Each takes units of lines that none
//! before it took, so nothing is reduced twice; one that takes nothing off takes no unit. An
//! *exclusive* one stands alone. A combination is any choice of those that hold; the best takes most
//! off, and of those that take as much it is the one with the fewest, then the one with the earliest.
//!
//! The search goes through the choices and leaves out what cannot beat the best so far: beside what is
//! off already, no promotion takes more off than it could. It gives up after [`STEPS_MAX`] steps
//! with the best it has; `examples/decide_rate.rs` tells how long that takes.

use std::collections::BTreeMap;

use super::Line;
use crate::catalogue::{Menu, Moment, Offer, Promotion, Which};
use crate::money::split_by_amount;
use crate::{Code, Money};

/// Choices that are looked at, at most.
pub const STEPS_MAX: u32 = 10_000;
/// Parts in a whole rate.
const PPM: i64 = 1_000_000;

/// What a promotion takes off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken<'a> {
    /// Which.
    pub promotion: &'a Promotion,
    /// Off each line, in their order; nothing is left out.
    pub off: Vec<Money>,
}

impl Taken<'_> {
    /// All of it.
    pub fn sum(&self) -> Money {
        Money::sum(self.off.iter().copied()).unwrap_or_default()
    }
}

/// Units of a line that have one price: what is weighed is one unit.
#[derive(Debug, Clone, Copy)]
struct Units {
    price: Money,
    /// What was chosen with each and costs extra, as part of the price.
    choices: Money,
    count: u32,
}

/// The best combination of promotions for these lines at a moment, in the order in which they are applied.
pub fn best<'a>(
    promotions: &[&'a Promotion],
    lines: &[Line],
    menu: &Menu,
    moment: Moment,
) -> Vec<Taken<'a>> {
    let sale = Sale::new(promotions, lines, menu, moment);
    let all: Vec<usize> = (0..promotions.len()).collect();
    let alone: Vec<i64> =
        all.iter().map(|&at| sale.apply(at, &mut sale.left.clone()).map_or(0, sum)).collect();
    // What takes nothing off alone takes nothing off beside others: they only take units away.
    let useful = |exclusive: bool| {
        let useful = all.iter().copied().filter(|&at| alone[at] > 0);
        useful.filter(|&at| promotions[at].exclusive == exclusive).collect::<Vec<_>>()
    };
    let bounds: Vec<i64> = all.iter().map(|&at| sale.bound(at, alone[at])).collect();
    let mut search = Search {
        sale: &sale,
        bounds: &bounds,
        together: useful(false),
        best: (0, Vec::new()),
        steps: 0,
    };
    search.go(0, &sale.left, 0, &mut Vec::new());
    let (mut most, mut chosen) = search.best;
    for at in useful(true) {
        let better = alone[at] > most || (alone[at] == most && chosen.len() > 1);
        if better {
            (most, chosen) = (alone[at], vec![at]);
        }
    }
    let mut left = sale.left.clone();
    let taken = chosen.into_iter().filter_map(|at| {
        let off = sale.apply(at, &mut left)?;
        Some(Taken { promotion: promotions[at], off })
    });
    taken.collect()
}

/// What all of these take off together, applied one after the other, in minor units.
#[cfg(test)]
pub(crate) fn all_of(
    promotions: &[&Promotion],
    lines: &[Line],
    menu: &Menu,
    moment: Moment,
) -> i64 {
    let sale = Sale::new(promotions, lines, menu, moment);
    let mut left = sale.left.clone();
    (0..promotions.len()).map(|at| sale.apply(at, &mut left).map_or(0, sum)).sum()
}

/// Lines that count, and which of them each promotion's parts are about.
struct Sale<'a> {
    promotions: Vec<&'a Promotion>,
    units: Vec<Units>,
    /// Units of each line that nothing took yet.
    left: Vec<u32>,
    /// Of each promotion, of each of its parts: the lines, the dearest first.
    about: Vec<Vec<Vec<usize>>>,
    /// Of each promotion that gives a price level, what that takes off one of each line.
    levels: Vec<Vec<Money>>,
}

impl<'a> Sale<'a> {
    fn new(promotions: &[&'a Promotion], lines: &[Line], menu: &Menu, moment: Moment) -> Self {
        let units: Vec<Units> = lines.iter().map(units_of).collect();
        let about = |which: &Which| {
            let mut found: Vec<usize> = (0..lines.len())
                .filter(|&at| units[at].price > Money::ZERO && is_about(which, &lines[at], menu))
                .collect();
            found.sort_by_key(|&at| (std::cmp::Reverse(units[at].price), at));
            found
        };
        let parts = |promotion: &&Promotion| promotion.offer.parts().iter().map(about).collect();
        let levels = |promotion: &&Promotion| {
            let Offer::PriceLevel { level, .. } = &promotion.offer else { return Vec::new() };
            let saved = |line| saved_at(level, line, menu, moment).unwrap_or_default();
            lines.iter().map(saved).collect()
        };
        Self {
            levels: promotions.iter().map(levels).collect(),
            about: promotions.iter().map(parts).collect(),
            left: units.iter().map(|units| units.count).collect(),
            units,
            promotions: promotions.to_vec(),
        }
    }

    /// What a promotion takes off at most, whatever others took before it: what it takes off alone;
    /// only the cheapest one may be a dearer one once the cheaper are gone.
    fn bound(&self, at: usize, alone: i64) -> i64 {
        match &self.promotions[at].offer {
            Offer::FreeItem { .. } => {
                let dearest = self.about[at].first().and_then(|part| part.first());
                dearest.map_or(0, |&line| self.units[line].price.minor())
            }
            Offer::Percent { .. }
            | Offer::Amount { .. }
            | Offer::FixedPrice { .. }
            | Offer::PriceLevel { .. }
            | Offer::FreeChoices { .. }
            | Offer::BuyGet { .. }
            | Offer::Bundle { .. } => alone,
        }
    }

    /// What a promotion takes off each line of what is left, which it then takes away; `None`, and
    /// nothing is taken away, when it takes nothing off.
    fn apply(&self, at: usize, left: &mut [u32]) -> Option<Vec<Money>> {
        let mut off = vec![Money::ZERO; self.units.len()];
        let mut used = vec![0_u32; self.units.len()];
        let parts = &self.about[at];
        let price = |line: usize| self.units[line].price;
        match &self.promotions[at].offer {
            Offer::Percent { ppm, .. } => {
                for &line in parts.first()? {
                    let whole = price(line).checked_mul(left[line])?;
                    off[line] = whole.portion(i64::from(*ppm), PPM)?;
                    used[line] = left[line];
                }
            }
            Offer::Amount { amount, .. } => {
                let lines = parts.first()?;
                let whole = lines.iter().map(|&line| price(line).checked_mul(left[line]));
                let whole = whole.collect::<Option<Vec<_>>>()?;
                let most = (*amount).min(Money::sum(whole.iter().copied())?);
                for (&line, share) in lines.iter().zip(split_by_amount(most, &whole)) {
                    (off[line], used[line]) = (share, left[line]);
                }
            }
            Offer::FixedPrice { price: fixed, .. } => {
                for &line in parts.first()?.iter().filter(|&&line| price(line) > *fixed) {
                    off[line] = price(line).checked_sub(*fixed)?.checked_mul(left[line])?;
                    used[line] = left[line];
                }
            }
            Offer::PriceLevel { .. } => {
                let saved = |line: usize| self.levels[at][line];
                for &line in parts.first()?.iter().filter(|&&line| saved(line) > Money::ZERO) {
                    off[line] = saved(line).checked_mul(left[line])?;
                    used[line] = left[line];
                }
            }
            Offer::FreeItem { .. } => {
                let line = *parts.first()?.iter().rev().find(|&&line| left[line] > 0)?;
                (off[line], used[line]) = (price(line), 1);
            }
            Offer::FreeChoices { .. } => {
                let choices = |line: usize| self.units[line].choices;
                for &line in parts.first()?.iter().filter(|&&line| choices(line) > Money::ZERO) {
                    off[line] = choices(line).checked_mul(left[line])?;
                    used[line] = left[line];
                }
            }
            Offer::BuyGet { buy, get, .. } => {
                self.buy_get(parts.first()?, (*buy, *get), left, &mut off, &mut used)?;
            }
            Offer::Bundle { price: whole, .. } => {
                self.bundle(parts, *whole, left, &mut off, &mut used)?;
            }
        }
        if sum(off.clone()) <= 0 {
            return None;
        }
        for (left, used) in left.iter_mut().zip(used) {
            *left = left.saturating_sub(used);
        }
        Some(off)
    }

    /// The dearest `buy` and `get` together, and of them the cheapest `get` free, and so on.
    fn buy_get(
        &self,
        lines: &[usize],
        (buy, get): (u32, u32),
        left: &[u32],
        off: &mut [Money],
        used: &mut [u32],
    ) -> Option<()> {
        let together = u64::from(buy) + u64::from(get);
        let all: u64 = lines.iter().map(|&line| u64::from(left[line])).sum();
        let whole = all / together * together;
        // Positions of a line's units among all, from the dearest; free are the last of each set.
        let free_before = |position: u64| {
            let (sets, rest) = (position / together, position % together);
            sets * u64::from(get) + rest.saturating_sub(u64::from(buy))
        };
        let mut position = 0;
        for &line in lines {
            let from: u64 = position;
            position += u64::from(left[line]);
            let (from, to) = (from.min(whole), position.min(whole));
            let free = u32::try_from(free_before(to) - free_before(from)).ok()?;
            off[line] = self.units[line].price.checked_mul(free)?;
            used[line] = u32::try_from(to - from).ok()?;
        }
        Some(())
    }

    /// The dearest of each part together, as long as that costs more than the price.
    fn bundle(
        &self,
        parts: &[Vec<usize>],
        whole: Money,
        left: &[u32],
        off: &mut [Money],
        used: &mut [u32],
    ) -> Option<()> {
        let mut now = left.to_vec();
        loop {
            let mut chosen = Vec::with_capacity(parts.len());
            for part in parts {
                let Some(&line) = part.iter().find(|&&line| now[line] > 0) else {
                    return Some(());
                };
                now[line] -= 1;
                chosen.push(line);
            }
            let prices: Vec<Money> = chosen.iter().map(|&line| self.units[line].price).collect();
            let saves = Money::sum(prices.iter().copied())?.checked_sub(whole)?;
            if saves <= Money::ZERO {
                return Some(());
            }
            for (&line, share) in chosen.iter().zip(split_by_amount(saves, &prices)) {
                off[line] = off[line].checked_add(share)?;
                used[line] += 1;
            }
        }
    }
}

/// A search through the choices.
struct Search<'s, 'a> {
    sale: &'s Sale<'a>,
    /// What each takes off at most.
    bounds: &'s [i64],
    /// Those that may be chosen beside others, in the order in which they are applied.
    together: Vec<usize>,
    /// How much the best takes off, and which they are.
    best: (i64, Vec<usize>),
    steps: u32,
}

impl Search<'_, '_> {
    fn go(&mut self, from: usize, left: &[u32], off: i64, chosen: &mut Vec<usize>) {
        let better = off > self.best.0
            || (off == self.best.0 && off > 0 && chosen.len() < self.best.1.len());
        if better {
            self.best = (off, chosen.clone());
        }
        let rest: i64 = self.together[from..].iter().map(|&at| self.bounds[at]).sum();
        if off + rest < self.best.0 || self.steps >= STEPS_MAX || from == self.together.len() {
            return;
        }
        self.steps += 1;
        let at = self.together[from];
        let mut after = left.to_vec();
        if let Some(taken) = self.sale.apply(at, &mut after) {
            chosen.push(at);
            self.go(from + 1, &after, off + sum(taken), chosen);
            chosen.pop();
        }
        self.go(from + 1, left, off, chosen);
    }
}

fn sum(off: Vec<Money>) -> i64 {
    Money::sum(off).map_or(0, Money::minor)
}

fn units_of(line: &Line) -> Units {
    let choices = Money::ZERO;
    if line.is_voided() {
        return Units { price: Money::ZERO, choices, count: 0 };
    }
    if line.details.grams.is_some() {
        return Units { price: line.amount, choices, count: 1 };
    }
    let of_parts = line.details.parts.iter().flat_map(|part| &part.modifiers);
    let extra = line.modifiers.iter().chain(of_parts).map(|modifier| modifier.price);
    let choices = Money::sum(extra.filter(|price| *price > Money::ZERO)).unwrap_or_default();
    // What was left out may have made it cheaper than what was put on.
    let (price, count) = (line.unit_price, line.quantity);
    Units { price, choices: choices.min(price), count }
}

/// What one of a line costs less at a price level: only what its item costs by itself, and never more
/// than the whole. `None` where its item has no such price.
fn saved_at(level: &Code, line: &Line, menu: &Menu, moment: Moment) -> Option<Money> {
    let item = menu.item(line.item_id).filter(|_| line.details.grams.is_none())?;
    let size_id = line.details.size.as_ref().map(|size| size.size_id);
    let price = item.price_at_level(level, size_id, moment)?;
    let Units { price: whole, choices, .. } = units_of(line);
    let saved = whole.checked_sub(choices)?.checked_sub(price)?;
    (!saved.is_negative()).then_some(saved)
}

fn is_about(which: &Which, line: &Line, menu: &Menu) -> bool {
    let everything = which.items.is_empty() && which.categories.is_empty();
    let category = menu.item(line.item_id).map(|item| &item.category);
    everything
        || which.items.contains(&line.item_id)
        || category.is_some_and(|category| which.categories.contains(category))
}

/// What the promotions take off each line together, by its place in the list.
pub fn off_lines(taken: &[Taken<'_>]) -> BTreeMap<usize, Money> {
    let mut off: BTreeMap<usize, Money> = BTreeMap::new();
    for (line, money) in taken.iter().flat_map(|taken| taken.off.iter().copied().enumerate()) {
        if money > Money::ZERO {
            let sum = off.entry(line).or_default();
            *sum = sum.checked_add(money).unwrap_or(*sum);
        }
    }
    off
}
