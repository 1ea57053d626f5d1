import { useSignal } from '@preact/signals';
import {
  Banner,
  Button,
  dictionary,
  explain,
  formatMoney,
  mintId,
  Numpad,
  Sheet,
  toast,
  type MovementKind,
} from '@comanda/web';
import { askWithApproval } from './approval';
import { movementName } from './approvalWords';
import { hasCardNumber } from './cardNumber';
import { closePanel } from './panel';
import { shift, store } from './store';
import { typedAmount } from './sums';

/** The store keeps this much of a reason. */
const REASON_CHARS_MAX = 80;
const DIGITS_MAX = 9;

const t = dictionary({
  en: {
    amount: 'Amount',
    why: 'What for?',
    change: 'Change from the bank',
    found: 'Found in the till',
    supplier: 'Supplier paid',
    supplies: 'Supplies bought',
    tips: 'Tips paid out',
    go: (what: string, sum: string) => `${what} · ${sum}`,
    done: (what: string, sum: string) => `${what}: ${sum}.`,
    cardNumber: 'This looks like a card number, which is never kept. Say it in other words.',
  },
  zh: {
    amount: '金额',
    why: '为了什么？',
    change: '银行换零钱',
    found: '钱箱里多出',
    supplier: '付供应商',
    supplies: '买用品',
    tips: '发小费',
    go: (what, sum) => `${what} · ${sum}`,
    done: (what, sum) => `${what}：${sum}。`,
    cardNumber: '这看起来是卡号，系统不保存卡号。请换个说法。',
  },
});

/** What a cashier moves by hand; what belongs to a member moves with their ledger. */
type CashKind = Exclude<MovementKind, 'top_up' | 'value_paid_out'>;

const USUAL: Record<CashKind, readonly ('change' | 'found' | 'supplier' | 'supplies' | 'tips')[]> = {
  pay_in: ['change', 'found'],
  pay_out: ['supplier', 'supplies', 'tips', 'change'],
  drop: [],
};

/** Cash that moves without a sale: how much, and what for. */
export function MoveCashSheet({ kind }: { kind: CashKind }) {
  const digits = useSignal('');
  const reason = useSignal('');
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const at = store.value;
  const running = shift.value;
  if (at === null || running === null) return null;
  const amount = typedAmount(digits.value);
  const sum = formatMoney(amount, at);
  const what = movementName(kind);
  const words = reason.value.trim();
  const ready = amount > 0 && (kind === 'drop' || words !== '') && !hasCardNumber(words) && !busy.value;
  const go = async () => {
    if (!ready) return;
    busy.value = true;
    const outcome = await askWithApproval(null, {
      type: 'move_cash',
      shift_id: running.id,
      movement_id: mintId(),
      kind,
      amount,
      reason: words,
    });
    busy.value = false;
    if (outcome.type === 'refused') {
      trouble.value = explain(outcome);
      return;
    }
    closePanel();
    toast({ text: t().done(what, sum) });
  };
  return (
    <Sheet
      open
      class="move-cash"
      title={what}
      onClose={closePanel}
      actions={
        <Button tone="go" data-testid="move-go" disabled={!ready} onClick={() => void go()}>
          {t().go(what, sum)}
        </Button>
      }
    >
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      <p class="big-sum">
        <span>{t().amount}</span>
        <output data-testid="move-amount">{sum}</output>
      </p>
      <Numpad value={digits.value} maxLength={DIGITS_MAX} onValue={(value) => (digits.value = value)} />
      {kind !== 'drop' && (
        <>
          <label class="field">
            <span>{t().why}</span>
            <input
              autocomplete="off"
              maxLength={REASON_CHARS_MAX}
              data-testid="move-reason"
              value={reason.value}
              onInput={(event) => (reason.value = event.currentTarget.value)}
            />
          </label>
          {hasCardNumber(words) && <Banner tone="bad">{t().cardNumber}</Banner>}
          <div class="options">
            {USUAL[kind].map((one) => (
              <Button key={one} data-testid={`usual-${one}`} onClick={() => (reason.value = t()[one])}>
                {t()[one]}
              </Button>
            ))}
          </div>
        </>
      )}
    </Sheet>
  );
}
