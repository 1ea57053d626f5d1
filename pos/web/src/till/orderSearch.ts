import { orderNumber, type Order } from '@comanda/web';

/** Whether an order is the one meant by what was typed: its called number, label, table, note or receipt. */
export function isMeant(order: Order, typed: string, tableName: string): boolean {
  const wanted = plain(typed);
  if (wanted === '') return true;
  const { label = '', table = '', note } = order.details ?? {};
  const receipt = order.state.type === 'closed' ? [String(order.state.receipt_number)] : [];
  const number = orderNumber(order.channel, order.number);
  const words = [number, label, tableName, table, note?.text ?? '', ...receipt].map(plain);
  return words.some((word) => word.includes(wanted)) || String(order.number) === wanted.replace(/^0+/, '');
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, '');
}

/** The receipt number that was typed; `null` for anything else. */
export function receiptNumber(typed: string): number | null {
  const digits = typed.trim();
  return /^[1-9][0-9]{0,14}$/.test(digits) ? Number.parseInt(digits, 10) : null;
}
