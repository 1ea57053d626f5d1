import type { Catalogue, Names, Ticket } from '@comanda/web';
import { toMake } from './tickets';

/** How many of one thing are still to be made. */
export type AllDay = { key: string; names: Names; count: number };

/** Counts per item over open tickets, most first; what is made or struck counts for nothing. */
export function allDay(tickets: readonly Ticket[]): readonly AllDay[] {
  const counts = new Map<string, AllDay>();
  for (const line of tickets.filter((ticket) => ticket.status.type !== 'bumped').flatMap(toMake)) {
    add(counts, `${line.names.zh}\n${line.names.en}`, line.names, line.quantity);
  }
  return mostFirst(counts);
}

/** Portions per ingredient over open tickets, by the recipes of what is still to be made, most first. */
export function ingredients(tickets: readonly Ticket[], catalogue: Catalogue | null): readonly AllDay[] {
  const counts = new Map<string, AllDay>();
  const items = new Map((catalogue?.items ?? []).map((item) => [item.id, item]));
  const names = new Map((catalogue?.ingredients ?? []).map((one) => [one.code, one.names]));
  for (const line of tickets.filter((ticket) => ticket.status.type !== 'bumped').flatMap(toMake)) {
    for (const part of (line.makes ?? []).flatMap((id) => items.get(id)?.recipe ?? [])) {
      const name = names.get(part.ingredient);
      if (name !== undefined) add(counts, part.ingredient, name, part.portions * line.quantity);
    }
  }
  return mostFirst(counts);
}

function add(counts: Map<string, AllDay>, key: string, names: Names, more: number): void {
  counts.set(key, { key, names, count: (counts.get(key)?.count ?? 0) + more });
}

function mostFirst(counts: ReadonlyMap<string, AllDay>): readonly AllDay[] {
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}
