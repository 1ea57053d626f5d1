import {
  dictionary,
  explain,
  pick,
  toast,
  type Channel,
  type DeviceCard,
  type Modifier,
  type FloorPlan,
  type Names,
  type OrderDetails,
  type Outcome,
  type StoreCard,
  type VoidReason,
} from '@comanda/web';

const t = dictionary({
  en: {
    guest_changed_mind: 'Guest changed their mind',
    entered_by_mistake: 'Entered by mistake',
    not_available: 'Not available',
    quality: 'Something was wrong with it',
    table: (name: string) => `Table ${name}`,
    guests: (count: string) => (count === '1' ? '1 guest' : `${count} guests`),
  },
  zh: {
    guest_changed_mind: '客人改主意',
    entered_by_mistake: '点错了',
    not_available: '没有货',
    quality: '品质有问题',
    table: (name) => `${name} 号桌`,
    guests: (count) => `${count} 位`,
  },
});

/** How the guest eats, as far as a till takes it, in the order offered; guests order the other ways by themselves. */
export const CHANNELS: readonly Channel[] = ['dine_in', 'takeaway', 'pickup', 'delivery', 'phone'];
/** Why something is struck, in the order in which they are offered. */
export const REASONS: readonly VoidReason[] = [
  'guest_changed_mind',
  'entered_by_mistake',
  'not_available',
  'quality',
];

export function reasonName(reason: VoidReason): string {
  return t()[reason];
}

/** Whether a choice takes something away: it must not be overlooked on the slip. */
export function isNo(names: Names): boolean {
  return /^no\b|^without\b/i.test(names.en) || /^[不免去走]/.test(names.zh);
}

/** A choice as the slip shows it. */
export function choiceText(modifier: Pick<Modifier, 'names'>): { text: string; strong: boolean } {
  return { text: pick(modifier.names), strong: isNo(modifier.names) };
}

/** What a test or a style may call a thing by: `Braised beef noodles` is `braised-beef-noodles`. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** Where this till stands: the store, then the device. */
export function placeName(store: StoreCard | null, device: DeviceCard | null): string {
  return store === null || device === null ? 'Comanda' : `${pick(store.names)} · ${device.name}`;
}

/** A table as people say it: `Table 7`. A table that is no longer on the plan is called by its code. */
export function tableName(plan: FloorPlan | null, code: string): string {
  return t().table(plan?.tables.find((one) => one.code === code)?.name ?? code);
}

/** So many guests. */
export function guestsText(count: number): string {
  return t().guests(String(count));
}

/** Where and whose an order is: `Anna · Table 7`; empty for one without either. */
export function whereText(plan: FloorPlan | null, details: OrderDetails | undefined): string {
  const { label, table } = details ?? {};
  const parts = [label ?? '', table === undefined ? '' : tableName(plan, table)];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Says why the store refused something. */
export function toastRefused(outcome: Extract<Outcome, { type: 'refused' }>): void {
  toast({ text: explain(outcome), bad: true });
}
