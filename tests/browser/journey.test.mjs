// A guest is recognised, orders, eats and pays: one order from the first tap to HQ, in a real browser.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { device, launch, shot, SIZES } from './browser.mjs';
import { startDemo, STOP_WITHIN_MS } from './store.mjs';
import {
  choose,
  NUMBER,
  onlyTicket,
  openShift,
  printed,
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
before(async () => {
  demo = await startDemo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  if (demo === undefined) return; // it did not start, and that was told
  const { ms, code } = await demo.stop();
  assert.equal(code, 0, demo.log.join(''));
  assert.ok(ms < STOP_WITHIN_MS, `the demo stopped after ${Math.round(ms)} ms`);
});

test('an_order_goes_from_the_member_at_the_till_through_kitchen_and_board_to_paper_and_hq', async () => {
  const shop = await device(browser);
  const kitchen = await shop.open(`${demo.store}/kds/noodles`, SIZES.kitchenSmall);
  const board = await shop.open(`${demo.store}/board`, SIZES.kitchenSmall);
  await kitchen.getByTestId('all-clear').waitFor();

  const till = await signedIn(shop, demo);
  await openShift(till);
  await till.keyboard.type('07700900123');
  await till.getByTestId('member-match').click();
  await untilText(till.getByTestId('member'), /\(sample\)/);

  await tapItem(till, 'noodles', 'dan-dan-noodles');
  await choose(till, 'Wide');
  await choose(till, 'Medium');
  await choose(till, 'No peanut');
  await shot(till, 'till-choices');
  await till.getByTestId('add').click();
  await untilText(till.getByTestId('lines'), /Dan dan noodles/);
  await till.getByTestId('send').click();
  const number = await untilText(till.getByTestId('order-number'), NUMBER);
  await shot(till, 'till-sent');

  const ticket = await onlyTicket(kitchen, number);
  const asked = await textOf(ticket);
  for (const wanted of ['Dan dan noodles', 'Wide', 'Medium', 'No peanut'])
    assert.ok(asked.includes(wanted), asked);
  await untilText(board.getByTestId('preparing'), new RegExp(number));
  await shot(kitchen, 'kitchen-ticket');
  await ticket.getByTestId('seen').click();
  await kitchen.locator(`[data-testid=ticket][data-number="${number}"][data-state=seen]`).waitFor();
  await ticket.getByTestId('bump').click();
  await ticket.waitFor({ state: 'detached' });
  await untilText(board.getByTestId('ready'), new RegExp(number));
  await shot(board, 'board-ready');

  assert.equal(await textOf(till.getByTestId('due')), '£9.80');
  await till.getByTestId('pay').click();
  await till.getByTestId('cash-quick').filter({ hasText: '£10.00' }).click();
  await untilText(till.getByTestId('change-due'), /£0\.20/);
  assert.equal(await untilText(till.getByTestId('paid-number'), NUMBER), number);
  await shot(till, 'till-paid');

  const printers = await shop.open(`${demo.store}/printers`, SIZES.office);
  await printed(printers, 'counter', number, '9.80', '0.20');
  await printed(printers, 'kitchen', number);
  await shot(printers, 'printers');

  const hq = await shop.open(`${demo.hq}/`, SIZES.office);
  const row = hq.getByTestId('order').filter({ hasText: number });
  await untilText(row, /closed/);
  const told = await textOf(row);
  for (const wanted of ['£9.80', 'Ready', 'member']) assert.ok(told.includes(wanted), told);
  await untilText(hq.getByTestId('sales-today'), /£9\.80/);
  await untilText(hq.getByTestId('identified-rate'), /100\s?%/);
  await shot(hq, 'hq');
  await shop.close();
});

test('what_is_added_later_comes_to_the_kitchen_marked_and_a_struck_line_stays_until_it_is_cleared', async () => {
  const shop = await device(browser);
  const kitchen = await shop.open(`${demo.store}/kds/steam`, SIZES.kitchenSmall);
  const till = await readyTill(shop, demo);
  await tapItem(till, 'dumplings', 'soup-dumplings');
  await till.getByTestId('send').click();
  const number = await untilText(till.getByTestId('order-number'), NUMBER);
  await onlyTicket(kitchen, number);

  await tapItem(till, 'sides', 'tea-egg');
  await till.getByTestId('send').click();
  const added = kitchen
    .locator(`[data-testid=ticket][data-number="${number}"]`)
    .filter({ hasText: 'Tea egg' });
  await untilText(added, /ADDED/);

  await till
    .getByTestId('lines')
    .getByRole('button', { name: /Soup dumplings/ })
    .click();
  await till.getByTestId('void-line').click();
  await till.getByTestId('reason-guest_changed_mind').click();
  const struck = kitchen
    .locator(`[data-testid=ticket][data-number="${number}"]`)
    .filter({ hasText: 'Soup dumplings' });
  await untilText(struck, /VOID/);
  await shot(kitchen, 'kitchen-void');
  await struck.getByTestId('bump').click();
  await struck.waitFor({ state: 'detached' });
  await shop.close();
});

test('the_screens_speak_chinese_to_who_wants_chinese', async () => {
  const shop = await device(browser, { language: 'zh' });
  const till = await signedIn(shop, demo);
  await till.getByTestId('item-filter-coffee').filter({ hasText: '滴滤咖啡' }).waitFor();
  assert.equal(await till.evaluate(() => document.documentElement.lang), 'zh-CN');
  const hq = await shop.open(`${demo.hq}/`, SIZES.office);
  await hq.getByRole('heading', { name: '今日', exact: true }).waitFor();
  await shop.close();
});
