import { useSignal } from '@preact/signals';
import {
  Button,
  dictionary,
  formatAmount,
  formatMoney,
  Numpad,
  pick,
  pickOther,
  Sheet,
  type Item,
  type ModifierGroup,
  type StoreCard,
} from '@comanda/web';
import { countIn, groupsOf, inMenuOrder, missing, oneTapDecides, toggle, usualChoices } from './choices';
import { changeHeld } from './LineTools';
import { closePanel } from './panel';
import { ring } from './ring';
import { actHere, catalogue, items, order, slip, store } from './store';
import { typedAmount, unitPrice } from './sums';

const PRICE_DIGITS_MAX = 8;

const t = dictionary({
  en: {
    one: 'Choose one',
    exactly: (count: number) => `Choose ${count}`,
    between: (least: number, most: number) => `Choose ${least} to ${most}`,
    upTo: (most: number) => `Up to ${most}, if the guest wants`,
    maybe: 'If the guest wants',
    missing: (names: string) => `Still to choose: ${names}`,
    price: 'Price',
    priceMissing: 'Enter the price',
    add: (sum: string) => `Add ${sum}`,
    save: (sum: string) => `Change to ${sum}`,
    chosen: 'chosen',
  },
  zh: {
    one: '选一样',
    exactly: (count) => `选 ${count} 样`,
    between: (least, most) => `选 ${least} 到 ${most} 样`,
    upTo: (most) => `最多 ${most} 样，可不选`,
    maybe: '可不选',
    missing: (names) => `还要选：${names}`,
    price: '价格',
    priceMissing: '请输入价格',
    add: (sum) => `加入 ${sum}`,
    save: (sum) => `改为 ${sum}`,
    chosen: '已选',
  },
});

function before(
  item: Item,
  groups: readonly ModifierGroup[],
  lineId: string | null,
): { chosen: readonly string[]; price: number | null } {
  const here = slip.peek().lines.find((line) => line.id === lineId);
  if (here !== undefined) return { chosen: here.modifiers, price: here.price };
  const row = order.peek()?.lines.find((line) => line.id === lineId);
  if (row !== undefined) return { chosen: row.modifiers.map((one) => one.modifier_id), price: item.price };
  return { chosen: usualChoices(groups), price: null };
}

/** What must and what may be chosen with an item. A forgotten choice cannot pass: *Add* says what is missing. */
export function ChoicesSheet({ itemId, lineId }: { itemId: string; lineId: string | null }) {
  const item = items.value.get(itemId);
  const menu = catalogue.value;
  const at = store.value;
  const groups = item === undefined || menu === null ? [] : groupsOf(menu, item);
  const start = item === undefined ? { chosen: [], price: null } : before(item, groups, lineId);
  const chosen = useSignal<readonly string[]>(start.chosen);
  const digits = useSignal(item?.price === null && start.price !== null ? String(start.price) : '');
  if (item === undefined || menu === null || at === null) return null;
  const price = item.price === null ? typedAmount(digits.value) : null;
  const lacking = missing(groups, chosen.value);
  const priced = item.price !== null || digits.value !== '';
  const finish = (choice: readonly string[]) => {
    if (lineId === null) ring(item, choice, price);
    else settle(lineId, inMenuOrder(groups, choice), price);
    closePanel();
  };
  const tap = (modifierId: string) => {
    chosen.value = toggle(groups, chosen.value, modifierId);
    if (oneTapDecides(item, groups)) finish(chosen.value);
  };
  const sum = formatMoney(unitPrice(menu, item, chosen.value, price), at);
  const names = lacking.map((group) => pick(group.names)).join(' · ');
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
            {lacking.length > 0 ? t().missing(names) : priced ? '' : t().priceMissing}
          </p>
          <Button
            tone="go"
            data-testid="add"
            disabled={lacking.length > 0 || !priced}
            onClick={() => finish(chosen.value)}
          >
            {lineId === null ? t().add(sum) : t().save(sum)}
          </Button>
        </>
      }
    >
      {item.price === null && (
        <section class="open-price">
          <h3>
            {t().price} <output>{formatMoney(price ?? 0, at)}</output>
          </h3>
          <Numpad
            value={digits.value}
            maxLength={PRICE_DIGITS_MAX}
            onValue={(value) => (digits.value = value)}
          />
        </section>
      )}
      {groups.map((group) => (
        <Group key={group.id} group={group} chosen={chosen.value} at={at} onTap={tap} />
      ))}
    </Sheet>
  );
}

function settle(lineId: string, modifiers: readonly string[], price: number | null): void {
  const row = order.peek()?.lines.find((line) => line.id === lineId);
  if (row === undefined) actHere({ type: 'choose', line_id: lineId, modifiers, price });
  else changeHeld(lineId, row.item_id, row.quantity, modifiers);
}

function rule({ min, max }: ModifierGroup): string {
  if (min === 0) return max === 1 ? t().maybe : t().upTo(max);
  if (min === max) return min === 1 ? t().one : t().exactly(min);
  return t().between(min, max);
}

type GroupProps = {
  group: ModifierGroup;
  chosen: readonly string[];
  at: StoreCard;
  onTap: (id: string) => void;
};

function Group({ group, chosen, at, onTap }: GroupProps) {
  const full = group.max > 1 && countIn(group, chosen) >= group.max;
  const lacking = countIn(group, chosen) < group.min;
  return (
    <section class={lacking ? 'group lacking' : 'group'}>
      <h3>
        {pick(group.names)} <small>{rule(group)}</small>
      </h3>
      <div class="options">
        {group.modifiers.map((one) => {
          const on = chosen.includes(one.id);
          return (
            <Button
              key={one.id}
              class={on ? 'option on' : 'option'}
              aria-pressed={on}
              disabled={full && !on}
              data-testid="choice"
              onClick={() => onTap(one.id)}
            >
              <span>
                <b>{pick(one.names)}</b>
                <small>{pickOther(one.names)}</small>
              </span>
              <span class="extra">
                {one.price !== 0 && `${one.price > 0 ? '+' : ''}${formatAmount(one.price, at)}`}
                {on && <i>{t().chosen}</i>}
              </span>
            </Button>
          );
        })}
      </div>
    </section>
  );
}
