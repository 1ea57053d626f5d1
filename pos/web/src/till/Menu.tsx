import { computed, useComputed } from '@preact/signals';
import { Component } from 'preact';
import { useMemo } from 'preact/hooks';
import { Button, dictionary, formatMoney, pick, pickOther, type Category, type Item } from '@comanda/web';
import { counts, moment } from './check';
import { isOpenPrice, isWeighed } from './choices';
import { hasTables, retail } from './desk';
import { menuIndex } from './menuIndex';
import { category, counting, desk, panel, typed } from './panel';
import { priceAt } from './price';
import { found } from './recognise';
import { MemberMatches, NamedMembers } from './MemberMatches';
import { tapItem } from './ring';
import { readTyped } from './search';
import { leftOf } from './stock';
import { allSlips, catalogue, orders, slip, store, view } from './store';
import { slug } from './words';

/** Tiles drawn for one category, at most; the rest is found by typing. */
export const TILES_MAX = 120;

const t = dictionary({
  en: {
    menu: 'Menu',
    find: 'Phone number, item name, pinyin or a scan: any time',
    tables: 'Tables',
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
    more: (count: string) => `${count} more: type on to find them.`,
    out: '86 · out',
    left: (count: string) => `${count} left`,
    from: (sum: string) => `from ${sum}`,
    perKilo: (sum: string) => `${sum} / kg`,
    counting: 'Tap the item that is out, or of which few are left.',
    countingDone: 'Done',
  },
  zh: {
    menu: '菜单',
    find: '手机号、菜名、拼音首字母或扫码：随时直接输入',
    tables: '桌台',
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
    more: (count) => `还有 ${count} 样：请继续输入。`,
    out: '售罄 86',
    left: (count) => `剩 ${count}`,
    from: (sum) => `${sum} 起`,
    perKilo: (sum) => `${sum} / 公斤`,
    counting: '请点售罄或快卖完的一样。',
    countingDone: '完成',
  },
});

/** The right half: search, categories, items. */
export function Menu() {
  const read = readTyped(typed.value);
  return (
    <section class="menu" aria-label={t().menu}>
      <Find />
      {counting.value && <Counting />}
      {read.type === 'digits' ? (
        <section class="results">
          <MemberMatches typed={typed.value} />
          {found.value.items.length > 0 && <Grid items={found.value.items} more={found.value.more} />}
        </section>
      ) : (
        <>
          {!(retail.value && read.type === 'words') && <Rail />}
          {read.type === 'words' ? <Results words={read.words} /> : <Shown />}
        </>
      )}
    </section>
  );
}

function Counting() {
  return (
    <p class="moving" role="status">
      <b>{t().counting}</b>
      <Button data-testid="counting-done" onClick={() => (counting.value = false)}>
        {t().countingDone}
      </Button>
    </p>
  );
}

/** The search field, and the ways to what is not on the menu. */
export function Find() {
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
      {hasTables.value && (
        <Button data-testid="tables" aria-keyshortcuts="F2" onClick={() => (desk.value = 'floor')}>
          {t().tables}
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

function Shown() {
  const code = category.value;
  const menu = catalogue.value;
  if (menu === null) return <p class="hint">{t().noMenu}</p>;
  const index = menuIndex(menu);
  const all = code === null ? index.popular : (index.categories.get(code) ?? []);
  return <Grid items={all.slice(0, TILES_MAX)} more={Math.max(0, all.length - TILES_MAX)} />;
}

function Results({ words }: { words: string }) {
  const { items, more } = found.value;
  return (
    <section class="results">
      <NamedMembers />
      <p role="status" class="hint">
        {items.length === 0 ? t().none(words) : t().found(items.length + more)}
      </p>
      <Grid items={items} more={more} />
    </section>
  );
}

function Grid({ items, more }: { items: readonly Item[]; more: number }) {
  const colours = new Map(catalogue.value?.categories.map((one) => [one.code, one.colour]));
  return (
    <ul class="grid" data-testid="grid" key={category.value ?? ''}>
      {items.map((item) => (
        <Tile key={item.id} item={item} colour={colours.get(item.category) ?? 'plain'} />
      ))}
      {more > 0 && <li class="more hint">{t().more(String(more))}</li>}
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
        <TileButton item={item} colour={colour} />
      </li>
    );
  }
}

function TileButton({ item, colour }: TileProps) {
  // Each part on its own signal: a change of one item's count draws no other tile again.
  const left = useMemo(() => computed(() => leftOf(item, view.value.stock.get(item.id))), [item]).value;
  return (
    <button
      type="button"
      class={`item ${colour}${left === 0 ? ' out' : ''}`}
      data-testid={`item-${slug(item.names.en)}`}
      onClick={() => tapItem(item)}
      onContextMenu={(event) => {
        event.preventDefault();
        panel.value = { type: 'availability', item_id: item.id };
      }}
    >
      <b>{pick(item.names)}</b>
      <small>{pickOther(item.names)}</small>
      <span class="price">
        {left === 0 ? <span class="seal">{t().out}</span> : <Price item={item} />}
        <span class="side-marks">
          {left !== null && left > 0 && <span class="left">{t().left(String(left))}</span>}
          <Count itemId={item.id} />
        </span>
      </span>
    </button>
  );
}

function Price({ item }: { item: Item }) {
  // Made anew with a new menu: what was reckoned of the item before says nothing about this one.
  const text = useMemo(() => computed(() => priceText(item)), [item]).value;
  return <span>{text}</span>;
}

/** What it costs now and on this channel; with sizes, what the cheapest costs. */
function priceText(item: Item): string {
  const at = store.value;
  if (at === null || isOpenPrice(item)) return t().ask;
  const sizes = (item.sizes ?? []).map((size) => priceAt(item, size.id, moment.value) ?? size.price);
  if (sizes.length > 0) return t().from(formatMoney(Math.min(...sizes), at));
  const sum = formatMoney(priceAt(item, null, moment.value) ?? 0, at);
  return isWeighed(item) ? t().perKilo(sum) : sum;
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
