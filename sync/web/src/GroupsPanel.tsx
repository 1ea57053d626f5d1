import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Banner, Button, dictionary, locale, type HqGroups } from '@comanda/web';
import type { Feed } from './feed';

const t = dictionary({
  en: {
    title: 'How far members are',
    lead: 'Every member of the chain counts once, by their visits to all stores.',
    again: 'Count again',
    failed: 'HQ did not answer. Try again in a moment.',
    none: 'No member yet.',
    prospect: 'Not bought yet',
    first: 'Came once',
    second: 'Came twice',
    regular: 'Regulars',
    at_risk: (days: number) => `At risk: no visit for ${days} days`,
    lost: (days: number) => `Lost: no visit for ${days} days`,
  },
  zh: {
    title: '会员阶段',
    lead: '全连锁的会员各算一次，按在所有门店的到店情况。',
    again: '重新统计',
    failed: '总部没有回应，请稍后再试。',
    none: '还没有会员。',
    prospect: '还没消费',
    first: '来过一次',
    second: '来过两次',
    regular: '常客',
    at_risk: (days) => `流失预警：${days} 天没来`,
    lost: (days) => `已流失：${days} 天没来`,
  },
});

/** How many members of the chain are how far, counted when the page opens and when somebody asks. */
export function GroupsPanel({ feed }: { feed: Feed }) {
  const found = useSignal<HqGroups | null>(null);
  const failed = useSignal(false);
  const count = async () => {
    const groups = await feed.groups();
    failed.value = groups === null;
    if (groups !== null) found.value = groups;
  };
  useEffect(() => void count(), []);
  return (
    <section class="panel members stages" aria-labelledby="stages">
      <h2 id="stages">{t().title}</h2>
      <p class="note">{t().lead}</p>
      <Button data-testid="count-groups" onClick={() => void count()}>
        {t().again}
      </Button>
      {failed.value && <Banner tone="bad">{t().failed}</Banner>}
      {found.value !== null && <Stages found={found.value} />}
    </section>
  );
}

function Stages({ found }: { found: HqGroups }) {
  const count = new Intl.NumberFormat(locale());
  const share = new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 1 });
  const all = found.groups.reduce((sum, group) => sum + group.members, 0);
  if (all === 0) return <p class="calm">{t().none}</p>;
  const nameOf = (stage: HqGroups['groups'][number]['stage']) => {
    if (stage === 'at_risk') return t().at_risk(found.at_risk_days);
    return stage === 'lost' ? t().lost(found.lost_days) : t()[stage];
  };
  return (
    <dl data-testid="hq-groups">
      {found.groups.map(({ stage, members }) => (
        <div key={stage} data-stage={stage}>
          <dt>{nameOf(stage)}</dt>
          <dd>
            {count.format(members)} <small>{share.format(members / all)}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
