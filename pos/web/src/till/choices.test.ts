import type { Item, ModifierGroup } from '@comanda/web';
import { expect, test } from 'vitest';
import { inMenuOrder, missing, mustAsk, oneTapDecides, toggle, usualChoices } from './choices';

function group(id: string, min: number, max: number, modifiers: string[], usual?: string): ModifierGroup {
  return {
    id,
    names: { zh: id, en: id },
    min,
    max,
    modifiers: modifiers.map((name) => ({
      id: name,
      names: { zh: name, en: name },
      price: 0,
      default: name === usual,
    })),
  };
}
const noodle = group('noodle', 1, 1, ['wide', 'thin']);
const sugar = group('sugar', 1, 1, ['full', 'half'], 'full');
const extras = group('extras', 0, 2, ['egg', 'beef', 'tofu']);
const item = (price: number | null): Item => ({
  id: 'i',
  names: { zh: '面', en: 'Noodles' },
  pinyin: 'm',
  category: 'noodles',
  price,
  tax: 'standard',
  stations: [],
  modifier_groups: [],
  popular: false,
});

test('an item is asked about when a choice is required or its price is open', () => {
  expect(mustAsk(item(900), [extras])).toBe(false);
  expect(mustAsk(item(900), [extras, noodle])).toBe(true);
  expect(mustAsk(item(null), [])).toBe(true);
});

test('only defaults are chosen before anybody chose', () => {
  expect(usualChoices([noodle, sugar, extras])).toEqual(['full']);
});

test('one tap decides only where one single choice is all there is to decide', () => {
  expect(oneTapDecides(item(900), [noodle])).toBe(true);
  expect(oneTapDecides(item(900), [noodle, extras])).toBe(false);
  expect(oneTapDecides(item(900), [extras])).toBe(false);
  expect(oneTapDecides(item(null), [noodle])).toBe(false);
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
