import { decimal, type Currency, type SalesReport, type SalesRow } from '@comanda/web';

/** What a drawing shows, one entry per hour or day; amounts in the major unit, only ever for drawing. */
export type Bars = { labels: string[]; values: number[] };

/** Hours with sales and all between them, so that a quiet hour shows as one; days as they come. */
export function salesBars(report: SalesReport, of: Currency): Bars | null {
  const value = (row: SalesRow | undefined) =>
    row === undefined ? 0 : Number(decimal(row.net, of.currency_exponent));
  if (report.by === 'day')
    return { labels: report.rows.map((row) => row.key), values: report.rows.map(value) };
  if (report.by !== 'hour') return null;
  const byHour = new Map(report.rows.map((row) => [Number(row.key), row]));
  const hours = spreadHours([...byHour.keys()]);
  return { labels: hours.map(String), values: hours.map((hour) => value(byHour.get(hour))) };
}

/** The hours from the first to the last. A night that runs past midnight begins after its longest pause. */
export function spreadHours(busy: readonly number[]): number[] {
  const sorted = [...busy].sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const gaps = sorted.map((hour, index) => {
    const next = sorted[(index + 1) % sorted.length] ?? hour;
    return { after: hour, length: sorted.length === 1 ? 24 : (next - hour + 24) % 24 };
  });
  const longest = gaps.reduce((best, gap) => (gap.length > best.length ? gap : best));
  const first = (longest.after + longest.length) % 24;
  const count = 24 - longest.length + 1;
  return Array.from({ length: count }, (_, index) => (first + index) % 24);
}

/** A column to sort by, and which way. */
export type Sorting = { column: string; down: boolean };

/** The rows in the order of one column; equal ones keep theirs. */
export function sorted<Row>(
  rows: readonly Row[],
  value: (row: Row) => number | string,
  down: boolean,
): Row[] {
  const compare = (a: number | string, b: number | string) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
  return [...rows].sort((a, b) => (down ? -1 : 1) * compare(value(a), value(b)));
}

/** How long a bar is, in percent of the longest; refunds above sales have none. */
export function share(value: number, most: number): number {
  return most <= 0 || value <= 0 ? 0 : Math.round((value * 1000) / most) / 10;
}
