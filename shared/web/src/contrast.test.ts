import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync('shared/web/src/tokens.css', 'utf8').replaceAll(/\/\*.*?\*\//gs, '');

/** The tokens that hold where all these selectors apply, later ones over earlier ones. */
function tokens(selectors: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, selector = '', body = ''] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (!selectors.includes(selector.trim())) continue;
    for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*([^;]+);/g)) found.set(name, value);
  }
  return found;
}

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(known: Map<string, string>, ink: string, ground: string): number {
  const colour = (name: string): string => {
    const value = known.get(name) ?? '';
    const link = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
    if (link !== undefined) return colour(link);
    if (!/^#[0-9a-f]{6}$/i.test(value)) throw new Error(`--${name} is not a plain colour: ${value}`);
    return value;
  };
  const [a, b] = [luminance(colour(ink)), luminance(colour(ground))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const DARK = ":root[data-theme='dark']";
const KITCHEN = ":root[data-room='kitchen']";
const KITCHEN_LIGHT = ":root[data-room='kitchen'][data-theme='light']";
const ON_DESK = ['ink', 'ink-2', 'ink-3', 'seal', 'ok', 'warn', 'late'].flatMap((ink) => [
  [ink, 'desk'],
  [ink, 'surface'],
]);
const ON_PAPER = ['ink', 'ink-2', 'ink-3', 'seal', 'ok', 'warn', 'late'].flatMap((ink) => [
  [ink, 'paper'],
  [ink, 'paper-2'],
]);
const STRIPS = [
  ['head-warn-ink', 'head-warn'],
  ['head-late-ink', 'head-late'],
  ['head-late-ink', 'head-late-2'],
  ['go-ink', 'go'],
  ['ink', 'warn-soft'],
  ['ink', 'late-soft'],
];

test.each([
  ['till by day', [':root'], 4.5],
  ['till by night', [':root', DARK], 4.5],
  ['kitchen', [':root', DARK, KITCHEN], 7],
  ['kitchen by day', [':root', KITCHEN, KITCHEN_LIGHT], 7],
])('everything written in the %s stands out enough from what it is written on', (_room, selectors, least) => {
  const weak: string[] = [];
  const check = (known: Map<string, string>, pairs: string[][]) => {
    for (const [ink = '', ground = ''] of pairs) {
      const ratio = contrast(known, ink, ground);
      if (ratio < least) weak.push(`${ink} on ${ground}: ${ratio.toFixed(2)}`);
    }
  };
  check(tokens(selectors), [...ON_DESK, ...STRIPS]);
  check(tokens([...selectors, '.slip']), ON_PAPER);
  expect(weak).toEqual([]);
});
