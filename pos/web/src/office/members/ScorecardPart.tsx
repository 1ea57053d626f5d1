import {
  Banner,
  businessDay,
  dictionary,
  formatMoney,
  locale,
  type Money,
  type Scorecard,
  type StaffScore,
  type StoreCard,
} from '@comanda/web';
import { CsvButton, shownOf, useAsked, Waiting } from '../reports/asked';
import { DataTable, figure, word, type Column } from '../reports/DataTable';
import { shareOf } from '../reports/kitchen';
import { chosenRange, RangeBar } from '../reports/RangeBar';
import { personalCode, staffName } from '../reports/words';

const PATH = '/api/v1/reports/scorecard';

const t = dictionary({
  en: {
    caption: 'Staff side by side',
    staff: 'Who',
    code: 'Personal code',
    since: 'Opens orders since',
    orders: 'Orders',
    sales: 'Sales',
    brought: 'Members brought',
    average: 'Average order',
    perMember: 'Sales per member brought',
    repeats: 'Repeat share of theirs',
    score: 'Guests’ score',
    complaints: 'Complaints',
    none: '–',
    of: (score: string, count: string) => `${score} (${count})`,
    warning:
      'No single column ranks people. Whoever works the busiest hour sells more and recognises fewer guests; whoever brings members who come again may sell less today; and somebody with complaints may be the one who asks guests how it was. Read the columns together, and talk.',
    rules:
      'An order is whoever opened it, a member whoever brought them: whose code they gave, or else who enrolled them. A complaint is a score of 1 or 2. The repeat share is of the orders of the members they brought, whoever served them.',
  },
  zh: {
    caption: '员工对比',
    staff: '员工',
    code: '个人码',
    since: '开始开单',
    orders: '单数',
    sales: '销售额',
    brought: '带来的会员',
    average: '平均单价',
    perMember: '每位带来会员的销售额',
    repeats: '其会员的复购占比',
    score: '客人评分',
    complaints: '差评',
    none: '–',
    of: (score, count) => `${score}（${count}）`,
    warning:
      '任何一列都不能单独给人排名。忙的时段卖得多，认出的客人少；带来回头客的人，今天未必卖得最多；有差评的人，也许正是会问客人感受的人。请几列一起看，并和本人聊。',
    rules:
      '单算给开单的人，会员算给带来的人：客人报了谁的个人码就算谁的，没报就算办理入会的人。1 分或 2 分算差评。复购占比指其带来的会员的订单，不论由谁服务。',
  },
});

/** Two or more people side by side, with why no column ranks them. */
export function ScorecardPart({ store }: { store: StoreCard }) {
  const range = chosenRange();
  const { said, again } = useAsked<Scorecard>(PATH, range);
  const card = shownOf(said.value);
  return (
    <>
      <div class="bar">
        <RangeBar />
        <span class="space" />
        <CsvButton path={PATH} query={range} name={`scorecard-${range.from}-${range.to}`} />
      </div>
      <Waiting said={said.value} again={again} />
      {card !== null && (
        <div class="report">
          <Banner tone="warn">{t().warning}</Banner>
          <DataTable
            caption={t().caption}
            testId="scorecard"
            rows={card.rows}
            columns={columns(store)}
            keyOf={(row) => row.staff_id}
          />
          <p class="hint">{t().rules}</p>
        </div>
      )}
    </>
  );
}

function columns(store: StoreCard): Column<StaffScore>[] {
  const sum = (name: string, title: string, of: (row: StaffScore) => Money | null): Column<StaffScore> => ({
    name,
    title,
    sort: (row) => of(row) ?? -1,
    show: (row) => {
      const amount = of(row);
      return amount === null ? t().none : formatMoney(amount, store);
    },
  });
  return [
    word('staff', t().staff, (row: StaffScore) => staffName(row.staff_id)),
    word('code', t().code, (row: StaffScore) => personalCode(row.staff_id)),
    word('since', t().since, (row: StaffScore) => (row.since === null ? t().none : businessDay(row.since))),
    figure('complaints', t().complaints, (row) => row.complaints),
    {
      name: 'score',
      title: t().score,
      sort: (row) => (row.feedback === 0 ? 0 : row.scores / row.feedback),
      show: (row) =>
        row.feedback === 0
          ? t().none
          : t().of(
              (row.scores / row.feedback).toLocaleString(locale(), { maximumFractionDigits: 1 }),
              row.feedback.toLocaleString(locale()),
            ),
    },
    figure('orders', t().orders, (row) => row.orders),
    sum('sales', t().sales, (row) => row.sales),
    figure('brought', t().brought, (row) => row.brought),
    sum('average', t().average, (row) => row.average_order),
    sum('per-member', t().perMember, (row) => row.sales_per_member),
    {
      name: 'repeats',
      title: t().repeats,
      sort: (row) => (row.of_brought === 0 ? 0 : row.of_brought_again / row.of_brought),
      show: (row) => shareOf(row.of_brought_again, row.of_brought),
    },
  ];
}
