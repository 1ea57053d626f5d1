import type { PriceRule } from '@comanda/web';
import { expect, test } from 'vitest';
import { anItem } from './menuSample';
import { localMinute, onTheMinute, priceAt, type Moment } from './price';

const rule = (more: Partial<PriceRule>): PriceRule => ({
  from_minute: 0,
  until_minute: 1440,
  price: 500,
  ...more,
});
/** A Monday. */
const at = (clock: string): Moment => ({
  channel: 'dine_in',
  at: Date.parse(`2026-11-23T${clock}:00Z`),
  zone: 'Europe/London',
});

test('the time of day is that of the store, summer time included', () => {
  expect(localMinute(Date.parse('2026-07-01T23:30:00Z'), 'Europe/London')).toEqual({
    weekday: 3,
    minute: 30,
  });
  expect(localMinute(Date.parse('2026-11-22T16:00:00Z'), 'Asia/Shanghai')).toEqual({ weekday: 0, minute: 0 });
  expect(onTheMinute(Date.parse('2026-11-22T16:00:59Z'))).toBe(Date.parse('2026-11-22T16:00:00Z'));
});

test('a price of the lunch hour holds from its first minute up to its last', () => {
  const lunch = anItem({ prices: [rule({ from_minute: 690, until_minute: 870 })] });
  const prices = ['11:29', '11:30', '14:29', '14:30'].map((clock) => priceAt(lunch, null, at(clock)));
  expect(prices).toEqual([900, 500, 500, 900]);
});

test('a night price runs past midnight and belongs to the day it began on', () => {
  const night = anItem({ prices: [rule({ from_minute: 1320, until_minute: 120, weekdays: 1 })] });
  const monday = at('22:00');
  const hours = (count: number): Moment => ({ ...monday, at: monday.at + count * 3_600_000 });
  // Monday 01:00, 21:59, 22:00, Tuesday 01:59, 02:00 and 22:00.
  const moments = [hours(-21), { ...monday, at: monday.at - 60_000 }, monday, hours(3), hours(4), hours(24)];
  expect(moments.map((moment) => priceAt(night, null, moment))).toEqual([900, 900, 500, 500, 900, 900]);
});

test('a price of one channel is not asked on another, and the first rule that fits counts', () => {
  const item = anItem({
    prices: [rule({ channels: ['delivery'], price: 1100 }), rule({ weekdays: 1 << 6 })],
  });
  expect(priceAt(item, null, at('12:00'))).toBe(900);
  expect(priceAt(item, null, { ...at('12:00'), channel: 'delivery' })).toBe(1100);
});

test('a size has its own price and its own rules, and a size of another item has none', () => {
  const sizes = [
    { id: 's', names: { zh: '小', en: 'Small' }, price: 300 },
    { id: 'l', names: { zh: '大', en: 'Large' }, price: 450 },
  ];
  const tea = anItem({ price: null, sizes, prices: [rule({ size_id: 'l', price: 400 })] });
  expect([null, 's', 'l', 'x'].map((size) => priceAt(tea, size, at('12:00')))).toEqual([
    null,
    300,
    400,
    null,
  ]);
});

test('the price of a level is nobody’s usual price', () => {
  const dish = anItem({ prices: [rule({ level: 'gold', price: 100 }), rule({ from_minute: 690 })] });
  expect(['11:29', '11:30'].map((clock) => priceAt(dish, null, at(clock)))).toEqual([900, 500]);
});
