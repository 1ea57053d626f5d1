import { Banner, Button, dictionary, formatMoney, orderNumber, Sheet, toast } from '@comanda/web';
import { closePanel, half, picked, type Payment } from './panel';
import { ask, slip, startSlip, store } from './store';

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
    next: 'New order',
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
    next: '下一单',
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

/** After the payment: what goes back to the guest, and the number that will be called. */
export function PaidSheet({ payment }: { payment: Payment }) {
  const at = store.value;
  if (at === null) return null;
  const { order_id, channel, change, total, answer, cash, receipt } = payment;
  const done = () => next(order_id);
  return (
    <Sheet
      open
      class="paid"
      title={t().title}
      onClose={done}
      actions={
        <>
          <Button
            data-testid="reprint"
            disabled={answer.type === 'sending'}
            onClick={() => void reprint(order_id)}
          >
            {t().reprint}
          </Button>
          <Button tone="go" data-testid="done" autofocus onClick={done}>
            {t().next}
          </Button>
        </>
      }
    >
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
      <dl class="facts">
        <div class="called">
          <dt>{t().order}</dt>
          <dd data-testid="paid-number">
            {answer.type === 'paid' ? orderNumber(channel, answer.number) : t().sending}
          </dd>
        </div>
        <div>
          <dt>{t().total}</dt>
          <dd>{formatMoney(total, at)}</dd>
        </div>
      </dl>
      {answer.type === 'sending' ? (
        <Banner>{t().sendingText}</Banner>
      ) : (
        <p class="hint">{receipt ? t().printing : t().noReceipt}</p>
      )}
    </Sheet>
  );
}
