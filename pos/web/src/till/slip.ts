import { assertNever, type Channel, type Money, type NewLine } from '@comanda/web';

/** How many of one line, at most; the store refuses more. */
export const QUANTITY_MAX = 999;

/** `draft`: only here. `sending`: given to the store, no answer yet. `sent`: accepted, its row is on the way. */
export type LocalState = 'draft' | 'sending' | 'sent';

/** A line that this till knows and the store's own row does not show yet. */
export type LocalLine = Readonly<{
  id: string;
  item_id: string;
  quantity: number;
  /** In menu order. */
  modifiers: readonly string[];
  /** Only for an item with an open price; in minor units, for one, without modifiers. */
  price: Money | null;
  state: LocalState;
}>;

/** One guest's check at this till: what is typed in here, beside the order at the store that it belongs to. */
export type SlipState = Readonly<{
  order_id: string;
  channel: Channel;
  /** The id only: who it is stays out of what this device keeps. */
  member_id: string | null;
  lines: readonly LocalLine[];
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
  | { type: 'choose'; line_id: string; modifiers: readonly string[]; price: Money | null }
  | { type: 'remove'; line_id: string }
  | { type: 'put_back'; line: LocalLine; index: number }
  | { type: 'set_channel'; channel: Channel }
  | { type: 'set_member'; member_id: string | null }
  | { type: 'asked'; line_ids: readonly string[] }
  | { type: 'accepted'; line_ids: readonly string[]; number: number | null; revision: number | null }
  | { type: 'refused'; line_ids: readonly string[]; placing: boolean }
  | { type: 'seen'; line_ids: ReadonlySet<string> };

/** A slip with nothing on it. */
export function blankSlip(orderId: string, channel: Channel): SlipState {
  return {
    order_id: orderId,
    channel,
    member_id: null,
    lines: [],
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
      return editDraft(slip, action.line_id, { modifiers: action.modifiers, price: action.price });
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
  return lines.map(({ id, item_id, quantity, modifiers, price }) => ({
    line_id: id,
    item_id,
    quantity,
    modifiers: [...modifiers],
    ...(price === null ? {} : { price }),
  }));
}

/** A second tap on the same item with the same choices makes two of it rather than another line. */
function added(lines: readonly LocalLine[], line: LocalLine): readonly LocalLine[] {
  const index = lines.findIndex((known) => known.state === 'draft' && sameThing(known, line));
  const known = lines[index];
  if (known === undefined || known.quantity + line.quantity > QUANTITY_MAX) return [...lines, line];
  return lines.with(index, { ...known, quantity: known.quantity + line.quantity });
}

function sameThing(a: LocalLine, b: LocalLine): boolean {
  return a.item_id === b.item_id && a.price === b.price && a.modifiers.join() === b.modifiers.join();
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
