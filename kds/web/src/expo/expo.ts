import {
  explain,
  orderNumber,
  play,
  toast,
  dictionary,
  type BoardRow,
  type Command,
  type Connection,
  type Ticket,
} from '@comanda/web';
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { Undo } from '../actions/Undo';
import { Work } from '../actions/Work';
import { limitsOf, urgency } from '../cards/urgency';
import { expoOrders, handedOver, type ExpoOrder, type HeldCourse } from './orders';

const t = dictionary({
  en: {
    nothing: 'There is nothing to undo.',
    fired: (number: string) => `${number}: the kitchen has its next course.`,
    gone: (number: string) => `${number} is handed over.`,
    back: 'Bring back',
  },
  zh: {
    nothing: '没有可以撤销的。',
    fired: (number) => `${number}：下一道已下单到后厨。`,
    gone: (number) => `${number} 已交给客人。`,
    back: '找回',
  },
});

/** What the expo knows and does. Lives as long as the page. */
export class Expo {
  /** The orders between the kitchen and the guest, oldest first. */
  readonly orders: ReadonlySignal<readonly ExpoOrder[]>;
  /** Orders that can be brought back. */
  readonly gone: ReadonlySignal<readonly BoardRow[]>;
  /** How many wait only for the guest. */
  readonly ready = computed(() => this.orders.value.filter((order) => order.ready).length);
  /** When an order warns and is late. */
  readonly limits = limitsOf(null, null);
  /** How many are late and not ready. */
  readonly late = computed(
    () =>
      this.orders.value.filter(
        (one) => !one.ready && urgency(one.since, this.now.value, this.limits) === 'late',
      ).length,
  );
  /** Orders with a command on its way. */
  readonly pending = signal<ReadonlySet<string>>(new Set());
  /** Where the tables are, for their names. */
  readonly floorPlan;
  /** What else a kitchen screen may do. */
  readonly work: Work;
  /** What the kitchen needs of the menu. */
  readonly catalogue;

  private readonly last = new Undo();

  constructor(
    readonly connection: Connection,
    readonly now: ReadonlySignal<number>,
  ) {
    const board = connection.select((view) => view.board);
    const tickets = connection.select((view) => view.tickets);
    this.work = new Work(connection);
    this.catalogue = connection.select((view) => view.catalogue);
    this.floorPlan = connection.select((view) => view.floorPlan);
    this.orders = computed(() => expoOrders(board.value.values(), tickets.value.values()));
    this.gone = computed(() => handedOver(board.value.values()));
    let ready = 0;
    effect(() => {
      if (this.ready.value > ready) play('ready');
      ready = this.ready.value;
    });
  }

  /** Gives a ready order to its guest. */
  async handOver(order: { id: string; number: string }): Promise<void> {
    const given = this.give(order.id, { type: 'hand_over_order', order_id: order.id });
    this.last.doing(given, () => this.recall(order.id));
    if (!(await given)) return;
    toast({
      text: t().gone(order.number),
      action: { label: t().back, run: () => void this.recall(order.id) },
    });
  }

  /** Takes the last hand-over from this screen back. */
  async undo(): Promise<void> {
    if (!(await this.last.take())) toast({ text: t().nothing });
  }

  /** Brings an order back that was handed over. */
  async recall(orderId: string): Promise<void> {
    await this.give(orderId, { type: 'recall_order', order_id: orderId });
  }

  /** Sends a course that was kept back to the kitchen. */
  async fire(order: ExpoOrder, course: HeldCourse): Promise<void> {
    const line_ids = course.lines.map((line) => line.line_id);
    const fired = await this.give(order.id, { type: 'fire_lines', order_id: order.id, line_ids });
    if (fired) toast({ text: t().fired(this.numberOf(order)) });
  }

  /** Brings a ticket back to its station. */
  async recallTicket(ticket: Ticket): Promise<void> {
    await this.give(ticket.order_id, { type: 'recall_ticket', ticket_id: ticket.id });
  }

  /** The number as people call it. */
  numberOf(order: Pick<ExpoOrder, 'channel' | 'number'>): string {
    return orderNumber(order.channel, order.number);
  }

  private async give(orderId: string, command: Command): Promise<boolean> {
    if (this.pending.peek().has(orderId)) return false;
    this.pending.value = new Set(this.pending.peek()).add(orderId);
    const outcome = await this.connection.send(command);
    this.pending.value = new Set([...this.pending.peek()].filter((one) => one !== orderId));
    if (outcome.type === 'refused') toast({ text: explain(outcome), bad: true });
    return outcome.type === 'accepted';
  }
}
