import {
  assertNever,
  type Catalogue,
  type CatalogueChange,
  type Category,
  type ChannelTerms,
  type Ingredient,
  type Item,
  type KitchenLayout,
  type ModifierGroup,
  type Route,
  type Station,
  type TaxMode,
  type TaxRate,
} from '@comanda/web';
import { same } from '../history';

/** What one change is about. */
export type Entity =
  | Item
  | Category
  | ModifierGroup
  | Station
  | TaxRate
  | ChannelTerms
  | TaxMode
  | readonly string[]
  | readonly Ingredient[]
  | readonly Route[]
  | readonly KitchenLayout[];
/** A change of the draft, and what stood there when it was first touched: that tells whether somebody else changed it. */
export type Edit = { change: CatalogueChange; was: Entity | null };
/** Changes that are not published, against one version. At most one per thing, in the order first touched. */
export type Draft = { base: number; edits: readonly Edit[] };

/** Bytes of changes in one command: a frame holds 64 KiB, the rest of it is the envelope. */
export const BATCH_BYTES_MAX = 56_000;

/** A draft without changes. */
export function blankDraft(base: number): Draft {
  return { base, edits: [] };
}

/** The name of what a change is about: two changes of one thing have the same. */
export function keyOf(change: CatalogueChange): string {
  switch (change.type) {
    case 'put_item':
      return `item ${change.item.id}`;
    case 'remove_item':
      return `item ${change.item_id}`;
    case 'order_items':
      return 'order';
    case 'put_category':
      return `category ${change.category.code}`;
    case 'remove_category':
      return `category ${change.code}`;
    case 'put_group':
      return `group ${change.group.id}`;
    case 'remove_group':
      return `group ${change.group_id}`;
    case 'put_station':
      return `station ${change.station.code}`;
    case 'remove_station':
      return `station ${change.code}`;
    case 'put_tax_rate':
      return `tax ${change.rate.code}`;
    case 'remove_tax_rate':
      return `tax ${change.code}`;
    case 'put_channel':
      return `channel ${change.terms.channel}`;
    case 'set_tax_mode':
      return 'tax mode';
    case 'set_ingredients':
      return 'ingredients';
    case 'set_routes':
      return 'routes';
    case 'set_layouts':
      return 'layouts';
    case 'set_promotions':
      return 'promotions';
    default:
      return assertNever(change);
  }
}

/** What a change leaves there; `null` when it takes it away. */
export function after(change: CatalogueChange): Entity | null {
  switch (change.type) {
    case 'put_item':
      return change.item;
    case 'put_category':
      return change.category;
    case 'put_group':
      return change.group;
    case 'put_station':
      return change.station;
    case 'put_tax_rate':
      return change.rate;
    case 'put_channel':
      return change.terms;
    case 'set_tax_mode':
      return change.mode;
    case 'set_ingredients':
      return change.ingredients;
    case 'set_routes':
      return change.routes;
    case 'set_layouts':
      return change.layouts;
    case 'set_promotions':
      return change.promotions;
    case 'order_items':
      return change.item_ids;
    case 'remove_item':
    case 'remove_category':
    case 'remove_group':
    case 'remove_station':
    case 'remove_tax_rate':
      return null;
    default:
      return assertNever(change);
  }
}

/** Everything of a catalogue under the names of `keyOf`. */
export function entitiesOf(catalogue: Catalogue): ReadonlyMap<string, Entity> {
  const all = new Map<string, Entity>();
  for (const one of catalogue.items) all.set(`item ${one.id}`, one);
  for (const one of catalogue.categories) all.set(`category ${one.code}`, one);
  for (const one of catalogue.modifier_groups) all.set(`group ${one.id}`, one);
  for (const one of catalogue.stations) all.set(`station ${one.code}`, one);
  for (const one of catalogue.tax_rates) all.set(`tax ${one.code}`, one);
  for (const one of catalogue.channels ?? []) all.set(`channel ${one.channel}`, one);
  all.set('tax mode', catalogue.tax_mode);
  all.set('ingredients', catalogue.ingredients ?? []);
  all.set('promotions', catalogue.promotions ?? []);
  all.set('routes', catalogue.routes ?? []);
  all.set('layouts', catalogue.layouts ?? []);
  return all;
}

/** The draft with more changes. A change that leaves a thing as it was takes its edit away. */
export function edited(draft: Draft, changes: readonly CatalogueChange[], published: Catalogue): Draft {
  const entities = entitiesOf(published);
  const edits = new Map(draft.edits.map((edit) => [keyOf(edit.change), edit]));
  for (const change of changes) {
    const key = keyOf(change);
    const was = edits.get(key)?.was ?? entities.get(key) ?? null;
    if (same(after(change), was)) edits.delete(key);
    else edits.set(key, { change, was });
  }
  return { ...draft, edits: [...edits.values()] };
}

/** One thing that was changed here and by somebody else too. */
export type Clash = { key: string; mine: CatalogueChange; theirs: Entity | null };

