import {
  Banner,
  businessDay,
  Chip,
  dateTime,
  dictionary,
  formatMoney,
  pick,
  type ClosedDay,
  type Money,
  type Signing,
  type StoreCard,
  type Takings,
} from '@comanda/web';
import { payName } from './moneyWords';
import { percent } from './reductions';
import { catalogue } from './store';

const t = dictionary({
  en: {
    number: 'Number',
    day: 'Business day',
    closed: 'Closed',
    perpetual: 'Total since the beginning',
    signed: 'Signed',
    waiting: 'Waiting for the signature…',
    outage: 'Signing device down',
    outageText: (since: string, why: string) =>
      `Not signed since ${since}: ${why}. The day is closed all the same, and is signed as soon as the device answers.`,
    hq: 'Headquarters',
    hqUpTo: (seq: number) => `Confirmed up to record ${seq} when it closed`,
    hqNow: (seq: number) => `up to ${seq} now`,
    open: 'Orders left open',
    orders: 'Orders paid',
    receipts: 'Receipts',
    gross: 'Before discounts',
    discounts: 'Discounts',
    comps: 'Given free',
    service: 'Service charge',
    packaging: 'Packaging',
    total: 'Sales',
    refunds: (count: number) => `Given back (${count})`,
    voids: (count: number) => `Struck lines (${count})`,
    tips: 'Tips',
    rounding: 'Cash rounding',
    overShort: 'Drawers over or short',
    openPaid: 'Paid on open orders',
    payIns: 'Cash put in',
    payOuts: 'Cash taken out',
    drops: 'To the safe',
    noSales: 'Drawer opened without a sale',
    taxes: 'Taxes',
    tax: (name: string, net: string) => `${name} on ${net}`,
    tenders: 'How it was paid',
    paidIn: 'Paid in by members, not sold',
    paidBack: 'Given back to members',
  },
  zh: {
    number: '编号',
    day: '营业日',
    closed: '日结时间',
    perpetual: '累计总额',
    signed: '已签名',
    waiting: '等待签名…',
    outage: '签名设备故障',
    outageText: (since, why) => `自 ${since} 起没有签名：${why}。日结照样有效，设备恢复后会补签。`,
    hq: '总部',
    hqUpTo: (seq) => `日结时确认到第 ${seq} 条`,
    hqNow: (seq) => `现在到第 ${seq} 条`,
    open: '留着的未结单',
    orders: '已付单数',
    receipts: '小票',
    gross: '折前',
    discounts: '折扣',
    comps: '免单',
    service: '服务费',
    packaging: '打包费',
    total: '销售额',
    refunds: (count) => `退款（${count}）`,
    voids: (count) => `作废行（${count}）`,
    tips: '小费',
    rounding: '现金取整',
    overShort: '钱箱长短款',
    openPaid: '未结单已付',
    payIns: '现金存入',
    payOuts: '现金取出',
    drops: '入保险柜',
    noSales: '不收款开箱',
    taxes: '税',
    tax: (name, net) => `${name}，税基 ${net}`,
    tenders: '付款方式',
    paidIn: '会员充值（不算销售）',
    paidBack: '退还会员储值',
  },
});

function SigningMark({ signing, at }: { signing: Signing; at: StoreCard }) {
  switch (signing.type) {
    case 'signed':
      return <Chip dot="ok">{t().signed}</Chip>;
    case 'waiting':
      return <Chip dot="wait">{t().waiting}</Chip>;
    case 'outage':
      return <Banner tone="bad">{t().outageText(dateTime(signing.since, at), signing.reason)}</Banner>;
  }
}

type HeadProps = {
  day: ClosedDay;
  at: StoreCard;
  /** How far headquarters has confirmed by now; `null` when not known. */
  ackedSeq: number | null;
};

