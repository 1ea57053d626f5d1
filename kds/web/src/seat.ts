import type { Seat } from '@comanda/web';

/** What the address asks for: `/expo` is the expo, `/kds/{station}` one station's screen; anything else is neither. */
export function seatAt(pathname: string): Seat | null {
  const [first, second] = pathname.split('/').filter((part) => part !== '');
  if (first === 'expo') return { view: 'expo', station: null };
  if (first === 'kds' && second !== undefined)
    return { view: 'station', station: decodeURIComponent(second) };
  return null;
}