/** The draft on a newer version, and what somebody else changed meanwhile among the things it touches. */
export function rebased(draft: Draft, published: Catalogue): { draft: Draft; clashes: Clash[] } {
  const entities = entitiesOf(published);
  const clashes: Clash[] = [];
  const edits = draft.edits.flatMap((edit): Edit[] => {
    const key = keyOf(edit.change);
    if (edit.change.type === 'order_items')
      return isInOrder(published.items, edit.change.item_ids) ? [] : [edit];
    const theirs = entities.get(key) ?? null;
    if (same(after(edit.change), theirs)) return []; // already so
    if (!same(edit.was, theirs)) clashes.push({ key, mine: edit.change, theirs });
    return [{ change: edit.change, was: theirs }];
  });
  return { draft: { base: published.version, edits }, clashes };
}

/** The draft without its change of one thing. */
export function dropped(draft: Draft, key: string): Draft {
  return { ...draft, edits: draft.edits.filter((edit) => keyOf(edit.change) !== key) };
}

const RANK: Record<CatalogueChange['type'], number> = {
  set_tax_mode: 0,
  put_station: 1,
  put_category: 1,
  put_tax_rate: 1,
  set_ingredients: 1,
  put_group: 2,
  put_item: 3,
  put_channel: 3,
  remove_item: 4,
  order_items: 5,
  set_routes: 5,
  set_layouts: 5,
  set_promotions: 5,
  remove_group: 6,
  remove_station: 7,
  remove_category: 7,
  remove_tax_rate: 7,
};

/**
 * The changes in commands that each fit into a frame. What others name comes before them and goes after them, so that
 * every part of a draft that is too large for one command holds together by itself.
 */
export function batches(draft: Draft, bytesMax = BATCH_BYTES_MAX): CatalogueChange[][] {
  const changes = draft.edits.map((edit) => edit.change).sort((a, b) => RANK[a.type] - RANK[b.type]);
  const all: CatalogueChange[][] = [];
  let bytes = Infinity;
  for (const change of changes) {
    const size = new TextEncoder().encode(JSON.stringify(change)).length + 1;
    if (bytes + size > bytesMax) {
      all.push([]);
      bytes = 0;
    }
    all.at(-1)?.push(change);
    bytes += size;
  }
  return all;
}

/** The catalogue as it will be. Mirrors `Catalogue::with_changes` of the domain. */
export function withEdits(published: Catalogue, draft: Draft): Catalogue {
  if (draft.edits.length === 0) return published;
  const lists = {
    items: new Map(published.items.map((one) => [one.id, one])),
    categories: new Map(published.categories.map((one) => [one.code, one])),
    groups: new Map(published.modifier_groups.map((one) => [one.id, one])),
    stations: new Map(published.stations.map((one) => [one.code, one])),
    rates: new Map(published.tax_rates.map((one) => [one.code, one])),
    channels: new Map((published.channels ?? []).map((one) => [one.channel, one])),
  };
  let tax_mode = published.tax_mode;
  const { ingredients = [], routes = [], layouts = [], promotions = [] } = published;
  const kitchen = { ingredients, routes, layouts, promotions };
  let order: readonly string[] = [];
  for (const { change } of draft.edits) {
    switch (change.type) {
      case 'put_item':
        lists.items.set(change.item.id, change.item);
        break;
      case 'remove_item':
        lists.items.delete(change.item_id);
        break;
      case 'order_items':
        order = change.item_ids;
        break;
      case 'put_category':
        lists.categories.set(change.category.code, change.category);
        break;
      case 'remove_category':
        lists.categories.delete(change.code);
        break;
      case 'put_group':
        lists.groups.set(change.group.id, change.group);
        break;
      case 'remove_group':
        lists.groups.delete(change.group_id);
        break;
      case 'put_station':
        lists.stations.set(change.station.code, change.station);
        break;
      case 'remove_station':
        lists.stations.delete(change.code);
        break;
      case 'put_tax_rate':
        lists.rates.set(change.rate.code, change.rate);
        break;
      case 'remove_tax_rate':
        lists.rates.delete(change.code);
        break;
      case 'put_channel':
        lists.channels.set(change.terms.channel, change.terms);
        break;
      case 'set_tax_mode':
        tax_mode = change.mode;
        break;
      case 'set_ingredients':
        kitchen.ingredients = change.ingredients;
        break;
      case 'set_routes':
        kitchen.routes = change.routes;
        break;
      case 'set_layouts':
        kitchen.layouts = change.layouts;
        break;
      case 'set_promotions':
        kitchen.promotions = change.promotions;
        break;
      default:
        assertNever(change);
    }
  }
  return {
    version: published.version,
    tax_mode,
    stations: [...lists.stations.values()],
    categories: [...lists.categories.values()],
    tax_rates: [...lists.rates.values()],
    modifier_groups: [...lists.groups.values()],
    items: ordered([...lists.items.values()], order),
    channels: [...lists.channels.values()],
    ...kitchen,
  };
}

function isInOrder(items: readonly Item[], order: readonly string[]): boolean {
  const wanted = ordered([...items], order);
  return items.every((item, index) => item.id === wanted[index]?.id);
}

function ordered(items: Item[], order: readonly string[]): Item[] {
  if (order.length === 0) return items;
  const place = new Map(order.map((id, index) => [id, index]));
  return items.sort((a, b) => (place.get(a.id) ?? order.length) - (place.get(b.id) ?? order.length));
}
