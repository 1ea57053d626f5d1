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

/** Whether a card number stands in some text, in groups or without: it must never be kept. */
export function hasCardNumber(text: string): boolean {
  const runs = text.normalize('NFKC').match(/\d(?:[ .-]?\d)*/g) ?? [];
  return runs.some((run) => {
    const digits = run.replace(/\D/g, '');
    return digits.length >= DIGITS_MIN && digits.length <= DIGITS_MAX && passesLuhn(digits);
  });
}
