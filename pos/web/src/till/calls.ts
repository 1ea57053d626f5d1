import { computed, effect } from '@preact/signals';
import {
  dictionary,
  orderNumber,
  pick,
  play,
  type Catalogue,
  type KitchenCall,
  type Order,
} from '@comanda/web';
import { catalogue, orders, view } from './store';

/** A call that nobody has answered rings again after this. */
const RING_AGAIN_MS = 15_000;

const t = dictionary({
  en: {
    expo: 'Expo',
    runner: (from: string) => `${from}: somebody, please come`,
    runnerFor: (from: string, order: string) => `${from}: ${order} is to be fetched`,
    cannot: (from: string, order: string, dish: string, why: string) =>
      `${from}: ${order} cannot be made: ${dish} (${why})`,
    unshown: (order: string, stations: string) =>
      `No kitchen screen shows ${order}. Tell ${stations}, or bring the paper.`,
  },
  zh: {
    expo: '出餐',
    runner: (from) => `${from}：请来个人`,
    runnerFor: (from, order) => `${from}：${order} 请来取`,
    cannot: (from, order, dish, why) => `${from}：${order} 的${dish}做不了（${why}）`,
    unshown: (order, stations) => `没有后厨屏显示 ${order}，请告诉${stations}，或把纸单送去。`,
  },
});

const reasons = dictionary({
  en: {
    out_of_stock: 'something for it is out',
    equipment: 'a machine does not work',
    too_long: 'it would take too long',
    as_asked: 'not as it was asked for',
  },
  zh: { out_of_stock: '缺料', equipment: '设备坏了', too_long: '时间太长', as_asked: '没法照要求做' },
});

/** What the kitchen calls out and nobody has answered, the oldest first. */
export const calls = computed<readonly KitchenCall[]>(() => view.value.kitchen.calls);

/** Open orders of which a station's screen should show something and does not. */
export const unshown = computed<readonly Order[]>(() =>
  [...orders.value.values()].filter((order) => unshownAt(order).length > 0),
);

/** Stations at which no screen shows an order's ticket although it should. */
export function unshownAt(order: Order): readonly string[] {
  const late = order.tickets.filter((ticket) => ticket.unshown_at !== undefined && !ticket.bumped);
  return [...new Set(late.map((ticket) => ticket.station))];
}

/** What an order that no kitchen screen shows means for whoever stands at the till. */
export function unshownText(order: Order): string {
  const stations = unshownAt(order).map((code) => stationName(catalogue.value, code));
  return t().unshown(orderNumber(order.channel, order.number), stations.join(' · '));
}

/** A call in one sentence. */
export function callText({ kind, station, order, names, words }: KitchenCall): string {
  const from = station === null ? t().expo : stationName(catalogue.value, station);
  const number = order === null ? '' : orderNumber(...order);
  const dish = names === null ? '' : pick(names);
  const said = words === '' ? '' : ` “${words}”`;
  if (kind.type === 'cannot_make') return t().cannot(from, number, dish, reasons()[kind.reason]) + said;
  return (order === null ? t().runner(from) : t().runnerFor(from, number)) + said;
}

function stationName(menu: Catalogue | null, code: string): string {
  const names = menu?.stations.find((one) => one.code === code)?.names;
  return names === undefined ? code : pick(names);
}

/** Rings for every new call, and again while one waits; until the returned function is called. */
export function ringForCalls(): () => void {
  let known: ReadonlySet<string> = new Set();
  const stop = effect(() => {
    if (calls.value.some((call) => !known.has(call.id))) play('call');
    known = new Set(calls.value.map((call) => call.id));
  });
  const timer = setInterval(() => {
    if (calls.peek().length > 0) play('call');
  }, RING_AGAIN_MS);
  return () => {
    stop();
    clearInterval(timer);
  };
}
