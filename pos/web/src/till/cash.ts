import type { Currency, Money } from '@comanda/web';

/** Quick amounts on the pay sheet beside *Exact*, at most. */
export const QUICK_CASH_MAX = 4;

/** Notes in whole units of the currency, small to large: what a guest is likely to hand over. */
const NOTES: Readonly<Record<string, readonly number[]>> = {
  GBP: [5, 10, 20, 50],
  EUR: [5, 10, 20, 50, 100],
  USD: [5, 10, 20, 50, 100],
  CNY: [10, 20, 50, 100],
  HKD: [20, 50, 100, 500],
  JPY: [1_000, 5_000, 10_000],
};
const NOTES_ELSEWHERE: readonly number[] = [5, 10, 20, 50, 100];

/** Opening floats that are counted often, in whole units. */
const FLOATS: Readonly<Record<string, readonly number[]>> = {
  GBP: [50, 100, 150, 200],
  CNY: [200, 300, 500, 1_000],
  JPY: [10_000, 20_000, 30_000, 50_000],
};
const FLOATS_ELSEWHERE: readonly number[] = [50, 100, 150, 200];

function minor(whole: number, of: Currency): Money {
  return whole * 10 ** of.currency_exponent;
}

/** What a guest may hand over for `due` instead of the exact sum: the next full amount for each note, none twice. */
export function quickCash(due: Money, of: Currency): Money[] {
  if (due <= 0) return [];
  const amounts = (NOTES[of.currency] ?? NOTES_ELSEWHERE).map((note) => {
    const step = minor(note, of);
    const over = due % step;
    return over === 0 ? due : due - over + step;
  });
  const distinct = [...new Set(amounts)].filter((amount) => amount > due);
  return distinct.sort((a, b) => a - b).slice(0, QUICK_CASH_MAX);
}

/** Floats to choose from when a shift opens. */
export function quickFloats(of: Currency): Money[] {
  return (FLOATS[of.currency] ?? FLOATS_ELSEWHERE).map((whole) => minor(whole, of));
}

/** Rounds to the smallest step of cash, half away from zero: what is kept when every coin below it is gone. */
export function roundToStep(amount: Money, step: Money): Money {
  if (step <= 1) return amount;
  const size = Math.abs(amount);
  const over = size % step;
  const rounded = over * 2 >= step ? size - over + step : size - over;
  return amount < 0 ? -rounded : rounded;
}

/** What cash comes to: what counts toward the bill, what the drawer keeps beyond it by rounding, and what goes back. */
export type CashSums = { amount: Money; rounding: Money; change: Money; whole: boolean };

/**
 * What `received` does to a bill of `due` with `tip` on top. Cash that settles all of it is rounded to the step; less
 * than that is a part payment without change, and without rounding.
 */
export function applyCash(received: Money, due: Money, tip: Money = 0, step: Money = 1): CashSums {
  const kept = roundToStep(due + tip, step);
  if (received >= kept)
    return { amount: due, rounding: kept - due - tip, change: received - kept, whole: true };
  return { amount: Math.max(0, Math.min(received - tip, due)), rounding: 0, change: 0, whole: false };
}

/** Tips offered, in parts per million of what is due. */
export const TIPS: readonly number[] = [50_000, 100_000, 125_000, 150_000];
