import { useSignal } from '@preact/signals';
import {
  Banner,
  Button,
  dictionary,
  explain,
  formatMoney,
  mintId,
  Numpad,
  pick,
  Sheet,
  type Order,
  type ReductionKind,
  type ReductionReason,
  type StoreCard,
} from '@comanda/web';
import { askWithApproval } from './approval';
import { REDUCTION_REASONS, reductionReasonName } from './moneyWords';
import { closePanel } from './panel';
import { percent, reducible, reductionsOf, takenOff, typedPpm } from './reductions';
import { order, revisionOf, slip, store } from './store';
import { typedAmount } from './sums';

const PERCENTS: readonly number[] = [50_000, 100_000, 200_000, 500_000];
const DIGITS_MAX = 8;

const t = dictionary({
  en: {
    line: (what: string) => `Discount on ${what}`,
    order: 'Discount on the order',
    sending: 'The order is on its way to the store server…',
    percent: 'Percent',
    amount: 'Amount',
    comp: 'Free',
    other: 'Other…',
    typePercent: 'Any other percentage, with one decimal: 125 is 12.5 %.',
    compText: 'It was made and is given free. It stays on the slip and in the report.',
    takes: 'Takes off',
    why: 'Why? The reason stands on the slip and in the report.',
    given: 'Given already',
    back: 'Take back',
    nothing: 'Nothing is left to reduce here.',
  },
  zh: {
    line: (what) => `折扣：${what}`,
    order: '整单折扣',
    sending: '单子正在送往门店服务器…',
    percent: '按比例',
    amount: '按金额',
    comp: '免单',
    other: '其他…',
    typePercent: '其他比例，带一位小数：125 是 12.5 %。',
    compText: '已经做好，免费送。单子和报表上会留底。',
    takes: '减去',
    why: '为什么？原因会写在单子和报表上。',
    given: '已给的折扣',
    back: '取消',
    nothing: '这里没有可减的了。',
  },
});

const KINDS = ['percent', 'amount', 'comp'] as const;

/** A discount or something given free, on a line or (`lineId` null) on the order: how much, then why. */
export function ReduceSheet({ lineId }: { lineId: string | null }) {
  const row = order.value;
  const at = store.value;
  if (at === null) return null;
  const line = row?.lines.find((one) => one.id === lineId);
  const title = line === undefined ? t().order : t().line(`${line.quantity} × ${pick(line.names)}`);
  return (
    <Sheet open class="reduce" title={title} onClose={closePanel}>
      {row === null ? <p>{t().sending}</p> : <Reduce row={row} lineId={lineId} at={at} />}
    </Sheet>
  );
}

type Props = { row: Order; lineId: string | null; at: StoreCard };

function Reduce({ row, lineId, at }: Props) {
  const kind = useSignal<(typeof KINDS)[number]>('percent');
  const ppm = useSignal<number | null>(null);
  const digits = useSignal('');
  const typing = useSignal(false);
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const left = reducible(row, lineId);
  const typed = typedPpm(digits.value);
  const rate = typing.value ? typed : ppm.value;
  const chosen: ReductionKind | null =
    kind.value === 'comp'
      ? { type: 'comp' }
      : kind.value === 'percent'
        ? rate === null
          ? null
          : { type: 'percent', ppm: rate }
        : typedAmount(digits.value) > 0
          ? { type: 'amount', amount: Math.min(typedAmount(digits.value), left) }
          : null;
  const give = async (reason: ReductionReason) => {
    if (chosen === null || busy.value) return;
    busy.value = true;
    const outcome = await askWithApproval(row.id, {
      type: 'reduce',
      order_id: row.id,
      revision: revisionOf(slip.peek()),
      reduction: { reduction_id: mintId(), line_id: lineId, kind: chosen, reason },
    });
    busy.value = false;
    if (outcome.type === 'accepted') closePanel();
    else trouble.value = explain(outcome);
  };
  return (
    <>
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      <GivenList row={row} lineId={lineId} at={at} onTrouble={(text) => (trouble.value = text)} />
      {left <= 0 ? (
        <p class="hint">{t().nothing}</p>
      ) : (
        <>
          <div class="tabs ways">
            {KINDS.map((one) => (
              <Button
                key={one}
                class={one === kind.value ? 'tab on' : 'tab'}
                aria-pressed={one === kind.value}
                data-testid={`reduce-${one}`}
                onClick={() => {
                  kind.value = one;
                  digits.value = '';
                }}
              >
                {t()[one]}
              </Button>
            ))}
          </div>
          {kind.value === 'percent' && (
            <div class="quick five">
              {PERCENTS.map((one) => (
                <Button
                  key={one}
                  class={rate === one ? 'option on' : 'option'}
                  aria-pressed={rate === one}
                  data-testid={`percent-${one / 10_000}`}
                  onClick={() => {
                    ppm.value = one;
                    typing.value = false;
                  }}
                >
                  {percent(one)}
                </Button>
              ))}
              <Button
                class={typing.value ? 'option on' : 'option'}
                aria-pressed={typing.value}
                data-testid="percent-other"
                onClick={() => {
                  typing.value = true;
                  digits.value = '';
                }}
              >
                {t().other}
              </Button>
            </div>
          )}
          {kind.value === 'comp' && <p class="hint">{t().compText}</p>}
          {kind.value === 'percent' && typing.value && <p class="hint">{t().typePercent}</p>}
          {(kind.value === 'amount' || (kind.value === 'percent' && typing.value)) && (
            <Numpad
              value={digits.value}
              maxLength={kind.value === 'percent' ? 4 : DIGITS_MAX}
              onValue={(value) => (digits.value = value)}
            />
          )}
          <p class="big-sum">
            <span>
              {t().takes}
              {chosen?.type === 'percent' && <small>{percent(chosen.ppm)}</small>}
            </span>
            <output data-testid="takes-off">
              {formatMoney(chosen === null ? 0 : -takenOff(chosen, left), at)}
            </output>
          </p>
          <p class="hint">{t().why}</p>
          <div class="reasons two">
            {REDUCTION_REASONS.map((reason) => (
              <Button
                key={reason}
                data-testid={`why-${reason}`}
                disabled={chosen === null || busy.value}
                onClick={() => void give(reason)}
              >
                {reductionReasonName(reason)}
              </Button>
            ))}
          </div>
        </>
      )}
    </>
  );
}

function GivenList({ row, lineId, at, onTrouble }: Props & { onTrouble: (text: string) => void }) {
  const here = reductionsOf(row).filter(({ line }) => (line?.id ?? null) === lineId);
  if (here.length === 0) return null;
  const takeBack = async (reductionId: string) => {
    const outcome = await askWithApproval(row.id, {
      type: 'remove_reduction',
      order_id: row.id,
      revision: revisionOf(slip.peek()),
      reduction_id: reductionId,
    });
    if (outcome.type === 'refused') onTrouble(explain(outcome));
  };
  return (
    <section>
      <h3>{t().given}</h3>
      <ul class="list">
        {here.map(({ reduction, amount }) => (
          <li key={reduction.id}>
            <div class="check-row">
              <b>
                {reduction.kind.type === 'percent' ? `${percent(reduction.kind.ppm)} · ` : ''}
                {reductionReasonName(reduction.reason)}
              </b>
              <b class="sum">{formatMoney(-amount, at)}</b>
              <Button data-testid="take-back" onClick={() => void takeBack(reduction.id)}>
                {t().back}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
