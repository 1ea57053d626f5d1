import {
  explain,
  listed,
  orderNumber,
  pick,
  play,
  toast,
  dictionary,
  type Connection,
  type Outcome,
  type Seat,
  type Ticket,
  type TicketLine,
} from '@comanda/web';
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { limitsOf, urgency } from '../cards/urgency';
import { Undo } from '../actions/Undo';
import { Work } from '../actions/Work';
import { isUnseen, lockedLines, openTickets, struckLines } from '../cards/tickets';
import { settings, type Ring } from '../settings';

/** Tickets in one acknowledgement at most; the store takes no more. */
export const ACKNOWLEDGED_MAX = 200;
/** An unseen ticket rings again after this. */
const RING_AGAIN_MS = 6_000;

const t = dictionary({
  en: {
    bumped: (number: string) => `${number} is done.`,
    back: 'Bring back',
    changed: (number: string) =>
      `${number} changed while you worked. It was not bumped: read it again, then bump it.`,
    allergy: (number: string) =>
      `${number}: this guest is allergic to something here. Read the line, then confirm it.`,
    line: (name: string) => `${name} is made.`,
    undone: 'Undo',
    nothing: 'There is nothing to undo.',
    confirmed: (number: string) => `${number}: the allergy is confirmed. Now it can be marked done.`,
  },
  zh: {
    bumped: (number) => `${number} 已完成。`,
    back: '找回',
    changed: (number) => `${number} 刚刚有变化，没有划掉：请重新看清，再划掉。`,
    allergy: (number) => `${number}：客人对这里的东西过敏。请看清那一行，再确认。`,
    line: (name) => `${name} 做好了。`,
    undone: '撤销',
    nothing: '没有可以撤销的。',
    confirmed: (number) => `${number}：已确认过敏，现在可以划掉。`,
  },
});

/** What one station's screen knows and does. Lives as long as the page. */
export class Kitchen {
  /** Tickets still to be made, oldest first. */
  readonly open: ReadonlySignal<readonly Ticket[]>;
  /** Those nobody has touched. */
  readonly unseen = computed(() => this.open.value.filter(isUnseen));
  /** Those with news a cook has not touched: lines struck since. */
  readonly changed = computed(
    () => new Set(this.open.value.filter((ticket) => this.hasNews(ticket)).map((ticket) => ticket.id)),
  );
  /** How many are late. */
  readonly late = computed(() => {
    const limits = this.limits.value;
    return this.open.value.filter((one) => urgency(one.fired_at, this.now.value, limits) === 'late').length;
  });
  /** When a ticket of this station warns and is late. */
  readonly limits = computed(() => limitsOf(this.catalogue.value, this.seat.station));
  /** Tickets with a bump or recall on its way. */
  readonly pending = signal<ReadonlySet<string>>(new Set());

  /** Where the tables are, for their names. */
  readonly floorPlan;
  /** The store, for its clock. */
  readonly store;

  /** What else a kitchen screen may do. */
  readonly work: Work;
  /** What the kitchen needs of the menu. */
  readonly catalogue;

  private readonly tickets;
  private readonly last = new Undo();
  /** Struck lines that a cook has touched, by ticket. */
  private readonly noticed = signal<ReadonlyMap<string, number>>(new Map());
  private readonly asked = new Map<string, 'shown' | 'seen'>();

  constructor(
    readonly connection: Connection,
    readonly seat: Seat,
    readonly now: ReadonlySignal<number>,
  ) {
    this.work = new Work(connection);
    const tickets = connection.select((view) => view.tickets);
    // What was moved to another station with the layout is no longer ours.
    this.tickets = computed(() =>
      [...tickets.value.values()].filter((ticket) => ticket.station === seat.station),
    );
    this.catalogue = connection.select((view) => view.catalogue);
    this.floorPlan = connection.select((view) => view.floorPlan);
    this.store = connection.select((view) => view.store);
    this.open = computed(() => openTickets(this.tickets.value));
    this.keepNotice();
    this.ring();
  }

