import { dictionary } from '@comanda/web';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { CardTable } from './CardTable';

type Props = {
  table: CardTable;
  label: string;
  /** One card; `key` is its number key on this page, `null` past nine. */
  card: (id: string, key: number | null) => ComponentChildren;
  /** What stands here while there is no card at all. */
  empty: ComponentChildren;
  /** A number key was pressed for this card. */
  onKey: (id: string) => void;
};

const NUMBER_KEYS = 9;
const t = dictionary({
  en: { done: 'done' },
  zh: { done: '已完成' },
});

/** The cards of one page in their places, with number keys, and arrows for the pages. */
export function CardBoard({ table, label, card, empty, onKey }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => (place.current ? table.start(place.current) : undefined), [table]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (document.querySelector('dialog[open]') !== null) return;
      if (event.key === 'ArrowRight' || event.key === '0') table.turn(1);
      if (event.key === 'ArrowLeft') table.turn(-1);
      const id = /^[1-9]$/.test(event.key) ? table.keys.peek()[Number(event.key) - 1] : null;
      if (typeof id === 'string') onKey(id);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
  const { columns, rows } = table.grid.value;
  const page = table.page.value;
  return (
    <section class="cards" ref={place} aria-label={label} style={`--columns:${columns};--rows:${rows}`}>
      {page.every((one) => one.slot.gap) && table.elsewhere.value.after === 0 && empty}
      {page.map(({ slot, column, row, columnSpan, rowSpan }, index) => (
        <div
          key={slot.id}
          class={`slot${columnSpan > 1 ? ' double' : ''}`}
          style={`grid-area:${row}/${column}/span ${rowSpan}/span ${columnSpan}`}
        >
          {slot.gap ? <p class="gap">{t().done}</p> : card(slot.id, index < NUMBER_KEYS ? index + 1 : null)}
        </div>
      ))}
    </section>
  );
}
