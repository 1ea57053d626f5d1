// The sheets of tables and money and every page of the back office: axe, the size of targets, and nothing cut off.
import { after, before, test } from 'node:test';
import { Inspection, KINDS, TARGET_PX } from './access.mjs';
import { device, launch, SIZES } from './browser.mjs';
import { startDemo } from './store.mjs';
import {
  CASHIER,
  inOffice,
  lineOf,
  MANAGER,
  NUMBER,
  openShift,
  pressKeys,
  seatGuests,
  signedIn,
  tapItem,
  toFloor,
  untilText,
} from './till.mjs';

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('./store.mjs').Demo} */
let demo;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
});

/** Pages of the back office and their parts. */
const OFFICE = {
  menu: ['items', 'categories', 'choices', 'taxes', 'stations', 'kitchen', 'channels', 'import', 'versions'],
  floor: [],
  members: ['guests', 'numbers', 'scorecard'],
  reports: ['sales', 'kitchen', 'feedback', 'exceptions', 'drawers', 'days'],
  stock: [],
};

for (const { language, theme } of KINDS) {
  const kind = `${language}-${theme}`;

  test(`tables_and_money_and_the_office_are_accessible_${kind}`, async (t) => {
    demo = await startDemo(); // of its own: a Z wants every drawer counted
    t.after(() => demo.stop());
    const inspection = new Inspection();
    await tables(inspection, language, theme);
    await money(inspection, language, theme);
    await office(inspection, language, theme);
    inspection.finish();
  });

  /** @typedef {import('./browser.mjs').Language} Language */
  /** @typedef {import('./browser.mjs').Theme} Theme */

  /** @param {Inspection} inspection @param {Language} language @param {Theme} theme */
  async function tables(inspection, language, theme) {
    const shop = await device(browser, { language, theme });
    const page = await signedIn(shop, demo, { name: CASHIER });
    await openShift(page);
    const look = looker(inspection, page, kind);
    const leave = leaver(page);
    await toFloor(page, 'room');
    await look('floor');
    await page.getByTestId('table-t6').click();
    await page.getByTestId('guests-done').waitFor();
    await look('guests');
    await leave();
    await page.getByTestId('to-menu').click();
    await seatGuests(page, 't5', 4);
    await tapItem(page, 'sides', 'scallion-pancake');
    await tapItem(page, 'sides', 'tea-egg');
    await tapItem(page, 'noodles', 'scallion-oil-noodles');
    await page.getByTestId('line-menu').click();
    await page.getByTestId('hold').waitFor();
    await look('line');
    await page.getByTestId('course-2').click();
    await page.getByTestId('seat-3').click();
    await page.getByTestId('hold').click();
    await page.getByTestId('slip-menu').click();
    await page.getByTestId('order-note').click();
    await page.getByTestId('save-note').waitFor();
    await look('note');
    await leave();
    await page.getByTestId('send').click();
    await untilText(page.getByTestId('order-number'), NUMBER);
    await page.getByTestId('fire-course-2').waitFor();
    await look('courses');
    await page.getByTestId('slip-menu').click();
    await page.getByTestId('move-lines').click();
    await page.getByTestId('move-to-table').waitFor();
    await look('move-lines');
    await leave();
    await page.getByTestId('move-table').click();
    await page.getByTestId('cancel-move').waitFor();
    await look('moving');
    await page.getByTestId('cancel-move').click();
    await page.getByTestId('to-menu').click();
    await lineOf(page, /1/).click();
    await page.getByTestId('void-line').click();
    await page.getByTestId('reason-entered_by_mistake').waitFor();
    await look('void');
    await page.getByTestId('reason-entered_by_mistake').click();
    await page.getByTestId('approve').waitFor();
    await look('approval');
    await page.getByTestId('approval-no').click();
    await page.getByTestId('till-menu').click();
    await page.getByTestId('stock-mode').click();
    await page.getByTestId('category-desserts').click();
    await page.getByTestId('item-grass-jelly').click();
    await page.getByTestId('eighty-six').waitFor();
    await look('stock');
    await page.getByTestId('eighty-six').click();
    await page.getByTestId('affected-done').click();
    await page.getByTestId('counting-done').click();
    await page.getByTestId('till-menu').click();
    await page.getByTestId('training').click();
    await page.getByTestId('training-band').waitFor();
    await look('training');
    await page.getByTestId('till-menu').click();
    await page.getByTestId('training').click();
    await toFloor(page, 'room');
    await page.getByTestId('table-t5').click();
    await page.setViewportSize(SIZES.handheld);
    await look('handheld-slip-at-table');
    await page.getByTestId('half').click();
    await page.getByTestId('tables').click();
    await page.getByTestId('table-t1').waitFor();
    await look('handheld-floor');
    await page.setViewportSize(SIZES.till);
    await page.getByTestId('to-menu').click();
    await page.getByTestId('slip-menu').click();
    await page.getByTestId('void-order').waitFor();
    await look('slip-menu-table');
    await page.getByTestId('fire-all').click();
    await page.getByTestId('pay').click();
    await page.getByTestId('cash-exact').click();
    await page.getByTestId('done').click();
    await page.getByTestId('till-menu').click();
    await page.getByTestId('close-shift-menu').click();
    await page.getByTestId('count-n1000').click();
    await pressKeys(page, '9');
    await look('count');
    await page.getByTestId('close-shift').click();
    await page.getByTestId('expected').waitFor();
    await look('counted');
    await shop.close();
  }

  /** @param {Inspection} inspection @param {Language} language @param {Theme} theme */
  async function money(inspection, language, theme) {
    const shop = await device(browser, { language, theme });
    const page = await signedIn(shop, demo, { name: MANAGER });
    await openShift(page);
    const look = looker(inspection, page, kind);
    const leave = leaver(page);
    await tapItem(page, 'sides', 'scallion-pancake');
    await tapItem(page, 'sides', 'tea-egg');
    await page.getByTestId('send').click();
    await untilText(page.getByTestId('order-number'), NUMBER);
    await page.getByTestId('slip-menu').click();
    await page.getByTestId('discount').click();
    await page.getByTestId('percent-10').click();
    await look('discount');
    await leave();
    await page.getByTestId('slip-menu').click();
    await page.getByTestId('service').click();
    await page.getByTestId('service-typed').waitFor();
    await look('service');
    await leave();
    await page.getByTestId('split').click();
    await page.getByTestId('split-line').first().click();
    await look('split-items');
    await page.getByTestId('split-seats').click();
    await look('split-seats');
    await page.getByTestId('split-amounts').click();
    await look('split-amounts');
    await page.getByTestId('split-even').click();
    await look('split-even');
    await page.getByTestId('split-go').click();
    await page.getByTestId('join-all').waitFor();
    await look('checks');
    await page.setViewportSize(SIZES.handheld);
    await look('handheld-checks');
    await page.setViewportSize(SIZES.till);
    await page.getByTestId('join-all').click();
    await page.getByTestId('split-line').first().or(page.getByTestId('split-go')).first().waitFor();
    await leave();
    await page.getByTestId('pay').click();
    await page.getByTestId('tip').click();
    await page.getByTestId('tip-100').waitFor();
    await look('tips');
    await page.setViewportSize(SIZES.handheld);
    await look('handheld-pay');
    await page.setViewportSize(SIZES.till);
    await page.getByTestId('pay-driver-scan').click();
    await look('pay-scan');
    await page.getByTestId('pay-cash').click();
    await page.getByTestId('tip-none').click();
    await page.getByTestId('cash-exact').click();
    await page.getByTestId('done').click();
    await page.getByTestId('till-menu').click();
    await page.getByTestId('refund-menu').click();
    await page.getByTestId('found-order').first().waitFor();
    await look('find-receipt');
    await page.getByTestId('found-order').first().click();
    await page.getByTestId('refund-all').click();
    await look('refund');
    await page.setViewportSize(SIZES.handheld);
    await look('handheld-refund');
    await page.setViewportSize(SIZES.till);
    await page.locator('.reasons').getByRole('button').first().click();
    await page.getByTestId('refunded').waitFor();
    await look('refunded');
    await page.getByTestId('done').click();
    await page.getByTestId('till-menu').click();
    await page.getByTestId('drawer-menu').click();
    await page.getByTestId('x-report').waitFor();
    await look('drawer');
    await page.getByTestId('move-pay_out').click();
    await page.getByTestId('move-go').waitFor();
    await look('pay-out');
    await leave();
    await page.getByTestId('till-menu').click();
    await page.getByTestId('drawer-menu').click();
    await page.getByTestId('hand-over').click();
    await page.getByTestId('hand-to').first().waitFor();
    await look('hand-over');
    await leave();
    await page.getByTestId('till-menu').click();
    await page.getByTestId('close-day-menu').click();
    await page.getByTestId('takings').waitFor();
    await look('day-before-count');
    await leave();
    await page.getByTestId('till-menu').click();
    await page.getByTestId('close-shift-menu').click();
    await page.setViewportSize(SIZES.handheld);
    await look('handheld-count');
    await page.setViewportSize(SIZES.till);
    await page.getByTestId('count-n1000').click();
    await pressKeys(page, '5');
    await page.getByTestId('close-shift').click();
    await page.getByTestId('done').click();
    await page.getByTestId('till-menu').click();
    await page.getByTestId('close-day-menu').click();
    await page.getByTestId('close-day').click();
    await page.getByTestId('z-head').waitFor();
    await look('z');
    await page.setViewportSize(SIZES.handheld);
    await look('handheld-z');
    await shop.close();
  }

  /** @param {Inspection} inspection @param {Language} language @param {Theme} theme */
  async function office(inspection, language, theme) {
    const shop = await device(browser, { language, theme });
    const door = await shop.open(`${demo.store}/office`, SIZES.office);
    await door.getByTestId('pin').waitFor();
    await inspection.look(door, `office-door-${kind}`, TARGET_PX.office);
    await door.close();
    const page = await inOffice(shop, demo);
    // English words are the longer ones: where they fit on a phone, Chinese ones do.
    /** @type {('office' | 'handheld')[]} */
    const sizes = language === 'en' ? ['office', 'handheld'] : ['office'];
    for (const size of sizes) {
      await page.setViewportSize(SIZES[size]);
      for (const [name, parts] of Object.entries(OFFICE)) {
        await page.getByTestId(`page-${name}`).click();
        for (const part of parts.length === 0 ? [''] : parts) {
          if (part !== '') await page.getByTestId(`part-${part}`).click();
          await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
          await inspection.look(
            page,
            `office-${[name, part].filter(Boolean).join('-')}-${size}-${kind}`,
            TARGET_PX.office,
          );
        }
      }
      await page.getByTestId('page-members').click();
      await page.getByTestId('part-guests').click();
      await page.getByTestId('guest-digits').fill('07700900123');
      await page.getByTestId('guest-find').click();
      await page.getByTestId('guest-erase').click();
      await inspection.look(page, `office-guest-${size}-${kind}`, TARGET_PX.office);
      await page.getByTestId('page-menu').click();
      await page.getByTestId('part-items').click();
      await page.getByTestId('item-row').first().click();
      await page.getByTestId('item-editor').waitFor();
      await inspection.look(page, `office-item-${size}-${kind}`, TARGET_PX.office);
      await page.getByTestId('item-editor').locator('header').getByRole('button').last().click();
    }
    await shop.close();
  }
}

/**
 * @param {Inspection} inspection
 * @param {import('playwright-core').Page} page
 * @param {string} kind
 */
function looker(inspection, page, kind) {
  return (/** @type {string} */ name) => inspection.look(page, `trade-${name}-${kind}`, TARGET_PX.till);
}

/** @param {import('playwright-core').Page} page */
function leaver(page) {
  return async () => {
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  };
}
