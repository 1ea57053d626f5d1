import { effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Names } from './protocol.gen';

/** The languages every screen speaks. */
export type Language = 'zh' | 'en';
/** One message: a sentence, or a function that builds one. */
export type Message = string | ((...values: never[]) => string);
/** The shape of one language's messages: the same keys and the same arguments, other words. */
export type Words<T> = {
  [K in keyof T]: T[K] extends (...values: infer A) => string ? (...values: A) => string : string;
};

const KEY = 'comanda.language';

function remembered(): Language {
  const stored = readStored(KEY);
  if (stored === 'zh' || stored === 'en') return stored;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** Reads a remembered choice; `null` when there is none or the browser keeps nothing. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage switched off: the choice lasts as long as the page
  }
}

/** Remembers a choice on this device, where the browser allows it. */
export function writeStored(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // storage switched off: the choice lasts as long as the page
  }
}

const current = signal<Language>(remembered());

/** The language of this device. Reading it in a component subscribes the component. */
export const language: ReadonlySignal<Language> = current;

effect(() => {
  document.documentElement.lang = locale();
});

/** Switches this device's language, and remembers it. */
export function setLanguage(next: Language): void {
  current.value = next;
  writeStored(KEY, next);
}

/** The locale that `Intl` formats with. */
export function locale(): 'zh-CN' | 'en-GB' {
  return current.value === 'zh' ? 'zh-CN' : 'en-GB';
}

/**
 * A dictionary whose languages the compiler compares: a missing key, or a sentence with other arguments, does not build.
 *
 * Call the result inside a component (`t().send`) so that it renders again when the language changes.
 */
export function dictionary<const T extends Record<string, Message>>(messages: {
  en: T;
  zh: NoInfer<Words<T>>;
}): () => Words<T> {
  // `en` has the same shape with narrower strings; the widening is the point of `Words`.
  const byLanguage = messages as unknown as Record<Language, Words<T>>;
  return () => byLanguage[current.value];
}

/** The name in this device's language. */
export function pick(names: Names): string {
  return names[current.value];
}

/** The name in the other language, for the small second name; `null` when both are the same. */
export function pickOther(names: Names): string | null {
  const other = current.value === 'zh' ? names.en : names.zh;
  return other === pick(names) ? null : other;
}
