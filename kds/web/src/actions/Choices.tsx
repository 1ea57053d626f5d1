import { Button, dictionary, type ButtonTone } from '@comanda/web';
import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { ComponentChildren } from 'preact';

/** One thing that can be chosen, by touch or by its number. */
export type Choice = {
  key: string;
  text: ComponentChildren;
  /** A few more words under it. */
  detail?: ComponentChildren;
  tone?: ButtonTone;
  testid?: string;
  run: () => void;
};

/** Choices with a number of their own at a time; the rest are on further pages. */
export const NUMBERED_MAX = 9;

const t = dictionary({
  en: { more: (page: number, pages: number) => `More · page ${page} of ${pages}` },
  zh: { more: (page, pages) => `更多 · 第 ${page} / ${pages} 页` },
});

/** A numbered list: a digit presses the choice with that number, 0 turns to the next nine. */
export function Choices({ choices }: { choices: readonly Choice[] }) {
  const wanted = useSignal(0);
  const pages = Math.max(1, Math.ceil(choices.length / NUMBERED_MAX));
  const page = wanted.value % pages;
  const shown = choices.slice(page * NUMBERED_MAX, (page + 1) * NUMBERED_MAX);
  const turn = () => (wanted.value = page + 1);
  // Before the screen is drawn: a key that follows the touch at once must not be lost.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (event.target instanceof HTMLInputElement) return;
      if (event.key === '0' && pages > 1) turn();
      const choice = /^[1-9]$/.test(event.key) ? shown[Number(event.key) - 1] : undefined;
      if (choice === undefined) return;
      event.preventDefault();
      choice.run();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
  return (
    <>
      <ol class="choices">
        {shown.map(({ key, text, detail, tone = 'plain', testid, run }, index) => (
          <li key={key}>
            <Button tone={tone} data-testid={testid} onClick={run}>
              <kbd aria-hidden="true">{index + 1}</kbd>
              <span>
                {text}
                {detail !== undefined && <small>{detail}</small>}
              </span>
            </Button>
          </li>
        ))}
      </ol>
      {pages > 1 && (
        <Button class="more" onClick={turn}>
          <kbd aria-hidden="true">0</kbd> {t().more(page + 1, pages)}
        </Button>
      )}
    </>
  );
}
