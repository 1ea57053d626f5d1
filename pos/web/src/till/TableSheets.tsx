import { useSignal } from '@preact/signals';
import {
  Button,
  clockTime,
  dictionary,
  formatMoney,
  mintId,
  Numpad,
  orderNumber,
  Sheet,
  type Order,
  type StoreCard,
} from '@comanda/web';
import { checkLines } from './check';
import { closePanel, desk, half, moving, panel, picked } from './panel';
import {
  allSlips,
  ask,
  details,
  order,
  orders,
  pickUp,
  revisionOf,
  setDetails,
  slip,
  startAtTable,
  store,
  view,
} from './store';
import { guestsText, tableName, whereText } from './words';

/** The most guests an order takes. */
const GUESTS_DIGITS_MAX = 2;

const t = dictionary({
  en: {
    guests: 'How many guests?',
    seat: (table: string) => `${table} · how many guests?`,
    open: 'Open the table',
    save: 'Save',
    without: 'Without a number',
    several: (table: string) => `${table} has several orders`,
    another: 'One more order at this table',
    moveTitle: 'Move lines',
    which: 'Which lines?',
    whereTo: 'Where to?',
    toTable: 'To a table…',
    toNew: 'To a new order',
    all: 'All lines',
    merge: (from: string, table: string) => `${from} to ${table}`,
    taken: 'Guests sit there already. Their order takes the lines over; nothing is charged twice.',
    into: (number: string) => `Merge into ${number}`,
    apart: 'Sit there too, as an order of its own',
    gone: 'The order that was to be moved is not open any more.',
    lines: (count: string) => (count === '1' ? '1 line' : `${count} lines`),
    unsent: 'Not sent yet',
  },
  zh: {
    guests: '几位客人？',
    seat: (table) => `${table} · 几位客人？`,
    open: '开台',
    save: '保存',
    without: '不填人数',
    several: (table) => `${table} 有几张单`,
    another: '这桌再开一张单',
    moveTitle: '移菜',
    which: '移哪几行？',
    whereTo: '移到哪里？',
    toTable: '移到某一桌…',
    toNew: '另开一张单',
    all: '全部',
    merge: (from, table) => `${from} 移到 ${table}`,
    taken: '那桌已有客人。这些菜会并到他们的单上，不会重复收费。',
    into: (number) => `并入 ${number}`,
    apart: '坐同一桌，单子分开',
    gone: '要移的单已经结束。',
    lines: (count) => `${count} 行`,
    unsent: '未下单',
  },
});

/** How many guests sit down: opens a free table, or corrects the order on the desk. */
export function GuestsSheet({ table }: { table: string | null }) {
  const digits = useSignal(table === null ? String(details.value.guests ?? '') : '');
  const count = Number.parseInt(digits.value, 10);
  const known = count >= 1;
  const finish = (guests: number | null) => {
    if (table === null) setDetails({ guests: guests ?? undefined });
    else {
      startAtTable(table, guests);
      picked.value = null;
      desk.value = 'menu';
    }
    closePanel();
  };
  const title = table === null ? t().guests : t().seat(tableName(view.value.floorPlan, table));
  return (
    <Sheet
      open
      class="guests-sheet"
      title={title}
      onClose={closePanel}
      actions={
        <>
          <Button data-testid="no-guests" onClick={() => finish(null)}>
            {t().without}
          </Button>
          <Button tone="go" data-testid="guests-done" disabled={!known} onClick={() => finish(count)}>
            {table === null ? t().save : t().open}
          </Button>
        </>
      }
    >
      <p class="big-sum">
        <output data-testid="guests">{known ? guestsText(count) : '—'}</output>
      </p>
      <Numpad
        value={digits.value}
        maxLength={GUESTS_DIGITS_MAX}
        extra="none"
        onValue={(value) => (digits.value = value)}
        onEnter={() => {
          if (known) finish(count);
        }}
      />
    </Sheet>
  );
}

function take(orderId: string): void {
  pickUp(orderId);
  picked.value = null;
  half.value = 'slip';
  desk.value = 'menu';
  closePanel();
}

/** Which of the orders at a table. */
export function TableOrdersSheet({ table }: { table: string }) {
  const at = store.value;
  if (at === null) return null;
  const open = openAt(table);
  const known = new Set(open.map((one) => one.id));
  const waiting = allSlips.value.filter((one) => one.details.table === table && !known.has(one.order_id));
  return (
    <Sheet
      open
      class="orders"
      title={t().several(tableName(view.value.floorPlan, table))}
      onClose={closePanel}
    >
      <ul class="list">
        {open.map((one) => (
          <li key={one.id}>
            <OrderRow of={one} at={at} onTap={() => take(one.id)} />
          </li>
        ))}
        {waiting
          .filter((one) => !one.placed)
          .map((one) => (
            <li key={one.order_id}>
              <button type="button" class="order-row" onClick={() => take(one.order_id)}>
                <b class="no">—</b>
                <span>
                  {t().unsent} <small>{t().lines(String(one.lines.length))}</small>
                </span>
              </button>
            </li>
          ))}
      </ul>
      <Button data-testid="another-order" onClick={() => (panel.value = { type: 'guests', table })}>
        {t().another}
      </Button>
    </Sheet>
  );
}

function openAt(table: string): Order[] {
  return [...orders.value.values()].filter(
    (one) => one.state.type === 'open' && one.details?.table === table,
  );
}

