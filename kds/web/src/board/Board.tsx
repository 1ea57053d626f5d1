import {
  clockTime,
  dictionary,
  language,
  orderNumber,
  pick,
  pickOther,
  play,
  type BoardRow,
  type Connection,
  type Names,
} from '@comanda/web';
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { say } from './voice';
import { callsAfter, preparing, type Calls } from './calls';

const WORDS = {
  zh: {
    preparing: '制作中',
    ready: '请取餐',
    none: '暂无',
    stale: '本屏暂时没有更新，请向柜台询问您的号码。',
    more: '更多',
    soldOut: '今日售完',
  },
  en: {
    preparing: 'Preparing',
    ready: 'Ready: please collect',
    none: 'None just now',
    stale: 'This board is out of date. Please ask for your number at the counter.',
    more: 'more',
    soldOut: 'Sold out today',
  },
} as const;
type Word = keyof (typeof WORDS)['en'];

const t = dictionary({
  en: {
    board: 'Pickup board',
    now: 'Now',
    silent: (seconds: number) => `Store server not heard for ${seconds} s`,
  },
  zh: { board: '取餐屏', now: '新', silent: (seconds) => `${seconds} 秒没有收到门店服务器` },
});

/** Numbers that have room; the rest are counted. */
const READY_MAX = 15;
const PREPARING_MAX = 14;
/** Dishes named as sold out; the rest are counted. */
const SOLD_OUT_MAX = 6;
/** How long a new call stays marked. */
const FRESH_MS = 45_000;

/** What the pickup board shows. Lives as long as the page. */
export class Pickup {
  /** The calls, newest first; `null` before the store has said anything. */
  readonly calls = signal<Calls | null>(null);
  /** Ids called a moment ago. */
  readonly fresh = signal<ReadonlySet<string>>(new Set());

  constructor(
    readonly connection: Connection,
    readonly now: ReadonlySignal<number>,
  ) {
    const rows = connection.select((view) => (view.seq === null ? null : view.board));
    effect(() => {
      if (rows.value === null) return;
      const calls = callsAfter(this.calls.peek(), rows.value.values());
      this.calls.value = calls;
      if (calls.fresh.length > 0) this.call(calls);
    });
  }

  private call({ ready, fresh: ids }: Calls): void {
    play('ready');
    say(ready.filter((row) => ids.includes(row.order_id)));
    this.fresh.value = new Set([...this.fresh.peek(), ...ids]);
    setTimeout(() => {
      this.fresh.value = new Set([...this.fresh.peek()].filter((id) => !ids.includes(id)));
    }, FRESH_MS);
  }
}

/** The pickup board, for guests: both languages at once, the device's first. */
export function Board({ pickup }: { pickup: Pickup }) {
  const { connection } = pickup;
  const { store, board } = connection.view.value;
  const ready = pickup.calls.value?.ready ?? [];
  const waiting = preparing(board.values());
  const fresh = pickup.fresh.value;
  const soldOut = connection.view.value.soldOut;
  return (
    <main class="pickup">
      <header>
        <h1>{store === null ? t().board : pick(store.names)}</h1>
        {store !== null && <span class="other">{pickOther(store.names)}</span>}
        <time>{store === null ? '' : clockTime(pickup.now.value, store)}</time>
      </header>
      <Column word="preparing" rows={waiting} most={PREPARING_MAX} fresh={fresh} />
      <Column word="ready" rows={ready} most={READY_MAX} fresh={fresh} />
      {soldOut.length > 0 && <SoldOutToday names={soldOut.map((one) => one.names)} />}
      <StaleBoard connection={connection} />
    </main>
  );
}

/** What nobody needs to queue for today, in both languages. */
function SoldOutToday({ names }: { names: readonly Names[] }) {
  const shown = names.slice(0, SOLD_OUT_MAX);
  return (
    <footer class="sold-out" data-testid="sold-out">
      <h2>
        <Both word="soldOut" />
      </h2>
      <p>
        {shown.map((one, index) => (
          <span key={index}>
            {pick(one)} <span class="other">{pickOther(one)}</span>
          </span>
        ))}
        {names.length > SOLD_OUT_MAX && (
          <span>
            +{names.length - SOLD_OUT_MAX} <Both word="more" />
          </span>
        )}
      </p>
    </footer>
  );
}

type ColumnProps = { word: Word; rows: readonly BoardRow[]; most: number; fresh: ReadonlySet<string> };

function Column({ word, rows, most, fresh }: ColumnProps) {
  const shown = rows.slice(0, most);
  const size = shown.length <= 4 ? 'few' : shown.length <= 10 ? 'some' : 'many';
  return (
    <section class={word} data-testid={word} data-size={size} aria-labelledby={`${word}-title`}>
      <h2 id={`${word}-title`}>
        <Both word={word} />
      </h2>
      {rows.length === 0 && (
        <p class="none">
          <Both word="none" />
        </p>
      )}
      <ol aria-live={word === 'ready' ? 'polite' : 'off'}>
        {shown.map((row) => (
          <li key={row.order_id} class={fresh.has(row.order_id) ? 'fresh' : ''} data-testid="number">
            <b>{orderNumber(row.channel, row.number)}</b>
            {fresh.has(row.order_id) && <small>{t().now}</small>}
          </li>
        ))}
      </ol>
      {rows.length > most && (
        <p class="none">
          +{rows.length - most} <Both word="more" />
        </p>
      )}
    </section>
  );
}

/** Covers the numbers while they may be old: a guest must not wait for one that was called. No alarm, guests read it. */
function StaleBoard({ connection }: { connection: Connection }) {
  const now = connection.freshness.value;
  if (now.type !== 'stale') return null;
  const [first, second] = language.value === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const);
  return (
    <div class="stale-board" role="alert" data-testid="stale">
      <p>{WORDS[first].stale}</p>
      <p lang={second === 'zh' ? 'zh-CN' : 'en-GB'}>{WORDS[second].stale}</p>
      <small>{t().silent(now.heardAgoS)}</small>
    </div>
  );
}

function Both({ word }: { word: Word }) {
  const first = language.value;
  const second = first === 'zh' ? 'en' : 'zh';
  return (
    <>
      <span>{WORDS[first][word]}</span>{' '}
      <span class="other" lang={second === 'zh' ? 'zh-CN' : 'en-GB'}>
        {WORDS[second][word]}
      </span>
    </>
  );
}
