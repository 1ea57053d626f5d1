import {
  Button,
  clockTime,
  dateTime,
  dictionary,
  formatMoney,
  type CashMovement,
  type Shift,
  type Shifts,
  type StoreCard,
} from '@comanda/web';
import { CsvButton, shownOf, useAsked, Waiting } from './asked';
import { printReport } from './printing';
import { chosenRange, RangeBar } from './RangeBar';
import { staffName } from './words';

const PATH = '/api/v1/reports/shifts';

const t = dictionary({
  en: {
    nothing: 'No drawer was opened in these days.',
    open: 'RUNNING',
    closed: (time: string) => `closed ${time}`,
    held: (name: string) => `held by ${name}`,
    float: 'Float',
    cashIn: 'Cash sales',
    cashRefunds: 'Cash refunds',
    payIns: 'Paid in',
    payOuts: 'Paid out',
    drops: 'Taken to the safe',
    expected: 'Should be in it',
    counted: 'Counted',
    over: (amount: string) => `${amount} over`,
    short: (amount: string) => `${amount} short`,
    exact: 'To the penny',
    noSales: (count: number) =>
      count === 1 ? 'Opened once without a sale' : `Opened ${count} times without a sale`,
    movements: (count: number) => `Movements (${count})`,
    pay_in: 'In',
    pay_out: 'Out',
    drop: 'To the safe',
    top_up: 'Member paid in',
    value_paid_out: 'Stored value paid out',
    allowed: (name: string) => `allowed by ${name}`,
    print: 'Print',
    denominations: 'How it was counted',
  },
  zh: {
    nothing: '这些天没有开过钱箱。',
    open: '进行中',
    closed: (time) => `${time} 交班`,
    held: (name) => `由${name}掌管`,
    float: '备用金',
    cashIn: '现金销售',
    cashRefunds: '现金退款',
    payIns: '存入',
    payOuts: '支出',
    drops: '入保险柜',
    expected: '应有',
    counted: '点款',
    over: (amount) => `多 ${amount}`,
    short: (amount) => `少 ${amount}`,
    exact: '分文不差',
    noSales: (count) => `无销售开箱 ${count} 次`,
    movements: (count) => `进出记录（${count}）`,
    pay_in: '存入',
    pay_out: '支出',
    drop: '入保险柜',
    top_up: '会员充值',
    value_paid_out: '退还储值',
    allowed: (name) => `${name}批准`,
    print: '打印',
    denominations: '清点明细',
  },
});

/** The drawer sessions: what should have been in each, what was. */
export function DrawersPart({ store }: { store: StoreCard }) {
  const range = chosenRange();
  const { said, again } = useAsked<Shifts>(PATH, range);
  const list = shownOf(said.value);
  return (
    <>
      <div class="bar">
        <RangeBar />
        <span class="space" />
        <CsvButton path={PATH} query={range} name={`drawers-${range.from}-${range.to}`} />
      </div>
      <Waiting said={said.value} again={again} />
      {list !== null && list.shifts.length === 0 && <p class="panel empty">{t().nothing}</p>}
      <ul class="cards">
        {(list?.shifts ?? []).map((shift) => (
          <Drawer key={shift.id} shift={shift} store={store} />
        ))}
      </ul>
    </>
  );
}

function Drawer({ shift, store }: { shift: Shift; store: StoreCard }) {
  const { state } = shift;
  const holder = shift.held_by ?? shift.opened_by;
  const rows: [string, number][] = [
    [t().float, shift.float],
    [t().cashIn, shift.cash_in],
    [t().cashRefunds, -(shift.cash_refunds ?? 0)],
    [t().payIns, shift.pay_ins ?? 0],
    [t().payOuts, -(shift.pay_outs ?? 0)],
    [t().drops, -(shift.drops ?? 0)],
  ];
  return (
    <li class="panel drawer" data-testid="drawer">
      <header>
        <h2>{staffName(shift.opened_by)}</h2>
        <p class="hint">
          {dateTime(shift.opened_at, store)}
          {state.type === 'closed' && ` · ${t().closed(clockTime(state.at, store))}`}
          {holder !== shift.opened_by && holder !== null && ` · ${t().held(staffName(holder))}`}
        </p>
        {state.type === 'open' ? (
          <span class="mark">{t().open}</span>
        ) : (
          <OverShort amount={state.over_short} store={store} />
        )}
      </header>
      <dl>
        {rows
          .filter(([, amount], index) => amount !== 0 || index < 2)
          .map(([label, amount]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{formatMoney(amount, store)}</dd>
            </div>
          ))}
        <div class="sum">
          <dt>{t().expected}</dt>
          <dd>{formatMoney(shift.expected, store)}</dd>
        </div>
        {state.type === 'closed' && (
          <div class="sum">
            <dt>{t().counted}</dt>
            <dd>{formatMoney(state.counted, store)}</dd>
          </div>
        )}
      </dl>
      {(shift.no_sales ?? 0) > 0 && <p class="hint">{t().noSales(shift.no_sales ?? 0)}</p>}
      <Movements movements={shift.movements ?? []} store={store} />
      {(shift.denominations ?? []).length > 0 && (
        <details>
          <summary>{t().denominations}</summary>
          <dl>
            {(shift.denominations ?? []).map(({ value, count }) => (
              <div key={value}>
                <dt>
                  {formatMoney(value, store)} × {count}
                </dt>
                <dd>{formatMoney(value * count, store)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <Button class="small" onClick={() => void printReport({ type: 'shift', shift_id: shift.id })}>
        {t().print}
      </Button>
    </li>
  );
}

function OverShort({ amount, store }: { amount: number; store: StoreCard }) {
  if (amount === 0) return <span class="mark ok">{t().exact}</span>;
  const words = formatMoney(Math.abs(amount), store);
  return <span class="mark bad">{amount > 0 ? t().over(words) : t().short(words)}</span>;
}

function Movements({ movements, store }: { movements: readonly CashMovement[]; store: StoreCard }) {
  if (movements.length === 0) return null;
  return (
    <details>
      <summary>{t().movements(movements.length)}</summary>
      <ul class="movements">
        {movements.map((one) => (
          <li key={one.id}>
            <span>
              {clockTime(one.at, store)} <b>{t()[one.kind]}</b> {one.reason}
              <small>
                {staffName(one.by)}
                {one.approved_by !== null && ` · ${t().allowed(staffName(one.approved_by))}`}
              </small>
            </span>
            <b>{formatMoney(one.amount, store)}</b>
          </li>
        ))}
      </ul>
    </details>
  );
}
