import type { Line, Order } from '@comanda/web';

/** A held line for tests: one of an item at 9.00. */
export function aLine(id: string, more: Partial<Line> = {}): Line {
  return {
    id,
    position: 1,
    item_id: 'i',
    names: { zh: '面', en: 'Noodles' },
    quantity: 1,
    unit_price: 900,
    modifiers: [],
    tax: 'standard',
    tax_ppm: 200_000,
    amount: 900,
    stations: [],
    state: { type: 'held' },
    ...more,
  };
}

/** An open order for tests, with nothing paid. */
export function anOrder(id: string, more: Partial<Order> = {}): Order {
  return {
    id,
    number: 1,
    business_day: '2026-11-23',
    channel: 'dine_in',
    member_id: null,
    state: { type: 'open' },
    stage: 'not_fired',
    lines: [aLine('l')],
    tenders: [],
    totals: { subtotal: 900, tax: 150, total: 900, paid: 0, due: 900, taxes: [] },
    opened_at: 1_000_000,
    opened_by: null,
    opened_on: 'd',
    revision: 1,
    member_points_earned: 0,
    firings: 0,
    tickets: [],
    receipt_copies: 0,
    ...more,
  };
}
