// What a cashier does at the till, step by step.
import assert from 'node:assert/strict';
import { SIZES } from './browser.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./store.mjs').Demo} Demo */

/** The manager of the sample shop, who may do everything. */
export const MANAGER = 'Jing Lin';
/** A cashier of the sample shop. */
export const CASHIER = 'Wei Chen';

/**
 * Waits until the locator has some text, and gives it.
 * @param {import('playwright-core').Locator} locator
 */
export async function textOf(locator) {
  await locator.waitFor();
  return (await locator.innerText()).trim();
}

/**
 * Waits until what `read` gives satisfies `wanted`; playwright looks again with every change of the page.
 * @param {import('playwright-core').Locator} locator
 * @param {RegExp} wanted
 */
export async function untilText(locator, wanted) {
  await locator.filter({ hasText: wanted }).first().waitFor();
  return textOf(locator.filter({ hasText: wanted }).first());
}

/**
 * Types a PIN on the keys of the screen, without entering it.
 * @param {Page} page
 * @param {string} pin
 */
export async function pressKeys(page, pin) {
  // The keys of the sheet on top: a question for a PIN lies over a sheet that may have keys too.
  for (const digit of pin)
    await page.locator('.numpad').last().getByRole('button', { name: digit, exact: true }).click();
}

/**
 * Chooses somebody on the locked till.
 * @param {Page} page
 * @param {string} name
 */
export async function chooseStaff(page, name) {
  await page.getByTestId(`staff-${name.toLowerCase().replaceAll(' ', '-')}`).click();
}

/**
 * Opens the till on a new tab of `device`, which pairs by itself with a demo, and signs somebody in.
 * @param {import('./browser.mjs').Device} device
 * @param {Demo} demo
 * @param {{ name?: string, size?: import('./browser.mjs').Size, store?: string }} [options]
 */
export async function signedIn(device, demo, { name = MANAGER, size = SIZES.till, store = demo.store } = {}) {
  const page = await device.open(`${store}/pos`, size);
  await chooseStaff(page, name);
  await pressKeys(page, demo.pinOf(name));
  await page.getByTestId('sign-in').click();
  await page.getByTestId('till-menu').waitFor();
  return page;
}

/**
 * Opens the shift, which a till without one asks for.
 * @param {Page} page
 */
export async function openShift(page) {
  await page.getByTestId('float-quick').first().click();
  await page.getByTestId('open-shift').click();
  await page.getByTestId('open-shift').waitFor({ state: 'hidden' });
}

/**
 * A till that is ready to sell.
 * @param {import('./browser.mjs').Device} device
 * @param {Demo} demo
 * @param {{ name?: string, size?: import('./browser.mjs').Size, store?: string }} [options]
 */
export async function readyTill(device, demo, options) {
  const page = await signedIn(device, demo, options);
  await openShift(page);
  return page;
}

/**
 * Taps an item of a category.
 * @param {Page} page
 * @param {string} category
 * @param {string} item
 */
export async function tapItem(page, category, item) {
  await page.getByTestId(`category-${category}`).click();
  await page.getByTestId(`item-${item}`).click();
}

/**
 * Chooses a modifier in the open sheet.
 * @param {Page} page
 * @param {string} name
 */
export async function choose(page, name) {
  await page.getByTestId('choice').filter({ hasText: name }).click();
}

/**
 * Sells one coffee for exact cash and gives its number.
 * @param {Page} page
 */
export async function sellCoffee(page) {
  await tapItem(page, 'favourites', 'filter-coffee');
  await page.getByTestId('pay').click();
  await page.getByTestId('cash-exact').click();
  const number = await untilText(page.getByTestId('paid-number'), NUMBER);
  await page.getByTestId('done').click();
  return number;
}

/** An order's number as people say it. */
export const NUMBER = /[A-D] \d{3,}/;

/**
 * Looks for what must never be there: the same number on two cards.
 * @param {Page} page
 * @param {string} number
 */
