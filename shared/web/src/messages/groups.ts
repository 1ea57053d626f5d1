import { dictionary, pick } from '../i18n';
import { formatMoney } from '../money';
import type { GroupOf, StoreCard, TagRule } from '../protocol.gen';
import { channelName } from './orders';
import { sourceName } from './sources';

/** What groups of members are called, and what is said of them. */
export const groupWords = dictionary({
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

/** What a group is called. */
export function groupName(of: GroupOf): string {
  switch (of.type) {
    case 'stage':
      return groupWords()[of.stage];
    case 'due':
      return groupWords().due;
    case 'birthday':
      return groupWords().birthday;
    case 'written':
      return groupWords().written;
    case 'tier':
      return pick(of.names);
    case 'tag':
      return of.tag;
  }
}

/** What puts somebody into the group, by the rules of a store. */
export function groupWhy(of: GroupOf, store: StoreCard): string {
  const rules = store.trade.members;
  switch (of.type) {
    case 'stage':
      if (of.stage === 'at_risk') return groupWords().at_riskWhy(rules.at_risk_days);
      if (of.stage === 'lost') return groupWords().lostWhy(rules.lost_days);
      return groupWords()[`${of.stage}Why`];
    case 'due':
      return groupWords().dueWhy;
    case 'birthday':
      return groupWords().birthdayWhy;
    case 'written':
      return groupWords().writtenWhy(rules.quiet_days);
    case 'tier':
      return groupWords().tier;
    case 'tag': {
      const rule = rules.tag_rules.find((rule) => rule.tag === of.tag);
      return rule === undefined ? groupWords().tag : `${groupWords().byRule} ${asks(rule, store)}`;
    }
  }
}

/** What a tag by rule asks, in words. */
function asks(rule: TagRule, store: StoreCard): string {
  const money = (sum: number) => formatMoney(sum, store);
  const tiers = store.trade.members.tiers.filter((tier) => rule.tiers.includes(tier.code));
  const counted = [
    ...(rule.visits > 0 ? [groupWords().asksVisits(rule.visits)] : []),
    ...(rule.spent > 0 ? [groupWords().asksSpent(money(rule.spent))] : []),
    ...(rule.average > 0 ? [groupWords().asksAverage(money(rule.average))] : []),
    ...(rule.paid_in > 0 ? [groupWords().asksPaidIn(money(rule.paid_in))] : []),
    ...(rule.months > 0 ? [groupWords().within(rule.months)] : []),
  ];
  return [
    ...counted,
    ...(rule.bought.length > 0
      ? [groupWords().asksBought(Math.max(rule.units, 1), rule.bought.join(groupWords().or))]
      : []),
    ...(rule.channels.length > 0
      ? [groupWords().asksChannels(rule.channels.map(channelName).join(groupWords().or))]
      : []),
    ...(rule.until_hour > 0 ? [groupWords().asksHours(rule.from_hour, rule.until_hour)] : []),
    ...(rule.away_days > 0 ? [groupWords().asksAway(rule.away_days)] : []),
    ...(rule.stages.length > 0
      ? [rule.stages.map((stage) => groupWords()[stage]).join(groupWords().or)]
      : []),
    ...(tiers.length > 0 ? [tiers.map((tier) => pick(tier.names)).join(groupWords().or)] : []),
    ...(rule.sources.length > 0 ? [rule.sources.map(sourceName).join(groupWords().or)] : []),
    ...(rule.campaign === null ? [] : [groupWords().asksCampaign(rule.campaign)]),
  ].join(groupWords().and);
}
