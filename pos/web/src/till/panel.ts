import { signal } from '@preact/signals';
import type { Channel, Money } from '@comanda/web';

/** What a payment came to, as far as it is known: the change at once, the number when the store has answered. */
export type Payment = Readonly<{
  order_id: string;
  channel: Channel;
  total: Money;
  change: Money;
  cash: boolean;
  receipt: boolean;
  answer: { type: 'sending' } | { type: 'paid'; number: number };
}>;

/** The one sheet that may lie over the till. */
export type Panel =
  | { type: 'none' }
  /** Choosing for a new line (`line_id` null) or for one on the slip. */
  | { type: 'choices'; item_id: string; line_id: string | null }
  | { type: 'pay' }
  | { type: 'paid'; payment: Payment }
  | { type: 'void'; line_id: string | null }
  | { type: 'orders' }
  | { type: 'member' }
  | { type: 'enrol'; digits: string }
  | { type: 'open_shift' }
  | { type: 'close_shift' }
  | { type: 'slip_menu' }
  | { type: 'till_menu' };

const NONE: Panel = { type: 'none' };
/** What lies over the till now. */
export const panel = signal<Panel>(NONE);
/** Puts the panel away. */
export function closePanel(): void {
  typed.value = '';
  panel.value = NONE;
}

/** The line that is picked on the slip. */
export const picked = signal<string | null>(null);
/** What was typed or scanned so far. */
export const typed = signal('');
/** The open category; `null` is the favourites. */
export const category = signal<string | null>(null);
/** On a handheld: which half is in front. */
export const half = signal<'menu' | 'slip'>('menu');
