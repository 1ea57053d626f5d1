import { Button, clockTime, dictionary, StaleScreen, type StoreCard, type Ticket } from '@comanda/web';
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { CardBoard } from '../cards/CardBoard';
import { CardTable, type CardSource } from '../cards/CardTable';
import { Pager } from '../cards/Pager';
import { stationWord } from '../cards/words';
import { TopBar } from '../TopBar';
import { AllDayList } from './AllDayList';
import type { Kitchen } from './kitchen';
import { RecallSheet } from './RecallSheet';
import { TicketCard } from './TicketCard';
import { joined, orderWords, slipLines } from '../cards/ticketWords';

/** As wide as the seal beside a struck line. */
const SEAL_ROOM = '······';

const t = dictionary({
  en: {
    counts: (orders: number, late: number) =>
      `${orders} ${orders === 1 ? 'ticket' : 'tickets'}${late > 0 ? ` · ${late} late` : ''}`,
    tickets: 'Tickets to make',
    seenAll: (count: number) => `Seen: ${count} new`,
    recall: 'Bring back',
    clear: 'All clear',
    clearAt: (time: string) => `Nothing to make at ${time}. The next ticket appears here by itself.`,
    loading: 'Waiting for the store server…',
  },
  zh: {
    counts: (orders, late) => `${orders} 单${late > 0 ? ` · ${late} 迟` : ''}`,
    tickets: '要做的单',
    seenAll: (count) => `看到了：${count} 张新单`,
    recall: '找回',
    clear: '都做完了',
    clearAt: (time) => `${time} 没有要做的单，新单会自动出现。`,
    loading: '正在等门店服务器…',
  },
});

function source(ticket: Ticket, at: StoreCard | null): CardSource {
  const lines = slipLines(ticket).flatMap(({ name, voided, modifiers = [] }) => [
    { text: `${name}${voided === true ? SEAL_ROOM : ''}`, size: 1, indentEm: 2.6, paddingEm: 0.56 },
    { text: joined(modifiers), size: 0.83, indentEm: 2.6, paddingEm: 0 },
  ]);
  const said = { text: joined(orderWords(ticket, at)), size: 0.83, indentEm: 1, paddingEm: 0.5 };
  const texts = said.text === '' ? lines : [said, ...lines];
  return { id: ticket.id, texts };
}

/** One station's screen. */
export function StationScreen({ kitchen }: { kitchen: Kitchen }) {
  const { connection, seat } = kitchen;
  const table = useMemo(
    () => new CardTable(kitchen.sources((one) => source(one, kitchen.store.value))),
    [kitchen],
  );
  const recalling = useSignal(false);
  const byId = useComputed(() => new Map(kitchen.open.value.map((ticket) => [ticket.id, ticket])));
  usePainted(kitchen, table, byId);
  const catalogue = connection.view.value.catalogue;
  const visible = table.keys.value.flatMap((id) => (id === null ? [] : (byId.value.get(id) ?? [])));
  const unseen = visible.filter((ticket) => kitchen.unseen.value.includes(ticket));
  return (
    <main class="kitchen">
      <TopBar
        connection={connection}
        now={kitchen.now}
        title={stationWord(catalogue, seat.station ?? '')}
        counts={t().counts(kitchen.open.value.length, kitchen.late.value)}
      >
        {unseen.length > 0 && (
          <Button data-testid="seen-all" onClick={() => kitchen.seen(unseen)}>
            {t().seenAll(unseen.length)}
          </Button>
        )}
        <Button data-testid="recall-list" onClick={() => (recalling.value = true)}>
          {t().recall}
        </Button>
      </TopBar>
      <CardBoard
        table={table}
        label={t().tickets}
        onKey={(id) => {
          const ticket = byId.value.get(id);
          if (ticket) void kitchen.bump(ticket);
        }}
        empty={<AllClear kitchen={kitchen} />}
        card={(id, position) => {
          const ticket = byId.value.get(id);
          return ticket && <TicketCard kitchen={kitchen} ticket={ticket} position={position} />;
        }}
      />
      <aside class="side">
        <AllDayList tickets={kitchen.open.value} />
        <Pager table={table} />
      </aside>
      <RecallSheet kitchen={kitchen} open={recalling.value} onClose={() => (recalling.value = false)} />
      <StaleScreen connection={connection} />
    </main>
  );
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
