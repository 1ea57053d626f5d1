import type { StoreCard, Timestamp } from '@comanda/web';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The trading date `days` after now, in the shop: a night before the cut-off belongs to the day before. */
export function dayAfter(
  now: Timestamp,
  at: Pick<StoreCard, 'time_zone' | 'day_cut_off_minutes'>,
  days: number,
): string {
  const shifted = now - at.day_cut_off_minutes * 60_000 + days * DAY_MS;
  return new Intl.DateTimeFormat('en-CA', { timeZone: at.time_zone }).format(shifted);
}
