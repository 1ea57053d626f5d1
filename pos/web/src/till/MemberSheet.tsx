import { Button, dictionary, Numpad, Sheet } from '@comanda/web';
import { MemberMatches } from './MemberMatches';
import { closePanel, panel, typed } from './panel';
import { attach, member, memberId } from './store';

const PHONE_DIGITS_MAX = 15;

const t = dictionary({
  en: {
    title: 'Find member',
    phone: 'Phone number, or its last four digits',
    takeOff: 'Take the member off this check',
    allergies: (name: string) => `What makes ${name} ill…`,
  },
  zh: {
    title: '找会员',
    phone: '手机号，或尾号四位',
    takeOff: '从单上去掉会员',
    allergies: (name) => `${name} 对什么过敏…`,
  },
});

/** The same search for fingers: digits on large keys, matches while they are typed. */
export function MemberSheet() {
  return (
    <Sheet open class="find-member" title={t().title} onClose={closePanel}>
      <p class="big-sum">
        <span>{t().phone}</span>
        <output data-testid="phone-typed">{typed.value === '' ? '····' : typed.value}</output>
      </p>
      <div class="answers">
        <MemberMatches typed={typed.value} />
      </div>
      <Numpad
        value={typed.value}
        maxLength={PHONE_DIGITS_MAX}
        extra="none"
        onValue={(value) => (typed.value = value)}
      />
      {member.value !== null && (
        <Button data-testid="allergies" onClick={() => (panel.value = { type: 'allergies' })}>
          {t().allergies(member.value.name === '' ? member.value.phone_masked : member.value.name)}
        </Button>
      )}
      {memberId.value !== null && (
        <Button
          tone="danger"
          data-testid="detach-member"
          onClick={() => {
            attach(null);
            closePanel();
          }}
        >
          {t().takeOff}
        </Button>
      )}
    </Sheet>
  );
}
