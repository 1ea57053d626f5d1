import { expect, test } from 'vitest';
import { aLine, anOrder, aTender } from './moneySample';
import {
  assign,
  checkSum,
  freeLines,
  lineTotals,
  listsOf,
  restOf,
  seatSums,
  type Assigned,
} from './splitting';

const none: Assigned = new Map();

test('lines are put on checks by tapping, and taken off by tapping again', () => {
  let assigned = assign(assign(assign(none, 'a', 1), 'b', 2), 'c', 1);
  expect(listsOf(assigned)).toEqual([
    { check: 1, lines: ['a', 'c'] },
    { check: 2, lines: ['b'] },
  ]);
  assigned = assign(assign(assigned, 'a', 1), 'c', 2);
  expect(listsOf(assigned)).toEqual([{ check: 2, lines: ['b', 'c'] }]);
});

test('what lines come to sums to the total, with discounts and added tax in it', () => {
  const order = anOrder([aLine('a', 333), aLine('b', 333), aLine('c', 334)]);
  order.totals = { ...order.totals, total: 1080, due: 1080 };
  const totals = lineTotals(order);
  expect([...totals.values()].reduce((sum, one) => sum + one, 0)).toBe(1080);
  expect(checkSum(order, ['a', 'b']) + checkSum(order, ['c'])).toBe(1080);
});

test('a line that is on a check, or was struck, cannot be put on another', () => {
  const struck = aLine('z', 100, { state: { type: 'voided', reason: 'quality', was_fired: false } });
  const order = anOrder([aLine('a', 100), aLine('b', 100), struck]);
  order.checks = [{ id: '1', number: 1, amount: 100, lines: ['a'] }];
  expect(freeLines(order).map((line) => line.id)).toEqual(['b']);
});

test('each seat with lines gets its check, and what is for the table stays over', () => {
  const order = anOrder([
    aLine('a', 500, { details: { seat: 2 } }),
    aLine('b', 300, { details: { seat: 1 } }),
    aLine('c', 200),
    aLine('d', 100, { details: { seat: 2 } }),
  ]);
  expect(seatSums(order)).toEqual([
    { seat: 1, lines: ['b'], sum: 300 },
    { seat: 2, lines: ['a', 'd'], sum: 600 },
  ]);
});

test('what was paid before the split is not split again', () => {
  const order = anOrder([aLine('a', 1000)], { tenders: [aTender('t', 400)] });
  expect(restOf(order)).toBe(600);
});
