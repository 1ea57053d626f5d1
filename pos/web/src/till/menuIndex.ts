import type { Catalogue, Channel, ChannelTerms, Item, Modifier, ModifierGroup, TaxRate } from '@comanda/web';

/** What a scanner's code stands for: an item, and its size where the code is that of a size. */
export type Coded = { item: Item; size_id: string | null };

/** A catalogue by everything it is looked up by. */
export type MenuIndex = Readonly<{
  items: ReadonlyMap<string, Item>;
  groups: ReadonlyMap<string, ModifierGroup>;
  modifiers: ReadonlyMap<string, Modifier>;
  /** Items of a category in the order shown. */
  categories: ReadonlyMap<string, readonly Item[]>;
  popular: readonly Item[];
  /** By barcode, and by stock-keeping code where no barcode reads the same. */
  codes: ReadonlyMap<string, Coded>;
  rates: ReadonlyMap<string, TaxRate>;
  terms: ReadonlyMap<Channel, ChannelTerms>;
}>;

const known = new WeakMap<Catalogue, MenuIndex>();

/** The index of a catalogue: made once for each, so that twenty thousand items cost nothing at a tap. */
export function menuIndex(catalogue: Catalogue): MenuIndex {
  const before = known.get(catalogue);
  if (before !== undefined) return before;
  const made = build(catalogue);
  known.set(catalogue, made);
  return made;
}

function build(catalogue: Catalogue): MenuIndex {
  const groups = catalogue.modifier_groups;
  const categories = new Map<string, Item[]>();
  for (const item of catalogue.items) {
    const list = categories.get(item.category);
    if (list === undefined) categories.set(item.category, [item]);
    else list.push(item);
  }
  return {
    items: new Map(catalogue.items.map((item) => [item.id, item])),
    groups: new Map(groups.map((group) => [group.id, group])),
    modifiers: new Map(groups.flatMap((group) => group.modifiers.map((one) => [one.id, one]))),
    categories,
    popular: catalogue.items.filter((item) => item.popular),
    codes: codesOf(catalogue.items),
    rates: new Map(catalogue.tax_rates.map((rate) => [rate.code, rate])),
    terms: new Map((catalogue.channels ?? []).map((terms) => [terms.channel, terms])),
  };
}

function codesOf(items: readonly Item[]): Map<string, Coded> {
  const codes = new Map<string, Coded>();
  for (const item of items) {
    for (const code of item.barcodes ?? []) codes.set(code, { item, size_id: null });
    for (const size of item.sizes ?? [])
      for (const code of size.barcodes ?? []) codes.set(code, { item, size_id: size.id });
  }
  for (const item of items) {
    const { sku = '' } = item;
    if (sku !== '' && !codes.has(sku)) codes.set(sku, { item, size_id: null });
  }
  return codes;
}

/** The rate of a tax class on a channel, in parts per million; 0 for a class that the catalogue does not have. */
export function rateOn(menu: MenuIndex, tax: string, channel: Channel): number {
  const rate = menu.rates.get(tax);
  return rate?.channel_rates?.find((one) => one.channel === channel)?.rate_ppm ?? rate?.rate_ppm ?? 0;
}
