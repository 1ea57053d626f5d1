import { computed } from '@preact/signals';
import {
  dictionary,
  formatAmount,
  language,
  pick,
  pickOther,
  type Catalogue,
  type Item,
  type Line,
  type Money,
  type SlipLine,
  type StoreCard,
} from '@comanda/web';
import type { LocalLine } from './slip';
import { catalogue, items, localLines, order, store } from './store';
import { sums, unitPrice, type Priced, type Sums } from './sums';
import { choiceText } from './words';

const t = dictionary({
  en: {
    sending: 'sending…',
    sent: 'saved',
    unsent: 'not sent yet',
    held: 'held',
    gone: 'No longer on the menu',
  },
  zh: { sending: '发送中…', sent: '已存', unsent: '未下单', held: '等叫', gone: '菜单上已没有' },
});

/** A line of the check as the slip shows it, and where it stands. */
export type CheckLine = { row: SlipLine; item_id: string; quantity: number } & (
  { where: 'here'; line: LocalLine } | { where: 'store'; line: Line }
);

type Seen = { language: string; noted: boolean; line: CheckLine };
/** Lines that did not change keep their identity, so that a long check is not drawn again for one tap. */
const drawn = new WeakMap<LocalLine | Line, Seen>();

function once(key: LocalLine | Line, noted: boolean, build: () => CheckLine): CheckLine {
  const known = drawn.get(key);
  if (known?.language === language.value && known.noted === noted) return known.line;
  const line = build();
  drawn.set(key, { language: language.value, noted, line });
  return line;
}

function fromStore(line: Line, of: StoreCard): CheckLine {
  const voided = line.state.type === 'voided';
  const row: SlipLine = {
    id: line.id,
    quantity: line.quantity,
    name: pick(line.names),
    second: pickOther(line.names),
    modifiers: line.modifiers.map(choiceText),
    amount: formatAmount(line.amount, of),
    voided,
    note: line.state.type === 'held' ? t().held : null,
  };
  return { where: 'store', line, row, item_id: line.item_id, quantity: voided ? 0 : line.quantity };
}

function fromHere(
  line: LocalLine,
  item: Item | undefined,
  menu: Catalogue,
  of: StoreCard,
  noted: boolean,
): CheckLine {
  const known = new Map(menu.modifier_groups.flatMap((group) => group.modifiers.map((one) => [one.id, one])));
  const unit = item === undefined ? 0 : unitPrice(menu, item, line.modifiers, line.price);
  const notes = { draft: noted ? t().unsent : null, sending: t().sending, sent: t().sent };
  const row: SlipLine = {
    id: line.id,
    quantity: line.quantity,
    name: item === undefined ? t().gone : pick(item.names),
    second: item === undefined ? null : pickOther(item.names),
    modifiers: line.modifiers.flatMap((id) => {
      const modifier = known.get(id);
      return modifier === undefined ? [] : [choiceText(modifier)];
    }),
    amount: formatAmount(unit * line.quantity, of),
    note: notes[line.state],
  };
  return { where: 'here', line, row, item_id: line.item_id, quantity: line.quantity };
}

/** Every line of the check in front of the cashier: the store's first, then what is only here. */
export const checkLines = computed<readonly CheckLine[]>(() => {
  const [menu, of] = [catalogue.value, store.value];
  if (menu === null || of === null) return [];
  const rows = order.value?.lines ?? [];
  // Worth saying only where something else is with the kitchen already; on a fresh slip nothing is sent.
  const noted = rows.length > 0 || localLines.value.some((line) => line.state !== 'draft');
  return [
    ...rows.map((line) => once(line, false, () => fromStore(line, of))),
    ...localLines.value.map((line) =>
      once(line, noted, () => fromHere(line, items.value.get(line.item_id), menu, of, noted)),
    ),
  ];
});

/** How many of each item are on the check. */
export const counts = computed<ReadonlyMap<string, number>>(() => {
  const found = new Map<string, number>();
  for (const { item_id, quantity } of checkLines.value)
    found.set(item_id, (found.get(item_id) ?? 0) + quantity);
  return found;
});

function priced(line: LocalLine, menu: Catalogue): Priced | null {
  const item = items.value.get(line.item_id);
  if (item === undefined) return null;
  const rate = menu.tax_rates.find((one) => one.code === item.tax)?.rate_ppm ?? 0;
  const amount: Money = unitPrice(menu, item, line.modifiers, line.price) * line.quantity;
  return { amount, tax: item.tax, rate_ppm: rate };
}

const EMPTY: Sums = { subtotal: 0, tax: 0, total: 0, paid: 0, due: 0, rates: [] };

/** What the check comes to: by the store's own reckoning, with what is only here counted in. */
export const checkSums = computed<Sums>(() => {
  const menu = catalogue.value;
  if (menu === null) return EMPTY;
  const row = order.value;
  const here = localLines.value.flatMap((line) => priced(line, menu) ?? []);
  if (row === null) return sums(here, menu.tax_mode, 0);
  const { subtotal, tax, total, paid, due, taxes } = row.totals;
  if (here.length === 0) return { subtotal, tax, total, paid, due, rates: taxes };
  const rows = row.lines.filter((line) => line.state.type !== 'voided');
  const there = rows.map((line) => ({ amount: line.amount, tax: line.tax, rate_ppm: line.tax_ppm }));
  const all = sums([...there, ...here], menu.tax_mode, paid);
  // What discounts and charges make of the lines that the store has; for the new ones it says so once they are sent.
  const charged = total - sums(there, menu.tax_mode, paid).total;
  return { ...all, total: all.total + charged, due: all.due + charged };
});
