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
};

const NUMBER_KEYS = 9;
const t = dictionary({
  en: { done: 'done' },
  zh: { done: '已完成' },
});

/** The cards of one page in their places, each with its number key. */
export function CardBoard({ table, label, card, empty }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => (place.current ? table.start(place.current) : undefined), [table]);
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
