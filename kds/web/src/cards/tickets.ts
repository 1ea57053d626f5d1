import type { Ticket, TicketLine } from '@comanda/web';

/** Oldest first; what was fired in the same instant by its number, so that every screen agrees. */
export function byAge(a: Ticket, b: Ticket): number {
  return a.fired_at - b.fired_at || a.order_number - b.order_number || a.firing - b.firing || cmp(a.id, b.id);
}

function cmp(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The tickets still to be made: what is rushed first, each part oldest first. */
export function openTickets(tickets: Iterable<Ticket>): readonly Ticket[] {
  const waits = (ticket: Ticket) => (ticket.rushed_at === undefined ? 1 : 0);
  return [...tickets]
    .filter((ticket) => ticket.status.type !== 'bumped')
    .sort((a, b) => waits(a) - waits(b) || byAge(a, b));
}

/** Its lines that are still to be made. */
export function toMake(ticket: Ticket): readonly TicketLine[] {
  return ticket.lines.filter((line) => !line.voided && line.done_at === undefined);
}

/** Lines that make their guest ill and that nobody has confirmed: they cannot be marked done. */
export function lockedLines(ticket: Ticket): readonly TicketLine[] {
  return ticket.lines.filter(
    (line) => !line.voided && (line.conflict?.length ?? 0) > 0 && line.confirmed !== true,
  );
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
