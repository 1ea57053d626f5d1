/** A scanner types faster than any hand: at most this long between two characters. */
export const SCAN_GAP_MS = 60;
/** So long a busy tablet may stall within a code that a phone shows, which no hand types. */
export const STALL_MS = 2_000;
/** Fewer characters than this, however fast, are not a code. */
export const SCAN_CHARS_MIN = 4;
/** A code longer than this is not read on: the code of a coupon is the longest. */
export const SCAN_CHARS_MAX = 250;

/** The keys of one burst so far. */
export type Burst = Readonly<{ text: string; at_ms: number }>;

/** What the code of a member page begins with. */
const MEMBER_PREFIX = 'CM1';
const MEMBER_CHARS = MEMBER_PREFIX.length + 168;
/** What the code of a coupon begins with. */
const COUPON_PREFIX = 'CC1';
const COUPON_CHARS = COUPON_PREFIX.length + 232;
/** So much of either, at a scanner's speed, and the rest is one too. */
const PHONE_BEGUN = /^C[CM]1[0-9A-F]{3}/i;

/** No key yet. */
export const NO_BURST: Burst = { text: '', at_ms: Number.NEGATIVE_INFINITY };

/** What a key made of the burst: still typing, or a code that was scanned. */
export type Heard = { burst: Burst; scan: string | null };

/**
 * Tells a scanner from a hand by its speed: a burst of characters, each close behind the one before, that ends in
 * Enter. Anything slower begins a new burst, so a hand never makes one. Pure.
 */
export function hear(burst: Burst, key: string, atMs: number): Heard {
  const gap = PHONE_BEGUN.test(burst.text) ? STALL_MS : SCAN_GAP_MS;
  const close = atMs - burst.at_ms <= gap;
  if (key === 'Enter') {
    const whole = close && burst.text.length >= SCAN_CHARS_MIN;
    return { burst: NO_BURST, scan: whole ? burst.text : null };
  }
  if (key.length !== 1) return { burst: key === 'Shift' ? burst : NO_BURST, scan: null };
  const text = close ? burst.text + key : key;
  return { burst: { text: text.slice(0, SCAN_CHARS_MAX), at_ms: atMs }, scan: null };
}

/** Whether what was typed so far can only come from a scanner. */
export function isBurst(burst: Burst): boolean {
  return burst.text.length >= SCAN_CHARS_MIN;
}

/** Whether a code is what a member's phone shows; its end, where a busy tablet lost the first keys, is none. */
export function isMemberCode(code: string): boolean {
  return code.length === MEMBER_CHARS && code.toUpperCase().startsWith(MEMBER_PREFIX);
}

/** Whether a code is that of a coupon, as a phone shows it. */
export function isCouponCode(code: string): boolean {
  return code.length === COUPON_CHARS && code.toUpperCase().startsWith(COUPON_PREFIX);
}

/** Digits of EAN-8, UPC-A, EAN-13 and ITF-14: what is printed on goods and not on a member's card. */
const BARCODE_DIGITS: readonly number[] = [8, 12, 13, 14];

/** Whether a code that no item has may stand for a member: what is printed on goods does not. */
export function mayBeCard(code: string): boolean {
  return !(/^\d+$/.test(code) && BARCODE_DIGITS.includes(code.length));
}

/** Whether a code that no item has may be somebody's phone number. */
export function mayBePhone(code: string): boolean {
  if (/^\+\d{7,15}$/.test(code)) return true;
  return /^\d{7,15}$/.test(code) && !BARCODE_DIGITS.includes(code.length);
}
