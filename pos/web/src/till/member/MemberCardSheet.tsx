import { useSignal, type Signal } from '@preact/signals';
import {
  Banner,
  businessDay,
  Button,
  dateTime,
  dictionary,
  explain,
  explainCode,
  formatMoney,
  listed,
  mintId,
  pick,
  Sheet,
  toast,
  type MemberDetail,
  type StoreCard,
  entryMoves,
  entryReason,
} from '@comanda/web';
import { useEffect } from 'preact/hooks';
import { askWithApproval } from '../approval';
import { closePanel, panel } from '../panel';
import { tapItem } from '../ring';
import { bringMember, brought, items, member, refreshMember, shiftOpen, staff, store } from '../store';
import { payName } from '../moneyWords';
import { ElsewhereNote } from '../../ledger/ElsewhereNote';
import { valueOf } from './owned';

const t = dictionary({
  en: {
    points: 'Points',
    until: (day: string) => `until ${day}`,
    value: 'Stored value',
    gift: (sum: string) => `${sum} of it a gift`,
    visits: 'Visits',
    last: 'Last visit',
    never: 'First visit',
    coupons: 'Coupons',
    coupon: (sum: string, day: string) => `${sum} off until ${day}`,
    least: (sum: string) => `from ${sum}`,
    likes: 'Likes',
    orders: 'Last orders',
    ledger: 'Everything that came and went',
    nothing: 'Nothing yet.',
    loading: 'Looking it up…',
    topUp: 'Take money in…',
    giveCoupon: 'Give a coupon…',
    payOut: (sum: string) => `Pay ${sum} back in cash…`,
    payOutSure: (sum: string, gift: string) =>
      `Hand out ${sum}${gift === '' ? '' : `; the gift of ${gift} is gone`}`,
    paidOut: (sum: string) => `${sum} paid back.`,
    adjust: 'Put right…',
    allergies: 'What makes them ill…',
    page: 'Page on their phone…',
    about: 'Name, tags, cards…',
    birthdayToday: 'Birthday today',
    prospect: 'New',
    first: 'Second visit',
    second: 'Third visit',
    regular: 'Regular',
    at_risk: 'Back after a while',
    lost: 'Back after a long while',
  },
  zh: {
    points: '积分',
    until: (day) => `${day} 到期`,
    value: '储值',
    gift: (sum) => `其中赠送 ${sum}`,
    visits: '来过',
    last: '上次来',
    never: '第一次来',
    coupons: '优惠券',
    coupon: (sum, day) => `抵 ${sum}，至 ${day}`,
    least: (sum) => `满 ${sum}`,
    likes: '常点',
    orders: '最近的单',
    ledger: '所有进出明细',
    nothing: '还没有。',
    loading: '正在查…',
    topUp: '充值…',
    giveCoupon: '发券…',
    payOut: (sum) => `退还现金 ${sum}…`,
    payOutSure: (sum, gift) => `交给客人 ${sum}${gift === '' ? '' : `；赠送的 ${gift} 作废`}`,
    paidOut: (sum) => `已退还 ${sum}。`,
    adjust: '调整…',
    allergies: '过敏…',
    page: '手机会员页…',
    about: '姓名、标签、卡…',
    birthdayToday: '今天生日',
    prospect: '新会员',
    first: '第二次来',
    second: '第三次来',
    regular: '常客',
    at_risk: '有一阵没来',
    lost: '很久没来',
  },
});

/** Everything that is kept of the member on the desk: what they own, what they like, what came and went. */
export function MemberCardSheet() {
  const card = member.value;
  const at = store.value;
  const trouble = useSignal<string | null>(null);
  const id = card?.id ?? null;
  useEffect(() => {
    if (id === null) return;
    void bringMember(id).then((found) => {
      if (found?.type === 'refused') trouble.value = explainCode(found.code, found.message);
    });
  }, [id, card?.points, card?.principal, card?.coupons?.length]);
  if (card === null || at === null) return null;
  const shown = brought.value?.card.id === card.id ? brought.value : null;
  return (
    <Sheet
      open
      class="member-card"
      title={card.name === '' ? card.phone_masked : `${card.name} · ${card.phone_masked}`}
      onClose={closePanel}
    >
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      <Standing />
      <Owned at={at} />
      {shown !== null && <ElsewhereNote detail={shown} at={at} />}
      <Doing at={at} trouble={trouble} />
      {shown === null ? <p class="hint">{t().loading}</p> : <Likes detail={shown} at={at} />}
      {shown !== null && <Ledger detail={shown} at={at} />}
    </Sheet>
  );
}

/** Tier, how far they are with the shop, birthday and tags, in one line. */
function Standing() {
  const card = member.value;
  if (card === null) return null;
  return (
    <p class="standing" data-testid="standing">
      {card.tier !== undefined && <b>{pick(card.tier)}</b>}
      <span>{t()[card.stage]}</span>
      {card.has_birthday && <b>{t().birthdayToday}</b>}
      {[...(card.tags ?? []), ...(card.tags_by_rule ?? [])].map((tag) => (
        <span key={tag}>{tag}</span>
      ))}
    </p>
  );
}

