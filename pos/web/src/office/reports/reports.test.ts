import { dayAfter, dayAt, type SalesReport, type SalesRow } from '@comanda/web';
import { expect, test } from 'vitest';
import { rangeOf } from './range';
import { salesBars, share, sorted, spreadHours } from './sales';

const CUSTOM = { from: '2026-11-03', to: '2026-11-01' };
const POUNDS = { currency: 'GBP', currency_exponent: 2 };

test('a span of days is told from today, and weeks begin on Monday', () => {
  const on = (today: string) => (span: Parameters<typeof rangeOf>[0]) =>
    Object.values(rangeOf(span, today, CUSTOM));
  const wednesday = on('2026-11-25');
  expect(wednesday('today')).toEqual(['2026-11-25', '2026-11-25']);
  expect(wednesday('yesterday')).toEqual(['2026-11-24', '2026-11-24']);
  expect(wednesday('this_week')).toEqual(['2026-11-23', '2026-11-25']);
  expect(wednesday('last_week')).toEqual(['2026-11-16', '2026-11-22']);
  expect(wednesday('month')).toEqual(['2026-11-01', '2026-11-25']);
  expect(wednesday('custom')).toEqual(['2026-11-01', '2026-11-03']);
  expect(on('2026-11-23')('this_week')).toEqual(['2026-11-23', '2026-11-23']);
  expect(on('2026-11-22')('this_week')).toEqual(['2026-11-16', '2026-11-22']);
  expect(on('2027-01-01')('yesterday')).toEqual(['2026-12-31', '2026-12-31']);
});

test('the day is the store’s, whatever this computer’s clock says', () => {
  const at = Date.UTC(2026, 10, 25, 23, 30);
  expect(dayAt(at, 'Europe/London')).toBe('2026-11-25');
  expect(dayAt(at, 'Asia/Shanghai')).toBe('2026-11-26');
  expect(dayAfter('2026-03-28', 1)).toBe('2026-03-29');
});

test('a night belongs to the day before until the cut-off', () => {
  const at = (hour: number, minute: number) =>
    dayAt(Date.UTC(2026, 10, 26, hour, minute), 'Europe/London', 240);
  expect(at(2, 54)).toBe('2026-11-25');
  expect(at(3, 59)).toBe('2026-11-25');
  expect(at(4, 0)).toBe('2026-11-26');
});

const row = (key: string, net: number): SalesRow => ({
  ...{ key, names: null, count: 1, quantity: 1, gross: net, discounts: 0, comps: 0, refunds: 0 },
  ...{ net, tax: 0, tips: 0 },
});
const report = (by: SalesReport['by'], rows: SalesRow[]): SalesReport => ({
  ...{ by, from: '2026-11-25', to: '2026-11-25', rows, total: row('', 0) },
});

test('a quiet hour between two busy ones is drawn as one, and a night that runs past midnight stays in one piece', () => {
  expect(salesBars(report('hour', [row('11', 1050), row('13', 250)]), POUNDS)).toEqual({
    labels: ['11', '12', '13'],
    values: [10.5, 0, 2.5],
  });
  expect(spreadHours([0, 1, 20, 23])).toEqual([20, 21, 22, 23, 0, 1]);
  expect(spreadHours([9])).toEqual([9]);
  expect(spreadHours([])).toEqual([]);
  expect(salesBars(report('item', []), POUNDS)).toBeNull();
});

test('a table sorts by number or by word, and equal rows keep their order', () => {
  const rows = [row('b', 5), row('a', 5), row('c', 9)];
  const keys = (list: SalesRow[]) => list.map((one) => one.key);
  expect(keys(sorted(rows, (one) => one.net, true))).toEqual(['c', 'b', 'a']);
  expect(keys(sorted(rows, (one) => one.key, false))).toEqual(['a', 'b', 'c']);
  expect([share(50, 200), share(-5, 200), share(1, 0)]).toEqual([25, 0, 0]);
});
