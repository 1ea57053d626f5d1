import {
  dateTime,
  dictionary,
  locale,
  type Feedback,
  type FeedbackReport,
  type StoreCard,
} from '@comanda/web';
import { CsvButton, shownOf, useAsked, Waiting } from './asked';
import { BarChart } from './BarChart';
import { DataTable, figure, word, type Column } from './DataTable';
import { chosenRange, RangeBar } from './RangeBar';
import { staffName } from './words';

const PATH = '/api/v1/reports/feedback';
const SCORES = [1, 2, 3, 4, 5] as const;

const t = dictionary({
  en: {
    caption: 'What guests said',
    at: 'When',
    order: 'Order',
    score: 'Score',
    words: 'In their words',
    staff: 'Opened by',
    member: 'Member',
    yes: 'yes',
    no: 'no',
    nothing: 'No guest said anything in these days. The code stands at the foot of every receipt.',
    average: (score: string, count: string) =>
      `On average ${score} of 5, from ${count} ${count === '1' ? 'guest' : 'guests'}`,
    chart: 'How many gave each score',
    point: 'Point at a bar to read it; the table below has every one.',
    said: (score: string, count: number) => `${score}: ${count}`,
  },
  zh: {
    caption: '客人的评价',
    at: '时间',
    order: '单号',
    score: '评分',
    words: '原话',
    staff: '开单人',
    member: '会员',
    yes: '是',
    no: '否',
    nothing: '这些天没有客人评价。每张小票下面都有评价码。',
    average: (score, count) => `${count} 位客人，平均 ${score} 分（满分 5）`,
    chart: '各评分的人数',
    point: '指向一根柱子可读出数字，下表有每一条。',
    said: (score, count) => `${score} 分：${count}`,
  },
});

/** What guests said by the code on their receipt: how many gave which score, and each of them. */
export function FeedbackPart({ store }: { store: StoreCard }) {
  const range = chosenRange();
  const { said, again } = useAsked<FeedbackReport>(PATH, range);
  const report = shownOf(said.value);
  return (
    <>
      <div class="bar">
        <RangeBar />
        <span class="space" />
        <CsvButton path={PATH} query={range} name={`feedback-${range.from}-${range.to}`} />
      </div>
      <Waiting said={said.value} again={again} />
      {report !== null && <Shown rows={report.rows} store={store} />}
    </>
  );
}

function Shown({ rows, store }: { rows: readonly Feedback[]; store: StoreCard }) {
  const counts = SCORES.map((score) => rows.filter((row) => row.score === score).length);
  const sum = rows.reduce((total, row) => total + row.score, 0);
  return (
    <div class="report">
      {rows.length > 0 && (
        <>
          <p data-testid="feedback-average">
            {t().average(
              (sum / rows.length).toLocaleString(locale(), { maximumFractionDigits: 1 }),
              rows.length.toLocaleString(locale()),
            )}
          </p>
          <BarChart
            bars={{ labels: SCORES.map(String), values: counts }}
            title={t().chart}
            tick={(value) => (Number.isInteger(value) ? value.toLocaleString(locale()) : '')}
            name={(label) => label}
            say={(label) =>
              label === undefined ? t().point : t().said(label, counts[Number(label) - 1] ?? 0)
            }
            testId="feedback-chart"
          />
        </>
      )}
      <DataTable
        caption={t().caption}
        empty={t().nothing}
        testId="feedback-table"
        rows={rows}
        columns={columns(store)}
        keyOf={(row) => row.order_id}
      />
    </div>
  );
}

function columns(store: StoreCard): Column<Feedback>[] {
  return [
    {
      name: 'at',
      title: t().at,
      kind: 'word',
      sort: (row) => row.at,
      show: (row) => dateTime(row.at, store),
    },
    word('order', t().order, (row: Feedback) => row.order_number),
    figure('score', t().score, (row: Feedback) => row.score),
    {
      name: 'words',
      title: t().words,
      kind: 'text',
      sort: (row) => row.words,
      show: (row) => row.words,
    },
    word('staff', t().staff, (row: Feedback) => staffName(row.staff_id)),
    word('member', t().member, (row: Feedback) => (row.has_member ? t().yes : t().no)),
  ];
}
