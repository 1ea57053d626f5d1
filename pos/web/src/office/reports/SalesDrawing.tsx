import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import {
  dictionary,
  formatMoney,
  language,
  locale,
  theme,
  type SalesReport,
  type StoreCard,
} from '@comanda/web';
import { salesChart } from './sales';
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

/** Sales by hour or day as bars. The library comes only when there is something to draw. */
export function SalesDrawing({ report, store }: { report: SalesReport; store: StoreCard }) {
  const place = useRef<HTMLDivElement>(null);
  const pointed = useSignal<number | null>(null);
  const drawn = JSON.stringify(salesChart(report, store));
  const chart = useMemo(() => salesChart(report, store), [drawn]);
  useEffect(() => {
    const element = place.current;
    if (element === null || chart === null) return;
    let gone = false;
    let undo: () => void = () => undefined;
    void import('./drawSales').then(({ drawSales, CHART_HEIGHT }) => {
      if (gone) return;
      const name = (label: string) => (report.by === 'day' ? shortDay(label) : label);
      const onPoint = (index: number | null) => (pointed.value = index);
      const plot = drawSales(element, chart, { tick: tickOf(store), name, onPoint });
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
  }, [chart, language.value, theme.value]);
  if (chart === null || chart.labels.length === 0) return null;
  const title = report.by === 'day' ? t().day(store.currency) : t().hour(store.currency);
  const label = chart.labels[pointed.value ?? -1];
  const row = report.rows.find((one) =>
    report.by === 'day' ? one.key === label : Number(one.key) === Number(label),
  );
  return (
    <section class="panel chart">
      <h2>{title}</h2>
      <div class="plot" ref={place} role="img" aria-label={title} data-testid="sales-chart" />
      <p class="hint">
        {row === undefined ? t().point : `${rowName(report.by, row)} · ${formatMoney(row.net, store)}`}
      </p>
    </section>
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
