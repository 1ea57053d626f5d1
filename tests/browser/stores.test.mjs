// One member, two stores and an HQ that comes and goes: known in both, nothing spent twice, and all of it told at HQ.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { device, launch, shot, SIZES } from './browser.mjs';
import { Headquarters, startDemo } from './store.mjs';
import { readyTill, tapItem, untilText } from './till.mjs';

/** @typedef {import('playwright-core').Page} Page */

const PHONE = '07700900301';

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('./store.mjs').Demo} */
let demo;
/** @type {Headquarters} */
let hq;
before(async () => {
  demo = await startDemo(['--only', 'store', '--second-store']);
  hq = new Headquarters(demo);
  await hq.start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await hq?.cut();
  await demo?.stop();
});

/**
 * Waits until a till knows whether HQ answers.
 * @param {Page} till
 * @param {'ok' | 'away'} how
 */
function untilHq(till, how) {
  const chip = { ok: 'All at HQ', away: /HQ away/ }[how];
  return till.getByText(chip).first().waitFor({ timeout: 60_000 });
}

/**
 * Recognises a member on the check.
 * @param {Page} till
 */
async function recognise(till) {
  await till.keyboard.type(PHONE);
  await till.getByTestId('member-match').click();
  await till.getByTestId('member').waitFor();
}

/**
 * Pays what is on the check with stored value.
 * @param {Page} till
 */
async function payByValue(till) {
  await till.getByTestId('pay').click();
  await till.getByTestId('pay-value').click();
  await till.getByTestId('value-take').click();
  await till.getByTestId('paid-number').waitFor();
  await till.getByTestId('done').click();
}

/**
 * Opens HQ's page anew and looks the member up.
 * @param {import('./browser.mjs').Device} office
 * @param {import('./browser.mjs').Size} size
 */
async function atHq(office, size) {
  const page = await office.open(demo.hq, size);
  await page.getByTestId('member-digits').fill(PHONE.slice(-4));
  await page.getByTestId('find-members').click();
  await page.getByTestId('hq-member').waitFor();
  return page;
}

test('a_member_of_one_store_pays_in_another_and_offline_only_with_what_lies_there', async () => {
  const lane = await device(browser);
  const quay = await device(browser);
  const office = await device(browser);
  const first = await readyTill(lane, demo);
  const second = await readyTill(quay, demo, { store: demo.secondStore });
  await Promise.all([untilHq(first, 'ok'), untilHq(second, 'ok')]);

  await first.bringToFront();
  await first.keyboard.type(PHONE);
  await first.getByTestId('enrol').click();
  await first.getByTestId('enrol-name').fill('Sample Ann');
  await first.getByTestId('consent').check();
  await first.getByTestId('enrol-submit').click();
  await first.getByTestId('member-card').click();
  await first.getByTestId('top-up').click();
  await first.getByTestId('top-up-usual').filter({ hasText: '£50.00' }).click();
  await first.getByTestId('top-up-take').click();
  await untilText(first.getByTestId('member-value'), /£53\.00/);
  await first.keyboard.press('Escape');

  // The second store has never seen this phone; what the first one holds comes along.
  await second.bringToFront();
  await recognise(second);
  await untilText(second.getByTestId('member'), /Sample Ann.*£53\.00/s);
  await tapItem(second, 'sides', 'scallion-pancake'); // £4.50
  await payByValue(second);
  await recognise(second);
  await untilText(second.getByTestId('member'), /£48\.50/);

  const page = await atHq(office, SIZES.office);
  await untilText(page.getByTestId('holding'), /Quay.*£48\.50/s);
  await untilText(page.getByTestId('member-total'), /£48\.50/);
  await page.getByTestId('member-ledger').click();
  await shot(page, 'hq-member');
  await page.close();

  // HQ goes away. What lies in the second store can be spent there, and nowhere else.
  await hq.cut();
  await Promise.all([untilHq(first, 'away'), untilHq(second, 'away')]);
  await first.bringToFront();
  await recognise(first);
  await first.getByTestId('member-card').click();
  await untilText(first.getByTestId('elsewhere'), /HQ cannot be reached/);
  await untilText(first.getByTestId('member-value'), /£0\.00/);
  await shot(first, 'member-hq-away');
  await first.keyboard.press('Escape');
  await tapItem(first, 'sides', 'tea-egg');
  await first.getByTestId('pay').click();
  await first.getByTestId('pay-cash').waitFor();
  assert.equal(await first.getByTestId('pay-value').count(), 0, 'nothing to pay with here');
  await first.keyboard.press('Escape');
  await second.bringToFront();
  await tapItem(second, 'sides', 'tea-egg'); // £1.50
  await payByValue(second);

  // HQ is back: both agree, and the first store has the rest as soon as the guest is there again.
  await hq.start();
  await Promise.all([untilHq(first, 'ok'), untilHq(second, 'ok')]);
  await first.bringToFront();
  await first.getByTestId('member-card').click();
  await untilText(first.getByTestId('member-value'), /£47\.00/);
  await first.getByTestId('ledger-open').click();
  await untilText(first.getByTestId('ledger-line'), /Brought here from HQ.*\+£44\.00/s);
  await shot(first, 'member-brought');
  const again = await atHq(office, SIZES.handheld);
  await untilText(again.getByTestId('holding'), /Lane.*£47\.00/s);
  await shot(again, 'hq-member-phone');
  await Promise.all([lane.close(), quay.close(), office.close()]);
});
