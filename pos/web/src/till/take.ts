import { dictionary, explain, mintId, type Money, type NewTender } from '@comanda/web';
import { checkSums } from './check';
import { panel, type Payment } from './panel';
import { isTendering, refreshMember, slip, tender } from './store';
import { trouble } from './trouble';

const t = dictionary({
  en: { added: 'The order grew while you were paying. What was added is still to pay.' },
  zh: { added: '收款时单子加了东西，加的部分还没付。' },
});

/** One payment as the sheet has it. */
export type Taking = {
  kind: NewTender['kind'];
  amount: Money;
  tip: Money;
  change: Money;
  rounding: Money;
  printReceipt: boolean;
  /** `null` for the rest, or for an order that was not split. */
  checkId: string | null;
  /** What was left to pay on it. */
  due: Money;
  total: Money;
  /** Stays on the sheet that is open instead of going on to what was paid: there is more to pay on it. */
  quiet?: boolean;
};

/**
 * Gives the tender to the store; what the guest gets back stands on the screen before the answer is there. A second tap
 * before that answer does nothing: the same money is never taken twice.
 */
export async function take(taking: Taking): Promise<void> {
  const { kind, amount, tip, change, rounding, printReceipt, checkId, due, total } = taking;
  const { order_id, channel } = slip.peek();
  if (isTendering(order_id)) return;
  trouble.value = null;
  const payment: Payment = {
    order_id,
    channel,
    total,
    change,
    tip,
    rounding,
    cash: kind.type === 'cash',
    receipt: printReceipt,
    check_id: checkId,
    answer: { type: 'sending' },
  };
  const whole = amount === due;
  const expected = checkSums.peek().due - amount;
  if (whole && taking.quiet !== true) panel.value = { type: 'paid', payment };
  const extra = tip === 0 ? {} : { tip };
  const outcome = await tender({ tender_id: mintId(), kind, amount, ...extra }, printReceipt, checkId);
  const shown = panel.peek();
  const here = shown.type === 'paid' && shown.payment.order_id === order_id;
  const back = { type: 'pay', check_id: checkId } as const;
  if (outcome.type === 'refused') {
    trouble.value = explain(outcome);
    if (here) panel.value = back;
    return;
  }
  if (outcome.result.type !== 'order') return;
  // What they have now is asked anew: the payment took some of it, and the last one brought points.
  void refreshMember();
  const { number, due: left, change: given } = outcome.result;
  const paid = { ...payment, change: given, answer: { type: 'paid', number } } as const;
  if (whole && left > Math.max(0, expected)) {
    trouble.value = t().added;
    if (here) panel.value = back;
  } else if (here || (left === 0 && shown.type === 'pay' && slip.peek().order_id === order_id)) {
    panel.value = { type: 'paid', payment: paid };
  }
}
