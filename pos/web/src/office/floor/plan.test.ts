import type { FloorPlan, Table } from '@comanda/web';
import { expect, test } from 'vitest';
import {
  floorProblems,
  freeCode,
  moved,
  overlapping,
  patched,
  resized,
  withArea,
  withoutArea,
  withTable,
} from './plan';

const table = (code: string, x: number, y: number, change: Partial<Table> = {}): Table => ({
  ...{ code, name: code, area: 'room', shape: 'square', seats: 4, x, y, width: 10, height: 10 },
  ...change,
});
const plan = (...tables: Table[]): FloorPlan => ({
  version: 3,
  areas: [{ code: 'room', names: { zh: '大厅', en: 'Room' } }],
  tables,
});
const place = (of: FloorPlan) => of.tables.map(({ x, y, width, height }) => [x, y, width, height])[0];

test('a table moves by whole steps and stays on the drawing', () => {
  const one = plan(table('a', 50, 50));
  expect(place(moved(one, 'a', 3, -2))).toEqual([53, 48, 10, 10]);
  expect(place(moved(one, 'a', 999, -999))).toEqual([90, 0, 10, 10]);
  expect(moved(one, 'gone', 1, 1)).toBe(one);
});

test('pulled at a corner, a table keeps the opposite one and never gets too small to touch', () => {
  const one = plan(table('a', 50, 50));
  expect(place(resized(one, 'a', { x: 1, y: 1 }, 5, -4))).toEqual([50, 50, 15, 6]);
  expect(place(resized(one, 'a', { x: -1, y: -1 }, 5, -4))).toEqual([55, 46, 5, 14]);
  expect(place(resized(one, 'a', { x: -1, y: 1 }, 99, -99))).toEqual([57, 50, 3, 3]);
  expect(place(resized(one, 'a', { x: 1, y: -1 }, 99, -99))).toEqual([50, 0, 50, 60]);
});

test('tables side by side do not stand on each other; one step nearer they do, but only in the same area', () => {
  expect([...overlapping([table('a', 0, 0), table('b', 10, 0)])]).toEqual([]);
  expect([...overlapping([table('a', 0, 0), table('b', 9, 9)])]).toEqual(['a', 'b']);
  expect([...overlapping([table('a', 0, 0), table('b', 9, 9, { area: 'terrace' })])]).toEqual([]);
});

test('a new table gets the first free number and a free place, until there is none', () => {
  let now = plan(table('t1', 4, 4, { name: '1' }));
  const added = withTable(now, 'room', 'round');
  expect(added?.plan.tables[1]).toMatchObject({ code: 't2', name: '2', shape: 'round', seats: 4 });
  expect(floorProblems(added?.plan ?? now)).toEqual([]);
  for (let next = added; next !== null; next = withTable(now, 'room', 'round')) now = next.plan;
  expect(now.tables.length).toBeGreaterThan(20);
  expect(floorProblems(now)).toEqual([]);
});

test('an area takes its tables with it', () => {
  const more = withArea(plan(table('a', 0, 0)), { zh: '露台', en: 'Roof Terrace' });
  expect(more?.code).toBe('roof-terrace');
  expect(withoutArea(more?.plan ?? plan(), 'room')).toMatchObject({
    areas: [{ code: 'roof-terrace' }],
    tables: [],
  });
  expect(freeCode('露台', ['x'])).toBe('x-2');
});

test('every rule of the floor holds on both sides of its boundary', () => {
  const codes = (change: Partial<Table>) =>
    floorProblems(patched(plan(table('a', 0, 0), table('b', 50, 50)), 'a', change)).map(({ code }) => code);
  expect(codes({ name: '窗'.repeat(12) })).toEqual([]);
  expect(codes({ name: '窗'.repeat(13) })).toEqual(['name']);
  expect(codes({ name: ' ' })).toEqual(['name']);
  expect(codes({ name: 'b' })).toEqual(['name_twice', 'name_twice']);
  expect([codes({ seats: 0 }), codes({ seats: 1 }), codes({ seats: 50 }), codes({ seats: 51 })]).toEqual([
    ['seats'],
    [],
    [],
    ['seats'],
  ]);
  expect(codes({ width: 50, height: 50 })).toEqual([]);
  expect(codes({ width: 51, height: 51 })).toEqual(['overlap', 'overlap']);
});
