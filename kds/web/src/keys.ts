import { signal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { ACTIONS, settings, type Action } from './settings';

/** The next digit opens that ticket's actions instead of marking it done. */
export const opening = signal(false);

/** What the keys of a screen do; what is left out does nothing there. */
export type Hands = {
  /** A number from 1 to 9: this ticket is done, or its actions open. */
  onNumber: (number: number, open: boolean) => void;
} & { [action in Exclude<Action, 'open'> as `on${Capitalize<action>}`]?: () => void };

/** Listens to keyboard and bump bar while no sheet is open: a sheet has keys of its own. */
export function useHands(hands: Hands): void {
  // Before the screen is drawn: a key that follows the touch at once must not be lost.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (event.target instanceof HTMLInputElement || document.querySelector('dialog[open]') !== null) return;
      if (/^[1-9]$/.test(event.key)) {
        const open = opening.peek();
        opening.value = false;
        hands.onNumber(Number(event.key), open);
        return;
      }
      if (event.key === 'Escape') opening.value = false;
      if (event.key === 'ArrowRight') hands.onNext?.();
      const action = ACTIONS.find((one) => settings.peek().keys[one] === event.key);
      if (action === undefined) return;
      event.preventDefault();
      run(hands, action);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}

function run(hands: Hands, action: Action): void {
  const was = opening.peek();
  opening.value = false;
  switch (action) {
    case 'open':
      opening.value = !was;
      break;
    case 'seen':
      hands.onSeen?.();
      break;
    case 'undo':
      hands.onUndo?.();
      break;
    case 'recall':
      hands.onRecall?.();
      break;
    case 'stock':
      hands.onStock?.();
      break;
    case 'next':
      hands.onNext?.();
      break;
    case 'back':
      hands.onBack?.();
      break;
  }
}
