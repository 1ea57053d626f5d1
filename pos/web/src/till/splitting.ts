import type { Line, Money, Order } from '@comanda/web';
import { payables } from './payable';
import { lineNet, reducible, soldLines } from './reductions';
import { spread } from './shares';
import { shareOf } from './sums';

/** Checks of one order, at most; the store refuses more. */
export const CHECKS_MAX = 50;

/** On which new check (from 1) each line is put; a line that is missing stays in the rest. */
export type Assigned = ReadonlyMap<string, number>;

function sumOf(amounts: readonly Money[]): Money {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function plus(amounts: readonly Money[], more: readonly Money[]): Money[] {
  return amounts.map((amount, index) => amount + (more[index] ?? 0));
}

/**
 * What each line comes to, by the store server's own rule: its net, less its part of what was taken off the order, with
 * its part of the service charge, then of packaging and tax on top. Together exactly the total.
 */
export function lineTotals(order: Order): ReadonlyMap<string, Money> {
  const lines = soldLines(order);
  const nets = lines.map(lineNet);
  const left = reducible(order, null);
  const off = spread(sumOf(nets) - left, nets).map((share) => -share);
  const reduced = left === sumOf(nets) ? nets : plus(nets, off);
  const service = shareOf(left, order.service_ppm ?? 0);
  const served = service === 0 ? reduced : plus(reduced, spread(service, reduced));
  const shares = plus(served, spread(order.totals.total - sumOf(served), served));
  return new Map(lines.map((line, index) => [line.id, shares[index] ?? 0]));
}

/** Lines that can still be put on a check: not struck, and on none yet. */
export function freeLines(order: Order): Line[] {
  const taken = new Set((order.checks ?? []).flatMap((check) => check.lines ?? []));
  return soldLines(order).filter((line) => !taken.has(line.id));
}

/** Puts a line on a check; tapped again on the same one, it goes back to the rest. */
export function assign(assigned: Assigned, lineId: string, check: number): Assigned {
  const next = new Map(assigned);
  if (next.get(lineId) === check) next.delete(lineId);
  else next.set(lineId, check);
  return next;
}

/** The lists that the command takes: one for each check with lines, in their order. */
export function listsOf(assigned: Assigned): { check: number; lines: string[] }[] {
  const numbers = [...new Set(assigned.values())].sort((a, b) => a - b);
  return numbers.map((check) => ({
    check,
    lines: [...assigned].filter(([, on]) => on === check).map(([id]) => id),
  }));
}

/** What a new check of these lines would owe. */
export function checkSum(order: Order, lines: readonly string[]): Money {
  const totals = lineTotals(order);
  return lines.reduce((sum, id) => sum + (totals.get(id) ?? 0), 0);
}

/** Seats with lines in the rest, and what each would owe; what belongs to nobody in particular stays over. */
export function seatSums(order: Order): { seat: number; lines: string[]; sum: Money }[] {
  const bySeat = new Map<number, string[]>();
  for (const { id, details } of freeLines(order)) {
    if (details?.seat === undefined) continue;
    bySeat.set(details.seat, [...(bySeat.get(details.seat) ?? []), id]);
  }
  return [...bySeat]
    .sort(([a], [b]) => a - b)
    .map(([seat, lines]) => ({ seat, lines, sum: checkSum(order, lines) }))
    .filter((one) => one.sum > 0); // what somebody was given free is nobody's check
}

/** What is not on any check and not paid: what can still be split. */
export function restOf(order: Order): Money {
  return payables(order).find((one) => one.check === null)?.left ?? 0;
}
