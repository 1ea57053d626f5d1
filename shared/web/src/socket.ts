import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { backoffMs } from './backoff';
import { freshnessAt, sameFreshness, STALE_AFTER_MS, type Freshness } from './freshness';
import { mintId } from './id';
import type {
  ClientFrame,
  Command,
  Coupon,
  MemberCard,
  MemberDetail,
  Order,
  OrderQuery,
  Outcome,
  Rejection,
  ServerFrame,
  Shift,
  StaffCard,
  Ticket,
  Timestamp,
} from './protocol.gen';
import { CommandQueue, durableStore, QUEUE_MAX, type Store } from './queue';
import { forgetToken, seatToken, tokenKey, type Seat } from './seat';
import { EMPTY_VIEW, reduce, signedOut, type View } from './view';

const TICK_MS = 500;
/** A command without an answer on a live connection is sent again after this; the store answers each id once. */
const AGAIN_AFTER_MS = 10_000;
/** A question (sign-in, member search) without an answer ends after this. */
const ASK_TIMEOUT_MS = 8_000;
/** Questions in the air at once; more are answered with `too_many_questions`. */
const ASKS_MAX = 20;
const SESSION_KEY = 'comanda.session';

/** The session of whoever is signed in on this page's terminal, for questions over HTTP; `null` when nobody is. */
export function sessionToken(): string | null {
  return sessionStorage.getItem(SESSION_KEY);
}

/** The state of the connection itself. `unpaired`: the store does not know this device, the page must pair again. */
export type Link =
  | { type: 'connecting' }
  | { type: 'open' }
  | { type: 'waiting'; retryInMs: number }
  | { type: 'unpaired' }
  | { type: 'closed' };

/** The answer to a question. Not answered in time, or not connected, is a refusal too: nothing here throws. */
export type Reply<T> = { type: 'ok'; value: T } | { type: 'refused'; code: string; message: string };

/** Why the store takes nothing for the moment: too much to do, or HQ knows more of this store than it does. */
export type Holdup = 'busy' | 'store_behind';

/** The part of `WebSocket` that the connection uses. */
export type Socket = {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
};

/** What the connection needs from its surroundings; tests bring their own. */
export type World = {
  open(): Socket;
  store: Store;
  token(): string | null;
  forgetToken(): void;
  readSession(): string | null;
  writeSession(session: string | null): void;
  wallMs(): number;
  /** Milliseconds that only go forward. */
  steadyMs(): number;
  random(): number;
};

type Ask = { resolve: (frame: ServerFrame | null) => void; timer: ReturnType<typeof setTimeout> };

/** A screen's line to the store server: the view it keeps, the commands it sends, the questions it asks. */
export class Connection {
  private readonly viewSignal = signal<View>(EMPTY_VIEW);
  private readonly freshSignal = signal<Freshness>({ type: 'connecting' });
  private readonly linkSignal = signal<Link>({ type: 'connecting' });
  private readonly waitingSignal = signal(0);
  private readonly holdupSignal = signal<Holdup | null>(null);
  private readonly queue: CommandQueue;
  private readonly outcomes = new Map<string, (outcome: Outcome) => void>();
  private readonly asks = new Map<string, Ask>();
  private socket: Socket | null = null;
  private heardAtMs: number | null = null;
  private readonly sinceMs: number;
  private attempt = 0;
  private welcomedNow = false;
  private openedAtMs = 0;
  private retry: ReturnType<typeof setTimeout> | null = null;
  private readonly ticker: ReturnType<typeof setInterval>;

  constructor(
    private readonly seat: Seat,
    private readonly world: World,
  ) {
    this.sinceMs = world.steadyMs();
    this.queue = new CommandQueue(world.store);
    this.ticker = setInterval(() => this.tick(), TICK_MS);
    this.open();
    void this.queue.restore().then(() => this.flush());
  }

  /** What this screen knows. Prefer `select`: reading all of it draws again on every frame. */
  get view(): ReadonlySignal<View> {
    return this.viewSignal;
  }
  /** How fresh the view is; changes once a second at most. */
  get freshness(): ReadonlySignal<Freshness> {
    return this.freshSignal;
  }
  /** The state of the connection. */
  get link(): ReadonlySignal<Link> {
    return this.linkSignal;
  }
  /** Commands of this device that have no answer yet. */
  get waiting(): ReadonlySignal<number> {
    return this.waitingSignal;
  }
  /** Why the store did not take what waits here, when it said so; it is asked again by itself. */
  get holdup(): ReadonlySignal<Holdup | null> {
    return this.holdupSignal;
  }
  /** False when this browser could not save a waiting command: it would not outlive the page. */
  get outlivesPage(): boolean {
    return this.queue.outlivesPage;
  }

