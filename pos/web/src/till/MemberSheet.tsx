import { Button, dictionary, Numpad, Sheet } from '@comanda/web';
import { MemberMatches } from './MemberMatches';
import { closePanel, typed } from './panel';
import { attach, memberId } from './store';

const PHONE_DIGITS_MAX = 15;

const t = dictionary({
  en: {
    title: 'Find member',
    phone: 'Phone number, or its last four digits',
    takeOff: 'Take the member off this check',
  },
  zh: {
    title: '找会员',
    phone: '手机号，或尾号四位',
    takeOff: '从单上去掉会员',
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
