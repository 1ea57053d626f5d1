import { explain, type Check, type Order, type SplitBy } from '@comanda/web';
import { panel } from './panel';
import { payable } from './payable';
import { receiptWanted } from './paying';
import { rowAt } from './rowsAt';
import { applyCash, roundToStep } from './cash';
import { ask, orders, revisionOf, slip, store } from './store';
import { take } from './take';
import { trouble } from './trouble';

/** Splits the rest of the order. Gives the checks that this made, or `null` when the store refused. */
export async function split(order: Order, by: SplitBy): Promise<Check[] | null> {
  trouble.value = null;
  const known = new Set((order.checks ?? []).map((check) => check.id));
  const outcome = await ask(order.id, {
    type: 'split_order',
    order_id: order.id,
    revision: revisionOf(slip.peek()),
    by,
  });
  if (outcome.type === 'refused') {
    trouble.value = explain(outcome);
    return null;
  }
  const revision = outcome.result.type === 'order' ? outcome.result.revision : order.revision + 1;
  const row = await rowAt(order.id, revision);
  return (row.checks ?? []).filter((check) => !known.has(check.id));
}

/** Gives checks that nobody paid on back to the rest; all of them when none is named. */
export async function join(order: Order, checkIds: string[]): Promise<void> {
  trouble.value = null;
  const outcome = await ask(order.id, {
    type: 'join_checks',
    order_id: order.id,
    revision: revisionOf(slip.peek()),
    check_ids: checkIds,
  });
  if (outcome.type === 'refused') trouble.value = explain(outcome);
}

/** Takes exactly what a check comes to in cash, without leaving the sheet for another one. */
export async function payExact(orderId: string, checkId: string | null): Promise<void> {
  const row = orders.peek().get(orderId);
  const to = row === undefined ? null : payable(row, checkId);
  if (row === undefined || to === null || to.left <= 0) return;
  const received = roundToStep(to.left, store.peek()?.trade.cash_step ?? 1);
  const { amount, change, rounding } = applyCash(received, to.left, 0, store.peek()?.trade.cash_step ?? 1);
  await take({
    kind: { type: 'cash', received },
    amount,
    tip: 0,
    change,
    rounding,
    printReceipt: receiptWanted.peek(),
    checkId,
    due: to.left,
    total: to.owed,
    quiet: to.left < row.totals.due,
  });
}

/** Opens the sheet that takes money on a check. */
export function payOn(checkId: string | null): void {
  panel.value = { type: 'pay', check_id: checkId };
}
