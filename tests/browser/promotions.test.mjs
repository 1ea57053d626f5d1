// Promotions: made in the office, put on by themselves when the guest pays, told on paper, and left out by the cashier.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { device, launch, shot, SIZES } from './browser.mjs';
import { startDemo } from './store.mjs';
import { inOffice, NUMBER, printed, readyTill, tapItem, textOf, untilText } from './till.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('./store.mjs').Demo} */
let demo;
before(async () => {
  demo = await startDemo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/**
 * Adds a promotion to the draft, with one item.
 * @param {Page} office
 * @param {string} code
 * @param {string} kind
 * @param {string} item
 */
async function addPromotion(office, code, kind, item) {
  await office.locator('form.add-row input').fill(code);
  await office.locator('form.add-row button').click();
  const panel = office.locator('li.panel').filter({ hasText: code });
  await panel.locator('input[lang=en-GB]').fill(`The ${code}`);
  await panel.locator('input[lang=zh-CN]').fill(`${code} 优惠`);
  await panel.getByTestId(`kind-${code}`).selectOption(kind);
  await panel
    .locator('fieldset.which')
    .getByRole('combobox')
    .or(panel.locator('fieldset.which input[type=search]'))
    .first()
    .fill(item);
  await panel
    .locator('fieldset.which')
    .getByRole('button', { name: new RegExp(item) })
    .first()
    .click();
  return panel;
}

test('the_best_promotions_come_off_by_themselves_are_told_and_can_be_left_out', async () => {
  const shop = await device(browser);
  const till = await readyTill(shop, demo);
  const office = await inOffice(shop, demo);
  await office.getByTestId('page-menu').click();
  await office.getByTestId('part-promotions').click();
  await addPromotion(office, 'third', 'buy_get', 'Tea egg');
  const half = await addPromotion(office, 'half', 'percent', 'Scallion pancake');
  await half.getByTestId('sum-half').fill('50');
  await half.locator('summary').click();
  await untilText(half.locator('details'), /On these days/);
  await half.locator('details').scrollIntoViewIfNeeded();
  await shot(office, 'office-promotions');
  await office.getByTestId('publish').click();
  await untilText(office.getByTestId('changes'), /Promotions/);
  await office.getByTestId('publish-now').click();
  await untilText(office.locator('.toast'), /./);

  await till.bringToFront();
  for (let egg = 0; egg < 3; egg += 1) await tapItem(till, 'sides', 'tea-egg'); // £1.50
  await tapItem(till, 'sides', 'scallion-pancake'); // £4.50
  assert.equal(await textOf(till.getByTestId('due')), '£9.00');
  await till.getByTestId('pay').click();
  await untilText(till.getByTestId('promotions'), /The third: −£1\.50.*The half: −£2\.25/s);
  await untilText(till.getByTestId('pay-due'), /£5\.25/);
  await shot(till, 'promotions-pay');
  await till.getByTestId('leave-out').first().click();
  await untilText(till.getByTestId('pay-due'), /£6\.75/);
  await untilText(till.getByTestId('promotions'), /Left out: The third/);
  await till.getByTestId('best-again').click();
  await untilText(till.getByTestId('pay-due'), /£5\.25/);
  await till.keyboard.press('Escape');
  await untilText(till.locator('.totals'), /The third.*−1\.50.*The half.*−2\.25/s);

  // A fourth egg changes nothing that is free; the sum is reckoned anew before money is taken.
  await tapItem(till, 'sides', 'tea-egg');
  await till.getByTestId('pay').click();
  await untilText(till.getByTestId('pay-due'), /£6\.75/);
  await till.getByTestId('cash-exact').click();
  await untilText(till.getByTestId('paid-number'), NUMBER);
  await till.getByTestId('done').click();
  const printers = await shop.open(`${demo.store}/printers`, SIZES.office);
  const receipt = await printed(printers, 'counter', 'The third', '6.75');
  assert.match(receipt, /Subtotal.*10\.50.*The third.*-1\.50.*The half.*-2\.25/s);
  assert.doesNotMatch(receipt, /Discounts/);
  await shop.close();
});
