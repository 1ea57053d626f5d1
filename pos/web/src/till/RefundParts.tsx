import { useSignal } from '@preact/signals';
import {
  Button,
  dictionary,
  formatMoney,
  Numpad,
  pick,
  type Line,
  type Money,
  type Order,
  type StoreCard,
} from '@comanda/web';
import { tenderName } from './moneyWords';
import { lineRefund, returnable, tenderLeft, type Laying, type Quantities } from './refunds';
import { typedAmount } from './sums';

const DIGITS_MAX = 9;

const t = dictionary({
  en: {
    of: (count: number) => `of ${count}`,
    less: (what: string) => `One less of ${what}`,
    more: (what: string) => `One more of ${what}`,
    to: 'To which tender?',
    last: 'Last one first',
    share: 'By share',
    left: (sum: string) => `at most ${sum}`,
    edit: 'Edit',
    typing: (what: string) => `How much to ${what}?`,
  },
  zh: {
    of: (count) => `共 ${count}`,
    less: (what) => `少退一份${what}`,
    more: (what) => `多退一份${what}`,
    to: '退到哪里？',
    last: '先退最后一笔',
    share: '按比例',
    left: (sum) => `最多 ${sum}`,
    edit: '修改',
    typing: (what) => `退多少到${what}？`,
  },
});

type LinesProps = {
  row: Order;
  lines: readonly Line[];
  quantities: Quantities;
  at: StoreCard;
  onChoose: (quantities: Quantities) => void;
};

/** How many of each line go back. */
export function RefundLines({ row, lines, quantities, at, onChoose }: LinesProps) {
  const put = (line: Line, count: number) => {
    const next = new Map(quantities);
    const most = returnable(line);
    next.set(line.id, Math.max(0, Math.min(most, count)));
    onChoose(next);
  };
  return (
    <ul class="list">
      {lines.map((line) => {
        const count = quantities.get(line.id) ?? 0;
        const name = pick(line.names);
        return (
          <li key={line.id}>
            <div class={count > 0 ? 'check-row on' : 'check-row'} data-testid="refund-line">
              <span>
                {name}
                <small>
                  {t().of(returnable(line))} · {formatMoney(lineRefund(row, line.id, Math.max(1, count)), at)}
                </small>
              </span>
              <span class="stepper">
                <Button
                  aria-label={t().less(name)}
                  data-testid="refund-less"
                  disabled={count === 0}
                  onClick={() => put(line, count - 1)}
                >
                  −
                </Button>
                <b>{count}</b>
                <Button
                  aria-label={t().more(name)}
                  data-testid="refund-more"
                  disabled={count >= returnable(line)}
                  onClick={() => put(line, count + 1)}
                >
                  +
                </Button>
              </span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

type TendersProps = {
  row: Order;
  amounts: readonly Money[];
  laying: Laying;
  at: StoreCard;
  onLaying: (laying: Laying) => void;
  onAmounts: (amounts: readonly Money[]) => void;
};

/** What goes back to each tender: laid out by a rule, and each to be changed. */
export function RefundTenders({ row, amounts, laying, at, onLaying, onAmounts }: TendersProps) {
  const editing = useSignal<number | null>(null);
  const live = row.tenders.filter((tender) => tenderLeft(tender) > 0).length;
  const rule = (one: Laying, label: string) => (
    <Button
      class={laying === one ? 'tab on' : 'tab'}
      aria-pressed={laying === one}
      data-testid={`lay-${one}`}
      onClick={() => {
        editing.value = null;
        onLaying(one);
      }}
    >
      {label}
    </Button>
  );
  const editedAt = editing.value;
  const edited = editedAt === null ? undefined : row.tenders[editedAt];
  return (
    <section class="column">
      <h3>{t().to}</h3>
      {live > 1 && (
        <div class="ways">
          {rule('last_first', t().last)}
          {rule('by_share', t().share)}
        </div>
      )}
      <ul class="list">
        {row.tenders.map((tender, index) =>
          tenderLeft(tender) <= 0 ? null : (
            <li key={tender.id}>
              <div class="check-row" data-testid="refund-tender">
                <span>
                  {tenderName(tender)}
                  <small>{t().left(formatMoney(tenderLeft(tender), at))}</small>
                </span>
                <b class="sum">{formatMoney(amounts[index] ?? 0, at)}</b>
                {live > 1 && (
                  <Button
                    aria-pressed={editedAt === index}
                    data-testid="refund-edit"
                    onClick={() => (editing.value = editedAt === index ? null : index)}
                  >
                    {t().edit}
                  </Button>
                )}
              </div>
            </li>
          ),
        )}
      </ul>
      {edited !== undefined && editedAt !== null && (
        <>
          <p class="hint" ref={(here) => here?.scrollIntoView({ block: 'start' })}>
            {t().typing(tenderName(edited))}
          </p>
          <Numpad
            value={(amounts[editedAt] ?? 0) === 0 ? '' : String(amounts[editedAt])}
            maxLength={DIGITS_MAX}
            onValue={(value) =>
              onAmounts(amounts.with(editedAt, Math.min(typedAmount(value), tenderLeft(edited))))
            }
            onEnter={() => (editing.value = null)}
          />
        </>
      )}
    </section>
  );
}
