import { useSignal } from '@preact/signals';
import { dictionary, formatMoney, language, locale, theme, type HqToday } from '@comanda/web';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { hoursChart, type HoursChart } from './hours';

const t = dictionary({
  en: {
    sales: (currency: string) => `Sales by hour today, ${currency}`,
    orders: 'Orders by hour today',
    mixed: 'The stores sell in different currencies, which have no common sum: orders are counted instead.',
    today: 'Today',
    running: 'This hour, still running',
    lastWeek: 'Same day last week',
    noLastWeek: 'Same day last week: nothing sold',
    hour: 'Hour',
    axis: 'Hour of the day at the store',
    between: (hour: string, next: string) => `${hour}:00 to ${next}:00`,
    table: 'As a table',
    point: 'Point at an hour to read it.',
  },
  zh: {
    sales: (currency) => `今日各时段销售额，${currency}`,
    orders: '今日各时段订单',
    mixed: '各店币种不同，金额不能相加，这里改为订单数。',
    today: '今日',
    running: '本小时，进行中',
    lastWeek: '上周同日',
    noLastWeek: '上周同日：没有销售',
    hour: '时段',
    axis: '门店当地时间（时）',
    between: (hour, next) => `${hour}:00 至 ${next}:00`,
    table: '以表格查看',
    point: '指向某个小时可读出数字。',
  },
});

const two = (hour: number) => String(hour).padStart(2, '0');
const between = (hour: number) => t().between(two(hour), two((hour + 1) % 24));

/** Sales by hour, or orders where currencies differ: bars for today, a red line for the same day last week. */
export function HoursPanel({ today, running }: { today: HqToday; running: number | null }) {
  const chart = hoursChart(today, running);
  const pointed = useSignal<number | null>(null);
  const title = chart.unit.type === 'sales' ? t().sales(chart.unit.of.currency) : t().orders;
  const hasLastWeek = chart.lastWeek.some((value) => value > 0);
  return (
    <section class="panel hours" aria-labelledby="hours">
      <h2 id="hours">{title}</h2>
      {chart.unit.type === 'orders' && <p class="note">{t().mixed}</p>}
      <p class="legend">
        <span class="bar">{t().today}</span>
        {running !== null && <span class="bar running">{t().running}</span>}
        <span class={hasLastWeek ? 'stroke' : ''}>{hasLastWeek ? t().lastWeek : t().noLastWeek}</span>
      </p>
      <Drawing chart={chart} title={title} onPoint={(hour) => (pointed.value = hour)} />
      <p class="axis">{t().axis}</p>
      <p class="reading">
        {pointed.value === null ? t().point : <Reading chart={chart} hour={pointed.value} />}
      </p>
      <details>
        <summary>{t().table}</summary>
        <HoursTable chart={chart} />
      </details>
    </section>
  );
}

type DrawingProps = { chart: HoursChart; title: string; onPoint: (hour: number | null) => void };

function Drawing({ chart, title, onPoint }: DrawingProps) {
  const place = useRef<HTMLDivElement>(null);
  // HQ sends the whole day with every change; the same hours are not drawn again.
  const drawn = JSON.stringify([chart.unit.type, chart.hours, chart.today, chart.lastWeek, chart.running]);
  const kept = useMemo(() => chart, [drawn]);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    let gone = false;
    let undo: () => void = () => undefined;
    void import('./drawHours').then(({ drawHours, CHART_HEIGHT }) => {
      if (gone) return;
      const plot = drawHours(element, kept, { tick: tickOf(kept), hour: String, onPoint });
      const resized = new ResizeObserver(() =>
        plot.setSize({ width: element.clientWidth, height: CHART_HEIGHT }),
      );
      resized.observe(element);
      undo = () => {
        resized.disconnect();
        plot.destroy();
      };
    });
    return () => {
      gone = true;
      undo();
    };
  }, [kept, language.value, theme.value]);
  return <div class="drawing" ref={place} role="img" aria-label={title} data-testid="hours-chart" />;
}

/** Writes a value of the axis: money short with its sign, orders as they are. */
function tickOf(chart: HoursChart): (value: number) => string {
  const { unit } = chart;
  const options: Intl.NumberFormatOptions =
    unit.type === 'orders'
      ? {}
      : {
          style: 'currency',
          currency: unit.of.currency,
          currencyDisplay: 'narrowSymbol',
          notation: 'compact',
          maximumSignificantDigits: 3,
        };
  const format = new Intl.NumberFormat(locale(), options);
  return (value) => format.format(value);
}

/** Writes one amount of the chart in full. */
function valueOf(chart: HoursChart, value: number): string {
  if (chart.unit.type === 'orders') return value.toLocaleString(locale());
  const { of } = chart.unit;
  return formatMoney(Math.round(value * 10 ** of.currency_exponent), of);
}

function Reading({ chart, hour }: { chart: HoursChart; hour: number }) {
  const index = chart.hours.indexOf(hour);
  return (
    <>
      {between(hour)} · {t().today} <b>{valueOf(chart, chart.today[index] ?? 0)}</b> · {t().lastWeek}{' '}
      <b>{valueOf(chart, chart.lastWeek[index] ?? 0)}</b>
    </>
  );
}

function HoursTable({ chart }: { chart: HoursChart }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t().hour}</th>
          <th scope="col">{t().today}</th>
          <th scope="col">{t().lastWeek}</th>
        </tr>
      </thead>
      <tbody>
        {chart.hours.map((hour, index) => (
          <tr key={hour}>
            <th scope="row">{between(hour)}</th>
            <td>{valueOf(chart, chart.today[index] ?? 0)}</td>
            <td>{valueOf(chart, chart.lastWeek[index] ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
