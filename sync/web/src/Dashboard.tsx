import {
  Banner,
  businessDay,
  Chip,
  clockSeconds,
  dictionary,
  LanguageSwitch,
  ThemeSwitch,
  type HqToday,
} from '@comanda/web';
import { span } from './ago';
import { CouponsPanel } from './CouponsPanel';
import { GroupsPanel } from './GroupsPanel';
import { MembersPanel } from './MembersPanel';
import { NeedsSomeone } from './NeedsSomeone';
import { exceptionsOf, isSilent } from './exceptions';
import type { Feed } from './feed';
import { lastHeard } from './figures';
import { Headlines } from './Headlines';
import { HoursPanel } from './HoursPanel';
import { runningHour } from './hours';
import { KeyForm } from './KeyForm';
import { OrdersList } from './OrdersList';
import { StoresTable } from './StoresTable';

const t = dictionary({
  en: {
    hq: 'HQ',
    title: 'Today',
    live: (live: number, stores: number) => `${live} of ${stores} ${stores === 1 ? 'store' : 'stores'} live`,
    newest: (ago: string) => `newest word from a store ${ago} ago`,
    connecting: 'Connecting to HQ…',
    unreachable: (ago: string) =>
      `HQ has not answered for ${ago}, so there is nothing to show yet. Check the network and that HQ runs. The stores go on selling by themselves.`,
    stale: (ago: string, when: string) =>
      `Out of date: nothing heard from HQ for ${ago}. Everything below is as of ${when}. The stores go on selling by themselves; this page catches up when HQ answers.`,
    silent: (ago: string) => `HQ silent for ${ago}`,
    noStore: 'No store yet',
    noStoreText:
      'A store appears here by itself, within seconds, once its store server is given the address and the key of this HQ.',
  },
  zh: {
    hq: '总部',
    title: '今日',
    live: (live, stores) => `${stores} 家门店中 ${live} 家在线`,
    newest: (ago) => `${ago}前收到门店消息`,
    connecting: '正在连接总部…',
    unreachable: (ago) =>
      `总部已 ${ago}没有回应，暂时没有内容可显示。请检查网络，并确认总部在运行。门店照常营业。`,
    stale: (ago, when) =>
      `内容已过时：已 ${ago}没有收到总部消息，以下为 ${when} 的数字。门店照常营业，总部恢复后本页自动更新。`,
    silent: (ago) => `总部已 ${ago}无消息`,
    noStore: '还没有门店',
    noStoreText: '只要在门店服务器上填入这个总部的地址和密钥，门店几秒内就会自动出现在这里。',
  },
});

/** HQ's page: what needs someone, the day's numbers, its hours, its stores, its orders. */
export function Dashboard({ feed }: { feed: Feed }) {
  const state = feed.state.value;
  if (state.type === 'key_wanted')
    return <KeyForm refused={state.refused} onKey={(key) => feed.giveKey(key)} />;
  const { today } = feed;
  return (
    <>
      <header class="top">
        <p class="brand">
          Comanda <span>{t().hq}</span>
        </p>
        <h1>{t().title}</h1>
        {today !== null && today.business_day !== null && <p>{businessDay(today.business_day)}</p>}
        <span class="push" />
        <Freshness feed={feed} />
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <main>
        <StaleNotice feed={feed} />
        {today !== null && <Day today={today} hqNow={feed.hqNow} stale={feed.stale} />}
        {today !== null && today.stores.length > 0 && <MembersPanel feed={feed} stores={today.stores} />}
        {today !== null && today.stores.length > 0 && <GroupsPanel feed={feed} />}
        {today !== null && today.stores.length > 0 && <CouponsPanel feed={feed} stores={today.stores} />}
      </main>
    </>
  );
}

function Freshness({ feed }: { feed: Feed }) {
  const { today, hqNow } = feed;
  if (feed.stale) return <Chip dot="bad">{t().silent(span(feed.quietMs))}</Chip>;
  if (today === null) return <Chip dot="wait">{t().connecting}</Chip>;
  const { stores } = today;
  if (stores.length === 0) return <Chip dot="wait">{t().noStore}</Chip>;
  const live = stores.filter((store) => !isSilent(store, hqNow)).length;
  const heard = lastHeard(stores);
  return (
    <span data-testid="freshness">
      <Chip dot={live === stores.length ? 'ok' : 'bad'}>
        {t().live(live, stores.length)}
        {heard !== null && ` · ${t().newest(span(hqNow - heard))}`}
      </Chip>
    </span>
  );
}

function StaleNotice({ feed }: { feed: Feed }) {
  if (!feed.stale) return null;
  const ago = span(feed.quietMs);
  const { today } = feed;
  const here = { time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  return (
    <div data-testid="stale">
      <Banner tone="bad">
        {today === null ? t().unreachable(ago) : t().stale(ago, clockSeconds(today.server_utc_ms, here))}
      </Banner>
    </div>
  );
}

function Day({ today, hqNow, stale }: { today: HqToday; hqNow: number; stale: boolean }) {
  if (today.stores.length === 0) {
    return (
      <section class="panel empty" data-testid="no-store">
        <h2>{t().noStore}</h2>
        <p>{t().noStoreText}</p>
      </section>
    );
  }
  return (
    <>
      <NeedsSomeone
        exceptions={exceptionsOf(today.stores, hqNow, today.clashes)}
        stores={today.stores}
        hqNow={hqNow}
        stale={stale}
      />
      <Headlines today={today} />
      <div class="pair">
        <div class="column">
          <HoursPanel today={today} running={runningHour(today, hqNow)} />
          <StoresTable stores={today.stores} hqNow={hqNow} />
        </div>
        <OrdersList orders={today.orders} stores={today.stores} />
      </div>
    </>
  );
}
