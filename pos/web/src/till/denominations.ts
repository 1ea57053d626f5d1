import type { Counted, Currency, Money } from '@comanda/web';

/** Notes and coins of a currency in minor units, large to small; only what is in use. */
const TABLES: Readonly<Record<string, { notes: readonly Money[]; coins: readonly Money[] }>> = {
  GBP: { notes: [5_000, 2_000, 1_000, 500], coins: [200, 100, 50, 20, 10, 5, 2, 1] },
  EUR: { notes: [20_000, 10_000, 5_000, 2_000, 1_000, 500], coins: [200, 100, 50, 20, 10, 5, 2, 1] },
  USD: { notes: [10_000, 5_000, 2_000, 1_000, 500, 200, 100], coins: [50, 25, 10, 5, 1] },
  CNY: { notes: [10_000, 5_000, 2_000, 1_000, 500, 100], coins: [100, 50, 10] },
  JPY: { notes: [10_000, 5_000, 2_000, 1_000], coins: [500, 100, 50, 10, 5, 1] },
  CHF: { notes: [100_000, 20_000, 10_000, 5_000, 2_000, 1_000], coins: [500, 200, 100, 50, 20, 10, 5] },
  KWD: { notes: [20_000, 10_000, 5_000, 1_000, 500, 250], coins: [100, 50, 20, 10, 5] },
};

/** The decimals that the tables are written in; a store that reckons otherwise counts as one amount. */
const EXPONENTS: Readonly<Record<string, number>> = { JPY: 0, KWD: 3 };

/** One sort of note or coin. A value that is both (1 yuan) is counted twice, so it has a key of its own. */
export type Denomination = { key: string; value: Money; coin: boolean };

/** What there is to count in a drawer, large to small; empty where the currency is counted as one amount. */
export function denominations(of: Currency): Denomination[] {
  const table = TABLES[of.currency];
  if (table === undefined || of.currency_exponent !== (EXPONENTS[of.currency] ?? 2)) return [];
  return [
    ...table.notes.map((value) => ({ key: `n${value}`, value, coin: false })),
    ...table.coins.map((value) => ({ key: `c${value}`, value, coin: true })),
  ];
}

/** How many were counted, by key. */
export type Counts = ReadonlyMap<string, number>;

/** What the count comes to. */
export function countedSum(all: readonly Denomination[], counts: Counts): Money {
  return all.reduce((sum, { key, value }) => sum + value * (counts.get(key) ?? 0), 0);
}

/** The count as the command takes it: each value once, those that were not found left out. */
export function countedValues(all: readonly Denomination[], counts: Counts): Counted[] {
  const byValue = new Map<Money, number>();
  for (const { key, value } of all) byValue.set(value, (byValue.get(value) ?? 0) + (counts.get(key) ?? 0));
  return [...byValue].filter(([, count]) => count > 0).map(([value, count]) => ({ value, count }));
}
