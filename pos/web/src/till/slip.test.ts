import { expect, test } from 'vitest';
import { blankSlip, change, drafts, newLines, QUANTITY_MAX, type LocalLine, type SlipAction } from './slip';

const line = (id: string, more: Partial<LocalLine> = {}): LocalLine => ({
  id,
  item_id: 'tea',
  quantity: 1,
  modifiers: [],
  price: null,
  state: 'draft',
  ...more,
});
const after = (...actions: SlipAction[]) => actions.reduce(change, blankSlip('o', 'takeaway'));
const add = (id: string, more: Partial<LocalLine> = {}): SlipAction => ({
  type: 'add',
  line: line(id, more),
});

test('the same item with the same choices counts up, with other choices it is another line', () => {
  const slip = after(add('a'), add('b'), add('c', { modifiers: ['large'] }), add('d'));
  expect(slip.lines.map((one) => [one.id, one.quantity])).toEqual([
    ['a', 3],
    ['c', 1],
  ]);
});

test('a line that the kitchen has is never counted up: the second one is a new line', () => {
  const slip = after(add('a'), { type: 'asked', line_ids: ['a'] }, add('b'));
  expect(slip.lines.map((one) => [one.id, one.state])).toEqual([
    ['a', 'sending'],
    ['b', 'draft'],
  ]);
  expect(drafts(slip).map((one) => one.id)).toEqual(['b']);
});

test('a quantity stays between one and the most the store takes', () => {
  const set = (quantity: number) => after(add('a'), { type: 'set_quantity', line_id: 'a', quantity });
  expect([0, 7, 5000].map((quantity) => set(quantity).lines[0]?.quantity)).toEqual([1, 7, QUANTITY_MAX]);
});

test('a removed line comes back where it was, and only once', () => {
  const gone = after(add('a'), add('b', { item_id: 'soup' }), { type: 'remove', line_id: 'a' });
  const back: SlipAction = { type: 'put_back', line: line('a'), index: 0 };
  expect(gone.lines.map((one) => one.id)).toEqual(['b']);
  expect(change(change(gone, back), back).lines.map((one) => one.id)).toEqual(['a', 'b']);
});

test('a sent line cannot be edited or removed here', () => {
  const sent = after(add('a'), { type: 'asked', line_ids: ['a'] });
  expect(change(sent, { type: 'remove', line_id: 'a' }).lines).toHaveLength(1);
  expect(change(sent, { type: 'set_quantity', line_id: 'a', quantity: 5 }).lines[0]?.quantity).toBe(1);
});

test('a refused order goes back to being only here, with its lines', () => {
  const slip = after(
    add('a'),
    { type: 'asked', line_ids: ['a'] },
    { type: 'refused', line_ids: ['a'], placing: true },
  );
  expect(slip).toMatchObject({ placed: false, unanswered: 0, lines: [{ id: 'a', state: 'draft' }] });
});

test('an answer tells number and revision; the line stays until the store’s own row shows it', () => {
  const asked = after(add('a'), { type: 'asked', line_ids: ['a'] });
  const slip = change(asked, { type: 'accepted', line_ids: ['a'], number: 42, revision: 3 });
  expect(slip).toMatchObject({ number: 42, revision: 3, unanswered: 0, lines: [{ id: 'a', state: 'sent' }] });
  expect(change(slip, { type: 'seen', line_ids: new Set(['a']) }).lines).toEqual([]);
  expect(change(slip, { type: 'seen', line_ids: new Set(['b']) })).toBe(slip);
});

test('the channel is settled once the order is placed', () => {
  const placed = after(add('a'), { type: 'asked', line_ids: ['a'] });
  expect(change(placed, { type: 'set_channel', channel: 'dine_in' }).channel).toBe('takeaway');
  expect(after({ type: 'set_channel', channel: 'phone' }).channel).toBe('phone');
});

test('a price travels only with an item that has none of its own', () => {
  expect(newLines([line('a'), line('b', { price: 250 })])).toEqual([
    { line_id: 'a', item_id: 'tea', quantity: 1, modifiers: [] },
    { line_id: 'b', item_id: 'tea', quantity: 1, modifiers: [], price: 250 },
  ]);
});
