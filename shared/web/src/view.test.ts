import { A_TRADE } from './samples';
import { expect, test } from 'vitest';
import type { BoardRow, PrintJob, Rows, ServerFrame, Ticket, TicketStatus } from './protocol.gen';
import { EMPTY_VIEW, FINISHED_MAX, PRINT_JOBS_MAX, reduce, type View } from './view';

function ticket(id: string, status: TicketStatus = { type: 'sent' }): Ticket {
  return {
    id,
    order_id: `o-${id}`,
    order_number: 1,
    channel: 'dine_in',
    station: 'noodles',
    number: 1,
    business_day: '2026-11-21',
    firing: 1,
    fired_at: 0,
    lines: [],
    status,
    recalled: 0,
    revision: 1,
  };
}
const bumped: TicketStatus = { type: 'bumped', bumped_at: 1 };

function job(id: string): PrintJob {
  return {
    id,
    seq: 1,
    printer: 'bar',
    document: 'chit',
    order_id: 'o',
    order_number: 'A 001',
    copy: 1,
    possible_duplicate: false,
    state: 'confirmed',
    attempts: 1,
    changed_at: 0,
  };
}

function welcome(epoch: string): ServerFrame {
  return {
    type: 'welcome',
    protocol: 1,
    epoch,
    seq: 90,
    server_utc_ms: 5_000,
    heartbeat_ms: 1_000,
    staff: null,
    store: {
      id: 's',
      names: { zh: '店', en: 'Store' },
      currency: 'CNY',
      currency_exponent: 2,
      time_zone: 'Asia/Shanghai',
      day_cut_off_minutes: 240,
      trade: A_TRADE,
    },
    device: { id: 'd', name: 'Screen', kind: 'station_screen', station: 'noodles' },
  };
}
const snapshot = (seq: number, rows: Rows): ServerFrame => ({ type: 'snapshot', seq, rows });
const changes = (seq: number, rows: Rows): ServerFrame => ({ type: 'changes', seq, rows });
const heartbeat = (seq: number, utc: number): ServerFrame => ({
  type: 'heartbeat',
  seq,
  server_utc_ms: utc,
  printer_alarms: 0,
  hq: {
    configured: true,
    connected: true,
    acked_seq: 1,
    waiting: 3,
    oldest_waiting_at: null,
    store_is_behind: false,
  },
});
const after = (...frames: ServerFrame[]): View =>
  frames.reduce((view, frame) => reduce(view, frame, 1_000), EMPTY_VIEW);

test('a snapshot forgets everything that was there before', () => {
  const view = after(
    welcome('e1'),
    snapshot(5, { tickets: [ticket('a')], printers: [] }),
    snapshot(9, { tickets: [ticket('b')] }),
  );
  expect([...view.tickets.keys()]).toEqual(['b']);
  expect(view.seq).toBe(9);
  expect(view.store?.id).toBe('s');
});

test('changes replace a row in its place and leave the others alone', () => {
  const before = after(welcome('e1'), snapshot(5, { tickets: [ticket('a'), ticket('b')] }));
  const view = reduce(before, changes(6, { tickets: [{ ...ticket('a'), revision: 2 }, ticket('c')] }), 1_000);
  expect([...view.tickets.keys()]).toEqual(['a', 'b', 'c']);
  expect(view.tickets.get('a')?.revision).toBe(2);
  expect(view.tickets.get('b')).toBe(before.tickets.get('b'));
  expect(view.board).toBe(before.board);
});

test('a screen that comes back in the same epoch keeps its rows and asks only for what came after them', () => {
  const view = after(
    welcome('e1'),
    snapshot(5, { tickets: [ticket('a')] }),
    heartbeat(80, 5_000),
    welcome('e1'),
  );
  expect(view.tickets.size).toBe(1);
  expect(view.seq).toBe(5);
});

test('a screen that comes back to another epoch shows nothing of the old one', () => {
  const view = after(welcome('e1'), snapshot(5, { tickets: [ticket('a')] }), welcome('e2'));
  expect(view.tickets.size).toBe(0);
  expect(view.seq).toBeNull();
});

test('rows older than what the screen shows do not undo it', () => {
  const view = after(
    welcome('e1'),
    snapshot(5, { tickets: [ticket('a', bumped)] }),
    changes(4, { tickets: [ticket('a')] }),
  );
  expect(view.tickets.get('a')?.status.type).toBe('bumped');
  expect(view.seq).toBe(5);
});

test('a heartbeat that says nothing new draws nothing again', () => {
  const first = after(welcome('e1'), heartbeat(7, 5_000));
  expect(first.hq?.waiting).toBe(3);
  expect(first.clockOffsetMs).toBe(4_000);
  expect(reduce(first, heartbeat(8, 5_100), 1_000)).toBe(first);
  expect(reduce(first, heartbeat(8, 5_250), 1_000).clockOffsetMs).toBe(4_250);
});

test('a shift ends when the store says so, and another terminal’s is not ours', () => {
  const shift = {
    id: 'x',
    device_id: 'd',
    opened_by: 's',
    opened_at: 0,
    float: 0,
    cash_in: 0,
    expected: 0,
    state: { type: 'open' },
  } as const;
  const open = after(welcome('e1'), snapshot(1, { shifts: [shift] }));
  expect(reduce(open, changes(2, {}), 0).shift).toEqual(shift);
  const closed = { ...shift, state: { type: 'closed', at: 1, counted: 0, over_short: 0 } } as const;
  expect(reduce(open, changes(2, { shifts: [closed] }), 0).shift?.state.type).toBe('closed');
  const next = { ...shift, id: 'y' };
  expect(reduce(open, changes(2, { shifts: [next, closed] }), 0).shift?.id).toBe('y');
  expect(reduce(open, changes(2, { shifts: [{ ...shift, device_id: 'other', id: 'z' }] }), 0).shift?.id).toBe(
    'x',
  );
});

test('of finished rows only the last ones stay, and no open ticket ever goes', () => {
  const open = Array.from({ length: FINISHED_MAX * 2 }, (_, index) => ticket(`open-${index}`));
  const done = Array.from({ length: FINISHED_MAX + 1 }, (_, index) => ticket(`done-${index}`, bumped));
  const jobs = Array.from({ length: PRINT_JOBS_MAX + 1 }, (_, index) => job(`job-${index}`));
  const view = after(
    welcome('e1'),
    snapshot(1, { tickets: open }),
    changes(2, { tickets: done, print_jobs: jobs }),
  );
  expect(view.tickets.size).toBe(FINISHED_MAX * 3);
  expect(view.tickets.has('done-0')).toBe(false);
  expect(view.tickets.has('done-1')).toBe(true);
  expect(view.printJobs.size).toBe(PRINT_JOBS_MAX);
});

test('the board knows its rows by order', () => {
  const row: BoardRow = {
    order_id: 'o',
    number: 1,
    channel: 'dine_in',
    stage: 'preparing',
    voided: false,
    opened_at: 0,
  };
  const view = after(
    welcome('e1'),
    snapshot(1, { board: [row] }),
    changes(2, { board: [{ ...row, stage: 'ready' }] }),
  );
  expect([...view.board.values()].map((one) => one.stage)).toEqual(['ready']);
});
