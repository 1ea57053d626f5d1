import type { Line, Money, Order, Reduction, ReductionKind } from '@comanda/web';
import { shareOf } from './sums';

/** What one reduction takes off what is `left`; never more than that. */
export function takenOff(kind: ReductionKind, left: Money): Money {
  if (left <= 0) return 0;
  switch (kind.type) {
    case 'percent':
      return Math.min(left, shareOf(left, kind.ppm));
    case 'amount':
      return Math.min(left, kind.amount);
    case 'comp':
      return left;
  }
}

/** A reduction as the slip shows it: on which line (none for the order as a whole) and how much it takes off. */
export type Given = { reduction: Reduction; line: Line | null; amount: Money };

function inTurn(reductions: readonly Reduction[], whole: Money): { taken: Money[]; left: Money } {
  let left = whole;
  const taken = reductions.map(({ kind }) => {
    const amount = takenOff(kind, left);
    left -= amount;
    return amount;
  });
  return { taken, left };
}

/** Lines that were not struck. */
export function soldLines(order: Order): Line[] {
  return order.lines.filter((line) => line.state.type !== 'voided');
}

/** What a line comes to after its own reductions. */
export function lineNet(line: Line): Money {
  return inTurn(line.reductions ?? [], line.amount).left;
}

/** What the lines come to before reductions of the order as a whole. */
export function linesNet(order: Order): Money {
  return soldLines(order).reduce((sum, line) => sum + lineNet(line), 0);
}

/** Whether promotions gave it, and nobody by hand. */
export function isOfPromotions(reduction: Reduction): boolean {
  return reduction.by === null && reduction.reason === 'promotion';
}

/** Every reduction of an order in the order in which the store counts them, those on lines first. */
export function reductionsOf(order: Order): Given[] {
  const onLines = soldLines(order).flatMap((line) => {
    const reductions = line.reductions ?? [];
    const { taken } = inTurn(reductions, line.amount);
    return reductions.map((reduction, index) => ({ reduction, line, amount: taken[index] ?? 0 }));
  });
  const whole = order.reductions ?? [];
  const { taken } = inTurn(whole, linesNet(order));
  return [
    ...onLines,
    ...whole.map((reduction, index) => ({ reduction, line: null, amount: taken[index] ?? 0 })),
  ];
}

/** What is left to reduce: of one line, or of all of them. */
export function reducible(order: Order, lineId: string | null): Money {
  if (lineId !== null) {
    const line = soldLines(order).find((one) => one.id === lineId);
    return line === undefined ? 0 : lineNet(line);
  }
  return inTurn(order.reductions ?? [], linesNet(order)).left;
}

/** Parts per million of a percentage typed with one decimal: `125` is 12.5 % is 125 000. `null` past 0 and 100 %. */
export function typedPpm(digits: string): number | null {
  const tenths = /^[0-9]{1,4}$/.test(digits) ? Number.parseInt(digits, 10) : 0;
  return tenths > 0 && tenths <= 1000 ? tenths * 1000 : null;
}

/** A rate in words: `12.5 %`. */
export function percent(ppm: number): string {
  return `${String(ppm / 10_000)} %`;
}
