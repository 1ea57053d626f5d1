import type { BoardRow, Stage, Ticket } from '@comanda/web';
import { expect, test } from 'vitest';
import { expoOrders, handedOver, whoWaitsForWhom } from './orders';

const row = (id: string, stage: Stage, over: Partial<BoardRow> = {}): BoardRow => ({
  order_id: id,
  number: 7,
  channel: 'takeaway',
  stage,
  voided: false,
  opened_at: 100,
  ...over,
});

function ticket(order: string, station: string, done: boolean, over: Partial<Ticket> = {}): Ticket {
  const status = done
    ? ({ type: 'bumped', bumped_at: 9 } as const)
    : ({ type: 'seen', shown_at: 1, seen_at: 2 } as const);
  const line = {
    line_id: 'l',
    names: { zh: '面', en: 'noodles' },
    quantity: 1,
    modifiers: [],
    voided: false,
  };
  return {
    id: `${order} ${station} ${over.firing ?? 1}`,
    order_id: order,
    order_number: 7,
    channel: 'takeaway',
    station,
    number: 1,
    business_day: '2026-11-21',
    firing: 1,
    fired_at: 50,
    lines: [line],
    status,
    recalled: 0,
    revision: 1,
    ...over,
  };
}

test('an order shows what is ready at each station and what it waits for', () => {
  const [order] = expoOrders(
    [row('a', 'preparing')],
    [ticket('a', 'noodles', true), ticket('a', 'grill', false, { fired_at: 60 })],
  );
  expect(order?.parts.map((part) => [part.station, part.ready])).toEqual([
    ['noodles', true],
    ['grill', false],
  ]);
  expect(order?.waitsFor).toEqual(['grill']);
  expect(order?.since).toBe(50);
});

test('a station that was done waits again when something was added for it', () => {
  const [order] = expoOrders(
    [row('a', 'preparing')],
    [ticket('a', 'noodles', true), ticket('a', 'noodles', false, { firing: 2, fired_at: 80 })],
  );
  expect(order?.parts).toHaveLength(1);
  expect(order?.waitsFor).toEqual(['noodles']);
});

test('a ready order waits for nobody, whatever tickets this screen has of it', () => {
  const [order] = expoOrders([row('a', 'ready')], []);
  expect(order).toMatchObject({ ready: true, waitsFor: [], since: 100 });
});

test('only what is between kitchen and guest is there, oldest first, and nothing struck', () => {
  const rows = [
    row('new', 'preparing', { opened_at: 300 }),
    row('old', 'ready', { opened_at: 200 }),
    row('struck', 'preparing', { voided: true }),
    row('held', 'not_fired'),
    row('gone', 'handed_over'),
  ];
  expect(expoOrders(rows, []).map((order) => order.id)).toEqual(['old', 'new']);
  expect(handedOver(rows).map((one) => one.order_id)).toEqual(['gone']);
});

test('a wholly struck ticket holds nobody up', () => {
  const struck = ticket('a', 'grill', false);
  struck.lines = struck.lines.map((line) => ({ ...line, voided: true }));
  const [order] = expoOrders([row('a', 'preparing')], [struck, ticket('a', 'noodles', false)]);
  expect(order?.waitsFor).toEqual(['noodles']);
});

test('the expo counts how many orders wait for each station', () => {
  const orders = expoOrders(
    [row('a', 'preparing'), row('b', 'preparing')],
    [ticket('a', 'grill', false), ticket('b', 'grill', false), ticket('b', 'tea', false)],
  );
  expect(whoWaitsForWhom(orders)).toEqual([
    { station: 'grill', orders: 2 },
    { station: 'tea', orders: 1 },
  ]);
});

test('a rushed order stands first, and an order that was handed over stays while a course is held', () => {
  const held = [{ line_id: 'm', course: 2, quantity: 1, names: { zh: '鱼', en: 'Fish' } }];
  const starter = { line_id: 's', course: 1, quantity: 1, names: { zh: '汤', en: 'Soup' } };
  const orders = expoOrders(
    [
      row('old', 'preparing', { opened_at: 1 }),
      row('rushed', 'preparing', { opened_at: 2 }),
      row('held', 'handed_over', { opened_at: 3, held: [...held, starter] }),
    ],
    [ticket('rushed', 'grill', false, { rushed_at: 70 })],
  );
  expect(orders.map((order) => order.id)).toEqual(['rushed', 'old', 'held']);
  expect(orders[2]?.held.map(({ course, lines }) => [course, lines.length])).toEqual([
    [1, 1],
    [2, 1],
  ]);
});

test('a ticket that no screen showed in time is marked until one does', () => {
  const late = { unshown: { at: 60 } };
  const orders = expoOrders(
    [row('a', 'preparing'), row('b', 'preparing')],
    [
      { ...ticket('a', 'grill', false, late), status: { type: 'sent' } },
      { ...ticket('b', 'grill', false, late), status: { type: 'shown', shown_at: 90 } },
    ],
  );
  expect(orders.map((order) => order.unshown)).toEqual([['grill'], []]);
});
