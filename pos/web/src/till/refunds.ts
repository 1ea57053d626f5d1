import type { Coupon, Line, Money, Order, RefundLine, RefundTender, Tender } from '@comanda/web';
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

/** `part / whole` of an amount, rounded half away from zero; no amount here is below zero. */
function portion(amount: number, part: number, whole: number): number {
  return Number((2n * BigInt(amount) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)));
}

/**
 * What some units of a line come to: the first `k` of `n` are worth `k / n` of the line's share of the total, and each
 * refund gives the difference to what was given before, so that all units come to all of it. The store server's own rule.
 */
export function lineRefund(order: Order, lineId: string, quantity: number): Money {
  const line = order.lines.find((one) => one.id === lineId);
  if (line === undefined || quantity <= 0) return 0;
  const total = lineTotals(order).get(lineId) ?? 0;
  const before = line.details?.refunded ?? 0;
  return portion(total, before + quantity, line.quantity) - portion(total, before, line.quantity);
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

/** Whether a tender was given to the member rather than paid by them. */
export function isGiven({ kind }: Tender): boolean {
  return kind.type === 'points' || kind.type === 'coupon';
}

/** What a tender that was given takes of a refund at least: its share of the order, by the store server's own rule. */
function leastOf(order: Order, tender: Tender, amount: Money): Money {
  if (!isGiven(tender) || order.totals.total <= 0) return 0;
  const after = BigInt((order.totals.refunded ?? 0) + amount);
  const share = Number((BigInt(tender.amount) * after) / BigInt(order.totals.total));
  return Math.max(0, Math.min(share - (tender.refunded ?? 0), tenderLeft(tender)));
}

/**
 * Lays an amount on the tenders: what was given takes its share, and of the rest the last one first, or each by its
 * share. In the order of the tenders.
 */
export function lay(order: Order, amount: Money, laying: Laying): Money[] {
  const least = order.tenders.map((tender) => leastOf(order, tender, amount));
  const lefts = order.tenders.map((tender, index) => tenderLeft(tender) - (least[index] ?? 0));
  let open = Math.max(0, amount - sum(least));
  if (laying === 'by_share')
    return spread(Math.min(open, sum(lefts)), lefts).map((more, index) => more + (least[index] ?? 0));
  const rest = lefts
    .toReversed()
    .map((left) => {
      const here = Math.min(left, open);
      open -= here;
      return here;
    })
    .toReversed();
  return rest.map((more, index) => more + (least[index] ?? 0));
}

/** What a refund puts back on the member's card. */
export type MemberBack = {
  points: number;
  principal: Money;
  gift: Money;
  /** Coupons, each with whether it comes back: only with the last of what it paid, and until its last day. */
  coupons: { coupon: Coupon; back: 'now' | 'later' | 'never' }[];
};

/** What these amounts put back on the member's card; `today` is the trading date. */
export function memberBack(order: Order, amounts: readonly Money[], today: string): MemberBack {
  const back: MemberBack = { points: 0, principal: 0, gift: 0, coupons: [] };
  if (order.member_id === null || order.details?.training === true) return back;
  for (const [index, tender] of order.tenders.entries()) {
    const amount = amounts[index] ?? 0;
    if (amount <= 0) continue;
    const before = tender.refunded ?? 0;
    const { kind } = tender;
    switch (kind.type) {
      case 'stored_value': {
        const gift = tender.amount - kind.principal;
        const filled = Math.min(before + amount, gift) - Math.min(before, gift);
        back.gift += filled;
        back.principal += amount - filled;
        break;
      }
      case 'points':
        back.points +=
          portion(kind.points, before + amount, tender.amount) - portion(kind.points, before, tender.amount);
        break;
      case 'cash':
      case 'card_elsewhere':
      case 'driver':
        break; // money, not theirs
      case 'coupon': {
        const whole = before + amount === tender.amount;
        const good = kind.coupon.last_day >= today;
        back.coupons.push({ coupon: kind.coupon, back: !good ? 'never' : whole ? 'now' : 'later' });
        break;
      }
    }
  }
  return back;
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

/** Points that go back with an amount: of those still left of the order's, as much as of what is left of its total. */
export function pointsBack(order: Order, amount: Money): number {
  const left = order.totals.total - (order.totals.refunded ?? 0);
  const practice = order.details?.training === true;
  if (left <= 0 || amount > left || order.member_id === null || practice) return 0;
  const earned = order.member_points_earned;
  return earned - portion(earned, left - amount, left);
}

/** Every receipt that was issued for an order: one, or one for each check. */
export function receiptNumbers(order: Order): number[] {
  const checks = (order.checks ?? []).flatMap((check) =>
    check.state?.type === 'paid' ? [check.state.receipt_number] : [],
  );
  const last = order.state.type === 'closed' ? [order.state.receipt_number] : [];
  return [...new Set([...checks, ...last])];
}
