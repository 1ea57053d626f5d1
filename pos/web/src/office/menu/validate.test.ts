import type { Catalogue, Item, KitchenLayout, ModifierGroup, Route } from '@comanda/web';
import { expect, test } from 'vitest';
import { PRICE_MAX } from '../amount';
import { anItem, aMenu } from './sampleMenu';
import { catalogueProblems, type ProblemCode } from './validate';

const noodles = anItem('1', { en: 'Beef noodles', zh: '牛肉面' });
const tea: Item = { ...anItem('2', { en: 'Tea', zh: '茶' }), price: null, sizes: [aSize('s1'), aSize('s2')] };

function aSize(id: string) {
  return { id, names: { en: 'Small', zh: '小' }, price: 200 };
}

function codes(menu: Catalogue): ProblemCode[] {
  return catalogueProblems(menu).map((problem) => problem.code);
}

function ofItem(change: Partial<Item>): ProblemCode[] {
  return codes(aMenu([{ ...noodles, ...change }, tea]));
}

test('a menu that holds together has no problems', () => {
  expect(codes(aMenu([noodles, tea]))).toEqual([]);
});

test('every rule of an item holds on both sides of its boundary', () => {
  const rule = { from_minute: 0, until_minute: 1440, price: 1 };
  const part = { names: { en: 'Main', zh: '主食' }, min: 1, max: 1 };
  const table: [Partial<Item>, ProblemCode[]][] = [
    [{ names: { en: 'x'.repeat(80), zh: '面' } }, []],
    [{ names: { en: 'x'.repeat(81), zh: '面' } }, ['names']],
    [{ names: { en: 'Noodles', zh: ' ' } }, ['names']],
    [{ price: PRICE_MAX }, []],
    [{ price: PRICE_MAX + 1 }, ['price']],
    [{ price: 0 }, []],
    [{ price: -1 }, ['price']],
    [{ category: 'drinks' }, ['category']],
    [{ tax: 'none' }, ['tax']],
    [{ stations: ['kitchen', 'bar'] }, ['station']],
    [{ stations: ['kitchen', 'kitchen'] }, ['station_twice']],
    [{ pinyin: 'x'.repeat(80), sku: 'x'.repeat(64) }, []],
    [{ pinyin: 'x'.repeat(81) }, ['too_long']],
    [{ sku: 'x'.repeat(65) }, ['too_long']],
    [{ modifier_groups: ['gone'] }, ['group_missing']],
    [{ sizes: [aSize('a')] }, ['price_with_sizes']],
    [{ price: null, sizes: [aSize('a')], sold_by: 'weight' }, ['sizes_by_weight']],
    [
      { price: null, sizes: Array.from({ length: 13 }, (_, index) => aSize(String(index))) },
      ['too_many_sizes'],
    ],
    [{ barcodes: ['5012345678900'] }, []],
    [{ barcodes: ['50 12'] }, ['barcode_form']],
    [{ barcodes: ['5', '5'] }, ['barcode_twice', 'barcode_twice']],
    [{ prices: [rule] }, []],
    [{ prices: [{ ...rule, from_minute: 1440 }] }, ['rule_times']],
    [{ prices: [{ ...rule, until_minute: 0 }] }, ['rule_times']],
    [{ prices: [{ ...rule, size_id: 's1' }] }, ['rule_size']],
    [{ prices: Array.from({ length: 25 }, () => rule) }, ['too_many_rules']],
    [{ price: null, prices: [rule] }, ['rule_open']],
    [{ prices: [{ ...rule, level: 'Gold members' }] }, ['rule_level']],
    [{ combo: [{ ...part, choices: [{ item_id: tea.id, size_id: 's1', extra: 0 }] }] }, []],
    [{ combo: [{ ...part, choices: [{ item_id: tea.id, extra: 0 }] }] }, ['combo_size']],
    [{ combo: [{ ...part, choices: [{ item_id: noodles.id, extra: 0 }] }] }, ['combo_item']],
    [{ combo: [{ ...part, choices: [{ item_id: tea.id, size_id: 's1', extra: -1 }] }] }, ['combo_extra']],
    [{ combo: [{ ...part, choices: [] }] }, ['combo_choices']],
    [
      { combo: [{ ...part, max: 2, choices: [{ item_id: tea.id, size_id: 's1', extra: 0 }] }] },
      ['combo_count'],
    ],
    [
      {
        combo: [
          {
            ...part,
            choices: [
              { item_id: tea.id, size_id: 's1', extra: 0 },
              { item_id: tea.id, size_id: 's1', extra: 1 },
            ],
          },
        ],
      },
      ['combo_twice'],
    ],
    [{ substitutes: [tea.id] }, []],
    [{ substitutes: [noodles.id] }, ['substitute']],
    [{ substitutes: [tea.id, tea.id] }, ['substitute']],
    [{ photo: 'a'.repeat(64) }, []],
    [{ photo: 'a'.repeat(63) }, ['photo']],
  ];
  for (const [change, problems] of table) expect(ofItem(change), JSON.stringify(change)).toEqual(problems);
});

test('a barcode of two items is a problem of both', () => {
  const twice = aMenu([
    { ...noodles, barcodes: ['77'] },
    { ...tea, sizes: [{ ...aSize('s1'), barcodes: ['77'] }] },
  ]);
  expect(codes(twice)).toEqual(['barcode_twice', 'barcode_twice']);
});

