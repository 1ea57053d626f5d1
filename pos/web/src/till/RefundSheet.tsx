import { useSignal } from '@preact/signals';
import {
  Banner,
  Button,
  dayAt,
  dictionary,
  explain,
  formatMoney,
  listed,
  mintId,
  orderNumber,
  Sheet,
  type Money,
  type Order,
  type RefundReason,
  type StoreCard,
} from '@comanda/web';
import { askWithApproval } from './approval';
import { REFUND_REASONS, refundReasonName } from './moneyWords';
import { closePanel, panel } from './panel';
import { receiptWanted } from './paying';
import { RefundLines, RefundTenders } from './RefundParts';
import { refundOrder } from './refundState';
import {
  lay,
  memberBack,
  missing,
  pointsBack,
  receiptNumbers,
  refundLines,
  refundSum,
  refundTenders,
  returnableLines,
  type Laying,
  type Quantities,
} from './refunds';
import { connection, store } from './store';

const t = dictionary({
  en: {
    title: (no: string, receipts: string) => `Give back · ${no} · receipt ${receipts}`,
    what: 'What goes back?',
    all: 'Everything',
    nothing: 'Everything on this receipt was given back already.',
    sum: 'Goes back',
    points: (points: number) =>
      points === 1
        ? '1 point is taken back from the member.'
        : `${points} points are taken back from the member.`,
    toMember: (what: string) => `Back on the member’s card: ${what}.`,
    backPoints: (points: number) => (points === 1 ? '1 point' : `${points} points`),
    backValue: (sum: string) => `${sum} stored value`,
    backGift: (sum: string) => `${sum} gift`,
    now: (sum: string) => `the coupon of ${sum}`,
    later: (sum: string) => `the coupon of ${sum} only with the rest of what it paid`,
    never: (sum: string) => `the coupon of ${sum} not, its last day is over`,
    why: 'Why? The money goes back as shown above.',
    off: (sum: string) => `The tenders must come to what the lines do: ${sum} is missing.`,
    over: (sum: string) => `The tenders must come to what the lines do: ${sum} is too much.`,
    judged: (sum: string) => `The store server reckons ${sum} for these lines.`,
    done: 'Given back',
    cash: 'Cash to hand to the guest',
    noCash: 'No cash to hand out',
    number: (number: number) => `Refund ${number}`,
    pointsBack: 'Points taken back',
    more: 'Another receipt',
    finish: 'Done',
  },
  zh: {
    title: (no, receipts) => `退款 · ${no} · 小票 ${receipts}`,
    what: '退什么？',
    all: '全部',
    nothing: '这张小票已经全部退过了。',
    sum: '退还',
    points: (points) => `会从会员扣回 ${points} 分。`,
    toMember: (what) => `退回会员卡：${what}。`,
    backPoints: (points) => `${points} 积分`,
    backValue: (sum) => `储值 ${sum}`,
    backGift: (sum) => `赠送 ${sum}`,
    now: (sum) => `${sum} 的券`,
    later: (sum) => `${sum} 的券要等全部退完才退回`,
    never: (sum) => `${sum} 的券已过期，不退回`,
    why: '为什么？钱按上面所示退回。',
    off: (sum) => `退回各付款方式的钱要等于所退的菜：还差 ${sum}。`,
    over: (sum) => `退回各付款方式的钱要等于所退的菜：多了 ${sum}。`,
    judged: (sum) => `门店服务器算出这些应退 ${sum}。`,
    done: '已退款',
    cash: '给客人的现金',
    noCash: '不用给现金',
    number: (number) => `退款 ${number}`,
    pointsBack: '扣回积分',
    more: '另一张小票',
    finish: '完成',
  },
});

type Result = { number: number; amount: Money; cash: Money; points: number };

/** Giving money back on what was paid: which units, to which tenders, why; then what to hand to the guest. */
export function RefundSheet() {
  const row = refundOrder.value;
  const at = store.value;
  const result = useSignal<Result | null>(null);
  if (row === null || at === null) return null;
  if (result.value !== null) return <Refunded result={result.value} at={at} />;
  return <Refunding row={row} at={at} onDone={(done) => (result.value = done)} />;
}

type Props = { row: Order; at: StoreCard; onDone: (result: Result) => void };

function useRefunding({ row, onDone }: Props) {
  const quantities = useSignal<Quantities>(new Map());
  const laying = useSignal<Laying>('last_first');
  /** What each tender gets where somebody typed it; else as laid. */
  const typed = useSignal<readonly Money[] | null>(null);
  /** What the lines come to by the store's word, where it said another sum. */
  const judged = useSignal<Money | null>(null);
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const sum = judged.value ?? refundSum(row, quantities.value);
  const amounts = typed.value ?? lay(row, sum, laying.value);
  const choose = (next: Quantities) => {
    quantities.value = next;
    typed.value = null;
    judged.value = null;
  };
  const give = async (reason: RefundReason) => {
    if (busy.value || missing(amounts, sum) !== 0) return;
    busy.value = true;
    trouble.value = null;
    const outcome = await askWithApproval(row.id, {
      type: 'refund_order',
      order_id: row.id,
      revision: row.revision,
      refund_id: mintId(),
      lines: refundLines(quantities.value),
      tenders: refundTenders(row, amounts),
      reason,
      print_receipt: receiptWanted.peek(),
    });
    busy.value = false;
    if (outcome.type === 'accepted') {
      if (outcome.result.type === 'refunded') onDone(outcome.result);
    } else if (outcome.rejection.code === 'refund_does_not_sum') {
      judged.value = outcome.rejection.lines;
      typed.value = null;
    } else trouble.value = explain(outcome);
  };
  return { quantities, choose, laying, typed, judged, busy, trouble, sum, amounts, give };
}

