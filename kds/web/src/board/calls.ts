import type { BoardRow } from '@comanda/web';

/** The orders that are called, newest call first, and those called just now. */
export type Calls = { ready: readonly BoardRow[]; fresh: readonly string[] };

/**
 * The calls after a change of the rows. A row that has become ready goes to the front and is fresh; the rest keep
 * their place, so that a guest finds their number where it was.
 *
 * Before anything was known (`null`) nothing is fresh: a board that starts must not call the whole room.
 */
export function callsAfter(before: Calls | null, rows: Iterable<BoardRow>): Calls {
  const ready = new Map(
    [...rows].filter((row) => row.stage === 'ready' && !row.voided).map((row) => [row.order_id, row]),
  );
  const kept = (before?.ready ?? []).flatMap((row) => ready.get(row.order_id) ?? []);
  for (const row of kept) ready.delete(row.order_id);
  const added = [...ready.values()].sort((a, b) => b.opened_at - a.opened_at || b.number - a.number);
  return { ready: [...added, ...kept], fresh: before === null ? [] : added.map((row) => row.order_id) };
}

/** The orders still being made, oldest first. */
export function preparing(rows: Iterable<BoardRow>): readonly BoardRow[] {
  return [...rows]
    .filter((row) => row.stage === 'preparing' && !row.voided)
    .sort((a, b) => a.opened_at - b.opened_at || a.number - b.number);
}
