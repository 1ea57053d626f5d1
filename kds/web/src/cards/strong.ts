import type { Names } from '@comanda/web';

const EN = /\b(no|not|without|omit|hold the|free from|allerg\w*|\w+-free)\b/i;
const ZH = /^(不|免|去|无|走|忌)|不要|不加|不放|过敏/;

/** Whether a modifier takes something away or warns of an allergy: it must not be overlooked. */
export function isStrong(names: Names): boolean {
  return EN.test(names.en) || ZH.test(names.zh);
}