/** Which Z it is, who vouches for it, and how far headquarters had confirmed. */
export function ZHead({ day: { report, signing }, at, ackedSeq }: HeadProps) {
  return (
    <>
      <div>
        <SigningMark signing={signing} at={at} />
      </div>
      <dl class="facts z" data-testid="z-head">
        <Fact label={t().number} text={String(report.number)} />
        <Fact label={t().day} text={businessDay(report.business_day)} />
        <Fact label={t().closed} text={dateTime(report.at, at)} />
        <Fact label={t().perpetual} text={formatMoney(report.perpetual, at)} />
        <Fact
          label={t().hq}
          text={[
            t().hqUpTo(report.hq_confirmed_seq),
            ackedSeq !== null && ackedSeq > report.hq_confirmed_seq ? t().hqNow(ackedSeq) : null,
          ]
            .filter((word) => word !== null)
            .join(' · ')}
        />
        {report.open_orders > 0 && <Fact label={t().open} text={String(report.open_orders)} />}
      </dl>
    </>
  );
}

function Fact({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  );
}

/** Takings since the last Z, or of one: sales, what came off, taxes, ways of paying, the drawer. */
export function TakingsList({ takings, at }: { takings: Takings; at: StoreCard }) {
  const money = (amount: Money) => formatMoney(amount, at);
  const some = (label: string, amount: Money) =>
    amount === 0 ? null : <Fact key={label} label={label} text={money(amount)} />;
  const rateName = (code: string) => {
    const rate = catalogue.value?.tax_rates.find((one) => one.code === code);
    return rate === undefined ? code : pick(rate.names);
  };
  const tenders = Object.entries(takings.tenders);
  return (
    <>
      <dl class="facts z" data-testid="takings">
        <Fact label={t().orders} text={String(takings.orders_closed)} />
        <Fact label={t().receipts} text={String(takings.receipts)} />
        <Fact label={t().gross} text={money(takings.gross)} />
        {some(t().discounts, -takings.discounts)}
        {some(t().comps, -takings.comps)}
        {some(t().service, takings.service)}
        {some(t().packaging, takings.packaging)}
        <div class="total">
          <dt>{t().total}</dt>
          <dd>{money(takings.total)}</dd>
        </div>
        {some(t().refunds(takings.refunds), -takings.refunded)}
        {some(t().voids(takings.voids), takings.voided)}
        {some(t().tips, takings.tips)}
        {some(t().rounding, takings.rounding)}
        {some(t().openPaid, takings.open_paid)}
        {some(t().payIns, takings.pay_ins)}
        {some(t().payOuts, -takings.pay_outs)}
        {some(t().drops, -takings.drops)}
        {some(t().overShort, takings.over_short)}
        {takings.no_sales > 0 && <Fact label={t().noSales} text={String(takings.no_sales)} />}
      </dl>
      {takings.taxes.length > 0 && (
        <section>
          <h3>{t().taxes}</h3>
          <dl class="facts z">
            {takings.taxes.map((one) => (
              <Fact
                key={`${one.code} ${one.rate_ppm}`}
                label={t().tax(`${rateName(one.code)} (${percent(one.rate_ppm)})`, money(one.net))}
                text={money(one.tax)}
              />
            ))}
          </dl>
        </section>
      )}
      {Object.keys(takings.top_ups ?? {}).length + (takings.value_paid_out ?? 0) > 0 && (
        <section>
          <h3>{t().paidIn}</h3>
          <dl class="facts z" data-testid="paid-in">
            {Object.entries(takings.top_ups ?? {}).map(([name, sum]) => (
              <Fact key={name} label={payName(name)} text={money(sum)} />
            ))}
            {some(t().paidBack, -(takings.value_paid_out ?? 0))}
          </dl>
        </section>
      )}
      {tenders.length > 0 && (
        <section>
          <h3>{t().tenders}</h3>
          <dl class="facts z">
            {tenders.map(([name, sum]) => (
              <Fact
                key={name}
                label={`${payName(name)} × ${sum.count}`}
                text={money(sum.amount + sum.tips - sum.refunded)}
              />
            ))}
          </dl>
        </section>
      )}
    </>
  );
}
