import type { Item } from '@comanda/web';
import { expect, test } from 'vitest';
import {
  inMenuOrder,
  missing,
  mustAsk,
  oneTapDecides,
  openGroups,
  tapChoice,
  toggle,
  usualChoices,
} from './choices';
import { aCatalogue, aGroup, anItem } from './menuSample';

const group = aGroup;
const noodle = group('noodle', 1, 1, ['wide', 'thin']);
const sugar = group('sugar', 1, 1, ['full', 'half'], 'full');
const extras = group('extras', 0, 2, ['egg', 'beef', 'tofu']);
const item = (price: number | null, more: Partial<Item> = {}) => anItem({ price, ...more });
const sizes = [{ id: 's', names: { zh: '小', en: 'Small' }, price: 300 }];

test('an item is asked about when a choice is required or its price is open', () => {
  expect(mustAsk(item(900), [extras])).toBe(false);
  expect(mustAsk(item(900), [extras, noodle])).toBe(true);
  expect(mustAsk(item(null), [])).toBe(true);
  expect(mustAsk(item(900, { sold_by: 'weight' }), [])).toBe(true);
  expect(mustAsk(item(null, { sizes }), [])).toBe(true);
});

test('only defaults are chosen before anybody chose', () => {
  expect(usualChoices([noodle, sugar, extras])).toEqual(['full']);
});

test('one tap decides only where one single choice is all there is to decide', () => {
  expect(oneTapDecides(item(900), [noodle])).toBe(true);
  expect(oneTapDecides(item(900), [noodle, extras])).toBe(false);
  expect(oneTapDecides(item(900), [extras])).toBe(false);
  expect(oneTapDecides(item(null), [noodle])).toBe(false);
  expect(oneTapDecides(item(null, { sizes }), [])).toBe(true);
  expect(oneTapDecides(item(null, { sizes }), [noodle])).toBe(false);
});

test('a single choice is replaced, and cannot be taken back to nothing when it is required', () => {
  expect(toggle([noodle], ['wide'], 'thin')).toEqual(['thin']);
  expect(toggle([noodle], ['thin'], 'thin')).toEqual(['thin']);
  const optional = group('ice', 0, 1, ['less', 'none']);
  expect(toggle([optional], ['less'], 'less')).toEqual([]);
});

test('a group of several takes up to its maximum and no more', () => {
  const two = toggle([extras], ['egg'], 'beef');
  expect(two).toEqual(['egg', 'beef']);
  expect(toggle([extras], two, 'tofu')).toEqual(['egg', 'beef']);
  expect(toggle([extras], two, 'egg')).toEqual(['beef']);
});

test('a forgotten choice is named, and a choice of another item changes nothing', () => {
  expect(missing([noodle, sugar, extras], ['full']).map((one) => one.id)).toEqual(['noodle']);
  expect(missing([noodle, sugar], ['full', 'thin'])).toEqual([]);
  expect(toggle([noodle], ['thin'], 'egg')).toEqual(['thin']);
});

test('choices read in the order of the menu, however they were tapped', () => {
  expect(inMenuOrder([noodle, extras], ['tofu', 'egg', 'wide'])).toEqual(['wide', 'egg', 'tofu']);
});

test('choices that come with a choice are asked once it is chosen, and go with it', () => {
  const parent = group('milk', 0, 1, ['oat', 'cow']);
  const milk = {
    ...parent,
    modifiers: parent.modifiers.map((one) => ({ ...one, groups: one.id === 'oat' ? ['foam'] : [] })),
  };
  const catalogue = aCatalogue({
    modifier_groups: [milk, extras, group('foam', 1, 2, ['thick', 'thin'], 'thin')],
  });
  const tea = item(900, { modifier_groups: ['milk', 'extras'] });
  const tap = (chosen: readonly string[], id: string) => tapChoice(catalogue, tea, chosen, id);
  expect(openGroups(catalogue, tea, []).map((one) => one.id)).toEqual(['milk', 'extras']);
  const oat = tap(['egg'], 'oat');
  expect(oat).toEqual(['oat', 'thin', 'egg']);
  expect(openGroups(catalogue, tea, oat).map((one) => one.id)).toEqual(['milk', 'foam', 'extras']);
  expect(missing(openGroups(catalogue, tea, ['oat']), ['oat']).map((one) => one.id)).toEqual(['foam']);
  expect(tap(oat, 'cow')).toEqual(['cow', 'egg']);
});
