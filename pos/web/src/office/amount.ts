import { decimal } from '@comanda/web';

/** The highest price of one unit, in minor units, as in the domain. */
export const PRICE_MAX = 1_000_000_000;

/** Reads an amount as people type it (`12`, `12.5`, `12,50`) into minor units; `null` when it is none. */
export function parseAmount(text: string, exponent: number): number | null {
  const match = /^(-?)(\d{1,12})(?:[.,](\d*))?$/.exec(text.trim().replaceAll(' ', ''));
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (fraction.length > exponent) return null;
  const minor = Number(`${whole}${fraction.padEnd(exponent, '0')}`);
  if (!Number.isSafeInteger(minor)) return null;
  return sign === '-' && minor !== 0 ? -minor : minor;
}

/** An amount as it stands in a field: no sign of a currency, no grouping. */
export function amountText(minor: number, exponent: number): string {
  return decimal(minor, exponent);
}

/** Reads a percentage with up to four decimals into parts per million: `8.1` is 81 000; `null` when it is none. */
export function parsePercent(text: string): number | null {
  return parseAmount(text.replace('%', ''), 4);
}

/** Parts per million as a percentage without idle zeros: 81 000 is `8.1`. */
export function percentText(ppm: number): string {
  const text = decimal(ppm, 4).replace(/\.?0+$/, '');
  return text === '' ? '0' : text;
}

/** Reads a time of day (`9:30`, `24:00`) into minutes after midnight; `null` when it is none. */
export function parseClock(text: string): number | null {
  const match = /^(\d{1,2})[:.：](\d{2})$/.exec(text.trim());
  if (match === null) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  return minute < 60 && hour * 60 + minute <= 1440 ? hour * 60 + minute : null;
}

/** Minutes after midnight as a time of day: 570 is `09:30`. */
export function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
