import { useSignal } from '@preact/signals';
import {
  businessDay,
  Button,
  dateTime,
  dictionary,
  formatMoney,
  type CommissionLine,
  type CommissionLines,
  type CommissionRow,
  type Commissions,
  type Money,
  type StoreCard,
  type Touch,
} from '@comanda/web';
import { percentText } from '../amount';
import { CsvButton, shownOf, useAsked, Waiting } from '../reports/asked';
import { DataTable, word, type Column } from '../reports/DataTable';
import { chosenRange, RangeBar } from '../reports/RangeBar';
import { personalCode, staffName } from '../reports/words';

const PATH = '/api/v1/reports/commissions';

const t = dictionary({
  en: {
    caption: 'Commission by person',
    linesOf: (name: string) => `Commission of ${name}, line by line`,
    staff: 'Who',
    code: 'Personal code',
    first: 'Brought the guest',
    last: 'Served them before',
    served: 'Served them',
    takenBack: 'Taken back',
    total: 'Left',
    lines: 'Lines',
    all: 'Everybody',
    order: 'Order',
    touch: 'For',
    when: 'When',
    day: 'Business day',
    amount: 'Amount',
    open: (name: string) => `Lines of ${name}`,
    rates: (first: string, last: string, served: string) =>
      `Of what a member pays: ${first} % to whoever brought them, ${last} % to whoever served them the time before, ${served} % to whoever serves them. A refund takes the same part back, on the order’s own day.`,
    off: 'No commission is set: give [trade.members.commission] in store.toml its rates. What was earned before still stands here.',
    empty: 'Nobody earned a commission in these days.',
  },
  zh: {
    caption: '员工提成',
    linesOf: (name) => `${name} 的提成明细`,
    staff: '员工',
    code: '个人码',
    first: '带来客人',
    last: '上次服务',
    served: '本次服务',
    takenBack: '退款扣回',
    total: '合计',
    lines: '明细',
    all: '所有人',
    order: '单号',
    touch: '因为',
    when: '时间',
    day: '营业日',
    amount: '金额',
    open: (name) => `${name} 的明细`,
    rates: (first, last, served) =>
      `按会员实付计：带来客人的得 ${first}%，上次服务的得 ${last}%，本次服务的得 ${served}%。退款按同样比例扣回，算在原单的营业日。`,
    off: '还没有设置提成：请在 store.toml 的 [trade.members.commission] 里写比例。以前得到的仍列在这里。',
    empty: '这些天没有人得提成。',
  },
});

/** What staff earned with what members bought: by person, and each line of one. */
export function CommissionPart({ store }: { store: StoreCard }) {
  const range = chosenRange();
  const { said, again } = useAsked<Commissions>(PATH, range);
  const open = useSignal<string | null>(null);
  const found = shownOf(said.value);
  const { first_ppm, last_ppm, served_ppm } = store.trade.members.commission;
  const off = first_ppm + last_ppm + served_ppm === 0;
  return (
    <>
      <div class="bar">
        <RangeBar />
        <span class="space" />
        <CsvButton path={PATH} query={range} name={`commissions-${range.from}-${range.to}`} />
      </div>
      <Waiting said={said.value} again={again} />
      {found !== null && open.value === null && (
        <div class="report">
          <DataTable
            caption={t().caption}
            testId="commissions"
            rows={found.rows}
            empty={t().empty}
            columns={columns(store, (id) => (open.value = id))}
            keyOf={(row) => row.staff_id}
          />
          <p class="hint">
            {off
              ? t().off
              : t().rates(percentText(first_ppm), percentText(last_ppm), percentText(served_ppm))}
          </p>
        </div>
      )}
      {open.value !== null && (
        <Lines key={open.value} staffId={open.value} store={store} onBack={() => (open.value = null)} />
      )}
    </>
  );
}

type LinesProps = { staffId: string; store: StoreCard; onBack: () => void };

function Lines({ staffId, store, onBack }: LinesProps) {
  const { said, again } = useAsked<CommissionLines>(`${PATH}/${staffId}`, chosenRange());
  const found = shownOf(said.value);
  return (
    <>
      <div class="bar">
        <Button data-testid="commission-all" onClick={onBack}>
          {t().all}
        </Button>
        <b>{staffName(staffId)}</b>
      </div>
      <Waiting said={said.value} again={again} />
      {found !== null && (
        <div class="report">
          <DataTable
            caption={t().linesOf(staffName(staffId))}
            testId="commission-lines"
            rows={found.lines}
            columns={lineColumns(store)}
            keyOf={(line) => `${line.at} ${line.order_id} ${line.touch}`}
          />
        </div>
      )}
    </>
  );
}

function columns(store: StoreCard, onOpen: (id: string) => void): Column<CommissionRow>[] {
  const sum = (name: string, title: string, of: (row: CommissionRow) => Money): Column<CommissionRow> => ({
    name,
    title,
    sort: of,
    show: (row) => formatMoney(of(row), store),
  });
  return [
    word('staff', t().staff, (row: CommissionRow) => staffName(row.staff_id)),
    word('code', t().code, (row: CommissionRow) => personalCode(row.staff_id)),
    sum('first', t().first, (row) => row.first),
    sum('last', t().last, (row) => row.last),
    sum('served', t().served, (row) => row.served),
    sum('taken-back', t().takenBack, (row) => row.taken_back),
    sum('total', t().total, (row) => row.total),
    {
      name: 'lines',
      title: t().lines,
      sort: (row) => row.total,
      show: (row) => (
        <Button
          data-testid="commission-open"
          aria-label={t().open(staffName(row.staff_id))}
          onClick={() => onOpen(row.staff_id)}
        >
          {t().lines}
        </Button>
      ),
    },
  ];
}

function lineColumns(store: StoreCard): Column<CommissionLine>[] {
  return [
    word('order', t().order, (line: CommissionLine) => line.order_number),
    word('touch', t().touch, (line: CommissionLine) => touchName(line.touch)),
    {
      name: 'amount',
      title: t().amount,
      sort: (line) => line.amount,
      show: (line) => formatMoney(line.amount, store),
    },
    word('when', t().when, (line: CommissionLine) => dateTime(line.at, store)),
    word('day', t().day, (line: CommissionLine) => businessDay(line.business_day)),
  ];
}

function touchName(touch: Touch): string {
  return t()[touch];
}
