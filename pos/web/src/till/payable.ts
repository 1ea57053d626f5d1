import type { Check, Money, Order, PendingTender } from '@comanda/web';

/** Something that can be paid by itself: a check, or (`check` null) what the checks leave over; unsplit, everything. */
export type Payable = {
  check: Check | null;
  /** What it came to. */
  owed: Money;
  /** What is still to pay on it, money that another machine is asked for not counted in. */
  left: Money;
  /** What other machines are asked for, and nobody may pay meanwhile. */
  held: Money;
  paid: boolean;
};

function heldOn(order: Order, checkId: string | null): Money {
  return pendingOn(order, checkId).reduce((sum, one) => sum + one.amount, 0);
}

/** Charges at other machines that have no outcome yet, toward one check or the rest. */
export function pendingOn(order: Order, checkId: string | null): PendingTender[] {
  return (order.pending ?? []).filter((one) => (one.check_id ?? null) === checkId);
}

function ofCheck(order: Order, check: Check): Payable {
  const held = heldOn(order, check.id);
  const open = check.amount - (check.paid ?? 0);
  const paid = check.state?.type === 'paid';
  return { check, owed: check.amount, left: paid ? 0 : Math.max(0, open - held), held, paid };
}

function ofRest(order: Order): Payable {
  const onChecks = (order.checks ?? []).reduce(
    (sum, check) => sum + (check.state?.type === 'paid' ? 0 : check.amount - (check.paid ?? 0)),
    0,
  );
  const held = heldOn(order, null);
  const open = order.totals.due - onChecks;
  const owed = order.totals.total - (order.checks ?? []).reduce((sum, check) => sum + check.amount, 0);
  return { check: null, owed, left: Math.max(0, open - held), held, paid: open <= 0 };
}

/** What there is to pay on an order: its checks, then the rest where there is any. Their dues sum to the order's. */
export function payables(order: Order): Payable[] {
  const checks = (order.checks ?? []).map((check) => ofCheck(order, check));
  const rest = ofRest(order);
  return checks.length > 0 && rest.owed === 0 && rest.left + rest.held === 0 ? checks : [...checks, rest];
}

/** One of them; an unknown check, such as one that was joined meanwhile, gives `null`. */
export function payable(order: Order, checkId: string | null): Payable | null {
  return payables(order).find((one) => (one.check?.id ?? null) === checkId) ?? null;
}

/** What is paid next, the one in hand left out: the first with anything left. */
export function nextPayable(order: Order, checkId: string | null): Payable | null {
  return payables(order).find((one) => one.left > 0 && (one.check?.id ?? null) !== checkId) ?? null;
}
