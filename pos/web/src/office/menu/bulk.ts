import type { Item } from '@comanda/web';
import { PRICE_MAX } from '../amount';

/** How prices of many items change at once. */
export type Raise = { type: 'percent'; ppm: number } | { type: 'amount'; minor: number };

/** One price that changes: of an item, or of one of its sizes. */
export type PriceChange = { item: Item; size: string | null; from: number; to: number };

/**
 * A price after the change, rounded to the nearest multiple of `step` minor units, halves up; never below zero.
 * Whole numbers throughout: the percentage is parts per million of an amount of at most 10⁹.
 */
export function raised(price: number, raise: Raise, step: number): number {
  const million = 1_000_000n;
  const exact =
    raise.type === 'percent'
      ? BigInt(price) * (million + BigInt(raise.ppm))
      : (BigInt(price) + BigInt(raise.minor)) * million;
  if (exact <= 0n) return 0;
  const unit = BigInt(step) * million;
  const rounded = ((exact + unit / 2n) / unit) * BigInt(step);
  return rounded > BigInt(PRICE_MAX) ? PRICE_MAX : Number(rounded);
}

/** Every price that would change; items with an open price have none. Price rules keep theirs. */
export function priceChanges(items: readonly Item[], raise: Raise, step: number): PriceChange[] {
  return items.flatMap((item) => {
    const sizes = item.sizes ?? [];
    const own =
      item.price === null
        ? []
        : [{ item, size: null, from: item.price, to: raised(item.price, raise, step) }];
    const each = sizes.map((size) => ({
      item,
      size: size.id,
      from: size.price,
      to: raised(size.price, raise, step),
    }));
    return [...own, ...each].filter((change) => change.from !== change.to);
  });
}

/** The items with their new prices. */
export function repriced(changes: readonly PriceChange[]): Item[] {
  const byItem = new Map<string, Item>();
  for (const { item, size, to } of changes) {
    const now = byItem.get(item.id) ?? item;
    const sizes = (now.sizes ?? []).map((one) => (one.id === size ? { ...one, price: to } : one));
    byItem.set(item.id, size === null ? { ...now, price: to } : { ...now, sizes });
  }
  return [...byItem.values()];
}
