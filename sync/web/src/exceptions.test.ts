import { expect, test } from 'vitest';
import { exceptionsOf, isSilent } from './exceptions';
import { store } from './fixtures';

const NOW = 10_000_000;
const heard = { last_heard_at: NOW - 1_000 };
const kinds = (...stores: Parameters<typeof exceptionsOf>[0]) =>
  exceptionsOf(stores, NOW).map((exception) => `${exception.store.names.en} ${exception.type}`);

test('a_store_that_is_heard_and_has_little_waiting_needs_nobody', () => {
  expect(kinds(store(heard), store({ ...heard, waiting: 100 }))).toEqual([]);
});

test('a_store_is_silent_from_just_after_a_minute', () => {
  for (const [age, silent] of [
    [-5_000, false],
    [0, false],
    [60_000, false],
    [60_001, true],
  ] as const)
    expect(isSilent(store({ last_heard_at: NOW - age }), NOW), `${age} ms`).toBe(silent);
  expect(isSilent(store({ last_heard_at: null }), NOW)).toBe(true);
});

test('more_than_a_hundred_waiting_events_need_someone', () => {
  expect(kinds(store({ ...heard, waiting: 101 }))).toEqual(['Leeds waiting']);
});

test('a_silent_stores_waiting_events_are_told_once_with_its_silence', () => {
  const [only, ...others] = exceptionsOf([store({ last_heard_at: NOW - 90_000, waiting: 400 })], NOW);
  expect(others).toEqual([]);
  expect(only).toMatchObject({ type: 'silent', waiting: 400 });
});

test('points_that_were_spent_twice_are_told_with_the_store_that_took_them_at_its_risk', () => {
  const other = store({
    ...heard,
    id: '01920000-0000-7000-8000-000000000002',
    names: { zh: '约克', en: 'York' },
  });
  const spent = (store_id: string, beyond: number) => ({
    store_id,
    order_id: `01920000-0000-7000-8000-0000000000a${beyond === 0 ? 1 : 2}`,
    number: 7,
    channel: 'takeaway' as const,
    at: NOW,
    points: 60,
    coupon: 0,
    beyond,
  });
  const clash = {
    member_id: '01920000-0000-7000-8000-0000000000b1',
    name: 'Mei',
    phone_masked: '•••• 0123',
    owed: 60,
    coupons: [],
    spent: [spent(store().id, 0), spent(other.id, 60)],
  };
  const list = exceptionsOf([store(heard), other], NOW, [clash]);
  expect(list.map((one) => `${one.store.names.en} ${one.type}`)).toEqual(['York clash']);
});

test('a_contradiction_comes_first_then_the_longest_silence_then_the_longest_queue', () => {
  const named = (en: string) => ({ names: { zh: en, en } });
  const list = kinds(
    store({ ...heard, ...named('queue'), waiting: 150 }),
    store({ ...heard, ...named('longer queue'), waiting: 900 }),
    store({ ...named('silent'), last_heard_at: NOW - 61_000 }),
    store({ ...named('never'), last_heard_at: null }),
    store({ ...heard, ...named('fork'), exception: 'Two rows have the same number.' }),
  );
  expect(list).toEqual([
    'fork contradiction',
    'never silent',
    'silent silent',
    'longer queue waiting',
    'queue waiting',
  ]);
});

test('a_store_can_contradict_and_be_silent_at_once', () => {
  expect(kinds(store({ exception: 'Fork.', last_heard_at: null }))).toEqual([
    'Leeds contradiction',
    'Leeds silent',
  ]);
});
