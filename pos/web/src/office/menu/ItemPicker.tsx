import { useSignal } from '@preact/signals';
import { dictionary, pick, pickOther, type Item } from '@comanda/web';
import { findInMenu } from './find';
import { working } from './state';

const SHOWN_MAX = 6;

const t = dictionary({
  en: { none: 'No item fits.' },
  zh: { none: '没有符合的商品。' },
});

type Props = { label: string; fits: (item: Item) => boolean; onPick: (item: Item) => void };

/** Looks an item up by its name and takes it. */
export function ItemPicker({ label, fits, onPick }: Props) {
  const words = useSignal('');
  const query = words.value.trim();
  const found =
    query === '' ? [] : findInMenu(working.value.items, null, query).filter(fits).slice(0, SHOWN_MAX);
  return (
    <div class="picker">
      <label class="field">
        <span>{label}</span>
        <input
          type="search"
          value={words.value}
          onInput={(event) => (words.value = event.currentTarget.value)}
        />
      </label>
      {query !== '' && (
        <ul class="list">
          {found.length === 0 && <li>{t().none}</li>}
          {found.map((item) => (
            <li key={item.id}>
              <button
                type="button"
                onClick={() => {
                  onPick(item);
                  words.value = '';
                }}
              >
                {pick(item.names)} <small>{pickOther(item.names)}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
