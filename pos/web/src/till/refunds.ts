import type { Line, Money, Order, RefundLine, RefundTender, Tender } from '@comanda/web';
import { soldLines } from './reductions';
import { spread } from './shares';
import { lineTotals } from './splitting';

/** How many of each line are given back. */
export type Quantities = ReadonlyMap<string, number>;
/** How the money is laid on the tenders it came from, to begin with. */
export type Laying = 'last_first' | 'by_share';

/** How many of a line can still be given back. */
export function returnable(line: Line): number {
  return line.state.type === 'voided' ? 0 : line.quantity - (line.details?.refunded ?? 0);
}

/** Lines of which anything can still be given back. */
export function returnableLines(order: Order): Line[] {
  return soldLines(order).filter((line) => returnable(line) > 0);
}

/** What `count` units of `quantity` come to of `total`, counted from the first: so that all of them come to all of it. */
function upTo(total: Money, count: number, quantity: number): Money {
  return Number((BigInt(total) * BigInt(count)) / BigInt(quantity));
}

/** What some units of a line come to: what was paid for it, discounts and tax in it, after what went back before. */
export function lineRefund(order: Order, lineId: string, quantity: number): Money {
  const line = order.lines.find((one) => one.id === lineId);
  if (line === undefined || quantity <= 0) return 0;
  const total = lineTotals(order).get(lineId) ?? 0;
  const before = line.details?.refunded ?? 0;
  return upTo(total, before + quantity, line.quantity) - upTo(total, before, line.quantity);
}

/** What all chosen lines come to. */
export function refundSum(order: Order, quantities: Quantities): Money {
  return [...quantities].reduce((sum, [id, quantity]) => sum + lineRefund(order, id, quantity), 0);
}

/** The lines as the command takes them. */
export function refundLines(quantities: Quantities): RefundLine[] {
  return [...quantities]
    .filter(([, quantity]) => quantity > 0)
    .map(([line_id, quantity]) => ({ line_id, quantity }));
}

/** What is left of a tender to give back; a tip stays with the staff. */
export function tenderLeft(tender: Tender): Money {
  return tender.amount - (tender.refunded ?? 0);
}

/** Lays an amount on the tenders: the last one first, or each by its share. In the order of the tenders. */
export function lay(order: Order, amount: Money, laying: Laying): Money[] {
  const lefts = order.tenders.map(tenderLeft);
  if (laying === 'by_share') return spread(Math.min(amount, sum(lefts)), lefts);
  let open = amount;
  return lefts
    .toReversed()
    .map((left) => {
      const here = Math.min(left, open);
      open -= here;
      return here;
    })
    .toReversed();
}

function sum(amounts: readonly Money[]): Money {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** The tenders as the command takes them. */
export function refundTenders(order: Order, amounts: readonly Money[]): RefundTender[] {
  return order.tenders.flatMap((tender, index) => {
    const amount = amounts[index] ?? 0;
    return amount > 0 ? [{ tender_id: tender.id, amount }] : [];
  });
}

/** What is still missing (above zero) or too much (below) in what the tenders get; 0 when it fits. */
export function missing(amounts: readonly Money[], wanted: Money): Money {
  return wanted - sum(amounts);
}

/** Points that go back with an amount: of those earned with the order, as much as of its total was given back so far. */
export function pointsBack(order: Order, amount: Money): number {
  const { total, refunded = 0 } = order.totals;
  if (total <= 0 || order.member_id === null) return 0;
  const upToNow = (back: Money) => upTo(order.member_points_earned, Math.min(back, total), total);
  return upToNow(refunded + amount) - upToNow(refunded);
}

/** Every receipt that was issued for an order: one, or one for each check. */
export function receiptNumbers(order: Order): number[] {
  const checks = (order.checks ?? []).flatMap((check) =>
    check.state?.type === 'paid' ? [check.state.receipt_number] : [],
  );
  const last = order.state.type === 'closed' ? [order.state.receipt_number] : [];
  return [...new Set([...checks, ...last])];
}
