import { expect, test } from 'vitest';
import { applyCash, quickCash, quickFloats } from './cash';

const gbp = { currency: 'GBP', currency_exponent: 2 };
const jpy = { currency: 'JPY', currency_exponent: 0 };

test('quick cash is the next full amount for each note, none twice and never the exact sum', () => {
  const cases: [number, number[]][] = [
    [320, [500, 1000, 2000, 5000]],
    [500, [1000, 2000, 5000]],
    [1840, [2000, 5000]],
    [2001, [2500, 3000, 4000, 5000]],
    [5800, [6000, 10000]],
    [0, []],
    [-100, []],
  ];
  for (const [due, amounts] of cases) expect(quickCash(due, gbp)).toEqual(amounts);
});

test('a currency without decimals has its own notes', () => {
  expect(quickCash(1980, jpy)).toEqual([2000, 5000, 10_000]);
  expect(quickFloats(jpy)[0]).toBe(10_000);
  expect(quickFloats(gbp)).toEqual([5_000, 10_000, 15_000, 20_000]);
});

test('cash over the sum gives change, cash under it pays a part', () => {
  expect(applyCash(2000, 1840)).toEqual({ amount: 1840, change: 160 });
  expect(applyCash(1840, 1840)).toEqual({ amount: 1840, change: 0 });
  expect(applyCash(1000, 1840)).toEqual({ amount: 1000, change: 0 });
});
