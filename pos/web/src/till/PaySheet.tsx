import { useSignal } from '@preact/signals';
import {
  Banner,
  Button,
  dictionary,
  formatMoney,
  Numpad,
  pick,
  Sheet,
  type Money,
  type StoreCard,
} from '@comanda/web';
import { hasCardNumber } from './cardNumber';
import { checkSums } from './check';
import { applyCash, quickCash, roundToStep } from './cash';
import { CouponChoices, OwnFields } from './member/OwnWays';
import { fittingCoupons, pointsFor, pointsHere, pointsWorth, valueOf, type Fitting } from './member/owned';
import { closePanel, panel } from './panel';
import {
  chooseWay,
  firstWay,
  isMembers,
  pendingHere,
  receiptWanted,
  shownHere,
  target,
  wantReceipt,
  wayKey,
  ways,
  type Way,
} from './paying';
import { CardSlip, CodeField, Reckoning, TakeButton } from './PayParts';
import { charge } from './pending';
import { PendingCard } from './PendingParts';
import { hqAway, isTendering, member, order, shiftOpen, slip, store } from './store';
import { Promotions } from './Promotions';
import { openSplit } from './sendFirst';
import { typedAmount } from './sums';
import { take } from './take';
import { TipKeys } from './TipKeys';
import { trouble } from './trouble';

const RECEIVED_DIGITS_MAX = 9;

const t = dictionary({
  en: {
    title: 'Take payment',
    check: (number: number) => `Take payment · check ${number}`,
    rest: 'Take payment · the rest',
    due: 'To pay',
    rounded: (sum: string, by: string) => `In cash ${sum} · rounding ${by}`,
    cash: 'Cash',
    card: 'Card, other machine',
    value: 'Stored value',
    points: 'Points',
    coupon: 'Coupon',
    receipt: 'Receipt',
    yes: 'yes',
    no: 'no',
    split: 'Split…',
    noShift: 'No shift is open on this till, so it takes no cash. A card payment works.',
    openShift: 'Open shift',
    soFar: (taken: string) => `${taken} is paid already.`,
    gone: 'This check is no longer there: somebody joined it again.',
    settled: 'Nothing is left to pay here.',
    cardNumber: 'This looks like a card number. It is never kept: enter the reference on the slip instead.',
  },
  zh: {
    title: '收款',
    check: (number) => `收款 · 第 ${number} 份`,
    rest: '收款 · 其余',
    due: '应付',
    rounded: (sum, by) => `现金 ${sum} · 取整 ${by}`,
    cash: '现金',
    card: '另一台刷卡机',
    value: '储值',
    points: '积分',
    coupon: '优惠券',
    receipt: '小票',
    yes: '是',
    no: '否',
    split: '分单…',
    noShift: '这台收银还没开班，不能收现金。刷卡可以。',
    openShift: '开班',
    soFar: (taken) => `已收 ${taken}。`,
    gone: '这一份已经不在了：有人把它合回去了。',
    settled: '这里没有要付的了。',
    cardNumber: '这看起来是卡号，系统不保存卡号。请改填刷卡单上的编号。',
  },
});

