import type { Line, Order, Tender, TenderKind } from '@comanda/web';

/** A fired line, for tests. */
export function aLine(id: string, amount: number, more: Partial<Line> = {}): Line {
  return {
    id,
    position: 1,
    item_id: 'noodles',
    names: { en: 'Noodles', zh: '面' },
    quantity: 1,
    unit_price: amount,
    modifiers: [],
    tax: 'standard',
    tax_ppm: 200_000,
    amount,
    stations: [],
    state: { type: 'fired', fired_at: 0 },
    ...more,
  };
}

/** A tender of the given sort, for tests. */
export function aTender(id: string, amount: number, more: Partial<Tender> = {}): Tender {
  const kind: TenderKind = { type: 'cash', received: amount, change: 0 };
  return { id, kind, amount, at: 0, ...more };
}

/** An open order of these lines without reductions, for tests. */
export function anOrder(lines: Line[], more: Partial<Order> = {}): Order {
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
  const paid = (more.tenders ?? []).reduce((sum, tender) => sum + tender.amount, 0);
  return {
    id: 'order',
    number: 42,
    business_day: '2026-11-25',
    channel: 'dine_in',
    member_id: null,
    state: { type: 'open' },
    stage: 'preparing',
    lines,
    tenders: [],
    totals: { subtotal: total, tax: 0, total, paid, due: total - paid, taxes: [] },
    opened_at: 0,
    opened_by: null,
    opened_on: 'till',
    revision: 3,
    member_points_earned: 0,
    firings: 1,
    tickets: [],
    receipt_copies: 0,
    ...more,
  };
}
