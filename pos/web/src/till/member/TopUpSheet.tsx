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
  type Money,
} from '@comanda/web';
import { hasCardNumber } from '../cardNumber';
import { CardSlip } from '../PayParts';
import { panel } from '../panel';
import { give, member, refreshMember, shiftOpen, store } from '../store';
import { typedAmount } from '../sums';
import { giftFor } from './owned';

const DIGITS_MAX = 8;
/** Offered where the shop gives nothing for paying in, in major units. */
const USUAL_MAJORS = [20, 50, 100];

const t = dictionary({
  en: {
    title: (name: string) => `Take money in for ${name}`,
    amount: 'Paid in',
    gift: (sum: string) => `and ${sum} as a gift`,
    cash: 'Cash',
    card: 'Card, other machine',
    plus: (sum: string, gift: string) => `${sum} + ${gift}`,
    take: (sum: string) => `Take ${sum} in`,
    noShift: 'No shift is open on this till, so it takes no cash. A card payment works.',
    done: (sum: string) => `${sum} is on the member’s card.`,
    cardNumber: 'This looks like a card number. It is never kept: enter the reference on the slip instead.',
  },
  zh: {
    title: (name) => `给 ${name} 充值`,
    amount: '充值',
    gift: (sum) => `另送 ${sum}`,
    cash: '现金',
    card: '另一台刷卡机',
    plus: (sum, gift) => `${sum} 送 ${gift}`,
    take: (sum) => `收 ${sum}`,
    noShift: '这台收银还没开班，不能收现金。刷卡可以。',
    done: (sum) => `${sum} 已充到会员卡。`,
    cardNumber: '这看起来是卡号，系统不保存卡号。请改填刷卡单上的编号。',
  },
});

/** A member pays in: the steps that bring a gift in one tap, any other amount by the keys. */
export function TopUpSheet() {
  const card = member.value;
  const at = store.value;
  const digits = useSignal('');
  const byCard = useSignal(!shiftOpen.peek());
  const reference = useSignal('');
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  if (card === null || at === null) return null;
  const rules = at.trade.members;
  const amount = typedAmount(digits.value);
  const gift = giftFor(amount, rules);
  const money = (sum: Money) => formatMoney(sum, at);
  const back = () => (panel.value = { type: 'member_card' });
  const cardNumber = byCard.value && hasCardNumber(reference.value);
  const noDrawer = !byCard.value && !shiftOpen.value;
  const ready = amount > 0 && !busy.value && !cardNumber && !noDrawer;
  const steps = rules.top_up_gifts.map((step) => step.from);
  const usual = steps.length > 0 ? steps : USUAL_MAJORS.map((major) => major * 10 ** at.currency_exponent);
  const take = async () => {
    if (!ready) return;
    busy.value = true;
    const outcome = await give({
      type: 'top_up',
      member_id: card.id,
      movement_id: mintId(),
      amount,
      paid: byCard.value ? { type: 'card_elsewhere', reference: reference.value.trim() } : { type: 'cash' },
    });
    busy.value = false;
    if (outcome.type === 'refused') {
      trouble.value = explain(outcome);
      return;
    }
    await refreshMember();
    toast({ text: t().done(money(amount + gift)) });
    back();
  };
  const tab = (card: boolean, label: string, test: string) => (
    <Button
      class={byCard.value === card ? 'tab on' : 'tab'}
      aria-pressed={byCard.value === card}
      data-testid={test}
      onClick={() => (byCard.value = card)}
    >
      {label}
    </Button>
  );
  return (
    <Sheet
      open
      class="top-up"
      title={t().title(card.name === '' ? card.phone_masked : card.name)}
      onClose={back}
      actions={
        <Button tone="go" data-testid="top-up-take" disabled={!ready} onClick={() => void take()}>
          {t().take(money(amount))}
        </Button>
      }
    >
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      <p class="big-sum">
        <span>
          {t().amount}
          {gift > 0 && <small data-testid="top-up-gift">{t().gift(money(gift))}</small>}
        </span>
        <output data-testid="top-up-amount">{money(amount)}</output>
      </p>
      <div class="tabs ways">
        {tab(false, t().cash, 'top-up-cash')}
        {tab(true, t().card, 'top-up-card')}
      </div>
      {noDrawer && <Banner tone="warn">{t().noShift}</Banner>}
      {byCard.value && (
        <CardSlip reference={reference.value} onReference={(text) => (reference.value = text)} />
      )}
      {cardNumber && <Banner tone="bad">{t().cardNumber}</Banner>}
      <div class="quick">
        {usual.map((sum) => {
          const extra = giftFor(sum, rules);
          return (
            <Button key={sum} data-testid="top-up-usual" onClick={() => (digits.value = String(sum))}>
              {extra > 0 ? t().plus(money(sum), money(extra)) : money(sum)}
            </Button>
          );
        })}
      </div>
      <Numpad
        value={digits.value}
        maxLength={DIGITS_MAX}
        onValue={(value) => (digits.value = value)}
        onEnter={() => void take()}
      />
    </Sheet>
  );
}
