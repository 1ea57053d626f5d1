import { useEffect } from 'preact/hooks';
import { dictionary } from './i18n';
import { Banner } from './parts/Banner';
import { Chip } from './parts/Chip';
import type { Connection } from './socket';
import { play } from './sound';

const REPEAT_SOUND_MS = 10_000;

const t = dictionary({
  en: {
    saved: 'Saved here',
    notSent: (count: number) => `Not sent yet: ${count}`,
    busy: (count: number) => `Store busy · ${count} not taken yet`,
    store_behind: (count: number) => `Store takes nothing · ${count} kept here`,
    waiting: (count: number) => `${count} waiting for HQ`,
    atHq: 'All at HQ',
    away: (count: number) => `HQ away · ${count} waiting`,
    heard: (seconds: number) => (seconds < 1 ? 'Heard now' : `Heard ${seconds} s ago`),
    connecting: 'Connecting…',
    silent: (seconds: number) => `Not heard for ${seconds} s`,
    tillStale: (seconds: number) =>
      `The store server has not answered for ${seconds} s. Orders you take now are kept on this device and sent when it is back.`,
    tillFragile: 'This browser keeps nothing: do not close or reload this page until everything is sent.',
    staleTitle: 'This screen is out of date',
    staleText: (seconds: number) =>
      `Nothing heard from the store server for ${seconds} s. Orders may be missing here.`,
    staleDo:
      'Ask the till for new orders, and check the network and the store server. This goes away by itself.',
  },
  zh: {
    saved: '已存本店',
    notSent: (count) => `未发出：${count}`,
    busy: (count) => `门店忙 · ${count} 笔未收`,
    store_behind: (count) => `门店暂停接单 · ${count} 笔存在本机`,
    waiting: (count) => `${count} 笔待传总部`,
    atHq: '总部已收齐',
    away: (count) => `总部断开 · ${count} 笔待传`,
    heard: (seconds) => (seconds < 1 ? '刚刚收到' : `${seconds} 秒前收到`),
    connecting: '正在连接…',
    silent: (seconds) => `${seconds} 秒没有收到`,
    tillStale: (seconds) => `门店服务器已 ${seconds} 秒没有回应。现在点的单存在这台设备上，恢复后自动发出。`,
    tillFragile: '这个浏览器不能保存：全部发出之前，请不要关闭或刷新本页。',
    staleTitle: '本屏内容已过时',
    staleText: (seconds) => `已 ${seconds} 秒没有收到门店服务器的消息，这里可能缺单。`,
    staleDo: '请向收银台询问新单，并检查网络和门店服务器。恢复后本提示自动消失。',
  },
});

/** "Saved here", or how many of this device's commands have no answer yet. */
export function SavedChip({ connection }: { connection: Connection }) {
  const count = connection.waiting.value;
  if (count === 0) return <Chip dot="ok">{t().saved}</Chip>;
  return <Chip dot="wait">{t()[connection.holdup.value ?? 'notSent'](count)}</Chip>;
}

/** How many events the store has that HQ has not; nothing where no HQ is configured. */
export function HqChip({ connection }: { connection: Connection }) {
  const hq = connection.view.value.hq;
  if (!hq?.configured) return null;
  if (!hq.connected) return <Chip dot="bad">{t().away(hq.waiting)}</Chip>;
  return (
    <Chip dot={hq.waiting === 0 ? 'ok' : 'wait'}>
      {hq.waiting === 0 ? t().atHq : t().waiting(hq.waiting)}
    </Chip>
  );
}

/** When this screen last heard from the store server. */
export function HeardChip({ connection }: { connection: Connection }) {
  const now = connection.freshness.value;
  if (now.type === 'connecting') return <Chip dot="wait">{t().connecting}</Chip>;
  if (now.type === 'stale') return <Chip dot="bad">{t().silent(now.heardAgoS)}</Chip>;
  return <Chip dot="ok">{t().heard(now.heardAgoS)}</Chip>;
}

/** For the till, which goes on working: a banner while the store server is silent. */
export function StaleBanner({ connection }: { connection: Connection }) {
  const now = connection.freshness.value;
  if (now.type !== 'stale') return null;
  return (
    <Banner tone="warn">
      {t().tillStale(now.heardAgoS)} {!connection.outlivesPage && t().tillFragile}
    </Banner>
  );
}

/** For kitchen and board: covers the whole screen while it is stale, with a sound, so that nobody trusts an empty one. */
export function StaleScreen({ connection }: { connection: Connection }) {
  const now = connection.freshness.value;
  const stale = now.type === 'stale';
  useEffect(() => {
    if (!stale) return;
    play('stale');
    const again = setInterval(() => play('stale'), REPEAT_SOUND_MS);
    return () => clearInterval(again);
  }, [stale]);
  if (now.type !== 'stale') return null;
  return (
    <div class="stale-screen" role="alert">
      <h1>{t().staleTitle}</h1>
      <p>{t().staleText(now.heardAgoS)}</p>
      <p>{t().staleDo}</p>
    </div>
  );
}
