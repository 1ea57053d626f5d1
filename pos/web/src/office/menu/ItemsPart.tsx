import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Button, dictionary, locale, pick, pickOther, type Item, type StoreCard } from '@comanda/web';
import { SelectField } from '../fields';
import { BulkSheet } from './BulkSheet';
import { findInMenu, rowsInSight } from './find';
import { blankItem, copyOf, toForm, type ItemForm } from './form';
import { ItemEditor } from './ItemEditor';
import { published, put, touched, working } from './state';
import { priceLine } from './words';

const ROW_PX = 60;

const t = dictionary({
  en: {
    search: 'Search',
    searchHint: 'Name, pinyin, code or barcode',
    category: 'Category',
    all: (count: string) => `All (${count})`,
    counted: (name: string, count: string) => `${name} (${count})`,
    add: 'New item',
    bulk: 'Change prices…',
    found: (count: string) => `${count} items`,
    none: 'No item fits. Try fewer letters, or another category.',
    empty: 'The menu is empty. Add the first item, or import a list.',
    fresh: 'NEW',
    changed: 'CHANGED',
    choose: 'Choose an item to change it.',
    list: 'Items of the menu',
  },
  zh: {
    search: '查找',
    searchHint: '名称、拼音、货号或条码',
    category: '分类',
    all: (count) => `全部（${count}）`,
    counted: (name, count) => `${name}（${count}）`,
    add: '新商品',
    bulk: '批量调价…',
    found: (count) => `${count} 项`,
    none: '没有符合的商品。请少输几个字，或换个分类。',
    empty: '菜单是空的。请添加第一项，或导入清单。',
    fresh: '新',
    changed: '已改',
    choose: '请选择要修改的商品。',
    list: '菜单里的商品',
  },
});

/** The items: a list to search in, and the one that is being changed beside it. */
export function ItemsPart({ store }: { store: StoreCard }) {
  const category = useSignal('');
  const words = useSignal('');
  const editing = useSignal<ItemForm | null>(null);
  const bulk = useSignal(false);
  const menu = working.value;
  const chosen = category.value === '' ? null : category.value;
  const shown = findInMenu(menu.items, chosen, words.value);
  const start = (form: ItemForm) => (editing.value = form);
  const startNew = () =>
    start(blankItem(chosen ?? menu.categories[0]?.code ?? '', menu.tax_rates[0]?.code ?? ''));
  return (
    <>
      <div class="bar">
        <label class="field grow">
          <span>{t().search}</span>
          <input
            type="search"
            placeholder={t().searchHint}
            value={words.value}
            data-testid="menu-search"
            onInput={(event) => (words.value = event.currentTarget.value)}
          />
        </label>
        <CategoryFilter value={category.value} onValue={(value) => (category.value = value)} />
        <Button data-testid="bulk" onClick={() => (bulk.value = true)}>
          {t().bulk}
        </Button>
        <Button data-testid="new-item" onClick={startNew}>
          {t().add}
        </Button>
      </div>
      <div class={editing.value === null ? 'desk' : 'desk editing'}>
        <section class="items" aria-label={t().list}>
          <p class="hint">{t().found(shown.length.toLocaleString(locale()))}</p>
          {shown.length === 0 ? (
            <p class="panel empty">{menu.items.length === 0 ? t().empty : t().none}</p>
          ) : (
            <ItemList
              items={shown}
              store={store}
              open={editing.value?.id ?? null}
              onOpen={(item) => start(toForm(item))}
            />
          )}
        </section>
        {editing.value === null ? (
          <p class="panel empty waiting">{t().choose}</p>
        ) : (
          <ItemEditor
            key={editing.value.id}
            start={editing.value}
            store={store}
            onClose={() => (editing.value = null)}
            onCopy={(item) => start(copyOf(item))}
            onMove={(by) => move(editing.peek()?.id ?? '', shown, by)}
          />
        )}
      </div>
      <BulkSheet open={bulk.value} store={store} category={chosen} onClose={() => (bulk.value = false)} />
    </>
  );
}

/** Exchanges an item's place with its neighbour among those shown. */
function move(id: string, shown: readonly Item[], by: -1 | 1): void {
  const place = shown.findIndex((item) => item.id === id);
  const neighbour = shown[place + by];
  if (place < 0 || neighbour === undefined) return;
  const order = working.peek().items.map((item) => item.id);
  const [from, to] = [order.indexOf(id), order.indexOf(neighbour.id)];
  order.splice(from, 1);
  order.splice(to, 0, id);
  put({ type: 'order_items', item_ids: order });
}

function CategoryFilter({ value, onValue }: { value: string; onValue: (value: string) => void }) {
  const { items, categories } = working.value;
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item.category, (counts.get(item.category) ?? 0) + 1);
  const count = (number: number) => number.toLocaleString(locale());
  return (
    <SelectField
      label={t().category}
      value={value}
      testId="category-filter"
      options={[
        { value: '', label: t().all(count(items.length)) },
        ...categories.map(({ code, names }) => ({
          value: code,
          label: t().counted(pick(names), count(counts.get(code) ?? 0)),
        })),
      ]}
      onValue={onValue}
    />
  );
}

type ListProps = {
  items: readonly Item[];
  store: StoreCard;
  open: string | null;
  onOpen: (item: Item) => void;
};

/** Draws only the rows in sight. */
function ItemList({ items, store, open, onOpen }: ListProps) {
  const box = useRef<HTMLDivElement>(null);
  const sight = useSignal({ top: 0, height: 800 });
  const measure = () => {
    if (box.current !== null) sight.value = { top: box.current.scrollTop, height: box.current.clientHeight };
  };
  useLayoutEffect(measure, []);
  useEffect(() => {
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  const { from, to } = rowsInSight(items.length, ROW_PX, sight.value.top, sight.value.height);
  const known = new Set(published.value.items.map((item) => item.id));
  const colours = new Map(working.value.categories.map(({ code, colour }) => [code, colour]));
  return (
    <div class="item-list" ref={box} onScroll={measure} data-testid="item-list">
      <ul style={{ blockSize: `${items.length * ROW_PX}px`, paddingBlockStart: `${from * ROW_PX}px` }}>
        {items.slice(from, to).map((item) => (
          <li key={item.id} style={{ '--edge-colour': `var(--${colours.get(item.category) ?? 'plain'})` }}>
            <button
              type="button"
              aria-pressed={item.id === open}
              data-testid="item-row"
              onClick={() => onOpen(item)}
            >
              <span class="name">
                {pick(item.names)}
                <small>{pickOther(item.names)}</small>
              </span>
              {touched.value.has(`item ${item.id}`) && (
                <span class="mark">{known.has(item.id) ? t().changed : t().fresh}</span>
              )}
              <span class="price">{priceLine(item, store)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
