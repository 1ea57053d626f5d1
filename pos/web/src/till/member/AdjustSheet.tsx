import { useSignal } from '@preact/signals';
import {
  Banner,
  Button,
  dictionary,
  explain,
  formatMoney,
  Numpad,
  Sheet,
  toast,
  type AdjustReason,
  ADJUST_REASONS,
  adjustReasonName,
} from '@comanda/web';
import { panel } from '../panel';
import { give, member, refreshMember, store } from '../store';
import { typedAmount } from '../sums';

const DIGITS_MAX = 7;

const t = dictionary({
  en: {
    title: (name: string) => `Put right what ${name} has`,
    points: 'Points',
    gift: 'Gift',
    add: 'Add',
    off: 'Take off',
    why: (what: string) => `${what}. Why?`,
    done: 'It is put right.',
    pointsOf: (count: string) => `${count} ${count === '1' ? 'point' : 'points'}`,
  },
  zh: {
    title: (name) => `调整 ${name} 的账户`,
    points: '积分',
    gift: '赠送金',
    add: '增加',
    off: '减少',
    why: (what) => `${what}。为什么？`,
    done: '已调整。',
    pointsOf: (count) => `${count} 积分`,
  },
});

/** A manager puts a member's points or gift right, with the reason. */
export function AdjustSheet() {
  const card = member.value;
  const at = store.value;
  const digits = useSignal('');
  const unit = useSignal<'points' | 'gift'>('points');
  const sign = useSignal<1 | -1>(1);
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  if (card === null || at === null) return null;
  const size = typedAmount(digits.value);
  const amount = size * sign.value;
  const shown = unit.value === 'points' ? t().pointsOf(String(size)) : formatMoney(size, at);
  const what = `${sign.value > 0 ? '+' : '−'}${shown}`;
  const ready = size > 0 && !busy.value;
  const back = () => (panel.value = { type: 'member_card' });
  const go = async (why: AdjustReason) => {
    if (!ready) return;
    busy.value = true;
    const outcome = await give({
      type: 'adjust_member',
      member_id: card.id,
      points: unit.value === 'points' ? amount : 0,
      gift: unit.value === 'gift' ? amount : 0,
      why,
    });
    busy.value = false;
    if (outcome.type === 'refused') {
      trouble.value = explain(outcome);
      return;
    }
    await refreshMember();
    toast({ text: t().done });
    back();
  };
  const tab = (on: boolean, label: string, choose: () => void) => (
    <Button class={on ? 'tab on' : 'tab'} aria-pressed={on} onClick={choose}>
      {label}
    </Button>
  );
  return (
    <Sheet
      open
      class="adjust"
      title={t().title(card.name === '' ? card.phone_masked : card.name)}
      onClose={back}
    >
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      <div class="tabs ways">
        {tab(unit.value === 'points', t().points, () => (unit.value = 'points'))}
        {tab(unit.value === 'gift', t().gift, () => (unit.value = 'gift'))}
      </div>
      <div class="tabs ways">
        {tab(sign.value > 0, t().add, () => (sign.value = 1))}
        {tab(sign.value < 0, t().off, () => (sign.value = -1))}
      </div>
      <Numpad value={digits.value} maxLength={DIGITS_MAX} onValue={(value) => (digits.value = value)} />
      <p data-testid="adjust-what">{t().why(what)}</p>
      <div class="reasons two">
        {ADJUST_REASONS.map((why) => (
          <Button key={why} data-testid={`adjust-${why}`} disabled={!ready} onClick={() => void go(why)}>
            {adjustReasonName(why)}
          </Button>
        ))}
      </div>
    </Sheet>
  );
}
