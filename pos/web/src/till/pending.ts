import { effect } from '@preact/signals';
import {
  dictionary,
  explain,
  formatMoney,
  mintId,
  toast,
  type Money,
  type Order,
  type Outcome,
  type PendingTender,
} from '@comanda/web';
import { askWithApproval } from './approval';
import { panel, type Payment } from './panel';
import { payable } from './payable';
import { ask, orders, sendDrafts, slip, store, whileTendering } from './store';
import { trouble } from './trouble';

const t = dictionary({
  en: {
    declined: (sum: string) =>
      `Declined: no money was taken, ${sum} is still to pay. Try again or another way.`,
    approved: (sum: string) => `${sum} is paid.`,
  },
  zh: {
    declined: (sum) => `被拒绝：没有收到钱，${sum} 还没付。请重试或换一种方式。`,
    approved: (sum) => `已收 ${sum}。`,
  },
});

/** What another machine is asked for. */
export type Charge = {
  driver: string;
  amount: Money;
  tip: Money;
  /** The guest's payment code, when it was scanned. */
  guestCode: string | null;
  printReceipt: boolean;
  checkId: string | null;
  total: Money;
};

/** Charges that this till asked for and whose outcome it has not shown yet; `seen` once the store's row had it. */
const watched = new Map<string, { payment: Payment; amount: Money; seen: boolean }>();

/** Has another machine take the money; an order that the store does not have yet is sent first. */
export async function charge(what: Charge): Promise<void> {
  const here = slip.peek();
  const { order_id, channel } = here;
  trouble.value = null;
  await whileTendering(order_id, async () => {
    if (!here.placed && (await sendDrafts())?.type !== 'accepted') return;
    const tender_id = mintId();
    const { driver, amount, tip, guestCode, printReceipt, checkId, total } = what;
    const payment: Payment = {
      order_id,
      channel,
      total,
      change: 0,
      tip,
      rounding: 0,
      cash: false,
      receipt: printReceipt,
      check_id: checkId,
      answer: { type: 'sending' },
    };
    watched.set(tender_id, { payment, amount, seen: false });
    const outcome = await ask(order_id, {
      type: 'ask_tender',
      order_id,
      ...(checkId === null ? {} : { check_id: checkId }),
      tender_id,
      driver,
      amount,
      tip,
      ...(guestCode === null ? {} : { guest_code: guestCode }),
      print_receipt: printReceipt,
    });
    if (outcome.type === 'refused') {
      watched.delete(tender_id);
      trouble.value = explain(outcome);
    }
  });
}

/** Asks the other machine once more what became of a charge. */
export function askAgain(orderId: string, tenderId: string): void {
  void ask(orderId, { type: 'ask_tender_again', order_id: orderId, tender_id: tenderId });
}

/** Asks the other machine to call a charge off; what it says decides. */
export function callOff(orderId: string, tenderId: string): void {
  void ask(orderId, { type: 'cancel_tender', order_id: orderId, tender_id: tenderId });
}

/**
 * Says what another machine's own slip says of a charge: its reference when the money was taken, `null` when it was not.
 * What comes of it is shown as if the machine had answered.
 */
export async function settleByHand(
  row: Order,
  one: PendingTender,
  reference: string | null,
): Promise<Outcome> {
  const { tender_id, amount, tip = 0 } = one;
  const check_id = one.check_id ?? null;
  if (!watched.has(tender_id)) {
    const payment: Payment = {
      order_id: row.id,
      channel: row.channel,
      total: payable(row, check_id)?.owed ?? amount,
      change: 0,
      tip,
      rounding: 0,
      cash: false,
      receipt: one.print_receipt,
      check_id,
      answer: { type: 'sending' },
    };
    watched.set(tender_id, { payment, amount, seen: true });
  }
  return askWithApproval(row.id, {
    type: 'settle_tender',
    order_id: row.id,
    tender_id,
    taken: reference !== null,
    reference: reference ?? '',
  });
}

/** Whether the cashier looks at this payment, or at the settling of it. */
function isInSight(tenderId: string, payment: Payment): boolean {
  const shown = panel.peek();
  if (shown.type === 'settle') return shown.tender_id === tenderId;
  const here = slip.peek().order_id === payment.order_id;
  return shown.type === 'pay' && here && (shown.check_id ?? null) === payment.check_id;
}

/** The settling of a charge is over: back to the payment that it was part of. */
function backToPaying(tenderId: string, { check_id }: Payment): void {
  const shown = panel.peek();
  if (shown.type === 'settle' && shown.tender_id === tenderId) panel.value = { type: 'pay', check_id };
}

// What comes of a charge is told by the store's row: the tender is there, or it is gone.
effect(() => {
  const rows = orders.value;
  const at = store.peek();
  for (const [tenderId, one] of watched) {
    const row = rows.get(one.payment.order_id);
    if (row === undefined) continue;
    const { payment, amount } = one;
    const sum = at === null ? '' : formatMoney(amount, at);
    if (row.pending?.some((pending) => pending.tender_id === tenderId) === true) one.seen = true;
    else if (row.tenders.some((tender) => tender.id === tenderId)) {
      watched.delete(tenderId);
      const settled = row.state.type !== 'open' || (payable(row, payment.check_id)?.paid ?? true);
      if (isInSight(tenderId, payment) && settled)
        panel.value = { type: 'paid', payment: { ...payment, answer: { type: 'paid', number: row.number } } };
      else {
        backToPaying(tenderId, payment);
        toast({ text: t().approved(sum) });
      }
    } else if (one.seen) {
      watched.delete(tenderId);
      trouble.value = t().declined(sum);
      backToPaying(tenderId, payment);
      if (panel.peek().type !== 'pay') toast({ text: t().declined(sum), bad: true });
    }
  }
});
