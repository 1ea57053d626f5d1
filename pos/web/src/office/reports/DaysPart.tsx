import {
  Banner,
  Button,
  businessDay,
  dateTime,
  dictionary,
  formatMoney,
  locale,
  type ClosedDay,
  type Days,
  type Signing,
  type StoreCard,
  type Takings,
} from '@comanda/web';
import { percentText } from '../amount';
import { CsvButton, shownOf, useAsked, Waiting } from './asked';
import { printReport } from './printing';
import { tenderName } from './words';

const DAYS = '/api/v1/reports/days';
const TAKINGS = '/api/v1/reports/takings';

const t = dictionary({
  en: {
    so_far: 'Takings so far (X)',
    since: (time: string) => `since ${time}`,
    sinceNever: 'since the store began',
    print: 'Print',
    again: 'Print again',
    orders: 'Orders closed',
    receipts: 'Receipts',
    gross: 'Gross',
    discounts: 'Discounts',
    comps: 'Comps',
    service: 'Service charge',
    packaging: 'Packaging',
    rounding: 'Rounding',
    refunds: (count: number) => `Refunds (${count})`,
    voids: (count: number) => `Struck lines (${count})`,
    total: 'Takings',
    tips: 'Tips',
    overShort: 'Drawers over or short',
    taxes: 'Tax in it',
    payments: 'How it was paid',
    openPaid: 'Paid on open orders',
    closeHint: 'The day is closed at a till: Till menu, Close the day.',
    days: 'Closed days (Z)',
    none: 'No day has been closed yet.',
    z: (number: number) => `Z ${number}`,
    closedAt: (time: string) => `closed ${time}`,
    perpetual: 'Total since the beginning',
    signed: 'SIGNED',
    waiting: 'SIGNATURE WAITING',
    outage: 'SIGNING DEVICE DOWN',
    outageText: (since: string, reason: string) =>
      `Since ${since}: ${reason}. It is signed as soon as the device answers.`,
    hash: 'Hash',
    previous: 'Hash of the day before',
    signature: 'Signature',
    left: (count: number) => `${count} ${count === 1 ? 'order was' : 'orders were'} left open`,
    details: 'Everything',
  },
  zh: {
    so_far: '到目前的营业额（X）',
    since: (time) => `自 ${time}`,
    sinceNever: '自开店起',
    print: '打印',
    again: '再打一份',
    orders: '已结单',
    receipts: '小票',
    gross: '原价',
    discounts: '折扣',
    comps: '赠送',
    service: '服务费',
    packaging: '打包费',
    rounding: '抹零',
    refunds: (count) => `退款（${count}）`,
    voids: (count) => `作废行（${count}）`,
    total: '营业额',
    tips: '小费',
    overShort: '钱箱长短款',
    taxes: '其中税',
    payments: '付款方式',
    openPaid: '未结单已付',
    closeHint: '日结在收银台做：收银菜单，日结。',
    days: '日结（Z）',
    none: '还没有日结过。',
    z: (number) => `Z ${number}`,
    closedAt: (time) => `${time} 日结`,
    perpetual: '累计总额',
    signed: '已签名',
    waiting: '等待签名',
    outage: '签名设备故障',
    outageText: (since, reason) => `自 ${since}：${reason}。设备恢复后会自动签名。`,
    hash: '哈希',
    previous: '前一日哈希',
    signature: '签名',
    left: (count) => `留下 ${count} 张未结单`,
    details: '全部内容',
  },
});

