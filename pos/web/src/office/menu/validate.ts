import type {
  Catalogue,
  ComboGroup,
  Item,
  KitchenLayout,
  ModifierGroup,
  Names,
  PriceRule,
  Route,
} from '@comanda/web';
import { PRICE_MAX } from '../amount';

/** Limits of a catalogue, as in the domain. */
export const NAME_CHARS_MAX = 80;
export const SKU_CHARS_MAX = 64;
export const STATIONS_MAX = 50;
export const STATION_AGE_S_MAX = 86_400;
/** Seconds in which a screen shows a new ticket, where nothing else is said. */
export const SHOWN_WITHIN_S = 5;
export const SHOWN_WITHIN_S_MAX = 600;
export const PORTIONS_MAX = 1_000;
export const RECIPE_PARTS_MAX = 40;
export const INGREDIENTS_MAX = 2_000;
export const ROUTES_MAX = 200;
export const LAYOUTS_MAX = 24;
export const CATEGORIES_MAX = 500;
export const TAX_RATES_MAX = 50;
export const MODIFIER_GROUPS_MAX = 2_000;
export const GROUP_MODIFIERS_MAX = 100;
export const ITEM_GROUPS_MAX = 20;
export const SUBSTITUTES_MAX = 20;
export const ITEMS_MAX = 25_000;
export const SIZES_MAX = 12;
export const BARCODES_MAX = 12;
export const PRICE_RULES_MAX = 24;
export const COMBO_GROUPS_MAX = 10;
export const COMBO_CHOICES_MAX = 60;
const PPM_MAX = 1_000_000;

/** What can be wrong; the words are in `problemWords.ts`. */
export type ProblemCode =
  | 'names'
  | 'price'
  | 'price_with_sizes'
  | 'category'
  | 'tax'
  | 'station'
  | 'station_twice'
  | 'station_times'
  | 'station_shown'
  | 'ingredient'
  | 'portions'
  | 'too_many_portions'
  | 'route_adds_nothing'
  | 'route_names'
  | 'route_hours'
  | 'layout_station'
  | 'layout_not_worked'
  | 'layout_twice'
  | 'layout_begins'
  | 'too_long'
  | 'group_missing'
  | 'group_twice'
  | 'too_many_groups'
  | 'too_many_sizes'
  | 'size_names'
  | 'size_price'
  | 'sizes_by_weight'
  | 'barcode_form'
  | 'barcode_twice'
  | 'too_many_barcodes'
  | 'too_many_rules'
  | 'rule_price'
  | 'rule_times'
  | 'rule_level'
  | 'rule_size'
  | 'rule_open'
  | 'too_many_combo_groups'
  | 'combo_names'
  | 'combo_count'
  | 'combo_choices'
  | 'combo_item'
  | 'combo_twice'
  | 'combo_size'
  | 'combo_extra'
  | 'combo_with_sizes'
  | 'combo_open'
  | 'substitute'
  | 'too_many_substitutes'
  | 'photo'
  | 'group_names'
  | 'group_count'
  | 'too_many_modifiers'
  | 'group_defaults'
  | 'modifier_names'
  | 'modifier_price'
  | 'modifier_nested'
  | 'code_form'
  | 'code_twice'
  | 'rate'
  | 'packaging'
  | 'packaging_tax'
  | 'too_many_items'
  | 'too_many_parts';

/** Something that keeps a menu from being sold from; `about` names the part when there is one to name. */
export type Problem = { code: ProblemCode; about?: Names | string };

/** Whether both names are present, not too long and free of control characters. */
export function soundNames({ zh, en }: Names): boolean {
  return [zh, en].every(
    (name) => name.trim() !== '' && Array.from(name).length <= NAME_CHARS_MAX && !/\p{Cc}/u.test(name),
  );
}

/** 1 to 32 of `a-z`, `0-9` and `-`. */
export function soundCode(code: string): boolean {
  return /^[a-z0-9-]{1,32}$/.test(code);
}