  /** The open tickets as something else, in order; made anew for a ticket only when it, or one of `with_`, changed. */
  sources<T extends object>(
    of: (ticket: Ticket) => T,
    with_: () => readonly unknown[],
  ): ReadonlySignal<readonly T[]> {
    let known = new WeakMap<Ticket, T>();
    let given: readonly unknown[] = [];
    return computed(() => {
      const now = with_();
      if (now.length !== given.length || now.some((one, index) => one !== given[index]))
        known = new WeakMap();
      given = now;
      return this.open.value.map((ticket) => {
        const made = known.get(ticket) ?? of(ticket);
        known.set(ticket, made);
        return made;
      });
    });
  }

  /** Tells the store that these cards have been painted. Says it once per ticket. */
  shown(tickets: readonly Ticket[]): void {
    this.acknowledge(
      tickets.filter((ticket) => ticket.status.type === 'sent' && !this.asked.has(ticket.id)),
      'shown',
    );
  }

  /** A cook has touched these cards. */
  seen(tickets: readonly Ticket[]): void {
    this.noticed.value = new Map([
      ...this.noticed.value,
      ...tickets.map((ticket) => [ticket.id, struckLines(ticket)] as const),
    ]);
    this.acknowledge(
      tickets.filter((ticket) => isUnseen(ticket) && this.asked.get(ticket.id) !== 'seen'),
      'seen',
    );
  }

  /** Marks a ticket done, as the cook has read it. One that makes its guest ill must be confirmed first. */
  async bump(ticket: Ticket): Promise<void> {
    const number = orderNumber(ticket.channel, ticket.order_number);
    if (lockedLines(ticket).length > 0) {
      toast({ text: t().allergy(number), bad: true });
      return;
    }
    const given = this.whilePending(ticket.id, () =>
      this.connection.send({ type: 'bump_ticket', ticket_id: ticket.id, revision: ticket.revision }),
    );
    this.last.doing(given.then(isAccepted), () => this.recall(ticket));
    const outcome = await given;
    if (outcome === null) return;
    if (outcome.type === 'accepted') {
      toast({ text: t().bumped(number), action: { label: t().back, run: () => void this.recall(ticket) } });
    } else if (outcome.rejection.code === 'ticket_changed') {
      toast({ text: t().changed(number), bad: true });
    } else {
      toast({ text: `${number}: ${explain(outcome)}`, bad: true });
    }
  }

  /** Marks lines of a ticket done: one, or those of a course. */
  async bumpLines(ticket: Ticket, lines: readonly TicketLine[]): Promise<void> {
    const [first] = lines;
    if (first === undefined) return;
    const line_ids = lines.map((line) => line.line_id);
    const given = this.whilePending(ticket.id, () =>
      this.connection.send({
        ...{ type: 'bump_lines', ticket_id: ticket.id, revision: ticket.revision, line_ids },
      }),
    );
    // With its last line the ticket is done, and comes back as a whole.
    const back = async () => {
      const now = this.tickets.peek().find((one) => one.id === ticket.id);
      if (now?.status.type === 'bumped') await this.recall(ticket);
      await this.linesBack(ticket, lines);
    };
    this.last.doing(given.then(isAccepted), back);
    const outcome = await given;
    if (outcome === null) return;
    if (outcome.type === 'refused') {
      const number = orderNumber(ticket.channel, ticket.order_number);
      const changed = outcome.rejection.code === 'ticket_changed';
      toast({ text: changed ? t().changed(number) : explain(outcome), bad: true });
      return;
    }
    toast({
      text: t().line(listed(lines.map((line) => pick(line.names)))),
      action: { label: t().undone, run: () => void back() },
    });
  }

