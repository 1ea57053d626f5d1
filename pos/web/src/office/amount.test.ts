import { expect, test } from 'vitest';
import { amountText, clockText, parseAmount, parseClock, parsePercent, percentText } from './amount';

test('an amount is read as people type it, and nothing is rounded away', () => {
  const table: [string, number, number | null][] = [
    ['12', 2, 1200],
    ['12.5', 2, 1250],
    ['12,50', 2, 1250],
    ['0.05', 2, 5],
    ['-1.20', 2, -120],
    ['-0', 2, 0],
    ['12.505', 2, null],
    ['500', 0, 500],
    ['5.0', 0, null],
    ['', 2, null],
    ['abc', 2, null],
    ['1e3', 2, null],
    ['9999999999999', 2, null],
  ];
  for (const [text, exponent, minor] of table) expect(parseAmount(text, exponent), text).toBe(minor);
  expect(amountText(1250, 2)).toBe('12.50');
});

test('a tax rate is a percentage on the screen and parts per million in the menu', () => {
  for (const [text, ppm] of [
    ['20', 200_000],
    ['8.1', 81_000],
    ['0', 0],
    ['2.0001%', 20_001],
  ] as const)
    expect(parsePercent(text)).toBe(ppm);
  for (const [ppm, text] of [
    [200_000, '20'],
    [81_000, '8.1'],
    [0, '0'],
    [1_000_000, '100'],
  ] as const)
    expect(percentText(ppm)).toBe(text);
});

test('a time of day runs from 0:00 to 24:00', () => {
  for (const [text, minute] of [
    ['0:00', 0],
    ['9:30', 570],
    ['24:00', 1440],
    ['24:01', null],
    ['9:60', null],
    ['930', null],
  ] as const)
    expect(parseClock(text), text).toBe(minute);
  expect(clockText(570)).toBe('09:30');
});
