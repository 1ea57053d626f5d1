import { signal } from '@preact/signals';
import type { Order } from '@comanda/web';

/** The order that money is given back on: looked up by its receipt, so it may be none that the till has in sight. */
export const refundOrder = signal<Order | null>(null);
