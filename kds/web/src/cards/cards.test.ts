import type { Catalogue, Ticket } from '@comanda/web';
import { expect, test } from 'vitest';
import { allDay, ingredients } from './allDay';
import { arrange, isSameDeck, isSettled, REUSE_AFTER_MS, settled, type Deck, type Sized } from './deck';
import { cardsElsewhere, layOut, pageToShow } from './grid';
import { cardSize, heightEm, linesOf, type Measure } from './size';
import { isStrong } from './strong';
import { isStruck, isUnseen, lockedLines, openTickets } from './tickets';
import { orderWords } from './ticketWords';
import { limitsOf, urgency, USUAL_LIMITS } from './urgency';

const card = (id: string, rows = 1, columns = 1): Sized => ({ id, rows, columns });
const noodles = { zh: '担担面', en: 'Dan dan noodles' };

function ticket(id: string, firedAt: number, over: Partial<Ticket> = {}): Ticket {
  return {
    id,
    order_id: `order ${id}`,
    order_number: 42,
    channel: 'dine_in',
    station: 'noodles',
    number: 1,
    business_day: '2026-11-21',
    firing: 1,
    fired_at: firedAt,
    lines: [{ line_id: `${id}1`, names: noodles, quantity: 2, modifiers: [], voided: false }],
    status: { type: 'sent' },
    recalled: 0,
    revision: 1,
    ...over,
  };
}

const bumped = (id: string, at: number) => ticket(id, 0, { status: { type: 'bumped', bumped_at: at } });

test('a bumped card leaves a gap, a new one comes last, and nothing else moves', () => {
  const before = settled([card('a'), card('b'), card('c')]);
  const open = [card('a'), card('c'), card('d')];
  const after = arrange(before, open, 0);
  expect(after.map((slot) => (slot.gap ? '-' : slot.id))).toEqual(['a', '-', 'c', 'd']);
  expect(isSettled(after, open)).toBe(false);
  expect(settled(open).map((slot) => slot.id)).toEqual(['a', 'c', 'd']);
});

test('a ticket brought back while its gap is still there returns to its place', () => {
  const gone = arrange(settled([card('a'), card('b')]), [card('b')], 0);
  expect(arrange(gone, [card('a'), card('b')], 9_000).map((slot) => slot.gap)).toEqual([false, false]);
});

test('a place that has been empty long enough is taken in a rush, and one just left is not', () => {
  const before = settled([card('a', 3), card('b', 3), card('c', 3)]);
  const gone = arrange(before, [card('c', 3)], 1_000);
  const ids = (deck: Deck) => deck.map((slot) => (slot.gap ? '-' : slot.id));
  const soon = [card('c', 3), card('d', 2)];
  expect(ids(arrange(gone, soon, 1_000 + REUSE_AFTER_MS - 1))).toEqual(['-', '-', 'c', 'd']);
  const later = arrange(gone, soon, 1_000 + REUSE_AFTER_MS);
  expect(ids(later)).toEqual(['d', '-', 'c']);
  expect(later[0]?.rows).toBe(3); // as large as the place: nothing beside it moves
  expect(ids(arrange(gone, [card('c', 3), card('d', 4)], 9_000))).toEqual(['-', '-', 'c', 'd']);
});

test('news inside a card moves nothing', () => {
  const before = settled([card('a'), card('b')]);
  expect(isSameDeck(before, arrange(before, [card('a'), card('b')], 5))).toBe(true);
  expect(isSameDeck(before, arrange(before, [card('a')], 5))).toBe(false);
});

test('a card that needs more room keeps its place until the deck settles', () => {
  const before = settled([card('a', 3), card('b', 3)]);
  const open = [card('a', 4), card('b', 3)];
  expect(arrange(before, open, 0)[0]?.rows).toBe(3);
  expect(isSettled(arrange(before, open, 0), open)).toBe(false);
  expect(isSettled(settled(open), open)).toBe(true);
});

test('cards lie from left to right and then under each other, wherever there is room', () => {
  const [page] = layOut(settled([card('a', 2), card('b', 4), card('c', 2)]), { columns: 2, rows: 4 });
  expect(page?.map((place) => `${place.slot.id} ${place.column}/${place.row}`)).toEqual([
    'a 1/1',
    'b 2/1',
    'c 1/3',
  ]);
});

test('no card stands on an earlier page than an older one', () => {
  const deck = settled([card('a', 3), card('b', 2), card('c', 1)]);
  const pages = layOut(deck, { columns: 1, rows: 4 });
  expect(pages.map((page) => page.map((place) => place.slot.id))).toEqual([['a'], ['b', 'c']]);
  expect(cardsElsewhere(pages, 0)).toEqual({ before: 0, after: 2 });
});

test('a card larger than the screen takes the whole screen instead of vanishing', () => {
  expect(layOut(settled([card('a', 9, 2)]), { columns: 1, rows: 4 })[0]?.[0]).toMatchObject({
    rowSpan: 4,
    columnSpan: 1,
  });
});

test('a page whose cards are all gone gives way to the last page with cards', () => {
  const grid = { columns: 1, rows: 1 };
  const pages = layOut(arrange(settled([card('a'), card('b')]), [card('a')], 0), grid);
  expect(pageToShow(pages, 1)).toBe(0);
  expect(pageToShow(pages, 0)).toBe(0);
  expect(pageToShow([], 3)).toBe(0);
});

const square: Measure = (word) => word.length;

test('a name wraps between words in English and between characters in Chinese', () => {
  expect(linesOf('', 5, square)).toBe(0);
  expect(linesOf('Dan dan', 7, square)).toBe(1);
  expect(linesOf('Dan dan', 6, square)).toBe(2);
  expect(linesOf('红烧牛肉面', 3, square)).toBe(2);
});

