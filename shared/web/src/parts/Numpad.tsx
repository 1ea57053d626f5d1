import { useLayoutEffect, useRef } from 'preact/hooks';
import { dictionary } from '../i18n';

type Props = {
  /** The digits so far. For money these are minor units: `5800` is 58.00. */
  value: string;
  onValue: (value: string) => void;
  /** Digits past this are ignored. */
  maxLength: number;
  /** The extra key at the bottom left: `00` for money, none for a PIN. */
  extra?: '00' | 'none';
  /** Enter on a keyboard. */
  onEnter?: () => void;
};

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const t = dictionary({
  en: { pad: 'Number keys', erase: 'Erase', clear: 'Clear' },
  zh: { pad: '数字键', erase: '退格', clear: '清空' },
});

/** Ten keys for fingers, and the same keys on a keyboard while it is on screen. Long press is not needed for anything. */
export function Numpad({ value, onValue, maxLength, extra = '00', onEnter }: Props) {
  // Keys may come faster than the screen is drawn: each one builds on the one before, not on what was drawn last.
  const latest = useRef(value);
  const box = useRef<HTMLDivElement>(null);
  latest.current = value;
  const put = (next: string) => {
    latest.current = next;
    onValue(next);
  };
  const add = (digits: string) => put((latest.current + digits).slice(0, maxLength));
  const erase = () => put(latest.current.slice(0, -1));
  // Before the screen is drawn: a key that follows the tap at once must not be lost.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
      // Keys under another dialog are out of reach for a finger; a keyboard must not reach them either.
      const top = [...document.querySelectorAll('dialog[open]')].at(-1);
      if (top !== undefined && !top.contains(box.current)) return;
      if (/^[0-9]$/.test(event.key)) add(event.key);
      else if (event.key === 'Backspace') erase();
      else if (event.key === 'Delete') put('');
      else if (event.key === 'Enter' && onEnter) {
        event.preventDefault(); // or the button in focus would be pressed as well
        onEnter();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  const key = (label: string, press: () => void, name?: string) => (
    <button type="button" class="key" key={label} onClick={press} aria-label={name}>
      {label}
    </button>
  );
  return (
    <div class="numpad" role="group" ref={box} aria-label={t().pad}>
      {DIGITS.map((digit) => key(digit, () => add(digit)))}
      {extra === '00' ? key('00', () => add('00')) : key(t().clear, () => put(''))}
      {key('0', () => add('0'))}
      {key(t().erase, erase)}
    </div>
  );
}
