/** Digits of a card number, at least and at most. */
const DIGITS_MIN = 13;
const DIGITS_MAX = 19;

/** Whether digits pass the check that every card number passes. */
export function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, place) => {
      const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/** Whether the first of these groups, put together, are a card number. */
function isCardFrom(groups: readonly string[]): boolean {
  let digits = '';
  return groups.some((group) => {
    digits += group;
    const fits = digits.length >= DIGITS_MIN && digits.length <= DIGITS_MAX;
    return fits && !digits.startsWith('0') && passesLuhn(digits);
  });
}

/** Whether a card number stands in some text, in groups or without: it must never be kept. The store refuses it too. */
export function hasCardNumber(text: string): boolean {
  const runs = text.normalize('NFKC').match(/[0-9 -]+/g) ?? [];
  return runs.some((run) => {
    const groups = run.split(/[ -]/).filter((group) => group !== '');
    return groups.some((_, first) => isCardFrom(groups.slice(first)));
  });
}
