import { dictionary, formatMoney, locale, pick, pickOther, Seal, type HqStore } from '@comanda/web';
import { span } from './ago';
import { isSilent } from './exceptions';

const t = dictionary({
  en: {
    title: 'Stores',
    store: 'Store',
    sales: 'Sales today',
    orders: 'Orders',
    identified: 'With member',
    atHq: 'At HQ / store',
    atHqShort: (atHq: string, store: string) => `At HQ ${atHq} of ${store}`,
    allAtHq: 'nothing waits',
    waiting: (count: string) => `${count} waiting`,
    heard: 'Last heard',
    ago: (ago: string) => `${ago} ago`,
    silentFor: (ago: string) => `SILENT ${ago}`,
    never: 'NEVER',
    soldOut: (items: string) => `Sold out: ${items}`,
  },
  zh: {
    title: '门店',
    store: '门店',
    sales: '今日销售额',
    orders: '订单',
    identified: '有会员',
    atHq: '总部 / 门店',
    atHqShort: (atHq, store) => `总部 ${atHq} / 门店 ${store}`,
    allAtHq: '无待传',
    waiting: (count) => `${count} 条待传`,
    heard: '最近消息',
    ago: (ago) => `${ago}前`,
    silentFor: (ago) => `失联 ${ago}`,
    never: '从未',
    soldOut: (items) => `售罄：${items}`,
  },
});

type Props = { stores: readonly HqStore[]; hqNow: number };

/** Every store with its sales and with how far HQ is behind it: what HQ holds, what the store has, what waits there. */
export function StoresTable({ stores, hqNow }: Props) {
  return (
    <section class="panel stores" aria-labelledby="stores">
      <h2 id="stores">{t().title}</h2>
      <table data-testid="stores">
        <thead>
          <tr>
            <th scope="col">{t().store}</th>
            <th scope="col">{t().sales}</th>
            <th scope="col">{t().orders}</th>
            <th scope="col" class="roomy">
              {t().identified}
            </th>
            <th scope="col" class="roomy">
              {t().atHq}
            </th>
            <th scope="col" class="roomy">
              {t().heard}
            </th>
          </tr>
        </thead>
        <tbody>
          {stores.map((store) => (
            <StoreRow key={store.id} store={store} hqNow={hqNow} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function StoreRow({ store, hqNow }: { store: HqStore; hqNow: number }) {
  const count = (value: number) => value.toLocaleString(locale());
  const other = pickOther(store.names);
  const waiting = store.waiting === 0 ? t().allAtHq : t().waiting(count(store.waiting));
  return (
    <tr data-testid={`store-${store.id}`}>
      <th scope="row">
        {pick(store.names)}
        {other !== null && <small>{other}</small>}
        {store.sold_out.length > 0 && (
          <small class="sold-out" data-testid="sold-out">
            {t().soldOut(store.sold_out.map((names) => pick(names)).join(', '))}
          </small>
        )}
        <small class="cramped">
          {t().atHqShort(count(store.at_hq_seq), count(store.store_seq))} · {waiting}
        </small>
        <span class="cramped">
          <Heard store={store} hqNow={hqNow} />
        </span>
      </th>
      <td>{formatMoney(store.sales_today, store)}</td>
      <td>{count(store.orders_today)}</td>
      <td class="roomy">{count(store.identified_today)}</td>
      <td class="roomy" data-testid="lag">
        {count(store.at_hq_seq)} / {count(store.store_seq)}
        <small>{waiting}</small>
      </td>
      <td class="roomy">
        <Heard store={store} hqNow={hqNow} />
      </td>
    </tr>
  );
}

function Heard({ store, hqNow }: { store: HqStore; hqNow: number }) {
  if (store.last_heard_at === null) return <Seal>{t().never}</Seal>;
  const ago = span(hqNow - store.last_heard_at);
  if (isSilent(store, hqNow)) return <Seal>{t().silentFor(ago)}</Seal>;
  return <small class="heard">{t().ago(ago)}</small>;
}
