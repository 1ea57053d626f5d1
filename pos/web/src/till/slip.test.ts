import { expect, test } from 'vitest';
import { NO_CHOICE } from './choices';
import { aLine } from './orderSample';
import {
  blankSlip,
  change,
  choiceOf,
  drafts,
  newLines,
  NO_SERVING,
  QUANTITY_MAX,
  servingOf,
  type LocalLine,
  type SlipAction,
} from './slip';

const line = (id: string, more: Partial<LocalLine> = {}): LocalLine => ({
  id,
  item_id: 'tea',
  quantity: 1,
  state: 'draft',
  ...NO_CHOICE,
  ...NO_SERVING,
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

test('size, parts, weight, seat, course, words and hold travel with the line', () => {
  const said = line('a', {
    size_id: 'large',
    parts: [{ group: 0, item_id: 'egg', modifiers: ['soft'] }],
    grams: 350,
    seat: 2,
    course: 1,
    note: { text: 'no salt', for_kitchen: true },
    hold: true,
    fire_at: 5,
  });
  expect(newLines([said])).toEqual([
    {
      line_id: 'a',
      item_id: 'tea',
      quantity: 1,
      modifiers: [],
      size_id: 'large',
      parts: [{ group: 0, item_id: 'egg', modifiers: ['soft'] }],
      grams: 350,
      seat: 2,
      course: 1,
      note: { text: 'no salt', for_kitchen: true },
      hold: true,
    },
  ]);
});

test('weighed pieces, other seats and other words stay lines of their own', () => {
  const slip = after(
    add('a', { grams: 350 }),
    add('b', { grams: 350 }),
    add('c'),
    add('d', { seat: 1 }),
    add('e', { note: { text: 'hot', for_kitchen: true } }),
    add('f'),
  );
  expect(slip.lines.map((one) => [one.id, one.quantity])).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 2],
    ['d', 1],
    ['e', 1],
  ]);
});

test('what is known of an order is changed here only until the store has it', () => {
  const details = { table: 't7', guests: 3 };
  expect(after({ type: 'set_details', details }).details).toEqual(details);
  const placed = after(add('a'), { type: 'asked', line_ids: ['a'] }, { type: 'set_details', details });
  expect(placed.details).toEqual({});
});

test('a line of the store is asked for again as it was rung', () => {
  const row = aLine('l', {
    modifiers: [{ modifier_id: 'hot', names: { zh: '热', en: 'Hot' }, price: 0 }],
    details: {
      size: { size_id: 's', names: { zh: '小', en: 'Small' } },
      parts: [
        { item_id: 'egg', names: { zh: '蛋', en: 'Egg' }, extra: 0, modifiers: [], stations: [], group: 1 },
      ],
      seat: 3,
      fire_at: 9,
    },
  });
  expect(choiceOf(row)).toEqual({
    size_id: 's',
    modifiers: ['hot'],
    parts: [{ group: 1, item_id: 'egg', modifiers: [] }],
    grams: null,
    price: null,
  });
  expect(servingOf(row)).toEqual({ seat: 3, course: null, note: null, hold: true, fire_at: 9 });
});
