// Money from the float to the Z: what is in the drawer, what goes back, and what is taken only once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { device, launch, shot, SIZES } from './browser.mjs';
import { startDemo } from './store.mjs';
import {
  answerApproval,
  CASHIER,
  chooseStaff,
  lineOf,
  MANAGER,
  NUMBER,
  pressKeys,
  printed,
  readyTill,
  sellCoffee,
  signedIn,
  tapItem,
  textOf,
  untilText,
} from './till.mjs';

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
 * Moves cash without a sale.
 * @param {import('playwright-core').Page} till
 * @param {'pay_in' | 'pay_out' | 'drop'} kind
 * @param {string} digits
 * @param {string} [why]
 */
async function moveCash(till, kind, digits, why) {
  await till.getByTestId('till-menu').click();
  await till.getByTestId('drawer-menu').click();
  await till.getByTestId(`move-${kind}`).click();
  await pressKeys(till, digits);
  if (why !== undefined) await till.getByTestId(`usual-${why}`).click();
  await till.getByTestId('move-go').click();
  await till.locator('dialog[open]').waitFor({ state: 'detached' });
}

// First, for a Z wants every drawer of the shop to be counted.
test('a_shift_runs_from_the_float_through_cash_in_out_and_safe_to_a_blind_count_and_a_signed_z', async () => {
  const shop = await device(browser);
  const till = await signedIn(shop, demo, { name: CASHIER });
  await pressKeys(till, '10000');
  await untilText(till.getByTestId('counted'), /£100\.00/);
  await till.getByTestId('open-shift').click();
  await till.getByTestId('open-shift').waitFor({ state: 'hidden' });
  await sellCoffee(till);
  await moveCash(till, 'pay_in', '2000', 'change');
  await moveCash(till, 'pay_out', '1250', 'supplier');
  await moveCash(till, 'drop', '3000');
  await till.getByTestId('till-menu').click();
  await till.getByTestId('drawer-menu').click();
  const told = await textOf(till.getByTestId('x-report'));
  for (const sum of ['£100.00', '£20.00', '£12.50', '£30.00']) assert.ok(told.includes(sum), told);
  assert.equal(await till.getByTestId('x-expected').count(), 0, 'whoever counts must not know the answer');
  await shot(till, 'money-drawer');
  await till.keyboard.press('Escape');

  await till.getByTestId('till-menu').click();
  await till.getByTestId('close-shift-menu').click();
  assert.doesNotMatch(await textOf(till.locator('dialog[open]')), /80\.10/, 'nothing to count towards');
  await till.getByTestId('count-n2000').click();
  await pressKeys(till, '4');
  await untilText(till.getByTestId('counted'), /£80\.00/);
  await shot(till, 'money-count');
  await till.getByTestId('close-shift').click();
  assert.equal(await untilText(till.getByTestId('expected'), /£/), '£80.10');
  assert.equal(await textOf(till.getByTestId('over-short')), '£0.10');
  assert.match(await textOf(till.getByTestId('over-short-words')), /missing|short/i);
  await shot(till, 'money-counted');
  await till.getByTestId('done').click();

  await till.getByTestId('till-menu').click();
  assert.equal(await till.getByTestId('close-day-menu').count(), 0, 'the Z is for managers');
  await till.getByTestId('sign-out').click();
  await chooseStaff(till, MANAGER);
  await pressKeys(till, demo.pinOf(MANAGER));
  await till.getByTestId('sign-in').click();
  await till.getByTestId('open-shift').waitFor();
  await till.keyboard.press('Escape');
  await till.getByTestId('till-menu').click();
  await till.getByTestId('close-day-menu').click();
  await untilText(till.getByTestId('takings'), /£2\.60/);
  await till.getByTestId('close-day').click();
  assert.equal(await untilText(till.getByTestId('z-net'), /£/), '£2.60');
  await till.locator('dialog[open]').getByText('Signed', { exact: true }).waitFor();
  const z = await textOf(till.locator('dialog[open]'));
  for (const wanted of ['£20.00', '£12.50', '£30.00', '£0.10', 'VAT 20%'])
    assert.ok(z.includes(wanted), `${wanted} in\n${z}`);
  await shot(till, 'money-z');
  const printers = await shop.open(`${demo.store}/printers`, SIZES.office);
  const paper = await printed(printers, 'counter', 'Z 1');
  assert.ok(paper.includes('2.60'), paper);
  await shop.close();
});

