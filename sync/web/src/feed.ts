import { signal, type ReadonlySignal } from '@preact/signals';
import type {
  GroupMembers,
  HqCampaign,
  HqCampaigns,
  HqGroups,
  HqMember,
  HqMembers,
  HqToday,
  HqWriteTo,
  Timestamp,
} from '@comanda/web';
import { EventSplitter } from './sse';

/** After this long without the day's figures the page asks for them, because a stream can be quiet or dead alike. */
export const QUIET_MS = 5_000;
/** After this long without an answer the page is stale, says so, and opens a new stream. */
export const STALE_MS = 10_000;
const RETRY_FIRST_MS = 500;
const RETRY_LAST_MS = 8_000;
const ASK_TIMEOUT_MS = 5_000;
/** Making a list of half a million members takes longer. */
const LIST_TIMEOUT_MS = 120_000;
const TICK_MS = 1_000;

/** Where the page stands with its HQ. */
export type FeedState = { type: 'connecting' } | { type: 'live' } | { type: 'key_wanted'; refused: boolean };

/** What the feed needs of the world: the network, a clock that never steps back, and a place for the key. */
export type World = {
  fetch: typeof fetch;
  nowMs: () => number;
  random: () => number;
  readKey: () => string | null;
  writeKey: (key: string) => void;
};

type Heard = { today: HqToday; atMs: number };

/** The day's figures, kept current from `GET /api/v1/today` and the stream `GET /api/v1/live`. */
export class Feed {
  readonly #heard = signal<Heard | null>(null);
  readonly #state = signal<FeedState>({ type: 'connecting' });
  readonly #clockMs = signal(0);
  readonly #startedMs: number;
  #stream: AbortController | null = null;
  #asking = false;
  #failures = 0;
  #keyGiven: () => void = () => undefined;

  constructor(private readonly world: World) {
    this.#startedMs = world.nowMs();
    this.#clockMs.value = this.#startedMs;
  }

  /** Where the page stands with its HQ. */
  get state(): ReadonlySignal<FeedState> {
    return this.#state;
  }

  /** The figures last heard; `null` before the first. Subscribes the component that reads it. */
  get today(): HqToday | null {
    return this.#heard.value?.today ?? null;
  }

  /** How long ago HQ was heard, or listening began, in milliseconds. Renders again every second. */
  get quietMs(): number {
    return Math.max(0, this.#clockMs.value - (this.#heard.value?.atMs ?? this.#startedMs));
  }

  /** Whether the figures are too old to be called current. */
  get stale(): boolean {
    return this.quietMs >= STALE_MS;
  }

  /** HQ's clock now. Stands still while the page is stale: what it shows is of then, and no store can be blamed. */
  get hqNow(): Timestamp {
    const heard = this.#heard.value?.today.server_utc_ms ?? 0;
    return this.stale ? heard : heard + this.quietMs;
  }

  /** Takes the key that HQ asked for, and tries it. */
  giveKey(key: string): void {
    this.world.writeKey(key);
    this.#keyGiven();
  }

  /** Members whose phone ends in these digits, or those enrolled last; `null` when HQ does not answer. */
  async members(last4: string): Promise<readonly HqMember[] | null> {
    const query = last4 === '' ? '' : `?last4=${last4}`;
    return (await this.#asked<HqMembers>(`/api/v1/members${query}`))?.members ?? null;
  }

  /** Into which groups members of the chain fall; `null` when HQ does not answer. */
  async groups(): Promise<HqGroups | null> {
    return await this.#asked<HqGroups>('/api/v1/members/groups');
  }

  /** Who is in a group; `null` when HQ does not answer. */
  async groupMembers(key: string): Promise<GroupMembers | null> {
    return await this.#asked<GroupMembers>(`/api/v1/members/groups/${encodeURIComponent(key)}`);
  }

  /** Has a list of a group made to write to, as CSV; `null` when it did not arrive. */
  async writeTo(group: string): Promise<Blob | null> {
    const wanted: HqWriteTo = { group };
    try {
      const answer = await this.#ask('/api/v1/members/letters', {
        method: 'POST',
        body: JSON.stringify(wanted),
        headers: { 'content-type': 'application/json' },
        signal: AbortSignal.timeout(LIST_TIMEOUT_MS),
      });
      return answer.ok ? await answer.blob() : null;
    } catch {
      return null;
    }
  }

