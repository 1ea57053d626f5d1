// What cooks and the expo do all day, by touch and from the keys of a bump bar.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { device, launch, shot, SIZES } from './browser.mjs';
import { startDemo } from './store.mjs';
import {
  forCourse,
  inOffice,
  lineOf,
  NUMBER,
  onlyTicket,
  readyTill,
  seatGuests,
  tapItem,
  textOf,
  untilText,
} from './till.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

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
 * A takeaway of these items, fired; gives its number.
 * @param {Page} till
 * @param {readonly (readonly [category: string, item: string])[]} items
 */
async function fire(till, items) {
  for (const [category, item] of items) await tapItem(till, category, item);
  await till.getByTestId('send').click();
  const number = await untilText(till.getByTestId('order-number'), NUMBER);
  await till.getByTestId('new-order').click();
  return number;
}

/**
 * Hands everything over that waits for its guest, so that there is room for what comes.
 * @param {Page} expo
 */
async function giveOut(expo) {
  await expo.bringToFront();
  await expo.getByTestId('order').first().waitFor();
  const ready = expo.getByTestId('hand-over');
  while ((await ready.count()) > 0) {
    const number = await expo
      .locator('[data-testid=order][data-ready=true]')
      .first()
      .getAttribute('data-number');
    await ready.first().click();
    await expo.locator(`[data-testid=order][data-number="${number}"]`).waitFor({ state: 'detached' });
  }
}

/**
 * A line of a ticket, to touch.
 * @param {Locator} ticket
 * @param {RegExp} name
 */
function dish(ticket, name) {
  return ticket.locator('.lines').getByRole('button', { name }).first();
}

test('a_cook_ticks_lines_one_by_one_takes_one_back_and_the_ticket_goes_with_its_last_line', async () => {
  const shop = await device(browser);
  const steam = await shop.open(`${demo.store}/kds/steam`, SIZES.kitchenSmall);
  const till = await readyTill(shop, demo);
  const number = await fire(till, [
    ['sides', 'tea-egg'],
    ['sides', 'scallion-pancake'],
  ]);
  const ticket = await onlyTicket(steam, number);
  await dish(ticket, /Tea egg/).waitFor({ state: 'detached' });
  await ticket.getByTestId('seen').click();
  await dish(ticket, /Tea egg/).click();
  await dish(ticket, /✓ Tea egg/).waitFor();
  assert.doesNotMatch(
    await textOf(steam.getByTestId('all-day')),
    /Tea egg/,
    'what is made is not to be made',
  );
  await shot(steam, 'kitchen-line-done');

  await dish(ticket, /✓ Tea egg/).click();
  await untilText(steam.getByTestId('all-day'), /Tea egg/);
  await dish(ticket, /Tea egg/).click();
  await dish(ticket, /✓ Tea egg/).waitFor();
  await dish(ticket, /Scallion pancake/).click();
  await ticket.waitFor({ state: 'detached' });
  await shop.close();
});

