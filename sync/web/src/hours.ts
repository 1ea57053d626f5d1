import { decimal, type Currency, type HqHour, type HqToday } from '@comanda/web';

/** Hours on the axis at least, so that the first sale of the day is not one bar as wide as the page. */
export const HOURS_SHOWN_MIN = 10;

/** What the chart draws, one entry per hour; amounts in the major unit, only ever for drawing. */
export type HoursChart = {
  /** Sales in one currency, or orders where the stores' currencies differ and their sales have no sum. */
  unit: { type: 'sales'; of: Currency } | { type: 'orders' };
  hours: number[];
  today: number[];
  lastWeek: number[];
  /** The hour that still runs, if it is on the axis. */
  running: number | null;
};

/** The chart of `today`; `running` is the hour of the day now at the stores, or `null` where they differ. */
export function hoursChart(today: Pick<HqToday, 'stores' | 'hours'>, running: number | null): HoursChart {
  const unit = unitOf(today.stores);
  const byHour = new Map(today.hours.map((hour) => [hour.hour, hour]));
  const busy = today.hours.filter((hour) => hour.orders + hour.orders_last_week > 0).map(({ hour }) => hour);
  const hours = shownHours(running === null ? busy : [...busy, running]);
  const value = (sales: (hour: HqHour) => number, orders: (hour: HqHour) => number) =>
    hours.map((hour) => {
      const row = byHour.get(hour);
      if (row === undefined) return 0;
      return unit.type === 'orders' ? orders(row) : Number(decimal(sales(row), unit.of.currency_exponent));
    });
  return {
    unit,
    hours,
    today: value(
      (hour) => hour.sales,
      (hour) => hour.orders,
    ),
    lastWeek: value(
      (hour) => hour.sales_last_week,
      (hour) => hour.orders_last_week,
    ),
    running,
  };
}

function unitOf(stores: HqToday['stores']): HoursChart['unit'] {
  const [first, ...others] = stores;
  const alone = first !== undefined && others.every((store) => store.currency === first.currency);
  return alone ? { type: 'sales', of: first } : { type: 'orders' };
}

/** From the first busy hour to the last, widened on both sides to `HOURS_SHOWN_MIN`; the middle of the day when none is. */
function shownHours(busy: readonly number[]): number[] {
  let first = busy.length === 0 ? 9 : Math.min(...busy);
  let last = busy.length === 0 ? 21 : Math.max(...busy);
  while (last - first + 1 < HOURS_SHOWN_MIN) {
    if (last < 23) last += 1;
    if (first > 0 && last - first + 1 < HOURS_SHOWN_MIN) first -= 1;
  }
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/**
 * The hour of the day at the stores, when they all share a zone and the shown business day is the running one; the
 * hours after midnight that still belong to yesterday's business day are not told apart from a past day: `null`.
 */
export function runningHour(today: HqToday, hqNow: number): number | null {
  const [first, ...others] = today.stores;
  if (first === undefined || others.some((store) => store.time_zone !== first.time_zone)) return null;
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: first.time_zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
  }).formatToParts(hqNow);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const day = `${part('year')}-${part('month')}-${part('day')}`;
  return day === today.business_day ? Number(part('hour')) : null;
}
