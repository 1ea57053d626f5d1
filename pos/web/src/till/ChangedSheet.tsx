import { Button, dictionary, formatMoney, orderNumber, pick, Sheet, type Order } from '@comanda/web';
import { differences, type Difference } from './changed';
import { closePanel, half } from './panel';
import { allSlips, orders, pickUp, sendDrafts, slip, store, view } from './store';
import { reasonName, tableName } from './words';

const t = dictionary({
  en: {
    title: (number: string) => `${number} changed meanwhile`,
    what: 'Somebody changed this order at the same moment. Your change was not made; nothing was overwritten.',
    since: 'What changed',
    none: 'The order as it is now is on the desk.',
    added: (what: string) => `Added: ${what}`,
    struck: (what: string, why: string) => `Struck: ${what} (${why})`,
    gone: (what: string) => `Moved to another order: ${what}`,
    quantity: (what: string, was: string) => `${what}, was ${was}`,
    fired: (what: string) => `Sent to the kitchen: ${what}`,
    edited: (what: string) => `Choices, seat or note changed: ${what}`,
    table: (now: string) => `Now at ${now}`,
    noTable: 'No longer at a table',
    guests: (count: string) => `Guests: ${count}`,
    paid: (sum: string) => `Paid meanwhile: ${sum}`,
    split: (count: string) => `Split into ${count} checks`,
    joined: 'No longer split',
    closed: 'The order is paid and closed',
    voided: 'The order was struck out',
    merged: 'The order was merged into another one',
    still: (count: string) =>
      count === '1' ? '1 line is still only here.' : `${count} lines are still only here.`,
    again: 'Send them now',
    look: 'Look at the order',
  },
  zh: {
    title: (number) => `${number} 刚刚被改过`,
    what: '别人同时改了这张单。您的修改没有生效，也没有覆盖任何内容。',
    since: '变化如下',
    none: '现在的单子已在桌面上。',
    added: (what) => `加了：${what}`,
    struck: (what, why) => `作废：${what}（${why}）`,
    gone: (what) => `移到别的单：${what}`,
    quantity: (what, was) => `${what}，原来 ${was} 份`,
    fired: (what) => `已下厨：${what}`,
    edited: (what) => `选项、座位或备注有变：${what}`,
    table: (now) => `现在在 ${now}`,
    noTable: '不再占桌',
    guests: (count) => `人数：${count}`,
    paid: (sum) => `刚收了：${sum}`,
    split: (count) => `分成 ${count} 份账`,
    joined: '不再分账',
    closed: '单子已付清',
    voided: '单子已作废',
    merged: '单子已并入另一张',
    still: (count) => `还有 ${count} 行只在这里。`,
    again: '现在下单',
    look: '看单子',
  },
});

/** What another till did to an order while this one was changing it too. */
export function ChangedSheet({ before }: { before: Order }) {
  const at = store.value;
  const after = orders.value.get(before.id) ?? before;
  if (at === null) return null;
  const drafts = allSlips.value
    .find((one) => one.order_id === before.id)
    ?.lines.filter((line) => line.state === 'draft');
  const count = drafts?.length ?? 0;
  const found = differences(before, after);
  const open = after.state.type === 'open';
  const look = () => {
    if (slip.peek().order_id !== before.id) pickUp(before.id);
    half.value = 'slip';
    closePanel();
  };
  return (
    <Sheet
      open
      class="changed"
      title={t().title(orderNumber(before.channel, before.number))}
      onClose={closePanel}
      actions={
        <>
          <Button tone={count > 0 && open ? 'plain' : 'go'} data-testid="changed-look" onClick={look}>
            {t().look}
          </Button>
          {count > 0 && open && (
            <Button
              tone="go"
              data-testid="changed-again"
              onClick={() => {
                look();
                void sendDrafts();
              }}
            >
              {t().again}
            </Button>
          )}
        </>
      }
    >
      <p>{t().what}</p>
      <section>
        <h3>{t().since}</h3>
        {found.length === 0 && <p class="hint">{t().none}</p>}
        <ul class="list">
          {found.map((one, index) => (
            <li key={index} data-testid="difference">
              {words(one, (sum) => formatMoney(sum, at))}
            </li>
          ))}
        </ul>
      </section>
      {count > 0 && <p>{t().still(String(count))}</p>}
    </Sheet>
  );
}

function words(one: Difference, money: (sum: number) => string): string {
  const what = 'line' in one ? `${one.line.quantity} × ${pick(one.line.names)}` : '';
  switch (one.type) {
    case 'added':
      return t().added(what);
    case 'struck':
      return t().struck(what, one.line.state.type === 'voided' ? reasonName(one.line.state.reason) : '');
    case 'gone':
      return t().gone(what);
    case 'quantity':
      return t().quantity(what, String(one.was));
    case 'fired':
      return t().fired(what);
    case 'edited':
      return t().edited(what);
    case 'table':
      return one.now === null ? t().noTable : t().table(tableName(view.value.floorPlan, one.now));
    case 'guests':
      return t().guests(one.now === null ? '—' : String(one.now));
    case 'paid':
      return t().paid(money(one.amount));
    case 'split':
      return one.checks === 0 ? t().joined : t().split(String(one.checks));
    case 'finished':
      return t()[one.state];
  }
}