/** Whether text that nobody has to write is short and free of control characters. */
function isShort(text: string, most: number): boolean {
  return Array.from(text).length <= most && !/\p{Cc}/u.test(text);
}

function isDistinct(list: readonly string[]): boolean {
  return new Set(list).size === list.length;
}

function soundPrice(price: number): boolean {
  return price >= 0 && price <= PRICE_MAX;
}

/** What a catalogue is looked up in while it is checked. */
export type Lookup = {
  items: ReadonlyMap<string, Item>;
  groups: ReadonlyMap<string, ModifierGroup>;
  categories: ReadonlySet<string>;
  rates: ReadonlySet<string>;
  stations: ReadonlySet<string>;
  /** Which items a scanner would find by a barcode. */
  ingredients: ReadonlySet<string>;
  barcodes: ReadonlyMap<string, readonly string[]>;
};

/** Makes a catalogue ready to be looked up in. */
export function lookupOf(catalogue: Catalogue): Lookup {
  const barcodes = new Map<string, string[]>();
  for (const item of catalogue.items)
    for (const code of barcodesOf(item)) barcodes.set(code, [...(barcodes.get(code) ?? []), item.id]);
  return {
    items: new Map(catalogue.items.map((item) => [item.id, item])),
    groups: new Map(catalogue.modifier_groups.map((group) => [group.id, group])),
    categories: new Set(catalogue.categories.map((one) => one.code)),
    rates: new Set(catalogue.tax_rates.map((one) => one.code)),
    stations: new Set(catalogue.stations.map((one) => one.code)),
    barcodes,
    ingredients: new Set((catalogue.ingredients ?? []).map((one) => one.code)),
  };
}

function barcodesOf(item: Item): string[] {
  return [...(item.barcodes ?? []), ...(item.sizes ?? []).flatMap((size) => size.barcodes ?? [])];
}

/** Everything wrong with one item in a catalogue. */
export function itemProblems(item: Item, known: Lookup): Problem[] {
  const problems: Problem[] = [];
  const must = (holds: boolean, code: ProblemCode, about?: Names | string) => {
    if (!holds) problems.push(about === undefined ? { code } : { code, about });
  };
  must(soundNames(item.names), 'names');
  must(item.price === null || soundPrice(item.price), 'price');
  must(known.categories.has(item.category), 'category', item.category);
  must(known.rates.has(item.tax), 'tax', item.tax);
  for (const station of item.stations) must(known.stations.has(station), 'station', station);
  for (const group of item.modifier_groups) must(known.groups.has(group), 'group_missing');
  must(isDistinct(item.stations), 'station_twice');
  const recipe = item.recipe ?? [];
  must(recipe.length <= RECIPE_PARTS_MAX, 'too_many_portions');
  for (const { ingredient, portions } of recipe) {
    must(known.ingredients.has(ingredient), 'ingredient', ingredient);
    must(isIn(portions, 1, PORTIONS_MAX), 'portions', ingredient);
  }
  must(isDistinct(item.modifier_groups), 'group_twice');
  must(item.modifier_groups.length <= ITEM_GROUPS_MAX, 'too_many_groups');
  must(isShort(item.pinyin, NAME_CHARS_MAX), 'too_long', item.pinyin.slice(0, NAME_CHARS_MAX));
  must(isShort(item.sku ?? '', SKU_CHARS_MAX), 'too_long', item.sku?.slice(0, SKU_CHARS_MAX));
  must(item.photo === undefined || /^[0-9a-f]{64}$/.test(item.photo), 'photo');
  const substitutes = item.substitutes ?? [];
  for (const id of substitutes) must(id !== item.id && known.items.has(id), 'substitute');
  must(isDistinct(substitutes), 'substitute');
  must(substitutes.length <= SUBSTITUTES_MAX, 'too_many_substitutes');
  return [
    ...problems,
    ...sizeProblems(item),
    ...barcodeProblems(item, known),
    ...(item.prices ?? []).flatMap((rule) => ruleProblems(rule, item)),
    ...((item.prices ?? []).length > PRICE_RULES_MAX ? [{ code: 'too_many_rules' } as const] : []),
    ...comboProblems(item, known),
  ];
}

