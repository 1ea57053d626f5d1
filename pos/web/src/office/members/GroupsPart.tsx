import { useSignal } from '@preact/signals';
import {
  businessDay,
  Button,
  channelName,
  dictionary,
  formatMoney,
  locale,
  pick,
  toast,
  type GroupMember,
  type GroupMembers,
  type GroupOf,
  type MemberGroup,
  type MemberGroups,
  type StoreCard,
  type TagRule,
} from '@comanda/web';
import { makeList } from '../api';
import { CsvButton, shownOf, useAsked, Waiting } from '../reports/asked';
import { DataTable, figure, word, type Column } from '../reports/DataTable';
import { sourceName } from './sources';

const PATH = '/api/v1/members/groups';

const t = dictionary({
  en: {
    lead: 'Every member is counted as they are today. A list to write to has only those who agreed, and nobody twice in a few days.',
    members: (count: string) => `${count} members`,
    none: 'No member yet. Whoever is enrolled at a till is counted here.',
    reachable: (count: string) => `${count} may be written to now`,
    write: (count: string) => `Make a list of ${count} to write to`,
    nobody: 'Nobody to write to now',
    writeWhy: (days: number) =>
      days === 0
        ? 'Only those who agreed are in it, with their phones.'
        : `Only those who agreed are in it, with their phones. For ${days} days after, no list of any store has them again.`,
    made: 'The list is made. Whoever is in it counts as written to today.',
    notMade:
      'The list did not arrive. If it was made all the same, its members stand under “Written to lately”, where it can be saved again.',
    saveAgain: 'Save the list again',
    back: 'All groups',
    prospect: 'Not bought yet',
    first: 'Came once',
    second: 'Came twice',
    regular: 'Regulars',
    at_risk: 'At risk',
    lost: 'Lost',
    due: 'Due now',
    birthday: 'Birthday within 14 days',
    prospectWhy: 'Enrolled, and no order yet',
    firstWhy: 'The second visit makes the habit',
    secondWhy: 'One more, and they are regulars',
    regularWhy: 'Three visits or more',
    at_riskWhy: (days: number) => `No visit for ${days} days`,
    lostWhy: (days: number) => `No visit for ${days} days`,
    dueWhy: 'Regulars away as long as they usually are',
    birthdayWhy: 'Say it when they come',
    written: 'Written to lately',
    writtenWhy: (days: number) => `Left in peace for ${days} days`,
    tier: 'Tier',
    tag: 'Tag',
    byRule: 'By rule:',
    within: (months: number) => (months === 1 ? 'this month' : `in ${months} months`),
    asksVisits: (count: number) => `${count} orders or more`,
    asksSpent: (sum: string) => `${sum} spent or more`,
    asksAverage: (sum: string) => `${sum} an order or more`,
    asksPaidIn: (sum: string) => `${sum} paid in or more`,
    asksBought: (units: number, what: string) => `${units} or more of ${what}`,
    asksChannels: (where: string) => `mostly ${where}`,
    asksHours: (from: number, until: number) => `mostly from ${from}:00 to ${until}:00`,
    asksAway: (days: number) => `away for ${days} days or more`,
    asksCampaign: (code: string) => `came by ${code}`,
    or: ' or ',
    and: ', ',
    caption: (group: string) => `Members: ${group}`,
    name: 'Name',
    phone: 'Phone',
    visits: 'Orders',
    last: 'Last order',
    never: '–',
    spent: 'Spent',
    points: 'Points',
    agreed: 'May be written to',
    yes: 'yes',
    no: 'no',
    writtenOn: (day: string) => `written to on ${day}`,
    more: (shown: string, all: string) => `The ${shown} who were here last, of ${all}.`,
  },
  zh: {
    lead: '按今天的情况统计每位会员。发消息的名单里只有同意接收的会员，几天内不会重复。',
    members: (count) => `${count} 位会员`,
    none: '还没有会员。在收银台入会后会出现在这里。',
    reachable: (count) => `现在可发消息 ${count} 位`,
    write: (count) => `生成 ${count} 人的发送名单`,
    nobody: '现在没有可发消息的人',
    writeWhy: (days) =>
      days === 0
        ? '名单里只有同意接收消息的会员及其手机号。'
        : `名单里只有同意接收消息的会员及其手机号。之后 ${days} 天内，任何门店的名单都不会再有他们。`,
    made: '名单已生成，名单里的会员记为今天已发消息。',
    notMade: '名单没有收到。如果已经生成，这些会员在“最近已发消息”里，可以再存一次。',
    saveAgain: '再存一次名单',
    back: '所有分组',
    prospect: '还没消费',
    first: '来过一次',
    second: '来过两次',
    regular: '常客',
    at_risk: '流失预警',
    lost: '已流失',
    due: '该来了',
    birthday: '14 天内生日',
    prospectWhy: '已入会，还没下单',
    firstWhy: '第二次来，才会成习惯',
    secondWhy: '再来一次就是常客',
    regularWhy: '来过三次以上',
    at_riskWhy: (days) => `${days} 天没来`,
    lostWhy: (days) => `${days} 天没来`,
    dueWhy: '常客，离上次已到平常的间隔',
    birthdayWhy: '来的时候说一声生日快乐',
    written: '最近已发消息',
    writtenWhy: (days) => `${days} 天内不再打扰`,
    tier: '等级',
    tag: '标签',
    byRule: '自动标签：',
    within: (months) => (months === 1 ? '本月' : `${months} 个月内`),
    asksVisits: (count) => `至少 ${count} 单`,
    asksSpent: (sum) => `消费满 ${sum}`,
    asksAverage: (sum) => `单均满 ${sum}`,
    asksPaidIn: (sum) => `充值满 ${sum}`,
    asksBought: (units, what) => `${what}至少买过 ${units} 份`,
    asksChannels: (where) => `多为${where}`,
    asksHours: (from, until) => `多在 ${from}:00 到 ${until}:00`,
    asksAway: (days) => `至少 ${days} 天没来`,
    asksCampaign: (code) => `来自活动 ${code}`,
    or: '或',
    and: '，',
    caption: (group) => `会员：${group}`,
    name: '姓名',
    phone: '手机',
    visits: '单数',
    last: '上次消费',
    never: '–',
    spent: '消费',
    points: '积分',
    agreed: '可发消息',
    yes: '是',
    no: '否',
    writtenOn: (day) => `${day} 已发`,
    more: (shown, all) => `最近来过的 ${shown} 位，共 ${all} 位。`,
  },
});

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
          <ul class="group-grid">
            {found.groups.map((group) => (
              <li key={group.key}>
                <button
                  type="button"
                  class="group"
                  data-testid="group"
                  data-group={group.key}
                  onClick={() => (open.value = group)}
                >
                  <b>{count.format(group.members)}</b>
                  <span>{groupName(group.of)}</span>
                  <small>{groupWhy(group.of, store)}</small>
                  <small>{t().reachable(count.format(group.reachable))}</small>
                </button>
              </li>
            ))}
          </ul>
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

