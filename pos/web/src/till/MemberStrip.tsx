import {
  allergenName,
  Button,
  dictionary,
  formatMoney,
  listed,
  locale,
  pick,
  type MemberCard,
} from '@comanda/web';
import { allergies } from './allergy';
import { valueOf } from './member/owned';
import { panel, typed } from './panel';
import { member, memberId, store } from './store';

const t = dictionary({
  en: {
    noMember: 'No member',
    findMember: 'Find member',
    remove: 'Switch',
    allergic: (what: string) => `⚠ Allergic to ${what}`,
    looking: 'Looking the member up…',
    firstVisit: 'New member',
    birthday: '★ Birthday today',
    coupons: (count: number) => (count === 1 ? '1 coupon' : `${count} coupons`),
    visits: (points: string, visits: string) =>
      `${points} ${points === '1' ? 'point' : 'points'} · ${visits} ${visits === '1' ? 'visit' : 'visits'}`,
  },
  zh: {
    noMember: '没有会员',
    findMember: '找会员',
    remove: '更换',
    allergic: (what) => `⚠ 对${what}过敏`,
    looking: '正在查会员…',
    firstVisit: '新会员',
    birthday: '★ 今天生日',
    coupons: (count) => `${count} 张券`,
    visits: (points, visits) => `${points} 分 · 来过 ${visits} 次`,
  },
});

/** What they own in a line: points and visits, stored value, coupons. */
function owned(card: MemberCard, count: Intl.NumberFormat): string {
  const at = store.value;
  const value = valueOf(card);
  const coupons = card.coupons?.length ?? 0;
  return [
    ...(card.has_birthday ? [t().birthday] : []),
    ...(card.tier === undefined ? [] : [pick(card.tier)]),
    card.visits === 0 && card.points === 0
      ? t().firstVisit
      : t().visits(count.format(card.points), count.format(card.visits)),
    ...(value > 0 && at !== null ? [formatMoney(value, at)] : []),
    ...(coupons > 0 ? [t().coupons(coupons)] : []),
    ...(card.tags ?? []),
    ...(card.tags_by_rule ?? []),
  ].join(' · ');
}

/** Whose check it is, on top of it; the way to find somebody by touch. */
export function MemberStrip() {
  const card = member.value;
  const open = () => {
    typed.value = '';
    panel.value = { type: 'member' };
  };
  if (memberId.value === null) {
    return (
      <div class="member none">
        <span>{t().noMember}</span>
        <Button data-testid="find-member" onClick={open}>
          {t().findMember}
        </Button>
      </div>
    );
  }
  const count = new Intl.NumberFormat(locale());
  return (
    <div class="member" data-testid="member">
      <button
        type="button"
        class="who"
        data-testid="member-card"
        disabled={card === null}
        onClick={() => (panel.value = { type: 'member_card' })}
      >
        <span class="face" aria-hidden="true">
          {(card?.name ?? '').slice(0, 1) || '·'}
        </span>
        <span class="id">
          <b>{card === null ? t().looking : card.name === '' ? card.phone_masked : card.name}</b>
          {card !== null && <small>{owned(card, count)}</small>}
        </span>
      </button>
      <Button data-testid="change-member" onClick={open}>
        {t().remove}
      </Button>
      {allergies.value.length > 0 && (
        <button
          type="button"
          class="allergic"
          data-testid="allergic"
          onClick={() => (panel.value = { type: 'allergies' })}
        >
          {t().allergic(listed(allergies.value.map(allergenName)))}
        </button>
      )}
    </div>
  );
}
