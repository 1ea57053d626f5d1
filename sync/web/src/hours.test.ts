import type { HqToday } from '@comanda/web';
import { expect, test } from 'vitest';
import { dataOf } from './drawHours';
import { hour, store } from './fixtures';
import { HOURS_SHOWN_MIN, hoursChart, runningHour } from './hours';

const lunch = [
  hour(11, { orders: 2, sales: 1_250, orders_last_week: 1, sales_last_week: 300 }),
  hour(13, { orders: 1, sales: 999 }),
];

test('sales_of_one_currency_are_drawn_in_its_major_unit', () => {
  const chart = hoursChart({ stores: [store()], hours: lunch }, null);
  expect(chart.unit).toMatchObject({ type: 'sales', of: { currency: 'GBP' } });
  expect(chart.hours.length).toBe(HOURS_SHOWN_MIN);
  expect(chart.today[chart.hours.indexOf(11)]).toBe(12.5);
  expect(chart.today[chart.hours.indexOf(12)]).toBe(0);
  expect(chart.lastWeek[chart.hours.indexOf(11)]).toBe(3);
});

test('where_currencies_differ_orders_are_drawn_because_sales_have_no_sum', () => {
  const chart = hoursChart({ stores: [store(), store({ currency: 'CNY' })], hours: lunch }, null);
  expect(chart.unit).toEqual({ type: 'orders' });
  expect(chart.today[chart.hours.indexOf(11)]).toBe(2);
});

test('the_axis_stays_within_the_day_and_holds_every_busy_hour', () => {
  for (const busy of [[0], [23], [0, 23], [7, 22], []]) {
    const { hours } = hoursChart(
      { stores: [store()], hours: busy.map((at) => hour(at, { orders: 1, sales: 1 })) },
      null,
    );
    expect(hours.length).toBeGreaterThanOrEqual(HOURS_SHOWN_MIN);
    expect(hours[0]).toBeGreaterThanOrEqual(0);
    expect(hours.at(-1)).toBeLessThanOrEqual(23);
    for (const at of busy) expect(hours).toContain(at);
  }
});

test('the_running_hour_is_drawn_apart_and_no_sale_is_drawn_twice_or_lost', () => {
  const chart = hoursChart({ stores: [store()], hours: lunch }, 13);
  const [, done, running] = dataOf(chart);
  const at = chart.hours.indexOf(13);
  expect([done?.[at], running?.[at]]).toEqual([null, 9.99]);
  expect([done?.[at - 2], running?.[at - 2]]).toEqual([12.5, null]);
});

test('the_running_hour_is_the_stores_own_and_only_of_the_shown_day', () => {
  const noonUtc = Date.parse('2026-07-01T12:30:00Z');
  const today = (day: string, zones: string[]): HqToday => ({
    clashes: [],
    server_utc_ms: noonUtc,
    business_day: day,
    stores: zones.map((time_zone) => store({ time_zone })),
    orders: [],
    hours: [],
  });
  expect(runningHour(today('2026-07-01', ['Europe/London']), noonUtc)).toBe(13);
  expect(runningHour(today('2026-06-30', ['Europe/London']), noonUtc)).toBeNull();
  expect(runningHour(today('2026-07-01', ['Europe/London', 'Asia/Tokyo']), noonUtc)).toBeNull();
  expect(runningHour(today('2026-07-01', []), noonUtc)).toBeNull();
});