test('everything_a_cook_does_goes_by_the_keys_of_a_number_pad_alone', async () => {
  const shop = await device(browser);
  const steam = await shop.open(`${demo.store}/kds/steam`, SIZES.kitchenSmall);
  const till = await readyTill(shop, demo);
  const number = await fire(till, [
    ['sides', 'tea-egg'],
    ['sides', 'scallion-pancake'],
  ]);
  const ticket = await onlyTicket(steam, number);
  await steam.bringToFront();
  const press = (/** @type {string} */ keys) => steam.keyboard.press(keys);
  await press('/');
  await steam.locator(`[data-number="${number}"][data-state=seen]`).waitFor();

  await press('1');
  await ticket.waitFor({ state: 'detached' });
  await press('-');
  await onlyTicket(steam, number);

  await press('*');
  await steam.getByTestId('which-ticket').waitFor();
  await press('1');
  await steam.getByTestId('sheet-bump').waitFor();
  await shot(steam, 'kitchen-actions');
  await press(await keyOf(steam, 'rush'));
  await untilText(ticket, /RUSH/);

  await press('*');
  await press('1');
  await steam.getByTestId('remake').waitFor();
  await press(await keyOf(steam, 'remake'));
  await steam.getByTestId('choose-line').first().waitFor();
  await press('1');
  await steam.getByTestId('reason-spoiled').waitFor();
  await shot(steam, 'kitchen-remake-why');
  await press(await keyOf(steam, 'reason-spoiled'));
  await untilText(steam.locator(`[data-number="${number}"]`), /Again: it was spoiled/);
  await shot(steam, 'kitchen-remade');

  await press('+');
  await steam.getByTestId('ticket-search').waitFor();
  await press('Escape');
  await steam.getByTestId('ticket-search').waitFor({ state: 'detached' });

  await tapItem(till, 'sides', 'tea-egg');
  await tapItem(till, 'sides', 'smashed-cucumber');
  await till.getByTestId('send').click();
  const struck = await untilText(till.getByTestId('order-number'), NUMBER);
  const cucumber = lineOf(till, /Smashed cucumber/);
  if ((await cucumber.getAttribute('aria-pressed')) !== 'true') await cucumber.click();
  await till.getByTestId('void-line').click();
  await till.getByTestId('reason-guest_changed_mind').click();
  const fresh = await onlyTicket(steam, struck);
  await untilText(fresh, /VOID/);
  await press('/');
  await steam.locator(`[data-number="${struck}"][data-state=seen]`).waitFor();
  await press(await keyOf(steam, fresh));
  await fresh.waitFor({ state: 'detached' });
  await press('+');
  await steam.getByTestId('ticket-search').waitFor();
  await steam.keyboard.type(struck.slice(2));
  await press('Enter');
  await untilText(await onlyTicket(steam, struck), /RECALLED/);
  await press(await keyOf(steam, fresh));
  await fresh.waitFor({ state: 'detached' });

  await press('.');
  await steam.getByTestId('stock-item').first().waitFor();
  await shot(steam, 'kitchen-stock');
  await press('1');
  await press(await keyOf(steam, 'stock-out'));
  await steam.locator('dialog[open]').waitFor({ state: 'detached' });
  await press('.');
  await untilText(steam.getByTestId('stock-item').first(), /SOLD OUT/);
  await press('1');
  await press(await keyOf(steam, 'stock-again'));
  await steam.locator('dialog[open]').waitFor({ state: 'detached' });
  const cards = steam.locator(`[data-number="${number}"]`);
  await press(await keyOf(steam, 'ticket')); // the first, whose place stays empty under the finger
  await cards.nth(1).waitFor({ state: 'detached' });
  await press(await keyOf(steam, 'ticket'));
  await cards.first().waitFor({ state: 'detached' });
  await shop.close();
});

/**
 * The number key of a choice in the open sheet, or of a card.
 * @param {Page} page
 * @param {string | Locator} choice
 */
async function keyOf(page, choice) {
  const of = typeof choice === 'string' ? page.getByTestId(choice) : choice;
  const key = of.locator('kbd').first();
  await key.waitFor();
  return (await key.innerText()).trim();
}

test('any_ticket_of_today_is_found_by_its_dish_with_what_happened_to_it_and_comes_back', async () => {
  const shop = await device(browser);
  const steam = await shop.open(`${demo.store}/kds/steam`, SIZES.kitchenSmall);
  const till = await readyTill(shop, demo);
  const number = await fire(till, [['dumplings', 'soup-dumplings']]);
  const ticket = await onlyTicket(steam, number);
  await ticket.getByTestId('seen').click();
  await ticket.getByTestId('bump').click();
  await ticket.waitFor({ state: 'detached' });
  await steam.getByTestId('recall-list').click();
  await steam.getByTestId('ticket-search').fill('soup dump');
  const row = steam.getByTestId('bumped').filter({ hasText: number });
  await untilText(row.getByTestId('story'), /fired.*on a screen.*seen.*done/s);
  await shot(steam, 'kitchen-recall');
  await steam.getByTestId('ticket-search').fill('nothing is called this');
  await steam.getByTestId('none-found').waitFor();
  await steam.getByTestId('ticket-search').fill(number.slice(2));
  await row.getByTestId('recall').click();
  await untilText(await onlyTicket(steam, number), /RECALLED/);
  await ticket.getByTestId('bump').click();
  await ticket.waitFor({ state: 'detached' });
  await shop.close();
});

