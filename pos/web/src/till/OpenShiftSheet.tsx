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
  type StoreCard,
} from '@comanda/web';
import { quickFloats } from './cash';
import { closePanel } from './panel';
import { give, store } from './store';
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
  },
  zh: {
    open: '开班',
    openText: '请点一下钱箱里的现金，作为备用金输入。',
    float: '备用金',
    openWith: (sum) => `以 ${sum} 开班`,
    opening: '开班中…',
    opened: '已开班。',
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
