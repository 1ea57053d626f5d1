import type { Item } from '@comanda/web';
import { expect, test } from 'vitest';
import { canLookUp, findItems, readTyped } from './search';

const item = (zh: string, en: string, pinyin: string): Item => ({
  id: en,
  names: { zh, en },
  pinyin,
  category: 'any',
  price: 900,
  tax: 'standard',
  stations: [],
  modifier_groups: [],
  popular: false,
});
const menu = [
  item('红烧牛肉面', 'Braised beef noodles', 'hsnrm'),
  item('牛肉炒面', 'Fried noodles with beef', 'nrcm'),
  item('茉莉奶绿', 'Jasmine milk tea', 'mlnl'),
  item('焦糖布蕾', 'Crème brûlée', 'jtbl'),
];
const found = (words: string) => findItems(menu, words).map((one) => one.names.en);

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
