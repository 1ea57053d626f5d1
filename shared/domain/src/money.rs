//! Money in integer minor units, and its exact splits. No floats, no unchecked sums.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

/// An amount in the store currency's minor unit (pence, yen, fils).
///
/// Negative amounts are refunds, reductions or change due. Arithmetic is checked: a sum that
/// leaves the `i64` range is `None`, never a wrapped number.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "number"))]
#[serde(transparent)]
pub struct Money(i64);

/// The largest amount that may cross a wire: 2^53 − 1, what a JSON number carries exactly.
pub const WIRE_MAX: Money = Money((1 << 53) - 1);

impl Money {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// An amount of `minor` units.
    pub const fn from_minor(minor: i64) -> Self {
        Self(minor)
    }

    /// The amount in minor units.
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// The sum, or `None` outside the `i64` range.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or `None` outside the `i64` range.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// `quantity` times the amount, or `None` outside the `i64` range.
    pub fn checked_mul(self, quantity: u32) -> Option<Self> {
        self.0.checked_mul(i64::from(quantity)).map(Self)
    }

    /// The amount times `part / whole`, rounded half away from zero; `None` when `whole` is not above
    /// zero or the result leaves the `i64` range.
    pub fn portion(self, part: i64, whole: i64) -> Option<Self> {
        if whole <= 0 {
            return None;
        }
        let (product, whole) = (i128::from(self.0) * i128::from(part), i128::from(whole));
        let magnitude = (2 * product.abs() + whole) / (2 * whole);
        i64::try_from(if product < 0 { -magnitude } else { magnitude }).ok().map(Self)
    }

    /// The amount rounded to a whole number of `step`s, half away from zero; itself for a step of
    /// one or less.
    pub fn rounded_to(self, step: Self) -> Option<Self> {
        if step.0 <= 1 {
            return Some(self);
        }
        let steps = Self(1).portion(self.0, step.0)?;
        steps.0.checked_mul(step.0).map(Self)
    }

    /// The sum of many amounts, or `None` outside the `i64` range.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// Whether the amount is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

/// The bare number of minor units; [`Currency::digits`] writes it for people.
impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Splits `total` into `ways` shares that differ by at most one minor unit and sum to `total`.
///
/// The first shares are the larger ones. Returns an empty list when `ways` is zero.
pub fn split_evenly(total: Money, ways: u32) -> Vec<Money> {
    let Some(ways) = NonZeroU32::new(ways) else { return Vec::new() };
    let count = i64::from(ways.get());
    let (share, remainder) = (total.minor().div_euclid(count), total.minor().rem_euclid(count));
    (0..count).map(|index| Money::from_minor(share + i64::from(index < remainder))).collect()
}

/// Splits `total` in proportion to `weights`; the shares sum to `total` exactly.
///
/// What rounding leaves over goes, one minor unit each, to the largest remainders, the earlier
/// share first where two are equal (the largest-remainder method). With no weight above zero the
/// split is even. Returns an empty list when there are no weights.
pub fn split_by_weight(total: Money, weights: &[u32]) -> Vec<Money> {
    let weights: Vec<i64> = weights.iter().map(|&weight| i64::from(weight)).collect();
    in_proportion(total, &weights)
}

/// Splits `total` in proportion to amounts, none below zero, by the rule of [`split_by_weight`]. No
/// share is larger than its amount when `total` is not larger than their sum.
pub fn split_by_amount(total: Money, amounts: &[Money]) -> Vec<Money> {
    let weights: Vec<i64> = amounts.iter().map(|amount| amount.minor().max(0)).collect();
    in_proportion(total, &weights)
}

fn in_proportion(total: Money, weights: &[i64]) -> Vec<Money> {
    let whole: i128 = weights.iter().map(|&weight| i128::from(weight)).sum();
    if whole == 0 {
        return split_evenly(total, u32::try_from(weights.len()).unwrap_or(u32::MAX));
    }
    let amount = i128::from(total.minor());
    let mut shares: Vec<(i128, i128)> = weights
        .iter()
        .map(|&weight| {
            let product = amount * i128::from(weight);
            (product.div_euclid(whole), product.rem_euclid(whole))
        })
        .collect();
    let mut left = amount - shares.iter().map(|&(share, _)| share).sum::<i128>();
    let mut by_remainder: Vec<usize> = (0..shares.len()).collect();
    by_remainder.sort_by_key(|&index| (std::cmp::Reverse(shares[index].1), index));
    for index in by_remainder {
        if left == 0 {
            break;
        }
        shares[index].0 += 1;
        left -= 1;
    }
    shares.into_iter().map(|(share, _)| Money(i64::try_from(share).unwrap_or(i64::MAX))).collect()
}

/// A currency a store can trade in: an ISO 4217 code and how many decimal places it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    code: iso_currency::Currency,
}

