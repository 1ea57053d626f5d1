// How fast the till is with a large catalogue and a long slip, printed as a line of JSON. Not a test: a busy
// machine is slow without being wrong. Needs a release build: `npm run speed -w tests/browser`.
import { device, launch } from './browser.mjs';
import { startDemo } from './store.mjs';
import { readyTill, tapItem } from './till.mjs';

const ITEMS = 20_000;
const LINES = 60;
const SHELVES = 40;
/** Names that a shop could have, so that a search finds some and not all. */
const WORDS = ['Green', 'Oolong', 'Ginger', 'Sesame', 'Rice', 'Plum', 'Barley', 'Pepper', 'Lotus', 'Honey'];

const sorted = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b);
/** @param {number[]} values @param {number} share */
const at = (values, share) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const round = (/** @type {number} */ ms) => Math.round(ms * 10) / 10;

function csv() {
  const rows = ['Item Name,Category,SKU,Price,Tax - VAT (20%)'];
  for (let n = 0; n < ITEMS; n += 1) {
    const name = `${WORDS[n % 10]} ${WORDS[Math.floor(n / 10) % 10]} ${n}`;
    rows.push(`${name},Shelf ${n % SHELVES},S${n},${((n % 900) / 100 + 1).toFixed(2)},Y`);
  }
  return rows.join('\n');
}

/**
 * Time from a key to the end of the work that it makes, without the wait for the next frame.
 * @param {import('playwright-core').Page} page
 * @param {string} text
 */
function typed(page, text) {
  return page.evaluate(async (text) => {
    const field = /** @type {HTMLInputElement} */ (document.querySelector('input[type=search]'));
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    field.focus();
    const took = [];
    for (let end = 1; end <= text.length; end += 1) {
      const began = performance.now();
      setter?.call(field, text.slice(0, end));
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await Promise.resolve();
      void document.body.offsetHeight; // style and layout too
      took.push(performance.now() - began);
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    }
    setter?.call(field, '');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return took;
  }, text);
}

/**
 * Time from a tap on an item to the paint that follows it.
 * @param {import('playwright-core').Page} page
 * @param {string} item
 */
function tapped(page, item) {
  return page.evaluate(async (item) => {
    const tile = /** @type {HTMLElement} */ (document.querySelector(`[data-testid="item-${item}"]`));
    const began = performance.now();
    tile.click();
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    return performance.now() - began;
  }, item);
}

const demo = await startDemo();
const browser = await launch();
try {
  const shop = await device(browser);
  const till = await readyTill(shop, demo);
  const frame = await till.evaluate(async () => {
    const began = performance.now();
    for (let n = 0; n < 20; n += 1)
      await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
    return (performance.now() - began) / 20;
  });
  await tapItem(till, 'favourites', 'filter-coffee');
  const taps = [];
  for (let n = 1; n < LINES; n += 1) {
    await till.getByTestId('item-filter-coffee').waitFor();
    taps.push(await tapped(till, 'filter-coffee'));
  }
  await till.getByTestId('slip-menu').click();
  await till.getByTestId('park').click();

  const began = performance.now();
  const imported = await till.evaluate(async (body) => {
    const response = await fetch('/api/v1/catalogue/import?source=square&dry_run=false', {
      method: 'POST',
      body,
      headers: {
        authorization: `Bearer ${localStorage.getItem('comanda.token')}`,
        'comanda-session': sessionStorage.getItem('comanda.session') ?? '',
        'content-type': 'text/csv',
      },
    });
    return await response.json();
  }, csv());
  const importMs = performance.now() - began;

  const opening = performance.now();
  await till.reload();
  await till.getByTestId('till-menu').waitFor();
  await till.getByTestId('category-favourites').waitFor();
  const openMs = performance.now() - opening;
  const keys = [...(await typed(till, 'sesame plum')), ...(await typed(till, 'lotus 19'))];
  const session = await till.context().newCDPSession(till);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  console.log(
    JSON.stringify({
      items: imported.imported,
      refused: imported.refused,
      import_ms: Math.round(importMs),
      till_open_ms: Math.round(openMs),
      search_key_ms_p50: round(at(keys, 0.5)),
      search_key_ms_max: round(at(keys, 1)),
      tap_ms_first_ten: round(at(taps.slice(0, 10), 0.5)),
      tap_ms_last_ten: round(at(taps.slice(-10), 0.5)),
      bare_frame_ms: round(frame),
      heap_mb: Math.round(usedSize / 1024 / 1024),
    }),
  );
  await shop.context.close();
} finally {
  await browser.close();
  await demo.stop();
}
