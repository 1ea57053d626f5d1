import type {
  Coupon,
  CouponLook,
  MemberPage,
  PageAsk,
  PageClaim,
  PageClaimed,
  PageStore,
} from '@comanda/web';
import { openDB, type DBSchema } from 'idb';

/** What this phone keeps: whose page it shows, the key that never leaves it, and what it saw last. */
export type Phone = { memberId: string; key: CryptoKey; seen: MemberPage | null; clockOffMs: number };

/** What came of a question to HQ. */
export type Answer<T> = { type: 'ok'; value: T } | { type: 'refused'; code: string } | { type: 'silent' };

interface Kept extends DBSchema {
  phone: { key: 'own'; value: Phone };
}

const CODE_PREFIX = 'CM1';
const COUPON_PREFIX = 'CC1';
/** A coupon that somebody shared, as the address tells it: the code, and the money that it is in. */
const SHARED = /^(CC1[0-9A-F]{232})\.([A-Z]{3})(\d)$/;
const MINUTE_MS = 60_000;
const ASK_TIMEOUT_MS = 8_000;

const kept = () => openDB<Kept>('comanda-member', 1, { upgrade: (db) => void db.createObjectStore('phone') });

/** What this phone keeps; `null` when it shows nobody's page. */
export async function readPhone(): Promise<Phone | null> {
  const phone = await (await kept()).get('phone', 'own');
  if (phone === undefined) return null;
  // What an earlier page kept may lack what this one shows: HQ tells it in a moment.
  const whole = phone.seen !== null && 'orders' in phone.seen;
  return whole ? phone : { ...phone, seen: null };
}

/** Keeps it. */
export async function keepPhone(phone: Phone): Promise<void> {
  await (await kept()).put('phone', phone, 'own');
}

/** Forgets everything. */
export async function forgetPhone(): Promise<void> {
  await (await kept()).delete('phone', 'own');
}

/** Whether this browser can hold such a key: a current one, over https or on the machine that HQ runs on. */
export function canHoldKey(): boolean {
  return globalThis.isSecureContext && 'subtle' in crypto && 'indexedDB' in globalThis;
}

/** Takes an invitation with a new key, and keeps both. */
export async function takeInvitation(claim: string): Promise<Answer<Phone>> {
  const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
  const body: PageClaim = { claim, public_key: hex(new Uint8Array(raw)) };
  const answer = await post<PageClaimed>('/m/api/claim', body);
  if (answer.type !== 'ok') return answer;
  const phone = { memberId: answer.value.member_id, key: pair.privateKey, seen: null, clockOffMs: 0 };
  await keepPhone(phone);
  return { type: 'ok', value: phone };
}

/** What HQ knows of whoever has this phone. */
export async function askForPage(phone: Phone): Promise<Answer<MemberPage>> {
  return post<MemberPage>('/m/api/me', await signedAsk(phone, 'me'));
}

/** Everything that HQ keeps of whoever has this phone. */
export async function askForOwnData(phone: Phone): Promise<Answer<object>> {
  return post<object>('/m/api/own', await signedAsk(phone, 'own'));
}

/** Closes the membership of whoever has this phone. */
export async function closeMembership(phone: Phone): Promise<Answer<null>> {
  return post<null>('/m/api/close', await signedAsk(phone, 'close'));
}

/**
 * Tells HQ that whoever has this phone looks at a coupon, or shares it; that it cannot be told changes nothing for them.
 */
export async function noteCoupon(phone: Phone, what: 'coupon' | 'share', couponId: string): Promise<void> {
  const look: CouponLook = { coupon_id: couponId, ask: await signedAsk(phone, what) };
  await post<null>(`/m/api/${what}`, look);
}

/** The code of a coupon that a till scans: whoever shows it may use the coupon. */
export async function couponCodeOf(phone: Phone, coupon: Coupon): Promise<string> {
  const { id, worth, least, last_day } = coupon;
  const message = ['comanda coupon code 1', phone.memberId, id, worth, least, last_day].join('\n');
  const digits = (value: number, count: number) => value.toString(16).padStart(count, '0');
  const parts = [
    phone.memberId.replaceAll('-', ''),
    id.replaceAll('-', ''),
    digits(worth, 16),
    digits(least, 16),
    digits(Number(last_day.replaceAll('-', '')), 8),
    await sign(phone.key, message),
  ];
  return `${COUPON_PREFIX}${parts.join('').toUpperCase()}`;
}

/** An address that shows a coupon to whomever it is sent. */
export function sharedAddress(
  code: string,
  money: Pick<PageStore, 'currency' | 'currency_exponent'>,
): string {
  return `${location.origin}/m#${code}.${money.currency}${money.currency_exponent}`;
}

/** A coupon that somebody shared. */
export type SharedCoupon = {
  code: string;
  worth: number;
  least: number;
  lastDay: string;
  money: Pick<PageStore, 'currency' | 'currency_exponent'>;
};

/** Reads what stands in an address; `null` when it is no coupon. */
export function readShared(hash: string): SharedCoupon | null {
  const [, code, currency, exponent] = SHARED.exec(hash) ?? [];
  if (code === undefined || currency === undefined) return null;
  const number = (from: number, count: number) => Number.parseInt(code.slice(from, from + count), 16);
  const day = String(number(3 + 64 + 32, 8));
  return {
    code,
    worth: number(3 + 64, 16),
    least: number(3 + 64 + 16, 16),
    lastDay: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
    money: { currency, currency_exponent: Number(exponent) },
  };
}

/** The code that a till scans, of one minute of HQ's clock. */
export async function codeOf(phone: Phone, minute: number): Promise<string> {
  const id = phone.memberId.replaceAll('-', '');
  const signature = await sign(phone.key, `comanda member code 1\n${phone.memberId}\n${minute}`);
  return `${CODE_PREFIX}${id}${minute.toString(16).padStart(8, '0')}${signature}`.toUpperCase();
}

/** Which minute it is by HQ's clock, as far as this phone knows it, and how long it still lasts. */
export function minuteNow(phone: Phone, nowMs = Date.now()): { minute: number; leftMs: number } {
  const at = nowMs + phone.clockOffMs;
  return { minute: Math.floor(at / MINUTE_MS), leftMs: MINUTE_MS - (at % MINUTE_MS) };
}

async function signedAsk(phone: Phone, what: 'me' | 'own' | 'close' | 'coupon' | 'share'): Promise<PageAsk> {
  const at = Date.now();
  const signature = await sign(phone.key, `comanda member page 1\n${what}\n${phone.memberId}\n${at}`);
  return { member_id: phone.memberId, at, signature };
}

async function sign(key: CryptoKey, text: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.sign('Ed25519', key, new TextEncoder().encode(text))));
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function post<T>(path: string, body: unknown): Promise<Answer<T>> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
    });
    if (answer.status === 204) return { type: 'ok', value: null as T };
    const said: unknown = await answer.json();
    if (answer.ok) return { type: 'ok', value: said as T };
    return { type: 'refused', code: (said as { code?: string }).code ?? '' };
  } catch {
    return { type: 'silent' };
  }
}
