//! Tax: one rounding rule, for prices that include it and prices that do not.
//!
//! **The rule.** Tax is computed once per rate and order, on the sum of the order's amounts at that
//! rate, and rounded half away from zero to the minor unit. It is never computed per line, so the
//! tax lines of a receipt add up to what is owed.

use serde::{Deserialize, Serialize};

use crate::{Code, Money};

/// Parts in a whole rate: `rate_ppm` 200 000 is 20 %.
const PPM: i128 = 1_000_000;

/// Whether menu prices include tax or have it added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TaxMode {
    /// The price on the menu is what the guest pays.
    Inclusive,
    /// Tax is added to the price on the menu.
    Exclusive,
}

/// What one rate contributes to an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TaxLine {
    /// Which rate.
    pub code: Code,
    /// The rate in parts per million, as it was when the lines were rung.
    pub rate_ppm: u32,
    /// The amount without the tax.
    pub net: Money,
    /// The tax itself.
    pub tax: Money,
}

/// Net and tax of `amount`, the sum of all amounts at one rate; `None` outside the `i64` range.
pub fn tax_of(amount: Money, rate_ppm: u32, mode: TaxMode) -> Option<(Money, Money)> {
    let (amount_minor, rate) = (i128::from(amount.minor()), i128::from(rate_ppm));
    let whole = match mode {
        TaxMode::Inclusive => PPM + rate,
        TaxMode::Exclusive => PPM,
    };
    let tax = Money::from_minor(i64::try_from(divide_half_away(amount_minor * rate, whole)).ok()?);
    match mode {
        TaxMode::Inclusive => Some((amount.checked_sub(tax)?, tax)),
        TaxMode::Exclusive => Some((amount, tax)),
    }
}

/// `dividend / divisor`, rounded half away from zero. The divisor is positive.
fn divide_half_away(dividend: i128, divisor: i128) -> i128 {
    let magnitude = (2 * dividend.abs() + divisor) / (2 * divisor);
    if dividend < 0 { -magnitude } else { magnitude }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tax_is_rounded_half_away_from_zero_on_both_sides_of_the_half() {
        for (amount, rate_ppm, mode, net, tax) in [
            (1200, 200_000, TaxMode::Inclusive, 1000, 200),
            (999, 200_000, TaxMode::Inclusive, 832, 167),
            (1000, 200_000, TaxMode::Exclusive, 1000, 200),
            (1002, 25_000, TaxMode::Exclusive, 1002, 25),
            (1020, 25_000, TaxMode::Exclusive, 1020, 26),
            (-1020, 25_000, TaxMode::Exclusive, -1020, -26),
            (0, 200_000, TaxMode::Inclusive, 0, 0),
            (777, 0, TaxMode::Inclusive, 777, 0),
        ] {
            assert_eq!(
                tax_of(Money::from_minor(amount), rate_ppm, mode),
                Some((Money::from_minor(net), Money::from_minor(tax))),
                "{amount} at {rate_ppm} ppm {mode:?}"
            );
        }
    }
}
