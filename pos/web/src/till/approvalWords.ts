import {
  dictionary,
  orderNumber,
  pick,
  type Command,
  type MovementKind,
  type Money,
  type Order,
} from '@comanda/web';
import { refundReasonName, reductionReasonName } from './moneyWords';
import { percent, reducible, soldLines, takenOff } from './reductions';
import { reasonName } from './words';

const t = dictionary({
  en: {
    voidLine: (what: string) => `Void ${what}`,
    voidOrder: (no: string) => `Void the whole order ${no}`,
    percentOff: (rate: string, what: string) => `${rate} off ${what}`,
    amountOff: (what: string) => `An amount off ${what}`,
    comp: (what: string) => `Give ${what} free`,
    wholeOrder: (no: string) => `the whole order ${no}`,
    unreduce: (no: string) => `Take back a discount on order ${no}`,
    service: (rate: string, no: string) => `Service charge of ${rate} on order ${no}`,
    noService: (no: string) => `No service charge on order ${no}`,
    refund: (no: string) => `Give money back on order ${no}`,
    slipTaken: (no: string) => `Count a charge on order ${no} as paid`,
    slipNotTaken: (no: string) => `Count a charge on order ${no} as not paid`,
    onSlip: (reference: string) => `its slip shows ${reference}`,
    notOnSlip: 'nothing on its slip',
    pay_in: 'Put cash into the drawer',
    pay_out: 'Take cash out of the drawer',
    drop: 'Bring cash to the safe',
    top_up: 'Member paid in',
    value_paid_out: 'Stored value paid out',
    coupon: 'Give a member a coupon',
    drawer: 'Open the drawer without a sale',
    day: 'Close the day',
    other: 'This step',
  },
  zh: {
    voidLine: (what) => `作废 ${what}`,
    voidOrder: (no) => `作废整张单 ${no}`,
    percentOff: (rate, what) => `${what} 减 ${rate}`,
    amountOff: (what) => `${what} 减一笔金额`,
    comp: (what) => `免单：${what}`,
    wholeOrder: (no) => `整张单 ${no}`,
    unreduce: (no) => `取消 ${no} 的折扣`,
    service: (rate, no) => `${no} 收 ${rate} 服务费`,
    noService: (no) => `${no} 不收服务费`,
    refund: (no) => `${no} 退款`,
    slipTaken: (no) => `${no} 的一笔刷卡算作已收`,
    slipNotTaken: (no) => `${no} 的一笔刷卡算作没收`,
    onSlip: (reference) => `单子编号 ${reference}`,
    notOnSlip: '单子上没有',
    pay_in: '钱箱加款',
    pay_out: '钱箱取款',
    drop: '现金入保险柜',
    top_up: '会员充值',
    value_paid_out: '退还储值',
    coupon: '给会员发券',
    drawer: '不收款开钱箱',
    day: '日结',
    other: '这一步',
  },
});

/** What somebody is asked to allow: in words, for how much money (`null`: none, or not known), and why. */
export type Asked = { what: string; amount: Money | null; why: string | null };

function lineName(order: Order | undefined, lineId: string): { name: string; amount: Money | null } {
  const line = order?.lines.find((one) => one.id === lineId);
  if (line === undefined) return { name: '', amount: null };
  return { name: `${line.quantity} × ${pick(line.names)}`, amount: line.amount };
}

/** What moving cash is called. */
export function movementName(kind: MovementKind): string {
  return t()[kind];
}

/** What a command asks for, for whoever must allow it. */
export function askedFor(command: Command, order: Order | undefined): Asked {
  const no = order === undefined ? '' : orderNumber(order.channel, order.number);
  switch (command.type) {
    case 'void_line': {
      const { name, amount } = lineName(order, command.line_id);
      return { what: t().voidLine(name), amount, why: reasonName(command.reason) };
    }
    case 'void_order':
      return {
        what: t().voidOrder(no),
        amount: order?.totals.total ?? null,
        why: reasonName(command.reason),
      };
    case 'reduce': {
      const { line_id, kind, reason } = command.reduction;
      const what = line_id === null ? t().wholeOrder(no) : lineName(order, line_id).name;
      const words = {
        percent: kind.type === 'percent' ? t().percentOff(percent(kind.ppm), what) : '',
        amount: t().amountOff(what),
        comp: t().comp(what),
      };
      const amount = order === undefined ? null : takenOff(kind, reducible(order, line_id));
      return { what: words[kind.type], amount, why: reductionReasonName(reason) };
    }
    case 'remove_reduction':
      return { what: t().unreduce(no), amount: null, why: null };
    case 'set_service_charge': {
      const amount =
        order === undefined ? null : takenOff({ type: 'percent', ppm: command.ppm }, base(order));
      const what = command.ppm === 0 ? t().noService(no) : t().service(percent(command.ppm), no);
      return { what, amount: command.ppm === 0 ? (order?.totals.service ?? null) : amount, why: null };
    }
    case 'refund_order':
      return {
        what: t().refund(no),
        amount: command.tenders.reduce((sum, one) => sum + one.amount, 0),
        why: refundReasonName(command.reason),
      };
    case 'settle_tender': {
      const one = order?.pending?.find((pending) => pending.tender_id === command.tender_id);
      return {
        what: command.taken ? t().slipTaken(no) : t().slipNotTaken(no),
        amount: one === undefined ? null : one.amount + (one.tip ?? 0),
        why: command.taken ? t().onSlip(command.reference) : t().notOnSlip,
      };
    }
    case 'move_cash':
      return { what: movementName(command.kind), amount: command.amount, why: command.reason || null };
    case 'give_coupon':
      return { what: t().coupon, amount: command.coupon.worth, why: null };
    case 'pay_out_value':
      return { what: t().value_paid_out, amount: null, why: null };
    case 'open_drawer':
      return { what: t().drawer, amount: null, why: null };
    case 'close_day':
      return { what: t().day, amount: null, why: null };
    default:
      return { what: t().other, amount: null, why: null };
  }
}

/** What a service charge is reckoned on: the lines after every reduction. */
function base(order: Order): Money {
  return soldLines(order).length === 0 ? 0 : reducible(order, null);
}
