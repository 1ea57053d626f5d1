import { signal } from '@preact/signals';
import { dictionary, explainCode, formatMoney, toast, type Coupon } from '@comanda/web';
import { connection, memberId, remember, store } from '../store';

/** Coupons kept that were shown lately; past it the earliest must be shown once more. */
const SHOWN_MAX = 20;

const t = dictionary({
  en: {
    nobody: 'First find the member who uses the coupon, then scan it again.',
    ready: 'The coupon is ready. It is taken when they pay.',
    risk: (worth: string) =>
      `The coupon of ${worth} lies in another store, and HQ cannot be asked. It can be taken at the store’s risk when they pay.`,
  },
  zh: {
    nobody: '请先找到用券的会员，再扫一次。',
    ready: '券可以用了，付款时选用。',
    risk: (worth) => `${worth} 的券在别的门店，又联系不上总部。付款时可由门店承担风险收下。`,
  },
});

/** A coupon that a phone showed and that does not lie here, by whose it is. */
export type ShownCoupon = { member_id: string; coupon: Coupon };

/** Those that may be taken at the owner's risk while HQ is away. */
export const shownCoupons = signal<readonly ShownCoupon[]>([]);

/** Makes a coupon that was scanned usable for the member on the check, or says why not. */
export async function showCoupon(code: string): Promise<void> {
  const member_id = memberId.peek();
  if (member_id === null) {
    toast({ text: t().nobody, bad: true });
    return;
  }
  const reply = await connection.peek()?.showCoupon(member_id, code.toUpperCase());
  if (reply?.type === 'refused') toast({ text: explainCode(reply.code, reply.message), bad: true });
  if (reply?.type !== 'ok') return;
  const { card, at_risk: coupon } = reply.value;
  remember(card);
  const at = store.peek();
  if (coupon === null || at === null) {
    toast({ text: t().ready });
    return;
  }
  const others = shownCoupons.peek().filter((known) => known.coupon.id !== coupon.id);
  shownCoupons.value = [...others, { member_id: card.id, coupon }].slice(-SHOWN_MAX);
  toast({ text: t().risk(formatMoney(coupon.worth, at)) });
}