  /** Says that lines are not done after all. */
  async linesBack(ticket: Ticket, lines: readonly TicketLine[]): Promise<void> {
    const line_ids = lines.map((line) => line.line_id);
    const outcome = await this.whilePending(ticket.id, () =>
      this.connection.send({ type: 'bump_lines_back', ticket_id: ticket.id, line_ids }),
    );
    if (outcome?.type === 'refused') toast({ text: explain(outcome), bad: true });
  }

  /** A cook has read what makes the guest ill. */
  async confirm(ticket: Ticket, lines: readonly TicketLine[]): Promise<void> {
    const line_ids = lines.map((line) => line.line_id);
    const outcome = await this.whilePending(ticket.id, () =>
      this.connection.send({ type: 'confirm_allergy', ticket_id: ticket.id, line_ids }),
    );
    if (outcome?.type === 'refused') toast({ text: explain(outcome), bad: true });
    else if (outcome !== null)
      toast({ text: t().confirmed(orderNumber(ticket.channel, ticket.order_number)) });
  }

  /** Takes back what was marked done last on this screen. */
  async undo(): Promise<void> {
    if (!(await this.last.take())) toast({ text: t().nothing });
  }

  /** Brings a bumped ticket back. */
  async recall(ticket: Ticket): Promise<void> {
    const outcome = await this.whilePending(ticket.id, () =>
      this.connection.send({ type: 'recall_ticket', ticket_id: ticket.id }),
    );
    if (outcome?.type === 'refused') toast({ text: explain(outcome), bad: true });
  }

  private async whilePending<T>(id: string, run: () => Promise<T>): Promise<T | null> {
    if (this.pending.peek().has(id)) return null;
    this.pending.value = new Set(this.pending.peek()).add(id);
    const result = await run();
    this.pending.value = new Set([...this.pending.peek()].filter((one) => one !== id));
    return result;
  }

  private acknowledge(tickets: readonly Ticket[], level: 'shown' | 'seen'): void {
    for (const ticket of tickets) this.asked.set(ticket.id, level);
    for (let from = 0; from < tickets.length; from += ACKNOWLEDGED_MAX) {
      const batch = tickets.slice(from, from + ACKNOWLEDGED_MAX).map((ticket) => ticket.id);
      void this.connection.send({ type: 'acknowledge_tickets', tickets: batch, level });
    }
  }

  private hasNews(ticket: Ticket): boolean {
    return struckLines(ticket) > (this.noticed.value.get(ticket.id) ?? 0);
  }

  /** Forgets tickets that are gone. What is struck already when a seen ticket first comes up is no news. */
  private keepNotice(): void {
    effect(() => {
      const known = this.noticed.peek();
      const open = this.open.value;
      this.noticed.value = new Map(
        open.map((ticket) => [
          ticket.id,
          known.get(ticket.id) ?? (isUnseen(ticket) ? 0 : struckLines(ticket)),
        ]),
      );
      const ids = new Set(open.map((ticket) => ticket.id));
      for (const id of [...this.asked.keys()]) if (!ids.has(id)) this.asked.delete(id);
    });
  }

  private ring(): void {
    const ring = (kind: Ring) => {
      if (settings.peek().rings[kind]) play(kind);
    };
    let known: ReadonlySet<string> = new Set();
    let struck = 0;
    let late = 0;
    effect(() => {
      const unseen = this.unseen.value;
      if (unseen.some((ticket) => !known.has(ticket.id))) ring('new');
      known = new Set(unseen.map((ticket) => ticket.id));
    });
    effect(() => {
      if (this.changed.value.size > struck) ring('void');
      struck = this.changed.value.size;
    });
    effect(() => {
      if (this.late.value > late) ring('late');
      late = this.late.value;
    });
    setInterval(() => {
      if (this.unseen.peek().length > 0) ring('new');
      else if (this.changed.peek().size > 0) ring('void');
    }, RING_AGAIN_MS);
  }
}

function isAccepted(outcome: Outcome | null): boolean {
  return outcome?.type === 'accepted';
}
