// What changes while others sell: a table that two tills serve, what is sold out; and a scanner's haste.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Cable } from './cable.mjs';
import { device, launch, shot } from './browser.mjs';
import { startDemo } from './store.mjs';
import {
  inOffice,
  lineOf,
  NUMBER,
  readyTill,
  seatGuests,
  tapItem,
  textOf,
  toFloor,
  untilText,
} from './till.mjs';

/** What a browser writes to the console about a server that does not answer. */
const NETWORK_ERRORS = [/WebSocket connection to/, /net::ERR_/];
/** Barcodes of the jars of the sample shop. */
const CODES = ['2000000000015', '2000000000022', '2000000000039', '2000000000046'];
/** Ten codes a second is faster than any hand with a scanner. */
const CODES_A_SECOND = 10;

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

test('two_tills_at_one_table_see_each_others_lines_and_a_change_made_blindly_is_refused_with_what_changed', async (t) => {
  const one = await device(browser);
  const two = await device(browser);
  two.expected.push(...NETWORK_ERRORS);
  const cable = await Cable.to(demo.store);
  t.after(() => cable.close());
  const here = await readyTill(one, demo);
  const there = await readyTill(two, demo, { store: cable.url });
  await seatGuests(here, 't6', 4);
  await tapItem(here, 'sides', 'tea-egg');
  await here.getByTestId('send').click();
  const number = await untilText(here.getByTestId('order-number'), NUMBER);

  await toFloor(there, 'room');
  await there.locator('[data-testid=table-t6][data-stage=ordered]').click();
  assert.equal(await textOf(there.getByTestId('order-number')), number);
  await lineOf(there, /Tea egg/).waitFor();
  await tapItem(there, 'sides', 'steamed-rice');
  await there.getByTestId('send').click();
  await lineOf(here, /Steamed rice/).waitFor();
  await untilText(here.getByTestId('due'), /£4\.00/);

  cable.pull();
  await there.getByTestId('slip-menu').click();
  await there.getByTestId('split-menu').click();
  await there.getByTestId('split-even').click();
  await there.getByTestId('split-go').click();
  await tapItem(here, 'sides', 'scallion-pancake');
  await here.getByTestId('send').click();
  await untilText(here.getByTestId('due'), /£8\.50/);
  await untilText(here.locator('.tools'), /The kitchen has it/); // and so has the store
  cable.plug();
  await untilText(there.locator('dialog[open]'), /changed|Changed/);
  await lineOf(there, /Scallion pancake/).waitFor();
  assert.equal(
    await here.getByTestId('slip-checks').count(),
    0,
    'nothing was split that the guest did not see',
  );
  await shot(there, 'office-changed');
  await one.close();
  await two.close();
});

test('two_tills_moving_one_table_to_different_places_end_at_the_first_and_the_second_is_told', async (t) => {
  const one = await device(browser);
  const two = await device(browser);
  two.expected.push(...NETWORK_ERRORS);
  const cable = await Cable.to(demo.store);
  t.after(() => cable.close());
  const here = await readyTill(one, demo);
  const there = await readyTill(two, demo, { store: cable.url });
  await seatGuests(here, 't2', 2);
  await tapItem(here, 'sides', 'tea-egg');
  await here.getByTestId('send').click();
  const number = await untilText(here.getByTestId('order-number'), NUMBER);
  await toFloor(there, 'room');
  await there.locator('[data-testid=table-t2][data-stage=ordered]').click();
  assert.equal(await textOf(there.getByTestId('order-number')), number);

  cable.pull();
  await there.getByTestId('move-table').click();
  await there.getByTestId('table-t4').click();
  await here.getByTestId('move-table').click();
  await here.getByTestId('table-t3').click();
  await untilText(here.getByTestId('slip-menu'), /Table 3/);
  cable.plug();
  await untilText(there.getByTestId('difference'), /Now at Table 3/);
  await shot(there, 'office-conflict');
  await there.getByTestId('changed-look').click();
  await untilText(there.getByTestId('slip-menu'), /Table 3/);
  await untilText(here.getByTestId('slip-menu'), /Table 3/);
  await one.close();
  await two.close();
});

test('what_one_till_calls_sold_out_no_other_can_sell', async () => {
  const one = await device(browser);
  const two = await device(browser);
  const here = await readyTill(one, demo);
  const there = await readyTill(two, demo);
  await there.getByTestId('category-desserts').click();
  await here.getByTestId('till-menu').click();
  await here.getByTestId('stock-mode').click();
  await tapItem(here, 'desserts', 'grass-jelly');
  await here.getByTestId('eighty-six').click();
  await here.getByTestId('affected-done').click();
  await here.getByTestId('counting-done').click();
  await untilText(there.getByTestId('item-grass-jelly'), /86|out/i);
  await shot(there, 'office-86');
  await there.getByTestId('item-grass-jelly').click();
  await untilText(there.locator('dialog[open]'), /Grass jelly is out/);
  await there.keyboard.press('Escape');
  assert.equal(await there.getByTestId('lines').getByText('Grass jelly').count(), 0);
  const office = await inOffice(one, demo);
  await office.getByTestId('page-stock').click();
  await office.getByTestId('stock-row').filter({ hasText: 'Grass jelly' }).getByTestId('back-on').click();
  await there
    .getByTestId('item-grass-jelly')
    .filter({ hasNotText: /86|out/i })
    .waitFor();
  await one.close();
  await two.close();
});

test('a_scanner_of_ten_codes_a_second_is_wholly_taken', async (t) => {
  const shop = await device(browser);
  const till = await readyTill(shop, demo);
  const began = performance.now();
  for (let scan = 0; scan < CODES_A_SECOND; scan += 1) {
    await till.keyboard.type(CODES[scan % CODES.length] ?? '');
    await till.keyboard.press('Enter');
  }
  const ms = Math.round(performance.now() - began);
  t.diagnostic(`ten codes in ${ms} ms`);
  // 3 × 6.50 + 3 × 9.90 + 2 × 14.50 + 2 × 4.80
  await untilText(till.getByTestId('due'), /£87\.80/);
  await shop.close();
});
