import {
  Button,
  channelName,
  clockTime,
  dictionary,
  orderNumber,
  pick,
  Sheet,
  StaleScreen,
  type Ticket,
} from '@comanda/web';
import { computed, useComputed, useSignal, type Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { RecallSheet } from '../actions/RecallSheet';
import { StockSheet } from '../actions/StockSheet';
import { TicketSheet } from '../actions/TicketSheet';
import { CardBoard } from '../cards/CardBoard';
import { CardTable, type CardSource } from '../cards/CardTable';
import { isStrong } from '../cards/strong';
import { Pager } from '../cards/Pager';
import { stationWord } from '../cards/words';
import { useHands } from '../keys';
import { settings, USUAL_DISTANCE_M } from '../settings';
import { SoundStart, TopBar } from '../TopBar';
import type { Expo } from './expo';
import { LayoutSheet } from './LayoutSheet';
import { OrderCard } from './OrderCard';
import { OrderSheet } from './OrderSheet';
import { heldWords } from './heldWords';
import { whoWaitsForWhom, type ExpoOrder } from './orders';

const t = dictionary({
  en: {
    title: 'Expo',
    counts: (orders: number, ready: number, late: number) =>
      `${orders} ${orders === 1 ? 'order' : 'orders'} · ${ready} ready${late > 0 ? ` · ${late} late` : ''}`,
    orders: 'Orders to assemble',
    recall: 'Bring back',
    gaveOut: 'Handed over',
    today: 'Today',
    stock: 'Sold out',
    layout: 'Layout',
    clear: 'All clear',
    clearAt: (time: string) => `No order on its way at ${time}. The next one appears here by itself.`,
    loading: 'Waiting for the store server…',
    waitingFor: 'Orders wait for',
    noWait: 'No station is waited for.',
    readyNow: 'Ready now',
    none: 'None',
    gone: 'Handed over: bring back',
    nothingGone: 'Nothing has been handed over yet.',
  },
  zh: {
    title: '出餐',
    counts: (orders, ready, late) => `${orders} 单 · ${ready} 可出${late > 0 ? ` · ${late} 迟` : ''}`,
    orders: '要出的单',
    recall: '找回',
    gaveOut: '已交给客人',
    today: '今天的单',
    stock: '沽清',
    layout: '布局',
    clear: '都出完了',
    clearAt: (time) => `${time} 没有要出的单，新单会自动出现。`,
    loading: '正在等门店服务器…',
    waitingFor: '在等的档口',
    noWait: '没有档口在拖。',
    readyNow: '现在可出',
    none: '没有',
    gone: '已交给客人：找回',
    nothingGone: '还没有交给客人的单。',
  },
});

function source(order: ExpoOrder): CardSource {
  const texts = order.parts.flatMap((part) => [
    { text: part.station, size: 0.83, indentEm: 1, paddingEm: 0.5 },
    ...part.tickets.flatMap(({ lines, firing }) =>
      lines.map((line) => ({
        text: [
          line.quantity,
          pick(line.names),
          ...line.modifiers.filter(isStrong).map(pick),
          firing > 1 ? 'ADDED' : '',
        ].join(' · '),
        size: 0.72,
        indentEm: 1.5,
        paddingEm: 0.05,
      })),
    ),
  ]);
  const held = order.held.map((course) => ({
    text: heldWords(course),
    size: 0.83,
    indentEm: 1,
    paddingEm: 0.5,
  }));
  // Two stations that are waited for stand beside the button; each further one takes a line.
  const waits = order.waitsFor.slice(2).map(() => ({ text: '·', size: 0.75, indentEm: 0, paddingEm: 0 }));
  return { id: order.id, texts: [...texts, ...held, ...waits] };
}

type Shown =
  | { type: 'none' | 'gone' | 'stock' | 'layout' }
  | { type: 'today'; byKey: boolean }
  | { type: 'order'; id: string }
  | { type: 'ticket'; ticket: Ticket };

/** The expo's screen: every order, from its first ticket to the guest's hand. */
export function ExpoScreen({ expo }: { expo: Expo }) {
  const { connection } = expo;
  const table = useMemo(
    () =>
      new CardTable(
        computed(() => expo.orders.value.map(source)),
        computed(() => settings.value.distanceM),
      ),
    [expo],
  );
  const sheet = useSignal<Shown>({ type: 'none' });
  const byId = useComputed(() => new Map(expo.orders.value.map((order) => [order.id, order])));
  const catalogue = expo.catalogue.value;
  const orders = expo.orders.value;
  useHands({
    onNumber: (number, withActions) => {
      const order = byId.peek().get(table.keys.peek()[number - 1] ?? '');
      if (order === undefined) return;
      if (order.ready && !withActions) void expo.handOver({ id: order.id, number: expo.numberOf(order) });
      else sheet.value = { type: 'order', id: order.id };
    },
    onRecall: () => (sheet.value = { type: 'today', byKey: true }),
    onStock: () => (sheet.value = { type: 'stock' }),
    onUndo: () => void expo.undo(),
    onNext: () => table.turn(1),
    onBack: () => table.turn(-1),
  });
  return (
    <main class="kitchen expo" style={`--distance:${settings.value.distanceM / USUAL_DISTANCE_M}`}>
      <TopBar
        connection={connection}
        now={expo.now}
        title={t().title}
        counts={t().counts(orders.length, expo.ready.value, expo.late.value)}
      >
        <Button data-testid="recall-list" onClick={() => (sheet.value = { type: 'gone' })}>
          {t().gaveOut}
        </Button>
        <Button data-testid="today-list" onClick={() => (sheet.value = { type: 'today', byKey: false })}>
          {t().today}
        </Button>
        <Button data-testid="stock-list" onClick={() => (sheet.value = { type: 'stock' })}>
          {t().stock}
        </Button>
        {(catalogue?.layouts?.length ?? 0) > 0 && (
          <Button data-testid="layouts" onClick={() => (sheet.value = { type: 'layout' })}>
            {t().layout}
          </Button>
        )}
      </TopBar>
      <CardBoard
        table={table}
        label={t().orders}
        empty={<AllClear expo={expo} />}
        card={(id, position) => {
          const order = byId.value.get(id);
          return (
            order && (
              <OrderCard
                expo={expo}
                order={order}
                catalogue={catalogue}
                position={position}
                onOpen={() => (sheet.value = { type: 'order', id })}
              />
            )
          );
        }}
      />
      <Side expo={expo} table={table} />
      <Sheets expo={expo} sheet={sheet} orders={byId.value} />
      <StaleScreen connection={connection} />
    </main>
  );
}

type SheetsProps = { expo: Expo; sheet: Signal<Shown>; orders: ReadonlyMap<string, ExpoOrder> };

function Sheets({ expo, sheet, orders }: SheetsProps) {
  const { connection, work } = expo;
  const catalogue = expo.catalogue.value;
  const shown = sheet.value;
  const close = () => (sheet.value = { type: 'none' });
  const open = (ticket: Ticket) => (sheet.value = { type: 'ticket', ticket });
  switch (shown.type) {
    case 'none':
      return null;
    case 'gone':
      return <Gone expo={expo} onClose={close} />;
    case 'today':
      return (
        <RecallSheet
          {...{ connection, byKey: shown.byKey, station: null, onOpen: open, onClose: close }}
          onRecall={(ticket) => {
            close();
            void expo.recallTicket(ticket);
          }}
        />
      );
    case 'stock':
      return <StockSheet work={work} items={catalogue?.items ?? []} onClose={close} />;
    case 'layout':
      return <LayoutSheet work={work} catalogue={catalogue} onClose={close} />;
    case 'order': {
      const order = orders.get(shown.id);
      return order === undefined ? null : (
        <OrderSheet {...{ expo, order, catalogue, onOpen: open, onClose: close }} />
      );
    }
    case 'ticket':
      return (
        <TicketSheet
          work={work}
          ticket={connection.view.value.tickets.get(shown.ticket.id) ?? shown.ticket}
          hands={{ recall: (ticket) => void expo.recallTicket(ticket) }}
          onClose={close}
        />
      );
  }
}

function Side({ expo, table }: { expo: Expo; table: CardTable }) {
  const catalogue = expo.connection.view.value.catalogue;
  const ready = expo.orders.value.filter((order) => order.ready);
  const waits = whoWaitsForWhom(expo.orders.value);
  return (
    <aside class="side">
      <section class="all-day" aria-labelledby="ready-now" tabIndex={0}>
        <h2 id="ready-now">{t().readyNow}</h2>
        <p class="numbers" data-testid="ready-now">
          {ready.length === 0 ? t().none : ready.map((order) => <b key={order.id}>{expo.numberOf(order)}</b>)}
        </p>
        <h2>{t().waitingFor}</h2>
        {waits.length === 0 && <p>{t().noWait}</p>}
        <ul>
          {waits.map(({ station, orders }) => (
            <li key={station}>
              <span>{stationWord(catalogue, station)}</span>
              <b>{orders}</b>
            </li>
          ))}
        </ul>
      </section>
      <SoundStart now={expo.now} />
      <Pager table={table} />
    </aside>
  );
}

function Gone({ expo, onClose }: { expo: Expo; onClose: () => void }) {
  return (
    <Sheet open title={t().gone} onClose={onClose} class="recall">
      {expo.gone.value.length === 0 && <p>{t().nothingGone}</p>}
      <ul class="list">
        {expo.gone.value.map((row) => (
          <li key={row.order_id} data-testid="handed-over">
            <div>
              <b class="no">{orderNumber(row.channel, row.number)}</b> <span>{channelName(row.channel)}</span>
            </div>
            <Button
              data-testid="recall"
              disabled={expo.pending.value.has(row.order_id)}
              onClick={() => void expo.recall(row.order_id).then(onClose)}
            >
              {t().recall}
            </Button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function AllClear({ expo }: { expo: Expo }) {
  const { store, seq } = expo.connection.view.value;
  if (seq === null || store === null || expo.connection.freshness.value.type !== 'fresh') {
    return (
      <p class="all-clear" role="status">
        {t().loading}
      </p>
    );
  }
  return (
    <div class="all-clear" role="status" data-testid="all-clear">
      <p class="big">{t().clear}</p>
      <p>{t().clearAt(clockTime(expo.now.value, store))}</p>
    </div>
  );
}
