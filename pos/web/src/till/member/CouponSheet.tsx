import { useSignal } from '@preact/signals';
import {
  Banner,
  businessDay,
  Button,
  dayAfter,
  dayAt,
  dictionary,
  explain,
  formatMoney,
  mintId,
  Numpad,
  Sheet,
  toast,
} from '@comanda/web';
import { askWithApproval } from '../approval';
import { panel } from '../panel';
import { connection, member, refreshMember, store } from '../store';
import { typedAmount } from '../sums';
import { campaignCode, CampaignField } from './CampaignField';

const DIGITS_MAX = 7;
const LEAST_MAJORS = [0, 10, 20, 50];
const DAYS = [7, 30, 90] as const;

const t = dictionary({
  en: {
    title: (name: string) => `A coupon for ${name}`,
    worth: 'Takes off',
    least: 'On an order of at least',
    any: 'any order',
    until: 'Good for',
    days: (days: number) => `${days} days`,
    give: (sum: string, day: string) => `Give ${sum}, good until ${day}`,
    done: (sum: string) => `A coupon of ${sum} is on the member’s card.`,
    alone: (sum: string) => `Above ${sum} a manager must allow it.`,
  },
  zh: {
    title: (name) => `给 ${name} 发券`,
    worth: '抵扣',
    least: '满多少可用',
    any: '不限',
    until: '有效期',
    days: (days) => `${days} 天`,
    give: (sum, day) => `发 ${sum} 的券，至 ${day}`,
    done: (sum) => `${sum} 的券已在会员卡上。`,
    alone: (sum) => `超过 ${sum} 要经理同意。`,
  },
});

/** One guest's own coupon: what it takes off, from what, for how long. */
export function CouponSheet() {
  const card = member.value;
  const at = store.value;
  const digits = useSignal('');
  const least = useSignal(0);
  const days = useSignal<number>(30);
  const campaign = useSignal('');
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  if (card === null || at === null) return null;
  const worth = typedAmount(digits.value);
  const now = connection.value?.serverNow() ?? Date.now();
  const last_day = dayAfter(dayAt(now, at.time_zone, at.day_cut_off_minutes), days.value);
  const alone = at.trade.members.cashier_coupon;
  const back = () => (panel.value = { type: 'member_card' });
  const give = async () => {
    if (worth <= 0 || busy.value) return;
    busy.value = true;
    const named = campaignCode(campaign.value);
    const coupon = {
      id: mintId(),
      worth,
      least: least.value,
      last_day,
      ...(named !== null && { campaign: named }),
    };
    const outcome = await askWithApproval(null, { type: 'give_coupon', member_id: card.id, coupon });
    busy.value = false;
    if (outcome.type === 'refused') {
      trouble.value = explain(outcome);
      return;
    }
    await refreshMember();
    toast({ text: t().done(formatMoney(worth, at)) });
    back();
  };
  return (
    <Sheet
      open
      class="give-coupon"
      title={t().title(card.name === '' ? card.phone_masked : card.name)}
      onClose={back}
      actions={
        <Button
          tone="go"
          data-testid="coupon-give"
          disabled={worth <= 0 || busy.value}
          onClick={() => void give()}
        >
          {t().give(formatMoney(worth, at), businessDay(last_day))}
        </Button>
      }
    >
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      <p class="big-sum">
        <span>
          {t().worth}
          <small>{t().alone(formatMoney(alone, at))}</small>
        </span>
        <output data-testid="coupon-worth">{formatMoney(worth, at)}</output>
      </p>
      <h3>{t().least}</h3>
      <div class="quick">
        {LEAST_MAJORS.map((major) => {
          const sum = major * 10 ** at.currency_exponent;
          return (
            <Button key={sum} aria-pressed={least.value === sum} onClick={() => (least.value = sum)}>
              {sum === 0 ? t().any : formatMoney(sum, at)}
            </Button>
          );
        })}
      </div>
      <h3>{t().until}</h3>
      <div class="quick">
        {DAYS.map((count) => (
          <Button key={count} aria-pressed={days.value === count} onClick={() => (days.value = count)}>
            {t().days(count)}
          </Button>
        ))}
      </div>
      <CampaignField text={campaign} testId="coupon-campaign" />
      <Numpad
        value={digits.value}
        maxLength={DIGITS_MAX}
        onValue={(value) => (digits.value = value)}
        onEnter={() => void give()}
      />
    </Sheet>
  );
}