test('the_expo_fires_the_course_that_was_held_and_a_rush_is_taken_back_with_one_touch', async () => {
  const shop = await device(browser);
  const expo = await shop.open(`${demo.store}/expo`, SIZES.kitchenSmall);
  const steam = await shop.open(`${demo.store}/kds/steam`, SIZES.kitchenSmall);
  const noodles = await shop.open(`${demo.store}/kds/noodles`, SIZES.kitchenSmall);
  const till = await readyTill(shop, demo);
  await seatGuests(till, 't6', 2);
  await forCourse(till, 1);
  await tapItem(till, 'sides', 'tea-egg');
  await forCourse(till, 2);
  await tapItem(till, 'noodles', 'scallion-oil-noodles');
  const second = lineOf(till, /Scallion oil noodles/);
  if ((await second.getAttribute('aria-pressed')) !== 'true') await second.click();
  await till.getByTestId('line-menu').click();
  await till.getByTestId('hold').click();
  await till.getByTestId('send').click();
  const number = await untilText(till.getByTestId('order-number'), NUMBER);
  await giveOut(expo);
  const order = expo.locator(`[data-testid=order][data-number="${number}"]`);
  await untilText(order.getByTestId('held'), /course 2 · 1 Scallion oil noodles/);
  await untilText(order.getByTestId('waits-for'), /Waiting for Steam, under 1 min/);
  await shot(expo, 'expo-held');
  assert.equal(await noodles.getByTestId('ticket').count(), 0);

  await order.getByTestId('order-more').click();
  await shot(expo, 'expo-actions');
  await expo.getByTestId('fire').click();
  await untilText(await onlyTicket(noodles, number), /Scallion oil noodles/);
  await order.getByTestId('held').waitFor({ state: 'detached' });

  await order.getByTestId('order-more').click();
  await expo.getByTestId('rush').click();
  await untilText(order, /RUSH/);
  await untilText(await onlyTicket(steam, number), /RUSH/);
  await untilText(await onlyTicket(noodles, number), /RUSH/);
  await expo.getByRole('button', { name: 'Take back' }).click();
  await steam.locator(`[data-number="${number}"]`).filter({ hasNotText: 'RUSH' }).waitFor();

  for (const screen of [steam, noodles]) {
    const ticket = await onlyTicket(screen, number);
    await ticket.getByTestId('seen').click();
    await ticket.getByTestId('bump').click();
  }
  await expo.bringToFront();
  await order.getByTestId('hand-over').waitFor();
  await expo.keyboard.press('1');
  await order.waitFor({ state: 'detached' });
  await expo.keyboard.press('-');
  await order.getByTestId('hand-over').click();
  await order.waitFor({ state: 'detached' });
  await shop.close();
});

test('the_expo_fires_a_course_rushes_hands_over_and_sells_out_by_the_keyboard_alone', async () => {
  const shop = await device(browser);
  const expo = await shop.open(`${demo.store}/expo`, SIZES.kitchenSmall);
  const steam = await shop.open(`${demo.store}/kds/steam`, SIZES.kitchenSmall);
  const noodles = await shop.open(`${demo.store}/kds/noodles`, SIZES.kitchenSmall);
  const till = await readyTill(shop, demo);
  await seatGuests(till, 't7', 2);
  await forCourse(till, 1);
  await tapItem(till, 'sides', 'tea-egg');
  await forCourse(till, 2);
  await tapItem(till, 'noodles', 'scallion-oil-noodles');
  const second = lineOf(till, /Scallion oil noodles/);
  if ((await second.getAttribute('aria-pressed')) !== 'true') await second.click();
  await till.getByTestId('line-menu').click();
  await till.getByTestId('hold').click();
  await till.getByTestId('send').click();
  const number = await untilText(till.getByTestId('order-number'), NUMBER);
  await giveOut(expo);
  const order = expo.locator(`[data-testid=order][data-number="${number}"]`);
  const press = (/** @type {string} */ keys) => expo.keyboard.press(keys);
  /** Opens what can be done with the order and chooses one of it. @param {string} choice */
  const choose = async (choice) => {
    await order.getByTestId('order-more').press('Enter');
    await expo.getByTestId(choice).press('Enter');
    await expo.locator('dialog[open]').waitFor({ state: 'detached' });
  };

  // What was done stands on the expo's own card before the next thing is chosen.
  await choose('fire');
  await untilText(await onlyTicket(noodles, number), /Scallion oil noodles/);
  await order.getByTestId('held').waitFor({ state: 'detached' });
  await choose('rush');
  await untilText(await onlyTicket(steam, number), /RUSH/);
  await untilText(order, /RUSH/);
  await choose('calm');
  await steam.locator(`[data-number="${number}"]`).filter({ hasNotText: 'RUSH' }).waitFor();

  for (const screen of [steam, noodles]) {
    await screen.bringToFront();
    const ticket = await onlyTicket(screen, number);
    await screen.keyboard.press('/');
    await screen.locator(`[data-number="${number}"][data-state=seen]`).waitFor();
    await ticket.getByTestId('bump').press('Enter');
    await ticket.waitFor({ state: 'detached' });
  }
  await expo.bringToFront();
  await order.getByTestId('hand-over').waitFor();
  await order.getByTestId('hand-over').press('Enter');
  await order.waitFor({ state: 'detached' });
  await press('-');
  await order.waitFor();
  await press('+');
  await expo.getByTestId('ticket-search').waitFor();
  await press('Escape');
  await expo.getByTestId('ticket-search').waitFor({ state: 'detached' });

  await press('.');
  await untilText(expo.getByTestId('stock-item').first(), /\S/);
  await press('1');
  await press(await keyOf(expo, 'stock-out'));
  await expo.locator('dialog[open]').waitFor({ state: 'detached' });
  await press('.');
  await untilText(expo.getByTestId('stock-item').first(), /SOLD OUT/);
  await press('1');
  await press(await keyOf(expo, 'stock-again'));
  await expo.locator('dialog[open]').waitFor({ state: 'detached' });
  await choose('sheet-hand-over');
  await order.waitFor({ state: 'detached' });
  await shop.close();
});

