import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import {
  Banner,
  Button,
  dateTime,
  dictionary,
  explainCode,
  formatMoney,
  orderNumber,
  Sheet,
  type Order,
  type OrderQuery,
  type StoreCard,
} from '@comanda/web';
import { closePanel, panel } from './panel';
import { refundOrder } from './refundState';
import { receiptNumbers, returnableLines } from './refunds';
import { connection, store } from './store';

const DIGITS_MAX = 10;

const t = dictionary({
  en: {
    title: 'Refund or return',
    receipt: 'Receipt number',
    receiptHint: 'Typed, or scanned from the receipt.',
    number: 'Order number',
    day: 'On which day',
    find: 'Find',
    finding: 'Looking…',
    recent: 'Paid lately',
    none: 'Nothing paid was found. Check the number, or choose from the list.',
    empty: 'Nothing was paid lately.',
    all: 'All given back',
    receiptNo: (number: number) => `Receipt ${number}`,
  },
  zh: {
    title: '退款 / 退货',
    receipt: '小票号',
    receiptHint: '输入，或扫小票上的码。',
    number: '单号',
    day: '哪一天',
    find: '查找',
    finding: '查找中…',
    recent: '最近付款的',
    none: '没有找到已付的单。请核对号码，或从列表里选。',
    empty: '最近没有付款的单。',
    all: '已全退',
    receiptNo: (number) => `小票 ${number}`,
  },
});

type Found =
  { type: 'none' } | { type: 'looking' } | { type: 'trouble'; text: string } | { type: 'ok'; rows: Order[] };

/** Looking for what was paid: by its receipt, by its number and day, or among the latest. */
export function FindReceiptSheet() {
  const found = useSignal<Found>({ type: 'looking' });
  const asked = useSignal<OrderQuery>({ type: 'recent' });
  const receipt = useSignal('');
  const number = useSignal('');
  const day = useSignal('');
  const at = store.value;
  const find = async (query: OrderQuery) => {
    asked.value = query;
    found.value = { type: 'looking' };
    const reply = await connection.peek()?.findOrders(query);
    if (asked.peek() !== query || reply === undefined) return;
    const rows = reply.type === 'ok' ? reply.value.filter((row) => row.state.type === 'closed') : [];
    found.value =
      reply.type === 'ok'
        ? { type: 'ok', rows }
        : { type: 'trouble', text: explainCode(reply.code, reply.message) };
    const only = rows[0];
    if (query.type === 'receipt' && rows.length === 1 && only !== undefined) open(only);
  };
  useEffect(() => void find({ type: 'recent' }), []);
  if (at === null) return null;
  const digits = (text: string) => text.replace(/\D/g, '').slice(0, DIGITS_MAX);
  const byReceipt = () => {
    if (receipt.value !== '') void find({ type: 'receipt', number: Number(receipt.value) });
  };
  const byNumber = () => {
    if (number.value === '') return;
    const business_day = day.value === '' ? null : day.value;
    void find({ type: 'number', number: Number(number.value), business_day });
  };
  return (
    <Sheet open class="find-receipt" title={t().title} onClose={closePanel}>
      <form
        class="find-row"
        onSubmit={(event) => {
          event.preventDefault();
          byReceipt();
        }}
      >
        <label class="field">
          <span>
            {t().receipt} <small>{t().receiptHint}</small>
          </span>
          <input
            inputMode="numeric"
            autocomplete="off"
            autofocus
            data-testid="find-receipt"
            value={receipt.value}
            onInput={(event) => (receipt.value = digits(event.currentTarget.value))}
          />
        </label>
        <Button type="submit" data-testid="find-by-receipt" disabled={receipt.value === ''}>
          {t().find}
        </Button>
      </form>
      <form
        class="find-row three"
        onSubmit={(event) => {
          event.preventDefault();
          byNumber();
        }}
      >
        <label class="field">
          <span>{t().number}</span>
          <input
            inputMode="numeric"
            autocomplete="off"
            data-testid="find-number"
            value={number.value}
            onInput={(event) => (number.value = digits(event.currentTarget.value))}
          />
        </label>
        <label class="field">
          <span>{t().day}</span>
          <input
            type="date"
            data-testid="find-day"
            value={day.value}
            onInput={(event) => (day.value = event.currentTarget.value)}
          />
        </label>
        <Button type="submit" data-testid="find-by-number" disabled={number.value === ''}>
          {t().find}
        </Button>
      </form>
      <Results found={found.value} recent={asked.value.type === 'recent'} at={at} />
    </Sheet>
  );
}

function open(row: Order): void {
  refundOrder.value = row;
  panel.value = { type: 'refund' };
}

function Results({ found, recent, at }: { found: Found; recent: boolean; at: StoreCard }) {
  if (found.type === 'none') return null;
  if (found.type === 'looking') return <p class="hint">{t().finding}</p>;
  if (found.type === 'trouble') return <Banner tone="bad">{found.text}</Banner>;
  return (
    <section>
      {recent && <h3>{t().recent}</h3>}
      {found.rows.length === 0 && <p class="hint">{recent ? t().empty : t().none}</p>}
      <ul class="list">
        {found.rows.map((row) => (
          <li key={row.id}>
            <button type="button" class="order-row" data-testid="found-order" onClick={() => open(row)}>
              <b class="no">{orderNumber(row.channel, row.number)}</b>
              <span>
                {receiptNumbers(row).map(t().receiptNo).join(', ')}
                <small>
                  {dateTime(row.state.type === 'closed' ? row.state.at : row.opened_at, at)}
                  {returnableLines(row).length === 0 && ` · ${t().all}`}
                </small>
              </span>
              <b class="sum">{formatMoney(row.totals.total - (row.totals.refunded ?? 0), at)}</b>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
