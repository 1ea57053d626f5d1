import type { Money } from '@comanda/web';

/**
 * Spreads `total` over `weights` so that the shares sum to it exactly: each gets its share rounded down, and what that
 * leaves goes, a minor unit each, to those whose share lost most; of equals to the earlier. With no weight above 0 the
 * split is even. The store server's own rule.
 */
export function spread(total: Money, weights: readonly number[]): Money[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole <= 0n) return weights.length === 0 ? [] : evenShares(total, weights.length);
  const exact = weights.map((weight) => BigInt(total) * BigInt(weight));
  const shares = exact.map((one) => one / whole);
  let left = BigInt(total) - shares.reduce((sum, share) => sum + share, 0n);
  const byRemainder = exact
    .map((one, index) => ({ index, lost: one % whole }))
    .filter(({ lost }) => lost > 0n)
    .sort((a, b) => (a.lost === b.lost ? a.index - b.index : a.lost > b.lost ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left <= 0n) break;
    shares[index] = (shares[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return shares.map(Number);
}

/** Shares that differ by at most one minor unit, the larger ones first. */
export function evenShares(total: Money, ways: number): Money[] {
  return spread(
    total,
    Array.from({ length: ways }, () => 1),
  );
}