function Refunding(props: Props) {
  const { row, at } = props;
  const on = useRefunding(props);
  const lines = returnableLines(row);
  const open = missing(on.amounts, on.sum);
  const points = pointsBack(row, on.sum);
  const numbers = receiptNumbers(row).join(', ');
  return (
    <Sheet
      open
      class="refund"
      title={t().title(orderNumber(row.channel, row.number), numbers)}
      onClose={closePanel}
    >
      {on.trouble.value !== null && <Banner tone="bad">{on.trouble.value}</Banner>}
      {lines.length === 0 ? (
        <p>{t().nothing}</p>
      ) : (
        <>
          <div class="head-row">
            <h3>{t().what}</h3>
            <Button
              data-testid="refund-all"
              onClick={() =>
                on.choose(
                  new Map(lines.map((line) => [line.id, line.quantity - (line.details?.refunded ?? 0)])),
                )
              }
            >
              {t().all}
            </Button>
          </div>
          <RefundLines
            row={row}
            lines={lines}
            quantities={on.quantities.value}
            at={at}
            onChoose={on.choose}
          />
          <p class="big-sum">
            <span>{t().sum}</span>
            <output data-testid="refund-sum">{formatMoney(on.sum, at)}</output>
          </p>
          {on.judged.value !== null && (
            <Banner tone="warn">{t().judged(formatMoney(on.judged.value, at))}</Banner>
          )}
          {on.sum > 0 && (
            <RefundTenders
              row={row}
              amounts={on.amounts}
              laying={on.laying.value}
              at={at}
              onLaying={(laying) => {
                on.laying.value = laying;
                on.typed.value = null;
              }}
              onAmounts={(amounts) => (on.typed.value = amounts)}
            />
          )}
          {open !== 0 && (
            <Banner tone="warn">
              {open > 0 ? t().off(formatMoney(open, at)) : t().over(formatMoney(-open, at))}
            </Banner>
          )}
          <BackToMember row={row} amounts={on.amounts} at={at} />
          {points > 0 && (
            <p class="hint" data-testid="points-back">
              {t().points(points)}
            </p>
          )}
          <p class="hint">{t().why}</p>
          <div class="reasons two">
            {REFUND_REASONS.map((reason) => (
              <Button
                key={reason}
                data-testid={`refund-${reason}`}
                disabled={on.sum <= 0 || open !== 0 || on.busy.value}
                onClick={() => void on.give(reason)}
              >
                {refundReasonName(reason)}
              </Button>
            ))}
          </div>
        </>
      )}
    </Sheet>
  );
}

/** What the refund puts back on the member's card, before anybody confirms it. */
function BackToMember({ row, amounts, at }: { row: Order; amounts: readonly Money[]; at: StoreCard }) {
  const now = connection.value?.serverNow() ?? Date.now();
  const { points, principal, gift, coupons } = memberBack(
    row,
    amounts,
    dayAt(now, at.time_zone, at.day_cut_off_minutes),
  );
  const money = (sum: Money) => formatMoney(sum, at);
  const words = [
    ...(points > 0 ? [t().backPoints(points)] : []),
    ...(principal > 0 ? [t().backValue(money(principal))] : []),
    ...(gift > 0 ? [t().backGift(money(gift))] : []),
    ...coupons.map(({ coupon, back }) => t()[back](money(coupon.worth))),
  ];
  return words.length === 0 ? null : (
    <p class="hint" data-testid="member-back">
      {t().toMember(listed(words))}
    </p>
  );
}

function Refunded({ result, at }: { result: Result; at: StoreCard }) {
  const { number, amount, cash, points } = result;
  return (
    <Sheet
      open
      class="refunded"
      title={t().done}
      onClose={closePanel}
      actions={
        <>
          <Button onClick={() => (panel.value = { type: 'find_receipt' })}>{t().more}</Button>
          <Button tone="go" data-testid="done" autofocus onClick={closePanel}>
            {t().finish}
          </Button>
        </>
      }
    >
      <p class={cash > 0 ? 'change-due' : 'change-due none'} data-testid="refund-cash">
        <span>{cash > 0 ? t().cash : t().noCash}</span>
        {cash > 0 && <output>{formatMoney(cash, at)}</output>}
      </p>
      <dl class="facts">
        <div>
          <dt>{t().number(number)}</dt>
          <dd data-testid="refunded">{formatMoney(amount, at)}</dd>
        </div>
        {points > 0 && (
          <div>
            <dt>{t().pointsBack}</dt>
            <dd>{points}</dd>
          </div>
        )}
      </dl>
    </Sheet>
  );
}
