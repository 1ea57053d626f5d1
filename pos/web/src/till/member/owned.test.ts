import type { Coupon, MemberCard } from '@comanda/web';
import { A_TRADE } from '@comanda/web/samples';
import { expect, test } from 'vitest';
import { fittingCoupons, giftFor, memberWays, pointsFor, pointsHere, pointsWorth, valueOf } from './owned';

const AT = { currency_exponent: 2, trade: A_TRADE };
const coupon = (id: string, worth: number, least: number, last_day: string): Coupon => ({
  id,
  worth,
  least,
  last_day,
});
const CARD: MemberCard = {
  id: 'm',
  name: '',
  phone_masked: '•••• 0123',
  points: 250,
  principal: 1000,
  gift: 50,
  visits: 3,
  last_visit: null,
  keeps_allergies: false,
  has_birthday: false,
  marketing: false,
  stage: 'regular',
};

test('points pay whole pennies, and an amount costs whole points', () => {
  expect(pointsWorth(250, AT)).toBe(250);
  expect(pointsFor(250, AT)).toBe(250);
  const coarse = {
    ...AT,
    trade: { ...A_TRADE, members: { ...A_TRADE.members, points_per_major_paid: 30 } },
  };
  expect(pointsWorth(100, coarse)).toBe(333);
  expect(pointsFor(333, coarse)).toBe(100);
  expect(pointsFor(1, coarse)).toBe(1);
  expect(pointsWorth(-5, AT)).toBe(0);
  expect(pointsWorth(250, { currency_exponent: 0, trade: A_TRADE })).toBe(2);
});

test('the coupon that takes most comes first, and of equals the smaller and the one that ends sooner', () => {
  const held = [
    coupon('small', 300, 0, '2026-12-01'),
    coupon('large', 900, 0, '2026-12-01'),
    coupon('later', 500, 0, '2027-01-01'),
    coupon('soon', 500, 0, '2026-11-30'),
    coupon('needs-more', 700, 5000, '2026-12-01'),
  ];
  expect(fittingCoupons(held, 500, 1000).map(({ coupon }) => coupon.id)).toEqual([
    'soon',
    'later',
    'large',
    'small',
  ]);
  expect(fittingCoupons(held, 5000, 5000).map(({ coupon, takes }) => [coupon.id, takes])).toEqual([
    ['large', 900],
    ['needs-more', 700],
    ['soon', 500],
    ['later', 500],
    ['small', 300],
  ]);
  expect(fittingCoupons(held, 0, 5000)).toEqual([]);
});

test('a member pays with what they have and the shop takes', () => {
  expect(memberWays(CARD, A_TRADE.members)).toEqual(['value', 'points']);
  expect(memberWays({ ...CARD, principal: 0, gift: 0 }, A_TRADE.members)).toEqual(['points']);
  expect(memberWays(CARD, { ...A_TRADE.members, points_per_major_paid: 0 })).toEqual(['value']);
  expect(memberWays(null, A_TRADE.members)).toEqual([]);
  expect(valueOf(CARD)).toBe(1050);
});

test('the largest step that is reached brings its gift', () => {
  const rules = {
    ...A_TRADE.members,
    top_up_gifts: [
      { from: 10_000, gift: 1000 },
      { from: 5000, gift: 300 },
    ],
  };
  expect([4999, 5000, 9999, 10_000, 50_000].map((sum) => giftFor(sum, rules))).toEqual([
    0, 300, 300, 1000, 1000,
  ]);
});

test('while HQ is away points that lie elsewhere count as far as the owner takes the risk', () => {
  const rules = { ...A_TRADE.members, risk_points: 200 };
  expect(pointsHere({ points: 50 }, rules, false)).toBe(50);
  expect(pointsHere({ points: 50 }, rules, true)).toBe(250);
  expect(pointsHere({ points: -150 }, rules, true)).toBe(50);
  expect(pointsHere({ points: -300 }, rules, true)).toBe(0);
  expect(memberWays({ ...CARD, principal: 0, gift: 0, points: 0 }, rules, true)).toContain('points');
});

test('a coupon that a phone shows and that lies elsewhere comes after those that lie here', () => {
  const coupon = (id: string, worth: number) => ({ id, worth, least: 0, last_day: '2026-11-30' });
  const here = [coupon('own', 200)];
  const shown = [coupon('shown', 500), coupon('own', 200)];
  const fitting = fittingCoupons(here, 900, 900, shown);
  expect(fitting.map(({ coupon: { id }, takes, atRisk }) => [id, takes, atRisk])).toEqual([
    ['own', 200, false],
    ['shown', 500, true],
  ]);
  const card = { ...CARD, principal: 0, gift: 0, points: 0 };
  expect(memberWays(card, A_TRADE.members, true, shown)).toEqual(['coupon']);
});
