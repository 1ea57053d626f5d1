//! The only arithmetic on prices.
//!
//! **The rules.** A line's net is its amount less its reductions, in the order given: a percentage of
//! what it *still* comes to (rounded half away from zero), an amount, or all of it (a comp). The
//! order's own reductions are taken off the sum of the nets in the same way, and spread over the
//! lines in proportion to their nets (largest remainder). The service charge is its rate of what is
//! left, spread in the same way and taxed like the lines it falls on. Packaging is an amount at a
//! rate of its own. Tax is computed once per rate (`tax.rs`).

use std::collections::BTreeMap;

use super::{Line, Order, Packaging, Reduction, ReductionKind, Tender, Totals};
use crate::id::LineId;
use crate::money::split_by_amount;
use crate::tax::{TaxLine, TaxMode, tax_of};
use crate::{Code, Money};

/// Parts in a whole rate.
const PPM: i64 = 1_000_000;

/// What a total is made of.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// All lines; those that were struck count nothing.
    pub lines: &'a [Line],
    /// The reductions of the order as a whole.
    pub reductions: &'a [Reduction],
    /// The service charge in parts per million.
    pub service_ppm: u32,
    /// The fee for packaging.
    pub packaging: Option<&'a Packaging>,
    /// What was paid.
    pub tenders: &'a [Tender],
    /// Whether prices include tax.
    pub mode: TaxMode,
}

impl<'a> Parts<'a> {
    /// The parts of an order, with `lines` in place of its own.
    pub fn of(order: &'a Order, lines: &'a [Line], mode: TaxMode) -> Self {
        Self {
            lines,
            reductions: &order.reductions,
            service_ppm: order.service_ppm,
            packaging: order.packaging.as_ref(),
            tenders: &order.tenders,
            mode,
        }
    }
}

/// What a line, or the order, comes to once its reductions are off.
#[derive(Debug, Clone, Copy, Default)]
struct Reduced {
    net: Money,
    discounts: Money,
    comps: Money,
}

/// The lines that count, each with what it contributes before tax.
struct Spread<'a> {
    lines: Vec<&'a Line>,
    /// Net of all reductions, with the line's part of the service charge.
    amounts: Vec<Money>,
    /// What discounts took off each, its part of the order's own included.
    line_discounts: Vec<Money>,
    /// What was given free of each, likewise.
    line_comps: Vec<Money>,
    subtotal: Money,
    discounts: Money,
    comps: Money,
    service: Money,
}

/// What a reduction takes off `base`, the price that is left when it comes to it.
pub fn taken_off(kind: ReductionKind, base: Money) -> Option<Money> {
    match kind {
        ReductionKind::Percent { ppm } => base.portion(i64::from(ppm), PPM),
        ReductionKind::Amount { amount } => Some(amount.min(base)),
        ReductionKind::Comp => Some(base),
    }
}

/// What `amount` comes to once `reductions` are off, one after the other.
fn reduce(amount: Money, reductions: &[Reduction]) -> Option<Reduced> {
    let mut reduced = Reduced { net: amount, ..Reduced::default() };
    for reduction in reductions {
        let off = taken_off(reduction.kind, reduced.net)?;
        reduced.net = reduced.net.checked_sub(off)?;
        let sum = match reduction.kind {
            ReductionKind::Percent { .. } | ReductionKind::Amount { .. } => &mut reduced.discounts,
            ReductionKind::Comp => &mut reduced.comps,
        };
        *sum = sum.checked_add(off)?;
    }
    Some(reduced)
}

/// What a line still comes to once its reductions are off; `None` outside the `i64` range.
pub fn net_of(line: &Line) -> Option<Money> {
    reduce(line.amount, &line.reductions).map(|reduced| reduced.net)
}

/// What the order still comes to once the lines' and its own reductions are off, without service,
/// packaging and tax on top; `None` outside the `i64` range.
pub fn base_of(lines: &[Line], reductions: &[Reduction]) -> Option<Money> {
    let kept = lines.iter().filter(|line| !line.is_voided());
    let nets = kept.map(net_of).collect::<Option<Vec<_>>>()?;
    reduce(Money::sum(nets)?, reductions).map(|reduced| reduced.net)
}

