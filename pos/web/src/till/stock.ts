import type { Availability, Item, Line, Order, Stock } from '@comanda/web';

/** How many can still be sold; `null` where nobody counts, 0 for an item that is out. */
export function leftOf(item: Item, stock: Stock | undefined): number | null {
  const perDay = item.most_per_day ?? 0;
  const today = perDay === 0 ? null : Math.max(0, perDay - (stock?.sold ?? 0));
  const counted = stock === undefined ? null : countOf(stock.availability);
  if (today === null || counted === null) return today ?? counted;
  return Math.min(today, counted);
}

function countOf(availability: Availability): number | null {
  switch (availability.type) {
    case 'available':
      return null;
    case 'eighty_six':
      return 0;
    case 'countdown':
      return availability.left;
  }
}

/** What can be offered instead, best first: substitutes that are on the menu and not out themselves. */
export function substitutesOf(
  item: Item,
  items: ReadonlyMap<string, Item>,
  stock: ReadonlyMap<string, Stock>,
): Item[] {
  return (item.substitutes ?? []).flatMap((id) => {
    const other = items.get(id);
    return other === undefined || leftOf(other, stock.get(id)) === 0 ? [] : [other];
  });
}

/** An open order that holds an item, and the lines that do. */
export type Holding = Readonly<{ order: Order; lines: readonly Line[] }>;

/** Open orders with lines of an item that the kitchen does not have yet, alone or as a part; the oldest first. */
export function holdingsOf(orders: Iterable<Order>, itemId: string): Holding[] {
  const holds = (line: Line) =>
    line.state.type === 'held' &&
    (line.item_id === itemId || (line.details?.parts ?? []).some((part) => part.item_id === itemId));
  return [...orders]
    .filter((order) => order.state.type === 'open')
    .map((order) => ({ order, lines: order.lines.filter(holds) }))
    .filter(({ lines }) => lines.length > 0)
    .sort((a, b) => a.order.opened_at - b.order.opened_at);
}