/** Takings of the running day, and every closed day. */
export function DaysPart({ store }: { store: StoreCard }) {
  const running = useAsked<Takings>(TAKINGS, {});
  const closed = useAsked<Days>(DAYS, {});
  const takings = shownOf(running.said.value);
  const days = shownOf(closed.said.value);
  return (
    <div class="days">
      <section>
        <div class="bar">
          <h2>{t().so_far}</h2>
          <span class="space" />
          <Button data-testid="print-x" onClick={() => void printReport({ type: 'takings' })}>
            {t().print}
          </Button>
        </div>
        <Waiting said={running.said.value} again={running.again} />
        {takings !== null && (
          <div class="panel slip-like" data-testid="takings">
            <p class="hint">
              {takings.since === null ? t().sinceNever : t().since(dateTime(takings.since, store))}
            </p>
            <TakingsList takings={takings} store={store} />
          </div>
        )}
        <p class="hint">{t().closeHint}</p>
      </section>
      <section>
        <div class="bar">
          <h2>{t().days}</h2>
          <span class="space" />
          <CsvButton path={DAYS} query={{}} name="days" />
        </div>
        <Waiting said={closed.said.value} again={closed.again} />
        {days !== null && days.days.length === 0 && <p class="panel empty">{t().none}</p>}
        <ul class="cards one">
          {(days?.days ?? []).map((day) => (
            <Day key={day.report.number} day={day} store={store} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function Day({ day, store }: { day: ClosedDay; store: StoreCard }) {
  const { report, signing } = day;
  return (
    <li class="panel drawer" data-testid="day">
      <header>
        <h2>
          {t().z(report.number)} · {businessDay(report.business_day)}
        </h2>
        <p class="hint">{t().closedAt(dateTime(report.at, store))}</p>
        <SigningMark signing={signing} />
      </header>
      {signing.type === 'outage' && (
        <Banner tone="bad">{t().outageText(dateTime(signing.since, store), signing.reason)}</Banner>
      )}
      <dl>
        <div class="sum">
          <dt>{t().total}</dt>
          <dd>{formatMoney(report.takings.total, store)}</dd>
        </div>
        <div>
          <dt>{t().perpetual}</dt>
          <dd>{formatMoney(report.perpetual, store)}</dd>
        </div>
      </dl>
      {report.open_orders > 0 && <p class="hint">{t().left(report.open_orders)}</p>}
      <details>
        <summary>{t().details}</summary>
        <TakingsList takings={report.takings} store={store} />
        <dl class="hashes">
          <Hash label={t().hash} value={report.hash} />
          <Hash label={t().previous} value={report.previous_hash} />
          {signing.type === 'signed' && <Hash label={t().signature} value={signing.signature} />}
        </dl>
      </details>
      <Button
        class="small"
        data-testid="print-z"
        onClick={() => void printReport({ type: 'day', number: report.number })}
      >
        {t().again}
      </Button>
    </li>
  );
}

function Hash({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <code>{value}</code>
      </dd>
    </div>
  );
}

function SigningMark({ signing }: { signing: Signing }) {
  switch (signing.type) {
    case 'signed':
      return <span class="mark ok">{t().signed}</span>;
    case 'waiting':
      return <span class="mark warn">{t().waiting}</span>;
    case 'outage':
      return <span class="mark bad">{t().outage}</span>;
  }
}

function TakingsList({ takings, store }: { takings: Takings; store: StoreCard }) {
  const money = (amount: number) => formatMoney(amount, store);
  const always: [string, string][] = [
    [t().orders, takings.orders_closed.toLocaleString(locale())],
    [t().receipts, takings.receipts.toLocaleString(locale())],
    [t().gross, money(takings.gross)],
  ];
  const some: [string, number][] = [
    [t().discounts, -takings.discounts],
    [t().comps, -takings.comps],
    [t().service, takings.service],
    [t().packaging, takings.packaging],
    [t().rounding, takings.rounding],
    [t().refunds(takings.refunds), -takings.refunded],
  ];
  const rest: [string, number][] = [
    [t().tips, takings.tips],
    [t().voids(takings.voids), takings.voided],
    [t().openPaid, takings.open_paid],
    [t().overShort, takings.over_short],
  ];
  const row = ([label, words]: [string, string]) => (
    <div key={label}>
      <dt>{label}</dt>
      <dd>{words}</dd>
    </div>
  );
  const present = (list: [string, number][]) =>
    list.filter(([, amount]) => amount !== 0).map(([label, amount]) => row([label, money(amount)]));
  return (
    <>
      <dl>
        {always.map(row)}
        {present(some)}
        <div class="sum">
          <dt>{t().total}</dt>
          <dd>{money(takings.total)}</dd>
        </div>
        {present(rest)}
      </dl>
      {takings.taxes.length > 0 && (
        <dl>
          <div class="title">
            <dt>{t().taxes}</dt>
            <dd />
          </div>
          {takings.taxes.map(({ code, rate_ppm, tax }) =>
            row([`${code} ${percentText(rate_ppm)} %`, money(tax)]),
          )}
        </dl>
      )}
      {Object.keys(takings.tenders).length > 0 && (
        <dl>
          <div class="title">
            <dt>{t().payments}</dt>
            <dd />
          </div>
          {Object.entries(takings.tenders).map(([name, sum]) =>
            row([`${tenderName(name)} × ${sum.count}`, money(sum.amount - sum.refunded)]),
          )}
        </dl>
      )}
    </>
  );
}
