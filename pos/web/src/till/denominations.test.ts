import { expect, test } from 'vitest';
import { countedSum, countedValues, denominations } from './denominations';

const money = (currency: string, currency_exponent = 2) => ({ currency, currency_exponent });

test('a drawer is counted from the large notes to the small coins', () => {
  const values = denominations(money('GBP')).map((one) => one.value);
  expect(values).toEqual([5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1]);
  expect(denominations(money('JPY', 0))[0]?.value).toBe(10_000);
  expect(denominations(money('KWD', 3)).at(-1)?.value).toBe(5);
});

test('a currency without a table, or with other decimals, is counted as one amount', () => {
  expect(denominations(money('XAF', 0))).toEqual([]);
  expect(denominations(money('KWD', 2))).toEqual([]);
});

test('the count comes to what its notes and coins are worth, and each value is told once', () => {
  const all = denominations(money('CNY'));
  const counts = new Map([
    ['n10000', 3],
    ['n100', 2],
    ['c100', 5],
    ['c50', 0],
  ]);
  expect(countedSum(all, counts)).toBe(30_700);
  expect(countedValues(all, counts)).toEqual([
    { value: 10_000, count: 3 },
    { value: 100, count: 7 },
  ]);
});
