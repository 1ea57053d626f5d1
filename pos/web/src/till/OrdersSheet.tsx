import {
  Button,
  channelName,
  clockTime,
  dictionary,
  formatMoney,
  orderNumber,
  Seal,
  Sheet,
  stageName,
  type Order,
  type StoreCard,
} from '@comanda/web';
import { closePanel, half, picked } from './panel';
import { allSlips, ask, orders, pickUp, slip, store, view } from './store';
import type { SlipState } from './slip';

/** Finished orders offered for another receipt, at most. */
const FINISHED_SHOWN_MAX = 10;

const t = dictionary({
  en: {
    title: 'Open orders',
    none: 'No order is open. Everything is paid.',
    unsent: 'Not sent yet',
    here: 'Only on this device',
    waiting: 'Waiting for the store server',
    lines: (count: number) => (count === 1 ? '1 line' : `${count} lines`),
    otherTill: 'other till',
    current: 'On the desk now',
    finished: 'Just finished',
    reprint: 'Receipt again',
    voided: 'VOID',
    fresh: 'New',
  },
  zh: {
    title: '未结单',
    none: '没有未结的单，都付清了。',
    unsent: '未下单',
    here: '只在这台设备上',
    waiting: '等待门店服务器',
    lines: (count) => `${count} 行`,
    otherTill: '别的收银台',
    current: '正在处理',
    finished: '刚刚结的单',
    reprint: '再打小票',
    voided: '作废',
    fresh: '新单',
  },
});

function take(orderId: string): void {
  pickUp(orderId);
  picked.value = null;
  half.value = 'slip';
  closePanel();
}

/** Orders of every till that are not paid yet, and what is set aside here, to be picked up again. */
export function OrdersSheet() {
  const at = store.value;
  if (at === null) return null;
  const rows = [...orders.value.values()];
  const open = rows.filter((row) => row.state.type === 'open').sort((a, b) => b.opened_at - a.opened_at);
  const aside = allSlips.value.filter((one) => !orders.value.has(one.order_id) && one.lines.length > 0);
  const finished = rows
    .filter((row) => row.state.type !== 'open')
    .reverse()
    .slice(0, FINISHED_SHOWN_MAX);
  return (
    <Sheet open class="orders" title={t().title} onClose={closePanel}>
      {open.length + aside.length === 0 && <p class="hint">{t().none}</p>}
      <ul class="list">
        {aside.map((one) => (
          <li key={one.order_id}>
            <Aside one={one} />
          </li>
        ))}
        {open.map((row) => (
          <li key={row.id}>
            <Open row={row} at={at} />
          </li>
        ))}
      </ul>
      {finished.length > 0 && (
        <>
          <h3>{t().finished}</h3>
          <ul class="list">
            {finished.map((row) => (
              <li key={row.id}>
                <Finished row={row} at={at} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Sheet>
  );
}

function Aside({ one }: { one: SlipState }) {
  return (
    <button type="button" class="order-row" data-testid="parked-order" onClick={() => take(one.order_id)}>
      <b class="no">{t().fresh}</b>
      <span>
        {channelName(one.channel)} · {t().lines(one.lines.length)}
        <small>
          {one.order_id === slip.value.order_id
            ? t().current
            : one.placed
              ? t().waiting
              : `${t().unsent} · ${t().here}`}
        </small>
      </span>
    </button>
  );
}

function Open({ row, at }: { row: Order; at: StoreCard }) {
  const unsent = allSlips.value
    .find((one) => one.order_id === row.id)
    ?.lines.some((line) => line.state === 'draft');
  const notes = [
    row.id === slip.value.order_id ? t().current : null,
    stageName(row.stage),
    row.opened_on === view.value.device?.id ? null : t().otherTill,
    unsent === true ? t().unsent : null,
  ];
  return (
    <button type="button" class="order-row" data-testid="open-order" onClick={() => take(row.id)}>
      <b class="no">{orderNumber(row.channel, row.number)}</b>
      <span>
        {channelName(row.channel)} · {clockTime(row.opened_at, at)} · {t().lines(row.lines.length)}
        <small>{notes.filter((note) => note !== null).join(' · ')}</small>
      </span>
      <b class="sum">{formatMoney(row.totals.due, at)}</b>
    </button>
  );
}

function Finished({ row, at }: { row: Order; at: StoreCard }) {
  const closed = row.state.type === 'closed';
  return (
    <div class="order-row">
      <b class="no">{orderNumber(row.channel, row.number)}</b>
      <span>
        {formatMoney(row.totals.total, at)} <small>{clockTime(row.opened_at, at)}</small>
      </span>
      {closed ? (
        <Button onClick={() => void ask(row.id, { type: 'reprint_receipt', order_id: row.id })}>
          {t().reprint}
        </Button>
      ) : (
        <Seal>{t().voided}</Seal>
      )}
    </div>
  );
}
