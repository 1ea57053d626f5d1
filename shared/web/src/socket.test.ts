import { A_TRADE } from './samples';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ClientFrame, Command, Outcome, ServerFrame } from './protocol.gen';
import { memoryStore, QUEUE_MAX, type Store } from './queue';
import { Connection, type Socket, type World } from './socket';

class FakeSocket implements Socket {
  sent: ClientFrame[] = [];
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  send(text: string) {
    this.sent.push(JSON.parse(text) as ClientFrame);
  }
  close() {
    this.closed = true;
  }
  hear(frame: ServerFrame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  commands() {
    return this.sent.filter((frame) => frame.type === 'command');
  }
}

let sockets: FakeSocket[] = [];
let session: string | null = null;
let token: string | null = 'token';
const chen = { id: 'chen', names: { zh: '陈静', en: 'Chen Jing' }, role: 'cashier', code: '7QK2' } as const;
const DONE: Outcome = { type: 'accepted', first_seq: 2, last_seq: 2, result: { type: 'done' } };
const bump: Command = { type: 'bump_ticket', ticket_id: 't', revision: 1 };

beforeEach(() => {
  vi.useFakeTimers();
  [sockets, session, token] = [[], null, 'token'];
});
afterEach(() => vi.useRealTimers());

function world(store: Store = memoryStore()): World {
  return {
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    store,
    token: () => token,
    forgetToken: () => (token = null),
    readSession: () => session,
    writeSession: (next) => (session = next),
    wallMs: () => Date.now(),
    steadyMs: () => performance.now(),
    random: () => 1,
  };
}

function last(): FakeSocket {
  const socket = sockets.at(-1);
  if (!socket) throw new Error('no connection was opened');
  return socket;
}

function welcome(signedIn: boolean): ServerFrame {
  return {
    type: 'welcome',
    protocol: 1,
    epoch: 'e1',
    seq: 1,
    server_utc_ms: Date.now() + 60_000,
    heartbeat_ms: 1_000,
    staff: signedIn ? chen : null,
    store: {
      id: 's',
      names: { zh: '店', en: 'Store' },
      currency: 'CNY',
      currency_exponent: 2,
      time_zone: 'Asia/Shanghai',
      day_cut_off_minutes: 240,
      trade: A_TRADE,
    },
    device: { id: 'd', name: 'Till', kind: 'terminal', station: null },
  };
}

function greet(signedIn = true) {
  last().onopen?.();
  last().hear(welcome(signedIn));
}
const settle = () => vi.advanceTimersByTimeAsync(0);

test('a command goes out once, and its promise is the answer', async () => {
  const till = new Connection({ view: 'till', station: null }, world());
  greet();
  const answer = till.send(bump, 'c1');
  expect(till.waiting.value).toBe(1);
  await settle();
  expect(last().commands()).toEqual([{ type: 'command', command_id: 'c1', command: bump }]);
  last().hear({
    type: 'reply',
    command_id: 'c1',
    outcome: { type: 'accepted', first_seq: 2, last_seq: 2, result: { type: 'done' } },
  });
  expect((await answer).type).toBe('accepted');
  expect(till.waiting.value).toBe(0);
  till.close();
});

test('a command without an answer goes out again with the same id on the next connection', async () => {
  const till = new Connection({ view: 'till', station: null }, world());
  greet();
  void till.send(bump, 'c1');
  await settle();
  last().onclose?.();
  expect(till.link.value).toEqual({ type: 'waiting', retryInMs: 250 });
  await vi.advanceTimersByTimeAsync(250);
  expect(sockets).toHaveLength(2);
  greet();
  expect(
    last()
      .commands()
      .map((frame) => frame.command_id),
  ).toEqual(['c1']);
  till.close();
});

test('a command survives the page: the next page load sends it with the same id', async () => {
  const store = memoryStore();
  const before = new Connection({ view: 'till', station: null }, world(store));
  void before.send(bump, 'c1');
  await settle();
  before.close();
  const reloaded = new Connection({ view: 'till', station: null }, world(store));
  await settle();
  expect(reloaded.waiting.value).toBe(1);
  greet();
  expect(
    last()
      .commands()
      .map((frame) => frame.command_id),
  ).toEqual(['c1']);
  last().hear({ type: 'refused', request_id: 'c1', code: 'conflicting_command', message: '' });
  await settle();
  expect(reloaded.waiting.value).toBe(0);
  expect(await store.all()).toEqual([]);
  reloaded.close();
});

test('a till where nobody is signed in keeps its commands until someone is', async () => {
  const till = new Connection({ view: 'till', station: null }, world());
  greet(false);
  void till.send(bump, 'c1');
  await settle();
  expect(last().commands()).toHaveLength(0);
  const signIn = till.signIn('chen', '1234');
  const asked = last().sent.at(-1);
  if (asked?.type !== 'sign_in') throw new Error('no sign-in was sent');
  last().hear({
    type: 'signed_in',
    request_id: asked.request_id,
    staff: chen,
    session: 'secret',
    shift: null,
  });
  expect(await signIn).toEqual({ type: 'ok', value: { staff: chen, shift: null } });
  expect(session).toBe('secret');
  expect(last().commands()).toHaveLength(1);
  till.close();
});

test('past the limit a command is refused on the spot and not kept', async () => {
  const till = new Connection({ view: 'till', station: null }, world());
  for (let index = 0; index < QUEUE_MAX; index += 1) void till.send(bump, `c${index}`);
  const refused = await till.send(bump, 'one-too-many');
  expect(refused).toMatchObject({ type: 'refused', rejection: { code: 'queue_full' } });
  expect(till.waiting.value).toBe(QUEUE_MAX);
  till.close();
});

test('a browser that cannot save still sends, and says that nothing outlives the page', async () => {
  const broken: Store = { ...memoryStore(), put: () => Promise.reject(new Error('no storage')) };
  const till = new Connection({ view: 'till', station: null }, world(broken));
  greet();
  void till.send(bump, 'c1');
  await settle();
  expect(last().commands()).toHaveLength(1);
  expect(till.outlivesPage).toBe(false);
  till.close();
});

test('a command whose saving never ends is sent all the same', async () => {
  const stuck: Store = { ...memoryStore(), put: () => new Promise(() => undefined) };
  const till = new Connection({ view: 'till', station: null }, world(stuck));
  greet();
  void till.send(bump, 'c1');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(last().commands()).toHaveLength(1);
  till.close();
});

test('a screen that comes back says how far it had read', async () => {
  const screen = new Connection({ view: 'station', station: 'noodles' }, world());
  last().onopen?.();
  expect(last().sent[0]).toMatchObject({ type: 'hello', station: 'noodles', epoch: null, last_seq: null });
  last().hear(welcome(false));
  last().hear({ type: 'snapshot', seq: 7, rows: {} });
  last().hear({ type: 'changes', seq: 9, rows: {} });
  last().onclose?.();
  await vi.advanceTimersByTimeAsync(250);
  last().onopen?.();
  expect(last().sent[0]).toMatchObject({ type: 'hello', epoch: 'e1', last_seq: 9 });
  screen.close();
});

test('five seconds of silence make a screen stale and open a new connection', async () => {
  const screen = new Connection({ view: 'expo', station: null }, world());
  greet(false);
  expect(screen.freshness.value).toEqual({ type: 'fresh', heardAgoS: 0 });
  expect(screen.serverNow() - Date.now()).toBe(60_000);
  await vi.advanceTimersByTimeAsync(4_900);
  expect(screen.freshness.value.type).toBe('fresh');
  await vi.advanceTimersByTimeAsync(600);
  expect(screen.freshness.value.type).toBe('stale');
  expect(sockets[0]?.closed).toBe(true);
  await vi.advanceTimersByTimeAsync(250);
  expect(sockets).toHaveLength(2);
  greet(false);
  expect(screen.freshness.value.type).toBe('fresh');
  screen.close();
});

test('a device that the store does not know forgets its token and stops knocking', async () => {
  const screen = new Connection({ view: 'board', station: null }, world());
  last().onopen?.();
  last().hear({ type: 'refused', request_id: null, code: 'unknown_device', message: '' });
  expect(screen.link.value).toEqual({ type: 'unpaired' });
  expect(token).toBeNull();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sockets).toHaveLength(1);
  screen.close();
});

