// Whether screens that stand on all day grow: the orders of twelve busy hours, one after the other as fast as the
// shop takes them, and the memory that each page holds after every tenth of them; printed as a line of JSON. Not a
// test: it takes minutes. Needs a release build: `npm run hours -w tests/browser`.
import { device, launch, SIZES } from './browser.mjs';
import { startDemo } from './store.mjs';
import { NUMBER, readyTill, untilText } from './till.mjs';

/** A hundred an hour. */
const ORDERS = Number(process.env['ORDERS'] ?? 1_200);
const STEPS = 10;

/** Bytes that a page still holds after what it no longer needs was cleared away. @param {import('playwright-core').CDPSession} session */
async function held(session) {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

const demo = await startDemo();
const browser = await launch();
try {
  const shop = await device(browser);
  const till = await readyTill(shop, demo);
  /** @param {string} path */
  const screen = async (path) => (await device(browser)).open(`${demo.store}${path}`, SIZES.kitchenSmall);
  const pages = {
    till,
    steam: await screen('/kds/steam'),
    expo: await screen('/expo'),
    board: await screen('/board'),
  };
  const sessions = [];
  for (const [name, page] of Object.entries(pages))
    sessions.push({ name, session: await page.context().newCDPSession(page) });
  await till.getByTestId('category-sides').click();
  /** @type {Record<string, number[]>} */
  const kilobytes = {};
  for (let n = 1; n <= ORDERS; n += 1) {
    await till.getByTestId('item-tea-egg').click();
    await till.getByTestId('send').click();
    const number = await untilText(till.getByTestId('order-number'), NUMBER);
    await till.getByTestId('new-order').click();
    const card = pages.steam.locator(`[data-testid=ticket][data-number="${number}"]`);
    await card.waitFor();
    await pages.steam.keyboard.press('/');
    await card.and(pages.steam.locator('[data-state=seen]')).waitFor();
    await pages.steam.keyboard.press((await card.locator('kbd').first().innerText()).trim());
    await card.waitFor({ state: 'detached' });
    const order = pages.expo.locator(`[data-testid=order][data-number="${number}"]`);
    await order.getByTestId('hand-over').click();
    await order.waitFor({ state: 'detached' });
    if (n % (ORDERS / STEPS) === 0)
      for (const { name, session } of sessions)
        (kilobytes[name] ??= []).push(Math.round((await held(session)) / 1024));
  }
  console.log(JSON.stringify({ orders: ORDERS, heap_kb: kilobytes }));
} finally {
  await browser.close();
  await demo.stop();
}
