// The taps that the screens are judged by, counted in the page and not in the test.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { device, launch, SIZES, tapsOf } from './browser.mjs';
import { startDemo } from './store.mjs';
import { choose, NUMBER, onlyTicket, readyTill, textOf, untilText } from './till.mjs';

/** An answer about a member feels instant below this, on a machine that does nothing else. */
const RECOGNISED_WITHIN_MS = 50;
/** What is allowed here: an unoptimised server on a machine that may be building something. */
const RECOGNISED_AT_MOST_MS = 2_000;

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

/**
 * How many taps `work` takes.
 * @param {() => Promise<void>} work
 */
async function taps(work) {
  const at = await tapsOf(till);
  await work();
  return (await tapsOf(till)) - at;
}

const newOrder = async () => {
  await till.getByTestId('slip-menu').click();
  await till.getByTestId('park').click();
};

test('one_coffee_exact_cash_with_receipt_and_the_kitchen_told_takes_three_taps', async () => {
  const kitchen = await shop.open(`${demo.store}/kds/tea`, SIZES.kitchenSmall);
  const printers = await shop.open(`${demo.store}/printers`, SIZES.office);
  const receipts = printers.locator('[data-testid=job][data-document=receipt]');
  let number = '';
  const count = await taps(async () => {
    await till.getByTestId('item-filter-coffee').click();
    await till.getByTestId('pay').click();
    await till.getByTestId('cash-exact').click();
    number = await untilText(till.getByTestId('paid-number'), NUMBER);
  });
  assert.equal(count, 3);
  await onlyTicket(kitchen, number);
  await receipts.filter({ hasText: number }).first().waitFor();
  await till.getByTestId('done').click();
  await Promise.all([kitchen, printers].map((page) => page.close()));
});

test('a_popular_item_is_two_taps_from_anywhere_and_one_in_its_category', async () => {
  await till.getByTestId('category-shelf').click();
  const fromAnywhere = await taps(async () => {
    await till.getByTestId('category-favourites').click();
    await till.getByTestId('item-hot-oolong').click();
    await untilText(till.getByTestId('lines'), /Hot oolong/);
  });
  const inCategory = await taps(async () => {
    await till.getByTestId('item-tea-egg').click();
    await untilText(till.getByTestId('lines'), /Tea egg/);
  });
  assert.deepEqual([fromAnywhere, inCategory], [2, 1]);
});

test('an_item_with_one_required_choice_is_two_taps', async () => {
  await till.getByTestId('category-dumplings').click();
  const count = await taps(async () => {
    await till.getByTestId('item-mushroom-dumplings').click();
    await choose(till, 'Pan-fried');
    await untilText(till.getByTestId('lines'), /Pan-fried/);
  });
  assert.ok(count <= 2, `${count} taps`);
});

test('a_mistake_just_made_is_taken_back_with_one_tap', async () => {
  await till.getByTestId('category-favourites').click();
  await till.getByTestId('item-filter-coffee').click();
  await till.getByTestId('remove').click();
  await till.getByTestId('lines').getByText('Filter coffee').waitFor({ state: 'detached' });
  const count = await taps(async () => {
    await till.getByRole('button', { name: 'Undo' }).click();
    await untilText(till.getByTestId('lines'), /Filter coffee/);
  });
  assert.equal(count, 1);
});

test('a_sent_line_is_struck_with_a_reason_in_at_most_four_taps', async () => {
  await newOrder();
  await till.getByTestId('category-favourites').click();
  await till.getByTestId('item-tea-egg').click();
  await till.getByTestId('send').click();
  await untilText(till.getByTestId('order-number'), NUMBER);
  const count = await taps(async () => {
    const line = till.getByTestId('lines').getByRole('button', { name: /Tea egg/ });
    if ((await line.getAttribute('aria-pressed')) !== 'true') await line.click();
    await till.getByTestId('void-line').click();
    await till.getByTestId('reason-entered_by_mistake').click();
    await untilText(till.getByTestId('lines'), /VOID/);
  });
  assert.ok(count <= 4, `${count} taps`);
});

test('a_member_is_recognised_by_typing_at_any_moment_and_confirmed_with_one_tap', async (t) => {
  await till.getByTestId('new-order').or(till.getByTestId('done')).first().click();
  // The clock runs in the page: from the last digit until the match is in the document.
  await till.evaluate(() => {
    let typedAt = 0;
    addEventListener('keydown', () => (typedAt = performance.now()), { capture: true });
    const seen = new MutationObserver(() => {
      if (document.querySelector('[data-testid=member-match]') === null) return;
      seen.disconnect();
      Object.defineProperty(window, 'comandaRecognisedMs', { value: performance.now() - typedAt });
    });
    seen.observe(document.body, { childList: true, subtree: true });
  });
  const count = await taps(async () => {
    await till.keyboard.type('07700900042');
    await till.getByTestId('member-match').click();
    await till.getByTestId('member').waitFor();
  });
  assert.equal(count, 1);
  assert.match(await textOf(till.getByTestId('member')), /\(sample\)/);
  const ms = Math.round(await till.evaluate(() => Number(Reflect.get(window, 'comandaRecognisedMs'))));
  t.diagnostic(`recognised ${ms} ms after the last digit; the aim is ${RECOGNISED_WITHIN_MS}`);
  assert.ok(ms <= RECOGNISED_AT_MOST_MS, `${ms} ms`);
});

test('a_new_member_is_a_phone_number_a_consent_and_three_taps', async () => {
  await till.getByTestId('slip-menu').click();
  await till.getByTestId('clear-slip').click();
  await till.getByTestId('find-member').waitFor();
  const count = await taps(async () => {
    await till.keyboard.type('07700900555');
    await till.getByTestId('enrol').click();
    await till.getByTestId('consent').click();
    await till.getByTestId('enrol-submit').click();
    await till.getByTestId('member').waitFor();
  });
  assert.ok(count <= 3, `${count} taps`);
  await till.getByTestId('slip-menu').click();
  await till.getByTestId('clear-slip').click();
  await till.keyboard.type('07700900555');
  await till.getByTestId('member-match').waitFor(); // a known phone is recognised, and makes no second member
});
