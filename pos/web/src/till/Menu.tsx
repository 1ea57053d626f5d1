import { useComputed } from '@preact/signals';
import { Component } from 'preact';
import { Button, dictionary, formatMoney, pick, pickOther, type Category, type Item } from '@comanda/web';
import { counts } from './check';
import { category, panel, typed } from './panel';
import { found } from './recognise';
import { MemberMatches } from './MemberMatches';
import { tapItem } from './ring';
import { readTyped } from './search';
import { allSlips, catalogue, orders, slip, store } from './store';
import { slug } from './words';

const t = dictionary({
  en: {
    menu: 'Menu',
    find: 'Phone number, item name or pinyin: just type, any time',
    findLabel: 'Find a member or an item',
    clear: 'Clear',
    open: (count: number) => `Open orders · ${count}`,
    categories: 'Categories',
    favourites: 'Favourites',
    none: (words: string) => `No item is called “${words}”. Try fewer letters.`,
    found: (count: number) => `${count} found`,
    ask: 'Price on request',
    onSlip: (count: number) => `${count} on the check`,
    noMenu: 'The menu has not come from the store server yet.',
  },
  zh: {
    menu: '菜单',
    find: '手机号、菜名或拼音首字母：随时直接输入',
    findLabel: '找会员或菜品',
    clear: '清除',
    open: (count) => `未结单 · ${count}`,
    categories: '分类',
    favourites: '常点',
    none: (words) => `没有叫“${words}”的菜。请少输几个字母。`,
    found: (count) => `找到 ${count} 样`,
    ask: '时价',
    onSlip: (count) => `单上 ${count} 份`,
    noMenu: '还没有从门店服务器收到菜单。',
  },
});

/** The right half: search, categories, items. */
export function Menu() {
  const read = readTyped(typed.value);
  return (
    <section class="menu" aria-label={t().menu}>
      <Find />
      {read.type === 'digits' ? (
        <section class="results">
          <MemberMatches typed={typed.value} />
        </section>
      ) : (
        <>
          <Rail />
          {read.type === 'words' ? <Results words={read.words} /> : <Grid items={shown()} />}
        </>
      )}
    </section>
  );
}

function Find() {
  const open = [...orders.value.values()].filter((row) => row.state.type === 'open').map((row) => row.id);
  const aside = allSlips.value
    .filter((one) => one.order_id !== slip.value.order_id && one.lines.some((line) => line.state === 'draft'))
    .map((one) => one.order_id);
  return (
    <div class={typed.value === '' ? 'find' : 'find typing'}>
      <label class="field">
        <span class="unseen">{t().findLabel}</span>
        <input
          type="search"
          data-testid="find"
          autocomplete="off"
          spellcheck={false}
          placeholder={t().find}
          value={typed.value}
          onInput={(event) => (typed.value = event.currentTarget.value)}
        />
      </label>
      {typed.value !== '' && (
        <Button data-testid="clear-find" onClick={() => (typed.value = '')}>
          {t().clear}
        </Button>
      )}
      <Button data-testid="open-orders" onClick={() => (panel.value = { type: 'orders' })}>
        {t().open(new Set([...open, ...aside]).size)}
      </Button>
    </div>
  );
}

function Rail() {
  const categories = catalogue.value?.categories ?? [];
  return (
    <nav class="rail" aria-label={t().categories}>
      <CategoryButton of={null} />
      {categories.map((one) => (
        <CategoryButton key={one.code} of={one} />
      ))}
    </nav>
  );
}

function CategoryButton({ of }: { of: Category | null }) {
  const code = of?.code ?? null;
  const on = category.value === code;
  const second = of === null ? null : pickOther(of.names);
  return (
    <Button
      class={`category ${of?.colour ?? 'plain'}${on ? ' on' : ''}`}
      aria-pressed={on}
      data-testid={`category-${code ?? 'favourites'}`}
      onClick={() => {
        category.value = code;
        typed.value = '';
      }}
    >
      <span>{of === null ? t().favourites : pick(of.names)}</span>
      {second !== null && <small>{second}</small>}
    </Button>
  );
}

function shown(): readonly Item[] {
  const all = catalogue.value?.items ?? [];
  const code = category.value;
  return code === null ? all.filter((item) => item.popular) : all.filter((item) => item.category === code);
}

function Results({ words }: { words: string }) {
  const items = found.value;
  return (
    <section class="results">
      <p role="status" class="hint">
        {items.length === 0 ? t().none(words) : t().found(items.length)}
      </p>
      <Grid items={items} />
    </section>
  );
}

function Grid({ items }: { items: readonly Item[] }) {
  const colours = new Map(catalogue.value?.categories.map((one) => [one.code, one.colour]));
  if (catalogue.value === null) return <p class="hint">{t().noMenu}</p>;
  return (
    <ul class="grid" data-testid="grid" key={category.value ?? ''}>
      {items.map((item) => (
        <Tile key={item.id} item={item} colour={colours.get(item.category) ?? 'plain'} />
      ))}
    </ul>
  );
}

type TileProps = { item: Item; colour: string };

/** One item; drawn again only when the item or the language changes. Its count is a part of its own. */
class Tile extends Component<TileProps> {
  override shouldComponentUpdate(next: TileProps) {
    return next.item !== this.props.item || next.colour !== this.props.colour;
  }
  override render() {
    const { item, colour } = this.props;
    return (
      <li>
        <button
          type="button"
          class={`item ${colour}`}
          data-testid={`item-${slug(item.names.en)}`}
          onClick={() => tapItem(item)}
        >
          <TileText item={item} />
        </button>
      </li>
    );
  }
}

function TileText({ item }: { item: Item }) {
  const at = store.value;
  return (
    <>
      <b>{pick(item.names)}</b>
      <small>{pickOther(item.names)}</small>
      <span class="price">
        <span>{item.price === null || at === null ? t().ask : formatMoney(item.price, at)}</span>
        <Count itemId={item.id} />
      </span>
    </>
  );
}

function Count({ itemId }: { itemId: string }) {
  const count = useComputed(() => counts.value.get(itemId) ?? 0).value;
  if (count === 0) return null;
  return (
    <span class="badge">
      <span aria-hidden="true">{count}</span>
      <span class="unseen">{t().onSlip(count)}</span>
    </span>
  );
}
