import { signal, type ReadonlySignal } from '@preact/signals';
import { readStored, writeStored } from './i18n';

/** Light for the till, dark for the kitchen; both can be switched. */
export type Theme = 'light' | 'dark';
/** Where a screen hangs: decides reading distance, contrast and the size of what a finger touches. */
export type Room = 'till' | 'kitchen' | 'board' | 'office';

const current = signal<Theme>('light');
let room: Room = 'till';

/** The theme of this screen. */
export const theme: ReadonlySignal<Theme> = current;

/** Sets room and theme on the page. The kitchen and the pickup board start dark, everything else light. */
export function enterRoom(next: Room): void {
  room = next;
  const stored = readStored(`comanda.theme.${room}`);
  const usual: Theme = room === 'kitchen' || room === 'board' ? 'dark' : 'light';
  document.documentElement.dataset['room'] = room;
  apply(stored === 'light' || stored === 'dark' ? stored : usual);
}

/** Switches the theme, and remembers it for this kind of screen on this device. */
export function setTheme(next: Theme): void {
  writeStored(`comanda.theme.${room}`, next);
  apply(next);
}

function apply(next: Theme): void {
  current.value = next;
  document.documentElement.dataset['theme'] = next;
}
