import { dictionary, formatMoney, language, type Allergen, type Currency, type Item } from '@comanda/web';
import { priceSpan } from './form';

/** The fourteen allergens of the law, in its order. */
export const ALLERGENS: readonly Allergen[] = [
  ...(['gluten', 'crustaceans', 'eggs', 'fish', 'peanuts', 'soybeans', 'milk'] as const),
  ...(['nuts', 'celery', 'mustard', 'sesame', 'sulphites', 'lupin', 'molluscs'] as const),
];

/** The mark of each allergen where there is room for one sign only: its number in the law. */
export const ALLERGEN_MARK: Record<Allergen, string> = {
  gluten: '①',
  crustaceans: '②',
  eggs: '③',
  fish: '④',
  peanuts: '⑤',
  soybeans: '⑥',
  milk: '⑦',
  nuts: '⑧',
  celery: '⑨',
  mustard: '⑩',
  sesame: '⑪',
  sulphites: '⑫',
  lupin: '⑬',
  molluscs: '⑭',
};

const t = dictionary({
  en: {
    open: 'Open price',
    perKilo: (price: string) => `${price}/kg`,
    span: (from: string, to: string) => `${from} – ${to}`,
    gluten: 'Gluten',
    crustaceans: 'Crustaceans',
    eggs: 'Eggs',
    fish: 'Fish',
    peanuts: 'Peanuts',
    soybeans: 'Soy',
    milk: 'Milk',
    nuts: 'Nuts',
    celery: 'Celery',
    mustard: 'Mustard',
    sesame: 'Sesame',
    sulphites: 'Sulphites',
    lupin: 'Lupin',
    molluscs: 'Molluscs',
  },
  zh: {
    open: '时价',
    perKilo: (price) => `${price}/公斤`,
    span: (from, to) => `${from} – ${to}`,
    gluten: '麸质',
    crustaceans: '甲壳类',
    eggs: '蛋',
    fish: '鱼',
    peanuts: '花生',
    soybeans: '大豆',
    milk: '奶',
    nuts: '坚果',
    celery: '芹菜',
    mustard: '芥末',
    sesame: '芝麻',
    sulphites: '亚硫酸盐',
    lupin: '羽扇豆',
    molluscs: '软体类',
  },
});

/** What an allergen is called. */
export function allergenName(allergen: Allergen): string {
  return t()[allergen];
}

/** What an item costs, in one short line. */
export function priceLine(item: Item, of: Currency): string {
  const span = priceSpan(item);
  if (span === null) return t().open;
  if (item.sold_by === 'weight') return t().perKilo(formatMoney(span.from, of));
  const { from, to } = span;
  return from === to ? formatMoney(from, of) : t().span(formatMoney(from, of), formatMoney(to, of));
}

/** Several words in one breath, as this language lists them. */
export function listed(words: readonly string[]): string {
  return words.join(language.value === 'zh' ? '、' : ', ');
}
