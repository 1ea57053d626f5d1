import { Button, clockTime, dictionary, Sheet } from '@comanda/web';
import { now } from './clock';
import { closePanel } from './panel';
import { pickupTimes } from './slots';
import { details, orders, refusedSlots, setDetails, store } from './store';

const t = dictionary({
  en: {
    title: 'When does the guest come for it?',
    hint: 'The kitchen sees the time on the ticket.',
    full: 'full',
    asap: 'As soon as it is ready',
  },
  zh: { title: '客人什么时候来取？', hint: '后厨单上会显示时间。', full: '已满', asap: '做好就来' },
});

/** The time of a pickup order: a slot, or any round time where the store has none. */
export function PickupSheet() {
  const at = store.value;
  if (at === null) return null;
  const times = pickupTimes(now.value, at.trade.slots, orders.value.values(), refusedSlots.value);
  const put = (pickup_at: number | undefined) => {
    setDetails({ pickup_at });
    closePanel();
  };
  const chosen = details.value.pickup_at;
  return (
    <Sheet open class="pickup" title={t().title} onClose={closePanel}>
      <p class="hint">{t().hint}</p>
      <div class="tight times">
        {times.map((one) => (
          <Button
            key={one.at}
            class={one.at === chosen ? 'option on' : 'option'}
            aria-pressed={one.at === chosen}
            disabled={one.full}
            data-testid="pickup-time"
            onClick={() => put(one.at)}
          >
            {clockTime(one.at, at)}
            {one.full && <small>{t().full}</small>}
          </Button>
        ))}
      </div>
      <Button data-testid="pickup-asap" onClick={() => put(undefined)}>
        {t().asap}
      </Button>
    </Sheet>
  );
}