test('what_the_kitchen_sells_out_is_gone_at_the_till_and_named_on_the_board_for_guests', async () => {
  const shop = await device(browser);
  const expo = await shop.open(`${demo.store}/expo`, SIZES.kitchenSmall);
  const board = await shop.open(`${demo.store}/board`, SIZES.kitchen);
  const till = await readyTill(shop, demo);
  const noodles = await shop.open(`${demo.store}/kds/noodles`, SIZES.kitchenSmall);
  await noodles.getByTestId('stock-list').click();
  await noodles.getByTestId('stock-item').filter({ hasText: 'Clear broth beef noodles' }).click();
  await noodles.getByTestId('stock-out').click();
  await untilText(board.getByTestId('sold-out'), /Clear broth beef noodles/);
  await untilText(board.getByTestId('sold-out'), /清汤牛肉面/);
  await shot(board, 'board-sold-out');
  await till.getByTestId('category-noodles').click();
  await untilText(till.getByTestId('item-clear-broth-beef-noodles'), /86|out/i);

  await expo.getByTestId('stock-list').click();
  await expo.getByTestId('stock-item').filter({ hasText: 'Clear broth beef noodles' }).click();
  await expo.getByTestId('stock-some').click();
  await expo.keyboard.press('6');
  await expo.getByTestId('left-go').click();
  await board.getByTestId('sold-out').waitFor({ state: 'detached' });
  await untilText(till.getByTestId('item-clear-broth-beef-noodles'), /6/);
  await noodles.getByTestId('stock-list').click();
  await noodles.getByTestId('stock-item').filter({ hasText: '6 left' }).click();
  await noodles.getByTestId('stock-again').click();
  await shop.close();
});

test('a_board_in_a_browser_without_a_voice_calls_the_number_with_recordings', async () => {
  const shop = await device(browser);
  const board = await shop.open(`${demo.store}/board`, SIZES.kitchen);
  await board.getByTestId('preparing').click(); // a browser is silent before the first touch
  const till = await readyTill(shop, demo);
  const steam = await shop.open(`${demo.store}/kds/steam`, SIZES.kitchenSmall);
  const number = await fire(till, [['sides', 'tea-egg']]);
  const ticket = await onlyTicket(steam, number);
  await ticket.getByTestId('seen').click();
  const heard = ['zh-please', 'zh-collect', 'en-ready'].map((clip) =>
    board.waitForResponse((answer) => answer.url().includes(clip) && answer.ok()),
  );
  await ticket.getByTestId('bump').click();
  for (const answer of await Promise.all(heard))
    assert.match(answer.headers()['content-type'] ?? '', /audio/, answer.url());
  await shop.close();
});

