import {
  age,
  Button,
  channelName,
  dictionary,
  pick,
  Seal,
  Slip,
  type Catalogue,
  type Code,
  type Ticket,
} from '@comanda/web';
import { useComputed } from '@preact/signals';
import { isStrong } from '../cards/strong';
import { urgency } from '../cards/urgency';
import { whereText } from '../cards/ticketWords';
import { stationWord } from '../cards/words';
import type { Expo } from './expo';
import { heldWords } from './heldWords';
import type { ExpoOrder, StationPart } from './orders';

const t = dictionary({
  en: {
    order: (number: string) => `Order ${number}`,
    ready: '✓ READY',
    late: 'LATE',
    handOver: 'Hand over',
    sending: 'Sending…',
    waitsFor: (stations: string) => `Waiting for ${stations}`,
    making: 'making',
    done: '✓ ready',
    allReady: 'Every station is ready.',
    waiting: 'Waiting for the kitchen',
    added: 'ADDED',
    more: 'More',
    rush: 'RUSH',
    unshown: 'NOT ON A SCREEN',
    underAMinute: (station: string) => `${station}, under 1 min`,
    minutes: (station: string, minutes: number) => `${station}, ${minutes} min`,
  },
  zh: {
    order: (number) => `订单 ${number}`,
    ready: '✓ 可出餐',
    late: '迟',
    handOver: '交给客人',
    sending: '正在发送…',
    waitsFor: (stations) => `等 ${stations}`,
    making: '在做',
    done: '✓ 好了',
    allReady: '各档口都好了。',
    waiting: '等后厨',
    added: '加单',
    more: '操作',
    rush: '加急',
    unshown: '没有屏幕显示',
    underAMinute: (station) => `${station}（不到 1 分钟）`,
    minutes: (station, minutes) => `${station}（${minutes} 分钟）`,
  },
});

type Props = {
  expo: Expo;
  order: ExpoOrder;
  catalogue: Catalogue | null;
  position: number | null;
  /** Opens everything that can be done with it. */
  onOpen: () => void;
};

/** One order as the expo sees it: what is ready, what it waits for, and the hand-over. */
export function OrderCard({ expo, order, catalogue, position, onOpen }: Props) {
  const number = expo.numberOf(order);
  const tone = useComputed(() => urgency(order.since, expo.now.value, expo.limits)).value;
  const since = useComputed(() => age(order.since, expo.now.value));
  const waits = useComputed(() =>
    order.waitsFor.map((station) => waitWord(order, station, expo.now.value, catalogue)).join(' · '),
  ).value;
  const pending = expo.pending.value.has(order.id);
  return (
    <article
      data-testid="order"
      data-number={number}
      data-ready={order.ready}
      class="card"
      aria-busy={pending}
    >
      <Slip
        number={number}
        label={t().order(number)}
        tone={order.ready ? 'fresh' : tone}
        class={order.ready ? 'ready' : ''}
        where={
          <>
            <Where expo={expo} order={order} />
            {position !== null && <kbd aria-hidden="true">{position}</kbd>}
          </>
        }
        head={
          <>
            <span class="age">
              {tone === 'late' && !order.ready && <b>{t().late} </b>}
              {since}
            </span>
            <span class="seals">
              {order.rushed && <Seal>{t().rush}</Seal>}
              {order.unshown.length > 0 && <Seal>{t().unshown}</Seal>}
              {order.ready && <b>{t().ready}</b>}
            </span>
          </>
        }
      >
        <div class="parts">
          {order.parts.length === 0 && <p>{order.ready ? t().allReady : t().waiting}</p>}
          {order.parts.map((part) => (
            <Part key={part.station} part={part} name={stationWord(catalogue, part.station)} />
          ))}
          {order.held.map((course) => (
            <p class="held" key={course.course} data-testid="held">
              {heldWords(course)}
            </p>
          ))}
        </div>
        <footer>
          <Button tone="quiet" class="see" data-testid="order-more" onClick={onOpen}>
            {t().more}
          </Button>
          {order.ready ? (
            <Button
              tone="go"
              data-testid="hand-over"
              disabled={pending}
              onClick={() => void expo.handOver({ id: order.id, number })}
            >
              {pending ? t().sending : t().handOver}
            </Button>
          ) : (
            <p class="waits" data-testid="waits-for">
              {waits === '' ? t().waiting : t().waitsFor(waits)}
            </p>
          )}
        </footer>
      </Slip>
    </article>
  );
}

/** A station that is waited for, and how long already. */
function waitWord(order: ExpoOrder, station: Code, now: number, catalogue: Catalogue | null): string {
  const part = order.parts.find((one) => one.station === station);
  const minutes = part === undefined ? 0 : Math.floor((now - part.firedAt) / 60_000);
  const word = stationWord(catalogue, station);
  return minutes < 1 ? t().underAMinute(word) : t().minutes(word, minutes);
}

function Where({ expo, order }: { expo: Expo; order: ExpoOrder }) {
  const ticket = order.parts[0]?.tickets[0];
  if (ticket?.details?.table === undefined) return <span>{channelName(order.channel)}</span>;
  return <span class="table">{whereText(ticket, expo.floorPlan.value)}</span>;
}

function Part({ part, name }: { part: StationPart; name: string }) {
  return (
    <section class={part.ready ? 'part done' : 'part'} data-testid="part" data-station={part.station}>
      <h3>
        <span>{name}</span>
        <span>{part.ready ? t().done : t().making}</span>
      </h3>
      <ul>
        {part.tickets.map((ticket) => (
          <TicketLines key={ticket.id} ticket={ticket} />
        ))}
      </ul>
    </section>
  );
}

function TicketLines({ ticket }: { ticket: Ticket }) {
  return (
    <>
      {ticket.lines.map((line) => (
        <li key={line.line_id} class={line.voided ? 'struck' : ''}>
          {line.done_at !== undefined && !line.voided && '✓ '}
          <b>{line.quantity}</b> {pick(line.names)}
          {line.modifiers.filter(isStrong).map((names, index) => (
            <strong key={index}> · {pick(names)}</strong>
          ))}
          {ticket.firing > 1 && (
            <>
              {' '}
              <Seal>{t().added}</Seal>
            </>
          )}
        </li>
      ))}
    </>
  );
}
