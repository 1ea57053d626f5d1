import { computed, effect, signal } from '@preact/signals';
import {
  connect,
  EMPTY_VIEW,
  explain,
  mintId,
  readStored,
  toast,
  writeStored,
  type Channel,
  type Command,
  type CommandResult,
  type Connection,
  type Item,
  type MemberCard,
  type MemberDetail,
  type NewTender,
  type Order,
  type OrderDetails,
  type Outcome,
  type Reply,
  type Seat,
} from '@comanda/web';
import { NO_CHOICE } from './choices';
import { menuIndex } from './menuIndex';
import { panel } from './panel';
import {
  blankSlip,
  change,
  drafts,
  newLines,
  NO_SERVING,
  type LocalLine,
  type SlipAction,
  type SlipState,
} from './slip';

/** A till's place at the store. */
export const SEAT: Seat = { view: 'till', station: null };
/** Slips set aside on this device, at most; past it the oldest empty ones are forgotten first. */
export const SLIPS_MAX = 50;
/** Member cards remembered for orders picked up again, at most. */
const CARDS_MAX = 200;
/** An unsent line that is younger than this does not outlive a crash of the browser. */
const WRITE_AFTER_MS = 150;
const SLIPS_KEY = 'comanda.till.slips';
const CHANNEL_KEY = 'comanda.till.channel';
const TRAINING_KEY = 'comanda.till.training';

const line = signal<Connection | null>(null);

/** Opens the line to the store; called once this device is paired. Returns what closes it. */
export function openLine(): () => void {
  const made = connect(SEAT);
  line.value = made;
  return () => {
    made.close();
    line.value = null;
  };
}

/** The line to the store, or `null` before pairing. */
export const connection = computed(() => line.value);
/** What the store has told this till. */
export const view = computed(() => line.value?.view.value ?? EMPTY_VIEW);
export const catalogue = computed(() => view.value.catalogue);
export const store = computed(() => view.value.store);
export const staff = computed(() => view.value.staff);
export const staffList = computed(() => view.value.staffList);
export const shift = computed(() => view.value.shift);
export const orders = computed(() => view.value.orders);
/** Whether cash can be taken: a shift runs on this terminal. */
export const shiftOpen = computed(() => shift.value?.state.type === 'open');
/** Items by id. */
export const items = computed<ReadonlyMap<string, Item>>(() =>
  catalogue.value === null ? new Map() : menuIndex(catalogue.value).items,
);

const practising = signal(readStored(TRAINING_KEY) === 'on');
/** Whether what is rung here is only for practice. */
export const training = computed(() => practising.value);

/** Begins or ends practising; either way the next slip is a fresh one. */
export function setTraining(on: boolean): void {
  practising.value = on;
  writeStored(TRAINING_KEY, on ? 'on' : 'off');
  startSlip();
}

function usualChannel(): Channel {
  const stored = readStored(CHANNEL_KEY);
  return stored === 'dine_in' || stored === 'delivery' ? stored : 'takeaway';
}

function notSent(line: LocalLine): boolean {
  return line.state !== 'sent';
}

/** Slips left by an earlier page load. What had no answer then is looked up again by `settleOld`. */
function storedSlips(): SlipState[] {
  try {
    const kept = JSON.parse(readStored(SLIPS_KEY) ?? '[]') as SlipState[];
    // What the store has accepted comes back in the store's own rows, or is finished and does not come back at all.
    const open = kept.map((one) => ({
      ...blankSlip(one.order_id, one.channel),
      ...one,
      unanswered: 0,
      lines: one.lines.filter(notSent).map((row) => ({ ...NO_CHOICE, ...NO_SERVING, ...row })),
    }));
    return open.filter((one) => one.lines.length > 0);
  } catch {
    return []; // written by another version: an unsent draft is lost, never an order
  }
}

const slips = signal<readonly SlipState[]>(storedSlips());
const currentId = signal<string>(slips.peek().at(-1)?.order_id ?? '');
if (currentId.peek() === '') startSlip();

