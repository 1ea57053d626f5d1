import { useSignal } from '@preact/signals';
import {
  Button,
  dictionary,
  formatMoney,
  Numpad,
  orderNumber,
  pick,
  Sheet,
  type Availability,
} from '@comanda/web';
import { moment } from './check';
import { itemName } from './LineSheet';
import { closePanel, half, panel, picked } from './panel';
import { priceAt } from './price';
import { tapItem } from './ring';
import { holdingsOf, leftOf, substitutesOf } from './stock';
import { give, items, orders, pickUp, store, view } from './store';
import { toastRefused } from './words';

/** Digits of a countdown, at most: 9999. */
const COUNT_DIGITS_MAX = 4;

const t = dictionary({
  en: {
    title: (name: string) => `How many are left? · ${name}`,
    out: '86: none left',
    outHint: 'At once on every till and screen.',
    count: 'So many are left',
    countHint: 'It counts down by itself and is out at zero.',
    set: (count: string) => `${count} left`,
    available: 'Available again',
    now: (count: string) => `Now: ${count} left`,
    nowOut: 'Now: out',
    nowFree: 'Now: not counted',
    subTitle: (name: string) => `${name} is out`,
    instead: 'Offer the guest instead',
    nothing: 'No substitute is on the menu for it. Ask the guest for something else.',
    change: 'Is there some again?',
    affected: (name: string) => `Orders that still wait for ${name}`,
    none: 'No open order waits for it.',
    holds: (count: string) => `${count} not in the kitchen yet`,
    open: 'Open the order',
    done: 'Done',
  },
  zh: {
    title: (name) => `还剩多少？· ${name}`,
    out: '售罄',
    outHint: '所有收银和屏幕马上生效。',
    count: '剩余数量',
    countHint: '卖一份减一份，到零自动售罄。',
    set: (count) => `剩 ${count} 份`,
    available: '恢复供应',
    now: (count) => `现在：剩 ${count} 份`,
    nowOut: '现在：售罄',
    nowFree: '现在：不限',
    subTitle: (name) => `${name} 已售罄`,
    instead: '可以推荐',
    nothing: '菜单上没有替代品，请客人另选。',
    change: '又有了吗？',
    affected: (name) => `还在等 ${name} 的单`,
    none: '没有单在等它。',
    holds: (count) => `${count} 份还没下厨`,
    open: '打开这张单',
    done: '完成',
  },
});

/** Says it to the store; `then` only once the store has taken it, a sentence where it has not. */
async function say(itemId: string, availability: Availability, then: () => void): Promise<void> {
  closePanel();
  const outcome = await give({ type: 'set_availability', item_id: itemId, availability });
  if (outcome.type === 'refused') toastRefused(outcome);
  else then();
}

/** The orders that still wait for an item, unless the cashier is at something else by now. */
function showAffected(itemId: string): void {
  if (panel.peek().type === 'none') panel.value = { type: 'affected', item_id: itemId };
}

/** Nothing more to show. */
function nothingMore(): void {
  // the tile tells it
}

/** 86, so many left, or available again. */
export function AvailabilitySheet({ itemId }: { itemId: string }) {
  const digits = useSignal('');
  const item = items.value.get(itemId);
  if (item === undefined) return null;
  const left = leftOf(item, view.value.stock.get(itemId));
  const count = Number.parseInt(digits.value, 10);
  const affected = () => showAffected(itemId);
  return (
    <Sheet open class="stock-sheet" title={t().title(pick(item.names))} onClose={closePanel}>
      <p class="now">
        <b>{left === null ? t().nowFree : left === 0 ? t().nowOut : t().now(String(left))}</b>
      </p>
      <div class="pair">
        <Button
          tone="danger"
          data-testid="eighty-six"
          onClick={() => void say(itemId, { type: 'eighty_six' }, affected)}
        >
          {t().out}
        </Button>
        <Button
          data-testid="available"
          disabled={left === null}
          onClick={() => void say(itemId, { type: 'available' }, nothingMore)}
        >
          {t().available}
        </Button>
      </div>
      <p class="hint">{t().outHint}</p>
      <section class="typed">
        <h3>
          {t().count} <output>{Number.isNaN(count) ? '—' : count}</output>
        </h3>
        <p class="hint">{t().countHint}</p>
        <Numpad
          value={digits.value}
          maxLength={COUNT_DIGITS_MAX}
          extra="none"
          onValue={(value) => (digits.value = value)}
        />
        <Button
          tone="go"
          data-testid="set-left"
          disabled={Number.isNaN(count)}
          onClick={() =>
            void say(itemId, { type: 'countdown', left: count }, count === 0 ? affected : nothingMore)
          }
        >
          {Number.isNaN(count) ? t().count : t().set(String(count))}
        </Button>
      </section>
    </Sheet>
  );
}

/** What to offer when an item is out. */
export function SubstitutesSheet({ itemId }: { itemId: string }) {
  const item = items.value.get(itemId);
  const at = store.value;
  if (item === undefined || at === null) return null;
  const offers = substitutesOf(item, items.value, view.value.stock);
  return (
    <Sheet open class="substitutes" title={t().subTitle(pick(item.names))} onClose={closePanel}>
      {offers.length === 0 ? (
        <p class="hint">{t().nothing}</p>
      ) : (
        <section>
          <h3>{t().instead}</h3>
          <div class="options">
            {offers.map((offer) => {
              const price = priceAt(offer, null, moment.value);
              return (
                <Button
                  key={offer.id}
                  class="option"
                  data-testid="substitute"
                  onClick={() => {
                    closePanel();
                    tapItem(offer);
                  }}
                >
                  <span>
                    <b>{pick(offer.names)}</b>
                  </span>
                  <span class="extra">{price === null ? '' : formatMoney(price, at)}</span>
                </Button>
              );
            })}
          </div>
        </section>
      )}
      <section class="column">
        <h3>{t().change}</h3>
        <Button
          data-testid="stock-again"
          onClick={() => (panel.value = { type: 'availability', item_id: itemId })}
        >
          {t().available}
        </Button>
      </section>
    </Sheet>
  );
}

/** After 86: the open orders that hold the item and that the kitchen does not have yet. */
export function AffectedSheet({ itemId }: { itemId: string }) {
  const found = holdingsOf(orders.value.values(), itemId);
  return (
    <Sheet
      open
      class="affected"
      title={t().affected(itemName(itemId))}
      onClose={closePanel}
      actions={
        <Button tone="go" data-testid="affected-done" onClick={closePanel}>
          {t().done}
        </Button>
      }
    >
      {found.length === 0 && <p class="hint">{t().none}</p>}
      <ul class="list">
        {found.map(({ order, lines }) => (
          <li key={order.id}>
            <button
              type="button"
              class="order-row"
              data-testid="affected-order"
              onClick={() => {
                pickUp(order.id);
                picked.value = lines[0]?.id ?? null;
                half.value = 'slip';
                closePanel();
              }}
            >
              <b class="no">{orderNumber(order.channel, order.number)}</b>
              <span>
                {order.details?.label}
                <small>{t().holds(String(lines.reduce((sum, line) => sum + line.quantity, 0)))}</small>
              </span>
              <span class="go-on">{t().open}</span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
