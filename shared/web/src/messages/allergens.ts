import { dictionary, language } from '../i18n';
import type { Allergen } from '../protocol.gen';

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

/** Several words in one breath, as this language lists them. */
export function listed(words: readonly string[]): string {
  return words.join(language.value === 'zh' ? '、' : ', ');
}