fn spread<'a>(parts: &Parts<'a>) -> Option<Spread<'a>> {
    let lines: Vec<&Line> = parts.lines.iter().filter(|line| !line.is_voided()).collect();
    let mut amounts = Vec::with_capacity(lines.len());
    let mut line_discounts = Vec::with_capacity(lines.len());
    let mut line_comps = Vec::with_capacity(lines.len());
    for line in &lines {
        let reduced = reduce(line.amount, &line.reductions)?;
        amounts.push(reduced.net);
        line_discounts.push(reduced.discounts);
        line_comps.push(reduced.comps);
    }
    let whole = reduce(Money::sum(amounts.iter().copied())?, parts.reductions)?;
    let off = whole.discounts.checked_add(whole.comps)?;
    if off != Money::ZERO {
        let shares = split_by_amount(off, &amounts);
        let discounts = split_by_amount(whole.discounts, &shares);
        for (index, (share, discount)) in shares.into_iter().zip(discounts).enumerate() {
            amounts[index] = amounts[index].checked_sub(share)?;
            line_discounts[index] = line_discounts[index].checked_add(discount)?;
            line_comps[index] = line_comps[index].checked_add(share.checked_sub(discount)?)?;
        }
    }
    let service = whole.net.portion(i64::from(parts.service_ppm), PPM)?;
    if service != Money::ZERO {
        let shares = split_by_amount(service, &amounts);
        for (amount, share) in amounts.iter_mut().zip(shares) {
            *amount = amount.checked_add(share)?;
        }
    }
    let subtotal = Money::sum(lines.iter().map(|line| line.amount))?;
    let discounts = Money::sum(line_discounts.iter().copied())?;
    let comps = Money::sum(line_comps.iter().copied())?;
    Some(Spread { lines, amounts, line_discounts, line_comps, subtotal, discounts, comps, service })
}

/// What an order comes to, and what of it the tenders have paid; `None` outside the `i64` range.
///
/// Tax lines come in the order of their codes.
pub fn totals(parts: &Parts<'_>) -> Option<Totals> {
    let spread = spread(parts)?;
    // Where every line was struck there is nothing to pack.
    let fee = parts.packaging.filter(|_| !spread.lines.is_empty());
    let packaging = fee.map_or(Money::ZERO, |fee| fee.amount);
    let taxes = taxes_of(&spread, &Parts { packaging: fee, ..*parts })?;
    let tax = Money::sum(taxes.iter().map(|line| line.tax))?;
    let before = Money::sum(spread.amounts.iter().copied().chain([packaging]))?;
    let total = match parts.mode {
        TaxMode::Inclusive => before,
        TaxMode::Exclusive => before.checked_add(tax)?,
    };
    let paid = Money::sum(parts.tenders.iter().map(|tender| tender.amount))?;
    Some(Totals {
        subtotal: spread.subtotal,
        tax,
        total,
        paid,
        due: total.checked_sub(paid)?,
        taxes,
        discounts: spread.discounts,
        comps: spread.comps,
        service: spread.service,
        packaging,
        tips: Money::sum(parts.tenders.iter().map(|tender| tender.tip))?,
        refunded: Money::ZERO,
    })
}

fn taxes_of(spread: &Spread<'_>, parts: &Parts<'_>) -> Option<Vec<TaxLine>> {
    let mut by_rate: BTreeMap<(&Code, u32), Money> = BTreeMap::new();
    let of_lines = spread.lines.iter().zip(&spread.amounts);
    let of_lines = of_lines.map(|(line, amount)| ((&line.tax, line.tax_ppm), *amount));
    let of_packaging = parts.packaging.map(|fee| ((&fee.tax, fee.tax_ppm), fee.amount));
    for (rate, amount) in of_lines.chain(of_packaging) {
        let sum = by_rate.entry(rate).or_default();
        *sum = sum.checked_add(amount)?;
    }
    let mut taxes = Vec::with_capacity(by_rate.len());
    for ((code, rate_ppm), amount) in by_rate {
        let (net, tax) = tax_of(amount, rate_ppm, parts.mode)?;
        taxes.push(TaxLine { code: code.clone(), rate_ppm, net, tax });
    }
    Some(taxes)
}

