import { locale } from './i18n';
import type { StoreCard, Timestamp } from './protocol.gen';

/** What is needed to tell the time of day at a store. */
export type Zone = Pick<StoreCard, 'time_zone'>;

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DAY = { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' } as const;
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(name: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${name} ${timeZone}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale(), { ...options, timeZone });
    formatters.set(key, found);
  }
  return found;
}

/** Time of day at the store: `12:41`. */
export function clockTime(at: Timestamp, store: Zone): string {
  return formatter('clock', store.time_zone, CLOCK).format(at);
}

/** Time of day at the store with seconds: `12:41:07`. */
export function clockSeconds(at: Timestamp, store: Zone): string {
  return formatter('seconds', store.time_zone, { ...CLOCK, second: '2-digit' }).format(at);
}

/** Date and time of day at the store. */
export function dateTime(at: Timestamp, store: Zone): string {
  return formatter('full', store.time_zone, { ...DAY, ...CLOCK }).format(at);
}

/** A business day (`2026-11-21`) in words. A trading date has no time zone, so none is applied. */
export function businessDay(day: string): string {
  return formatter('day', 'UTC', DAY).format(Date.parse(`${day}T00:00:00Z`));
}

/** Minutes and seconds since something happened: `8:20`, `1:05:20`. Never negative: clocks step backwards. */
export function age(fromMs: Timestamp, nowMs: Timestamp): string {
  const seconds = Math.max(0, Math.floor((nowMs - fromMs) / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The day `days` later. A trading date has no time zone, so none is applied. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The business day at the store: a night belongs to the day before, until the cut-off. */
export function dayAt(atMs: number, timeZone: string, cutOffMinutes = 0): string {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(
    atMs - cutOffMinutes * MINUTE_MS,
  );
}
