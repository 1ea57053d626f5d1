import { useSignal } from '@preact/signals';
import {
  Banner,
  dateTime,
  dictionary,
  formatAmount,
  locale,
  pick,
  type Exception,
  type ExceptionKind,
  type Exceptions,
  type StoreCard,
} from '@comanda/web';
import { CsvButton, shownOf, useAsked, Waiting } from './asked';
import { DataTable, type Column } from './DataTable';
import { chosenRange, RangeBar } from './RangeBar';
import { kindName, reasonWords, staffName } from './words';

const KINDS: readonly ExceptionKind[] = [
  'void',
  'comp',
  'discount',
  'refund',
  'service',
  'no_sale',
  'pay_out',
  'settled_by_hand',
  'coupon_given',
  'ledger_adjusted',
  'at_risk',
  'value_paid_out',
];
const PATH = '/api/v1/reports/exceptions';

const t = dictionary({
  en: {
    kinds: 'Which sort',
    all: 'All',
    when: 'When',
    kind: 'What',
    order: 'Order',
    item: 'Item',
    amount: (currency: string) => `Amount, ${currency}`,
    why: 'Why',
    who: 'Who',
    approver: 'Allowed by',
    alone: 'alone',
    whole: 'the whole order',
    more: 'There are more than fit here. Choose fewer days to see all of them.',
    nothing: 'No voids, comps, discounts, refunds, drawer openings or charges settled by hand in these days.',
  },
  zh: {
    kinds: '哪一类',
    all: '全部',
    when: '时间',
    kind: '事项',
    order: '单号',
    item: '商品',
    amount: (currency) => `金额，${currency}`,
    why: '原因',
    who: '经手',
    approver: '批准人',
    alone: '自行',
    whole: '整单',
    more: '还有更多，这里放不下。请选少几天来看全部。',
    nothing: '这些天没有作废、赠送、折扣、退款、开钱箱或人工核对。',
  },
});

/** What the owner wants to know about: who, why, when, who allowed it. */
export function ExceptionsPart({ store }: { store: StoreCard }) {
  const kind = useSignal<ExceptionKind | null>(null);
  const range = chosenRange();
  const { said, again } = useAsked<Exceptions>(PATH, range);
  const list = shownOf(said.value);
  const rows = list?.rows ?? [];
  const counts = new Map<ExceptionKind, number>();
  for (const row of rows) counts.set(row.kind, (counts.get(row.kind) ?? 0) + 1);
  const shown = rows.filter((row) => kind.value === null || row.kind === kind.value);
  return (
    <>
      <div class="bar">
        <RangeBar />
        <span class="space" />
        <CsvButton path={PATH} query={range} name={`exceptions-${range.from}-${range.to}`} />
      </div>
      <div class="bar">
        <div class="segments" role="group" aria-label={t().kinds}>
          <button type="button" aria-pressed={kind.value === null} onClick={() => (kind.value = null)}>
            {t().all} {rows.length.toLocaleString(locale())}
          </button>
          {KINDS.filter((one) => (counts.get(one) ?? 0) > 0 || one === kind.value).map((one) => (
            <button
              type="button"
              key={one}
              aria-pressed={kind.value === one}
              data-testid={`kind-${one}`}
              onClick={() => (kind.value = one)}
            >
              {kindName(one)} {(counts.get(one) ?? 0).toLocaleString(locale())}
            </button>
          ))}
        </div>
      </div>
      <Waiting said={said.value} again={again} />
      {list?.more === true && <Banner tone="warn">{t().more}</Banner>}
      {list !== null && (
        <DataTable
          caption={t().kinds}
          columns={columnsOf(store)}
          rows={shown}
          keyOf={(row) => String(row.seq)}
          empty={t().nothing}
          testId="exceptions-table"
        />
      )}
    </>
  );
}

function columnsOf(store: StoreCard): Column<Exception>[] {
  const about = (row: Exception) => {
    if (row.names !== null) return pick(row.names);
    // A charge is of an amount, not of what was ordered.
    return row.order_id === null || row.kind === 'settled_by_hand' ? '' : t().whole;
  };
  const approver = (row: Exception) => (row.approved_by === null ? t().alone : staffName(row.approved_by));
  return [
    {
      name: 'at',
      title: t().when,
      kind: 'word',
      sort: (row) => row.at,
      show: (row) => dateTime(row.at, store),
    },
    {
      name: 'kind',
      title: t().kind,
      kind: 'word',
      sort: (row) => kindName(row.kind),
      show: (row) => <span class="mark">{kindName(row.kind)}</span>,
    },
    {
      name: 'order',
      title: t().order,
      kind: 'word',
      sort: (row) => row.order_number,
      show: (row) => row.order_number,
    },
    { name: 'item', title: t().item, kind: 'text', sort: about, show: about },
    {
      name: 'amount',
      title: t().amount(store.currency),
      sort: (row) => row.amount,
      show: (row) => (row.amount === 0 ? '–' : formatAmount(row.amount, store)),
    },
    {
      name: 'why',
      title: t().why,
      kind: 'text',
      sort: (row) => reasonWords(row.reason),
      show: (row) => reasonWords(row.reason),
    },
    {
      name: 'who',
      title: t().who,
      kind: 'word',
      sort: (row) => staffName(row.staff_id),
      show: (row) => staffName(row.staff_id),
    },
    { name: 'approver', title: t().approver, kind: 'word', sort: approver, show: approver },
  ];
}
