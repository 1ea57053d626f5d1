import { useSignal } from '@preact/signals';
import {
  Banner,
  Button,
  dictionary,
  formatMoney,
  Numpad,
  readStored,
  Sheet,
  writeStored,
  type Money,
} from '@comanda/web';
import { applyCash, quickCash } from './cash';
import { checkSums } from './check';
import { closePanel, panel } from './panel';
import { CardButton, CardSlip, CashButton, Reckoning } from './PayParts';
import { isTendering, shiftOpen, slip, store } from './store';
import { typedAmount } from './sums';
import { take, trouble } from './take';

const RECEIVED_DIGITS_MAX = 8;
const RECEIPT_KEY = 'comanda.till.receipt';

const t = dictionary({
  en: {
    title: 'Take payment',
    due: 'To pay',
    cash: 'Cash',
    card: 'Card, other machine',
    receipt: 'Receipt',
    yes: 'yes',
    no: 'no',
    noShift: 'No shift is open on this till, so it takes no cash. A card payment works.',
    openShift: 'Open shift',
    soFar: (taken: string) => `${taken} is paid already.`,
  },
  zh: {
    title: '收款',
    due: '应付',
    cash: '现金',
    card: '另一台刷卡机',
    receipt: '小票',
    yes: '是',
    no: '否',
    noShift: '这台收银还没开班，不能收现金。刷卡可以。',
    openShift: '开班',
    soFar: (taken) => `已收 ${taken}。`,
  },
});

const receipt = {
  wanted: () => readStored(RECEIPT_KEY) !== 'no',
  keep: (yes: boolean) => writeStored(RECEIPT_KEY, yes ? 'yes' : 'no'),
};

/** Taking money: exact or a note in one tap, any amount on the keys, or a card on another machine. */
export function PaySheet() {
  const at = store.value;
  const way = useSignal<'cash' | 'card'>(shiftOpen.peek() ? 'cash' : 'card');
  const print = useSignal(receipt.wanted());
  const digits = useSignal('');
  const reference = useSignal('');
  const close = () => {
    trouble.value = null;
    closePanel();
  };
  const { due, paid } = checkSums.value;
  if (at === null) return null;
  const cash = (received: Money) => {
    const { amount, change } = applyCash(received, due);
    digits.value = '';
    void take({ type: 'cash', received }, amount, due, change, print.value);
  };
  const card = (amount: Money) => {
    digits.value = '';
    void take({ type: 'card_elsewhere', reference: reference.value.trim() }, amount, due, 0, print.value);
  };
  const typed = typedAmount(digits.value);
  const busy = isTendering(slip.value.order_id) || due <= 0;
  const tab = (name: 'cash' | 'card') => (
    <Button
      class={way.value === name ? 'tab on' : 'tab'}
      aria-pressed={way.value === name}
      data-testid={`pay-${name}`}
      onClick={() => {
        way.value = name;
        digits.value = ''; // what was counted in cash says nothing about the card
      }}
    >
      {t()[name]}
    </Button>
  );
  const toggle = (
    <Button
      class="receipt"
      aria-pressed={print.value}
      data-testid="receipt-toggle"
      onClick={() => {
        print.value = !print.value;
        receipt.keep(print.value);
      }}
    >
      {t().receipt}: {print.value ? t().yes : t().no}
    </Button>
  );
  const go = { due, typed, at, busy };
  return (
    <Sheet
      open
      class="pay"
      title={t().title}
      onClose={close}
      actions={
        <>
          {toggle}
          {way.value === 'cash' ? <CashButton {...go} onTake={cash} /> : <CardButton {...go} onTake={card} />}
        </>
      }
    >
      <p class="big-sum">
        <span>{t().due}</span>
        <output data-testid="pay-due">{formatMoney(due, at)}</output>
      </p>
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      {paid > 0 && <p class="hint">{t().soFar(formatMoney(paid, at))}</p>}
      <div class="pair tabs">
        {tab('cash')}
        {tab('card')}
      </div>
      {way.value === 'card' && (
        <CardSlip reference={reference.value} onReference={(text) => (reference.value = text)} />
      )}
      {way.value === 'cash' && !shiftOpen.value && (
        <Banner
          tone="warn"
          action={<Button onClick={() => (panel.value = { type: 'open_shift' })}>{t().openShift}</Button>}
        >
          {t().noShift}
        </Banner>
      )}
      {way.value === 'cash' && (
        <div class="quick">
          {quickCash(due, at).map((sum) => (
            <Button
              key={sum}
              data-testid="cash-quick"
              disabled={busy || !shiftOpen.value}
              onClick={() => cash(sum)}
            >
              {formatMoney(sum, at)}
            </Button>
          ))}
        </div>
      )}
      <Reckoning due={due} typed={typed} at={at} card={way.value === 'card'} />
      <Numpad
        value={digits.value}
        maxLength={RECEIVED_DIGITS_MAX}
        onValue={(value) => (digits.value = value)}
        onEnter={() => {
          if (busy || typed === 0) return;
          if (way.value === 'card') card(Math.min(typed, due));
          else if (shiftOpen.value) cash(typed);
        }}
      />
    </Sheet>
  );
}
