import type { HqClash, HqStore, Timestamp } from '@comanda/web';

/** A store that HQ has not heard from for longer than this is silent. */
export const SILENT_AFTER_MS = 60_000;
/** More events than this waiting at a store are worth a look. */
export const WAITING_MANY = 100;

/** Why somebody should look at a store. */
export type Exception =
  | { type: 'contradiction'; store: HqStore; sentence: string }
  | { type: 'silent'; store: HqStore; heardAt: Timestamp | null; waiting: number }
  | { type: 'waiting'; store: HqStore; waiting: number; since: Timestamp | null }
  /** Points were spent twice; the store is the one that took them at its owner's risk. */
  | { type: 'clash'; store: HqStore; clash: HqClash };

/**
 * What needs someone, worst first: a journal that contradicts HQ's, then silent stores (longest first), then stores
 * with much waiting (most first), then points that were spent twice. `hqNow` is HQ's clock. A silent store's waiting events are told with its silence.
 */
export function exceptionsOf(
  stores: readonly HqStore[],
  hqNow: Timestamp,
  clashes: readonly HqClash[] = [],
): Exception[] {
  const contradictions: Exception[] = [];
  const silent: Extract<Exception, { type: 'silent' }>[] = [];
  const waiting: Extract<Exception, { type: 'waiting' }>[] = [];
  for (const store of stores) {
    if (store.exception !== null)
      contradictions.push({ type: 'contradiction', store, sentence: store.exception });
    if (isSilent(store, hqNow))
      silent.push({ type: 'silent', store, heardAt: store.last_heard_at, waiting: store.waiting });
    else if (store.waiting > WAITING_MANY)
      waiting.push({ type: 'waiting', store, waiting: store.waiting, since: store.oldest_waiting_at });
  }
  silent.sort((a, b) => (a.heardAt ?? 0) - (b.heardAt ?? 0));
  waiting.sort((a, b) => b.waiting - a.waiting);
  const spentTwice = clashes.flatMap((clash): Exception[] => {
    const risked = clash.spent.find((one) => one.beyond > 0);
    const store = stores.find((one) => one.id === risked?.store_id);
    return store === undefined ? [] : [{ type: 'clash', store, clash }];
  });
  return [...contradictions, ...silent, ...waiting, ...spentTwice];
}

/** Whether HQ has not heard from the store for longer than `SILENT_AFTER_MS`, or never. */
export function isSilent(store: HqStore, hqNow: Timestamp): boolean {
  return store.last_heard_at === null || hqNow - store.last_heard_at > SILENT_AFTER_MS;
}
