import {
  assertNever,
  type Channel,
  type Line,
  type NewLine,
  type Note,
  type OrderDetails,
  type Timestamp,
} from '@comanda/web';
import type { Choice } from './choices';

/** How many of one line, at most; the store refuses more. */
export const QUANTITY_MAX = 999;

/** `draft`: only here. `sending`: given to the store, no answer yet. `sent`: accepted, its row is on the way. */
export type LocalState = 'draft' | 'sending' | 'sent';

/** How a line is served, beside what it is. */
export type Serving = Readonly<{
  /** Whose it is at the table, from 1. */
  seat: number | null;
  /** With what it is served, from 1. */
  course: number | null;
  note: Note | null;
  /** Whether it is kept back although the rest is fired. */
  hold: boolean;
  /** When a held line shall fire by itself; asked of the store once it has the line. */
  fire_at: Timestamp | null;
}>;

/** Nothing said about how it is served. */
export const NO_SERVING: Serving = { seat: null, course: null, note: null, hold: false, fire_at: null };

/** A line that this till knows and the store's own row does not show yet. */
export type LocalLine = Readonly<{ id: string; item_id: string; quantity: number; state: LocalState }> &
  Choice &
  Serving;

/** One guest's check at this till: what is typed in here, beside the order at the store that it belongs to. */
export type SlipState = Readonly<{
  order_id: string;
  channel: Channel;
  /** The id only: who it is stays out of what this device keeps. */
  member_id: string | null;
  lines: readonly LocalLine[];
  /** Table, guests, label, words, pickup time and training, until the order is placed. */
  details: OrderDetails;
  /** For whom and with what the next lines are. */
  seat: number | null;
  course: number | null;
  /** Whether the store was asked to place it; from then on lines are added to it. */
  placed: boolean;
  /** The called number, once an answer told it. */
  number: number | null;
  /** The last revision an answer told. */
  revision: number | null;
  /** Commands for this order without an answer. */
  unanswered: number;
}>;

/** What may happen to a slip at the till. */
export type SlipAction =
  | { type: 'add'; line: LocalLine }
  | { type: 'set_quantity'; line_id: string; quantity: number }
  | { type: 'choose'; line_id: string; choice: Choice }
  | { type: 'serve'; line_id: string; serving: Partial<Serving> }
  | { type: 'set_details'; details: OrderDetails }
  | { type: 'set_current'; seat: number | null; course: number | null }
  | { type: 'remove'; line_id: string }
  | { type: 'put_back'; line: LocalLine; index: number }
  | { type: 'set_channel'; channel: Channel }
  | { type: 'set_member'; member_id: string | null }
  | { type: 'asked'; line_ids: readonly string[] }
  | { type: 'accepted'; line_ids: readonly string[]; number: number | null; revision: number | null }
  | { type: 'refused'; line_ids: readonly string[]; placing: boolean }
  | { type: 'seen'; line_ids: ReadonlySet<string> };

/** A slip with nothing on it. */
export function blankSlip(orderId: string, channel: Channel, details: OrderDetails = {}): SlipState {
  return {
    order_id: orderId,
    channel,
    member_id: null,
    lines: [],
    details,
    seat: null,
    course: null,
    placed: false,
    number: null,
    revision: null,
    unanswered: 0,
  };
}

/** The slip after `action`. Pure; an action about a line that is gone changes nothing. */
export function change(slip: SlipState, action: SlipAction): SlipState {
  switch (action.type) {
    case 'add':
      return { ...slip, lines: added(slip.lines, action.line) };
    case 'set_quantity':
      return editDraft(slip, action.line_id, {
        quantity: Math.min(Math.max(action.quantity, 1), QUANTITY_MAX),
      });
    case 'choose':
      return editDraft(slip, action.line_id, action.choice);
    case 'serve':
      return editDraft(slip, action.line_id, action.serving);
    case 'set_details':
      return slip.placed ? slip : { ...slip, details: action.details };
    case 'set_current':
      return { ...slip, seat: action.seat, course: action.course };
    case 'remove':
      return {
        ...slip,
        lines: slip.lines.filter((line) => line.id !== action.line_id || line.state !== 'draft'),
      };
    case 'put_back':
      if (slip.lines.some((line) => line.id === action.line.id)) return slip;
      return {
        ...slip,
        lines: [...slip.lines.slice(0, action.index), action.line, ...slip.lines.slice(action.index)],
      };
    case 'set_channel':
      return slip.placed ? slip : { ...slip, channel: action.channel };
    case 'set_member':
      return { ...slip, member_id: action.member_id };
    case 'asked':
      return {
        ...slip,
        placed: true,
        unanswered: slip.unanswered + 1,
        lines: inState(slip.lines, action.line_ids, 'sending'),
      };
    case 'accepted':
      return {
        ...slip,
        number: action.number ?? slip.number,
        revision: action.revision ?? slip.revision,
        unanswered: slip.unanswered - 1,
        lines: inState(slip.lines, action.line_ids, 'sent'),
      };
    case 'refused':
      return {
        ...slip,
        placed: action.placing ? false : slip.placed,
        unanswered: slip.unanswered - 1,
        lines: inState(slip.lines, action.line_ids, 'draft'),
      };
    case 'seen': {
      const lines = slip.lines.filter((line) => !action.line_ids.has(line.id));
      return lines.length === slip.lines.length ? slip : { ...slip, lines };
    }
    default:
      return assertNever(action);
  }
}

