import type { Currency, HqStore, HqToday, Money, Timestamp } from '@comanda/web';

/** What the stores of one currency sold. Currencies are never added up with one another. */
export type CurrencySum = Currency & { sales: Money; stores: number };

/** Sales of the business day for each currency, in the order in which the currencies first appear. */
export function salesByCurrency(stores: readonly HqStore[]): CurrencySum[] {
  const sums: CurrencySum[] = [];
  for (const { currency, currency_exponent, sales_today } of stores) {
    const sum = sums.find((one) => one.currency === currency && one.currency_exponent === currency_exponent);
    if (sum === undefined) sums.push({ currency, currency_exponent, sales: sales_today, stores: 1 });
    else {
      sum.sales += sales_today;
      sum.stores += 1;
    }
  }
  return sums;
}

/** Orders of the business day that were not struck, all stores. */
export function ordersToday(stores: readonly HqStore[]): number {
  return stores.reduce((sum, store) => sum + store.orders_today, 0);
}

/** The identified-order rate: closed orders that had a member, of all closed orders of the business day. */
export type IdentifiedRate = { identified: number; closed: number; permille: number | null };

/**
 * The identified-order rate in parts per thousand, rounded to the nearest; `null` while nothing is closed, and when
 * the two counts contradict each other, because a share above one is no share.
 */
export function identifiedRate(today: Pick<HqToday, 'stores' | 'hours'>): IdentifiedRate {
  const identified = today.stores.reduce((sum, store) => sum + store.identified_today, 0);
  const closed = today.hours.reduce((sum, hour) => sum + hour.orders, 0);
  const sound = closed > 0 && identified <= closed;
  return { identified, closed, permille: sound ? Math.round((identified * 1000) / closed) : null };
}

/** When any store was last heard from, by HQ's clock; `null` when none ever was. */
export function lastHeard(stores: readonly HqStore[]): Timestamp | null {
  const times = stores.map((store) => store.last_heard_at).filter((at) => at !== null);
  return times.length === 0 ? null : Math.max(...times);
}
