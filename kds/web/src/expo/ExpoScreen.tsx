import {
  Button,
  channelName,
  clockTime,
  dictionary,
  orderNumber,
  pick,
  Sheet,
  StaleScreen,
} from '@comanda/web';
import { computed, useComputed, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { CardBoard } from '../cards/CardBoard';
import { CardTable, type CardSource } from '../cards/CardTable';
import { isStrong } from '../cards/strong';
import { Pager } from '../cards/Pager';
import { stationWord } from '../cards/words';
import { TopBar } from '../TopBar';
import type { Expo } from './expo';
import { OrderCard } from './OrderCard';
import { whoWaitsForWhom, type ExpoOrder } from './orders';

const t = dictionary({
  en: {
    title: 'Expo',
    counts: (orders: number, ready: number, late: number) =>
      `${orders} orders · ${ready} ready${late > 0 ? ` · ${late} late` : ''}`,
    orders: 'Orders to assemble',
    recall: 'Bring back',
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
  return { id: order.id, texts };
}

/** The expo's screen: every order, from its first ticket to the guest's hand. */
export function ExpoScreen({ expo }: { expo: Expo }) {
  const { connection } = expo;
  const table = useMemo(() => new CardTable(computed(() => expo.orders.value.map(source))), [expo]);
  const recalling = useSignal(false);
  const byId = useComputed(() => new Map(expo.orders.value.map((order) => [order.id, order])));
  const catalogue = connection.view.value.catalogue;
  const orders = expo.orders.value;
  return (
    <main class="kitchen expo">
      <TopBar
        connection={connection}
        now={expo.now}
        title={t().title}
        counts={t().counts(orders.length, expo.ready.value, expo.late.value)}
      >
        <Button data-testid="recall-list" onClick={() => (recalling.value = true)}>
          {t().recall}
        </Button>
      </TopBar>
      <CardBoard
        table={table}
        label={t().orders}
        onKey={(id) => {
          const order = byId.value.get(id);
          if (order?.ready) void expo.handOver({ id, number: expo.numberOf(order) });
        }}
        empty={<AllClear expo={expo} />}
        card={(id, position) => {
          const order = byId.value.get(id);
          return order && <OrderCard expo={expo} order={order} catalogue={catalogue} position={position} />;
        }}
      />
      <Side expo={expo} table={table} />
      <Gone expo={expo} open={recalling.value} onClose={() => (recalling.value = false)} />
      <StaleScreen connection={connection} />
    </main>
  );
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
      <Pager table={table} />
    </aside>
  );
}

function Gone({ expo, open, onClose }: { expo: Expo; open: boolean; onClose: () => void }) {
  return (
    <Sheet open={open} title={t().gone} onClose={onClose} class="recall">
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
