import { signal } from '@preact/signals';
import { readStored, writeStored } from './i18n';
import type { Code, DeviceKind, ViewName } from './protocol.gen';

/** What a page is for: the view it shows, and the station when it is a station's screen. */
export type Seat = { view: ViewName; station: Code | null };

const KINDS: Record<ViewName, DeviceKind> = {
  till: 'terminal',
  none: 'terminal',
  station: 'station_screen',
  expo: 'expo_screen',
  board: 'board',
  printers: 'printer_page',
};

/** The kind of device that a seat is paired as. */
export function deviceKind(seat: Seat): DeviceKind {
  return KINDS[seat.view];
}

/**
 * Where this browser keeps the seat's token: `comanda.token` for a terminal, with the kind and station after it for
 * the others, so that a till and a kitchen screen open side by side in one browser stay two devices.
 */
export function tokenKey(seat: Seat): string {
  const kind = deviceKind(seat);
  if (kind === 'terminal') return 'comanda.token';
  return ['comanda.token', kind, ...(seat.station === null ? [] : [seat.station])].join('.');
}

/** Tokens of this page load; also what tells components that a token was saved or forgotten. */
const known = signal<ReadonlyMap<string, string>>(new Map());

/** The token this seat was paired with, or `null`. Subscribes the component that reads it. */
export function seatToken(seat: Seat): string | null {
  return known.value.get(tokenKey(seat)) ?? readStored(tokenKey(seat));
}

/** Keeps the token that pairing gave. */
export function saveToken(seat: Seat, token: string): void {
  writeStored(tokenKey(seat), token);
  known.value = new Map(known.value).set(tokenKey(seat), token);
}

/** Forgets the token: the page has to be paired again. */
export function forgetToken(seat: Seat): void {
  try {
    localStorage.removeItem(tokenKey(seat));
  } catch {
    // storage switched off: there was nothing to forget
  }
  known.value = new Map([...known.value].filter(([key]) => key !== tokenKey(seat)));
}
