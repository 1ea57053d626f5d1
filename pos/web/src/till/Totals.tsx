import { dictionary, formatAmount, formatMoney, pick } from '@comanda/web';
import { checkSums } from './check';
import { catalogue, store } from './store';

const t = dictionary({
  en: {
    subtotal: 'Subtotal',
    tax: (name: string) => `incl. ${name}`,
    taxAdded: (name: string) => name,
    discounts: 'Discounts',
    comps: 'Free of charge',
    service: 'Service',
    packaging: 'Packaging',
    about: 'Discounts are reckoned anew when the new lines are sent.',
    paid: 'Paid',
    due: 'To pay',
    total: 'Total',
  },
  zh: {
    subtotal: '小计',
    tax: (name) => `含${name}`,
    taxAdded: (name) => name,
    discounts: '折扣',
    comps: '免单',
    service: '服务费',
    packaging: '打包费',
    about: '新点的下单后，折扣会重新计算。',
    paid: '已付',
    due: '应付',
    total: '合计',
  },
});

/** What the check comes to: tax, what is paid, what is due. */
export function Totals() {
  const at = store.value;
  const menu = catalogue.value;
  if (at === null || menu === null) return null;
  const { subtotal, discounts, comps, service, packaging, rates, total, paid, due, exact } = checkSums.value;
  const name = (code: string) => {
    const rate = menu.tax_rates.find((one) => one.code === code);
    return rate === undefined ? code : pick(rate.names);
  };
  const added = menu.tax_mode === 'exclusive';
  return (
    <>
      {!exact && <p class="about">{t().about}</p>}
      <dl class="totals">
        {(added || discounts + comps + service + packaging !== 0) && (
          <Sum label={t().subtotal} sum={formatAmount(subtotal, at)} />
        )}
        {discounts !== 0 && <Sum label={t().discounts} sum={`−${formatAmount(discounts, at)}`} />}
        {comps !== 0 && <Sum label={t().comps} sum={`−${formatAmount(comps, at)}`} />}
        {service !== 0 && <Sum label={t().service} sum={formatAmount(service, at)} />}
        {packaging !== 0 && <Sum label={t().packaging} sum={formatAmount(packaging, at)} />}
        {rates
          .filter((rate) => rate.tax !== 0)
          .map((rate) => (
            <Sum
              key={rate.code}
              label={added ? t().taxAdded(name(rate.code)) : t().tax(name(rate.code))}
              sum={formatAmount(rate.tax, at)}
            />
          ))}
        {paid !== 0 && <Sum label={t().total} sum={formatAmount(total, at)} />}
        {paid !== 0 && <Sum label={t().paid} sum={`−${formatAmount(paid, at)}`} />}
        <div class="due">
          <dt>{t().due}</dt>
          <dd data-testid="due">{formatMoney(due, at)}</dd>
        </div>
      </dl>
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
