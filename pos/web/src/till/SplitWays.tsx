import { useSignal } from '@preact/signals';
import {
  Button,
  dictionary,
  formatAmount,
  formatMoney,
  Numpad,
  pick,
  type Money,
  type Order,
  type StoreCard,
} from '@comanda/web';
import { evenShares } from './shares';
import { payExact, payOn, split } from './splitActions';
import { assign, checkSum, freeLines, lineTotals, listsOf, seatSums, type Assigned } from './splitting';
import { isTendering, shiftOpen } from './store';
import { typedAmount } from './sums';

const WAYS_OFFERED: readonly number[] = [2, 3, 4, 5, 6, 7, 8];
const CHECKS_OFFERED_MAX = 6;
const DIGITS_MAX = 9;

const t = dictionary({
  en: {
    tapLines: 'Tap what goes on this check. What is not tapped stays in the rest.',
    check: (number: number) => `New check ${number}`,
    more: '+ Check',
    cash: (sum: string) => `Cash ${sum}`,
    pay: 'Pay…',
    make: (count: number) => (count === 1 ? 'Make the check' : `Make ${count} checks`),
    seat: (seat: number) => `Seat ${seat}`,
    noSeats: 'No line has a seat. Give lines their seats first, or split another way.',
    shared: (sum: string) => `${sum} belongs to no seat and stays in the rest.`,
    bySeat: (count: number) => `Split into ${count} by seat`,
    ways: 'How many pay?',
    each: (shares: string) => `Each pays ${shares}.`,
    evenly: (count: number) => `Split into ${count}`,
    amount: 'This check pays',
    byAmount: (sum: string) => `Make a check of ${sum}`,
    left: (sum: string) => `${sum} stays in the rest.`,
  },
  zh: {
    tapLines: '点这一份要付的菜，没点的留在其余里。',
    check: (number) => `新的第 ${number} 份`,
    more: '加一份',
    cash: (sum) => `现金 ${sum}`,
    pay: '收款…',
    make: (count) => `分出 ${count} 份`,
    seat: (seat) => `${seat} 号座`,
    noSeats: '没有一行带座位。请先标座位，或换一种分法。',
    shared: (sum) => `${sum} 不属于任何座位，留在其余里。`,
    bySeat: (count) => `按座位分成 ${count} 份`,
    ways: '几个人付？',
    each: (shares) => `每人付 ${shares}。`,
    evenly: (count) => `分成 ${count} 份`,
    amount: '这一份付',
    byAmount: (sum) => `分出 ${sum}`,
    left: (sum) => `其余 ${sum}。`,
  },
});

type Props = { row: Order; at: StoreCard };

