/**
 * Mints a UUIDv7: 48 bits of `nowMs`, then random bits.
 *
 * Uses `getRandomValues`, because `crypto.randomUUID` is missing on a page that came over plain http from the LAN.
 */
export function mintId(nowMs: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  const random = view.getUint16(6);
  const variant = view.getUint8(8);
  view.setUint16(0, Math.floor(nowMs / 2 ** 32));
  view.setUint32(2, nowMs % 2 ** 32);
  view.setUint16(6, (random & 0x0fff) | 0x7000);
  view.setUint8(8, (variant & 0x3f) | 0x80);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