impl Currency {
    /// Finds a currency by its ISO 4217 code, `GBP` for example; `None` for one that has no code
    /// or no minor unit defined.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = iso_currency::Currency::from_code(code)?;
        code.exponent().map(|_| Self { code })
    }

    /// The ISO 4217 code.
    pub fn code(&self) -> &'static str {
        self.code.code()
    }

    /// The ISO 4217 number: 826 for pounds.
    pub fn numeric(&self) -> u16 {
        self.code.numeric()
    }

    /// Decimal places of the major unit: 0 for yen, 2 for pounds, 3 for Kuwaiti dinars.
    pub fn exponent(&self) -> u32 {
        self.code.exponent().map_or(0, u32::from)
    }

    /// Minor units in one major unit: 1, 100 or 1000.
    pub fn minor_per_major(&self) -> i64 {
        10_i64.pow(self.exponent())
    }

    /// The sign used on paper, `£` for example.
    pub fn symbol(&self) -> String {
        self.code.symbol().symbol
    }

    /// The amount in digits alone: `-12.50`, `1300`, `0.005`.
    pub fn digits(&self, amount: Money) -> String {
        let minor = amount.minor().unsigned_abs();
        let sign = if amount.is_negative() { "-" } else { "" };
        let scale = self.minor_per_major().unsigned_abs();
        let width = usize::try_from(self.exponent()).unwrap_or(0);
        if width == 0 {
            return format!("{sign}{minor}");
        }
        format!("{sign}{}.{:0width$}", minor / scale, minor % scale)
    }

    /// Reads `12.5`, `12.50` or `1300` as an amount; `None` for anything else, also for more
    /// decimal places than the currency has (unless they are zeros) and for amounts past 2^53 − 1.
    pub fn parse(&self, text: &str) -> Option<Money> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (major, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if major.is_empty() || !plain(major) || !plain(fraction) {
            return None;
        }
        let places = usize::try_from(self.exponent()).ok()?;
        let kept = fraction.trim_end_matches('0');
        if kept.len() > places {
            return None;
        }
        let minor: i64 = format!("{major}{kept:0<places$}").parse().ok()?;
        (minor <= WIRE_MAX.minor()).then_some(Money(if negative { -minor } else { minor }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn yen_pounds_and_dinars_are_written_with_their_own_decimals() {
        for (code, minor, text) in [
            ("JPY", 1300, "1300"),
            ("GBP", -1250, "-12.50"),
            ("GBP", 5, "0.05"),
            ("KWD", 5, "0.005"),
            ("KWD", 12_345, "12.345"),
        ] {
            let currency = Currency::from_code(code).unwrap();
            assert_eq!(currency.digits(Money::from_minor(minor)), text);
            assert_eq!(currency.parse(text), Some(Money::from_minor(minor)));
        }
    }

    #[test]
    fn a_price_that_is_not_plain_decimal_is_not_guessed() {
        let pounds = Currency::from_code("GBP").unwrap();
        for text in ["", "-", "1,50", "1.505", "£2", "1e3", "NaN", " 1", ".5", "99999999999999999"]
        {
            assert!(pounds.parse(text).is_none(), "{text:?} was read as money");
        }
        assert_eq!(pounds.parse("1.500"), Some(Money::from_minor(150)));
    }

    #[test]
    fn a_sum_that_leaves_the_range_is_none_and_never_wraps() {
        let most = Money::from_minor(i64::MAX);
        assert_eq!(most.checked_add(Money::from_minor(1)), None);
        assert_eq!(most.checked_mul(2), None);
        assert_eq!(Money::sum([most, Money::from_minor(1)]), None);
    }

    #[test]
    fn cash_is_rounded_to_the_smallest_coin_half_away_from_zero() {
        for (minor, step, rounded) in [
            (1_232, 5, 1_230),
            (1_233, 5, 1_235),
            (1_225, 50, 1_250),
            (-1_233, 5, -1_235),
            (149, 100, 100),
            (150, 100, 200),
            (7, 1, 7),
        ] {
            let amount = Money::from_minor(minor).rounded_to(Money::from_minor(step));
            assert_eq!(amount, Some(Money::from_minor(rounded)), "{minor} to {step}");
        }
    }

    proptest! {
        #[test]
        fn a_split_by_amounts_gives_nobody_more_than_they_have(amounts in prop::collection::vec(0_i64..1_000_000, 1..30), part in 0_i64..=1_000) {
            let amounts: Vec<Money> = amounts.into_iter().map(Money::from_minor).collect();
            let sum = Money::sum(amounts.iter().copied()).unwrap();
            let total = sum.portion(part, 1_000).unwrap();
            let shares = split_by_amount(total, &amounts);
            prop_assert_eq!(Money::sum(shares.iter().copied()), Some(total));
            for (share, amount) in shares.iter().zip(&amounts) {
                prop_assert!(!share.is_negative() && share <= amount);
            }
        }

        #[test]
        fn an_even_split_sums_exactly_and_differs_by_at_most_one(total in -1_000_000_000_i64..1_000_000_000, ways in 1_u32..200) {
            let shares = split_evenly(Money::from_minor(total), ways);
            prop_assert_eq!(Money::sum(shares.iter().copied()), Some(Money::from_minor(total)));
            let (least, most) = (shares.iter().min().unwrap(), shares.iter().max().unwrap());
            prop_assert!(most.minor() - least.minor() <= 1);
        }

        #[test]
        fn a_weighted_split_sums_exactly(total in -1_000_000_000_i64..1_000_000_000, weights in prop::collection::vec(0_u32..1000, 1..30)) {
            let shares = split_by_weight(Money::from_minor(total), &weights);
            prop_assert_eq!(shares.len(), weights.len());
            prop_assert_eq!(Money::sum(shares), Some(Money::from_minor(total)));
        }
    }
}