/** Every slip on this device, the oldest first. */
export const allSlips = computed(() => slips.value);
/** The slip in front of the cashier. An order that the store has is placed, whatever this till remembers. */
export const slip = computed<SlipState>(() => {
  const id = currentId.value;
  const known = slips.value.find((one) => one.order_id === id) ?? blankSlip(id, 'takeaway');
  return known.placed || !orders.value.has(id) ? known : { ...known, placed: true };
});
/** The store's own row of that order, once there is one. */
export const order = computed<Order | null>(() => orders.value.get(currentId.value) ?? null);
/** Lines of the slip that the store's row does not show yet. */
export const localLines = computed(() => {
  const known = new Set(order.value?.lines.map((one) => one.id));
  return slip.value.lines.filter((one) => !known.has(one.id));
});

// After the tap is on the screen: a slow tablet must not wait for its own storage.
let writing: ReturnType<typeof setTimeout> | null = null;
effect(() => {
  const kept = slips.value;
  if (writing !== null) clearTimeout(writing);
  writing = setTimeout(() => writeStored(SLIPS_KEY, JSON.stringify(kept)), WRITE_AFTER_MS);
});

/** Changes one slip. */
export function act(orderId: string, action: SlipAction): void {
  slips.value = slips.peek().map((one) => (one.order_id === orderId ? change(one, action) : one));
}

/** Changes the slip in front of the cashier. */
export function actHere(action: SlipAction): void {
  if (action.type === 'set_channel') writeStored(CHANNEL_KEY, action.channel);
  act(currentId.peek(), action);
}

/** Lays a fresh slip on the desk. What is unsent on the old one stays among the open orders. */
export function startSlip(): void {
  lay(blankSlip(mintId(), usualChannel(), training.peek() ? { training: true } : {}));
}

/** Lays a fresh slip for guests at a table. */
export function startAtTable(table: string, guests: number | null): void {
  startSlip();
  const { details } = slip.peek();
  actHere({ type: 'set_channel', channel: 'dine_in' });
  actHere({ type: 'set_details', details: { ...details, table, ...(guests !== null && { guests }) } });
}

/** What is known of the order in front of the cashier: the store's word, or what was said here so far. */
export const details = computed<OrderDetails>(() => order.value?.details ?? slip.value.details);

/** Says anew what is known of the order: here while nobody has it, else at the store. `undefined` takes a word away. */
export function setDetails(edit: { [K in keyof OrderDetails]?: OrderDetails[K] | undefined }): void {
  const here = slip.peek();
  const { order_id, placed } = here;
  const merged = { ...details.peek(), ...edit };
  // What is absent does not apply: the store takes no `undefined` and no `false`.
  const next = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
  if (!placed) actHere({ type: 'set_details', details: next });
  else void ask(order_id, { type: 'change_details', order_id, revision: revisionOf(here), details: next });
}

/** Takes an order of the store, or a slip set aside here, back in front of the cashier. */
export function pickUp(orderId: string): void {
  const known = slips.peek().find((one) => one.order_id === orderId);
  const at = orders.peek().get(orderId);
  if (known === undefined && at === undefined) return;
  lay(known ?? { ...blankSlip(orderId, at?.channel ?? 'takeaway'), placed: true });
}

function lay(next: SlipState): void {
  const worth = slips.peek().filter((one) => one.order_id !== next.order_id && isWorthKeeping(one));
  slips.value = [...worth.slice(1 - SLIPS_MAX), next];
  currentId.value = next.order_id;
}

/** A slip is forgotten once the store shows everything on it. */
function isWorthKeeping(one: SlipState): boolean {
  if (!one.placed && one.details.table !== undefined) return true; // guests sit there already
  const known = new Set(
    orders
      .peek()
      .get(one.order_id)
      ?.lines.map((row) => row.id),
  );
  return one.unanswered > 0 || one.lines.some((row) => row.state !== 'sent' && !known.has(row.id));
}

/** After a reload: lines whose command has been answered meanwhile are either at the store now, or only here again. */
export function settleOld(): void {
  for (const one of slips.peek()) {
    if (one.unanswered > 0) continue;
    const known = new Set(
      orders
        .peek()
        .get(one.order_id)
        ?.lines.map((row) => row.id),
    );
    act(one.order_id, { type: 'seen', line_ids: known });
    const lost = one.lines
      .filter((row) => row.state === 'sending' && !known.has(row.id))
      .map((row) => row.id);
    if (lost.length > 0) {
      const placing = !orders.peek().has(one.order_id);
      act(one.order_id, { type: 'asked', line_ids: [] });
      act(one.order_id, { type: 'refused', line_ids: lost, placing });
    }
  }
}

