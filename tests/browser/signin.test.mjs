// Who may in: pairing codes, PINs, and a till that is locked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { device, launch, shot } from './browser.mjs';
import { startDemo } from './store.mjs';
import {
  CASHIER,
  chooseStaff,
  MANAGER,
  openShift,
  pressKeys,
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

/** A refused request is an error to the browser's console, and here it is what is tested. */
const REFUSED = /the server responded with a status of 4\d\d/;

test('a_wrong_pin_is_told_in_words_and_the_right_one_lets_in', async () => {
  const shop = await device(browser);
  const till = await shop.open(`${demo.store}/pos`);
  await chooseStaff(till, CASHIER);
  await pressKeys(till, '9999');
  await till.getByTestId('sign-in').click();
  const told = await textOf(till.getByRole('alert'));
  assert.match(told, /[A-Za-z]{3,} /);
  assert.doesNotMatch(told, /_/, 'words, not a code');
  assert.ok(await till.getByTestId('sign-in').isDisabled(), 'the wrong digits are gone');
  await shot(till, 'till-wrong-pin');
  await pressKeys(till, demo.pinOf(CASHIER));
  await till.getByTestId('sign-in').click();
  await till.getByTestId('till-menu').waitFor();
  await shop.close();
});

test('digits_pressed_while_a_pin_is_checked_are_kept_for_the_next_one', async () => {
  const shop = await device(browser);
  const till = await shop.open(`${demo.store}/pos`);
  await chooseStaff(till, CASHIER);
  await pressKeys(till, '9999');
  demo.freeze();
  await till.getByTestId('sign-in').click();
  const pin = demo.pinOf(CASHIER);
  await pressKeys(till, pin);
  demo.thaw();
  await till.getByRole('alert').waitFor();
  await till.getByRole('status', { name: `${pin.length} digits entered` }).waitFor();
  await till.getByTestId('sign-in').click();
  await till.getByTestId('till-menu').waitFor();
  await shop.close();
});

test('ten_wrong_pins_lock_that_person_out_and_nobody_else', async () => {
  const shop = await device(browser);
  const till = await shop.open(`${demo.store}/pos`);
  await chooseStaff(till, 'Fang Wang');
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await pressKeys(till, '9999');
    await till.getByTestId('sign-in').click();
    await till.getByRole('status', { name: '0 digits entered' }).waitFor(); // the answer is there
  }
  await pressKeys(till, demo.pinOf('Fang Wang'));
  await till.getByTestId('sign-in').click();
  await untilText(till.getByRole('alert'), /locked/);
  await till.getByRole('button', { name: 'Someone else' }).click();
  await chooseStaff(till, MANAGER);
  await pressKeys(till, demo.pinOf(MANAGER));
  await till.getByTestId('sign-in').click();
  await till.getByTestId('till-menu').waitFor();
  await shop.close();
});

test('a_locked_till_keeps_the_check_for_whoever_signs_in_next', async () => {
  const shop = await device(browser);
  const till = await signedIn(shop, demo, { name: CASHIER });
  await openShift(till);
  await tapItem(till, 'favourites', 'filter-coffee');
  await till.getByTestId('till-menu').click();
  await till.getByTestId('sign-out').click();
  await till.getByText('The check with 1 line is still here.').waitFor();
  assert.equal(await till.getByTestId('lines').count(), 0, 'nothing of the till behind the lock');
  await chooseStaff(till, MANAGER);
  await pressKeys(till, demo.pinOf(MANAGER));
  await till.getByTestId('sign-in').click();
  await untilText(till.getByTestId('lines'), /Filter coffee/);
  await shop.close();
});

test('a_wrong_pairing_code_is_refused_in_words_and_the_right_one_pairs', async () => {
  const shop = await device(browser);
  shop.expected.push(REFUSED);
  const till = await shop.open(`${demo.store}/pos?pair=0000-0000`);
  await till.getByRole('alert').waitFor();
  assert.equal(new URL(till.url()).search, '', 'the code is out of the address');
  await till.getByLabel('Pairing code').fill(demo.pairingCode);
  await till.getByRole('button', { name: 'Pair', exact: true }).click();
  await till.getByTestId('staff-jing-lin').waitFor();
  await shop.close();
});