function Owned({ at }: { at: StoreCard }) {
  const card = member.value;
  if (card === null) return null;
  const money = (sum: number) => formatMoney(sum, at);
  const coupons = card.coupons ?? [];
  return (
    <>
      <dl class="owned">
        <div>
          <dt>{t().points}</dt>
          <dd>
            <span data-testid="member-points">{card.points}</span>
            {card.points_until !== undefined && <small>{t().until(businessDay(card.points_until))}</small>}
          </dd>
        </div>
        <div>
          <dt>{t().value}</dt>
          <dd>
            <span data-testid="member-value">{money(valueOf(card))}</span>
            {card.gift > 0 && <small>{t().gift(money(card.gift))}</small>}
          </dd>
        </div>
        <div>
          <dt>{t().visits}</dt>
          <dd>
            {card.visits}
            <small>
              {card.last_visit === null ? t().never : `${t().last} ${businessDay(card.last_visit)}`}
            </small>
          </dd>
        </div>
      </dl>
      {coupons.length > 0 && (
        <section>
          <h3>{t().coupons}</h3>
          <ul class="held" data-testid="member-coupons">
            {coupons.map((coupon) => (
              <li key={coupon.id}>
                <b>{t().coupon(money(coupon.worth), businessDay(coupon.last_day))}</b>
                {coupon.least > 0 && <small>{t().least(money(coupon.least))}</small>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Doing({ at, trouble }: { at: StoreCard; trouble: Signal<string | null> }) {
  const card = member.value;
  const sure = useSignal(false);
  if (card === null) return null;
  const rules = at.trade.members;
  const sum = formatMoney(card.principal, at);
  const payOut = async () => {
    sure.value = false;
    const outcome = await askWithApproval(null, {
      type: 'pay_out_value',
      member_id: card.id,
      movement_id: mintId(),
    });
    if (outcome.type === 'refused') trouble.value = explain(outcome);
    else toast({ text: t().paidOut(sum) });
    await refreshMember();
  };
  return (
    <div class="doing">
      {rules.stored_value && (
        <Button tone="go" data-testid="top-up" onClick={() => (panel.value = { type: 'top_up' })}>
          {t().topUp}
        </Button>
      )}
      <Button data-testid="give-coupon" onClick={() => (panel.value = { type: 'give_coupon' })}>
        {t().giveCoupon}
      </Button>
      <Button data-testid="about-member" onClick={() => (panel.value = { type: 'about_member' })}>
        {t().about}
      </Button>
      <Button data-testid="allergies" onClick={() => (panel.value = { type: 'allergies' })}>
        {t().allergies}
      </Button>
      <Button data-testid="member-page" onClick={() => (panel.value = { type: 'member_page' })}>
        {t().page}
      </Button>
      {staff.value?.role === 'manager' && (
        <Button data-testid="adjust-member" onClick={() => (panel.value = { type: 'adjust_member' })}>
          {t().adjust}
        </Button>
      )}
      {card.principal > 0 && shiftOpen.value && (
        <Button
          {...(sure.value && { tone: 'danger' as const })}
          data-testid="pay-out-value"
          onClick={() => (sure.value ? void payOut() : (sure.value = true))}
        >
          {sure.value
            ? t().payOutSure(sum, card.gift > 0 ? formatMoney(card.gift, at) : '')
            : t().payOut(sum)}
        </Button>
      )}
    </div>
  );
}

type DetailProps = { detail: MemberDetail; at: StoreCard };

function Likes({ detail, at }: DetailProps) {
  const liked = detail.favourites.flatMap((id) => {
    const item = items.value.get(id);
    return item === undefined ? [] : [item];
  });
  return (
    <>
      {liked.length > 0 && (
        <section>
          <h3>{t().likes}</h3>
          <div class="likes">
            {liked.map((item) => (
              <Button
                key={item.id}
                data-testid="favourite"
                onClick={() => {
                  closePanel();
                  tapItem(item);
                }}
              >
                + {pick(item.names)}
              </Button>
            ))}
          </div>
        </section>
      )}
      {detail.orders.length > 0 && (
        <section>
          <h3>{t().orders}</h3>
          <ul class="list" data-testid="member-orders">
            {detail.orders.map((order) => (
              <li key={order.order_id}>
                <span>
                  {businessDay(order.business_day)} · {order.number}
                  <small>{listed(order.lines.map((line) => `${line.quantity} ${pick(line.names)}`))}</small>
                </span>
                <b>{formatMoney(order.total, at)}</b>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Ledger({ detail, at }: DetailProps) {
  return (
    <details class="ledger">
      <summary data-testid="ledger-open">{t().ledger}</summary>
      {detail.ledger.length === 0 && <p class="hint">{t().nothing}</p>}
      <ul class="list" data-testid="ledger">
        {detail.ledger.map((line) => (
          <li key={`${line.at} ${JSON.stringify(line.entry.reason)}`} data-testid="ledger-line">
            <span>
              {entryReason(line.entry, payName)}
              <small>{dateTime(line.at, at)}</small>
            </span>
            <b>{entryMoves(line.entry, at).join(' · ')}</b>
          </li>
        ))}
      </ul>
    </details>
  );
}
