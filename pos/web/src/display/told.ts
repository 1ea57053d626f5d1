import type { Names } from '@comanda/web';

/** What the till says to the guest of one line; nothing that is for the kitchen or for staff. */
export type GuestLine = Readonly<{
  id: string;
  quantity: number;
  name: string;
  second: string | null;
  /** What was chosen with it. */
  chosen: readonly string[];
  amount: string;
}>;

/** A sum with what it is. */
export type GuestSum = Readonly<{ label: string; sum: string }>;

/** Whom the till recognised, as far as everybody at the counter may read it: never a phone, a tag or an allergy. */
export type GuestMember = Readonly<{
  name: string;
  points: string;
  value: string | null;
  tier: string | null;
  coupons: number;
  has_birthday: boolean;
}>;

/** What a customer display shows. Sums are written as the till writes them. */
export type GuestView = Readonly<
  { shop: Names; training: boolean; member: GuestMember | null } & (
    | { type: 'rest' }
    | {
        type: 'check';
        lines: readonly GuestLine[];
        /** What was taken off, and put on. */
        sums: readonly GuestSum[];
        paid: string | null;
        due: string;
        /** A payment code that the guest scans, and what they pay with it. */
        code: Readonly<{ text: string; amount: string }> | null;
      }
    | {
        type: 'paid';
        /** The number that is called; `null` while the store has not answered. */
        number: string | null;
        total: string;
        change: string | null;
        /** The address of their receipt, once there is one. */
        receipt: string | null;
      }
  )
>;

/** What passes between the till and a display in another window of the same machine. */
export type Told =
  | { type: 'view'; view: GuestView }
  /** The till is still there. */
  | { type: 'here' }
  /** The till was closed. */
  | { type: 'gone' }
  /** A display was opened and has seen nothing yet. */
  | { type: 'hello' };

/** The channel between windows of one browser (HTML Standard, *Broadcasting to other browsing contexts*). */
export const CHANNEL = 'comanda.display';
/** How often the till says that it is there. */
export const HERE_EVERY_MS = 2_000;
/** After so long without a word the display takes the till for gone: what it shows may be another guest's. */
export const GONE_AFTER_MS = 7_000;
