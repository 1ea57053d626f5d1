import type { Channel, Item, Money, PriceRule, Timestamp } from '@comanda/web';

/** When and how something is sold: what prices may depend on. */
export type Moment = { channel: Channel; at: Timestamp; zone: string };

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const DAYS = WEEKDAYS.length;
const MINUTE_MS = 60_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** The day of the week (0 is Monday) and the minutes after local midnight at a moment in a zone. */
export function localMinute(at: Timestamp, zone: string): { weekday: number; minute: number } {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    const parts = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    clock = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: zone });
    clocks.set(zone, clock);
  }
  const read = new Map(clock.formatToParts(at).map((part) => [part.type, part.value]));
  const number = (type: 'hour' | 'minute') => Number.parseInt(read.get(type) ?? '0', 10);
  return {
    weekday: WEEKDAYS.indexOf(read.get('weekday') ?? ''),
    minute: number('hour') * 60 + number('minute'),
  };
}

/** The moment with its seconds taken off: prices change on the minute, so nothing is reckoned again in between. */
export function onTheMinute(at: Timestamp): Timestamp {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

/**
 * The price of one (or of a kilogram): that of the first rule that holds, else of the size, else of the item; `null`
 * for an open price or a size the item does not have. The store server's own rule.
 */
export function priceAt(item: Item, sizeId: string | null, moment: Moment): Money | null {
  const size = (item.sizes ?? []).find((one) => one.id === sizeId);
  if (sizeId !== null && size === undefined) return null;
  const rules = item.prices ?? [];
  const usual = rules.filter((one) => one.level === undefined); // a level's price is a promotion's to give
  const rule = usual.find((one) => (one.size_id ?? null) === sizeId && holds(one, moment));
  return rule?.price ?? size?.price ?? item.price;
}

function holds(rule: PriceRule, { channel, at, zone }: Moment): boolean {
  const { channels = [], weekdays = 0, from_minute: from, until_minute: until } = rule;
  if (channels.length > 0 && !channels.includes(channel)) return false;
  const { weekday, minute } = localMinute(at, zone);
  const on = (day: number) => weekdays === 0 || (weekdays & (1 << day)) !== 0;
  if (from < until) return minute >= from && minute < until && on(weekday);
  if (minute >= from) return on(weekday);
  return minute < until && on((weekday + DAYS - 1) % DAYS); // past midnight: the day it began on
}
