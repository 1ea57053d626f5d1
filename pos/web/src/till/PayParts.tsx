import { useEffect, useRef } from 'preact/hooks';
import { Button, dictionary, formatMoney, type Money, type StoreCard } from '@comanda/web';
import { roundToStep } from './cash';
import type { Way } from './paying';

/** The store keeps this much of a card reference. */
export const REFERENCE_CHARS_MAX = 40;
/** A guest's payment code has this many characters at most. */
const CODE_CHARS_MAX = 128;

const t = dictionary({
  en: {
    exact: (sum: string) => `Exact ${sum}`,
    received: 'Received',
    change: 'Change',
    still: 'Still due',
    tip: 'Tip',
    noTip: 'none',
    take: (sum: string) => `Take ${sum}`,
    takePart: (sum: string) => `Take ${sum} as a part`,
    reference: 'Reference on the card slip',
    referenceHint: 'If there is one: it helps to find the payment later.',
    cardText: 'Take the payment on the card machine first, then confirm it here.',
    cardTake: (sum: string) => `Card paid ${sum}`,
    ask: (sum: string) => `Ask for ${sum}`,
    scanned: (sum: string) => `Charge ${sum}`,
    show: (sum: string) => `Show code · ${sum}`,
    amount: 'Amount',
    code: 'Scan the payment code',
    codeHint: 'Or leave it empty and show a code.',
    own: (sum: string) => `Pay ${sum} with it`,
  },
  zh: {
    exact: (sum) => `正好 ${sum}`,
    received: '实收',
    change: '找零',
    still: '还差',
    tip: '小费',
    noTip: '不加',
    take: (sum) => `收 ${sum}`,
    takePart: (sum) => `先收 ${sum}`,
    reference: '刷卡单上的编号',
    referenceHint: '有就填：以后好查这笔款。',
    cardText: '请先在刷卡机上收款，再到这里确认。',
    cardTake: (sum) => `刷卡已收 ${sum}`,
    ask: (sum) => `去收 ${sum}`,
    scanned: (sum) => `扫码收 ${sum}`,
    show: (sum) => `出示付款码 · ${sum}`,
    amount: '金额',
    code: '扫客人的付款码',
    codeHint: '或者留空，让客人扫这里的码。',
    own: (sum) => `用它付 ${sum}`,
  },
});

type ButtonProps = {
  way: Way;
  due: Money;
  /** What was typed; 0 for nothing. */
  typed: Money;
  /** What counts toward the bill. */
  amount: Money;
  tip: { value: Money };
  at: StoreCard;
  blocked: boolean;
  /** Whether a guest's code was scanned. */
  scanned: boolean;
  onTake: () => void;
};

/** The next sensible thing: exact cash until another amount is typed, what the machine took, or asking one. */
export function TakeButton({ way, due, typed, amount, tip, at, blocked, scanned, onTake }: ButtonProps) {
  const kept = roundToStep(due + tip.value, at.trade.cash_step);
  const money = (sum: Money) => formatMoney(sum, at);
  const whole = typed === 0 || typed >= kept;
  const own = () => t().own(money(amount));
  const label = {
    cash: () =>
      typed === 0 ? t().exact(money(kept)) : whole ? t().take(money(typed)) : t().takePart(money(typed)),
    card: () => t().cardTake(money(amount + tip.value)),
    driver: () => {
      if (way.type !== 'driver' || way.driver.kind === 'card') return t().ask(money(amount + tip.value));
      return scanned ? t().scanned(money(amount + tip.value)) : t().show(money(amount + tip.value));
    },
    value: own,
    points: own,
    coupon: own,
  };
  const test = {
    value: 'value-take',
    points: 'points-take',
    coupon: 'coupon-take',
    cash: typed === 0 ? 'cash-exact' : 'cash-take',
    card: 'card-take',
    driver: 'driver-ask',
  };
  return (
    <Button tone="go" data-testid={test[way.type]} disabled={blocked} onClick={onTake}>
      {label[way.type]()}
    </Button>
  );
}

/** What helps to find a card payment again. */
export function CardSlip({
  reference,
  onReference,
}: {
  reference: string;
  onReference: (text: string) => void;
}) {
  return (
    <>
      <p class="hint">{t().cardText}</p>
      <label class="field">
        <span>
          {t().reference} <small>{t().referenceHint}</small>
        </span>
        <input
          autocomplete="off"
          maxLength={REFERENCE_CHARS_MAX}
          data-testid="card-reference"
          value={reference}
          onInput={(event) => onReference(event.currentTarget.value)}
        />
      </label>
    </>
  );
}

type CodeProps = { code: string; onCode: (text: string) => void; onEnter: () => void };

/** Where a scanner, which types like a keyboard and ends with Enter, puts the guest's code. */
export function CodeField({ code, onCode, onEnter }: CodeProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <label class="field">
      <span>
        {t().code} <small>{t().codeHint}</small>
      </span>
      <input
        ref={field}
        autocomplete="off"
        inputMode="none"
        maxLength={CODE_CHARS_MAX}
        data-testid="guest-code"
        value={code}
        onInput={(event) => onCode(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.currentTarget.value.trim() === '') return;
          event.preventDefault();
          onEnter();
        }}
      />
    </label>
  );
}

type ReckoningProps = {
  due: Money;
  given: Money;
  tip: Money;
  at: StoreCard;
  cash: boolean;
  /** Whether the tip is being chosen. */
  open: boolean;
  /** `null` where no tip is taken this way. */
  onTip: (() => void) | null;
};

/** What was typed, the tip on top, and what that leaves: change for the guest, or something still to pay. */
export function Reckoning({ due, given, tip, at, cash, open, onTip }: ReckoningProps) {
  const kept = cash ? roundToStep(due + tip, at.trade.cash_step) : due;
  const part = given > 0 && given < kept;
  const back = part ? kept - given : Math.max(0, given - kept);
  return (
    <div class="reckon">
      <dl>
        <dt>{cash ? t().received : t().amount}</dt>
        <dd data-testid="received">{formatMoney(given, at)}</dd>
      </dl>
      {onTip === null ? (
        <span />
      ) : (
        <Button class="tip-open" aria-expanded={open} data-testid="tip" onClick={onTip}>
          <small>{t().tip}</small> {tip === 0 ? t().noTip : formatMoney(tip, at)}
        </Button>
      )}
      {part || cash ? (
        <dl class="back">
          <dt>{part ? t().still : t().change}</dt>
          <dd data-testid="change">{formatMoney(back, at)}</dd>
        </dl>
      ) : (
        <span />
      )}
    </div>
  );
}
