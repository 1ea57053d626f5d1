import { Banner, Button, dictionary, locale, type MemberCard } from '@comanda/web';
import { closePanel, panel, typed as typedHere } from './panel';
import { looksWhole } from './phone';
import { members } from './recognise';
import { readTyped } from './search';
import { attach } from './store';

const t = dictionary({
  en: {
    few: 'Type the last four digits of the phone number, or all of it.',
    looking: 'Looking…',
    silent: 'The store server does not answer, so members cannot be found now. The order goes on without.',
    none: 'No member has this number.',
    noneShort: 'No member’s number ends in these digits. Type the whole number to enrol the guest.',
    tap: 'Tap to put the member on the check.',
    enrol: 'Enrol this number',
    firstVisit: 'New member',
    visits: (points: string, visits: string) =>
      `${points} ${points === '1' ? 'point' : 'points'} · ${visits} ${visits === '1' ? 'visit' : 'visits'}`,
  },
  zh: {
    few: '请输入手机尾号四位，或完整号码。',
    looking: '查找中…',
    silent: '门店服务器没有回应，现在查不到会员。单子照常。',
    none: '没有会员用这个号码。',
    noneShort: '没有会员的尾号是这几位。输入完整号码可以入会。',
    tap: '点一下，把会员加到单上。',
    enrol: '用这个号码入会',
    firstVisit: '新会员',
    visits: (points, visits) => `${points} 分 · 来过 ${visits} 次`,
  },
});

function confirm(card: MemberCard): void {
  attach(card);
  typedHere.value = '';
  closePanel();
}

/** Who the typed digits belong to; one tap puts them on the check. */
export function MemberMatches({ typed }: { typed: string }) {
  const read = readTyped(typed);
  const digits = read.type === 'digits' ? read.digits : '';
  const answer = members.value;
  if (answer.type === 'idle') return <p class="hint">{t().few}</p>;
  if (answer.type === 'looking') return <p class="hint">{t().looking}</p>;
  if (answer.type === 'silent') return <Banner tone="warn">{t().silent}</Banner>;
  const whole = looksWhole(digits);
  if (answer.members.length === 0) {
    return (
      <div class="nobody">
        <p role="status">{whole ? t().none : t().noneShort}</p>
        {whole && (
          <Button tone="go" data-testid="enrol" onClick={() => (panel.value = { type: 'enrol', digits })}>
            {t().enrol}
          </Button>
        )}
      </div>
    );
  }
  return (
    <div class="matches">
      <p class="hint" role="status">
        {t().tap}
      </p>
      <Matches cards={answer.members} />
    </div>
  );
}

/** Members whose name begins with what was typed, beside the items that do; nothing when there are none. */
export function NamedMembers() {
  const answer = members.value;
  if (answer.type !== 'found' || answer.members.length === 0) return null;
  return (
    <div class="matches named">
      <Matches cards={answer.members} />
    </div>
  );
}

function Matches({ cards }: { cards: readonly MemberCard[] }) {
  return (
    <ul>
      {cards.map((card) => (
        <li key={card.id}>
          <Button data-testid="member-match" onClick={() => confirm(card)}>
            <Match card={card} />
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Match({ card }: { card: MemberCard }) {
  const count = new Intl.NumberFormat(locale());
  return (
    <>
      <span class="face" aria-hidden="true">
        {card.name.slice(0, 1) || '·'}
      </span>
      <span class="id">
        <b>{card.name === '' ? card.phone_masked : card.name}</b>
        <small>
          {card.name !== '' && `${card.phone_masked} · `}
          {card.visits === 0
            ? t().firstVisit
            : t().visits(count.format(card.points), count.format(card.visits))}
        </small>
      </span>
    </>
  );
}