  /** A part of the view as a signal that changes only when that part does. */
  select<T>(part: (view: View) => T): ReadonlySignal<T> {
    return computed(() => part(this.viewSignal.value));
  }

  /** The store server's clock as this device reckons it. */
  serverNow(): Timestamp {
    return this.world.wallMs() + this.viewSignal.peek().clockOffsetMs;
  }

  /**
   * Gives a command to the store: saved on this device first, then sent, and sent again with the same id until the
   * store answers; a store that is too busy, or behind HQ, has not answered. Resolves with the answer, however long that takes; never rejects.
   *
   * `commandId` is minted unless given. With `QUEUE_MAX` waiting it resolves at once with the code `queue_full`.
   */
  async send(command: Command, commandId: string = mintId(this.world.wallMs())): Promise<Outcome> {
    const answer = new Promise<Outcome>((resolve) => this.outcomes.set(commandId, resolve));
    const added = this.queue.add({ command_id: commandId, command });
    this.waitingSignal.value = this.queue.length;
    if (!(await added)) {
      this.outcomes.delete(commandId);
      const message = `${QUEUE_MAX} commands wait for the store server; this one was not kept.`;
      return { type: 'refused', rejection: codeOnly('queue_full'), message };
    }
    this.flush();
    return answer;
  }

  /** Signs a person in at this terminal; the session is kept for reconnects in this tab. */
  async signIn(staffId: string, pin: string): Promise<Reply<{ staff: StaffCard; shift: Shift | null }>> {
    const frame = await this.ask((request_id) => ({ type: 'sign_in', request_id, staff_id: staffId, pin }));
    if (frame?.type === 'signed_in') return { type: 'ok', value: { staff: frame.staff, shift: frame.shift } };
    return refusal(frame);
  }

  /** Signs out here and at the store. Waiting commands stay, and go on after the next sign-in. */
  signOut(): void {
    this.transmit({ type: 'sign_out' });
    this.world.writeSession(null);
    this.viewSignal.value = signedOut(this.viewSignal.peek());
  }

  /** Members whose phone number is, or ends in, these digits. */
  async findMember(digits: string): Promise<Reply<MemberCard[]>> {
    return membersIn(await this.ask((request_id) => ({ type: 'find_member', request_id, digits })));
  }

  /** One member's card; `null` when the store does not know the id. */
  async memberCard(memberId: string): Promise<Reply<MemberCard | null>> {
    const found = membersIn(
      await this.ask((request_id) => ({ type: 'member_card', request_id, member_id: memberId })),
    );
    return found.type === 'ok' ? { type: 'ok', value: found.value[0] ?? null } : found;
  }

  /** A coupon's code was scanned for a member: their card with it, and the coupon itself when it lies elsewhere. */
  async showCoupon(
    memberId: string,
    code: string,
  ): Promise<Reply<{ card: MemberCard; at_risk: Coupon | null }>> {
    const frame = await this.ask((request_id) => ({
      type: 'show_coupon',
      request_id,
      member_id: memberId,
      code,
    }));
    if (frame?.type !== 'coupon_shown') return refusal(frame);
    return { type: 'ok', value: { card: frame.card, at_risk: frame.at_risk } };
  }

  /** An address that a member's phone opens their page with: good for one phone and one day. */
  async inviteMember(memberId: string): Promise<Reply<string>> {
    const frame = await this.ask((request_id) => ({
      type: 'invite_member',
      request_id,
      member_id: memberId,
    }));
    return frame?.type === 'member_invited' ? { type: 'ok', value: frame.url } : refusal(frame);
  }

  /**
   * Everything that is kept of one member; `null` when the store does not know the id. With `bring` what they own in
   * other stores is brought here first.
   */
  async memberDetail(memberId: string, bring = false): Promise<Reply<MemberDetail | null>> {
    const frame = await this.ask((request_id) => ({
      type: 'member_detail',
      request_id,
      member_id: memberId,
      bring,
    }));
    return frame?.type === 'member_detail' ? { type: 'ok', value: frame.member } : refusal(frame);
  }

