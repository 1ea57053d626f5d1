import { defineConfig } from 'vite';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../target/web/pos',
    emptyOutDir: true,
    // Three apps are served side by side from one root: each keeps its hashed files in a folder of its own.
    assetsDir: 'assets/pos',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    rolldownOptions: { input: ['index.html', 'pos.html', 'display.html', 'printers.html', 'office.html'] },
  },
});