test('choices open one more set and no further one', () => {
  const group = (id: string, groups: string[], min = 0, max = 1): ModifierGroup => ({
    ...{ id, names: { en: 'Spice', zh: '辣度' }, min, max },
    modifiers: [{ id: `m${id}`, names: { en: 'Hot', zh: '辣' }, price: 0, default: true, groups }],
  });
  const menu = (...modifier_groups: ModifierGroup[]) => ({ ...aMenu([noodles, tea]), modifier_groups });
  expect(codes(menu(group('a', ['b']), group('b', [])))).toEqual([]);
  expect(codes(menu(group('a', ['b']), group('b', ['c']), group('c', [])))).toContain('modifier_nested');
  expect(codes(menu(group('a', ['a'])))).toContain('modifier_nested');
  expect(codes(menu(group('a', [], 2, 2)))).toEqual(['group_count']);
  expect(codes(menu(group('a', [], 0, 2)))).toEqual(['group_count']);
  expect(codes(menu(group('a', [], 0, 0)))).toEqual(['group_defaults']);
});

test('a station warns before it is late, and there is an end to stations', () => {
  const menu = aMenu([noodles, tea]);
  const [kitchen] = menu.stations;
  if (kitchen === undefined) throw new Error('no kitchen');
  expect(codes({ ...menu, stations: [{ ...kitchen, warn_after_s: 601 }] })).toEqual(['station_times']);
  expect(codes({ ...menu, stations: [{ ...kitchen, late_after_s: 86_401 }] })).toEqual(['station_times']);
  const bars = Array.from({ length: 50 }, (_, index) => ({ ...kitchen, code: `bar-${index}` }));
  expect(codes({ ...menu, stations: [kitchen, ...bars.slice(1)] })).toEqual([]);
  expect(codes({ ...menu, stations: [kitchen, ...bars] })).toEqual(['too_many_parts']);
});

test('rates and fees stay in range and name what is there', () => {
  const menu = aMenu([noodles, tea]);
  const rate = { code: 'standard', names: { en: 'VAT', zh: '税' }, rate_ppm: 1_000_001 };
  expect(codes({ ...menu, tax_rates: [rate] })).toEqual(['rate']);
  const terms = { channel: 'delivery', packaging: -1, packaging_tax: 'none', quote_minutes: 0 } as const;
  expect(codes({ ...menu, channels: [terms] })).toEqual(['packaging', 'packaging_tax']);
  const tiny = { code: 'A B', names: { en: 'Tiny', zh: '小' }, colour: 'plain' } as const;
  expect(codes({ ...menu, categories: [...menu.categories, tiny] })).toEqual(['code_form']);
});

test('the kitchen is told only of what is on the menu', () => {
  const skins = { code: 'skins', names: { en: 'Skins', zh: '皮' } };
  const menu = { ...aMenu([noodles, tea]), ingredients: [skins] };
  const [kitchen] = menu.stations;
  if (kitchen === undefined) throw new Error('no kitchen');
  const bar = { ...kitchen, code: 'bar' };
  const two = { ...menu, stations: [kitchen, bar] };
  const quiet = {
    code: 'quiet',
    names: { en: 'Quiet', zh: '清闲' },
    moves: [{ from: 'bar', to: 'kitchen' }],
  };
  const recipe = (ingredient: string, portions: number) =>
    codes({ ...menu, items: [{ ...noodles, recipe: [{ ingredient, portions }] }, tea] });
  expect(recipe('skins', 1)).toEqual([]);
  expect(recipe('skins', 1_001)).toEqual(['portions']);
  expect(recipe('broth', 1)).toEqual(['ingredient']);
  expect(codes({ ...menu, ingredients: [{ ...skins, code: 'S K' }] })).toEqual(['code_form']);
  expect(codes({ ...menu, stations: [{ ...kitchen, shown_within_s: 600 }] })).toEqual([]);
  expect(codes({ ...menu, stations: [{ ...kitchen, shown_within_s: 601 }] })).toEqual(['station_shown']);

  const layout = (change: Partial<KitchenLayout>) => codes({ ...two, layouts: [{ ...quiet, ...change }] });
  expect(layout({})).toEqual([]);
  expect(layout({ from_minute: 1_440 })).toEqual(['layout_begins']);
  expect(layout({ moves: [{ from: 'bar', to: 'gone' }] })).toEqual(['layout_station']);
  expect(layout({ moves: [{ from: 'bar', to: 'bar' }] })).toEqual(['layout_not_worked']);
  const twice = [
    { from: 'bar', to: 'kitchen' },
    { from: 'bar', to: 'kitchen' },
  ];
  expect(layout({ moves: twice })).toEqual(['layout_twice']);

  const route = (change: Partial<Route>) => codes({ ...two, routes: [{ stations: ['bar'], ...change }] });
  expect(route({ items: [noodles.id], channels: ['takeaway'], also: true })).toEqual([]);
  expect(route({ stations: [] })).toEqual([]);
  expect(route({ stations: [], also: true })).toEqual(['route_adds_nothing']);
  expect(route({ stations: ['gone'] })).toEqual(['route_names']);
  expect(route({ modifiers: ['gone'] })).toEqual(['route_names']);
  expect(route({ hours: { from_minute: 0, until_minute: 0 } })).toEqual(['route_hours']);
});