function sizeProblems(item: Item): Problem[] {
  const sizes = item.sizes ?? [];
  const problems: Problem[] = [];
  if (sizes.length > SIZES_MAX) problems.push({ code: 'too_many_sizes' });
  if (sizes.length > 0 && item.price !== null) problems.push({ code: 'price_with_sizes' });
  if (sizes.length > 0 && item.sold_by === 'weight') problems.push({ code: 'sizes_by_weight' });
  for (const size of sizes) {
    if (!soundNames(size.names)) problems.push({ code: 'size_names' });
    if (!soundPrice(size.price)) problems.push({ code: 'size_price', about: size.names });
  }
  return problems;
}

function barcodeProblems(item: Item, known: Lookup): Problem[] {
  const problems: Problem[] = [];
  const own = barcodesOf(item);
  const lists = [item.barcodes ?? [], ...(item.sizes ?? []).map((size) => size.barcodes ?? [])];
  if (lists.some((list) => list.length > BARCODES_MAX)) problems.push({ code: 'too_many_barcodes' });
  for (const code of own) {
    const others = (known.barcodes.get(code) ?? []).some((id) => id !== item.id);
    if (!/^[\x21-\x7e]{1,64}$/.test(code)) problems.push({ code: 'barcode_form', about: code });
    else if (others || own.indexOf(code) !== own.lastIndexOf(code))
      problems.push({ code: 'barcode_twice', about: code });
  }
  return problems;
}

function ruleProblems(rule: PriceRule, item: Item): Problem[] {
  const problems: Problem[] = [];
  const sizes = item.sizes ?? [];
  if (!soundPrice(rule.price)) problems.push({ code: 'rule_price' });
  const times =
    rule.from_minute >= 0 && rule.from_minute <= 1439 && rule.until_minute >= 1 && rule.until_minute <= 1440;
  if (!times) problems.push({ code: 'rule_times' });
  if (sizes.length > 0 ? !sizes.some((size) => size.id === rule.size_id) : rule.size_id !== undefined)
    problems.push({ code: 'rule_size' });
  if (sizes.length === 0 && item.price === null) problems.push({ code: 'rule_open' });
  if (rule.level !== undefined && !soundCode(rule.level)) problems.push({ code: 'rule_level' });
  return problems;
}

function comboProblems(item: Item, known: Lookup): Problem[] {
  const combo = item.combo ?? [];
  if (combo.length === 0) return [];
  const problems: Problem[] = combo.flatMap((group) => comboGroupProblems(group, item, known));
  if (combo.length > COMBO_GROUPS_MAX) problems.push({ code: 'too_many_combo_groups' });
  if ((item.sizes ?? []).length > 0 || item.sold_by === 'weight') problems.push({ code: 'combo_with_sizes' });
  else if (item.price === null) problems.push({ code: 'combo_open' });
  return problems;
}

