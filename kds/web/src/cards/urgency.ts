import type { Catalogue, Code, Timestamp } from '@comanda/web';

/** Seconds after firing at which a card warns, and at which it is late. */
export type Limits = { warnAfterS: number; lateAfterS: number };
/** How urgent a card is. */
export type Urgency = 'fresh' | 'warn' | 'late';

/** For a station whose own limits are not known on this screen: five and ten minutes. */
export const USUAL_LIMITS: Limits = { warnAfterS: 300, lateAfterS: 600 };

/** A station's limits, where the store has said them. */
export function limitsOf(catalogue: Catalogue | null, station: Code | null): Limits {
  const found = catalogue?.stations.find((one) => one.code === station);
  return found ? { warnAfterS: found.warn_after_s, lateAfterS: found.late_after_s } : USUAL_LIMITS;
}

/** How urgent something fired at `firedAt` is at `now`. The limit itself belongs to the worse side. */
export function urgency(firedAt: Timestamp, now: Timestamp, limits: Limits): Urgency {
  const ageMs = now - firedAt;
  if (ageMs >= limits.lateAfterS * 1000) return 'late';
  return ageMs >= limits.warnAfterS * 1000 ? 'warn' : 'fresh';
}
