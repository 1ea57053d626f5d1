import type { Order, Table } from '@comanda/web';
import { expect, test } from 'vitest';
import { TABLE_LATE_MS, TABLE_WARN_MS, tableView } from './floor';
import { anOrder } from './orderSample';

const table: Table = {
  code: 't7',
  name: '7',
  area: 'room',
  shape: 'square',
  seats: 4,
  x: 0,
  y: 0,
  width: 2,
  height: 2,
};
const at = (more: Partial<Order> = {}, id = 'o') =>
  anOrder(id, { details: { table: 't7', guests: 2 }, ...more });
const OPENED = 1_000_000;
const sight = (orders: readonly Order[], dirty: number | null = null, after = 0) =>
  tableView(table, orders, [], dirty, OPENED + after);

test('a table tells how far its guests are', () => {
  const totals = { ...at().totals, paid: 100, due: 800 };
  const stages: [readonly Order[], number | null, string][] = [
    [[], null, 'free'],
    [[], 5, 'dirty'],
    [[at()], null, 'seated'],
    [[at()], 5, 'seated'],
    [[at({ stage: 'preparing' })], null, 'ordered'],
    [[at({ stage: 'ready' })], null, 'ready'],
    [[at({ stage: 'handed_over' })], null, 'served'],
    [[at({ stage: 'handed_over', totals })], null, 'paying'],
    [[at({ checks: [{ id: 'c', number: 1, amount: 450 }] })], null, 'paying'],
    [[at({ stage: 'handed_over' }), at({ stage: 'preparing' }, 'p')], null, 'ordered'],
  ];
  for (const [orders, dirty, stage] of stages) expect(sight(orders, dirty).stage).toBe(stage);
});

test('guests and what is due are those of all its orders, and orders elsewhere do not count', () => {
  const other = anOrder('x', { details: { table: 't8', guests: 5 } });
  const view = sight([at(), at({ opened_at: OPENED - 10 }, 'older'), other]);
  expect(view).toMatchObject({ guests: 4, due: 1800, since: OPENED - 10 });
  expect(view.orders.map((order) => order.id)).toEqual(['older', 'o']);
});

test('the age of a table turns at its limits', () => {
  const ages = [0, TABLE_WARN_MS - 1, TABLE_WARN_MS, TABLE_LATE_MS - 1, TABLE_LATE_MS];
  expect(ages.map((ms) => sight([at()], null, ms).age)).toEqual(['plain', 'plain', 'warn', 'warn', 'late']);
  expect(sight([]).since).toBeNull();
});

test('guests whose slip was not sent yet sit at the table already, and are not counted twice', () => {
  const waiting = [{ order_id: 'o', table: 't7', guests: 3 }];
  expect(tableView(table, [], waiting, null, OPENED)).toMatchObject({ stage: 'seated', guests: 3, due: 0 });
  expect(tableView(table, [at()], waiting, null, OPENED)).toMatchObject({ guests: 2, waiting: [] });
});
