import {
  age,
  Button,
  dictionary,
  orderNumber,
  Seal,
  Slip,
  SlipLines,
  type SlipModifier,
  type Ticket,
} from '@comanda/web';
import { useComputed } from '@preact/signals';
import { Component } from 'preact';
import { isStruck, isUnseen, lockedLines } from '../cards/tickets';
import { urgency } from '../cards/urgency';
import type { Kitchen } from './kitchen';
import { orderWords, slipLines, whereText } from '../cards/ticketWords';

const t = dictionary({
  en: {
    ticket: (number: string) => `Ticket ${number}`,
    late: 'LATE',
    new: 'NEW',
    added: 'ADDED',
    recalled: 'RECALLED',
    changed: 'CHANGED',
    struck: 'VOID: do not make',
    training: 'TRAINING: do not make',
    bump: 'Bump',
    clear: 'Clear',
    bumping: 'Sending…',
    seen: 'Seen',
    more: 'More',
    confirm: 'Read allergy',
    rush: 'RUSH',
    remake: 'AGAIN',
    moved: 'MOVED',
    key: (key: number) => `key ${key}`,
  },
  zh: {
    ticket: (number) => `后厨单 ${number}`,
    late: '迟',
    new: '新单',
    added: '加单',
    recalled: '找回',
    changed: '有变化',
    struck: '作废：不要做',
    training: '练习单：不要做',
    bump: '完成',
    clear: '清除',
    bumping: '正在发送…',
    seen: '看到了',
    more: '操作',
    confirm: '看过敏',
    rush: '加急',
    remake: '重做',
    moved: '转来',
    key: (key) => `按键 ${key}`,
  },
});

type CardProps = {
  kitchen: Kitchen;
  ticket: Ticket;
  position: number | null;
  /** Opens everything that can be done with it. */
  onOpen: () => void;
};

/** A card that is drawn again only when its own ticket or place changed, not with every card beside it. */
export class TicketCard extends Component<CardProps> {
  override shouldComponentUpdate(next: CardProps) {
    return next.ticket !== this.props.ticket || next.position !== this.props.position;
  }
  override render() {
    return <Card {...this.props} />;
  }
}

/** One ticket as a cook reads it. Touching it anywhere says *seen*; the button says *done*. */
function Card({ kitchen, ticket, position, onOpen }: CardProps) {
  const number = orderNumber(ticket.channel, ticket.order_number);
  // Computed, so that the card draws again when it becomes late and not once a second.
  const tone = useComputed(() => urgency(ticket.fired_at, kitchen.now.value, kitchen.limits.value)).value;
  const unseen = isUnseen(ticket);
  const changed = useComputed(() => kitchen.changed.value.has(ticket.id)).value;
  const pending = useComputed(() => kitchen.pending.value.has(ticket.id)).value;
  const calm = !unseen && !changed;
  const locked = lockedLines(ticket);
  const pickLine = (id: string) => {
    const line = ticket.lines.find((one) => one.line_id === id);
    if (line === undefined || line.voided || pending) return;
    if (locked.includes(line)) onOpen();
    else if (line.done_at === undefined) void kitchen.bumpLines(ticket, [line]);
    else void kitchen.linesBack(ticket, [line]);
  };
  return (
    <article
      data-testid="ticket"
      data-ticket={ticket.id}
      data-number={number}
      data-state={ticket.status.type}
      class={calm ? 'card' : 'card rings'}
      aria-busy={pending}
      onClick={() => !calm && kitchen.seen([ticket])}
    >
      <Slip
        number={number}
        label={t().ticket(number)}
        tone={tone}
        where={<Where kitchen={kitchen} ticket={ticket} position={position} />}
        head={<Head ticket={ticket} kitchen={kitchen} late={tone === 'late'} changed={changed} />}
      >
        <Said words={orderWords(ticket, kitchen.store.value, kitchen.catalogue.value)} />
        <SlipLines lines={slipLines(ticket)} {...(calm && { onPick: (id: string) => pickLine(id) })} />
        <footer>
          <Button
            tone="quiet"
            class="see"
            data-testid={calm ? 'more' : 'seen'}
            onClick={() => (calm ? onOpen() : kitchen.seen([ticket]))}
          >
            {calm ? t().more : t().seen}
          </Button>
          <Button
            tone={locked.length > 0 ? 'danger' : 'go'}
            data-testid={locked.length > 0 ? 'confirm' : 'bump'}
            disabled={pending}
            onClick={(event) => {
              event.stopPropagation(); // done is more than seen
              if (locked.length > 0) onOpen();
              else void kitchen.bump(ticket);
            }}
          >
            {pending
              ? t().bumping
              : locked.length > 0
                ? t().confirm
                : isStruck(ticket)
                  ? t().clear
                  : t().bump}
          </Button>
        </footer>
      </Slip>
    </article>
  );
}

type WhereProps = { kitchen: Kitchen; ticket: Ticket; position: number | null };

function Where({ kitchen, ticket, position }: WhereProps) {
  const atTable = ticket.details?.table !== undefined;
  return (
    <>
      <span class={atTable ? 'table' : undefined}>{whereText(ticket, kitchen.floorPlan.value)}</span>
      {position !== null && (
        <kbd aria-label={t().key(position)} role="img">
          {position}
        </kbd>
      )}
    </>
  );
}

/** What was said about the whole order. */
function Said({ words }: { words: readonly SlipModifier[] }) {
  if (words.length === 0) return null;
  return (
    <p class="said" data-testid="said">
      {words.map(({ text, strong }, index) => (
        <span key={text}>
          {index > 0 && ' · '}
          {strong === true ? <b>{text}</b> : text}
        </span>
      ))}
    </p>
  );
}

type HeadProps = { ticket: Ticket; kitchen: Kitchen; late: boolean; changed: boolean };

function Head({ ticket, kitchen, late, changed }: HeadProps) {
  const since = useComputed(() => age(ticket.fired_at, kitchen.now.value));
  return (
    <>
      <span class="age">
        {late && <b>{t().late} </b>}
        <span data-testid="age">{since}</span>
      </span>
      <span class="seals">
        {ticket.details?.training === true && <Seal>{t().training}</Seal>}
        {isStruck(ticket) && <Seal>{t().struck}</Seal>}
        {changed && !isStruck(ticket) && <Seal>{t().changed}</Seal>}
        {ticket.rushed_at !== undefined && <Seal>{t().rush}</Seal>}
        {ticket.remake !== undefined && <Seal>{t().remake}</Seal>}
        {ticket.came_from !== undefined && <Seal>{t().moved}</Seal>}
        {ticket.recalled > 0 && <Seal>{t().recalled}</Seal>}
        {ticket.firing > 1 && <Seal>{t().added}</Seal>}
        {isUnseen(ticket) && <b class="new">{t().new}</b>}
      </span>
    </>
  );
}