/** Tapping lines on checks. A new check can be paid at once: it is made on the way. */
export function ByItem({ row, at }: Props) {
  const assigned = useSignal<Assigned>(new Map());
  const current = useSignal(1);
  const lines = freeLines(row);
  const totals = lineTotals(row);
  const lists = listsOf(assigned.value);
  const count = Math.min(CHECKS_OFFERED_MAX, Math.max(current.value, ...lists.map((one) => one.check), 1));
  const busy = isTendering(row.id);
  const make = async () => {
    const made = await split(row, { type: 'lines', checks: lists.map((one) => one.lines) });
    if (made !== null) assigned.value = new Map();
    return made;
  };
  const payNew = async (index: number, exact: boolean) => {
    const seen = checkSum(row, lists[index]?.lines ?? []);
    const check = (await make())?.[index];
    if (check === undefined) return;
    // The store's word counts: a sum that is not the one on the button is shown before it is taken.
    if (exact && check.amount === seen) await payExact(row.id, check.id);
    else payOn(check.id);
  };
  return (
    <>
      <p class="hint">{t().tapLines}</p>
      <div class="row scroll-x" role="group">
        {Array.from({ length: count }, (_, index) => index + 1).map((number) => (
          <Button
            key={number}
            class={number === current.value ? 'tab on' : 'tab'}
            aria-pressed={number === current.value}
            data-testid={`new-check-${number}`}
            onClick={() => (current.value = number)}
          >
            {t().check(number)}
          </Button>
        ))}
        {count < CHECKS_OFFERED_MAX && lists.length > 0 && (
          <Button data-testid="more-checks" onClick={() => (current.value = count + 1)}>
            {t().more}
          </Button>
        )}
      </div>
      <ul class="list take-lines">
        {lines.map((line) => {
          const on = assigned.value.get(line.id);
          return (
            <li key={line.id}>
              <button
                type="button"
                class={on === undefined ? 'take-line' : 'take-line on'}
                aria-pressed={on !== undefined}
                data-testid="split-line"
                onClick={() => (assigned.value = assign(assigned.value, line.id, current.value))}
              >
                <span class="q">{line.quantity}</span>
                <span>{pick(line.names)}</span>
                <span class="amount">{formatAmount(totals.get(line.id) ?? 0, at)}</span>
                <span class="mark">{on ?? ''}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {lists.map(({ check, lines: ids }, index) => (
        <div class="check-row new" key={check} data-testid="new-check">
          <b>{t().check(check)}</b>
          <b class="sum">{formatMoney(checkSum(row, ids), at)}</b>
          <span class="row-acts">
            <Button data-testid="new-check-pay" disabled={busy} onClick={() => void payNew(index, false)}>
              {t().pay}
            </Button>
            <Button
              class="solid"
              data-testid="new-check-cash"
              disabled={busy || !shiftOpen.value}
              onClick={() => void payNew(index, true)}
            >
              {t().cash(formatMoney(checkSum(row, ids), at))}
            </Button>
          </span>
        </div>
      ))}
      {lists.length > 0 && (
        <Button data-testid="make-checks" onClick={() => void make()}>
          {t().make(lists.length)}
        </Button>
      )}
    </>
  );
}

/** One check for each seat. */
export function BySeat({ row, at }: Props) {
  const seats = seatSums(row);
  if (seats.length === 0) return <p class="hint">{t().noSeats}</p>;
  const shared = checkSum(
    row,
    freeLines(row)
      .filter((line) => line.details?.seat === undefined)
      .map((line) => line.id),
  );
  return (
    <>
      <dl class="facts">
        {seats.map(({ seat, sum }) => (
          <div key={seat}>
            <dt>{t().seat(seat)}</dt>
            <dd>{formatMoney(sum, at)}</dd>
          </div>
        ))}
      </dl>
      {shared > 0 && <p class="hint">{t().shared(formatMoney(shared, at))}</p>}
      <Button tone="go" data-testid="split-go" onClick={() => void split(row, { type: 'seats' })}>
        {t().bySeat(seats.length)}
      </Button>
    </>
  );
}

type RestProps = Props & { rest: Money };

/** Shares that differ by at most the smallest coin. */
export function Evenly({ row, at, rest }: RestProps) {
  const ways = useSignal(2);
  const shares = evenShares(rest, ways.value);
  const [most, least] = [shares[0] ?? 0, shares.at(-1) ?? 0];
  const each =
    most === least ? formatMoney(most, at) : `${formatMoney(least, at)} – ${formatMoney(most, at)}`;
  return (
    <>
      <h3>{t().ways}</h3>
      <div class="ways-keys">
        {WAYS_OFFERED.map((count) => (
          <Button
            key={count}
            class={count === ways.value ? 'option on' : 'option'}
            aria-pressed={count === ways.value}
            data-testid={`ways-${count}`}
            onClick={() => (ways.value = count)}
          >
            {count}
          </Button>
        ))}
      </div>
      <p class="hint" data-testid="each">
        {t().each(each)}
      </p>
      <Button
        tone="go"
        data-testid="split-go"
        onClick={() => void split(row, { type: 'even', ways: ways.value })}
      >
        {t().evenly(ways.value)}
      </Button>
    </>
  );
}

/** A check of any amount; what is left stays in the rest. */
export function ByAmount({ row, at, rest }: RestProps) {
  const digits = useSignal('');
  const amount = Math.min(typedAmount(digits.value), rest);
  const go = () => {
    if (amount <= 0) return;
    digits.value = '';
    void split(row, { type: 'amounts', amounts: [amount] });
  };
  return (
    <>
      <p class="big-sum">
        <span>{t().amount}</span>
        <output data-testid="split-amount">{formatMoney(amount, at)}</output>
      </p>
      <p class="hint">{t().left(formatMoney(rest - amount, at))}</p>
      <Numpad
        value={digits.value}
        maxLength={DIGITS_MAX}
        onValue={(value) => (digits.value = value)}
        onEnter={go}
      />
      <Button tone="go" data-testid="split-go" disabled={amount <= 0} onClick={go}>
        {t().byAmount(formatMoney(amount, at))}
      </Button>
    </>
  );
}
