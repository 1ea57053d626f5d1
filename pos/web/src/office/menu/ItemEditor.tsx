import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Button, dictionary, pick, toast, type Item, type StoreCard } from '@comanda/web';
import { same } from '../history';
import { NamesField, SelectField, TextField, Tick } from '../fields';
import { ComboFields } from './ComboFields';
import { fromForm, type ItemForm } from './form';
import { KitchenFields } from './KitchenFields';
import { MoreFields } from './MoreFields';
import { Preview } from './Preview';
import { PriceFields } from './PriceFields';
import { ProblemList } from './ProblemList';
import { lookup, put, working } from './state';
import { itemProblems } from './validate';

const t = dictionary({
  en: {
    unnamed: 'New item',
    close: 'Close',
    keep: 'Keep in draft',
    kept: 'Kept in the draft. Guests see it once you publish.',
    remove: 'Take off the menu',
    removed: (name: string) => `${name} is off the menu in the draft.`,
    undo: 'Undo',
    copy: 'Copy',
    up: 'Move up',
    down: 'Move down',
    basics: 'What it is',
    names: 'Name',
    pinyin: 'Pinyin initials',
    pinyinHint: 'For search: hsnrm finds 红烧牛肉面.',
    category: 'Category',
    sku: 'Code (SKU)',
    popular: 'Among the favourites',
    price: 'Price',
    kitchen: 'Kitchen and choices',
    combo: 'Combo',
    more: 'Picture, substitutes, limits',
  },
  zh: {
    unnamed: '新商品',
    close: '关闭',
    keep: '存入草稿',
    kept: '已存入草稿，发布后客人才看到。',
    remove: '下架',
    removed: (name) => `${name}已在草稿里下架。`,
    undo: '撤销',
    copy: '复制',
    up: '上移',
    down: '下移',
    basics: '基本',
    names: '名称',
    pinyin: '拼音首字母',
    pinyinHint: '用于查找：hsnrm 可找到红烧牛肉面。',
    category: '分类',
    sku: '货号（SKU）',
    popular: '放进常点',
    price: '价格',
    kitchen: '后厨与选项',
    combo: '套餐',
    more: '照片、替代、限量',
  },
});

/** What the parts of the editor work on. */
export type PartProps = { form: ItemForm; onChange: (change: Partial<ItemForm>) => void; store: StoreCard };

type Props = {
  start: ItemForm;
  store: StoreCard;
  onClose: () => void;
  onCopy: (item: Item) => void;
  onMove: (by: -1 | 1) => void;
};

/** One item, to be changed. What is wrong is said while typing; nothing leaves this form before it is kept. */
export function ItemEditor({ start, store, onClose, onCopy, onMove }: Props) {
  const form = useSignal(start);
  const item = useComputed(() => fromForm(form.value)).value;
  const before = working.value.items.find((one) => one.id === start.id) ?? null;
  const problems = itemProblems(item, lookup.value);
  const untouched = before !== null && same(item, before);
  const onChange = (change: Partial<ItemForm>) => (form.value = { ...form.peek(), ...change });
  const parts = { form: form.value, onChange, store };
  const keep = () => {
    const run = put({ type: 'put_item', item });
    toast({ text: t().kept, action: { label: t().undo, run } });
  };
  const remove = () => {
    const run = put({ type: 'remove_item', item_id: item.id });
    toast({ text: t().removed(pick(item.names)), action: { label: t().undo, run } });
    onClose();
  };
  return (
    <section class="panel editor" aria-label={pick(item.names)} data-testid="item-editor">
      <header>
        <h2>{pick(item.names) === '' ? t().unnamed : pick(item.names)}</h2>
        <span class="space" />
        {before !== null && (
          <>
            <Button class="small" onClick={() => onMove(-1)}>
              {t().up}
            </Button>
            <Button class="small" onClick={() => onMove(1)}>
              {t().down}
            </Button>
            <Button class="small" onClick={() => onCopy(item)}>
              {t().copy}
            </Button>
          </>
        )}
        <Button tone="quiet" class="small" onClick={onClose}>
          {t().close}
        </Button>
      </header>
      <div class="fields">
        <Preview item={item} store={store} />
        <Basics {...parts} />
        <Part title={t().price} open>
          <PriceFields {...parts} />
        </Part>
        <Part title={t().kitchen} open>
          <KitchenFields {...parts} />
        </Part>
        <Part title={t().combo} open={form.value.combo.length > 0}>
          <ComboFields {...parts} />
        </Part>
        <Part title={t().more} open={form.value.photo !== null}>
          <MoreFields {...parts} />
        </Part>
      </div>
      <footer>
        <ProblemList problems={problems} />
        <span class="space" />
        {before !== null && (
          <Button tone="danger" data-testid="remove-item" onClick={remove}>
            {t().remove}
          </Button>
        )}
        <Button tone="go" data-testid="keep-item" disabled={untouched || problems.length > 0} onClick={keep}>
          {t().keep}
        </Button>
      </footer>
    </section>
  );
}

/** A part of the editor that can be folded away. */
function Part({ title, open, children }: { title: string; open: boolean; children: ComponentChildren }) {
  return (
    <details class="part" open={open}>
      <summary>{title}</summary>
      <div class="inside">{children}</div>
    </details>
  );
}

function Basics({ form, onChange }: PartProps) {
  const { categories } = working.value;
  return (
    <div class="inside">
      <NamesField
        label={t().names}
        names={form.names}
        testId="item-name"
        onNames={(names) => onChange({ names })}
      />
      <div class="grid-2">
        <SelectField
          label={t().category}
          value={form.category}
          options={categories.map(({ code, names }) => ({ value: code, label: pick(names) }))}
          onValue={(category) => onChange({ category })}
        />
        <TextField
          label={t().pinyin}
          hint={t().pinyinHint}
          value={form.pinyin}
          maxLength={40}
          onValue={(text) => onChange({ pinyin: text.toLowerCase().trim() })}
        />
        <TextField label={t().sku} value={form.sku} maxLength={40} onValue={(sku) => onChange({ sku })} />
      </div>
      <Tick checked={form.popular} onChange={(popular) => onChange({ popular })}>
        {t().popular}
      </Tick>
    </div>
  );
}
