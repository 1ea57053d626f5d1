import type { TaxMode } from '@comanda/web';
import { expect, test } from 'vitest';
import { sums, taxOf, typedAmount } from './sums';

test('tax is rounded half away from zero, as the store server does it', () => {
  const cases: [number, number, TaxMode, number][] = [
    [1200, 200_000, 'inclusive', 200],
    [999, 200_000, 'inclusive', 167],
    [1000, 200_000, 'exclusive', 200],
    [1002, 25_000, 'exclusive', 25],
    [1020, 25_000, 'exclusive', 26],
    [-1020, 25_000, 'exclusive', -26],
    [777, 0, 'inclusive', 0],
    [9_007_199_254_740_991, 1_000_000, 'exclusive', 9_007_199_254_740_991],
  ];
  for (const [amount, rate, mode, tax] of cases) expect(taxOf(amount, rate, mode)).toBe(tax);
});

test('tax is reckoned once per rate on the sum, not per line', () => {
  const line = { amount: 333, tax: 'standard', rate_ppm: 200_000 };
  const check = sums([line, line, line, { amount: 500, tax: 'zero', rate_ppm: 0 }], 'inclusive', 400);
  expect(check).toMatchObject({ subtotal: 1499, tax: 167, total: 1499, paid: 400, due: 1099 });
  expect(check.rates).toEqual([
    { code: 'standard', rate_ppm: 200_000, tax: 167 },
    { code: 'zero', rate_ppm: 0, tax: 0 },
  ]);
});

test('a tax that is not in the price is added to the total', () => {
  const check = sums([{ amount: 1000, tax: 'sales', rate_ppm: 88_750 }], 'exclusive', 0);
  expect(check).toMatchObject({ subtotal: 1000, tax: 89, total: 1089, due: 1089 });
});

test('amounts stay whole: a tenth three times is exactly three tenths', () => {
  const tenth = { amount: 10, tax: 'zero', rate_ppm: 0 };
  expect(sums([tenth, tenth, tenth], 'inclusive', 30).due).toBe(0);
});

test('typed digits are minor units, and anything else is nothing', () => {
  expect(['', '5', '580', '00100', 'x', '9'.repeat(20)].map(typedAmount)).toEqual([0, 5, 580, 100, 0, 0]);
});
