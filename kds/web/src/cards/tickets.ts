import type { Ticket } from '@comanda/web';

/** Oldest first; what was fired in the same instant by its number, so that every screen agrees. */
export function byAge(a: Ticket, b: Ticket): number {
  return a.fired_at - b.fired_at || a.order_number - b.order_number || a.firing - b.firing || cmp(a.id, b.id);
}

function cmp(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The tickets still to be made, oldest first. */
export function openTickets(tickets: Iterable<Ticket>): readonly Ticket[] {
  return [...tickets].filter((ticket) => ticket.status.type !== 'bumped').sort(byAge);
}

/** Bumped tickets that can be brought back, at most this many. */
export const RECALLABLE_MAX = 20;

/** The tickets bumped last, newest first. */
export function bumpedTickets(tickets: Iterable<Ticket>): readonly Ticket[] {
  const bumpedAt = (ticket: Ticket) => (ticket.status.type === 'bumped' ? ticket.status.bumped_at : 0);
  return [...tickets]
    .filter((ticket) => ticket.status.type === 'bumped')
    .sort((a, b) => bumpedAt(b) - bumpedAt(a))
    .slice(0, RECALLABLE_MAX);
}

/** Whether nobody has touched it yet: it rings until somebody does. */
export function isUnseen(ticket: Ticket): boolean {
  return ticket.status.type === 'sent' || ticket.status.type === 'shown';
}

/** Lines struck after firing. */
export function struckLines(ticket: Ticket): number {
  return ticket.lines.filter((line) => line.voided).length;
}

/** Whether nothing is left to make on it. */
export function isStruck(ticket: Ticket): boolean {
  return ticket.lines.every((line) => line.voided);
}
