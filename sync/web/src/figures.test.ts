import { expect, test } from 'vitest';
import { identifiedRate, lastHeard, ordersToday, salesByCurrency } from './figures';
import { hour, store } from './fixtures';

const tokyo = { currency: 'JPY', currency_exponent: 0 };

test('sales_are_added_up_within_a_currency_and_never_across', () => {
  const stores = [
    store({ sales_today: 1_005 }),
    store({ ...tokyo, sales_today: 7_000 }),
    store({ sales_today: 20 }),
  ];
  expect(salesByCurrency(stores)).toEqual([
    { currency: 'GBP', currency_exponent: 2, sales: 1_025, stores: 2 },
    { currency: 'JPY', currency_exponent: 0, sales: 7_000, stores: 1 },
  ]);
});

test('no_store_sells_nothing_in_no_currency', () => {
  expect(salesByCurrency([])).toEqual([]);
  expect(ordersToday([])).toBe(0);
  expect(lastHeard([])).toBeNull();
});

test('orders_are_counted_whatever_the_currency', () => {
  expect(ordersToday([store({ orders_today: 3 }), store({ ...tokyo, orders_today: 4 })])).toBe(7);
});

test('the_identified_rate_is_members_among_closed_orders', () => {
  const today = {
    stores: [store({ identified_today: 4 }), store({ identified_today: 1 })],
    hours: [hour(11, { orders: 6 }), hour(12, { orders: 2 })],
  };
  expect(identifiedRate(today)).toEqual({ identified: 5, closed: 8, permille: 625 });
});

test('no_rate_is_shown_before_the_first_closed_order_or_when_the_counts_contradict', () => {
  expect(identifiedRate({ stores: [store({ identified_today: 0 })], hours: [] }).permille).toBeNull();
  const more = { stores: [store({ identified_today: 3 })], hours: [hour(9, { orders: 2 })] };
  expect(identifiedRate(more).permille).toBeNull();
});

test('the_newest_word_is_of_whichever_store_was_heard_last', () => {
  expect(
    lastHeard([store({ last_heard_at: 5 }), store({ last_heard_at: null }), store({ last_heard_at: 9 })]),
  ).toBe(9);
});
