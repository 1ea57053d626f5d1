import {
  businessDay,
  channelName,
  dictionary,
  pick,
  type Channel,
  type ExceptionKind,
  type SalesBy,
  type SalesRow,
} from '@comanda/web';
import { percentText } from '../amount';
import { store, view } from '../store';

const t = dictionary({
  en: {
    cash: 'Cash',
    card_elsewhere: 'Card, other machine',
    stored_value: 'Stored value',
    points: 'Points',
    coupon: 'Coupons',
    nobody: 'Nobody signed in',
    without: 'Without',
    hour: (from: string, to: string) => `${from}:00–${to}:00`,
    guest_changed_mind: 'Guest changed mind',
    entered_by_mistake: 'Entered by mistake',
    not_available: 'Not available',
    quality: 'Quality',
    complaint: 'Complaint',
    long_wait: 'Long wait',
    regular: 'Regular guest',
    promotion: 'Promotion',
    staff_meal: 'Staff meal',
    house_guest: 'Guest of the house',
    wrong_item: 'Wrong item',
    not_served: 'Not served',
    overcharged: 'Overcharged',
    returned: 'Returned',
    void: 'Void',
    comp: 'Comp',
    discount: 'Discount',
    refund: 'Refund',
    service: 'Service charge changed',
    no_sale: 'Drawer without sale',
    pay_out: 'Pay-out',
    settled_by_hand: 'Charge settled by hand',
    coupon_given: 'Coupon given to a member',
    ledger_adjusted: 'Member’s ledger put right',
    value_paid_out: 'Stored value paid out',
    at_risk: 'Points or a coupon taken at the owner’s risk',
    goodwill: 'Sorry to the guest',
    mistake: 'A mistake',
    brought_along: 'From another system',
    lapsed: 'Its time is over',
    slip_says_taken: 'Slip says: taken',
    slip_says_not_taken: 'Slip says: not taken',
  },
  zh: {
    cash: '现金',
    card_elsewhere: '刷卡（其他机器）',
    stored_value: '储值',
    points: '积分抵扣',
    coupon: '优惠券',
    nobody: '无人登录',
    without: '无',
    hour: (from, to) => `${from}:00–${to}:00`,
    guest_changed_mind: '客人改主意',
    entered_by_mistake: '录入错误',
    not_available: '没有了',
    quality: '质量问题',
    complaint: '投诉',
    long_wait: '等太久',
    regular: '熟客',
    promotion: '促销',
    staff_meal: '员工餐',
    house_guest: '招待',
    wrong_item: '上错',
    not_served: '没上',
    overcharged: '多收',
    returned: '退货',
    void: '作废',
    comp: '赠送',
    discount: '折扣',
    refund: '退款',
    service: '改服务费',
    no_sale: '无销售开钱箱',
    pay_out: '支出',
    settled_by_hand: '人工核对付款',
    coupon_given: '给会员发券',
    at_risk: '店主承担风险收的积分或券',
    ledger_adjusted: '调整会员账户',
    value_paid_out: '退还储值',
    goodwill: '向客人致歉',
    mistake: '更正错误',
    brought_along: '从别的系统带来',
    lapsed: '到期作废',
    slip_says_taken: '单子上：已收',
    slip_says_not_taken: '单子上：没收',
  },
});

const CHANNELS: readonly string[] = [
  'dine_in',
  'takeaway',
  'delivery',
  'phone',
  'pickup',
  'self_order',
  'online',
];

/** A person by id, in this language. */
export function staffName(id: string | null): string {
  const found = view.value.staffList.find((person) => person.id === id);
  return found === undefined ? t().nobody : pick(found.names);
}

/** What a guest says to have this person noted as who brought them. */
export function personalCode(id: string): string {
  return view.value.staffList.find((person) => person.id === id)?.code ?? '';
}

/** How something was paid. */
export function tenderName(key: string): string {
  switch (key) {
    case 'cash':
    case 'card_elsewhere':
    case 'stored_value':
    case 'points':
    case 'coupon':
      return t()[key];
  }
  const driver = store.value?.trade.drivers.find((one) => one.code === key);
  return driver === undefined ? key : pick(driver.names);
}

/** What sort of exception it is. */
export function kindName(kind: ExceptionKind): string {
  return t()[kind];
}

/** Why: our word for a known reason, or what was written. */
export function reasonWords(reason: string): string {
  const known: Readonly<Record<string, unknown>> = t();
  const word = Object.hasOwn(known, reason) ? known[reason] : undefined;
  return typeof word === 'string' ? word : reason;
}

/** What a row of a sales report is called. */
export function rowName(by: SalesBy, row: SalesRow): string {
  const named = row.names === null ? null : pick(row.names);
  switch (by) {
    case 'hour': {
      const next = String((Number(row.key) + 1) % 24).padStart(2, '0');
      return t().hour(row.key.padStart(2, '0'), next);
    }
    case 'day':
      return businessDay(row.key);
    case 'channel':
      return CHANNELS.includes(row.key) ? channelName(row.key as Channel) : row.key;
    case 'tender':
      return named ?? tenderName(row.key);
    case 'staff':
      return named ?? staffName(row.key);
    case 'tax': {
      const ppm = /(\d+)$/.exec(row.key)?.[1];
      return `${named ?? row.key}${ppm === undefined ? '' : ` ${percentText(Number(ppm))} %`}`;
    }
    case 'item':
    case 'category':
      return named ?? (row.key === '' ? t().without : row.key);
  }
}
