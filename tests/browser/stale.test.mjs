// The server hangs, or the cable is pulled: every screen says so in time, the till goes on, and all of it recovers.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Cable } from './cable.mjs';
import { device, launch, shot, SIZES } from './browser.mjs';
import { startDemo } from './store.mjs';
import { NUMBER, onlyTicket, readyTill, tapItem, textOf, untilText } from './till.mjs';

// The limits themselves are tested with a clock of their own, beside the code. Here a busy machine must not fail a
// test, so it gets five times as long.
/** A screen says after 5 s that it is out of date. */
const STALE_WITHIN_MS = 5 * 5_000;
/** After the server is back a screen is up to date again within 5 s. */
const FRESH_WITHIN_MS = 5 * 5_000;
/** HQ's page calls itself out of date after 10 s. */
const HQ_STALE_WITHIN_MS = 5 * 10_000;

/** What covers a screen that is out of date: cooks and guests are told in different words. */
const STALE = '.stale-screen, .stale-board';

/** What a browser writes to the console about a server that does not answer. */
const NETWORK_ERRORS = [/WebSocket connection to/, /net::ERR_/];

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('./store.mjs').Demo} */
let demo;
before(async () => {
  demo = await startDemo();
  browser = await launch();
});
afterEach(() => demo?.thaw());
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const fallible = async () => {
  const shop = await device(browser);
  shop.expected.push(...NETWORK_ERRORS);
  return shop;
};

test('a_kitchen_whose_server_hangs_is_covered_within_its_limit_and_comes_back_by_itself', async () => {
  const shop = await fallible();
  const kitchen = await shop.open(`${demo.store}/kds/tea`, SIZES.kitchenSmall);
  const board = await shop.open(`${demo.store}/board`, SIZES.kitchenSmall);
  await kitchen.getByTestId('all-clear').waitFor();
  await board.getByTestId('ready').waitFor();
  demo.freeze();
  await Promise.all(
    [kitchen, board].map((page) => page.locator(STALE).waitFor({ timeout: STALE_WITHIN_MS })),
  );
  assert.match(await textOf(kitchen.locator(STALE)), /out of date/);
  await shot(kitchen, 'kitchen-stale');
  demo.thaw();
  await Promise.all(
    [kitchen, board].map((page) =>
      page.locator(STALE).waitFor({ state: 'detached', timeout: FRESH_WITHIN_MS }),
    ),
  );
  await kitchen.getByTestId('all-clear').waitFor();
  await shop.close();
});

test('the_till_goes_on_while_the_server_hangs_says_so_and_sends_every_order_once', async () => {
  const shop = await fallible();
  const kitchen = await shop.open(`${demo.store}/kds/tea`, SIZES.kitchenSmall);
  await kitchen.getByTestId('all-clear').waitFor();
  const till = await readyTill(shop, demo);
  demo.freeze();
  await till.getByText('has not answered for').waitFor({ timeout: STALE_WITHIN_MS });
  await tapItem(till, 'favourites', 'filter-coffee');
  await till.getByTestId('send').click();
  await till.getByText('Not sent yet: 1').waitFor();
  await shot(till, 'till-stale');
  assert.doesNotMatch(await textOf(till.getByTestId('order-number')), NUMBER);
  demo.thaw();
  const number = await untilText(till.getByTestId('order-number'), NUMBER);
  await till.getByText('Saved here').waitFor({ timeout: FRESH_WITHIN_MS });
  await till.getByText('has not answered for').waitFor({ state: 'detached' });
  await onlyTicket(kitchen, number);
  await shop.close();
});

test('a_till_whose_cable_is_pulled_keeps_its_order_through_a_reload_and_places_it_once', async (t) => {
  const shop = await fallible();
  const kitchen = await shop.open(`${demo.store}/kds/tea`, SIZES.kitchenSmall);
  await kitchen.locator('main').waitFor();
  const cable = await Cable.to(demo.store);
  t.after(() => cable.close());
  const till = await readyTill(shop, demo, { store: cable.url });
  await tapItem(till, 'favourites', 'hot-oolong');
  cable.pull();
  await till.getByTestId('send').click();
  await till.getByText('Not sent yet: 1').waitFor();
  cable.plug();
  await till.reload();
  await untilText(kitchen.getByTestId('ticket'), /Hot oolong/);
  await till.getByText('Saved here').waitFor({ timeout: FRESH_WITHIN_MS });
  assert.equal(await kitchen.getByTestId('ticket').filter({ hasText: 'Hot oolong' }).count(), 1);
  await shop.close();
});

