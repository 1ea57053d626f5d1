import { expect, it } from 'vitest';
import { csv } from './csv';

it('keeps a name with commas and quotes whole, and a formula as text', () => {
  expect(
    csv([
      ['2', 'Bo "the boss", 王', ''],
      ['3', '=HYPERLINK("x")'],
    ]),
  ).toBe('2,"Bo ""the boss"", 王",\r\n3,"\'=HYPERLINK(""x"")"\r\n');
});
