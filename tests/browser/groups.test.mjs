// Members of the chain at HQ: in groups counted over two stores, shown, written to once; and on their own page.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { device, launch, shot, SIZES } from './browser.mjs';
import { pageOf } from './guest.mjs';
import { startDemo } from './store.mjs';
import { enrol, inOffice, readyTill, recognise, tapItem, untilText } from './till.mjs';

/** @typedef {import('playwright-core').Page} Page */

const PHONE = '07700900321';

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('./store.mjs').Demo} */
let demo;
before(async () => {
  demo = await startDemo(['--second-store']);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/**
 * Sells cups of coffee to whoever stands at the till.
 * @param {Page} till
 * @param {number} cups
 */
async function sellCoffee(till, cups) {
  for (let cup = 0; cup < cups; cup += 1) await tapItem(till, 'tea', 'filter-coffee'); // £2.60
  await till.getByTestId('pay').click();
  await till.getByTestId('cash-exact').click();
  await till.getByTestId('done').click();
  await till.getByText('All at HQ').first().waitFor();
}

test('the_groups_of_the_chain_are_counted_over_its_stores_and_written_to_once', async () => {
  const [lane, quay, desk] = [await device(browser), await device(browser), await device(browser)];
  const first = await readyTill(lane, demo);
  const second = await readyTill(quay, demo, { store: demo.secondStore });
  const page = await desk.open(demo.hq, SIZES.office);
  await untilText(page.getByTestId('all-members'), /members/);
  await page.getByTestId('count-groups').scrollIntoViewIfNeeded();
  await shot(page, 'hq-groups-before');

  await first.bringToFront();
  await enrol(first, PHONE, 'Sample Gwen');
  await first.getByTestId('member-card').click();
  await first.getByTestId('about-member').click();
  await first.getByTestId('about-tag').fill('靠窗');
  await first.getByTestId('about-tag').press('Enter');
  await first.getByTestId('about-marketing').check();
  await first.getByTestId('about-save').click();
  await untilText(first.getByTestId('standing'), /靠窗/);
  await first.keyboard.press('Escape');
  // Three cups in one store and two in the other: five make a tea drinker, and two visits are two.
  await sellCoffee(first, 3);
  await second.bringToFront();
  await recognise(second, PHONE);
  await sellCoffee(second, 2);

  await page.bringToFront();
  const group = (/** @type {string} */ key) => page.locator(`[data-testid=group][data-group="${key}"]`);
  await page.getByTestId('count-groups').click();
  await untilText(group('tag:茶客 tea drinker'), /^1.*By rule: 5 or more of tea.*1 may be written to now/s);
  await untilText(group('tag:靠窗'), /^1/);
  await untilText(group('stage:second'), /^1.*Came twice/s);
  await shot(page, 'hq-groups');
  await group('tag:茶客 tea drinker').click();
  const members = page.getByTestId('group-members');
  await untilText(members, /Sample Gwen.*•.*0321.*2.*£13\.00.*yes/s);
  await shot(page, 'hq-group');
  const saving = page.waitForEvent('download');
  await page.getByTestId('write-to-group').click();
  assert.match(await readFile(await (await saving).path(), 'utf8'), /Sample Gwen,447700900321,2,.*,13\.00,/);
  await untilText(members, /Sample Gwen.*written to on/s);
  await untilText(page.getByTestId('write-to-group'), /Nobody to write to now/);
  await page.getByTestId('all-groups').click();
  await group('written').click();
  const once = page.waitForEvent('download');
  await page.getByTestId('write-to-group').click();
  assert.match(await readFile(await (await once).path(), 'utf8'), /Sample Gwen,447700900321,/);

  // A store leaves them in peace too, as soon as it hears of it.
  const office = await inOffice(quay, demo, SIZES.office, demo.secondStore);
  await office.getByTestId('page-members').click();
  await office.getByTestId('part-groups').click();
  const there = (/** @type {string} */ key) => office.locator(`[data-testid=group][data-group="${key}"]`);
  await untilText(there('written'), /^1.*Written to lately/s);
  await there('written').click();
  await untilText(office.getByTestId('group-members'), /Sample Gwen.*written to on/s);

  // Their own page tells what they had in either store, and gives all that is kept of them.
  await second.bringToFront();
  await recognise(second, PHONE);
  const guest = await device(browser);
  const phone = await pageOf(second, guest);
  const orders = phone.getByTestId('page-order');
  await untilText(orders.nth(0), /^2 × Filter coffee.*Quay Noodle & Tea.*£5\.20/s);
  await untilText(orders.nth(1), /^3 × Filter coffee.*Lane Noodle & Tea.*£7\.80/s);
  await shot(phone, 'member-page-orders');
  const own = phone.waitForEvent('download');
  await phone.getByTestId('page-save').click();
  /** @type {{ page: { orders: unknown[] }, records: { tags?: string[] }[] }} */
  const kept = JSON.parse(await readFile(await (await own).path(), 'utf8'));
  assert.deepEqual([kept.page.orders.length, kept.records[0]?.tags], [2, ['靠窗']]);
  await Promise.all([lane.close(), quay.close(), desk.close(), guest.close()]);
});
