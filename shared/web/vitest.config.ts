import { defineConfig } from 'vitest/config';

// One run for the design system and the three front ends: one process start instead of four.
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    environment: 'happy-dom',
    include: ['{shared,pos,kds,sync}/web/src/**/*.test.{ts,tsx}'],
  },
});