/** What is only here: the lines that a *Send* would take along. */
export function drafts(slip: SlipState): LocalLine[] {
  return slip.lines.filter((line) => line.state === 'draft');
}

/** Lines as a command carries them. */
export function newLines(lines: readonly LocalLine[]): NewLine[] {
  return lines.map((line) => ({
    line_id: line.id,
    item_id: line.item_id,
    quantity: line.quantity,
    modifiers: [...line.modifiers],
    ...(line.price !== null && { price: line.price }),
    ...(line.size_id !== null && { size_id: line.size_id }),
    ...(line.parts.length > 0 && {
      parts: line.parts.map((part) => ({ ...part, modifiers: [...part.modifiers] })),
    }),
    ...(line.grams !== null && { grams: line.grams }),
    ...(line.seat !== null && { seat: line.seat }),
    ...(line.course !== null && { course: line.course }),
    ...(line.note !== null && { note: line.note }),
    ...(line.hold && { hold: true }),
  }));
}

/** What was said of a line that the store has, as it was said of it when it was rung. */
export function choiceOf(line: Line): Choice {
  const { size, parts = [], grams } = line.details ?? {};
  return {
    size_id: size?.size_id ?? null,
    modifiers: line.modifiers.map((one) => one.modifier_id),
    parts: parts.map((part) => ({
      group: part.group ?? 0,
      item_id: part.item_id,
      ...(part.size_id !== undefined && { size_id: part.size_id }),
      modifiers: part.modifiers.map((one) => one.modifier_id),
    })),
    grams: grams ?? null,
    price: null,
  };
}

/** How a line that the store has is served. */
export function servingOf(line: Line): Serving {
  const { seat, course, note, fire_at } = line.details ?? {};
  return {
    seat: seat ?? null,
    course: course ?? null,
    note: note ?? null,
    hold: line.state.type === 'held',
    fire_at: fire_at ?? null,
  };
}

/** A second tap on the same item with the same choices makes two of it rather than another line. */
function added(lines: readonly LocalLine[], line: LocalLine): readonly LocalLine[] {
  const index = lines.findIndex((known) => known.state === 'draft' && sameThing(known, line));
  const known = lines[index];
  if (known === undefined || known.quantity + line.quantity > QUANTITY_MAX) return [...lines, line];
  return lines.with(index, { ...known, quantity: known.quantity + line.quantity });
}

/** Two weighed pieces are never one line: each has its own weight. */
function sameThing(a: LocalLine, b: LocalLine): boolean {
  return a.grams === null && b.grams === null && fingerprint(a) === fingerprint(b);
}

function fingerprint(line: LocalLine): string {
  const { item_id, size_id, modifiers, parts, price, seat, course, note, hold, fire_at } = line;
  const said = parts.map((part) => [part.group, part.item_id, part.size_id, part.modifiers]);
  const words = [note?.text, note?.for_kitchen];
  return JSON.stringify([item_id, size_id, modifiers, said, price, seat, course, words, hold, fire_at]);
}

function editDraft(slip: SlipState, lineId: string, edit: Partial<LocalLine>): SlipState {
  const lines = slip.lines.map((line) =>
    line.id === lineId && line.state === 'draft' ? { ...line, ...edit } : line,
  );
  return { ...slip, lines };
}

function inState(
  lines: readonly LocalLine[],
  ids: readonly string[],
  state: LocalState,
): readonly LocalLine[] {
  return lines.map((line) => (ids.includes(line.id) && line.state !== state ? { ...line, state } : line));
}
