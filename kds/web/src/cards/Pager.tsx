import { Button, dictionary } from '@comanda/web';
import type { CardTable } from './CardTable';

const t = dictionary({
  en: {
    more: (count: number) => `+${count} more →`,
    back: (count: number) => `← ${count} before`,
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  },
  zh: {
    more: (count) => `还有 ${count} 单 →`,
    back: (count) => `← 前面 ${count} 单`,
    page: (page, pages) => `第 ${page} / ${pages} 页`,
  },
});

/** Turns to the cards that do not fit; nothing while all of them do. */
export function Pager({ table }: { table: CardTable }) {
  const { before, after } = table.elsewhere.value;
  if (before === 0 && after === 0) return null;
  return (
    <div class="pager">
      <p>{t().page(table.shown.value + 1, table.pages.value.length)}</p>
      {before > 0 && <Button onClick={() => table.turn(-1)}>{t().back(before)}</Button>}
      {after > 0 && (
        <Button tone="go" data-testid="more" onClick={() => table.turn(1)}>
          {t().more(after)}
        </Button>
      )}
    </div>
  );
}
