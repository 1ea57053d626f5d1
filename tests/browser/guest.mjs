// A guest with a phone: their member page, the codes it shows, and a scanner that reads them.
import { SIZES } from './browser.mjs';
import { pressKeys } from './till.mjs';

/** @typedef {import('playwright-core').Page} Page */

/**
 * Gives the member on the check a coupon.
 * @param {Page} till
 * @param {string} digits
 * @param {string} [campaign]
 */
export async function giveCoupon(till, digits, campaign) {
  await till.getByTestId('member-card').click();
  await till.getByTestId('give-coupon').click();
  await pressKeys(till, digits);
  if (campaign !== undefined) await till.getByTestId('coupon-campaign').fill(campaign);
  await till.getByTestId('coupon-give').click();
  await till.getByTestId('member-coupons').waitFor();
  await till.keyboard.press('Escape');
}

/**
 * Opens the page of the member on the check on a guest's phone.
 * @param {Page} till
 * @param {import('./browser.mjs').Device} guest
 */
export async function pageOf(till, guest) {
  await till.getByTestId('member-card').click();
  await till.getByTestId('member-page').click();
  const address = (await till.getByTestId('invitation').getAttribute('data-url')) ?? '';
  const phone = await guest.open(address, SIZES.handheld);
  await phone.getByTestId('page-points').waitFor();
  await till.bringToFront();
  await till.keyboard.press('Escape');
  await till.keyboard.press('Escape');
  return phone;
}

/**
 * Opens a coupon on a member's page and reads its code.
 * @param {Page} phone
 * @param {string} worth
 */
export async function couponOn(phone, worth) {
  await phone.bringToFront();
  await phone.getByTestId('page-coupon').filter({ hasText: worth }).locator('summary').click();
  const code = phone.getByTestId('coupon-code');
  await code.waitFor();
  return (await code.getAttribute('data-code')) ?? '';
}

/**
 * Types as a scanner does: one key right behind the other, and Enter.
 * @param {Page} till
 * @param {string} code
 */
export async function scan(till, code) {
  for (const key of code) await till.keyboard.press(key);
  await till.keyboard.press('Enter');
}

/**
 * The code that a member's phone shows now.
 * @param {Page} phone
 */
export async function codeOn(phone) {
  return (await phone.getByTestId('member-code').getAttribute('data-code')) ?? '';
}
