import { expect, test } from 'vitest';
import { hasCardNumber } from './cardNumber';

test('a card number is seen however it is written, and a reference is not taken for one', () => {
  const cases: [string, boolean][] = [
    ['4111111111111111', true],
    ['4111 1111 1111 1111', true],
    ['card 4111-1111-1111-1111 ok', true],
    ['378282246310005', true],
    ['４１１１１１１１１１１１１１１１', true],
    ['4111111111111112', false],
    ['411111111111', false],
    ['table 12 4111 1111 1111 1111', true],
    ['0000 0000 0000 0000', false],
    ['AUTH 004512 REF 99871', false],
    ['', false],
  ];
  for (const [text, seen] of cases) expect(hasCardNumber(text), text).toBe(seen);
});
