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
  pick,
  toast,
  type MemberCard,
  type MemberDetail,
  type StoreCard,
  entryMoves,
  entryReason,
  sourceName,
} from '@comanda/web';
import { save } from '../api';
import { TextField } from '../fields';
import { staffName, tenderName } from '../reports/words';
import { connection, give } from '../store';
import { GivingPoints } from './GivingPoints';
import { MergingPanel } from './MergingPanel';
import { ElsewhereNote } from '../../ledger/ElsewhereNote';

const TYPED_MAX = 40;

const t = dictionary({
  en: {
    title: 'One guest',
    lead: 'Find a guest by phone number, its last four digits, or a name: what they have, every line of it, their data as a file, merging them with another, and forgetting them.',
    phone: 'Phone number, its last four digits, or a name',
    find: 'Find',
    none: 'No member has this number or name.',
    points: 'Points',
    value: 'Stored value',
    visits: 'Visits',
    last: 'Last visit',
    never: 'none yet',
    since: (day: string) => `Member since ${day}`,
    by: (who: string) => `brought by ${who}`,
    campaign: (name: string) => `campaign ${name}`,
    coupons: 'Coupons',
    coupon: (sum: string, day: string) => `${sum} off until ${day}`,
    withdraw: 'Take back',
    withdrawn: 'The coupon is taken back.',
    owed: 'Coupons taken at your risk',
    owedWhy:
      'They paid here while they lay in another store. When they come, this settles by itself; if they were used there too, let them go: the shop bears it.',
    letGo: 'Let it go',
    letGone: 'The coupon is let go. It no longer counts as owed.',
    ledger: 'Everything that came and went',
    nothing: 'Nothing yet.',
    orders: 'Last orders',
    export: 'Their data as a file',
    notSaved: 'The store server did not give the file. Try again.',
    erase: 'Forget this guest…',
    sure: 'Their name, phone number and allergies are erased for good, with their points, gift and coupons. Their orders stay, as nobody’s.',
    eraseNow: 'Erase for good',
    keep: 'Keep them',
    erased: 'The guest is forgotten.',
  },
  zh: {
    title: '一位客人',
    lead: '用手机号、尾号四位或姓名找客人：查看余额和每一笔明细、导出其数据、合并会籍、删除其资料。',
    phone: '手机号、尾号四位或姓名',
    find: '查找',
    none: '没有会员用这个号码或姓名。',
    points: '积分',
    value: '储值',
    visits: '来过',
    last: '上次来',
    never: '还没有',
    since: (day) => `${day} 入会`,
    by: (who) => `由 ${who} 带来`,
    campaign: (name) => `活动 ${name}`,
    coupons: '优惠券',
    coupon: (sum, day) => `抵 ${sum}，至 ${day}`,
    withdraw: '收回',
    withdrawn: '券已收回。',
    owed: '店主担风险收的券',
    owedWhy: '这些券在别的门店时在这里用了。券回来后自动抵平；如果在那边也用过，可以不再追究，由本店承担。',
    letGo: '不再追究',
    letGone: '已不再追究，不再记为欠券。',
    ledger: '所有进出明细',
    nothing: '还没有。',
    orders: '最近的单',
    export: '导出其数据',
    notSaved: '门店服务器没有给出文件，请再试一次。',
    erase: '删除这位客人…',
    sure: '其姓名、手机号和过敏信息将永久删除，积分、赠送金和券一并作废。订单保留，但不再属于任何人。',
    eraseNow: '永久删除',
    keep: '保留',
    erased: '已删除这位客人。',
  },
});

