import type { BoardRow, Channel, Code, HeldLine, Ticket, Timestamp } from '@comanda/web';
import { byAge, isStruck } from '../cards/tickets';

/** One station's share of an order, all its firings together. */
export type StationPart = { station: Code; ready: boolean; firedAt: Timestamp; tickets: readonly Ticket[] };
/** The lines of one course that are kept back from the kitchen; no course for what is held by itself. */
export type HeldCourse = { course: number | null; lines: readonly HeldLine[] };
/** An order as the expo sees it. */
export type ExpoOrder = {
  id: string;
  number: number;
  channel: Channel;
  /** When its first ticket was fired; when it was opened if this screen has none of its tickets. */
  since: Timestamp;
  /** Everything is made: it can be handed over. */
  ready: boolean;
  parts: readonly StationPart[];
  /** Stations that still work on it. */
  waitsFor: readonly Code[];
  /** Whether it is moved forward. */
  rushed: boolean;
  /** No screen of a station showed its share in time. */
  unshown: readonly Code[];
  /** What waits for its course, the next course first. */
  held: readonly HeldCourse[];
};

/** The orders between the kitchen and the guest, oldest first. */
export function expoOrders(rows: Iterable<BoardRow>, tickets: Iterable<Ticket>): readonly ExpoOrder[] {
  const byOrder = new Map<string, Ticket[]>();
  for (const ticket of tickets) {
    const known = byOrder.get(ticket.order_id);
    if (known) known.push(ticket);
    else byOrder.set(ticket.order_id, [ticket]);
  }
  return [...rows]
    .filter((row) => !row.voided && isBetween(row))
    .map((row) => expoOrder(row, byOrder.get(row.order_id) ?? []))
    .sort((a, b) => Number(b.rushed) - Number(a.rushed) || a.since - b.since || a.number - b.number);
}

/** Whether the expo has something to do with it: cooking, ready, or a course still to come. */
function isBetween({ stage, held = [] }: BoardRow): boolean {
  return stage === 'preparing' || stage === 'ready' || (stage === 'handed_over' && held.length > 0);
}

function heldCourses(lines: readonly HeldLine[]): readonly HeldCourse[] {
  const courses = [...new Set(lines.map(({ course }) => course ?? null))];
  return courses
    .sort((a, b) => (a ?? Infinity) - (b ?? Infinity))
    .map((course) => ({ course, lines: lines.filter((line) => (line.course ?? null) === course) }));
}

function expoOrder(row: BoardRow, tickets: readonly Ticket[]): ExpoOrder {
  const sorted = tickets.filter((ticket) => !isStruck(ticket)).sort(byAge);
  const ready = row.stage === 'ready';
  const parts = new Map<Code, StationPart>();
  for (const ticket of sorted) {
    const known = parts.get(ticket.station);
    const done = ticket.status.type === 'bumped';
    parts.set(ticket.station, {
      station: ticket.station,
      ready: ready || (done && (known?.ready ?? true)),
      firedAt: known?.firedAt ?? ticket.fired_at,
      tickets: [...(known?.tickets ?? []), ticket],
    });
  }
  const all = [...parts.values()];
  const open = sorted.filter((ticket) => ticket.status.type !== 'bumped');
  return {
    id: row.order_id,
    number: row.number,
    channel: row.channel,
    since: sorted[0]?.fired_at ?? row.opened_at,
    ready,
    parts: all,
    waitsFor: all.filter((part) => !part.ready).map((part) => part.station),
    rushed: open.some((ticket) => ticket.rushed_at !== undefined),
    unshown: [...new Set(open.filter(isUnshown).map((ticket) => ticket.station))],
    held: heldCourses(row.held ?? []),
  };
}

/** Whether no screen shows it although it should. */
function isUnshown(ticket: Ticket): boolean {
  return ticket.status.type === 'sent' && ticket.unshown !== undefined;
}

/** How many orders wait for each station, most first. */
export function whoWaitsForWhom(orders: readonly ExpoOrder[]): readonly { station: Code; orders: number }[] {
  const counts = new Map<Code, number>();
  for (const station of orders.flatMap((order) => order.waitsFor)) {
    counts.set(station, (counts.get(station) ?? 0) + 1);
  }
  return [...counts]
    .map(([station, count]) => ({ station, orders: count }))
    .sort((a, b) => b.orders - a.orders || (a.station < b.station ? -1 : 1));
}

/** Orders handed over that can be brought back, the latest numbers first. */
export function handedOver(rows: Iterable<BoardRow>): readonly BoardRow[] {
  return [...rows]
    .filter((row) => row.stage === 'handed_over' && !row.voided)
    .sort((a, b) => b.opened_at - a.opened_at || b.number - a.number);
}
