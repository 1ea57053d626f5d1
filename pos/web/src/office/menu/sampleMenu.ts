import type { Catalogue, Item, Names } from '@comanda/web';

/** A small item, for tests. */
export function anItem(id: string, names: Names): Item {
  return {
    id: `0190a000-0000-7000-8000-${id.padStart(12, '0')}`,
    names,
    pinyin: '',
    category: 'food',
    price: 850,
    tax: 'standard',
    stations: ['kitchen'],
    modifier_groups: [],
    popular: false,
  };
}

/** A small menu, for tests. */
export function aMenu(items: Item[]): Catalogue {
  return {
    version: 7,
    tax_mode: 'inclusive',
    stations: [
      {
        code: 'kitchen',
        names: { en: 'Kitchen', zh: '厨房' },
        paper: false,
        warn_after_s: 300,
        late_after_s: 600,
      },
    ],
    categories: [{ code: 'food', names: { en: 'Food', zh: '菜' }, colour: 'noodle' }],
    tax_rates: [{ code: 'standard', names: { en: 'VAT', zh: '增值税' }, rate_ppm: 200_000 }],
    modifier_groups: [],
    items,
  };
}
