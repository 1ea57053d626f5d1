import { signal } from '@preact/signals';

/** The pages of the back office and the parts of each; the first part is the one it opens with. */
export const PAGES = {
  menu: [
    'items',
    'categories',
    'choices',
    'taxes',
    'stations',
    'kitchen',
    'channels',
    'promotions',
    'import',
    'versions',
  ],
  floor: ['plan'],
  members: ['guests', 'groups', 'numbers', 'scorecard', 'commission', 'coupons', 'duplicates', 'newcomers'],
  reports: ['sales', 'kitchen', 'feedback', 'exceptions', 'drawers', 'days'],
  stock: ['stock'],
} as const;

export type PageName = keyof typeof PAGES;
export type PartName = (typeof PAGES)[PageName][number];
/** Where in the back office this browser is. */
export type Route = { page: PageName; part: PartName };

/** Reads `#menu/taxes`; anything else opens the menu. */
export function readRoute(hash: string): Route {
  const [name, wanted] = hash.replace(/^#/, '').split('/');
  const page = (Object.keys(PAGES) as PageName[]).find((known) => known === name) ?? 'menu';
  const parts: readonly PartName[] = PAGES[page];
  return { page, part: parts.find((known) => known === wanted) ?? PAGES[page][0] };
}

const current = signal(readRoute(location.hash));
window.addEventListener('hashchange', () => (current.value = readRoute(location.hash)));

/** Where this browser is; read in a component it draws again after every step. */
export const route = current;

/** Where a page, or a part of it, is found; with its path, since a lone `#` names a place on the page in front. */
export function addressOf(page: PageName, part?: PartName): string {
  return `${location.pathname}#${part === undefined ? page : `${page}/${part}`}`;
}
