import { Button, Chip, dictionary, formatMoney, type Order } from '@comanda/web';
import { checkLines, checkSums } from './check';
import { retail } from './desk';
import { panel, picked } from './panel';
import { hasPromotions, mayPromote, promote } from './promotions';
import { isTendering, localLines, order, sendDrafts, slip, startSlip, store } from './store';

const t = dictionary({
  en: {
    send: 'Send',
    sendMore: (count: number) => `Send ${count} new`,
    pay: (sum: string) => `Pay ${sum}`,
    done: 'Done',
    next: 'New order',
    more: 'More',
    split: 'Split',
    voided: 'This order was struck out.',
    merged: 'This order was merged into another one.',
    closed: (receipt: number) => `Paid · receipt ${receipt}`,
  },
  zh: {
    send: '下单',
    sendMore: (count) => `加单 ${count} 样`,
    pay: (sum) => `收款 ${sum}`,
    done: '完成',
    next: '开新单',
    more: '更多',
    split: '分单',
    voided: '这张单已作废。',
    merged: '这张单已并入另一张。',
    closed: (receipt) => `已付款 · 小票 ${receipt}`,
  },
});

/** What was split is paid check by check. */
const pay = () => {
  const split = (order.peek()?.checks ?? []).some((check) => check.state?.type !== 'paid');
  panel.value = { type: split ? 'split' : 'pay' };
};

/** Has the promotions put on before anybody says a sum: the order goes to the store first. */
async function promoteThenPay(): Promise<void> {
  if (await promote()) pay();
}

/** Sends what is only here and then asks for money: an order is never paid past lines that the kitchen lacks. */
async function sendThenPay(): Promise<void> {
  const outcome = await sendDrafts();
  if (outcome?.type === 'accepted') pay();
}

function next(): void {
  picked.value = null;
  startSlip();
}

function finishedText(state: Exclude<Order['state'], { type: 'open' }>): string {
  switch (state.type) {
    case 'closed':
      return t().closed(state.receipt_number);
    case 'voided':
      return t().voided;
    case 'merged':
      return t().merged;
  }
}

/** One large action at the bottom right, always the next sensible thing; at most one other beside it. */
export function Actions() {
  const row = order.value;
  const here = slip.value;
  const at = store.value;
  const unsent = localLines.value.filter((line) => line.state === 'draft').length;
  const due = checkSums.value.due;
  const sum = at === null ? '' : formatMoney(due, at);
  if (row !== null && row.state.type !== 'open') {
    return (
      <div class="acts">
        <Chip>{finishedText(row.state)}</Chip>
        <Button tone="go" data-testid="slip-done" onClick={next}>
          {t().done}
        </Button>
      </div>
    );
  }
  const send = (tone: 'go' | 'plain') => (
    <Button
      key="send"
      tone={tone}
      data-testid="send"
      disabled={unsent === 0}
      onClick={() => void sendDrafts()}
    >
      {here.placed && unsent > 0 ? t().sendMore(unsent) : t().send}
    </Button>
  );
  const empty = checkLines.value.length === 0;
  const payButton = (tone: 'go' | 'plain') => (
    <Button
      key="pay"
      tone={tone}
      data-testid="pay"
      disabled={empty || due <= 0 || isTendering(here.order_id)}
      onClick={
        hasPromotions() && mayPromote()
          ? () => void promoteThenPay()
          : here.placed && unsent > 0
            ? () => void sendThenPay()
            : pay
      }
    >
      {t().pay(sum)}
    </Button>
  );
  const newOrder = (
    <Button key="new-order" data-testid="new-order" onClick={next}>
      {t().next}
    </Button>
  );
  const more = (
    <Button key="more" data-testid="more" onClick={() => (panel.value = { type: 'slip_menu' })}>
      {t().more}
    </Button>
  );
  // With the answer of the store or still without it: no button may change its place, or its meaning, under a finger.
  if ((here.placed || here.unanswered > 0) && unsent === 0) {
    const split = (
      <Button
        key="split"
        data-testid="split"
        disabled={due <= 0}
        onClick={() => (panel.value = { type: 'split' })}
      >
        {t().split}
      </Button>
    );
    return <div class="acts three">{[split, newOrder, payButton('go')]}</div>;
  }
  // A shop has no kitchen to tell: there is one thing to do.
  if (retail.value)
    return (
      <div class="acts">
        {more}
        {payButton('go')}
      </div>
    );
  // At a table the kitchen comes first and the money last; at the counter the other way round.
  const kitchenFirst = here.placed || here.channel === 'dine_in';
  return (
    <div class="acts">
      {empty ? more : kitchenFirst ? payButton('plain') : send('plain')}
      {empty ? payButton('go') : kitchenFirst ? send('go') : payButton('go')}
    </div>
  );
}
