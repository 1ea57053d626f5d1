import { useSignal } from '@preact/signals';
import {
  Button,
  dictionary,
  formatMoney,
  Numpad,
  pick,
  pickOther,
  Sheet,
  type Catalogue,
  type Item,
  type Money,
  type StoreCard,
} from '@comanda/web';
import { moment } from './check';
import { Group, Option } from './ChoiceGroups';
import {
  groupsOf,
  inMenuOrder,
  isCombo,
  isOpenPrice,
  isWeighed,
  missing,
  NO_CHOICE,
  oneTapDecides,
  openGroups,
  tapChoice,
  usualOf,
  type Choice,
} from './choices';
import { lackingParts, usualParts } from './combo';
import { ComboSteps } from './ComboSteps';
import { changeHeld } from './hold';
import { menuIndex } from './menuIndex';
import { closePanel } from './panel';
import { priceAt } from './price';
import { ring } from './ring';
import { choiceOf } from './slip';
import { actHere, catalogue, items, order, slip, store } from './store';
import { lineAmount, typedAmount, unitPrice } from './sums';

const PRICE_DIGITS_MAX = 8;
/** Up to 999.999 kg on the number keys. */
const GRAMS_DIGITS_MAX = 6;

const t = dictionary({
  en: {
    missing: (names: string) => `Still to choose: ${names}`,
    size: 'Size',
    sizeRule: 'Choose one',
    price: 'Price',
    priceMissing: 'Enter the price',
    weight: 'Weight in grams',
    grams: (count: string) => `${count} g`,
    perKilo: (sum: string) => `${sum} per kg`,
    weightMissing: 'Enter the weight',
    add: (sum: string) => `Add ${sum}`,
    save: (sum: string) => `Change to ${sum}`,
  },
  zh: {
    missing: (names) => `还要选：${names}`,
    size: '规格',
    sizeRule: '选一样',
    price: '价格',
    priceMissing: '请输入价格',
    weight: '重量（克）',
    grams: (count) => `${count} 克`,
    perKilo: (sum) => `每公斤 ${sum}`,
    weightMissing: '请输入重量',
    add: (sum) => `加入 ${sum}`,
    save: (sum) => `改为 ${sum}`,
  },
});

function before(menu: Catalogue, item: Item, lineId: string | null): Choice {
  const here = slip.peek().lines.find((line) => line.id === lineId);
  if (here !== undefined) return here;
  const row = order.peek()?.lines.find((line) => line.id === lineId);
  if (row !== undefined) return choiceOf(row);
  return { ...NO_CHOICE, modifiers: usualOf(menu, item), parts: usualParts(menu, item.combo ?? []) };
}

/** What must and what may be chosen with an item. A forgotten choice cannot pass: *Add* says what is missing. */
export function ChoicesSheet({ itemId, lineId }: { itemId: string; lineId: string | null }) {
  const item = items.value.get(itemId);
  const menu = catalogue.value;
  const at = store.value;
  if (item === undefined || menu === null || at === null) return null;
  return <Choices item={item} menu={menu} at={at} lineId={lineId} />;
}

type Props = { item: Item; menu: Catalogue; at: StoreCard; lineId: string | null };

