import { dictionary, pick, type RefundReason, type ReductionReason, type Tender } from '@comanda/web';
import { store } from './store';

const t = dictionary({
  en: {
    complaint: 'Something was wrong',
    long_wait: 'Long wait',
    regular: 'Regular guest',
    promotion: 'Promotion',
    staff_meal: 'Staff meal',
    house_guest: 'Guest of the house',
    quality: 'Something was wrong with it',
    wrong_item: 'Not what was ordered',
    not_served: 'Never came',
    overcharged: 'Charged too much',
    returned: 'Brought back',
    cash: 'Cash',
    card: 'Card, other machine',
    value: 'Stored value',
    points: (points: string) => `${points} ${points === '1' ? 'point' : 'points'}`,
    coupon: 'Coupon',
    pointsWay: 'Points',
    ending: (brand: string, last4: string) => `${brand} ending ${last4}`.trim(),
  },
  zh: {
    complaint: '品质有问题',
    long_wait: '等太久',
    regular: '熟客',
    promotion: '促销',
    staff_meal: '员工餐',
    house_guest: '老板请客',
    quality: '品质有问题',
    wrong_item: '上错了',
    not_served: '没有上',
    overcharged: '多收了钱',
    returned: '退货',
    cash: '现金',
    card: '另一台刷卡机',
    value: '储值',
    points: (points) => `${points} 积分`,
    coupon: '优惠券',
    pointsWay: '积分抵扣',
    ending: (brand, last4) => `${brand} 尾号 ${last4}`.trim(),
  },
});

/** Why something costs less, in the order in which the reasons are offered. */
export const REDUCTION_REASONS: readonly ReductionReason[] = [
  'complaint',
  'long_wait',
  'regular',
  'promotion',
  'staff_meal',
  'house_guest',
];
/** Why money goes back, in the order in which the reasons are offered. */
export const REFUND_REASONS: readonly RefundReason[] = [
  'quality',
  'wrong_item',
  'not_served',
  'overcharged',
  'returned',
];

export function reductionReasonName(reason: ReductionReason): string {
  return t()[reason];
}

export function refundReasonName(reason: RefundReason): string {
  return t()[reason];
}

/** What the till calls a tender driver; its code when the store no longer has it. */
export function driverName(code: string): string {
  const driver = store.value?.trade.drivers.find((one) => one.code === code);
  return driver === undefined ? code : pick(driver.names);
}

/** A way of paying by the name under which it is counted. */
export function payName(name: string): string {
  switch (name) {
    case 'cash':
      return t().cash;
    case 'card_elsewhere':
      return t().card;
    case 'stored_value':
      return t().value;
    case 'points':
      return t().pointsWay;
    case 'coupon':
      return t().coupon;
    default:
      return driverName(name);
  }
}

/** What a tender was, as far as it helps to give it back: *Cash*, *Card terminal · Visa ending 4242*. */
export function tenderName({ kind }: Tender): string {
  switch (kind.type) {
    case 'cash':
      return t().cash;
    case 'card_elsewhere':
      return kind.reference === '' ? t().card : `${t().card} · ${kind.reference}`;
    case 'driver': {
      const card = kind.last4 === '' ? kind.reference : t().ending(kind.brand, kind.last4);
      return card === '' ? driverName(kind.driver) : `${driverName(kind.driver)} · ${card}`;
    }
    case 'stored_value':
      return t().value;
    case 'points':
      return t().points(String(kind.points));
    case 'coupon':
      return t().coupon;
  }
}
