import {
  Banner,
  Button,
  dictionary,
  formatMoney,
  orderNumber,
  Sheet,
  toast,
  type Money,
  type Order,
  type StoreCard,
  Qr,
} from '@comanda/web';
import { closePanel, half, panel, picked, type Payment } from './panel';
import { nextPayable } from './payable';
import { ask, orders, slip, startSlip, store } from './store';

const t = dictionary({
  en: {
    title: 'Paid',
    change: 'Change',
    noChange: 'No change to give',
    order: 'Order',
    total: 'Total',
    sending: 'Sending…',
    sendingText:
      'Kept on this device; the number comes when the store server answers. You can go on with the next guest.',
    printing: 'The receipt is printing.',
    noReceipt: 'No receipt printed.',
    reprint: 'Print receipt again',
    reprinted: 'The receipt is printing again, marked as a reprint.',
    printNow: 'Print receipt now',
    next: 'New order',
    check: (number: number) => `Check ${number} is paid`,
    rest: 'The rest is paid',
    nextCheck: (number: number, sum: string) => `Check ${number} · ${sum}`,
    nextRest: (sum: string) => `The rest · ${sum}`,
    left: 'Still to pay',
    tip: 'Tip',
    rounding: 'Cash rounding',
    receipt: 'Receipt number',
    byPhone: 'Receipt on the guest’s phone: let them scan',
  },
  zh: {
    title: '已付款',
    change: '找零',
    noChange: '不用找零',
    order: '单号',
    total: '合计',
    sending: '发送中…',
    sendingText: '已存在这台设备上，门店服务器回应后就有单号。可以先接待下一位客人。',
    printing: '小票打印中。',
    noReceipt: '没有打印小票。',
    reprint: '再打一张小票',
    reprinted: '小票正在补打，会标明是补打。',
    printNow: '现在打小票',
    next: '下一单',
    check: (number) => `第 ${number} 份已付`,
    rest: '其余已付',
    nextCheck: (number, sum) => `第 ${number} 份 · ${sum}`,
    nextRest: (sum) => `其余 · ${sum}`,
    left: '还差',
    tip: '小费',
    rounding: '现金取整',
    receipt: '小票号',
    byPhone: '小票给客人的手机：让客人扫码',
  },
});

function next(orderId: string): void {
  closePanel();
  picked.value = null;
  half.value = 'menu';
  if (slip.peek().order_id === orderId) startSlip();
}

async function reprint(orderId: string): Promise<void> {
  const outcome = await ask(orderId, { type: 'reprint_receipt', order_id: orderId });
  if (outcome.type === 'accepted') toast({ text: t().reprinted });
}

/** The receipt number of what was paid, once the store's row tells it. */
function receiptNumber(row: Order | undefined, checkId: string | null): number | null {
  const check = row?.checks?.find((one) => one.id === checkId);
  if (check?.state?.type === 'paid') return check.state.receipt_number;
  return checkId === null && row?.state.type === 'closed' ? row.state.receipt_number : null;
}

/** After the payment: what goes back to the guest, the number that will be called, and the next check if there is one. */
export function PaidSheet({ payment }: { payment: Payment }) {
  const at = store.value;
  if (at === null) return null;
  const { order_id, check_id, answer } = payment;
  const row = orders.value.get(order_id);
  const open = row?.state.type === 'open' ? row : null;
  const following = answer.type === 'paid' && open !== null ? nextPayable(open, check_id) : null;
  const check = row?.checks?.find((one) => one.id === check_id);
  const done = () => (following === null ? next(order_id) : closePanel());
  const title =
    check !== undefined ? t().check(check.number) : (row?.checks ?? []).length > 0 ? t().rest : t().title;
  return (
    <Sheet
      open
      class="paid"
      title={title}
      onClose={done}
      actions={
        <>
          <Button
            data-testid="reprint"
            disabled={answer.type === 'sending' || (row !== undefined && row.state.type === 'open')}
            onClick={() => void reprint(order_id)}
          >
            {payment.receipt ? t().reprint : t().printNow}
          </Button>
          {following === null ? (
            <Button tone="go" data-testid="done" autofocus onClick={done}>
              {t().next}
            </Button>
          ) : (
            <Button
              tone="go"
              data-testid="next-check"
              onClick={() => (panel.value = { type: 'pay', check_id: following.check?.id ?? null })}
            >
              {following.check === null
                ? t().nextRest(formatMoney(following.left, at))
                : t().nextCheck(following.check.number, formatMoney(following.left, at))}
            </Button>
          )}
        </>
      }
    >
      <Change payment={payment} at={at} />
      <Facts payment={payment} at={at} row={row} />
      {answer.type === 'sending' ? (
        <Banner>{t().sendingText}</Banner>
      ) : (
        <>
          <p class="hint">{payment.receipt ? t().printing : t().noReceipt}</p>
          {row?.state.type === 'closed' && (
            <details class="by-phone">
              <summary data-testid="receipt-code">{t().byPhone}</summary>
              <Qr text={`${location.origin}/r/${order_id}`} label={t().byPhone} />
            </details>
          )}
        </>
      )}
    </Sheet>
  );
}

function Change({ payment: { cash, change }, at }: { payment: Payment; at: StoreCard }) {
  return (
    <p class={change > 0 ? 'change-due' : 'change-due none'} data-testid="change-due">
      {cash && change > 0 ? (
        <>
          <span>{t().change}</span>
          <output>{formatMoney(change, at)}</output>
        </>
      ) : (
        <span>{t().noChange}</span>
      )}
    </p>
  );
}

type FactsProps = { payment: Payment; at: StoreCard; row: Order | undefined };

function Facts({ payment, at, row }: FactsProps) {
  const { channel, total, tip, rounding, check_id, answer } = payment;
  const receipt = receiptNumber(row, check_id);
  const left = row?.state.type === 'open' && answer.type === 'paid' ? row.totals.due : 0;
  const sum = (label: string, amount: Money, test: string) => (
    <div>
      <dt>{label}</dt>
      <dd data-testid={test}>{formatMoney(amount, at)}</dd>
    </div>
  );
  return (
    <dl class="facts">
      <div class="called">
        <dt>{t().order}</dt>
        <dd data-testid="paid-number">
          {answer.type === 'paid' ? orderNumber(channel, answer.number) : t().sending}
        </dd>
      </div>
      {sum(t().total, total, 'paid-total')}
      {tip > 0 && sum(t().tip, tip, 'paid-tip')}
      {rounding !== 0 && sum(t().rounding, rounding, 'paid-rounding')}
      {left > 0 && sum(t().left, left, 'paid-left')}
      {receipt !== null && (
        <div>
          <dt>{t().receipt}</dt>
          <dd data-testid="receipt-number">{receipt}</dd>
        </div>
      )}
    </dl>
  );
}
