// A browser as it hangs in a shop: one profile per device, the language set, and every error on a page remembered.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const SHOTS = new URL('shots/', import.meta.url).pathname;
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The sizes that the screens are drawn for. */
export const SIZES = {
  till: { width: 1024, height: 768 },
  handheld: { width: 390, height: 844 },
  kitchen: { width: 1920, height: 1080 },
  kitchenSmall: { width: 1280, height: 800 },
  kitchenPortrait: { width: 1080, height: 1920 },
  office: { width: 1440, height: 900 },
};

/** @typedef {'en' | 'zh'} Language */
/** @typedef {'light' | 'dark'} Theme */
/** @typedef {{ width: number, height: number }} Size */

/** @returns {Promise<import('playwright-core').Browser>} */
export function launch() {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, headless: true, args: ARGS });
}

/** One device: a browser profile, and what went wrong on its pages. */
export class Device {
  /**
   * @param {import('playwright-core').BrowserContext} context
   */
  constructor(context) {
    this.context = context;
    /** @type {string[]} Errors of pages and consoles. */
    this.errors = [];
    /** @type {RegExp[]} Errors that a test brings about on purpose. */
    this.expected = [];
    context.on('page', (page) => this.#listen(page));
  }

  /** @param {import('playwright-core').Page} page */
  #listen(page) {
    const note = (/** @type {string} */ text) => {
      if (!this.expected.some((pattern) => pattern.test(text))) this.errors.push(`${page.url()}: ${text}`);
    };
    page.on('pageerror', (error) => note(`${error.name}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') note(`${message.text()} (${message.location().url})`);
    });
  }

  /**
   * Opens a page in a tab of its own.
   * @param {string} url
   * @param {Size} [size]
   */
  async open(url, size) {
    const page = await this.context.newPage();
    if (size !== undefined) await page.setViewportSize(size);
    await page.goto(url);
    return page;
  }

  /** Closes the device; an error on any of its pages fails the test. */
  async close() {
    await this.context.close();
    assert.deepEqual(this.errors, [], 'pages and consoles stay free of errors');
  }
}

/**
 * A new device. Every tap on it is counted in the page: `tapsOf`.
 * @param {import('playwright-core').Browser} browser
 * @param {{ language?: Language, theme?: Theme, size?: Size, touch?: boolean }} [options]
 */
export async function device(browser, { language = 'en', theme, size = SIZES.till, touch = false } = {}) {
  const context = await browser.newContext({ viewport: size, hasTouch: touch, locale: 'en-GB' });
  context.setDefaultTimeout(30_000);
  await context.addInitScript(
    ({ language, theme }) => {
      if (location.protocol === 'about:') return; // a tab before its page has no storage
      // Only at first: what a person then switches must stay.
      if (localStorage.getItem('comanda.language') === null)
        localStorage.setItem('comanda.language', language);
      if (theme !== undefined)
        for (const room of ['till', 'kitchen', 'board', 'office'])
          localStorage.setItem(`comanda.theme.${room}`, theme);
      let taps = 0;
      addEventListener('pointerdown', () => (taps += 1), { capture: true });
      Object.defineProperty(window, 'comandaTaps', { get: () => taps });
    },
    { language, theme },
  );
  return new Device(context);
}

/**
 * Taps on this page since it was loaded.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<number>}
 */
export function tapsOf(page) {
  return page.evaluate(() => Number(Reflect.get(window, 'comandaTaps')));
}

/**
 * Keeps a picture of the page for people to look at, when `SHOTS=1`.
 * @param {import('playwright-core').Page} page
 * @param {string} name
 */
export async function shot(page, name) {
  if (process.env['SHOTS'] !== '1') return;
  await mkdir(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}${name}.png` });
}
