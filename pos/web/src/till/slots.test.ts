import { expect, test } from 'vitest';
import { anOrder } from './orderSample';
import { pickupTimes, SLOTS_SHOWN_MAX } from './slots';

const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00Z`);
const NONE: ReadonlySet<number> = new Set();
const quarter = { minutes: 15, capacity: 2 };

test('slots are those of the store server: whole ones, the next that has not begun first', () => {
  const first = (clock: string, minutes = 15) =>
    pickupTimes(at(clock), { ...quarter, minutes }, [], NONE)[0]?.at;
  expect(['11:59', '12:00', '12:14', '12:46'].map((clock) => first(clock))).toEqual(
    ['12:00', '12:15', '12:15', '13:00'].map(at),
  );
  // Slots of 45 minutes do not begin anew with the hour.
  expect(first('13:00', 45)).toBe(at('13:30'));
  expect(pickupTimes(at('12:00'), quarter, [], NONE)).toHaveLength(SLOTS_SHOWN_MAX);
});

test('a slot is full when its orders are as many as it takes, or when the store says so', () => {
  const taken = (id: string) => anOrder(id, { details: { pickup_at: at('12:15') } });
  const struck = anOrder('v', {
    state: { type: 'voided', at: 1, reason: 'quality' },
    details: { pickup_at: at('12:15') },
  });
  const full = (orders: readonly string[], refused = NONE) =>
    pickupTimes(at('11:59'), quarter, [...orders.map(taken), struck], refused)
      .slice(0, 3)
      .map((slot) => slot.full);
  expect(full(['a'])).toEqual([false, false, false]);
  expect(full(['a', 'b'])).toEqual([false, true, false]);
  expect(full([], new Set([at('12:30')]))).toEqual([false, false, true]);
});

test('where guests come when they like, round times are offered', () => {
  const times = pickupTimes(at('12:01'), null, [], NONE);
  expect(times.slice(0, 3).map((one) => one.at)).toEqual(['12:15', '12:20', '12:25'].map(at));
});