/** What a command for an order came to. */
export type OrderAnswer = Extract<CommandResult, { type: 'order' }>;

/** Gives the store a command about one order; the lines named read *sending…* until the answer. */
export async function ask(
  orderId: string,
  command: Command,
  lineIds: readonly string[] = [],
  commandId?: string,
): Promise<Outcome> {
  const placing = command.type === 'place_order';
  const before = orders.peek().get(orderId) ?? null;
  act(orderId, { type: 'asked', line_ids: lineIds });
  const outcome = await give(command, commandId);
  if (outcome.type === 'refused') {
    act(orderId, { type: 'refused', line_ids: lineIds, placing });
    // What somebody may still allow is not refused yet: the sheet that asks them says it.
    if (outcome.rejection.code !== 'approval_needed') tellRefused(outcome, command, before);
    return outcome;
  }
  // Moving lines answers about the order they went to.
  const told = outcome.result.type === 'order' && outcome.result.order_id === orderId ? outcome.result : null;
  act(orderId, {
    type: 'accepted',
    line_ids: lineIds,
    number: told?.number ?? null,
    revision: told?.revision ?? null,
  });
  return outcome;
}

const fullSlots = signal<ReadonlySet<number>>(new Set());
/** Pickup times that the store refused as full. */
export const refusedSlots = computed(() => fullSlots.value);
const REFUSED_SLOTS_MAX = 100;

/** A sentence says why; where the order changed meanwhile or a slot is full, a sheet shows what to do about it. */
function tellRefused(
  outcome: Extract<Outcome, { type: 'refused' }>,
  command: Command,
  before: Order | null,
): void {
  const { code } = outcome.rejection;
  const free = panel.peek().type === 'none';
  if (code === 'order_changed' && before !== null && free) {
    panel.value = { type: 'changed', before };
    return;
  }
  const at = 'details' in command ? command.details.pickup_at : undefined;
  if (code === 'slot_unavailable' && at !== undefined) {
    fullSlots.value = new Set([...fullSlots.peek(), at].slice(-REFUSED_SLOTS_MAX));
    if (free) panel.value = { type: 'pickup' };
  }
  toast({ text: explain(outcome), bad: true });
}

/** Gives the store a command that is not about an order. Resolves with the answer, however long that takes. */
export function give(command: Command, commandId?: string): Promise<Outcome> {
  const open = line.peek();
  if (open !== null) return open.send(command, commandId);
  const message = 'This device is not paired.';
  return Promise.resolve({ type: 'refused', rejection: { code: 'not_signed_in' }, message });
}

/** Sends what is only here to the store and the kitchen; `null` when there is nothing. */
export function sendDrafts(): Promise<Outcome> | null {
  const here = slip.peek();
  const lines = drafts(here);
  if (lines.length === 0) return null;
  const ids = lines.map((one) => one.id);
  const { order_id } = here;
  const more = { type: 'add_lines', order_id, revision: revisionOf(here), fire: true } as const;
  const command: Command = here.placed ? { ...more, lines: newLines(lines) } : placing(here, [], false);
  return ask(order_id, command, ids).then((outcome) => timed(order_id, lines, outcome));
}

/** Lines that shall fire by themselves are held by the store first and then given their time. */
function timed(orderId: string, lines: readonly LocalLine[], outcome: Outcome): Outcome {
  if (outcome.type === 'refused') return outcome;
  const times = new Set(lines.flatMap((one) => (one.hold && one.fire_at !== null ? [one.fire_at] : [])));
  for (const at of times) {
    const line_ids = lines.filter((one) => one.hold && one.fire_at === at).map((one) => one.id);
    void ask(orderId, { type: 'schedule_fire', order_id: orderId, line_ids, at });
  }
  return outcome;
}

const tendering = signal<ReadonlySet<string>>(new Set());
/** Whether a tender for this order has no answer yet: nobody may take the same money twice. */
export function isTendering(orderId: string): boolean {
  return tendering.value.has(orderId);
}