  /**
   * Has somebody who may allow one command by typing their PIN. It holds for 60 seconds, and for exactly this command
   * under this id: send it with `send(command, commandId)`.
   */
  async approve(
    staffId: string,
    pin: string,
    commandId: string,
    command: Command,
  ): Promise<Reply<StaffCard>> {
    const frame = await this.ask((request_id) => ({
      type: 'approve',
      request_id,
      staff_id: staffId,
      pin,
      command_id: commandId,
      command,
    }));
    return frame?.type === 'approved' ? { type: 'ok', value: frame.approver } : refusal(frame);
  }

  /** Orders that are not open any more, the latest first: for a receipt, a refund, a return. */
  async findOrders(query: OrderQuery): Promise<Reply<Order[]>> {
    const frame = await this.ask((request_id) => ({ type: 'find_orders', request_id, query }));
    return frame?.type === 'orders' ? { type: 'ok', value: frame.orders } : refusal(frame);
  }

  /** Tickets of the running business day, done or not, the latest first; with no words the latest. */
  async findTickets(words: string, station: string | null): Promise<Reply<Ticket[]>> {
    const frame = await this.ask((request_id) => ({ type: 'find_tickets', request_id, station, words }));
    return frame?.type === 'tickets' ? { type: 'ok', value: frame.tickets } : refusal(frame);
  }

  /** Ends the connection for good. Waiting commands stay saved for the next page load. */
  close(): void {
    clearInterval(this.ticker);
    this.drop({ type: 'closed' });
  }

  /** Looks at the clocks: stale or not, time to send again, half-dead connection. Also called when a tab wakes. */
  tick(): void {
    const nowMs = this.world.steadyMs();
    const next = freshnessAt(this.heardAtMs, this.sinceMs, nowMs);
    if (!sameFreshness(next, this.freshSignal.peek())) this.freshSignal.value = next;
    const quietMs = nowMs - Math.max(this.openedAtMs, this.heardAtMs ?? 0);
    if (this.socket !== null && quietMs >= STALE_AFTER_MS) this.reconnect();
    else this.flush();
  }

  /** Connects now instead of after the pause: the network is said to be back. */
  connectNow(): void {
    if (this.linkSignal.peek().type === 'waiting') this.open();
  }

  private open(): void {
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
    const token = this.world.token();
    if (token === null) {
      this.linkSignal.value = { type: 'unpaired' };
      return;
    }
    this.linkSignal.value = { type: 'connecting' };
    const socket = this.world.open();
    this.socket = socket;
    this.openedAtMs = this.world.steadyMs();
    socket.onopen = () => this.hello(token);
    socket.onmessage = (event) => this.heard(event.data);
    socket.onclose = () => this.reconnect();
  }

  private hello(token: string): void {
    const { epoch, seq } = this.viewSignal.peek();
    const { view, station } = this.seat;
    const session = this.world.readSession();
    this.transmit({ type: 'hello', protocol: 1, token, session, view, station, epoch, last_seq: seq });
  }

  private reconnect(): void {
    const retryInMs = backoffMs(this.attempt, this.world.random());
    this.attempt += 1;
    this.drop({ type: 'waiting', retryInMs });
    this.retry = setTimeout(() => this.open(), retryInMs);
  }

  private drop(link: Link): void {
    if (this.retry !== null) clearTimeout(this.retry);
    const socket = this.socket;
    this.socket = null;
    this.welcomedNow = false;
    this.holdupSignal.value = null;
    this.queue.forgetSent();
    if (socket !== null) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    for (const id of [...this.asks.keys()]) this.answerAsk(id, null);
    this.linkSignal.value = link;
  }

  private heard(data: unknown): void {
    if (typeof data !== 'string') return;
    const frame = JSON.parse(data) as ServerFrame;
    this.heardAtMs = this.world.steadyMs();
    this.handle(frame);
    this.tick();
  }

  private handle(frame: ServerFrame): void {
    switch (frame.type) {
      case 'snapshot':
      case 'changes':
      case 'heartbeat':
        break;
      case 'welcome':
        this.attempt = 0;
        this.welcomedNow = true;
        if (frame.staff === null) this.world.writeSession(null);
        this.linkSignal.value = { type: 'open' };
        break;
      case 'signed_in':
        this.world.writeSession(frame.session);
        this.answerAsk(frame.request_id, frame);
        break;
      case 'members':
      case 'approved':
      case 'orders':
      case 'tickets':
      case 'member_detail':
      case 'coupon_shown':
      case 'member_invited':
        this.answerAsk(frame.request_id, frame);
        break;
      case 'reply':
        this.answerCommand(frame.command_id, frame.outcome);
        break;
      case 'refused':
        this.refused(frame);
        break;
      default:
        unknownFrame(frame);
        return; // from a newer server: what this page knows stays true
    }
    const next = reduce(this.viewSignal.peek(), frame, this.world.wallMs());
    if (next !== this.viewSignal.peek()) this.viewSignal.value = next;
  }

