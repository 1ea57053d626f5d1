import { computed, useSignal } from '@preact/signals';
import { Button, dictionary, formatMoney, orderNumber, pick, type Area, type StoreCard } from '@comanda/web';
import { now } from './clock';
import { tableView, type TableView } from './floor';
import { desk, half, moving, panel, picked } from './panel';
import { moveToTable } from './TableSheets';
import { allSlips, give, orders, pickUp, slip, store, view } from './store';
import { guestsText, toastRefused } from './words';

const MINUTE_MS = 60_000;
const HOUR_MIN = 60;
/** The least side of a table on the screen, with the room around it. */
const TABLE_PX_MIN = 56;

const t = dictionary({
  en: {
    floor: 'Tables',
    areas: 'Areas',
    menu: 'Back to the menu',
    none: 'No tables are drawn yet. A manager draws the floor in the back office.',
    free: 'Free',
    dirty: 'To clean',
    seated: 'Seated',
    ordered: 'In the kitchen',
    ready: 'Food ready',
    served: 'All served',
    paying: 'Paying',
    clean: 'Clean',
    minutes: (count: string) => `${count} min`,
    hours: (hours: string, minutes: string) => `${hours} h ${minutes}`,
    several: (count: string) => `${count} orders`,
    long: 'long',
    veryLong: 'very long',
    seats: (count: string) => `seats ${count}`,
    moveWhat: (what: string) => `Move ${what}: tap the table.`,
    lines: (count: string, what: string) => `${count} lines of ${what}`,
    cancel: 'Cancel',
  },
  zh: {
    floor: '桌台',
    areas: '区域',
    menu: '回到菜单',
    none: '还没有画桌台图。请经理在后台绘制。',
    free: '空台',
    dirty: '待清理',
    seated: '已入座',
    ordered: '制作中',
    ready: '可上菜',
    served: '已上齐',
    paying: '结账中',
    clean: '已清理',
    minutes: (count) => `${count} 分钟`,
    hours: (hours, minutes) => `${hours} 小时 ${minutes}`,
    several: (count) => `${count} 张单`,
    long: '较久',
    veryLong: '很久',
    seats: (count) => `${count} 座`,
    moveWhat: (what) => `移动 ${what}：请点目标桌。`,
    lines: (count, what) => `${what} 的 ${count} 行`,
    cancel: '取消',
  },
});

/** Every table as it is now, by code. */
const tables = computed<ReadonlyMap<string, TableView>>(() => {
  const open = [...orders.value.values()].filter((one) => one.state.type === 'open');
  const waiting = allSlips.value.flatMap(({ order_id, placed, details }) =>
    placed || details.table === undefined
      ? []
      : [{ order_id, table: details.table, guests: details.guests ?? null }],
  );
  const all = view.value.floorPlan?.tables ?? [];
  return new Map(
    all.map((table) => {
      const dirty = view.value.dirtyTables.get(table.code) ?? null;
      return [table.code, tableView(table, open, waiting, dirty, now.value)];
    }),
  );
});

/** The floor: every table of an area where it stands, with how far its guests are. */
export function Floor() {
  const plan = view.value.floorPlan;
  const at = store.value;
  const chosen = useSignal<string | null>(null);
  if (plan === null || at === null || plan.tables.length === 0)
    return (
      <section class="floor" aria-label={t().floor}>
        <p class="hint">{t().none}</p>
      </section>
    );
  const area = chosen.value ?? plan.areas[0]?.code ?? '';
  const here = [...tables.value.values()].filter((one) => one.table.area === area);
  return (
    <section class="floor" aria-label={t().floor}>
      <header class="bar">
        {plan.areas.length > 1 && (
          <nav class="areas" aria-label={t().areas}>
            {plan.areas.map((one) => (
              <AreaButton
                key={one.code}
                of={one}
                on={one.code === area}
                onTap={() => (chosen.value = one.code)}
              />
            ))}
          </nav>
        )}
        <span class="space" />
        <Button data-testid="to-menu" onClick={() => (desk.value = 'menu')}>
          {t().menu}
        </Button>
      </header>
      <Moving />
      <Plan tables={here} at={at} />
    </section>
  );
}

function AreaButton({ of, on, onTap }: { of: Area; on: boolean; onTap: () => void }) {
  return (
    <Button class={on ? 'tab on' : 'tab'} aria-pressed={on} data-testid={`area-${of.code}`} onClick={onTap}>
      {pick(of.names)}
    </Button>
  );
}

