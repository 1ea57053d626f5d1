import { dictionary, formatMoney, locale, type HqToday } from '@comanda/web';
import { identifiedRate, ordersToday, salesByCurrency } from './figures';

const t = dictionary({
  en: {
    title: 'Today in numbers',
    sales: 'Sales today',
    salesNote: (closed: string) => `what ${closed} closed orders came to`,
    salesNoteOne: 'what 1 closed order came to',
    ofStores: (stores: number) => (stores === 1 ? '1 store' : `${stores} stores`),
    orders: 'Orders today',
    ordersNote: 'placed and not struck, open ones too',
    rate: 'Identified-order rate',
    rateNote: (identified: string, closed: string) => `${identified} of ${closed} closed orders had a member`,
    noneClosed: 'no closed order yet',
  },
  zh: {
    title: '今日数字',
    sales: '今日销售额',
    salesNote: (closed) => `${closed} 笔已结订单合计`,
    salesNoteOne: '1 笔已结订单合计',
    ofStores: (stores) => `${stores} 家门店`,
    orders: '今日订单',
    ordersNote: '已下单且未作废，含未结',
    rate: '会员订单占比',
    rateNote: (identified, closed) => `${closed} 笔已结订单中 ${identified} 笔有会员`,
    noneClosed: '还没有已结订单',
  },
});

/** The headline numbers: sales for each currency, orders, and the identified-order rate. */
export function Headlines({ today }: { today: HqToday }) {
  const sums = salesByCurrency(today.stores);
  const { identified, closed, permille } = identifiedRate(today);
  const count = (value: number) => value.toLocaleString(locale());
  return (
    <section aria-label={t().title} class="headlines">
      <div class="panel" data-testid="sales-today">
        <h2>{t().sales}</h2>
        {sums.map((sum) => (
          <p class="figure" key={sum.currency}>
            <b>{formatMoney(sum.sales, sum)}</b>
            {sums.length > 1 && (
              <span>
                {sum.currency} · {t().ofStores(sum.stores)}
              </span>
            )}
          </p>
        ))}
        <p class="note">{salesNote(closed)}</p>
      </div>
      <div class="panel" data-testid="orders-today">
        <h2>{t().orders}</h2>
        <p class="figure">
          <b>{count(ordersToday(today.stores))}</b>
        </p>
        <p class="note">{t().ordersNote}</p>
      </div>
      <div class="panel" data-testid="identified-rate">
        <h2>{t().rate}</h2>
        <p class="figure">
          <b>{permille === null ? '–' : percent(permille)}</b>
        </p>
        <p class="note">{closed === 0 ? t().noneClosed : t().rateNote(count(identified), count(closed))}</p>
      </div>
    </section>
  );
}

function salesNote(closed: number): string {
  if (closed === 0) return t().noneClosed;
  return closed === 1 ? t().salesNoteOne : t().salesNote(closed.toLocaleString(locale()));
}

function percent(permille: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 1 }).format(
    permille / 1000,
  );
}
