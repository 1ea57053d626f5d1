import {
  explain,
  orderNumber,
  play,
  toast,
  dictionary,
  type Connection,
  type Seat,
  type Ticket,
} from '@comanda/web';
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { limitsOf, urgency } from '../cards/urgency';
import { bumpedTickets, isUnseen, openTickets, struckLines } from '../cards/tickets';

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
  },
  zh: {
    bumped: (number) => `${number} 已完成。`,
    back: '找回',
    changed: (number) => `${number} 刚刚有变化，没有划掉：请重新看清，再划掉。`,
  },
});

/** What one station's screen knows and does. Lives as long as the page. */
export class Kitchen {
  /** Tickets still to be made, oldest first. */
  readonly open: ReadonlySignal<readonly Ticket[]>;
  /** Tickets that can be brought back, the last bumped first. */
  readonly bumped: ReadonlySignal<readonly Ticket[]>;
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

  private readonly tickets;
  private readonly catalogue;
  /** Struck lines that a cook has touched, by ticket. */
  private readonly noticed = signal<ReadonlyMap<string, number>>(new Map());
  private readonly asked = new Map<string, 'shown' | 'seen'>();

  constructor(
    readonly connection: Connection,
    readonly seat: Seat,
    readonly now: ReadonlySignal<number>,
  ) {
    this.tickets = connection.select((view) => view.tickets);
    this.catalogue = connection.select((view) => view.catalogue);
    this.floorPlan = connection.select((view) => view.floorPlan);
    this.store = connection.select((view) => view.store);
    this.open = computed(() => openTickets(this.tickets.value.values()));
    this.bumped = computed(() => bumpedTickets(this.tickets.value.values()));
    this.keepNotice();
    this.ring();
  }

  /** The open tickets as something else, oldest first. */
  sources<T>(of: (ticket: Ticket) => T): ReadonlySignal<readonly T[]> {
    return computed(() => this.open.value.map(of));
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

  /** Marks a ticket done, as the cook has read it. */
  async bump(ticket: Ticket): Promise<void> {
    const number = orderNumber(ticket.channel, ticket.order_number);
    const outcome = await this.whilePending(ticket.id, () =>
      this.connection.send({ type: 'bump_ticket', ticket_id: ticket.id, revision: ticket.revision }),
    );
    if (outcome === null) return;
    if (outcome.type === 'accepted') {
      toast({ text: t().bumped(number), action: { label: t().back, run: () => void this.recall(ticket) } });
    } else if (outcome.rejection.code === 'ticket_changed') {
      toast({ text: t().changed(number), bad: true });
    } else {
      toast({ text: `${number}: ${explain(outcome)}`, bad: true });
    }
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
    let known: ReadonlySet<string> = new Set();
    let struck = 0;
    let late = 0;
    effect(() => {
      const unseen = this.unseen.value;
      if (unseen.some((ticket) => !known.has(ticket.id))) play('new');
      known = new Set(unseen.map((ticket) => ticket.id));
    });
    effect(() => {
      if (this.changed.value.size > struck) play('void');
      struck = this.changed.value.size;
    });
    effect(() => {
      if (this.late.value > late) play('late');
      late = this.late.value;
    });
    setInterval(() => {
      if (this.unseen.peek().length > 0) play('new');
      else if (this.changed.peek().size > 0) play('void');
    }, RING_AGAIN_MS);
  }
}
