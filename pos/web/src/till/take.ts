import { signal } from '@preact/signals';
import { explain, mintId, type Money, type NewTender } from '@comanda/web';
import { checkSums } from './check';
import { panel, type Payment } from './panel';
import { slip, tender } from './store';

/** Why the last tender was not taken; said in the sheet, because a toast would lie under it. */
export const trouble = signal<string | null>(null);

/** Gives the tender to the store; what the guest gets back stands on the screen before the answer is there. */
export async function take(
  kind: NewTender['kind'],
  amount: Money,
  due: Money,
  change: Money,
  printReceipt: boolean,
): Promise<void> {
  const { order_id, channel } = slip.peek();
  trouble.value = null;
  const payment: Payment = {
    order_id,
    channel,
    total: checkSums.peek().total,
    change,
    cash: kind.type === 'cash',
    receipt: printReceipt,
    answer: { type: 'sending' },
  };
  const whole = amount === due;
  if (whole) panel.value = { type: 'paid', payment };
  const outcome = await tender({ tender_id: mintId(), kind, amount }, printReceipt);
  const shown = panel.peek();
  const here = shown.type === 'paid' && shown.payment.order_id === order_id;
  if (outcome.type === 'refused') {
    trouble.value = explain(outcome);
    if (here) panel.value = { type: 'pay' };
    return;
  }
  if (outcome.result.type !== 'order') return;
  const { number, total, due: left, change: back } = outcome.result;
  if (left > 0) {
    if (here) panel.value = { type: 'pay' };
  } else if (here || (!whole && shown.type === 'pay' && slip.peek().order_id === order_id)) {
    panel.value = {
      type: 'paid',
      payment: { ...payment, total, change: back, answer: { type: 'paid', number } },
    };
  }
}
