import {
  assertNever,
  channelName,
  dictionary,
  formatMoney,
  listed,
  pick,
  type Currency,
  type Item,
  type Names,
} from '@comanda/web';
import { same } from '../history';
import { after, type Edit, type Entity } from './draft';
import { priceLine } from './words';

const t = dictionary({
  en: {
    added: 'Added',
    changed: 'Changed',
    removed: 'Taken away',
    order: 'Order of the items',
    taxMode: (inclusive: string) => `Prices ${inclusive === 'inclusive' ? 'include tax' : 'are before tax'}`,
    fields: (names: string) => `changed: ${names}`,
    price: (from: string, to: string) => `${from} → ${to}`,
    names: 'name',
    pinyin: 'pinyin',
    category: 'category',
    tax: 'tax',
    stations: 'stations',
    modifier_groups: 'choices',
    popular: 'favourites',
    sizes: 'sizes',
    barcodes: 'barcodes',
    sku: 'code',
    sold_by: 'by weight',
    prices: 'price rules',
    combo: 'combo',
    allergens: 'allergens',
    prep_s: 'time to make',
    photo: 'picture',
    substitutes: 'substitutes',
    most_per_day: 'limit per day',
    most_per_member: 'limit per member',
    item: 'Item',
    categoryKind: 'Category',
    group: 'Choices',
    station: 'Station',
    taxKind: 'Tax rate',
    channel: 'Channel',
    recipe: 'recipe',
    ingredients: 'Ingredients',
    routes: 'Routes',
    promotions: 'Promotions',
    layouts: 'Kitchen layouts',
  },
  zh: {
    added: '新增',
    changed: '修改',
    removed: '去掉',
    order: '商品顺序',
    taxMode: (inclusive) => (inclusive === 'inclusive' ? '价格含税' : '价格不含税'),
    fields: (names) => `改了：${names}`,
    price: (from, to) => `${from} → ${to}`,
    names: '名称',
    pinyin: '拼音',
    category: '分类',
    tax: '税率',
    stations: '档口',
    modifier_groups: '选项组',
    popular: '常点',
    sizes: '规格',
    barcodes: '条码',
    sku: '货号',
    sold_by: '按重量',
    prices: '价格规则',
    combo: '套餐',
    allergens: '过敏原',
    prep_s: '制作时间',
    photo: '照片',
    substitutes: '替代商品',
    most_per_day: '每日限量',
    most_per_member: '会员限量',
    item: '商品',
    categoryKind: '分类',
    group: '选项组',
    station: '档口',
    taxKind: '税率',
    channel: '渠道',
    recipe: '配料',
    ingredients: '配料表',
    routes: '分单规则',
    promotions: '优惠',
    layouts: '后厨布局',
  },
});

/** One change in words. */
export type Line = {
  sort: 'added' | 'changed' | 'removed';
  word: string;
  kind: string;
  name: string;
  detail: string;
};

const FIELDS = [
  ...([
    'names',
    'pinyin',
    'category',
    'tax',
    'stations',
    'modifier_groups',
    'popular',
    'sizes',
    'barcodes',
  ] as const),
  ...(['sku', 'sold_by', 'prices', 'combo', 'allergens', 'prep_s', 'photo', 'substitutes'] as const),
  ...(['most_per_day', 'most_per_member', 'recipe'] as const),
];

/** What an edit does, in words for whoever publishes it. */
export function lineOf({ change, was }: Edit, of: Currency): Line {
  const now = after(change);
  const sort = now === null ? 'removed' : was === null ? 'added' : 'changed';
  const told = { sort, word: t()[sort] } as const;
  switch (change.type) {
    case 'put_item': {
      const before = isItem(was) ? was : null;
      const detail = before === null ? priceLine(change.item, of) : itemDetail(before, change.item, of);
      return { ...told, kind: t().item, name: pick(change.item.names), detail };
    }
    case 'remove_item':
      return { ...told, kind: t().item, name: nameOf(was), detail: '' };
    case 'put_category':
    case 'remove_category':
      return { ...told, kind: t().categoryKind, name: nameOf(now ?? was), detail: '' };
    case 'put_group':
    case 'remove_group':
      return { ...told, kind: t().group, name: nameOf(now ?? was), detail: '' };
    case 'put_station':
    case 'remove_station':
      return { ...told, kind: t().station, name: nameOf(now ?? was), detail: '' };
    case 'put_tax_rate':
    case 'remove_tax_rate':
      return { ...told, kind: t().taxKind, name: nameOf(now ?? was), detail: '' };
    case 'put_channel': {
      const { channel, packaging } = change.terms;
      return { ...told, kind: t().channel, name: channelName(channel), detail: formatMoney(packaging, of) };
    }
    case 'order_items':
      return { ...told, sort: 'changed', word: t().changed, kind: t().item, name: t().order, detail: '' };
    case 'set_tax_mode':
      return { ...told, kind: t().taxKind, name: t().taxMode(change.mode), detail: '' };
    case 'set_ingredients':
      return { ...told, kind: t().ingredients, name: t().ingredients, detail: '' };
    case 'set_routes':
      return { ...told, kind: t().routes, name: t().routes, detail: '' };
    case 'set_layouts':
      return { ...told, kind: t().layouts, name: t().layouts, detail: '' };
    case 'set_promotions':
      return { ...told, kind: t().promotions, name: t().promotions, detail: '' };
    default:
      return assertNever(change);
  }
}

/** What somebody else left there, in a few words. */
export function theirWords(theirs: Entity | null, of: Currency): string {
  if (theirs === null) return t().removed;
  return isItem(theirs) ? `${pick(theirs.names)} · ${priceLine(theirs, of)}` : nameOf(theirs);
}

function itemDetail(before: Item, now: Item, of: Currency): string {
  const [from, to] = [priceLine(before, of), priceLine(now, of)];
  const fields = FIELDS.filter((field) => !same(before[field], now[field])).map((field) => t()[field]);
  const parts = [
    ...(from === to ? [] : [t().price(from, to)]),
    ...(fields.length === 0 ? [] : [t().fields(listed(fields))]),
  ];
  return parts.join(' · ');
}

function isItem(entity: Entity | null): entity is Item {
  return entity !== null && typeof entity === 'object' && 'modifier_groups' in entity;
}

function nameOf(entity: Entity | null): string {
  if (entity === null || typeof entity !== 'object' || !('names' in entity)) return '';
  return pick((entity as { names: Names }).names);
}
