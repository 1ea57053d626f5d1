import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { arrange, isSameDeck, isSettled, settled, SETTLE_AFTER_MS, type Deck, type Sized } from './deck';
import { cardsElsewhere, layOut, pageToShow, type Grid, type Page } from './grid';
import { cardSize, measureLike, type Measure, type Room, type Text } from './size';

/** What wants to be a card. */
export type CardSource = { id: string; texts: readonly Text[] };

/** A card is at least this wide, in `em` of its text: what a line needs to be read at two metres. */
const COLUMN_EM_MIN = 12.6;
/** Rows are fine, so that a short card leaves its room to the next. */
const ROW_EM_MIN = 1;
/** Header and age strip of a card in `em`, and its buttons in pixels. */
const HEAD_EM = 3.9;
const FOOT_PX = 84;
const COLUMNS_MAX = 6;

/** Cards on a screen: which stand where, on which page, and when gaps may close. */
export class CardTable {
  private readonly roomSignal = signal<Room & Grid>({
    columnEm: 14,
    rowEm: 1,
    gapEm: 0.5,
    frameEm: 7,
    rows: 21,
    columns: 4,
  });
  private readonly ruler = signal<Measure>((word) => word.length);
  private readonly deck = signal<Deck>([]);
  private readonly wanted = signal(0);
  private touchedAtMs = -Infinity;
  private held = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;

  private measured: { room: Room; measure: Measure; sizes: WeakMap<CardSource, Sized> } | null = null;
  private readonly sized = computed(() => {
    const room = this.roomSignal.value;
    const measure = this.ruler.value;
    if (this.measured?.room !== room || this.measured.measure !== measure)
      this.measured = { room, measure, sizes: new WeakMap() };
    const { sizes } = this.measured;
    // A card whose words did not change is as large as it was.
    return this.source.value.map((source) => {
      const known = sizes.get(source);
      if (known !== undefined) return known;
      const sized = { id: source.id, ...cardSize(source.texts, room, measure) };
      sizes.set(source, sized);
      return sized;
    });
  });
  /** All pages. */
  readonly pages: ReadonlySignal<readonly Page[]> = computed(() =>
    layOut(this.deck.value, this.roomSignal.value),
  );
  /** Which of them is on screen, from 0. */
  readonly shown = computed(() => pageToShow(this.pages.value, this.wanted.value));
  /** The page on screen. */
  readonly page: ReadonlySignal<Page> = computed(() => this.pages.value[this.shown.value] ?? []);
  /** Ids of the cards on it, in the order of the number keys; `null` is a gap. */
  readonly keys = computed(() => this.page.value.map(({ slot }) => (slot.gap ? null : slot.id)));
  /** Cards that are not on screen. */
  readonly elsewhere = computed(() => cardsElsewhere(this.pages.value, this.shown.value));

  constructor(
    private readonly source: ReadonlySignal<readonly CardSource[]>,
    /** What sets how large the text is; everything is measured anew when it changes. */
    private readonly scale: ReadonlySignal<number>,
  ) {}

  /** Columns and rows of the screen. */
  get grid(): ReadonlySignal<Grid> {
    return this.roomSignal;
  }

  /** Turns `by` pages on; after the last comes the first, so that one key is enough. */
  turn(by: number): void {
    const pages = this.pages.value.length;
    this.wanted.value = pages === 0 ? 0 : (this.shown.value + by + pages) % pages;
  }

  /** Follows the size of `board` and every touch, until the returned function is called. */
  start(board: HTMLElement): () => void {
    const sizes = new ResizeObserver(() => this.measure(board));
    sizes.observe(board);
    const touch = (event: Event) => {
      this.touchedAtMs = performance.now();
      if (event.type === 'pointerdown') this.held += 1;
      if (event.type === 'pointerup' || event.type === 'pointercancel') this.held = 0;
    };
    const kinds = ['pointerdown', 'pointerup', 'pointercancel', 'keydown'] as const;
    for (const kind of kinds) window.addEventListener(kind, touch, true);
    const stop = effect(() => {
      const open = this.sized.value;
      const before = this.deck.peek();
      const after = arrange(before, open, performance.now());
      // News inside a card moves none of them.
      if (!isSameDeck(before, after)) this.deck.value = after;
      this.settleLater();
    });
    const rescale = this.scale.subscribe(() => {
      // After the frame in which the text has its new size.
      requestAnimationFrame(() => this.measure(board));
    });
    return () => {
      stop();
      rescale();
      sizes.disconnect();
      for (const kind of kinds) window.removeEventListener(kind, touch, true);
      if (this.timer !== null) clearTimeout(this.timer);
    };
  }

  private settleLater(): void {
    if (this.timer !== null || isSettled(this.deck.peek(), this.sized.peek())) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      const quietMs = performance.now() - this.touchedAtMs;
      if (this.held === 0 && quietMs >= SETTLE_AFTER_MS) this.deck.value = settled(this.sized.peek());
      else this.settleLater();
    }, this.pauseMs());
  }

  private pauseMs(): number {
    const sinceTouchMs = performance.now() - this.touchedAtMs;
    return this.held > 0 || sinceTouchMs >= SETTLE_AFTER_MS
      ? SETTLE_AFTER_MS
      : SETTLE_AFTER_MS - sinceTouchMs;
  }

  private measure(board: HTMLElement): void {
    this.ruler.value = measureLike(board);
    const style = getComputedStyle(board);
    const em = Number.parseFloat(style.fontSize);
    const gapEm = Number.parseFloat(style.columnGap) / em;
    const inside = (outer: number, before: string, after: string) =>
      (outer - Number.parseFloat(before) - Number.parseFloat(after)) / em;
    const width = inside(board.clientWidth, style.paddingLeft, style.paddingRight);
    const height = inside(board.clientHeight, style.paddingTop, style.paddingBottom);
    const fit = (size: number, least: number) => Math.max(1, Math.floor((size + gapEm) / (least + gapEm)));
    const columns = Math.min(COLUMNS_MAX, fit(width, COLUMN_EM_MIN));
    const rows = fit(height, ROW_EM_MIN);
    const frameEm = HEAD_EM + FOOT_PX / em;
    const each = (size: number, count: number) => (size - gapEm * (count - 1)) / count;
    this.roomSignal.value = {
      columns,
      rows,
      gapEm,
      frameEm,
      columnEm: each(width, columns),
      rowEm: each(height, rows),
    };
    this.deck.value = settled(this.sized.peek()); // another size is another screen: nobody's finger is on it
  }
}