function OrderRow({ of, at, onTap }: { of: Order; at: StoreCard; onTap: () => void }) {
  const words = [whereText(view.value.floorPlan, of.details), clockTime(of.opened_at, at)];
  return (
    <button type="button" class="order-row" data-testid="pick-order" onClick={onTap}>
      <b class="no">{orderNumber(of.channel, of.number)}</b>
      <span>
        {words.filter((word) => word !== '').join(' · ')}
        <small>{t().lines(String(of.lines.length))}</small>
      </span>
      <b class="sum">{formatMoney(of.totals.due, at)}</b>
    </button>
  );
}

/** Moves lines of the order on the desk; without `to` into a new order, which is then on the desk. */
export function moveLines(from: Order, lineIds: readonly string[], to: Order | null): void {
  const id = to?.id ?? mintId();
  void ask(from.id, {
    type: 'move_lines',
    from: from.id,
    from_revision: Math.max(from.revision, slip.peek().order_id === from.id ? revisionOf(slip.peek()) : 0),
    to: id,
    to_revision: to?.revision ?? 0,
    line_ids: [...lineIds],
    ...(to === null && { open: opened(from) }),
  }).then((outcome) => {
    if (outcome.type === 'accepted' && (to !== null || slip.peek().order_id === from.id)) pickUp(id);
  });
}

/** A new order beside another one is at the same table, with words of its own. */
function opened(from: Order): NonNullable<Order['details']> {
  const { table, training } = from.details ?? {};
  return { ...(table !== undefined && { table }), ...(training === true && { training }) };
}

/** Which lines of the order on the desk go where. */
export function MoveSheet({ lineIds }: { lineIds: readonly string[] }) {
  const at = store.value;
  const from = order.value;
  const chosen = useSignal<ReadonlySet<string>>(new Set(lineIds));
  if (at === null || from === null) return null;
  const lines = checkLines.value.filter((line) => line.where === 'store' && line.row.voided !== true);
  const ids = lines.map((line) => line.row.id).filter((id) => chosen.value.has(id));
  const whole = ids.length === lines.length;
  const others = [...orders.value.values()].filter((one) => one.state.type === 'open' && one.id !== from.id);
  const flip = (id: string) => {
    const next = new Set(chosen.value);
    if (!next.delete(id)) next.add(id);
    chosen.value = next;
  };
  const toTable = () => {
    moving.value = { order_id: from.id, line_ids: whole ? [] : ids };
    desk.value = 'floor';
    half.value = 'menu';
    closePanel();
  };
  return (
    <Sheet open class="move-sheet orders" title={t().moveTitle} onClose={closePanel}>
      <section>
        <h3>{t().which}</h3>
        <ul class="list ticks">
          {lines.map(({ row }) => (
            <li key={row.id}>
              <label>
                <input
                  type="checkbox"
                  data-testid="move-tick"
                  checked={chosen.value.has(row.id)}
                  onChange={() => flip(row.id)}
                />
                <span>
                  {row.quantity} × {row.name}
                </span>
                <b>{row.amount}</b>
              </label>
            </li>
          ))}
        </ul>
      </section>
      <section class="column">
        <h3>{t().whereTo}</h3>
        {(view.value.floorPlan?.tables ?? []).length > 0 && (
          <Button tone="go" data-testid="move-to-table" disabled={ids.length === 0} onClick={toTable}>
            {t().toTable}
          </Button>
        )}
        <Button
          data-testid="move-to-new"
          disabled={ids.length === 0 || whole}
          onClick={() => {
            moveLines(from, ids, null);
            closePanel();
          }}
        >
          {t().toNew}
        </Button>
        <ul class="list">
          {others.map((one) => (
            <li key={one.id}>
              <OrderRow
                of={one}
                at={at}
                onTap={() => {
                  if (ids.length === 0) return;
                  moveLines(from, whole ? [] : ids, one);
                  closePanel();
                }}
              />
            </li>
          ))}
        </ul>
      </section>
    </Sheet>
  );
}

/** The table that something is moved to has guests: into their order, or beside it. */
export function MergeSheet({ table }: { table: string }) {
  const what = moving.value;
  const from = orders.value.get(what?.order_id ?? '');
  const done = () => {
    moving.value = null;
    desk.value = 'menu';
    closePanel();
  };
  if (what === null || from === undefined) {
    return (
      <Sheet open title={t().moveTitle} onClose={done}>
        <p class="hint">{t().gone}</p>
      </Sheet>
    );
  }
  const name = tableName(view.value.floorPlan, table);
  const targets = openAt(table).filter((one) => one.id !== from.id);
  return (
    <Sheet
      open
      class="merge-sheet"
      title={t().merge(orderNumber(from.channel, from.number), name)}
      onClose={closePanel}
    >
      <p class="hint">{t().taken}</p>
      <section class="column">
        {targets.map((one) => (
          <Button
            key={one.id}
            tone="go"
            data-testid="merge-into"
            onClick={() => {
              moveLines(from, what.line_ids, one);
              done();
            }}
          >
            {t().into(orderNumber(one.channel, one.number))}
          </Button>
        ))}
        <Button
          data-testid="sit-apart"
          onClick={() => {
            moveToTable(from, what.line_ids, table);
            done();
          }}
        >
          {t().apart}
        </Button>
      </section>
    </Sheet>
  );
}

/** Brings an order, or some of its lines as a new order, to a table. */
export function moveToTable(from: Order, lineIds: readonly string[], table: string): void {
  const before = from.details ?? {};
  if (lineIds.length === 0) {
    const revision = from.revision;
    const next = { ...before, table };
    void ask(from.id, { type: 'change_details', order_id: from.id, revision, details: next });
    return;
  }
  const id = mintId();
  const training = before.training === true ? { training: true } : {};
  void ask(from.id, {
    type: 'move_lines',
    from: from.id,
    from_revision: from.revision,
    to: id,
    to_revision: 0,
    line_ids: [...lineIds],
    open: { table, ...training },
  });
}