/** Taking money on an order or one of its checks: exact or a note in one tap, or any mix of ways, with a tip or not. */
export function PaySheet({ checkId }: { checkId: string | null }) {
  const at = store.value;
  const to = target(checkId);
  const close = () => {
    trouble.value = null;
    closePanel();
  };
  if (at === null) return null;
  const number = to?.check?.number;
  const split = (order.value?.checks ?? []).length > 0;
  const title = number !== undefined ? t().check(number) : split ? t().rest : t().title;
  const pending = pendingHere(checkId);
  if (to === null || to.left <= 0)
    return (
      <Sheet open class="pay" title={title} onClose={close}>
        {to === null ? <Banner tone="warn">{t().gone}</Banner> : pending.length === 0 && <p>{t().settled}</p>}
        {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
        {pending.map((one) => (
          <PendingCard key={one.tender_id} orderId={slip.value.order_id} one={one} at={at} />
        ))}
      </Sheet>
    );
  return <Taking title={title} checkId={checkId} due={to.left} owed={to.owed} at={at} onClose={close} />;
}

type TakingProps = {
  title: string;
  checkId: string | null;
  due: Money;
  owed: Money;
  at: StoreCard;
  onClose: () => void;
};

/** What is typed on the sheet, and what it comes to. */
function useTaking({ checkId, due, owed, at }: Omit<TakingProps, 'title' | 'onClose'>) {
  const chosen = useSignal(firstWay(slip.peek().order_id));
  const digits = useSignal('');
  const tip = useSignal<Money>(0);
  const tipping = useSignal<'no' | 'keys' | 'typing'>('no');
  const reference = useSignal('');
  const code = useSignal('');
  const way: Way = ways.value.find((one) => wayKey(one) === chosen.value) ?? { type: 'card' };
  const typed = typedAmount(digits.value);
  const step = at.trade.cash_step;
  const kept = roundToStep(due + tip.value, step);
  const cardNumber = hasCardNumber(reference.value);
  const busy = isTendering(slip.value.order_id) || due <= 0;
  const card = member.value;
  const fitting =
    card === null ? [] : fittingCoupons(card.coupons ?? [], due, checkSums.value.total, shownHere.value);
  const most = {
    cash: due,
    card: due,
    driver: due,
    value: Math.min(due, card === null ? 0 : valueOf(card)),
    points: Math.min(
      due,
      pointsWorth(card === null ? 0 : pointsHere(card, at.trade.members, hqAway.value), at),
    ),
    coupon: fitting[0]?.takes ?? 0,
  }[way.type];
  const blocked =
    busy || most <= 0 || (way.type === 'cash' && !shiftOpen.value) || (way.type === 'card' && cardNumber);
  const amount =
    way.type === 'cash' ? typed : typed === 0 || way.type === 'coupon' ? most : Math.min(typed, most);
  const common = { tip: tip.value, printReceipt: receiptWanted.value, checkId, due, total: owed };
  const useCoupon = ({ coupon, takes, atRisk }: Fitting) => {
    if (busy) return;
    const kind = atRisk
      ? ({ type: 'coupon_at_risk', coupon } as const)
      : ({ type: 'coupon', coupon_id: coupon.id } as const);
    void take({ ...common, tip: 0, kind, amount: takes, change: 0, rounding: 0 });
  };
  const cash = (received: Money) => {
    if (blocked) return;
    const { amount: toward, change, rounding } = applyCash(received, due, tip.value, step);
    if (toward > 0)
      void take({ ...common, kind: { type: 'cash', received }, amount: toward, change, rounding });
    digits.value = '';
  };
  const go = () => {
    if (blocked) return;
    if (way.type === 'cash') {
      cash(typed === 0 ? kept : typed);
      return;
    }
    digits.value = '';
    if (way.type === 'value' || way.type === 'points') {
      const beyond = way.type === 'points' && pointsFor(amount, at) > Math.max(card?.points ?? 0, 0);
      const type = way.type === 'value' ? 'stored_value' : beyond ? 'points_at_risk' : 'points';
      const kind = { type } as const;
      void take({ ...common, tip: 0, kind, amount, change: 0, rounding: 0 });
      return;
    }
    if (way.type === 'coupon') {
      const best = fitting[0];
      if (best !== undefined) useCoupon(best);
      return;
    }
    if (way.type === 'card') {
      const kind = { type: 'card_elsewhere', reference: reference.value.trim() } as const;
      void take({ ...common, kind, amount, change: 0, rounding: 0 });
      return;
    }
    const guestCode = code.value.trim() === '' ? null : code.value.trim();
    code.value = '';
    void charge({ ...common, driver: way.driver.code, amount, guestCode });
  };
  const pick = (key: string) => {
    chosen.value = key;
    chooseWay(slip.peek().order_id, key);
    digits.value = ''; // what was counted in cash says nothing about the card
    const next = ways.peek().find((one) => wayKey(one) === key);
    if (next !== undefined && isMembers(next)) tip.value = 0;
  };
  return {
    way,
    pick,
    digits,
    tip,
    tipping,
    reference,
    code,
    typed,
    kept,
    cardNumber,
    blocked,
    amount,
    cash,
    go,
    fitting,
    useCoupon,
  };
}

function Taking({ title, checkId, due, owed, at, onClose }: TakingProps) {
  const on = useTaking({ checkId, due, owed, at });
  const { way, tip, tipping, digits } = on;
  const paid = owed - due;
  const pending = pendingHere(checkId);
  const typingTip = tipping.value === 'typing';
  return (
    <Sheet
      open
      class="pay"
      title={title}
      onClose={onClose}
      actions={
        <>
          <Toggle />
          {checkId === null && (
            <Button
              class="split-open"
              data-testid="pay-split"
              disabled={on.blocked && due <= 0}
              onClick={() => void openSplit()}
            >
              {t().split}
            </Button>
          )}
          <TakeButton {...on} due={due} at={at} scanned={on.code.value.trim() !== ''} onTake={on.go} />
        </>
      }
    >
      <p class="big-sum">
        <span>
          {t().due}
          {way.type === 'cash' && on.kept !== due + tip.value && (
            <small data-testid="rounded">
              {t().rounded(formatMoney(on.kept, at), formatMoney(on.kept - due - tip.value, at))}
            </small>
          )}
        </span>
        <output data-testid="pay-due">{formatMoney(due, at)}</output>
      </p>
      {checkId === null && <Promotions at={at} />}
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      {paid > 0 && pending.length === 0 && <p class="hint">{t().soFar(formatMoney(paid, at))}</p>}
      {pending.map((one) => (
        <PendingCard key={one.tender_id} orderId={slip.value.order_id} one={one} at={at} />
      ))}
      <Tabs way={way} onPick={on.pick} />
      {tipping.value === 'no' ? (
        <WayFields on={on} at={at} />
      ) : (
        <TipKeys
          of={due}
          tip={tip.value}
          at={at}
          typing={typingTip}
          onTip={(sum) => {
            tip.value = sum;
            tipping.value = 'no';
          }}
          onType={() => {
            tip.value = 0;
            tipping.value = 'typing';
          }}
          onDone={() => (tipping.value = 'no')}
        />
      )}
      <Reckoning
        due={due}
        given={on.amount}
        tip={tip.value}
        at={at}
        cash={way.type === 'cash'}
        open={tipping.value !== 'no'}
        onTip={isMembers(way) ? null : () => (tipping.value = tipping.value === 'no' ? 'keys' : 'no')}
      />
      {way.type !== 'coupon' && (
        <Numpad
          value={typingTip ? (tip.value === 0 ? '' : String(tip.value)) : digits.value}
          maxLength={RECEIVED_DIGITS_MAX}
          onValue={(value) => {
            if (typingTip) tip.value = typedAmount(value);
            else digits.value = value;
          }}
          onEnter={() => {
            if (typingTip) tipping.value = 'no';
            else if (on.typed > 0) on.go();
          }}
        />
      )}
    </Sheet>
  );
}

function Toggle() {
  const wanted = receiptWanted.value;
  return (
    <Button
      class="receipt"
      aria-pressed={wanted}
      data-testid="receipt-toggle"
      onClick={() => wantReceipt(!wanted)}
    >
      {t().receipt}: {wanted ? t().yes : t().no}
    </Button>
  );
}

function Tabs({ way, onPick }: { way: Way; onPick: (key: string) => void }) {
  const on = wayKey(way);
  return (
    <div class="tabs ways">
      {ways.value.map((one) => {
        const key = wayKey(one);
        const label = one.type === 'driver' ? pick(one.driver.names) : t()[one.type];
        return (
          <Button
            key={key}
            class={key === on ? 'tab on' : 'tab'}
            aria-pressed={key === on}
            data-testid={`pay-${key}`}
            onClick={() => onPick(key)}
          >
            {label}
          </Button>
        );
      })}
    </div>
  );
}

type FieldsProps = { on: ReturnType<typeof useTaking>; at: StoreCard };

function WayFields({ on, at }: FieldsProps) {
  if (on.way.type === 'card') {
    return (
      <>
        <CardSlip reference={on.reference.value} onReference={(text) => (on.reference.value = text)} />
        {on.cardNumber && <Banner tone="bad">{t().cardNumber}</Banner>}
      </>
    );
  }
  if (on.way.type === 'driver')
    return on.way.driver.kind === 'code' ? (
      <CodeField code={on.code.value} onCode={(text) => (on.code.value = text)} onEnter={on.go} />
    ) : null;
  if (on.way.type === 'value' || on.way.type === 'points')
    return <OwnFields way={on.way.type} amount={on.amount} at={at} />;
  if (on.way.type === 'coupon')
    return <CouponChoices coupons={on.fitting} at={at} busy={on.blocked} onUse={on.useCoupon} />;
  return (
    <>
      {!shiftOpen.value && (
        <Banner
          tone="warn"
          action={<Button onClick={() => (panel.value = { type: 'open_shift' })}>{t().openShift}</Button>}
        >
          {t().noShift}
        </Banner>
      )}
      <div class="quick">
        {quickCash(on.kept, at).map((sum) => (
          <Button key={sum} data-testid="cash-quick" disabled={on.blocked} onClick={() => on.cash(sum)}>
            {formatMoney(sum, at)}
          </Button>
        ))}
      </div>
    </>
  );
}
