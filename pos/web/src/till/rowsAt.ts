import { effect } from '@preact/signals';
import type { Order } from '@comanda/web';
import { orders } from './store';

/** The store's row of an order once it shows `revision` or a later one: answers may come before rows. */
export function rowAt(orderId: string, revision: number): Promise<Order> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      const row = orders.value.get(orderId);
      if (row === undefined || row.revision < revision) return;
      queueMicrotask(() => stop());
      resolve(row);
    });
  });
}
