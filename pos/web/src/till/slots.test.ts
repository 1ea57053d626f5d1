import { expect, test } from 'vitest';
import { anOrder } from './orderSample';
import { pickupTimes, SLOTS_SHOWN_MAX } from './slots';

const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00Z`);
const NONE: ReadonlySet<number> = new Set();
const quarter = { minutes: 15, capacity: 2 };

test('slots begin at the full hour of the store, the next one first', () => {
  const first = (clock: string, zone = 'Europe/London') =>
    pickupTimes(at(clock), zone, quarter, [], NONE)[0]?.at;
  expect(['12:00', '12:01', '12:15', '12:46'].map((clock) => first(clock))).toEqual(
    ['12:00', '12:15', '12:15', '13:00'].map(at),
  );
  // Half an hour off: 12:10 there is 06:40 here, and its next quarter is 12:15.
  expect(first('06:40', 'Asia/Kolkata')).toBe(at('06:45'));
  expect(pickupTimes(at('12:00'), 'Europe/London', quarter, [], NONE)).toHaveLength(SLOTS_SHOWN_MAX);
});

test('a slot is full when its orders are as many as it takes, or when the store says so', () => {
  const taken = (id: string) => anOrder(id, { details: { pickup_at: at('12:15') } });
  const struck = anOrder('v', {
    state: { type: 'voided', at: 1, reason: 'quality' },
    details: { pickup_at: at('12:15') },
  });
  const full = (orders: readonly string[], refused = NONE) =>
    pickupTimes(at('12:00'), 'Europe/London', quarter, [...orders.map(taken), struck], refused)
      .slice(0, 3)
      .map((slot) => slot.full);
  expect(full(['a'])).toEqual([false, false, false]);
  expect(full(['a', 'b'])).toEqual([false, true, false]);
  expect(full([], new Set([at('12:30')]))).toEqual([false, false, true]);
});

test('where guests come when they like, round times are offered', () => {
  const times = pickupTimes(at('12:01'), 'Europe/London', null, [], NONE);
  expect(times.slice(0, 3).map((one) => one.at)).toEqual(['12:15', '12:20', '12:25'].map(at));
});
