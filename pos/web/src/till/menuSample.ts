import type { Catalogue, Item, ModifierGroup } from '@comanda/web';

/** An item for tests: noodles at 9.00, with whatever is said differently. */
export function anItem(more: Partial<Item> = {}): Item {
  return {
    id: 'i',
    names: { zh: '面', en: 'Noodles' },
    pinyin: 'm',
    category: 'noodles',
    price: 900,
    tax: 'standard',
    stations: [],
    modifier_groups: [],
    popular: false,
    ...more,
  };
}

/** A modifier group for tests; every modifier is called by its id and costs nothing. */
export function aGroup(
  id: string,
  min: number,
  max: number,
  modifiers: readonly string[],
  usual?: string,
): ModifierGroup {
  return {
    id,
    names: { zh: id, en: id },
    min,
    max,
    modifiers: modifiers.map((name) => ({
      id: name,
      names: { zh: name, en: name },
      price: 0,
      default: name === usual,
    })),
  };
}

/** A catalogue for tests: one rate of 20 %, in the prices. */
export function aCatalogue(more: Partial<Catalogue> = {}): Catalogue {
  return {
    version: 1,
    tax_mode: 'inclusive',
    stations: [],
    categories: [],
    tax_rates: [{ code: 'standard', names: { zh: '税', en: 'VAT' }, rate_ppm: 200_000 }],
    modifier_groups: [],
    items: [],
    ...more,
  };
}
