import { useSignal } from '@preact/signals';
import {
  businessDay,
  Button,
  formatMoney,
  GroupGrid,
  groupName,
  groupWords,
  locale,
  toast,
  type GroupMember,
  type GroupMembers,
  type MemberGroup,
  type MemberGroups,
  type StoreCard,
} from '@comanda/web';
import { makeList } from '../api';
import { CsvButton, shownOf, useAsked, Waiting } from '../reports/asked';
import { DataTable, figure, word, type Column } from '../reports/DataTable';

const PATH = '/api/v1/members/groups';

const t = groupWords;

/** Members in groups, counted now; who is in one; and lists of them to write to. */
export function GroupsPart({ store }: { store: StoreCard }) {
  const { said, again } = useAsked<MemberGroups>(PATH, {});
  const open = useSignal<MemberGroup | null>(null);
  const found = shownOf(said.value);
  const count = new Intl.NumberFormat(locale());
  if (open.value !== null) {
    // Who was written to meanwhile is counted anew.
    const back = () => {
      open.value = null;
      again();
    };
    return <GroupList group={open.value} store={store} onBack={back} />;
  }
  return (
    <section class="settings wide groups">
      <p class="hint">{t().lead}</p>
      <Waiting said={said.value} again={again} />
      {found !== null && found.members === 0 && <p class="panel empty">{t().none}</p>}
      {found !== null && found.members > 0 && (
        <>
          <p class="group-total" data-testid="all-members">
            {t().members(count.format(found.members))}
          </p>
          <GroupGrid groups={found.groups} store={store} onOpen={(group) => (open.value = group)} />
        </>
      )}
    </section>
  );
}

type ListProps = { group: MemberGroup; store: StoreCard; onBack: () => void };

function GroupList({ group, store, onBack }: ListProps) {
  const path = `${PATH}/${encodeURIComponent(group.key)}`;
  const { said, again } = useAsked<GroupMembers>(path, {});
  const found = shownOf(said.value);
  const count = new Intl.NumberFormat(locale());
  const busy = useSignal(false);
  const writable = found?.writable ?? 0;
  const name = `members-${group.key.replace(/[^a-z0-9]+/gi, '-')}`;
  const write = async () => {
    busy.value = true;
    const made = await makeList(`${path}/letters`, `${name}.csv`);
    busy.value = false;
    toast(made ? { text: t().made } : { text: t().notMade, bad: true });
    again();
  };
  return (
    <>
      <div class="bar">
        <Button data-testid="all-groups" onClick={onBack}>
          {t().back}
        </Button>
        <span class="space" />
        {group.of.type === 'written' ? (
          <CsvButton path={path} query={{}} name={name} label={t().saveAgain} />
        ) : (
          <Button
            tone="go"
            data-testid="write-to-group"
            disabled={writable === 0 || busy.value}
            onClick={() => void write()}
          >
            {writable === 0 ? t().nobody : t().write(count.format(writable))}
          </Button>
        )}
      </div>
      {group.of.type !== 'written' && <p class="hint">{t().writeWhy(store.trade.members.quiet_days)}</p>}
      <Waiting said={said.value} again={again} />
      {found !== null && (
        <div class="report">
          <DataTable
            caption={t().caption(groupName(group.of))}
            testId="group-members"
            rows={found.members}
            columns={columns(store)}
            keyOf={(row) => row.id}
          />
          {found.count > found.members.length && (
            <p class="hint">{t().more(count.format(found.members.length), count.format(found.count))}</p>
          )}
        </div>
      )}
    </>
  );
}

function columns(store: StoreCard): Column<GroupMember>[] {
  return [
    word('name', t().name, (row: GroupMember) => row.name || row.phone_masked),
    word('phone', t().phone, (row: GroupMember) => row.phone_masked),
    figure('visits', t().visits, (row) => row.visits),
    word('last', t().last, (row) => (row.last_visit === null ? t().never : businessDay(row.last_visit))),
    {
      name: 'spent',
      title: t().spent,
      sort: (row) => row.spent,
      show: (row) => formatMoney(row.spent, store),
    },
    figure('points', t().points, (row) => row.points),
    word('agreed', t().agreed, (row) => {
      if (!row.reachable) return t().no;
      return row.written_on === null ? t().yes : t().writtenOn(businessDay(row.written_on));
    }),
  ];
}
