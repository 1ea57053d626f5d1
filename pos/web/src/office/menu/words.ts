import { dictionary, formatMoney, type Currency, type Item } from '@comanda/web';
import { priceSpan } from './form';

const t = dictionary({
  en: {
    open: 'Open price',
    perKilo: (price: string) => `${price}/kg`,
    span: (from: string, to: string) => `${from} – ${to}`,
  },
  zh: {
    open: '时价',
    perKilo: (price) => `${price}/公斤`,
    span: (from, to) => `${from} – ${to}`,
  },
});

/** What an item costs, in one short line. */
export function priceLine(item: Item, of: Currency): string {
  const span = priceSpan(item);
  if (span === null) return t().open;
  if (item.sold_by === 'weight') return t().perKilo(formatMoney(span.from, of));
  const { from, to } = span;
  return from === to ? formatMoney(from, of) : t().span(formatMoney(from, of), formatMoney(to, of));
}
