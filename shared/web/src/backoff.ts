const BASE_MS = 250;
const CEILING_MS = 5_000;

/**
 * How long to wait before the next attempt to connect, in milliseconds.
 *
 * Doubles up to 5 s; between half and all of that by `random` (0 to 1), so that twenty screens do not knock together
 * when the store server comes back.
 */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(CEILING_MS, BASE_MS * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling * (0.5 + random / 2));
}
