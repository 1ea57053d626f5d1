import { useSignal } from '@preact/signals';
import {
  dictionary,
  formatAmount,
  locale,
  type SalesBy,
  type SalesReport,
  type SalesRow,
  type StoreCard,
} from '@comanda/web';
import { CsvButton, shownOf, useAsked, Waiting } from './asked';
import { DataTable, type Column } from './DataTable';
import { chosenRange, RangeBar } from './RangeBar';
import { share } from './sales';
import { Segments } from './Segments';
import { SalesDrawing } from './SalesDrawing';
import { rowName } from './words';

const BY: readonly SalesBy[] = ['hour', 'day', 'item', 'category', 'channel', 'staff', 'tender', 'tax'];
const PATH = '/api/v1/reports/sales';

const t = dictionary({
  en: {
    by: 'Sales by',
    hour: 'Hour',
    day: 'Day',
    item: 'Item',
    category: 'Category',
    channel: 'Channel',
    staff: 'Staff',
    tender: 'Payment',
    tax: 'Tax',
    orders: 'Orders',
    lines: 'Lines',
    payments: 'Payments',
    quantity: 'Units',
    gross: 'Gross',
    discounts: 'Discounts',
    comps: 'Comps',
    refunds: 'Refunds',
    net: 'Paid',
    ofThat: 'Tax in it',
    tips: 'Tips',
    total: 'All together',
    nothing: 'Nothing was sold in these days.',
    note: (currency: string) =>
      `Amounts in ${currency}. Refunds are taken off what was paid; training is not in it.`,
  },
  zh: {
    by: '销售按',
    hour: '时段',
    day: '日期',
    item: '商品',
    category: '分类',
    channel: '渠道',
    staff: '员工',
    tender: '付款方式',
    tax: '税率',
    orders: '单数',
    lines: '行数',
    payments: '笔数',
    quantity: '数量',
    gross: '原价',
    discounts: '折扣',
    comps: '赠送',
    refunds: '退款',
    net: '实收',
    ofThat: '其中税',
    tips: '小费',
    total: '合计',
    nothing: '这些天没有销售。',
    note: (currency) => `金额单位 ${currency}。退款已从实收中扣除，不含练习单。`,
  },
});

/** Sales over some days, grouped by what is asked. */
export function SalesPart({ store }: { store: StoreCard }) {
  const by = useSignal<SalesBy>('hour');
  const range = chosenRange();
  const query = { by: by.value, ...range };
  const { said, again } = useAsked<SalesReport>(PATH, query);
  const report = shownOf(said.value);
  return (
    <>
      <div class="bar">
        <RangeBar />
        <span class="space" />
        <CsvButton path={PATH} query={query} name={`sales-${by.value}-${range.from}-${range.to}`} />
      </div>
      <div class="bar">
        <Segments
          label={t().by}
          options={BY}
          chosen={by.value}
          name={(one) => t()[one]}
          onChoose={(one) => (by.value = one)}
        />
      </div>
      <Waiting said={said.value} again={again} />
      {report !== null && <Report report={report} store={store} />}
    </>
  );
}

function Report({ report, store }: { report: SalesReport; store: StoreCard }) {
  return (
    <div class="report">
      <SalesDrawing report={report} store={store} />
      <DataTable
        key={report.by}
        caption={`${t().by}: ${t()[report.by]}`}
        columns={columnsOf(report, store)}
        rows={report.rows}
        keyOf={(row) => row.key}
        total={report.total}
        empty={t().nothing}
        testId="sales-table"
      />
      <p class="hint">{t().note(store.currency)}</p>
    </div>
  );
}

function columnsOf(report: SalesReport, store: StoreCard): Column<SalesRow>[] {
  const { by, total, rows } = report;
  const most = Math.max(0, ...rows.map((row) => row.net));
  const name = (row: SalesRow) => (row === total ? t().total : rowName(by, row));
  const figure = (field: 'count' | 'quantity', title: string): Column<SalesRow> => ({
    name: field,
    title,
    sort: (row) => row[field],
    show: (row) => row[field].toLocaleString(locale()),
  });
  const amount = (
    field: 'gross' | 'discounts' | 'comps' | 'refunds' | 'net' | 'tax' | 'tips',
    title: string,
  ): Column<SalesRow> => ({
    name: field,
    title,
    sort: (row) => row[field],
    show: (row) => (row[field] === 0 && field !== 'net' ? '–' : formatAmount(row[field], store)),
  });
  const counted =
    by === 'item' || by === 'category' ? t().lines : by === 'tender' ? t().payments : t().orders;
  const inOrder = by === 'hour' || by === 'day';
  return [
    {
      name: 'name',
      title: t()[by],
      kind: 'text',
      sort: (row) => (inOrder ? row.key : name(row)),
      show: (row) => (
        <>
          {name(row)}
          {!inOrder && row !== total && (
            <i class="share" style={{ inlineSize: `${share(row.net, most)}%` }} aria-hidden="true" />
          )}
        </>
      ),
    },
    figure('count', counted),
    ...(by === 'tender' ? [] : [figure('quantity', t().quantity)]),
    amount('gross', t().gross),
    amount('discounts', t().discounts),
    amount('comps', t().comps),
    amount('refunds', t().refunds),
    { ...amount('net', t().net), show: (row) => <b>{formatAmount(row.net, store)}</b> },
    amount('tax', t().ofThat),
    ...(by === 'tender' || by === 'staff' ? [amount('tips', t().tips)] : []),
  ];
}
