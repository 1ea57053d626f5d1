import type { Channel } from './protocol.gen';

const LETTER: Record<Channel, string> = {
  dine_in: 'A',
  takeaway: 'B',
  delivery: 'C',
  phone: 'D',
  pickup: 'E',
  self_order: 'F',
  online: 'G',
};

/** The number people call out: the channel's letter and at least three digits, for example `A 042`. */
export function orderNumber(channel: Channel, number: number): string {
  return `${LETTER[channel]} ${String(number).padStart(3, '0')}`;
}
