import { expect, test } from 'vitest';
import { aLine, anOrder, aTender } from './moneySample';
import {
  lay,
  lineRefund,
  memberBack,
  missing,
  pointsBack,
  refundSum,
  refundTenders,
  returnableLines,
} from './refunds';

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

const COUPON = { id: 'c', worth: 500, least: 0, last_day: '2026-11-30' };

test('points and coupons take at least their share of a refund, however the rest is laid', () => {
  const tenders = [
    aTender('coupon', 500, { kind: { type: 'coupon', coupon: COUPON } }),
    aTender('cash', 1000),
    aTender('card', 500),
  ];
  const order = anOrder([aLine('a', 1000), aLine('b', 1000)], { tenders });
  expect(lay(order, 1000, 'last_first')).toEqual([250, 250, 500]);
  expect(lay(order, 1000, 'by_share').reduce((sum, amount) => sum + amount, 0)).toBe(1000);
  expect(lay(order, 1000, 'by_share')[0]).toBeGreaterThanOrEqual(250);
  expect(lay(order, 2000, 'last_first')).toEqual([500, 1000, 500]);
});

test('what comes back to a member is told as the store will do it', () => {
  const tenders = [
    aTender('value', 1000, { kind: { type: 'stored_value', principal: 700 } }),
    aTender('points', 300, { kind: { type: 'points', points: 301 } }),
    aTender('coupon', 500, { kind: { type: 'coupon', coupon: COUPON }, refunded: 100 }),
  ];
  const order = anOrder([aLine('a', 1800)], { tenders, member_id: 'm' });
  const part = memberBack(order, [400, 100, 100], '2026-11-30');
  expect(part).toMatchObject({ points: 100, principal: 100, gift: 300 });
  expect(part.coupons.map(({ back }) => back)).toEqual(['later']);
  const rest = memberBack(order, [1000, 300, 400], '2026-11-30');
  expect(rest).toMatchObject({ points: 301, principal: 700, gift: 300 });
  expect(rest.coupons.map(({ back }) => back)).toEqual(['now']);
  expect(memberBack(order, [0, 0, 400], '2026-12-01').coupons[0]?.back).toBe('never');
  const nobody = memberBack({ ...order, member_id: null }, [1000, 300, 400], '2026-11-30');
  expect(nobody).toMatchObject({ points: 0, principal: 0, coupons: [] });
});
