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
  type StoreCard,
} from '@comanda/web';
import { quickFloats } from './cash';
import { closePanel } from './panel';
import { give, shift, shiftOpen, store } from './store';
import { typedAmount } from './sums';

const CASH_DIGITS_MAX = 9;

const t = dictionary({
  en: {
    open: 'Open shift',
    openText: 'Count the cash in the drawer and enter it as the float.',
    float: 'Float',
    openWith: (sum: string) => `Open with ${sum}`,
    opening: 'Opening…',
    opened: 'The shift is open.',
    close: 'Close shift',
    closeText:
      'Count all the cash in the drawer, float included. What should be there is shown after you count.',
    counted: 'Counted',
    closeWith: (sum: string) => `Close with ${sum}`,
    closing: 'Closing…',
    none: 'No shift is open on this till.',
    closed: 'The shift is closed',
    expected: 'Expected',
    over: 'Over',
    short: 'Short',
    even: 'The drawer is exact.',
    done: 'Done',
  },
  zh: {
    open: '开班',
    openText: '请点一下钱箱里的现金，作为备用金输入。',
    float: '备用金',
    openWith: (sum) => `以 ${sum} 开班`,
    opening: '开班中…',
    opened: '已开班。',
    close: '交班',
    closeText: '请点清钱箱里的全部现金，包括备用金。点完才显示应有多少。',
    counted: '实点',
    closeWith: (sum) => `以 ${sum} 交班`,
    closing: '交班中…',
    none: '这台收银没有开班。',
    closed: '已交班',
    expected: '应有',
    over: '长款',
    short: '短款',
    even: '钱箱分毫不差。',
    done: '完成',
  },
});

type CountProps = {
  label: string;
  digits: string;
  at: StoreCard;
  onDigits: (digits: string) => void;
  onEnter: () => void;
};

function Count({ label, digits, at, onDigits, onEnter }: CountProps) {
  return (
    <>
      <p class="big-sum">
        <span>{label}</span>
        <output data-testid="counted">{formatMoney(typedAmount(digits), at)}</output>
      </p>
      <Numpad value={digits} maxLength={CASH_DIGITS_MAX} onValue={onDigits} onEnter={onEnter} />
    </>
  );
}

/** Counting the float before the first cash. */
export function OpenShiftSheet() {
  const digits = useSignal('');
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const at = store.value;
  if (at === null) return null;
  const open = async () => {
    if (digits.value === '' || busy.value) return;
    busy.value = true;
    const outcome = await give({ type: 'open_shift', shift_id: mintId(), float: typedAmount(digits.value) });
    busy.value = false;
    if (outcome.type === 'refused') {
      refusal.value = explain(outcome);
      return;
    }
    closePanel();
    toast({ text: t().opened });
  };
  return (
    <Sheet
      open
      class="shift"
      title={t().open}
      onClose={closePanel}
      actions={
        <Button
          tone="go"
          data-testid="open-shift"
          disabled={digits.value === '' || busy.value}
          onClick={() => void open()}
        >
          {busy.value ? t().opening : t().openWith(formatMoney(typedAmount(digits.value), at))}
        </Button>
      }
    >
      <p>{t().openText}</p>
      {refusal.value !== null && <Banner tone="bad">{refusal.value}</Banner>}
      <div class="quick">
        {quickFloats(at).map((sum) => (
          <Button key={sum} data-testid="float-quick" onClick={() => (digits.value = String(sum))}>
            {formatMoney(sum, at)}
          </Button>
        ))}
      </div>
      <Count
        label={t().float}
        digits={digits.value}
        at={at}
        onDigits={(value) => (digits.value = value)}
        onEnter={() => void open()}
      />
    </Sheet>
  );
}

/** Counting the drawer at the end: blind, then what should be in it. */
export function CloseShiftSheet() {
  const digits = useSignal('');
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const result = useSignal<{ counted: Money; expected: Money; overShort: Money } | null>(null);
  const at = store.value;
  const running = shift.value;
  if (at === null) return null;
  const close = async () => {
    if (digits.value === '' || busy.value || running === null) return;
    busy.value = true;
    const counted = typedAmount(digits.value);
    const outcome = await give({ type: 'close_shift', shift_id: running.id, counted });
    busy.value = false;
    if (outcome.type === 'refused') refusal.value = explain(outcome);
    else if (outcome.result.type === 'shift') {
      const { expected, over_short } = outcome.result;
      result.value = { counted, expected, overShort: over_short ?? counted - expected };
    }
  };
  if (result.value !== null) return <Closed {...result.value} at={at} />;
  if (!shiftOpen.value) {
    return (
      <Sheet open title={t().close} onClose={closePanel}>
        <p>{t().none}</p>
      </Sheet>
    );
  }
  return (
    <Sheet
      open
      class="shift"
      title={t().close}
      onClose={closePanel}
      actions={
        <Button
          tone="go"
          data-testid="close-shift"
          disabled={digits.value === '' || busy.value}
          onClick={() => void close()}
        >
          {busy.value ? t().closing : t().closeWith(formatMoney(typedAmount(digits.value), at))}
        </Button>
      }
    >
      <p>{t().closeText}</p>
      {refusal.value !== null && <Banner tone="bad">{refusal.value}</Banner>}
      <Count
        label={t().counted}
        digits={digits.value}
        at={at}
        onDigits={(value) => (digits.value = value)}
        onEnter={() => void close()}
      />
    </Sheet>
  );
}

type ClosedProps = { counted: Money; expected: Money; overShort: Money; at: StoreCard };

function Closed({ counted, expected, overShort, at }: ClosedProps) {
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
          <dt>{overShort === 0 ? t().even : overShort > 0 ? t().over : t().short}</dt>
          <dd data-testid="over-short">{formatMoney(Math.abs(overShort), at)}</dd>
        </div>
      </dl>
    </Sheet>
  );
}
