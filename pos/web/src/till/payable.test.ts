import { expect, test } from 'vitest';
import type { Check, PendingTender } from '@comanda/web';
import { aLine, anOrder, aTender } from './moneySample';
import { nextPayable, payable, payables } from './payable';

const check = (id: string, amount: number, more: Partial<Check> = {}): Check => ({
  id,
  number: Number(id),
  amount,
  ...more,
});
const asked = (amount: number, more: Partial<PendingTender> = {}): PendingTender => ({
  tender_id: 't',
  driver: 'terminal',
  amount,
  print_receipt: true,
  asked_at: 0,
  state: { type: 'asked' },
  ...more,
});

test('an order that was not split is one thing to pay', () => {
  const order = anOrder([aLine('a', 1000)], { tenders: [aTender('t', 300)] });
  expect(payables(order)).toEqual([{ check: null, owed: 1000, left: 700, held: 0, paid: false }]);
});

test('checks and the rest come to what is due, and a paid check owes nothing', () => {
  const order = anOrder([aLine('a', 1000), aLine('b', 501)], { tenders: [aTender('t', 400)] });
  order.checks = [
    check('1', 400, { paid: 400, state: { type: 'paid', at: 0, receipt_number: 7 } }),
    check('2', 600),
  ];
  expect(payables(order).map(({ left }) => left)).toEqual([0, 600, 501]);
  expect(payables(order).reduce((sum, one) => sum + one.left, 0)).toBe(order.totals.due);
  expect(nextPayable(order, '2')?.check).toBeNull();
  expect(nextPayable(order, null)?.check?.id).toBe('2');
  expect(payable(order, '9')).toBeNull();
});

test('checks that take everything leave no rest to pay', () => {
  const order = anOrder([aLine('a', 1001)]);
  order.checks = [check('1', 501), check('2', 500)];
  expect(payables(order).map(({ check: one }) => one?.id)).toEqual(['1', '2']);
});

test('a line added after the split goes to the rest', () => {
  const order = anOrder([aLine('a', 1000), aLine('late', 250)]);
  order.checks = [check('1', 500), check('2', 500)];
  expect(payables(order).map(({ left }) => left)).toEqual([500, 500, 250]);
});

test('money that another machine is asked for cannot be taken again', () => {
  const order = anOrder([aLine('a', 1000)]);
  order.pending = [asked(400)];
  expect(payable(order, null)).toMatchObject({ left: 600, held: 400 });
  order.checks = [check('1', 500)];
  order.pending = [asked(500, { check_id: '1' })];
  expect(payable(order, '1')).toMatchObject({ left: 0, held: 500, paid: false });
  expect(payable(order, null)).toMatchObject({ left: 500, held: 0 });
});
