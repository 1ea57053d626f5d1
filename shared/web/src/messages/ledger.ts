import { dictionary } from '../i18n';
import { formatMoney, type Currency } from '../money';
import type { AdjustReason, Entry } from '../protocol.gen';

const t = dictionary({
  en: {
    earned: 'Earned with an order',
    reversed: 'Taken back after a refund',
    spent: 'Paid an order with it',
    given_back: 'Back from a refund',
    topped_up: (how: string) => `Paid in · ${how}`,
    paid_out: 'Paid out in cash',
    coupon_given: 'Coupon given',
    adjusted: (why: string) => `Put right: ${why}`,
    goodwill: 'sorry to the guest',
    mistake: 'a mistake',
    brought_along: 'from another system',
    lapsed: 'its time is over',
    transferred_to: 'Given to another member',
    transferred_from: 'From another member',
    merged: 'Two memberships became one',
    taken_apart: 'One membership became two again',
    lent: 'Brought here from HQ',
    returned: 'Back to HQ, for other stores',
    points_lapsed: 'Lapsed: no order for too long',
    points: (count: string) => (count === '1' ? '1 point' : `${count} points`),
    coupon: (sum: string) => `coupon ${sum}`,
    gift: (sum: string) => `gift ${sum}`,
  },
  zh: {
    earned: '消费得积分',
    reversed: '退款扣回',
    spent: '用来付单',
    given_back: '退款退回',
    topped_up: (how) => `充值 · ${how}`,
    paid_out: '退还现金',
    coupon_given: '发券',
    adjusted: (why) => `调整：${why}`,
    goodwill: '向客人致歉',
    mistake: '更正错误',
    brought_along: '从别的系统带来',
    lapsed: '到期作废',
    transferred_to: '转给别的会员',
    transferred_from: '别的会员转来',
    merged: '会籍合并',
    taken_apart: '会籍拆开',
    lent: '从总部调来',
    returned: '交回总部，供别的门店用',
    points_lapsed: '久未消费，积分到期',
    points: (count) => `${count} 积分`,
    coupon: (sum) => `券 ${sum}`,
    gift: (sum) => `赠送 ${sum}`,
  },
});

/** Why a ledger is put right, in the order in which the reasons are offered. */
export const ADJUST_REASONS: readonly AdjustReason[] = ['goodwill', 'mistake', 'brought_along', 'lapsed'];

export function adjustReasonName(why: AdjustReason): string {
  return t()[why];
}

/** Why something was written in a ledger; `payName` is what a way of paying is called. */
export function entryReason({ reason }: Entry, payName: (name: string) => string): string {
  switch (reason.type) {
    case 'topped_up':
      return t().topped_up(payName(reason.paid));
    case 'adjusted':
      return t().adjusted(adjustReasonName(reason.why));
    default:
      return t()[reason.type];
  }
}

/** What came or went, each with its sign: `+12 points`, `−£3.00`. */
export function entryMoves(entry: Entry, at: Currency): string[] {
  const signed = (amount: number, words: (size: number) => string) =>
    amount === 0 ? [] : [`${amount > 0 ? '+' : '−'}${words(Math.abs(amount))}`];
  const worth = entry.coupon === undefined ? 0 : entry.coupon.coupon.worth * (entry.coupon.came ? 1 : -1);
  return [
    ...signed(entry.points ?? 0, (size) => t().points(String(size))),
    ...signed(entry.principal ?? 0, (size) => formatMoney(size, at)),
    ...signed(entry.gift ?? 0, (size) => t().gift(formatMoney(size, at))),
    ...signed(worth, (size) => t().coupon(formatMoney(size, at))),
  ];
}
