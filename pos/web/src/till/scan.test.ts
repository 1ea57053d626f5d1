import { expect, test } from 'vitest';
import { hear, isBurst, isCouponCode, mayBePhone, NO_BURST, SCAN_GAP_MS, STALL_MS } from './scan';

/** The keys that type a text. */
const keys = (text: string) => Array.from(text);

/** Feeds keys that come `gap` milliseconds apart and gives every code heard. */
function scans(pressed: readonly string[], gap: number): string[] {
  let burst = NO_BURST;
  const heard: string[] = [];
  pressed.forEach((key, index) => {
    const next = hear(burst, key, 1000 + index * gap);
    burst = next.burst;
    if (next.scan !== null) heard.push(next.scan);
  });
  return heard;
}

test('a fast burst that ends in Enter is a scan, the same keys from a hand are not', () => {
  const code = [...keys('5012345678900'), 'Enter'];
  expect(scans(code, SCAN_GAP_MS)).toEqual(['5012345678900']);
  expect(scans(code, SCAN_GAP_MS + 1)).toEqual([]);
  expect(scans([...keys('123'), 'Enter'], 5)).toEqual([]);
  expect(scans([...keys('1234'), 'Enter'], 5)).toEqual(['1234']);
});

test('ten codes a second are all taken', () => {
  const codes = Array.from({ length: 10 }, (_, n) => `50123456789${10 + n}`);
  expect(
    scans(
      codes.flatMap((code) => [...keys(code), 'Enter']),
      7,
    ),
  ).toEqual(codes);
});

test('what a hand typed before the scan does not belong to it, and a burst without Enter is no scan', () => {
  let { burst } = hear(NO_BURST, '7', 0);
  for (const [index, key] of keys('ABC-123').entries()) ({ burst } = hear(burst, key, 500 + index * 4));
  expect(burst.text).toBe('ABC-123');
  expect(isBurst(burst)).toBe(true);
  expect(hear(burst, 'Enter', 524 + SCAN_GAP_MS).scan).toBe('ABC-123');
  expect(hear(burst, 'Enter', 525 + SCAN_GAP_MS).scan).toBeNull();
});

test('a capital letter comes with its Shift key, any other key ends the burst', () => {
  expect(scans(['Shift', 'A', 'Shift', 'B', '1', '2', 'Enter'], 6)).toEqual(['AB12']);
  expect(scans(['1', '2', 'Backspace', '3', '4', 'Enter'], 6)).toEqual([]);
});

test('an unknown code is taken for a phone number only where it cannot be that of goods', () => {
  const codes = [
    '07700900042',
    '+447700900042',
    '5012345678900',
    '01234565',
    '0770090',
    '123456',
    'ABC-1234567',
  ];
  expect(codes.map(mayBePhone)).toEqual([true, true, false, false, true, false, false]);
});

test('a busy tablet that stalls within a code that a phone shows, at its beginning too, still hears all of it', () => {
  const member = `CM1${'0123456789ABCDEF'.repeat(10)}01234567`;
  const coupon = `CC1${'0A'.repeat(116)}`;
  for (const code of [member, coupon])
    for (const stalls of [[], [1], [2, 90], [4, 5, 120]]) {
      let burst = NO_BURST;
      let at = 0;
      for (const [index, key] of keys(code).entries()) {
        at += stalls.includes(index) ? STALL_MS : 5;
        ({ burst } = hear(burst, key, at));
      }
      expect(isBurst(burst)).toBe(true);
      expect(hear(burst, 'Enter', at + STALL_MS).scan).toBe(code);
      expect(hear(burst, 'Enter', at + STALL_MS + 1).scan).toBeNull();
    }
});

test('a hand that begins as a phone’s code does is no scanner, and hides none that comes after it', () => {
  let typed = NO_BURST;
  for (const [index, key] of keys('CM1ABC').entries()) ({ burst: typed } = hear(typed, key, index * 200));
  expect(hear(typed, 'Enter', 1_100).scan).toBeNull();
  // Two letters of a name, and then a bottle is scanned whose code begins with a 1.
  let { burst } = hear(NO_BURST, 'c', 0);
  ({ burst } = hear(burst, 'c', 300));
  for (const [index, key] of keys('1012345678902').entries()) ({ burst } = hear(burst, key, 900 + index * 5));
  expect(hear(burst, 'Enter', 970).scan).toBe('1012345678902');
});

test('the code of a coupon is the whole of it', () => {
  const code = `CC1${'0A'.repeat(116)}`;
  expect(scans([...keys(code), 'Enter'], 5)).toEqual([code]);
  expect(
    [code, code.toLowerCase(), code.slice(1), `${code}0`, code.replace('CC1', 'CM1')].map(isCouponCode),
  ).toEqual([true, true, false, false, false]);
});
