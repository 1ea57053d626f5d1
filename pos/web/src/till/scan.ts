/** A scanner types faster than any hand: at most this long between two characters. */
export const SCAN_GAP_MS = 60;
/** So long a busy tablet may stall within a code that a phone shows, which no hand types to its end. */
export const STALL_MS = 2_000;
/** Fewer characters than this, however fast, are not a code. */
export const SCAN_CHARS_MIN = 4;
/** A code longer than this is not read on: the code of a coupon is the longest. */
export const SCAN_CHARS_MAX = 250;

/** The keys of one burst so far; and those of what may become a phone's code, over stalls too. */
export type Burst = Readonly<{ text: string; phone: string; at_ms: number }>;

/** What the code of a member page begins with. */
const MEMBER_PREFIX = 'CM1';
const MEMBER_CHARS = MEMBER_PREFIX.length + 168;
/** What the code of a coupon begins with. */
const COUPON_PREFIX = 'CC1';
const COUPON_CHARS = COUPON_PREFIX.length + 232;
/** The beginning of either, however little of it. */
const PHONE_BEGINS = /^C([CM](1[0-9A-F]*)?)?$/i;
/** So much of one is no word that anybody types. */
const PHONE_CHARS_MIN = 6;

/** No key yet. */
export const NO_BURST: Burst = { text: '', phone: '', at_ms: Number.NEGATIVE_INFINITY };

/** What a key made of the burst: still typing, or a code that was scanned. */
export type Heard = { burst: Burst; scan: string | null };

/**
 * Tells a scanner from a hand by its speed: a burst of characters, each close behind the one before, that ends in
 * Enter. Anything slower begins a new burst, so a hand never makes one. A whole code that a phone shows is one however
 * often the tablet stalled within it: no hand types so much. Pure.
 */
export function hear(burst: Burst, key: string, atMs: number): Heard {
  const gap = atMs - burst.at_ms;
  const close = gap <= SCAN_GAP_MS;
  if (key === 'Enter') {
    const { text, phone } = burst;
    const shown = gap <= STALL_MS && (isMemberCode(phone) || isCouponCode(phone));
    const whole = close && text.length >= SCAN_CHARS_MIN;
    return { burst: NO_BURST, scan: shown ? phone : whole ? text : null };
  }
  if (key.length !== 1) return { burst: key === 'Shift' ? burst : NO_BURST, scan: null };
  const text = (close ? burst.text + key : key).slice(0, SCAN_CHARS_MAX);
  const grown = (gap <= STALL_MS ? burst.phone + key : key).slice(0, SCAN_CHARS_MAX);
  const phone = [grown, text].find((one) => PHONE_BEGINS.test(one)) ?? '';
  return { burst: { text, phone, at_ms: atMs }, scan: null };
}

/** Whether what was typed so far can only come from a scanner. */
export function isBurst({ text, phone }: Burst): boolean {
  return text.length >= SCAN_CHARS_MIN || phone.length >= PHONE_CHARS_MIN;
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