function comboGroupProblems(group: ComboGroup, item: Item, known: Lookup): Problem[] {
  const problems: Problem[] = [];
  const about = group.names;
  if (!soundNames(about)) problems.push({ code: 'combo_names' });
  if (group.choices.length === 0 || group.choices.length > COMBO_CHOICES_MAX)
    problems.push({ code: 'combo_choices', about });
  const count = group.choices.length;
  if (group.max < 1 || group.min > group.max || (count > 0 && group.max > count))
    problems.push({ code: 'combo_count', about });
  if (!isDistinct(group.choices.map(({ item_id, size_id = '' }) => `${item_id} ${size_id}`)))
    problems.push({ code: 'combo_twice', about });
  for (const choice of group.choices) {
    const part = known.items.get(choice.item_id);
    const sizes = part?.sizes ?? [];
    if (part === undefined || part.id === item.id || (part.combo ?? []).length > 0)
      problems.push({ code: 'combo_item', about });
    else if (sizes.length === 0 && (part.price === null || part.sold_by === 'weight'))
      problems.push({ code: 'combo_item', about });
    else if (
      sizes.length > 0 ? !sizes.some((size) => size.id === choice.size_id) : choice.size_id !== undefined
    )
      problems.push({ code: 'combo_size', about: part.names });
    if (choice.extra < 0 || choice.extra > PRICE_MAX) problems.push({ code: 'combo_extra', about });
  }
  return problems;
}

/** Everything wrong with one modifier group. */
export function groupProblems(group: ModifierGroup, known: Lookup): Problem[] {
  const problems: Problem[] = [];
  if (!soundNames(group.names)) problems.push({ code: 'group_names' });
  if (group.min > group.max || group.max > group.modifiers.length) problems.push({ code: 'group_count' });
  if (group.modifiers.length > GROUP_MODIFIERS_MAX) problems.push({ code: 'too_many_modifiers' });
  if (group.modifiers.filter((one) => one.default).length > group.max)
    problems.push({ code: 'group_defaults' });
  const nested = new Set([...known.groups.values()].flatMap(nestedIn));
  for (const modifier of group.modifiers) {
    if (!soundNames(modifier.names)) problems.push({ code: 'modifier_names' });
    if (Math.abs(modifier.price) > PRICE_MAX)
      problems.push({ code: 'modifier_price', about: modifier.names });
    const inner = modifier.groups ?? [];
    const deeper = inner.some((id) => {
      const found = known.groups.get(id);
      return found === undefined || id === group.id || nestedIn(found).length > 0;
    });
    // Nested already, this group may not nest others itself: one level deep, no deeper.
    if (deeper || (inner.length > 0 && nested.has(group.id)))
      problems.push({ code: 'modifier_nested', about: modifier.names });
  }
  return problems;
}

function nestedIn(group: ModifierGroup): string[] {
  return group.modifiers.flatMap((modifier) => modifier.groups ?? []);
}

/** A problem and the thing of the draft it is about, under the name of `keyOf`. */
export type Found = Problem & { key: string; names: Names | null };

