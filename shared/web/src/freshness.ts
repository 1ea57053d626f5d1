/** Without a frame for this long a screen is stale and says so. */
export const STALE_AFTER_MS = 5_000;

/** How fresh a screen is; ages in whole seconds. */
export type Freshness =
  { type: 'connecting' } | { type: 'fresh'; heardAgoS: number } | { type: 'stale'; heardAgoS: number };

/**
 * The freshness at `nowMs`, when the last frame came at `heardAtMs` (`null`: none yet) and the page began to listen at
 * `sinceMs`. Monotonic clock: a wall clock that steps back would call an old screen fresh.
 */
export function freshnessAt(heardAtMs: number | null, sinceMs: number, nowMs: number): Freshness {
  const ageMs = Math.max(0, nowMs - (heardAtMs ?? sinceMs));
  const heardAgoS = Math.floor(ageMs / 1000);
  if (ageMs >= STALE_AFTER_MS) return { type: 'stale', heardAgoS };
  return heardAtMs === null ? { type: 'connecting' } : { type: 'fresh', heardAgoS };
}

/** Whether two values read the same on screen. */
export function sameFreshness(a: Freshness, b: Freshness): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
