import type { Catalogue, CatalogueChange, Item } from '@comanda/web';
import { expect, test } from 'vitest';
import { redo, same, step, undo, type Steps } from '../history';
import { batches, blankDraft, edited, rebased, withEdits, type Draft } from './draft';
import { anItem, aMenu } from './sampleMenu';

const put = (item: Item): CatalogueChange => ({ type: 'put_item', item });
const noodles = anItem('1', { en: 'Beef noodles', zh: '牛肉面' });
const tea = anItem('2', { en: 'Tea', zh: '茶' });
const menu: Catalogue = aMenu([noodles, tea]);

test('two changes of one item are one change, and changing it back leaves nothing to publish', () => {
  const dearer = edited(
    blankDraft(7),
    [put({ ...noodles, price: 900 }), put({ ...noodles, price: 950 })],
    menu,
  );
  expect(dearer.edits).toHaveLength(1);
  expect(withEdits(menu, dearer).items[0]?.price).toBe(950);
  expect(edited(dearer, [put(noodles)], menu).edits).toEqual([]);
});

test('the menu as it will be: replaced in its place, new ones last, removed ones gone, in the order asked for', () => {
  const cake = anItem('3', { en: 'Cake', zh: '蛋糕' });
  const draft = edited(
    blankDraft(7),
    [put({ ...noodles, price: 1 }), put(cake), { type: 'remove_item', item_id: tea.id }],
    menu,
  );
  expect(withEdits(menu, draft).items.map((item) => item.names.en)).toEqual(['Beef noodles', 'Cake']);
  const turned = edited(draft, [{ type: 'order_items', item_ids: [cake.id] }], menu);
  expect(withEdits(menu, turned).items.map((item) => item.names.en)).toEqual(['Cake', 'Beef noodles']);
});

test('taking away an item that was never published leaves nothing to publish', () => {
  const cake = anItem('3', { en: 'Cake', zh: '蛋糕' });
  const added = edited(blankDraft(7), [put(cake)], menu);
  expect(edited(added, [{ type: 'remove_item', item_id: cake.id }], menu).edits).toEqual([]);
});

test('a draft can go step by step back and forth, and a new step ends the way forth', () => {
  const first = edited(blankDraft(7), [put({ ...noodles, price: 1 })], menu);
  const second = edited(first, [put({ ...tea, price: 2 })], menu);
  let steps: Steps<Draft> = { now: blankDraft(7), past: [], future: [] };
  steps = step(step(steps, first), second);
  steps = undo(steps);
  expect(steps.now).toBe(first);
  expect(redo(steps).now).toBe(second);
  expect(redo(step(steps, blankDraft(7))).now.edits).toEqual([]);
  expect(undo(undo(undo(steps))).now.edits).toEqual([]);
});

test('when somebody else published, a draft moves onto theirs and names only what both changed', () => {
  const mine = edited(blankDraft(7), [put({ ...noodles, price: 1 }), put({ ...tea, price: 2 })], menu);
  const theirs = { ...menu, version: 8, items: [{ ...noodles, price: 999 }, tea] };
  const { draft, clashes } = rebased(mine, theirs);
  expect(draft.base).toBe(8);
  expect(clashes.map((clash) => clash.key)).toEqual([`item ${noodles.id}`]);
  expect(withEdits(theirs, draft).items.map((item) => item.price)).toEqual([1, 2]);
  const agreed = rebased(mine, { ...theirs, items: [{ ...noodles, price: 1 }, tea] });
  expect(agreed.clashes).toEqual([]);
  expect(agreed.draft.edits).toHaveLength(1);
});

test('an order that has been published is no change any more, whatever else somebody published', () => {
  const turned = edited(blankDraft(7), [{ type: 'order_items', item_ids: [tea.id, noodles.id] }], menu);
  expect(rebased(turned, { ...menu, version: 8 }).draft.edits).toHaveLength(1);
  expect(rebased(turned, { ...menu, version: 8, items: [tea, noodles] }).draft.edits).toEqual([]);
});

test('a large draft is cut into commands that fit, what others name first and what they named last', () => {
  const category = { code: 'cakes', names: { en: 'Cakes', zh: '蛋糕' }, colour: 'sweet' } as const;
  const cake = anItem('3', { en: 'Cake', zh: '蛋糕' });
  const draft = edited(
    blankDraft(7),
    [
      { type: 'remove_category', code: 'food' },
      put({ ...cake, category: 'cakes' }),
      { type: 'put_category', category },
    ],
    menu,
  );
  const all = batches(draft, 10);
  expect(all.map(([change]) => change?.type)).toEqual(['put_category', 'put_item', 'remove_category']);
  expect(batches(draft)).toHaveLength(1);
  expect(batches(blankDraft(7))).toEqual([]);
});

test('two things are the same whatever the order of their fields', () => {
  expect(same({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true);
  expect(same({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
});
