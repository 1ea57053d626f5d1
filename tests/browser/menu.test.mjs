// The menu changed in the back office while the tills sell, and what was sold read there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { device, launch, shot, SIZES } from './browser.mjs';
import { startDemo } from './store.mjs';
import { inOffice, NUMBER, readyTill, tapItem, textOf, untilText } from './till.mjs';

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('./store.mjs').Demo} */
let demo;
/** @type {import('./browser.mjs').Device} */
let shop;
/** @type {import('playwright-core').Page} */
let till;
/** @type {import('playwright-core').Page} */
let office;
before(async () => {
  demo = await startDemo();
  browser = await launch();
  shop = await device(browser);
  till = await readyTill(shop, demo);
  office = await inOffice(shop, demo);
});
after(async () => {
  await shop?.close();
  await browser?.close();
  await demo?.stop();
});

/** Gives the tea egg another price, and publishes. */
async function priceTeaEgg(/** @type {string} */ price) {
  await office.getByTestId('page-menu').click();
  await office.getByTestId('part-items').click();
  await office.getByTestId('menu-search').fill('tea egg');
  await office.getByTestId('item-row').first().click();
  const editor = office.getByTestId('item-editor');
  await editor.getByTestId('item-price').fill(price);
  return editor;
}

test('a_price_published_while_a_till_sells_holds_from_the_next_line_on_and_can_be_taken_back', async () => {
  await tapItem(till, 'sides', 'tea-egg');
  await till.getByTestId('send').click();
  await untilText(till.getByTestId('order-number'), NUMBER);
  assert.equal(await textOf(till.getByTestId('due')), '£1.50');

  const editor = await priceTeaEgg('-1');
  assert.ok(await editor.getByTestId('keep-item').isDisabled(), 'a price below nothing cannot be kept');
  await shot(office, 'office-bad-price');
  await editor.getByTestId('item-price').fill('2.10');
  await editor.getByTestId('keep-item').click();
  await untilText(office.getByTestId('draft-bar'), /1/);
  assert.match(
    await textOf(till.getByTestId('item-tea-egg')),
    /£1\.50/,
    'nothing changes before it is published',
  );
  await office.getByTestId('publish').click();
  await untilText(office.getByTestId('changes'), /Tea egg/);
  await shot(office, 'office-publish');
  await office.getByTestId('publish-now').click();

  await untilText(till.getByTestId('item-tea-egg'), /£2\.10/);
  assert.equal(await textOf(till.getByTestId('due')), '£1.50', 'what was rung keeps its price');
  await tapItem(till, 'sides', 'tea-egg');
  await untilText(till.getByTestId('due'), /£3\.60/);
  await till.getByTestId('pay').click();
  await till.getByTestId('cash-exact').click();
  await untilText(till.getByTestId('paid-number'), NUMBER);
  await till.getByTestId('done').click();

  await office.getByTestId('part-versions').click();
  await office.getByTestId('versions').getByRole('button').last().click();
  await office.getByTestId('revert-now').click();
  await untilText(till.getByTestId('item-tea-egg'), /£1\.50/);
});

