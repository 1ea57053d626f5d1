import {
  Banner,
  businessDay,
  Button,
  dictionary,
  formatMoney,
  type Money,
  type StoreCard,
} from '@comanda/web';
import { ElsewhereNote } from '../../ledger/ElsewhereNote';
import { brought, member } from '../store';
import { pointsFor, valueOf, type Fitting } from './owned';

const t = dictionary({
  en: {
    value: (all: string, gift: string) => `Has ${all}${gift === '' ? '' : `, ${gift} of it a gift`}.`,
    points: (points: string, sum: string) =>
      `${points} ${points === '1' ? 'point pays' : 'points pay'} ${sum}.`,
    risk: (points: string, most: string) =>
      `${points} of these points ${points === '1' ? 'does' : 'do'} not lie here, and HQ cannot be asked: the store takes the risk (of ${most} at most). Ask the guest to show their points on their phone.`,
    takes: (sum: string) => `Takes ${sum} off`,
    atRisk: 'at this store’s risk',
    until: (day: string) => `good until ${day}`,
    best: 'Takes most off',
    none: (least: string) => `No coupon fits: the order must come to ${least} for the nearest.`,
    noneAtAll: 'No coupon fits this order.',
  },
  zh: {
    value: (all, gift) => `余额 ${all}${gift === '' ? '' : `，其中赠送 ${gift}`}。`,
    points: (points, sum) => `${points} 积分抵 ${sum}。`,
    risk: (points, most) =>
      `其中 ${points} 分不在本店，又联系不上总部：由门店承担风险（最多 ${most} 分）。请客人在手机上出示积分。`,
    takes: (sum) => `抵 ${sum}`,
    atRisk: '由本店承担风险',
    until: (day) => `有效期至 ${day}`,
    best: '最划算',
    none: (least) => `没有能用的券：最近的一张要满 ${least}。`,
    noneAtAll: '没有能用在这张单上的券。',
  },
});

/** What the member has, and what this payment takes of it. */
export function OwnFields({ way, amount, at }: { way: 'value' | 'points'; amount: Money; at: StoreCard }) {
  const card = member.value;
  if (card === null) return null;
  const money = (sum: Money) => formatMoney(sum, at);
  const beyond = way === 'points' ? pointsFor(amount, at) - Math.max(card.points, 0) : 0;
  return (
    <>
      <p class="hint" data-testid="own-way">
        {way === 'value'
          ? t().value(money(valueOf(card)), card.gift > 0 ? money(card.gift) : '')
          : t().points(String(pointsFor(amount, at)), money(amount))}
      </p>
      {beyond > 0 && (
        <Banner tone="warn">{t().risk(String(beyond), String(at.trade.members.risk_points))}</Banner>
      )}
      {beyond <= 0 && brought.value?.card.id === card.id && <ElsewhereNote detail={brought.value} at={at} />}
    </>
  );
}

type ChoicesProps = {
  coupons: readonly Fitting[];
  at: StoreCard;
  busy: boolean;
  onUse: (coupon: Fitting) => void;
};

/** The member's coupons that fit, the one that takes most first. */
export function CouponChoices({ coupons, at, busy, onUse }: ChoicesProps) {
  const held = member.value?.coupons ?? [];
  if (coupons.length === 0) {
    const least = Math.min(...held.map((coupon) => coupon.least));
    return (
      <p class="hint" data-testid="no-coupon">
        {held.length === 0 ? t().noneAtAll : t().none(formatMoney(least, at))}
      </p>
    );
  }
  return (
    <div class="own-coupons">
      {coupons.map((fitting, index) => (
        <Button
          key={fitting.coupon.id}
          data-testid={fitting.atRisk ? 'coupon-at-risk' : 'coupon'}
          disabled={busy}
          onClick={() => onUse(fitting)}
        >
          <b>{t().takes(formatMoney(fitting.takes, at))}</b>
          <small>
            {index === 0 && !fitting.atRisk && coupons.length > 1 && `${t().best} · `}
            {fitting.atRisk ? t().atRisk : t().until(businessDay(fitting.coupon.last_day))}
          </small>
        </Button>
      ))}
    </div>
  );
}
