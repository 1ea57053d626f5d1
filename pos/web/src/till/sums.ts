import type { Catalogue, Item, Money, TaxMode } from '@comanda/web';

/** What one line puts on a check, as far as prices go. */
export type Priced = { amount: Money; tax: string; rate_ppm: number };
/** What the lines come to. All amounts in minor units. */
export type Sums = {
  subtotal: Money;
  tax: Money;
  total: Money;
  paid: Money;
  due: Money;
  rates: readonly TaxSum[];
};
/** The tax at one rate. */
export type TaxSum = { code: string; rate_ppm: number; tax: Money };

const PPM = 1_000_000n;

/**
 * The tax in (or on) an amount: rounded half away from zero to the minor unit, by the store server's own rule.
 *
 * Reckoned in `BigInt`, because an amount times a rate may leave the range in which numbers are exact.
 */
export function taxOf(amount: Money, ratePpm: number, mode: TaxMode): Money {
  const rate = BigInt(ratePpm);
  const whole = mode === 'inclusive' ? PPM + rate : PPM;
  const product = BigInt(amount) * rate;
  const size = product < 0n ? -product : product;
  const rounded = (2n * size + whole) / (2n * whole);
  return Number(product < 0n ? -rounded : rounded);
}

/**
 * Sums a check before the store server has: the same rule, tax once per rate on the sum at that rate, so that the
 * amount taken at the till is the amount the server asks for.
 */
export function sums(lines: readonly Priced[], mode: TaxMode, paid: Money): Sums {
  const atRate = new Map<string, { code: string; rate_ppm: number; amount: Money }>();
  for (const { amount, tax, rate_ppm } of lines) {
    const key = `${tax} ${rate_ppm}`;
    const known = atRate.get(key) ?? { code: tax, rate_ppm, amount: 0 };
    atRate.set(key, { ...known, amount: known.amount + amount });
  }
  const rates = [...atRate.values()].map(({ code, rate_ppm, amount }) => ({
    code,
    rate_ppm,
    tax: taxOf(amount, rate_ppm, mode),
  }));
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0);
  const tax = rates.reduce((sum, rate) => sum + rate.tax, 0);
  const total = mode === 'inclusive' ? subtotal : subtotal + tax;
  return { subtotal, tax, total, paid, due: total - paid, rates };
}

/** The price of one, modifiers included; an open price that nobody has given yet counts nothing. */
export function unitPrice(
  catalogue: Catalogue,
  item: Item,
  modifiers: readonly string[],
  price: Money | null,
): Money {
  const groups = catalogue.modifier_groups.filter((group) => item.modifier_groups.includes(group.id));
  const known = new Map(groups.flatMap((group) => group.modifiers.map((one) => [one.id, one.price])));
  const extra = modifiers.reduce((sum, id) => sum + (known.get(id) ?? 0), 0);
  return (item.price ?? price ?? 0) + extra;
}

/** Digits typed on the number keys as an amount in minor units: `''` is nothing, `580` is 5.80. */
export function typedAmount(digits: string): Money {
  return /^[0-9]{1,15}$/.test(digits) ? Number.parseInt(digits, 10) : 0;
}
