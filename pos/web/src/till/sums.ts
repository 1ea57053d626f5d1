import type { Catalogue, Item, Money, Order, TaxMode } from '@comanda/web';
import type { Choice, Part } from './choices';
import { extraOf } from './combo';
import { menuIndex } from './menuIndex';
import { priceAt, type Moment } from './price';
import { spread } from './shares';

/** What one line puts on a check, as far as prices go. */
export type Priced = { amount: Money; tax: string; rate_ppm: number };
/** What the lines come to. All amounts in minor units. */
export type Sums = {
  subtotal: Money;
  /** What discounts took off, and what was given free. */
  discounts: Money;
  comps: Money;
  service: Money;
  packaging: Money;
  tax: Money;
  total: Money;
  paid: Money;
  due: Money;
  rates: readonly TaxSum[];
  /** False where lines not sent yet lie on an order with reductions: only the store reckons those anew. */
  exact: boolean;
};
/** The tax at one rate. */
export type TaxSum = { code: string; rate_ppm: number; tax: Money };
/** What comes on top of the lines. */
export type OnTop = { service_ppm: number; packaging: Priced | null };

const PPM = 1_000_000n;
const GRAMS_PER_KG = 1000n;
const NOTHING_ON_TOP: OnTop = { service_ppm: 0, packaging: null };

/** `dividend / divisor`, rounded half away from zero: the one rounding rule. The divisor is positive. */
function divide(dividend: bigint, divisor: bigint): number {
  const size = dividend < 0n ? -dividend : dividend;
  const rounded = (2n * size + divisor) / (2n * divisor);
  return Number(dividend < 0n ? -rounded : rounded);
}

/**
 * The tax in (or on) an amount: rounded half away from zero to the minor unit, by the store server's own rule.
 *
 * Reckoned in `BigInt`, because an amount times a rate may leave the range in which numbers are exact.
 */
export function taxOf(amount: Money, ratePpm: number, mode: TaxMode): Money {
  const rate = BigInt(ratePpm);
  return divide(BigInt(amount) * rate, mode === 'inclusive' ? PPM + rate : PPM);
}

/** A share of an amount in parts per million, rounded half away from zero. */
export function shareOf(amount: Money, ppm: number): Money {
  return divide(BigInt(amount) * BigInt(ppm), PPM);
}

/**
 * Sums a check before the store server has: the same rule, tax once per rate on the sum at that rate, so that the
 * amount taken at the till is the amount the server asks for.
 */
export function sums(
  lines: readonly Priced[],
  mode: TaxMode,
  paid: Money,
  onTop: OnTop = NOTHING_ON_TOP,
): Sums {
  const atRate = new Map<string, { code: string; rate_ppm: number; amount: Money }>();
  const put = ({ amount, tax, rate_ppm }: Priced) => {
    const key = `${tax} ${rate_ppm}`;
    const known = atRate.get(key) ?? { code: tax, rate_ppm, amount: 0 };
    atRate.set(key, { ...known, amount: known.amount + amount });
  };
  for (const line of lines) put(line);
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0);
  const service = shareOf(subtotal, onTop.service_ppm);
  // Taxed like the lines it falls on: spread over them, not over the rates.
  const shares =
    service === 0
      ? []
      : spread(
          service,
          lines.map((line) => line.amount),
        );
  for (const [index, line] of lines.entries()) put({ ...line, amount: shares[index] ?? 0 });
  if (onTop.packaging !== null) put(onTop.packaging);
  const packaging = onTop.packaging?.amount ?? 0;
  const rates = [...atRate.values()].map(({ code, rate_ppm, amount }) => ({
    code,
    rate_ppm,
    tax: taxOf(amount, rate_ppm, mode),
  }));
  const tax = rates.reduce((sum, rate) => sum + rate.tax, 0);
  const before = subtotal + service + packaging;
  const total = mode === 'inclusive' ? before : before + tax;
  const due = total - paid;
  return {
    subtotal,
    discounts: 0,
    comps: 0,
    service,
    packaging,
    tax,
    total,
    paid,
    due,
    rates,
    exact: true,
  };
}

/** The store's own sums of an order. */
export function storeSums(order: Order): Sums {
  const {
    subtotal,
    discounts = 0,
    comps = 0,
    service = 0,
    packaging = 0,
    tax,
    total,
    paid,
    due,
  } = order.totals;
  const rates = order.totals.taxes.map(({ code, rate_ppm, tax: of }) => ({ code, rate_ppm, tax: of }));
  return { subtotal, discounts, comps, service, packaging, tax, total, paid, due, rates, exact: true };
}

/** The store's sums of an order with reductions, and beside them what is only here: as near as a till can tell. */
export function added(there: Sums, here: Sums): Sums {
  const rates = [...there.rates];
  for (const rate of here.rates) {
    const index = rates.findIndex((one) => one.code === rate.code && one.rate_ppm === rate.rate_ppm);
    const known = rates[index];
    if (known === undefined) rates.push(rate);
    else rates[index] = { ...known, tax: known.tax + rate.tax };
  }
  return {
    ...there,
    subtotal: there.subtotal + here.subtotal,
    service: there.service + here.service,
    packaging: there.packaging + here.packaging,
    tax: there.tax + here.tax,
    total: there.total + here.total,
    due: there.due + here.total,
    rates,
    exact: false,
  };
}

/** The price of one (or of a kilogram) with everything chosen; an open price that nobody gave yet counts nothing. */
export function unitPrice(catalogue: Catalogue, item: Item, choice: Choice, moment: Moment): Money {
  const menu = menuIndex(catalogue);
  const ofModifiers = (ids: readonly string[]) =>
    ids.reduce((sum, id) => sum + (menu.modifiers.get(id)?.price ?? 0), 0);
  const ofPart = (part: Part) => extraOf(item.combo ?? [], part) + ofModifiers(part.modifiers);
  const base = priceAt(item, choice.size_id, moment) ?? choice.price ?? 0;
  return base + ofModifiers(choice.modifiers) + choice.parts.reduce((sum, part) => sum + ofPart(part), 0);
}

/** What a line comes to: by the piece, or by the kilogram for what was weighed. */
export function lineAmount(unit: Money, quantity: number, grams: number | null): Money {
  const product = BigInt(unit) * BigInt(quantity);
  return grams === null ? Number(product) : divide(product * BigInt(grams), GRAMS_PER_KG);
}

/** Digits typed on the number keys as an amount in minor units: `''` is nothing, `580` is 5.80. */
export function typedAmount(digits: string): Money {
  return /^[0-9]{1,15}$/.test(digits) ? Number.parseInt(digits, 10) : 0;
}
