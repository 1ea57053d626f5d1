import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HqToday } from '@comanda/web';
import { Feed, STALE_MS, type World } from './feed';

const TODAY: HqToday = {
  server_utc_ms: 1_000_000,
  business_day: null,
  stores: [],
  orders: [],
  hours: [],
  clashes: [],
};
type Answer = (path: string, key: string | null, signal: AbortSignal) => Response | Promise<Response>;

/** A feed in a world without a network: `answer` is HQ. */
function feedWith(answer: Answer): { feed: Feed; paths: string[] } {
  let key: string | null = null;
  const paths: string[] = [];
  const world: World = {
    fetch: async (input, init) => {
      const path = input as string;
      paths.push(path);
      const given = new Headers(init?.headers).get('authorization');
      return answer(path, given?.replace('Bearer ', '') ?? null, init?.signal as AbortSignal);
    },
    nowMs: () => Date.now(),
    random: () => 1,
    readKey: () => key,
    writeKey: (given) => (key = given),
  };
  const feed = new Feed(world);
  feed.start();
  return { feed, paths };
}

const json = (today: HqToday) => new Response(JSON.stringify(today));
/** A stream that says `text` and then stays open until it is given up. */
const open = (text: string, signal: AbortSignal) =>
  new Response(
    new ReadableStream({
      start(controller) {
        if (text !== '') controller.enqueue(new TextEncoder().encode(text));
        signal.addEventListener('abort', () => controller.error(new Error('given up')));
      },
    }),
  );
const never = (signal: AbortSignal) =>
  new Promise<Response>((_, fail) => signal.addEventListener('abort', () => fail(new Error('given up'))));

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('the_figures_come_at_once_and_every_event_of_the_stream_replaces_them', async () => {
  const later = { ...TODAY, business_day: '2026-11-21' };
  const { feed } = feedWith((path, _, signal) =>
    path.endsWith('/live') ? open(`event: today\ndata: ${JSON.stringify(later)}\n\n`, signal) : json(TODAY),
  );
  expect(feed.today).toBeNull();
  await pass(50);
  expect(feed.state.value.type).toBe('live');
  expect(feed.today?.business_day).toBe('2026-11-21');
});

test('a_quiet_stream_is_not_stale_as_long_as_hq_answers_when_asked', async () => {
  const { feed, paths } = feedWith((path, _, signal) =>
    path.endsWith('/live') ? open('', signal) : json(TODAY),
  );
  await pass(60_000);
  expect(feed.stale).toBe(false);
  expect(paths.filter((path) => path.endsWith('/live')).length).toBe(1);
});

test('a_silent_hq_makes_the_page_stale_and_stops_the_clock_that_stores_are_judged_by', async () => {
  let silent = false;
  const { feed } = feedWith((path, _, signal) => {
    if (silent) return never(signal);
    return path.endsWith('/live') ? open('', signal) : json(TODAY);
  });
  await pass(50);
  silent = true;
  await pass(STALE_MS + 1_000);
  expect(feed.stale).toBe(true);
  expect(feed.hqNow).toBe(TODAY.server_utc_ms);
  silent = false;
  await pass(15_000);
  expect(feed.stale).toBe(false);
});

test('a_stream_that_ends_is_opened_again', async () => {
  const { paths } = feedWith((path) => (path.endsWith('/live') ? new Response('') : json(TODAY)));
  await pass(5_000);
  expect(paths.filter((path) => path.endsWith('/live')).length).toBeGreaterThan(3);
});

test('hq_asks_for_its_key_a_wrong_one_is_told_and_the_right_one_lets_in', async () => {
  const { feed } = feedWith((path, key, signal) => {
    if (key !== 'right') return new Response('{}', { status: 401 });
    return path.endsWith('/live') ? open('', signal) : json(TODAY);
  });
  await pass(50);
  expect(feed.state.value).toEqual({ type: 'key_wanted', refused: false });
  feed.giveKey('wrong');
  await pass(50);
  expect(feed.state.value).toEqual({ type: 'key_wanted', refused: true });
  feed.giveKey('right');
  await pass(50);
  expect(feed.state.value.type).toBe('live');
});
