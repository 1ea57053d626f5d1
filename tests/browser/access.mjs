// What a screen must be for every pair of eyes and hands: axe without violations, targets that a finger can hit.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { shot } from './browser.mjs';

/** Least width and height of what a finger touches, in CSS pixels. */
export const TARGET_PX = { till: 48, kitchen: 64, office: 44 };

/** @typedef {import('playwright-core').Page} Page */

/** Both languages and both themes; colours do not depend on the words, nor widths on the theme.
 * @type {{ language: 'en' | 'zh', theme: 'light' | 'dark' }[]} */
export const KINDS = [
  { language: 'zh', theme: 'light' },
  { language: 'en', theme: 'dark' },
];

/**
 * Looks at one screen after the other and tells at the end what is wrong with any of them.
 */
export class Inspection {
  /** @type {string[]} */
  #faults = [];

  /**
   * @param {import('playwright-core').Page} page
   * @param {string} name
   * @param {number} px
   */
  async look(page, name, px) {
    await shot(page, name);
    for (const fault of await faultsOf(page, px)) this.#faults.push(`${name}: ${fault}`);
  }

  finish() {
    assert.deepEqual(this.#faults, []);
  }
}

/**
 * Everything that is wrong with how this page can be seen and touched, a sentence each.
 * @param {Page} page
 * @param {number} px
 */
async function faultsOf(page, px) {
  return [...(await axeFaults(page)), ...(await smallTargets(page, px)), ...(await cutOff(page))];
}

/** @param {Page} page */
async function axeFaults(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(' and ')}`,
  );
}

/**
 * What can be touched and is smaller than `px`; of an open dialog only what is in it can be.
 * @param {Page} page
 * @param {number} px
 */
function smallTargets(page, px) {
  return page.evaluate((px) => {
    const root = document.querySelector('dialog[open]') ?? document.body;
    const found = root.querySelectorAll('button, a[href], input, select, textarea, summary, [role=button]');
    return [...found].flatMap((element) => {
      // A tick box is touched on its label.
      const box = element instanceof HTMLInputElement && ['checkbox', 'radio'].includes(element.type);
      const target = (box ? element.closest('label') : null) ?? element;
      const { width, height } = target.getBoundingClientRect();
      const shown = element.checkVisibility() && width > 1 && height > 1;
      if (!shown || (width >= px - 0.5 && height >= px - 0.5)) return [];
      const size = `${Math.round(width)}×${Math.round(height)}`;
      return [`target of ${size} px, not ${px}: ${target.outerHTML.slice(0, 120)}`];
    });
  }, px);
}

/** @param {Page} page */
async function cutOff(page) {
  const [wide = 0, room = 0] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  return wide > room ? [`${wide} px wide on a screen of ${room}`] : [];
}