/** Does something that takes money on an order; until it is done, `isTendering` says so. */
export async function whileTendering<T>(orderId: string, work: () => Promise<T>): Promise<T> {
  tendering.value = new Set([...tendering.peek(), orderId]);
  const result = await work();
  tendering.value = new Set([...tendering.peek()].filter((id) => id !== orderId));
  return result;
}

/** Takes a tender. An order that the store does not have yet is placed, sent to the kitchen and paid in one command. */
export async function tender(
  payment: NewTender,
  printReceipt: boolean,
  checkId: string | null = null,
): Promise<Outcome> {
  const here = slip.peek();
  const { order_id } = here;
  const check = checkId === null ? {} : { check_id: checkId };
  const sent = here.placed ? [] : drafts(here);
  const ids = sent.map((one) => one.id);
  const command: Command = here.placed
    ? { type: 'take_tender', order_id, ...check, tender: payment, print_receipt: printReceipt }
    : placing(here, [payment], printReceipt);
  const outcome = await whileTendering(order_id, () => ask(order_id, command, ids));
  if (outcome.type === 'accepted' && orders.peek().get(order_id)?.state.type !== 'closed')
    timed(order_id, sent, outcome);
  return outcome;
}

function placing(here: SlipState, tenders: NewTender[], printReceipt: boolean): Command {
  const { order_id, channel, member_id } = here;
  return {
    type: 'place_order',
    order_id,
    channel,
    member_id,
    lines: newLines(drafts(here)),
    fire: true,
    tenders,
    print_receipt: printReceipt,
    ...(Object.keys(here.details).length > 0 && { details: here.details }),
  };
}

/** The newest revision that this till has heard of, in a row or in an answer. */
export function revisionOf(here: SlipState): number {
  return Math.max(here.revision ?? 0, orders.peek().get(here.order_id)?.revision ?? 0);
}

/** Whether the store has an HQ that cannot be reached now. */
export const hqAway = computed(() => view.value.hq?.configured === true && !view.value.hq.connected);

/** What was read last of a member who stands at the till. */
export const brought = signal<MemberDetail | null>(null);
const cards = signal<ReadonlyMap<string, MemberCard>>(new Map());
/** Whose order it is: what was said here and not answered yet goes before the store's row. */
export const memberId = computed(() => {
  const row = order.value;
  return row === null || slip.value.unanswered > 0 ? slip.value.member_id : row.member_id;
});
/** The card of that member, once known. */
export const member = computed<MemberCard | null>(() => cards.value.get(memberId.value ?? '') ?? null);

/** Keeps a member's card as it is now. */
export function remember(card: MemberCard): void {
  const others = [...cards.peek()].filter(([id]) => id !== card.id);
  cards.value = new Map([...others, [card.id, card] as const].slice(-CARDS_MAX));
}

/** Puts a member on the slip in front of the cashier, or takes the member off. */
export function attach(card: MemberCard | null): void {
  if (card !== null) remember(card);
  const { order_id, placed } = slip.peek();
  const member_id = card?.id ?? null;
  actHere({ type: 'set_member', member_id });
  if (placed) void ask(order_id, { type: 'attach_member', order_id, member_id });
  if (member_id !== null) void bringMember(member_id);
}

/** Has what a member owns in other stores brought here, and reads everything that is kept of them. */
export async function bringMember(id: string): Promise<Reply<MemberDetail | null> | undefined> {
  const reply = await line.peek()?.memberDetail(id, true);
  if (reply?.type === 'ok' && reply.value !== null) {
    remember(reply.value.card);
    brought.value = reply.value;
  }
  return reply;
}

// An order that another till opened, or one from before a reload, names its member only by id. A card that is known is
// read again when its member comes back to the desk and when the line does: what makes them ill may have been said at
// another till.
effect(() => {
  const id = memberId.value;
  const open = line.value;
  if (id === null || open === null || staff.value === null || open.link.value.type !== 'open') return;
  void refreshMember();
});

/** Reads the card of the member on the desk again. */
export async function refreshMember(): Promise<void> {
  const id = memberId.peek();
  const found = id === null ? undefined : await line.peek()?.memberCard(id);
  if (found?.type === 'ok' && found.value !== null) remember(found.value);
}
