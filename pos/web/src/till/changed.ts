import type { Line, Money, Order } from '@comanda/web';

/** What became different between two sights of one order. */
export type Difference =
  | { type: 'added'; line: Line }
  | { type: 'struck'; line: Line }
  /** The line is on another order now. */
  | { type: 'gone'; line: Line }
  | { type: 'quantity'; line: Line; was: number }
  | { type: 'fired'; line: Line }
  | { type: 'edited'; line: Line }
  | { type: 'table'; was: string | null; now: string | null }
  | { type: 'guests'; now: number | null }
  | { type: 'paid'; amount: Money }
  | { type: 'split'; checks: number }
  | { type: 'finished'; state: Exclude<Order['state']['type'], 'open'> };

/** Compares the rows that somebody saw with the rows now, in the order of the slip. Pure. */
export function differences(before: Order, after: Order): Difference[] {
  const found: Difference[] = [];
  if (after.state.type !== 'open' && before.state.type === 'open')
    found.push({ type: 'finished', state: after.state.type });
  const was = new Map(before.lines.map((line) => [line.id, line]));
  for (const line of after.lines) {
    const old = was.get(line.id);
    const one = old === undefined ? ({ type: 'added', line } as const) : lineDifference(old, line);
    if (one !== null) found.push(one);
  }
  const now = new Set(after.lines.map((line) => line.id));
  for (const line of before.lines) if (!now.has(line.id)) found.push({ type: 'gone', line });
  return [...found, ...detailDifferences(before, after)];
}

function lineDifference(old: Line, line: Line): Difference | null {
  if (line.state.type === 'voided') return old.state.type === 'voided' ? null : { type: 'struck', line };
  if (line.quantity !== old.quantity) return { type: 'quantity', line, was: old.quantity };
  if (line.state.type === 'fired' && old.state.type === 'held') return { type: 'fired', line };
  return said(old) === said(line) ? null : { type: 'edited', line };
}

function said(line: Line): string {
  return JSON.stringify([line.modifiers, line.details, line.unit_price, line.reductions]);
}

function detailDifferences(before: Order, after: Order): Difference[] {
  const found: Difference[] = [];
  const [old, now] = [before.details ?? {}, after.details ?? {}];
  if (old.table !== now.table) found.push({ type: 'table', was: old.table ?? null, now: now.table ?? null });
  if (old.guests !== now.guests) found.push({ type: 'guests', now: now.guests ?? null });
  const paid = after.totals.paid - before.totals.paid;
  if (paid !== 0) found.push({ type: 'paid', amount: paid });
  const checks = after.checks ?? [];
  if (checks.length !== (before.checks ?? []).length) found.push({ type: 'split', checks: checks.length });
  return found;
}
