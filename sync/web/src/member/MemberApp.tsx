import { useSignal } from '@preact/signals';
import { Banner, Button, dictionary, LanguageSwitch } from '@comanda/web';
import { useEffect } from 'preact/hooks';
import { Shared } from './Coupons';
import { Page } from './Page';
import {
  askForPage,
  canHoldKey,
  forgetPhone,
  keepPhone,
  readPhone,
  readShared,
  takeInvitation,
  type Phone,
  type SharedCoupon,
} from './phone';

const t = dictionary({
  en: {
    title: 'Your membership',
    loading: 'One moment…',
    nobody:
      'This phone shows no membership yet. Ask at the till for the code of your member page, and scan it.',
    old: 'This browser cannot keep a key. Open the address in an up-to-date browser, and over https.',
    invitation_gone: 'This invitation was used before, or its day is over. Ask at the till for another one.',
    membership_closed: 'This membership is closed. What you bought stays with the shop as nobody’s.',
    other_phone: 'Another phone shows your page now. Ask at the till if you want it back on this one.',
    wrong_clock: 'The clock of this phone is wrong by more than five minutes. Set it, and try again.',
    failed: 'That did not work. Ask at the till for help.',
    silent: 'No connection. What you see is as of the last time; the code works all the same.',
    silentFirst: 'No connection. Try again when you have one.',
    again: 'Try again',
    start: 'Start anew on this phone',
  },
  zh: {
    title: '我的会员',
    loading: '请稍候…',
    nobody: '这部手机还没有会员页。请在收银台索取会员页二维码并扫描。',
    old: '这个浏览器不能保存密钥。请用新版浏览器、以 https 打开。',
    invitation_gone: '这个邀请已用过，或已过一天。请到收银台再要一个。',
    membership_closed: '会员已注销。消费记录留在店里，不再属于任何人。',
    other_phone: '您的会员页现在在另一部手机上。要换回这部，请到收银台。',
    wrong_clock: '这部手机的时间相差超过五分钟。请校准后再试。',
    failed: '没有成功，请到收银台求助。',
    silent: '没有网络，以下是上次的内容；会员码照常可用。',
    silentFirst: '没有网络，有网后再试。',
    again: '再试一次',
    start: '在这部手机上重新开始',
  },
});

type Trouble = 'invitation_gone' | 'membership_closed' | 'other_phone' | 'wrong_clock' | 'failed';
type State =
  | { type: 'loading' }
  | { type: 'nobody' }
  | { type: 'old' }
  | { type: 'shared'; coupon: SharedCoupon }
  | { type: 'open'; phone: Phone };

const TROUBLES: readonly string[] = ['invitation_gone', 'membership_closed', 'other_phone', 'wrong_clock'];

/** The member page: takes an invitation once, then shows what belongs to whoever holds this phone. */
export function MemberApp() {
  const state = useSignal<State>({ type: 'loading' });
  const trouble = useSignal<Trouble | null>(null);
  const silent = useSignal(false);

  const refused = (code: string) => {
    trouble.value = TROUBLES.includes(code) ? (code as Trouble) : 'failed';
  };
  const refresh = async (phone: Phone) => {
    const answer = await askForPage(phone);
    silent.value = answer.type === 'silent';
    if (answer.type === 'refused') refused(answer.code);
    if (answer.type !== 'ok') return;
    trouble.value = null;
    const seen = { ...phone, seen: answer.value, clockOffMs: answer.value.server_utc_ms - Date.now() };
    await keepPhone(seen);
    state.value = { type: 'open', phone: seen };
  };
  const open = async () => {
    const coupon = readShared(location.hash.slice(1));
    if (coupon !== null) {
      state.value = { type: 'shared', coupon };
      return;
    }
    if (!canHoldKey()) {
      state.value = { type: 'old' };
      return;
    }
    const claim = location.hash.slice(1);
    // The address is good once: whoever reads it off this phone later can do nothing with it.
    history.replaceState(null, '', location.pathname);
    let phone = await readPhone();
    if (claim !== '') {
      const taken = await takeInvitation(claim);
      silent.value = taken.type === 'silent';
      if (taken.type === 'refused') refused(taken.code);
      if (taken.type === 'ok') phone = taken.value;
    }
    if (phone === null) {
      state.value = { type: 'nobody' };
      return;
    }
    state.value = { type: 'open', phone };
    await refresh(phone);
  };
  useEffect(() => {
    void open().catch(() => (state.value = { type: 'old' }));
  }, []);

  const now = state.value;
  return (
    <>
      <header class="member-top">
        <p class="brand">Comanda</p>
        <h1>{now.type === 'shared' ? '' : t().title}</h1>
        <LanguageSwitch />
      </header>
      <main class="member-page">
        {trouble.value !== null && (
          <Banner tone="bad">
            <span data-testid="trouble">{t()[trouble.value]}</span>
          </Banner>
        )}
        {silent.value && (
          <Banner tone="warn">
            {now.type === 'open' && now.phone.seen !== null ? t().silent : t().silentFirst}
          </Banner>
        )}
        {now.type === 'loading' && <p class="calm">{t().loading}</p>}
        {now.type === 'nobody' && trouble.value === null && !silent.value && (
          <p class="calm" data-testid="nobody">
            {t().nobody}
          </p>
        )}
        {now.type === 'old' && <Banner tone="bad">{t().old}</Banner>}
        {now.type === 'shared' && <Shared coupon={now.coupon} />}
        {now.type === 'open' && !isOver(trouble.value) && (
          <Page
            phone={now.phone}
            onClosed={() => {
              void forgetPhone();
              trouble.value = 'membership_closed';
              state.value = { type: 'nobody' };
            }}
          />
        )}
        {(silent.value || trouble.value === 'wrong_clock') && now.type === 'open' && (
          <Button onClick={() => void refresh(now.phone)}>{t().again}</Button>
        )}
        {now.type === 'open' && isOver(trouble.value) && (
          <Button
            onClick={() => {
              void forgetPhone();
              trouble.value = null;
              state.value = { type: 'nobody' };
            }}
          >
            {t().start}
          </Button>
        )}
      </main>
    </>
  );
}

/** Whether this phone shows nothing any more. */
function isOver(trouble: Trouble | null): boolean {
  return trouble === 'membership_closed' || trouble === 'other_phone';
}
