import { afterEach, expect, test } from 'vitest';
import { dictionary, pick, pickOther, setLanguage } from './i18n';
import { mintId } from './id';
import { explain } from './messages/rejections';
import { decimal, formatAmount, formatMoney } from './money';
import { orderNumber } from './number';
import type { Rejection } from './protocol.gen';
import { age, businessDay, clockSeconds, clockTime } from './time';

const CNY = { currency: 'CNY', currency_exponent: 2 };
const JPY = { currency: 'JPY', currency_exponent: 0 };
const KWD = { currency: 'KWD', currency_exponent: 3 };
const SHANGHAI = { time_zone: 'Asia/Shanghai' };
const LONDON = { time_zone: 'Europe/London' };

afterEach(() => setLanguage('en'));

test.each([
  [0, 2, '0.00'],
  [5, 2, '0.05'],
  [-5, 2, '-0.05'],
  [10800, 2, '108.00'],
  [58, 0, '58'],
  [1234567, 3, '1234.567'],
])('minor units %i with exponent %i are the numeral %s', (minor, exponent, expected) => {
  expect(decimal(minor, exponent)).toBe(expected);
});

test('an amount keeps every minor unit up to the largest one the wire can carry', () => {
  setLanguage('en');
  expect(formatAmount(Number.MAX_SAFE_INTEGER, CNY)).toBe('90,071,992,547,409.91');
  expect(() => decimal(Number.MAX_SAFE_INTEGER + 1, 2)).toThrow(RangeError);
  expect(() => decimal(0.5, 2)).toThrow(RangeError);
});

test('money carries the sign of its currency and as many decimals as it has', () => {
  setLanguage('zh');
  expect(formatMoney(10800, CNY)).toBe('¥108.00');
  setLanguage('en');
  expect(formatMoney(10800, CNY)).toBe('¥108.00');
  expect(formatMoney(1200, JPY)).toBe('¥1,200');
  expect(formatAmount(1500, KWD)).toBe('1.500');
});

test('the clock on the wall is the clock of the store', () => {
  const noon = Date.UTC(2026, 10, 21, 4, 41, 7);
  expect(clockTime(noon, SHANGHAI)).toBe('12:41');
  expect(clockSeconds(noon, LONDON)).toBe('04:41:07');
  expect(clockTime(Date.UTC(2026, 10, 21, 16, 0), SHANGHAI)).toBe('00:00');
  expect(businessDay('2026-11-21')).toContain('21');
});

test.each([
  [-3_000, '0:00'],
  [999, '0:00'],
  [52_000, '0:52'],
  [500_000, '8:20'],
  [3_920_000, '1:05:20'],
])('a ticket %i ms old shows the age %s', (elapsed, expected) => {
  expect(age(1_000_000, 1_000_000 + elapsed)).toBe(expected);
});

test('the number that is called out names the channel', () => {
  expect(orderNumber('dine_in', 42)).toBe('A 042');
  expect(orderNumber('takeaway', 7)).toBe('B 007');
  expect(orderNumber('delivery', 118)).toBe('C 118');
  expect(orderNumber('phone', 1204)).toBe('D 1204');
});

test('an id is a version 7 UUID that begins with its time, and no two are the same', () => {
  const ids = Array.from({ length: 1000 }, () => mintId(0x0199_aabb_ccdd));
  for (const id of ids) expect(id).toMatch(/^0199aabb-ccdd-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(1000);
});

test('a dictionary and a name follow the language of the device', () => {
  const t = dictionary({
    en: { left: (count: number) => `${count} left` },
    zh: { left: (count) => `剩 ${count}` },
  });
  const tea = { zh: '豆浆', en: 'Soy milk' };
  setLanguage('zh');
  expect([t().left(6), pick(tea), pickOther(tea)]).toEqual(['剩 6', '豆浆', 'Soy milk']);
  setLanguage('en');
  expect([t().left(6), pick(tea), pickOther(tea)]).toEqual(['6 left', 'Soy milk', '豆浆']);
  expect(document.documentElement.lang).toBe('en-GB');
  expect(pickOther({ zh: 'Latte', en: 'Latte' })).toBeNull();
});

test('a refusal is explained in our words, and an unknown one in the words of the store', () => {
  const refused = (code: string, message: string) => explain({ rejection: { code } as Rejection, message });
  expect(refused('no_open_shift', 'raw')).toContain('Open the shift');
  setLanguage('zh');
  expect(refused('no_open_shift', 'raw')).toContain('请先开班');
  expect(refused('from_the_future', 'The oven is cold.')).toBe('The oven is cold.');
  expect(refused('toString', '')).toContain('门店服务器没有接受');
});