test('one_line_of_an_order_paid_two_ways_goes_back_to_each_of_them_when_the_manager_allows_it', async () => {
  const shop = await device(browser);
  const till = await readyTill(shop, demo, { name: CASHIER });
  await tapItem(till, 'sides', 'scallion-pancake'); // £4.50
  await tapItem(till, 'sides', 'tea-egg'); // £1.50
  await till.getByTestId('pay').click();
  await pressKeys(till, '400');
  await till.getByTestId('cash-take').click();
  await untilText(till.getByTestId('pay-due'), /£2\.00/);
  await till.getByTestId('pay-card').click();
  await till.getByTestId('card-take').click();
  const number = await untilText(till.getByTestId('paid-number'), NUMBER);
  await till.getByTestId('done').click();

  await till.getByTestId('till-menu').click();
  await till.getByTestId('refund-menu').click();
  await till.getByTestId('found-order').filter({ hasText: number }).click();
  const pancake = till.getByTestId('refund-line').filter({ hasText: 'Scallion pancake' });
  await pancake.getByTestId('refund-more').click();
  assert.equal(await untilText(till.getByTestId('refund-sum'), /£4/), '£4.50');
  const back = await till.getByTestId('refund-tender').locator('.sum').allInnerTexts();
  assert.deepEqual(back, ['£2.50', '£2.00'], 'the card first, for it was the last, and the rest in cash');
  await shot(till, 'money-refund');
  await till
    .locator('[data-testid^=refund-]')
    .filter({ hasText: /quality|wrong|not good/i })
    .first()
    .click();
  await till.getByTestId('approval-what').waitFor();
  await answerApproval(till, demo.pinOf(MANAGER));
  await untilText(till.getByTestId('refund-cash'), /£2\.50/);
  assert.equal(await textOf(till.getByTestId('refunded')), '£4.50');
  await shot(till, 'money-refunded');
  await till.getByTestId('done').click();

  await till.getByTestId('till-menu').click();
  await till.getByTestId('refund-menu').click();
  const row = till.getByTestId('found-order').filter({ hasText: number });
  await untilText(row, /£1\.50/);
  await row.click();
  await till.getByTestId('refund-line').first().waitFor();
  assert.equal(await till.getByTestId('refund-line').count(), 1, 'what went back cannot go back again');
  await shop.close();
});

/**
 * Taps ten times at one place as fast as a finger trembles: the browser counts them as one series.
 * @param {import('playwright-core').Page} till
 * @param {import('playwright-core').Locator} button
 */
async function tapTenTimes(till, button) {
  await button.hover();
  for (let clickCount = 1; clickCount <= 10; clickCount += 1) {
    await till.mouse.down({ clickCount });
    await till.mouse.up({ clickCount });
  }
}

test('ten_rapid_taps_take_the_money_once_and_the_change_stays_to_be_read', async () => {
  const shop = await device(browser);
  const till = await readyTill(shop, demo);
  for (const [way, change] of /** @type {const} */ ([
    [till.getByTestId('cash-quick').filter({ hasText: '£5.00' }), /£2\.40/],
    [till.getByTestId('cash-exact'), /No change/],
  ])) {
    await tapItem(till, 'favourites', 'filter-coffee');
    await till.getByTestId('pay').click();
    await tapTenTimes(till, way);
    await untilText(till.getByTestId('change-due'), change);
    await untilText(till.getByTestId('paid-number'), NUMBER);
    await till.getByTestId('done').click();
    await till.getByTestId('done').waitFor({ state: 'detached' });
  }
  await till.getByTestId('till-menu').click();
  await till.getByTestId('drawer-menu').click();
  await untilText(till.getByTestId('x-report'), /£5\.20/); // two coffees, each paid once
  await shop.close();
});

test('a_practice_order_is_marked_at_the_till_and_in_the_kitchen_and_counts_nowhere', async () => {
  const shop = await device(browser);
  const kitchen = await shop.open(`${demo.store}/kds/tea`, SIZES.kitchenSmall);
  const till = await readyTill(shop, demo);
  await till.getByTestId('till-menu').click();
  await till.getByTestId('training').click();
  await untilText(till.getByTestId('training-band'), /TRAINING/);
  await tapItem(till, 'tea', 'jasmine-tea');
  await untilText(till.getByTestId('known'), /TRAINING/);
  await till.getByTestId('send').click();
  await untilText(till.getByTestId('order-number'), NUMBER);
  await untilText(kitchen.getByTestId('ticket').filter({ hasText: 'Jasmine tea' }), /TRAINING/);
  await shot(till, 'money-training');
  await shot(kitchen, 'money-training-kitchen');
  await till.getByTestId('pay').click();
  await till.getByTestId('cash-exact').click();
  await untilText(till.getByTestId('paid-number'), NUMBER);
  await till.getByTestId('done').click();
  await till.getByTestId('till-menu').click();
  await till.getByTestId('training').click();
  await till.getByTestId('training-band').waitFor({ state: 'detached' });
  await till.getByTestId('till-menu').click();
  await till.getByTestId('drawer-menu').click();
  const drawer = await untilText(till.getByTestId('x-report'), /Should be in the drawer/);
  assert.doesNotMatch(drawer, /2\.80/, 'no practice money in the drawer');
  await shop.close();
});

test('a_cashier_gives_a_small_discount_alone_and_a_large_one_with_the_managers_pin', async () => {
  const shop = await device(browser);
  const till = await readyTill(shop, demo, { name: CASHIER });
  await tapItem(till, 'noodles', 'scallion-oil-noodles'); // £7.80
  await till.getByTestId('slip-menu').click();
  await till.getByTestId('discount').click();
  await till.getByTestId('percent-10').click();
  await untilText(till.getByTestId('takes-off'), /£0\.78/);
  await shot(till, 'money-discount');
  await till.locator('[data-testid^=why-]').first().click();
  await untilText(till.getByTestId('due'), /£7\.02/);
  await lineOf(till, /Scallion oil noodles/).waitFor();
  await till.getByTestId('slip-menu').click();
  await till.getByTestId('discount').click();
  await till.getByTestId('percent-20').click();
  await till.locator('[data-testid^=why-]').first().click();
  await till.getByTestId('approval-what').waitFor();
  assert.equal(await textOf(till.getByTestId('due')), '£7.02', 'nothing comes off before somebody allows it');
  await answerApproval(till, demo.pinOf(MANAGER));
  await untilText(till.getByTestId('due'), /£[56]\.\d\d/);
  await shop.close();
});
