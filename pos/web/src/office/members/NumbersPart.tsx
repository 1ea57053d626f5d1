import { useSignal } from '@preact/signals';
import {
  dictionary,
  formatMoney,
  locale,
  type Brought,
  type Cohort,
  type HourRate,
  type MemberNumbers,
  type Month,
  type StaffRate,
  type StoreCard,
} from '@comanda/web';
import { CsvButton, shownOf, useAsked, Waiting } from '../reports/asked';
import { BarChart } from '../reports/BarChart';
import { DataTable, figure, word, type Column } from '../reports/DataTable';
import { shareOf } from '../reports/kitchen';
import { chosenRange, RangeBar } from '../reports/RangeBar';
import { Segments } from '../reports/Segments';
import { staffName } from '../reports/words';

const PATH = '/api/v1/reports/members';
const BY = ['staff', 'hour', 'month', 'cohort'] as const;
type By = (typeof BY)[number];

const t = dictionary({
  en: {
    by: 'Shown by',
    staff: 'Cashier',
    hour: 'Hour',
    month: 'Month',
    cohort: 'Second purchase',
    identified: 'Identified orders',
    ofOrders: (part: string, whole: string) => `${part} of ${whole} ${whole === '1' ? 'order' : 'orders'}`,
    repeats: 'Repeat share',
    repeatsHint: 'of identified orders, second or later of their member',
    members: 'Identified members',
    membersHint: 'who have ordered at least once',
    active: (days: number) => `Came in the last ${days} days`,
    returning: 'Returning',
    first: 'First orders',
    unknown: 'Without a member',
    average: (orders: string, sum: string) =>
      `${orders} ${orders === '1' ? 'order' : 'orders'} · ${sum} each`,
    orders: 'Orders',
    rate: 'Rate',
    seconds: 'Second or later',
    revenue: 'Revenue',
    firstOrder: 'First order in',
    within: (days: number) => `Again within ${days} days`,
    chart: 'Repeat share by month, per cent',
    cohortChart: 'Of members by month of their first order, per cent who came again within 60 days',
    rateChart: 'Identified orders by hour, per cent',
    point: 'Point at a bar to read it; the table below has every figure.',
    said: (label: string, share: string) => `${label} · ${share}`,
    nothing: 'No order was paid in these days.',
    note: 'Practice is not in it, and what was given back is off the revenue. No column alone tells who serves guests better: a cashier at the busiest hour recognises fewer.',
  },
  zh: {
    by: '查看',
    staff: '收银员',
    hour: '时段',
    month: '月份',
    cohort: '二次消费',
    identified: '识别订单',
    ofOrders: (part, whole) => `${whole} 单中 ${part} 单`,
    repeats: '复购占比',
    repeatsHint: '识别订单中，会员第二次及以后的单',
    members: '累计识别会员',
    membersHint: '至少消费过一次',
    active: (days) => `近 ${days} 天来过`,
    returning: '回头客',
    first: '首次消费',
    unknown: '没有会员',
    average: (orders, sum) => `${orders} 单 · 每单 ${sum}`,
    orders: '单数',
    rate: '占比',
    seconds: '第二次及以后',
    revenue: '营业额',
    firstOrder: '首次消费月份',
    within: (days) => `${days} 天内再来`,
    chart: '各月复购占比（%）',
    cohortChart: '各月首次消费的会员中 60 天内再来的占比（%）',
    rateChart: '各时段识别订单占比（%）',
    point: '指向一根柱子可读出数字，下表有全部数字。',
    said: (label, share) => `${label} · ${share}`,
    nothing: '这些天没有付款的单。',
    note: '不含练习单，退款已从营业额扣除。单看一列不能说明谁服务得更好：忙的时段，收银员认出的客人会少。',
  },
});

/** What recognising guests comes to over some days. */
export function NumbersPart({ store }: { store: StoreCard }) {
  const by = useSignal<By>('month');
  const range = chosenRange();
  const { said, again } = useAsked<MemberNumbers>(PATH, range);
  const numbers = shownOf(said.value);
  const query = { by: by.value, ...range };
  return (
    <>
      <div class="bar">
        <RangeBar />
        <span class="space" />
        <CsvButton path={PATH} query={query} name={`members-${by.value}-${range.from}-${range.to}`} />
      </div>
      <Waiting said={said.value} again={again} />
      {numbers !== null && (
        <div class="report">
          <Glance numbers={numbers} store={store} />
          <div class="bar">
            <Segments
              label={t().by}
              options={BY}
              chosen={by.value}
              name={(one) => t()[one]}
              onChoose={(one) => (by.value = one)}
            />
          </div>
          <Drawn by={by.value} numbers={numbers} />
          <Table by={by.value} numbers={numbers} store={store} />
          <p class="hint">{t().note}</p>
        </div>
      )}
    </>
  );
}

