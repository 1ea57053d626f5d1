import type { Deck, Slot } from './deck';

/** Columns and rows of cards that a screen has room for. */
export type Grid = { columns: number; rows: number };
/** Where a slot lies: column and row from 1, as CSS counts them. */
export type Place = { slot: Slot; column: number; row: number; columnSpan: number; rowSpan: number };
/** The slots of one page, in the order of the deck. */
export type Page = readonly Place[];

/**
 * Lays a deck out, left to right and then down, over as many pages as it needs.
 *
 * A card never stands on an earlier page than an older one: once one does not fit, the page is full.
 */
export function layOut(deck: Deck, grid: Grid): readonly Page[] {
  const pages: Place[][] = [];
  let taken = new Set<number>();
  let page: Place[] | null = null;
  for (const slot of deck) {
    let place = page === null ? null : firstFit(slot, grid, taken);
    if (page === null || place === null) {
      page = [];
      pages.push(page);
      taken = new Set();
      place = firstFit(slot, grid, taken);
    }
    if (place === null) continue; // a grid without a cell: nothing can be shown
    for (const cell of cells(place, grid)) taken.add(cell);
    page.push(place);
  }
  return pages;
}

function firstFit(slot: Slot, grid: Grid, taken: ReadonlySet<number>): Place | null {
  const columnSpan = Math.min(slot.columns, grid.columns);
  const rowSpan = Math.min(slot.rows, grid.rows);
  for (let row = 1; row <= grid.rows - rowSpan + 1; row += 1) {
    for (let column = 1; column <= grid.columns - columnSpan + 1; column += 1) {
      const place = { slot, column, row, columnSpan, rowSpan };
      if (cells(place, grid).every((cell) => !taken.has(cell))) return place;
    }
  }
  return null;
}

function cells({ column, row, columnSpan, rowSpan }: Place, grid: Grid): number[] {
  const found: number[] = [];
  for (let down = row; down < row + rowSpan; down += 1) {
    for (let across = column; across < column + columnSpan; across += 1) {
      found.push(down * grid.columns + across);
    }
  }
  return found;
}

/** The page to show when `wanted` (from 0) may have gone, or may hold nothing but gaps. */
export function pageToShow(pages: readonly Page[], wanted: number): number {
  const page = pages[wanted];
  if (page?.some((place) => !place.slot.gap)) return wanted;
  const last = pages.findLastIndex((one) => one.some((place) => !place.slot.gap));
  return Math.max(0, Math.min(wanted, last));
}

/** Cards after (or, with `before`, ahead of) a page; gaps are not cards. */
export function cardsElsewhere(pages: readonly Page[], shown: number): { before: number; after: number } {
  const count = (some: readonly Page[]) => some.flat().filter((place) => !place.slot.gap).length;
  return { before: count(pages.slice(0, shown)), after: count(pages.slice(shown + 1)) };
}
