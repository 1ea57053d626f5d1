import type { Item } from '@comanda/web';

/** Rows drawn beyond the part of a list that is in sight, on each side. */
const BEYOND = 8;

/** The items that fit: of a category (or all), and of the words typed. Keeps their order. */
export function findInMenu(items: readonly Item[], category: string | null, words: string): readonly Item[] {
  const query = plain(words).trim();
  if (category === null && query === '') return items;
  return items.filter(
    (item) => (category === null || item.category === category) && (query === '' || fits(item, query)),
  );
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function fits(item: Item, query: string): boolean {
  const sizes = item.sizes ?? [];
  const codes = [item.sku ?? '', ...(item.barcodes ?? []), ...sizes.flatMap((size) => size.barcodes ?? [])];
  return (
    item.names.zh.includes(query) ||
    plain(item.names.en).includes(query) ||
    plain(item.pinyin).startsWith(query) ||
    codes.some((code) => code.toLowerCase() === query)
  );
}

/** Which rows of a list to draw: those in sight and a few beyond, so that 20 000 items draw as fast as 20. */
export function rowsInSight(
  count: number,
  rowPx: number,
  scrolledPx: number,
  heightPx: number,
): { from: number; to: number } {
  const from = Math.min(count, Math.max(0, Math.floor(scrolledPx / rowPx) - BEYOND));
  const to = Math.min(count, Math.ceil((scrolledPx + heightPx) / rowPx) + BEYOND);
  return { from, to: Math.max(from, to) };
}
