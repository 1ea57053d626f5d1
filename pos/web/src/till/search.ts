import type { Item } from '@comanda/web';

/** The last digits of a phone number that find a member. */
const LAST_DIGITS = 4;
/** From here on the store reads the digits as a whole number. */
const WHOLE_DIGITS_MIN = 7;
/** Items shown for one search at most; past it the person is asked to type on. */
export const FOUND_MAX = 40;
/** Ways to fit, the best first: one list for each. */
const FITS = 7;
/** From so many characters on a part of a code is looked for at all. */
const CODE_CHARS_MIN = 3;

/** What somebody typed, or a scanner did: a phone number or part of one, words, or nothing. */
export type Typed =
  { type: 'nothing' } | { type: 'digits'; digits: string } | { type: 'words'; words: string };

/** What a search came to: the best of it, and how many fit beside those. */
export type Found = Readonly<{ items: readonly Item[]; more: number }>;

/** Nothing found. */
export const NONE_FOUND: Found = { items: [], more: 0 };

/** Reads what was typed. Spaces, dashes, brackets and a leading `+` belong to a phone number. */
export function readTyped(text: string): Typed {
  const trimmed = text.trim();
  if (trimmed === '') return { type: 'nothing' };
  if (!/^\+?[\d\s()./-]*\d[\d\s()./-]*$/.test(trimmed)) return { type: 'words', words: trimmed };
  const digits = trimmed.replace(/\D/g, '');
  return { type: 'digits', digits: trimmed.startsWith('+') ? `+${digits}` : digits };
}

/** Whether the store can look a member up by these digits: the last four of a number, or all of it. */
export function canLookUp(digits: string): boolean {
  const count = digits.replace('+', '').length;
  return count === LAST_DIGITS || count >= WHOLE_DIGITS_MIN;
}

/** Letters of a Latin name that are enough to look for it; of a Han name one character is. */
const NAME_LETTERS_MIN = 3;

/** Whether words may be the beginning of a member's name. */
export function canBeName(words: string): boolean {
  if (/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(words)) return true;
  return (words.match(/\p{L}/gu) ?? []).length >= NAME_LETTERS_MIN;
}

/** Lower case, without accents: `Crème` is found by `creme`. */
function plain(text: string): string {
  // Most names of a large catalogue have nothing to take off: that is what makes it quick.
  if (!/[^ -~]/.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What an item is found by, written out once per catalogue. */
type Key = Readonly<{
  item: Item;
  /** Words of the English name, each after a space. */
  english: string;
  initials: string;
  chinese: string;
  pinyin: string;
  /** Barcodes and the stock-keeping code, each after a space. */
  codes: string;
  /** All of these in one: what the first word of a query is not in fits in no way. */
  all: string;
}>;

/** Keys made so far, in the order of the items. */
const keysOf = new WeakMap<readonly Item[], Key[]>();
/** Items whose keys are made at one go: a few milliseconds, so that no tap waits. */
const KEYS_AT_ONCE = 250;

function keys(items: readonly Item[], upTo = items.length): readonly Key[] {
  const made = keysOf.get(items) ?? [];
  if (made.length === 0) keysOf.set(items, made);
  for (const item of items.slice(made.length, upTo)) made.push(keyOf(item));
  return made;
}

/** Gets a catalogue ready to be searched, a little at a time, so that the first key finds it ready. */
export function prepare(items: readonly Item[]): void {
  const made = keys(items, Math.min(items.length, (keysOf.get(items)?.length ?? 0) + KEYS_AT_ONCE));
  if (made.length < items.length) setTimeout(() => prepare(items));
}

function keyOf(item: Item): Key {
  const words = plain(item.names.en)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const codes = [...(item.barcodes ?? []), ...(item.sizes ?? []).flatMap((size) => size.barcodes ?? [])];
  if (item.sku !== undefined) codes.push(plain(item.sku));
  const ways = {
    english: words.map((word) => ` ${word}`).join(''),
    initials: words.map((word) => word.slice(0, 1)).join(''),
    chinese: plain(item.names.zh),
    pinyin: plain(item.pinyin),
    codes: codes.map((code) => ` ${code}`).join(''),
  };
  return { item, ...ways, all: Object.values(ways).join('\n') };
}

/** How well an item fits, 0 best; `null` when it does not. `parts` are the words of the query, each after a space. */
function rank(key: Key, parts: readonly string[], packed: string): number | null {
  if (key.pinyin !== '' && key.pinyin.startsWith(packed)) return 0;
  if (packed.length >= CODE_CHARS_MIN && key.codes.includes(` ${packed}`)) return 0;
  if (key.chinese.startsWith(packed) || key.english.startsWith(parts.join(''))) return 1;
  if (parts.every((part) => key.english.includes(part))) return 2;
  if (key.chinese.includes(packed)) return 3;
  if (packed.length > 1 && key.initials.startsWith(packed)) return 4;
  if (packed.length > 1 && key.pinyin.includes(packed)) return 5;
  return packed.length > 2 && parts.length === 1 && key.english.includes(packed) ? 6 : null;
}

/**
 * Items found by English words, Chinese characters, the initials of the pinyin, or the beginning of a code: best
 * first, then in menu order. One pass over keys that are ready: twenty thousand items are nothing to wait for.
 */
export function search(items: readonly Item[], words: string): Found {
  const query = plain(words).trim();
  if (query === '') return NONE_FOUND;
  const [first = '', ...others] = query.split(/\s+/);
  const parts = [first, ...others].map((part) => ` ${part}`);
  const packed = query.replace(/\s+/g, '');
  const lists: Item[][] = Array.from({ length: FITS }, () => []);
  let count = 0;
  for (const key of keys(items)) {
    const fit = key.all.includes(first) ? rank(key, parts, packed) : null;
    if (fit === null) continue;
    count += 1;
    const list = lists[fit];
    if (list !== undefined && list.length < FOUND_MAX) list.push(key.item);
  }
  const best = lists.flat().slice(0, FOUND_MAX);
  return { items: best, more: count - best.length };
}

/** Items whose barcode or stock-keeping code begins with these digits. */
export function searchCodes(items: readonly Item[], digits: string): Found {
  if (digits.length < CODE_CHARS_MIN) return NONE_FOUND;
  const hits = keys(items).filter((key) => key.codes.includes(` ${digits}`));
  return {
    items: hits.slice(0, FOUND_MAX).map((key) => key.item),
    more: Math.max(0, hits.length - FOUND_MAX),
  };
}
