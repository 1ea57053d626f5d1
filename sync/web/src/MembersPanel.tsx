import { useSignal } from '@preact/signals';
import {
  Banner,
  Button,
  dateTime,
  dictionary,
  entryMoves,
  entryReason,
  formatMoney,
  pick,
  type HqHolding,
  type HqMember,
  type HqStore,
} from '@comanda/web';
import type { Feed } from './feed';

const DIGITS = /^\d{4}$/;

const t = dictionary({
  en: {
    title: 'Members',
    lead: 'What a member owns, and in which store it lies: only there can it be spent, with or without HQ. What HQ holds it lends to whichever store asks.',
    digits: 'Last four digits of the phone',
    find: 'Find',
    latest: 'Enrolled last',
    none: 'No member has a phone that ends so.',
    noneAtAll: 'No member yet.',
    four: 'Type the last four digits, or leave it empty.',
    failed: 'HQ did not answer. Try again in a moment.',
    place: 'Where',
    value: 'Stored value',
    gift: (sum: string) => `${sum} a gift`,
    points: 'Points',
    coupons: 'Coupons',
    hq: 'HQ, to lend',
    onItsWay: (store: string) => `On its way to ${store}`,
    total: 'Altogether',
    ledger: 'Everything that came and went',
    cash: 'Cash',
    card: 'Card terminal',
    unnamed: 'No name',
  },
  zh: {
    title: '会员',
    lead: '会员名下的东西在哪家店：只有那家店能用，不论总部是否在线。总部持有的，哪家店来要就借给哪家。',
    digits: '手机尾号四位',
    find: '查找',
    latest: '最近入会',
    none: '没有会员的手机是这个尾号。',
    noneAtAll: '还没有会员。',
    four: '请填尾号四位，或留空。',
    failed: '总部没有回应，请稍后再试。',
    place: '所在',
    value: '储值',
    gift: (sum) => `赠送 ${sum}`,
    points: '积分',
    coupons: '券',
    hq: '总部，可借出',
    onItsWay: (store) => `正在送往 ${store}`,
    total: '合计',
    ledger: '所有进出明细',
    cash: '现金',
    card: '刷卡机',
    unnamed: '未留姓名',
  },
});

type Props = { feed: Feed; stores: readonly HqStore[] };

/** Members over all stores: what they own and where it lies. */
export function MembersPanel({ feed, stores }: Props) {
  const typed = useSignal('');
  const found = useSignal<readonly HqMember[] | null>(null);
  const asked = useSignal('');
  const trouble = useSignal<string | null>(null);
  const find = async (event: Event) => {
    event.preventDefault();
    const last4 = typed.value.trim();
    trouble.value = last4 === '' || DIGITS.test(last4) ? null : t().four;
    if (trouble.value !== null) return;
    const members = await feed.members(last4);
    if (members === null) trouble.value = t().failed;
    else found.value = members;
    asked.value = last4;
  };
  return (
    <section class="panel members" aria-labelledby="members">
      <h2 id="members">{t().title}</h2>
      <p class="note">{t().lead}</p>
      <form onSubmit={(event) => void find(event)}>
        <label class="field">
          <span>{t().digits}</span>
          <input
            inputMode="numeric"
            autocomplete="off"
            maxLength={4}
            data-testid="member-digits"
            value={typed.value}
            onInput={(event) => (typed.value = event.currentTarget.value)}
          />
        </label>
        <Button tone="go" type="submit" data-testid="find-members">
          {typed.value.trim() === '' ? t().latest : t().find}
        </Button>
      </form>
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      {found.value?.length === 0 && <p class="calm">{asked.value === '' ? t().noneAtAll : t().none}</p>}
      <ul>
        {(found.value ?? []).map((member) => (
          <li key={member.id} data-testid="hq-member">
            <Member member={member} stores={stores} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Member({ member, stores }: { member: HqMember; stores: readonly HqStore[] }) {
  const first = stores[0];
  if (first === undefined) return null;
  const byId = new Map(stores.map((store) => [store.id, store]));
  const at = byId.get(member.holdings.find((one) => one.store_id !== null)?.store_id ?? '') ?? first;
  const money = (sum: number) => formatMoney(sum, at);
  const nameOf = (id: string | null) => {
    const store = byId.get(id ?? '');
    return store === undefined ? '' : pick(store.names);
  };
  const placeOf = (one: HqHolding) => {
    if (one.store_id === null) return t().hq;
    return one.on_its_way ? t().onItsWay(nameOf(one.store_id)) : nameOf(one.store_id);
  };
  const held = member.holdings.filter(
    (one) => one.principal !== 0 || one.gift !== 0 || one.points !== 0 || one.coupons !== 0,
  );
  const amounts = (one: Pick<HqHolding, 'principal' | 'gift' | 'points' | 'coupons'>) => (
    <>
      <td>
        {money(one.principal + one.gift)}
        {one.gift > 0 && <small>{t().gift(money(one.gift))}</small>}
      </td>
      <td>{one.points}</td>
      <td>{one.coupons}</td>
    </>
  );
  return (
    <>
      <h3>
        {member.name === '' ? t().unnamed : member.name} <small>{member.phone_masked}</small>
      </h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t().place}</th>
            <th scope="col">{t().value}</th>
            <th scope="col">{t().points}</th>
            <th scope="col">{t().coupons}</th>
          </tr>
        </thead>
        <tbody>
          {held.map((one) => (
            <tr key={`${one.store_id} ${one.on_its_way}`} data-testid="holding">
              <th scope="row">{placeOf(one)}</th>
              {amounts(one)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr data-testid="member-total">
            <th scope="row">{t().total}</th>
            {amounts(member)}
          </tr>
        </tfoot>
      </table>
      {member.ledger.length > 0 && (
        <details>
          <summary data-testid="member-ledger">{t().ledger}</summary>
          <ol>
            {member.ledger.map((line) => (
              <li key={`${line.store_id} ${line.at} ${JSON.stringify(line.entry)}`}>
                <span>
                  {entryReason(line.entry, payName)}
                  <small>
                    {dateTime(line.at, byId.get(line.store_id) ?? at)} · {nameOf(line.store_id)}
                  </small>
                </span>
                <b>{entryMoves(line.entry, at).join(' · ')}</b>
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

/** What paid for a top-up; a tender of a store's own is told by its code. */
function payName(name: string): string {
  if (name === 'cash') return t().cash;
  return name === 'card_elsewhere' ? t().card : name;
}
