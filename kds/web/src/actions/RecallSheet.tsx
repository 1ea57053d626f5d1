import {
  Button,
  clockTime,
  dictionary,
  orderNumber,
  pick,
  Sheet,
  type Code,
  type Connection,
  type Ticket,
  type TicketMoment,
} from '@comanda/web';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { whereText } from '../cards/ticketWords';
import { stationWord } from '../cards/words';

/** A search begins when nobody has typed, and no ticket has changed, for this long. */
const TYPED_PAUSE_MS = 150;

const t = dictionary({
  en: {
    title: 'Tickets of today',
    search: 'Number, dish or table',
    enter: 'Enter brings back the first',
    none: 'No ticket of today is like that.',
    looking: 'Looking…',
    recall: 'Bring back',
    more: 'More',
    open: 'still to make',
    story: 'What happened to it',
    fired: 'fired',
  },
  zh: {
    title: '今天的单',
    search: '号码、菜名或桌号',
    enter: '回车找回第一张',
    none: '今天没有这样的单。',
    looking: '正在找…',
    recall: '找回',
    more: '操作',
    open: '还没做完',
    story: '经过',
    fired: '下单',
  },
});

const momentWords = dictionary({
  en: {
    shown: 'on a screen',
    seen: 'seen',
    unshown: 'no screen showed it in time',
    lines_done: 'lines done',
    lines_back: 'lines brought back',
    bumped: 'done',
    recalled: 'brought back',
    struck: 'a line struck',
    changed: 'changed',
    moved: 'moved to another order',
    relocated: 'moved to another station',
    rushed: 'rushed',
    unrushed: 'no longer rushed',
    reprinted: 'chit printed again',
    confirmed: 'allergy confirmed',
    remade: 'made again',
  },
  zh: {
    shown: '屏幕已显示',
    seen: '已看',
    unshown: '没有屏幕及时显示',
    lines_done: '做好几行',
    lines_back: '撤回几行',
    bumped: '完成',
    recalled: '找回',
    struck: '有一行作废',
    changed: '有变化',
    moved: '转到别的订单',
    relocated: '转到别的档口',
    rushed: '加急',
    unrushed: '不再加急',
    reprinted: '补打后厨单',
    confirmed: '已确认过敏',
    remade: '重做',
  },
});

type Props = {
  connection: Connection;
  /** Whether it was opened by a key: what is typed next is what to look for. */
  byKey: boolean;
  /** Whose tickets; all for `null`. */
  station: Code | null;
  onRecall: (ticket: Ticket) => void;
  /** Opens everything that can be done with a ticket. */
  onOpen: (ticket: Ticket) => void;
  onClose: () => void;
};

/** Any ticket of the day: found by number, dish or table, with what happened to it. */
export function RecallSheet({ connection, byKey, station, onRecall, onOpen, onClose }: Props) {
  const words = useSignal('');
  const found = useSignal<readonly Ticket[] | null>(null);
  const trouble = useSignal<string | null>(null);
  /** Enter was pressed before the answer to what was typed was there. */
  const entered = useSignal(false);
  const answered = useSignal<string | null>(null);
  const enter = () => {
    const first = found.peek()?.[0];
    if (answered.peek() !== words.peek()) entered.value = true;
    else if (first !== undefined) (first.status.type === 'bumped' ? onRecall : onOpen)(first);
  };
  const { tickets } = connection.view.value;
  useEffect(() => {
    let current = true;
    const asked = words.peek();
    const timer = setTimeout(
      () => {
        void connection.findTickets(asked, station).then((reply) => {
          if (!current) return;
          trouble.value = reply.type === 'ok' ? null : reply.message;
          found.value = reply.type === 'ok' ? reply.value : [];
          answered.value = asked;
          if (entered.peek()) {
            entered.value = false;
            enter();
          }
        });
      },
      found.peek() === null ? 0 : TYPED_PAUSE_MS,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
    // Asked again whenever a ticket changed meanwhile.
  }, [words.value, tickets, connection, station]);
  return (
    <Sheet open title={t().title} onClose={onClose} class="recall">
      <label class="field">
        <span>
          {t().search} <small>{t().enter}</small>
        </span>
        <input
          autofocus={byKey}
          type="search"
          onKeyDown={(event) => {
            if (event.key === 'Enter') enter();
          }}
          autocomplete="off"
          data-testid="ticket-search"
          value={words.value}
          onInput={(event) => (words.value = event.currentTarget.value)}
        />
      </label>
      {trouble.value !== null && <p role="alert">{trouble.value}</p>}
      {found.value === null && <p>{t().looking}</p>}
      {found.value?.length === 0 && trouble.value === null && <p data-testid="none-found">{t().none}</p>}
      <ul class="list">
        {(found.value ?? []).map((ticket) => (
          <Row
            key={ticket.id}
            connection={connection}
            ticket={ticket}
            withStation={station === null}
            onRecall={() => onRecall(ticket)}
            onOpen={() => onOpen(ticket)}
          />
        ))}
      </ul>
    </Sheet>
  );
}

type RowProps = {
  connection: Connection;
  ticket: Ticket;
  withStation: boolean;
  onRecall: () => void;
  onOpen: () => void;
};

function Row({ connection, ticket, withStation, onRecall, onOpen }: RowProps) {
  const { store, floorPlan, catalogue } = connection.view.value;
  const done = ticket.status.type === 'bumped';
  const clock = (at: number) => (store === null ? '' : clockTime(at, store));
  const told = ticket.moments ?? [];
  return (
    <li data-testid={done ? 'bumped' : 'unfinished'}>
      <div>
        <b class="no">{orderNumber(ticket.channel, ticket.order_number)}</b>{' '}
        <span class="when">
          {whereText(ticket, floorPlan)}
          {withStation && ` · ${stationWord(catalogue, ticket.station)}`}
          {!done && ` · ${t().open}`}
        </span>
        <p>{ticket.lines.map((line) => `${line.quantity} ${pick(line.names)}`).join(' · ')}</p>
        <ol class="story" aria-label={t().story} data-testid="story">
          <li>
            {clock(ticket.fired_at)} {t().fired}
          </li>
          {shortened(told).map(({ at, what }, index) => (
            <li key={index}>
              {clock(at)} {momentWords()[what]}
            </li>
          ))}
        </ol>
      </div>
      <div class="does">
        {done && (
          <Button tone="go" data-testid="recall" onClick={onRecall}>
            {t().recall}
          </Button>
        )}
        <Button data-testid="found-more" onClick={onOpen}>
          {t().more}
        </Button>
      </div>
    </li>
  );
}

/** What happened, without saying the same thing of the same minute twice: several screens show one ticket. */
export function shortened(moments: readonly TicketMoment[]): readonly TicketMoment[] {
  const minute = (at: number) => Math.floor(at / 60_000);
  return moments.filter((one, index) => {
    const before = moments[index - 1];
    return before === undefined || before.what !== one.what || minute(before.at) !== minute(one.at);
  });
}