test('a_layout_for_quiet_hours_brings_every_open_ticket_along_and_marks_it', async () => {
  const shop = await device(browser);
  const expo = await shop.open(`${demo.store}/expo`, SIZES.kitchenSmall);
  const steam = await shop.open(`${demo.store}/kds/steam`, SIZES.kitchenSmall);
  const noodles = await shop.open(`${demo.store}/kds/noodles`, SIZES.kitchenSmall);
  const till = await readyTill(shop, demo);
  const number = await fire(till, [['sides', 'tea-egg']]);
  await onlyTicket(steam, number);
  await expo.getByTestId('layouts').click();
  await shot(expo, 'expo-layouts');
  await expo.getByTestId('layout-quiet').click();
  await untilText(await onlyTicket(noodles, number), /Moved here from Steam/);
  await steam.getByTestId('all-clear').waitFor();
  await shot(noodles, 'kitchen-moved');
  await expo.getByTestId('layouts').click();
  await expo.getByTestId('layout-usual').click();
  const back = await onlyTicket(steam, number);
  await noodles.locator(`[data-number="${number}"]`).waitFor({ state: 'detached' });
  await back.getByTestId('seen').click();
  await back.getByTestId('bump').click();
  await shop.close();
});

test('a_line_that_makes_its_guest_ill_is_not_marked_done_before_a_cook_has_confirmed_it', async () => {
  const shop = await device(browser);
  const noodles = await shop.open(`${demo.store}/kds/noodles`, SIZES.kitchenSmall);
  const till = await readyTill(shop, demo);
  await till.keyboard.type('07700900123');
  await till.getByTestId('member-match').click();
  await till.getByTestId('member').waitFor();
  await till.getByTestId('member-card').click();
  await till.getByTestId('allergies').click();
  await till.getByTestId('allergen-gluten').click();
  assert.ok(await till.getByTestId('allergies-save').isDisabled(), 'nothing is kept without a yes');
  await till.getByTestId('allergy-consent').check();
  await shot(till, 'till-allergies');
  await till.getByTestId('allergies-save').click();
  await untilText(till.getByTestId('allergic'), /Gluten/);
  await tapItem(till, 'noodles', 'scallion-oil-noodles');
  await untilText(till.locator('.toast'), /allergic to Gluten/);
  await untilText(till.getByTestId('lines'), /ALLERGY: Gluten/);
  await shot(till, 'till-allergy-conflict');
  await till.getByTestId('send').click();
  const number = await untilText(till.getByTestId('order-number'), NUMBER);
  await noodles.bringToFront();
  const ticket = await onlyTicket(noodles, number);
  await untilText(ticket, /ALLERGY: Gluten/);
  await shot(noodles, 'kitchen-allergy');
  await noodles.keyboard.press('/');
  await noodles.locator(`[data-number="${number}"][data-state=seen]`).waitFor();
  assert.equal(await ticket.getByTestId('bump').count(), 0, 'there is nothing to bump it with');

  await noodles.keyboard.press('1');
  await noodles.getByTestId('confirm-allergy').waitFor();
  assert.equal(await noodles.getByTestId('sheet-bump').count(), 0);
  await shot(noodles, 'kitchen-allergy-confirm');
  await noodles.keyboard.press('1');
  await untilText(ticket, /Allergy confirmed: Gluten/);
  await ticket.getByTestId('bump').click();
  await ticket.waitFor({ state: 'detached' });
  await shop.close();
});

test('what_a_cook_cannot_make_is_called_out_at_every_till_until_one_of_them_answers', async () => {
  const shop = await device(browser);
  const other = await device(browser, { language: 'zh' });
  const steam = await shop.open(`${demo.store}/kds/steam`, SIZES.kitchenSmall);
  const till = await readyTill(shop, demo);
  const there = await readyTill(other, demo);
  const number = await fire(till, [['sides', 'tea-egg']]);
  await steam.bringToFront();
  const ticket = await onlyTicket(steam, number);
  await ticket.getByTestId('seen').click();
  await ticket.getByTestId('more').click();
  await steam.getByTestId('cannot').click();
  await steam.getByTestId('choose-line').first().click();
  await steam.getByTestId('call-words').fill('none until noon');
  await shot(steam, 'kitchen-cannot');
  await steam.getByTestId('reason-out_of_stock').click();
  const said = new RegExp(
    `Steam: ${number} cannot be made: Tea egg .something for it is out. “none until noon”`,
  );
  await untilText(till.getByTestId('kitchen-call'), said);
  await untilText(there.getByTestId('kitchen-call'), /茶叶蛋做不了/);
  await steam.getByTestId('call-runner').click();
  await untilText(till.getByTestId('calls'), /2/);
  await till.getByTestId('calls').click();
  await untilText(till.getByTestId('call').nth(1), /Steam: somebody, please come/);
  await shot(till, 'till-calls');
  await till.getByTestId('call').nth(1).getByTestId('call-answer').click();
  await till.getByTestId('call').nth(1).waitFor({ state: 'detached' });
  await till.getByTestId('call-open').click();
  await untilText(till.getByTestId('order-number'), new RegExp(number));
  await there.getByTestId('calls').click();
  await shot(there, 'till-calls-zh');
  await there.getByTestId('call-answer').click();
  await till.getByTestId('kitchen-call').waitFor({ state: 'detached' });

  await till.getByTestId('slip-menu').click();
  await till.getByTestId('rush').click();
  await untilText(ticket, /RUSH/);
  await till.getByRole('button', { name: 'Take back' }).click();
  await ticket.filter({ hasNotText: 'RUSH' }).waitFor();
  await ticket.getByTestId('bump').click();
  await ticket.waitFor({ state: 'detached' });
  await shop.close();
  await other.close();
});

