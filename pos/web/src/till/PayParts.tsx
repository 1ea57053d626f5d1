import { Button, dictionary, formatMoney, type Money, type StoreCard } from '@comanda/web';
import { shiftOpen } from './store';

/** The store keeps this much of a card reference. */
const REFERENCE_CHARS_MAX = 40;

const t = dictionary({
  en: {
    exact: (sum: string) => `Exact ${sum}`,
    received: 'Received',
    change: 'Change',
    still: 'Still due',
    take: (sum: string) => `Take ${sum}`,
    takePart: (sum: string) => `Take ${sum} as a part`,
    reference: 'Reference on the card slip',
    referenceHint: 'If there is one: it helps to find the payment later.',
    cardText: 'Take the payment on the card machine first, then confirm it here.',
    cardTake: (sum: string) => `Card paid ${sum}`,
    amount: 'Amount on the card',
  },
  zh: {
    exact: (sum) => `正好 ${sum}`,
    received: '实收',
    change: '找零',
    still: '还差',
    take: (sum) => `收 ${sum}`,
    takePart: (sum) => `先收 ${sum}`,
    reference: '刷卡单上的编号',
    referenceHint: '有就填：以后好查这笔款。',
    cardText: '请先在刷卡机上收款，再到这里确认。',
    cardTake: (sum) => `刷卡已收 ${sum}`,
    amount: '刷卡金额',
  },
});

type ButtonProps = {
  due: Money;
  typed: Money;
  at: StoreCard;
  busy: boolean;
  onTake: (amount: Money) => void;
};

/** Exact until another amount is typed: one tap for the guest who has it right. */
export function CashButton({ due, typed, at, busy, onTake }: ButtonProps) {
  const off = busy || !shiftOpen.value;
  if (typed === 0) {
    return (
      <Button tone="go" data-testid="cash-exact" disabled={off} onClick={() => onTake(due)}>
        {t().exact(formatMoney(due, at))}
      </Button>
    );
  }
  return (
    <Button tone="go" data-testid="cash-take" disabled={off} onClick={() => onTake(typed)}>
      {typed < due ? t().takePart(formatMoney(typed, at)) : t().take(formatMoney(typed, at))}
    </Button>
  );
}

/** Says that the card machine has the money: all that is due, or what was typed. */
export function CardButton({ due, typed, at, busy, onTake }: ButtonProps) {
  const amount = typed === 0 ? due : Math.min(typed, due);
  return (
    <Button tone="go" data-testid="card-take" disabled={busy} onClick={() => onTake(amount)}>
      {t().cardTake(formatMoney(amount, at))}
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

/** What was typed, and what it leaves: change for the guest, or something still to pay. */
export function Reckoning({
  due,
  typed,
  at,
  card,
}: {
  due: Money;
  typed: Money;
  at: StoreCard;
  card: boolean;
}) {
  const given = card && typed === 0 ? due : card ? Math.min(typed, due) : typed;
  const part = given > 0 && given < due;
  return (
    <dl class="reckon">
      <div>
        <dt>{card ? t().amount : t().received}</dt>
        <dd data-testid="received">{formatMoney(given, at)}</dd>
      </div>
      {(part || !card) && (
        <div class="back">
          <dt>{part ? t().still : t().change}</dt>
          <dd data-testid="change">{formatMoney(part ? due - given : Math.max(0, given - due), at)}</dd>
        </div>
      )}
    </dl>
  );
}
