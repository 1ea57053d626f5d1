import { explain, toast } from '@comanda/web';
import { drafts } from './slip';
import { catalogue, connection, order, revisionOf, sendDrafts, slip } from './store';

/** Whether this shop has promotions at all; without, nothing below ever asks the store. */
export function hasPromotions(): boolean {
  return (catalogue.peek()?.promotions ?? []).length > 0;
}

/** Whether promotions may still be put on the order: nothing is paid, split or held by another machine. */
export function mayPromote(): boolean {
  const row = order.peek();
  if (row === null) return true;
  const pending = (row.pending ?? []).length > 0 || (row.checks ?? []).length > 0;
  return row.state.type === 'open' && row.totals.paid === 0 && !pending;
}

/**
 * Sends what is only here, and has the store put on the promotions that take most off, those in `without` left out.
 * `false` when the order could not be sent; what promotions come to is then nothing that can be paid.
 */
export async function promote(without: readonly string[] = []): Promise<boolean> {
  const { order_id } = slip.peek();
  if (drafts(slip.peek()).length > 0) {
    const sent = await sendDrafts();
    if (sent?.type !== 'accepted' || slip.peek().order_id !== order_id) return false;
  }
  const outcome = await connection.peek()?.send({
    type: 'apply_promotions',
    order_id,
    revision: revisionOf(slip.peek()),
    without: [...without],
  });
  // The order can be paid without them all the same, and whoever takes the money sees that.
  if (outcome?.type === 'refused') toast({ text: explain(outcome), bad: true });
  return slip.peek().order_id === order_id;
}
