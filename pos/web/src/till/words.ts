import {
  dictionary,
  pick,
  type Channel,
  type DeviceCard,
  type Modifier,
  type Names,
  type StoreCard,
  type VoidReason,
} from '@comanda/web';

const t = dictionary({
  en: {
    guest_changed_mind: 'Guest changed their mind',
    entered_by_mistake: 'Entered by mistake',
    not_available: 'Not available',
    quality: 'Something was wrong with it',
  },
  zh: {
    guest_changed_mind: '客人改主意',
    entered_by_mistake: '点错了',
    not_available: '没有货',
    quality: '品质有问题',
  },
});

/** How the guest eats, in the order in which they are offered. */
export const CHANNELS: readonly Channel[] = ['dine_in', 'takeaway', 'delivery', 'phone'];
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
