import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { dictionary, formatAmount, formatMoney, Numpad, type StoreCard } from '@comanda/web';
import type { Counts, Denomination } from './denominations';

const COUNT_DIGITS_MAX = 4;

const t = dictionary({
  en: {
    notes: 'Notes',
    coins: 'Coins',
    howMany: (what: string) => `How many ${what}?`,
    row: (what: string, count: number) => `${what}: ${count}`,
  },
  zh: {
    notes: '纸币',
    coins: '硬币',
    howMany: (what) => `${what} 有几个？`,
    row: (what, count) => `${what}：${count}`,
  },
});

type Props = {
  kinds: readonly Denomination[];
  counts: Counts;
  at: StoreCard;
  /** What the count comes to, shown over the keys. */
  sum: ComponentChildren;
  onCounts: (counts: Counts) => void;
};

/** Counting by note and coin: a row is picked, its number typed; Enter goes on to the next row. */
export function CountKeys({ kinds, counts, at, sum, onCounts }: Props) {
  const picked = useSignal(kinds[0]?.key ?? '');
  const current = kinds.find((one) => one.key === picked.value);
  const name = (one: Denomination) => formatMoney(one.value, at);
  const next = () => {
    const index = kinds.findIndex((one) => one.key === picked.value);
    picked.value = kinds[(index + 1) % kinds.length]?.key ?? '';
  };
  const column = (coin: boolean) => (
    <section>
      <h3>{coin ? t().coins : t().notes}</h3>
      <ul>
        {kinds
          .filter((one) => one.coin === coin)
          .map((one) => {
            const count = counts.get(one.key);
            return (
              <li key={one.key}>
                <button
                  type="button"
                  class={one.key === picked.value ? 'kind on' : 'kind'}
                  aria-pressed={one.key === picked.value}
                  aria-label={t().row(name(one), count ?? 0)}
                  data-testid={`count-${one.key}`}
                  onClick={() => (picked.value = one.key)}
                >
                  <span>{name(one)}</span>
                  <b>{count === undefined ? '–' : `× ${count}`}</b>
                  <span class="amount">{count === undefined ? '' : formatAmount(one.value * count, at)}</span>
                </button>
              </li>
            );
          })}
      </ul>
    </section>
  );
  return (
    <div class="count-keys">
      <div class="kinds">
        {column(false)}
        {column(true)}
      </div>
      <div class="count-pad">
        {sum}
        <p class="hint">{current === undefined ? '' : t().howMany(name(current))}</p>
        <Numpad
          value={String(counts.get(picked.value) ?? '')}
          maxLength={COUNT_DIGITS_MAX}
          extra="none"
          onValue={(value) => {
            const changed = new Map(counts);
            if (value === '') changed.delete(picked.value);
            else changed.set(picked.value, Number.parseInt(value, 10));
            onCounts(changed);
          }}
          onEnter={next}
        />
      </div>
    </div>
  );
}