test('a question without a connection is answered at once, not never', async () => {
  const till = new Connection({ view: 'till', station: null }, world());
  expect(await till.findMember('0900')).toMatchObject({ type: 'refused', code: 'no_answer' });
  till.close();
});

test.each(['busy', 'store_behind'] as const)(
  'a command that the store cannot take now (%s) stays, says why, and goes out again under the same id',
  async (code) => {
    const store = memoryStore();
    const till = new Connection({ view: 'till', station: null }, world(store));
    greet();
    let answered = false;
    const answer = till.send(bump, 'c1').finally(() => (answered = true));
    await settle();
    const notNow = (): void => last().hear({ type: 'refused', request_id: 'c1', code, message: '' });
    notNow();
    void till.send(bump, 'c2');
    await settle();
    expect([answered, till.waiting.value, till.holdup.value]).toEqual([false, 2, code]);
    expect(await store.all()).toHaveLength(2);
    const sent = () =>
      last()
        .commands()
        .map((frame) => frame.command_id);
    expect(sent()).toEqual(['c1']); // nothing overtakes it
    await vi.advanceTimersByTimeAsync(500);
    last().hear({ type: 'reply', command_id: 'c2', outcome: DONE });
    expect(sent()).toEqual(['c1', 'c1', 'c2']);
    notNow();
    await vi.advanceTimersByTimeAsync(250);
    expect(sent()).toHaveLength(3); // longer each time
    await vi.advanceTimersByTimeAsync(500);
    expect(sent()).toEqual(['c1', 'c1', 'c2', 'c1']);
    last().hear({ type: 'reply', command_id: 'c1', outcome: DONE });
    expect(await answer).toEqual(DONE);
    expect([till.waiting.value, till.holdup.value]).toEqual([0, null]);
    till.close();
  },
);
