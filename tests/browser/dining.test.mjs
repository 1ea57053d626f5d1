// Guests at a table: seated, served in courses, moved, and paying each for themselves.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { device, launch, shot, SIZES, tapsOf } from './browser.mjs';
import { startDemo } from './store.mjs';
import {
  answerApproval,
  CASHIER,
  forCourse,
  forSeat,
  lineOf,
  NUMBER,
  onlyTicket,
  readyTill,
  seatGuests,
  stageOf,
  tapItem,
  textOf,
  toFloor,
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

test('a_table_of_four_is_served_in_two_courses_moved_split_by_seat_and_paid_in_three_ways_with_a_tip', async () => {
  const shop = await device(browser);
  const steam = await shop.open(`${demo.store}/kds/steam`, SIZES.kitchenSmall);
  const noodles = await shop.open(`${demo.store}/kds/noodles`, SIZES.kitchenSmall);
  await noodles.getByTestId('all-clear').waitFor();
  const till = await readyTill(shop, demo);
  await seatGuests(till, 't5', 4);

  await forCourse(till, 1);
  await forSeat(till, 1);
  await tapItem(till, 'sides', 'tea-egg'); // £1.50
  await forSeat(till, 2);
  await tapItem(till, 'sides', 'scallion-pancake'); // £4.50
  await forCourse(till, 2);
  await forSeat(till, 3);
  await tapItem(till, 'noodles', 'scallion-oil-noodles'); // £7.80
  const second = lineOf(till, /Scallion oil noodles/);
  if ((await second.getAttribute('aria-pressed')) !== 'true') await second.click();
  await till.getByTestId('line-menu').click();
  await till.getByTestId('hold').click();
  await shot(till, 'dining-courses');
  await till.getByTestId('send').click();
  const number = await untilText(till.getByTestId('order-number'), NUMBER);
  const starters = await onlyTicket(steam, number);
  await untilText(starters, /Scallion pancake/);
  await till.getByTestId('fire-course-2').waitFor();
  assert.equal(await noodles.getByTestId('ticket').count(), 0, 'the kitchen waits for the second course');

  await till.getByTestId('fire-course-2').click();
  await untilText(await onlyTicket(noodles, number), /Scallion oil noodles/);
  await till.getByTestId('fire-course-2').waitFor({ state: 'detached' });

  await till.getByTestId('move-table').click();
  await till.getByTestId('area-lane').click();
  await till.getByTestId('table-l4').click();
  await untilText(till.getByTestId('slip-menu'), /L4/);
  await untilText(await onlyTicket(noodles, number), /L4/);
  await toFloor(till, 'room');
  assert.equal(await stageOf(till, 't5'), 'free', 'the table they left can be given to others');
  await till.getByTestId('to-menu').click();

  await till.getByTestId('split').click();
  await till.getByTestId('split-seats').click();
  await shot(till, 'dining-split-seats');
  await till.getByTestId('split-go').click();
  await till.getByTestId('check-row').nth(2).waitFor();
  const sums = await till.getByTestId('check-row').locator('.sum').allInnerTexts();
  assert.deepEqual(sums, ['£1.50', '£4.50', '£7.80'], 'each seat pays what it ate');
  await till.getByTestId('check-cash').first().click();
  await till.getByTestId('check-row').getByText('Paid').waitFor();
  await till.getByTestId('check-pay').first().click();
  await untilText(till.getByTestId('pay-due'), /£4\.50/);
  await till.getByTestId('pay-card').click();
  await till.getByTestId('tip').click();
  await till.getByTestId('tip-100').click();
  await untilText(till.getByTestId('card-take'), /£4\.95/);
  await shot(till, 'dining-pay-tip');
  await till.getByTestId('card-take').click();
  await untilText(till.getByTestId('paid-tip'), /£0\.45/);
  await untilText(till.getByTestId('paid-left'), /£7\.80/);
  await till.getByTestId('next-check').click();
  await till.getByTestId('pay-driver-card').click();
  await till.getByTestId('driver-ask').click();
  assert.equal(await untilText(till.getByTestId('paid-number'), NUMBER), number);
  assert.equal(await till.getByTestId('paid-left').count(), 0, 'nothing is left to pay');
  await till.getByTestId('done').click();

  await toFloor(till, 'lane');
  await till.locator('[data-testid=table-l4][data-stage=dirty]').waitFor();
  await shot(till, 'dining-floor');
  await till.getByTestId('table-l4').click();
  await till.locator('[data-testid=table-l4][data-stage=free]').waitFor();
  await shop.close();
});

test('a_table_is_transferred_in_three_taps', async () => {
  const shop = await device(browser);
  const till = await readyTill(shop, demo);
  await seatGuests(till, 't3', 2);
  await tapItem(till, 'sides', 'tea-egg');
  await till.getByTestId('send').click();
  await untilText(till.getByTestId('order-number'), NUMBER);
  const at = await tapsOf(till);
  await till.getByTestId('move-table').click();
  await till.getByTestId('table-t4').click();
  await untilText(till.getByTestId('slip-menu'), /4/);
  const count = (await tapsOf(till)) - at;
  assert.ok(count <= 3, `${count} taps`);
  await toFloor(till, 'room');
  assert.equal(await stageOf(till, 't3'), 'free');
  assert.equal(await stageOf(till, 't4'), 'ordered');
  await shop.close();
});

test('a_cashier_strikes_what_the_kitchen_cooks_only_with_the_managers_pin_and_the_kitchen_sees_it_struck', async () => {
  const shop = await device(browser);
  const kitchen = await shop.open(`${demo.store}/kds/steam`, SIZES.kitchenSmall);
  const till = await readyTill(shop, demo, { name: CASHIER });
  await tapItem(till, 'dumplings', 'soup-dumplings');
  await tapItem(till, 'sides', 'tea-egg');
  await till.getByTestId('send').click();
  const number = await untilText(till.getByTestId('order-number'), NUMBER);
  const ticket = await onlyTicket(kitchen, number);
  await lineOf(till, /Soup dumplings/).click();
  const at = await tapsOf(till);
  await till.getByTestId('void-line').click();
  await till.getByTestId('reason-guest_changed_mind').click();
  await till.getByTestId('approval-what').waitFor();
  await shot(till, 'void-approval');
  assert.match(await textOf(till.getByTestId('approval-what')), /Soup dumplings/);
  assert.equal(await kitchen.getByText('VOID').count(), 0, 'nothing is struck before somebody allows it');
  const asked = (await tapsOf(till)) - at;

  await answerApproval(till, '1111');
  await untilText(till.locator('dialog[open]'), /PIN is wrong/);
  assert.equal(await kitchen.getByText('VOID').count(), 0);
  await answerApproval(till, demo.pinOf('Jing Lin'));
  await untilText(till.getByTestId('lines'), /VOID/);
  await untilText(ticket.filter({ hasText: 'Soup dumplings' }), /VOID/);
  await shot(kitchen, 'void-kitchen');
  assert.ok(asked + 2 <= 4, `${asked} taps, one on the line and one to allow it, beside the PIN`);
  assert.equal(await textOf(till.getByTestId('due')), '£1.50', 'the guest does not pay for it');
  await shop.close();
});

test('eight_lines_are_split_for_two_by_item_in_eight_taps_and_by_seat_or_evenly_in_six', async () => {
  const shop = await device(browser);
  const till = await readyTill(shop, demo);
  const eightLines = async () => {
    await seatGuests(till, 't7', 2);
    for (const [seat, items] of /** @type {const} */ ([
      [1, ['tea-egg', 'scallion-pancake', 'greens-with-garlic', 'steamed-rice']],
      [2, ['pork-in-flatbread', 'tea-egg', 'scallion-pancake', 'steamed-rice']],
    ])) {
      await forSeat(till, seat);
      for (const item of items) await tapItem(till, 'sides', item);
    }
    await till.getByTestId('send').click();
    await untilText(till.getByTestId('order-number'), NUMBER);
    return tapsOf(till);
  };
  const paid = async (/** @type {number} */ at) => {
    await till.getByTestId('done').click();
    const count = (await tapsOf(till)) - at;
    await toFloor(till, 'room');
    await till.locator('[data-testid=table-t7][data-stage=dirty]').click();
    await till.locator('[data-testid=table-t7][data-stage=free]').waitFor();
    await till.getByTestId('to-menu').click();
    return count;
  };

  const cashLast = async () => {
    await till.getByTestId('check-cash').last().click();
    await untilText(till.getByTestId('paid-number'), NUMBER);
  };

  const byItem = await eightLines();
  await till.getByTestId('split').click();
  for (const index of [0, 1, 2, 3]) await till.getByTestId('split-line').nth(index).click();
  await till.getByTestId('new-check-cash').click();
  await till.getByTestId('check-row').getByText('Paid').waitFor();
  await cashLast();
  const items = await paid(byItem);

  const bySeat = await eightLines();
  await till.getByTestId('split').click();
  await till.getByTestId('split-seats').click();
  await till.getByTestId('split-go').click();
  await till.getByTestId('check-cash').first().click();
  await till.getByTestId('check-row').getByText('Paid').waitFor();
  await cashLast();
  const seats = await paid(bySeat);

  const evenly = await eightLines();
  await till.getByTestId('split').click();
  await till.getByTestId('split-even').click();
  await till.getByTestId('split-go').click();
  await till.getByTestId('check-cash').first().click();
  await till.getByTestId('check-row').getByText('Paid').waitFor();
  await cashLast();
  const even = await paid(evenly);
  assert.ok(items <= 8 && seats <= 6 && even <= 6, `by item ${items}, by seat ${seats}, evenly ${even}`);
  await shop.close();
});
