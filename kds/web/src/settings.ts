import { signal } from '@preact/signals';

/** How far away a cook stands, in metres. */
export const DISTANCES_M = [1, 1.5, 2, 2.5, 3, 4] as const;
/** The distance that the usual text size is made for. */
export const USUAL_DISTANCE_M = 2;
/** What a screen may ring for. */
export const RINGS = ['new', 'void', 'late'] as const;
export type Ring = (typeof RINGS)[number];

/** What a key does besides the digits, which choose a ticket or an answer. */
export const ACTIONS = ['open', 'seen', 'undo', 'recall', 'stock', 'next', 'back'] as const;
export type Action = (typeof ACTIONS)[number];
/** Which key does what, as the browser names keys. */
export type KeyMap = Readonly<Record<Action, string>>;

/** A number pad's own keys, so that nothing but the pad is needed. */
export const USUAL_KEYS: KeyMap = {
  open: '*',
  seen: '/',
  undo: '-',
  recall: '+',
  stock: '.',
  next: '0',
  back: 'ArrowLeft',
};

/** What was set on this screen; it stays with the device. */
export type Settings = Readonly<{
  distanceM: number;
  rings: Readonly<Record<Ring, boolean>>;
  keys: KeyMap;
}>;

export const USUAL_SETTINGS: Settings = {
  distanceM: USUAL_DISTANCE_M,
  rings: { new: true, void: true, late: true },
  keys: USUAL_KEYS,
};

const STORED = 'comanda.kitchen-screen';

/** What was kept, as far as it still makes sense; the usual for the rest. */
export function settingsFrom(stored: string | null): Settings {
  const kept = parsed(stored);
  const distances: readonly unknown[] = DISTANCES_M;
  const distanceM = distances.includes(kept['distanceM']) ? Number(kept['distanceM']) : USUAL_DISTANCE_M;
  const rings = { ...USUAL_SETTINGS.rings };
  const keptRings = record(kept['rings']);
  for (const ring of RINGS) if (keptRings[ring] === false) rings[ring] = false;
  return { distanceM, rings, keys: keysFrom(record(kept['keys'])) };
}

/** A key map without a key that does two things: with one of those it is the usual map. */
function keysFrom(kept: Record<string, unknown>): KeyMap {
  const keys = { ...USUAL_KEYS };
  for (const action of ACTIONS) {
    const key = kept[action];
    if (typeof key === 'string' && isFree(key)) keys[action] = key;
  }
  return new Set(Object.values(keys)).size === ACTIONS.length ? keys : USUAL_KEYS;
}

/** Whether a key may be given something to do: 1 to 9 choose, Escape and Enter belong to the browser. */
export function isFree(key: string): boolean {
  return key !== '' && !/^[1-9]$/.test(key) && !['Escape', 'Enter', 'Tab', 'Shift'].includes(key);
}

/** The key map with one key given to an action; whoever had that key gets the one that became free. */
export function withKey(keys: KeyMap, action: Action, key: string): KeyMap {
  const other = ACTIONS.find((one) => keys[one] === key);
  return { ...keys, ...(other !== undefined && { [other]: keys[action] }), [action]: key };
}

function parsed(stored: string | null): Record<string, unknown> {
  try {
    return record(JSON.parse(stored ?? '{}'));
  } catch {
    return {}; // somebody else wrote it: the usual settings are always right
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The settings of this screen. */
export const settings = signal<Settings>(
  settingsFrom(typeof localStorage === 'undefined' ? null : localStorage.getItem(STORED)),
);

/** Changes settings and keeps them on this device. */
export function set(change: Partial<Settings>): void {
  settings.value = { ...settings.peek(), ...change };
  localStorage.setItem(STORED, JSON.stringify(settings.peek()));
}
