// Promotions: made in the office, put on by themselves when the guest pays, told on paper, and left out by the cashier.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { device, launch, shot, SIZES } from './browser.mjs';
import { startDemo } from './store.mjs';
import { enrol, inOffice, NUMBER, printed, readyTill, tapItem, textOf, untilText } from './till.mjs';

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
 * Publishes the draft with its promotions.
 * @param {Page} office
 */
async function publish(office) {
  await office.getByTestId('publish').click();
  await untilText(office.getByTestId('changes'), /Promotions/);
  await office.getByTestId('publish-now').click();
  await untilText(office.locator('.toast'), /./);
}

/**
 * Adds a promotion to the draft.
 * @param {Page} office
 * @param {string} code
 * @param {string} kind
 */
async function newPromotion(office, code, kind) {
  await office.locator('form.add-row input').fill(code);
  await office.locator('form.add-row button').click();
  const panel = office.locator('li.panel').filter({ hasText: code });
  await panel.locator('input[lang=en-GB]').fill(`The ${code}`);
  await panel.locator('input[lang=zh-CN]').fill(`${code} 优惠`);
  await panel.getByTestId(`kind-${code}`).selectOption(kind);
  return panel;
}

/**
 * Adds a promotion to the draft, with one item.
 * @param {Page} office
 * @param {string} code
 * @param {string} kind
 * @param {string} item
 */
async function addPromotion(office, code, kind, item) {
  const panel = await newPromotion(office, code, kind);
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
  await publish(office);

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

test('members_pay_the_price_of_their_level_by_themselves_and_nobody_else_does', async () => {
  const shop = await device(browser);
  const till = await readyTill(shop, demo);
  const office = await inOffice(shop, demo);
  await office.getByTestId('page-menu').click();
  await office.getByTestId('part-items').click();
  await office.getByTestId('menu-search').fill('smashed cucumber');
  await office.getByTestId('item-row').first().click();
  const editor = office.getByTestId('item-editor');
  const usual = Number(await editor.getByTestId('item-price').inputValue());
  await editor.getByTestId('add-rule').click();
  await editor.getByTestId('rule-price').fill(String(usual - 1));
  await editor.getByTestId('rule-level').fill('Regulars');
  await editor.getByTestId('rule-level').scrollIntoViewIfNeeded();
  await shot(office, 'office-price-level');
  await editor.getByTestId('keep-item').click();
  await office.getByTestId('part-promotions').click();
  const panel = await newPromotion(office, 'regulars', 'price_level');
  await untilText(panel.getByTestId('level-regulars'), /regulars/);
  await panel.locator('summary').click();
  await panel.getByText('Only for members', { exact: true }).click();
  await panel.getByTestId('level-regulars').scrollIntoViewIfNeeded();
  await shot(office, 'office-promotion-level');
  await publish(office);

  await till.bringToFront();
  await tapItem(till, 'sides', 'smashed-cucumber');
  await till.getByTestId('pay').click();
  await untilText(till.getByTestId('pay-due'), new RegExp(`£${usual.toFixed(2)}`));
  await till.keyboard.press('Escape');
  await enrol(till, '07700900330', 'Sample Bo');
  await till.getByTestId('pay').click();
  await untilText(till.getByTestId('promotions'), /The regulars: −£1\.00/);
  await untilText(till.getByTestId('pay-due'), new RegExp(`£${(usual - 1).toFixed(2)}`));
  await shot(till, 'price-level-pay');
  await till.getByTestId('cash-exact').click();
  await untilText(till.getByTestId('paid-number'), NUMBER);
  await shop.close();
});
