import { expect, test } from 'vitest';
import type { Part } from './choices';
import { extraOf, lackingParts, tapPart, usualParts } from './combo';
import { aCatalogue, aGroup, anItem } from './menuSample';

const catalogue = aCatalogue({
  modifier_groups: [aGroup('ice', 1, 1, ['less', 'none']), aGroup('heat', 1, 1, ['mild', 'hot'], 'mild')],
  items: [
    anItem({ id: 'beef', modifier_groups: ['heat'] }),
    anItem({ id: 'dan' }),
    anItem({ id: 'tea', modifier_groups: ['ice'] }),
    anItem({ id: 'egg' }),
  ],
});
const names = { zh: '份', en: 'Part' };
const combo = [
  {
    names,
    min: 1,
    max: 1,
    choices: [
      { item_id: 'beef', extra: 200 },
      { item_id: 'dan', extra: 0 },
    ],
  },
  { names, min: 1, max: 1, choices: [{ item_id: 'tea', extra: 50 }] },
  {
    names,
    min: 0,
    max: 1,
    choices: [
      { item_id: 'egg', extra: 0 },
      { item_id: 'dan', extra: 100 },
    ],
  },
];
const tap = (parts: readonly Part[], group: number, item_id: string) =>
  tapPart(catalogue, combo, parts, group, { item_id });

test('what a combo always has is chosen before anybody chose', () => {
  expect(usualParts(catalogue, combo)).toEqual([{ group: 1, item_id: 'tea', modifiers: [] }]);
});

test('a forgotten part and a forgotten choice of a part cannot pass, and are told in order', () => {
  const start = usualParts(catalogue, combo);
  expect(lackingParts(catalogue, combo, start)).toMatchObject([
    { type: 'part', group: 0 },
    { type: 'choice', group: 1, item_id: 'tea', groups: [{ id: 'ice' }] },
  ]);
  const whole = [...tap([], 0, 'beef'), { group: 1, item_id: 'tea', modifiers: ['less'] }];
  expect(lackingParts(catalogue, combo, whole)).toEqual([]);
});

test('a tap in a group of one replaces, brings the usual choices, and keeps the order of the groups', () => {
  const drink = tap([], 1, 'tea');
  const beef = tap(drink, 0, 'beef');
  expect(beef.map((part) => [part.group, part.item_id, part.modifiers])).toEqual([
    [0, 'beef', ['mild']],
    [1, 'tea', []],
  ]);
  expect(tap(beef, 0, 'dan').map((part) => part.item_id)).toEqual(['dan', 'tea']);
  expect(tap(beef, 0, 'beef')).toBe(beef);
  expect(tap(tap(beef, 2, 'egg'), 2, 'egg')).toEqual(beef);
  expect(tap(beef, 0, 'egg')).toBe(beef);
});

test('an extra is that of the group in which the part was chosen', () => {
  expect([
    extraOf(combo, { group: 0, item_id: 'dan' }),
    extraOf(combo, { group: 2, item_id: 'dan' }),
  ]).toEqual([0, 100]);
});

test('the same drink in two sizes is two choices, each with its own price', () => {
  const sized = [
    {
      names,
      min: 1,
      max: 1,
      choices: [
        { item_id: 'tea', size_id: 'regular', extra: 100 },
        { item_id: 'tea', size_id: 'large', extra: 200 },
      ],
    },
  ];
  const large = tapPart(catalogue, sized, [], 0, { item_id: 'tea', size_id: 'large' });
  expect(large).toEqual([{ group: 0, item_id: 'tea', size_id: 'large', modifiers: [] }]);
  expect(large.map((part) => extraOf(sized, part))).toEqual([200]);
  const regular = tapPart(catalogue, sized, large, 0, { item_id: 'tea', size_id: 'regular' });
  expect(regular.map((part) => extraOf(sized, part))).toEqual([100]);
});
