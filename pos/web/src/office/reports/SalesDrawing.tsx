import { dictionary, formatMoney, locale, type SalesReport, type StoreCard } from '@comanda/web';
import { BarChart } from './BarChart';
import { salesBars } from './sales';
import { rowName } from './words';

const t = dictionary({
  en: {
    hour: (currency: string) => `Sales by hour, ${currency}`,
    day: (currency: string) => `Sales by day, ${currency}`,
    point: 'Point at a bar to read it; the table below has every figure.',
  },
  zh: {
    hour: (currency) => `各时段销售额，${currency}`,
    day: (currency) => `每日销售额，${currency}`,
    point: '指向一根柱子可读出数字，下表有全部数字。',
  },
});

/** Sales by hour or day as bars. */
export function SalesDrawing({ report, store }: { report: SalesReport; store: StoreCard }) {
  const bars = salesBars(report, store);
  if (bars === null) return null;
  const byDay = report.by === 'day';
  const say = (label: string | undefined) => {
    const row = report.rows.find((one) => (byDay ? one.key === label : Number(one.key) === Number(label)));
    return row === undefined ? t().point : `${rowName(report.by, row)} · ${formatMoney(row.net, store)}`;
  };
  return (
    <BarChart
      bars={bars}
      title={byDay ? t().day(store.currency) : t().hour(store.currency)}
      tick={tickOf(store)}
      name={(label) => (byDay ? shortDay(label) : label)}
      say={say}
      testId="sales-chart"
    />
  );
}

function shortDay(day: string): string {
  const format = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'numeric', timeZone: 'UTC' });
  return format.format(Date.parse(`${day}T00:00:00Z`));
}

function tickOf(store: StoreCard): (value: number) => string {
  const money = { style: 'currency', currency: store.currency, currencyDisplay: 'narrowSymbol' } as const;
  const whole = new Intl.NumberFormat(locale(), {
    ...money,
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
  const exact = new Intl.NumberFormat(locale(), money);
  return (value) => (Number.isInteger(value) || value > 100 ? whole : exact).format(value);
}
