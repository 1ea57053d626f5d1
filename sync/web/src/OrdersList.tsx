import { useSignal } from '@preact/signals';
import {
  Button,
  channelName,
  clockTime,
  dictionary,
  formatMoney,
  orderNumber,
  pick,
  Seal,
  stageName,
  type HqOrder,
  type HqStore,
} from '@comanda/web';
import { memo } from 'preact/compat';

/** Orders shown before somebody asks for all that HQ sent. */
const ORDERS_FIRST = 12;

const t = dictionary({
  en: {
    title: 'Orders, newest first',
    none: 'No order today yet. The first one appears here by itself.',
    all: (count: number) => `Show all ${count}`,
    fewer: 'Show fewer',
    lines: (count: number) => (count === 1 ? '1 line' : `${count} lines`),
    member: 'member',
    open: 'still open',
    closed: 'closed',
    voided: 'VOID',
  },
  zh: {
    title: '订单，新的在前',
    none: '今天还没有订单，第一单会自动出现在这里。',
    all: (count) => `显示全部 ${count} 单`,
    fewer: '收起',
    lines: (count) => `${count} 行`,
    member: '会员',
    open: '未结账',
    closed: '已结账',
    voided: '作废',
  },
});

type Props = { orders: readonly HqOrder[]; stores: readonly HqStore[] };

/** The latest orders of all stores, as they come. */
export function OrdersList({ orders, stores }: Props) {
  const all = useSignal(false);
  const shown = all.value ? orders : orders.slice(0, ORDERS_FIRST);
  const byId = new Map(stores.map((store) => [store.id, store]));
  return (
    <section class="panel orders" aria-labelledby="orders">
      <h2 id="orders">{t().title}</h2>
      {orders.length === 0 && <p class="calm">{t().none}</p>}
      <ol data-testid="orders">
        {shown.map((order) => {
          const store = byId.get(order.store_id);
          return (
            store && <OrderRow key={order.order_id} order={order} store={store} named={stores.length > 1} />
          );
        })}
      </ol>
      {orders.length > ORDERS_FIRST && (
        <Button tone="quiet" onClick={() => (all.value = !all.value)}>
          {all.value ? t().fewer : t().all(orders.length)}
        </Button>
      )}
    </section>
  );
}

type RowProps = { order: HqOrder; store: HqStore; named: boolean };

function Row({ order, store, named }: RowProps) {
  const voided = order.state === 'voided';
  return (
    <li class={voided ? 'order void' : 'order'} data-testid="order">
      <b class="number">{orderNumber(order.channel, order.number)}</b>
      <span class="what">
        <span>{channelName(order.channel)}</span>
        <span>{t().lines(order.lines)}</span>
        {order.identified && <span>{t().member}</span>}
        {named && <span>{pick(store.names)}</span>}
      </span>
      <span class="how">
        {voided ? (
          <Seal>{t().voided}</Seal>
        ) : (
          <>
            <b>{stageName(order.stage)}</b> <span>{t()[order.state]}</span>
          </>
        )}
      </span>
      <span class="total">{formatMoney(order.total, store)}</span>
      <time dateTime={new Date(order.opened_at).toISOString()}>{clockTime(order.opened_at, store)}</time>
    </li>
  );
}

/** HQ sends all rows with every change, so a row renders again only when what it says differs. */
const OrderRow = memo(
  Row,
  (before, after) =>
    before.named === after.named &&
    before.store.currency === after.store.currency &&
    JSON.stringify([before.order, before.store.names]) === JSON.stringify([after.order, after.store.names]),
);
