import { expect, test } from 'vitest';
import { anOrder } from './orderSample';
import { isMeant, receiptNumber } from './orderSearch';

const tab = anOrder('o', {
  number: 42,
  details: { label: 'Zoë at the bar', table: 't7', note: { text: 'birthday', for_kitchen: false } },
});

test('an order is found by its number, its name, its table, its words', () => {
  const found = ['', '42', '042', 'A042', 'a 042', 'zoe', 'BAR', 'table 7', 'birth'].map((typed) =>
    isMeant(tab, typed, 'Table 7'),
  );
  expect(found).toEqual(found.map(() => true));
  expect(['43', 'anna', 'table 8'].map((typed) => isMeant(tab, typed, 'Table 7'))).toEqual([
    false,
    false,
    false,
  ]);
});

test('a finished order is found by its receipt', () => {
  const paid = anOrder('p', { state: { type: 'closed', at: 1, receipt_number: 10_077 } });
  expect([isMeant(paid, '10077', ''), isMeant(paid, '10078', '')]).toEqual([true, false]);
  expect(['10077', ' 7 ', '0', '-1', 'A7', ''].map(receiptNumber)).toEqual([
    10_077,
    7,
    null,
    null,
    null,
    null,
  ]);
});
