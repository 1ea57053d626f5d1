import { expect, test } from 'vitest';
import { evenShares, spread } from './shares';
import { shareOf } from './sums';

test('shares of a sum come to it exactly, and nobody is off by more than the smallest coin', () => {
  const cases: [number, number[], number[]][] = [
    [1000, [1, 1, 1], [334, 333, 333]],
    [100, [200, 100], [67, 33]],
    [1, [5, 5], [1, 0]],
    [999, [0, 3, 0], [0, 999, 0]],
    [0, [1, 2], [0, 0]],
    [500, [], []],
    [501, [0, 0], [251, 250]],
  ];
  for (const [total, weights, shares] of cases) expect(spread(total, weights)).toEqual(shares);
});

test('an even split of any sum leaves nothing over', () => {
  for (const total of [1, 7, 100, 3280, 999_999_999_999])
    for (const ways of [2, 3, 7, 20]) {
      const shares = evenShares(total, ways);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }
});

test('a percentage is rounded half away from zero', () => {
  expect(shareOf(1005, 100_000)).toBe(101);
  expect(shareOf(1004, 100_000)).toBe(100);
  expect(shareOf(3280, 125_000)).toBe(410);
});