test('one_pulled_cable_covers_one_kitchen_and_what_was_ordered_meanwhile_is_there_afterwards', async (t) => {
  const shop = await fallible();
  const cable = await Cable.to(demo.store);
  t.after(() => cable.close());
  const cut = await shop.open(`${cable.url}/kds/steam`, SIZES.kitchenSmall);
  const whole = await shop.open(`${demo.store}/kds/steam`, SIZES.kitchenSmall);
  await Promise.all([cut, whole].map((page) => page.getByTestId('all-clear').waitFor()));
  cable.pull();
  await cut.locator(STALE).waitFor({ timeout: STALE_WITHIN_MS });
  const till = await readyTill(await fallible(), demo);
  await tapItem(till, 'favourites', 'tea-egg');
  await till.getByTestId('send').click();
  const number = await untilText(till.getByTestId('order-number'), NUMBER);
  await onlyTicket(whole, number);
  assert.equal(await whole.locator(STALE).count(), 0);
  assert.equal(await cut.getByTestId('ticket').count(), 0, 'nothing passes a pulled cable');
  cable.plug();
  await cut.locator(STALE).waitFor({ state: 'detached', timeout: FRESH_WITHIN_MS });
  await onlyTicket(cut, number);
  await till.context().close();
  await shop.close();
});

test('a_board_whose_browser_is_offline_says_so_and_recovers_by_itself', async (t) => {
  const shop = await fallible();
  const cable = await Cable.to(demo.store);
  t.after(() => cable.close());
  const board = await shop.open(`${cable.url}/board`, SIZES.kitchenSmall);
  await board.getByTestId('preparing').waitFor();
  cable.pull(); // what is open falls silent
  await shop.context.setOffline(true); // and nothing new can be opened
  await board.locator(STALE).waitFor({ timeout: STALE_WITHIN_MS });
  assert.match(await textOf(board.locator(STALE)), /out of date/);
  cable.plug();
  await shop.context.setOffline(false);
  await board.locator(STALE).waitFor({ state: 'detached', timeout: FRESH_WITHIN_MS });
  await shop.close();
});

test('a_kitchen_has_every_open_ticket_again_after_the_power_went_and_a_tablet_a_day_off_ages_them_right', async () => {
  const shop = await fallible();
  const wrong = await fallible();
  // A tablet whose battery was empty: it believes that it is tomorrow.
  await wrong.context.addInitScript((ahead) => {
    const right = Date.now.bind(Date);
    Date.now = () => right() + ahead;
  }, 86_400_000);
  const steam = await shop.open(`${demo.store}/kds/steam`, SIZES.kitchenSmall);
  const tomorrow = await wrong.open(`${demo.store}/kds/steam`, SIZES.kitchenSmall);
  const till = await readyTill(shop, demo);
  const numbers = [];
  for (const dish of ['tea-egg', 'scallion-pancake']) {
    await tapItem(till, 'sides', dish);
    await till.getByTestId('send').click();
    numbers.push(await untilText(till.getByTestId('order-number'), NUMBER));
    await till.getByTestId('new-order').click();
  }
  for (const number of numbers) {
    await onlyTicket(steam, number);
    const ticket = await onlyTicket(tomorrow, number);
    assert.match(await textOf(ticket.getByTestId('age')), /^(0|1):\d\d$/, 'its age is the server’s');
  }
  assert.equal(await tomorrow.locator(STALE).count(), 0);
  await shot(tomorrow, 'kitchen-a-day-off');

  await demo.restart();
  for (const page of [steam, tomorrow]) {
    // One more order tells that the page hears the new server.
    await page.locator(STALE).waitFor({ state: 'detached', timeout: FRESH_WITHIN_MS });
  }
  await tapItem(till, 'sides', 'smashed-cucumber');
  await till.getByTestId('send').click();
  const after = await untilText(till.getByTestId('order-number'), NUMBER);
  for (const page of [steam, tomorrow]) {
    for (const number of [...numbers, after]) await onlyTicket(page, number);
  }
  await tomorrow.bringToFront();
  await tomorrow.keyboard.press('/');
  await tomorrow.locator(`[data-number="${after}"][data-state=seen]`).waitFor();
  for (const number of [...numbers, after]) {
    const ticket = await onlyTicket(tomorrow, number);
    await ticket.getByTestId('bump').click();
    await steam.locator(`[data-testid=ticket][data-number="${number}"]`).waitFor({ state: 'detached' });
  }
  await shop.close();
  await wrong.close();
});

test('hq_calls_its_page_out_of_date_and_catches_up', async () => {
  const shop = await fallible();
  const hq = await shop.open(`${demo.hq}/`, SIZES.office);
  await hq.getByTestId('freshness').waitFor();
  demo.freeze();
  await hq.getByTestId('stale').waitFor({ timeout: HQ_STALE_WITHIN_MS });
  assert.match(await textOf(hq.getByTestId('stale')), /as of \d\d:\d\d:\d\d/);
  await shot(hq, 'hq-stale');
  demo.thaw();
  await hq.getByTestId('stale').waitFor({ state: 'detached', timeout: FRESH_WITHIN_MS });
  await hq.getByTestId('freshness').waitFor();
  await shop.close();
});
