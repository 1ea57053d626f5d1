import {
  Button,
  dictionary,
  formatAmount,
  formatMoney,
  pick,
  type Order,
  type StoreCard,
} from '@comanda/web';
import { checkSums } from './check';
import { reductionReasonName } from './moneyWords';
import { panel } from './panel';
import { pendingWords } from './PendingParts';
import { isOfPromotions, percent, reductionsOf } from './reductions';
import { catalogue, order, store } from './store';
import type { Sums } from './sums';

const t = dictionary({
  en: {
    subtotal: 'Subtotal',
    tax: (name: string) => `incl. ${name}`,
    taxAdded: (name: string) => name,
    comp: 'Free',
    service: (rate: string) => `Service charge ${rate}`,
    packaging: 'Packaging',
    tips: 'Tip',
    paid: 'Paid',
    due: 'To pay',
    total: 'Total',
    about: 'Discounts are reckoned anew when the new lines are sent.',
    checks: (paid: number, all: number) => `Split: ${paid} of ${all} checks paid`,
  },
  zh: {
    subtotal: '小计',
    tax: (name) => `含${name}`,
    taxAdded: (name) => name,
    comp: '免单',
    service: (rate) => `服务费 ${rate}`,
    packaging: '打包费',
    tips: '小费',
    paid: '已付',
    due: '应付',
    total: '合计',
    about: '新点的下单后，折扣会重新计算。',
    checks: (paid, all) => `已分单：${all} 份付了 ${paid} 份`,
  },
});

/** What the check comes to: what was taken off and put on, tax, what is paid, what another machine holds, what is due. */
export function Totals() {
  const at = store.value;
  const menu = catalogue.value;
  if (at === null || menu === null) return null;
  const sums = checkSums.value;
  const { subtotal, rates, total, paid, due } = sums;
  const row = order.value;
  const name = (code: string) => {
    const rate = menu.tax_rates.find((one) => one.code === code);
    return rate === undefined ? code : pick(rate.names);
  };
  const added = menu.tax_mode === 'exclusive';
  const charged = sums.discounts + sums.comps + sums.service + sums.packaging !== 0;
  const { tips = 0 } = row?.totals ?? {};
  return (
    <>
      {!sums.exact && <p class="about">{t().about}</p>}
      <dl class="totals">
        {(added || charged) && <Sum label={t().subtotal} sum={formatAmount(subtotal, at)} />}
        {charged && <Charged row={row} sums={sums} at={at} />}
        {rates
          .filter((rate) => rate.tax !== 0)
          .map((rate) => (
            <Sum
              key={`${rate.code} ${rate.rate_ppm}`}
              label={added ? t().taxAdded(name(rate.code)) : t().tax(name(rate.code))}
              sum={formatAmount(rate.tax, at)}
            />
          ))}
        {(paid !== 0 || charged) && <Sum label={t().total} sum={formatAmount(total, at)} />}
        {paid !== 0 && <Sum label={t().paid} sum={`−${formatAmount(paid, at)}`} />}
        {tips !== 0 && <Sum label={t().tips} sum={formatAmount(tips, at)} />}
        {row !== null && <Open row={row} at={at} />}
        <div class="due">
          <dt>{t().due}</dt>
          <dd data-testid="due">{formatMoney(due, at)}</dd>
        </div>
      </dl>
    </>
  );
}

/** From what the lines come to, to the total: each reduction in a row of its own, with its reason. */
function Charged({ row, sums, at }: { row: Order | null; sums: Sums; at: StoreCard }) {
  const { service, packaging } = sums;
  const ppm = row === null ? at.trade.service_ppm : (row.service_ppm ?? 0);
  return (
    <>
      {(row?.promotions ?? []).map((one) => (
        <Sum key={one.code} label={pick(one.names)} sum={`−${formatAmount(one.off, at)}`} />
      ))}
      {(row === null ? [] : reductionsOf(row).filter((one) => !isOfPromotions(one.reduction))).map(
        ({ reduction, line, amount }) => (
          <Sum
            key={reduction.id}
            label={[
              reduction.kind.type === 'percent' ? percent(reduction.kind.ppm) : null,
              reduction.kind.type === 'comp' ? t().comp : null,
              reductionReasonName(reduction.reason),
              line === null ? null : pick(line.names),
            ]
              .filter((word) => word !== null)
              .join(' · ')}
            sum={`−${formatAmount(amount, at)}`}
          />
        ),
      )}
      {service !== 0 && <Sum label={t().service(percent(ppm))} sum={formatAmount(service, at)} />}
      {packaging !== 0 && <Sum label={t().packaging} sum={formatAmount(packaging, at)} />}
    </>
  );
}

/** What other machines hold, and how far the checks are. Stays on the slip when every sheet is closed. */
function Open({ row, at }: { row: Order; at: StoreCard }) {
  const checks = row.checks ?? [];
  const paid = checks.filter((check) => check.state?.type === 'paid').length;
  return (
    <>
      {(row.pending ?? []).map((one) => (
        <div class="waiting" key={one.tender_id}>
          <dt>
            <Button
              data-testid="slip-pending"
              onClick={() => (panel.value = { type: 'pay', check_id: one.check_id ?? null })}
            >
              {pendingWords(one)}
            </Button>
          </dt>
          <dd>{formatAmount(one.amount, at)}</dd>
        </div>
      ))}
      {checks.length > 0 && (
        <div class="waiting">
          <dt>
            <Button data-testid="slip-checks" onClick={() => (panel.value = { type: 'split' })}>
              {t().checks(paid, checks.length)}
            </Button>
          </dt>
          <dd />
        </div>
      )}
    </>
  );
}

function Sum({ label, sum }: { label: string; sum: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{sum}</dd>
    </div>
  );
}
