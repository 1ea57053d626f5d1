import { expect, test } from 'vitest';
import type { Reduction, ReductionKind } from '@comanda/web';
import { anOrder, aLine } from './moneySample';
import { lineNet, reducible, reductionsOf, takenOff, typedPpm } from './reductions';

const given = (id: string, kind: ReductionKind): Reduction => ({
  id,
  kind,
  reason: 'regular',
  by: null,
  approved_by: null,
  at: 0,
});

test('a reduction never takes more than is left', () => {
  const cases: [ReductionKind, number, number][] = [
    [{ type: 'percent', ppm: 100_000 }, 1005, 101],
    [{ type: 'percent', ppm: 1_000_000 }, 1005, 1005],
    [{ type: 'amount', amount: 500 }, 499, 499],
    [{ type: 'amount', amount: 500 }, 500, 500],
    [{ type: 'comp' }, 1180, 1180],
    [{ type: 'comp' }, 0, 0],
  ];
  for (const [kind, left, taken] of cases) expect(takenOff(kind, left)).toBe(taken);
});

test('reductions count one after the other, lines before the order, and struck lines not at all', () => {
  const half = given('a', { type: 'percent', ppm: 500_000 });
  const twoOff = given('b', { type: 'amount', amount: 200 });
  const tenth = given('c', { type: 'percent', ppm: 100_000 });
  const struck = aLine('z', 900, { reductions: [half] });
  struck.state = { type: 'voided', reason: 'quality', was_fired: true };
  const order = anOrder([aLine('x', 1000, { reductions: [half, twoOff] }), aLine('y', 700), struck]);
  order.reductions = [tenth];
  expect(order.lines.slice(0, 2).map(lineNet)).toEqual([300, 700]);
  expect(reductionsOf(order).map(({ reduction, line, amount }) => [reduction.id, line?.id, amount])).toEqual([
    ['a', 'x', 500],
    ['b', 'x', 200],
    ['c', undefined, 100],
  ]);
  expect(reducible(order, 'x')).toBe(300);
  expect(reducible(order, null)).toBe(900);
});

test('a percentage is typed in tenths, above nothing and up to everything', () => {
  const typed: [string, number | null][] = [
    ['', null],
    ['0', null],
    ['1', 1_000],
    ['125', 125_000],
    ['1000', 1_000_000],
    ['1001', null],
  ];
  for (const [digits, ppm] of typed) expect(typedPpm(digits)).toBe(ppm);
});
