import type { Money, Order, Table, Timestamp } from '@comanda/web';

/** From this age on a table is looked after, and from the second one it has waited long. */
export const TABLE_WARN_MS = 45 * 60_000;
export const TABLE_LATE_MS = 90 * 60_000;

/** How far a table is, the furthest behind first. */
export type TableStage = 'free' | 'dirty' | 'seated' | 'ordered' | 'ready' | 'served' | 'paying';
/** How long it has been so; told by words and by colour. */
export type TableAge = 'plain' | 'warn' | 'late';

/** A slip of this device that lies at a table and that the store does not have yet. */
export type Waiting = Readonly<{ order_id: string; table: string; guests: number | null }>;

/** A table as the floor shows it. */
export type TableView = Readonly<{
  table: Table;
  stage: TableStage;
  /** Open orders at it, the oldest first. */
  orders: readonly Order[];
  /** Slips of this device at it that nobody sent yet. */
  waiting: readonly Waiting[];
  guests: number;
  due: Money;
  /** Since when guests sit there or it must be cleaned; `null` for a free table. */
  since: Timestamp | null;
  age: TableAge;
}>;

/** What the floor shows of a table. Pure. */
export function tableView(
  table: Table,
  open: readonly Order[],
  waiting: readonly Waiting[],
  dirtySince: Timestamp | null,
  now: Timestamp,
): TableView {
  const orders = open
    .filter((order) => order.details?.table === table.code)
    .sort((a, b) => a.opened_at - b.opened_at);
  const known = new Set(orders.map((order) => order.id));
  const here = waiting.filter((one) => one.table === table.code && !known.has(one.order_id));
  const guests = [
    ...orders.map((order) => order.details?.guests ?? 0),
    ...here.map((one) => one.guests ?? 0),
  ];
  const stage = stageOf(orders, here, dirtySince);
  const since = stage === 'free' ? null : stage === 'dirty' ? dirtySince : (orders[0]?.opened_at ?? now);
  return {
    table,
    stage,
    orders,
    waiting: here,
    guests: guests.reduce((sum, count) => sum + count, 0),
    due: orders.reduce((sum, order) => sum + order.totals.due, 0),
    since,
    age: since === null ? 'plain' : ageOf(now - since),
  };
}

function ageOf(ms: number): TableAge {
  if (ms < TABLE_WARN_MS) return 'plain';
  return ms < TABLE_LATE_MS ? 'warn' : 'late';
}

/** A table with several orders is as far as the one furthest behind. */
function stageOf(
  orders: readonly Order[],
  waiting: readonly Waiting[],
  dirtySince: Timestamp | null,
): TableStage {
  if (orders.length === 0 && waiting.length === 0) return dirtySince === null ? 'free' : 'dirty';
  const stages = orders.map(orderStage);
  if (waiting.length > 0) stages.push('seated');
  const order: readonly TableStage[] = ['seated', 'ordered', 'ready', 'served', 'paying'];
  return order.find((one) => stages.includes(one)) ?? 'seated';
}

function orderStage(order: Order): TableStage {
  const split = (order.checks ?? []).length > 0 || (order.pending ?? []).length > 0;
  if (split || order.totals.paid > 0) return 'paying';
  switch (order.stage) {
    case 'not_fired':
      return 'seated';
    case 'preparing':
      return 'ordered';
    case 'ready':
      return 'ready';
    case 'handed_over':
      return 'served';
  }
}
