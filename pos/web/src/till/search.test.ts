import type { Item } from '@comanda/web';
import { expect, test } from 'vitest';
import { menuIndex } from './menuIndex';
import { aCatalogue, anItem } from './menuSample';
import { canLookUp, FOUND_MAX, readTyped, search, searchCodes } from './search';

const item = (zh: string, en: string, pinyin: string, more: Partial<Item> = {}): Item =>
  anItem({ id: en, names: { zh, en }, pinyin, ...more });
const menu = [
  item('红烧牛肉面', 'Braised beef noodles', 'hsnrm'),
  item('牛肉炒面', 'Fried noodles with beef', 'nrcm'),
  item('茉莉奶绿', 'Jasmine milk tea', 'mlnl'),
  item('焦糖布蕾', 'Crème brûlée', 'jtbl'),
];
const found = (words: string) => search(menu, words).items.map((one) => one.names.en);

test('digits are a phone number in any usual writing, anything with a letter is words', () => {
  expect(readTyped('07700 900-123')).toEqual({ type: 'digits', digits: '07700900123' });
  expect(readTyped('+44 (7700) 900123')).toEqual({ type: 'digits', digits: '+447700900123' });
  expect(readTyped('0123')).toEqual({ type: 'digits', digits: '0123' });
  expect(readTyped('7 spice')).toEqual({ type: 'words', words: '7 spice' });
  expect(readTyped('  ')).toEqual({ type: 'nothing' });
  expect(readTyped('+')).toEqual({ type: 'words', words: '+' });
});

test('a member is looked up by the last four digits or by the whole number', () => {
  expect(['012', '0123', '01234', '077009', '0770090', '+447700900123'].map(canLookUp)).toEqual([
    false,
    true,
    false,
    false,
    true,
    true,
  ]);
});

test('items are found by pinyin initials, best first', () => {
  expect(found('hsn')).toEqual(['Braised beef noodles']);
  expect(found('NR')).toEqual(['Fried noodles with beef', 'Braised beef noodles']);
});

test('items are found by Chinese characters anywhere in the name', () => {
  expect(found('牛肉')).toEqual(['Fried noodles with beef', 'Braised beef noodles']);
  expect(found('奶')).toEqual(['Jasmine milk tea']);
});

test('items are found by English words in any order, by initials and without accents', () => {
  expect(found('beef')).toEqual(['Braised beef noodles', 'Fried noodles with beef']);
  expect(found('noo bra')).toEqual(['Braised beef noodles']);
  expect(found('jmt')).toEqual(['Jasmine milk tea']);
  expect(found('creme')).toEqual(['Crème brûlée']);
});

test('nothing fits nothing', () => {
  expect(found('')).toEqual([]);
  expect(found('xyz')).toEqual([]);
});

test('items are found by the beginning of a barcode, of a size too, and by their stock-keeping code', () => {
  const sizes = [{ id: 'l', names: { zh: '大', en: 'Large' }, price: 1, barcodes: ['4006381333931'] }];
  const shelf = [
    item('茶', 'Tea', 'c', { barcodes: ['5012345678900'], sku: 'TEA-250' }),
    item('水', 'Water', 's', { price: null, sizes }),
  ];
  const codes = (digits: string) => searchCodes(shelf, digits).items.map((one) => one.names.en);
  expect([codes('50'), codes('501'), codes('4006381333931'), codes('123')]).toEqual([
    [],
    ['Tea'],
    ['Water'],
    [],
  ]);
  expect(search(shelf, 'tea-250').items.map((one) => one.names.en)).toEqual(['Tea']);
  const { codes: known } = menuIndex(aCatalogue({ items: shelf }));
  expect(known.get('4006381333931')).toMatchObject({ item: { names: { en: 'Water' } }, size_id: 'l' });
  expect(known.get('TEA-250')?.size_id).toBeNull();
});

test('twenty thousand items are searched whole, shown up to a limit, and the rest is counted', () => {
  const colours = ['red', 'green', 'blue', 'black', 'white'];
  const things = ['cup', 'plate', 'bowl', 'spoon'];
  const many = Array.from({ length: 20_000 }, (_, n) =>
    item(`货${n}`, `${colours[n % 5]} ${things[n % 4]} ${n}`, `h${n}`, {
      id: String(n),
      barcodes: [String(2_000_000_000_000 + n)],
    }),
  );
  const red = search(many, 'red cup');
  expect(red.items).toHaveLength(FOUND_MAX);
  expect(red.items[0]?.id).toBe('0');
  expect(red.items.length + red.more).toBe(1_000);
  expect(search(many, 'cup red 19980')).toMatchObject({ items: [{ id: '19980' }], more: 0 });
  expect(search(many, '货19999').items.map((one) => one.id)).toEqual(['19999']);
  expect(searchCodes(many, '2000000019999').items.map((one) => one.id)).toEqual(['19999']);
  expect(searchCodes(many, '20000000').more).toBe(20_000 - FOUND_MAX);
});
