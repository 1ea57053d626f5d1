// How fast an order is on the glass of the kitchen, and how long a full board takes to draw one line anew; printed as
// a line of JSON. Not a test: a busy machine is slow without being wrong. Needs a release build:
// `npm run glass -w tests/browser`.
import { device, launch, SIZES } from './browser.mjs';
import { startDemo } from './store.mjs';
import { readyTill, tapItem } from './till.mjs';

const PAGES = 8;
const ORDERS = 40;
const BOARD_TICKETS = 60;
const LINES = 5;
const THROTTLE = 6;

const sorted = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b);
/** @param {number[]} values @param {number} share */
const at = (values, share) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const round = (/** @type {number} */ ms) => Math.round(ms * 10) / 10;

/**
 * Notes on a kitchen page when each number was painted, on the clock that all pages of a machine share.
 * @param {import('playwright-core').Page} page
 */
function watchCards(page) {
  return page.evaluate(() => {
    /** @type {Record<string, number>} */
    const painted = {};
    Object.defineProperty(window, 'painted', { value: painted });
    const look = () => {
      for (const card of document.querySelectorAll('[data-testid=ticket]')) {
        const number = card.getAttribute('data-number') ?? '';
        if (number in painted) continue;
        painted[number] = 0;
        requestAnimationFrame(() =>
          setTimeout(() => (painted[number] = performance.timeOrigin + performance.now())),
        );
      }
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
}

const demo = await startDemo();
const browser = await launch();
try {
  const shop = await device(browser);
  const till = await readyTill(shop, demo);
  const screens = [];
  for (let n = 0; n < PAGES; n += 1) {
    // A window of its own for each, as each hangs on its own wall: a tab behind another is not drawn.
    const wall = await device(browser, { size: SIZES.kitchenSmall });
    const page = await wall.open(`${demo.store}/kds/${n % 2 === 0 ? 'steam' : 'tea'}`, SIZES.kitchenSmall);
    await page.getByTestId('all-clear').waitFor();
    await watchCards(page);
    screens.push(page);
  }
  const steam = screens[0];
  if (steam === undefined) throw new Error('no screen');
  const glass = [];
  for (let n = 0; n < ORDERS; n += 1) {
    await tapItem(till, 'sides', 'tea-egg');
    const sent = await till.evaluate(() => {
      const now = performance.timeOrigin + performance.now();
      /** @type {HTMLElement | null} */ (document.querySelector('[data-testid=send]'))?.click();
      return now;
    });
    await till.getByTestId('order-number').filter({ hasText: /\d{3}/ }).waitFor();
    const number = (await till.getByTestId('order-number').innerText()).trim();
    const shown = await steam.waitForFunction(
      (number) => /** @type {Record<string, number>} */ (Reflect.get(window, 'painted'))[number] || null,
      number,
    );
    glass.push(Number(await shown.jsonValue()) - sent);
    await till.getByTestId('new-order').click();
    const card = steam.locator(`[data-testid=ticket][data-number="${number}"]`);
    await card.getByTestId('seen').click();
    await card.getByTestId('bump').click();
    await card.waitFor({ state: 'detached' });
  }

  for (let n = 0; n < BOARD_TICKETS; n += 1) {
    const dishes = ['tea-egg', 'scallion-pancake', 'smashed-cucumber', 'soup-dumplings', 'custard-buns'];
    for (const dish of dishes.slice(0, LINES))
      await tapItem(till, dish === 'soup-dumplings' || dish === 'custard-buns' ? 'dumplings' : 'sides', dish);
    await till.getByTestId('send').click();
    await till.getByTestId('order-number').filter({ hasText: /\d{3}/ }).waitFor();
    await till.getByTestId('new-order').click();
  }
  await steam
    .getByTestId('counts')
    .filter({ hasText: `${BOARD_TICKETS} tickets` })
    .waitFor();
  await steam.keyboard.press('/');
  await steam.locator('[data-testid=ticket][data-state=seen]').first().waitFor();
  const session = await steam.context().newCDPSession(steam);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  // From the news to the card drawn anew, style and layout too, without what drives the page from outside.
  await steam.evaluate(() => {
    /** @type {number[]} */
    const took = [];
    Object.defineProperty(window, 'took', { value: took });
    let heardAt = 0;
    const parse = JSON.parse.bind(JSON);
    JSON.parse = (text, ...rest) => {
      if (String(text).startsWith('{"type":"changes"')) heardAt = performance.now();
      return parse(text, ...rest);
    };
    const cards = document.querySelector('.cards');
    new MutationObserver(() => {
      if (heardAt === 0) return;
      void document.body.offsetHeight;
      took.push(performance.now() - heardAt);
      heardAt = 0;
    }).observe(/** @type {Element} */ (cards), { childList: true, subtree: true, attributes: true });
  });
  // Marked on another screen of the station: what is measured is the news of it, not the touch.
  const other = screens[2];
  if (other === undefined) throw new Error('no second screen');
  const first = (/** @type {import('playwright-core').Page} */ page) =>
    page.locator('[data-testid=ticket]').first().locator('.lines .line').first();
  await other.locator('[data-testid=ticket][data-state=seen]').first().waitFor();
  for (let n = 0; n < 12; n += 1) {
    const text = await first(steam).innerText();
    await first(other).click();
    await first(steam).filter({ hasNotText: text }).waitFor();
  }
  const drawn = await steam.evaluate(() => /** @type {number[]} */ (Reflect.get(window, 'took')));
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  console.log(
    JSON.stringify({
      pages: PAGES,
      order_to_glass_ms_p50: round(at(glass, 0.5)),
      order_to_glass_ms_p95: round(at(glass, 0.95)),
      board_tickets: BOARD_TICKETS,
      board_lines: BOARD_TICKETS * LINES,
      throttle: THROTTLE,
      line_done_ms_p50: round(at(drawn, 0.5)),
      line_done_ms_max: round(at(drawn, 1)),
      heap_mb: Math.round(usedSize / 1024 / 1024),
    }),
  );
} finally {
  await browser.close();
  await demo.stop();
}
