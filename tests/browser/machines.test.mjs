// Money that comes on other machines: a card terminal and payment codes, simulated beside the demo.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { device, launch, shot } from './browser.mjs';
import { startDemo } from './store.mjs';
import {
  answerApproval,
  CASHIER,
  inOffice,
  MANAGER,
  NUMBER,
  pressKeys,
  readyTill,
  signedIn,
  tapItem,
  textOf,
  untilText,
} from './till.mjs';

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

/**
 * Charges £4.10 at a terminal that falls silent, and cuts the power: what stands there afterwards is another one.
 */
async function cutOff() {
  await toPay();
  await till.getByTestId('tip').click();
  await till.getByTestId('tip-typed').click();
  await pressKeys(till, '92'); // with this tip it is £5.02: ending in 02, the simulated terminal says nothing more
  await till.getByTestId('tip-done').click();
  await till.getByTestId('pay-driver-card').click();
  await till.getByTestId('driver-ask').click();
  await till.getByTestId('pending-asked').waitFor();
  await demo.restart();
  await till.getByTestId('pending-unknown').waitFor();
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
  const guest = await shop.open(`${demo.store}/display`);
  await till.bringToFront();
  await till.getByTestId('pay-driver-scan').click();
  await till.getByTestId('driver-ask').click();
  await till.getByTestId('pending-waiting').waitFor();
  await shot(till, 'scan-to-pay');
  await untilText(guest.getByTestId('guest-code-amount'), /£3\.07/);
  await shot(guest, 'display-code');
  await guest.close();
  await till.bringToFront();
  await untilText(till.getByTestId('paid-number'), NUMBER);
  await till.getByTestId('done').click();
});

test('a_manager_settles_by_hand_what_no_terminal_tells_any_more_and_a_cashier_only_with_their_pin', async () => {
  // The page loses its store while that is away.
  shop.expected.push(/ERR_CONNECTION_REFUSED|WebSocket/);
  await cutOff();
  await shot(till, 'charge-unknown');
  await till.getByTestId('settle-by-hand').click();
  await till.getByTestId('settle-not-taken').click();
  await shot(till, 'settle-not-taken');
  await till.getByTestId('settle-go').click();
  assert.equal(await textOf(till.getByTestId('pay-due')), '£4.10', 'the amount is free again');
  await untilText(till.locator('dialog[open]'), /no money was taken/i);
  await till.getByTestId('pay-card').click();
  await till.getByTestId('card-take').click();
  await untilText(till.getByTestId('paid-number'), NUMBER);
  await till.getByTestId('done').click();

  await till.close();
  till = await signedIn(shop, demo, { name: CASHIER });
  await cutOff();
  await till.getByTestId('settle-by-hand').click();
  await till.getByTestId('settle-taken').click();
  assert.equal(await till.getByTestId('settle-go').isDisabled(), true, 'not without a reference');
  await till.getByTestId('settle-reference').fill('4111 1111 1111 1111');
  assert.equal(await till.getByTestId('settle-go').isDisabled(), true, 'not with a card number');
  await till.getByTestId('settle-reference').fill('Slip 0042');
  await shot(till, 'settle-taken');
  await till.getByTestId('settle-go').click();
  await untilText(till.getByTestId('approval-what'), /Slip 0042/);
  await shot(till, 'settle-approval');
  await answerApproval(till, demo.pinOf(MANAGER));
  await untilText(till.getByTestId('paid-number'), NUMBER);
  await shot(till, 'settle-paid');
  await till.getByTestId('done').click();

  const office = await inOffice(shop, demo);
  await office.getByTestId('page-reports').click();
  await office.getByTestId('part-exceptions').click();
  await office.getByTestId('kind-settled_by_hand').click();
  const rows = office.getByTestId('exceptions-table').locator('tbody tr');
  await untilText(rows.nth(0), new RegExp(`5\\.02.*Slip says: taken.*${CASHIER}.*${MANAGER}`, 's'));
  await untilText(rows.nth(1), new RegExp(`5\\.02.*Slip says: not taken.*${MANAGER}`, 's'));
  await shot(office, 'settled-by-hand');
});