/// What a line contributes to the total of its order, and the tax in that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineShare<'a> {
    /// Which line.
    pub line: &'a Line,
    /// Its share of the total: reductions, service, packaging and tax on top included.
    pub amount: Money,
    /// The tax on the line itself, in `amount`.
    pub tax: Money,
    /// Its share of the packaging, in `amount`, tax included.
    pub packaging: Money,
    /// The tax on that.
    pub packaging_tax: Money,
    /// What discounts took off, the order's own shared out.
    pub discounts: Money,
    /// What was given free, likewise.
    pub comps: Money,
}

impl LineShare<'_> {
    /// What the units from `before` to `with` of the line are worth: of a line of `n`, the first `k`
    /// are worth `k / n` of it, rounded half away from zero. `None` outside the `i64` range.
    pub fn units(&self, before: u32, with: u32) -> Option<Self> {
        let whole = i64::from(self.line.quantity);
        let between = |money: Money| {
            let first = money.portion(i64::from(before), whole)?;
            money.portion(i64::from(with), whole)?.checked_sub(first)
        };
        Some(Self {
            line: self.line,
            amount: between(self.amount)?,
            tax: between(self.tax)?,
            packaging: between(self.packaging)?,
            packaging_tax: between(self.packaging_tax)?,
            discounts: between(self.discounts)?,
            comps: between(self.comps)?,
        })
    }
}

/// What each line that was not struck contributes to the total; together exactly the total, and
/// their taxes exactly the order's. `None` outside the `i64` range.
///
/// The tax of a rate is spread over the amounts at that rate alone, in proportion; packaging over
/// all lines, evenly where they come to nothing. Whether tax is on top follows from the totals.
pub fn shares(order: &Order) -> Option<Vec<LineShare<'_>>> {
    let (totals, fee) = (&order.totals, order.packaging.as_ref());
    let spread = spread(&Parts::of(order, &order.lines, TaxMode::Inclusive))?;
    let amounts = &spread.amounts;
    let before = Money::sum(amounts.iter().copied())?.checked_add(totals.packaging)?;
    let on_top = totals.total != before;
    let mut taxes = vec![Money::ZERO; amounts.len()];
    let mut packaging_tax = Money::ZERO;
    for rate in &totals.taxes {
        let is_at = |code: &Code, ppm: u32| *code == rate.code && ppm == rate.rate_ppm;
        let lines = spread.lines.iter().enumerate();
        let at: Vec<usize> = lines
            .filter(|(_, line)| is_at(&line.tax, line.tax_ppm))
            .map(|(index, _)| index)
            .collect();
        let packed = fee.is_some_and(|fee| is_at(&fee.tax, fee.tax_ppm));
        let mut weights: Vec<Money> = at.iter().map(|&index| amounts[index]).collect();
        weights.extend(packed.then_some(totals.packaging));
        let parts = split_by_amount(rate.tax, &weights);
        for (&index, &part) in at.iter().zip(&parts) {
            taxes[index] = part;
        }
        if packed {
            packaging_tax = parts.last().copied().unwrap_or_default();
        }
    }
    let packaging_on_top = if on_top { packaging_tax } else { Money::ZERO };
    let packaging = totals.packaging.checked_add(packaging_on_top)?;
    let packagings = split_by_amount(packaging, amounts);
    let packaging_taxes = split_by_amount(packaging_tax, &packagings);
    let mut shares = Vec::with_capacity(amounts.len());
    for (index, line) in spread.lines.iter().enumerate() {
        let own = if on_top { amounts[index].checked_add(taxes[index])? } else { amounts[index] };
        shares.push(LineShare {
            line,
            amount: own.checked_add(packagings[index])?,
            tax: taxes[index],
            packaging: packagings[index],
            packaging_tax: packaging_taxes[index],
            discounts: spread.line_discounts[index],
            comps: spread.line_comps[index],
        });
    }
    Some(shares)
}

/// The amounts of [`shares`] alone.
pub fn line_shares(order: &Order) -> Option<Vec<(LineId, Money)>> {
    Some(shares(order)?.into_iter().map(|share| (share.line.id, share.amount)).collect())
}
