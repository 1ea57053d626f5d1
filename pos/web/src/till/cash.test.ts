import { expect, test } from 'vitest';
import { applyCash, quickCash, quickFloats, roundToStep } from './cash';

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
  const whole = { amount: 1840, rounding: 0, whole: true };
  expect(applyCash(2000, 1840)).toEqual({ ...whole, change: 160 });
  expect(applyCash(1840, 1840)).toEqual({ ...whole, change: 0 });
  expect(applyCash(1839, 1840)).toEqual({ amount: 1839, rounding: 0, change: 0, whole: false });
});

test('a tip is kept on top, and a part payment pays the tip first', () => {
  expect(applyCash(2500, 1840, 200)).toEqual({ amount: 1840, rounding: 0, change: 460, whole: true });
  expect(applyCash(1000, 1840, 200)).toEqual({ amount: 800, rounding: 0, change: 0, whole: false });
  expect(applyCash(100, 1840, 200).amount).toBe(0);
});

test('what is kept is rounded to the smallest coin, half away from zero, only when it settles everything', () => {
  const rounded: [number, number, number][] = [
    [1002, 5, 1000],
    [1003, 5, 1005],
    [1005, 10, 1010],
    [1004, 10, 1000],
    [149, 100, 100],
    [150, 100, 200],
    [-1005, 10, -1010],
    [1003, 1, 1003],
  ];
  for (const [amount, step, kept] of rounded) expect(roundToStep(amount, step)).toBe(kept);
  expect(applyCash(1000, 1002, 0, 5)).toEqual({ amount: 1002, rounding: -2, change: 0, whole: true });
  expect(applyCash(2000, 1003, 0, 5)).toEqual({ amount: 1003, rounding: 2, change: 995, whole: true });
  expect(applyCash(500, 1003, 0, 5)).toEqual({ amount: 500, rounding: 0, change: 0, whole: false });
});
