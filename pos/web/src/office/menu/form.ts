import { mintId, type Item, type ModifierGroup, type PriceRule, type Size } from '@comanda/web';

/** An item with everything it may have written out, as a form wants it; `fromForm` leaves out what is empty again. */
export type ItemForm = Omit<Required<Item>, 'photo'> & { photo: string | null };

/** The item as a form. */
export function toForm(item: Item): ItemForm {
  return {
    sizes: [],
    barcodes: [],
    sku: '',
    sold_by: 'piece',
    prices: [],
    combo: [],
    allergens: [],
    prep_s: 0,
    substitutes: [],
    most_per_day: 0,
    most_per_member: 0,
    recipe: [],
    ...item,
    photo: item.photo ?? null,
  };
}

/** The form as an item; what is empty is absent, so that an untouched item stays equal to itself. */
export function fromForm(form: ItemForm): Item {
  const { id, names, pinyin, category, price, tax, stations, modifier_groups, popular } = form;
  return {
    ...{ id, names, pinyin, category, price, tax, stations, modifier_groups, popular },
    ...(form.sizes.length > 0 && { sizes: form.sizes.map(leanSize) }),
    ...(form.barcodes.length > 0 && { barcodes: form.barcodes }),
    ...(form.sku !== '' && { sku: form.sku }),
    ...(form.sold_by !== 'piece' && { sold_by: form.sold_by }),
    ...(form.prices.length > 0 && { prices: form.prices.map(leanRule) }),
    ...(form.combo.length > 0 && { combo: form.combo }),
    ...(form.allergens.length > 0 && { allergens: form.allergens }),
    ...(form.prep_s > 0 && { prep_s: form.prep_s }),
    ...(form.photo !== null && { photo: form.photo }),
    ...(form.substitutes.length > 0 && { substitutes: form.substitutes }),
    ...(form.most_per_day > 0 && { most_per_day: form.most_per_day }),
    ...(form.most_per_member > 0 && { most_per_member: form.most_per_member }),
    ...(form.recipe.length > 0 && { recipe: form.recipe }),
  };
}

function leanSize({ id, names, price, barcodes = [] }: Size): Size {
  return { id, names, price, ...(barcodes.length > 0 && { barcodes }) };
}

function leanRule(rule: PriceRule): PriceRule {
  const { channels = [], weekdays = 0, from_minute, until_minute, size_id, level, price } = rule;
  return {
    ...(channels.length > 0 && { channels }),
    ...(weekdays !== 0 && { weekdays }),
    ...{ from_minute, until_minute, price },
    ...(size_id !== undefined && { size_id }),
    ...(level !== undefined && level !== '' && { level }),
  };
}

function withoutSize(rule: PriceRule): PriceRule {
  const copy = { ...rule };
  delete copy.size_id;
  return copy;
}

/** A group without empty lists, so that an untouched one stays equal to itself. */
export function leanGroup(group: ModifierGroup): ModifierGroup {
  const modifiers = group.modifiers.map(({ groups = [], ...rest }) => ({
    ...rest,
    ...(groups.length > 0 && { groups }),
  }));
  return { ...group, modifiers };
}

/** A new item in a category, to be filled in. */
export function blankItem(category: string, tax: string): ItemForm {
  const names = { zh: '', en: '' };
  const lists = { stations: [], modifier_groups: [] };
  return toForm({ id: mintId(), names, pinyin: '', category, price: 0, tax, ...lists, popular: false });
}

/** A copy to start another item from: nothing that belongs to one item only goes with it. */
export function copyOf(item: Item): ItemForm {
  const form = toForm(item);
  const sizes = form.sizes.map((size) => ({ ...size, id: mintId(), barcodes: [] }));
  const names = { zh: `${item.names.zh}（副本）`, en: `${item.names.en} (copy)` };
  return { ...form, id: mintId(), names, sizes, prices: [], barcodes: [], sku: '' };
}

/** How an item is priced: one price, a price per size, or a price given with each line. */
export type Pricing = 'one' | 'sizes' | 'open';

/** How this item is priced now. */
export function pricingOf(form: ItemForm): Pricing {
  if (form.sizes.length > 0) return 'sizes';
  return form.price === null ? 'open' : 'one';
}

/** The item priced in another way; prices that still make sense are carried over. */
export function pricedBy(form: ItemForm, pricing: Pricing): ItemForm {
  const first = form.price ?? form.sizes[0]?.price ?? 0;
  const prices = form.prices.map(withoutSize);
  switch (pricing) {
    case 'one':
      return { ...form, price: first, sizes: [], prices };
    case 'open':
      return { ...form, price: null, sizes: [], prices: [] };
    case 'sizes': {
      const size = (zh: string, en: string): Size => ({ id: mintId(), names: { zh, en }, price: first });
      return {
        ...form,
        price: null,
        sold_by: 'piece',
        sizes: [size('小', 'Small'), size('大', 'Large')],
        prices: [],
      };
    }
  }
}

/** The lowest and the highest price an item is sold at by itself; `null` for an open price. */
export function priceSpan(item: Item): { from: number; to: number } | null {
  const prices = item.sizes?.map((size) => size.price) ?? [];
  if (prices.length > 0) return { from: Math.min(...prices), to: Math.max(...prices) };
  return item.price === null ? null : { from: item.price, to: item.price };
}
