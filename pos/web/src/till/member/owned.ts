import type { Coupon, MemberCard, MemberRules, Money, StoreCard } from '@comanda/web';

/** A coupon and what it takes off now; at the owner's risk when it does not lie here. */
export type Fitting = { coupon: Coupon; takes: Money; atRisk: boolean };

/** Stored value altogether: what they paid in and what the shop added. */
export function valueOf(card: Pick<MemberCard, 'principal' | 'gift'>): Money {
  return card.principal + card.gift;
}

/**
 * Points that can be spent here now: those that lie here, and while HQ is away as many more as the owner takes the risk
 * for.
 */
export function pointsHere(card: Pick<MemberCard, 'points'>, rules: MemberRules, hqAway: boolean): number {
  return hqAway ? Math.max(card.points + rules.risk_points, card.points, 0) : Math.max(card.points, 0);
}

/** What points pay for, whole minor units only; 0 where the shop takes none. */
export function pointsWorth(
  points: number,
  at: Pick<StoreCard, 'currency_exponent'> & { trade: { members: MemberRules } },
): Money {
  const rate = at.trade.members.points_per_major_paid;
  if (rate <= 0 || points <= 0) return 0;
  return Number((BigInt(points) * 10n ** BigInt(at.currency_exponent)) / BigInt(rate));
}

/** What an amount costs in points, parts of a point counted as a whole one: the store server's own rule. */
export function pointsFor(
  amount: Money,
  at: Pick<StoreCard, 'currency_exponent'> & { trade: { members: MemberRules } },
): number {
  const major = 10n ** BigInt(at.currency_exponent);
  const times = BigInt(amount) * BigInt(at.trade.members.points_per_major_paid);
  return Number((times + major - 1n) / major);
}

/**
 * The coupons that an order of `total` is large enough for, with what each takes of what is `due`: those that lie here
 * first, of them the one that takes most, and of those that take as much the one that must be used soonest. `shown` are
 * those that a phone showed and that do not lie here.
 */
export function fittingCoupons(
  coupons: readonly Coupon[],
  due: Money,
  total: Money,
  shown: readonly Coupon[] = [],
): Fitting[] {
  const elsewhere = shown.filter(({ id }) => coupons.every((coupon) => coupon.id !== id));
  return [...coupons, ...elsewhere]
    .filter((coupon) => total >= coupon.least && due > 0)
    .map((coupon) => ({
      coupon,
      takes: Math.min(coupon.worth, due),
      atRisk: elsewhere.includes(coupon),
    }))
    .toSorted(
      (a, b) =>
        Number(a.atRisk) - Number(b.atRisk) ||
        b.takes - a.takes ||
        a.coupon.worth - b.coupon.worth ||
        a.coupon.last_day.localeCompare(b.coupon.last_day),
    );
}

/** The member's own ways to pay, as far as they have any. */
export function memberWays(
  card: MemberCard | null,
  rules: MemberRules | null,
  hqAway = false,
  shown: readonly Coupon[] = [],
): ('value' | 'points' | 'coupon')[] {
  if (card === null || rules === null) return [];
  return [
    ...(valueOf(card) > 0 ? (['value'] as const) : []),
    ...(pointsHere(card, rules, hqAway) > 0 && rules.points_per_major_paid > 0 ? (['points'] as const) : []),
    ...((card.coupons ?? []).length + shown.length > 0 ? (['coupon'] as const) : []),
  ];
}

/** What is added to a top-up: the step with the largest `from` that is reached. */
export function giftFor(amount: Money, rules: MemberRules): Money {
  const reached = rules.top_up_gifts.filter((step) => amount >= step.from);
  return reached.toSorted((a, b) => b.from - a.from)[0]?.gift ?? 0;
}
