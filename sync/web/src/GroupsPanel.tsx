import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import {
  Banner,
  businessDay,
  Button,
  dictionary,
  formatMoney,
  GroupGrid,
  groupName,
  groupWords,
  keepOnThisComputer,
  locale,
  pick,
  toast,
  type GroupMember,
  type GroupMembers,
  type HqGroups,
  type MemberGroup,
  type StoreCard,
} from '@comanda/web';
import type { Feed } from './feed';

const t = dictionary({
  en: {
    title: 'Groups of members',
    lead: (store: string) =>
      `Every member of the chain counts once, by what they did in all stores and by the rules of ${store}.`,
    again: 'Count again',
    failed: 'HQ did not answer. Try again in a moment.',
    none: 'No member yet. Whoever is enrolled at a till is counted here.',
    waiting: (count: string) =>
      `${count} members changed just now and are not counted yet. Count again in a moment.`,
  },
  zh: {
    title: '会员分组',
    lead: (store) => `全连锁的会员各算一次，看所有门店的消费，按“${store}”的规则。`,
    again: '重新统计',
    failed: '总部没有回应，请稍后再试。',
    none: '还没有会员。在收银台入会后会出现在这里。',
    waiting: (count) => `有 ${count} 位会员刚有变动，还没计入。请稍后重新统计。`,
  },
});

const w = groupWords;

/** Into which groups members of the chain fall, who is in one, and lists of them to write to. Counted when the page opens and when somebody asks. */
export function GroupsPanel({ feed }: { feed: Feed }) {
  const found = useSignal<HqGroups | null>(null);
  const failed = useSignal(false);
  const open = useSignal<MemberGroup | null>(null);
  const number = new Intl.NumberFormat(locale());
  const count = async () => {
    const groups = await feed.groups();
    failed.value = groups === null;
    if (groups !== null) found.value = groups;
  };
  useEffect(() => void count(), []);
  const groups = found.value;
  const store = groups?.by ?? null;
  const back = () => {
    open.value = null;
    void count();
  };
  return (
    <section class="panel members groups" aria-labelledby="groups">
      <h2 id="groups">{t().title}</h2>
      {store !== null && <p class="note">{t().lead(pick(store.names))}</p>}
      {failed.value && <Banner tone="bad">{t().failed}</Banner>}
      {open.value !== null && store !== null && (
        <GroupList key={open.value.key} feed={feed} group={open.value} store={store} onBack={back} />
      )}
      {open.value === null && groups !== null && (
        <>
          {groups.waiting > 0 && <p class="note">{t().waiting(number.format(groups.waiting))}</p>}
          <div class="tools">
            <b data-testid="all-members">{w().members(number.format(groups.counted.members))}</b>
            <Button data-testid="count-groups" onClick={() => void count()}>
              {t().again}
            </Button>
          </div>
          {groups.counted.members === 0 && <p class="calm">{t().none}</p>}
          {store !== null && (
            <div data-testid="hq-groups">
              <GroupGrid groups={groups.counted.groups} store={store} onOpen={(one) => (open.value = one)} />
            </div>
          )}
        </>
      )}
    </section>
  );
}

type ListProps = { feed: Feed; group: MemberGroup; store: StoreCard; onBack: () => void };

function GroupList({ feed, group, store, onBack }: ListProps) {
  const found = useSignal<GroupMembers | null>(null);
  const failed = useSignal(false);
  const busy = useSignal(false);
  const number = new Intl.NumberFormat(locale());
  const again = async () => {
    const members = await feed.groupMembers(group.key);
    failed.value = members === null;
    if (members !== null) found.value = members;
  };
  useEffect(() => void again(), []);
  const write = async () => {
    busy.value = true;
    const list = await feed.writeTo(group.key);
    busy.value = false;
    if (list !== null) keepOnThisComputer(list, `members-${group.key.replace(/[^a-z0-9]+/gi, '-')}.csv`);
    toast(list === null ? { text: w().notMade, bad: true } : { text: w().made });
    void again();
  };
  const isWritten = group.of.type === 'written';
  const writable = found.value?.writable ?? 0;
  const nobody = !isWritten && writable === 0;
  const label = nobody ? w().nobody : w().write(number.format(writable));
  return (
    <>
      <div class="tools">
        <Button data-testid="all-groups" onClick={onBack}>
          {w().back}
        </Button>
        <h3>{groupName(group.of)}</h3>
        <span class="push" />
        <Button
          {...(isWritten ? {} : { tone: 'go' as const })}
          data-testid="write-to-group"
          disabled={nobody || busy.value || found.value === null}
          onClick={() => void write()}
        >
          {isWritten ? w().saveAgain : label}
        </Button>
      </div>
      {!isWritten && <p class="note">{w().writeWhy(store.trade.members.quiet_days)}</p>}
      {failed.value && <Banner tone="bad">{t().failed}</Banner>}
      {found.value !== null && <Members found={found.value} group={group} store={store} />}
    </>
  );
}

type MembersProps = { found: GroupMembers; group: MemberGroup; store: StoreCard };

function Members({ found, group, store }: MembersProps) {
  const number = new Intl.NumberFormat(locale());
  const mayBe = (row: GroupMember) => {
    if (!row.reachable) return w().no;
    return row.written_on === null ? w().yes : w().writtenOn(businessDay(row.written_on));
  };
  return (
    <>
      <div class="table-box" tabIndex={0} role="region" aria-label={w().caption(groupName(group.of))}>
        <table data-testid="group-members">
          <thead>
            <tr>
              <th scope="col">{w().name}</th>
              <th scope="col">{w().visits}</th>
              <th scope="col">{w().last}</th>
              <th scope="col">{w().spent}</th>
              <th scope="col">{w().points}</th>
              <th scope="col">{w().agreed}</th>
            </tr>
          </thead>
          <tbody>
            {found.members.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  {row.name || row.phone_masked}
                  {row.name !== '' && <small>{row.phone_masked}</small>}
                </th>
                <td>{number.format(row.visits)}</td>
                <td>{row.last_visit === null ? w().never : businessDay(row.last_visit)}</td>
                <td>{formatMoney(row.spent, store)}</td>
                <td>{number.format(row.points)}</td>
                <td>{mayBe(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.count > found.members.length && (
        <p class="note">{w().more(number.format(found.members.length), number.format(found.count))}</p>
      )}
    </>
  );
}