function Moving() {
  const what = moving.value;
  const row = orders.value.get(what?.order_id ?? '');
  if (what === null || row === undefined) return null;
  const number = orderNumber(row.channel, row.number);
  const named = what.line_ids.length === 0 ? number : t().lines(String(what.line_ids.length), number);
  return (
    <p class="moving" role="status">
      <b>{t().moveWhat(named)}</b>
      <Button data-testid="cancel-move" onClick={() => (moving.value = null)}>
        {t().cancel}
      </Button>
    </p>
  );
}

/** The drawing, as large as the room: the corners are those of the tables that stand farthest out. */
function Plan({ tables: here, at }: { tables: readonly TableView[]; at: StoreCard }) {
  const left = Math.min(...here.map(({ table }) => table.x));
  const top = Math.min(...here.map(({ table }) => table.y));
  const columns = Math.max(...here.map(({ table }) => table.x + table.width)) - left;
  const rows = Math.max(...here.map(({ table }) => table.y + table.height)) - top;
  // So wide and high is a step at least: the smallest table can still be hit and read.
  const least = (side: 'width' | 'height') =>
    `${TABLE_PX_MIN / Math.max(1, Math.min(...here.map(({ table }) => table[side])))}px`;
  const steps = { '--column': least('width'), '--row': least('height') };
  return (
    <div class="plan-scroll" tabIndex={0}>
      <ul class="plan" style={{ '--columns': columns, '--rows': rows, ...steps }}>
        {here.map((one) => {
          const { x, y, width, height } = one.table;
          const place = {
            gridColumn: `${x - left + 1} / span ${width}`,
            gridRow: `${y - top + 1} / span ${height}`,
          };
          return (
            <li key={one.table.code} style={place}>
              <TableTile of={one} at={at} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function TableTile({ of, at }: { of: TableView; at: StoreCard }) {
  const { table, stage, age, guests, due, since, orders: open } = of;
  const current = slip.value.order_id;
  const mine = open.some((one) => one.id === current) || of.waiting.some((one) => one.order_id === current);
  const ageWord = age === 'late' ? t().veryLong : age === 'warn' ? t().long : null;
  const facts = [
    guests > 0 ? guestsText(guests) : null,
    open.length > 1 ? t().several(String(open.length)) : null,
    stage === 'free' ? t().seats(String(table.seats)) : null,
  ].filter((fact) => fact !== null);
  const classes = ['table', table.shape, stage, stage === 'free' ? 'plain' : age, mine ? 'mine' : ''];
  return (
    <button
      type="button"
      class={classes.filter(Boolean).join(' ')}
      data-testid={`table-${table.code}`}
      data-stage={stage}
      onClick={() => tapTable(of)}
    >
      <b class="name">{table.name}</b>
      <span class="stage">{t()[stage]}</span>
      {since !== null && (
        <span class="age">{[agedText(now.value - since), ageWord].filter(Boolean).join(' · ')}</span>
      )}
      {facts.length > 0 && <span class="facts">{facts.join(' · ')}</span>}
      {stage === 'dirty' && <span class="clean">{t().clean}</span>}
      {due > 0 && <b class="due">{formatMoney(due, at)}</b>}
    </button>
  );
}

/** How long ago, to the minute: `12 min`, `1 h 05`. */
function agedText(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
  if (minutes < HOUR_MIN) return t().minutes(String(minutes));
  return t().hours(String(Math.floor(minutes / HOUR_MIN)), String(minutes % HOUR_MIN).padStart(2, '0'));
}

function tapTable(of: TableView): void {
  const what = moving.peek();
  const { code } = of.table;
  if (what !== null) bring(of, what);
  else if (of.stage === 'dirty') void clean(code);
  else if (of.stage === 'free') panel.value = { type: 'guests', table: code };
  else {
    const all = [...of.orders.map((one) => one.id), ...of.waiting.map((one) => one.order_id)];
    const [only, ...others] = all;
    if (only === undefined || others.length > 0) panel.value = { type: 'table_orders', table: code };
    else {
      pickUp(only);
      picked.value = null;
      desk.value = 'menu';
      half.value = 'slip';
    }
  }
}

async function clean(code: string): Promise<void> {
  const outcome = await give({ type: 'clear_table', table: code });
  if (outcome.type === 'refused') toastRefused(outcome);
}

/** Brings what is being moved to a table: at once to a free one; where guests sit, asks how. */
function bring(of: TableView, what: { order_id: string; line_ids: readonly string[] }): void {
  const from = orders.peek().get(what.order_id);
  const others = of.orders.filter((one) => one.id !== what.order_id);
  if (from === undefined || (others.length === 0 && of.orders.length > 0 && what.line_ids.length === 0)) {
    moving.value = null; // it is there already, or nowhere any more
  } else if (others.length > 0) {
    panel.value = { type: 'merge', table: of.table.code };
  } else {
    moveToTable(from, what.line_ids, of.table.code);
    moving.value = null;
    desk.value = 'menu';
  }
}