  private refused(frame: Extract<ServerFrame, { type: 'refused' }>): void {
    const { request_id: id, code, message } = frame;
    if (id !== null && this.queue.has(id)) {
      if (isHoldup(code)) this.putOff(id, code);
      else this.answerCommand(id, { type: 'refused', rejection: codeOnly(code), message });
    } else if (id !== null) {
      this.answerAsk(id, frame);
    } else if (code === 'unknown_device') {
      this.world.forgetToken();
      this.drop({ type: 'unpaired' });
    }
  }

  /** No answer yet: the command stays, and goes out again under the same id. */
  private putOff(commandId: string, why: Holdup): void {
    this.holdupSignal.value = why;
    this.queue.putOff(commandId, this.world.steadyMs(), (refusals) =>
      backoffMs(refusals, this.world.random()),
    );
  }

  private answerCommand(commandId: string, outcome: Outcome): void {
    this.holdupSignal.value = null;
    this.queue.answered(commandId);
    this.waitingSignal.value = this.queue.length;
    this.outcomes.get(commandId)?.(outcome);
    this.outcomes.delete(commandId);
  }

  private flush(): void {
    this.waitingSignal.value = this.queue.length;
    // A terminal's commands carry the name of whoever is signed in; until someone is, they wait rather than be refused.
    const nobody = this.seat.view === 'till' && this.viewSignal.peek().staff === null;
    if (!this.welcomedNow || nobody) return;
    for (const entry of this.queue.takeDue(this.world.steadyMs(), AGAIN_AFTER_MS)) {
      this.transmit({ type: 'command', ...entry });
    }
  }

  private ask(build: (requestId: string) => ClientFrame): Promise<ServerFrame | null> {
    if (!this.welcomedNow || this.asks.size >= ASKS_MAX) return Promise.resolve(null);
    const id = mintId(this.world.wallMs());
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.answerAsk(id, null), ASK_TIMEOUT_MS);
      this.asks.set(id, { resolve, timer });
      this.transmit(build(id));
    });
  }

  private answerAsk(requestId: string, frame: ServerFrame | null): void {
    const ask = this.asks.get(requestId);
    if (ask === undefined) return;
    this.asks.delete(requestId);
    clearTimeout(ask.timer);
    ask.resolve(frame);
  }

  private transmit(frame: ClientFrame): void {
    this.socket?.send(JSON.stringify(frame));
  }
}

/** Compiles only while every frame type has its arm; at run time a newer server's frame is left unread. */
function unknownFrame(_frame: never): void {
  // nothing to do: the frame was heard, which is what freshness needs
}

function isHoldup(code: string): code is Holdup {
  return code === 'busy' || code === 'store_behind';
}

/** A refusal by this device or by the connection: not of the store's closed list, and explained by its code alone. */
function codeOnly(code: string): Rejection {
  return { code } as Rejection;
}

function membersIn(frame: ServerFrame | null): Reply<MemberCard[]> {
  return frame?.type === 'members' ? { type: 'ok', value: frame.members } : refusal(frame);
}

function refusal(frame: ServerFrame | null): Extract<Reply<never>, { type: 'refused' }> {
  if (frame?.type === 'refused') return { type: 'refused', code: frame.code, message: frame.message };
  return { type: 'refused', code: 'no_answer', message: 'The store server did not answer.' };
}

/** Connects this page to the store server it came from. One per page; keep it in a module constant. */
export function connect(seat: Seat): Connection {
  const connection = new Connection(seat, browserWorld(seat));
  document.addEventListener('visibilitychange', () => connection.tick());
  window.addEventListener('online', () => connection.connectNow());
  return connection;
}

function browserWorld(seat: Seat): World {
  return {
    open: () =>
      new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`) as Socket,
    store: durableStore(tokenKey(seat)),
    token: () => seatToken(seat),
    forgetToken: () => forgetToken(seat),
    readSession: sessionToken,
    writeSession: (session) => {
      if (session === null) sessionStorage.removeItem(SESSION_KEY);
      else sessionStorage.setItem(SESSION_KEY, session);
    },
    wallMs: () => Date.now(),
    steadyMs: () => performance.now(),
    random: () => Math.random(),
  };
}