test('small text takes less height, and a card that is too long for a column gets two', () => {
  const text = (size: number) => ({ text: '红烧牛肉面', size, indentEm: 0, paddingEm: 0 });
  expect(heightEm([text(1)], 5, square)).toBeCloseTo(1.22);
  expect(heightEm([text(0.5)], 5, square)).toBeCloseTo(0.61);
  const room = { columnEm: 5, rowEm: 1, gapEm: 0, rows: 6, frameEm: 2 };
  expect(cardSize([text(1)], room, square)).toEqual({ rows: 4, columns: 1 });
  expect(
    cardSize(
      Array.from({ length: 5 }, () => text(1)),
      room,
      square,
    ).columns,
  ).toBe(2);
});

test('open tickets come oldest first, and what is rushed before all of them', () => {
  const rushed = ticket('r', 30, { rushed_at: 40 });
  const tickets = [ticket('b', 20), bumped('x', 5), ticket('a', 10), rushed];
  expect(openTickets(tickets).map((one) => one.id)).toEqual(['r', 'a', 'b']);
});

test('a line that makes its guest ill is locked until a cook has confirmed it or it is struck', () => {
  const [line] = ticket('a', 0).lines;
  if (line === undefined) throw new Error('a ticket has a line');
  const peanuts = { ...line, conflict: ['peanuts' as const] };
  const locked = (lines: Ticket['lines']) => lockedLines(ticket('a', 0, { lines })).length;
  expect(locked([line])).toBe(0);
  expect(locked([peanuts])).toBe(1);
  expect(locked([{ ...peanuts, confirmed: true }])).toBe(0);
  expect(locked([{ ...peanuts, voided: true }])).toBe(0);
});

test('a ticket rings until a cook has touched it', () => {
  expect(isUnseen(ticket('a', 0))).toBe(true);
  expect(isUnseen(ticket('a', 0, { status: { type: 'shown', shown_at: 1 } }))).toBe(true);
  expect(isUnseen(ticket('a', 0, { status: { type: 'seen', shown_at: 1, seen_at: 2 } }))).toBe(false);
});

test('all-day counts add up over tickets, without struck lines and without what is done', () => {
  const struck = ticket('c', 0);
  struck.lines = struck.lines.map((line) => ({ ...line, voided: true }));
  expect(isStruck(struck)).toBe(true);
  expect(allDay([ticket('a', 0), ticket('b', 0), struck, bumped('d', 1)])).toEqual([
    { key: '担担面\nDan dan noodles', names: noodles, count: 4 },
  ]);
});

test('a line that is made is not to be made any more, and takes its ingredients with it', () => {
  const made = { item: 'dan dan', skins: 10 };
  const one = ticket('a', 0);
  one.lines = one.lines.map((line) => ({ ...line, makes: [made.item] }));
  const done = ticket('b', 0);
  done.lines = one.lines.map((line) => ({ ...line, done_at: 5 }));
  const catalogue = {
    ...({ version: 1, tax_mode: 'inclusive', stations: [], categories: [] } as const),
    ...({ tax_rates: [], modifier_groups: [], items: [] } as const),
    ingredients: [{ code: 'skins', names: { zh: '皮', en: 'Skins' } }],
  };
  const menu = {
    ...catalogue,
    items: [{ id: made.item, recipe: [{ ingredient: 'skins', portions: made.skins }] }],
  } as unknown as Catalogue;
  expect(allDay([one, done]).map(({ count }) => count)).toEqual([2]);
  expect(ingredients([one, done], menu)).toEqual([
    { key: 'skins', names: { zh: '皮', en: 'Skins' }, count: 20 },
  ]);
});

test('the limit itself already warns and is already late, a moment before does not', () => {
  const limits = { warnAfterS: 300, lateAfterS: 600 };
  expect(urgency(0, 299_999, limits)).toBe('fresh');
  expect(urgency(0, 300_000, limits)).toBe('warn');
  expect(urgency(0, 599_999, limits)).toBe('warn');
  expect(urgency(0, 600_000, limits)).toBe('late');
  expect(urgency(1_000, 0, limits)).toBe('fresh'); // a clock that stepped back
});

test('a station without known limits has the usual ones', () => {
  expect(limitsOf(null, 'noodles')).toBe(USUAL_LIMITS);
});

test('what is taken away and every allergy is strong, in either language', () => {
  const strong = [
    { zh: '不要葱', en: 'scallion off' },
    { zh: '花生过敏', en: 'nuts' },
    { zh: '走青', en: 'plain' },
    { zh: '少', en: 'No scallion' },
    { zh: '少', en: 'without egg' },
    { zh: '少', en: 'peanut allergy' },
    { zh: '少', en: 'gluten-free' },
  ];
  expect(strong.map(isStrong)).toEqual(strong.map(() => true));
  expect(
    [
      { zh: '加蛋', en: 'extra egg' },
      { zh: '宽面', en: 'north-style noodles' },
    ].map(isStrong),
  ).toEqual([false, false]);
});

test('a cook reads the tier of a guest where the owner wants it marked, and how often they came', () => {
  const words = (visits: number, tier?: { zh: string; en: string }) => {
    const guest = { visits, ...(tier !== undefined && { tier }) };
    return orderWords(ticket('a', 0, { guest }), null, null).map((word) => word.text);
  };
  expect(words(2, { zh: '金卡', en: 'Gold' })).toEqual(['★ Gold']);
  expect(words(7, { zh: '金卡', en: 'Gold' })).toEqual(['★ Gold', 'Regular guest']);
  expect(words(7)).toEqual(['Regular guest']);
});
