import { computed, signal } from '@preact/signals';
import { readStored, writeStored, type Coupon, type DriverCard, type Money } from '@comanda/web';
import { checkSums } from './check';
import { payable, pendingOn, type Payable } from './payable';
import { memberWays } from './member/owned';
import { shownCoupons } from './member/shownCoupons';
import { hqAway, member, order, shiftOpen, store } from './store';

const RECEIPT_KEY = 'comanda.till.receipt';

/** Whether receipts are wanted; a till remembers it from guest to guest. */
export const receiptWanted = signal(readStored(RECEIPT_KEY) !== 'no');
/** Remembers whether receipts are wanted. */
export function wantReceipt(yes: boolean): void {
  receiptWanted.value = yes;
  writeStored(RECEIPT_KEY, yes ? 'yes' : 'no');
}

/** A way to pay on the sheet: cash, another machine that the cashier reads, or one that the store asks. */
export type Way =
  | { type: 'cash' }
  | { type: 'card' }
  | { type: 'driver'; driver: DriverCard }
  /** What the member paid in, their points, their coupons. */
  | { type: 'value' }
  | { type: 'points' }
  | { type: 'coupon' };

/** Coupons that the member's phone showed and that do not lie here: while HQ is away they are at the owner's risk. */
export const shownHere = computed<readonly Coupon[]>(() => {
  const id = member.value?.id;
  if (id === undefined || !hqAway.value) return [];
  return shownCoupons.value.filter((one) => one.member_id === id).map((one) => one.coupon);
});

/** Every way this store has. */
export const ways = computed<Way[]>(() => [
  { type: 'cash' },
  { type: 'card' },
  ...(store.value?.trade.drivers ?? []).map((driver) => ({ type: 'driver', driver }) as const),
  ...memberWays(member.value, store.value?.trade.members ?? null, hqAway.value, shownHere.value).map(
    (type) => ({ type }),
  ),
]);

/** Whether a way is the member's own. */
export function isMembers(way: Way): boolean {
  return way.type === 'value' || way.type === 'points' || way.type === 'coupon';
}

/** What a way is kept by. */
export function wayKey(way: Way): string {
  return way.type === 'driver' ? `driver-${way.driver.code}` : way.type;
}

let last: { orderId: string; way: string } | null = null;

/** Remembers which way was chosen for an order: a declined charge is tried again the same way. */
export function chooseWay(orderId: string, way: string): void {
  last = { orderId, way };
}

/** The way that a sheet opens with: the one chosen before for this order, else cash where a drawer is there for it. */
export function firstWay(orderId: string): string {
  if (last?.orderId === orderId) return last.way;
  return shiftOpen.peek() ? 'cash' : 'card';
}

/** What is to pay on the order in front of the cashier; without a check, the rest with whatever is only here. */
export function target(checkId: string | null): Payable | null {
  const row = order.value;
  const { total, due } = checkSums.value;
  if (row === null) return { check: null, owed: total, left: due, held: 0, paid: due <= 0 };
  const found = payable(row, checkId);
  if (found === null || checkId !== null) return found;
  const fresh: Money = due - row.totals.due;
  return { ...found, owed: found.owed + fresh, left: found.left + fresh, paid: found.paid && fresh <= 0 };
}

/** Charges without an outcome toward a check of the order in front of the cashier. */
export function pendingHere(checkId: string | null) {
  return order.value === null ? [] : pendingOn(order.value, checkId);
}
