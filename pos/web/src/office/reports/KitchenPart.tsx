import { useSignal } from '@preact/signals';
import {
  dateTime,
  dictionary,
  listed,
  locale,
  orderNumber,
  pick,
  type Code,
  type HourTimes,
  type ItemTimes,
  type KitchenTimes,
  type LongWait,
  type RemakeReason,
  type Spread,
  type StationTimes,
  type StoreCard,
} from '@comanda/web';
import { catalogue } from '../store';
import { CsvButton, shownOf, useAsked, Waiting } from './asked';
import { BarChart } from './BarChart';
import { DataTable, figure, word, type Column } from './DataTable';
import { minutes, shareOf } from './kitchen';
import { chosenRange, RangeBar } from './RangeBar';
import { spreadHours } from './sales';
import { Segments } from './Segments';

const PATH = '/api/v1/reports/kitchen';
const BY = ['station', 'item', 'hour', 'wait'] as const;
type By = (typeof BY)[number];

const t = dictionary({
  en: {
    by: 'Times by',
    station: 'Station',
    item: 'Item',
    hour: 'Hour',
    wait: 'Longest waits',
    tickets: 'Tickets',
    made: 'Made',
    median: 'Half within',
    p90: '9 of 10 within',
    longest: 'Longest',
    late: 'Late',
    shown: 'On a screen after',
    seconds: (seconds: string) => `${seconds} s`,
    unshown: 'Not shown in time',
    order: 'Order',
    fired: 'Fired',
    waited: 'Waited',
    lines: 'What',
    remakes: 'Made again',
    nothing: 'The kitchen made nothing in these days.',
    chart: 'Half the tickets were done within, minutes, by hour of the firing',
    point: 'Point at a bar to read it; the table below has every figure.',
    said: (hour: string, median: string, late: string) => `${hour}:00 · half within ${median} · ${late} late`,
    note: 'From the firing until the cook marked it done. Practice and struck tickets are not in it.',
  },
  zh: {
    by: '用时按',
    station: '档口',
    item: '菜品',
    hour: '时段',
    wait: '等得最久',
    tickets: '单数',
    made: '做好',
    median: '一半不超过',
    p90: '九成不超过',
    longest: '最长',
    late: '迟',
    shown: '上屏用时',
    seconds: (seconds) => `${seconds} 秒`,
    unshown: '没及时上屏',
    order: '单号',
    fired: '下单',
    waited: '等了',
    lines: '内容',
    remakes: '重做',
    nothing: '这些天后厨没有做过东西。',
    chart: '各时段一半的单在几分钟内做好',
    point: '指向一根柱子可读出数字，下表有全部数字。',
    said: (hour, median, late) => `${hour}:00 · 一半不超过 ${median} · 迟 ${late}`,
    note: '从下单到厨师划掉。不含练习单和作废的单。',
  },
});

const reasons = dictionary({
  en: {
    spoiled: 'spoiled',
    made_wrong: 'made wrong',
    wrong_guest: 'to another guest',
    sent_back: 'sent back',
    cold: 'cold',
  },
  zh: {
    spoiled: '掉了或烧了',
    made_wrong: '做错',
    wrong_guest: '上错客人',
    sent_back: '退回',
    cold: '凉了',
  },
});

/** How long the kitchen took over some days: by station, item and hour, and what waited longest. */
export function KitchenPart({ store }: { store: StoreCard }) {
  const by = useSignal<By>('station');
  const range = chosenRange();
  const { said, again } = useAsked<KitchenTimes>(PATH, range);
  const times = shownOf(said.value);
  const query = { by: by.value, ...range };
  return (
    <>
      <div class="bar">
        <RangeBar />
        <span class="space" />
        <CsvButton path={PATH} query={query} name={`kitchen-${by.value}-${range.from}-${range.to}`} />
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
      {times !== null && (
        <div class="report">
          {by.value === 'hour' && <HoursDrawn hours={times.hours} />}
          <Table by={by.value} times={times} store={store} />
          {times.remakes.length > 0 && (
            <p class="panel" data-testid="remakes">
              <b>{t().remakes}:</b> {listed(times.remakes.map(remakeText))}
            </p>
          )}
          <p class="hint">{t().note}</p>
        </div>
      )}
    </>
  );
}

function remakeText({ reason, portions }: { reason: RemakeReason; portions: number }): string {
  return `${portions.toLocaleString(locale())} × ${reasons()[reason]}`;
}

