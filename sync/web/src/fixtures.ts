import type { HqHour, HqOrder, HqStore } from '@comanda/web';

/** A store in Leeds that is heard and has nothing waiting; `change` says what is different. */
export function store(change: Partial<HqStore> = {}): HqStore {
  return {
    id: '01920000-0000-7000-8000-000000000001',
    names: { zh: '利兹店', en: 'Leeds' },
    currency: 'GBP',
    currency_exponent: 2,
    time_zone: 'Europe/London',
    last_heard_at: 1_000_000,
    at_hq_seq: 500,
    store_seq: 500,
    waiting: 0,
    oldest_waiting_at: null,
    exception: null,
    orders_today: 10,
    sales_today: 12_345,
    identified_today: 4,
    sold_out: [],
    ...change,
  };
}

/** An hour in which nothing was sold; `change` says what is different. */
export function hour(at: number, change: Partial<HqHour> = {}): HqHour {
  return { hour: at, orders: 0, sales: 0, orders_last_week: 0, sales_last_week: 0, ...change };
}

/** A takeaway order in the kitchen; `change` says what is different. */
export function order(change: Partial<HqOrder> = {}): HqOrder {
  return {
    store_id: store().id,
    order_id: '01920000-0000-7000-8000-00000000000a',
    number: 42,
    channel: 'dine_in',
    state: 'closed',
    stage: 'preparing',
    lines: 3,
    total: 2_350,
    opened_at: 1_000_000,
    closed_at: 1_030_000,
    identified: false,
    ...change,
  };
}
