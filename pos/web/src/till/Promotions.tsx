import { signal } from '@preact/signals';
import { Button, dictionary, formatMoney, pick, type StoreCard } from '@comanda/web';
import { hasPromotions, mayPromote, promote } from './promotions';
import { catalogue, isTendering, order, slip } from './store';

const t = dictionary({
  en: {
    title: 'Promotions on this order',
    best: 'No other choice takes more off.',
    chosen: 'Chosen by hand.',
    off: (name: string, sum: string) => `${name}: −${sum}`,
    leave: 'Leave out',
    back: (names: string) => `Left out: ${names}`,
    again: 'Put back the best',
    none: 'No promotion fits this order.',
  },
  zh: {
    title: '这张单的优惠',
    best: '没有更划算的组合。',
    chosen: '手动选择。',
    off: (name, sum) => `${name}：−${sum}`,
    leave: '不用',
    back: (names) => `没有用：${names}`,
    again: '恢复最划算的',
    none: '没有适合这张单的优惠。',
  },
});

/** What the cashier left out, of which order. */
const leftOut = signal<{ order_id: string; codes: readonly string[] }>({ order_id: '', codes: [] });

/** The promotions on the order in front: what each takes off, and the way to leave one out. */
export function Promotions({ at }: { at: StoreCard }) {
  const row = order.value;
  if (row === null || !hasPromotions()) return null;
  const applied = row.promotions ?? [];
  const out = leftOut.value.order_id === row.id ? leftOut.value.codes : [];
  const free = mayPromote() && !isTendering(row.id);
  const choose = (codes: readonly string[]) => {
    leftOut.value = { order_id: slip.peek().order_id, codes };
    void promote(codes);
  };
  const known = catalogue.value?.promotions ?? [];
  const names = known.filter((one) => out.includes(one.code)).map((one) => pick(one.names));
  if (applied.length === 0 && out.length === 0) return null;
  return (
    <section class="promotions" data-testid="promotions" aria-label={t().title}>
      <p class="hint">{applied.length === 0 ? t().none : out.length === 0 ? t().best : t().chosen}</p>
      {applied.map((one) => (
        <p key={one.code} class="promotion">
          <b>{t().off(pick(one.names), formatMoney(one.off, at))}</b>
          {free && (
            <Button data-testid="leave-out" onClick={() => choose([...out, one.code])}>
              {t().leave}
            </Button>
          )}
        </p>
      ))}
      {out.length > 0 && (
        <p class="promotion">
          <span>{t().back(names.join(' · '))}</span>
          {free && (
            <Button data-testid="best-again" onClick={() => choose([])}>
              {t().again}
            </Button>
          )}
        </p>
      )}
    </section>
  );
}
