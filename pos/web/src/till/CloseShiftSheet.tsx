import { useSignal } from '@preact/signals';
import {
  Banner,
  Button,
  dictionary,
  explain,
  formatMoney,
  Numpad,
  Sheet,
  type Money,
  type Shift,
  type StoreCard,
} from '@comanda/web';
import { askWithApproval } from './approval';
import { CountKeys } from './CountKeys';
import { countedSum, countedValues, denominations, type Counts } from './denominations';
import { ordersInTheWay, stillOpen } from './openThings';
import { closePanel } from './panel';
import { orders, shift, shiftOpen, store, view } from './store';
import { typedAmount } from './sums';

const CASH_DIGITS_MAX = 9;

const t = dictionary({
  en: {
    close: 'Close shift',
    closeText:
      'Count all the cash in the drawer, float included. What should be there is shown after you count.',
    counted: 'Counted',
    closeWith: (sum: string) => `Close with ${sum}`,
    closing: 'Closing…',
    none: 'No shift is open on this till.',
    closed: 'The shift is closed',
    expected: 'Expected',
    overText: (sum: string) => `There is ${sum} more than there should be.`,
    shortText: (sum: string) => `${sum} is missing.`,
    even: 'The drawer is exact.',
    over: 'Over',
    short: 'Short',
    exact: 'Difference',
    done: 'Done',
    open: (count: number) =>
      count === 1
        ? '1 order of this till is not paid. The next shift can go on with it.'
        : `${count} orders of this till are not paid. The next shift can go on with them.`,
    leave: 'Leave them for the next shift',
  },
  zh: {
    close: '交班',
    closeText: '请点清钱箱里的全部现金，包括备用金。点完才显示应有多少。',
    counted: '实点',
    closeWith: (sum) => `以 ${sum} 交班`,
    closing: '交班中…',
    none: '这台收银没有开班。',
    closed: '已交班',
    expected: '应有',
    overText: (sum) => `比应有的多 ${sum}。`,
    shortText: (sum) => `少了 ${sum}。`,
    even: '钱箱分毫不差。',
    over: '长款',
    short: '短款',
    exact: '差额',
    done: '完成',
    open: (count) => `这台收银还有 ${count} 张单没付款，下一班可以接着办。`,
    leave: '留给下一班',
  },
});

type Result = { counted: Money; expected: Money; overShort: Money };

/** Counting the drawer at the end: blind, by note and coin, and only then what should be in it. */
export function CloseShiftSheet() {
  const result = useSignal<Result | null>(null);
  const at = store.value;
  const running = shift.value;
  if (at === null) return null;
  if (result.value !== null) return <Closed {...result.value} at={at} />;
  if (running === null || !shiftOpen.value) {
    return (
      <Sheet open title={t().close} onClose={closePanel}>
        <p>{t().none}</p>
      </Sheet>
    );
  }
  return <Counting running={running} at={at} onClosed={(closed) => (result.value = closed)} />;
}

type CountingProps = { running: Shift; at: StoreCard; onClosed: (result: Result) => void };

function useCounting({ running, at, onClosed }: CountingProps) {
  const kinds = denominations(at);
  const counts = useSignal<Counts>(new Map());
  const digits = useSignal('');
  const leave = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  /** Orders in the way, as the store counts them. */
  const said = useSignal<number | null>(null);
  const byCoin = kinds.length > 0;
  const counted = byCoin ? countedSum(kinds, counts.value) : typedAmount(digits.value);
  const touched = byCoin ? counts.value.size > 0 : digits.value !== '';
  const close = async () => {
    if (!touched || busy.value) return;
    busy.value = true;
    refusal.value = null;
    const outcome = await askWithApproval(null, {
      type: 'close_shift',
      shift_id: running.id,
      counted,
      ...(byCoin ? { denominations: countedValues(kinds, counts.value) } : {}),
      ...(leave.value ? { leave_orders: true } : {}),
      print: true,
    });
    busy.value = false;
    if (outcome.type === 'refused') {
      said.value = ordersInTheWay(outcome.rejection);
      if (said.value === null) refusal.value = explain(outcome);
    } else if (outcome.result.type === 'shift') {
      const { expected, over_short } = outcome.result;
      onClosed({ counted, expected, overShort: over_short ?? counted - expected });
    }
  };
  return { kinds, counts, digits, leave, busy, refusal, said, byCoin, counted, touched, close };
}

function Counting(props: CountingProps) {
  const { at } = props;
  const on = useCounting(props);
  const open = on.said.value ?? stillOpen(orders.value.values(), view.value.device?.id ?? '').length;
  const sum = (
    <p class="big-sum">
      <span>{t().counted}</span>
      <output data-testid="counted">{formatMoney(on.counted, at)}</output>
    </p>
  );
  return (
    <Sheet
      open
      class="shift count"
      title={t().close}
      onClose={closePanel}
      actions={
        <Button
          tone="go"
          data-testid="close-shift"
          disabled={!on.touched || on.busy.value}
          onClick={() => void on.close()}
        >
          {on.busy.value ? t().closing : t().closeWith(formatMoney(on.counted, at))}
        </Button>
      }
    >
      <p>{t().closeText}</p>
      {on.refusal.value !== null && <Banner tone="bad">{on.refusal.value}</Banner>}
      {open > 0 && (
        <Banner
          tone="warn"
          action={
            <Button
              class={on.leave.value ? 'option on' : 'option'}
              aria-pressed={on.leave.value}
              data-testid="leave-orders"
              onClick={() => (on.leave.value = !on.leave.value)}
            >
              {t().leave}
            </Button>
          }
        >
          {t().open(open)}
        </Banner>
      )}
      {on.byCoin ? (
        <CountKeys
          sum={sum}
          kinds={on.kinds}
          counts={on.counts.value}
          at={at}
          onCounts={(counts) => (on.counts.value = counts)}
        />
      ) : (
        <>
          {sum}
          <Numpad
            value={on.digits.value}
            maxLength={CASH_DIGITS_MAX}
            onValue={(value) => (on.digits.value = value)}
            onEnter={() => void on.close()}
          />
        </>
      )}
    </Sheet>
  );
}

function Closed({ counted, expected, overShort, at }: Result & { at: StoreCard }) {
  const size = formatMoney(Math.abs(overShort), at);
  return (
    <Sheet
      open
      title={t().closed}
      onClose={closePanel}
      actions={
        <Button tone="go" data-testid="done" onClick={closePanel}>
          {t().done}
        </Button>
      }
    >
      <dl class="facts">
        <div>
          <dt>{t().counted}</dt>
          <dd>{formatMoney(counted, at)}</dd>
        </div>
        <div>
          <dt>{t().expected}</dt>
          <dd data-testid="expected">{formatMoney(expected, at)}</dd>
        </div>
        <div class="called">
          <dt>{overShort === 0 ? t().exact : overShort > 0 ? t().over : t().short}</dt>
          <dd data-testid="over-short">{size}</dd>
        </div>
      </dl>
      <p data-testid="over-short-words">
        {overShort === 0 ? t().even : overShort > 0 ? t().overText(size) : t().shortText(size)}
      </p>
    </Sheet>
  );
}
