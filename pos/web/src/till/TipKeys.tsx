import { Button, dictionary, formatMoney, type Money, type StoreCard } from '@comanda/web';
import { TIPS } from './cash';
import { percent } from './reductions';
import { shareOf } from './sums';

const t = dictionary({
  en: { tip: 'Tip', none: 'No tip', typed: 'Other…', done: 'Tip is set', hint: 'Type the tip on the keys.' },
  zh: { tip: '小费', none: '不加', typed: '其他…', done: '好了', hint: '在数字键上输入小费。' },
});

type Props = {
  /** What the percentages are of. */
  of: Money;
  tip: Money;
  at: StoreCard;
  typing: boolean;
  onTip: (tip: Money) => void;
  onType: () => void;
  onDone: () => void;
};

/** Choosing a tip: a share of what is paid, or any amount on the number keys. */
export function TipKeys({ of, tip, at, typing, onTip, onType, onDone }: Props) {
  if (typing) {
    return (
      <div class="tip-typed">
        <p class="hint">{t().hint}</p>
        <Button data-testid="tip-done" onClick={onDone}>
          {t().done}
        </Button>
      </div>
    );
  }
  const key = (label: string, amount: Money, test: string) => (
    <Button
      key={test}
      class={amount === tip ? 'option on' : 'option'}
      aria-pressed={amount === tip}
      data-testid={test}
      onClick={() => onTip(amount)}
    >
      <span>
        {label}
        {amount > 0 && <small>{formatMoney(amount, at)}</small>}
      </span>
    </Button>
  );
  return (
    <div class="tips" role="group" aria-label={t().tip}>
      {key(t().none, 0, 'tip-none')}
      {TIPS.map((ppm) => key(percent(ppm), shareOf(of, ppm), `tip-${ppm / 1000}`))}
      <Button class="option" data-testid="tip-typed" onClick={onType}>
        {t().typed}
      </Button>
    </div>
  );
}
