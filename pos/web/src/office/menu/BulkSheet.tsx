import { useSignal } from '@preact/signals';
import { Button, dictionary, formatMoney, pick, Sheet, toast, type StoreCard } from '@comanda/web';
import { amountText, parseAmount, parsePercent } from '../amount';
import { SelectField, TextField } from '../fields';
import { priceChanges, repriced, type PriceChange, type Raise } from './bulk';
import { put, working } from './state';

const PREVIEW_MAX = 100;
/** Roundings offered, in minor units of a currency with two places. */
const STEPS = [1, 5, 10, 50, 100] as const;

const t = dictionary({
  en: {
    title: 'Change prices',
    lead: 'Nothing changes at the tills before you publish. Open prices and price rules stay as they are.',
    which: 'Which items',
    all: 'All items',
    by: 'Change by',
    byHint: 'For example 5 % or −0.50. A minus sign lowers.',
    percent: '%',
    how: 'Unit',
    rounding: 'Round to',
    wrong: 'Not a number. For example 5 or −2.5.',
    preview: (count: number) => (count === 1 ? '1 price would change' : `${count} prices would change`),
    none: 'No price would change.',
    more: (count: number) => `and ${count} more`,
    apply: 'Put into the draft',
    applied: (count: number) => `${count} prices changed in the draft.`,
    undo: 'Undo',
  },
  zh: {
    title: '批量调价',
    lead: '发布之前收银台不变。时价和价格规则不受影响。',
    which: '哪些商品',
    all: '全部商品',
    by: '调整',
    byHint: '例如 5% 或 −0.50，负号为降价。',
    percent: '%',
    how: '单位',
    rounding: '取整到',
    wrong: '不是数字。例如 5 或 −2.5。',
    preview: (count) => `将有 ${count} 个价格变化`,
    none: '没有价格变化。',
    more: (count) => `还有 ${count} 个`,
    apply: '放入草稿',
    applied: (count) => `草稿里改了 ${count} 个价格。`,
    undo: '撤销',
  },
});

type Props = { open: boolean; store: StoreCard; category: string | null; onClose: () => void };

/** Raises or lowers the prices of many items, shown before it is put into the draft. */
export function BulkSheet({ open, store, category, onClose }: Props) {
  return open ? <BulkForm {...{ open, store, category, onClose }} /> : null;
}

function BulkForm({ store, category, onClose }: Props) {
  const which = useSignal(category ?? '');
  const text = useSignal('5');
  const unit = useSignal<'percent' | 'amount'>('percent');
  const rounding = useSignal('5');
  const raise = readRaise(text.value, unit.value, store.currency_exponent);
  const items = working.value.items.filter((item) => which.value === '' || item.category === which.value);
  const changes = raise === null ? [] : priceChanges(items, raise, Number(rounding.value));
  const apply = () => {
    const run = put(...repriced(changes).map((item) => ({ type: 'put_item', item }) as const));
    toast({ text: t().applied(changes.length), action: { label: t().undo, run } });
    onClose();
  };
  return (
    <Sheet
      open
      title={t().title}
      onClose={onClose}
      actions={
        <Button tone="go" disabled={changes.length === 0} data-testid="bulk-apply" onClick={apply}>
          {t().apply}
        </Button>
      }
    >
      <div class="stack">
        <p class="hint">{t().lead}</p>
        <SelectField
          label={t().which}
          value={which.value}
          options={[
            { value: '', label: t().all },
            ...working.value.categories.map(({ code, names }) => ({ value: code, label: pick(names) })),
          ]}
          onValue={(value) => (which.value = value)}
        />
        <div class="grid-2">
          <TextField
            label={t().by}
            hint={raise === null ? t().wrong : t().byHint}
            bad={raise === null}
            value={text.value}
            testId="bulk-by"
            onValue={(value) => (text.value = value)}
          />
          <SelectField
            label={t().how}
            value={unit.value}
            options={[
              { value: 'percent', label: t().percent },
              { value: 'amount', label: store.currency },
            ]}
            onValue={(value) => (unit.value = value === 'amount' ? 'amount' : 'percent')}
          />
          <SelectField
            label={t().rounding}
            value={rounding.value}
            options={STEPS.map((step) => ({
              value: String(step),
              label: amountText(step, store.currency_exponent),
            }))}
            onValue={(value) => (rounding.value = value)}
          />
        </div>
        <PriceTable changes={changes} store={store} />
      </div>
    </Sheet>
  );
}

function PriceTable({ changes, store }: { changes: readonly PriceChange[]; store: StoreCard }) {
  return (
    <>
      <p role="status">
        <b>{changes.length === 0 ? t().none : t().preview(changes.length)}</b>
      </p>
      {changes.length > 0 && (
        <div class="table-box">
          <table data-testid="bulk-preview">
            <tbody>
              {changes.slice(0, PREVIEW_MAX).map(({ item, size, from, to }) => {
                const named = (item.sizes ?? []).find((one) => one.id === size);
                return (
                  <tr key={`${item.id} ${size ?? ''}`}>
                    <th scope="row" class="text">
                      {pick(item.names)} {named !== undefined && <small>{pick(named.names)}</small>}
                    </th>
                    <td>{formatMoney(from, store)}</td>
                    <td>
                      → <b>{formatMoney(to, store)}</b>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          {changes.length > PREVIEW_MAX && <p class="empty">{t().more(changes.length - PREVIEW_MAX)}</p>}
        </div>
      )}
    </>
  );
}

function readRaise(text: string, unit: 'percent' | 'amount', exponent: number): Raise | null {
  const plain = text.replace('−', '-').replace('+', '');
  if (unit === 'percent') {
    const ppm = parsePercent(plain);
    return ppm === null ? null : { type: 'percent', ppm };
  }
  const minor = parseAmount(plain, exponent);
  return minor === null ? null : { type: 'amount', minor };
}