export async function onlyTicket(page, number) {
  const ticket = page.locator(`[data-testid=ticket][data-number="${number}"]`);
  await ticket.first().waitFor();
  assert.equal(await ticket.count(), 1, `one ticket of ${number}`);
  return ticket;
}

/**
 * Shows the floor, and an area of it.
 * @param {Page} page
 * @param {'room' | 'lane'} area
 */
export async function toFloor(page, area) {
  await page.getByTestId('tables').click();
  await page.getByTestId(`area-${area}`).click();
}

/**
 * How far the guests of a table are, as the floor in front tells it.
 * @param {Page} page
 * @param {string} table
 */
export function stageOf(page, table) {
  return page.getByTestId(`table-${table}`).getAttribute('data-stage');
}

/**
 * Seats guests at a free table of the room.
 * @param {Page} page
 * @param {string} table
 * @param {number} guests
 */
export async function seatGuests(page, table, guests) {
  await toFloor(page, 'room');
  await page.getByTestId(`table-${table}`).click();
  await pressKeys(page, String(guests));
  await page.getByTestId('guests-done').click();
}

/**
 * Says for which seat the next lines are.
 * @param {Page} page
 * @param {number} seat
 */
export function forSeat(page, seat) {
  return sayNext(page, `next-seat-${seat}`);
}

/**
 * Says with which course the next lines come.
 * @param {Page} page
 * @param {number} course
 */
export function forCourse(page, course) {
  return sayNext(page, `next-course-${course}`);
}

/**
 * @param {Page} page
 * @param {string} answer
 */
async function sayNext(page, answer) {
  await page.getByTestId('slip-menu').click();
  await page.getByTestId(answer).click();
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
}

/**
 * A line on the check.
 * @param {Page} page
 * @param {RegExp} name
 */
export function lineOf(page, name) {
  return page.getByTestId('lines').getByRole('button', { name }).first();
}

/**
 * Somebody who may types their PIN to allow what another asked for.
 * @param {Page} page
 * @param {string} pin
 */
export async function answerApproval(page, pin) {
  await pressKeys(page, pin);
  await page.getByTestId('approve').click();
}

/**
 * Opens the back office on a new tab and signs the manager in.
 * @param {import('./browser.mjs').Device} device
 * @param {Demo} demo
 * @param {import('./browser.mjs').Size} [size]
 */
export async function inOffice(device, demo, size = SIZES.office, store = demo.store) {
  const page = await device.open(`${store}/office`, size);
  await page.getByTestId('pin').fill(demo.pinOf(MANAGER));
  await page.getByTestId('sign-in').click();
  await page.getByTestId('page-menu').waitFor();
  return page;
}

/**
 * What a printer has printed with these words on it; waits for it. Other paper may come out meanwhile: a ticket that no
 * kitchen screen shows comes out at the counter by itself.
 * @param {Page} printers The page of the printers.
 * @param {string} printer
 * @param {string[]} words
 */
export async function printed(printers, printer, ...words) {
  const papers = printers.locator(`[data-testid=papers][data-printer=${printer}] [data-testid=paper]`);
  const paper = papers.locator(words.map((one) => `[aria-label*="${one}"]`).join('')).first();
  await paper.waitFor();
  return (await paper.getAttribute('aria-label')) ?? '';
}

/**
 * Enrols a new member on the check.
 * @param {Page} till
 * @param {string} phone
 * @param {string} name
 */
export async function enrol(till, phone, name) {
  await till.keyboard.type(phone);
  await till.getByTestId('enrol').click();
  await till.getByTestId('enrol-name').fill(name);
  await till.getByTestId('consent').check();
  await till.getByTestId('enrol-submit').click();
  await till.getByTestId('member').waitFor();
}

/**
 * Recognises a member on the check.
 * @param {Page} till
 * @param {string} phone
 */
export async function recognise(till, phone) {
  await till.keyboard.type(phone);
  await till.getByTestId('member-match').click();
  await till.getByTestId('member').waitFor();
}