/** Looks one guest up, and does for them what a manager may. */
export function GuestsPart({ store }: { store: StoreCard }) {
  const typed = useSignal('');
  const found = useSignal<readonly MemberCard[] | null>(null);
  const open = useSignal<MemberDetail | null>(null);
  const trouble = useSignal<string | null>(null);
  const show = async (id: string) => {
    const reply = await connection.peek()?.memberDetail(id);
    if (reply?.type === 'ok') open.value = reply.value;
    else if (reply !== undefined) trouble.value = explainCode(reply.code, reply.message);
  };
  const find = async (event: Event) => {
    event.preventDefault();
    trouble.value = null;
    open.value = null;
    const reply = await connection.peek()?.findMember(typed.peek());
    if (reply === undefined) return;
    found.value = reply.type === 'ok' ? reply.value : null;
    if (reply.type !== 'ok') trouble.value = explainCode(reply.code, reply.message);
    else if (reply.value.length === 1) await show(reply.value[0]?.id ?? '');
  };
  return (
    <section class="settings wide guests">
      <h2>{t().title}</h2>
      <p class="hint">{t().lead}</p>
      <form class="row-foot" onSubmit={(event) => void find(event)}>
        <TextField
          label={t().phone}
          value={typed.value}
          maxLength={TYPED_MAX}
          testId="guest-digits"
          onValue={(text) => (typed.value = text)}
        />
        <Button tone="go" type="submit" data-testid="guest-find">
          {t().find}
        </Button>
      </form>
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      {found.value?.length === 0 && <p class="panel empty">{t().none}</p>}
      {open.value === null && (found.value?.length ?? 0) > 1 && (
        <ul class="list">
          {(found.value ?? []).map((card) => (
            <li key={card.id}>
              <span class="words">
                {card.name} <small>{card.phone_masked}</small>
              </span>
              <Button data-testid="guest-open" onClick={() => void show(card.id)}>
                {t().find}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {open.value !== null && (
        <Guest
          key={open.value.card.id}
          detail={open.value}
          store={store}
          trouble={trouble}
          onChanged={() => void show(open.peek()?.card.id ?? '')}
          onErased={() => {
            open.value = null;
            found.value = null;
            typed.value = '';
          }}
        />
      )}
    </section>
  );
}

type GuestProps = {
  detail: MemberDetail;
  store: StoreCard;
  trouble: Signal<string | null>;
  onChanged: () => void;
  onErased: () => void;
};

function Guest({ detail, store, trouble, onChanged, onErased }: GuestProps) {
  const { card } = detail;
  const money = (sum: number) => formatMoney(sum, store);
  const exported = async () => {
    const path = `/api/v1/members/${card.id}/export`;
    trouble.value = (await save(path, {}, `member-${card.id}.json`)) ? null : t().notSaved;
  };
  const withdraw = async (coupon_id: string, why: 'mistake' | 'goodwill') => {
    const outcome = await give({ type: 'withdraw_coupon', member_id: card.id, coupon_id, why });
    trouble.value = outcome.type === 'refused' ? explain(outcome) : null;
    if (outcome.type === 'accepted') toast({ text: why === 'mistake' ? t().withdrawn : t().letGone });
    onChanged();
  };
  return (
    <div class="panel stack" data-testid="guest">
      <h3>
        {card.name} {card.phone_masked}
      </h3>
      <dl class="owned">
        <div>
          <dt>{t().points}</dt>
          <dd>{card.points}</dd>
        </div>
        <div>
          <dt>{t().value}</dt>
          <dd>{money(card.principal + card.gift)}</dd>
        </div>
        <div>
          <dt>{t().visits}</dt>
          <dd>{card.visits}</dd>
        </div>
        <div>
          <dt>{t().last}</dt>
          <dd>{card.last_visit === null ? t().never : businessDay(card.last_visit)}</dd>
        </div>
      </dl>
      <p class="hint" data-testid="guest-came">
        {cameWords(detail, store)}
      </p>
      <ElsewhereNote detail={detail} at={store} why={false} />
      {(card.coupons ?? []).length > 0 && (
        <section>
          <h4>{t().coupons}</h4>
          <ul class="list">
            {(card.coupons ?? []).map((coupon) => (
              <li key={coupon.id}>
                <span class="words">{t().coupon(money(coupon.worth), businessDay(coupon.last_day))}</span>
                <Button data-testid="coupon-withdraw" onClick={() => void withdraw(coupon.id, 'mistake')}>
                  {t().withdraw}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {(card.owed_coupons ?? []).length > 0 && (
        <section data-testid="owed-coupons">
          <h4>{t().owed}</h4>
          <p class="hint">{t().owedWhy}</p>
          <ul class="list">
            {(card.owed_coupons ?? []).map((coupon) => (
              <li key={coupon.id}>
                <span class="words">{t().coupon(money(coupon.worth), businessDay(coupon.last_day))}</span>
                <Button data-testid="coupon-let-go" onClick={() => void withdraw(coupon.id, 'goodwill')}>
                  {t().letGo}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h4>{t().ledger}</h4>
        {detail.ledger.length === 0 && <p class="hint">{t().nothing}</p>}
        <ul class="list" data-testid="guest-ledger">
          {detail.ledger.map((line) => (
            <li key={`${line.at} ${JSON.stringify(line.entry)}`}>
              <span class="words">
                {entryReason(line.entry, tenderName)}
                <small>
                  {dateTime(line.at, store)} · {staffName(line.staff_id)}
                </small>
              </span>
              <b>{entryMoves(line.entry, store).join(' · ')}</b>
            </li>
          ))}
        </ul>
      </section>
      {detail.orders.length > 0 && (
        <section>
          <h4>{t().orders}</h4>
          <ul class="list">
            {detail.orders.map((order) => (
              <li key={order.order_id}>
                <span class="words">
                  {businessDay(order.business_day)} · {order.number}
                  <small>{listed(order.lines.map((line) => `${line.quantity} ${pick(line.names)}`))}</small>
                </span>
                <b>{money(order.total)}</b>
              </li>
            ))}
          </ul>
        </section>
      )}
      <GivingPoints key={`points ${card.points}`} card={card} onChanged={onChanged} />
      <MergingPanel detail={detail} onChanged={onChanged} />
      <div class="row-foot">
        <Button data-testid="guest-export" onClick={() => void exported()}>
          {t().export}
        </Button>
        <Erasing memberId={card.id} trouble={trouble} onErased={onErased} />
      </div>
    </div>
  );
}

/** Since when somebody is a member, and how they came. */
function cameWords({ came, enrolled_at }: MemberDetail, store: StoreCard): string {
  return [
    t().since(dateTime(enrolled_at, store)),
    came.brought_by === null ? '' : t().by(staffName(came.brought_by)),
    came.source === null ? '' : sourceName(came.source),
    came.campaign === null ? '' : t().campaign(came.campaign),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

type ErasingProps = { memberId: string; trouble: Signal<string | null>; onErased: () => void };

function Erasing({ memberId, trouble, onErased }: ErasingProps) {
  const asked = useSignal(false);
  const erase = async () => {
    asked.value = false;
    const outcome = await give({ type: 'erase_member', member_id: memberId });
    if (outcome.type === 'refused') {
      trouble.value = explain(outcome);
      return;
    }
    toast({ text: t().erased });
    onErased();
  };
  if (!asked.value)
    return (
      <Button tone="danger" data-testid="guest-erase" onClick={() => (asked.value = true)}>
        {t().erase}
      </Button>
    );
  return (
    <>
      <Banner tone="warn">{t().sure}</Banner>
      <Button tone="danger" data-testid="guest-erase-now" onClick={() => void erase()}>
        {t().eraseNow}
      </Button>
      <Button onClick={() => (asked.value = false)}>{t().keep}</Button>
    </>
  );
}
