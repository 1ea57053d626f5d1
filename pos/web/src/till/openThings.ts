import type { Order, Rejection } from '@comanda/web';

/** Orders that one terminal opened, or any did (`deviceId` null), and nobody has paid; practice left out. */
export function stillOpen(orders: Iterable<Order>, deviceId: string | null): Order[] {
  return [...orders].filter(
    (row) =>
      row.state.type === 'open' &&
      row.details?.training !== true &&
      (deviceId === null || row.opened_on === deviceId),
  );
}

/** How many orders the store says are open, when that is why it refused; else `null`. */
export function ordersInTheWay(rejection: Rejection): number | null {
  return rejection.code === 'orders_open' ? rejection.count : null;
}

/** How many drawers the store says are not counted, when that is why it refused; else `null`. */
export function drawersInTheWay(rejection: Rejection): number | null {
  return rejection.code === 'shifts_open' ? rejection.count : null;
}
