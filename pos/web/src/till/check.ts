import { computed } from '@preact/signals';
import {
  clockTime,
  dictionary,
  formatAmount,
  language,
  locale,
  pick,
  pickOther,
  type Catalogue,
  type Item,
  type Line,
  type Money,
  type Note,
  type SlipLine,
  type SlipModifier,
  type StoreCard,
} from '@comanda/web';
import { alarmOf, allergies } from './allergy';
import type { Part } from './choices';
import { minute } from './clock';
import { menuIndex, rateOn } from './menuIndex';
import type { Moment } from './price';
import { drafts, servingOf, type LocalLine, type Serving } from './slip';
import { catalogue, details, items, localLines, order, slip, store } from './store';
import { added, lineAmount, storeSums, sums, unitPrice, type OnTop, type Priced, type Sums } from './sums';
import { choiceText } from './words';

const GRAMS_PER_KG = 1000;

const t = dictionary({
  en: {
    sending: 'sending…',
    sent: 'saved',
    unsent: 'not sent yet',
    held: 'held',
    fires: (clock: string) => `fires ${clock}`,
    seat: (seat: string) => `seat ${seat}`,
    weight: (kilograms: string, each: string) => `${kilograms} kg × ${each}`,
    gone: 'No longer on the menu',
    note: (words: string) => `Note: ${words}`,
    staff: (words: string) => `Staff only: ${words}`,
  },
  zh: {
    sending: '发送中…',
    sent: '已存',
    unsent: '未下单',
    held: '等叫',
    fires: (clock) => `${clock} 起菜`,
    seat: (seat) => `${seat} 号位`,
    weight: (kilograms, each) => `${kilograms} 公斤 × ${each}`,
    gone: '菜单上已没有',
    note: (words) => `备注：${words}`,
    staff: (words) => `仅前台：${words}`,
  },
});

/** A line of the check as the slip shows it, what was chosen of it without any note, and where it stands. */
export type CheckLine = {
  row: SlipLine;
  chosen: readonly SlipModifier[];
  item_id: string;
  quantity: number;
  serving: Serving;
} & ({ where: 'here'; line: LocalLine } | { where: 'store'; line: Line });

type Seen = { key: string; line: CheckLine };
/** Lines that did not change keep their identity, so that a long check is not drawn again for one tap. */
const drawn = new WeakMap<LocalLine | Line, Seen>();

function once(of: LocalLine | Line, key: string, build: () => CheckLine): CheckLine {
  const known = drawn.get(of);
  if (known?.key === key) return known.line;
  const line = build();
  drawn.set(of, { key, line });
  return line;
}

/** How and when the order in front of the cashier is sold. */
export const moment = computed<Moment>(() => ({
  channel: order.value?.channel ?? slip.value.channel,
  at: minute.value,
  zone: store.value?.time_zone ?? 'UTC',
}));

function weight(grams: number, unit: Money, of: StoreCard): SlipModifier {
  const kilograms = new Intl.NumberFormat(locale(), { minimumFractionDigits: 3 }).format(
    grams / GRAMS_PER_KG,
  );
  return { text: t().weight(kilograms, formatAmount(unit, of)) };
}

function words(note: Note | null): SlipModifier[] {
  if (note === null) return [];
  return [note.for_kitchen ? { text: t().note(note.text), strong: true } : { text: t().staff(note.text) }];
}

function marks(serving: Serving, of: StoreCard, state: string | null): string | null {
  const { seat, hold, fire_at } = serving;
  const all = [
    seat === null ? null : t().seat(String(seat)),
    hold ? t().held : null,
    hold && fire_at !== null ? t().fires(clockTime(fire_at, of)) : null,
    state,
  ];
  const text = all.filter((one) => one !== null).join(' · ');
  return text === '' ? null : text;
}

function fromStore(line: Line, of: StoreCard): CheckLine {
  const voided = line.state.type === 'voided';
  const { size, parts = [], grams } = line.details ?? {};
  const serving = servingOf(line);
  const chosen: SlipModifier[] = [
    ...(grams === undefined ? [] : [weight(grams, line.unit_price, of)]),
    ...(size === undefined ? [] : [{ text: pick(size.names) }]),
    ...parts.flatMap((part) => [{ text: pick(part.names) }, ...part.modifiers.map(choiceText)]),
    ...line.modifiers.map(choiceText),
  ];
  const row: SlipLine = {
    id: line.id,
    quantity: line.quantity,
    name: pick(line.names),
    second: pickOther(line.names),
    modifiers: [...chosen, ...words(serving.note)],
    amount: formatAmount(line.amount, of),
    voided,
    note: marks(serving, of, null),
    ...(!voided && alarmOf([line.item_id, ...parts.map((part) => part.item_id)])),
  };
  return {
    where: 'store',
    line,
    row,
    chosen,
    item_id: line.item_id,
    quantity: voided ? 0 : line.quantity,
    serving,
  };
}

type Priceable = { item: Item | undefined; unit: Money; amount: Money };

