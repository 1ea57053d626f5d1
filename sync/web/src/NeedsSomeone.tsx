import {
  clockTime,
  dateTime,
  dictionary,
  formatMoney,
  listed,
  locale,
  orderNumber,
  pick,
  Seal,
  type HqClash,
  type HqStore,
} from '@comanda/web';
import { span } from './ago';
import type { Exception } from './exceptions';

const t = dictionary({
  en: {
    title: 'Needs someone',
    calm: 'Nothing right now: every store is heard, and nothing piles up.',
    calmThen: 'Nothing did when HQ was last heard.',
    contradiction: 'JOURNAL',
    contradicts: (sentence: string) =>
      `Its journal and what HQ holds of it disagree: someone has to decide. ${sentence}`,
    silent: 'SILENT',
    silentSince: (when: string, ago: string) =>
      `Last heard ${when}, ${ago} ago. It goes on selling by itself; what it sells arrives when the line is back.`,
    neverHeard: 'Not heard yet. Check that its store server runs and reaches this HQ.',
    hadWaiting: (count: string) => ` ${count} events were waiting there then.`,
    waiting: 'WAITING',
    manyWaiting: (count: string) => `${count} events wait there: the line works, but HQ is behind.`,
    oldest: (when: string) => ` The oldest is from ${when}.`,
    clash: 'SPENT TWICE',
    clashed: (who: string, owed: string) =>
      `${who} spent ${owed} more than they had: HQ was away, and the owner takes that risk. Both orders were honoured.`,
    points: (count: number) => (count === 1 ? '1 point' : `${count} points`),
    coupon: (worth: string) => `a coupon of ${worth}`,
    risked: (points: string) => `${points} at the owner’s risk`,
    riskedAll: 'at the owner’s risk',
    unnamed: 'A member',
  },
  zh: {
    title: '需要处理',
    calm: '目前没有：每家门店都有消息，也没有积压。',
    calmThen: '最后一次收到总部消息时没有。',
    contradiction: '日志',
    contradicts: (sentence) => `它的日志与总部所存不一致，需要有人决定。${sentence}`,
    silent: '失联',
    silentSince: (when, ago) =>
      `最后一次收到消息是 ${when}，已过 ${ago}。门店照常营业，线路恢复后数据自动补上。`,
    neverHeard: '还没有收到过消息。请确认门店服务器在运行，并能连到这个总部。',
    hadWaiting: (count) => `当时那里有 ${count} 条待传。`,
    waiting: '积压',
    manyWaiting: (count) => `那里有 ${count} 条待传：线路是通的，但总部还没赶上。`,
    oldest: (when) => `最早一条是 ${when} 的。`,
    clash: '重复使用',
    clashed: (who, owed) => `${who} 多用了 ${owed}：当时联系不上总部，由店主承担风险。两张单都已兑现。`,
    points: (count) => `${count} 积分`,
    coupon: (worth) => `一张 ${worth} 的券`,
    risked: (points) => `其中 ${points} 由店主承担风险`,
    riskedAll: '由店主承担风险',
    unnamed: '一位会员',
  },
});

const DAY_MS = 86_400_000;

function sentences(exception: Exception, hqNow: number): string {
  const { store } = exception;
  const when = (at: number) => (hqNow - at < DAY_MS ? clockTime(at, store) : dateTime(at, store));
  const count = (events: number) => events.toLocaleString(locale());
  switch (exception.type) {
    case 'contradiction':
      return t().contradicts(exception.sentence);
    case 'silent': {
      const { heardAt, waiting } = exception;
      if (heardAt === null) return t().neverHeard;
      const tail = waiting > 0 ? t().hadWaiting(count(waiting)) : '';
      return t().silentSince(when(heardAt), span(hqNow - heardAt)) + tail;
    }
    case 'waiting': {
      const tail = exception.since === null ? '' : t().oldest(when(exception.since));
      return t().manyWaiting(count(exception.waiting)) + tail;
    }
    case 'clash': {
      const { name, phone_masked, owed } = exception.clash;
      const who = `${name === '' ? t().unnamed : name} (${phone_masked})`;
      return t().clashed(who, spentOf(exception.clash, owed, store));
    }
  }
}

/** What was spent more than there was: points, and coupons by their worth. */
function spentOf({ coupons }: HqClash, owed: number, store: HqStore): string {
  const worth = coupons.map((coupon) => t().coupon(formatMoney(coupon.worth, store)));
  return listed([...(owed > 0 ? [t().points(owed)] : []), ...worth]);
}

function keyOf(exception: Exception): string {
  const of = exception.type === 'clash' ? exception.clash.member_id : exception.store.id;
  return `${exception.type} ${of}`;
}

type Props = { exceptions: readonly Exception[]; stores: readonly HqStore[]; hqNow: number; stale: boolean };

/** What needs someone, or a calm line; of a stale page, that nothing did. */
export function NeedsSomeone({ exceptions, stores, hqNow, stale }: Props) {
  return (
    <section aria-labelledby="needs-someone" data-testid="exceptions">
      <h2 id="needs-someone">{t().title}</h2>
      {exceptions.length === 0 ? (
        <p class="panel calm" data-testid="calm">
          {stale ? t().calmThen : t().calm}
        </p>
      ) : (
        <ul class="panel exceptions">
          {exceptions.map((exception) => (
            <li key={keyOf(exception)} data-testid={`exception-${exception.type}`}>
              <Seal>{t()[exception.type]}</Seal>
              <StoreName store={exception.store} />
              <p>{sentences(exception, hqNow)}</p>
              {exception.type === 'clash' && <Spent clash={exception.clash} stores={stores} />}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The receipts of what was spent with points or a coupon: those that held them, and the one that did not. */
function Spent({ clash, stores }: { clash: HqClash; stores: readonly HqStore[] }) {
  return (
    <ul class="receipts">
      {clash.spent.map((one) => {
        const store = stores.find((known) => known.id === one.store_id);
        if (store === undefined) return null;
        return (
          <li key={one.order_id} data-testid="clash-order">
            <b>{orderNumber(one.channel, one.number)}</b> {pick(store.names)} · {dateTime(one.at, store)} ·{' '}
            {one.points > 0 ? t().points(one.points) : t().coupon(formatMoney(one.coupon, store))}
            {one.beyond > 0 && (
              <b> · {one.points > 0 ? t().risked(t().points(one.beyond)) : t().riskedAll}</b>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function StoreName({ store }: { store: HqStore }) {
  return <b class="store-name">{pick(store.names)}</b>;
}
