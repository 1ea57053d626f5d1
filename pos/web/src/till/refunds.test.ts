import { expect, test } from 'vitest';
import { aLine, anOrder, aTender } from './moneySample';
import { lay, lineRefund, missing, pointsBack, refundSum, refundTenders, returnableLines } from './refunds';

test('units of a line given back one by one come to exactly what was paid for it', () => {
  const line = aLine('a', 1000, { quantity: 3 });
  const order = anOrder([line, aLine('b', 500)]);
  let back = 0;
  for (let refunded = 0; refunded < 3; refunded++) {
    line.details = { refunded };
    back += lineRefund(order, 'a', 1);
  }
  expect(back).toBe(1000);
  line.details = { refunded: 0 };
  expect(lineRefund(order, 'a', 3)).toBe(1000);
  expect(lineRefund(order, 'a', 0)).toBe(0);
});

test('what was discounted is not given back', () => {
  const order = anOrder([aLine('a', 1000), aLine('b', 1000)]);
  order.reductions = [
    {
      id: 'r',
      kind: { type: 'percent', ppm: 100_000 },
      reason: 'regular',
      by: null,
      approved_by: null,
      at: 0,
    },
  ];
  order.totals = { ...order.totals, total: 1800, paid: 1800, due: 0 };
  expect(refundSum(order, new Map([['a', 1]]))).toBe(900);
  expect(
    refundSum(
      order,
      new Map([
        ['a', 1],
        ['b', 1],
      ]),
    ),
  ).toBe(1800);
});

test('a line that went back already, or was struck, is not offered again', () => {
  const struck = aLine('z', 100, { state: { type: 'voided', reason: 'quality', was_fired: false } });
  const order = anOrder([
    aLine('a', 100, { quantity: 2, details: { refunded: 2 } }),
    aLine('b', 100),
    struck,
  ]);
  expect(returnableLines(order).map((line) => line.id)).toEqual(['b']);
});

test('the money goes to the last tender first, or to each by its share, and never to one that is used up', () => {
  const tenders = [
    aTender('cash', 1000),
    aTender('card', 600, { refunded: 100 }),
    aTender('gone', 50, { refunded: 50 }),
  ];
  const order = anOrder([aLine('a', 1650)], { tenders });
  expect(lay(order, 700, 'last_first')).toEqual([200, 500, 0]);
  expect(lay(order, 500, 'last_first')).toEqual([0, 500, 0]);
  expect(lay(order, 700, 'by_share')).toEqual([467, 233, 0]);
  expect(refundTenders(order, [200, 500, 0])).toEqual([
    { tender_id: 'cash', amount: 200 },
    { tender_id: 'card', amount: 500 },
  ]);
  expect(missing([200, 500, 0], 700)).toBe(0);
  expect(missing([200, 400, 0], 700)).toBe(100);
  expect(missing([200, 600, 0], 700)).toBe(-100);
});

test('points go back as far as the money does, and all of them with the last of it', () => {
  const order = anOrder([aLine('a', 1000)], { member_id: 'm', member_points_earned: 10 });
  expect(pointsBack(order, 333)).toBe(3);
  const after = { ...order, member_points_earned: 7, totals: { ...order.totals, refunded: 333 } };
  expect(pointsBack(after, 667)).toBe(7);
  expect(pointsBack(after, 668)).toBe(0);
  expect(pointsBack({ ...order, member_id: null }, 667)).toBe(0);
});