function groupName(of: GroupOf): string {
  switch (of.type) {
    case 'stage':
      return t()[of.stage];
    case 'due':
      return t().due;
    case 'birthday':
      return t().birthday;
    case 'written':
      return t().written;
    case 'tier':
      return pick(of.names);
    case 'tag':
      return of.tag;
  }
}

/** What puts somebody into the group. */
function groupWhy(of: GroupOf, store: StoreCard): string {
  const rules = store.trade.members;
  switch (of.type) {
    case 'stage':
      if (of.stage === 'at_risk') return t().at_riskWhy(rules.at_risk_days);
      if (of.stage === 'lost') return t().lostWhy(rules.lost_days);
      return t()[`${of.stage}Why`];
    case 'due':
      return t().dueWhy;
    case 'birthday':
      return t().birthdayWhy;
    case 'written':
      return t().writtenWhy(rules.quiet_days);
    case 'tier':
      return t().tier;
    case 'tag': {
      const rule = rules.tag_rules.find((rule) => rule.tag === of.tag);
      return rule === undefined ? t().tag : `${t().byRule} ${asks(rule, store)}`;
    }
  }
}

/** What a tag by rule asks, in words. */
function asks(rule: TagRule, store: StoreCard): string {
  const money = (sum: number) => formatMoney(sum, store);
  const tiers = store.trade.members.tiers.filter((tier) => rule.tiers.includes(tier.code));
  const counted = [
    ...(rule.visits > 0 ? [t().asksVisits(rule.visits)] : []),
    ...(rule.spent > 0 ? [t().asksSpent(money(rule.spent))] : []),
    ...(rule.average > 0 ? [t().asksAverage(money(rule.average))] : []),
    ...(rule.paid_in > 0 ? [t().asksPaidIn(money(rule.paid_in))] : []),
    ...(rule.months > 0 ? [t().within(rule.months)] : []),
  ];
  return [
    ...counted,
    ...(rule.bought.length > 0 ? [t().asksBought(Math.max(rule.units, 1), rule.bought.join(t().or))] : []),
    ...(rule.channels.length > 0 ? [t().asksChannels(rule.channels.map(channelName).join(t().or))] : []),
    ...(rule.until_hour > 0 ? [t().asksHours(rule.from_hour, rule.until_hour)] : []),
    ...(rule.away_days > 0 ? [t().asksAway(rule.away_days)] : []),
    ...(rule.stages.length > 0 ? [rule.stages.map((stage) => t()[stage]).join(t().or)] : []),
    ...(tiers.length > 0 ? [tiers.map((tier) => pick(tier.names)).join(t().or)] : []),
    ...(rule.sources.length > 0 ? [rule.sources.map(sourceName).join(t().or)] : []),
    ...(rule.campaign === null ? [] : [t().asksCampaign(rule.campaign)]),
  ].join(t().and);
}