function fromHere(
  line: LocalLine,
  priced: Priceable,
  menu: Catalogue,
  of: StoreCard,
  noted: boolean,
): CheckLine {
  const { item, unit, amount } = priced;
  const { modifiers, items: known } = menuIndex(menu);
  const named = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const modifier = modifiers.get(id);
      return modifier === undefined ? [] : [choiceText(modifier)];
    });
  const part = ({ item_id, size_id, modifiers: ids }: Part) => {
    const of = known.get(item_id);
    const size = of?.sizes?.find((one) => one.id === size_id);
    const text = [of, size].flatMap((one) => (one === undefined ? [] : [pick(one.names)])).join(' ');
    return [...(text === '' ? [] : [{ text }]), ...named(ids)];
  };
  const size = item?.sizes?.find((one) => one.id === line.size_id);
  const notes = { draft: noted ? t().unsent : null, sending: t().sending, sent: t().sent };
  const chosen: SlipModifier[] = [
    ...(line.grams === null ? [] : [weight(line.grams, unit, of)]),
    ...(size === undefined ? [] : [{ text: pick(size.names) }]),
    ...line.parts.flatMap(part),
    ...named(line.modifiers),
  ];
  const row: SlipLine = {
    id: line.id,
    quantity: line.quantity,
    name: item === undefined ? t().gone : pick(item.names),
    second: item === undefined ? null : pickOther(item.names),
    modifiers: [...chosen, ...words(line.note)],
    amount: formatAmount(amount, of),
    note: marks(line, of, notes[line.state]),
    ...alarmOf([line.item_id, ...line.parts.map((part) => part.item_id)]),
  };
  return { where: 'here', line, row, chosen, item_id: line.item_id, quantity: line.quantity, serving: line };
}

function priceOf(line: LocalLine, menu: Catalogue): Priceable {
  const item = items.value.get(line.item_id);
  const unit = item === undefined ? 0 : unitPrice(menu, item, line, moment.value);
  return { item, unit, amount: lineAmount(unit, line.quantity, line.grams) };
}

/** Every line of the check in front of the cashier: the store's first, then what is only here. */
export const checkLines = computed<readonly CheckLine[]>(() => {
  const [menu, of] = [catalogue.value, store.value];
  if (menu === null || of === null) return [];
  const rows = order.value?.lines ?? [];
  const ill = allergies.value.join(' ');
  // Worth saying only where something else is with the kitchen already; on a fresh slip nothing is sent.
  const noted = rows.length > 0 || localLines.value.some((line) => line.state !== 'draft');
  return [
    ...rows.map((line) => once(line, `${language.value} ${ill}`, () => fromStore(line, of))),
    ...localLines.value.map((line) => {
      const priced = priceOf(line, menu);
      const key = `${language.value} ${ill} ${noted} ${menu.version} ${priced.unit}`;
      return once(line, key, () => fromHere(line, priced, menu, of, noted));
    }),
  ];
});

/** How many of each item are on the check. */
export const counts = computed<ReadonlyMap<string, number>>(() => {
  const found = new Map<string, number>();
  for (const { item_id, quantity } of checkLines.value)
    found.set(item_id, (found.get(item_id) ?? 0) + quantity);
  return found;
});

function priced(line: LocalLine, menu: Catalogue): Priced[] {
  const { item, amount } = priceOf(line, menu);
  if (item === undefined) return [];
  return [{ amount, tax: item.tax, rate_ppm: rateOn(menuIndex(menu), item.tax, moment.value.channel) }];
}

/** What a fresh order gets on top: the service charge at a table, the packaging of its channel. */
function onTop(menu: Catalogue, of: StoreCard): OnTop {
  const { channel } = moment.value;
  const { service_ppm, service_from_guests } = of.trade;
  const served = channel === 'dine_in' && (details.value.guests ?? 0) >= service_from_guests;
  const index = menuIndex(menu);
  const terms = index.terms.get(channel);
  const fee = terms === undefined || terms.packaging === 0 ? null : terms;
  return {
    service_ppm: served ? service_ppm : 0,
    packaging:
      fee === null
        ? null
        : {
            amount: fee.packaging,
            tax: fee.packaging_tax,
            rate_ppm: rateOn(index, fee.packaging_tax, channel),
          },
  };
}

const EMPTY: Sums = sums([], 'inclusive', 0);

/** What the check comes to, with what is only here counted in. */
export const checkSums = computed<Sums>(() => {
  const [menu, of, row] = [catalogue.value, store.value, order.value];
  if (menu === null || of === null) return EMPTY;
  const here = localLines.value.flatMap((line) => priced(line, menu));
  if (row === null) return here.length === 0 ? EMPTY : sums(here, menu.tax_mode, 0, onTop(menu, of));
  if (here.length === 0) return storeSums(row);
  const { service_ppm = 0, packaging, reductions = [] } = row;
  const reduced = reductions.length > 0 || row.lines.some((line) => (line.reductions ?? []).length > 0);
  if (reduced) return added(storeSums(row), sums(here, menu.tax_mode, 0, { service_ppm, packaging: null }));
  const rows = row.lines.filter((line) => line.state.type !== 'voided');
  const there = rows.map((line) => ({ amount: line.amount, tax: line.tax, rate_ppm: line.tax_ppm }));
  const fee: OnTop = {
    service_ppm,
    packaging:
      packaging === undefined
        ? null
        : { amount: packaging.amount, tax: packaging.tax, rate_ppm: packaging.tax_ppm },
  };
  return sums([...there, ...here], menu.tax_mode, row.totals.paid, fee);
});

/** How many lines only this device knows. */
export const unsentCount = computed(() => drafts(slip.value).length);
