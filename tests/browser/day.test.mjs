// A till's day: money that comes on machines, money that goes back, the drawer, and the Z that ends it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { device, launch, shot, SIZES } from './browser.mjs';
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

/** The facts that a list shows, by what they are called. */
async function facts(/** @type {string} */ list) {
  const rows = till.getByTestId(list).locator('div');
  await rows.first().waitFor();
  const all = await rows.allInnerTexts();
  return new Map(
    all.map((row) => /** @type {[string, string]} */ (row.split('\n').map((one) => one.trim()))),
  );
}

/** Begins an order of a coffee and a tea egg, £4.10, and opens the payment. */
async function toPay() {
  await tapItem(till, 'favourites', 'filter-coffee');
  await tapItem(till, 'sides', 'tea-egg');
  await till.getByTestId('pay').click();
}

test('what_was_paid_on_two_tenders_goes_back_for_one_line_to_each_of_them', async () => {
  const printers = await shop.open(`${demo.store}/printers`, SIZES.office);
  await toPay();
  await pressKeys(till, '300');
  await till.getByTestId('cash-take').click();
  await untilText(till.getByTestId('pay-due'), /£1\.10/);
  await till.getByTestId('pay-card').click();
  await till.getByTestId('card-take').click();
  await untilText(till.getByTestId('paid-number'), NUMBER);
  await till.getByTestId('done').click();

  await till.getByTestId('till-menu').click();
  await till.getByTestId('refund-menu').click();
  await till.getByTestId('found-order').first().click();
  await till
    .getByTestId('refund-line')
    .filter({ hasText: 'Filter coffee' })
    .getByTestId('refund-more')
    .click();
  assert.equal(await textOf(till.getByTestId('refund-sum')), '£2.60');
  await till.getByTestId('lay-by_share').click();
  const tenders = await till.getByTestId('refund-tender').allInnerTexts();
  assert.equal(tenders.length, 2, 'each tender that was taken gets its part');
  const parts = tenders.map((one) => Number(/£(\d+\.\d\d)(?!.*£)/s.exec(one)?.[1]));
  assert.equal(parts.reduce((sum, one) => sum + one, 0).toFixed(2), '2.60');
  assert.ok(
    parts.every((one) => one > 0),
    tenders.join(' | '),
  );
  await shot(till, 'refund');
  await till.getByTestId('refund-quality').click();
  await untilText(till.getByTestId('refunded'), /£2\.60/);
  const cash = await textOf(till.getByTestId('refund-cash'));
  assert.match(
    cash,
    new RegExp(`£${parts[0]?.toFixed(2).replace('.', '\\.')}`),
    'the cash part is handed out',
  );
  await till.getByTestId('done').last().click();
  await printers.locator('[data-testid=job][data-document=refund]').first().waitFor();
  await printers.close();
});

test('a_card_terminal_that_declines_takes_nothing_and_one_whose_line_breaks_is_asked_until_it_tells', async () => {
  await toPay();
  await till.getByTestId('pay-driver-card').click();
  await pressKeys(till, '141'); // amounts ending in 41 are declined by the simulated terminal
  await till.getByTestId('driver-ask').click();
  await untilText(till.locator('dialog[open]'), /declined|refused/i);
  await shot(till, 'card-declined');
  assert.equal(await textOf(till.getByTestId('pay-due')), '£4.10', 'nothing was taken');
  await pressKeys(till, '143'); // the money is taken and the line breaks before it says so
  await till.getByTestId('driver-ask').click();
  await untilText(till.getByTestId('pay-due'), /£2\.67/);
  await till.getByTestId('pay-driver-scan').click();
  await till.getByTestId('driver-ask').click();
  await till.getByTestId('pending-waiting').waitFor();
  await shot(till, 'scan-to-pay');
  await untilText(till.getByTestId('paid-number'), NUMBER);
  await till.getByTestId('done').click();
});

test('a_shift_goes_from_its_float_through_cash_in_and_out_to_a_blind_count_and_a_signed_z', async () => {
  for (const [move, keys] of /** @type {const} */ ([
    ['pay_in', '1000'],
    ['pay_out', '300'],
    ['drop', '2000'],
  ])) {
    await till.getByTestId('till-menu').click();
    await till.getByTestId('drawer-menu').click();
    await till.getByTestId(`move-${move}`).click();
    await pressKeys(till, keys);
    if (move !== 'drop') await till.getByTestId('move-reason').fill('ice for the bar');
    await till.getByTestId('move-go').click();
    await till.getByTestId('move-go').waitFor({ state: 'detached' });
  }
  await till.getByTestId('till-menu').click();
  await till.getByTestId('drawer-menu').click();
  const expected = await textOf(till.getByTestId('x-expected'));
  const sum = Math.round(Number(expected.replace('£', '')) * 100);
  await shot(till, 'x-report');
  await till.keyboard.press('Escape');

  await till.getByTestId('till-menu').click();
  await till.getByTestId('close-shift-menu').click();
  await till.getByTestId('close-shift').waitFor();
  assert.equal(await till.getByTestId('expected').count(), 0, 'who counts is not told what to find');
  // Ten pounds in notes, the rest in pennies, and one penny short.
  await till.getByTestId('count-n1000').click();
  await pressKeys(till, '1');
  await till.getByTestId('count-c1').click();
  await pressKeys(till, String(sum - 1000 - 1));
  await till.getByTestId('close-shift').click();
  assert.equal(await textOf(till.getByTestId('expected')), expected);
  assert.match(await textOf(till.getByTestId('over-short')), /0\.01/);
  await shot(till, 'shift-counted');
  await till.getByTestId('done').last().click();

  await till.getByTestId('till-menu').click();
  await till.getByTestId('close-day-menu').click();
  await till.getByTestId('close-day').click();
  await untilText(till.getByTestId('z-net'), /£5\.60/);
  await untilText(till.locator('dialog[open]'), /Signed/);
  const z = await facts('z-head');
  assert.equal(z.get('Z number') ?? z.get('Number') ?? [...z.values()][0], '1');
  await shot(till, 'z-signed');
  await till.getByTestId('done').last().click();

  const printers = await shop.open(`${demo.store}/printers`, SIZES.office);
  const reports = printers.locator('[data-testid=job][data-document=report]');
  await reports.nth(1).waitFor();
  await printers.close();
});
