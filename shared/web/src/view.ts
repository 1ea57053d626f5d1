import { assertNever } from './assertNever';
import type {
  BoardRow,
  Catalogue,
  DeviceCard,
  FloorPlan,
  HqLink,
  KitchenDesk,
  Order,
  PrinterCard,
  PrintJob,
  Rows,
  ServerFrame,
  Shift,
  SoldOut,
  StaffCard,
  Stock,
  StoreCard,
  TableRow,
  Ticket,
  Timestamp,
} from './protocol.gen';

/** Finished orders, tickets and board rows kept on a screen. Past it the oldest go, so a shift does not fill memory. */
export const FINISHED_MAX = 50;
/** Print jobs kept on a screen; past it the oldest go. */
export const PRINT_JOBS_MAX = 300;
/** Clock jitter below this many milliseconds is not worth drawing again for. */
const CLOCK_STEP_MS = 250;

/**
 * What this screen knows. Changed only by `reduce`; parts that a frame did not touch keep their identity, so a
 * `select` on them does not draw again.
 */
export type View = Readonly<{
  store: StoreCard | null;
  device: DeviceCard | null;
  staff: StaffCard | null;
  epoch: string | null;
  /** The last seq whose rows are in this view; `null` before the first snapshot. */
  seq: number | null;
  /** Server clock minus this device's clock, in milliseconds. */
  clockOffsetMs: number;
  hq: HqLink | null;
  printerAlarms: number;
  orders: ReadonlyMap<string, Order>;
  tickets: ReadonlyMap<string, Ticket>;
  /** By order id. */
  board: ReadonlyMap<string, BoardRow>;
  shift: Shift | null;
  printJobs: ReadonlyMap<string, PrintJob>;
  /** By printer code. */
  printers: ReadonlyMap<string, PrinterCard>;
  catalogue: Catalogue | null;
  staffList: readonly StaffCard[];
  /** What is 86'd, counted down or limited, by item id. */
  stock: ReadonlyMap<string, Stock>;
  /** Since when tables must be cleaned, by table code. */
  dirtyTables: ReadonlyMap<string, Timestamp>;
  floorPlan: FloorPlan | null;
  /** The kitchen as a whole: its layout, what it calls out. */
  kitchen: KitchenDesk;
  /** What cannot be had today, on a board for guests. */
  soldOut: readonly SoldOut[];
}>;

const NO_ROWS = {
  orders: new Map<string, Order>(),
  tickets: new Map<string, Ticket>(),
  board: new Map<string, BoardRow>(),
  shift: null,
  printJobs: new Map<string, PrintJob>(),
  printers: new Map<string, PrinterCard>(),
  catalogue: null,
  staffList: [],
  stock: new Map<string, Stock>(),
  dirtyTables: new Map<string, Timestamp>(),
  floorPlan: null,
  kitchen: { layout: null, calls: [] },
  soldOut: [],
} satisfies Partial<View>;

/** A screen that has heard nothing yet. */
export const EMPTY_VIEW: View = {
  ...NO_ROWS,
  store: null,
  device: null,
  staff: null,
  epoch: null,
  seq: null,
  clockOffsetMs: 0,
  hq: null,
  printerAlarms: 0,
};

/** The view after `frame`, heard at `nowMs` on this device's clock. Pure. */
export function reduce(view: View, frame: ServerFrame, nowMs: number): View {
  switch (frame.type) {
    case 'welcome':
      return welcomed(view, frame, nowMs);
    case 'snapshot':
      return withRows({ ...view, ...NO_ROWS, seq: frame.seq }, frame.rows);
    case 'changes':
      // Rows that the view already has in a later state would undo it.
      if (view.seq !== null && frame.seq < view.seq) return view;
      return withRows({ ...view, seq: frame.seq }, frame.rows);
    case 'signed_in':
      return { ...view, staff: frame.staff, shift: frame.shift };
    case 'heartbeat':
      return heartbeat(view, frame, nowMs);
    case 'reply':
    case 'members':
    case 'approved':
    case 'orders':
    case 'tickets':
    case 'member_detail':
    case 'coupon_shown':
    case 'member_invited':
    case 'refused':
      return view; // answers to one question; the connection hands them to whoever asked
    default:
      return assertNever(frame);
  }
}

/** The view after the person at this terminal signed out. */
export function signedOut(view: View): View {
  return { ...view, staff: null };
}

