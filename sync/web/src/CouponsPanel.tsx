import { useSignal } from '@preact/signals';
import {
  Banner,
  Button,
  dictionary,
  formatMoney,
  locale,
  pick,
  type HqCampaign,
  type HqStore,
} from '@comanda/web';
import type { Feed } from './feed';

const DAYS = [30, 90, 365] as const;

const t = dictionary({
  en: {
    title: 'Coupons',
    lead: 'What became of the coupons that stores gave, wherever they were used. Each counts once, by what became of it last.',
    days: (days: number) => `${days} days`,
    failed: 'HQ did not answer. Try again in a moment.',
    none: 'No store gave a coupon in these days.',
    campaign: 'Campaign',
    byHand: 'given by hand',
    store: 'Given by',
    given: 'Given',
    worth: 'Worth',
    opened: 'Looked at',
    shared: 'Passed on',
    redeemed: 'Used',
    sales: 'Sales with it',
    open: 'Open',
    expired: 'Expired',
    withdrawn: 'Taken back',
  },
  zh: {
    title: '优惠券',
    lead: '各店发出的券的去向，不论在哪家店使用。每张只算一次，按最后的去向。',
    days: (days) => `${days} 天`,
    failed: '总部没有回应，请稍后再试。',
    none: '这些天没有门店发券。',
    campaign: '活动',
    byHand: '员工自发',
    store: '发券门店',
    given: '发出',
    worth: '面值',
    opened: '已查看',
    shared: '已转赠',
    redeemed: '已用',
    sales: '带动销售',
    open: '未用',
    expired: '过期',
    withdrawn: '收回',
  },
});

type Props = { feed: Feed; stores: readonly HqStore[] };

/** What became of coupons over all stores, by campaign and by the store that gave them. */
export function CouponsPanel({ feed, stores }: Props) {
  const found = useSignal<readonly HqCampaign[] | null>(null);
  const chosen = useSignal<number | null>(null);
  const failed = useSignal(false);
  const show = async (days: number) => {
    const campaigns = await feed.coupons(days);
    failed.value = campaigns === null;
    if (campaigns === null) return;
    found.value = campaigns;
    chosen.value = days;
  };
  return (
    <section class="panel members coupons" aria-labelledby="coupons">
      <h2 id="coupons">{t().title}</h2>
      <p class="note">{t().lead}</p>
      <div class="days">
        {DAYS.map((days) => (
          <Button
            key={days}
            aria-pressed={chosen.value === days}
            data-testid={`coupons-${days}`}
            onClick={() => void show(days)}
          >
            {t().days(days)}
          </Button>
        ))}
      </div>
      {failed.value && <Banner tone="bad">{t().failed}</Banner>}
      {found.value?.length === 0 && <p class="calm">{t().none}</p>}
      {found.value !== null && found.value.length > 0 && <Campaigns found={found.value} stores={stores} />}
    </section>
  );
}

function Campaigns({ found, stores }: { found: readonly HqCampaign[]; stores: readonly HqStore[] }) {
  const count = new Intl.NumberFormat(locale());
  const heads = [
    t().given,
    t().worth,
    t().opened,
    t().shared,
    t().redeemed,
    t().sales,
    t().open,
    t().expired,
    t().withdrawn,
  ];
  return (
    <div class="table-box">
      <table data-testid="hq-coupons">
        <thead>
          <tr>
            <th scope="col">{t().campaign}</th>
            <th scope="col">{t().store}</th>
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.map((one) => {
            const store = stores.find((known) => known.id === one.store_id);
            if (store === undefined) return null;
            return (
              <tr key={`${one.campaign} ${one.store_id}`}>
                <th scope="row">{one.campaign ?? t().byHand}</th>
                <th scope="row">{pick(store.names)}</th>
                <td>{count.format(one.given)}</td>
                <td>{formatMoney(one.worth, store)}</td>
                <td>{count.format(one.opened)}</td>
                <td>{count.format(one.shared)}</td>
                <td>{count.format(one.redeemed)}</td>
                <td>{formatMoney(one.sales, store)}</td>
                <td>{count.format(one.open)}</td>
                <td>{count.format(one.expired)}</td>
                <td>{count.format(one.withdrawn)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
