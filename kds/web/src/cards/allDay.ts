import type { Names, Ticket } from '@comanda/web';

/** How many of one item are still to be made. */
export type AllDay = { key: string; names: Names; count: number };

/** Counts per item over open tickets, most first; struck lines count for nothing. */
export function allDay(tickets: readonly Ticket[]): readonly AllDay[] {
  const counts = new Map<string, AllDay>();
  for (const ticket of tickets) {
    if (ticket.status.type === 'bumped') continue;
    for (const line of ticket.lines) {
      if (line.voided) continue;
      const key = `${line.names.zh}\n${line.names.en}`;
      const count = (counts.get(key)?.count ?? 0) + line.quantity;
      counts.set(key, { key, names: line.names, count });
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}
