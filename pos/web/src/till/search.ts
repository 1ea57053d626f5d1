import type { Item } from '@comanda/web';

/** The last digits of a phone number that find a member. */
const LAST_DIGITS = 4;
/** From here on the store reads the digits as a whole number. */
const WHOLE_DIGITS_MIN = 7;
/** Items shown for one search at most. */
export const FOUND_MAX = 40;

/** What somebody typed, or a scanner did: a phone number or part of one, words, or nothing. */
export type Typed =
  { type: 'nothing' } | { type: 'digits'; digits: string } | { type: 'words'; words: string };

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

/** Lower case, without accents: `Crème` is found by `creme`. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function initials(name: string): string {
  return plain(name)
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.slice(0, 1))
    .join('');
}

/** How well an item fits, best first; `null` when it does not. */
function rank(item: Item, query: string): number | null {
  const english = plain(item.names.en);
  const packed = query.replace(/\s+/g, '');
  const pinyin = plain(item.pinyin);
  if (pinyin !== '' && pinyin.startsWith(packed)) return 0;
  if (item.names.zh.startsWith(packed) || english.startsWith(query)) return 1;
  const words = english.split(/[^\p{L}\p{N}]+/u);
  if (query.split(/\s+/).every((part) => words.some((word) => word.startsWith(part)))) return 2;
  if (item.names.zh.includes(packed)) return 3;
  if (packed.length > 1 && initials(item.names.en).startsWith(packed)) return 4;
  if (packed.length > 1 && pinyin.includes(packed)) return 5;
  return query.length > 2 && english.includes(query) ? 6 : null;
}

/** Items found by English words, Chinese characters or the initials of the pinyin, best first, then in menu order. */
export function findItems(items: readonly Item[], words: string): Item[] {
  const query = plain(words).trim();
  if (query === '') return [];
  const ranked = items.flatMap((item, place) => {
    const fit = rank(item, query);
    return fit === null ? [] : [{ item, fit, place }];
  });
  ranked.sort((a, b) => a.fit - b.fit || a.place - b.place);
  return ranked.slice(0, FOUND_MAX).map((one) => one.item);
}
