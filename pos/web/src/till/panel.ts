import { signal } from '@preact/signals';
import type { Channel, Money, MovementKind, Order } from '@comanda/web';

/** What a payment came to, as far as it is known: the change at once, the number when the store has answered. */
export type Payment = Readonly<{
  order_id: string;
  channel: Channel;
  total: Money;
  /** Cash that goes back to the guest. */
  change: Money;
  /** What was given on top, to the staff. */
  tip: Money;
  /** What cash kept beyond the sum (or short of it), because the smallest coin is larger than the minor unit. */
  rounding: Money;
  cash: boolean;
  receipt: boolean;
  /** The check that was paid; `null` for the rest, or for an order that was not split. */
  check_id: string | null;
  answer: { type: 'sending' } | { type: 'paid'; number: number };
}>;

/** The one sheet that may lie over the till. */
export type Panel =
  | { type: 'none' }
  /** Choosing for a new line (`line_id` null) or for one on the slip. */
  | { type: 'choices'; item_id: string; line_id: string | null }
  /** Paying a check; without one, the rest or all of it. */
  | { type: 'pay'; check_id?: string | null }
  /** Saying what another machine's slip says of a charge that nobody knows about. */
  | { type: 'settle'; tender_id: string }
  | { type: 'split' }
  | { type: 'reduce'; line_id: string | null }
  | { type: 'service' }
  | { type: 'paid'; payment: Payment }
  | { type: 'void'; line_id: string | null }
  | { type: 'orders' }
  | { type: 'member' }
  | { type: 'enrol'; digits: string }
  | { type: 'open_shift' }
  | { type: 'close_shift' }
  | { type: 'drawer' }
  | { type: 'move_cash'; kind: Exclude<MovementKind, 'top_up' | 'value_paid_out'> }
  | { type: 'hand_over' }
  | { type: 'close_day' }
  | { type: 'find_receipt' }
  | { type: 'refund' }
  | { type: 'slip_menu' }
  | { type: 'till_menu' }
  | OrderPanel;

/** Those of them that are about taking an order. */
export type OrderPanel =
  /** Everything about one line beside what and how many it is. */
  | { type: 'line'; line_id: string }
  | { type: 'line_note'; line_id: string }
  | { type: 'order_note' }
  | { type: 'label' }
  | { type: 'pickup' }
  /** How many guests: for a free table, or (`table` null) for the order on the desk. */
  | { type: 'guests'; table: string | null }
  /** Which of the orders at a table. */
  | { type: 'table_orders'; table: string }
  /** Lines to another table or order. */
  | { type: 'move'; line_ids: readonly string[] }
  /** Orders at the table that lines or an order are to be moved to. */
  | { type: 'merge'; table: string }
  | { type: 'availability'; item_id: string }
  | { type: 'substitutes'; item_id: string }
  /** What the kitchen calls out. */
  | { type: 'calls' }
  /** What makes the member on the desk ill. */
  | { type: 'allergies' }
  /** Everything that is kept of the member on the desk, and what can be done for them. */
  | { type: 'member_card' }
  | { type: 'top_up' }
  | { type: 'give_coupon' }
  | { type: 'adjust_member' }
  /** What is kept of the member beside that. */
  | { type: 'about_member' }
  /** The code that the member's phone opens their page with. */
  | { type: 'member_page' }
  | { type: 'affected'; item_id: string }
  /** What another till did to an order meanwhile; `before` is what was seen here. */
  | { type: 'changed'; before: Order };

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
/** What lies beside the slip: the menu, or the floor with its tables. */
export const desk = signal<'menu' | 'floor'>('menu');
/** What the next tap on a table moves there; empty lines are the whole order. */
export const moving = signal<{ order_id: string; line_ids: readonly string[] } | null>(null);
/** Whether the next tap on an item says how many are left instead of ringing it. */
export const counting = signal(false);
