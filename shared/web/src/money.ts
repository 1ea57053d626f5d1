import { locale } from './i18n';
import type { Money } from './protocol.gen';

/** What is needed to write an amount: any store card will do. */
export type Currency = { currency: string; currency_exponent: number };

type Style = 'currency' | 'decimal';
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(of: Currency, style: Style): Intl.NumberFormat {
  const key = `${locale()} ${style} ${of.currency} ${of.currency_exponent}`;
  let found = formatters.get(key);
  if (!found) {
    const digits = {
      minimumFractionDigits: of.currency_exponent,
      maximumFractionDigits: of.currency_exponent,
    };
    const money = { style, currency: of.currency, currencyDisplay: 'narrowSymbol' } as const;
    found = new Intl.NumberFormat(locale(), style === 'currency' ? { ...money, ...digits } : digits);
    formatters.set(key, found);
  }
  return found;
}

/**
 * Writes minor units as a decimal numeral: `(-5, 2)` is `-0.05`. Works on digits, never on floats.
 *
 * @throws RangeError when `minor` is not a safe integer.
 */
export function decimal(minor: Money, exponent: number): `${number}` {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`not an amount in minor units: ${minor}`);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = digits.slice(digits.length - exponent);
  const text = `${minor < 0 ? '-' : ''}${whole}${exponent > 0 ? `.${fraction}` : ''}`;
  return text as `${number}`; // digits, one point, maybe a sign: a numeral by construction
}

/** An amount with its currency sign in this device's language: `¥108.00`. */
export function formatMoney(minor: Money, of: Currency): string {
  return formatter(of, 'currency').format(decimal(minor, of.currency_exponent));
}

/** An amount without a sign, for columns that already say which currency: `108.00`. */
export function formatAmount(minor: Money, of: Currency): string {
  return formatter(of, 'decimal').format(decimal(minor, of.currency_exponent));
}
