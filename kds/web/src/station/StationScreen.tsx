import {
  Button,
  clockTime,
  dictionary,
  language,
  StaleScreen,
  type Catalogue,
  type Item,
  type StoreCard,
  type Ticket,
} from '@comanda/web';
import { computed, useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { RecallSheet } from '../actions/RecallSheet';
import { StockSheet } from '../actions/StockSheet';
import { TicketSheet } from '../actions/TicketSheet';
import { CardBoard } from '../cards/CardBoard';
import { CardTable, type CardSource } from '../cards/CardTable';
import { Pager } from '../cards/Pager';
import { lockedLines } from '../cards/tickets';
import { stationWord } from '../cards/words';
import { useHands } from '../keys';
import { settings, USUAL_DISTANCE_M } from '../settings';
import { SoundStart, TopBar } from '../TopBar';
import { AllDayList } from './AllDayList';
import type { Kitchen } from './kitchen';
import { TicketCard } from './TicketCard';
import { joined, orderWords, slipLines } from '../cards/ticketWords';

/** As wide as the seal beside a struck line. */
const SEAL_ROOM = '······';
/** As wide as the tick before a line that is made: a card must not grow when one is. */
const TICK_ROOM = '✓ ';

const t = dictionary({
  en: {
    counts: (orders: number, late: number) =>
      `${orders} ${orders === 1 ? 'ticket' : 'tickets'}${late > 0 ? ` · ${late} late` : ''}`,
    tickets: 'Tickets to make',
    seenAll: (count: number) => `Seen: ${count} new`,
    recall: 'Today',
    stock: 'Sold out',
    runner: 'Runner',
    clear: 'All clear',
    clearAt: (time: string) => `Nothing to make at ${time}. The next ticket appears here by itself.`,
    loading: 'Waiting for the store server…',
  },
  zh: {
    counts: (orders, late) => `${orders} 单${late > 0 ? ` · ${late} 迟` : ''}`,
    tickets: '要做的单',
    seenAll: (count) => `看到了：${count} 张新单`,
    recall: '今天的单',
    stock: '沽清',
    runner: '叫人',
    clear: '都做完了',
    clearAt: (time) => `${time} 没有要做的单，新单会自动出现。`,
    loading: '正在等门店服务器…',
  },
});

function source(ticket: Ticket, at: StoreCard | null, catalogue: Catalogue | null): CardSource {
  const lines = slipLines(ticket).flatMap(({ name, voided, modifiers = [], alarm = '', contains = '' }) => [
    {
      text: `${TICK_ROOM}${name}${voided === true ? SEAL_ROOM : ''}`,
      size: 1,
      indentEm: 2.6,
      paddingEm: 0.56,
    },
    { text: joined(modifiers), size: 0.83, indentEm: 2.6, paddingEm: 0 },
    { text: alarm, size: 1, indentEm: 2.2, paddingEm: alarm === '' ? 0 : 0.4 },
    { text: contains, size: 0.82, indentEm: 2.6, paddingEm: 0 },
  ]);
  const said = { text: joined(orderWords(ticket, at, catalogue)), size: 0.83, indentEm: 1, paddingEm: 0.5 };
  const texts = said.text === '' ? lines : [said, ...lines];
  return { id: ticket.id, texts };
}

/** One station's screen. */
export function StationScreen({ kitchen }: { kitchen: Kitchen }) {
  const { connection, seat } = kitchen;
  const table = useMemo(
    () =>
      new CardTable(
        kitchen.sources(
          (one) => source(one, kitchen.store.value, kitchen.catalogue.value),
          () => [kitchen.store.value, kitchen.catalogue.value, language.value],
        ),
        computed(() => settings.value.distanceM),
      ),
    [kitchen],
  );
  const sheet = useSignal<Shown>({ type: 'none' });
  const close = () => (sheet.value = { type: 'none' });
  const open = (ticket: Ticket) => (sheet.value = { type: 'ticket', ticket });
  const byId = useComputed(() => new Map(kitchen.open.value.map((ticket) => [ticket.id, ticket])));
  usePainted(kitchen, table, byId);
  const catalogue = kitchen.catalogue.value;
  const visible = table.keys.value.flatMap((id) => (id === null ? [] : (byId.value.get(id) ?? [])));
  const unseen = visible.filter((ticket) => kitchen.unseen.value.includes(ticket));
  useHands({
    onNumber: (number, withActions) => {
      const id = table.keys.peek()[number - 1] ?? '';
      const ticket = byId.peek().get(id);
      if (ticket === undefined) return;
      // What makes a guest ill is read and confirmed, never passed over with one key.
      if (withActions || lockedLines(ticket).length > 0) open(ticket);
      else void kitchen.bump(ticket);
    },
    onSeen: () => kitchen.seen(visible),
    onUndo: () => void kitchen.undo(),
    onRecall: () => (sheet.value = { type: 'recall', byKey: true }),
    onStock: () => (sheet.value = { type: 'stock' }),
    onNext: () => table.turn(1),
    onBack: () => table.turn(-1),
  });
  const here = seat.station ?? '';
  const made = (catalogue?.items ?? []).filter((item) => item.stations.includes(here));
  return (
    <main class="kitchen" style={`--distance:${settings.value.distanceM / USUAL_DISTANCE_M}`}>
      <TopBar
        connection={connection}
        now={kitchen.now}
        title={stationWord(catalogue, here)}
        counts={t().counts(kitchen.open.value.length, kitchen.late.value)}
      >
        {unseen.length > 0 && (
          <Button data-testid="seen-all" onClick={() => kitchen.seen(unseen)}>
            {t().seenAll(unseen.length)}
          </Button>
        )}
        <Button data-testid="recall-list" onClick={() => (sheet.value = { type: 'recall', byKey: false })}>
          {t().recall}
        </Button>
        <Button data-testid="stock-list" onClick={() => (sheet.value = { type: 'stock' })}>
          {t().stock}
        </Button>
        <Button data-testid="call-runner" onClick={() => void kitchen.work.call({ type: 'runner' })}>
          {t().runner}
        </Button>
      </TopBar>
      <CardBoard
        table={table}
        label={t().tickets}
        empty={<AllClear kitchen={kitchen} />}
        card={(id, position) => {
          const ticket = byId.value.get(id);
          return (
            ticket && (
              <TicketCard kitchen={kitchen} ticket={ticket} position={position} onOpen={() => open(ticket)} />
            )
          );
        }}
      />
      <aside class="side">
        <AllDayList tickets={kitchen.open.value} catalogue={catalogue} />
        <SoundStart now={kitchen.now} />
        <Pager table={table} />
      </aside>
      <Sheets kitchen={kitchen} shown={sheet.value} items={made} onOpen={open} onClose={close} />
      <StaleScreen connection={connection} />
    </main>
  );
}

type Shown =
  | { type: 'none' }
  | { type: 'recall'; byKey: boolean }
  | { type: 'stock' }
  | { type: 'ticket'; ticket: Ticket };

type SheetsProps = {
  kitchen: Kitchen;
  shown: Shown;
  items: readonly Item[];
  onOpen: (ticket: Ticket) => void;
  onClose: () => void;
};

function Sheets({ kitchen, shown, items, onOpen, onClose }: SheetsProps) {
  const { connection, work } = kitchen;
  switch (shown.type) {
    case 'none':
      return null;
    case 'recall':
      return (
        <RecallSheet
          byKey={shown.byKey}
          connection={connection}
          station={kitchen.seat.station}
          onRecall={(ticket) => {
            onClose();
            void kitchen.recall(ticket);
          }}
          onOpen={onOpen}
          onClose={onClose}
        />
      );
    case 'stock':
      return <StockSheet work={work} items={items} onClose={onClose} />;
    case 'ticket':
      return (
        <TicketSheet
          work={work}
          // As it is now; one that left this screen as it was when it was opened.
          ticket={connection.view.value.tickets.get(shown.ticket.id) ?? shown.ticket}
          hands={{
            bump: (ticket) => void kitchen.bump(ticket),
            bumpLines: (ticket, lines) => void kitchen.bumpLines(ticket, lines),
            linesBack: (ticket, lines) => void kitchen.linesBack(ticket, lines),
            confirm: (ticket, lines) => void kitchen.confirm(ticket, lines),
            recall: (ticket) => void kitchen.recall(ticket),
          }}
          onClose={onClose}
        />
      );
  }
}

/** Tells the store which tickets have been painted: after the frame that holds them, and only while it is in sight. */
function usePainted(kitchen: Kitchen, table: CardTable, byId: { value: ReadonlyMap<string, Ticket> }): void {
  const keys = table.keys.value;
  const tickets = byId.value;
  const fresh = kitchen.connection.freshness.value.type === 'fresh';
  useEffect(() => {
    if (!fresh) return; // the screen is covered: nobody sees a card
    let second = 0;
    // The first callback runs before this frame is painted, the second after it.
    const first = requestAnimationFrame(() => {
      second = requestAnimationFrame(() => {
        if (document.visibilityState !== 'visible') return;
        kitchen.shown(keys.flatMap((id) => (id === null ? [] : (tickets.get(id) ?? []))));
      });
    });
    return () => {
      cancelAnimationFrame(first);
      cancelAnimationFrame(second);
    };
  }, [kitchen, keys, tickets, fresh]);
}

function AllClear({ kitchen }: { kitchen: Kitchen }) {
  const { connection } = kitchen;
  const { store, seq } = connection.view.value;
  if (seq === null || store === null || connection.freshness.value.type !== 'fresh') {
    return (
      <p class="all-clear" role="status">
        {t().loading}
      </p>
    );
  }
  return (
    <div class="all-clear" role="status" data-testid="all-clear">
      <p class="big">{t().clear}</p>
      <p>{t().clearAt(clockTime(kitchen.now.value, store))}</p>
    </div>
  );
}
