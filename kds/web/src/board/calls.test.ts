import type { BoardRow, Stage } from '@comanda/web';
import { expect, test } from 'vitest';
import { seatAt } from '../seat';
import { callsAfter, preparing } from './calls';
import { clipsOf, spokenCall } from './voice';

const row = (order_id: string, stage: Stage, opened_at = 0, voided = false): BoardRow => ({
  order_id,
  number: opened_at,
  channel: 'takeaway',
  stage,
  voided,
  opened_at,
});

test('a board that starts shows what is ready and calls nobody', () => {
  const calls = callsAfter(null, [row('a', 'ready', 1), row('b', 'ready', 2), row('c', 'preparing', 3)]);
  expect(calls.ready.map((one) => one.order_id)).toEqual(['b', 'a']);
  expect(calls.fresh).toEqual([]);
});

test('a new call comes first and the others keep their order', () => {
  const first = callsAfter(null, [row('a', 'ready', 1), row('b', 'ready', 2)]);
  const second = callsAfter(first, [row('old', 'ready', 0), row('a', 'ready', 1), row('b', 'ready', 2)]);
  expect(second.ready.map((one) => one.order_id)).toEqual(['old', 'b', 'a']);
  expect(second.fresh).toEqual(['old']);
  expect(callsAfter(second, second.ready).fresh).toEqual([]);
});

test('what is handed over, taken back to the kitchen or struck is no longer called', () => {
  const first = callsAfter(null, [row('a', 'ready'), row('b', 'ready'), row('c', 'ready')]);
  const rows = [row('a', 'handed_over'), row('b', 'preparing'), row('c', 'ready', 0, true)];
  expect(callsAfter(first, rows).ready).toEqual([]);
});

test('an order that was brought back is called again when it is ready again', () => {
  const first = callsAfter(null, [row('a', 'ready')]);
  const back = callsAfter(first, [row('a', 'preparing')]);
  expect(callsAfter(back, [row('a', 'ready')]).fresh).toEqual(['a']);
});

test('orders being made come oldest first', () => {
  expect(
    preparing([row('b', 'preparing', 2), row('a', 'preparing', 1), row('c', 'not_fired', 0)]),
  ).toHaveLength(2);
});

test('the address says which screen this is', () => {
  expect(seatAt('/kds/noodles')).toEqual({ view: 'station', station: 'noodles' });
  expect(seatAt('/kds/%E9%9D%A2')).toEqual({ view: 'station', station: '面' });
  expect(seatAt('/expo/')).toEqual({ view: 'expo', station: null });
  expect(seatAt('/kds')).toBeNull();
});

test('the voice says the number without the zeros that are printed', () => {
  expect(spokenCall(row('a', 'ready', 42), 'en-GB')).toBe('B 42 is ready');
  expect(spokenCall(row('a', 'ready', 42), 'zh-CN')).toBe('请 B 42 号取餐');
});

test('a browser without a voice has a recording for every letter and digit that can be called', () => {
  expect(clipsOf({ channel: 'takeaway', number: 305 }, 'zh-CN')).toEqual([
    ...['zh-please', 'en-b', 'zh-3', 'zh-0', 'zh-5', 'zh-collect'],
  ]);
  expect(clipsOf({ channel: 'dine_in', number: 42 }, 'en-GB')).toEqual(['en-a', 'en-4', 'en-2', 'en-ready']);
  const channels = ['dine_in', 'takeaway', 'delivery', 'phone', 'pickup', 'self_order', 'online'] as const;
  const needed = channels.flatMap((channel) =>
    (['zh-CN', 'en-GB'] as const).flatMap((tongue) => clipsOf({ channel, number: 1_234_567_890 }, tongue)),
  );
  const there = Object.keys(import.meta.glob('./clips/*.wav')).map((path) => path.slice(8, -4));
  expect([...new Set(needed)].filter((name) => !there.includes(name))).toEqual([]);
});
