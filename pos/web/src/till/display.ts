import { computed, effect } from '@preact/signals';
import {
  formatAmount,
  formatMoney,
  locale,
  orderNumber,
  pick,
  type Names,
  type StoreCard,
} from '@comanda/web';
import {
  CHANNEL,
  HERE_EVERY_MS,
  type GuestLine,
  type GuestMember,
  type GuestSum,
  type GuestView,
  type Told,
} from '../display/told';
import { checkLines, checkSums } from './check';
import { valueOf } from './member/owned';
import { panel, type Payment } from './panel';
import { member, order, orders, staff, store, training } from './store';

const NO_SHOP: Names = { zh: '', en: '' };

/** What the guest may see of the till, as it is now. */
export const guestView = computed<GuestView>(() => {
  const at = store.value;
  const here = {
    shop: at?.names ?? NO_SHOP,
    training: training.value,
    member: at === null || staff.value === null ? null : known(at),
  };
  if (at === null || staff.value === null) return { ...here, type: 'rest' };
  if (panel.value.type === 'paid') return { ...here, ...paid(panel.value.payment, at) };
  const lines = checkLines.value.filter((line) => line.quantity > 0).map(guestLine);
  if (lines.length === 0 && here.member === null) return { ...here, type: 'rest' };
  const sums = checkSums.value;
  return {
    ...here,
    type: 'check',
    lines,
    sums: onAndOff(at),
    paid: sums.paid === 0 ? null : formatAmount(sums.paid, at),
    due: formatMoney(sums.due, at),
    code: shownCode(at),
  };
});

/** The payment code that waits for the guest, with its tip. */
function shownCode(at: StoreCard): { text: string; amount: string } | null {
  for (const { state, amount, tip } of order.value?.pending ?? [])
    if (state.type === 'waiting' && typeof state.shown_code === 'string')
      return { text: state.shown_code, amount: formatMoney(amount + (tip ?? 0), at) };
  return null;
}

type Checked = (typeof checkLines.value)[number];

function guestLine({ row, chosen }: Checked): GuestLine {
  const { id, quantity, name, amount } = row;
  return {
    id,
    quantity,
    name,
    second: row.second ?? null,
    chosen: chosen.map(({ text }) => text),
    amount: amount ?? '',
  };
}

/** Promotions and discounts by what they come to, then what is put on; why is between the guest and the store. */
function onAndOff(at: StoreCard): GuestSum[] {
  const { discounts, comps, service, packaging } = checkSums.value;
  const promotions = order.value?.promotions ?? [];
  const promoted = promotions.reduce((sum, one) => sum + one.off, 0);
  const off = (label: string, sum: number) =>
    sum === 0 ? [] : [{ label, sum: `−${formatAmount(sum, at)}` }];
  const on = (label: string, sum: number) => (sum === 0 ? [] : [{ label, sum: formatAmount(sum, at) }]);
  return [
    ...promotions.flatMap((one) => off(pick(one.names), one.off)),
    ...off('优惠 Discount', discounts - promoted),
    ...off('免单 On the house', comps),
    ...on('服务费 Service', service),
    ...on('打包费 Packaging', packaging),
  ];
}

function known(at: StoreCard): GuestMember | null {
  const card = member.value;
  if (card === null) return null;
  const value = valueOf(card);
  return {
    name: card.name,
    points: card.points.toLocaleString(locale()),
    value: value === 0 ? null : formatMoney(value, at),
    tier: card.tier === undefined ? null : pick(card.tier),
    coupons: card.coupons?.length ?? 0,
    has_birthday: card.has_birthday,
  };
}

function paid(payment: Payment, at: StoreCard) {
  const { order_id, channel, total, cash, change, answer } = payment;
  const closed = orders.value.get(order_id)?.state.type === 'closed';
  return {
    type: 'paid',
    number: answer.type === 'paid' ? orderNumber(channel, answer.number) : null,
    total: formatMoney(total, at),
    change: cash && change > 0 ? formatMoney(change, at) : null,
    receipt: closed ? `${location.origin}/r/${order_id}` : null,
  } as const;
}

/** Shows the guest's side in whatever display window is open on this machine. Returns what ends it. */
export function showToGuest(): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  const say = (told: Told) => {
    channel.postMessage(told);
  };
  const end = effect(() => {
    say({ type: 'view', view: guestView.value });
  });
  channel.onmessage = (event: MessageEvent<Told>) => {
    if (event.data.type === 'hello') say({ type: 'view', view: guestView.peek() });
  };
  const timer = setInterval(() => {
    say({ type: 'here' });
  }, HERE_EVERY_MS);
  const leave = () => {
    say({ type: 'gone' });
  };
  addEventListener('pagehide', leave);
  return () => {
    leave();
    end();
    clearInterval(timer);
    removeEventListener('pagehide', leave);
    channel.close();
  };
}
