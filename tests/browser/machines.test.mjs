// Money that comes on other machines: a card terminal and payment codes, simulated beside the demo.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { device, launch, shot } from './browser.mjs';
import { startDemo } from './store.mjs';
import { NUMBER, pressKeys, readyTill, tapItem, textOf, untilText } from './till.mjs';

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('./store.mjs').Demo} */
let demo;
/** @type {import('./browser.mjs').Device} */
let shop;
/** @type {import('playwright-core').Page} */
let till;
before(async () => {
  demo = await startDemo();
  browser = await launch();
  shop = await device(browser);
  till = await readyTill(shop, demo);
});
after(async () => {
  await shop?.close();
  await browser?.close();
  await demo?.stop();
});

/** Begins an order of a coffee and a tea egg, £4.10, and opens the payment. */
async function toPay() {
  await tapItem(till, 'favourites', 'filter-coffee');
  await tapItem(till, 'sides', 'tea-egg');
  await till.getByTestId('pay').click();
}

test('a_card_terminal_that_declines_takes_nothing_and_one_whose_line_breaks_is_asked_until_it_tells', async () => {
  await toPay();
  await till.getByTestId('pay-driver-card').click();
  await pressKeys(till, '101'); // amounts ending in 01 are declined by the simulated terminal
  await till.getByTestId('driver-ask').click();
  await untilText(till.locator('dialog[open]'), /declined|refused/i);
  await shot(till, 'card-declined');
  assert.equal(await textOf(till.getByTestId('pay-due')), '£4.10', 'nothing was taken');
  await pressKeys(till, '103'); // ending in 03 the money is taken and the line breaks before it says so
  await till.getByTestId('driver-ask').click();
  await untilText(till.getByTestId('pay-due'), /£3\.07/);
  await till.getByTestId('pay-driver-scan').click();
  await till.getByTestId('driver-ask').click();
  await till.getByTestId('pending-waiting').waitFor();
  await shot(till, 'scan-to-pay');
  await untilText(till.getByTestId('paid-number'), NUMBER);
  await till.getByTestId('done').click();
});
