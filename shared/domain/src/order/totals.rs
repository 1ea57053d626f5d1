//! The only arithmetic on prices.

use std::collections::BTreeMap;

use super::{Line, Tender, Totals};
use crate::tax::{TaxLine, TaxMode, tax_of};
use crate::{Code, Money};

/// What the lines come to, and what of it the tenders have paid; `None` outside the `i64` range.
///
/// Lines that were struck count nothing. Tax lines come in the order of their codes.
pub fn totals(lines: &[Line], tenders: &[Tender], mode: TaxMode) -> Option<Totals> {
    let mut by_rate: BTreeMap<(&Code, u32), Money> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.is_voided()) {
        let sum = by_rate.entry((&line.tax, line.tax_ppm)).or_default();
        *sum = sum.checked_add(line.amount)?;
    }
    let subtotal = Money::sum(by_rate.values().copied())?;
    let mut taxes = Vec::with_capacity(by_rate.len());
    for ((code, rate_ppm), amount) in by_rate {
        let (net, tax) = tax_of(amount, rate_ppm, mode)?;
        taxes.push(TaxLine { code: code.clone(), rate_ppm, net, tax });
    }
    let tax = Money::sum(taxes.iter().map(|line| line.tax))?;
    let total = match mode {
        TaxMode::Inclusive => subtotal,
        TaxMode::Exclusive => subtotal.checked_add(tax)?,
    };
    let paid = Money::sum(tenders.iter().map(|tender| tender.amount))?;
    Some(Totals {
        subtotal,
        tax,
        total,
        paid,
        due: total.checked_sub(paid)?,
        taxes,
        ..Totals::default()
    })
}
