import { expect, test } from 'vitest';
import { priceChanges, raised, repriced } from './bulk';
import { findInMenu, rowsInSight } from './find';
import { fromForm, pricedBy, priceSpan, toForm } from './form';
import { anItem } from './sampleMenu';

const noodles = { ...anItem('1', { en: 'Beef noodles', zh: '牛肉面' }), pinyin: 'nrm', sku: 'N-1' };
const sizes = [500, 700].map((price, index) => ({ id: `s${index}`, names: { en: 'S', zh: '小' }, price }));
const tea = { ...anItem('2', { en: 'Tea', zh: '茶' }), price: null, sizes, category: 'drinks' };

test('prices rise by a percentage or an amount and are rounded to what is easy to pay', () => {
  const table: [number, number | null, number | null, number, number][] = [
    [850, 50_000, null, 5, 895], // 8.925 lies halfway between 8.90 and 8.95 and goes up
    [850, 50_000, null, 10, 890],
    [850, 50_000, null, 50, 900],
    [850, 50_000, null, 100, 900],
    [850, -100_000, null, 5, 765],
    [850, null, 30, 50, 900],
    [850, null, -900, 5, 0],
    [0, 50_000, null, 5, 0],
  ];
  for (const [price, ppm, minor, step, expected] of table) {
    const raise =
      ppm === null ? ({ type: 'amount', minor: minor ?? 0 } as const) : ({ type: 'percent', ppm } as const);
    expect(raised(price, raise, step), `${price} ${ppm} ${minor} ${step}`).toBe(expected);
  }
});

test('a price change reaches every size and skips what stays the same', () => {
  const changes = priceChanges([noodles, tea], { type: 'percent', ppm: 100_000 }, 50);
  expect(changes.map(({ from, to }) => [from, to])).toEqual([
    [850, 950],
    [500, 550],
    [700, 750],
  ]);
  expect(repriced(changes).map(priceSpan)).toEqual([
    { from: 950, to: 950 },
    { from: 550, to: 750 },
  ]);
  expect(priceChanges([noodles], { type: 'amount', minor: 0 }, 5)).toEqual([]);
});

test('an item is found by either name, its pinyin, its code or its category', () => {
  for (const words of ['beef', '牛肉', 'nr', 'n-1', ' BEEF '])
    expect(findInMenu([noodles, tea], null, words)).toEqual([noodles]);
  expect(findInMenu([noodles, tea], 'drinks', '')).toEqual([tea]);
  expect(findInMenu([noodles, tea], 'drinks', 'beef')).toEqual([]);
});

test('of twenty thousand rows only those in sight are drawn', () => {
  expect(rowsInSight(20_000, 50, 0, 500)).toEqual({ from: 0, to: 18 });
  expect(rowsInSight(20_000, 50, 500_000, 500)).toEqual({ from: 9_992, to: 10_018 });
  expect(rowsInSight(3, 50, 5_000, 500)).toEqual({ from: 3, to: 3 });
});

test('an item that went through the form untouched is still the same, and a priced one keeps its price', () => {
  expect(fromForm(toForm(noodles))).toEqual(noodles);
  expect(fromForm(toForm(tea))).toEqual(tea);
  const bySize = pricedBy(toForm(noodles), 'sizes');
  expect([bySize.price, bySize.sizes.map((size) => size.price)]).toEqual([null, [850, 850]]);
  expect(pricedBy(bySize, 'one').price).toBe(850);
  expect(pricedBy(bySize, 'open').price).toBeNull();
});
