import {
  dictionary,
  explain,
  mintId,
  pick,
  TAKE_BACK_MS,
  toast,
  type Availability,
  type CallKind,
  type Code,
  type Command,
  type Connection,
  type Item,
  type Outcome,
  type RemakeReason,
  type Ticket,
  type TicketLine,
} from '@comanda/web';
import { computed } from '@preact/signals';

const t = dictionary({
  en: {
    rushed: (number: string) => `${number} is moved forward everywhere.`,
    calm: (number: string) => `${number} is no longer rushed.`,
    takeBack: 'Take back',
    remade: (name: string) => `${name} is made again, on a ticket of its own.`,
    told: 'The till has been told.',
    runner: 'A runner has been called.',
    reprinted: 'The chit is printed again, marked as a copy.',
    out: (name: string) => `${name} is sold out at every till.`,
    left: (name: string, left: number) => `${name}: ${left} left.`,
    available: (name: string) => `${name} can be sold again.`,
    notYet: 'Undo',
  },
  zh: {
    rushed: (number) => `${number} 已在各屏提前。`,
    calm: (number) => `${number} 不再加急。`,
    takeBack: '撤回',
    remade: (name) => `${name} 重做，另出一张单。`,
    told: '收银已收到。',
    runner: '已叫人来取。',
    reprinted: '后厨单已补打，标明是副本。',
    out: (name) => `${name} 各收银台都已沽清。`,
    left: (name, left) => `${name}：还剩 ${left} 份。`,
    available: (name) => `${name} 又可以卖了。`,
    notYet: '撤销',
  },
});

/** What every kitchen screen may do besides marking things done. */
export class Work {
  /** What can be had of what the kitchen makes. */
  readonly stock;
  /** The kitchen as a whole. */
  readonly desk;
  private readonly catalogue;
  /** What the kitchen makes, by item. */
  readonly items = computed(
    () => new Map((this.catalogue.value?.items ?? []).map((item) => [item.id, item])),
  );

  constructor(readonly connection: Connection) {
    this.stock = connection.select((view) => view.stock);
    this.desk = connection.select((view) => view.kitchen);
    this.catalogue = connection.select((view) => view.catalogue);
  }

  /** Moves an order forward on every screen; for three seconds one touch takes it back. */
  async rush(orderId: string, number: string): Promise<void> {
    const outcome = await this.give({ type: 'rush_order', order_id: orderId, rush: true });
    if (outcome.type !== 'accepted') return;
    toast({
      text: t().rushed(number),
      action: { label: t().takeBack, run: () => void this.calm(orderId, number) },
      staysMs: TAKE_BACK_MS,
    });
  }

  /** An order is no longer moved forward. */
  async calm(orderId: string, number: string): Promise<void> {
    await this.tell({ type: 'rush_order', order_id: orderId, rush: false }, t().calm(number));
  }

  /** Makes some of a line a second time. */
  async remake(ticket: Ticket, line: TicketLine, quantity: number, reason: RemakeReason): Promise<void> {
    const command: Command = {
      ...{ type: 'remake_line', ticket_id: ticket.id, line_id: line.line_id },
      ...{ quantity, reason },
    };
    await this.tell(command, t().remade(pick(line.names)));
  }

  /** Calls something out to the till. */
  async call(
    kind: CallKind,
    about: { ticket?: Ticket; line?: TicketLine; words?: string } = {},
  ): Promise<void> {
    const { ticket, line, words = '' } = about;
    const command: Command = {
      ...{ type: 'call_from_kitchen', call_id: mintId(), kind },
      ...(ticket !== undefined && { ticket_id: ticket.id }),
      ...(line !== undefined && { line_id: line.line_id }),
      ...(words.trim() !== '' && { words: words.trim() }),
    };
    await this.tell(command, kind.type === 'runner' ? t().runner : t().told);
  }

  /** Prints a ticket's chit once more. */
  async reprint(ticket: Ticket): Promise<void> {
    await this.tell({ type: 'reprint_chit', ticket_id: ticket.id }, t().reprinted);
  }

  /** Says whether an item can be had, at every till at once. Selling it again is one touch away. */
  async setStock(item: Item, availability: Availability): Promise<void> {
    const outcome = await this.give({ type: 'set_availability', item_id: item.id, availability });
    if (outcome.type !== 'accepted') return;
    const name = pick(item.names);
    switch (availability.type) {
      case 'available':
        toast({ text: t().available(name) });
        return;
      case 'countdown':
        toast({ text: t().left(name, availability.left) });
        return;
      case 'eighty_six':
        toast({
          text: t().out(name),
          action: { label: t().notYet, run: () => void this.setStock(item, { type: 'available' }) },
        });
    }
  }

  /** Has the kitchen worked as a layout says; `null` for every station at its own place. */
  async switchLayout(layout: Code | null): Promise<void> {
    await this.give({ type: 'switch_layout', layout });
  }

  /** Gives a command; a refusal is said on the screen. */
  async give(command: Command): Promise<Outcome> {
    const outcome = await this.connection.send(command);
    if (outcome.type === 'refused') toast({ text: explain(outcome), bad: true });
    return outcome;
  }

  private async tell(command: Command, done: string): Promise<void> {
    if ((await this.give(command)).type === 'accepted') toast({ text: done });
  }
}
