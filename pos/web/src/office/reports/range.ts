import { dayAfter } from '@comanda/web';

/** Spans of business days that are asked for by name. */
export const SPANS = ['today', 'yesterday', 'this_week', 'last_week', 'month', 'custom'] as const;
export type Span = (typeof SPANS)[number];
/** From one business day to another, both included: `2026-11-21`. */
export type Range = { from: string; to: string };

/** The days of a span, as seen from `today`; weeks begin on Monday. `custom` keeps what it had. */
export function rangeOf(span: Span, today: string, custom: Range): Range {
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const monday = dayAfter(today, -weekday);
  switch (span) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: dayAfter(today, -1), to: dayAfter(today, -1) };
    case 'this_week':
      return { from: monday, to: today };
    case 'last_week':
      return { from: dayAfter(monday, -7), to: dayAfter(monday, -1) };
    case 'month':
      return { from: `${today.slice(0, 8)}01`, to: today };
    case 'custom':
      return custom.from <= custom.to ? custom : { from: custom.to, to: custom.from };
  }
}
