import {
  dictionary,
  formatMoney,
  type CouponCampaign,
  type CouponCampaigns,
  type Money,
  type StoreCard,
} from '@comanda/web';
import { percentText } from '../amount';
import { CsvButton, shownOf, useAsked, Waiting } from '../reports/asked';
import { DataTable, figure, word, type Column } from '../reports/DataTable';
import { chosenRange, RangeBar } from '../reports/RangeBar';

const PATH = '/api/v1/reports/coupons';
const PPM = 1_000_000;

const t = dictionary({
  en: {
    caption: 'Coupons given in these days, and what became of them until now',
    lead: 'Each coupon counts once, by what became of it last. Sales are what the orders paid with one came to; what was used in another store is open here until HQ brings it back.',
    campaign: 'Campaign',
    byHand: 'given by hand',
    given: 'Given',
    worth: 'Worth',
    redeemed: 'Used',
    share: 'Used, %',
    sales: 'Sales with it',
    open: 'Open',
    expired: 'Expired',
    withdrawn: 'Taken back',
    empty: 'No coupon was given in these days. Staff give one from a member’s card at the till.',
  },
  zh: {
    caption: '这些天发出的优惠券，以及到现在的去向',
    lead: '每张券只算一次，按最后的去向。带动销售为用券的单子的金额；在别的店用掉的，在本店仍算未用。',
    campaign: '活动',
    byHand: '员工自发',
    given: '发出',
    worth: '面值',
    redeemed: '已用',
    share: '使用率 %',
    sales: '带动销售',
    open: '未用',
    expired: '过期',
    withdrawn: '收回',
    empty: '这些天没有发券。在收银台的会员卡上可以发券。',
  },
});

/** What became of coupons, by the campaign they were given for. */
export function CouponsPart({ store }: { store: StoreCard }) {
  const range = chosenRange();
  const { said, again } = useAsked<CouponCampaigns>(PATH, range);
  const found = shownOf(said.value);
  return (
    <>
      <div class="bar">
        <RangeBar />
        <span class="space" />
        <CsvButton path={PATH} query={range} name={`coupons-${range.from}-${range.to}`} />
      </div>
      <Waiting said={said.value} again={again} />
      {found !== null && (
        <div class="report">
          <DataTable
            caption={t().caption}
            testId="coupon-campaigns"
            rows={found.rows}
            empty={t().empty}
            columns={columns(store)}
            keyOf={(row) => row.campaign ?? ''}
          />
          <p class="hint">{t().lead}</p>
        </div>
      )}
    </>
  );
}

function columns(store: StoreCard): Column<CouponCampaign>[] {
  const sum = (name: string, title: string, of: (row: CouponCampaign) => Money): Column<CouponCampaign> => ({
    name,
    title,
    sort: of,
    show: (row) => formatMoney(of(row), store),
  });
  const share = (row: CouponCampaign) =>
    Math.round((row.redeemed * PPM) / Math.max(row.given, 1) / 1000) * 1000;
  return [
    word('campaign', t().campaign, (row: CouponCampaign) => row.campaign ?? t().byHand),
    figure('given', t().given, (row) => row.given),
    sum('worth', t().worth, (row) => row.worth),
    figure('redeemed', t().redeemed, (row) => row.redeemed),
    { name: 'share', title: t().share, sort: share, show: (row) => percentText(share(row)) },
    sum('sales', t().sales, (row) => row.sales),
    figure('open', t().open, (row) => row.open),
    figure('expired', t().expired, (row) => row.expired),
    figure('withdrawn', t().withdrawn, (row) => row.withdrawn),
  ];
}
