import { expect, test } from 'vitest';
import { differences } from './changed';
import { aLine, anOrder } from './orderSample';

const before = anOrder('o', {
  lines: [aLine('a'), aLine('b'), aLine('c'), aLine('d'), aLine('e')],
  details: { table: 't1' },
});

test('what another till did is told line by line', () => {
  const after = {
    ...before,
    lines: [
      aLine('a', { quantity: 3 }),
      aLine('b', { state: { type: 'voided', reason: 'quality', was_fired: false } }),
      aLine('c', { state: { type: 'fired', fired_at: 1 } }),
      aLine('d', { details: { seat: 2 } }),
      aLine('f'),
    ],
  };
  expect(differences(before, after).map((one) => [one.type, 'line' in one ? one.line.id : null])).toEqual([
    ['quantity', 'a'],
    ['struck', 'b'],
    ['fired', 'c'],
    ['edited', 'd'],
    ['added', 'f'],
    ['gone', 'e'],
  ]);
});

test('another table, money taken and the end of the order are told', () => {
  const after = {
    ...before,
    state: { type: 'closed', at: 5, receipt_number: 9 } as const,
    details: { table: 't2', guests: 3 },
    totals: { ...before.totals, paid: 900, due: 0 },
  };
  expect(differences(before, after)).toEqual([
    { type: 'finished', state: 'closed' },
    { type: 'table', was: 't1', now: 't2' },
    { type: 'guests', now: 3 },
    { type: 'paid', amount: 900 },
  ]);
});

test('nothing changed is nothing told', () => {
  expect(differences(before, { ...before, revision: 9 })).toEqual([]);
});
