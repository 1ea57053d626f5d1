import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Banner, Button, dictionary, Sheet } from '@comanda/web';
import { closePanel, type Panel } from './panel';

/** The sheets about money and the drawer. */
export type MoneyPanel = Extract<
  Panel,
  {
    type:
      | 'settle'
      | 'split'
      | 'reduce'
      | 'service'
      | 'drawer'
      | 'move_cash'
      | 'hand_over'
      | 'close_day'
      | 'close_shift'
      | 'find_receipt'
      | 'refund';
  }
>;

const t = dictionary({
  en: {
    title: 'One moment',
    loading: 'Loading…',
    failed: 'The store server did not give this part of the till. Nothing changed. Try again in a moment.',
    again: 'Try again',
  },
  zh: {
    title: '稍等',
    loading: '加载中…',
    failed: '门店服务器没有给出这一部分，没有变化。请稍后再试。',
    again: '再试',
  },
});

type Parts = typeof import('./MoneyPanels');
const parts = signal<Parts | 'failed' | null>(null);

/** Fetches the sheets that few guests need, once the till can sell: the first screen must not wait for them. */
function fetchParts(): void {
  if (parts.peek() !== null && parts.peek() !== 'failed') return;
  parts.value = null;
  void import('./MoneyPanels').then(
    (loaded) => (parts.value = loaded),
    () => (parts.value = 'failed'),
  );
}

/** Has those sheets ready before somebody asks for one. */
export function useMoneySheets(): void {
  useEffect(fetchParts, []);
}

/** A sheet about money or the drawer, once it is there. */
export function LateMoney({ open }: { open: MoneyPanel }) {
  const loaded = parts.value;
  useEffect(() => {
    if (loaded === null) fetchParts();
  }, [loaded]);
  if (loaded !== null && loaded !== 'failed') return <loaded.MoneyPanels open={open} />;
  return (
    <Sheet open title={t().title} onClose={closePanel}>
      {loaded === 'failed' ? (
        <Banner tone="warn" action={<Button onClick={fetchParts}>{t().again}</Button>}>
          {t().failed}
        </Banner>
      ) : (
        <p>{t().loading}</p>
      )}
    </Sheet>
  );
}