  /** What became of the coupons of the last days; `null` when HQ does not answer. */
  async coupons(days: number): Promise<readonly HqCampaign[] | null> {
    return (await this.#asked<HqCampaigns>(`/api/v1/coupons?days=${days}`))?.campaigns ?? null;
  }

  /** Follows HQ until the page goes away. */
  start(): void {
    setInterval(() => this.#tick(), TICK_MS);
    void this.#follow();
  }

  #tick(): void {
    this.#clockMs.value = this.world.nowMs();
    if (this.#state.value.type === 'key_wanted') return;
    if (this.stale) this.#stream?.abort();
    if (this.quietMs >= QUIET_MS) void this.#askToday();
  }

  async #follow(): Promise<never> {
    for (;;) {
      await this.#askToday();
      while (this.#state.value.type === 'key_wanted') await this.#askWithNewKey();
      await this.#listen();
      const ceiling = Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** Math.min(this.#failures, 10));
      this.#failures += 1;
      await new Promise((go) => setTimeout(go, ceiling * (0.5 + this.world.random() / 2)));
    }
  }

  async #askWithNewKey(): Promise<void> {
    await new Promise<void>((given) => (this.#keyGiven = given));
    await this.#askToday();
  }

  async #askToday(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), ASK_TIMEOUT_MS);
    try {
      const answer = await this.#ask('/api/v1/today', { signal: patience.signal });
      if (answer.ok) this.#hear((await answer.json()) as HqToday);
    } catch {
      // No answer. The age of the figures tells it, and the next tick asks again.
    } finally {
      clearTimeout(timer);
      this.#asking = false;
    }
  }

  async #listen(): Promise<void> {
    const stream = new AbortController();
    this.#stream = stream;
    try {
      const answer = await this.#ask('/api/v1/live', { signal: stream.signal });
      const body = answer.ok ? answer.body : null;
      if (body === null) return;
      const text = body.pipeThrough(new TextDecoderStream()).getReader();
      const splitter = new EventSplitter();
      for (let piece = await text.read(); !piece.done; piece = await text.read())
        for (const event of splitter.take(piece.value))
          if (event.name === 'today') this.#hear(JSON.parse(event.data) as HqToday);
    } catch {
      // The stream broke or was given up; `#follow` opens another.
    } finally {
      stream.abort();
      this.#stream = null;
    }
  }

  /** What HQ answers at an address; `null` when it does not. */
  async #asked<T>(path: string): Promise<T | null> {
    try {
      const answer = await this.#ask(path, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
      return answer.ok ? ((await answer.json()) as T) : null;
    } catch {
      return null;
    }
  }

  async #ask(path: string, how: RequestInit): Promise<Response> {
    const key = this.world.readKey();
    const headers = new Headers(how.headers);
    if (key !== null) headers.set('authorization', `Bearer ${key}`);
    const answer = await this.world.fetch(path, { ...how, headers, cache: 'no-store' });
    if (answer.status === 401) this.#state.value = { type: 'key_wanted', refused: key !== null };
    return answer;
  }

  #hear(today: HqToday): void {
    const atMs = this.world.nowMs();
    this.#failures = 0;
    this.#clockMs.value = atMs;
    this.#heard.value = { today, atMs };
    this.#state.value = { type: 'live' };
  }
}

const KEY = 'comanda.hq.key';

/** The browser's own network, clock and session storage. */
export function browserWorld(): World {
  let key: string | null = null; // where the browser keeps nothing, the key lasts as long as the page
  try {
    key = sessionStorage.getItem(KEY);
  } catch {
    key = null;
  }
  return {
    fetch: (input, init) => fetch(input, init),
    nowMs: () => performance.now(),
    random: () => Math.random(),
    readKey: () => key,
    writeKey: (given) => {
      key = given;
      try {
        sessionStorage.setItem(KEY, given);
      } catch {
        // storage switched off: asked for again after a reload
      }
    },
  };
}
