import type { Stock } from '@comanda/web';
import { expect, test } from 'vitest';
import { anItem } from './menuSample';
import { aLine, anOrder } from './orderSample';
import { holdingsOf, leftOf, substitutesOf } from './stock';

const countdown = (left: number, sold = 0): Stock => ({ availability: { type: 'countdown', left }, sold });
const out: Stock = { availability: { type: 'eighty_six' } };

test('what is left follows from 86, the countdown and the limit of the day, whichever is least', () => {
  const item = anItem();
  const limited = anItem({ most_per_day: 10 });
  const cases: [number | null, number | null][] = [
    [leftOf(item, undefined), null],
    [leftOf(item, { availability: { type: 'available' } }), null],
    [leftOf(item, out), 0],
    [leftOf(item, countdown(6)), 6],
    [leftOf(limited, undefined), 10],
    [leftOf(limited, { availability: { type: 'available' }, sold: 10 }), 0],
    [leftOf(limited, countdown(6, 8)), 2],
    [leftOf(limited, countdown(1, 2)), 1],
    [leftOf(limited, { ...out, sold: 0 }), 0],
  ];
  for (const [left, wanted] of cases) expect(left).toBe(wanted);
});

test('a substitute that is out itself is not offered', () => {
  const item = anItem({ substitutes: ['a', 'b', 'gone'] });
  const items = new Map(['a', 'b'].map((id) => [id, anItem({ id })]));
  expect(substitutesOf(item, items, new Map([['a', out]])).map((one) => one.id)).toEqual(['b']);
});

test('only open orders whose kitchen does not have the item yet are affected, as a part of a set too', () => {
  const part = { item_id: 'i', names: { zh: '', en: '' }, extra: 0, modifiers: [], stations: [] };
  const fired = aLine('f', { state: { type: 'fired', fired_at: 1 } });
  const orders = [
    anOrder('late', { opened_at: 9, lines: [fired, aLine('h')] }),
    anOrder('set', { opened_at: 5, lines: [aLine('s', { item_id: 'set', details: { parts: [part] } })] }),
    anOrder('cooking', { lines: [fired] }),
    anOrder('paid', { state: { type: 'closed', at: 1, receipt_number: 1 } }),
    anOrder('other', { lines: [aLine('x', { item_id: 'x' })] }),
  ];
  expect(holdingsOf(orders, 'i').map(({ order, lines }) => [order.id, lines.map((line) => line.id)])).toEqual(
    [
      ['set', ['s']],
      ['late', ['h']],
    ],
  );
});