function welcomed(view: View, frame: Extract<ServerFrame, { type: 'welcome' }>, nowMs: number): View {
  // Another epoch is another history: nothing known from the old one may stay on screen.
  const kept = view.epoch === frame.epoch ? view : { ...view, ...NO_ROWS, seq: null };
  const { store, device, staff, epoch } = frame;
  return { ...kept, store, device, staff, epoch, clockOffsetMs: frame.server_utc_ms - nowMs };
}

function heartbeat(view: View, frame: Extract<ServerFrame, { type: 'heartbeat' }>, nowMs: number): View {
  // `seq` stays: the heartbeat may run ahead of rows still on their way, and resuming after it would lose them.
  const offset = frame.server_utc_ms - nowMs;
  const clockOffsetMs = Math.abs(offset - view.clockOffsetMs) < CLOCK_STEP_MS ? view.clockOffsetMs : offset;
  const hq = view.hq !== null && sameLink(view.hq, frame.hq) ? view.hq : frame.hq;
  const same =
    clockOffsetMs === view.clockOffsetMs && hq === view.hq && frame.printer_alarms === view.printerAlarms;
  return same ? view : { ...view, clockOffsetMs, hq, printerAlarms: frame.printer_alarms };
}

function sameLink(a: HqLink, b: HqLink): boolean {
  return (
    a.configured === b.configured &&
    a.connected === b.connected &&
    a.acked_seq === b.acked_seq &&
    a.waiting === b.waiting &&
    a.oldest_waiting_at === b.oldest_waiting_at &&
    a.store_is_behind === b.store_is_behind
  );
}

function withRows(view: View, rows: Rows): View {
  return {
    ...view,
    orders: upsert(
      view.orders,
      rows.orders,
      (row) => row.id,
      (row) => row.state.type !== 'open',
      FINISHED_MAX,
    ),
    tickets: upsert(
      view.tickets,
      rows.tickets,
      (row) => row.id,
      // One that moved to another station with the layout is as good as gone from this screen.
      (row) => row.status.type === 'bumped' || isElsewhere(view, row),
      FINISHED_MAX,
    ),
    board: upsert(
      view.board,
      rows.board,
      (row) => row.order_id,
      (row) => row.stage === 'handed_over' || row.voided,
      FINISHED_MAX,
    ),
    printJobs: upsert(
      view.printJobs,
      rows.print_jobs,
      (row) => row.id,
      () => true,
      PRINT_JOBS_MAX,
    ),
    printers: upsert(
      view.printers,
      rows.printers,
      (row) => row.code,
      () => false,
      0,
    ),
    shift: shiftAfter(view, rows.shifts),
    catalogue: rows.catalogue ?? view.catalogue,
    staffList: rows.staff ?? view.staffList,
    stock: rows.stock === undefined ? view.stock : new Map(rows.stock.map((row) => [row.item_id, row.stock])),
    dirtyTables: rows.tables === undefined ? view.dirtyTables : dirty(rows.tables),
    floorPlan: rows.floor_plan ?? view.floorPlan,
    kitchen: rows.kitchen ?? view.kitchen,
    soldOut: rows.sold_out ?? view.soldOut,
  };
}

function dirty(rows: readonly TableRow[]): ReadonlyMap<string, Timestamp> {
  return new Map(
    rows.flatMap(({ code, state: { dirty_since: since = null } }) =>
      since === null ? [] : ([[code, since]] as const),
    ),
  );
}

/** Whether a ticket hangs at another station than the one this device was paired for. */
function isElsewhere({ device }: View, ticket: Ticket): boolean {
  const own = device?.station ?? null;
  return own !== null && own !== ticket.station;
}

/** This device's shift: a running one before one that has just ended; other terminals' are not ours to show. */
function shiftAfter(view: View, rows: readonly Shift[] | undefined): Shift | null {
  const ours = (rows ?? []).filter((row) => view.device === null || row.device_id === view.device.id);
  return ours.find((row) => row.state.type === 'open') ?? ours.at(-1) ?? view.shift;
}

/** Adds or replaces rows by id; of the finished ones keeps the `finishedMax` that came last. */
function upsert<Row>(
  known: ReadonlyMap<string, Row>,
  rows: readonly Row[] | undefined,
  id: (row: Row) => string,
  finished: (row: Row) => boolean,
  finishedMax: number,
): ReadonlyMap<string, Row> {
  if (rows === undefined || rows.length === 0) return known;
  const next = new Map(known);
  for (const row of rows) {
    // A row that has just finished moves to the end, so that the oldest finished ones are the first to go.
    if (finished(row)) next.delete(id(row));
    next.set(id(row), row);
  }
  const done = [...next].filter(([, row]) => finished(row));
  for (const [key] of done.slice(0, Math.max(0, done.length - finishedMax))) next.delete(key);
  return next;
}
