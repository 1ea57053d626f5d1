import { expect, test } from 'vitest';
import { aLine, anOrder } from './moneySample';
import { drawersInTheWay, ordersInTheWay, stillOpen } from './openThings';

test('a shift is held up by what its own till opened, a day by what any till did, and practice holds up nothing', () => {
  const lines = [aLine('a', 100)];
  const rows = [
    anOrder(lines, { id: 'mine', opened_on: 'till' }),
    anOrder(lines, { id: 'other', opened_on: 'bar' }),
    anOrder(lines, { id: 'practice', opened_on: 'till', details: { training: true } }),
    anOrder(lines, { id: 'paid', opened_on: 'till', state: { type: 'closed', at: 0, receipt_number: 1 } }),
  ];
  expect(stillOpen(rows, 'till').map((row) => row.id)).toEqual(['mine']);
  expect(stillOpen(rows, null).map((row) => row.id)).toEqual(['mine', 'other']);
});

test('the store says how many are in the way', () => {
  expect(ordersInTheWay({ code: 'orders_open', count: 3 })).toBe(3);
  expect(ordersInTheWay({ code: 'not_permitted' })).toBeNull();
  expect(drawersInTheWay({ code: 'shifts_open', count: 2 })).toBe(2);
  expect(drawersInTheWay({ code: 'orders_open', count: 2 })).toBeNull();
});
