import { dictionary, toast } from '@comanda/web';
import { effect } from '@preact/signals';
import { approving } from './approval';
import { hasTables } from './desk';
import { menuIndex, type Coded } from './menuIndex';
import { desk, moving, panel, typed } from './panel';
import { found, members, recogniseCard, recogniseCode } from './recognise';
import { ringScanned, tapItem } from './ring';
import { readTyped } from './search';
import { showCoupon } from './member/shownCoupons';
import { hear, isBurst, isCouponCode, isMemberCode, mayBeCard, mayBePhone, NO_BURST } from './scan';
import { attach, catalogue } from './store';

const TYPED_MAX = 40;
/** Codes kept while a sheet is open; past it more are told to be scanned again. */
export const SCANS_WAITING_MAX = 50;

const t = dictionary({
  en: {
    unknown: (code: string) => `No item has the code ${code}. Nothing was added.`,
    waited: (count: number) =>
      count === 1 ? 'Taken: 1 code scanned meanwhile.' : `Taken: ${count} codes scanned meanwhile.`,
    lost: 'Too many codes were scanned while a sheet was open. Scan the last ones again.',
  },
  zh: {
    unknown: (code) => `没有商品用条码 ${code}，没有加上。`,
    waited: (count) => `刚才扫的 ${count} 个码已处理。`,
    lost: '弹窗开着时扫得太多，请把最后几样再扫一遍。',
  },
});

/** Whether a sheet, or somebody's PIN, has the keys: none of them may reach the search field then. */
function isCovered(): boolean {
  return panel.peek().type !== 'none' || approving.peek() !== null;
}

let burst = NO_BURST;
let waiting: string[] = [];

/**
 * Understands digits, letters and scans at any moment, with nothing in focus: what is typed goes to the search field,
 * a scanned code rings its item. Enter takes the first member found, or the first item. Returns what stops listening.
 */
export function listenToKeys(): () => void {
  // Before anything else on the page: a scan must not fill in numbers on a sheet, or press the button in focus.
  const onScan = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!event.isTrusted || event.repeat) return; // our own, or a key held down
    const sheet = isCovered();
    if (sheet && isField(event.target)) return; // somebody writes there, with a scanner too if they like
    const before = burst;
    const heard = hear(before, event.key, event.timeStamp);
    ({ burst } = heard);
    if (heard.scan !== null) {
      swallow(event);
      // Guests show their coupons while they pay.
      if (panel.peek().type === 'pay' && isCouponCode(heard.scan)) void showCoupon(heard.scan);
      else if (sheet) keep(heard.scan);
      else {
        const whole = typed.peek();
        typed.value = whole.slice(0, -heard.scan.length);
        // A busy tablet may have cut the first keys off the burst; they stand in the field.
        takeCode(isKnown(whole) ? whole : heard.scan);
      }
    } else if (sheet && isBurst(burst)) {
      swallow(event);
      if (!isBurst(before)) takeBack(before.phone.length > before.text.length ? before.phone : before.text);
    }
  };
  const stopWaiting = effect(() => {
    if (panel.value.type === 'none' && approving.value === null && waiting.length > 0)
      queueMicrotask(takeWaiting);
  });
  window.addEventListener('keydown', onScan, { capture: true });
  window.addEventListener('keydown', onKey);
  return () => {
    stopWaiting();
    window.removeEventListener('keydown', onScan, { capture: true });
    window.removeEventListener('keydown', onKey);
  };
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isCovered()) return;
  if (event.key === 'F2') {
    if (hasTables.peek()) desk.value = desk.peek() === 'floor' ? 'menu' : 'floor';
    event.preventDefault();
  } else if (event.key === 'Escape') {
    typed.value = '';
    moving.value = null;
  } else if (event.key === 'Enter' && typed.peek() !== '') takeFirst(event);
  else if (isField(event.target)) return;
  else if (event.key === 'Backspace') typed.value = typed.peek().slice(0, -1);
  else if (event.key.length === 1 && (event.key !== ' ' || typed.peek() !== '')) {
    desk.value = 'menu';
    typed.value = (typed.peek() + event.key).slice(0, TYPED_MAX);
    event.preventDefault(); // a space would press the button in focus
  }
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** The first digits of a scan have been typed into the sheet before its speed gave it away; letters type nothing there. */
function takeBack(text: string): void {
  const { length } = text.replaceAll(/\D/g, '');
  for (let index = 0; index < length; index += 1)
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Backspace' }));
}

/** What a sheet hides is not lost: it waits until the sheet is gone. */
function keep(code: string): void {
  if (waiting.length < SCANS_WAITING_MAX) waiting.push(code);
  else toast({ text: t().lost, bad: true });
}

function takeWaiting(): void {
  const codes = waiting;
  waiting = [];
  let taken = 0;
  for (const [index, code] of codes.entries()) {
    if (isCovered()) {
      waiting = codes.slice(index); // one of them has a question first
      break;
    }
    if (takeCode(code)) taken += 1;
  }
  if (taken > 0) toast({ text: t().waited(taken) });
}

function codeOf(code: string): Coded | undefined {
  const menu = catalogue.peek();
  return menu === null ? undefined : menuIndex(menu).codes.get(code);
}

function isKnown(code: string): boolean {
  return codeOf(code) !== undefined;
}

/** Rings what has the code, or recognises whose it is; `false`, and a sentence, when nothing has. */
function takeCode(code: string): boolean {
  if (isMemberCode(code)) {
    typed.value = '';
    void recogniseCode(code);
    return true;
  }
  if (isCouponCode(code)) {
    typed.value = '';
    void showCoupon(code);
    return true;
  }
  const known = codeOf(code);
  if (known !== undefined) {
    typed.value = '';
    ringScanned(known.item, known.size_id);
  } else if (mayBeCard(code)) {
    typed.value = '';
    void takeCard(code);
  } else unknown(code);
  return known !== undefined;
}

/** Puts the member on the check for whom the code stands, or says that nothing has it. */
async function takeCard(code: string): Promise<void> {
  if (!(await recogniseCard(code))) unknown(code);
}

function unknown(code: string): void {
  toast({ text: t().unknown(code), bad: true });
  // It may still be the number of a member; then whoever has it stands beside the sentence.
  typed.value = mayBePhone(code) ? code.slice(0, TYPED_MAX) : '';
}

function takeFirst(event: KeyboardEvent): void {
  event.preventDefault();
  if (isKnown(typed.peek())) {
    takeCode(typed.peek());
    return;
  }
  const answer = members.peek();
  const [first] = answer.type === 'found' ? answer.members : [];
  const [item] = found.peek().items;
  // Digits mean a member, words a dish; the other only where there is no such thing.
  const wantsItem = readTyped(typed.peek()).type === 'words' && item !== undefined;
  if (first !== undefined && !wantsItem) {
    attach(first);
    typed.value = '';
  } else if (item !== undefined) {
    tapItem(item);
  }
}
