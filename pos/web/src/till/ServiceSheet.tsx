import { useSignal } from '@preact/signals';
import { Banner, Button, dictionary, explain, formatMoney, Numpad, Sheet } from '@comanda/web';
import { askWithApproval } from './approval';
import { closePanel } from './panel';
import { percent, reducible, typedPpm } from './reductions';
import { shareOf } from './sums';
import { order, revisionOf, slip, store } from './store';

/** The largest rate that the store takes, in parts per million. */
const SERVICE_PPM_MAX = 300_000;

const t = dictionary({
  en: {
    title: 'Service charge',
    now: (rate: string) => `Now ${rate} of what the lines come to.`,
    none: 'There is no service charge on this order.',
    off: 'No service charge',
    usual: (rate: string) => `${rate}, as usual`,
    typed: 'Any other rate up to 30 %, with one decimal: 125 is 12.5 %.',
    set: (rate: string, sum: string) => `Set ${rate} · ${sum}`,
    choose: 'Type a rate',
    sending: 'The order is on its way to the store server…',
  },
  zh: {
    title: '服务费',
    now: (rate) => `现在按 ${rate} 收。`,
    none: '这张单没有服务费。',
    off: '不收服务费',
    usual: (rate) => `照常 ${rate}`,
    typed: '其他比例，最高 30 %，带一位小数：125 是 12.5 %。',
    set: (rate, sum) => `收 ${rate} · ${sum}`,
    choose: '请输入比例',
    sending: '单子正在送往门店服务器…',
  },
});

/** Taking the service charge off, putting the usual one on, or any other. */
export function ServiceSheet() {
  const digits = useSignal('');
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const row = order.value;
  const at = store.value;
  if (at === null) return null;
  const now = row?.service_ppm ?? 0;
  const usual = at.trade.service_ppm;
  const typed = typedPpm(digits.value);
  const rate = typed !== null && typed <= SERVICE_PPM_MAX ? typed : null;
  const set = async (ppm: number) => {
    if (row === null || busy.value) return;
    busy.value = true;
    const outcome = await askWithApproval(row.id, {
      type: 'set_service_charge',
      order_id: row.id,
      revision: revisionOf(slip.peek()),
      ppm,
    });
    busy.value = false;
    if (outcome.type === 'accepted') closePanel();
    else trouble.value = explain(outcome);
  };
  const base = row === null ? 0 : reducible(row, null);
  return (
    <Sheet
      open
      class="service"
      title={t().title}
      onClose={closePanel}
      actions={
        <Button
          tone="go"
          data-testid="service-typed"
          disabled={rate === null || busy.value || row === null}
          onClick={() => void set(rate ?? 0)}
        >
          {rate === null ? t().choose : t().set(percent(rate), formatMoney(shareOf(base, rate), at))}
        </Button>
      }
    >
      {row === null && <p>{t().sending}</p>}
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      <p>{now === 0 ? t().none : t().now(percent(now))}</p>
      <div class="pair">
        <Button data-testid="service-off" disabled={now === 0 || busy.value} onClick={() => void set(0)}>
          {t().off}
        </Button>
        {usual > 0 && (
          <Button
            data-testid="service-usual"
            disabled={now === usual || busy.value || row === null}
            onClick={() => void set(usual)}
          >
            {t().usual(percent(usual))}
          </Button>
        )}
      </div>
      <p class="hint">{t().typed}</p>
      <Numpad value={digits.value} maxLength={3} onValue={(value) => (digits.value = value)} />
    </Sheet>
  );
}
