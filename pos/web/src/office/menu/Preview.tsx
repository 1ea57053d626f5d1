import {
  ALLERGEN_MARK,
  allergenName,
  dictionary,
  listed,
  pick,
  pickOther,
  Slip,
  SlipLines,
  type Item,
  type StoreCard,
} from '@comanda/web';
import { Photo } from './MoreFields';
import { lookup, working } from './state';
import { priceLine } from './words';

const t = dictionary({
  en: {
    till: 'At the till',
    kitchen: 'In the kitchen',
    nowhere: 'Not shown in the kitchen: handed over the counter.',
    contains: (names: string) => `Contains ${names}`,
    unnamed: 'No name yet',
  },
  zh: {
    till: '收银上',
    kitchen: '后厨里',
    nowhere: '不进后厨：前台直接给客人。',
    contains: (names) => `含${names}`,
    unnamed: '还没有名称',
  },
});

/** How the item will look: its button at the till and its line in the kitchen. */
export function Preview({ item, store }: { item: Item; store: StoreCard }) {
  const { categories } = working.value;
  const colour = categories.find((one) => one.code === item.category)?.colour ?? 'plain';
  const name = pick(item.names) === '' ? t().unnamed : pick(item.names);
  const allergens = item.allergens ?? [];
  const chosen = item.modifier_groups
    .flatMap((id) => lookup.value.groups.get(id)?.modifiers ?? [])
    .filter((modifier) => modifier.default)
    .map((modifier) => ({ text: pick(modifier.names) }));
  const contains = t().contains(listed(allergens.map(allergenName)));
  const modifiers = [...chosen, ...(allergens.length > 0 ? [{ text: contains, strong: true }] : [])];
  return (
    <div class="preview">
      <figure>
        <figcaption>{t().till}</figcaption>
        <div class="till-button" style={{ '--edge-colour': `var(--${colour})` }} data-testid="preview-till">
          {item.photo !== undefined && <Photo hash={item.photo} />}
          <b>{name}</b>
          <small>{pickOther(item.names)}</small>
          <span>
            {priceLine(item, store)} <small>{allergens.map((one) => ALLERGEN_MARK[one]).join('')}</small>
          </span>
        </div>
      </figure>
      <figure>
        <figcaption>{t().kitchen}</figcaption>
        {item.stations.length === 0 ? (
          <p class="hint">{t().nowhere}</p>
        ) : (
          <Slip number="A 042" label={t().kitchen}>
            <SlipLines
              lines={[{ id: item.id, quantity: 2, name, second: pickOther(item.names), modifiers }]}
            />
          </Slip>
        )}
      </figure>
    </div>
  );
}