function Choices({ item, menu, at, lineId }: Props) {
  const start = before(menu, item, lineId);
  const said = useSignal<Choice>(start);
  const digits = useSignal(start.price === null ? '' : String(start.price));
  const grams = useSignal(start.grams === null ? '' : String(start.grams));
  // The store keeps the price that a line was rung with.
  const asksPrice =
    isOpenPrice(item) && (lineId === null || slip.peek().lines.some((line) => line.id === lineId));
  const choice: Choice = {
    ...said.value,
    price: asksPrice && digits.value !== '' ? typedAmount(digits.value) : null,
    grams: isWeighed(item) ? typedAmount(grams.value) : null,
  };
  const lack = lackingWords(menu, item, choice, asksPrice && digits.value === '');
  const finish = (done: Choice) => {
    if (lineId === null) ring(item, done);
    else settle(menu, item, lineId, done);
    closePanel();
  };
  const put = (edit: Partial<Choice>) => {
    said.value = { ...said.value, ...edit };
    if (oneTapDecides(item, groupsOf(menu, item))) finish({ ...choice, ...edit });
  };
  const open = openGroups(menu, item, said.value.modifiers);
  const own = new Set(item.modifier_groups);
  const unit = unitPrice(menu, item, choice, moment.value);
  const sum = formatMoney(lineAmount(unit, 1, choice.grams), at);
  return (
    <Sheet
      open
      class="choices"
      title={
        <>
          {pick(item.names)} <small>{pickOther(item.names)}</small>
        </>
      }
      onClose={closePanel}
      actions={
        <>
          <p class="lacking" role="status">
            {lack ?? ''}
          </p>
          <Button tone="go" data-testid="add" disabled={lack !== null} onClick={() => finish(choice)}>
            {lineId === null ? t().add(sum) : t().save(sum)}
          </Button>
        </>
      }
    >
      <Sizes item={item} at={at} chosen={said.value.size_id} onSize={(size_id) => put({ size_id })} />
      {asksPrice && (
        <Typed
          title={t().price}
          shown={formatMoney(typedAmount(digits.value), at)}
          value={digits.value}
          most={PRICE_DIGITS_MAX}
          onValue={(value) => (digits.value = value)}
        />
      )}
      {isWeighed(item) && (
        <Typed
          title={t().weight}
          hint={t().perKilo(formatMoney(unit, at))}
          shown={t().grams(grams.value === '' ? '0' : String(typedAmount(grams.value)))}
          value={grams.value}
          most={GRAMS_DIGITS_MAX}
          onValue={(value) => (grams.value = value)}
        />
      )}
      {isCombo(item) && (
        <ComboSteps
          menu={menu}
          item={item}
          parts={said.value.parts}
          at={at}
          onParts={(parts) => put({ parts })}
        />
      )}
      {open.map((group) => (
        <Group
          key={group.id}
          group={group}
          chosen={said.value.modifiers}
          at={at}
          nested={!own.has(group.id)}
          onTap={(id) => put({ modifiers: tapChoice(menu, item, said.value.modifiers, id) })}
        />
      ))}
    </Sheet>
  );
}

/** What is still missing, in a sentence; `null` when it can be added. */
function lackingWords(menu: Catalogue, item: Item, choice: Choice, noPrice: boolean): string | null {
  const combo = item.combo ?? [];
  const { items: known } = menuIndex(menu);
  const names = [
    ...((item.sizes ?? []).length > 0 && choice.size_id === null ? [t().size] : []),
    ...lackingParts(menu, combo, choice.parts).map((lack) => {
      const group = combo[lack.group];
      if (lack.type === 'part') return group === undefined ? '' : pick(group.names);
      const part = known.get(lack.item_id);
      const of = lack.groups.map((one) => pick(one.names)).join(' · ');
      return `${part === undefined ? '' : pick(part.names)} (${of})`;
    }),
    ...missing(openGroups(menu, item, choice.modifiers), choice.modifiers).map((group) => pick(group.names)),
  ];
  if (names.length > 0) return t().missing(names.join(' · '));
  if (isWeighed(item) && (choice.grams ?? 0) === 0) return t().weightMissing;
  return noPrice ? t().priceMissing : null;
}

function settle(menu: Catalogue, item: Item, lineId: string, choice: Choice): void {
  const modifiers = inMenuOrder(openGroups(menu, item, choice.modifiers), choice.modifiers);
  const row = order.peek()?.lines.find((line) => line.id === lineId);
  const { size_id, parts, grams, price } = choice;
  const said: Choice = { size_id, parts, grams, price, modifiers };
  if (row === undefined) actHere({ type: 'choose', line_id: lineId, choice: said });
  else changeHeld(row, { choice: said });
}

type SizesProps = { item: Item; at: StoreCard; chosen: string | null; onSize: (id: string) => void };

function Sizes({ item, at, chosen, onSize }: SizesProps) {
  const sizes = item.sizes ?? [];
  if (sizes.length === 0) return null;
  const price = (id: string): Money => priceAt(item, id, moment.value) ?? 0;
  return (
    <section class={chosen === null ? 'group lacking' : 'group'}>
      <h3>
        {t().size} <small>{t().sizeRule}</small>
      </h3>
      <div class="options">
        {sizes.map((size) => (
          <Option
            key={size.id}
            name={pick(size.names)}
            second={pickOther(size.names)}
            price={formatMoney(price(size.id), at)}
            on={size.id === chosen}
            testid="size"
            onTap={() => onSize(size.id)}
          />
        ))}
      </div>
    </section>
  );
}

type TypedProps = {
  title: string;
  hint?: string;
  shown: string;
  value: string;
  most: number;
  onValue: (value: string) => void;
};

function Typed({ title, hint, shown, value, most, onValue }: TypedProps) {
  return (
    <section class="typed">
      <h3>
        <span>
          {title} {hint !== undefined && <small>{hint}</small>}
        </span>
        <output>{shown}</output>
      </h3>
      <Numpad value={value} maxLength={most} onValue={onValue} />
    </section>
  );
}
