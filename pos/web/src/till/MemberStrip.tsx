import { allergenName, Button, dictionary, listed, locale } from '@comanda/web';
import { allergies } from './allergy';
import { panel, typed } from './panel';
import { member, memberId } from './store';

const t = dictionary({
  en: {
    noMember: 'No member',
    findMember: 'Find member',
    remove: 'Switch',
    allergic: (what: string) => `⚠ Allergic to ${what}`,
    looking: 'Looking the member up…',
    firstVisit: 'New member',
    visits: (points: string, visits: string) =>
      `${points} points · ${visits} ${visits === '1' ? 'visit' : 'visits'}`,
  },
  zh: {
    noMember: '没有会员',
    findMember: '找会员',
    remove: '更换',
    allergic: (what) => `⚠ 对${what}过敏`,
    looking: '正在查会员…',
    firstVisit: '新会员',
    visits: (points, visits) => `${points} 分 · 来过 ${visits} 次`,
  },
});

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
      <span class="face" aria-hidden="true">
        {(card?.name ?? '').slice(0, 1) || '·'}
      </span>
      <span class="id">
        <b>{card === null ? t().looking : card.name === '' ? card.phone_masked : card.name}</b>
        {card !== null && (
          <small>
            {card.visits === 0
              ? t().firstVisit
              : t().visits(count.format(card.points), count.format(card.visits))}
          </small>
        )}
      </span>
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
