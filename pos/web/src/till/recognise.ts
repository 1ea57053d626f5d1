import { computed, effect, signal } from '@preact/signals';
import { explainCode, toast, type MemberCard } from '@comanda/web';
import { typed } from './panel';
import {
  canBeName,
  canLookUp,
  NONE_FOUND,
  prepare,
  readTyped,
  search,
  searchCodes,
  type Found,
} from './search';
import { attach, catalogue, connection } from './store';

/** A scanner types a digit every few milliseconds, a hand every hundred: one question after the last is enough. */
const PAUSE_MS = 20;

/** What is known about the digits typed so far. */
export type Recognition =
  | { type: 'idle' }
  | { type: 'looking'; digits: string }
  | { type: 'found'; digits: string; members: readonly MemberCard[] }
  /** The store server did not answer. */
  | { type: 'silent'; digits: string };

const answer = signal<Recognition>({ type: 'idle' });
/** Members whose number is, or ends in, what was typed. */
export const members = computed(() => answer.value);

/** Items that fit what was typed: by words, or by the beginning of a code. */
export const found = computed<Found>(() => {
  const read = readTyped(typed.value);
  const all = catalogue.value?.items ?? [];
  switch (read.type) {
    case 'nothing':
      return NONE_FOUND;
    case 'digits':
      return searchCodes(all, read.digits);
    case 'words':
      return search(all, read.words);
  }
});

effect(() => {
  if (catalogue.value !== null) prepare(catalogue.value.items);
});

/** The digits, or the word of a name, to look a member up by; `null` while there is too little of either. */
const digits = computed(() => {
  const read = readTyped(typed.value);
  if (read.type === 'words') return canBeName(read.words) ? read.words : null;
  return read.type === 'digits' && canLookUp(read.digits) ? read.digits : null;
});

effect(() => {
  const wanted = digits.value;
  if (wanted === null) {
    answer.value = { type: 'idle' };
    return;
  }
  answer.value = { type: 'looking', digits: wanted };
  const timer = setTimeout(() => void look(wanted), PAUSE_MS);
  return () => clearTimeout(timer);
});

/** Puts whoever's phone shows this code on the check, or says why not. */
export async function recogniseCode(code: string): Promise<void> {
  const reply = await connection.peek()?.findMember(code.toUpperCase());
  const [card] = reply?.type === 'ok' ? reply.value : [];
  if (card !== undefined) attach(card);
  else if (reply?.type === 'refused') toast({ text: explainCode(reply.code, reply.message), bad: true });
}

/** Puts the one member on the check for whom a scanned card stands; `false` when there is none. */
export async function recogniseCard(code: string): Promise<boolean> {
  const reply = await connection.peek()?.findMember(code);
  const [card] = reply?.type === 'ok' ? reply.value : [];
  if (card === undefined || !(card.cards ?? []).includes(code)) return false;
  attach(card);
  return true;
}

async function look(wanted: string): Promise<void> {
  const reply = await connection.peek()?.findMember(wanted);
  if (digits.peek() !== wanted) return; // more was typed meanwhile; that has its own question
  if (reply?.type === 'ok') answer.value = { type: 'found', digits: wanted, members: reply.value };
  else if (reply === undefined || reply.code === 'no_answer')
    answer.value = { type: 'silent', digits: wanted };
  else answer.value = { type: 'found', digits: wanted, members: [] }; // not a number that anybody can have
}