function HoursDrawn({ hours }: { hours: readonly HourTimes[] }) {
  const byHour = new Map(hours.map((one) => [one.hour, one]));
  const shown = spreadHours([...byHour.keys()]);
  const values = shown.map((hour) => (byHour.get(hour)?.spread.median_s ?? 0) / 60);
  const say = (label: string | undefined) => {
    const one = byHour.get(Number(label ?? NaN));
    if (one === undefined) return t().point;
    return t().said(String(one.hour), minutes(one.spread.median_s), shareOf(one.late, one.spread.made));
  };
  return (
    <BarChart
      bars={{ labels: shown.map(String), values }}
      title={t().chart}
      tick={(value) => value.toLocaleString(locale(), { maximumFractionDigits: 1 })}
      name={(label) => label}
      say={say}
      testId="kitchen-chart"
    />
  );
}

type TableProps = { by: By; times: KitchenTimes; store: StoreCard };

function Table({ by, times, store }: TableProps) {
  const shared = { caption: `${t().by}: ${t()[by]}`, empty: t().nothing, testId: 'kitchen-table' };
  switch (by) {
    case 'station':
      return (
        <DataTable
          {...shared}
          rows={times.stations}
          columns={stationColumns()}
          keyOf={(row) => row.station}
        />
      );
    case 'item':
      return (
        <DataTable
          {...shared}
          rows={times.items}
          columns={itemColumns()}
          keyOf={({ names }) => `${names.zh} ${names.en}`}
        />
      );
    case 'hour':
      return (
        <DataTable {...shared} rows={times.hours} columns={hourColumns()} keyOf={(row) => String(row.hour)} />
      );
    case 'wait':
      return (
        <DataTable
          {...shared}
          rows={times.waits}
          columns={waitColumns(store)}
          keyOf={(row) => `${row.order_id} ${row.station} ${row.fired_at}`}
        />
      );
  }
}

function spreadColumns<Row extends { spread: Spread }>(): Column<Row>[] {
  const time = (field: 'median_s' | 'p90_s' | 'longest_s', title: string): Column<Row> => ({
    name: field,
    title,
    sort: (row) => row.spread[field],
    show: (row) => (row.spread.made === 0 ? '–' : minutes(row.spread[field])),
  });
  return [
    figure('made', t().made, (row) => row.spread.made),
    time('median_s', t().median),
    time('p90_s', t().p90),
    time('longest_s', t().longest),
  ];
}

function late<Row extends { late: number; spread: Spread }>(): Column<Row> {
  return {
    name: 'late',
    title: t().late,
    sort: (row) => (row.spread.made === 0 ? 0 : row.late / row.spread.made),
    show: (row) => shareOf(row.late, row.spread.made),
  };
}

function stationColumns(): Column<StationTimes>[] {
  return [
    word('station', t().station, (row: StationTimes) => stationName(row.station)),
    figure('tickets', t().tickets, (row) => row.tickets),
    ...spreadColumns<StationTimes>(),
    late(),
    {
      name: 'shown',
      title: t().shown,
      sort: (row) => row.shown_ms ?? -1,
      show: (row) =>
        row.shown_ms === null
          ? '–'
          : t().seconds((row.shown_ms / 1000).toLocaleString(locale(), { maximumFractionDigits: 1 })),
    },
    figure('unshown', t().unshown, (row) => row.unshown),
  ];
}

function itemColumns(): Column<ItemTimes>[] {
  return [word('item', t().item, (row: ItemTimes) => pick(row.names)), ...spreadColumns<ItemTimes>()];
}

function hourColumns(): Column<HourTimes>[] {
  const hour: Column<HourTimes> = {
    name: 'hour',
    title: t().hour,
    kind: 'word',
    sort: (row) => row.hour,
    show: (row) => `${row.hour}:00`,
  };
  return [hour, figure('tickets', t().tickets, (row) => row.tickets), ...spreadColumns<HourTimes>(), late()];
}

function waitColumns(store: StoreCard): Column<LongWait>[] {
  return [
    word('order', t().order, (row: LongWait) => orderNumber(row.channel, row.order_number)),
    word('station', t().station, (row: LongWait) => stationName(row.station)),
    {
      name: 'fired',
      title: t().fired,
      kind: 'word',
      sort: (row) => row.fired_at,
      show: (row) => dateTime(row.fired_at, store),
    },
    {
      name: 'waited',
      title: t().waited,
      sort: (row) => row.waited_s,
      show: (row) => minutes(row.waited_s),
    },
    {
      name: 'lines',
      title: t().lines,
      kind: 'text',
      sort: (row) => listed(row.lines.map(pick)),
      show: (row) => listed(row.lines.map(pick)),
    },
  ];
}

function stationName(code: Code): string {
  const names = catalogue.value?.stations.find((one) => one.code === code)?.names;
  return names === undefined ? code : pick(names);
}