test('a_ticket_that_no_screen_shows_is_marked_at_the_expo_and_on_paper_until_a_screen_comes', async () => {
  const shop = await device(browser);
  const expo = await shop.open(`${demo.store}/expo`, SIZES.kitchenSmall);
  const till = await readyTill(shop, demo);
  const number = await fire(till, [['tea', 'hot-oolong']]);
  await giveOut(expo);
  const order = expo.locator(`[data-testid=order][data-number="${number}"]`);
  await untilText(order, /NOT ON A SCREEN/);
  await untilText(till.getByTestId('unshown'), new RegExp(`No kitchen screen shows ${number}. Tell Tea`));
  await shot(till, 'till-unshown');
  await shot(expo, 'expo-unshown');
  const printers = await shop.open(`${demo.store}/printers`, SIZES.office);
  const paper = printers.locator('[data-testid=papers][data-printer=counter] [data-testid=paper]');
  await paper
    .getByRole('img', { name: /NO SCREEN SHOWED THIS/ })
    .first()
    .waitFor();
  const tea = await shop.open(`${demo.store}/kds/tea`, SIZES.kitchenSmall);
  const ticket = await onlyTicket(tea, number);
  await untilText(ticket, /Also on paper/);
  await shot(tea, 'kitchen-late-screen');
  await order.filter({ hasNotText: 'NOT ON A SCREEN' }).waitFor();
  await till.getByTestId('unshown').filter({ hasText: number }).waitFor({ state: 'detached' });
  await ticket.getByTestId('seen').click();
  await ticket.getByTestId('bump').click();
  await shop.close();
});

test('the_owner_reads_how_long_the_kitchen_took_by_station_dish_and_hour_and_what_waited_longest', async () => {
  const shop = await device(browser);
  const office = await inOffice(shop, demo);
  await office.getByTestId('page-reports').click();
  await office.getByTestId('part-kitchen').click();
  const table = office.getByTestId('kitchen-table');
  await untilText(table, /Steam/);
  await shot(office, 'office-kitchen-stations');
  await office.getByTestId('by-item').click();
  await untilText(table, /Tea egg/);
  await office.getByTestId('by-hour').click();
  await office.getByTestId('kitchen-chart').locator('canvas').waitFor();
  await shot(office, 'office-kitchen-hours');
  await office.getByTestId('by-wait').click();
  await untilText(table, NUMBER);
  await untilText(office.getByTestId('remakes'), /1 × spoiled/);
  await shot(office, 'office-kitchen-waits');
  await shop.close();
});

test('a_screen_is_set_for_a_cook_who_stands_far_away_and_keeps_it', async () => {
  const shop = await device(browser);
  const steam = await shop.open(`${demo.store}/kds/steam`, SIZES.kitchen);
  const size = () =>
    steam.locator('.cards').evaluate((cards) => Number.parseFloat(getComputedStyle(cards).fontSize));
  await steam.getByTestId('counts').waitFor();
  const usual = await size();
  await steam.getByTestId('screen-settings').click();
  await steam.getByTestId('distance-4').click();
  await steam.getByTestId('key-undo').click();
  await steam.keyboard.press('u');
  await untilText(steam.getByTestId('key-undo'), /^u$/);
  await shot(steam, 'kitchen-settings');
  await steam.reload();
  await steam.getByTestId('counts').waitFor();
  assert.equal(await size(), usual * 2, 'twice as far, twice as large');
  await steam.getByTestId('screen-settings').click();
  await untilText(steam.getByTestId('key-undo'), /^u$/);
  await shop.close();
});