/** Everything that keeps this catalogue from being published. */
export function catalogueProblems(catalogue: Catalogue): Found[] {
  const known = lookupOf(catalogue);
  const found: Found[] = [];
  const add = (key: string, names: Names | null, problems: readonly Problem[]) => {
    for (const problem of problems) found.push({ ...problem, key, names });
  };
  for (const item of catalogue.items) add(`item ${item.id}`, item.names, itemProblems(item, known));
  for (const group of catalogue.modifier_groups)
    add(`group ${group.id}`, group.names, groupProblems(group, known));
  for (const { code, names } of catalogue.categories)
    add(`category ${code}`, names, codeProblems(code, names));
  for (const station of catalogue.stations) {
    const { code, names, warn_after_s, late_after_s } = station;
    const inTime = warn_after_s <= late_after_s && late_after_s <= STATION_AGE_S_MAX;
    add(`station ${code}`, names, [
      ...codeProblems(code, names),
      ...(inTime ? [] : [{ code: 'station_times' } as const]),
      ...(isIn(station.shown_within_s ?? SHOWN_WITHIN_S, 1, SHOWN_WITHIN_S_MAX)
        ? []
        : [{ code: 'station_shown' } as const]),
    ]);
  }
  for (const rate of catalogue.tax_rates) {
    const rates = [rate.rate_ppm, ...(rate.channel_rates ?? []).map((one) => one.rate_ppm)];
    const high = rates.some((ppm) => ppm < 0 || ppm > PPM_MAX);
    add(`tax ${rate.code}`, rate.names, [
      ...codeProblems(rate.code, rate.names),
      ...(high ? [{ code: 'rate' } as const] : []),
    ]);
  }
  for (const terms of catalogue.channels ?? []) {
    const problems: Problem[] = [];
    if (!soundPrice(terms.packaging)) problems.push({ code: 'packaging' });
    if (!known.rates.has(terms.packaging_tax))
      problems.push({ code: 'packaging_tax', about: terms.packaging_tax });
    add(`channel ${terms.channel}`, null, problems);
  }
  const modifiers = new Set(
    catalogue.modifier_groups.flatMap((group) => group.modifiers.map((one) => one.id)),
  );
  add('ingredients', null, ingredientProblems(catalogue));
  add('routes', null, routeProblems(catalogue.routes ?? [], known, modifiers));
  for (const layout of catalogue.layouts ?? []) add('layouts', layout.names, layoutProblems(layout, known));
  const tooMany =
    (catalogue.ingredients ?? []).length > INGREDIENTS_MAX ||
    (catalogue.routes ?? []).length > ROUTES_MAX ||
    (catalogue.layouts ?? []).length > LAYOUTS_MAX ||
    catalogue.stations.length > STATIONS_MAX ||
    catalogue.categories.length > CATEGORIES_MAX ||
    catalogue.tax_rates.length > TAX_RATES_MAX ||
    catalogue.modifier_groups.length > MODIFIER_GROUPS_MAX;
  if (tooMany) add('', null, [{ code: 'too_many_parts' }]);
  if (catalogue.items.length > ITEMS_MAX) add('', null, [{ code: 'too_many_items' }]);
  return found;
}

function isIn(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

function ingredientProblems({ ingredients = [] }: Catalogue): Problem[] {
  return ingredients.flatMap(({ code, names }) => codeProblems(code, names));
}

/** Where lines are made instead: only what names something that is there. */
function routeProblems(routes: readonly Route[], known: Lookup, choices: ReadonlySet<string>): Problem[] {
  return routes.flatMap((route, index) => {
    const { items = [], categories = [], modifiers = [], hours, stations, also = false } = route;
    const about = String(index + 1);
    const named =
      items.every((id) => known.items.has(id)) &&
      categories.every((code) => known.categories.has(code)) &&
      modifiers.every((id) => choices.has(id)) &&
      stations.every((code) => known.stations.has(code));
    const inDay =
      hours === undefined || (isIn(hours.from_minute, 0, 1_439) && isIn(hours.until_minute, 1, 1_440));
    return [
      ...(also && stations.length === 0 ? [{ code: 'route_adds_nothing', about } as const] : []),
      ...(named ? [] : [{ code: 'route_names', about } as const]),
      ...(inDay ? [] : [{ code: 'route_hours', about } as const]),
    ];
  });
}

/** One step: what is made elsewhere is made at a station that is worked. */
function layoutProblems({ code, names, from_minute, moves }: KitchenLayout, known: Lookup): Problem[] {
  const from = moves.map((move) => move.from);
  const there = moves.every((move) => known.stations.has(move.from) && known.stations.has(move.to));
  return [
    ...codeProblems(code, names),
    ...(from_minute === undefined || isIn(from_minute, 0, 1_439) ? [] : [{ code: 'layout_begins' } as const]),
    ...(there ? [] : [{ code: 'layout_station' } as const]),
    ...(moves.some((move) => from.includes(move.to)) ? [{ code: 'layout_not_worked' } as const] : []),
    ...(isDistinct(from) ? [] : [{ code: 'layout_twice' } as const]),
  ];
}

function codeProblems(code: string, names: Names): Problem[] {
  return [
    ...(soundCode(code) ? [] : [{ code: 'code_form', about: code } as const]),
    ...(soundNames(names) ? [] : [{ code: 'names' } as const]),
  ];
}
