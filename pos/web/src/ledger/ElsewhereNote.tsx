import {
  Banner,
  dictionary,
  formatMoney,
  listed,
  pick,
  type HeldElsewhere,
  type MemberDetail,
  type StoreCard,
} from '@comanda/web';

const t = dictionary({
  en: {
    held: (what: string, where: string) => `${what} stays with ${where}`,
    why: 'That store cannot be reached now; ask again in a moment.',
    away: 'HQ cannot be reached: only what this store holds can be used. It is shown here.',
    points: (count: number) => (count === 1 ? '1 point' : `${count} points`),
    coupons: (count: number) => (count === 1 ? '1 coupon' : `${count} coupons`),
  },
  zh: {
    held: (what, where) => `${what} 还在 ${where}`,
    why: '现在联系不上那里，请稍后再试。',
    away: '联系不上总部：只能用本店持有的部分，如这里所示。',
    points: (count) => `${count} 积分`,
    coupons: (count) => `${count} 张券`,
  },
});

type Props = { detail: Pick<MemberDetail, 'elsewhere' | 'hq_away'>; at: StoreCard; why?: boolean };

/** What a member owns that cannot be used in this store now, and why. */
export function ElsewhereNote({ detail, at, why = true }: Props) {
  const held = (detail.elsewhere ?? []).filter((one) => whatOf(one, at) !== '');
  if (!detail.hq_away && held.length === 0) return null;
  const text = detail.hq_away
    ? t().away
    : [...held.map((one) => t().held(whatOf(one, at), pick(one.store))), ...(why ? [t().why] : [])].join(
        ' · ',
      );
  return (
    <div data-testid="elsewhere">
      <Banner tone="warn">{text}</Banner>
    </div>
  );
}

function whatOf(one: HeldElsewhere, at: StoreCard): string {
  return listed([
    ...(one.value === 0 ? [] : [formatMoney(one.value, at)]),
    ...(one.points === 0 ? [] : [t().points(one.points)]),
    ...(one.coupons === 0 ? [] : [t().coupons(one.coupons)]),
  ]);
}
