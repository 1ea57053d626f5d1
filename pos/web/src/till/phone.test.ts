import { expect, test } from 'vitest';
import { international, looksWhole } from './phone';

test('a number is written the way the store keeps it, however the guest says it', () => {
  const cases: [string, string, string][] = [
    ['07700900123', 'GBP', '+447700900123'],
    ['7700900123', 'GBP', '+447700900123'],
    ['+447700900123', 'GBP', '+447700900123'],
    ['00447700900123', 'GBP', '+447700900123'],
    ['447700900123', 'GBP', '+447700900123'],
    ['447700900123', 'XXX', '+447700900123'],
  ];
  for (const [said, currency, kept] of cases) expect(international(said, currency)).toBe(kept);
});

test('the last four digits are not a whole number', () => {
  expect(['0123', '0770090', '07700900123', '+447700900123', '1234567890123456'].map(looksWhole)).toEqual([
    false,
    false,
    true,
    true,
    false,
  ]);
});