function Glance({ numbers, store }: { numbers: MemberNumbers; store: StoreCard }) {
  const { unknown, first, returning, members, active } = numbers;
  const identified = first.orders + returning.orders;
  const orders = identified + unknown.orders;
  const count = (value: number) => value.toLocaleString(locale());
  const average = ({ orders, revenue }: Brought) =>
    t().average(count(orders), orders === 0 ? '–' : formatMoney(Math.round(revenue / orders), store));
  const tile = (label: string, figure: string, hint: string, test: string) => (
    <div key={label}>
      <dt>{label}</dt>
      <dd data-testid={test}>
        {figure}
        <small>{hint}</small>
      </dd>
    </div>
  );
  return (
    <dl class="numbers-at-a-glance">
      {tile(
        t().identified,
        shareOf(identified, orders),
        t().ofOrders(count(identified), count(orders)),
        'identified-rate',
      )}
      {tile(t().repeats, shareOf(returning.orders, identified), t().repeatsHint, 'repeat-share')}
      {tile(t().members, count(members), t().membersHint, 'identified-members')}
      {([30, 60, 90] as const).map((days, index) =>
        tile(
          t().active(days),
          count(active[index] ?? 0),
          shareOf(active[index] ?? 0, members),
          `active-${days}`,
        ),
      )}
      {tile(t().returning, formatMoney(returning.revenue, store), average(returning), 'returning')}
      {tile(t().first, formatMoney(first.revenue, store), average(first), 'first-orders')}
      {tile(t().unknown, formatMoney(unknown.revenue, store), average(unknown), 'unknown-orders')}
    </dl>
  );
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}

function Drawn({ by, numbers }: { by: By; numbers: MemberNumbers }) {
  const { title, bars } = drawing(by, numbers);
  if (bars.length === 0) return null;
  return (
    <BarChart
      bars={{ labels: bars.map(([label]) => label), values: bars.map(([, value]) => value) }}
      title={title}
      tick={(value) => value.toLocaleString(locale(), { maximumFractionDigits: 0 })}
      name={(label) => label}
      say={(label) => {
        const bar = bars.find(([one]) => one === label);
        return bar === undefined
          ? t().point
          : t().said(bar[0], `${bar[1].toLocaleString(locale(), { maximumFractionDigits: 1 })} %`);
      }}
      testId="members-chart"
    />
  );
}

function drawing(by: By, numbers: MemberNumbers): { title: string; bars: (readonly [string, number])[] } {
  switch (by) {
    case 'staff':
      return { title: '', bars: [] };
    case 'hour':
      return {
        title: t().rateChart,
        bars: numbers.hours.map((one) => [`${one.hour}:00`, percent(one.identified, one.orders)] as const),
      };
    case 'month':
      return {
        title: t().chart,
        bars: numbers.months.map((one) => [one.month, percent(one.repeats, one.identified)] as const),
      };
    case 'cohort':
      return {
        title: t().cohortChart,
        bars: numbers.cohorts.map((one) => [one.month, percent(one.again[1], one.members)] as const),
      };
  }
}

type TableProps = { by: By; numbers: MemberNumbers; store: StoreCard };

function Table({ by, numbers, store }: TableProps) {
  const shared = { caption: `${t().by}: ${t()[by]}`, empty: t().nothing, testId: 'members-table' };
  switch (by) {
    case 'staff':
      return (
        <DataTable
          {...shared}
          rows={numbers.staff}
          columns={[
            word('staff', t().staff, (row: StaffRate) => staffName(row.staff_id)),
            ...rates<StaffRate>(),
          ]}
          keyOf={(row) => row.staff_id ?? ''}
        />
      );
    case 'hour':
      return (
        <DataTable
          {...shared}
          rows={numbers.hours}
          columns={[hour(), ...rates<HourRate>()]}
          keyOf={(row) => String(row.hour)}
        />
      );
    case 'month':
      return (
        <DataTable
          {...shared}
          rows={numbers.months}
          columns={monthColumns(store)}
          keyOf={(row) => row.month}
        />
      );
    case 'cohort':
      return (
        <DataTable {...shared} rows={numbers.cohorts} columns={cohortColumns()} keyOf={(row) => row.month} />
      );
  }
}

function rates<Row extends { orders: number; identified: number }>(): Column<Row>[] {
  return [
    figure('orders', t().orders, (row: Row) => row.orders),
    figure('identified', t().identified, (row: Row) => row.identified),
    {
      name: 'rate',
      title: t().rate,
      sort: (row) => percent(row.identified, row.orders),
      show: (row) => shareOf(row.identified, row.orders),
    },
  ];
}

function hour(): Column<HourRate> {
  return {
    name: 'hour',
    title: t().hour,
    kind: 'word',
    sort: (row) => row.hour,
    show: (row) => `${row.hour}:00`,
  };
}

function monthColumns(store: StoreCard): Column<Month>[] {
  return [
    word('month', t().month, (row: Month) => row.month),
    ...rates<Month>(),
    figure('repeats', t().seconds, (row) => row.repeats),
    {
      name: 'share',
      title: t().repeats,
      sort: (row) => percent(row.repeats, row.identified),
      show: (row) => shareOf(row.repeats, row.identified),
    },
    figure('members', t().members, (row) => row.members),
    {
      name: 'revenue',
      title: t().revenue,
      sort: (row) => row.revenue,
      show: (row) => formatMoney(row.revenue, store),
    },
  ];
}

function cohortColumns(): Column<Cohort>[] {
  const again = (index: 0 | 1 | 2, days: number): Column<Cohort> => ({
    name: `within-${days}`,
    title: t().within(days),
    sort: (row) => percent(row.again[index], row.members),
    show: (row) => `${row.again[index]} (${shareOf(row.again[index], row.members)})`,
  });
  return [
    word('month', t().firstOrder, (row: Cohort) => row.month),
    figure('members', t().members, (row) => row.members),
    again(0, 30),
    again(1, 60),
    again(2, 90),
  ];
}