test('a_list_of_items_is_tried_first_refused_rows_are_told_and_the_rest_is_on_the_tills_once_published', async () => {
  await office.getByTestId('page-menu').click();
  await office.getByTestId('part-import').click();
  const rows = [
    'Reference Handle,Token,Item Name,Variation Name,Category,Price',
    '#osmanthus,TOK-OSM,Osmanthus Cake,Regular,Sides,2.75',
    '#minus,TOK-MIN,Minus Bun,Regular,Sides,-1.50',
  ];
  const list = { name: 'items.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
  await office.getByTestId('import-file').setInputFiles(list);
  assert.ok(await office.getByTestId('import-publish').isDisabled(), 'nothing is published untried');
  await office.getByTestId('import-trial').click();
  await untilText(office.getByTestId('import-report'), /Minus Bun/);
  await untilText(office.locator('.segments'), /Refused 1.*New 1/s);
  await shot(office, 'office-import');
  await office.getByTestId('import-publish').click();
  await untilText(office.locator('.banner'), /Published as version \d+/);
  await till.keyboard.type('osmanthus');
  await till
    .getByRole('button', { name: /Osmanthus Cake/ })
    .first()
    .waitFor();
  await till.keyboard.press('Escape');
});

test('what_was_sold_is_in_the_reports_a_moment_later_by_item_and_by_hour', async () => {
  await office.getByTestId('page-reports').click();
  await office.getByTestId('part-sales').click();
  await office.getByTestId('by-item').click();
  await untilText(office.locator('table'), /Tea egg/);
  await untilText(office.locator('table'), /3\.60/);
  await shot(office, 'office-sales');
  await office.getByTestId('by-hour').click();
  await office.getByTestId('sales-chart').waitFor();
  await shot(office, 'office-sales-hours');
  const download = office.waitForEvent('download');
  await office.getByTestId('csv').click();
  assert.match((await download).suggestedFilename(), /sales.*\.csv/);
});

test('an_item_sold_out_in_the_back_office_is_sold_out_at_the_till_at_once', async () => {
  await office.getByTestId('page-stock').click();
  await office.locator('main input').first().fill('tea egg');
  await office
    .locator('main')
    .getByRole('button', { name: /Tea egg/ })
    .first()
    .click();
  await office.getByTestId('sold-out').first().click();
  await untilText(till.getByTestId('item-tea-egg'), /Sold out|Out|86/i);
  await office.getByTestId('back-on').first().click();
  await untilText(till.getByTestId('item-tea-egg'), /£1\.50/);
});

test('what_the_kitchen_counts_and_how_it_is_staffed_is_set_in_the_office_and_holds_on_its_screens', async () => {
  const expo = await shop.open(`${demo.store}/expo`, SIZES.kitchenSmall);
  await office.bringToFront();
  await office.getByTestId('page-menu').click();
  await office.getByTestId('part-kitchen').click();
  const [ingredients, layouts] = [
    office.locator('section.settings').nth(0),
    office.locator('section.settings').nth(1),
  ];
  await ingredients.locator('form.add-row input').fill('pancake-dough');
  await ingredients.locator('form.add-row button').click();
  const dough = ingredients.locator('li.panel').filter({ hasText: 'pancake-dough' });
  await dough.locator('input[lang=en-GB]').fill('Dough');
  await dough.locator('input[lang=zh-CN]').fill('面团');
  await layouts.locator('form.add-row input').fill('late-night');
  await layouts.locator('form.add-row button').click();
  const night = layouts.locator('li.panel').filter({ hasText: 'late-night' });
  await night.locator('input[lang=en-GB]').fill('Late night');
  await night.locator('input[lang=zh-CN]').fill('夜宵');
  await office.getByTestId('add-move-late-night').click();
  await shot(office, 'office-kitchen-rules');

  await office.getByTestId('part-items').click();
  await office.getByTestId('menu-search').fill('scallion pancake');
  await office.getByTestId('item-row').first().click();
  await office.getByTestId('portions-pancake-dough').fill('2');
  await office.getByTestId('keep-item').click();
  await office.getByTestId('publish').click();
  await untilText(office.getByTestId('changes'), /Kitchen layouts/);
  await office.getByTestId('publish-now').click();

  await expo.bringToFront();
  await expo.getByTestId('layouts').click();
  await untilText(expo.getByTestId('layout-late-night'), /Late night/);
  await expo.getByTestId('layout-late-night').click();
  await expo.getByTestId('layouts').click();
  await untilText(expo.getByTestId('layout-late-night'), /✓ Late night/);
  await expo.getByTestId('layout-usual').click();
  const steam = await shop.open(`${demo.store}/kds/steam`, SIZES.kitchenSmall);
  await till.bringToFront();
  await tapItem(till, 'sides', 'scallion-pancake');
  await till.getByTestId('send').click();
  await untilText(till.getByTestId('order-number'), NUMBER);
  await steam.bringToFront();
  await steam.getByTestId('by-ingredient').click();
  await untilText(steam.getByTestId('all-day'), /Dough\s*2/);
});
