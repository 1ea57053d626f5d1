import { signal } from '@preact/signals';
import { dictionary, orderNumber, TAKE_BACK_MS, toast, type Order } from '@comanda/web';
import { ask } from './store';

const t = dictionary({
  en: { done: (number: string) => `${number} is moved forward in the kitchen.`, back: 'Take back' },
  zh: { done: (number) => `${number} 已在后厨提前。`, back: '撤回' },
});

const here = signal<ReadonlySet<string>>(new Set());
/** Whether this till has rushed an order and not taken it back. */
export function isRushed(orderId: string): boolean {
  return here.value.has(orderId);
}

/** Whether the kitchen still has something of it to make. */
export function isCooking(order: Order): boolean {
  return order.tickets.some((ticket) => !ticket.bumped);
}

/** Moves an order forward in the kitchen; for three seconds one touch takes it back. */
export async function rush(order: Order): Promise<void> {
  const outcome = await ask(order.id, { type: 'rush_order', order_id: order.id, rush: true });
  if (outcome.type !== 'accepted') return;
  here.value = new Set(here.peek()).add(order.id);
  toast({
    text: t().done(orderNumber(order.channel, order.number)),
    action: { label: t().back, run: () => void calm(order) },
    staysMs: TAKE_BACK_MS,
  });
}

/** An order is no longer moved forward. */
export async function calm(order: Order): Promise<void> {
  const outcome = await ask(order.id, { type: 'rush_order', order_id: order.id, rush: false });
  if (outcome.type === 'accepted') here.value = new Set([...here.peek()].filter((id) => id !== order.id));
}
