import type { Order, PickupSlots, Timestamp } from '@comanda/web';

const MINUTE_MS = 60_000;
/** Pickup times offered at once, at most. */
export const SLOTS_SHOWN_MAX = 24;
/** Minutes from now that are offered where guests come when they like. */
const MINUTES_AHEAD = [10, 15, 20, 30, 45, 60, 90, 120, 150, 180] as const;

/** A time at which a guest may come. */
export type PickupTime = Readonly<{ at: Timestamp; full: boolean }>;

/**
 * Times to offer, the nearest first. With slots: their beginnings, whole slots of the store server's clock, and
 * whether this till knows them to be full; `refused` are those that the store said are.
 */
export function pickupTimes(
  now: Timestamp,
  slots: PickupSlots | null,
  orders: Iterable<Order>,
  refused: ReadonlySet<Timestamp>,
): PickupTime[] {
  if (slots === null)
    return MINUTES_AHEAD.map((minutes) => ({ at: fiveUp(now + minutes * MINUTE_MS), full: false }));
  const step = slots.minutes * MINUTE_MS;
  const first = (Math.floor(now / step) + 1) * step;
  const taken = new Map<Timestamp, number>();
  for (const order of orders) {
    const at = order.details?.pickup_at;
    if (at !== undefined && order.state.type !== 'voided') taken.set(at, (taken.get(at) ?? 0) + 1);
  }
  return Array.from({ length: SLOTS_SHOWN_MAX }, (_, index) => {
    const at = first + index * step;
    return { at, full: refused.has(at) || (taken.get(at) ?? 0) >= slots.capacity };
  });
}

/** The next full five minutes: nobody is told 12:43. */
function fiveUp(at: Timestamp): Timestamp {
  const step = 5 * MINUTE_MS;
  return Math.ceil(at / step) * step;
}
