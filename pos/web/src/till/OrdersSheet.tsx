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
import { useSignal } from '@preact/signals';
import { isMeant, receiptNumber } from './orderSearch';
import { closePanel, desk, half, picked } from './panel';
import { allSlips, ask, connection, orders, pickUp, slip, store, view } from './store';
import type { SlipState } from './slip';
import { tableName, toastRefused, whereText } from './words';

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
    find: 'Name, number, table or receipt',
    nothing: 'No order like that is here.',
    byReceipt: (number: string) => `Look for receipt ${number} at the store`,
    noReceipt: (number: string) => `The store has no receipt ${number}.`,
    found: 'Found at the store',
    training: 'Training',
    merged: 'Merged into another order',
    comes: (clock: string) => `comes at ${clock}`,
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
    find: '名字、号码、桌号或小票号',
    nothing: '没有这样的单。',
    byReceipt: (number) => `到门店服务器找小票 ${number}`,
    noReceipt: (number) => `本店没有小票 ${number}。`,
    found: '在门店找到',
    training: '练习',
    merged: '已并入别的单',
    comes: (clock) => `${clock} 来取`,
  },
});

function take(orderId: string): void {
  pickUp(orderId);
  picked.value = null;
  half.value = 'slip';
  desk.value = 'menu';
  closePanel();
}

/** Orders of every till that are not paid yet, and what is set aside here, to be picked up again. */
export function OrdersSheet() {
  const typed = useSignal('');
  const at = store.value;
  if (at === null) return null;
  const rows = [...orders.value.values()].filter((row) => meant(row, typed.value));
  const open = rows.filter((row) => row.state.type === 'open').sort((a, b) => b.opened_at - a.opened_at);
  const aside = allSlips.value.filter(
    (one) =>
      !orders.value.has(one.order_id) &&
      (one.lines.length > 0 || one.details.table !== undefined) &&
      (typed.value === '' || isAsideMeant(one, typed.value)),
  );
  const finished = rows
    .filter((row) => row.state.type !== 'open')
    .reverse()
    .slice(0, FINISHED_SHOWN_MAX);
  const count = open.length + aside.length;
  return (
    <Sheet open class="orders" title={t().title} onClose={closePanel}>
      <label class="field">
        <span class="unseen">{t().find}</span>
        <input
          type="search"
          data-testid="find-order"
          autocomplete="off"
          placeholder={t().find}
          value={typed.value}
          onInput={(event) => (typed.value = event.currentTarget.value)}
        />
      </label>
      {count === 0 && <p class="hint">{typed.value === '' ? t().none : t().nothing}</p>}
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
      <Receipt typed={typed.value} at={at} />
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

function meant(row: Order, typed: string): boolean {
  const table = row.details?.table;
  return isMeant(row, typed, table === undefined ? '' : tableName(view.value.floorPlan, table));
}

function isAsideMeant(one: SlipState, typed: string): boolean {
  const words = whereText(view.value.floorPlan, one.details).toLowerCase();
  return words.includes(typed.trim().toLowerCase());
}

/** An order that this till does not show any more, looked up by the number on its receipt. */
function Receipt({ typed, at }: { typed: string; at: StoreCard }) {
  const answer = useSignal<{ number: number; rows: readonly Order[] } | null>(null);
  const number = receiptNumber(typed);
  if (number === null) return null;
  const look = async () => {
    const reply = await connection.peek()?.findOrders({ type: 'receipt', number });
    if (reply?.type === 'ok') answer.value = { number, rows: reply.value };
    else if (reply !== undefined)
      toastRefused({
        type: 'refused',
        rejection: { code: 'unknown_order', order_id: '' },
        message: reply.message,
      });
  };
  const told = answer.value?.number === number ? answer.value.rows : null;
  return (
    <section class="column">
      {told === null && (
        <Button data-testid="find-receipt" onClick={() => void look()}>
          {t().byReceipt(String(number))}
        </Button>
      )}
      {told?.length === 0 && <p class="hint">{t().noReceipt(String(number))}</p>}
      {told !== null && told.length > 0 && (
        <>
          <h3>{t().found}</h3>
          <ul class="list">
            {told.map((row) => (
              <li key={row.id}>
                <Finished row={row} at={at} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Aside({ one }: { one: SlipState }) {
  const where = whereText(view.value.floorPlan, one.details);
  return (
    <button type="button" class="order-row" data-testid="parked-order" onClick={() => take(one.order_id)}>
      <b class="no">{t().fresh}</b>
      <span>
        {where === '' ? channelName(one.channel) : where} · {t().lines(one.lines.length)}
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
  const where = whereText(view.value.floorPlan, row.details);
  const comes = row.details?.pickup_at;
  const notes = [
    row.details?.training === true ? t().training : null,
    comes === undefined ? null : t().comes(clockTime(comes, at)),
    row.id === slip.value.order_id ? t().current : null,
    stageName(row.stage),
    row.opened_on === view.value.device?.id ? null : t().otherTill,
    unsent === true ? t().unsent : null,
  ];
  return (
    <button type="button" class="order-row" data-testid="open-order" onClick={() => take(row.id)}>
      <b class="no">{orderNumber(row.channel, row.number)}</b>
      <span>
        {where === '' ? channelName(row.channel) : where} · {clockTime(row.opened_at, at)} ·{' '}
        {t().lines(row.lines.length)}
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
        <Seal>{row.state.type === 'merged' ? t().merged : t().voided}</Seal>
      )}
    </div>
  );
}
