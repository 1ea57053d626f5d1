import type { TaxMode } from '@comanda/web';
import { expect, test } from 'vitest';
import { NO_CHOICE } from './choices';
import { aCatalogue, aGroup, anItem } from './menuSample';
import { menuIndex, rateOn } from './menuIndex';
import { anOrder } from './orderSample';
import { added, lineAmount, storeSums, sums, taxOf, typedAmount, unitPrice } from './sums';

test('tax is rounded half away from zero, as the store server does it', () => {
  const cases: [number, number, TaxMode, number][] = [
    [1200, 200_000, 'inclusive', 200],
    [999, 200_000, 'inclusive', 167],
    [1000, 200_000, 'exclusive', 200],
    [1002, 25_000, 'exclusive', 25],
    [1020, 25_000, 'exclusive', 26],
    [-1020, 25_000, 'exclusive', -26],
    [777, 0, 'inclusive', 0],
    [9_007_199_254_740_991, 1_000_000, 'exclusive', 9_007_199_254_740_991],
  ];
  for (const [amount, rate, mode, tax] of cases) expect(taxOf(amount, rate, mode)).toBe(tax);
});

test('tax is reckoned once per rate on the sum, not per line', () => {
  const line = { amount: 333, tax: 'standard', rate_ppm: 200_000 };
  const check = sums([line, line, line, { amount: 500, tax: 'zero', rate_ppm: 0 }], 'inclusive', 400);
  expect(check).toMatchObject({ subtotal: 1499, tax: 167, total: 1499, paid: 400, due: 1099 });
  expect(check.rates).toEqual([
    { code: 'standard', rate_ppm: 200_000, tax: 167 },
    { code: 'zero', rate_ppm: 0, tax: 0 },
  ]);
});

test('a tax that is not in the price is added to the total', () => {
  const check = sums([{ amount: 1000, tax: 'sales', rate_ppm: 88_750 }], 'exclusive', 0);
  expect(check).toMatchObject({ subtotal: 1000, tax: 89, total: 1089, due: 1089 });
});

test('amounts stay whole: a tenth three times is exactly three tenths', () => {
  const tenth = { amount: 10, tax: 'zero', rate_ppm: 0 };
  expect(sums([tenth, tenth, tenth], 'inclusive', 30).due).toBe(0);
});

test('typed digits are minor units, and anything else is nothing', () => {
  expect(['', '5', '580', '00100', 'x', '9'.repeat(20)].map(typedAmount)).toEqual([0, 5, 580, 100, 0, 0]);
});

test('what was weighed is reckoned by the kilogram and rounded half away from zero', () => {
  const cases: [number, number, number | null, number][] = [
    [1200, 2, null, 2400],
    [1200, 1, 350, 420],
    [999, 1, 500, 500],
    [999, 1, 499, 499],
    [1001, 1, 500, 501],
    [1000, 1, 1, 1],
    [499, 1, 1, 0],
    [500, 1, 1, 1],
  ];
  for (const [unit, quantity, grams, amount] of cases) expect(lineAmount(unit, quantity, grams)).toBe(amount);
});

test('one of a set costs its price, the extras of its parts and every choice in it', () => {
  const ice = aGroup('ice', 0, 1, ['less']);
  const dear = { ...ice, modifiers: ice.modifiers.map((one) => ({ ...one, price: 30 })) };
  const names = { zh: '', en: '' };
  const item = anItem({ combo: [{ names, min: 1, max: 1, choices: [{ item_id: 'tea', extra: 150 }] }] });
  const catalogue = aCatalogue({ modifier_groups: [dear], items: [item] });
  const choice = { ...NO_CHOICE, parts: [{ group: 0, item_id: 'tea', modifiers: ['less'] }] };
  const moment = { channel: 'dine_in', at: 0, zone: 'UTC' } as const;
  expect(unitPrice(catalogue, item, choice, moment)).toBe(900 + 150 + 30);
  expect(unitPrice(catalogue, anItem({ price: null }), { ...NO_CHOICE, price: 250 }, moment)).toBe(250);
});

test('a tax class may have another rate on another channel', () => {
  const names = { zh: '', en: '' };
  const channel_rates = [{ channel: 'takeaway', rate_ppm: 70_000 } as const];
  const rate = { code: 'food', names, rate_ppm: 190_000, channel_rates };
  const menu = menuIndex(aCatalogue({ tax_rates: [rate] }));
  expect([
    rateOn(menu, 'food', 'dine_in'),
    rateOn(menu, 'food', 'takeaway'),
    rateOn(menu, 'x', 'phone'),
  ]).toEqual([190_000, 70_000, 0]);
});

test('service and packaging come on top and are taxed', () => {
  const line = { amount: 1000, tax: 'standard', rate_ppm: 200_000 };
  const packaging = { amount: 50, tax: 'standard', rate_ppm: 200_000 };
  const check = sums([line], 'inclusive', 0, { service_ppm: 125_000, packaging });
  expect(check).toMatchObject({ subtotal: 1000, service: 125, packaging: 50, total: 1175, tax: 196 });
  const outside = sums([line], 'exclusive', 0, { service_ppm: 125_000, packaging });
  expect(outside).toMatchObject({ total: 1410, tax: 235 });
});

test('the service charge falls on the lines by their amounts, and the penny left over on the first of equals', () => {
  const at = (rate_ppm: number) => ({ amount: 333, tax: String(rate_ppm), rate_ppm });
  const onTop = { service_ppm: 100_000, packaging: null };
  const check = sums([at(500_000), at(200_000), at(200_000)], 'exclusive', 0, onTop);
  // Shares of 0.34, 0.33 and 0.33: half of 3.67 is 1.84, a fifth of 7.32 is 1.46.
  expect(check.rates.map((rate) => rate.tax)).toEqual([184, 146]);
  expect(check).toMatchObject({ service: 100, total: 999 + 100 + 184 + 146 });
});

test('on an order with reductions the store’s own sums stand, and what is only here is added to them', () => {
  const totals = { ...anOrder('o').totals, discounts: 90, total: 810, due: 810, tax: 135 };
  const here = sums([{ amount: 500, tax: 'standard', rate_ppm: 200_000 }], 'inclusive', 0);
  const both = added(storeSums({ ...anOrder('o'), totals }), here);
  expect(both).toMatchObject({ subtotal: 1400, discounts: 90, total: 1310, due: 1310, exact: false });
});
